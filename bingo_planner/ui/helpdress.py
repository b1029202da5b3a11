"""How a help text looks: sizes of headings, air between paragraphs, quiet lines in tables."""

from __future__ import annotations

from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)

from bingo_planner.ui.labels import loosen
from bingo_planner.ui.theme import Role, Theme, current

_HEADS: dict[int, tuple[Role, float, float]] = {1: ("title", 0.0, 0.5), 2: ("section", 1.0, 0.3)}


def dress_help(document: QTextDocument) -> None:
    """Give a document read from Markdown our own sizes."""
    theme = current()
    loosen(document)
    block = document.begin()
    while block.isValid():
        _dress_block(block, theme)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, theme)


def _dress_block(block: QTextBlock, theme: Theme) -> None:
    cursor = QTextCursor(block)
    shape = QTextBlockFormat()
    level = block.blockFormat().headingLevel()
    if level:
        role, above, below = _HEADS.get(level, ("strong", 0.6, 0.2))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        letters = QTextCharFormat()
        letters.setFont(theme.font(role), QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesAll)
        letters.setFontWeight(QFont.Weight.Bold)
        cursor.mergeCharFormat(letters)
        shape.setTopMargin(theme.px(above))
        shape.setBottomMargin(theme.px(below))
    elif block.textList() is not None:
        shape.setBottomMargin(theme.px(0.1))
    elif cursor.currentTable() is None:
        shape.setBottomMargin(theme.px(0.45))
    cursor.mergeBlockFormat(shape)


def _dress_table(table: QTextTable, theme: Theme) -> None:
    shape = table.format()
    shape.setBorderCollapse(True)
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QBrush(theme.color("line2")))
    shape.setCellPadding(theme.px(0.3))
    shape.setTopMargin(theme.px(0.2))
    shape.setBottomMargin(theme.px(0.6))
    table.setFormat(shape)
