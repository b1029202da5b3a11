"""Records of any kind through their field records: what the command line lists, adds, sets and bins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.codes import parse_body_code
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.fields import RecordKind
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.messages import register_messages
from bingo_planner.kernel.text import fold
from bingo_planner.kernel.typed import Stored, is_empty, read_value
from bingo_planner.store.base import Base, Row
from bingo_planner.store.store import Store, live

Values = Mapping[str, Stored]
_NAMING = ("code", "name", "title", "number", "short_name")
_ALSO = ("kana", "name_en")
SHORT_ID = 6
"""Signs of an id that may stand for the whole one, when only one record begins with them."""
_BODY = "municipality"

register_messages(
    {
        "records.several": ("{count} records are called “{text}”.", "Type the id instead."),
        "records.not_binned": ("“{text}” does not lie in the bin.", "`list bin` shows what does."),
        "records.no_field": ("“{kind}” has no field “{field}”.", "Choose one of: {fields}"),
    }
)


@dataclass(frozen=True)
class RecordAccess:
    """One kind of record. A room hands in its own services where a plain write would skip a check."""

    record: RecordKind
    table: type[Row]
    add: Callable[[Store, Values], Changes] | None = None
    change: Callable[[Store, str, Values], Changes] | None = None
    remove: Callable[[Store, str], Changes] | None = None
    restore: Callable[[Store, str], Changes] | None = None

    @property
    def kind(self) -> str:
        """The word of the kind, as the command line and the history use it."""
        return self.record.kind


def read_rows(store: Store, access: RecordAccess) -> list[dict[str, Stored]]:
    """Every live record with its id and fields, in the order people expect (`sort`, then name)."""
    keys = ["id", *(field.key for field in access.record.fields)]
    with store.read() as session:
        rows = live(session, access.table)
        rows.sort(key=_order)
        return [{key: getattr(row, key) for key in keys} for row in rows]


def do_add(store: Store, access: RecordAccess, texts: Mapping[str, str]) -> Changes:
    """Add a record from typed texts; PlanError carries a problem for each refused field."""
    values = read_texts(store, access, texts)
    missing = [
        field for field in access.record.fields if field.required and _is_missing(access, field.key, values)
    ]
    if missing:
        raise PlanError.in_fields(
            *(FieldProblem(f.key, "field.required", {"label": f.name()}) for f in missing)
        )
    if access.add is not None:
        return access.add(store, values)
    with store.change(_label("Add {kind}", access)) as unit:
        unit.add(access.table(**values))
    return unit.changes


def do_set(store: Store, access: RecordAccess, record_id: str, texts: Mapping[str, str]) -> Changes:
    """Set fields of one record, named by id, code or name."""
    found = find(store, access, record_id)
    values = read_texts(store, access, texts)
    if access.change is not None:
        return access.change(store, found, values)
    with store.change(_label("Change {kind}", access)) as unit:
        unit.set(access.table, found, **values)
    return unit.changes


def do_remove(store: Store, access: RecordAccess, record_id: str) -> Changes:
    """Put one record into the bin."""
    found = find(store, access, record_id)
    if access.remove is not None:
        return access.remove(store, found)
    with store.change(_label("Bin {kind}", access)) as unit:
        unit.remove(access.table, found)
    return unit.changes


def find(store: Store, access: RecordAccess, text: str) -> str:
    """The id of the record a text names; PlanError `field.no_record` when none or several do."""
    with store.read() as session:
        found = _named(session, access.table, text)
    if found is None:
        raise PlanError("field.no_record", text=text)
    return found


def binned(store: Store, kinds: Sequence[RecordAccess]) -> list[tuple[str, str, str]]:
    """What lies in the bin: (kind, id, name)."""
    with store.read() as session:
        return [
            (access.kind, row.id, _name(row))
            for access in kinds
            for row in session.scalars(select(access.table).where(access.table.is_deleted.is_(True)))
        ]


def do_restore(store: Store, access: RecordAccess, record_id: str) -> Changes:
    """Take a record out of the bin, with what its room binned together with it."""
    found = find_binned(store, access, record_id)
    if access.restore is not None:
        return access.restore(store, found)
    with store.change(_label("Restore {kind}", access)) as unit:
        unit.restore(access.table, found)
    return unit.changes


def find_binned(store: Store, access: RecordAccess, text: str) -> str:
    """The id of the record in the bin that a text names; PlanError `records.not_binned`."""
    with store.read() as session:
        found = _named(session, access.table, text, in_bin=True)
    if found is None:
        raise PlanError("records.not_binned", text=text)
    return found


def read_texts(store: Store, access: RecordAccess, texts: Mapping[str, str]) -> dict[str, Stored]:
    """Typed texts as values of a record's fields; one PlanError carries a problem for each refused field."""

    def resolve(kind: str, text: str) -> str | None:
        with store.read() as session:
            return _named(session, _table(kind), text)

    values: dict[str, Stored] = {}
    problems = []
    for key, text in texts.items():
        field = access.record.by_key.get(key)
        if field is None:
            fields = " ".join(access.record.by_key)
            raise PlanError("records.no_field", kind=access.kind, field=key, fields=fields)
        try:
            values[key] = read_value(field, text, resolve)
        except PlanError as error:
            problems.append(error.at(key))
    if problems:
        raise PlanError.in_fields(*problems)
    return values


def _is_missing(access: RecordAccess, key: str, values: Values) -> bool:
    if key in values:
        return is_empty(values[key])
    # A column that starts with a word of its own, such as a task's "open", need not be typed.
    return not getattr(inspect(access.table).columns[key].default, "arg", "")


def _table(kind: str) -> type[Row]:
    for mapper in Base.registry.mappers:
        if mapper.local_table is not None and getattr(mapper.local_table, "name", "") == kind:
            found: type[Row] = mapper.class_
            return found
    raise PlanError("field.no_record", text=kind)


def _named(session: Session, table: type[Row], text: str, *, in_bin: bool = False) -> str | None:
    """The id behind an id, its beginning, a code, a name, a reading, or code and name as lists show them."""
    row = session.get(table, text)
    if row is not None and row.is_deleted == in_bin:
        return row.id
    wanted, most = fold(text), 0
    rows = list(session.scalars(select(table).where(table.is_deleted.is_(in_bin)))) if wanted else []
    for names in _ways_to_name(table):
        found = [
            one.id for one in rows if wanted == fold(" ".join(str(getattr(one, n) or "") for n in names))
        ]
        if len(found) == 1:
            return found[0]
        most = max(most, len(found))
    if most:
        raise PlanError("records.several", text=text, count=most)
    return _by_beginning(rows, text) or _by_long_code(session, table, wanted)


def _ways_to_name(table: type[Row]) -> list[tuple[str, ...]]:
    columns = inspect(table).columns
    titles = tuple(column.key for column in columns if column.info.get("title"))
    return [(name,) for name in (*_NAMING, *_ALSO) if name in columns] + ([titles] if len(titles) > 1 else [])


def _by_beginning(rows: Sequence[Row], text: str) -> str | None:
    found = [row.id for row in rows if row.id.startswith(text)] if len(text) >= SHORT_ID else []
    if len(found) > 1:
        raise PlanError("records.several", text=text, count=len(found))
    return found[0] if found else None


def _by_long_code(session: Session, table: type[Row], wanted: str) -> str | None:
    """A body by its code of six digits; PlanError when the sixth is wrong."""
    if getattr(table, "__tablename__", "") != _BODY or len(wanted) != 6 or not wanted.isdecimal():
        return None
    code = parse_body_code(wanted)
    found = live(session, table, inspect(table).columns["code"] == code)
    return found[0].id if found else None


def _name(row: Row) -> str:
    return " ".join(str(getattr(row, name)) for name in _NAMING if getattr(row, name, None))


def _order(row: Row) -> tuple[int, str]:
    return (int(getattr(row, "sort", 0) or 0), str(getattr(row, "kana", "") or _name(row)))


def _label(text: str, access: RecordAccess) -> str:
    return translate("records", text, kind=access.record.name())
