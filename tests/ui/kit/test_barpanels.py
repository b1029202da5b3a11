"""Bars that are read across: panels by width, keys, words, the picture of all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bingo_planner.ui.barpanels import BarPanelView
from bingo_planner.ui.barpanels_data import BarPanel, BarPanels, BarValue

LABELS = ("road", "school", "shop", "a very long label that is cut where there is no room for it at all")


def panels(count: int) -> BarPanels:
    bars = [
        BarValue(0.6, "60.0", "up"),
        BarValue(0.3, "30.0", margin=0.05),
        BarValue(None, "x"),
        BarValue(0.0, "-"),
    ]
    made = [BarPanel(str(at), f"town {at}", f"n {at}", bars) for at in range(count)]
    return BarPanels("title", LABELS, made, (0.5, 0.3, None, 0.1), "all", "words")


@pytest.fixture
def view(qtbot: QtBot) -> BarPanelView:
    made = BarPanelView("name")
    qtbot.addWidget(made)
    made.resize(760, 400)
    made.show()
    made.show_data(panels(9))
    return made


def test_arrows_walk_the_panels_row_by_row(view: BarPanelView) -> None:
    told: list[str] = []
    view.picked.connect(told.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down):
        QTest.keyClick(view.canvas, key)
    assert told[:3] == ["0", "1", "0"]
    assert int(told[3]) > 1, "one row down"
    assert view.canvas.accessibleName().startswith(f"name town {told[3]} n {told[3]} road 60.0")
    QTest.keyClick(view.canvas, Qt.Key.Key_Up)
    QTest.keyClick(view.canvas, Qt.Key.Key_Up)
    assert view.current() == "0"


def test_a_click_chooses_a_panel(view: BarPanelView) -> None:
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(view.canvas.width() - 60, 60))
    assert view.current() != ""
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert view.current() != ""


def test_more_room_means_fewer_rows(view: BarPanelView) -> None:
    narrow = view.canvas.minimumHeight()
    view.resize(1800, 400)
    assert view.canvas.minimumHeight() < narrow
    assert panels(2).longest() > 0.6
    assert replace(panels(1), panels=(), reference=()).longest() > 0


def test_the_picture_holds_every_panel(view: BarPanelView) -> None:
    QTest.keyClick(view.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    held = QGuiApplication.clipboard().mimeData()
    assert held.hasImage()
    assert "words" in held.html()
    assert QGuiApplication.clipboard().image().height() > 2 * view.canvas.minimumHeight()


def test_one_panel_and_none(view: BarPanelView) -> None:
    view.show_data(replace(panels(1), reference=(), reference_words=""))
    assert not view.grab().isNull()
    view.show_data(replace(panels(0)))
    assert not view.grab().isNull()
    QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    assert view.current() == ""
