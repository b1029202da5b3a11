"""Icons: Lucide outlines in the colour of a token, sharp on every screen at hand, redrawn when the theme changes."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from bingo_planner.kernel.files import resource
from bingo_planner.ui.theme import Theme, current

ICON_FH = 1.25
_NAME = "bingoIcon"
_TOKEN = "bingoIconToken"
_EMPTY = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
    '<rect x="4" y="4" width="16" height="16" fill="none" stroke="currentColor"/></svg>'
)


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    path = resource("icons", f"{name}.svg")
    return path.read_text(encoding="utf-8") if path.is_file() else _EMPTY


@lru_cache(maxsize=1024)
def _drawn(name: str, color: str, side: int, ratio: float) -> QPixmap:
    text = re.sub("currentColor", color, _source(name))
    renderer = QSvgRenderer(QByteArray(text.encode("utf-8")))
    pixmap = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon_side(theme: Theme | None = None) -> int:
    """Side of an icon in px (16 at 100 %)."""
    return (theme or current()).px(ICON_FH)


def pixmap(name: str, token: str = "text2", side: int | None = None, ratio: float = 1.0) -> QPixmap:
    """One picture of the icon, for painters; `side` in logical px."""
    color = current().color(token)
    return _drawn(name, color.name(), side or icon_side(), ratio)


def paint_icon(painter: QPainter, rect: QRectF, name: str, token: str | QColor = "text2") -> None:
    """Paint the icon into `rect` at the painter's own resolution."""
    color = token if isinstance(token, QColor) else current().color(token)
    ratio = painter.device().devicePixelRatioF()
    side = round(rect.width())
    picture = _drawn(name, color.name(), side, ratio)
    painter.drawPixmap(rect.topLeft(), picture)


def screen_ratios() -> tuple[float, ...]:
    """Device pixels for one of ours, on each kind of screen there is."""
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}))


def _with_gap(picture: QPixmap, gap: int) -> QPixmap:
    """The picture with air at its right: Qt leaves too little between icon and word."""
    if gap == 0:
        return picture
    ratio = picture.devicePixelRatio()
    wide = QPixmap(picture.width() + round(gap * ratio), picture.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wide


@lru_cache(maxsize=512)
def _icon(name: str, color: str, faint: str, side: int, gap: int, ratios: tuple[float, ...]) -> QIcon:
    made = QIcon()
    for ratio in ratios:
        made.addPixmap(_with_gap(_drawn(name, color, side, ratio), gap), QIcon.Mode.Normal)
        made.addPixmap(_with_gap(_drawn(name, faint, side, ratio), gap), QIcon.Mode.Disabled)
    return made


def icon(name: str, token: str = "text2", gap: int = 0) -> QIcon:
    """The icon in the colour of a token; disabled it is paler. `gap` px of air follow it."""
    return _icon_of(current(), name, token, gap, screen_ratios())


@lru_cache(maxsize=1024)
def _icon_of(theme: Theme, name: str, token: str, gap: int, ratios: tuple[float, ...]) -> QIcon:
    faint = theme.mix(theme.color("text3"), theme.color("page"), 0.45)
    return _icon(name, theme.color(token).name(), faint.name(), icon_side(theme), gap, ratios)


def set_icon(target: QAbstractButton | QAction, name: str, token: str = "text2") -> None:
    """Give a button or action an icon that follows the theme; an empty name takes it away."""
    target.setProperty(_NAME, name)
    target.setProperty(_TOKEN, token)
    _renew(target)


def _renew(target: QAbstractButton | QAction) -> None:
    name, token = target.property(_NAME), target.property(_TOKEN)
    if not name:
        target.setIcon(QIcon())
        return
    if not isinstance(target, QAbstractButton):
        target.setIcon(icon(str(name), str(token)))
        return
    side = icon_side()
    gap = current().px(0.25) if target.text() or target.property("words") else 0
    target.setIcon(icon(str(name), str(token), gap))
    target.setIconSize(QSize(side + gap, side))


def renew_icons() -> None:
    """Draw the icons of all buttons again; called when the theme or the screens change."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, QAbstractButton) and widget.property(_NAME):
            _renew(widget)
