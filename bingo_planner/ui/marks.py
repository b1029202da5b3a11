"""One-kanji marks of bodies (福 三 尾 …): the body's colour, its mark, dashed and empty for who is no member."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from bingo_planner.kernel.i18n import language
from bingo_planner.ui.colours import contrast, ink_on
from bingo_planner.ui.icons import screen_ratios
from bingo_planner.ui.theme import Theme, current

RADIUS = 4.0


@dataclass(frozen=True)
class Mark:
    """What stands for a body wherever there is no room for its name; `ink` only to overrule the contrast."""

    text: str
    text_en: str
    light: str
    dark: str
    ink: str | None = None

    def words(self) -> str:
        """The sign in the language in force."""
        return self.text_en if language() == "en" else self.text

    def ground(self, theme: Theme) -> QColor:
        """The body's colour in this theme."""
        return QColor(self.dark if theme.name == "dark" else self.light)


def mark_size(theme: Theme | None = None) -> int:
    """Side of a mark in a table row (18 px at 100 %)."""
    return (theme or current()).px(1.385)


def paint_mark(painter: QPainter, rect: QRect | QRectF, mark: Mark, member: bool = True) -> None:
    """Paint the mark into a square `rect`; not a member: dashed outline, no fill."""
    theme = current()
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = _outline(painter, theme, mark, member)
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.setPen(ink)
    font = theme.font("strong")
    share = 0.68 if len(mark.words()) < 2 else 0.55
    font.setPixelSize(max(round(box.height() * share), 7))
    painter.setFont(font)
    painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, mark.words())
    painter.restore()


def _outline(painter: QPainter, theme: Theme, mark: Mark, member: bool) -> QColor:
    if not member or theme.high_contrast:
        style = Qt.PenStyle.SolidLine if member else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.color("control"), 1, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        return theme.color("text2")
    ground = mark.ground(theme)
    pale = contrast(ground, theme.color("page")) < 1.6
    painter.setPen(QPen(theme.color("control") if pale else ground, 1))
    painter.setBrush(ground)
    return QColor(mark.ink) if mark.ink else ink_on(ground)


def mark_icon(mark: Mark, member: bool = True) -> QIcon:
    """The mark as an icon, for fields and lists that take one; sharp on every screen at hand."""
    icon = QIcon()
    side = mark_size()
    for ratio in screen_ratios():
        pixmap = QPixmap(QSize(round(side * ratio), round(side * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_mark(painter, QRect(0, 0, side, side), mark, member)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
