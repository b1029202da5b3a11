"""Actions as records: menus, the command palette and the list of keys are all built from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.icons import set_icon

Menu = Literal["file", "edit", "view", "go", "tools", "help", ""]


def always() -> bool:
    """For actions that can always be used."""
    return True


@dataclass(frozen=True)
class Action:
    """Something a user can do, with its words already in the user's language.

    `shortcut` is a Qt key text ("Ctrl+K"; several as "Ctrl+Y; Ctrl+Shift+Z"). An action without one says why in
    `reason_without_shortcut`, unless a menu mnemonic reaches it. `group` puts a line between groups of a menu;
    `reading` helps the palette find it (kana, synonyms); `primary` marks the page's first action.
    """

    id: str
    text: str
    run: Callable[[], None]
    shortcut: str = ""
    icon: str = ""
    enabled: Callable[[], bool] = always
    menu: Menu = ""
    group: str = ""
    tip: str = ""
    reading: str = ""
    reason_without_shortcut: str = ""
    primary: bool = False
    danger: bool = False
    checked: Callable[[], bool] | None = None

    @property
    def plain_text(self) -> str:
        """The words without mnemonic and ellipsis."""
        return plain(self.text)

    @property
    def shortcuts(self) -> tuple[str, ...]:
        """Each key sequence for itself."""
        return tuple(part.strip() for part in self.shortcut.split("; ") if part.strip())


def plain(text: str) -> str:
    """Words without "(&F)", "&" and "…"."""
    cleaned = text.replace("…", "")
    at = cleaned.find("(&")
    if at >= 0 and cleaned[at + 3 : at + 4] == ")":
        cleaned = cleaned[:at] + cleaned[at + 4 :]
    return cleaned.replace("&", "").strip()


def menu_titles() -> tuple[tuple[Menu, str], ...]:
    """The six menus in their order, with mnemonics."""
    return (
        ("file", translate("ui", "&File")),
        ("edit", translate("ui", "&Edit")),
        ("view", translate("ui", "&View")),
        ("go", translate("ui", "&Go")),
        ("tools", translate("ui", "&Tools")),
        ("help", translate("ui", "&Help")),
    )


def qt_action(action: Action, parent: QObject, run: Callable[[], None] | None = None) -> QAction:
    """The Qt side of a record; its state is read again by `renew_action`. `run` replaces the record's own.

    It has no icon yet: most are only ever reached by their key (`show_icon`).
    """
    made = QAction(action.text, parent)
    made.setObjectName(action.id)
    # Esc is no Qt shortcut: it would reach the window before the field that wants to restore its value.
    keys = [QKeySequence(part) for part in action.shortcuts if part != "Esc"]
    if keys:
        made.setShortcuts(keys)
    if action.tip:
        made.setStatusTip(action.tip)
    if action.checked is not None:
        made.setCheckable(True)
    made.triggered.connect(lambda _checked=False: run() if run is not None else run_action(action))
    renew_action(made, action)
    return made


def show_icon(made: QAction, action: Action) -> None:
    """The icon of the record, in the theme in force."""
    if action.icon:
        set_icon(made, action.icon)


def run_action(action: Action) -> None:
    """Run it if it can be used now."""
    if action.enabled():
        action.run()


def renew_action(made: QAction, action: Action) -> None:
    """Words, usable or not, checked or not."""
    made.setText(action.text)
    made.setEnabled(action.enabled())
    if action.checked is not None:
        made.setChecked(action.checked())


def clashes(actions: Sequence[Action]) -> list[tuple[str, str, str]]:
    """(shortcut, first id, second id) of every key used twice."""
    seen: dict[str, str] = {}
    found: list[tuple[str, str, str]] = []
    for action in actions:
        for part in action.shortcuts:
            key = QKeySequence(part).toString()
            if key in seen and seen[key] != action.id:
                found.append((key, seen[key], action.id))
            seen.setdefault(key, action.id)
    return found
