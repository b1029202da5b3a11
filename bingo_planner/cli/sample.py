"""The sample region: a region file made from the text files of `db/sample`, as it is or several times as large."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from errno import EISDIR
from pathlib import Path
from secrets import token_hex

import bingo_planner.features.tables  # noqa: F401  # the store must know every table before it makes a file
from bingo_planner.cli.sample_scale import enlarge
from bingo_planner.cli.sample_surveys import take_in as take_in_answers
from bingo_planner.cli.sample_usage import take_in
from bingo_planner.features.region.tables import Region, YearLock
from bingo_planner.kernel.clock import AsOfClock, SystemClock
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.files import database_folder
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import Progress
from bingo_planner.kernel.messages import register_messages
from bingo_planner.kernel.profile import Profile
from bingo_planner.store import lock, places, plain
from bingo_planner.store.region_file import Home, create_region, open_region
from bingo_planner.store.store import Store, live

register_messages({"sample.stopped": ("Stopped; no file was written.", "")})

PART = 30_000
"""Operations of one transaction; the log takes at most 50,000, and a whole region is more than that."""


def create_sample(
    path: Path,
    home: Home,
    version: str,
    *,
    scale: int = 1,
    replace: bool = False,
    progress: Progress | None = None,
) -> Store:
    """Write the sample region to `path` and open it, on the day it plays.

    Every record has the same id on every machine. Nothing stands at `path` until the file is whole; an older file
    stays as it is when anything fails. PlanError `file.exists` unless `replace`; `file.in_use` when it is open.
    """
    places.check(path)
    if path.is_dir():
        raise IsADirectoryError(EISDIR, "", str(path))
    if path.exists() and not replace:
        raise PlanError("file.exists", path=str(path))
    if path.exists():
        lock.acquire(path).release()
    _remove_drafts(path)
    # The suffix stays, so that places.check and the file dialogs take the file for what it is.
    draft = path.with_name(f".{path.stem}-{token_hex(4)}{path.suffix}")
    try:
        _write(draft, home, version, rows(scale), progress)
        _take_place(draft, path)
    finally:
        _remove_draft(draft)
    store = open_region(path, home, version)
    _set_clock(store)
    return store


def rows(scale: int = 1) -> list[plain.Row]:
    """Every row of the sample region, ready to be inserted."""
    folder = database_folder("sample")
    records = plain.read_folder(folder)
    if scale > 1:
        records = enlarge(records, scale, json.loads((folder / "scale.json").read_text(encoding="utf-8")))
    return plain.typed(records)


def profile() -> Profile:
    """The person in whose name the sample was written; a visibly made-up one."""
    found = json.loads((database_folder("sample") / "profile.json").read_text(encoding="utf-8"))
    return Profile(found["name"], found["post"], found["body_code"], found["body_name"])


def _write(
    draft: Path, home: Home, version: str, all_rows: Sequence[plain.Row], progress: Progress | None
) -> None:
    store = create_region(draft, home, version)
    try:
        store.sign(profile())
        locks = [row for row in all_rows if row[0] == YearLock.__tablename__]
        done = _write_rows(store, [row for row in all_rows if row not in locks], 0, len(all_rows), progress)
        # Years are settled when their figures stand, here as in an office.
        take_in(store, database_folder("sample") / "usage")
        take_in_answers(store, database_folder("sample") / "answers")
        _write_rows(store, locks, done, len(all_rows), progress)
    finally:
        store.close()


def _write_rows(
    store: Store, rows_: Sequence[plain.Row], done: int, total: int, progress: Progress | None
) -> int:
    for part in _parts(rows_):
        with store.change(translate("sample", "Sample region"), why="import", undoable=False) as unit:
            done += plain.write(unit, part)
        if progress is not None:
            _tell(progress, done, total)
    return done


def _remove_drafts(path: Path) -> None:
    """Drafts of a program that was killed; one that is still being written holds its lock."""
    if not path.parent.is_dir():
        return
    name = re.compile(rf"\.{re.escape(path.stem)}-[0-9a-f]{{8}}{re.escape(path.suffix)}")
    for draft in [one for one in path.parent.iterdir() if name.fullmatch(one.name)]:
        with suppress(PlanError, OSError):
            lock.acquire(draft).release()
            _remove_draft(draft)


def _remove_draft(draft: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-lock"):
        draft.with_name(draft.name + suffix).unlink(missing_ok=True)


def _tell(progress: Progress, done: int, total: int) -> None:
    if progress.cancelled():
        raise PlanError("sample.stopped")
    progress.step(done, total, translate("sample", "Writing the sample region"))


def _parts(all_rows: Sequence[plain.Row]) -> Iterator[list[plain.Row]]:
    part: list[plain.Row] = []
    size = 0
    for row in all_rows:
        count = plain.operations(row)
        if part and size + count > PART:
            yield part
            part, size = [], 0
        part.append(row)
        size += count
    if part:
        yield part


def _take_place(draft: Path, path: Path) -> None:
    held = lock.acquire(path)
    try:
        draft.replace(path)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    finally:
        held.release()


def _set_clock(store: Store) -> None:
    with store.read() as session:
        days = [region.plays_on for region in live(session, Region) if region.plays_on]
    if days:
        store.clock = AsOfClock(SystemClock(), days[0])
