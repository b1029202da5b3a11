"""The table: order, filter, groups, totals, selection, copying, painting at every size."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from bingo_planner.kernel.i18n import set_language
from bingo_planner.kernel.numbers import Mark as NumberMark
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import plain_text, sort_key
from bingo_planner.ui.table import Column, HeatCell, RowTable, TotalRow
from bingo_planner.ui.table_bench import Row as BenchRow
from bingo_planner.ui.table_bench import bench_rows
from bingo_planner.ui.tags import Tag
from tests.ui.kit.samples import PEOPLE, Person, by_body, collect, columns, id_of


@pytest.fixture
def table(qtbot: QtBot) -> RowTable[Person]:
    made: RowTable[Person] = RowTable(columns(), id_of, name="派遣職員", frozen=2)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.set_rows(PEOPLE)
    made.show()
    return made


def test_sort_by_reading_and_back(table: RowTable[Person]) -> None:
    table.sort_by("name")
    assert table.shown_ids() == ["3", "2", "1", "5", "4"]
    table.sort_by("name", descending=True)
    assert table.shown_ids() == ["4", "5", "1", "2", "3"]
    table.sort_by("")
    assert table.shown_ids() == ["1", "2", "3", "4", "5"]


def test_figures_sort_as_figures_and_what_is_no_figure_stays_last(table: RowTable[Person]) -> None:
    table.sort_by("left")
    assert table.shown_ids() == ["4", "2", "1", "3", "5"]
    table.sort_by("left", descending=True)
    assert table.shown_ids() == ["1", "2", "4", "3", "5"]


def test_head_click_sorts_up_down_and_off(table: RowTable[Person]) -> None:
    told: list[object] = []
    table.sorted.connect(collect(told))
    for _ in range(3):
        table.horizontalHeader().sectionClicked.emit(1)
    assert told == [("name", False), ("name", True), ("", False)]


def test_filter_is_blind_to_kana_and_variant_kanji(table: RowTable[Person]) -> None:
    table.set_filter_text("高橋")
    assert table.shown_ids() == ["1"]
    table.set_filter_text("ﾀｶﾊｼ")
    assert table.shown_ids() == ["1"]
    table.set_filter_text("笠岡 花子")
    assert table.shown_ids() == ["4"]
    table.set_filter_text("")
    table.set_filter(lambda row: row.body == "三原市")
    assert table.shown_ids() == ["1", "3"]


def test_selection_stays_with_its_record(table: RowTable[Person]) -> None:
    told: list[object] = []
    table.select_row("3")
    table.selected_rows.connect(collect(told))
    table.sort_by("name")
    assert table.selected_ids() == ["3"]
    assert table.current_id() == "3"
    table.set_rows([*PEOPLE[1:], PEOPLE[0]])
    assert table.selected_ids() == ["3"]
    assert told == []
    table.set_filter_text("試行")
    assert table.selected_ids() == []
    assert told == [[]]


def test_groups_fold_with_the_arrow_keys(table: RowTable[Person]) -> None:
    table.set_rows(PEOPLE, group=by_body)
    assert table.rows_model.rowCount() == 7
    table.select_row("4")
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert table.shown_ids() == ["1", "3"]
    assert table.current_id() == ""
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert table.shown_ids() == ["1", "3", "2", "4", "5"]
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert table.shown_ids() == ["1", "3"]
    assert "たたんでいます" in str(table.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))


def test_totals_stay_at_the_foot_and_are_no_records(table: RowTable[Person]) -> None:
    table.resize(700, 140)
    table.set_totals([TotalRow("圏域計", {"left": Decimal(617)}, note="未集計の1人を除く")])
    assert table.foot_height() > 0
    table.sort_by("left")
    last = table.rows_model.rowCount() - 1
    assert table.rows_model.text_at(last, 3) == "617"
    assert "未集計" in table.rows_model.text_at(last, 0)
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    assert table.foot_height() == 0


def test_enter_and_double_click_open_the_record(table: RowTable[Person]) -> None:
    told: list[object] = []
    table.activated_row.connect(collect(told))
    table.select_row("2")
    QTest.keyClick(table, Qt.Key.Key_Return)
    table.doubleClicked.emit(table.currentIndex())
    assert told == ["2", "2"]


def test_copy_gives_text_and_a_table_with_lines(table: RowTable[Person]) -> None:
    table.select_row("4")
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "\t氏名\t派遣元\t残り\r\n福\t例示 花子\t笠岡市\t△1,200"
    assert 'border="1"' in data.html()


def test_editing_in_place_tells_the_text(table: RowTable[Person]) -> None:
    told: list[object] = []
    table.edited.connect(collect(told))
    table.setCurrentIndex(table.rows_model.index(0, 1))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    editor.setText("別名")
    editor.setModified(True)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert told == [("1", "name", "別名")]


def test_columns_hide_move_and_come_back(table: RowTable[Person], qtbot: QtBot) -> None:
    menu = table.column_menu()
    action = next(one for one in menu.actions() if one.data() == "body")
    action.trigger()
    assert table.isColumnHidden(2)
    table.horizontalHeader().moveSection(3, 1)
    layout = table.saved_layout()
    other: RowTable[Person] = RowTable(columns(), id_of)
    qtbot.addWidget(other)
    other.apply_layout(layout)
    assert other.saved_layout()["order"] == layout["order"]
    assert other.isColumnHidden(2)
    other.apply_layout({"widths": {"gone": 3}, "order": ["gone"], "hidden": []})
    assert not other.isColumnHidden(2)


def test_frozen_columns_follow_when_scrolled(table: RowTable[Person], qtbot: QtBot) -> None:
    table.resize(220, 200)
    qtbot.wait(1)
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    head = table.frozen_header()
    assert head.frozen_width() == head.sectionSize(0) + head.sectionSize(1)
    told: list[object] = []
    table.activated_row.connect(collect(told))
    table.press_frozen(QPoint(5, table.rowViewportPosition(2) + 3), double=True)
    assert told == ["3"]
    assert table.current_id() == "3"


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_paints_in_every_look_and_language(
    qapp: QApplication, qtbot: QtBot, name: theme.Name, scale: float
) -> None:
    theme.apply(qapp, theme.Theme(name, scale))
    set_language("en")
    kinds: list[Column[Person]] = [
        *columns(),
        Column("tag", "Tag", lambda row: [Tag("35日", "warn"), Tag("x", "pending")], 7, "tag", align="right"),
        Column("rate", "判定", lambda row: "ABCD未"[int(row.id) - 1], 6, "rating"),
        Column("done", "進み", lambda row: int(row.id) / 5, 8, "progress"),
        Column("icon", "", lambda row: "users", 3, "icon"),
    ]
    made: RowTable[Person] = RowTable(kinds, id_of)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.set_rows(PEOPLE, group=by_body)
    made.set_totals([TotalRow("計", {"left": 1})])
    made.select_row("2")
    made.show()
    picture = made.grab().toImage()
    ground = theme.current().color("sel").name()
    alternatives = {ground, theme.current().color("selIdle").name()}
    index = made.rows_model.index(made.rows_model.row_of("2"), 2)
    spot = made.visualRect(index).bottomRight() - made.visualRect(index).topLeft()
    x = made.viewport().x() + made.visualRect(index).right() - 2
    y = made.viewport().y() + made.visualRect(index).top() + 2
    ratio = picture.devicePixelRatio()
    assert spot.x() > 0
    assert picture.pixelColor(round(x * ratio), round(y * ratio)).name() in alternatives
    assert made.verticalHeader().defaultSectionSize() == theme.current().row_height


def test_a_table_knows_the_height_it_needs(table: RowTable[Person]) -> None:
    table.resize(700, table.content_height())
    QApplication.processEvents()
    assert table.verticalScrollBar().maximum() == 0
    table.resize(700, table.content_height() - 20)
    QApplication.processEvents()
    assert table.verticalScrollBar().maximum() > 0


def test_heat_cells_stand_on_the_ramp(qtbot: QtBot) -> None:
    kinds = [Column[Person]("h", "4月", lambda row: HeatCell("120", 6) if row.id == "1" else None, 6, "heat")]
    made: RowTable[Person] = RowTable(kinds, id_of)
    qtbot.addWidget(made)
    made.set_rows(PEOPLE[:2])
    made.show()
    rect = made.visualRect(made.rows_model.index(0, 0))
    colour = made.viewport().grab().toImage().pixelColor(rect.left() + 4, rect.top() + 4)
    assert colour.name() == theme.current().ramp()[6].name()


def test_ten_thousand_rows_are_sorted_without_reading_them_again(qtbot: QtBot) -> None:
    """Keys are prepared; a sort reads no more cells than can be seen. (How long it takes: `bench`.)"""
    read: list[str] = []

    def figure(row: BenchRow) -> int:
        read.append(row[0])
        return row[2]

    table: RowTable[BenchRow] = RowTable([Column("figure", "額", figure, 8, "number")], lambda row: row[0])
    qtbot.addWidget(table)
    table.resize(800, 600)
    table.set_rows(bench_rows())
    while table.rows_model.warm():
        pass
    table.show()
    read.clear()
    for _ in range(2):
        table.sort_by("figure", not table.rows_model.descending)
    assert len(read) < 500


VALUES = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9),
    st.decimals(-1000, 1000, places=2),
    st.dates(),
    st.text(max_size=6),
    st.sampled_from(NumberMark),
)


@given(st.lists(VALUES, max_size=12))
def test_any_values_can_be_ordered_and_read(values: list[object]) -> None:
    ordered = sorted(values, key=sort_key)
    assert len(ordered) == len(values)
    assert all(isinstance(plain_text(value), str) for value in values)
    empties = [sort_key(value)[0] == 9 for value in ordered]
    assert empties == sorted(empties)
