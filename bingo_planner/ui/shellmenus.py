"""Menus and keys of the window, built from action records and rebuilt only when their set changes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from bingo_planner.kernel.i18n import language
from bingo_planner.ui.actions import Action, menu_titles, qt_action, renew_action, run_action
from bingo_planner.ui.theme import current


class ShellMenus(QObject):
    """Owns the Qt actions; one for each record, shared by the menu bar and the folded menu."""

    def __init__(self, window: QMainWindow, bar: QMenuBar, folded: QMenu) -> None:
        super().__init__(window)
        self._window, self._bar, self._folded = window, bar, folded
        self._made: dict[str, QAction] = {}
        self._records: dict[str, Action] = {}
        self._shape: tuple[object, ...] = ()
        self._menus: list[QMenu] = []
        self._holder = QObject(self)

    def rebuild(self, actions: Sequence[Action]) -> None:
        """Take over records; widgets are made anew only when ids, keys, language or look differ."""
        self._records = {action.id: action for action in actions}
        shape = (language(), current(), *((a.id, a.shortcut, a.menu, a.group, a.icon) for a in actions))
        if shape != self._shape:
            self._shape = shape
            self._make(actions)
            return
        for action in actions:
            renew_action(self._made[action.id], action)

    def _make(self, actions: Sequence[Action]) -> None:
        for old in self._made.values():
            self._window.removeAction(old)
        self._bar.clear()
        self._folded.clear()
        for menu in self._menus:
            menu.deleteLater()
        self._menus = []
        self._holder.deleteLater()
        self._holder = QObject(self)
        self._made = {
            action.id: qt_action(action, self._holder, partial(self._run, action.id)) for action in actions
        }
        self._window.addActions(list(self._made.values()))
        for key, title in menu_titles():
            members = [action for action in actions if action.menu == key]
            if members:
                self._fill(title, members)

    def _run(self, action_id: str) -> None:
        """The record of this moment, not the one the menu was built from."""
        run_action(self._records[action_id])

    def _fill(self, title: str, members: Sequence[Action]) -> None:
        menu = QMenu(title, self._window)
        menu.aboutToShow.connect(self._renew)
        group = members[0].group
        for action in members:
            if action.group != group:
                menu.addSeparator()
                group = action.group
            menu.addAction(self._made[action.id])
        self._menus.append(menu)
        self._bar.addMenu(menu)
        self._folded.addMenu(menu)

    def _renew(self) -> None:
        refresh = getattr(self._window, "refresh_actions", None)
        if refresh is not None:
            refresh()
