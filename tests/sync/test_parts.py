"""What is for the liaison office alone: never in the log that others get, and whole again where it may be."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bingo_planner.store import rebuild, wire
from bingo_planner.store.store import Store
from bingo_planner.store.wire import Header, Op
from bingo_planner.sync import parts
from bingo_planner.sync.model import Part, Refused
from bingo_planner.sync.reading import read, read_part
from tests.sync.copies import NEW, Copy, Poll, make_copy, row_id
from tests.sync.makers import replica

P = row_id("p")
SECRET = "こたえ・ひみつ"
Work = Callable[[Store], object]


@pytest.fixture
def three() -> Iterator[tuple[Copy, Copy, Copy]]:
    """Two computers of the liaison office and one of a town."""
    copies = make_copy("core"), make_copy("second"), make_copy("town")
    yield copies
    for copy in copies:
        copy.close()


def adding(**values: object) -> Work:
    def work(store: Store) -> None:
        with store.change("add") as unit:
            unit.add(Poll(id=P, **values))

    return work


def setting(**values: object) -> Work:
    def work(store: Store) -> None:
        with store.change("set") as unit:
            unit.set(Poll, P, **values)

    return work


def poll(copy: Copy) -> tuple[str, str, str]:
    with copy.store.read() as session:
        row = session.get(Poll, P)
        assert row is not None
        return row.title, row.answers, row.notes


def hand_over(giver: Copy, taker: Copy) -> None:
    parts.receive(taker.store, parts.outgoing(giver.store, parts.held(taker.store)))


def bytes_of(copy: Copy) -> bytes:
    return bytes(copy.connection.serialize())


def assert_sound(copy: Copy) -> None:
    with copy.store.read() as session:
        connection = session.connection()
        assert rebuild.differences(connection, NEW) == []
        assert rebuild.broken_links(connection) == []
        assert rebuild.unsealed(connection) == []


def test_others_get_a_log_that_holds_and_nothing_of_the_part(three: tuple[Copy, Copy, Copy]) -> None:
    core, second, town = three
    core.edit(adding(title="調査", answers=SECRET, notes=SECRET))
    core.edit(setting(title="調査2", answers=f"{SECRET}2"))
    for other in (second, town):
        other.take(core.give())
        assert poll(other) == ("調査2", "", "")
    assert not any(SECRET.encode() in frame for segment in core.give() for frame in segment.frames)
    assert SECRET.encode() not in bytes_of(town)
    assert parts.wanted(town.store) == [(replica("core"), 1), (replica("core"), 2)]
    hand_over(core, second)
    assert poll(second) == poll(core) == ("調査2", f"{SECRET}2", SECRET)
    assert parts.wanted(second.store) == []
    for copy in three:
        assert_sound(copy)


def test_the_town_hands_the_log_on_and_the_chain_still_holds(three: tuple[Copy, Copy, Copy]) -> None:
    core, second, town = three
    core.edit(adding(title="調査", answers=SECRET))
    town.take(core.give())
    town.edit(setting(title="町で直した"))
    town.take(core.give())
    second.take(town.give())
    # The rest of the log does not wait for the part.
    assert poll(second) == ("町で直した", "", "")
    hand_over(town, second)
    assert poll(second) == ("町で直した", "", "")
    hand_over(core, second)
    assert poll(second) == ("町で直した", SECRET, "")


def test_what_the_town_enters_reaches_the_office(three: tuple[Copy, Copy, Copy]) -> None:
    core, second, town = three
    town.edit(adding(title="町の調査", answers=SECRET))
    core.sync(town)
    second.sync(town)
    hand_over(town, core)
    assert poll(core) == ("町の調査", SECRET, "")
    assert poll(second) == ("町の調査", "", "")


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_parts_come_in_any_order_and_twice(three: tuple[Copy, Copy, Copy], order: tuple[int, ...]) -> None:
    core, second, town = three
    core.edit(adding(title="調査", answers="1", notes="ながい文。はじめ。"))
    second.sync(core)
    hand_over(core, second)
    second.edit(setting(answers="2", notes="ながい文。なおした。"))
    core.sync(second)
    hand_over(second, core)
    core.edit(setting(answers="3"))
    core.edit(setting(notes="ながい文。もう一度。"))
    third = make_copy("third")
    third.take(core.give() + second.give())
    every = list(parts.outgoing(core.store, []))
    assert len(every) == 4
    for at in (*order, *order):
        parts.receive(third.store, [every[at]])
    assert poll(third) == poll(core) == ("調査", "3", "ながい文。もう一度。")
    assert parts.wanted(third.store) == []
    assert_sound(third)
    third.close()
    town.take(core.give())
    assert poll(town) == ("調査", "", "")


def test_two_values_of_an_answer_are_a_conflict_for_the_office_only(three: tuple[Copy, Copy, Copy]) -> None:
    core, second, town = three
    core.edit(adding(title="調査", answers="0"))
    second.take(core.give())
    hand_over(core, second)
    core.edit(setting(answers="1"))
    second.edit(setting(answers="2"))
    core.sync(second)
    town.take(core.give())
    hand_over(core, second)
    hand_over(second, core)
    assert poll(core) == poll(second)
    for copy, count in ((core, 1), (second, 1), (town, 0)):
        with copy.store.read() as session:
            found = session.connection().exec_driver_sql(
                "SELECT count(*) FROM sync_item WHERE closed IS NULL"
            )
            assert found.scalar_one() == count


def test_a_deletion_by_who_does_not_see_the_answers_hides_what_it_had_seen(
    three: tuple[Copy, Copy, Copy],
) -> None:
    core, _, town = three
    core.edit(adding(title="調査", answers="0"))
    town.take(core.give())

    def bin_it(store: Store) -> None:
        with store.change("bin") as unit:
            unit.remove(Poll, P)

    town.edit(bin_it)
    core.take(town.give())
    with core.store.read() as session:
        row = session.get(Poll, P)
        assert row is not None
        assert row.is_deleted
    assert_sound(core)


def test_undo_takes_back_both_sides(three: tuple[Copy, Copy, Copy]) -> None:
    core, second, _ = three
    core.edit(adding(title="前", answers="前"))
    core.edit(setting(title="後", answers="後"))
    core.edit(lambda store: store.undo())
    assert poll(core) == ("前", "前", "")
    second.take(core.give())
    hand_over(core, second)
    assert poll(second) == poll(core)
    for copy in (core, second):
        assert_sound(copy)


def test_a_part_that_was_changed_is_passed_over(three: tuple[Copy, Copy, Copy]) -> None:
    core, second, _ = three
    core.edit(adding(title="調査", answers="1"))
    second.take(core.give())
    (part,) = parts.outgoing(core.store, [])
    forged = replace(part, data=part.data.replace(b'"1"', b'"9"'))
    assert forged.data != part.data
    parts.receive(second.store, [forged, replace(part, seq=2), replace(part, replica=replica("none"))])
    assert poll(second) == ("調査", "", "")
    parts.receive(second.store, [part])
    assert poll(second) == ("調査", "1", "")


def test_a_part_that_says_nonsense_is_an_item_and_stops_nothing(three: tuple[Copy, Copy, Copy]) -> None:
    core, second, _ = three
    data, part = wire.divide(
        Header(replica("odd"), 1, 1 << 16, "x", "edit", "1", 2),
        [
            Op("r", "poll", P),
            Op("s", "poll", P, "answers", "1", parents=((replica("core"), 5, 1),), is_office=True),
        ],
        bytes(16),
    )
    assert part is not None
    from bingo_planner.sync.segment import NO_LINK, seal
    from tests.sync.makers import key

    second.take([seal(replica("odd"), 1, NO_LINK, [data], key("odd"))])
    received = parts.receive(second.store, [Part(replica("odd"), 1, part)])
    assert [item.kind.value for item in received.opened] == ["quarantine"]
    core.edit(adding(title="調査", answers="1"))
    second.take(core.give())
    hand_over(core, second)
    assert poll(second) == ("調査", "1", "")


def divided() -> tuple[dict[str, object], dict[str, object]]:
    header = Header(replica("a"), 1, 1 << 16, "x", "edit", "1", 2)
    hidden = [Op("s", "poll", P, "answers", str(n), is_office=True) for n in range(3)]
    data, part = wire.divide(
        header, [Op("r", "poll", P), *hidden, Op("s", "poll", P, "title", "t")], b"0123456789abcdef"
    )
    return json.loads(data), json.loads(part or b"")


def test_places_go_on_behind_a_hole() -> None:
    data, part = divided()
    assert data["ops"] == [["r", "poll", P], ["o", 3], ["s", "poll", P, "title", "t", []]]
    tx = read(wire.canonical(data))
    assert [op.k for op in tx.ops] == [1, 5]
    whole = read_part(tx, wire.canonical(part))
    assert [(op.k, op.value) for op in whole.ops] == [(2, "0"), (3, "1"), (4, "2")]


def test_the_same_answer_never_has_the_same_hash() -> None:
    header = Header(replica("a"), 1, 1 << 16, "x", "edit", "1", 2)
    op = Op("s", "poll", P, "answers", "はい", is_office=True)
    one, two = (wire.divide(header, [op], salt * 16)[0] for salt in (b"a", b"b"))
    assert json.loads(one)["part"] != json.loads(two)["part"]


@pytest.mark.parametrize(
    "ops",
    [
        [["o", 0]],
        [["o", -1]],
        [["o", 1], ["o", 1]],
        [["o", 50_001]],
        [["o", "1"]],
        [["o", True]],
        [["o"]],
        [["o", 1, 1]],
        [["r", "poll", P], ["o", 50_000]],
    ],
)
def test_odd_holes_are_refused(ops: list[object]) -> None:
    data, _ = divided()
    with pytest.raises(Refused):
        read(wire.canonical(data | {"ops": ops}))


def test_a_hole_and_its_hash_go_together() -> None:
    data, _ = divided()
    for change in (
        {"ops": [["r", "poll", P]]},
        {"part": "x"},
        {"part": 1},
    ):
        with pytest.raises(Refused):
            read(wire.canonical(data | change))
    del data["part"]
    with pytest.raises(Refused):
        read(wire.canonical(data))


@pytest.mark.parametrize(
    "change",
    [
        {"ops": []},
        {"ops": [["r", "poll", P]] * 4},
        {"ops": [["o", 3]]},
        {"salt": "short"},
        {"salt": None},
        {"v": 2},
        {"v": True},
        {"more": 1},
        {"reps": []},
    ],
)
def test_odd_parts_are_refused(change: dict[str, object]) -> None:
    data, part = divided()
    changed = wire.canonical(part | change)
    import hashlib

    tx = read(wire.canonical(data | {"part": hashlib.sha256(changed).hexdigest()}))
    with pytest.raises(Refused):
        read_part(tx, changed)
