"""A page that stays open while another copy's entries come in: what it had not shown is not written over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from bingo_planner.features.staff.tables import Person
from bingo_planner.kernel.changes import Changes
from bingo_planner.store.region_file import Home, create_region
from bingo_planner.store.store import Store
from bingo_planner.sync.conflicts import read_conflicts
from bingo_planner.sync.engine import Engine
from bingo_planner.ui.jobs import Jobs
from tests.support.doubles import PROFILE, sample_clock
from tests.sync.makers import key


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """Another office's copy."""
    opened = create_region(tmp_path / "other.bingo", Home(tmp_path / "other home"), "test", sample_clock())
    opened.sign(PROFILE)
    yield opened
    opened.close()


def hand_over(giver: Store, taker: Store) -> Changes:
    signer = key("x")
    segments = Engine(giver).outgoing(Engine(taker).vector(), {giver.recorder.replica_hex: signer})
    return Engine(taker).receive(segments).changes


def test_a_save_from_an_open_page_keeps_what_came_meanwhile(store: Store, other: Store, qtbot: QtBot) -> None:
    with store.change("add") as unit:
        person = unit.add(Person(name="例示 花子", post="主事")).id
    hand_over(store, other)
    jobs, page = Jobs(), QObject()
    jobs.look = store.look
    runner = jobs.for_owner(page)
    shown: list[str] = []

    def read() -> str:
        with store.read() as session:
            return session.get_one(Person, person).post

    def save(post: str) -> Changes:
        with store.change("save") as unit:
            unit.set(Person, person, post=post)
        return unit.changes

    runner.query("page", read, shown.append)
    assert jobs.settle()
    with other.change("elsewhere") as unit:
        unit.set(Person, person, post="主査")
    runner.change(lambda: hand_over(other, store))
    runner.change(lambda: save("係長"))
    assert jobs.settle()
    assert shown == ["主事"]
    (conflict,) = read_conflicts(store)
    assert {version.value for version in conflict.versions} == {"主査", "係長"}  # type: ignore[union-attr]  # a field's
    runner.query("page", read, shown.append)
    assert jobs.settle()
    runner.change(lambda: save("課長"))
    assert jobs.settle()
    jobs.close()
    jobs.deleteLater()
    with store.read() as session:
        assert session.get_one(Person, person).post == "課長"
