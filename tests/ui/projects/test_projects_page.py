"""The page of joint projects: a walk by keyboard, pasting, five states, names for screen readers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from bingo_planner.features.projects.budget_view import BudgetTab, as_yen, parse_cell, show_cell
from bingo_planner.features.projects.detail_presenter import TABS
from bingo_planner.features.projects.kpi_view import KpiTab
from bingo_planner.features.projects.model import BudgetKey, Money, ProjectDetail, Stage
from bingo_planner.features.projects.page import ProjectsPage
from bingo_planner.features.projects.roles_view import RolesTab
from bingo_planner.features.projects.rules import Finding, Gap
from bingo_planner.features.projects.schedule_view import ScheduleTab
from bingo_planner.features.projects.service import read_project
from bingo_planner.features.projects.summary_view import SummaryTab, finding_words
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import clashes
from bingo_planner.ui.states import State
from tests.support.doubles import NowJobs, PlainDesk

Make = Callable[[Store], ProjectsPage]


@pytest.fixture
def make(qtbot: QtBot, now_jobs: NowJobs, desk: PlainDesk) -> Make:
    def build(store: Store) -> ProjectsPage:
        page = ProjectsPage(store, lambda _owner: now_jobs, desk)
        qtbot.addWidget(page)
        page.resize(1366, 690)
        page.show()
        page.opened()
        return page

    return build


@pytest.fixture
def page(sample_store: Store, make: Make) -> ProjectsPage:
    """The page at the project of shared sick-child care."""
    made = make(sample_store)
    made.open_record("project", _id(made, "3-A-02"))
    return made


def _id(page: ProjectsPage, code: str) -> str:
    return next(row.id for row in page.listing.state.rows if row.code == code)


def _detail(page: ProjectsPage) -> ProjectDetail:
    assert page.project.state.detail is not None
    return page.project.state.detail


def _budget(page: ProjectsPage) -> BudgetTab:
    page.project.tab_chosen("budget")
    tab = page.detail_view.tab("budget")
    assert isinstance(tab, BudgetTab)
    return tab


def test_enter_opens_a_project_and_back_returns(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    table = page.list_view.table
    table.setFocus()
    table.select_row(_id(page, "3-A-02"))
    assert page.listing.state.selected
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert page.project.project_id
    assert page.head.title.text() == "病児・病後児保育の広域利用"
    page.head.go_back()
    assert page.stack.currentWidget() is page.list_view
    assert table.selected_ids() == [_id(page, "3-A-02")]


def test_the_list_groups_and_filters(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    assert len(page.list_view.table.shown_ids()) == 24
    page.listing.filtered("びょうじ")
    page.listing.filtered("病児")
    assert page.list_view.table.shown_ids() == [_id(page, "3-A-02")]
    page.listing.filtered("")
    page.list_view.views.set_key("field")
    page.listing.grouped("field")
    assert page.listing.state.grouping == "field"


def test_every_tab_shows_itself(page: ProjectsPage) -> None:
    for key in TABS:
        page.detail_view.tabs.setCurrentIndex(TABS.index(key))
        assert page.project.state.tab == key
        assert page.detail_view.stack.currentWidget() is page.detail_view.tab(key)


def test_a_figure_is_typed_in_thousand_yen_and_undone(page: ProjectsPage, sample_store: Store) -> None:
    grid = _budget(page).grid
    grid.setFocus()
    assert grid.go_to(("original:total", "2026"))
    row, column = grid.currentIndex().row(), grid.currentIndex().column()
    grid.enter_text(row, column, "３９，５００")
    key = BudgetKey(2026, Stage.ORIGINAL)
    assert read_project(sample_store, page.project.project_id).budget[key] == 39_500_000
    page.refresh()
    assert grid.cells.cell(row, column).text == "39,500"
    sample_store.undo()
    page.refresh()
    assert grid.cells.cell(row, column).text == ""


def test_what_cannot_be_read_stays_with_its_reason(page: ProjectsPage, sample_store: Store) -> None:
    grid = _budget(page).grid
    grid.go_to(("original:total", "2026"))
    row, column = grid.currentIndex().row(), grid.currentIndex().column()
    grid.enter_text(row, column, "三千")
    assert grid.cells.cell(row, column).text == "三千"
    assert "三千" in grid.cells.cell(row, column).tip
    assert BudgetKey(2026, Stage.ORIGINAL) not in read_project(sample_store, page.project.project_id).budget


def test_a_block_is_pasted_as_one_step(page: ProjectsPage, sample_store: Store, desk: PlainDesk) -> None:
    grid = _budget(page).grid
    before = dict(read_project(sample_store, page.project.project_id).budget)
    grid.setFocus()
    grid.go_to(("original:total", "2025"))
    data = QMimeData()
    data.setText("40,000\t△1,200\n0\tx\n未集計\t－\n")
    QGuiApplication.clipboard().setMimeData(data)
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    budget = read_project(sample_store, page.project.project_id).budget
    assert budget[BudgetKey(2025, Stage.ORIGINAL)] == 40_000_000
    assert budget[BudgetKey(2026, Stage.ORIGINAL)] == -1_200_000
    assert budget[BudgetKey(2025, Stage.SUPPLEMENTARY)] == 0
    assert BudgetKey(2026, Stage.SUPPLEMENTARY) not in budget
    assert budget[BudgetKey(2025, Stage.SETTLED)] is Mark.PENDING
    assert budget[BudgetKey(2026, Stage.SETTLED)] is Mark.NONE
    assert [edit.text for edit in grid.cells.refused()] == ["x"]
    assert "3行2列" in desk.said[-1]
    sample_store.undo()
    assert dict(read_project(sample_store, page.project.project_id).budget) == before


def test_sources_that_do_not_add_up_are_marked(page: ProjectsPage, sample_store: Store) -> None:
    grid = _budget(page).grid
    grid.go_to((f"{Stage.ORIGINAL}:{Money.GENERAL}", "2025"))
    grid.enter_text(grid.currentIndex().row(), grid.currentIndex().column(), "1")
    page.refresh()
    place = grid.cells.place_of(("sum:original", "2025"))
    assert place is not None
    assert "総額より" in grid.cells.cell(*place).tip
    assert grid.go_to_check()
    assert "財源の計が総額と合いません" in _budget(page).note.words()


def test_locked_years_cannot_be_typed_into(page: ProjectsPage) -> None:
    grid = _budget(page).grid
    place = grid.cells.place_of(("original:total", "2023"))
    assert place is not None
    assert not grid.cells.is_open(*place)


@pytest.mark.parametrize(
    ("text", "yen", "shown"),
    [
        ("1,234", 1_234_000, "1,234"),
        ("△1,200千円", -1_200_000, "△1,200"),
        ("5万円", 50_000, "50"),
        ("0", 0, "0"),
        ("－", Mark.NONE, "－"),
        ("未集計", Mark.PENDING, "未集計"),
        ("", Mark.BLANK, ""),
    ],
)
def test_cells_read_as_officials_write(text: str, yen: int | Mark, shown: str) -> None:
    value = parse_cell(text)
    assert (as_yen(value), show_cell(value)) == (yen, shown)


def test_a_kpi_figure_is_typed(page: ProjectsPage, sample_store: Store) -> None:
    page.project.tab_chosen("kpis")
    tab = page.detail_view.tab("kpis")
    assert isinstance(tab, KpiTab)
    kpi = _detail(page).kpis[0]
    tab.grid.go_to((f"{kpi.id}:actual:", "2024"))
    tab.grid.enter_text(tab.grid.currentIndex().row(), tab.grid.currentIndex().column(), "1842人")
    page.refresh()
    assert _detail(page).kpis[0].actuals[2024] == 1842
    place = tab.grid.cells.place_of((f"{kpi.id}:percent:", "2024"))
    assert place is not None
    assert tab.grid.cells.cell(*place).text.startswith("A ")
    body = _detail(page).bodies[1].id
    tab.members.go_to((f"{kpi.id}:actual:{body}", "2024"))
    tab.members.enter_text(tab.members.currentIndex().row(), tab.members.currentIndex().column(), "－")
    page.refresh()
    assert _detail(page).kpis[0].member_actuals[body, 2024] is Mark.NONE


def test_the_definition_of_a_kpi_opens_beside(page: ProjectsPage) -> None:
    page.project.tab_chosen("kpis")
    tab = page.detail_view.tab("kpis")
    assert isinstance(tab, KpiTab)
    tab.define.click()
    form = tab.side.built()
    assert form is not None
    assert page.side() is not None
    line = form.form.field("name").findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "Uses")
    QTest.keyClick(line, Qt.Key.Key_Return)
    page.refresh()
    assert _detail(page).kpis[0].name == "Uses"
    assert page.cancelled()
    assert page.side() is None


def test_a_bar_is_moved_by_keyboard(page: ProjectsPage) -> None:
    page.project.tab_chosen("schedule")
    tab = page.detail_view.tab("schedule")
    assert isinstance(tab, ScheduleTab)
    step = next(one for one in _detail(page).steps if one.ends_on is not None)
    tab.gantt.setFocus()
    tab.gantt.select_row(step.id)
    QTest.keyClick(tab.gantt, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    page.refresh()
    moved = next(one for one in _detail(page).steps if one.id == step.id)
    assert moved.starts_on is not None
    assert step.starts_on is not None
    assert (moved.starts_on - step.starts_on).days == 1
    QTest.keyClick(tab.gantt, Qt.Key.Key_Return)
    assert tab.side.built() is not None


def test_a_ground_is_missed(page: ProjectsPage) -> None:
    page.project.tab_chosen("roles")
    tab = page.detail_view.tab("roles")
    assert isinstance(tab, RolesTab)
    assert tab.problem.text() == ""
    page.project.grounds_chosen([])
    page.refresh()
    assert "根拠とする協約" in tab.problem.text()
    page.project.tab_chosen("summary")
    summary = page.detail_view.tab("summary")
    assert isinstance(summary, SummaryTab)
    assert "根拠とする協約" in summary.gaps.text()


def test_every_gap_has_its_sentence() -> None:
    for gap in Gap:
        subject = Stage.ORIGINAL if gap is Gap.SOURCES else "甲市"
        assert "{" not in finding_words(Finding(gap, subject, 2024))


def test_records_open_at_their_tab(page: ProjectsPage) -> None:
    detail = _detail(page)
    page.open_record("milestone", detail.steps[0].id)
    assert (page.project.state.tab, page.project.state.step) == ("schedule", detail.steps[0].id)
    page.open_record("kpi", detail.kpis[1].id)
    assert (page.project.state.tab, page.project.state.kpi) == ("kpis", detail.kpis[1].id)


def test_read_only_years(sample_store: Store, make: Make, desk: PlainDesk) -> None:
    desk.year, desk.read_only = FiscalYear(2023), True
    page = make(sample_store)
    assert not any(action.enabled() for action in page.actions() if action.id == "projects.add")
    page.open_record("project", _id(page, "3-A-02"))
    page.project.tab_chosen("sheet")
    line = page.detail_view.tab("sheet").findChild(QLineEdit)
    assert line is not None
    assert line.isReadOnly()
    assert _budget(page).grid.cells.read_only


def test_empty_and_broken(store: Store, make: Make) -> None:
    page = make(store)
    assert page.state_widget.state() is State.EMPTY
    page.listing._failed(PlanError("projects.kind", kind="x"))
    assert page.state_widget.state() is State.PROBLEM


def test_actions_have_keys_and_do_not_clash(page: ProjectsPage) -> None:
    for actions in (page.actions(), page._list_actions()):
        assert clashes(actions) == []
        assert all(action.shortcut or action.reason_without_shortcut for action in actions)


def test_everything_has_a_name(page: ProjectsPage) -> None:
    for key in TABS:
        page.project.tab_chosen(key)
    nameless = [
        widget
        for kind in (QAbstractButton, QLineEdit)
        for widget in page.findChildren(kind)
        if widget.isVisibleTo(page) and not _named(widget)
    ]
    assert nameless == []


def _named(widget: QWidget) -> bool:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return bool(widget.accessibleName() or text or widget.objectName() == "qt_spinbox_lineedit")


def test_english_has_no_japanese_of_ours(sample_store: Store, make: Make) -> None:
    set_language("en")
    page = make(sample_store)
    assert page.title() == "Joint projects"
    assert "24 projects" in page.listing.state.summary
    set_language("ja")
    assert not [one for one in missing() if one[0] == "projects"]
