"""Buttons with words, icons and segments: one place that gives them look, tool tip and accessible name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from bingo_planner.ui.icons import set_icon

Kind = Literal["plain", "primary", "danger", "flat", "link"]


def shown_shortcut(shortcut: str) -> str:
    """A shortcut as the user's system writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText) if shortcut else ""


def with_shortcut(tip: str, shortcut: str) -> str:
    """A tool tip that ends with the shortcut."""
    shown = shown_shortcut(shortcut)
    return f"{tip}  {shown}".strip() if shown else tip


def button(
    text: str,
    run: Callable[[], None] | None = None,
    *,
    icon: str = "",
    kind: Kind = "plain",
    tip: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """A button with words."""
    made = QPushButton(text, parent)
    made.setProperty("kind", kind)
    made.setProperty("words", True)  # also when they come later: the icon keeps its distance
    made.setCursor(Qt.CursorShape.ArrowCursor)
    if icon:
        tokens = {"primary": "onAccent", "danger": "err", "link": "accent"}
        set_icon(made, icon, tokens.get(kind, "text2"))
    if tip:
        made.setToolTip(tip)
    made.setAutoDefault(False)
    if run is not None:
        made.clicked.connect(lambda _checked=False: run())
    return made


def icon_button(
    icon: str,
    name: str,
    run: Callable[[], None] | None = None,
    *,
    shortcut: str = "",
    token: str = "text2",
    parent: QWidget | None = None,
) -> QToolButton:
    """A button without words: its name goes to the tool tip (with the shortcut) and to screen readers."""
    made = QToolButton(parent)
    made.setProperty("kind", "icon")
    made.setAccessibleName(name)
    made.setToolTip(with_shortcut(name, shortcut))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    set_icon(made, icon, token)
    if run is not None:
        made.clicked.connect(lambda _checked=False: run())
    return made


def rule(vertical: bool = False, parent: QWidget | None = None) -> QFrame:
    """A hairline."""
    line = QFrame(parent)
    line.setProperty("rule", True)
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


class Choice(QWidget):
    """A few words of which one is on (segments); ←/→ move, `chosen` tells the key."""

    chosen = Signal(str)

    def __init__(self, items: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._keys: dict[QPushButton, str] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (key, words) in enumerate(items):
            self._add(row, key, words, place, len(items))
        self._group.buttonClicked.connect(self._told)
        if self._keys:
            self.setFocusProxy(next(iter(self._keys)))

    def _add(self, row: QHBoxLayout, key: str, words: str, place: int, count: int) -> None:
        made = QPushButton(words, self)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setAccessibleName(f"{self.accessibleName()} {words}".strip())
        made.setProperty("segment", True)
        made.setProperty("place", "first" if place == 0 else "last" if place == count - 1 else "middle")
        self._group.addButton(made)
        self._keys[made] = key
        row.addWidget(made)

    def _told(self, _button: object) -> None:
        self.chosen.emit(self.key())

    def key(self) -> str:
        """The key that is on; empty when none is."""
        return next((key for made, key in self._keys.items() if made.isChecked()), "")

    def keys(self) -> tuple[str, ...]:
        """Every key, in order."""
        return tuple(self._keys.values())

    def set_key(self, key: str) -> None:
        """Switch to a key without telling anybody."""
        for made, own in self._keys.items():
            if own == key:
                made.setChecked(True)
                self.setFocusProxy(made)

    def set_words(self, words: Sequence[str]) -> None:
        """New words on the same keys."""
        for made, text in zip(self._keys, words, strict=True):
            made.setText(text)
            made.setAccessibleName(f"{self.accessibleName()} {text}".strip())
