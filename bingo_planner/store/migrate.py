"""Brings a region file to the schema of this program; Alembic, configured in code, loaded when needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection, Engine

from bingo_planner.kernel.files import database_folder
from bingo_planner.store import capture, search
from bingo_planner.store.base import SCHEMA_VERSION
from bingo_planner.store.log import LOG, LOG_VERSION
from bingo_planner.store.recorder import Recorder
from bingo_planner.store.waiting import show_waiting

if TYPE_CHECKING:
    from alembic.config import Config


_VECTORS = """
INSERT OR REPLACE INTO sync_seen(rep, other, seq)
  SELECT t.rep, r.ix, max(d.value) FROM sync_tx t, json_each(CAST(t.bytes AS TEXT), '$.deps') d
  JOIN sync_replica r ON r.hex = d.key GROUP BY t.rep, r.ix
"""
"""What earlier transactions say about how far their writers had read."""


def file_version(connection: Connection) -> int:
    """The schema version written in the file; 0 for an empty one."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def create_schema(connection: Connection, recorder: Recorder) -> None:
    """Every table and trigger of the newest schema, in an empty file."""
    LOG.create_all(connection)
    recorder.registry.metadata.create_all(connection)
    _stamp(connection)
    finish(connection, recorder)


def upgrade(engine: Engine, recorder: Recorder) -> None:
    """Run the migrations a file still lacks, silently: a new shape of the tables is not a change of data."""
    from alembic import command

    with engine.begin() as connection, recorder.silent():
        before = file_version(connection)
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        finish(connection, recorder)
        show_waiting(connection, recorder, before)
        search.rebuild(connection)


def finish(connection: Connection, recorder: Recorder) -> None:
    """Write the triggers anew and stamp the file with this program's schema."""
    LOG.create_all(connection)
    if not log_is_current(connection):
        connection.exec_driver_sql(_VECTORS)
    capture.install(connection, recorder.registry)
    recorder.learn_names(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.exec_driver_sql(
        "INSERT INTO local_state(key, value) VALUES ('log', ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        (str(LOG_VERSION),),
    )


def log_is_current(connection: Connection) -> bool:
    """Whether the log's own tables and triggers are those of this program."""
    found = connection.exec_driver_sql("SELECT value FROM local_state WHERE key = 'log'").scalar()
    return found == str(LOG_VERSION)


def script_folder() -> Path:
    """Where the migrations lie, in a checkout and in the installed program."""
    return database_folder("migrations")


def _stamp(connection: Connection) -> None:
    # What Alembic writes itself after a migration; it is not loaded for a new file.
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS alembic_version(version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    )
    connection.exec_driver_sql("DELETE FROM alembic_version")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (f"{SCHEMA_VERSION:04d}",))


def alembic_config() -> Config:
    """Alembic's settings, made in code: there is no ini file at run time."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(script_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
