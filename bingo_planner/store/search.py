"""Full-text search over every record: one folded line a record, looked through word by word.

Japanese has no spaces to index by, and words of two characters are the rule; a scan of the folded lines
finds any part of a word and stays within a few milliseconds for tens of thousands of records.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.engine import Connection, RowMapping

from bingo_planner.kernel.text import fold
from bingo_planner.store.registry import WHOLE, Registry


@dataclass(frozen=True)
class Found:
    """One hit: which record, its name, and the text around the hit."""

    kind: str
    record_id: str
    title: str
    snippet: str


_SEPARATOR = "\n"
_CHUNK = 500


def refresh(connection: Connection, ids: Iterable[tuple[str, str]], registry: Registry = WHOLE) -> None:
    """Write the search lines of these (table, row) pairs anew."""
    for table_name, pairs in groupby(sorted(ids), key=lambda pair: pair[0]):
        rows = [row for _, row in pairs]
        for start in range(0, len(rows), _CHUNK):
            _refresh_table(connection, registry, table_name, rows[start : start + _CHUNK])


def rebuild(connection: Connection, registry: Registry = WHOLE) -> None:
    """Write every search line anew."""
    connection.exec_driver_sql("DELETE FROM local_search")
    for table in registry.tables():
        ids = [str(row) for row in connection.scalars(select(table.c.id))]
        refresh(connection, ((table.name, row) for row in ids), registry)


def find(connection: Connection, text: str, limit: int) -> list[Found]:
    """Records whose line holds every word; names that hold the first word come first."""
    words = [fold(word) for word in text.split()]
    words = [word for word in words if word]
    if not words:
        return []
    condition = " AND ".join("folded LIKE ? ESCAPE '\\'" for _ in words)
    # The folded line starts with the folded title, so an early hit is a hit in the name.
    rows = connection.exec_driver_sql(
        f"SELECT tbl, row, title, folded FROM local_search WHERE {condition} "
        "ORDER BY instr(folded, ?), tbl, title LIMIT ?",
        (*(f"%{_escaped(word)}%" for word in words), words[0], limit),
    )
    return [Found(tbl, row, title, _snippet(folded, words[0])) for tbl, row, title, folded in rows]


def titles(connection: Connection, kind: str, ids: Sequence[str]) -> dict[str, str]:
    """Names of records by id; ids that do not exist are left out."""
    found: dict[str, str] = {}
    for start in range(0, len(ids), _CHUNK):
        part = list(ids[start : start + _CHUNK])
        marks = ",".join("?" * len(part))
        rows = connection.exec_driver_sql(
            f"SELECT row, title FROM local_search WHERE tbl = ? AND row IN ({marks})", (kind, *part)
        )
        found.update((str(row), str(title)) for row, title in rows)
    return found


def _refresh_table(connection: Connection, registry: Registry, name: str, ids: Sequence[str]) -> None:
    table = registry.metadata.tables[name]
    searched = [column for column in registry.columns(name) if column.search]
    if not searched:
        return
    connection.exec_driver_sql(
        f"DELETE FROM local_search WHERE tbl = ? AND row IN ({','.join('?' * len(ids))})", (table.name, *ids)
    )
    title_names = [column.name for column in searched if column.title]
    names = [column.name for column in searched]
    rows = connection.execute(
        select(table).where(table.c.id.in_(ids), table.c.is_deleted.is_(False))
    ).mappings()
    lines = [_line(table.name, row, title_names, names) for row in rows]
    if lines:
        connection.exec_driver_sql(
            "INSERT INTO local_search(tbl, row, title, folded) VALUES (?,?,?,?)", lines
        )


def _line(
    table: str, row: RowMapping, title_names: Sequence[str], names: Sequence[str]
) -> tuple[str, str, str, str]:
    title = " ".join(str(row[name]) for name in title_names if row[name])
    rest = _SEPARATOR.join(str(row[name]) for name in names if row[name] and name not in title_names)
    return (table, row["id"], title, _SEPARATOR.join((fold(title), fold(rest))))


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _snippet(folded: str, word: str) -> str:
    at = folded.find(word)
    return folded[max(0, at - 12) : at + len(word) + 28].replace(_SEPARATOR, " ")
