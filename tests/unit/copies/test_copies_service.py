"""Meetings, decisions and lists of changes over real files and a real folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from bingo_planner.features.copies import service, service_changes, service_inbox
from bingo_planner.features.copies.model import Case, DeleteCase, Place, PlaceKind, Wanted
from bingo_planner.features.copies.service_meeting import do_meet, read_findings
from bingo_planner.features.copies.service_standing import read_meetings, read_standing
from bingo_planner.features.copies.values import Naming
from bingo_planner.features.projects.tables import BudgetLine, KpiValue, Project
from bingo_planner.features.vision.tables import VisionSection
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.ids import new_id
from bingo_planner.store.home import Home
from bingo_planner.store.store import Store
from bingo_planner.sync import session
from bingo_planner.sync.folder import open_folder
from bingo_planner.sync.membership import meeting_facts
from tests.support.doubles import SilentProgress
from tests.support.towns import (
    BUDGET,
    DRAFT,
    DRAFT_ID,
    FUKUYAMA,
    JINSEKI,
    KASAOKA,
    PROJECT,
    Town,
    draft,
    figure,
    kpi_id,
    towns,
)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Town, Town]]:
    with towns(tmp_path, FUKUYAMA, KASAOKA) as made:
        yield made[0], made[1]


def clash(pair: tuple[Town, Town]) -> None:
    """Both type the same figure; the first one hears of it."""
    here, there = pair
    figure(there.store, 1, 1310, "担当者会議 第2回")
    figure(here.store, 1, 1350, "見積書")
    there.meet()
    here.meet()


def case_of(town: Town, field: str) -> Case:
    lines = service_inbox.read_lines(town.store, town.house())
    line = next(one for one in lines if one.field == field)
    found = service_inbox.read_case(town.store, town.house(), line, DateStyle.ERA)
    assert isinstance(found, Case)
    return found


def value(store: Store, number: int) -> Decimal | None:
    with store.read() as session:
        row = session.get(KpiValue, kpi_id(number))
        assert row is not None
        return row.value


def test_what_two_typed_stands_side_by_side(pair: tuple[Town, Town]) -> None:
    clash(pair)
    case = case_of(pair[0], "値")
    assert case.base is not None
    assert (case.base.text, [card.text for card in case.choices]) == ("1,201", ["1,350", "1,310"])
    assert [card.difference for card in case.choices] == ["+149", "+109"]
    assert [card.key for card in case.choices] == ["mine", "theirs"]
    assert [card.evidence for card in case.choices] == [("見積書",), ("担当者会議 第2回",)]
    assert case.choices[1].version.author.name == "試行 さくら"
    assert case.path[0] == "観光消費額"
    assert [both.value for both in case.boths] == ["1350", "1310"]
    assert "R6年度" in case.title


def test_a_decision_is_one_undo_step_and_reaches_the_other_with_its_note(pair: tuple[Town, Town]) -> None:
    here, there = pair
    clash(pair)
    case = case_of(here, "値")
    theirs = case.card("theirs")
    assert theirs is not None
    service.do_decide(here.store, case, theirs.version.value, "会議の値に合わせました")
    assert value(here.store, 1) == Decimal(1310)
    here.store.undo()
    assert case_of(here, "値").line.is_open
    here.store.redo()
    here.meet()
    there.meet()
    settled = [one for one in service_inbox.read_lines(there.store, there.house()) if one.field == "値"]
    assert [(one.is_open, one.note) for one in settled] == [
        (False, "「会議の値に合わせました」（福山市 見本 花子）")
    ]
    assert value(there.store, 1) == Decimal(1310)


@pytest.mark.parametrize(("key", "final", "other"), [("both", 1350, "1,310"), ("both2", 1310, "1,350")])
def test_a_confirmed_figure_keeps_the_prompt_one_beside_it(
    pair: tuple[Town, Town], key: str, final: int, other: str
) -> None:
    here, there = pair
    clash(pair)
    case = case_of(here, "値")
    both = case.both(key)
    assert both is not None
    service.do_keep_both(here.store, case, both, "確定値が出ました")
    here.meet()
    there.meet()
    for town in pair:
        row = figure_row(town.store)
        assert (row.value, row.is_prompt) == (Decimal(final), 0)
        assert f"速報値 {other}" in row.evidence
        assert {"見積書", "担当者会議 第2回"} <= set(re.split("[；、）（]", row.evidence))
        assert not [one for one in service_inbox.read_lines(town.store, town.house()) if one.is_open]
    here.store.undo()
    assert case_of(here, "値").line.is_open
    assert "速報値" not in figure_row(here.store).evidence


def test_a_target_is_no_prompt_figure(pair: tuple[Town, Town]) -> None:
    here, there = pair
    with here.store.change("目標") as unit:
        unit.set(KpiValue, kpi_id(1), kind="target")
    here.meet()
    there.meet()
    clash(pair)
    assert case_of(here, "値").boths == ()


def figure_row(store: Store) -> KpiValue:
    with store.read() as session:
        return session.get_one(KpiValue, kpi_id(1))


def test_a_decision_over_values_that_are_not_those_shown_is_refused(pair: tuple[Town, Town]) -> None:
    here, there = pair
    clash(pair)
    case = case_of(here, "値")
    there.meet()
    figure(there.store, 1, 1400)
    there.meet()
    here.meet()
    with pytest.raises(PlanError) as told:
        service.do_decide(here.store, case, case.choices[0].version.value)
    assert told.value.code in ("copies.changed", "sync.no_item")


def test_another_value_is_checked_like_the_field(pair: tuple[Town, Town]) -> None:
    clash(pair)
    case, house = case_of(pair[0], "値"), pair[0].house()
    assert service.read_typed(pair[0].store, house, case, "１，３３０") == "1330"
    with pytest.raises(PlanError) as told:
        service.read_typed(pair[0].store, house, case, "たくさん")
    assert told.value.code.startswith("number.")


def test_a_budget_tells_the_sum_that_rests_on_it(pair: tuple[Town, Town]) -> None:
    here, there = pair
    for town, amount in ((there, 38_640_000), (here, 39_120_000)):
        with town.store.change("予算") as unit:
            unit.set(BudgetLine, BUDGET, amount=amount)
    with here.store.change("ほかの事業") as unit:
        unit.add(BudgetLine(fiscal_year=2025, stage="original", money="total", amount=1_000_000))
    there.meet()
    here.meet()
    own, total = case_of(here, "金額").effects["theirs"]
    assert (own.before, own.after, own.difference) == ("38,000,000", "38,640,000", "+640,000")
    assert (total.before, total.after, total.difference) == ("39,000,000", "39,640,000", "+640,000")


def test_a_long_text_is_compared_by_sentences(pair: tuple[Town, Town]) -> None:
    here, there = pair
    draft(there.store, DRAFT.replace("9人", "12人") + "送迎も行う。")
    draft(here.store, DRAFT.replace("9人", "15人"))
    there.meet()
    here.meet()
    case = case_of(here, "本文")
    assert case.is_text
    kinds = [kind for kind, _ in case.choices[1].pieces]
    assert kinds == ["same", "removed", "added", "same", "added"]
    clashes = [piece for piece in case.view if not isinstance(piece, str)]
    assert [(one.base, set(one.wordings)) for one in clashes] == [
        ("定員は9人とする。", {"定員は12人とする。", "定員は15人とする。"})
    ]
    (both,) = case.boths
    service.do_keep_both(here.store, case, both)
    with here.store.read() as session:
        row = session.get(VisionSection, DRAFT_ID)
        assert row is not None
        assert "12人" in row.body
        assert "15人" in row.body


@pytest.mark.parametrize("keep", [True, False])
def test_binned_by_one_edited_by_the_other(pair: tuple[Town, Town], keep: bool) -> None:
    here, there = pair
    with here.store.change("ごみ箱") as unit:
        unit.remove(Project, PROJECT)
    with there.store.change("名前") as unit:
        unit.set(Project, PROJECT, name="病児保育の広域利用")
    there.meet()
    here.meet()
    (line,) = service_inbox.read_lines(here.store, here.house())
    case = service_inbox.read_case(here.store, here.house(), line, DateStyle.ERA)
    assert isinstance(case, DeleteCase)
    assert [(one.field, one.text) for one in case.edits] == [("事業名", "病児保育の広域利用")]
    service.do_settle_deletion(here.store, case, keep, "")
    for town in (here, there):
        town.meet()
        with town.store.read() as session:
            row = session.get(Project, PROJECT)
            assert row is not None
            assert row.is_deleted is not keep


def test_three_values_are_three_cards(tmp_path: Path) -> None:
    with towns(tmp_path, FUKUYAMA, KASAOKA, JINSEKI) as (here, second, third):
        for town, number in ((here, 1350), (second, 1310), (third, 1290)):
            figure(town.store, 1, number)
        for town in (second, third, here):
            town.meet()
        case = case_of(here, "値")
        assert [card.key for card in case.choices] == ["mine", "theirs", "other3"]
        assert {card.text for card in case.choices} == {"1,350", "1,310", "1,290"}


def test_what_came_and_what_is_not_sent(pair: tuple[Town, Town]) -> None:
    here, there = pair
    figure(there.store, 2, 77)
    there.meet()
    outcome = here.meet()
    assert (outcome.meeting.fields, outcome.meeting.asks) == (1, 0)
    (came,) = service_changes.read_arrived(
        here.store, here.house(), read_meetings(here.store)[0], DateStyle.ERA
    )
    assert (came.who, came.title, came.field, came.old, came.new) == (
        "試行 さくら", "空き家バンク成約数", "値", "1,202", "77",
    )  # fmt: skip
    figure(here.store, 3, 5)
    standing = read_standing(here.store)
    assert standing.unsent == 1
    (mine,) = service_changes.read_unsent(here.store, here.house(), standing.unsent, DateStyle.ERA)
    assert (mine.new, mine.where) == ("5", "この端末")


def test_the_history_is_narrowed_by_person_body_kind_and_days(pair: tuple[Town, Town]) -> None:
    here, there = pair
    clash(pair)
    house = here.house()

    def found(wanted: Wanted) -> set[tuple[str, str]]:
        lines = service_changes.read_history(here.store, house, wanted, DateStyle.ERA)
        return {(one.who, one.kind) for one in lines}

    assert found(Wanted(person="試行 さくら")) == {("試行 さくら", "kpi_value")}
    assert found(Wanted(body="福山市", kind="kpi_value")) == {("見本 花子", "kpi_value")}
    assert found(Wanted(days=1)) == found(Wanted())
    assert there.name in service_changes.read_people(here.store)[1]


def test_the_work_of_the_history_grows_with_the_log_and_not_with_its_square(store: Store) -> None:
    def steps(count: int) -> int:
        """Of the database, for a history that `count` more records were written to at once."""
        with store.change("many at once") as unit:
            unit.session.add_all(Project(id=new_id(), name=f"事業{n}") for n in range(count))
        taken: list[int] = []
        with store.read() as session:
            raw = session.connection().connection.driver_connection
            assert raw is not None
            raw.set_progress_handler(lambda: taken.append(1), 100)
            try:
                assert service_changes.told_rows(session.connection())
            finally:
                raw.set_progress_handler(None, 0)
        return len(taken)

    few = steps(100)
    assert few < steps(1000) < few * 20


def test_a_folder_that_is_not_there_leaves_everything_here(pair: tuple[Town, Town], tmp_path: Path) -> None:
    here, _ = pair
    figure(here.store, 1, 9)
    gone = Place(PlaceKind.FOLDER, str(tmp_path / "nowhere"))
    outcome = do_meet(here.store, here.home, gone, SilentProgress(), lambda _changes: None)
    assert not outcome.meeting.reached
    standing = read_standing(here.store)
    assert standing.is_offline
    assert standing.unsent == 1


def test_a_meeting_can_be_stopped(pair: tuple[Town, Town]) -> None:
    class Stopped(SilentProgress):
        def cancelled(self) -> bool:
            return True

    here, _ = pair
    with pytest.raises(PlanError) as told:
        do_meet(here.store, here.home, here.place, Stopped(), lambda _changes: None)
    assert told.value.code == "copies.stopped"


def test_pages_hear_what_came(pair: tuple[Town, Town]) -> None:
    here, there = pair
    figure(there.store, 2, 77)
    there.meet()
    came: list[Changes] = []
    do_meet(here.store, here.home, here.place, SilentProgress(), came.append)
    assert any(("kpi_value", kpi_id(2)) in changes.ids for changes in came)


def test_a_place_is_checked_in_words(store: Store, home: Home, tmp_path: Path) -> None:
    def codes(place: Place) -> list[tuple[str, str]]:
        return [(one.code, one.state) for one in read_findings(store, home, place)]

    assert codes(Place(PlaceKind.FOLDER, "")) == [("copies.no_folder_named", "err")]
    assert codes(Place(PlaceKind.FOLDER, str(tmp_path / "x"))) == [("copies.no_folder", "err")]
    assert codes(Place(PlaceKind.FOLDER, str(tmp_path))) == [
        ("copies.writable", "ok"),
        ("copies.same_disk", "warn"),
        ("copies.first_there", "ok"),
    ]
    assert not list(tmp_path.glob(".bingo-*"))
    assert codes(Place(PlaceKind.PACKET)) == [("copies.no_list", "err")]
    assert codes(Place(PlaceKind.HUB, hub="postgresql://me:secret@server/bingo")) == [
        ("copies.password_in_address", "err")
    ]
    assert codes(Place(PlaceKind.HUB, hub="")) == [("hub.address", "err")]


def test_a_meeting_of_the_window_has_every_step_of_a_whole_one(pair: tuple[Town, Town]) -> None:
    steps = [
        one for one in vars(session.Meeting) if not one.startswith("_") and one not in ("engine", "remember")
    ]
    told: dict[str, list[str]] = {"whole": [], "between": [], "window": []}

    class Recorded(session.Meeting):
        """Notes what it is asked for; a keeper's second reading is wanted once."""

        into = "whole"

    def noted(name: str) -> Callable[..., object]:
        real = getattr(session.Meeting, name)

        def step(self: Recorded, *facts: object) -> object:
            told[Recorded.into].append(name)
            if name == "widen":
                return True
            return real(self, *facts)

        return step

    for name in steps:
        if callable(getattr(session.Meeting, name)):
            setattr(Recorded, name, noted(name))
    here, there = pair
    figure(there.store, 1, 7)
    there.meet()
    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(session, "Meeting", Recorded)
        keys, book, _ = meeting_facts(here.store, here.home)
        session.synchronise(here.store, here.home, open_folder(here.share, book), keys, book)
        Recorded.into = "between"
        figure(there.store, 1, 8)
        there.meet()
        Recorded.into = "window"
        here.meet()
    assert told["window"].count("read") == 2
    assert dict.fromkeys(told["whole"]) == dict.fromkeys(told["window"])


def test_records_without_a_name_are_called_after_what_they_belong_to(tmp_path: Path) -> None:
    with towns(tmp_path, FUKUYAMA) as (here,):
        naming = Naming(here.store, here.house())
        found = naming.titles_of(
            [("budget_line", BUDGET), ("kpi_value", kpi_id(1)), ("budget_line", "f" * 32)]
        )
        assert found["budget_line", BUDGET] == "23 病児・病後児保育の広域利用"
        assert found["kpi_value", kpi_id(1)] == "観光消費額"
        assert found["budget_line", "f" * 32] == ""
