"""The portfolio of the kit: keys walk the dots in order, names stay apart, words and picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bingo_planner.ui.dotplot import DotPlot
from bingo_planner.ui.dotplot_data import PlotAxis, PlotData, PlotDot
from bingo_planner.ui.dotplot_paint import Plane

DOTS = [PlotDot(str(at), f"item {at}", at / 3, 5 - at % 4, f"words {at}", at < 2) for at in range(9)]
DATA = PlotData(
    "title",
    DOTS,
    PlotAxis("across", 1.5, "mean 1.5"),
    PlotAxis("up", 3.5, "mean 3.5"),
    ("a", "b", "c", "d"),
    summary="a sentence",
)


@pytest.fixture
def plot(qtbot: QtBot) -> DotPlot:
    made = DotPlot("name")
    qtbot.addWidget(made)
    made.resize(600, 480)
    made.show_data(DATA)
    made.show()
    return made


def test_keys_walk_the_dots_and_tab_leaves_at_the_end(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    made, after = DotPlot("name"), QLineEdit()
    for part in (made, after):
        column.addWidget(part)
    made.show_data(DATA)
    told: list[str] = []
    made.picked.connect(told.append)
    box.show()
    box.activateWindow()
    QTest.qWaitForWindowActive(box)
    made.setFocus()
    assert told == ["0"]
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_End):
        QTest.keyClick(made, key)
    assert told == ["0", "1", "2", "1", "8"]
    assert made.accessibleName() == "name words 8"
    QTest.keyClick(made, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_a_click_chooses_the_dot_beneath(plot: DotPlot) -> None:
    spot = Plane.of(DATA, plot.rect()).point(DOTS[4].x, DOTS[4].y).toPoint()
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=spot + QPoint(3, 2))
    assert plot.current() == "4"
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert plot.current() == "4"


def test_the_plane_keeps_every_dot_and_both_lines_inside() -> None:
    plane = Plane.of(DATA, QRect(0, 0, 600, 480))
    for dot in DOTS:
        assert plane.field.contains(plane.point(dot.x, dot.y).toPoint())
    assert plane.field.left() < plane.x(1.5) < plane.field.right()
    assert plane.y(5) < plane.y(2)


def test_the_picture_goes_with_its_sentence(plot: DotPlot) -> None:
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    held = QGuiApplication.clipboard().mimeData()
    assert held.hasImage()
    assert "a sentence" in held.html()
    assert plot.accessibleDescription() == "a sentence"


def test_nothing_to_show_is_no_fault(qtbot: QtBot) -> None:
    made = DotPlot("name")
    qtbot.addWidget(made)
    made.show_data(PlotData("t", [], PlotAxis("x", 0, ""), PlotAxis("y", 0, ""), ("", "", "", "")))
    made.show()
    assert not made.grab().isNull()
    assert not made.step(1)
