"""Shares of one person or body: words, a flat bar and per cent, one under another; made for side forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bingo_planner.ui import theme
from bingo_planner.ui.celltext import LEFT, RIGHT, draw_text, text_width
from bingo_planner.ui.table_delegate import paint_bar


@dataclass(frozen=True)
class Share:
    """Words, a share from 0 to 1 and the figure printed beside it."""

    label: str
    share: float
    text: str


class ShareBars(QWidget):
    """All shares on one widget; a screen reader hears them as one list."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: tuple[Share, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_shares(self, shares: Sequence[Share]) -> None:
        """Show other shares."""
        self._shares = tuple(shares)
        words = "、".join(f"{one.label} {one.text}" for one in shares)
        self.setAccessibleDescription(words)
        self.setToolTip("\n".join(f"{one.label}  {one.text}" for one in shares))
        self.setVisible(bool(shares))
        self.updateGeometry()
        self.update()

    def _line(self) -> int:
        return theme.current().px(1.92)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(20), self._line() * len(self._shares))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(12), self._line() * len(self._shares))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme.current(), QPainter(self)
        figures = max((text_width(one.text, "column") for one in self._shares), default=0)
        bar_wide = min(now.px(6.5), self.width() // 3)
        for place, one in enumerate(self._shares):
            line = QRect(0, place * self._line(), self.width(), self._line())
            draw_text(painter, line, one.text, "column", now.color("text"), RIGHT)
            left = self.width() - figures - now.px(1.2) - bar_wide
            tall = now.px(0.62)
            paint_bar(painter, QRect(left, line.center().y() - tall // 2, bar_wide, tall), one.share)
            room = line.adjusted(0, 0, -(self.width() - left) - now.px(0.6), 0)
            draw_text(painter, room, one.label, "body", now.color("text"), LEFT)
        painter.end()
