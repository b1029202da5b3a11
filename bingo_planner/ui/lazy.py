"""What stands behind a page's first sight is built when it is first wanted, so that the page opens at once.

One part in a place of its own is a `Lazy`; parts of which one is in front are a `PartStack`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStackedWidget, QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)


class Lazy(QWidget, Generic[W]):
    """The place of a part; `part()` builds it, `built()` is None until then."""

    def __init__(self, make: Callable[[], W], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._part: W | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._column = column

    def built(self) -> W | None:
        """The part, when it was wanted before."""
        return self._part

    def part(self) -> W:
        """The part, built now if need be."""
        if self._part is None:
            self._part = self._make()
            self._column.addWidget(self._part)
        return self._part


def first_table(part: QWidget) -> QAbstractItemView | None:
    """The first table, grid or list in a part that Tab reaches."""
    target = part.nextInFocusChain()
    while target is not None and target is not part:
        entered = target.isVisible() and target.focusPolicy() & Qt.FocusPolicy.TabFocus
        if entered and isinstance(target, QAbstractItemView) and part.isAncestorOf(target):
            return target
        target = target.nextInFocusChain()
    return None


class PartStack(QStackedWidget):
    """Parts of which one is in front; a `cached_property` of the page builds each when it is first wanted.

    A part made with the stack as its parent is dressed once; one that is moved in is dressed again with all inside.
    """

    def take(self, part: W) -> W:
        """A part just built."""
        self.addWidget(part)
        return part

    def show_part(self, part: QWidget) -> None:
        """Bring a part to the front; a cursor that stood in the one before goes to the table of this one."""
        before = QApplication.focusWidget()
        held = before is not None and self.isAncestorOf(before) and part is not self.currentWidget()
        self.setCurrentWidget(part)
        self.updateGeometry()
        # Qt would take the first thing that can be pressed: Enter there may throw a record away.
        table = first_table(part) if held else None
        if table is not None:
            table.setFocus()

    def minimumSizeHint(self) -> QSize:
        """What the part in front needs: another, larger one must not make the page scroll."""
        front = self.currentWidget()
        if front is None:
            return super().minimumSizeHint()
        return front.minimumSizeHint().expandedTo(front.minimumSize())


class FrontStack(PartStack):
    """The same where what is in front scrolls inside: it is never asked for a height by its width."""

    def hasHeightForWidth(self) -> bool:
        """Never: a scroll area would give the height parts like instead of what they need."""
        return False

    def heightForWidth(self, width: int) -> int:
        """None of its own."""
        return -1

    def sizeHint(self) -> QSize:
        """What the part in front would like."""
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else QSize()
