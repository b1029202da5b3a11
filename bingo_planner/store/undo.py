"""Undo and redo over the log: they survive a restart and are changes like any other.

The values to go back to are the parents of the operations that are taken back. A field that
somebody changed since is left alone: what was not seen is not replaced.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.recorder import Local, Recorder
from bingo_planner.store.standing import Cell
from bingo_planner.store.wire import Value

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
    own = recorder.replica_ix
    rows = connection.exec_driver_sql(
        "SELECT k, kind, tbl, row, col FROM sync_op WHERE rep = ? AND seq = ? ORDER BY k DESC", (own, seq)
    ).all()
    created = {(tbl, row) for _, kind, tbl, row, _ in rows if kind == "r"}
    done: set[Cell] = set()
    for k, kind, tbl, row, col in rows:
        if kind in "rud":
            _flag(connection, recorder, recorder.names.words[tbl], row, deleted=kind != "d")
        elif kind in "sx" and (tbl, row) not in created and (tbl, row, col) not in done:
            step = _Step(connection, recorder, (tbl, row, col), (own, seq, k))
            if step.take_back():
                done.add((tbl, row, col))


def _flag(connection: Connection, recorder: Recorder, table: str, row: str, *, deleted: bool) -> None:
    if deleted:
        connection.exec_driver_sql(f'UPDATE "{table}" SET is_deleted = 1 WHERE id = ?', (row,))
    else:
        recorder.bring_back(connection, table, row)


@dataclass(frozen=True)
class _Step:
    """Taking back one operation on a cell."""

    connection: Connection
    recorder: Recorder
    cell: Cell
    op: Local

    def take_back(self) -> bool:
        """Do it; True when nothing more is to be done about this cell."""
        if self._is_binned():
            return True
        parents = self._parents(self.op)
        siblings = self._siblings(parents)
        if siblings:
            # A choice between several values that was taken back before: choose it again.
            if all(self._is_leaf(one) for one in siblings):
                self.recorder.write(self.connection, self.cell, self._value(parents[0]), siblings)
            return True
        if not self._stands():
            return False
        others = self._others()
        if others and self._is_leaf(self.op):
            # Somebody else's value is there beside it: that one remains, and nothing new stands against it.
            self.recorder.write(self.connection, self.cell, self._value(others[-1]), [self.op, others[-1]])
        elif len(parents) > 1:
            # A choice between several values: they are all there again, the one shown before last.
            for parent in parents:
                self.recorder.write(self.connection, self.cell, self._value(parent), [self.op])
        else:
            self._set_back(self._value(parents[0]) if parents else None)
        return len(parents) > 1

    def _is_binned(self) -> bool:
        """A record that others put into the bin is not brought back by taking back an older edit."""
        table = self.recorder.names.words[self.cell[0]]
        found = self.connection.exec_driver_sql(
            f'SELECT is_deleted FROM "{table}" WHERE id = ?', (self.cell[1],)
        ).scalar()
        return bool(found)

    def _parents(self, op: Local) -> list[Local]:
        rows = self.connection.exec_driver_sql(
            "SELECT p.prep, p.pseq, p.pk FROM sync_parent p JOIN sync_replica r ON r.ix = p.prep "
            "JOIN sync_op o ON o.rep = p.prep AND o.seq = p.pseq AND o.k = p.pk "
            "WHERE p.rep = ? AND p.seq = ? AND p.k = ? ORDER BY o.hlc, r.hex, p.pseq, p.pk",
            op,
        )
        return [(rep, seq, k) for rep, seq, k in rows]

    def _siblings(self, parents: list[Local]) -> list[Local]:
        """Operations of the same transaction over the same parent, when there are several."""
        if len(parents) != 1:
            return []
        rows = self.connection.exec_driver_sql(
            "SELECT rep, seq, k FROM sync_parent "
            "WHERE rep = ? AND seq = ? AND prep = ? AND pseq = ? AND pk = ? ORDER BY k",
            (*self.op[:2], *parents[0]),
        ).all()
        return [(rep, seq, k) for rep, seq, k in rows] if len(rows) > 1 else []

    def _value(self, op: Local) -> Value:
        found: Value = self.connection.exec_driver_sql(
            "SELECT val FROM sync_op WHERE rep = ? AND seq = ? AND k = ?", op
        ).scalar_one()
        return found

    def _is_leaf(self, op: Local) -> bool:
        found = self.connection.exec_driver_sql(
            "SELECT 1 FROM sync_leaf WHERE tbl = ? AND row = ? AND col = ? AND rep = ? AND seq = ? AND k = ?",
            (*self.cell, *op),
        ).first()
        return found is not None

    def _others(self) -> list[Local]:
        """Values beside this one, the one to be shown last."""
        rows = self.connection.exec_driver_sql(
            "SELECT l.rep, l.seq, l.k FROM sync_leaf l JOIN sync_replica r ON r.ix = l.rep "
            "WHERE l.tbl = ? AND l.row = ? AND l.col = ? AND NOT (l.rep = ? AND l.seq = ? AND l.k = ?) "
            "ORDER BY l.hlc, r.hex, l.seq, l.k",
            (*self.cell, *self.op),
        )
        return [(rep, seq, k) for rep, seq, k in rows]

    def _stands(self) -> bool:
        # The same field set twice in one transaction: the later operation was put back already,
        # its leaf is the newest; the earlier one's parent is what counts and is reached next.
        return self._is_leaf(self.op) or self._put_back_now() or self._restored()

    def _restored(self) -> bool:
        """Whether the field holds this operation's value again because newer own changes of it were taken back.

        Own changes that were not taken back stand nearer in the list of steps, so the newest own operation with
        the same value is a reversal; an operation of another copy is somebody's change and stays.
        """
        found = self.connection.exec_driver_sql(
            "SELECT 1 FROM sync_leaf l JOIN sync_op o ON o.rep = l.rep AND o.seq = l.seq AND o.k = l.k "
            "JOIN sync_op own ON own.rep = ? AND own.seq = ? AND own.k = ? "
            "WHERE l.tbl = ? AND l.row = ? AND l.col = ? AND l.rep = ? AND o.val IS own.val",
            (*self.op, *self.cell, self.op[0]),
        ).first()
        return found is not None

    def _put_back_now(self) -> bool:
        rep, seq, k = self.op
        found = self.connection.exec_driver_sql(
            "SELECT 1 FROM sync_parent WHERE rep = ? AND seq = ? AND prep = ? AND pseq = ? AND pk = ?",
            (rep, seq, rep, seq, k),
        ).first()
        return found is not None

    def _set_back(self, value: Value) -> None:
        tbl, row, col = self.cell
        names = self.recorder.names
        column = self.recorder.registry.column(names.words[tbl], names.words[col])
        self.connection.exec_driver_sql(
            f'UPDATE "{column.table}" SET "{column.name}" = ? WHERE id = ?', (column.shown(value), row)
        )
