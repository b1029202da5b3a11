"""The usage page by keyboard: typing, pasting, F8, 確定, files dropped, five states, names for screen readers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bingo_planner.features.usage.page import UsagePage
from bingo_planner.features.usage.state import Tab
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import clashes
from bingo_planner.ui.grid import CellState
from bingo_planner.ui.grid_delegate import CellEditor
from bingo_planner.ui.states import State
from tests.support.doubles import NowJobs, PlainDesk

Make = Callable[[Store], UsagePage]


@pytest.fixture
def make(qtbot: QtBot, now_jobs: NowJobs, desk: PlainDesk) -> Make:
    def build(store: Store) -> UsagePage:
        page = UsagePage(store, lambda _owner: now_jobs, desk)
        qtbot.addWidget(page)
        page.resize(1366, 690)
        page.show()
        page.opened()
        return page

    return build


def to_cell(page: UsagePage, row: int, column: str) -> None:
    """Put the cursor on a row and the column of a body."""
    grid = page.entry.grid
    key = next(one.key for one in grid.cells.columns if one.title == column)
    grid.go_to((grid.cells.rows[row].key, key))
    grid.setFocus()


def type_in(page: UsagePage, text: str, end: Qt.Key = Qt.Key.Key_Tab) -> None:
    grid = page.entry.grid
    QTest.keyClicks(grid, text[:1])
    editor = grid.findChildren(CellEditor)[-1]  # those before it are closed and wait to be deleted
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, end)


def state_at(page: UsagePage, row: int, column: str) -> CellState:
    grid = page.entry.grid
    at = next(at for at, one in enumerate(grid.cells.columns, start=1) if one.title == column)
    return grid.cells.cell(row, at).state


def test_a_row_is_typed_with_one_key_a_cell_and_undone(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    row = next(at for at, one in enumerate(page.entry.grid.cells.rows) if "じんせき" in one.title)
    to_cell(page, row, "福山市")
    for figure in "123456789":
        type_in(page, figure)
    sheet = page.presenter.state.sheet
    assert sheet is not None
    assert [str(cell.figure) for cell in sheet.lines[row].cells] == list("123456789")
    key = page.entry.grid.current_key()
    assert key is not None
    assert key[0] == page.entry.grid.cells.rows[row + 1].key, "Tab passes sum and state by"
    for _ in range(9):
        page.presenter.jobs.change(sample_store.undo)
    page.refresh()
    assert state_at(page, row, "福山市") is CellState.EMPTY


def test_what_cannot_be_read_stays_and_f8_finds_it(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    row = next(at for at, one in enumerate(page.entry.grid.cells.rows) if "井原" in one.title)
    to_cell(page, row, "府中市")
    type_in(page, "12.5")
    assert state_at(page, row, "府中市") is CellState.INVALID
    to_cell(page, 0, "福山市")
    places = []
    for _ in range(3):
        QTest.keyClick(page.entry.grid, Qt.Key.Key_F8)
        places.append(page.entry.grid.current_key())
    assert len(set(places)) == 3
    assert places[-1] is not None
    assert places[-1][0] == page.entry.grid.cells.rows[row].key
    type_in(page, "12", Qt.Key.Key_Return)
    assert state_at(page, row, "府中市") is not CellState.INVALID


def test_a_block_from_excel(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    row = next(at for at, one in enumerate(page.entry.grid.cells.rows) if "じんせき" in one.title)
    to_cell(page, row, "福山市")
    QGuiApplication.clipboard().setText("１\t△2\t－\t未集計\t0\t約三\t\t3\t4\n")
    QTest.keyClick(page.entry.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    names = ("福山市", "三原市", "尾道市", "府中市", "竹原市", "世羅町", "神石", "笠岡市")
    assert [state_at(page, row, name) for name in names] == [
        CellState.OK,
        CellState.INVALID,
        CellState.NONE,
        CellState.PENDING,
        CellState.ZERO,
        CellState.INVALID,
        CellState.EMPTY,
        CellState.OK,
    ]
    assert sample_store.undo_state().undo_label == "数値を変更（6件）", "a block is one step"


def test_ctrl_d_copies_last_month(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    row = next(at for at, one in enumerate(page.entry.grid.cells.rows) if "井原" in one.title)
    to_cell(page, row, "井原市")
    QTest.keyClick(page.entry.grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    sheet = page.presenter.state.sheet
    assert sheet is not None
    assert sheet.lines[row].cells[-1].figure == sheet.lines[row].cells[-1].last


def test_confirmed_months_are_locked_until_a_reason_stands(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    page.presenter.stepped(-1)
    grid = page.entry.grid
    assert not grid.cells.is_open(0, 2)
    page.entry.correction.toggle.click()
    reason = page.entry.correction.reason
    assert reason.isVisible()
    reason.setText("転記の誤り")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    assert grid.cells.is_open(0, 2)
    assert page.cancelled()
    assert not grid.cells.is_open(0, 2)


def test_files_are_dropped_on_the_page(sample_store: Store, make: Make, tmp_path: Path) -> None:
    page = make(sample_store)
    path = tmp_path / "じんせき出張ケア_R6.csv"
    path.write_bytes("月,福山市,三原市\n7月,2,1\n".encode("cp932"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy = Qt.DropAction.CopyAction
    none, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(5, 5), copy, data, none, no_key)
    page.dragEnterEvent(entered)
    assert entered.isAccepted()
    page.dropEvent(QDropEvent(QPointF(5, 5), copy, data, none, no_key))
    assert page.stack.currentWidget() is page.importing
    assert page.focusWidget() is page.importing.all
    QTest.keyClick(page.importing.all, Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.entry
    assert page.presenter.state.sheet is not None
    assert page.presenter.state.sheet.entered == 92


def test_every_tab_and_form_is_shown(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    for tab in Tab:
        page.presenter.chose_tab(tab)
        assert page.tabs.key() == tab
        page.focus_content()
    for line in page.presenter.state.setup:
        page.presenter.opened_setup(line.kind, line.id)
        assert page.side() is page.form(line.kind)
    assert page.cancelled()
    assert page.side() is None
    for service in page.presenter.state.services:
        page.presenter.chose_service(service.id)
        for tab in (Tab.ENTRY, Tab.YEAR):
            page.presenter.chose_tab(tab)


def test_the_status_bar_speaks_of_cells_only_while_they_are_to_be_seen(
    sample_store: Store, make: Make
) -> None:
    page = make(sample_store)
    told: list[str] = []
    page.selection_told.connect(told.append)
    to_cell(page, 1, "福山市")
    assert "×" in told[-1]
    page.presenter.chose_tab(Tab.MONTHS)
    assert told[-1] == ""
    page.presenter.chose_tab(Tab.ENTRY)
    assert "×" in told[-1]


def test_five_states(
    store: Store, sample_store: Store, make: Make, desk: PlainDesk, now_jobs: NowJobs
) -> None:
    empty = make(store)
    assert empty.state_widget.state() is State.EMPTY
    page = make(sample_store)
    assert page.state_widget.state() is State.CONTENT
    desk.year, desk.read_only = FiscalYear(2023), True
    page.refresh()
    assert not page.entry.grid.cells.is_open(0, 2)
    assert not [one for one in page.actions() if one.id == "usage.import" and one.enabled()]
    page.presenter._failed(PlanError("record.gone", kind="x", id="y"))
    assert page.state_widget.state() is State.PROBLEM
    now_jobs.query = lambda *_args, **_more: None  # type: ignore[method-assign]  # an answer that never comes
    waiting = make(sample_store)
    assert waiting.state_widget.state() is State.LOADING


def test_names_keys_and_words(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    for tab in Tab:
        page.presenter.chose_tab(tab)
        assert not clashes(page.actions())
        assert all(one.shortcut or one.reason_without_shortcut for one in page.actions())
    nameless = [
        one
        for one in page.findChildren(QWidget)
        if one.focusPolicy().value & 1
        and one.isVisible()
        and not one.accessibleName()
        and not hasattr(one, "text")
        and one.objectName() != "qt_scrollarea_viewport"
    ]
    assert [one for one in nameless if type(one).__name__ not in ("QScrollArea", "QWidget")] == []
    set_language("en")
    page.refresh()
    for tab in Tab:
        page.presenter.chose_tab(tab)
    assert not [one for one in missing() if one[0] == "usage"]
