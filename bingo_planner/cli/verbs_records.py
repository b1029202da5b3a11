"""Verbs about records: list, add, set, remove, restore."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence

from bingo_planner.cli.kinds import access_by_kind
from bingo_planner.cli.opened import opened
from bingo_planner.cli.output import put_json, put_table, say
from bingo_planner.features.records import (
    RecordAccess,
    binned,
    do_add,
    do_remove,
    do_restore,
    do_set,
    find,
    read_rows,
)
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored, show_value
from bingo_planner.store.store import Store

_SHOWN = 6
"""Columns a terminal has room for; JSON gives all of them."""


def list_kind(arguments: Namespace) -> int:
    """List the records of a kind."""
    if arguments.kind == "bin":
        return _list_bin(arguments)
    access = access_of(arguments.kind)
    with opened(arguments.region) as store:
        rows = read_rows(store, access)
        names = _reference_names(store, access, rows)
    if arguments.json:
        put_json(rows)
        return 0
    fields = [field for field in access.record.fields if field.kind != "long"][:_SHOWN]
    table = [
        [str(row["id"])[:8], *(names.get(str(row[f.key]), show_value(f, row[f.key])) for f in fields)]
        for row in rows
    ]
    put_table(["id", *(field.name() for field in fields)], table)
    return 0


def add(arguments: Namespace) -> int:
    """Add a record; prints its id."""
    access = access_of(arguments.kind)
    with opened(arguments.region) as store:
        changes = do_add(store, access, assignments(arguments.fields))
    for record_id in sorted(changes.ids_of(access.kind)):
        say(record_id)
    return 0


def set_fields(arguments: Namespace) -> int:
    """Set fields of a record."""
    access = access_of(arguments.kind)
    with opened(arguments.region) as store:
        record_id = _whole_id(read_rows(store, access), arguments.id) or find(store, access, arguments.id)
        do_set(store, access, record_id, assignments(arguments.fields))
    say(record_id)
    return 0


def remove(arguments: Namespace) -> int:
    """Put a record into the bin."""
    access = access_of(arguments.kind)
    with opened(arguments.region) as store:
        record_id = _whole_id(read_rows(store, access), arguments.id) or find(store, access, arguments.id)
        do_remove(store, access, record_id)
    say(translate("cli", "In the bin; it can be restored for a year."))
    return 0


def restore(arguments: Namespace) -> int:
    """Take a record out of the bin."""
    access = access_of(arguments.kind)
    with opened(arguments.region) as store:
        do_restore(store, access, arguments.id)
    say(arguments.id)
    return 0


def access_of(kind: str) -> RecordAccess:
    """The kind of this name; PlanError `cli.kind` names those there are."""
    known = access_by_kind()
    if kind not in known:
        raise PlanError("cli.kind", kind=kind, kinds=" ".join(sorted(known)))
    return known[kind]


def assignments(parts: Sequence[str]) -> dict[str, str]:
    """FIELD=VALUE words as a mapping; a literal \\n in a value stands for a new line."""
    found = {}
    for part in parts:
        name, equals, value = part.partition("=")
        if not equals or not name:
            raise PlanError("cli.assignment", text=part)
        found[name.strip()] = value.replace("\\n", "\n")
    return found


def _list_bin(arguments: Namespace) -> int:
    with opened(arguments.region) as store:
        rows = binned(store, list(access_by_kind().values()))
    if arguments.json:
        put_json([{"kind": kind, "id": record_id, "name": name} for kind, record_id, name in rows])
    else:
        put_table(("kind", "id", translate("cli", "Name")), rows)
    return 0


def _whole_id(rows: Sequence[Mapping[str, Stored]], text: str) -> str | None:
    """The id that starts with this text, when it is long enough to mean one record."""
    found = [str(row["id"]) for row in rows if str(row["id"]).startswith(text)] if len(text) >= 6 else []
    return found[0] if len(found) == 1 else None


def _reference_names(
    store: Store, access: RecordAccess, rows: Sequence[Mapping[str, Stored]]
) -> dict[str, str]:
    names: dict[str, str] = {}
    for field in access.record.fields:
        if field.kind in ("ref", "body") and field.refers_to:
            wanted = sorted({str(row[field.key]) for row in rows if row[field.key]})
            names |= store.titles(field.refers_to, wanted)
    return names
