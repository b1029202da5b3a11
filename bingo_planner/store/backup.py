"""Copies of the region file: before a migration, on the first start of a day and on close; thinned by age."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.files import atomic_path
from bingo_planner.kernel.leftovers import remove_leftovers
from bingo_planner.store.faults import translate_fault

_NAME = re.compile(r"^(?P<stem>.+)_(?P<at>\d{8}-\d{6})_(?P<why>daily|close|migration|restore|manual)\.bingo$")
KEEP_ALL = timedelta(days=2)
KEEP_DAILY = timedelta(days=31)
KEEP_WEEKLY = timedelta(days=366)


@dataclass(frozen=True)
class Backup:
    """One copy: `why` is daily, close, migration, restore or manual."""

    path: Path
    at: datetime
    why: str
    size: int


def make(source: sqlite3.Connection, region_file: Path, folder: Path, why: str, now: datetime) -> Backup:
    """Copy an open file with SQLite's own backup, check the copy, then give it its name."""
    target = folder / f"{region_file.stem}_{now:%Y%m%d-%H%M%S}_{why}.bingo"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with atomic_path(target) as temporary:
            _copy(source, temporary)
    except sqlite3.Error as error:
        raise translate_fault(error, target) from error
    return Backup(target, now.replace(microsecond=0), why, target.stat().st_size)


def listed(region_file: Path, folder: Path) -> list[Backup]:
    """The copies of this file, newest first."""
    if not folder.is_dir():
        return []
    found = (_parse(path, region_file.stem) for path in folder.iterdir())
    return sorted((copy for copy in found if copy), key=lambda copy: (copy.at, copy.path.name), reverse=True)


def is_sound(path: Path) -> bool:
    """Whether a copy opens and passes SQLite's own check."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error:
        return False
    try:
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False
    finally:
        connection.close()


def newest_sound(region_file: Path, folder: Path) -> Backup | None:
    """The newest copy that can be opened."""
    return next((copy for copy in listed(region_file, folder) if is_sound(copy.path)), None)


def thin(region_file: Path, folder: Path, now: datetime) -> list[Path]:
    """Remove copies by age: all of two days, one a day for a month, one a week for a year. Returns what went."""
    removed = to_remove(listed(region_file, folder), now)
    for copy in removed:
        copy.path.unlink(missing_ok=True)
    remove_leftovers(folder, f"{region_file.stem}_")
    return [copy.path for copy in removed]


def to_remove(copies: Iterable[Backup], now: datetime) -> list[Backup]:
    """Which copies are too many; `copies` newest first. Copies before a migration stay for a year."""
    kept: set[tuple[str, str]] = set()
    removed = []
    for copy in copies:
        age = now.replace(tzinfo=None) - copy.at.replace(tzinfo=None)
        slot = _slot(copy, age)
        if slot is None or slot in kept:
            removed.append(copy)
        else:
            kept.add(slot)
    return removed


def restore(copy: Path, region_file: Path, now: datetime) -> Path | None:
    """Put a copy in the place of a closed region file; the file that was there is kept and its new path returned."""
    if not is_sound(copy):
        raise PlanError("backup.unsound", path=str(copy))
    kept = keep_aside(region_file, now)
    source = sqlite3.connect(copy)
    try:
        with atomic_path(region_file) as temporary:
            _copy(source, temporary)
    finally:
        source.close()
    return kept


def keep_aside(region_file: Path, now: datetime) -> Path | None:
    """Rename a file (with its log) so that nothing overwrites it; None when there was none."""
    kept = None
    for suffix in ("", "-wal", "-shm"):
        old = region_file.with_name(region_file.name + suffix)
        if old.exists():
            new = region_file.with_name(f"{region_file.stem}_{now:%Y%m%d-%H%M%S}_kept.bingo{suffix}")
            old.replace(new)
            kept = kept or new
    return kept


def _copy(source: sqlite3.Connection, target: Path) -> None:
    copy = sqlite3.connect(target)
    try:
        source.backup(copy, pages=2048)
        copy.execute("PRAGMA journal_mode = DELETE")
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise PlanError("backup.unsound", path=str(target))
    finally:
        copy.close()


def _slot(copy: Backup, age: timedelta) -> tuple[str, str] | None:
    if age <= KEEP_ALL or (copy.why in ("migration", "restore") and age <= KEEP_WEEKLY):
        return ("each", copy.path.name)
    if age <= KEEP_DAILY:
        return ("day", f"{copy.at:%Y%m%d}")
    if age <= KEEP_WEEKLY:
        return ("week", f"{copy.at:%G%V}")
    return None


def _parse(path: Path, stem: str) -> Backup | None:
    match = _NAME.match(path.name)
    if match is None or match["stem"] != stem:
        return None
    at = datetime.strptime(match["at"], "%Y%m%d-%H%M%S").astimezone()
    return Backup(path, at, match["why"], path.stat().st_size)
