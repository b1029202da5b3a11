"""What was read is kept until a row of its kinds changes, and never longer."""

from __future__ import annotations

import datetime as dt
import inspect
import re
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

import bingo_planner.features
from bingo_planner.features.region.tables import Municipality, Region
from bingo_planner.features.usage.tables import UsageService
from bingo_planner.store import kept as keeping
from bingo_planner.store.kept import Kept, kept
from bingo_planner.store.store import Store

ASKED: list[str] = []


@kept("municipality")
def names(session: Session, *, upper: bool = False) -> tuple[str, ...]:
    ASKED.append("names")
    found = session.scalars(select(Municipality.name).where(Municipality.is_deleted.is_(False)))
    return tuple(sorted(one.upper() if upper else one for one in found))


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    ASKED.clear()


def _read(store: Store, *, upper: bool = False) -> tuple[str, ...]:
    with store.read() as session:
        return names(session, upper=upper)


def test_read_once_until_its_kind_changes(store: Store) -> None:
    with store.change("add") as unit:
        town = unit.add(Municipality(name="b")).id
        other = unit.add(Region(name="r")).id
    assert [_read(store), _read(store)] == [("b",), ("b",)]
    assert len(ASKED) == 1
    with store.change("another kind") as unit:
        unit.set(Region, other, name="s")
    assert _read(store) == ("b",)
    assert len(ASKED) == 1, "a region is no municipality"
    with store.change("its kind") as unit:
        unit.set(Municipality, town, name="c")
    assert _read(store) == ("c",)
    assert _read(store, upper=True) == ("C",), "another question"
    assert _read(store) == ("c",)
    assert len(ASKED) == 3


def test_undo_redo_and_the_bin_are_changes(store: Store) -> None:
    with store.change("add") as unit:
        town = unit.add(Municipality(name="b")).id
    with store.change("bin") as unit:
        unit.remove(Municipality, town)
    assert _read(store) == ()
    store.undo()
    assert _read(store) == ("b",)
    store.redo()
    assert _read(store) == ()
    store.undo()
    assert _read(store) == ("b",)


def test_what_others_recorded_makes_everything_be_read_again(store: Store) -> None:
    with store.change("add") as unit:
        town = unit.add(Municipality(name="b")).id
    assert _read(store) == ("b",)
    with store.silently() as connection:
        connection.exec_driver_sql("UPDATE municipality SET name = 'd' WHERE id = ?", (town,))
    assert _read(store) == ("d",)


def test_a_change_reads_what_it_is_writing(store: Store) -> None:
    with store.change("add") as unit:
        unit.add(Municipality(name="b"))
    assert _read(store) == ("b",)
    with store.change("more") as unit:
        unit.add(Municipality(name="c"))
        unit.session.flush()
        assert names(unit.session) == ("b", "c")
        assert names(unit.session) == ("b", "c")
    assert len(ASKED) == 3
    assert _read(store) == ("b", "c")


def test_what_was_given_up_leaves_what_is_kept(store: Store) -> None:
    with store.change("add") as unit:
        town = unit.add(Municipality(name="b")).id
    assert _read(store) == ("b",)
    with pytest.raises(RuntimeError), store.change("fails") as unit:
        unit.set(Municipality, town, name="c")
        unit.session.flush()
        raise RuntimeError
    assert _read(store) == ("b",)
    assert len(ASKED) == 1


def test_only_so_much_is_kept() -> None:
    held = Kept()
    for number in range(keeping.MOST + 1):
        held.answer(number, frozenset(), partial(int, number))
    assert held.answer(keeping.MOST, frozenset(), lambda: -1) == keeping.MOST
    assert held.answer(0, frozenset(), lambda: -1) == -1, "the oldest went"


Reader = Callable[..., object]
YEAR = 2024
TODAY = dt.date(2024, 8, 26)


def _readers() -> dict[str, Reader]:
    root = Path(bingo_planner.features.__path__[0])
    modules = sorted(path.relative_to(root) for path in root.glob("*/*service*.py"))
    found: dict[str, Reader] = {}
    for module in modules:
        name = ".".join(module.with_suffix("").parts)
        whole = import_module(f"bingo_planner.features.{name}")
        found |= {
            f"{name}.{key}": one
            for key, one in vars(whole).items()
            if hasattr(one, "rests_on") and one.__module__ == whole.__name__
        }
    return found


def _asked(store: Store, read: Reader) -> dict[str, object]:
    """Something for every parameter that has no default."""
    with store.read() as session:
        service = session.scalars(select(UsageService.id)).first()
    known = {"service_id": service, "year": YEAR, "today": TODAY, "on": TODAY, "around": YEAR}
    needed = [one for one in inspect.signature(read).parameters.values() if one.default is one.empty]
    return {one.name: known.get(one.name) for one in needed if one.name != "session"}


def test_every_kept_read_names_all_it_rests_on(sample_store: Store) -> None:
    """A kind left out would show old figures: held against the tables its statements really name."""
    readers = _readers()
    assert len(readers) > 15
    for name, read in readers.items():
        asked = _asked(sample_store, read)
        sample_store.kept.forget()
        tables: set[str] = set()

        def saw(
            _conn: object, _cursor: object, statement: str, *_rest: object, tables: set[str] = tables
        ) -> None:
            tables.update(re.findall(r'(?:FROM|JOIN)\s+"?(\w+)"?', statement))

        event.listen(sample_store.engine, "before_cursor_execute", saw)
        try:
            with sample_store.read() as session:
                read(session, **asked)
        finally:
            event.remove(sample_store.engine, "before_cursor_execute", saw)
        named: frozenset[str] = read.rests_on  # type: ignore[attr-defined]  # every reader here has it
        assert tables, name
        # Titles of records are kept in the index of the search, which follows its records.
        assert tables - {"local_search"} <= named, f"{name} also reads {sorted(tables - named)}"
