"""The tab of satisfaction and importance: one selection, ranges and settings, states, keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from bingo_planner.features.surveys.page import SurveysPage
from bingo_planner.features.surveys.priorities.priorities_view import PrioritiesTab
from bingo_planner.features.surveys.service import do_set
from bingo_planner.features.surveys.service_read import read_survey
from bingo_planner.features.surveys.stats.portfolio import Importance, Score, Zone
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import clashes
from bingo_planner.ui.states import State
from tests.support.doubles import PlainDesk
from tests.support.polls import keep_poll, poll
from tests.ui.surveys.conftest import Make


@pytest.fixture
def polled(store: Store) -> str:
    return keep_poll(store, poll(scale=0.15))


@pytest.fixture
def page(store: Store, polled: str, make: Make) -> SurveysPage:
    made = make(store)
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    made.presenter.chose_tab("priorities")
    return made


def tab_of(page: SurveysPage) -> PrioritiesTab:
    tab = page.tab("priorities")
    assert isinstance(tab, PrioritiesTab)
    return tab


def test_plot_and_table_share_their_selection_by_keyboard(page: SurveysPage) -> None:
    tab, told = tab_of(page), list[str]()
    page.selection_told.connect(told.append)
    found = tab.presenter.state.found
    assert found is not None
    page.focus_content()
    assert tab.panel.plot.hasFocus()
    assert tab.panel.table.current_id() == found.items[0].key
    QTest.keyClick(tab.panel.plot, Qt.Key.Key_Tab)
    assert tab.panel.table.current_id() == found.items[1].key
    assert told[-1].startswith(f"{found.items[1].label}　満足度 ")
    tab.panel.table.setFocus()
    QTest.keyClick(tab.panel.table, Qt.Key.Key_Down)
    assert tab.panel.plot.current() == found.items[2].key


def test_ranges_and_settings(store: Store, polled: str, page: SurveysPage) -> None:
    tab = tab_of(page)
    does = tab.presenter
    tab.bar.range.picked.emit("range", "q1=1")
    assert does.state.range_words == "福山市"
    assert does.state.found is not None
    assert does.state.found.n < 500
    tab.bar.score.picked.emit("portfolio_score", "balance")
    assert does.state.settings.score is Score.BALANCE
    does.chose_setting("portfolio_across", "importance")
    does.chose_setting("improvement", "none")
    titles = [column.title for column in tab.panel.table.rows_model.columns]
    assert titles == ["", "分野", "満足度", "重要度", "区分"]
    does.named_zone(Zone.IMPROVE_FIRST, "優先課題")
    kept = read_survey(store, polled).survey
    assert (kept.portfolio_score, kept.portfolio_across, kept.zones) == (
        "balance",
        "importance",
        "improve_first=優先課題",
    )
    assert "優先課題" in tab.panel.reading.words() or "ありません" in tab.panel.reading.words()
    menu = tab.settings_menu()
    assert [one.text() for one in menu.actions() if one.text()] == [
        "満足度の設問",
        "重要度の設問",
        "横軸",
        "改善度",
        "区分の名称",
    ]
    menu.deleteLater()


def test_questions_may_be_chosen(store: Store, polled: str, page: SurveysPage) -> None:
    does = tab_of(page).presenter
    does.chose_satisfaction("q6")
    does.chose_importance("q5")
    kept = read_survey(store, polled).survey
    assert (kept.satisfaction_by, kept.importance_by, kept.importance_rule) == ("q6", "q5", "stated")
    assert does.state.sources.rule is Importance.STATED
    does.chose_importance("q8")
    assert does.state.found is None
    assert tab_of(page).states.state() is State.EMPTY
    does.chose_importance("")
    does.chose_satisfaction("")
    assert does.state.found is not None


def test_zone_names_are_typed_in_the_side(page: SurveysPage, store: Store, polled: str) -> None:
    tab = tab_of(page)
    tab.presenter.asked_for_form()
    assert page.side() is tab.form
    tab.form.committed.emit("keep", "現状維持")
    assert read_survey(store, polled).survey.zones == "keep=現状維持"
    assert page.cancelled()
    assert page.side() is None


def test_copying_and_actions(page: SurveysPage, desk: PlainDesk) -> None:
    actions = {one.id: one for one in page.actions()}
    assert clashes(page.actions()) == []
    assert all(one.shortcut or one.reason_without_shortcut for one in page.actions())
    actions["priorities.copy"].run()
    assert not QGuiApplication.clipboard().image().isNull()
    actions["priorities.table"].run()
    assert "公共交通" in QGuiApplication.clipboard().text()
    assert len(desk.said) == 2


def test_states_and_widths(page: SurveysPage, store: Store, polled: str) -> None:
    tab = tab_of(page)
    tab.presenter._failed(PlanError("os.other", file="x", reason="y"))
    assert tab.states.state() is State.PROBLEM
    tab.presenter.tried_again()
    assert tab.states.state() is State.CONTENT
    page.resize(910, 500)
    page.resize(700, 500)
    assert not page.grab().isNull()
    do_set(store, "survey", polled, {"batch_id": None})
    page.presenter.opened()
    assert tab.states.state() is State.EMPTY
    assert not tab.bar.isVisible()


def test_english_is_complete(page: SurveysPage) -> None:
    set_language("en")
    page.refresh()
    found = tab_of(page).presenter.state.found
    assert found is not None
    assert (
        tab_of(page).panel.reading.words().startswith(("No item", "1 ", "2 ", "3 ", "4 ", "5 ", "6 ", "7 "))
    )
    assert not missing()
