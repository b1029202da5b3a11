"""Programs of three versions side by side, updated in any order: nothing is lost, nothing waits at the end."""

from __future__ import annotations

import datetime as dt
import random
from typing import cast

import pytest

from bingo_planner.store import rebuild
from tests.sync.copies import NEXT, Copy, Memo, NextPlan, OldPlan, Plan, make_copy, row_id, update

ROWS = [row_id(f"row {number}") for number in range(3)]
PLANS: dict[int, type[NextPlan]] = {
    1: cast(type[NextPlan], OldPlan),
    2: cast(type[NextPlan], Plan),
    3: NextPlan,
}
"""Each version's table of plans; older ones have fewer fields."""
WORDS = ("甲", "乙", "丙")


def edit(copy: Copy, dice: random.Random) -> None:
    """A change of whatever this program's version knows."""
    table, row = PLANS[copy.version], dice.choice(ROWS)
    values: dict[str, object] = {"name": dice.choice(WORDS), "amount": dice.randrange(3)}
    if copy.version >= 2:
        values["done"] = dice.random() < 0.5
    if copy.version >= 3:
        values["place"] = dice.choice(WORDS)
    copy.clock.moment += dt.timedelta(seconds=1)
    with copy.store.change("edit") as unit:
        found = unit.session.get(table, row)
        if found is None:
            unit.add(table(id=row, **values))
        elif found.is_deleted:
            unit.restore(table, row)
        elif dice.random() < 0.15:
            unit.remove(table, row)
        else:
            name = dice.choice(sorted(values))
            unit.set(table, row, **{name: values[name]})
        if copy.version >= 3 and dice.random() < 0.3:
            memo = row_id(f"memo {dice.randrange(2)}")
            if unit.session.get(Memo, memo) is None:
                unit.add(Memo(id=memo, text="長い文。" * dice.randrange(9)))
            else:
                unit.set(Memo, memo, text=dice.choice(WORDS) * 20)


@pytest.mark.parametrize("seed", range(8))
def test_three_versions_side_by_side(seed: int) -> None:
    dice = random.Random(seed)
    copies = [make_copy(f"{seed} {number}", version=1 + number % 3) for number in range(6)]
    for _ in range(70):
        copy, other = dice.sample(copies, 2)
        what = dice.random()
        if what < 0.5:
            edit(copy, dice)
        elif what < 0.95:
            parcel = other.give(copy.engine.vector(), most=2)
            copy.take(dice.sample(parcel, dice.randint(0, len(parcel))))
        else:
            update(copy, dice.choice((2, 3)))
        with copy.store.read() as session:
            assert rebuild.differences(session.connection(), copy.store.recorder.registry) == []
    for copy in dice.sample(copies, len(copies)):
        update(copy, 3)
    for _ in range(2):
        for copy in copies[1:]:
            copies[0].sync(copy)
    states = [state(copy) for copy in copies]
    for found in states[1:]:
        assert found == states[0]
    for copy in copies:
        copy.close()


def state(copy: Copy) -> object:
    """Rows, open items, vector; nothing may wait."""
    with copy.store.read() as session:
        connection = session.connection()
        assert rebuild.differences(connection, NEXT) == []
        assert rebuild.broken_links(connection) == []
        assert connection.exec_driver_sql("SELECT count(*) FROM sync_pending").scalar_one() == 0
        items = connection.exec_driver_sql(
            "SELECT id, kind FROM sync_item WHERE closed IS NULL ORDER BY id"
        ).all()
        rows = rebuild.live(connection, NEXT)
    return rows, [tuple(item) for item in items], copy.engine.vector()


def test_an_old_program_carries_what_it_cannot_read() -> None:
    old, newest, late = (
        make_copy("old", version=1),
        make_copy("newest", version=3),
        make_copy("late", version=3),
    )
    edit(newest, random.Random(1))
    with newest.store.change("memo") as unit:
        unit.add(Memo(id=row_id("m"), text="長い文。" * 30))
    with newest.store.change("memo") as unit:
        unit.set(Memo, row_id("m"), text="長い文。" * 29 + "変えた。")
    old.take(newest.give())
    late.take(old.give())
    assert state(late) == state(newest)
    update(old, 3)
    assert state(old) == state(newest)
