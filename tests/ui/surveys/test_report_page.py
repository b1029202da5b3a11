"""The tab of the report in the window: keys, names for readers, states, every width."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QListWidget

from bingo_planner.features.surveys.page import SurveysPage
from bingo_planner.features.surveys.report.report_view import ReportTab
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import clashes
from bingo_planner.ui.states import State
from tests.support.doubles import PlainDesk
from tests.support.polls import keep_poll, poll
from tests.ui.surveys.conftest import Make


@pytest.fixture
def page(store: Store, make: Make) -> SurveysPage:
    """The page with a small poll, in its tab of the report."""
    keep_poll(store, poll(scale=0.1))
    made = make(store)
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    made.presenter.chose_tab("report")
    return made


def tab_of(page: SurveysPage) -> ReportTab:
    tab = page.tab("report")
    assert isinstance(tab, ReportTab)
    return tab


def test_the_very_pages_are_shown_and_what_goes_in_beside_them(page: SurveysPage) -> None:
    tab = tab_of(page)
    assert tab.states.state() is State.CONTENT
    assert tab.preview.print_button.isHidden()
    assert len(tab.preview.paper.sizes) == len(tab.presenter.state.pages.sizes)
    assert tab.side_panel.isVisible()
    assert not tab.told.isVisible()


def test_what_goes_in_is_ticked_by_keyboard(page: SurveysPage) -> None:
    tab = tab_of(page)
    page.focus_filter()
    pieces = tab.side_panel.pieces
    assert pieces.hasFocus()
    before = len(tab.preview.paper.sizes)
    pieces.setCurrentRow(pieces.count() - 1)
    QTest.keyClick(pieces, Qt.Key.Key_Space)
    assert not tab.presenter.state.pieces[-1].is_chosen
    assert len(tab.preview.paper.sizes) < before
    assert pieces.currentRow() == pieces.count() - 1, "the cursor stays"
    page.focus_content()
    assert tab.preview.paper.hasFocus()


def test_every_choice_is_the_presenter_s(page: SurveysPage) -> None:
    tab = tab_of(page)
    side, does = tab.side_panel, tab.presenter
    side.charts.click()
    assert not does.state.has_charts
    side.marks.click()
    side.no_answer.click()
    assert not does.state.has_marks
    assert not does.state.axis_no_answer
    side.layout_choice.chosen.emit("percent")
    side.star.picked.emit("star_below", "50")
    side.hide_below.picked.emit("hide_below", "0")
    side.margins.picked.emit("margin_rule", "simple")
    side.weight.picked.emit("weight", "none")
    state = does.state
    assert (state.layout, state.star_below, state.hide_below) == ("percent", 50, 0)
    assert (state.margin_rule, state.weight_id) == ("simple", "none")
    side.none.click()
    assert not any(one.is_chosen for one in does.state.questions)
    side.every.click()
    assert all(one.is_chosen for one in does.state.questions)


def test_actions_have_keys_and_the_first_prints(page: SurveysPage, desk: PlainDesk) -> None:
    assert clashes(page.actions()) == []
    assert all(one.shortcut or one.reason_without_shortcut for one in page.actions())
    own = {one.id: one for one in page.actions() if one.id.startswith("survey_report.")}
    assert [one.id for one in own.values() if one.primary] == ["survey_report.print"]
    assert own["survey_report.print"].enabled()
    own["survey_report.docx"].run()
    assert desk.asked[-1].suggested.endswith(".docx")


def test_states_of_the_tab(page: SurveysPage) -> None:
    tab = tab_of(page)
    tab.presenter._failed(PlanError("os.other", file="x", reason="y"))
    assert tab.states.state() is State.PROBLEM
    tab.presenter.tried_again()
    assert tab.states.state() is State.CONTENT


def test_without_answers_there_is_a_way_to_take_some_in(towns: Store, survey: str, make: Make) -> None:
    page = make(towns)
    page.presenter.chose_tab("report")
    tab = tab_of(page)
    assert tab.states.state() is State.EMPTY
    assert not tab.side_panel.isVisible()


def test_a_narrow_window_shows_one_of_the_two(page: SurveysPage) -> None:
    tab = tab_of(page)
    page.resize(800, 600)
    assert tab.states.isVisible()
    assert not tab.side_panel.isVisible()
    tab.toggle_side()
    assert tab.side_panel.isVisible()
    assert not tab.states.isVisible()
    tab.toggle_side()
    assert tab.states.isVisible()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_everything_has_a_name_in_both_languages(store: Store, make: Make, language: str) -> None:
    set_language("en" if language == "en" else "ja")
    try:
        keep_poll(store, poll(scale=0.05))
        page = make(store)
        page.presenter.chose_tab("report")
        tab = tab_of(page)
        for part in (
            *tab.side_panel.findChildren(QAbstractButton),
            *tab.side_panel.findChildren(QListWidget),
        ):
            assert getattr(part, "text", str)() or part.accessibleName(), part
        assert not missing()
    finally:
        set_language("ja")
