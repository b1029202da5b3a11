"""The page of cost shares: a walk by keyboard, five states, names for screen readers, every width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from bingo_planner.features.costshare.page import SharesPage
from bingo_planner.features.costshare.service import read_shares
from bingo_planner.features.costshare.sheet import sheet_of
from bingo_planner.features.costshare.state import Tab
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import clashes
from bingo_planner.ui.states import State
from tests.support.doubles import NowJobs, PlainDesk

Make = Callable[[Store], SharesPage]


@pytest.fixture
def make(qtbot: QtBot, now_jobs: NowJobs, desk: PlainDesk) -> Make:
    def build(store: Store) -> SharesPage:
        page = SharesPage(store, lambda _owner: now_jobs, desk)
        qtbot.addWidget(page)
        page.resize(1366, 690)
        page.show()
        page.activateWindow()
        QTest.qWaitForWindowActive(page)
        page.opened()
        return page

    return build


def enter(page: SharesPage, words: str) -> None:
    """Go down the list to an item and press Enter."""
    line = next(one for one in page.presenter.state.lines if one.facts.item.name.startswith(words))
    page.list_view.table.setFocus()
    page.list_view.table.select_row(line.id)
    QTest.keyClick(page.list_view.table, Qt.Key.Key_Return)


def field(page: SharesPage, key: str) -> QLineEdit:
    """A line of the rule's form."""
    assert page.item_view.rule.form is not None
    found = page.item_view.rule.form.form.field(key).findChild(QLineEdit)
    assert found is not None
    return found


def type_over(target: QLineEdit, text: str) -> None:
    target.setFocus()
    target.selectAll()
    QTest.keyClicks(target, text)
    QTest.keyClick(target, Qt.Key.Key_Return)


def test_enter_opens_an_item_and_escape_goes_back(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    enter(page, "広域観光")
    assert page.stack.currentWidget() is page.item_view
    table = page.item_view.sheet.table
    assert len(table.shown_ids()) == 9
    assert "2,400,455" in [table.rows_model.text_at(0, at) for at in range(len(table.rows_model.columns))]
    assert page.item_view.sheet.check.words() == "検算：負担額の計 10,000,000円 ＝ 対象額 10,000,000円"
    assert page.cancelled()
    assert page.cancelled()
    assert page.stack.currentWidget() is page.list_view
    assert not page.cancelled()


def test_the_total_is_typed_and_everything_follows(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    enter(page, "広域利用")
    type_over(field(page, "cost_item.total"), "6,600,000")
    item = next(one for one in read_shares(sample_store, 2024).items if one.item.name.startswith("広域利用"))
    assert item.item.total == 6_600_000
    amounts = sheet_of(item).amounts
    table = page.item_view.sheet.table
    column = next(at for at, one in enumerate(table.rows_model.columns) if one.key == "amount")
    shown = [table.rows_model.text_at(row, column) for row in range(9)]
    assert shown == [f"{amount:,}" for amount in amounts.values()]


def test_what_cannot_be_read_is_told_beneath_its_field(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    enter(page, "広域利用")
    type_over(field(page, "cost_item.total"), "many")
    assert page.item_view.rule.form is not None
    assert "読めません" in page.item_view.rule.form.form.problem("cost_item.total")
    part = page.presenter.state.line.facts.parts[0].id  # type: ignore[union-attr]  # it is open
    type_over(field(page, f"cost_part.{part}.ratio"), "80")
    assert "80" in field(page, f"cost_part.{part}.ratio").text()
    assert page.item_view.sheet.problem.isVisible()
    assert "1になりません" in page.item_view.sheet.problem.words()


def test_a_new_part_gets_the_cursor_and_goes_when_emptied(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    enter(page, "広域利用")
    next(one for one in page.actions() if one.id == "costshare.add_part").run()
    new = page.presenter.state.line.facts.parts[-1].id  # type: ignore[union-attr]  # it is open
    target = field(page, f"cost_part.{new}.ratio")
    assert target.hasFocus()
    target.selectAll()
    QTest.keyClick(target, Qt.Key.Key_Delete)
    QTest.keyClick(target, Qt.Key.Key_Return)
    assert len(page.presenter.state.line.facts.parts) == 1  # type: ignore[union-attr]  # it is open


def test_the_body_chosen_in_the_table_is_the_one_of_the_form(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    enter(page, "広域利用")
    table = page.item_view.sheet.table
    table.setFocus()
    table.select_row(table.shown_ids()[5])
    QTest.keyClick(table, Qt.Key.Key_Return)
    type_over(field(page, "cost_body.fixed"), "50,000")
    item = page.presenter.state.line
    assert item is not None
    assert item.sheet is not None
    assert [line.amount for line in item.sheet.lines][5] == 50_000


def test_alternatives_by_keyboard(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    enter(page, "広域利用")
    page.presenter.chose_tab(Tab.TRIES)
    form = page.item_view.wish.form
    equal = form.field("equal").findChild(QLineEdit)
    assert equal is not None
    type_over(equal, "40")
    page.item_view.wish.go.setFocus()
    QTest.keyClick(page.item_view.wish.go, Qt.Key.Key_Space)
    heads = [column.title for column in page.item_view.tries.table.rows_model.columns]
    assert heads == ["市町", "現在（円）", "試算1", "増減1", "1：%"]
    assert "均等割40%" in page.item_view.tries.note.words()


def test_figures_are_typed_into_the_grid(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    enter(page, "広域利用")
    page.presenter.chose_tab(Tab.BASES)
    line = page.presenter.state.line
    assert line is not None
    base, body = line.facts.parts[0].base_set_id or "", line.facts.members[2].id
    grid = page.item_view.bases.grid
    grid.setFocus()
    assert grid.go_to((body, base))
    for sign in "20":
        QTest.keyClicks(QApplication.focusWidget() or grid, sign)
    QTest.keyClick(QApplication.focusWidget() or grid, Qt.Key.Key_Return)
    found = next(one for one in read_shares(sample_store, 2024).bases if one.id == base)
    assert found.figures[body] == 20


def test_tabs_are_walked_with_the_arrows(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    enter(page, "救急相談")
    page.item_view.tabs.setFocus()
    seen = [page.presenter.state.tab]
    for _ in range(4):
        QTest.keyClick(page.item_view.tabs, Qt.Key.Key_Right)
        seen.append(page.presenter.state.tab)
    assert seen == list(Tab)
    assert "2020年国勢調査に改めたため" in page.item_view.versions.head.words()
    page.presenter.chose_tab(Tab.PAYMENT)
    titles = [column.title for column in page.item_view.payment.table.rows_model.columns]
    assert titles == ["市町", "負担額（円）", "第1回", "第2回"]


def test_a_confirmed_item_is_read_only_until_a_reason_is_given(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    enter(page, "救急相談")
    assert field(page, "cost_item.total").isReadOnly()
    actions = {action.id: action for action in page.actions()}
    assert not actions["costshare.fix"].enabled()
    actions["costshare.reopen"].run()
    reason = page.item_view.versions.reason_field()
    assert reason is not None
    assert reason.hasFocus()
    type_over(reason, "corrected")
    actions["costshare.reopen"].run()
    assert page.presenter.state.editable


def test_an_empty_year_offers_last_years_items(sample_store: Store, make: Make, desk: PlainDesk) -> None:
    page = make(sample_store)
    desk.year = FiscalYear(2026)
    page.refresh()
    assert page.state_widget.state() is State.EMPTY
    next(one for one in page.actions() if one.id == "costshare.copy_year").run()
    assert page.state_widget.state() is State.CONTENT
    assert len(page.list_view.table.shown_ids()) == 7


def test_a_settled_year_can_only_be_read(sample_store: Store, make: Make, desk: PlainDesk) -> None:
    desk.year, desk.read_only = FiscalYear(2023), True
    page = make(sample_store)
    reading = {"costshare.export", "costshare.notices", "costshare.sheets"}
    assert {one.id for one in page.actions() if one.enabled()} == reading
    enter(page, "Fuku-Biz")
    assert field(page, "cost_item.name").isReadOnly()
    writing = {
        "costshare.fix",
        "costshare.reopen",
        "costshare.add_part",
        "costshare.remove",
        "costshare.stage",
    }
    assert not [one.id for one in page.actions() if one.id in writing and one.enabled()]


def test_a_fault_and_the_first_moment(qtbot: QtBot, sample_store: Store, make: Make, desk: PlainDesk) -> None:
    page = make(sample_store)
    page.presenter._failed(PlanError("os.other", file="x", reason="y"))
    assert page.state_widget.state() is State.PROBLEM
    page.presenter.opened()
    assert page.state_widget.state() is State.CONTENT

    class Silent(NowJobs):
        """Never answers."""

        def _finish(self, *_args: object) -> None:
            return None

    fresh = SharesPage(sample_store, lambda _owner: Silent(), desk)
    qtbot.addWidget(fresh)
    fresh.opened()
    assert fresh.state_widget.state() is State.LOADING
    fresh.state_widget.show_content()


def test_everything_has_a_name_and_every_action_its_own_key(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    assert clashes(page.actions()) == []
    enter(page, "広域利用")
    for tab in Tab:
        page.presenter.chose_tab(tab)
        assert clashes(page.actions()) == []
        assert all(action.shortcut or action.reason_without_shortcut for action in page.actions())
    view = page.item_view
    for widget in (
        page.list_view.table,
        view.tabs,
        view.sheet.table,
        view.tries.table,
        view.bases.grid,
        view.payment.table,
        view.versions.table,
    ):
        assert widget.accessibleName()
    assert view.rule.form is not None
    for form in (view.rule.form.form, view.wish.form):
        keys = form.keys()
        for key in keys:
            target = form.field(key).focusProxy() or form.field(key)
            assert target.accessibleName(), key


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_no_word_is_missing_anywhere(
    sample_store: Store, make: Make, desk: PlainDesk, language: str, year: int
) -> None:
    set_language("en" if language == "en" else "ja")
    desk.year = FiscalYear(year)
    page = make(sample_store)
    for line in page.presenter.state.lines:
        page.presenter.entered(line.id)
        for tab in Tab:
            page.presenter.chose_tab(tab)
    assert [entry for entry in missing() if entry[0] in ("costshare", "errors.costshare")] == []


@pytest.mark.parametrize("width", [683, 910, 1366, 1920])
def test_it_fits_every_width(sample_store: Store, make: Make, width: int) -> None:
    page = make(sample_store)
    page.resize(width, 384 if width < 700 else 690)
    enter(page, "広域観光")
    QApplication.processEvents()
    view = page.item_view
    assert view.beside.is_open() == (width >= 1280)
    next(one for one in page.actions() if one.id == "costshare.rule").run()
    assert view.beside.is_open()
    assert page.minimumSizeHint().width() <= max(width, 683)
    assert page.cancelled()
    assert not view.beside.is_open()
