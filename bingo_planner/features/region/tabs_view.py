"""Tabs as words with a bar under the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

from bingo_planner.ui.theme import current, theme_signals


class WordTabs(QTabBar):
    """A tab bar over keys; ←/→ move. `tab_chosen(key)` when the user changes the tab."""

    tab_chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = [key for key, _words in tabs]
        self._telling = True
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        for _key, words in tabs:
            self.addTab(words)
        self.currentChanged.connect(self._changed)
        theme_signals().changed.connect(self._restyle)
        self._restyle()

    def set_key(self, key: str) -> None:
        """Choose a tab without telling."""
        self._telling = False
        self.setCurrentIndex(self._keys.index(key))
        self._telling = True

    def key(self) -> str:
        """The chosen tab."""
        return self._keys[self.currentIndex()]

    def _changed(self, at: int) -> None:
        self.update()
        if self._telling and 0 <= at < len(self._keys):
            self.tab_chosen.emit(self._keys[at])

    def _restyle(self) -> None:
        self.setFont(current().font("body"))
        self.setFixedHeight(current().px(2.55))
        self.updateGeometry()

    def tabSizeHint(self, index: int) -> QSize:
        now = current()
        return QSize(self.fontMetrics().horizontalAdvance(self.tabText(index)) + now.px(1.9), now.px(2.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = current(), QPainter(self)
        for at in range(self.count()):
            rect, chosen = self.tabRect(at), at == self.currentIndex()
            painter.setFont(now.font("strong" if chosen else "body"))
            painter.setPen(now.color("text" if chosen else "text2"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.tabText(at))
            if chosen:
                edge = now.px(0.6)
                bar = QRect(rect.left() + edge, self.height() - 3, rect.width() - 2 * edge, 3)
                painter.fillRect(bar, now.color("accent"))
                if self.hasFocus():
                    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                    painter.setPen(QPen(now.color("focus"), 2))
                    painter.drawRoundedRect(rect.adjusted(2, 3, -3, -7), 4, 4)
        painter.end()


class TabRow(QWidget):
    """The tabs where the page's text begins, on a line across the page."""

    def __init__(self, tabs: WordTabs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.addWidget(tabs, 1)
        theme_signals().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._row.setContentsMargins(current().px(0.6), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(current().color("line2"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()
