"""The entry grid by keyboard, by paste, by input method; every state keeps its shape and word."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bingo_planner.kernel.numbers import Mark as NumberMark
from bingo_planner.kernel.numbers import parse_integer, parse_yen
from bingo_planner.ui import theme
from bingo_planner.ui.grid import Cell, CellEdit, CellState, Grid, GridColumn, GridRow, figure_cell
from bingo_planner.ui.grid_delegate import CellEditor
from bingo_planner.ui.tags import Tag
from tests.ui.kit.samples import FUKUYAMA, MIHARA, compose

COLUMNS = (
    GridColumn("cap", "定員", 4, "text", frozen=True),
    GridColumn("a", "福山市", mark=FUKUYAMA, parse=lambda text: parse_integer(text, what="人数")),
    GridColumn("b", "三原市", mark=MIHARA, current=True),
    GridColumn("c", "確定", locked=True),
    GridColumn("n", "備考", figures=False),
    GridColumn("t", "計", kind="total"),
    GridColumn("s", "状態", kind="state", figures=False),
)
ROWS = (
    GridRow("1", "因島"),
    GridRow("2", "尾道", mark=MIHARA),
    GridRow("g", "財源", "group"),
    GridRow("3", "国庫", indent=1, parent="g"),
    GridRow("4", "県", indent=1, parent="g", parse=lambda text: parse_yen(text)),
    GridRow("z", "計", "total", note="1施設を除く"),
)


def cells() -> dict[tuple[str, str], Cell]:
    """Figures, and one of every state."""
    made = {
        ("1", "a"): figure_cell(7, before="5"),
        ("1", "b"): figure_cell(0),
        ("2", "a"): figure_cell(NumberMark.PENDING, before="3"),
        ("2", "b"): figure_cell(NumberMark.NONE),
        ("3", "a"): Cell(31, "31", CellState.CHECK, "14", tip="前月の2.2倍です。"),
        ("3", "b"): Cell(39120, "39,120", CellState.CONFLICT),
        ("4", "a"): figure_cell(Decimal("1.5"), unsent=True),
        ("1", "s"): Cell(tag=Tag("1", "warn"), state=CellState.TOTAL),
        ("1", "c"): figure_cell(12),
    }
    made |= {("z", key): Cell(22, "22", CellState.TOTAL) for key in ("a", "b", "t")}
    return made


@pytest.fixture
def grid(qtbot: QtBot) -> Grid:
    made = Grid("利用実績")
    qtbot.addWidget(made)
    made.resize(900, 320)
    made.set_grid(ROWS, COLUMNS, cells(), corner="施設")
    made.go_to(("1", "a"))
    made.show()
    return made


def press(grid: Grid, key: Qt.Key, shift: bool = False, control: bool = False) -> None:
    """A key in the grid."""
    modifiers = Qt.KeyboardModifier.NoModifier
    modifiers |= Qt.KeyboardModifier.ShiftModifier if shift else modifiers
    modifiers |= Qt.KeyboardModifier.ControlModifier if control else modifiers
    QTest.keyClick(grid, key, modifiers)


def type_in(grid: Grid, text: str) -> None:
    """Start typing on a cell and go on in the editor that opens."""
    QTest.keyClicks(grid, text[0])
    QTest.keyClicks(editor_of(grid), text[1:])


def editor_of(grid: Grid) -> CellEditor:
    """The open editor."""
    editor = grid.findChild(CellEditor)
    assert editor is not None
    return editor


def test_enter_tab_and_shift_walk_over_groups(grid: Grid) -> None:
    keys = Qt.Key
    walk = [
        (keys.Key_Return, False, ("2", "a")),
        (keys.Key_Return, False, ("3", "a")),
        (keys.Key_Return, True, ("2", "a")),
        (keys.Key_Tab, False, ("2", "b")),
        (keys.Key_Backtab, False, ("2", "a")),
    ]
    for key, shift, place in walk:
        press(grid, key, shift)
        assert grid.current_key() == place
    grid.go_to(("2", "s"))
    press(grid, keys.Key_Tab)
    assert grid.current_key() == ("3", "a"), "sums and states are not entered, so Tab passes them by"
    press(grid, keys.Key_Backtab, False)
    assert grid.current_key() == ("2", "n")


def test_typing_replaces_and_enter_goes_down(grid: Grid) -> None:
    told: list[CellEdit] = []
    grid.edited.connect(told.append)
    type_in(grid, "12")
    QTest.keyClick(editor_of(grid), Qt.Key.Key_Return)
    assert told == [CellEdit("1", "a", "12", 12)]
    assert grid.current_key() == ("2", "a")
    assert grid.cells.cell(0, 2).text == "12"
    assert grid.cells.cell(0, 2).unsent


def test_escape_leaves_the_cell_as_it_was(grid: Grid) -> None:
    told: list[CellEdit] = []
    grid.edited.connect(told.append)
    type_in(grid, "99")
    QTest.keyClick(editor_of(grid), Qt.Key.Key_Escape)
    assert told == []
    assert grid.cells.cell(0, 2).text == "7"


def test_f2_edits_inside_and_an_unchanged_cell_tells_nothing(grid: Grid) -> None:
    told: list[CellEdit] = []
    grid.edited.connect(told.append)
    press(grid, Qt.Key.Key_F2)
    editor = editor_of(grid)
    assert editor.text() == "7"
    assert not editor.hasSelectedText()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert told == []


def test_what_cannot_be_read_stays_with_its_reason(grid: Grid) -> None:
    refused: list[CellEdit] = []
    edited: list[CellEdit] = []
    grid.refused.connect(refused.append)
    grid.edited.connect(edited.append)
    type_in(grid, "12.5")
    QTest.keyClick(editor_of(grid), Qt.Key.Key_Tab)
    assert edited == []
    assert refused[0].error == "「12.5」は人数として読めません。整数で入力してください。"
    cell = grid.cells.cell(0, 2)
    assert (cell.text, cell.state) == ("12.5", CellState.INVALID)
    assert refused[0].error in str(grid.cells.index(0, 2).data(Qt.ItemDataRole.ToolTipRole))
    grid.set_grid(ROWS, COLUMNS, cells(), corner="施設")
    assert grid.cells.cell(0, 2).text == "12.5"
    grid.go_to(("1", "a"))
    press(grid, Qt.Key.Key_Escape)
    assert grid.cells.cell(0, 2).text == "7"


def test_wide_figures_triangles_and_units_are_read(grid: Grid) -> None:
    told: list[CellEdit] = []
    grid.edited.connect(told.append)
    grid.enter_text(0, 2, "１，２３４")
    grid.enter_text(4, 2, "△1,200千円")
    grid.enter_text(1, 3, "未集計")
    assert [edit.value for edit in told] == [1234, -1200000, NumberMark.PENDING]


def test_figures_switch_the_input_method_off_and_words_on(grid: Grid) -> None:
    attribute = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert not grid.testAttribute(attribute)
    grid.go_to(("1", "n"))
    assert grid.testAttribute(attribute)
    told: list[CellEdit] = []
    grid.edited.connect(told.append)
    compose(grid, ["びこう"], "備考")
    editor = editor_of(grid)
    assert editor.text() == "備考"
    compose(editor, ["つづき"])
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert told == []
    assert grid.current_key() == ("1", "n")
    compose(editor, [""], "続き")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert [edit.text for edit in told] == ["備考続き"]
    assert grid.current_key() == ("2", "n")


def test_a_pasted_block_is_one_signal_and_loses_nothing(grid: Grid) -> None:
    blocks: list[list[CellEdit]] = []
    refused: list[CellEdit] = []
    grid.pasted.connect(blocks.append)
    grid.refused.connect(refused.append)
    QGuiApplication.clipboard().setText("1\t2\t3\r\n4.5\tやや\t3\r\n\t－\t\r\n")
    press(grid, Qt.Key.Key_V, control=True)
    assert len(blocks) == 1
    accepted = [(edit.row, edit.column, edit.value) for edit in blocks[0]]
    assert accepted == [
        ("1", "a", 1),
        ("1", "b", Decimal(2)),
        ("3", "a", NumberMark.BLANK),
        ("3", "b", NumberMark.NONE),
    ]
    assert [(edit.row, edit.column, edit.text) for edit in refused] == [("2", "a", "4.5"), ("2", "b", "やや")]
    assert [edit.text for edit in grid.cells.refused()] == ["4.5", "やや"]
    assert grid.last_paste.outside == 2
    assert grid.last_paste.words() == (
        "3行3列を貼り付けました。2つのセルは読めなかったため色を付けています。"
        "2つは確定済みか表の外のため、そのままです。"
    )


def test_one_value_fills_a_selection_and_delete_empties_it(grid: Grid) -> None:
    blocks: list[list[CellEdit]] = []
    grid.pasted.connect(blocks.append)
    model = grid.selectionModel()
    area = QItemSelection(grid.cells.index(0, 2), grid.cells.index(1, 3))
    model.select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    grid.paste_block([["8"]])
    press(grid, Qt.Key.Key_Delete)
    assert [len(block) for block in blocks] == [4, 4]
    assert {edit.value for edit in blocks[1]} == {NumberMark.BLANK}


def test_copy_before_and_next_check(grid: Grid) -> None:
    told: list[CellEdit] = []
    grid.edited.connect(told.append)
    press(grid, Qt.Key.Key_D, control=True)
    assert [(edit.row, edit.column, edit.value) for edit in told] == [("1", "a", 5)]
    press(grid, Qt.Key.Key_F8)
    assert grid.current_key() == ("3", "a")
    press(grid, Qt.Key.Key_F8)
    assert grid.current_key() == ("3", "b")
    press(grid, Qt.Key.Key_F8)
    assert grid.current_key() == ("3", "a")
    press(grid, Qt.Key.Key_F8, shift=True)
    assert grid.current_key() == ("3", "b")


def test_locked_totals_and_read_only_cells_do_not_open(grid: Grid) -> None:
    assert grid.cells.is_open(0, 2)
    for place in ((0, 1), (0, 4), (0, 6), (0, 7), (5, 2), (2, 2)):
        assert not grid.cells.is_open(*place)
    grid.set_read_only(True)
    assert not grid.cells.is_open(0, 2)


def test_copy_and_paste_come_back_equal(grid: Grid) -> None:
    press(grid, Qt.Key.Key_A, control=True)
    press(grid, Qt.Key.Key_C, control=True)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().splitlines()[1].split("\t")[:4] == ["因島", "", "7", "0"]
    assert "<th>福山市</th>" in data.html()


def test_groups_of_rows_fold(grid: Grid) -> None:
    grid.setCurrentIndex(grid.cells.index(2, 2))
    press(grid, Qt.Key.Key_Left)
    assert [row.key for row in grid.cells.rows] == ["1", "2", "g", "z"]
    press(grid, Qt.Key.Key_Right)
    assert len(grid.cells.rows) == 6


def test_selection_words_add_up_what_is_there(grid: Grid) -> None:
    assert grid.selection_words() == "因島 × 福山市 | 7"
    area = QItemSelection(grid.cells.index(0, 2), grid.cells.index(4, 2))
    grid.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert grid.selection_words().endswith("選択 4  合計 39.5  平均 13.17  未集計の1つを除く")


def test_every_state_has_a_word(grid: Grid) -> None:
    spoken = {grid.cells.spoken(row, column) for row in (0, 1, 3, 4, 5) for column in (2, 3)}
    for word in ("実績なし", "未集計", "対象外", "要確認", "確認待ち", "未送信の変更", "計"):
        assert any(word in one for one in spoken), word


def test_a_rule_can_refuse_later(grid: Grid) -> None:
    grid.refuse(("1", "b"), "9", "多すぎます。")
    assert grid.cells.cell(0, 3).state is CellState.INVALID
    assert "多すぎます。" in grid.cells.spoken(0, 3)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("scale", [0.8, 2.0])
def test_paints_and_scrolls_in_every_look(
    qapp: QApplication, qtbot: QtBot, name: theme.Name, scale: float
) -> None:
    theme.apply(qapp, theme.Theme(name, scale))
    made = Grid("予算")
    qtbot.addWidget(made)
    made.resize(420, 160)
    made.set_grid(ROWS, COLUMNS, cells(), corner="区分", foot=1)
    made.go_to(("3", "a"))
    made.show()
    qtbot.wait(1)
    made.horizontalScrollBar().setValue(made.horizontalScrollBar().maximum())
    made.verticalScrollBar().setValue(0)
    assert made.frozen_header().frozen_width() > 0
    assert made.foot_height() == theme.current().grid_row_height
    image = made.grab().toImage()
    foot = made.viewport().geometry().bottom() - 3
    assert image.pixelColor(made.viewport().x() + 8, foot).name() == theme.current().color("sunken").name()


def test_a_figure_to_take_over_is_painted_where_the_own_one_would_stand(qtbot: QtBot) -> None:
    grid = Grid("表")
    qtbot.addWidget(grid)
    grid.resize(400, 200)
    grid.show()
    rows = [GridRow("1", "福山市"), GridRow("2", "三原市")]
    held = {
        ("1", "a"): figure_cell(NumberMark.BLANK, before="388"),
        ("2", "a"): replace(figure_cell(NumberMark.BLANK, before="388"), suggests=True),
    }
    grid.set_grid(rows, [GridColumn("a", "人口", 12)], held)
    left, right = (ink_from(grid, row) for row in (0, 1))
    assert left < right


def ink_from(grid: Grid, row: int) -> int:
    """Where the first dark pixel of a figure stands, in pixels from the left of its cell."""
    box = grid.visualRect(grid.model().index(row, 1)).adjusted(2, 2, -2, -2)
    image = grid.viewport().grab(box).toImage()
    ground = image.pixelColor(0, 0)
    for x in range(image.width()):
        if any(image.pixelColor(x, y) != ground for y in range(image.height())):
            return x
    raise AssertionError("nothing is painted")
