"""The tab of trends: suggestions taken over, figures by survey, links corrected in the grid, states and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from bingo_planner.features.surveys.page import SurveysPage
from bingo_planner.features.surveys.service_read import read_survey
from bingo_planner.features.surveys.trends.state import QUESTION
from bingo_planner.features.surveys.trends.trends_view import TrendsTab
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import clashes
from bingo_planner.ui.grid import CellState
from bingo_planner.ui.grid_delegate import CellEditor
from bingo_planner.ui.states import State
from tests.support.doubles import PlainDesk
from tests.support.polls import keep_poll, poll
from tests.ui.surveys.conftest import Make

NEW, OLD = "s2024", "s2019"


@pytest.fixture
def page(store: Store, make: Make) -> SurveysPage:
    keep_poll(store, poll(5, scale=0.1, year=2024))
    keep_poll(store, poll(7, scale=0.1, year=2019, weighted=False), towns=False)
    made = make(store)
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    made.presenter.chose_survey(NEW)
    made.presenter.chose_tab("trend")
    return made


def tab_of(page: SurveysPage) -> TrendsTab:
    tab = page.tab("trend")
    assert isinstance(tab, TrendsTab)
    return tab


def link_all(page: SurveysPage) -> TrendsTab:
    next(one for one in page.actions() if one.id == "trends.link").run()
    tab = tab_of(page)
    tab.presenter.chose_question("q5_5")
    return tab


def type_into(tab: TrendsTab, row: str, text: str) -> None:
    grid = tab.links.grid
    grid.setFocus()
    assert grid.go_to((row, OLD))
    QTest.keyClick(grid, Qt.Key.Key_F2)
    editor = grid.findChildren(CellEditor)[-1]
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_suggestions_are_taken_over_and_figures_stand_side_by_side(
    page: SurveysPage, desk: PlainDesk
) -> None:
    tab = tab_of(page)
    assert tab.states.state() is State.EMPTY
    assert tab.presenter.state.suggested > 30
    link_all(page)
    assert tab.states.state() is State.CONTENT
    assert desk.said[0].endswith("言葉で決まらなかった選択肢を確かめます。")
    assert tab.presenter.state.suggested == 0
    table = tab.panel.table
    page.focus_content()
    assert table.hasFocus()
    assert [row.title for row in table.lines.held.rows] == ["令和6年度", "令和元年度"]
    told: list[str] = []
    page.selection_told.connect(told.append)
    table.go_to(NEW, "+good")
    assert told[-1].startswith("令和6年度 ｜ 満足計 ")
    assert tab.panel.chart.summary().startswith("問5-5 公共交通")


def test_links_are_corrected_by_keyboard(page: SurveysPage, store: Store) -> None:
    tab = link_all(page)
    next(one for one in page.actions() if one.id == "trends.links").run()
    assert tab.links.grid.hasFocus()
    assert page.side() is tab.links.grid
    type_into(tab, "2", "2+3")
    link = next(one for one in read_survey(store, NEW).links if one.key == "q5_5")
    assert link.options == "1=1|2=2+3|4=4|5=5|9=9"
    place = tab.links.grid.cells.place_of(("3", OLD))
    assert place is not None
    assert tab.links.grid.cells.cell(*place).state is CellState.CHECK
    assert "当時なかった選択肢：どちらともいえない" in tab.panel.notes.words()
    type_into(tab, "3", "88")
    assert tab.links.grid.cells.cell(*place).state is CellState.INVALID
    type_into(tab, QUESTION, "q5_6")
    link = next(one for one in read_survey(store, NEW).links if one.key == "q5_5")
    assert link.earlier_key == "q5_6"
    assert "当時の設問は「道路・橋」" in tab.panel.notes.words()
    assert page.cancelled()
    assert page.side() is None


def test_ranges_folding_and_filters(page: SurveysPage) -> None:
    tab = link_all(page)
    tab.range.picked.emit("range", "town:福山市")
    found = tab.presenter.state.trend
    assert found is not None
    assert found.editions[-1].line.n == 118
    tab.presenter.filtered("バス")
    assert {line.label for line in tab.presenter.state.questions if line.is_item} == {"県境のバス"}
    tab.presenter.filtered("")
    tab.presenter.folded("group:q5")
    assert not any(line.is_item for line in tab.presenter.state.questions)
    tab.presenter.chose_question("q9")
    assert [head.title for head in tab.panel.table.lines.held.heads][-3:] == ["平均", "±", "前回との差"]


def test_a_link_is_opened_from_elsewhere(page: SurveysPage, store: Store) -> None:
    tab = link_all(page)
    page.presenter.chose_tab("tables")
    link = next(one for one in read_survey(store, NEW).links if one.key == "q6_2")
    page.open_record("survey_link", link.id)
    assert page.presenter.state.tab == "trend"
    assert tab.presenter.state.question == "q6_2"
    assert page.side() is tab.links.grid


def test_copying_and_actions(page: SurveysPage, desk: PlainDesk) -> None:
    link_all(page)
    actions = {one.id: one for one in page.actions()}
    assert clashes(page.actions()) == []
    assert all(one.shortcut or one.reason_without_shortcut for one in page.actions())
    actions["trends.copy"].run()
    assert "令和元年度" in QGuiApplication.clipboard().text()
    actions["trends.picture"].run()
    assert not QGuiApplication.clipboard().image().isNull()
    assert not actions["trends.link"].enabled()


def test_states(page: SurveysPage, store: Store) -> None:
    tab = link_all(page)
    tab.presenter._failed(PlanError("os.other", file="x", reason="y"))
    assert tab.states.state() is State.PROBLEM
    tab.presenter.tried_again()
    assert tab.states.state() is State.CONTENT
    page.presenter.chose_survey(OLD)
    assert tab.states.state() is State.EMPTY
    assert tab.presenter.state.earlier == ()
    page.resize(910, 500)
    assert not tab.questions.isVisible()


def test_english_is_complete(page: SurveysPage) -> None:
    link_all(page)
    set_language("en")
    page.refresh()
    assert tab_of(page).panel.table.lines.held.corner == "Survey"
    assert not missing()
