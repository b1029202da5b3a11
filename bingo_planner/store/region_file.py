"""Opening and creating region files: place, lock, soundness, schema, identity, daily backup."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from bingo_planner.kernel.clock import Clock, SystemClock
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.ids import stable_id
from bingo_planner.store import backup, engine, identity, lock, migrate, places
from bingo_planner.store.base import SCHEMA_VERSION
from bingo_planner.store.faults import translate_fault
from bingo_planner.store.home import Home as Home
from bingo_planner.store.recorder import Recorder
from bingo_planner.store.store import Store


def create_region(path: Path, home: Home, app_version: str, clock: Clock | None = None) -> Store:
    """A new, empty region file. PlanError `file.exists` when something is there already."""
    places.check(path)
    if path.exists():
        raise PlanError("file.exists", path=str(path))
    _make_folder(path.parent)
    held = lock.acquire(path)
    try:
        return _start(path, home, held, Recorder(clock or SystemClock(), app_version), fresh=True)
    except BaseException:
        held.release()
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise


def open_region(path: Path, home: Home, app_version: str, clock: Clock | None = None) -> Store:
    """Open a region file; migrates an older one after a backup, makes the day's first backup.

    Raises PlanError: `file.missing`, `file.in_use`, `file.newer`, `file.not_region`, `file.damaged` (with the
    newest good backup, nothing is written), `file.read_only`, `place.network`, `place.removable`.
    """
    places.check(path)
    if not path.is_file():
        raise PlanError("file.missing", path=str(path))
    held = lock.acquire(path)
    try:
        _inspect(path, home)
        return _start(path, home, held, Recorder(clock or SystemClock(), app_version), fresh=False)
    except BaseException:
        held.release()
        raise


def close_region(store: Store, home: Home) -> None:
    """A copy, thinning, then close. A backup that cannot be written does not keep the file open."""
    try:
        if store.recorder.last_seq > _backed_up(store, home):
            make_backup(store, home, "close")
        backup.thin(store.path, home.backups, store.clock.now())
    finally:
        store.close()
        _mark_sound(store.path, home)


def make_backup(store: Store, home: Home, why: str) -> backup.Backup:
    """Copy the open file now."""
    with store.read() as session:
        raw = session.connection().connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        session.rollback()
        copy = backup.make(raw, store.path, home.backups, why, store.clock.now())
    _mark_backup(home, store)
    return copy


def restore_backup(copy: Path, path: Path, home: Home, now: datetime) -> Path | None:
    """Put a copy in the place of a closed file; what was there is kept. Returns where."""
    held = lock.acquire(path)
    try:
        return backup.restore(copy, path, now)
    finally:
        held.release()


def _start(path: Path, home: Home, held: lock.FileLock, recorder: Recorder, *, fresh: bool) -> Store:
    try:
        database = engine.connect(path, recorder)
        try:
            _prepare(database, home, recorder, path, fresh=fresh)
        except BaseException:
            database.dispose()
            raise
    except (DBAPIError, sqlite3.Error) as error:
        raise translate_fault(error, path) from error
    store = Store(path, database, recorder, held)
    if not fresh and _first_of_day(path, home, recorder.clock):
        make_backup(store, home, "daily")
    return store


def _prepare(database: Engine, home: Home, recorder: Recorder, path: Path, *, fresh: bool) -> None:
    if fresh:
        with database.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {engine.APPLICATION_ID}")
            migrate.create_schema(connection, recorder)
    else:
        _migrate_if_older(database, home, recorder, path)
    with database.begin() as connection:
        if not migrate.log_is_current(connection):
            migrate.finish(connection, recorder)
        recorder.learn_names(connection)
        identity.settle(connection, recorder, home.identities)
    with database.connect() as connection:
        identity.confirm(connection, recorder, home.identities)
        connection.rollback()


def _migrate_if_older(database: Engine, home: Home, recorder: Recorder, path: Path) -> None:
    with database.connect() as connection:
        version = migrate.file_version(connection)
        connection.rollback()
        if version == SCHEMA_VERSION:
            return
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        backup.make(raw, path, home.backups, "migration", recorder.clock.now())
    migrate.upgrade(database, recorder)


def _inspect(path: Path, home: Home) -> None:
    """Look before anything is written: is it ours, sound, and not from a newer program?"""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            sound = _was_sound(path, home) or connection.execute("PRAGMA quick_check(1)").fetchone() == (
                "ok",
            )
        finally:
            connection.close()
    except UnicodeDecodeError as error:  # what a damaged file says about itself may be no text at all
        raise _damaged(path, home) from error
    except sqlite3.DatabaseError as error:
        fault = translate_fault(error, path)
        if isinstance(fault, PlanError) and fault.code == "file.damaged":
            raise _damaged(path, home) from error
        raise fault from error
    if not sound:
        raise _damaged(path, home)
    if application != engine.APPLICATION_ID:
        raise PlanError("file.not_region", path=str(path))
    if version > SCHEMA_VERSION:
        raise PlanError("file.newer", path=str(path), version=version, known=SCHEMA_VERSION)


def _was_sound(path: Path, home: Home) -> bool:
    """Nobody wrote the file since this program closed it: the long check can wait for the day's backup."""
    try:
        return _sound_file(path, home).read_text() == _stamp_of(path)
    except OSError:
        return False


def _mark_sound(path: Path, home: Home) -> None:
    # Without the mark the next start only takes longer.
    with suppress(OSError):
        file = _sound_file(path, home)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_stamp_of(path))


def _sound_file(path: Path, home: Home) -> Path:
    return home.identities / f"{stable_id('sound', str(path.absolute()))}.sound"


def _stamp_of(path: Path) -> str:
    about = path.stat()
    return f"{about.st_size} {about.st_mtime_ns}"


def _damaged(path: Path, home: Home) -> PlanError:
    copy = backup.newest_sound(path, home.backups)
    return PlanError("file.damaged", path=str(path), backup="" if copy is None else str(copy.path))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlanError("file.read_only", path=str(folder)) from error


def _first_of_day(path: Path, home: Home, clock: Clock) -> bool:
    today = clock.now().date()
    return all(copy.at.date() != today for copy in backup.listed(path, home.backups))


def _backed_up(store: Store, home: Home) -> int:
    try:
        return int(_mark_file(home, store).read_text())
    except (OSError, ValueError):
        return 0


def _mark_backup(home: Home, store: Store) -> None:
    _mark_file(home, store).write_text(str(store.recorder.last_seq))


def _mark_file(home: Home, store: Store) -> Path:
    return home.backups / f"{store.path.stem}_{store.recorder.replica_hex[:12]}.seq"
