"""What is recorded: every table and column with its scope, the schema it came with and its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from sqlalchemy import Boolean, Column, Date, Integer, MetaData, Table
from sqlalchemy.schema import DefaultClause

from bingo_planner.store.base import Base, DecimalText
from bingo_planner.store.wire import Value

UNRECORDED = frozenset({"id", "is_deleted"})
"""Kept by the operations r, d and u themselves."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class RecordedColumn:
    """One column of a recorded table. `shape`: text, int, flag, day or dec; `blank`: what an empty cell holds."""

    table: str
    name: str
    kind: str
    scope: str
    since: int
    title: bool
    search: bool
    shape: str
    blank: Value

    def fits(self, value: Value) -> bool:
        """Whether this column can hold a stored value; another copy may have sent anything."""
        if value is None:
            return True
        if self.shape in ("int", "flag"):
            return isinstance(value, int) and (self.shape == "int" or value in (0, 1))
        return isinstance(value, str) and _readable(self.shape, value)

    def shown(self, value: Value) -> Value:
        """What stands in the table for a logged value."""
        return self.blank if value is None or not self.fits(value) else value


@dataclass(frozen=True)
class Registry:
    """The recorded tables of one program version."""

    metadata: MetaData
    _columns: dict[str, tuple[RecordedColumn, ...]] = field(default_factory=dict, compare=False)
    _named: dict[tuple[str, str], RecordedColumn] = field(default_factory=dict, compare=False)

    def tables(self) -> Iterator[Table]:
        """Recorded tables in the order of their names."""
        return (self.metadata.tables[name] for name in sorted(self.metadata.tables))

    def knows(self, table: str, column: str = "") -> bool:
        """Whether this version has the table, and the column when one is named."""
        found = self.metadata.tables.get(table)
        return found is not None and (not column or (column in found.columns and column not in UNRECORDED))

    def columns(self, table: str) -> tuple[RecordedColumn, ...]:
        """Recorded columns of a table, in the order of the model."""
        known = self._columns.get(table)
        if known is None:
            items = self.metadata.tables[table].columns
            known = tuple(_describe(table, item) for item in items if item.name not in UNRECORDED)
            self._columns[table] = known
        return known

    def column(self, table: str, name: str) -> RecordedColumn:
        """One recorded column by its names; KeyError when the model has none."""
        known = self._named.get((table, name))
        if known is None:
            self._named.update(((table, found.name), found) for found in self.columns(table))
            known = self._named[table, name]
        return known

    def names(self) -> list[str]:
        """Every word the log uses for tables and columns, sorted."""
        words = {table.name for table in self.tables()}
        for table in self.tables():
            words.update(recorded.name for recorded in self.columns(table.name))
        return sorted(words)


WHOLE = Registry(Base.metadata)
"""What this program records."""


def tables() -> Iterator[Table]:
    """Recorded tables of this program in the order of their names."""
    return WHOLE.tables()


def columns(table: Table) -> tuple[RecordedColumn, ...]:
    """Recorded columns of a table, in the order of the model."""
    return WHOLE.columns(table.name)


def _readable(shape: str, value: str) -> bool:
    try:
        if shape == "day":
            return bool(_DAY.fullmatch(value) and date.fromisoformat(value))
        return shape != "dec" or Decimal(value).is_finite()
    except (ValueError, InvalidOperation):
        return False


def _describe(table: str, item: Column[object]) -> RecordedColumn:
    info = item.info
    return RecordedColumn(
        table,
        item.name,
        str(info["kind"]),
        str(info["scope"]),
        int(info["since"]),
        bool(info.get("title")),
        bool(info.get("search")),
        _shape(item),
        _blank(item),
    )


def _shape(item: Column[object]) -> str:
    for kind, name in ((Boolean, "flag"), (Integer, "int"), (Date, "day"), (DecimalText, "dec")):
        if isinstance(item.type, kind):
            return name
    return "text"


def _blank(item: Column[object]) -> Value:
    default = item.server_default
    if item.nullable or not isinstance(default, DefaultClause):
        return None
    text = str(default.arg)
    return int(text) if isinstance(item.type, (Boolean, Integer)) else text
