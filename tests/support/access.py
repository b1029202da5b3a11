"""A sweep over every page, tab and dialog: what can have the focus and says nothing, in the language in force."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from bingo_planner.app.rehearsal import rehearsal, wait
from bingo_planner.app.scenes import close_dialogs, scenes
from bingo_planner.kernel.i18n import Language, set_language


def focusable() -> Iterator[QWidget]:
    """Visible widgets that the keyboard reaches, in every window."""
    for widget in QApplication.allWidgets():
        reached = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        if reached and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None:
            yield widget


def spoken(widget: QWidget) -> str:
    """What a screen reader says first."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def where(widget: QWidget) -> str:
    chain = []
    at: QWidget | None = widget
    while at is not None:
        chain.append(at.objectName() or type(at).__name__)
        at = at.parentWidget()
    return " < ".join(chain[:5])


def nameless(language: Language, region: Path) -> dict[str, str]:
    """Widgets a screen reader would be silent about, and the scene each was met in first."""
    set_language(language)
    found: dict[str, str] = {}
    try:
        with rehearsal(region) as program:
            for name, show in scenes(program):
                show()
                wait(program)
                for widget in focusable():
                    if not spoken(widget):
                        found.setdefault(where(widget), name)
            close_dialogs()
    finally:
        set_language("ja")
    return found
