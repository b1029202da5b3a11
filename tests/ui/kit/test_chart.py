"""Charts: ticks, sentence, twin, clipboard, drawing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bingo_planner.kernel.i18n import set_language
from bingo_planner.ui import theme
from bingo_planner.ui.chart import ChartData, ChartView, Series, chart_words
from bingo_planner.ui.chart_data import round_ticks, value_range

YEARS = ("R4", "R5", "R6", "R7", "R8")
LINE = ChartData(
    "延べ利用児童数",
    YEARS,
    [
        Series("目標", [None, None, 1900, 2000, 2400], "target"),
        Series("実績", [1402, 1655, 1842, None, None]),
    ],
    "人",
    current=2,
)
STACK = ChartData(
    "財源",
    YEARS,
    [Series("国", [1, 2, 3, 4, 5], "stack", "#23367A"), Series("県", [5, 4, 3, 2, 1], "stack", "#967F14")],
)
BARS = ChartData("事業費", YEARS, [Series("当初", [4, -2, None, 3, 1], "bar")])


@pytest.fixture
def chart(qtbot: QtBot) -> ChartView:
    made = ChartView()
    qtbot.addWidget(made)
    made.resize(480, 220)
    made.show_data(LINE)
    made.show()
    return made


@given(st.floats(-1e7, 1e7), st.floats(0.001, 1e7))
def test_ticks_hold_all_values_and_are_few(low: float, span: float) -> None:
    high = low + span
    ticks = round_ticks(low, high)
    assert ticks[0] <= low + span * 1e-6
    assert ticks[-1] >= high - span * 1e-6
    assert 2 <= len(ticks) <= 6
    assert ticks == sorted(set(ticks))


def test_bars_start_at_zero_and_stacks_add_up() -> None:
    assert value_range(STACK) == (0.0, 6.0)
    assert value_range(BARS) == (-2, 4)
    assert value_range(LINE) == (1402, 2400)
    assert value_range(ChartData("空", (), ())) == (0.0, 1.0)


def test_the_sentence_reads_the_chart_out() -> None:
    assert chart_words(LINE) == (
        "延べ利用児童数(人)。目標はR6の1,900からR8の2,400へ(+500)。実績はR4の1,402からR6の1,842へ(+440)。"
    )
    assert chart_words(ChartData("題", ("R6",), [Series("値", [3.0])])) == "題。値はR6に3。"
    set_language("en")
    assert chart_words(LINE).startswith("延べ利用児童数 (人). 目標: from R6 1,900 to R8 2,400 (+500). ")


def test_ctrl_t_turns_to_the_table_and_back(chart: ChartView) -> None:
    QTest.keyClick(chart, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert chart.shows_table()
    table = chart.table.rows_model
    assert [table.text_at(row, 2) for row in range(5)] == ["1,402", "1,655", "1,842", "－", "－"]
    QTest.keyClick(chart, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert not chart.shows_table()


def test_copies_go_as_picture_with_words_and_as_table(chart: ChartView) -> None:
    chart.copy_picture()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert "目標は" in data.html()
    chart.copy_table()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().splitlines()[0] == "\t目標\t実績"
    assert 'border="1"' in data.html()


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("data", [LINE, STACK, BARS], ids=["line", "stack", "bars"])
def test_draws_in_every_look(qapp: QApplication, chart: ChartView, name: theme.Name, data: ChartData) -> None:
    theme.apply(qapp, theme.Theme(name, 1.5))
    chart.show_data(data)
    QApplication.processEvents()
    image = chart.grab().toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
    }
    wanted = "#23367a" if data is STACK else theme.current().color("accent").name()
    assert wanted in colours
    assert theme.current().color("page").name() in colours


def test_many_points_and_gaps_are_drawn(chart: ChartView) -> None:
    values = [None if at % 50 == 0 else float(at % 97) for at in range(2000)]
    chart.show_data(ChartData("長い", [str(at) for at in range(2000)], [Series("x", values)]))
    assert not chart.picture().isNull()
    assert chart.menu().actions()[1].text() == "図として写す"
