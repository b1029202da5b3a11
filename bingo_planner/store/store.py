"""An open region file: read it, change it, undo, and ask what it holds.

    with store.read() as session: ...
    with store.change("Add secondee") as unit: unit.add(Person(...))
    changes = unit.changes

Every change is one transaction on disk with its log; nothing else writes to the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from sqlalchemy import event, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bingo_planner.kernel.changes import Changes, Why
from bingo_planner.kernel.clock import Clock
from bingo_planner.kernel.profile import Profile
from bingo_planner.store.base import Row
from bingo_planner.store.faults import translate_fault
from bingo_planner.store.history import Entry, signature
from bingo_planner.store.history import last_saved as read_last_saved
from bingo_planner.store.history import read as read_history
from bingo_planner.store.kept import Kept
from bingo_planner.store.lock import FileLock
from bingo_planner.store.recorder import Recorder
from bingo_planner.store.search import Found, find, refresh
from bingo_planner.store.search import titles as find_titles
from bingo_planner.store.seen import Seen, read_seen
from bingo_planner.store.undo import Step, UndoState, redo_step, remember, undo_step
from bingo_planner.store.undo import state as undo_state
from bingo_planner.store.unit import Unit as Unit

R = TypeVar("R", bound=Row)


@dataclass
class Store:
    """One open region file. Built by `region_file.open_region` or `create_region`."""

    path: Path
    engine: Engine
    recorder: Recorder
    lock: FileLock
    _gate: RLock = field(default_factory=RLock)
    kept: Kept = field(default_factory=Kept)
    """What was read and still holds; only `read` sessions know of it."""
    _open: bool = True
    _seen: Seen | None = None

    @property
    def clock(self) -> Clock:
        """The clock this file lives by."""
        return self.recorder.clock

    @clock.setter
    def clock(self, clock: Clock) -> None:
        self.recorder.clock = clock

    def sign(self, profile: Profile) -> None:
        """From now on changes carry this name, post and body."""
        self.recorder.user = signature(profile)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; anything written in it is rolled back."""
        with self._gate, Session(self.engine, expire_on_commit=False, info=self.kept.into()) as session:
            try:
                yield session
            except DBAPIError as error:
                raise translate_fault(error, self.path) from error
            finally:
                # Rows that were read stay readable after the block; a rollback alone would empty them.
                session.expunge_all()
                session.rollback()

    @contextmanager
    def change(self, label: str, why: Why = "edit", undoable: bool = True) -> Iterator[Unit]:
        """One change: all of it is committed with its log, or nothing is.

        `why` is edit, resolve, import or undo. Raises PlanError for a full disk, a read-only folder
        or a file that went away; the file then stands as before.
        """
        with self._gate, Session(self.engine, expire_on_commit=False) as session:
            unit = Unit(session, label, self.recorder, self._seen)
            event.listen(session, "before_flush", lambda *_: unit.before_flush())
            try:
                with session.no_autoflush:
                    self.recorder.start()
                    yield unit
                session.flush()
                self._finish(session, unit, why, undoable)
            except DBAPIError as error:
                self._give_up(session)
                raise translate_fault(error, self.path) from error
            except BaseException:
                self._give_up(session)
                raise

    def seen(self, session: Session | None = None) -> Seen:
        """What is here now: a page keeps it with what it read (in the same session), and saves `as_seen`."""
        if session is not None:
            return read_seen(session.connection())
        with self.read() as opened:
            return read_seen(opened.connection())

    @contextmanager
    def as_seen(self, seen: Seen | None) -> Iterator[None]:
        """Changes in this block were typed over what stood here at that moment (see `seen`)."""
        with self._gate:
            before, self._seen = self._seen, seen
            try:
                yield
            finally:
                self._seen = before

    def look(self) -> Callable[[], AbstractContextManager[None]]:
        """This moment, for whoever reads now and writes later: opens `as_seen` blocks."""
        return partial(self.as_seen, self.seen())

    @contextmanager
    def silently(self) -> Iterator[Connection]:
        """One transaction that records nothing, for what other copies recorded; all of it or nothing."""
        with self._gate, self.recorder.silent(), Session(self.engine) as session:
            try:
                connection = session.connection()
                yield connection
                session.commit()
            except DBAPIError as error:
                session.rollback()
                raise translate_fault(error, self.path) from error
            except BaseException:
                session.rollback()
                raise
            finally:
                self.kept.forget()

    def undo(self) -> Changes:
        """Take back the newest change that stands; PlanError `undo.nothing` when there is none."""
        return self._step(undo_step)

    def redo(self) -> Changes:
        """Do again what was taken back last; PlanError `redo.nothing` when there is nothing."""
        return self._step(redo_step)

    def undo_state(self) -> UndoState:
        """Labels of what undo and redo would do next, or None."""
        with self.read() as session:
            return undo_state(session.connection())

    def history(self, kind: str | None = None, record_id: str | None = None, limit: int = 500) -> list[Entry]:
        """Who changed what and when, newest first."""
        with self.read() as session:
            return read_history(session.connection(), kind, record_id, limit)

    def last_saved(self) -> datetime | None:
        """When something was last written here, in local time; None for a file nobody has written in."""
        with self.read() as session:
            return read_last_saved(session.connection())

    def last_change(self, kind: str, record_id: str) -> Entry | None:
        """The newest entry of one record, for "last changed by"."""
        found = self.history(kind, record_id, limit=1)
        return found[0] if found else None

    def search(self, text: str, limit: int = 60) -> list[Found]:
        """Records that hold every word of the text, blind to width, kana and kanji variants."""
        with self.read() as session:
            return find(session.connection(), text, limit)

    def titles(self, kind: str, ids: Sequence[str]) -> dict[str, str]:
        """Names of records by id, also of kinds that belong to rooms above the asker."""
        with self.read() as session:
            return find_titles(session.connection(), kind, ids)

    def close(self) -> None:
        """Fold the write-ahead log into the file, close and free it. Closing twice is harmless."""
        with self._gate:
            if not self._open:
                return
            self._open = False
            try:
                with self.engine.connect() as connection:
                    connection.rollback()
                    raw = connection.connection.driver_connection
                    if raw is not None:
                        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                self.engine.dispose()
                self.lock.release()

    def _finish(self, session: Session, unit: Unit, why: Why, undoable: bool) -> None:
        connection = session.connection()
        unit.changes = self.recorder.seal(connection, why, unit.label)
        if unit.changes.ids:
            refresh(connection, unit.changes.ids, self.recorder.registry)
            if undoable:
                remember(connection, self.recorder.last_seq + 1, unit.label)
        session.commit()
        self.recorder.committed()
        self.kept.forget(unit.changes.kinds)

    def _give_up(self, session: Session) -> None:
        session.rollback()
        self.recorder.rolled_back()

    def _step(self, step: Step) -> Changes:
        with self._gate, Session(self.engine) as session:
            try:
                self.recorder.start()
                connection = session.connection()
                label = step(connection, self.recorder)
                changes = self.recorder.seal(connection, "undo", label)
                refresh(connection, changes.ids, self.recorder.registry)
                session.commit()
                self.recorder.committed()
                self.kept.forget(changes.kinds)
                return changes
            except DBAPIError as error:
                self._give_up(session)
                raise translate_fault(error, self.path) from error
            except BaseException:
                self._give_up(session)
                raise


def live(session: Session, kind: type[R], *conditions: Any) -> list[R]:
    """Rows of a kind that are not in the bin and meet the conditions, unordered."""
    return list(session.scalars(select(kind).where(kind.is_deleted.is_(False), *conditions)))
