"""Opening and closing: place, lock, damage, schema, identity, backups."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bingo_planner.features.staff.tables import Person
from bingo_planner.kernel.clock import FixedClock
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.store import backup, places, rebuild
from bingo_planner.store.base import SCHEMA_VERSION
from bingo_planner.store.region_file import (
    Home,
    close_region,
    create_region,
    make_backup,
    open_region,
    restore_backup,
)
from bingo_planner.store.store import Store
from tests.support.doubles import PROFILE, SAMPLE_MOMENT, sample_clock


def fresh(folder: Path, home: Home) -> Store:
    store = create_region(folder / "r.bingo", home, "1", sample_clock())
    store.sign(PROFILE)
    return store


def add(store: Store, name: str) -> str:
    with store.change("add") as unit:
        return unit.add(Person(name=name)).id


def names(store: Store) -> list[str]:
    with store.read() as session:
        return sorted(person.name for person in session.query(Person))


def test_undo_works_after_a_restart(tmp_path: Path, home: Home) -> None:
    store = fresh(tmp_path, home)
    add(store, "一"), add(store, "二")
    close_region(store, home)
    store = open_region(store.path, home, "1", sample_clock())
    store.undo()
    assert store.undo_state().redo_label == "add"
    with store.read() as session:
        assert [person.is_deleted for person in session.query(Person).order_by(Person.name)] == [False, True]
    store.close()


def test_only_one_program_may_open_it(tmp_path: Path, home: Home) -> None:
    store = fresh(tmp_path, home)
    with pytest.raises(PlanError) as refused:
        open_region(store.path, home, "1")
    assert refused.value.code == "file.in_use"
    store.close()
    open_region(store.path, home, "1", sample_clock()).close()


def test_opening_is_never_an_undo_step(tmp_path: Path, home: Home) -> None:
    store = fresh(tmp_path, home)
    assert store.undo_state().undo_label is None
    with pytest.raises(PlanError, match=r"undo\.nothing"):
        store.undo()
    store.close()


def test_a_newer_file_is_refused_untouched(tmp_path: Path, home: Home) -> None:
    fresh(tmp_path, home).close()
    path = tmp_path / "r.bingo"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(PlanError) as refused:
        open_region(path, home, "1")
    assert refused.value.code == "file.newer"
    assert "新しい" in describe(refused.value).text
    assert path.read_bytes() == before


def test_a_strange_file_is_refused(tmp_path: Path, home: Home) -> None:
    other = tmp_path / "other.bingo"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t(a)")
    connection.close()
    with pytest.raises(PlanError, match=r"file\.not_region"):
        open_region(other, home, "1")
    with pytest.raises(PlanError, match=r"file\.missing"):
        open_region(tmp_path / "none.bingo", home, "1")


@pytest.mark.parametrize("damage", ["head", "middle", "empty_page", "words"])
def test_a_damaged_file_is_kept_and_a_backup_offered(tmp_path: Path, home: Home, damage: str) -> None:
    store = fresh(tmp_path, home)
    for number in range(300):
        add(store, f"人{number}")
    close_region(store, home)
    path = store.path
    data = bytearray(path.read_bytes())
    if damage == "head":
        data[:100] = b"x" * 100
    elif damage == "words":  # what the file then says about itself is no text
        data = data.replace(b"bp_leaf AFTER", b"bp_\xff\xfe\xff\xfe AF(ER")
    else:
        half = len(data) // 2
        data[half : half + 40000] = (b"\xff" if damage == "middle" else b"\0") * 40000
    path.write_bytes(data)
    with pytest.raises(PlanError) as refused:
        open_region(path, home, "1")
    assert refused.value.code == "file.damaged"
    assert path.read_bytes() == bytes(data)
    copy = Path(str(refused.value.facts["backup"]))
    kept = restore_backup(copy, path, home, datetime.now().astimezone())
    assert kept is not None
    assert kept.read_bytes() == bytes(data)
    restored = open_region(path, home, "1", sample_clock())
    assert len(names(restored)) == 300
    restored.close()


def test_a_restored_copy_goes_on_under_a_new_replica(tmp_path: Path, home: Home) -> None:
    store = fresh(tmp_path, home)
    add(store, "前")
    copy = make_backup(store, home, "manual")
    add(store, "後")
    first = store.recorder.replica_hex
    store.close()
    open_region(store.path, home, "1", sample_clock()).close()
    restore_backup(copy.path, store.path, home, datetime.now().astimezone())
    again = open_region(store.path, home, "1", sample_clock())
    assert again.recorder.replica_hex != first
    assert again.recorder.last_seq == 0
    add(again, "新")
    with again.read() as session:
        assert rebuild.broken_links(session.connection()) == []
        assert rebuild.differences(session.connection()) == []
    assert names(again) == ["前", "新"]
    again.close()


def test_reopening_keeps_the_replica(tmp_path: Path, home: Home) -> None:
    store = fresh(tmp_path, home)
    first = store.recorder.replica_hex
    for _ in range(3):
        store.close()
        store = open_region(store.path, home, "1", sample_clock())
        assert store.recorder.replica_hex == first
    store.close()


def test_a_day_begins_with_a_backup_and_ends_with_one(tmp_path: Path, home: Home) -> None:
    store = fresh(tmp_path, home)
    add(store, "一")
    close_region(store, home)
    next_day = FixedClock(SAMPLE_MOMENT + timedelta(days=1))
    store = open_region(store.path, home, "1", next_day)
    close_region(store, home)
    whys = sorted(copy.why for copy in backup.listed(store.path, home.backups))
    assert whys == ["close", "daily"]
    assert all(backup.is_sound(copy.path) for copy in backup.listed(store.path, home.backups))


def test_backups_are_thinned_by_age() -> None:
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    copies = [
        backup.Backup(Path(f"{hours}.bingo"), now - timedelta(hours=hours), "close", 1)
        for hours in range(0, 24 * 800, 6)
    ]
    removed = {copy.path for copy in backup.to_remove(copies, now)}
    kept = [copy for copy in copies if copy.path not in removed]
    recent = [copy for copy in kept if now - copy.at <= timedelta(days=2)]
    month = [copy for copy in kept if timedelta(days=2) < now - copy.at <= timedelta(days=31)]
    assert len(recent) == 9
    assert 28 <= len(month) <= 30
    assert 48 <= len(kept) - len(recent) - len(month) <= 52
    assert all(now - copy.at <= timedelta(days=366) for copy in kept)


def test_migrating_an_empty_file_gives_the_schema_of_the_model(tmp_path: Path, home: Home) -> None:
    from bingo_planner.store import engine, migrate
    from bingo_planner.store.recorder import Recorder

    def shape(path: Path) -> dict[str, list[Any]]:
        connection = sqlite3.connect(path)
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found: dict[str, list[Any]] = {
            name: sorted(
                (row[1], row[2], row[3], str(row[4]).strip("'"), row[5])
                for row in connection.execute(f'PRAGMA table_info("{name}")')
            )
            for name in tables
            if not name.startswith("sqlite_")
        }
        found["without rowid"] = sorted(
            connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'")
        )
        found["triggers"] = sorted(
            connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        )
        found["indexes"] = sorted(
            connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'sync%'")
        )
        connection.close()
        return found

    fresh(tmp_path, home).close()
    recorder = Recorder(sample_clock(), "1")
    migrated = engine.connect(tmp_path / "m.bingo", recorder)
    migrate.upgrade(migrated, recorder)
    migrated.dispose()
    assert shape(tmp_path / "m.bingo") == shape(tmp_path / "r.bingo")


def test_an_older_file_is_backed_up_before_it_is_migrated(
    tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = fresh(tmp_path, home)
    store.close()
    connection = sqlite3.connect(store.path)
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    open_region(store.path, home, "1", sample_clock()).close()
    assert "migration" in {copy.why for copy in backup.listed(store.path, home.backups)}


MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
host:/export /mnt/nfs\\040home nfs4 rw 0 0
/dev/sdb1 /media/stick vfat rw 0 0
"""


def test_network_drives_and_sticks_are_known(tmp_path: Path) -> None:
    (tmp_path / "sdb" / "sdb1").mkdir(parents=True)
    (tmp_path / "sdb" / "removable").write_text("1\n")
    (tmp_path / "sdb1").symlink_to(tmp_path / "sdb" / "sdb1")

    def kind(path: str) -> str:
        return places._mounted_kind(Path(path), MOUNTS, tmp_path)

    assert kind("/home/user/r.bingo") == "local"
    assert kind("/mnt/share/r.bingo") == "network"
    assert kind("/mnt/nfs home/a/r.bingo") == "network"
    assert kind("/media/stick/r.bingo") == "removable"


@pytest.mark.parametrize("kind", ["network", "removable"])
def test_wrong_places_are_refused_with_a_way_out(
    kind: str, tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "drive_kind", lambda path: kind)
    with pytest.raises(PlanError) as refused:
        create_region(tmp_path / "r.bingo", home, "1")
    assert refused.value.code == f"place.{kind}"
    assert describe(refused.value).advice
    assert not (tmp_path / "r.bingo").exists()


def test_a_full_disk_is_a_sentence_and_nothing_is_lost(tmp_path: Path, home: Home) -> None:
    store = fresh(tmp_path, home)
    add(store, "残る")
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.rollback()
    with pytest.raises(PlanError, match=r"file\.disk_full"):
        for number in range(2000):
            add(store, f"入らない{number}" * 40)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        connection.rollback()
    add(store, "また入る")
    with store.read() as session:
        assert rebuild.differences(session.connection()) == []
        assert rebuild.broken_links(session.connection()) == []
    assert {"残る", "また入る"} <= set(names(store))
    store.close()


WRITER = """
import sys
from pathlib import Path
from typing import Any
import bingo_planner.features.tables
from bingo_planner.features.staff.tables import Person
from bingo_planner.store.region_file import Home, open_region
store = open_region(Path(sys.argv[1]), Home(Path(sys.argv[2])), "1")
number = 0
while True:
    number += 1
    with store.change("add") as unit:
        unit.add(Person(name=f"人{number}", note="本文" * 200))
    print(number, flush=True)
"""


def test_a_killed_program_loses_at_most_the_edit_in_flight(tmp_path: Path, home: Home) -> None:
    fresh(tmp_path, home).close()
    path = tmp_path / "r.bingo"
    confirmed = 0
    for round_number in range(4):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(home.folder)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        told = 0
        for line in writer.stdout:
            told = int(line)
            if told >= 5 + 7 * round_number:
                writer.kill()
                break
        told += sum(1 for _ in writer.stdout)
        writer.stdout.close()
        writer.wait()
        confirmed += told
        store = open_region(path, home, "1")
        with store.read() as session:
            assert rebuild.differences(session.connection()) == []
            assert rebuild.broken_links(session.connection()) == []
        assert confirmed <= len(names(store)) <= confirmed + round_number + 1
        confirmed = len(names(store))
        store.close()


def test_a_read_only_folder_is_a_sentence(
    tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a_file"
    blocked.write_text("")
    with pytest.raises(PlanError) as refused:
        create_region(blocked / "sub" / "r.bingo", home, "1")
    assert refused.value.code == "file.read_only"


def test_a_copied_file_becomes_a_replica_of_its_own(tmp_path: Path, home: Home) -> None:
    store = fresh(tmp_path, home)
    add(store, "一")
    store.close()
    shutil.copy(store.path, tmp_path / "copy.bingo")
    other = Home(tmp_path / "elsewhere")
    copy = open_region(tmp_path / "copy.bingo", other, "1", sample_clock())
    assert copy.recorder.replica_hex != store.recorder.replica_hex
    assert copy.undo_state().undo_label is None
    copy.close()
    assert replace(home).folder == home.folder
