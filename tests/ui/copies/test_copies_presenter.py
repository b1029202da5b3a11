"""What the page of the copies shows and does, without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bingo_planner.features.copies.model import Case, House, Place, PlaceKind, Wanted
from bingo_planner.features.copies.presenter import CopiesPresenter
from bingo_planner.features.copies.service_standing import read_standing
from bingo_planner.features.copies.state import CopiesState, Tab
from tests.support.doubles import NowJobs, PlainDesk
from tests.support.towns import FUKUYAMA, KASAOKA, Town, figure, towns


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Town, Town]]:
    with towns(tmp_path, FUKUYAMA, KASAOKA) as made:
        here, there = made
        for town, first, second in ((there, 1310, 88), (here, 1350, 99)):
            figure(town.store, 1, first)
            figure(town.store, 2, second)
        there.meet()
        here.meet()
        yield here, there


def present(town: Town, desk: PlainDesk, house: House | None = None) -> CopiesPresenter:
    made = CopiesPresenter(town.store, NowJobs(), desk, house or town.house(), lambda _state: None)
    made.opened()
    return made


def test_the_first_entry_is_open_with_ones_own_value_chosen(pair: tuple[Town, Town], desk: PlainDesk) -> None:
    state = present(pair[0], desk).state
    assert len(state.open_lines) == 2
    assert isinstance(state.case, Case)
    assert state.choice == "mine"
    assert state.can_decide
    assert "自動でまとまりました" in state.context


def test_figures_choose_and_enter_decides_and_the_next_one_comes(
    pair: tuple[Town, Town], desk: PlainDesk
) -> None:
    does = present(pair[0], desk)
    first = does.state.chosen
    does.chose_number(2)
    assert does.state.choice == "theirs"
    does.noted("会議の値です")
    does.decided()
    does.opened()
    assert does.state.chosen != first
    assert len(does.state.open_lines) == 1
    assert len(does.state.settled_lines) == 1
    assert desk.said == ["決めました。残り 1件です。"]
    does.decided()
    does.opened()
    assert desk.said[-1] == "決めました。確認がいるものはもうありません。"


def test_another_value_is_chosen_by_typing_and_must_fit(pair: tuple[Town, Town], desk: PlainDesk) -> None:
    does = present(pair[0], desk)
    does.chose_number(9)
    assert does.state.choice == "mine", "there is no ninth choice"
    does.typed("たくさん")
    assert does.state.choice == "other"
    assert "たくさん" in does.state.typed_problem
    assert not does.state.can_decide
    does.decided()
    assert len(does.state.open_lines) == 2
    does.typed("1,330")
    does.decided()
    does.opened()
    assert len(does.state.open_lines) == 1


def test_what_is_typed_is_checked_beside_the_window(pair: tuple[Town, Town], desk: PlainDesk) -> None:
    waiting: list[Callable[[], None]] = []

    class Later(NowJobs):
        """Answers when asked to."""

        def query(self, key: str, work: Any, done: Any, failed: Any = None) -> None:
            if key != "copies_typed":
                super().query(key, work, done, failed)
            else:
                waiting.append(lambda: done(work()))

    does = CopiesPresenter(pair[0].store, Later(), desk, pair[0].house(), lambda _state: None)
    does.opened()
    does.typed("たく")
    does.typed("たくさん")
    assert (does.state.typed, does.state.typed_problem, does.state.choice) == ("たくさん", "", "other")
    waiting[0]()
    assert does.state.typed_problem == "", "about words that stand there no more"
    waiting[1]()
    assert "たくさん" in does.state.typed_problem
    # Decided before the check has come: the decision itself refuses.
    does.typed("まだ")
    does.decided()
    assert len(does.state.open_lines) == 2
    assert len(desk.problems) == 1


def test_later_goes_on_and_leaves_it(pair: tuple[Town, Town], desk: PlainDesk) -> None:
    does = present(pair[0], desk)
    first = does.state.chosen
    does.put_off()
    assert does.state.chosen != first
    does.put_off()
    assert does.state.chosen == first
    assert len(does.state.open_lines) == 2


def test_what_is_typed_stays_when_something_else_changes(pair: tuple[Town, Town], desk: PlainDesk) -> None:
    does = present(pair[0], desk)
    does.typed("1330")
    figure(pair[0].store, 3, 1)
    does.opened()
    assert (does.state.choice, does.state.typed) == ("other", "1330")


def test_tabs_read_what_they_show(pair: tuple[Town, Town], desk: PlainDesk) -> None:
    does = present(pair[0], desk)
    does.chose_tab(Tab.ARRIVED)
    assert len(does.state.arrived) == 2
    figure(pair[0].store, 3, 1)
    does.chose_tab(Tab.UNSENT)
    assert len(does.state.unsent) == 1
    does.chose_tab(Tab.DEVICES)
    assert [one.is_own for one in does.state.copies].count(True) == 1
    assert not does.state.has_list
    does.chose_tab(Tab.HISTORY)
    everything = len(does.state.history)
    does.narrowed(Wanted(person="試行 さくら"))
    assert 0 < len(does.state.history) < everything
    line = does.state.history[0]
    does.went_to(line.kind, line.record_id)
    assert desk.gone == [("kpi_value", line.record_id)]


def test_without_a_place_sync_asks_where(pair: tuple[Town, Town], desk: PlainDesk, tmp_path: Path) -> None:
    met: list[str] = []
    house = replace(pair[0].house(), meet=lambda: met.append("met"))
    does = present(pair[0], desk, house)
    does.asked_to_meet()
    assert met == ["met"]
    does.emit(replace(does.state, standing=replace(read_standing(pair[0].store), place=Place())))
    does.asked_to_meet()
    assert does.state.setting_up
    does.placed(Place(PlaceKind.FOLDER, str(tmp_path / "x")))
    assert [one.state for one in does.state.findings] == ["err"]
    does.kept_place()
    assert [one.code for one in desk.problems] == ["copies.no_folder"]
    does.placed(Place(PlaceKind.FOLDER, str(tmp_path), minutes=15))
    does.kept_place()
    assert read_standing(pair[0].store).place.minutes == 15
    assert met == ["met", "met"]
    assert not does.state.setting_up


def test_a_packet_says_from_whom_and_for_whom_before_it_is_taken_in(
    pair: tuple[Town, Town], desk: PlainDesk, tmp_path: Path
) -> None:
    here, there = pair
    asked: list[str] = []

    class Asks(PlainDesk):
        def confirm(self, question: str, consequence: str, verb: str, confirmed: object) -> None:
            asked.extend((question, consequence))

    given: list[str] = []
    does = present(here, desk)
    does.chose_tab(Tab.DEVICES)
    desk.answer = tmp_path / "a.binvite"
    does.asked_to_invite("33205", "予備の端末", False, False, lambda _file, code: given.append(code))
    assert len(given) == 1
    here.meet()
    there.meet()
    figure(there.store, 4, 44)
    writer = present(there, desk)
    desk.answer = tmp_path / "one.bpacket"
    writer.asked_to_write_packet()
    assert desk.answer.exists()
    reader_desk = Asks(answer=desk.answer)
    reader = present(here, reader_desk)
    reader.asked_to_take_packet()
    assert "笠岡市" in asked[1]
    assert "1件" in asked[1]
    plain = present(here, desk)
    plain.asked_to_take_packet()
    assert "取り込みました" in desk.said[-1]


def test_shutting_out_says_what_it_means(pair: tuple[Town, Town], desk: PlainDesk, tmp_path: Path) -> None:
    does = present(pair[0], desk)
    desk.answer = tmp_path / "a.binvite"
    does.asked_to_invite("33205", "予備の端末", False, False, lambda _file, _code: None)
    does.chose_tab(Tab.DEVICES)
    assert does.state.has_list
    assert does.state.keeps_list
    spare = next(one for one in does.state.copies if one.name == "予備の端末")
    does.asked_to_revoke(spare.id)
    assert next(one for one in does.state.copies if one.id == spare.id).is_out


def test_the_history_becomes_a_workbook(pair: tuple[Town, Town], desk: PlainDesk, tmp_path: Path) -> None:
    does = present(pair[0], desk)
    does.chose_tab(Tab.HISTORY)
    desk.answer = tmp_path / "履歴.xlsx"
    does.asked_to_export()
    assert desk.answer.stat().st_size > 1000


def test_an_unread_page_waits() -> None:
    assert CopiesState().loading
