"""Verbs about records: list, add, set, remove, restore."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence

from bingo_planner.cli.kinds import access_by_kind
from bingo_planner.cli.opened import opened
from bingo_planner.cli.output import put_json, put_table, say, shortened
from bingo_planner.features.records import (
    RecordAccess,
    binned,
    do_add,
    do_remove,
    do_restore,
    do_set,
    find,
    find_binned,
    read_rows,
)
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored, show_value
from bingo_planner.store.store import Store

_SHOWN = 6
"""Columns a terminal has room for; JSON gives all of them."""
_WIDE = 60
"""Characters a column shows; JSON gives the whole text."""


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
    length = _telling([str(row["id"]) for row in rows])
    table = [
        [
            str(row["id"])[:length],
            *(shortened(names.get(str(row[f.key]), show_value(f, row[f.key])), _WIDE) for f in fields),
        ]
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
        record_id = find(store, access, arguments.id)
        do_set(store, access, record_id, assignments(arguments.fields))
    say(record_id)
    return 0


def remove(arguments: Namespace) -> int:
    """Put a record into the bin."""
    access = access_of(arguments.kind)
    with opened(arguments.region) as store:
        do_remove(store, access, arguments.id)
    say(translate("cli", "In the bin; it can be restored for a year."))
    return 0


def restore(arguments: Namespace) -> int:
    """Take a record out of the bin."""
    access = access_of(arguments.kind)
    with opened(arguments.region) as store:
        record_id = find_binned(store, access, arguments.id)
        do_restore(store, access, record_id)
    say(record_id)
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
        if name.strip() in found:
            raise PlanError("cli.twice", field=name.strip())
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


def _telling(ids: Sequence[str]) -> int:
    """How many signs of these ids tell them apart: ids made within a minute begin alike."""
    return next((n for n in range(8, 32) if len({one[:n] for one in ids}) == len(ids)), 32)


def _reference_names(
    store: Store, access: RecordAccess, rows: Sequence[Mapping[str, Stored]]
) -> dict[str, str]:
    names: dict[str, str] = {}
    for field in access.record.fields:
        if field.kind in ("ref", "body") and field.refers_to:
            wanted = sorted({str(row[field.key]) for row in rows if row[field.key]})
            names |= store.titles(field.refers_to, wanted)
    return names
