"""What is recorded: every table and column with its scope, the schema it came with and its kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Column, Table

from bingo_planner.store.base import Base

UNRECORDED = frozenset({"id", "is_deleted"})
"""Kept by the operations r, d and u themselves."""


@dataclass(frozen=True)
class RecordedColumn:
    """One column of a recorded table."""

    table: str
    name: str
    kind: str
    scope: str
    since: int
    title: bool
    search: bool


def tables() -> Iterable[Table]:
    """Recorded tables in the order of their names."""
    return (Base.metadata.tables[name] for name in sorted(Base.metadata.tables))


def columns(table: Table) -> tuple[RecordedColumn, ...]:
    """Recorded columns of a table, in the order of the model."""
    return tuple(_describe(table, column) for column in table.columns if column.name not in UNRECORDED)


@cache
def column(table: str, name: str) -> RecordedColumn:
    """One recorded column by its names; KeyError when the model has none."""
    found = Base.metadata.tables[table]
    return _describe(found, found.columns[name])


def names() -> list[str]:
    """Every word the log uses for tables and columns, sorted."""
    words = {table.name for table in tables()}
    for table in tables():
        words.update(recorded.name for recorded in columns(table))
    return sorted(words)


def _describe(table: Table, item: Column[object]) -> RecordedColumn:
    info = item.info
    return RecordedColumn(
        table.name,
        item.name,
        str(info["kind"]),
        str(info["scope"]),
        int(info["since"]),
        bool(info.get("title")),
        bool(info.get("search")),
    )
