"""The engine: what copies exchange comes together the same everywhere, and nothing anybody wrote is lost."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from bingo_planner.store import hlc, rebuild, wire
from bingo_planner.store.store import Store
from bingo_planner.store.wire import Op
from bingo_planner.sync.items import open_conflicts, read_items
from bingo_planner.sync.model import ItemKind, Segment
from bingo_planner.sync.segment import NO_LINK, seal
from tests.sync.copies import Copy, OldPlan, Plan, Visit, make_copy, row_id, update
from tests.sync.makers import key, replica, transaction

P = row_id("p")
Work = Callable[[Store], object]


@pytest.fixture
def abc() -> Iterator[tuple[Copy, Copy, Copy]]:
    """Three copies that share one record."""
    with three() as copies:
        yield copies


@contextmanager
def three() -> Iterator[tuple[Copy, Copy, Copy]]:
    """Three copies that share one record."""
    copies = make_copy("a"), make_copy("b"), make_copy("c")
    copies[0].edit(adding(name="はじめ", amount=1))
    for other in copies[1:]:
        copies[0].sync(other)
    yield copies
    for copy in copies:
        copy.close()


def adding(row: str = P, **values: object) -> Work:
    def work(store: Store) -> None:
        with store.change("add") as unit:
            unit.add(Plan(id=row, **values))

    return work


def setting(row: str = P, **values: object) -> Work:
    def work(store: Store) -> None:
        with store.change("set") as unit:
            unit.set(Plan, row, **values)

    return work


def binning(store: Store) -> None:
    with store.change("bin") as unit:
        unit.remove(Plan, P)


def restoring(store: Store) -> None:
    with store.change("restore") as unit:
        unit.restore(Plan, P)


def state(copy: Copy) -> object:
    """What a person sees: rows, and which records have an open item; checks the log on the way."""
    with copy.store.read() as session:
        connection = session.connection()
        registry = copy.store.recorder.registry
        assert rebuild.differences(connection, registry) == []
        assert rebuild.broken_links(connection) == []
        assert rebuild.unsealed(connection) == []
        rows = rebuild.live(connection, registry)
    items = {(item.kind, item.record_id, item.field) for item in read_items(copy.store)}
    return rows, items


def shown(copy: Copy, field: str, row: str = P) -> object:
    with copy.store.read() as session:
        plan = session.get(Plan, row)
        return None if plan is None else getattr(plan, field)


def everywhere(*copies: Copy) -> None:
    """Exchange until all hold all, then compare."""
    for _ in range(2):
        for one in copies:
            for other in copies:
                if one is not other:
                    one.sync(other)
    states = [state(copy) for copy in copies]
    assert all(found == states[0] for found in states)


def kinds(copy: Copy) -> list[ItemKind]:
    return [item.kind for item in read_items(copy.store)]


def test_different_fields_come_together(abc: tuple[Copy, Copy, Copy]) -> None:
    a, b, c = abc
    a.edit(setting(name="名"))
    b.edit(setting(amount=7))
    everywhere(a, b, c)
    assert (shown(c, "name"), shown(c, "amount"), kinds(c)) == ("名", 7, [])


def test_the_same_field_keeps_both_values_and_says_so(abc: tuple[Copy, Copy, Copy]) -> None:
    a, b, c = abc
    a.edit(setting(name="甲"))
    b.clock.moment += dt.timedelta(minutes=1)
    b.edit(setting(name="乙"))
    everywhere(a, b, c)
    assert [shown(copy, "name") for copy in abc] == ["乙"] * 3
    assert kinds(a) == [ItemKind.FIELD]
    assert [item.field for item in open_conflicts(c.store, "plan", P)] == ["name"]
    # An ordinary edit replaces what it showed; the other value stays in view.
    c.edit(setting(name="丙"))
    everywhere(a, b, c)
    assert shown(a, "name") == "丙"
    assert kinds(a) == [ItemKind.FIELD]


def test_equal_values_are_no_conflict(abc: tuple[Copy, Copy, Copy]) -> None:
    a, b, c = abc
    a.edit(setting(name="同じ"))
    b.edit(setting(name="同じ"))
    everywhere(a, b, c)
    assert kinds(a) == []


def test_received_changes_name_what_pages_must_read(abc: tuple[Copy, Copy, Copy]) -> None:
    a, b, _ = abc
    a.edit(setting(name="名"))
    received = b.take(a.give(b.engine.vector()))
    assert received.changes.ids == {("plan", P)}
    assert received.changes.why == "sync"
    assert not b.take(a.give(b.engine.vector())).changes
    assert [found.title for found in b.store.search("名")] == ["名"]
    assert b.store.last_change("plan", P) is not None


@pytest.mark.parametrize("deleter_first", [True, False])
def test_an_unseen_edit_never_hides_under_a_deletion(
    abc: tuple[Copy, Copy, Copy], deleter_first: bool
) -> None:
    a, b, c = abc
    a.edit(binning)
    b.edit(setting(name="書いた"))
    one, two = (a, b) if deleter_first else (b, a)
    c.take(one.give(c.engine.vector()))
    c.take(two.give(c.engine.vector()))
    everywhere(a, b, c)
    assert (shown(c, "is_deleted"), shown(a, "is_deleted"), kinds(a)) == (False, False, [ItemKind.DELETE])
    # Who bins it now has seen the edit.
    c.edit(binning)
    everywhere(a, b, c)
    assert (shown(a, "is_deleted"), kinds(a)) == (True, [])


def test_a_restored_record_stays(abc: tuple[Copy, Copy, Copy]) -> None:
    a, b, c = abc
    a.edit(binning)
    a.sync(b)
    assert shown(b, "is_deleted") is True
    b.edit(restoring)
    everywhere(a, b, c)
    assert (shown(a, "is_deleted"), kinds(a)) == (False, [])


def test_a_deletion_that_had_not_seen_a_restoring_hides_nothing(abc: tuple[Copy, Copy, Copy]) -> None:
    a, b, c = abc
    a.edit(binning)
    b.edit(binning)
    a.edit(restoring)
    everywhere(a, b, c)
    assert (shown(c, "is_deleted"), kinds(c)) == (False, [ItemKind.DELETE])


def test_what_lies_in_the_bin_asks_nobody_anything(abc: tuple[Copy, Copy, Copy]) -> None:
    a, b, c = abc
    a.edit(setting(name="甲"))
    b.edit(setting(name="乙"))
    everywhere(a, b, c)
    assert kinds(c) == [ItemKind.FIELD]
    c.edit(binning)
    everywhere(a, b, c)
    assert (kinds(a), kinds(c)) == ([], [])
    a.edit(restoring)
    everywhere(a, b, c)
    assert (kinds(a), kinds(b)) == ([ItemKind.FIELD], [ItemKind.FIELD])


def test_two_deletions_that_had_each_seen_half_hide_nothing(abc: tuple[Copy, Copy, Copy]) -> None:
    a, b, c = abc
    a.edit(setting(name="甲"))
    b.edit(setting(amount=2))
    a.edit(binning)
    b.edit(binning)
    everywhere(a, b, c)
    assert (shown(c, "is_deleted"), kinds(c)) == (False, [ItemKind.DELETE])


def test_records_of_the_same_id_made_apart_become_one() -> None:
    a, b = make_copy("a"), make_copy("b")
    a.edit(adding(name="同じ", amount=1))
    b.edit(adding(name="同じ", amount=2))
    everywhere(a, b)
    assert [item.field for item in read_items(a.store)] == ["amount"]


def test_any_order_and_any_repetition_gives_the_same() -> None:
    a, b, c = make_copy("a"), make_copy("b"), make_copy("c")
    a.edit(adding(name="一", body="文。" * 20))
    b.take(a.give())
    b.edit(setting(body="文。" * 19 + "変えた。"))
    c.take(b.give())
    c.edit(setting(body="文。" * 5, amount=3))
    c.edit(binning)
    a.edit(setting(name="二"))
    parts = [*a.give(most=1), *b.give(most=1), *c.give(most=1)]
    whole = make_copy("whole")
    whole.take(parts)
    expected = state(whole)
    dice = random.Random(7)
    for number in range(60):
        order = dice.sample(parts, len(parts))
        other = make_copy(f"other {number}")
        for segment in order:
            other.take([segment, segment])
        assert state(other) == expected
        assert other.take(parts).transactions == 0
        other.close()


def test_what_rests_on_something_missing_waits_and_is_kept() -> None:
    a, b, c = make_copy("a"), make_copy("b"), make_copy("c")
    a.edit(adding(name="一"))
    b.take(a.give())
    b.edit(setting(name="二"))
    own = [segment for segment in b.give() if segment.replica == b.key.replica]
    received = c.take(own)
    assert (received.transactions, received.pending) == (0, 1)
    assert [warned.code for warned in received.warnings] == ["waiting_others"]
    received = c.take(a.give())
    assert (received.transactions, received.pending) == (2, 0)
    assert shown(c, "name") == "二"


def test_what_waited_can_be_handed_on() -> None:
    a, b, c, d = (make_copy(name) for name in "abcd")
    a.edit(adding(name="一"))
    b.take(a.give())
    b.edit(setting(name="二"))
    c.take([segment for segment in b.give() if segment.replica == b.key.replica])
    c.take(a.give())
    d.take(c.give())
    assert state(d) == state(b)


def test_what_still_waits_goes_on_too() -> None:
    a, b, carrier, d = (make_copy(name) for name in "abcd")
    a.edit(adding(name="一"))
    b.take(a.give())
    b.edit(setting(name="二"))
    b.edit(setting(name="三"))
    carrier.take([segment for segment in b.give() if segment.replica == b.key.replica])
    assert shown(carrier, "name") is None
    d.take(a.give())
    d.take(carrier.give())
    assert state(d) == state(b)


def test_a_later_format_is_carried_on() -> None:
    carrier, other = make_copy("carrier"), make_copy("other")
    body = json.loads(transaction("new", 1, Op("r", "plan", P)))
    data = wire.canonical(body | {"v": 2, "more": True})
    received = carrier.take([seal(replica("new"), 1, NO_LINK, [data], key("new"))])
    assert [warned.code for warned in received.warnings] == ["waiting_schema"]
    assert other.take(carrier.give()).pending == 1
    assert [segment.frames for segment in other.give()] == [(data,)]


def test_a_gap_waits() -> None:
    a, b = make_copy("a"), make_copy("b")
    a.edit(adding(name="一"))
    for name in "二三":
        a.edit(setting(name=name))
    first, second, third = a.give(most=1)
    assert b.take([third, first]).pending == 1
    assert shown(b, "name") == "一"
    assert b.take([second]).pending == 0
    assert state(a) == state(b)


def test_a_clock_years_ahead_loses_nothing_and_moves_no_clock(abc: tuple[Copy, Copy, Copy]) -> None:
    a, b, c = abc
    a.clock.moment += dt.timedelta(days=7000)
    a.edit(setting(name="未来"))
    b.edit(setting(name="今"))
    received = b.take(a.give(b.engine.vector()))
    assert [(warned.code, warned.facts["replica"]) for warned in received.warnings] == [
        ("clock", replica("a"))
    ]
    assert hlc.moment(b.store.recorder.last_hlc) < b.clock.moment + dt.timedelta(hours=25)
    everywhere(a, b, c)
    assert (shown(b, "name"), kinds(b)) == ("未来", [ItemKind.FIELD])
    b.edit(setting(name="直した"))
    everywhere(a, b, c)
    assert {shown(copy, "name") for copy in abc} <= {"直した", "今"}


def test_a_value_the_column_cannot_hold_is_kept_and_not_shown() -> None:
    a, b = make_copy("a"), make_copy("b")
    data = transaction(
        "odd", 1, Op("r", "plan", P), Op("s", "plan", P, "amount", "many"), Op("s", "plan", P, "name", "名")
    )
    segment = seal(replica("odd"), 1, NO_LINK, [data], key("odd"))
    a.take([segment])
    assert (shown(a, "amount"), shown(a, "name"), kinds(a)) == (None, "名", [ItemKind.PROBLEM])
    a.edit(setting(amount=5))
    everywhere(a, b)
    assert (shown(b, "amount"), kinds(b), kinds(a)) == (5, [], [])


def test_names_this_program_does_not_know_are_kept_for_later_and_handed_on() -> None:
    new, old, newer = make_copy("new"), make_copy("old", version=1), make_copy("newer")
    new.edit(adding(name="名", rate=None, done=True))

    def visit(store: Store) -> None:
        with store.change("visit") as unit:
            unit.add(Visit(id=row_id("v"), plan_id=P, title="訪問"))

    new.edit(visit)
    old.take(new.give())
    with old.store.read() as session:
        assert session.get_one(OldPlan, P).name == "名"
    newer.take(old.give())
    assert state(newer) == state(new)
    update(old)
    assert state(old) == state(new)
    assert [found.title for found in old.store.search("訪問")] == ["訪問"]
    everywhere(new, old, newer)


def test_a_log_with_two_pasts_is_noticed_and_the_rest_goes_on() -> None:
    a, twin, b = make_copy("a"), make_copy("a"), make_copy("b")
    a.edit(adding(name="一"))
    twin.edit(adding(row_id("q"), name="別"))
    b.edit(adding(row_id("r"), name="他"))
    c = make_copy("c")
    c.take(a.give())
    received = c.take([*twin.give(), *b.give()])
    assert [item.kind for item in received.opened] == [ItemKind.FORK]
    assert shown(c, "name") == "一"
    assert shown(c, "name", row_id("r")) == "他"
    again = c.take(twin.give())
    assert again.opened == ()
    a.edit(setting(name="続き"))
    c.take(a.give(c.engine.vector()))
    assert shown(c, "name") == "続き"


def forged(*ops: Op, name: str = "bad", seq: int = 1, **facts: object) -> Segment:
    data = transaction(name, seq, *ops)
    return seal(replica(name), 1, NO_LINK, [data], key(name))


@pytest.mark.parametrize(
    "segment",
    [
        forged(Op("s", "plan", P, "name", "x", "text", ((replica("a"), 99, 1),))),
        forged(Op("r", "plan", P), seq=2),
        seal(replica("bad"), 1, NO_LINK, [b"{}"], key("bad")),
        seal(replica("bad"), 1, NO_LINK, [transaction("other", 1, Op("r", "plan", P))], key("bad")),
        seal(
            replica("bad"),
            1,
            NO_LINK,
            [transaction("bad", 1, Op("x", "plan", P, "body", "文")).replace(b"KLUv", b"AAAA")],
            key("bad"),
        ),
    ],
    ids=["unseen parent", "wrong number", "nonsense", "another's", "text"],
)
def test_signed_nonsense_stops_its_writer_only(abc: tuple[Copy, Copy, Copy], segment: Segment) -> None:
    a, b, _ = abc
    a.edit(setting(name="よい"))
    received = b.take([segment, *a.give(b.engine.vector())])
    assert [item.kind for item in received.opened] == [ItemKind.QUARANTINE]
    assert shown(b, "name") == "よい"
    assert b.take([segment]).opened == ()
    state(b)
