"""A line of text; where it can only be read and does not fit, it ends in … instead of in half a letter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

from bingo_planner.ui.theme import current

_EDGE = 2
"""Qt's own distance between the field's room and its text."""


class ReadLine(QLineEdit):
    """A line edit; with the cursor in it, it scrolls as every other."""

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        room.adjust(_EDGE, 0, current().px(0.45), 0)  # without a frame the air at its end is free
        metrics, words = self.fontMetrics(), self.text()
        if not self.isReadOnly() or self.hasFocus() or metrics.horizontalAdvance(words) <= room.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
