"""Menus and keys of the window, built from action records; a change of page makes only what is new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from bingo_planner.kernel.i18n import language
from bingo_planner.ui.actions import Action, menu_titles, qt_action, renew_action, run_action, show_icon

_Shape = tuple[object, ...]


class ShellMenus(QObject):
    """Owns the Qt actions, one for each record; the menus are filled when they are opened.

    `refresh` is called before a menu shows, so that it reads what can be done at that moment.
    """

    def __init__(
        self, window: QMainWindow, bar: QMenuBar, folded: QMenu, refresh: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._window, self._bar, self._folded, self._refresh = window, bar, folded, refresh
        self._records: dict[str, Action] = {}
        self._made: dict[str, tuple[_Shape, QAction]] = {}
        self._menus: dict[str, QMenu] = {}
        self._spoken = ""

    def rebuild(self, actions: Sequence[Action]) -> None:
        """Take over records."""
        self._records = {action.id: action for action in actions}
        spoken, taken = language(), set[str]()
        kept, self._made = self._made, {}
        for record in actions:
            action = _with_free_keys(record, taken)
            shape = (spoken, action.shortcut, action.checked is not None)
            before = kept.pop(action.id, None)
            if before is not None and before[0] == shape:
                self._made[action.id] = before
                renew_action(before[1], action)
                continue
            if before is not None:
                self._drop(before[1])
            made = qt_action(action, self, partial(self._run, action.id))
            self._window.addAction(made)
            self._made[action.id] = (shape, made)
        for _shape, old in kept.values():
            self._drop(old)
        self._show_titles({action.menu for action in actions})

    def renew(self) -> None:
        """What can be done has changed: a key must not stay dead until a menu is opened."""
        for action_id, record in self._records.items():
            self._made[action_id][1].setEnabled(record.enabled())

    def _drop(self, old: QAction) -> None:
        self._window.removeAction(old)
        old.deleteLater()

    def _run(self, action_id: str) -> None:
        """The record of this moment, not the one the key was made for."""
        record = self._records.get(action_id)
        if record is not None:
            run_action(record)

    def _show_titles(self, filled: set[str]) -> None:
        if language() != self._spoken:
            self._spoken = language()
            self._make_menus()
        for key, menu in self._menus.items():
            menu.menuAction().setVisible(key in filled)

    def _make_menus(self) -> None:
        self._bar.clear()
        self._folded.clear()
        for old in self._menus.values():
            old.deleteLater()
        self._menus = {key: QMenu(title, self._window) for key, title in menu_titles()}
        for key, menu in self._menus.items():
            menu.aboutToShow.connect(partial(self._open, key))
            self._bar.addMenu(menu)
            self._folded.addMenu(menu)

    def _open(self, key: str) -> None:
        self._refresh()
        self.fill(key)

    def fill(self, key: str) -> QMenu:
        """Put the actions of this moment into a menu, with lines between groups."""
        menu = self._menus[key]
        menu.clear()
        members = [action for action in self._records.values() if action.menu == key]
        group = members[0].group if members else ""
        for action in members:
            if action.group != group:
                menu.addSeparator()
                group = action.group
            made = self._made[action.id][1]
            show_icon(made, action)
            menu.addAction(made)
        return menu


def _with_free_keys(action: Action, taken: set[str]) -> Action:
    """The record without keys that an earlier one has: two for one key would leave it doing nothing in Qt."""
    free = [key for key in action.shortcuts if QKeySequence(key).toString() not in taken]
    taken.update(QKeySequence(key).toString() for key in free)
    return action if len(free) == len(action.shortcuts) else replace(action, shortcut="; ".join(free))
