"""A file of the first schema: backed up, migrated, and the new room works in it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bingo_planner.features.costshare.service import do_add, read_shares
from bingo_planner.features.projects.tables import Project
from bingo_planner.store import backup
from bingo_planner.store.base import SCHEMA_VERSION, Base
from bingo_planner.store.region_file import Home, open_region
from bingo_planner.store.registry import tables
from bingo_planner.store.store import Store, live
from tests.support.doubles import PROFILE, sample_clock

FIRST = 1


def _as_first_schema(path: Path) -> None:
    """What a program of the first schema would have left: none of the later tables, columns and stamps."""
    raw = sqlite3.connect(path)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f'DROP TRIGGER "{name}"')
    for table in tables():
        later = [column.info.get("since", 1) > FIRST for column in table.columns if column.info]
        if later and all(later):
            raw.execute(f'DROP TABLE "{table.name}"')
    raw.execute("UPDATE alembic_version SET version_num = '0001'")
    raw.execute(f"PRAGMA user_version = {FIRST}")
    raw.commit()
    raw.close()


def test_a_file_of_version_one_opens_with_a_backup(store: Store, home: Home) -> None:
    with store.change("a project") as unit:
        unit.add(Project(id="p", code="1", name="残る事業"))
    store.close()
    _as_first_schema(store.path)
    opened = open_region(store.path, home, "0", sample_clock())
    opened.sign(PROFILE)
    try:
        assert "migration" in {copy.why for copy in backup.listed(store.path, home.backups)}
        with opened.read() as session:
            assert [one.name for one in live(session, Project)] == ["残る事業"]
        do_add(opened, "cost_item", {"name": "負担金", "project_id": "p", "fiscal_year": 2024})
        assert [one.item.name for one in read_shares(opened, 2024).items] == ["負担金"]
        opened.undo()
        assert read_shares(opened, 2024).items == ()
    finally:
        opened.close()
    raw = sqlite3.connect(store.path)
    assert raw.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert set(Base.metadata.tables) <= {
        name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    raw.close()
