"""A sweep over every page, tab and dialog: whatever can have the focus says what it is, in the language in force."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
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


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ja", "en"])
def test_everything_that_takes_the_focus_has_a_name(language: Language, sample_file: Path) -> None:
    set_language(language)
    nameless: dict[str, str] = {}
    try:
        with rehearsal(sample_file) as program:
            for name, show in scenes(program):
                show()
                wait(program)
                for widget in focusable():
                    if not spoken(widget):
                        nameless.setdefault(where(widget), name)
            close_dialogs()
    finally:
        set_language("ja")
    assert nameless == {}
