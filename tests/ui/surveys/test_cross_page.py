"""The tab of tables in the window: a walk by keyboard, states, names for readers, every width."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from bingo_planner.features.surveys.crosstab.beside_view import BesidePanel
from bingo_planner.features.surveys.crosstab.cross_view import CrossTab
from bingo_planner.features.surveys.crosstab.options_view import good_menu, options_menu
from bingo_planner.features.surveys.page import SurveysPage
from bingo_planner.features.surveys.service import do_add
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
    """The page with a small poll, in its tab of tables."""
    keep_poll(store, poll(scale=0.15))
    made = make(store)
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    made.presenter.chose_tab("tables")
    return made


def tab_of(page: SurveysPage) -> CrossTab:
    tab = page.tab("tables")
    assert isinstance(tab, CrossTab)
    return tab


def test_from_the_list_to_a_cell_by_keyboard(page: SurveysPage) -> None:
    tab = tab_of(page)
    told: list[str] = []
    page.selection_told.connect(told.append)
    page.focus_filter()
    assert tab.questions.bar.field.hasFocus()
    table = tab.questions.table
    QTest.keyClick(tab.questions.bar.field, Qt.Key.Key_Down)
    assert table.hasFocus()
    assert table.select_row("group:q5")
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert tab.presenter.state.question == "q5_1"
    QTest.keyClick(table, Qt.Key.Key_Left)
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert not any(line.is_item for line in tab.presenter.state.questions)
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Down)
    page.focus_content()
    assert tab.sheet.table.hasFocus()
    tab.sheet.table.go_to("", "+good")
    QTest.keyClick(tab.sheet.table, Qt.Key.Key_Down)
    assert told[-1].startswith("福山市 ｜ 満足計 ")
    assert tab.presenter.state.cursor == ("q1=1", "+good")


def test_a_heading_shows_all_of_its_items_and_enter_opens_one(page: SurveysPage) -> None:
    tab = tab_of(page)
    table = tab.questions.table
    table.setFocus()
    table.select_row("group:q5")
    state = tab.presenter.state
    assert state.printed is not None
    assert state.printed.title == "問5 生活の満足度（18項目）"
    assert len(state.printed.rows) == 18
    assert state.printed.summary.startswith("問5 生活の満足度（18項目）。満足計が最も高いのは")
    assert any("最大±" in note for note in state.printed.notes)
    page.focus_content()
    front = tab.sheet.table
    assert front.lines.held.top == 0
    front.go_to("q5_5", "+good")
    assert tab.presenter.state.told.startswith("公共交通 ｜ 満足計 ")
    for what in ("published", "letters"):
        tab.presenter.toggled(what)
    tab.presenter.chose_view("panels")
    assert tab.sheet.stack.currentWidget() is front
    QTest.keyClick(front, Qt.Key.Key_Return)
    assert tab.presenter.state.question == "q5_5"


def test_axes_are_ticked_in_their_panel(page: SurveysPage) -> None:
    tab = tab_of(page)
    next(one for one in page.actions() if one.id == "cross.axes").run()
    panel = tab.bar.axes.panel
    assert panel.isVisible()
    assert panel.list.hasFocus()
    panel.list.setCurrentRow(1)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert [axis.text for axis in tab.presenter.state.axes] == ["q1"]
    panel.outer.setCurrentIndex(panel.outer.findData("q2"))
    panel.inner.setCurrentIndex(panel.inner.findData("sex"))
    QTest.keyClick(panel.add, Qt.Key.Key_Space)
    assert [axis.text for axis in tab.presenter.state.axes] == ["q1", "q2*sex"]
    QTest.keyClick(panel.keep, Qt.Key.Key_Space)
    assert not panel.keep.isVisible()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_actions_have_keys_and_do_their_work(page: SurveysPage, desk: PlainDesk) -> None:
    tab = tab_of(page)
    tab.presenter.chose_question("q5_5")
    actions = {one.id: one for one in page.actions()}
    assert clashes(page.actions()) == []
    assert all(one.shortcut or one.reason_without_shortcut for one in page.actions())
    for one in (
        "cross.published",
        "cross.tests",
        "cross.letters",
        "cross.no_answer",
        "cross.next",
        "cross.last",
    ):
        assert actions[one].enabled()
        actions[one].run()
    assert tab.presenter.state.question == "q5_5"
    assert tab.presenter.state.drops_no_answer
    assert tab.sheet.tests.isVisible()
    actions["cross.copy"].run()
    assert QGuiApplication.clipboard().text().startswith("問5-5 公共交通")
    actions["cross.picture"].run()
    assert not QGuiApplication.clipboard().image().isNull()
    assert len(desk.said) == 2


def test_settings_are_a_menu(page: SurveysPage) -> None:
    tab = tab_of(page)
    tab.presenter.chose_question("q5_5")
    menu = options_menu(tab.presenter, tab)
    words = [one.text() for one in menu.actions() if one.text()]
    assert words == [
        "無回答を母数から除く",
        "公表用にする",
        "独立性の検定",
        "行どうしの差（英字）",
        "計にする選択肢",
        "標本誤差",
    ]
    menu.actions()[1].trigger()
    assert tab.presenter.state.look.published
    good = good_menu(tab.presenter, tab)
    assert [one.text() for one in good.actions() if one.isChecked()] == ["満足", "やや満足"]
    good.actions()[2].trigger()
    assert tab.presenter.state.sheet is not None
    assert tab.presenter.state.sheet.good == ("1", "2", "3")
    menu.deleteLater()
    good.deleteLater()


def test_states_of_the_tab(store: Store, make: Make, page: SurveysPage) -> None:
    tab = tab_of(page)
    tab.presenter._failed(PlanError("os.other", file="x", reason="y"))
    assert tab.states.state() is State.PROBLEM
    tab.presenter.tried_again()
    assert tab.states.state() is State.CONTENT
    do_add(store, "survey", {"name": "空の調査", "fiscal_year": 2024})
    page.presenter.opened()
    page.presenter.chose_survey(
        next(one.id for one in page.presenter.state.data.surveys if not one.questions)
    )
    assert tab.states.state() is State.EMPTY
    assert not tab.bar.isVisible()


def test_narrow_windows_leave_the_list_out(page: SurveysPage) -> None:
    tab = tab_of(page)
    assert tab.questions.isVisible()
    page.resize(910, 434)
    assert not tab.questions.isVisible()
    assert page.isVisible()
    page.focus_filter()
    assert tab.bar.question.hasFocus()


def test_everything_has_a_name_in_both_languages(page: SurveysPage) -> None:
    tab = tab_of(page)
    for widget in tab.findChildren(QWidget):
        if isinstance(widget, QAbstractButton) and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            assert widget.accessibleName() or widget.text(), widget
    assert tab.sheet.table.accessibleName()
    set_language("en")
    page.refresh()
    tab.presenter.chose_question("q5_5")
    assert tab.presenter.state.printed is not None
    assert tab.presenter.state.printed.title.startswith("Q5-5")
    assert not missing()


def test_bars_and_the_table_turn_over_with_one_key(page: SurveysPage) -> None:
    tab = tab_of(page)
    tab.presenter.chose_question("q4")
    tab.sheet.table.setFocus()
    turn = next(one for one in page.actions() if one.id == "cross.turn")
    turn.run()
    assert tab.sheet.stack.currentWidget() is tab.sheet.bars
    assert tab.sheet.bars.canvas.hasFocus()
    told: list[str] = []
    page.selection_told.connect(told.append)
    QTest.keyClick(tab.sheet.bars.canvas, Qt.Key.Key_Right)
    QTest.keyClick(tab.sheet.bars.canvas, Qt.Key.Key_Right)
    assert told[-1].startswith("三原市 ｜ n ")
    tab.presenter.chose_view("bars")
    assert len(tab.presenter.state.bars.panels) == 1  # type: ignore[union-attr]  # bars are shown
    next(one for one in page.actions() if one.id == "cross.picture").run()
    assert not QGuiApplication.clipboard().image().isNull()
    turn.run()
    assert tab.sheet.table.hasFocus()
    tab.presenter.chose_view("panels")
    tab.presenter.chose_question("q9")
    assert tab.sheet.stack.currentWidget() is tab.sheet.table


def test_wide_screens_show_the_portfolio_beside(page: SurveysPage) -> None:
    tab = tab_of(page)
    assert not tab.findChildren(BesidePanel)
    page.resize(1920, 1040)
    beside = tab.findChild(BesidePanel)
    assert isinstance(beside, BesidePanel)
    assert beside.isVisible()
    tab.presenter.chose_question("q5_5")
    assert beside.presenter.state.chosen == "q5_5"
    beside.panel.plot.setFocus()
    QTest.keyClick(beside.panel.plot, Qt.Key.Key_Home)
    found = beside.presenter.state.found
    assert found is not None
    assert tab.presenter.state.question == found.items[0].key
    page.resize(1366, 690)
    assert not beside.isVisible()
    page.resize(1920, 1040)
    beside.closed.emit()
    assert not beside.isVisible()
