"""What a form had before it when somebody typed: a save replaces only values that were seen there.

A page that reads takes a `Seen` with what it read. When its save comes, a field that another copy changed in
between keeps both values; a field the form only holds unchanged is not written at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Column
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.engine import Connection

from bingo_planner.store.recorder import Local, Recorder, base_on
from bingo_planner.store.standing import Cell
from bingo_planner.store.wire import Value

_DIALECT = dialect()


@dataclass(frozen=True)
class Seen:
    """How far every copy's log had been read at a moment: number of the replica in this file → sequence number."""

    heads: Mapping[int, int]

    def covers(self, op: Local) -> bool:
        """Whether an operation was there at that moment."""
        return op[1] <= self.heads.get(op[0], 0)


def read_seen(connection: Connection) -> Seen:
    """This moment."""
    rows = connection.exec_driver_sql("SELECT ix, last_seq FROM sync_replica WHERE last_seq > 0")
    return Seen({int(ix): int(seq) for ix, seq in rows})


def is_current(connection: Connection, recorder: Recorder, seen: Seen) -> bool:
    """Whether nothing of another copy came in since that moment: the common case, told by one small reading."""
    now = read_seen(connection).heads
    return all(ix == recorder.replica_ix or seq <= seen.heads.get(ix, 0) for ix, seq in now.items())


def stored(column: Column[object], value: object) -> Value:
    """A value as SQLite keeps it."""
    process = column.type.bind_processor(_DIALECT)
    found = value if process is None or value is None else process(value)
    return int(found) if isinstance(found, int) else None if found is None else str(found)


def unseen(connection: Connection, recorder: Recorder, seen: Seen, tbl: int, row: str, col: int = 0) -> bool:
    """Whether another copy's value of this cell (column 0: of any cell of the record) came after that moment."""
    narrow, facts = ("AND col = ?", (tbl, row, col)) if col else ("", (tbl, row))
    leaves = connection.exec_driver_sql(
        f"SELECT rep, seq, k FROM sync_leaf WHERE tbl = ? AND row = ? {narrow}", facts
    )
    return any(rep != recorder.replica_ix and not seen.covers((rep, seq, k)) for rep, seq, k in leaves)


def base_on_seen(connection: Connection, recorder: Recorder, seen: Seen, cell: Cell, value: Value) -> bool:
    """Tie the next write of a cell to what was shown at that moment. False: the value is that one, write nothing."""
    if not unseen(connection, recorder, seen, *cell):
        return True
    shown = _shown_then(connection, recorder, seen, cell)
    words = recorder.names.words
    column = recorder.registry.column(words[cell[0]], words[cell[2]])
    if column.shown(None if shown is None else shown[1]) == value:
        return False
    base_on(connection, cell, [] if shown is None else [shown[0]])
    return True


def _shown_then(
    connection: Connection, recorder: Recorder, seen: Seen, cell: Cell
) -> tuple[Local, Value] | None:
    rows = connection.exec_driver_sql(
        "SELECT o.rep, o.seq, o.k, o.val FROM sync_op o JOIN sync_replica r ON r.ix = o.rep "
        "WHERE o.tbl = ? AND o.row = ? AND o.col = ? AND o.kind IN ('s', 'x') ORDER BY o.hlc, r.hex, o.seq, o.k",
        cell,
    ).all()
    known = [
        ((rep, seq, k), value)
        for rep, seq, k, value in rows
        if rep == recorder.replica_ix or seen.covers((rep, seq, k))
    ]
    replaced: set[Local] = set()
    for op, _ in known:
        parents = connection.exec_driver_sql(
            "SELECT prep, pseq, pk FROM sync_parent WHERE rep = ? AND seq = ? AND k = ?", op
        )
        replaced.update((rep, seq, k) for rep, seq, k in parents)
    standing = [(op, value) for op, value in known if op not in replaced]
    return standing[-1] if standing else None
