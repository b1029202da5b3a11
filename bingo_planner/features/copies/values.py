"""Records, fields and values in words, of whatever kind they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import inspect, select
from sqlalchemy.engine import Row

from bingo_planner.features.copies.model import House
from bingo_planner.features.records import RecordAccess
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.fields import Field
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored, show_value
from bingo_planner.store.store import Store
from bingo_planner.store.wire import Value

_AT_ONCE = 500
"""Records of one question to the file."""


class Naming:
    """Words for kinds, records, fields and values; titles are asked for once each."""

    def __init__(self, store: Store, house: House, style: DateStyle = DateStyle.ERA) -> None:
        self.store, self.kinds, self.style = store, house.kinds(), style
        self._titles: dict[tuple[str, str], str] = {}

    def access(self, kind: str) -> RecordAccess | None:
        """The kind's services; None for one that has no form."""
        return self.kinds.get(kind)

    def field(self, kind: str, key: str) -> Field | None:
        """A field's record."""
        access = self.kinds.get(kind)
        return access.record.by_key.get(key) if access else None

    def kind_name(self, kind: str) -> str:
        """What a kind is called."""
        access = self.kinds.get(kind)
        return access.record.name() if access else kind

    def field_name(self, kind: str, key: str) -> str:
        """What a field is called."""
        field = self.field(kind, key)
        return field.name() if field else key

    def titles_of(self, records: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """Names of many records with one question a kind."""
        for kind in sorted({kind for kind, _ in records}):
            ids = sorted({one for own, one in records if own == kind and (own, one) not in self._titles})
            found = self.store.titles(kind, ids) if ids else {}
            self._titles |= {(kind, one): found.get(one, "") for one in ids}
            unnamed = [one for one in ids if not found.get(one)]
            self._titles |= {(kind, one): words for one, words in self._by_parents(kind, unnamed).items()}
        return {key: self._titles[key] for key in records}

    def title(self, kind: str, record_id: str) -> str:
        """A record's name; of one without a name what it belongs to."""
        return self.titles_of([(kind, record_id)])[kind, record_id] or self.kind_name(kind)

    def value(self, kind: str, key: str, value: Value) -> str:
        """A stored value as a person reads it."""
        if value is None or value == "":
            return ""
        field = self.field(kind, key)
        if field is None:
            return str(value)
        if field.kind in ("ref", "body"):
            return self.titles_of([(field.refers_to, str(value))])[field.refers_to, str(value)] or str(value)
        if (field.kind, field.minimum, field.maximum) == ("integer", 0, 1):
            return translate("copies", "Yes") if str(value) == "1" else translate("copies", "No")
        return show_value(field, _plain(field, value), self.style)

    def path(self, kind: str, record_id: str) -> tuple[str, ...]:
        """Where a record stands: what it belongs to, its kind."""
        parents = [
            text
            for field, value in self._values(kind, record_id)
            if field.kind in ("ref", "body") and value and (text := self.value(kind, field.key, value))
        ]
        return (*parents[:2], self.kind_name(kind))

    def cell_title(self, kind: str, record_id: str, key: str) -> str:
        """A field with what tells its record from others of the kind: year, stage …"""
        words = [self.field_name(kind, key)]
        own = self.store.titles(kind, [record_id]).get(record_id, "")
        if own:
            return f"{own}　{words[0]}"
        for field, value in self._values(kind, record_id):
            if field.required and field.kind in ("fiscal_year", "choice", "date") and value not in (None, ""):
                words.append(self.value(kind, field.key, value))
        return "　".join(words)

    def _by_parents(self, kind: str, ids: Sequence[str]) -> dict[str, str]:
        """The name of the first thing with a name that each record belongs to; asked for all of them at once."""
        access = self.kinds.get(kind)
        if access is None or not ids:
            return {}
        columns = inspect(access.table).columns
        fields = [one for one in access.record.fields if one.kind in ("ref", "body") and one.key in columns]
        rows: list[Row[tuple[object, ...]]] = []
        with self.store.read() as session:
            for first in range(0, len(ids), _AT_ONCE):
                some = columns["id"].in_(ids[first : first + _AT_ONCE])
                rows += session.execute(
                    select(columns["id"], *(columns[one.key] for one in fields)).where(some)
                )
        found: dict[str, str] = {}
        for at, field in enumerate(fields, start=1):
            belongs = {str(row[0]): str(row[at]) for row in rows if row[at] and str(row[0]) not in found}
            names = self._names(field.refers_to, sorted(set(belongs.values())))
            found |= {one: names[parent] for one, parent in belongs.items() if names.get(parent)}
        return found

    def _names(self, kind: str, ids: Sequence[str]) -> dict[str, str]:
        names: dict[str, str] = {}
        for first in range(0, len(ids), _AT_ONCE):
            names |= self.store.titles(kind, ids[first : first + _AT_ONCE])
        return names

    def _values(self, kind: str, record_id: str) -> list[tuple[Field, Value]]:
        """The fields of a record with what stands in them, also of one in the bin."""
        access = self.kinds.get(kind)
        if access is None:
            return []
        with self.store.read() as session:
            row = session.get(access.table, record_id)
            if row is None:
                return []
            return [(field, _value(getattr(row, field.key, None))) for field in access.record.fields]


def _value(found: object) -> Value:
    if isinstance(found, dt.date):
        return found.isoformat()
    if isinstance(found, Decimal):
        return str(found)
    return found if isinstance(found, (int, str)) else None


def _plain(field: Field, value: Value) -> Stored:
    if isinstance(value, (str, int)):
        return value
    return str(value)
