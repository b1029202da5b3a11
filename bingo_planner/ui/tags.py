"""Tags: small plates with an icon and words, only for exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bingo_planner.ui import icons, theme
from bingo_planner.ui.celltext import LEFT, draw_hatch, draw_text, hairline, text_width

_INKS = {
    "plain": ("text2", "sunken", "line2"),
    "accent": ("accent", "accentSoft", "accent"),
    "ok": ("ok", "okBg", "okLine"),
    "warn": ("warn", "warnBg", "warnLine"),
    "err": ("err", "errBg", "errLine"),
    "conf": ("conf", "confBg", "confLine"),
    "pending": ("text2", "sunken", "line2"),
}
_ICONS = {"ok": "check", "warn": "triangle-alert", "err": "circle-alert", "conf": "git-branch"}


@dataclass(frozen=True)
class Tag:
    """Words on a plate; `state` is plain, accent, ok, warn, err, conf or pending.

    `icon` None takes the icon of the state, "" shows none.
    """

    text: str
    state: str = "plain"
    icon: str | None = None

    @property
    def icon_name(self) -> str:
        """The icon that is drawn, "" for none."""
        return _ICONS.get(self.state, "") if self.icon is None else self.icon


def tag_height() -> int:
    """Height of every tag (20 px at 100 %)."""
    return theme.current().px(1.54)


def tag_width(tag: Tag) -> int:
    """Width a tag takes when nothing is cut."""
    now = theme.current()
    icon = now.px(1.35) if tag.icon_name else 0
    return now.px(0.55) * 2 + icon + text_width(tag.text, "small")


def paint_tag(painter: QPainter, rect: QRect, tag: Tag, *, right: bool = False) -> int:
    """Paint a tag in the middle of `rect`'s height, at its left or right; returns the width."""
    now = theme.current()
    ink, ground, line = _INKS.get(tag.state, _INKS["plain"])
    width, height = min(tag_width(tag), rect.width()), tag_height()
    left = rect.right() + 1 - width if right else rect.left()
    box = QRect(left, rect.center().y() - height // 2 + 1, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(hairline(now.color(line)))
    painter.setBrush(now.color(ground))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if tag.state == "pending":
        draw_hatch(painter, box.adjusted(1, 1, -1, -1), now.color("hatch"))
    x = box.left() + now.px(0.55)
    if tag.icon_name:
        side = now.px(1.08)
        icons.paint_icon(painter, QRectF(x, box.center().y() - side // 2 + 1, side, side), tag.icon_name, ink)
        x += now.px(1.35)
    words = QRect(x, box.top(), box.right() - x, box.height())
    draw_text(painter, words, tag.text, "small", now.color(ink), LEFT)
    painter.restore()
    return width


def paint_tags(painter: QPainter, rect: QRect, tags: Sequence[Tag], *, right: bool = False) -> None:
    """Paint tags one after another; what does not fit is left out from the end."""
    gap = theme.current().px(0.45)
    room = QRect(rect)
    for tag in reversed(tags) if right else tags:
        if room.width() < theme.current().px(2):
            return
        used = paint_tag(painter, room, tag, right=right) + gap
        room = room.adjusted(0, 0, -used, 0) if right else room.adjusted(used, 0, 0, 0)


class TagLabel(QWidget):
    """One tag in a form or a page head; empty text hides it."""

    def __init__(self, tag: Tag | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tag = tag
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_tag(tag)

    def set_tag(self, tag: Tag | None) -> None:
        """Show another tag, or nothing."""
        self._tag = tag
        self.setAccessibleName(tag.text if tag else "")
        self.setVisible(tag is not None)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(tag_width(self._tag) if self._tag else 0, tag_height() + 2)

    def changeEvent(self, event: QEvent) -> None:
        self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._tag is not None:
            painter = QPainter(self)
            paint_tag(painter, self.rect(), self._tag)
            painter.end()
