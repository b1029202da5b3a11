"""Clocks that are years off choose what is shown and nothing else: the same course gives the same values."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

import pytest

from bingo_planner.store import hlc
from bingo_planner.store.store import Store
from tests.sync.copies import START, Copy, Plan, make_copy, row_id

ROWS = [row_id(f"row {number}") for number in range(4)]
Values = dict[tuple[str, str], set[str]]


def writing(row: str, word: str) -> Callable[[Store], None]:
    def work(store: Store) -> None:
        with store.change("write") as unit:
            if unit.session.get(Plan, row) is None:
                unit.add(Plan(id=row, name=word, starts_on=dt.date(2024, 4, 1)))
            else:
                unit.set(Plan, row, name=word)

    return work


def course(seed: int, skew: float, jumps: bool) -> Values:
    """Three copies write and meet; who has a cell in doubt leaves it alone, so parents hang on no clock."""
    dice, wild = random.Random(seed), random.Random(seed + 1)
    copies = [make_copy(name) for name in "abc"]
    for copy, years in zip(copies, (0.0, skew, -skew / 2), strict=True):
        copy.clock.moment = START + dt.timedelta(days=365 * years)
    for number in range(60):
        copy = dice.choice(copies)
        row, other = dice.choice(ROWS), dice.choice(copies)
        if jumps:
            days = wild.choice((-7300, 7300, -1, 1, 0))
            moved = copy.clock.moment + dt.timedelta(days=days)
            copy.clock.moment = min(max(moved, START.replace(year=1990)), START.replace(year=2200))
        if dice.random() < 0.5:
            if len(leaves(copy).get((row, "name"), ())) < 2:
                copy.edit(writing(row, f"{copy.name}{number}"))
        elif other is not copy:
            copy.take(other.give(copy.engine.vector()))
    for _ in range(2):
        for copy in copies[1:]:
            copies[0].sync(copy)
    found = [leaves(copy) for copy in copies]
    assert found[0] == found[1] == found[2]
    for copy in copies:
        copy.close()
    return found[0]


def leaves(copy: Copy) -> Values:
    found: Values = {}
    with copy.store.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT l.row, c.name, o.val FROM sync_leaf l JOIN sync_name c ON c.ix = l.col "
            "JOIN sync_op o ON o.rep = l.rep AND o.seq = l.seq AND o.k = l.k"
        )
        for row, name, value in rows:
            found.setdefault((row, name), set()).add(str(value))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_values_are_the_same_whatever_the_clocks_say(seed: int) -> None:
    right = course(seed, 0, jumps=False)
    assert course(seed, 20, jumps=False) == right
    assert course(seed, -20, jumps=False) == right
    assert course(seed, 0, jumps=True) == right
    assert any(len(values) > 1 for values in right.values())


def test_equal_stamps_are_told_apart_the_same_everywhere() -> None:
    copies = [make_copy(name) for name in "abc"]
    for copy in copies:
        copy.clock.moment = START
        writing(ROWS[0], copy.name)(copy.store)
    stamps = {copy.store.recorder.last_hlc for copy in copies}
    assert len(stamps) == 1
    for _ in range(2):
        for copy in copies[1:]:
            copies[0].sync(copy)
    shown = set()
    for copy in copies:
        with copy.store.read() as session:
            shown.add(session.get_one(Plan, ROWS[0]).name)
    assert len(shown) == 1


def test_a_counter_that_overflows_carries_and_no_clock_goes_back() -> None:
    moment = START
    last = hlc.stamp(moment, 0)
    for _ in range(70_000):
        following = hlc.stamp(moment, last)
        assert following > last
        last = following
    assert hlc.stamp(moment - dt.timedelta(days=7300), last) == last + 1
    assert hlc.seen(moment, last, hlc.stamp(moment + dt.timedelta(hours=25), 0)) == last
    near = hlc.stamp(moment + dt.timedelta(hours=23), 0)
    assert hlc.seen(moment, last, near) == near


def test_a_commit_never_fails_because_of_time() -> None:
    copy = make_copy("a")
    for days in (0, 7300, -14600, 1, -1):
        copy.clock.moment += dt.timedelta(days=days)
        copy.edit(writing(ROWS[0], str(days)))
    assert copy.store.recorder.last_seq == 5
    copy.close()
