"""Conflicts as a person meets them: base, mine, theirs, who, when; settling them, and taking that back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from bingo_planner.kernel.errors import PlanError
from bingo_planner.sync import conflicts
from bingo_planner.sync.items import read_items
from bingo_planner.sync.model import Conflict, DeleteConflict, ItemKind, Version
from tests.sync.copies import Copy, Plan, make_copy
from tests.sync.test_engine import (
    P,
    adding,
    binning,
    everywhere,
    forged,
    kinds,
    restoring,
    setting,
    shown,
    state,
)


@pytest.fixture
def pair() -> Iterator[tuple[Copy, Copy]]:
    """Two copies that disagree."""
    a, b = disagreeing()
    yield a, b
    a.close()
    b.close()


def disagreeing() -> tuple[Copy, Copy]:
    """Two copies that wrote different names over the same one, b a minute later."""
    a, b = make_copy("a"), make_copy("b")
    a.edit(adding(name="はじめ", amount=1, body="高さは9 mとする。緑地は30%とする。"))
    a.sync(b)
    a.edit(setting(name="甲"))
    b.clock.moment += dt.timedelta(minutes=1)
    b.edit(setting(name="乙"))
    a.sync(b)
    return a, b


def only(copy: Copy) -> Conflict:
    (found,) = conflicts.read_conflicts(copy.store)
    assert isinstance(found, Conflict)
    return found


def value(version: Version | None) -> object:
    return None if version is None else version.value


def test_who_wrote_what_over_what(pair: tuple[Copy, Copy]) -> None:
    for copy, mine, theirs in ((pair[0], "甲", "乙"), (pair[1], "乙", "甲")):
        conflict = only(copy)
        assert (value(conflict.base), value(conflict.mine), value(conflict.theirs)) == (
            "はじめ",
            mine,
            theirs,
        )
        assert (conflict.shown.value, conflict.shown.author.name) == ("乙", "b")
        assert conflict.others[0].at < conflict.shown.at
    assert only(pair[0]).item.item_id == only(pair[1]).item.item_id


@pytest.mark.parametrize("chosen", ["甲", "乙", "丙"])
def test_settled_once_it_is_settled_everywhere(pair: tuple[Copy, Copy], chosen: str) -> None:
    a, b = pair
    a.edit(lambda store: conflicts.write(store, only(a), chosen))
    everywhere(a, b)
    assert (shown(a, "name"), shown(b, "name"), kinds(a), kinds(b)) == (chosen, chosen, [], [])
    assert read_items(b.store, closed=True)[0].closed_at is not None


def test_settling_can_be_taken_back_and_done_again(pair: tuple[Copy, Copy]) -> None:
    check_settling_back_and_forth(*pair)


def check_settling_back_and_forth(a: Copy, b: Copy) -> None:
    """A choice, taken back, made again, taken back: each time all values or one."""
    a.edit(lambda store: conflicts.choose(store, only(a), only(a).others[0]))
    assert (shown(a, "name"), kinds(a)) == ("甲", [])
    a.edit(lambda store: store.undo())
    conflict = only(a)
    assert (shown(a, "name"), {version.value for version in conflict.versions}) == ("乙", {"甲", "乙"})
    assert [version.author.name for version in conflict.versions] == ["b", "a"]
    assert value(conflict.mine) == "甲"
    everywhere(a, b)
    assert only(b).item.kind is ItemKind.FIELD
    a.edit(lambda store: store.redo())
    everywhere(a, b)
    assert (shown(b, "name"), kinds(b)) == ("甲", [])
    a.edit(lambda store: store.undo())
    assert len(only(a).versions) == 2
    state(a)


def test_two_settle_at_once(pair: tuple[Copy, Copy]) -> None:
    a, b = pair
    a.edit(lambda store: conflicts.write(store, only(a), "丙"))
    b.edit(lambda store: conflicts.write(store, only(b), "丙"))
    everywhere(a, b)
    assert kinds(a) == []
    a.edit(setting(name="丁"))
    b.edit(setting(name="戊"))
    everywhere(a, b)
    assert kinds(a) == [ItemKind.FIELD]


def test_a_version_that_came_after_the_look_stays_in_view(pair: tuple[Copy, Copy]) -> None:
    a, b = pair
    looked = only(a)
    b.edit(setting(name="あとから"))
    a.take(b.give(a.engine.vector()))
    a.edit(lambda store: conflicts.write(store, looked, "丙"))
    everywhere(a, b)
    assert {version.value for version in only(b).versions} == {"丙", "あとから"}


def test_a_value_that_does_not_fit_is_refused(pair: tuple[Copy, Copy]) -> None:
    a, _ = pair
    with pytest.raises(PlanError, match=r"sync\.value"):
        conflicts.write(a.store, only(a), 5)
    assert len(only(a).versions) == 2


def test_texts_come_together_in_view_only(pair: tuple[Copy, Copy]) -> None:
    a, b = pair
    a.edit(lambda store: conflicts.write(store, only(a), "済"))
    everywhere(a, b)
    a.edit(setting(body="高さは12 mとする。緑地は30%とする。"))
    b.edit(setting(body="高さは9 mとする。緑地は40%とする。"))
    everywhere(a, b)
    conflict = only(a)
    assert conflict.item.kind is ItemKind.TEXT
    view = conflicts.text_view(conflict)
    assert (view.text, view.clashes) == ("高さは12 mとする。緑地は40%とする。", 0)
    assert shown(a, "body") != view.text
    a.edit(lambda store: conflicts.write(store, conflict, view.text))
    everywhere(a, b)
    assert (shown(b, "body"), kinds(b)) == (view.text, [])


@pytest.fixture
def binned() -> Iterator[tuple[Copy, Copy]]:
    """A record that a put into the bin while b wrote in it."""
    a, b = make_copy("a"), make_copy("b")
    a.edit(adding(name="はじめ", amount=1))
    a.sync(b)
    a.edit(binning)
    b.edit(setting(name="書いた"))
    a.sync(b)
    yield a, b
    a.close()
    b.close()


def deleted(copy: Copy) -> DeleteConflict:
    (found,) = conflicts.read_conflicts(copy.store)
    assert isinstance(found, DeleteConflict)
    return found


def test_a_deletion_names_who_and_what_it_had_not_seen(binned: tuple[Copy, Copy]) -> None:
    for copy in binned:
        conflict = deleted(copy)
        assert [version.author.name for version in conflict.deleted] == ["a"]
        assert [(field, version.value) for field, version in conflict.edits] == [("name", "書いた")]


def test_the_record_is_kept(binned: tuple[Copy, Copy]) -> None:
    a, b = binned
    changes = None

    def keep(store: object) -> None:
        nonlocal changes
        changes = conflicts.keep_record(a.store, deleted(a))

    a.edit(keep)
    assert changes is not None
    assert changes.why == "resolve"
    everywhere(a, b)
    assert (shown(b, "is_deleted"), kinds(a), kinds(b)) == (False, [], [])


def test_the_record_goes_after_all_and_comes_back_by_undo(binned: tuple[Copy, Copy]) -> None:
    a, b = binned
    b.edit(lambda store: conflicts.bin_record(store, deleted(b)))
    everywhere(a, b)
    assert (shown(a, "is_deleted"), kinds(a)) == (True, [])
    b.edit(lambda store: store.undo())
    everywhere(a, b)
    assert (shown(a, "is_deleted"), kinds(a)) == (False, [])


def test_undoing_the_deletion_settles_it(binned: tuple[Copy, Copy]) -> None:
    a, b = binned
    a.edit(lambda store: store.undo())
    everywhere(a, b)
    assert (shown(b, "is_deleted"), kinds(b)) == (False, [])
    b.edit(binning)
    b.edit(restoring)
    everywhere(a, b)
    assert shown(a, "is_deleted") is False


def test_undo_leaves_what_came_from_others_alone(pair: tuple[Copy, Copy]) -> None:
    a, b = pair
    # a takes back its own name: b's remains, and no third value stands against it.
    a.edit(lambda store: store.undo())
    everywhere(a, b)
    assert (shown(a, "name"), kinds(a)) == ("乙", [])


def test_an_item_that_is_no_choice_is_closed_for_all() -> None:
    a, b = make_copy("a"), make_copy("b")
    bad = forged(*[])
    for copy in (a, b):
        copy.take([forged(name="twin"), bad])
    a.take([forged(name="twin", seq=1)])
    a.edit(adding(name="一"))
    assert read_items(a.store) == []


def test_a_form_replaces_only_what_it_showed(pair: tuple[Copy, Copy]) -> None:
    a, b = pair
    seen = a.store.seen()
    b.edit(setting(amount=50))
    a.take(b.give(a.engine.vector()))
    assert shown(a, "amount") == 50

    def save(store: object) -> None:
        # The form still holds 1 there and the user typed 7 over it; the name it only holds.
        with a.store.as_seen(seen), a.store.change("form") as unit:
            unit.set(Plan, P, amount=7, name=shown(a, "name"))

    a.edit(save)
    found = {conflict.item.field: conflict for conflict in conflicts.read_conflicts(a.store)}
    conflict = found["amount"]
    assert isinstance(conflict, Conflict)
    assert {version.value for version in conflict.versions} == {7, 50}
    assert value(conflict.base) == 1
    everywhere(a, b)


def test_a_form_that_only_holds_an_old_value_writes_nothing(pair: tuple[Copy, Copy]) -> None:
    a, b = pair
    seen = a.store.seen()
    b.edit(setting(amount=50, starts_on=dt.date(2025, 4, 1)))
    a.take(b.give(a.engine.vector()))
    before = a.store.recorder.last_seq

    def save(store: object) -> None:
        with a.store.as_seen(seen), a.store.change("form") as unit:
            unit.set(Plan, P, amount=1, starts_on=None)

    a.edit(save)
    assert a.store.recorder.last_seq == before
    assert shown(a, "amount") == 50


def test_an_empty_field_that_was_filled_elsewhere_keeps_both(pair: tuple[Copy, Copy]) -> None:
    a, b = pair
    seen = a.store.seen()
    b.edit(setting(starts_on=dt.date(2025, 4, 1)))
    a.take(b.give(a.engine.vector()))

    def save(store: object) -> None:
        with a.store.as_seen(seen), a.store.change("form") as unit:
            unit.set(Plan, P, starts_on=dt.date(2026, 4, 1))

    a.edit(save)
    everywhere(a, b)
    fields = {conflict.item.field for conflict in conflicts.read_conflicts(b.store)}
    assert "starts_on" in fields


def test_a_record_changed_since_it_was_shown_is_not_binned(pair: tuple[Copy, Copy]) -> None:
    a, b = pair
    seen = a.store.seen()
    b.edit(setting(amount=50))
    a.take(b.give(a.engine.vector()))
    with pytest.raises(PlanError, match=r"record\.changed"), a.store.as_seen(seen):
        binning(a.store)
    binning(a.store)
    everywhere(a, b)
    assert shown(b, "is_deleted") is True


def test_it_does_not_matter_how_a_service_writes(pair: tuple[Copy, Copy]) -> None:
    a, b = pair
    seen = a.store.seen()
    b.edit(setting(amount=50, starts_on=dt.date(2025, 4, 1)))
    a.take(b.give(a.engine.vector()))

    def save(store: object) -> None:
        with a.store.as_seen(seen), a.store.change("form") as unit:
            plan = unit.get(Plan, P)
            # The form still holds 1 and no date; a 7 was typed over the 1.
            plan.amount, plan.starts_on = 7, None

    a.edit(save)
    (conflict,) = [one for one in conflicts.read_conflicts(a.store) if one.item.field == "amount"]
    assert isinstance(conflict, Conflict)
    assert {version.value for version in conflict.versions} == {7, 50}
    assert shown(a, "starts_on") == dt.date(2025, 4, 1)
    everywhere(a, b)


def test_a_record_put_into_the_bin_by_hand_is_looked_at_too(pair: tuple[Copy, Copy]) -> None:
    a, b = pair
    seen = a.store.seen()
    b.edit(setting(amount=50))
    a.take(b.give(a.engine.vector()))
    with (
        pytest.raises(PlanError, match=r"record\.changed"),
        a.store.as_seen(seen),
        a.store.change("bin") as unit,
    ):
        unit.get(Plan, P).is_deleted = True
    assert shown(a, "amount") == 50
