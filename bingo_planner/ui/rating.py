"""A to D: letter, outline and a meter of four; the same picture in tables, cards and maps."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import CENTER, draw_hatch, draw_text, hairline

LETTERS = ("A", "B", "C", "D")
NOT_ASSESSABLE = "－"
NO_FIGURE = "未"
_LEVEL = {"A": 4, "B": 3, "C": 2, "D": 1}


def rating_words(letter: str) -> str:
    """What a screen reader says and a tip shows."""
    words = {
        "A": translate("uikit", "A: on target"),
        "B": translate("uikit", "B: nearly on target"),
        "C": translate("uikit", "C: behind"),
        "D": translate("uikit", "D: far behind"),
        NOT_ASSESSABLE: translate("uikit", "Not assessable"),
        NO_FIGURE: translate("uikit", "No figure yet"),
    }
    return words.get(letter, letter)


def rating_width(*, meter: bool = True) -> int:
    """Width of the letter, with or without its meter."""
    now = theme.current()
    return now.px(1.54) + (now.px(0.5) + now.px(2.0) if meter else 0)


def paint_rating(painter: QPainter, rect: QRect, letter: str, *, meter: bool = True) -> None:
    """Paint a rating in the middle of `rect`."""
    now = theme.current()
    width = min(rating_width(meter=meter), rect.width())
    side = now.px(1.54)
    left = rect.left() + (rect.width() - width) // 2
    box = QRect(left, rect.center().y() - side // 2 + 1, side, side)
    painter.save()
    if letter in _LEVEL:
        _letter(painter, box, letter)
        if meter and rect.width() >= width:
            _meter(painter, QRect(box.right() + now.px(0.5), box.top(), now.px(2.0), side), _LEVEL[letter])
    elif letter == NO_FIGURE:
        draw_hatch(painter, box, now.color("hatch"))
        draw_text(painter, box, translate("uikit", "-"), "small", now.color("text2"), CENTER)
    else:
        draw_text(painter, box, "－", "column", now.color("text3"), CENTER)
    painter.restore()


def _letter(painter: QPainter, box: QRect, letter: str) -> None:
    now = theme.current()
    ink, ground = {
        "A": ("onAccent", "ok"),
        "B": ("ok", "okBg"),
        "C": ("warn", "warnBg"),
        "D": ("err", "errBg"),
    }[letter]
    line = {"A": "ok", "B": "okLine", "C": "warn", "D": "err"}[letter]
    pen = hairline(now.color(line))
    if letter == "C":
        pen.setStyle(Qt.PenStyle.DashLine)
        pen.setDashPattern([3, 2])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(now.color(ground))
    frame = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(frame, 3, 3)
    if letter == "D":
        painter.setPen(QPen(now.color(line), 1.0))
        painter.drawRoundedRect(frame.adjusted(1.2, 1.2, -1.2, -1.2), 2, 2)
    draw_text(painter, box, letter, "small_strong", now.color(ink), CENTER)


def _meter(painter: QPainter, rect: QRect, level: int) -> None:
    now = theme.current()
    bar, gap = max(3, now.px(0.36)), max(2, now.px(0.16))
    height = now.px(0.85)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    top = rect.center().y() - height // 2 + 1
    for step in range(4):
        box = QRect(rect.left() + step * (bar + gap), top, bar, height)
        if step < level:
            painter.fillRect(box, now.color("text2"))
        else:
            painter.setPen(hairline(now.color("text3")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0, 0, -1, -1))


class RatingLabel(QWidget):
    """One rating outside a table."""

    def __init__(self, letter: str = "", parent: QWidget | None = None, *, meter: bool = True) -> None:
        super().__init__(parent)
        self._meter = meter
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_letter(letter)

    def set_letter(self, letter: str) -> None:
        """Show another letter ("" shows nothing)."""
        self._letter = letter
        words = rating_words(letter) if letter else ""
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(rating_width(meter=self._meter) + 2, theme.current().px(1.7))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._letter:
            painter = QPainter(self)
            paint_rating(painter, self.rect(), self._letter, meter=self._meter)
            painter.end()
