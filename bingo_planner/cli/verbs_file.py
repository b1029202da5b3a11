"""Verbs about the region file itself: sample, info, history, undo, redo, backups."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sqlalchemy import text

from bingo_planner import __version__
from bingo_planner.cli.home import user_home
from bingo_planner.cli.kinds import access_by_kind, field_name
from bingo_planner.cli.opened import opened
from bingo_planner.cli.output import ToldProgress, put_json, put_table, say
from bingo_planner.cli.sample import create_sample
from bingo_planner.kernel.i18n import translate
from bingo_planner.store import backup
from bingo_planner.store.base import SCHEMA_VERSION
from bingo_planner.store.history import Entry
from bingo_planner.store.region_file import close_region
from bingo_planner.store.store import Store


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
        # Nothing has been sent anywhere while no partner is set up: everything of this copy is unsent.
        "unsent": store.recorder.last_seq,
        "conflicts": 0,
        "last_backup": copies[0].at.isoformat() if copies else None,
    }


def history(arguments: Namespace) -> int:
    """Who changed what and when, newest first."""
    with opened(arguments.region) as store:
        entries = store.history(arguments.kind, arguments.id, arguments.limit)
    if arguments.json:
        put_json([_entry_json(entry) for entry in entries])
        return 0
    for entry in entries:
        author = " ".join(part for part in (entry.author.body, entry.author.name) if part)
        change = f"{_short(entry.old)} → {_short(entry.new)}" if entry.what == "set" else ""
        say(
            f"{entry.at:%Y-%m-%d %H:%M}  {author}  {entry.kind} {entry.record_id[:8]}  "
            f"{field_name(entry.kind, entry.field)} {translate('cli', entry.what)} {change}".rstrip()
        )
    return 0


def undo(arguments: Namespace) -> int:
    """Take back the last changes."""
    with opened(arguments.region) as store:
        for _ in range(arguments.count):
            say(translate("cli", "Undone: {label}", label=store.undo().label))
    return 0


def redo(arguments: Namespace) -> int:
    """Do again what was taken back."""
    with opened(arguments.region) as store:
        for _ in range(arguments.count):
            say(translate("cli", "Done again: {label}", label=store.redo().label))
    return 0


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


def _short(value: object) -> str:
    plain = "" if value is None else str(value).replace("\n", " ")
    return plain if len(plain) <= 40 else f"{plain[:39]}…"
