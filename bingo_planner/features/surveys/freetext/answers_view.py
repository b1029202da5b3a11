"""The tables of answers: one a line with the words looked for underlined, or each word in its context."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QWidget,
)

from bingo_planner.features.region.form_view import body_mark, wide
from bingo_planner.features.surveys.freetext.folded import Span
from bingo_planner.features.surveys.freetext.state import AnswerLine, Chip, ContextLine
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import icons, theme
from bingo_planner.ui.celltext import LEFT, RIGHT, draw_text, metrics
from bingo_planner.ui.table import Column, MarkCell, RowTable
from bingo_planner.ui.tags import Tag, paint_tags

BEFORE_HIT = 12
"""Letters shown before the first hit where the answer is too long for its cell."""


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


def chip_tag(chip: Chip) -> Tag:
    """A group as a small plate: by rule plain, by hand with a tick, taken out by hand hatched with a minus."""
    words = f"{chip.digit} {chip.name}".strip()
    if chip.by == "hand":
        return Tag(words, "accent", "check")
    return Tag(words, "pending", "minus") if chip.by == "out" else Tag(words, "plain", "")


def chip_words(chip: Chip) -> str:
    """The same for the ear."""
    if chip.by == "hand":
        return _t("{name} (by hand)", name=chip.name)
    return _t("{name} (taken out by hand)", name=chip.name) if chip.by == "out" else chip.name


class AnswerTable(RowTable[AnswerLine]):
    """Answers, one a line. Keys 1–9 tell `digit`, 0 tells `restored`."""

    digit = Signal(int)
    restored = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_answer_columns(), lambda row: row.id, parent, name=_t("List of answers"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits sort; everything else is the table's own."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        number = event.key() - Qt.Key.Key_0.value
        if plain and 0 <= number <= 9:
            if number:
                self.digit.emit(number)
            else:
                self.restored.emit()
            return
        super().keyPressEvent(event)


def _answer_columns() -> list[Column[AnswerLine]]:
    return [
        Column("key", _t("Respondent"), lambda row: row.key, wide(5.2, 7.8), "code"),
        Column(
            "who", _t("Who"), _who_cell, wide(9.2, 10.5), "mark", sort_key=lambda row: row.who, shown=False
        ),
        Column(
            "text",
            _t("Opinion"),
            lambda row: row.text,
            20,
            "custom",
            text=_answer_words,
            paint=paint_answer,
            stretch=True,
            sortable=False,
            tip=_answer_tip,
        ),
        Column(
            "groups",
            _t("Groups"),
            lambda row: len(row.chips),
            wide(12.5, 14.0),
            "custom",
            text=lambda row: "、".join(map(chip_words, row.chips)),
            paint=_paint_chips,
            tip=lambda row: "、".join(map(chip_words, row.chips)),
        ),
    ]


def _answer_words(row: AnswerLine) -> str:
    return f"{row.text} ({_t('Quoted')})" if row.is_quoted else row.text


def _answer_tip(row: AnswerLine) -> str:
    return f"{_t('Quoted')}\n{row.text}" if row.is_quoted else row.text


def _who_cell(row: AnswerLine) -> MarkCell:
    mark = body_mark(row.town)
    _town, _dot, rest = row.who.partition("・")
    return MarkCell((mark,), rest) if mark is not None else MarkCell((), row.who)


def paint_answer(painter: QPainter, rect: QRect, row: AnswerLine, _selected: bool) -> None:
    """One line of an answer, beginning near the first hit; hits bold and underlined, a mark before what is quoted."""
    now = theme.current()
    if row.is_quoted:
        side = now.px(1.08)
        icons.paint_icon(
            painter, QRectF(rect.left(), rect.center().y() - side / 2 + 1, side, side), "bookmark", "ok"
        )
        rect = rect.adjusted(now.px(1.4), 0, 0, 0)
    text, hits = excerpt(row.text, row.hits, rect.width(), metrics("body"))
    ink = now.color("text3" if row.says_nothing else "text")
    at, left = 0, QRect(rect)
    for start, end in (*hits, (len(text), len(text))):
        if left.width() < now.px(1.5):
            return
        left.setLeft(left.left() + draw_text(painter, left, text[at:start], "body", ink, LEFT))
        width = draw_text(painter, left, text[start:end], "strong", now.color("text"), LEFT)
        if width:
            base = left.center().y() + metrics("strong").ascent() // 2 + 2
            painter.drawLine(left.left(), base, left.left() + width, base)
        left.setLeft(left.left() + width)
        at = end


def excerpt(
    text: str, hits: Sequence[Span], width: int, measure: QFontMetrics
) -> tuple[str, tuple[Span, ...]]:
    """A text on one line and where its hits stand; it begins near the first hit where that would be cut off."""
    line = text.replace("\n", " ")
    first = hits[0][1] if hits else 0
    if not hits or measure.horizontalAdvance(line[:first]) < width * 0.8:
        return line, tuple(hits)
    start = max(hits[0][0] - BEFORE_HIT, 0)
    return f"…{line[start:]}", tuple((a - start + 1, b - start + 1) for a, b in hits)


def _paint_chips(painter: QPainter, rect: QRect, row: AnswerLine, _selected: bool) -> None:
    paint_tags(painter, rect, [chip_tag(chip) for chip in row.chips])


class ContextTable(RowTable[ContextLine]):
    """A word in its context: what stands before it ends where it begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns: list[Column[ContextLine]] = [
            Column("key", _t("Respondent"), lambda row: row.key, wide(5.2, 7.8), "code", sortable=False),
            Column(
                "before",
                _t("Before"),
                lambda row: row.line.before,
                14,
                "custom",
                align="right",
                text=lambda row: row.line.before,
                paint=_paint_before,
                sortable=False,
                stretch=True,
            ),
            Column(
                "hit",
                _t("Word"),
                lambda row: row.line.hit,
                6,
                "custom",
                text=_hit,
                paint=_paint_hit,
                sortable=False,
            ),
            Column("after", _t("After"), lambda row: row.line.after, 16, sortable=False, stretch=True),
        ]
        super().__init__(columns, lambda row: row.id, parent, name=_t("The word in its context"))


def _paint_before(painter: QPainter, rect: QRect, row: ContextLine, _selected: bool) -> None:
    """Cut at its beginning: what stands next to the word matters."""
    words = metrics("body").elidedText(row.line.before, Qt.TextElideMode.ElideLeft, rect.width())
    draw_text(painter, rect, words, "body", theme.current().color("text"), RIGHT)


def _hit(row: ContextLine) -> str:
    return row.line.hit


def _paint_hit(painter: QPainter, rect: QRect, row: ContextLine, _selected: bool) -> None:
    draw_text(
        painter, rect, row.line.hit, "strong", theme.current().color("accent"), Qt.AlignmentFlag.AlignCenter
    )
