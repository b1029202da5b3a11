"""The tab of free answers by keyboard: the list, sorting with digits, words, the picture and its table, side forms."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from bingo_planner.features.surveys.freetext import dictionary
from bingo_planner.features.surveys.freetext.freetext_view import TextTab
from bingo_planner.features.surveys.freetext.service import read_text
from bingo_planner.features.surveys.freetext.state import VIEWS
from bingo_planner.features.surveys.page import SurveysPage
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import clashes
from bingo_planner.ui.states import State
from tests.support.doubles import PlainDesk
from tests.ui.surveys.conftest import Make
from tests.ui.surveys.text_region import TEXTS, add_answers, add_groups, blanks


@pytest.fixture
def page(towns: Store, survey: str, make: Make, monkeypatch: pytest.MonkeyPatch) -> SurveysPage:
    """The page with the tab open on ten answers and two groups."""
    monkeypatch.setattr(dictionary, "available", lambda: True)
    monkeypatch.setattr(dictionary, "load", blanks)
    add_answers(towns, survey)
    add_groups(towns, survey)
    made = make(towns)
    made.presenter.chose_tab("text")
    return made


def tab_of(page: SurveysPage) -> TextTab:
    tab = page.tab("text")
    assert isinstance(tab, TextTab)
    return tab


def key(page: SurveysPage, code: Qt.Key) -> None:
    """A key in the list, and what the shell does after a change."""
    QTest.keyClick(tab_of(page).list.table, code)
    page.presenter.opened()


def test_no_free_answers(towns: Store, survey: str, make: Make) -> None:
    page = make(towns)
    page.presenter.chose_tab("text")
    tab = tab_of(page)
    assert tab.state_widget.state() is State.EMPTY
    assert not tab.bar.isVisible()


def test_the_list_and_the_answer_being_read(page: SurveysPage) -> None:
    tab = tab_of(page)
    table = tab.list.table
    assert table.rows_model.rowCount() == 9
    page.focus_content()
    assert page.focusWidget() is table
    table.select_row("0")
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert tab.list.reading.text.toPlainText() == TEXTS[1]
    assert "福山市" in tab.list.reading.head.words()
    assert tab.list.reading.chips.accessibleName() == "バス"


def test_digits_sort_and_undo_takes_back(page: SurveysPage, towns: Store, survey: str) -> None:
    tab = tab_of(page)
    tab.list.table.select_row("3")
    key(page, Qt.Key.Key_2)
    assert [chip.name for chip in tab.presenter.state().lines[3].chips] == ["医療費"]
    assert tab.list.reading.chips.accessibleName() == "医療費（手で）"
    towns.undo()
    page.presenter.opened()
    assert tab.list.reading.chips.accessibleName() == ""
    key(page, Qt.Key.Key_1)
    key(page, Qt.Key.Key_0)
    assert [one.mark for one in read_text(towns, survey).facts.codings] == [""]


def test_the_menu_holds_every_group(page: SurveysPage) -> None:
    tab = tab_of(page)
    tab.list.table.select_row("0")
    menu = tab.menus.groups()
    told = [(action.text(), action.isChecked()) for action in menu.actions() if action.isCheckable()]
    assert told == [("バス\t1", True), ("医療費\t2", False)]
    menu.actions()[1].trigger()
    assert len(tab.presenter.state().lines[0].chips) == 2
    assert [action.text() for action in tab.menus.sources().actions()] == ["令和6年度 住民意識調査　そのほか"]


def test_groups_filter_the_list_and_open_beside(page: SurveysPage) -> None:
    tab = tab_of(page)
    groups = tab.groups.table
    groups.setFocus()
    groups.select_row(tab.presenter.state().groups[1].id)
    assert tab.list.count.words() == "8件中 1件"
    QTest.keyClick(groups, Qt.Key.Key_Return)
    assert page.side() is tab.forms
    assert not tab.panels.isVisible(), "the form stands where the groups were"
    assert page.cancelled()
    assert page.side() is None
    assert tab.panels.isVisible()
    assert page.cancelled(), "a second Esc lists everything"
    assert tab.list.count.words() == "9件（意見 8・とくになし 1）"
    assert not page.cancelled()


def test_a_name_and_a_rule_are_typed(page: SurveysPage, towns: Store, survey: str) -> None:
    tab = tab_of(page)
    next(one for one in page.actions() if one.id == "text.group").run()
    page.presenter.opened()
    form = tab.forms.form("group")
    name = form.focusWidget()
    assert name is not None
    QTest.keyClick(name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(name, "road")
    QTest.keyClick(name, Qt.Key.Key_Return)
    page.presenter.opened()
    assert "road" in [one.name for one in read_text(towns, survey).facts.groups]
    form.committed.emit("rules", "（バス")
    assert "かっこ" in form.form.problem("rules")


def test_words_and_what_stands_together(page: SurveysPage) -> None:
    tab = tab_of(page)
    tab.views.chosen.emit("words")
    table = tab.words.table
    assert tab.counted_state.state() is State.CONTENT
    assert table.rows_model.text_at(0, 0) == "バス"
    table.select_row("医療")
    assert tab.list.count.words() == "8件中 3件"
    assert tab.list.turn.isVisible()
    tab.list.turn.chosen.emit("context")
    assert tab.list.stack.currentWidget() is tab.list.contexts
    assert tab.list.contexts.rows_model.text_at(0, 2) == "医療"
    tab.views.chosen.emit("network")
    assert "Jaccard" in tab.network.legend.words()


def test_the_picture_is_walked_by_arrows_and_has_a_table(
    towns: Store, survey: str, make: Make, monkeypatch: pytest.MonkeyPatch, desk: PlainDesk
) -> None:
    monkeypatch.setattr(dictionary, "available", lambda: True)
    monkeypatch.setattr(dictionary, "load", blanks)
    add_answers(towns, survey, ("バス 駅 道", "バス 駅", "駅 道", "店 道", "店 道", "バス 駅"))
    page = make(towns)
    page.presenter.chose_tab("text")
    tab = tab_of(page)
    tab.views.chosen.emit("network")
    canvas = tab.network.canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    visited = {tab.presenter.look}
    for arrow in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(canvas, arrow)
        visited.add(tab.presenter.look)
    assert {one.kind for one in visited} == {"word"}
    assert len(visited) > 1
    assert "件" in canvas.accessibleDescription()
    tab.network.toggle()
    table = tab.network.table
    assert tab.network.stack.currentWidget() is table
    assert table.rows_model.rowCount() == len(canvas._drawn.edges)
    table.selectRow(0)
    assert tab.presenter.look.kind == "pair"
    tab.network.toggle()
    assert tab.network.stack.currentWidget() is canvas
    assert not canvas.picture().toImage().convertToFormat(QImage.Format.Format_RGB32).isNull()
    tab.network.copy_picture()
    assert desk.said


def test_quotes_are_read_beside_the_list(page: SurveysPage) -> None:
    tab = tab_of(page)
    tab.views.chosen.emit("quotes")
    assert tab.quotes.state_widget.state() is State.EMPTY
    tab.list.table.select_row("5")
    next(one for one in page.actions() if one.id == "text.quote").run()
    page.presenter.opened()
    assert tab.quotes.state_widget.state() is State.CONTENT
    table = tab.quotes.table
    table.select_row(tab.presenter.state().quotes[0].id)
    QTest.keyClick(table, Qt.Key.Key_Return)
    form = tab.forms.form("quote")
    assert form.values()["text"] == "〔氏名〕さん の 医療 と 医療費"
    assert form.values()["group_id"] == tab.presenter.state().choices[1][0]


def test_all_answers_open_with_enter(page: SurveysPage) -> None:
    tab = tab_of(page)
    tab.list.table.select_row("1")
    QTest.keyClick(tab.list.table, Qt.Key.Key_Return)
    assert page.side() is tab.forms
    told = tab.forms.form("respondent").findChild(QTextEdit)
    assert told is not None
    assert "居住地" in told.toPlainText()


def test_without_the_dictionary_a_sentence_says_so(
    page: SurveysPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dictionary, "available", lambda: False)
    tab = tab_of(page)
    tab.views.chosen.emit("words")
    assert tab.counted_state.state() is State.EMPTY


def test_a_problem_has_a_way_out(page: SurveysPage) -> None:
    tab = tab_of(page)
    tab.presenter._failed(PlanError("survey.payload", question="q9"))
    assert tab.state_widget.state() is State.PROBLEM
    tab.presenter.read()
    assert tab.state_widget.state() is State.CONTENT


def test_read_only_leaves_looking(page: SurveysPage, desk: PlainDesk) -> None:
    desk.read_only = True
    page.refresh()
    tab = tab_of(page)
    tab.list.table.select_row("0")
    assert not tab.groups.add.isEnabled()
    assert not tab.list.reading.quote.isEnabled()
    assert tab.list.reading.whole.isEnabled()


def test_one_part_stands_alone_in_a_narrow_window(page: SurveysPage) -> None:
    tab = tab_of(page)
    page.resize(700, 500)
    assert not tab.list.isVisible()
    assert tab.panels.isVisible()
    tab.views.chosen.emit("texts")
    assert tab.list.isVisible()
    assert not tab.panels.isVisible()


@pytest.mark.parametrize("code", ["ja", "en"])
def test_every_word_is_there_and_no_key_means_two_things(
    code: str, towns: Store, survey: str, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dictionary, "available", lambda: True)
    monkeypatch.setattr(dictionary, "load", blanks)
    set_language(code)  # type: ignore[arg-type]  # one of the two
    add_answers(towns, survey)
    add_groups(towns, survey)
    page = make(towns)
    page.presenter.chose_tab("text")
    tab = tab_of(page)
    for view in VIEWS:
        tab.views.chosen.emit(view)
    tab.presenter.beside.open("lists")
    assert not {literal for context, literal in missing() if context == "survey_text"}
    assert clashes(page.actions()) == []
    assert all(one.shortcut or one.reason_without_shortcut for one in tab.actions())
