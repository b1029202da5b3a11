"""What stands: which of several values is shown, which record a deletion hides, and what a person must settle.

All of it follows from the operations a copy holds, in whatever order they came. A cell shows the value with the
newest stamp; a record is hidden when one deletion had seen every value and every creation or restoring of it.
Anything else is shown, and an item of the inbox says so. What lies in the bin asks nobody anything.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from sqlalchemy.engine import Connection

from bingo_planner.kernel.ids import stable_id
from bingo_planner.store.registry import WHOLE, Registry
from bingo_planner.store.wire import Value

Cell = tuple[int, str, int]
"""Table, row and column as the numbers and words of this file."""
RowKey = tuple[int, str]
Mark = tuple[str, int, int]
"""An operation: replica (hex), sequence number, place."""

T = TypeVar("T")
_CHUNK = 5_000


@dataclass(frozen=True)
class Names:
    """The small numbers of one file and the words they stand for."""

    words: Mapping[int, str]
    registry: Registry = WHOLE

    def table(self, tbl: int) -> str:
        """The table's name when this program has it, else an empty word."""
        name = self.words.get(tbl, "")
        return name if self.registry.knows(name) else ""

    def column(self, tbl: int, col: int) -> str:
        """The column's name when this program has it, else an empty word."""
        table, name = self.words.get(tbl, ""), self.words.get(col, "")
        return name if name and self.registry.knows(table, name) else ""


@dataclass(frozen=True, order=True)
class Leaf:
    """A value nothing has replaced. Leaves sort by what chooses the shown one: stamp, replica, place."""

    hlc: int
    replica: str
    seq: int
    k: int
    value: Value = field(compare=False)

    @property
    def mark(self) -> Mark:
        """Which operation wrote it."""
        return self.replica, self.seq, self.k


def read_names(connection: Connection, registry: Registry = WHOLE) -> Names:
    """The numbers of this file."""
    rows = connection.exec_driver_sql("SELECT ix, name FROM sync_name")
    return Names({int(ix): str(name) for ix, name in rows}, registry)


def item_id(kind: str, *words: str) -> str:
    """The same id on every copy for an item about the same thing."""
    return stable_id("item", "\n".join((kind, *words)))


def is_hidden(deletions: Sequence[Mapping[str, int]], marks: Iterable[tuple[str, int]]) -> bool:
    """Whether a record lies in the bin: one deletion had seen all of `marks` (replica, sequence number).

    `deletions` are the vectors of the deletions that were not cancelled.
    """
    lived = list(marks)
    return any(all(seq <= vector.get(replica, 0) for replica, seq in lived) for vector in deletions)


def settle_cells(connection: Connection, names: Names, cells: Iterable[Cell], stamp: int) -> list[str]:
    """Show the newest value of each cell and open or close its item. Returns ids of items that are new.

    Write silently: nothing here is a change of anybody.
    """
    opened = []
    for some in _chunks(sorted(cells), _CHUNK):
        leaves = _leaves(connection, some)
        for cell in some:
            opened += _settle_cell(connection, names, cell, sorted(leaves.get(cell, ())), stamp)
    return opened


def settle_rows(connection: Connection, names: Names, rows: Iterable[RowKey], stamp: int) -> list[str]:
    """Hide or show each record as its deletions say, and settle its cells anew; items as above."""
    opened = []
    for tbl, row in sorted(rows):
        deletions = _deletions(connection, tbl, row)
        marks = set(_marks(connection, tbl, row)) if deletions else set()
        hidden = is_hidden([vector for _, vector in deletions], marks)
        table = names.table(tbl)
        if table:
            connection.exec_driver_sql(
                f'UPDATE "{table}" SET is_deleted = ? WHERE id = ? AND is_deleted <> ?',
                (int(hidden), row, int(hidden)),
            )
        kind = "delete" if table and deletions and not hidden else ""
        closer = ("", 0, 0) if not deletions else deletions[-1][0]
        opened += _note(connection, names, (tbl, row, 0), ("delete",), kind, stamp, closer)
        cells = connection.exec_driver_sql(
            "SELECT DISTINCT col FROM sync_leaf WHERE tbl = ? AND row = ?", (tbl, row)
        ).all()
        opened += settle_cells(connection, names, [(tbl, row, col) for (col,) in cells], stamp)
    return opened


def open_items(connection: Connection) -> set[Cell]:
    """The cells (records: column 0) that have an open item."""
    rows = connection.exec_driver_sql("SELECT tbl, row, col FROM sync_item WHERE closed IS NULL AND tbl > 0")
    return {(int(tbl), str(row), int(col)) for tbl, row, col in rows}


def settle_own(connection: Connection, names: Names, rep: int, seq: int, stamp: int) -> None:
    """After own operations: cells that hold several values, items they closed, records with deletions."""
    doubled = connection.exec_driver_sql(
        "SELECT DISTINCT o.tbl, o.row, o.col FROM sync_op o WHERE o.rep = ? AND o.seq = ? AND o.kind IN ('s','x') "
        "AND ((SELECT count(*) FROM sync_leaf l WHERE l.tbl = o.tbl AND l.row = o.row AND l.col = o.col) > 1 "
        "OR EXISTS (SELECT 1 FROM sync_item i "
        "WHERE i.closed IS NULL AND i.tbl = o.tbl AND i.row = o.row AND i.col = o.col))",
        (rep, seq),
    ).all()
    settle_cells(connection, names, [(tbl, row, col) for tbl, row, col in doubled], stamp)
    binned = connection.exec_driver_sql(
        "SELECT DISTINCT o.tbl, o.row FROM sync_op o WHERE o.rep = ? AND o.seq = ? AND (o.kind = 'u' "
        "OR EXISTS (SELECT 1 FROM sync_del d WHERE d.tbl = o.tbl AND d.row = o.row))",
        (rep, seq),
    ).all()
    settle_rows(connection, names, [(tbl, row) for tbl, row in binned], stamp)


def _settle_cell(
    connection: Connection, names: Names, cell: Cell, leaves: Sequence[Leaf], stamp: int
) -> list[str]:
    if not leaves:
        return []
    tbl, row, col = cell
    shown = leaves[-1]
    kind = ""
    name = names.column(tbl, col)
    if name:
        column = names.registry.column(names.table(tbl), name)
        connection.exec_driver_sql(
            f'UPDATE "{column.table}" SET "{name}" = ? WHERE id = ? AND "{name}" IS NOT ?',
            (column.shown(shown.value), row, column.shown(shown.value)),
        )
        if _is_binned(connection, column.table, row):
            kind = ""
        elif not column.fits(shown.value):
            kind = "problem"
        elif len({leaf.value for leaf in leaves}) > 1:
            kind = "text" if column.kind == "long" else "field"
    return _note(connection, names, cell, ("field", "text", "problem"), kind, stamp, shown.mark)


def _is_binned(connection: Connection, table: str, row: str) -> bool:
    found = connection.exec_driver_sql(f'SELECT is_deleted FROM "{table}" WHERE id = ?', (row,)).scalar()
    return bool(found)


def _note(
    connection: Connection,
    names: Names,
    cell: Cell,
    kinds: Sequence[str],
    kind: str,
    stamp: int,
    closer: Mark,
) -> list[str]:
    """Of the items of these kinds about a cell, `kind` is open and no other; returns the id that is new."""
    words = (names.words[cell[0]], cell[1], names.words.get(cell[2], ""))
    for other in kinds:
        if other != kind:
            connection.exec_driver_sql(
                "UPDATE sync_item SET closed = ?, closed_by = ? WHERE id = ? AND closed IS NULL",
                (stamp, json.dumps(closer), item_id(other, *words)),
            )
    if not kind:
        return []
    found = connection.exec_driver_sql(
        "INSERT INTO sync_item(id, kind, tbl, row, col, opened) VALUES (?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE "
        "SET opened = excluded.opened, closed = NULL, closed_by = '' WHERE closed IS NOT NULL RETURNING id",
        (item_id(kind, *words), kind, *cell, stamp),
    ).all()
    return [str(one) for (one,) in found]


def _leaves(connection: Connection, cells: Sequence[Cell]) -> dict[Cell, list[Leaf]]:
    found: dict[Cell, list[Leaf]] = defaultdict(list)
    for tbl, row, col in cells:
        rows = connection.exec_driver_sql(
            "SELECT l.hlc, r.hex, l.seq, l.k, o.val FROM sync_leaf l JOIN sync_replica r ON r.ix = l.rep "
            "JOIN sync_op o ON o.rep = l.rep AND o.seq = l.seq AND o.k = l.k "
            "WHERE l.tbl = ? AND l.row = ? AND l.col = ?",
            (tbl, row, col),
        )
        found[tbl, row, col] = [Leaf(*one) for one in rows]
    return found


def _deletions(connection: Connection, tbl: int, row: str) -> list[tuple[Mark, dict[str, int]]]:
    rows = connection.exec_driver_sql(
        "SELECT r.hex, d.seq, d.k, d.vector FROM sync_del d JOIN sync_replica r ON r.ix = d.rep "
        "WHERE d.tbl = ? AND d.row = ? ORDER BY r.hex, d.seq, d.k",
        (tbl, row),
    )
    return [((str(replica), int(seq), int(k)), json.loads(vector)) for replica, seq, k, vector in rows]


def _marks(connection: Connection, tbl: int, row: str) -> Iterator[tuple[str, int]]:
    """What keeps a record alive: its values, and whoever created or restored it."""
    rows = connection.exec_driver_sql(
        "SELECT r.hex, l.seq FROM sync_leaf l JOIN sync_replica r ON r.ix = l.rep WHERE l.tbl = ? AND l.row = ? "
        "UNION SELECT r.hex, o.seq FROM sync_op o JOIN sync_replica r ON r.ix = o.rep "
        "WHERE o.tbl = ? AND o.row = ? AND o.col = 0 AND o.kind IN ('r', 'u')",
        (tbl, row, tbl, row),
    )
    return ((str(replica), int(seq)) for replica, seq in rows)


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
