"""Round the palette: the dimmed window behind it, and the keys at its foot."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.theme import current
from bingo_planner.ui.topbar import paint_key


class Scrim(QWidget):
    """Dims the window behind a palette; a click on it closes."""

    clicked = Signal()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().color("scrim"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()


class KeyLine(QWidget):
    """The keys at the foot of the palette."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, middle = float(theme.px(1.4)), self.height() / 2
        for keys, words in (
            (("↑", "↓"), translate("ui", "choose")),
            (("Enter",), translate("ui", "open")),
            (("Esc",), translate("ui", "close")),
        ):
            for key in keys:
                painter.setFont(theme.font("ticks"))
                width = painter.fontMetrics().horizontalAdvance(key) + theme.px(0.6)
                paint_key(painter, left + width, middle, key)
                left += width + theme.px(0.35)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text2"))
            room = QRectF(left, 0, self.width(), self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            left += painter.fontMetrics().horizontalAdvance(words) + theme.px(1.2)
        note = translate("ui", "Kana, width and kanji variants make no difference")
        room = QRectF(left, 0, self.width() - left - theme.px(1.4), self.height())
        if painter.fontMetrics().horizontalAdvance(note) < room.width():
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)
