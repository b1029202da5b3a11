"""A page of the program: what the shell knows about it, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.kernel.changes import Changes
from bingo_planner.ui.actions import Action
from bingo_planner.ui.pagehead import PageHead
from bingo_planner.ui.states import State, StateWidget


class Page(QWidget):
    """Base of all pages: a head, an optional bar under it, and content that can stand in five states.

    Subclasses set `page_id`, `watches`, `help_topic`, build their content and call `set_content`. Signals:
    `selection_told` goes to the status bar, `actions_changed` makes menus read `actions()` again.
    """

    page_id: ClassVar[str] = ""
    watches: ClassVar[frozenset[str]] = frozenset()
    help_topic: ClassVar[str] = "index"

    selection_told = Signal(str)
    actions_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told_actions: tuple[tuple[str, str], ...] = ()
        self.setObjectName(f"page_{self.page_id}")
        self.head = PageHead(self.title(), parent=self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self.state_widget = StateWidget(parent=self)
        self._column.addWidget(self.state_widget, 1)
        self._focus_wanted = False
        self.state_widget.shown.connect(self._come_to)
        # There is nothing to see or to put the cursor on before the page has read.
        self.state_widget.show_loading()

    def add_bar(self, bar: QWidget) -> None:
        """A filter bar or tabs between head and content."""
        self._column.insertWidget(self._column.count() - 1, bar)

    def set_content(self, content: QWidget) -> None:
        """The content; call it once, while the page is built."""
        self.state_widget.set_content(content)

    def title(self) -> str:
        """The page's name in the user's language."""
        return self.page_id

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # QWidget.actions is Qt's own, unused here
        """What can be done here, for the head, menus and palette."""
        return ()

    def show_actions(self, beside: frozenset[str] = frozenset()) -> None:
        """Head, menus and palette follow `actions()`; those in `beside` have a button of their own elsewhere.

        What can be done is often the same as before: then only what is usable is looked at again.
        """
        actions = self.actions()
        shown = tuple((one.id, one.text) for one in actions)
        if shown == self._told_actions:
            self.head.renew()
            return
        self._told_actions = shown
        self.head.set_actions([one for one in actions if one.id not in beside])
        self.actions_changed.emit()

    def opened(self) -> None:
        """The page is shown for the first time: ask for data. A page that reads nothing is whole at once."""
        self.state_widget.show_content()

    def refresh(self, changes: Changes | None = None) -> None:
        """Something watched has changed, or everything may have (None: year, language): read again."""

    def open_record(self, kind: str, record_id: str) -> None:
        """Show and select a record."""

    def focus_filter(self) -> None:
        """Put the cursor into the page's filter."""

    def focus_content(self) -> None:
        """Put the cursor where work goes on (F6)."""
        target = self.nextInFocusChain()
        content = self.state_widget
        while target is not None and target is not self:
            if content.isAncestorOf(target) and target.isVisible() and target.focusPolicy().value & 1:
                target.setFocus()
                return
            target = target.nextInFocusChain()

    def take_focus(self) -> None:
        """The user came here to work: the cursor goes to the content, as soon as there is some."""
        self._focus_wanted = True
        if self.state_widget.state() is not State.LOADING:
            self._come_to()

    def _come_to(self) -> None:
        if self._focus_wanted and self.isVisible():
            self._focus_wanted = False
            self.focus_content()

    def side(self) -> QWidget | None:
        """The side form while it is open (F6 goes there)."""
        return None

    def cancelled(self) -> bool:
        """Esc reached the page: close the side form or clear the filter; True when something was done."""
        return False
