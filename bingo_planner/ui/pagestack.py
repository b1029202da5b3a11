"""Where pages stand: one is shown; when it needs more room than the window gives, it scrolls both ways."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QStackedLayout, QWidget

from bingo_planner.ui.page import Page


class _OneAtATime(QStackedLayout):
    """As small as the page that is shown, not as the largest of all."""

    def minimumSize(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else QSize(0, 0)

    def hasHeightForWidth(self) -> bool:
        """No: Qt would ask every page how tall it likes to be, and scroll the one shown without need."""
        return False


class PageStack(QScrollArea):
    """Holds the pages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        self._stack = _OneAtATime(holder)
        self.setWidget(holder)

    def add(self, page: Page) -> None:
        """Take over a page."""
        self._stack.addWidget(page)

    def current(self) -> Page | None:
        """The page shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def show_page(self, page: Page) -> None:
        """Show one of them, from its upper left corner."""
        self._stack.setCurrentWidget(page)
        self._stack.invalidate()
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)

    def remove(self, page: Page) -> None:
        """Let a page go; it is deleted."""
        self._stack.removeWidget(page)
        page.hide()
        page.deleteLater()

    def minimumSizeHint(self) -> QSize:
        """The window may be as small as it likes."""
        return QSize(0, 0)
