"""Copies in memory: a small schema of two program versions, real stores, real engine."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from sqlalchemy import MetaData, create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped
from sqlalchemy.pool import StaticPool

from bingo_planner.store import migrate, search
from bingo_planner.store.base import Row, Scope, day, decimal, flag, integer, long_text, text, word
from bingo_planner.store.lock import FileLock
from bingo_planner.store.recorder import Recorder
from bingo_planner.store.registry import Registry
from bingo_planner.store.store import Store
from bingo_planner.store.waiting import show_waiting
from bingo_planner.sync.engine import Engine as SyncEngine
from bingo_planner.sync.keys import DeviceKey
from bingo_planner.sync.model import Received, Segment
from tests.sync.makers import key, replica

START = dt.datetime(2024, 8, 26, 9, tzinfo=dt.UTC)


class OldBase(DeclarativeBase):
    """The tables of the version before."""

    metadata = MetaData()


class NewBase(DeclarativeBase):
    """The tables of this version."""

    metadata = MetaData()


class OldPlan(Row, OldBase):
    __tablename__ = "plan"

    name: Mapped[str] = text(title=True)
    amount: Mapped[int | None] = integer()
    body: Mapped[str] = long_text()
    starts_on: Mapped[dt.date | None] = day()


class Plan(Row, NewBase):
    __tablename__ = "plan"

    name: Mapped[str] = text(title=True)
    amount: Mapped[int | None] = integer()
    body: Mapped[str] = long_text()
    starts_on: Mapped[dt.date | None] = day()
    rate: Mapped[Decimal | None] = decimal(since=2)
    done: Mapped[bool] = flag(since=2)


class Visit(Row, NewBase):
    """A table the version before does not have."""

    __tablename__ = "visit"

    plan_id: Mapped[str] = text(since=2)
    title: Mapped[str] = text(since=2, title=True)


class Poll(Row, NewBase):
    """A table with a column that is for the liaison office alone."""

    __tablename__ = "poll"

    title: Mapped[str] = text(since=2, title=True)
    answers: Mapped[str] = word(since=2, scope=Scope.OFFICE)
    notes: Mapped[str] = long_text(since=2, scope=Scope.OFFICE)


class NextBase(DeclarativeBase):
    """The tables of the version to come: another field and another table."""

    metadata = MetaData()


class NextPlan(Row, NextBase):
    __tablename__ = "plan"

    name: Mapped[str] = text(title=True)
    amount: Mapped[int | None] = integer()
    body: Mapped[str] = long_text()
    starts_on: Mapped[dt.date | None] = day()
    rate: Mapped[Decimal | None] = decimal(since=2)
    done: Mapped[bool] = flag(since=2)
    place: Mapped[str] = text(since=3)


class NextVisit(Row, NextBase):
    __tablename__ = "visit"

    plan_id: Mapped[str] = text(since=2)
    title: Mapped[str] = text(since=2, title=True)


class NextPoll(Row, NextBase):
    __tablename__ = "poll"

    title: Mapped[str] = text(since=2, title=True)
    answers: Mapped[str] = word(since=2, scope=Scope.OFFICE)
    notes: Mapped[str] = long_text(since=2, scope=Scope.OFFICE)


class Memo(Row, NextBase):
    """A table only the version to come has."""

    __tablename__ = "memo"

    text: Mapped[str] = long_text(since=3)


OLD = Registry(OldBase.metadata)
NEW = Registry(NewBase.metadata)
NEXT = Registry(NextBase.metadata)
VERSIONS = {1: OLD, 2: NEW, 3: NEXT}
_FIELDS = {
    2: (("rate", "VARCHAR"), ("done", "BOOLEAN NOT NULL DEFAULT 0")),
    3: (("place", "VARCHAR NOT NULL DEFAULT ''"),),
}
"""What an update adds to the table of plans."""


@dataclass
class HandClock:
    """A clock that is set by hand, per copy."""

    moment: dt.datetime = START

    def now(self) -> dt.datetime:
        return self.moment

    def today(self) -> dt.date:
        return self.moment.date()


@cache
def _template(version: int) -> bytes:
    """An empty file of the small schema, as bytes: a thousand copies start from it."""
    recorder = Recorder(HandClock(), "test", registry=_registry(version), schema=version)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    recorder.register(connection)
    engine = _engine(connection)
    with engine.begin() as opened:
        migrate.create_schema(opened, recorder)
    data = bytes(connection.serialize())
    connection.close()
    return data


def _registry(version: int) -> Registry:
    return VERSIONS[version]


def _engine(connection: sqlite3.Connection) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


@dataclass
class Copy:
    """One device: an open store, its key, its engine, its clock."""

    name: str
    store: Store
    key: DeviceKey
    clock: HandClock
    version: int
    connection: sqlite3.Connection
    engine: SyncEngine = field(init=False)

    def __post_init__(self) -> None:
        self.engine = SyncEngine(self.store)

    def edit(self, work: Callable[[Store], object]) -> None:
        """One change, a little later than the one before."""
        self.clock.moment += dt.timedelta(seconds=1)
        work(self.store)

    def give(self, have: dict[str, int] | None = None, most: int = 1_000) -> list[Segment]:
        """What this copy can give beyond `have`."""
        return self.engine.outgoing(have or {}, {self.key.replica: self.key}, most)

    def take(self, segments: Iterable[Segment]) -> Received:
        """Take segments in."""
        return self.engine.receive(segments)

    def sync(self, other: Copy) -> None:
        """Both ways, without anything between."""
        self.take(other.give(self.engine.vector()))
        other.take(self.give(other.engine.vector()))

    def close(self) -> None:
        self.store.engine.dispose()
        self.connection.close()


def make_copy(name: str, version: int = 2) -> Copy:
    """A copy with an empty file."""
    clock = HandClock()
    recorder = Recorder(clock, "test", registry=_registry(version), schema=version)
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.deserialize(_template(version))
    recorder.register(connection)
    engine = _engine(connection)
    own = key(name)
    with engine.begin() as opened:
        ix = opened.exec_driver_sql(
            "INSERT INTO sync_replica(hex) VALUES (?) RETURNING ix", (own.replica,)
        ).scalar_one()
        opened.exec_driver_sql("INSERT INTO local_state(key, value) VALUES ('replica', ?)", (own.replica,))
        recorder.learn_names(opened)
    recorder.replica_ix, recorder.replica_hex, recorder.user = int(ix), own.replica, name
    path = Path(":memory:")
    made = Copy(name, Store(path, engine, recorder, FileLock(path, None)), own, clock, version, connection)
    # A world that fails half-way closes nothing itself, and newer Pythons warn of what is left open.
    weakref.finalize(made, connection.close)
    return made


def update(copy: Copy, version: int = 2) -> None:
    """The program of this copy is brought to a version: new tables, new columns, what waited is shown."""
    recorder, before = copy.store.recorder, copy.version
    if before >= version:
        return
    recorder.registry, recorder.schema, copy.version = VERSIONS[version], version, version
    with copy.store.silently() as connection:
        recorder.registry.metadata.create_all(connection)
        for step in range(before + 1, version + 1):
            for name, kind in _FIELDS[step]:
                connection.exec_driver_sql(f"ALTER TABLE plan ADD COLUMN {name} {kind}")
        migrate.finish(connection, recorder)
        show_waiting(connection, recorder, before)
        search.rebuild(connection, recorder.registry)


def row_id(word: str) -> str:
    """A row's id from a word."""
    return hashlib.sha256(word.encode()).hexdigest()[:32]


__all__ = [
    "NEW",
    "NEXT",
    "OLD",
    "START",
    "Copy",
    "Memo",
    "NextPlan",
    "OldPlan",
    "Plan",
    "Poll",
    "Visit",
    "make_copy",
    "replica",
    "row_id",
    "update",
]
