"""F6 goes round the regions of the window: top bar, navigation, page, side form, message, status bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from bingo_planner.ui.shell import Shell

Region = tuple[str, QWidget, Callable[[], None]]


def regions(shell: Shell) -> list[Region]:
    """(name, widget, how to put the focus there) for every region that is visible."""
    page = shell.current_page()
    found: list[Region] = [
        ("top", shell.top, lambda: _focus(shell.top.search)),
        ("navigation", shell.navigation, shell.navigation.focus_pages),
    ]
    if page is not None:
        found.append(("page", page, page.focus_content))
        side = page.side()
        if side is not None and side.isVisible():
            found.append(("side", side, lambda: _focus_first(side)))
    if shell.messages.isVisible():
        found.append(("message", shell.messages, lambda: _focus_first(shell.messages)))
    found.append(("status", shell.status, lambda: _focus_first(shell.status)))
    return found


def region_of(shell: Shell, widget: QWidget | None) -> str:
    """In which region a widget stands; the innermost wins."""
    name = ""
    for own, root, _go in regions(shell):
        if widget is not None and (root is widget or root.isAncestorOf(widget)):
            name = own
    return name


def next_region(shell: Shell, back: bool = False) -> None:
    """Put the focus into the region after (or before) the one that has it."""
    found = regions(shell)
    names = [name for name, _root, _go in found]
    now = region_of(shell, QApplication.focusWidget())
    at = names.index(now) if now in names else (0 if back else -1)
    for step in range(1, len(found) + 1):
        place = (at + (-step if back else step)) % len(found)
        found[place][2]()
        if region_of(shell, QApplication.focusWidget()) == names[place]:
            return


def _focus(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _focus_first(root: QWidget) -> None:
    """The first widget inside that takes the Tab key."""
    target = root.nextInFocusChain()
    while target is not None and target is not root:
        tab = target.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        if root.isAncestorOf(target) and target.isVisible() and target.isEnabled() and tab:
            _focus(target)
            return
        target = target.nextInFocusChain()
