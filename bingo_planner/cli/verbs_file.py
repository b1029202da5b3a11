"""Verbs about the region file itself: sample, info, history, undo, redo, backups."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sqlalchemy import text

from bingo_planner import __version__
from bingo_planner.cli.home import user_home
from bingo_planner.cli.kinds import access_by_kind, field_name, field_value
from bingo_planner.cli.opened import opened
from bingo_planner.cli.output import ToldProgress, put_json, put_table, say, shortened
from bingo_planner.cli.sample import create_sample
from bingo_planner.features.records import find, find_binned
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.store import backup
from bingo_planner.store.base import SCHEMA_VERSION, Base
from bingo_planner.store.history import Entry
from bingo_planner.store.region_file import close_region
from bingo_planner.store.store import Store
from bingo_planner.store.undo import depth
from bingo_planner.sync.status import read_status


def sample(arguments: Namespace) -> int:
    """Write a region file with the sample region."""
    home = user_home()
    path = Path(arguments.file).absolute()
    store = create_sample(
        path, home, __version__, scale=arguments.scale, replace=arguments.force, progress=ToldProgress()
    )
    close_region(store, home)
    say(str(path))
    return 0


def info(arguments: Namespace) -> int:
    """Say what is in the file."""
    with opened(arguments.region) as store:
        facts = read_info(store)
    if arguments.json:
        put_json(facts)
        return 0
    counts = facts["counts"]
    assert isinstance(counts, dict)
    say(f"{facts['name']}  {facts['path']}")
    names = access_by_kind()
    rows = [(names[kind].record.name(), str(count)) for kind, count in counts.items() if kind in names]
    put_table((translate("cli", "Records"), translate("cli", "Count")), rows)
    say(
        translate(
            "cli",
            "Schema {schema}; {n} transactions; {unsent} unsent; {open} open conflicts",
            schema=facts["schema"],
            n=facts["transactions"],
            unsent=facts["unsent"],
            open=facts["conflicts"],
        )
    )
    say(translate("cli", "Last backup: {at}", at=facts["last_backup"] or translate("cli", "none yet")))
    return 0


def read_info(store: Store) -> dict[str, object]:
    """Counts, schema, log and backups of an open file."""
    home = user_home()
    with store.read() as session:
        counts = {
            kind: session.execute(text(f'SELECT count(*) FROM "{kind}" WHERE is_deleted = 0')).scalar_one()
            for kind in access_by_kind()
        }
        name = session.execute(text("SELECT name FROM region WHERE is_deleted = 0 LIMIT 1")).scalar()
        operations = session.execute(text("SELECT count(*) FROM sync_op")).scalar_one()
        transactions = session.execute(text("SELECT count(*) FROM sync_tx")).scalar_one()
    standing = read_status(store)
    copies = backup.listed(store.path, home.backups)
    return {
        "path": str(store.path),
        "name": name or "",
        "schema": SCHEMA_VERSION,
        "version": __version__,
        "replica": store.recorder.replica_hex,
        "today": store.clock.today(),
        "counts": counts,
        "operations": operations,
        "transactions": transactions,
        "unsent": standing.unsent,
        "conflicts": standing.open_items,
        "last_backup": copies[0].at.isoformat() if copies else None,
    }


def history(arguments: Namespace) -> int:
    """Who changed what and when, newest first."""
    if arguments.kind is not None and arguments.kind not in Base.metadata.tables:
        raise PlanError("cli.kind", kind=arguments.kind, kinds=" ".join(sorted(Base.metadata.tables)))
    with opened(arguments.region) as store:
        entries = _entries(store, arguments.kind, arguments.id, arguments.limit)
        if arguments.json:
            put_json([_entry_json(entry) for entry in entries])
        else:
            for entry in entries:
                say(_entry_line(store, entry))
    return 0


def _entries(store: Store, kind: str | None, record: str | None, limit: int) -> list[Entry]:
    """Entries of a record by its id, or of a kind also by what else names it, in the bin or not."""
    found = store.history(kind, record, limit)
    access = access_by_kind().get(kind or "")
    if found or record is None:
        return found
    if access is None:
        raise PlanError("field.no_record", text=record)
    try:
        whole = find(store, access, record)
    except PlanError:
        whole = find_binned(store, access, record)
    return store.history(kind, whole, limit)


def _entry_line(store: Store, entry: Entry) -> str:
    author = " ".join(part for part in (entry.author.body, entry.author.name) if part)
    change = ""
    if entry.what == "set":
        old, new = (
            _short(field_value(store, entry.kind, entry.field, value, DateStyle.ERA))
            for value in (entry.old, entry.new)
        )
        change = f"{old} → {new}"
    return (
        f"{entry.at:%Y-%m-%d %H:%M}  {author}  {entry.kind} {entry.record_id[:8]}  "
        f"{field_name(entry.kind, entry.field)} {translate('cli', entry.what)} {change}"
    ).rstrip()


def undo(arguments: Namespace) -> int:
    """Take back the last changes."""
    with opened(arguments.region) as store:
        _refuse_too_many(arguments.count, _depth(store)[0], "undo")
        for _ in range(arguments.count):
            say(translate("cli", "Undone: {label}", label=store.undo().label))
    return 0


def redo(arguments: Namespace) -> int:
    """Do again what was taken back."""
    with opened(arguments.region) as store:
        _refuse_too_many(arguments.count, _depth(store)[1], "redo")
        for _ in range(arguments.count):
            say(translate("cli", "Done again: {label}", label=store.redo().label))
    return 0


def _depth(store: Store) -> tuple[int, int]:
    with store.read() as session:
        return depth(session.connection())


def _refuse_too_many(wanted: int, there: int, verb: str) -> None:
    """All of them or none: a command that is refused has changed nothing."""
    if there == 0:
        raise PlanError(f"{verb}.nothing")
    if wanted > there:
        raise PlanError(f"file.{verb}_few", count=there)


def _entry_json(entry: Entry) -> dict[str, object]:
    return {
        "at": entry.at,
        "who": {"name": entry.author.name, "post": entry.author.post, "body": entry.author.body},
        "kind": entry.kind,
        "id": entry.record_id,
        "what": entry.what,
        "field": entry.field,
        "old": entry.old,
        "new": entry.new,
        "why": entry.why,
        "seq": entry.seq,
    }


def _short(text: str) -> str:
    return shortened(text.replace("\n", " "), 40)
