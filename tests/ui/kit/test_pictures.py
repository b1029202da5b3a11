"""Kit pieces of the pictures: heat matrix, arrows on the map, totals over stacked bars."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bingo_planner.ui.chart import ChartData, ChartView, Series
from bingo_planner.ui.heatview import HeatData, HeatRow, HeatView
from bingo_planner.ui.mapview import MapBody, MapFlow, MapLegend, MapView
from bingo_planner.ui.mapview_flows import arrows
from bingo_planner.ui.table import HeatCell

HEAT = HeatData(
    "利用率",
    ("4月", "5月"),
    (
        HeatRow("中央", (HeatCell("50", 3), HeatCell("未集計", None, True)), ("50% (1/2)", "未集計")),
        HeatRow("東", (HeatCell("0", 0), HeatCell("▲120", 6)), ("0% (0/2)", "120% (6/5)"), strong=True),
    ),
    "最も高いのは東。",
    "施設",
)
SQUARES = [((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)), ((2.0, 0.0), (3.0, 0.0), (3.0, 1.0), (2.0, 1.0))]


@pytest.fixture
def heat(qtbot: QtBot) -> HeatView:
    """A shown matrix."""
    made = HeatView()
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show_data(HEAT)
    made.show()
    return made


def test_a_heat_matrix_prints_every_figure_and_turns_over(heat: HeatView) -> None:
    model = heat.matrix.rows_model
    assert [model.text_at(row, column) for row in range(2) for column in (1, 2)] == [
        "50",
        "未集計",
        "0",
        "▲120",
    ]
    heat.matrix.setFocus()
    QTest.keyClick(heat.matrix, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert heat.shows_table()
    assert heat.table.rows_model.text_at(0, 1) == "50% (1/2)"
    assert heat.table.accessibleDescription() == HEAT.summary
    heat.toggle_table()


def test_the_picture_of_a_matrix_holds_all_of_it(heat: HeatView) -> None:
    heat.resize(120, 60)
    picture = heat.picture()
    assert picture.width() > 2 * 120
    colours = {
        picture.toImage().pixelColor(x, y).name()
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    }
    assert len(colours) > 5
    heat.copy_table()
    assert QApplication.clipboard().text().splitlines() == [
        "施設\t4月\t5月",
        "中央\t50% (1/2)\t未集計",
        "東\t0% (0/2)\t120% (6/5)",
    ]
    assert [one.text() for one in heat.menu().actions()] == ["表で見る", "図を写す", "表として写す"] or len(
        heat.menu().actions()
    ) == 3


def test_arrows_are_as_wide_as_what_flows_and_lie_side_by_side() -> None:
    anchors = {"a": QPointF(0, 0), "b": QPointF(200, 0)}
    there, back = MapFlow("a", "b", 10, "10"), MapFlow("b", "a", 5, "5")
    first, second = arrows([there, back], anchors, 8.0, 10.0)
    assert (first.wide, second.wide) == (8.0, 4.0)
    assert first.line.pointAtPercent(0.5).y() * second.line.pointAtPercent(0.5).y() < 0, (
        "one bends up, the other down"
    )
    assert first.line.pointAtPercent(0).x() > 0, "the name at its foot stays free"
    assert arrows([MapFlow("a", "?", 1, "1")], anchors, 8.0, 10.0) == []


def test_a_map_of_flows_lists_them_all_in_its_twin(qtbot: QtBot) -> None:
    view = MapView("流れ")
    qtbot.addWidget(view)
    view.resize(500, 400)
    bodies = [MapBody(code, code.upper(), [ring], 1) for code, ring in zip("ab", SQUARES, strict=True)]
    view.show_bodies(bodies, MapLegend("人"))
    plain = view.picture().toImage()
    flows = [MapFlow("b", "a", 2, "2", "B → A"), MapFlow("a", "b", 9, "9", "A → B")]
    view.show_flows(flows, "人", 1, "AからBへ9人。")
    view.show()
    assert [one.key for one in view.canvas.flows] == ["a>b"], "only the largest is drawn"
    assert view.picture().toImage() != plain
    assert [one.name for one in view.flow_table.rows_model.rows] == ["A → B", "B → A"]
    view.canvas.setFocus()
    QTest.keyClick(view.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert bytes(QApplication.clipboard().mimeData().data("text/x-alt").data()).decode() == "AからBへ9人。"
    view.copy_table()
    assert QApplication.clipboard().text().splitlines()[1:] == ["A → B\t9", "B → A\t2"]
    view.toggle_table()
    assert view.flow_table.isVisible()
    assert not view.table.isVisible()


def test_totals_stand_over_stacked_bars_and_in_the_twin(qtbot: QtBot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(500, 300)
    series = [Series("相談", [2.0, None], "stack"), Series("案内", [3.0, None], "stack", "ok")]
    view.show_data(ChartData("件数", ("4月", "5月"), series, "件", totals=("5", "")))
    view.show()
    assert view.table.rows_model.text_at(0, 3) == "5"
    view.copy_table()
    assert QApplication.clipboard().text().splitlines()[1] == "4月\t2\t3\t5"
    assert not view.picture().isNull()
