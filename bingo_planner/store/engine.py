"""The SQLite connection of a region file: full durability, one connection, explicit transactions."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import StaticPool

from bingo_planner.store.recorder import Recorder

APPLICATION_ID = 0x42474F50
"""Marks the file as a region file ("BGOP")."""

# Pages of the file kept in memory: a copy of the file fills whatever is allowed and leaves it filled. The system keeps
# the file in its own cache anyway, so eight megabytes read a large region as fast as four times as many.
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -8000",
    "PRAGMA busy_timeout = 3000",
)


def connect(path: Path, recorder: Recorder) -> Engine:
    """An engine with exactly one connection, to be used by one thread at a time."""

    def creator() -> sqlite3.Connection:
        connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
            recorder.register(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite://", creator=creator, poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # The driver's own transaction handling begins too late for reads and is switched off above.
    connection.exec_driver_sql("BEGIN")
