"""Enter that confirms a candidate does nothing else; figures have no input method."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bingo_planner.ui.ime import InputWatch, figures_only, japanese_text, watch_input

Key = Qt.Key


def preedit(widget: QWidget, text: str) -> None:
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


def commit(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


class Form(QDialog):
    """A field and a default button, as every dialog has."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed = 0
        self.entered = 0
        column = QVBoxLayout(self)
        self.field = QLineEdit(self)
        self.field.returnPressed.connect(self._entered)
        button = QPushButton("OK", self)
        button.setDefault(True)
        button.clicked.connect(self._pressed)
        column.addWidget(self.field)
        column.addWidget(button)

    def _pressed(self) -> None:
        self.pressed += 1

    def _entered(self) -> None:
        self.entered += 1


@pytest.fixture
def watch(qapp: QApplication) -> InputWatch:
    return watch_input(qapp)


@pytest.fixture
def form(watch: InputWatch, qtbot: QtBot) -> Iterator[Form]:
    made = Form()
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.field.setFocus()
    yield made
    made.close()
    made.deleteLater()


def test_enter_belongs_to_the_candidate(form: Form, watch: InputWatch) -> None:
    preedit(form.field, "たかはし")
    assert watch.composing()
    QTest.keyClick(form.field, Key.Key_Return)
    assert (form.entered, form.pressed) == (0, 0)
    commit(form.field, "髙橋")
    assert not watch.composing()
    assert form.field.text() == "髙橋"
    QTest.keyClick(form.field, Key.Key_Return)
    assert (form.entered, form.pressed) == (1, 1)


def test_escape_of_a_candidate_leaves_the_dialog_open(form: Form) -> None:
    preedit(form.field, "かな")
    QTest.keyClick(form.field, Key.Key_Escape)
    assert form.isVisible()
    preedit(form.field, "")
    QTest.keyClick(form.field, Key.Key_Escape)
    assert not form.isVisible()


def test_moving_on_forgets_the_candidate(form: Form, watch: InputWatch) -> None:
    preedit(form.field, "かな")
    form.setFocus()
    assert not watch.composing()


def test_figures_have_no_input_method_and_names_do(form: Form) -> None:
    figures_only(form.field)
    assert not form.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    japanese_text(form.field)
    assert form.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
