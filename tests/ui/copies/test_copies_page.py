"""The page of sync and the inbox: keyboard, states, names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bingo_planner.features.copies.model import House
from bingo_planner.features.copies.page import CopiesPage
from bingo_planner.features.copies.state import Tab
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.store.home import Home
from bingo_planner.store.store import Store
from bingo_planner.ui.states import State
from tests.support.doubles import NowJobs, PlainDesk
from tests.support.towns import DRAFT, FUKUYAMA, KASAOKA, Town, draft, figure, towns

Make = Callable[[Store, House], CopiesPage]


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Town, Town]]:
    with towns(tmp_path, FUKUYAMA, KASAOKA) as made:
        here, there = made
        for town, first, words in ((there, 1310, "12人"), (here, 1350, "15人")):
            figure(town.store, 1, first)
            draft(town.store, DRAFT.replace("9人", words))
        there.meet()
        here.meet()
        yield here, there


@pytest.fixture
def make(qtbot: QtBot, desk: PlainDesk) -> Make:
    def build(store: Store, house: House) -> CopiesPage:
        jobs = NowJobs()
        page = CopiesPage(store, lambda _owner: jobs, desk, house)
        qtbot.addWidget(page)
        page.resize(1178, 620)
        page.show()
        page.opened()
        return page

    return build


def test_a_decision_without_a_mouse(pair: tuple[Town, Town], make: Make) -> None:
    page = make(pair[0].store, pair[0].house())
    page.presenter.chose_line(next(one.item_id for one in page.presenter.state.lines if one.field == "値"))
    page.focus_content()
    QTest.keyClick(page.inbox.list, Qt.Key.Key_2)
    assert page.inbox.case.go.text() == "届いた値に決める"
    assert [card.radio.isChecked() for card in page.inbox.case.cards if card.radio] == [False, True]
    QTest.keyClick(page.inbox.list, Qt.Key.Key_Return)
    page.refresh()
    assert len(page.presenter.state.open_lines) == 1


def test_another_value_is_typed_and_checked(pair: tuple[Town, Town], make: Make) -> None:
    page = make(pair[0].store, pair[0].house())
    page.presenter.chose_line(next(one.item_id for one in page.presenter.state.lines if one.field == "値"))
    field = page.inbox.case.other
    assert field is not None
    QTest.keyClicks(field, "12x")
    assert not page.inbox.case.go.isEnabled()
    field.clear()
    QTest.keyClicks(field, "1330")
    assert page.inbox.case.go.text() == "別の値に決める"
    QTest.keyClick(field, Qt.Key.Key_Return)
    page.refresh()
    assert len(page.presenter.state.open_lines) == 1


def test_a_text_is_put_together_sentence_by_sentence(pair: tuple[Town, Town], make: Make) -> None:
    page = make(pair[0].store, pair[0].house())
    page.presenter.chose_line(next(one.item_id for one in page.presenter.state.lines if one.field == "本文"))
    sentences = page.inbox.case.sentences
    assert sentences is not None
    buttons = sentences._groups[0].buttons()
    assert len(buttons) == 3
    buttons[1].click()
    assert page.presenter.state.choice == "other"
    assert sentences.whole.toPlainText() == page.presenter.state.typed
    assert page.presenter.state.typed == sentences.composed()


def test_the_tabs_and_their_lists(pair: tuple[Town, Town], make: Make, desk: PlainDesk) -> None:
    page = make(pair[0].store, pair[0].house())
    page.presenter.chose_tab(Tab.ARRIVED)
    page.focus_content()
    table = page.arrived.table
    table.select_row(table.shown_ids()[0])
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert desk.gone
    page.presenter.chose_tab(Tab.UNSENT)
    assert page.empty.isVisible()
    page.presenter.chose_tab(Tab.DEVICES)
    assert len(page.devices.table.shown_ids()) == 2
    assert [action.id for action in page.actions()][-1] == "copies.invite"
    page.presenter.chose_tab(Tab.HISTORY)
    page.history.bar.picker("person").picked.emit("person", "試行 さくら")
    assert page.presenter.state.wanted.person == "試行 さくら"


def test_the_meeting_place_opens_and_escape_leaves_it(pair: tuple[Town, Town], make: Make) -> None:
    page = make(pair[0].store, pair[0].house())
    page.presenter.set_up()
    assert page.place.isVisible()
    assert page.cancelled()
    assert not page.place.isVisible()


def test_a_file_that_has_met_nobody_says_where_to_begin(store: Store, home: Home, make: Make) -> None:
    page = make(store, House(home, dict))
    assert page.empty.state() is State.EMPTY


def test_a_fault_is_shown_with_a_way_on(pair: tuple[Town, Town], make: Make) -> None:
    page = make(pair[0].store, pair[0].house())
    page.presenter._failed(PlanError("os.other", file="x", reason="y"))
    assert page.state_widget.state() is State.PROBLEM
    page.refresh()
    assert page.state_widget.state() is State.CONTENT


def test_loading_stands_until_the_first_answer(
    qtbot: QtBot, store: Store, home: Home, desk: PlainDesk
) -> None:
    class Silent(NowJobs):
        """Never answers."""

        def _finish(self, *_args: object) -> None:
            return None

    page = CopiesPage(store, lambda _owner: Silent(), desk, House(home, dict))
    qtbot.addWidget(page)
    page.opened()
    page.render_state(page.presenter.state)
    assert page.state_widget.state() is State.LOADING
    page.state_widget.show_content()


@pytest.mark.parametrize("width", [1178, 862, 640])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_names_words_and_keys(pair: tuple[Town, Town], make: Make, language: str, width: int) -> None:
    set_language("en" if language == "en" else "ja")
    page = make(pair[0].store, pair[0].house())
    page.resize(width, 434)
    for tab in Tab:
        page.presenter.chose_tab(tab)
        assert all(action.shortcut or action.reason_without_shortcut for action in page.actions())
    page.presenter.set_up()
    page.presenter.chose_tab(Tab.INBOX)
    named = (page.inbox.list, page.inbox.case.note, page.inbox.case.go, page.tabs, page.devices.table)
    for widget in named:
        assert widget.accessibleName() or widget.property("text")
    assert not [entry for entry in missing() if entry[0] == "copies"]
