"""Undo and redo over the log: they survive a restart and are changes like any other.

The values to go back to are the parents of the operations that are taken back. A field that
somebody changed since is left alone: what was not seen is not replaced.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.base import Base
from bingo_planner.store.recorder import Recorder
from bingo_planner.store.registry import column

KEEP = 500
"""How many changes can be taken back."""


@dataclass(frozen=True)
class UndoState:
    """What undo and redo would do next."""

    undo_label: str | None
    redo_label: str | None


Step = Callable[[Connection, Recorder], str]


def remember(connection: Connection, seq: int, label: str) -> None:
    """A new change: it can be undone, and what was undone before it can no longer be redone."""
    connection.exec_driver_sql("DELETE FROM local_undo WHERE undone = 1")
    connection.exec_driver_sql("INSERT INTO local_undo(seq, label) VALUES (?, ?)", (seq, label))
    connection.exec_driver_sql(
        "DELETE FROM local_undo WHERE pos <= (SELECT max(pos) FROM local_undo) - ?", (KEEP,)
    )


def forget(connection: Connection) -> None:
    """Nothing can be undone any more (a file was opened for the first time or restored)."""
    connection.exec_driver_sql("DELETE FROM local_undo")


def state(connection: Connection) -> UndoState:
    """The labels of the next undo and redo."""
    done = _newest_done(connection)
    undone = _oldest_undone(connection)
    return UndoState(done[2] if done else None, undone[2] if undone else None)


def depth(connection: Connection) -> tuple[int, int]:
    """How many changes can be taken back, and how many done again."""
    row = connection.exec_driver_sql(
        "SELECT count(*) - coalesce(sum(undone), 0), coalesce(sum(undone), 0) FROM local_undo"
    ).one()
    return int(row[0]), int(row[1])


def undo_step(connection: Connection, recorder: Recorder) -> str:
    """Take back the newest change; returns its label."""
    entry = _newest_done(connection)
    if entry is None:
        raise PlanError("undo.nothing")
    return _swap(connection, recorder, entry, undone=1)


def redo_step(connection: Connection, recorder: Recorder) -> str:
    """Do the change undone last again; returns its label."""
    entry = _oldest_undone(connection)
    if entry is None:
        raise PlanError("redo.nothing")
    return _swap(connection, recorder, entry, undone=0)


Entry = tuple[int, int, str]


def _newest_done(connection: Connection) -> Entry | None:
    return _entry(connection, "undone = 0 ORDER BY pos DESC")


def _oldest_undone(connection: Connection) -> Entry | None:
    return _entry(connection, "undone = 1 ORDER BY pos")


def _entry(connection: Connection, condition: str) -> Entry | None:
    row = connection.exec_driver_sql(
        f"SELECT pos, seq, label FROM local_undo WHERE {condition} LIMIT 1"
    ).first()
    return None if row is None else (int(row[0]), int(row[1]), str(row[2]))


def _swap(connection: Connection, recorder: Recorder, entry: Entry, undone: int) -> str:
    pos, seq, label = entry
    reverse(connection, recorder, seq)
    # The reversing transaction is itself what the opposite step will reverse.
    connection.exec_driver_sql(
        "UPDATE local_undo SET undone = ?, seq = ? WHERE pos = ?",
        (undone, recorder.last_seq + 1 if recorder.pending else seq, pos),
    )
    return label


def reverse(connection: Connection, recorder: Recorder, seq: int) -> None:
    """Write the opposite of one own transaction, newest operation first."""
    names = {int(ix): str(name) for ix, name in connection.exec_driver_sql("SELECT ix, name FROM sync_name")}
    rows = connection.exec_driver_sql(
        "SELECT k, kind, tbl, row, col FROM sync_op WHERE rep = ? AND seq = ? ORDER BY k DESC",
        (recorder.replica_ix, seq),
    ).all()
    created = {(tbl, row) for _, kind, tbl, row, _ in rows if kind == "r"}
    for k, kind, tbl, row, col in rows:
        table = names[tbl]
        if kind in "ru":
            _flag(connection, table, row, deleted=True)
        elif kind == "d":
            _flag(connection, table, row, deleted=False)
        elif (tbl, row) not in created and _stands(connection, recorder.replica_ix, seq, k, tbl, row, col):
            _set_back(connection, recorder.replica_ix, seq, k, table, row, names[col])


def _flag(connection: Connection, table: str, row: str, *, deleted: bool) -> None:
    connection.exec_driver_sql(f'UPDATE "{table}" SET is_deleted = ? WHERE id = ?', (int(deleted), row))


def _stands(connection: Connection, rep: int, seq: int, k: int, tbl: int, row: str, col: int) -> bool:
    found = connection.exec_driver_sql(
        "SELECT 1 FROM sync_leaf WHERE tbl = ? AND row = ? AND col = ? AND rep = ? AND seq = ? AND k = ?",
        (tbl, row, col, rep, seq, k),
    ).first()
    # The same field set twice in one transaction: the later operation was put back already,
    # its leaf is the newest; the earlier one's parent is what counts and is reached next.
    return (
        found is not None
        or _put_back_now(connection, rep, seq, k)
        or _restored(connection, rep, seq, k, tbl, row, col)
    )


def _restored(connection: Connection, rep: int, seq: int, k: int, tbl: int, row: str, col: int) -> bool:
    """Whether the field holds this operation's value again because newer own changes of it were taken back.

    Own changes that were not taken back stand nearer in the list of steps, so the newest own operation with the
    same value is a reversal; an operation of another copy is somebody's change and stays.
    """
    found = connection.exec_driver_sql(
        "SELECT 1 FROM sync_leaf l JOIN sync_op o ON o.rep = l.rep AND o.seq = l.seq AND o.k = l.k "
        "JOIN sync_op own ON own.rep = ? AND own.seq = ? AND own.k = ? "
        "WHERE l.tbl = ? AND l.row = ? AND l.col = ? AND l.rep = ? AND o.val IS own.val",
        (rep, seq, k, tbl, row, col, rep),
    ).first()
    return found is not None


def _put_back_now(connection: Connection, rep: int, seq: int, k: int) -> bool:
    found = connection.exec_driver_sql(
        "SELECT 1 FROM sync_parent p WHERE p.rep = ? AND p.seq = ? AND p.prep = ? AND p.pseq = ? AND p.pk = ?",
        (rep, seq, rep, seq, k),
    ).first()
    return found is not None


def _set_back(connection: Connection, rep: int, seq: int, k: int, table: str, row: str, name: str) -> None:
    before = connection.exec_driver_sql(
        "SELECT o.val FROM sync_parent p JOIN sync_op o ON o.rep = p.prep AND o.seq = p.pseq AND o.k = p.pk "
        "WHERE p.rep = ? AND p.seq = ? AND p.k = ?",
        (rep, seq, k),
    ).first()
    recorded = column(table, name)
    value = before[0] if before else None
    if value is None and recorded.kind in ("text", "long") and _is_required(table, name):
        value = ""
    connection.exec_driver_sql(f'UPDATE "{table}" SET "{name}" = ? WHERE id = ?', (value, row))


def _is_required(table: str, name: str) -> bool:
    return not Base.metadata.tables[table].columns[name].nullable
