"""The overview's page: keyboard, states, names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bingo_planner.features.overview.page import OverviewPage
from bingo_planner.features.projects.model import RoleArea
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.store.store import Store
from bingo_planner.ui.states import State
from tests.support.doubles import NowJobs, PlainDesk

Make = Callable[[Store], OverviewPage]


@pytest.fixture
def make(qtbot: QtBot, now_jobs: NowJobs, desk: PlainDesk) -> Make:
    def build(store: Store) -> OverviewPage:
        page = OverviewPage(store, lambda _owner: now_jobs, desk)
        qtbot.addWidget(page)
        page.resize(1178, 620)
        page.show()
        page.opened()
        return page

    return build


def test_enter_on_a_line_opens_its_record(sample_store: Store, make: Make, desk: PlainDesk) -> None:
    page = make(sample_store)
    page.focus_content()
    line = page.presenter.state.lines[1]
    page.list.table.select_row(line.id)
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    assert desk.gone == [(line.kind, line.record_id)]


def test_the_link_of_a_card_shows_the_weak_and_escape_comes_back(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    card = page.cards.areas[RoleArea.LIFE]
    link = next(button for button in card.findChildren(QPushButton) if button.text())
    assert link.text().startswith("C・D")
    QTest.keyClick(link, Qt.Key.Key_Space)
    assert page.presenter.state.weak_area == "LIFE"
    assert page.list.back.isVisible()
    assert [column.key for column in page.list.table.rows_model.columns][-1] == "rating"
    assert page.cancelled()
    assert not page.cancelled()
    assert [column.key for column in page.list.table.rows_model.columns][-1] == "state"


def test_mine_and_all(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    mine = page.list.scopes.findChildren(QPushButton)[1]
    QTest.keyClick(mine, Qt.Key.Key_Space)
    assert len(page.list.table.shown_ids()) == page.presenter.state.count_mine
    assert mine.text() == f"私の担当 {page.presenter.state.count_mine}"


def test_the_map_has_a_twin_and_leads_to_the_municipality(
    sample_store: Store, make: Make, desk: PlainDesk
) -> None:
    page = make(sample_store)
    assert len(page.map.map.table.shown_ids()) == 9
    page.map.map.toggle_table()
    assert page.map.map.shows_table()
    first = page.map.map.table.shown_ids()[0]
    page.map.map.table.setFocus()
    page.map.map.table.select_row(first)
    QTest.keyClick(page.map.map.table, Qt.Key.Key_Return)
    assert desk.gone == [("municipality", first)]


@pytest.mark.parametrize(("width", "columns"), [(1178, 4), (862, 4), (640, 2)])
def test_cards_stand_in_the_rows_there_is_room_for(
    sample_store: Store, make: Make, width: int, columns: int
) -> None:
    page = make(sample_store)
    page.resize(width, 445)
    QTest.qWait(1)
    tops = {card.y() for card in (*page.cards.areas.values(), page.cards.budget)}
    assert len(tops) == 4 // columns


def test_a_year_without_figures_keeps_its_cards(sample_store: Store, make: Make, desk: PlainDesk) -> None:
    desk.year = FiscalYear(2015)
    page = make(sample_store)
    assert page.state_widget.state() is State.CONTENT
    assert "－" in page.cards.budget.spoken()
    assert "この年度の予算なし" in page.cards.budget.spoken()


def test_an_empty_file_says_what_will_stand_here(store: Store, make: Make) -> None:
    assert make(store).state_widget.state() is State.EMPTY


def test_a_fault_is_shown_with_a_way_on(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    page.presenter._failed(PlanError("os.other", file="x", reason="y"))
    assert page.state_widget.state() is State.PROBLEM
    page.refresh()
    assert page.state_widget.state() is State.CONTENT


def test_loading_stands_until_the_first_answer(qtbot: QtBot, sample_store: Store, desk: PlainDesk) -> None:
    class Silent(NowJobs):
        """Never answers."""

        def _finish(self, *_args: object) -> None:
            return None

    page = OverviewPage(sample_store, lambda _owner: Silent(), desk)
    qtbot.addWidget(page)
    page.opened()
    page.render_state(page.presenter.state)
    assert page.state_widget.state() is State.LOADING
    page.state_widget.show_content()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_names_words_and_keys(sample_store: Store, make: Make, language: str) -> None:
    set_language("en" if language == "en" else "ja")
    page = make(sample_store)
    page.presenter.asked_weak("LIFE")
    for widget in (page.list.table, page.list.scopes, page.map.map.canvas, *page.cards.areas.values()):
        assert widget.accessibleName()
    assert all(action.shortcut for action in page.actions())
    assert not [entry for entry in missing() if entry[0] == "overview"]
