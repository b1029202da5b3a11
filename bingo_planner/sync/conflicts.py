"""Conflicts as a person meets them: what stood before, what each wrote, who and when; and settling them.

A conflict never blocks anything. Settling one is an ordinary change with its own undo step; what was not chosen
stays in the history.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.store import hlc
from bingo_planner.store.history import author
from bingo_planner.store.identity import ancestors
from bingo_planner.store.store import Store
from bingo_planner.store.wire import Value
from bingo_planner.sync.items import read_item, read_items
from bingo_planner.sync.model import Conflict, DeleteConflict, Item, ItemKind, OpId, Version
from bingo_planner.sync.text_merge import MergedText, merge

_CELL_KINDS = (ItemKind.FIELD, ItemKind.TEXT, ItemKind.PROBLEM)


def read_conflicts(store: Store, limit: int = 1_000) -> list[Conflict | DeleteConflict]:
    """Every open conflict about a record, newest first."""
    items = [item for item in read_items(store, limit=limit) if item.kind_of_record]
    found = (read_conflict(store, item) for item in items)
    return [conflict for conflict in found if conflict is not None]


def read_conflict(store: Store, item: Item) -> Conflict | DeleteConflict | None:
    """The versions behind an item; None when it is about no record or nothing is left of it."""
    with store.read() as session:
        cell = _Cell(session.connection(), store.recorder.replica_hex, item)
        if item.kind is ItemKind.DELETE:
            return cell.deletion()
        return cell.conflict() if item.kind in _CELL_KINDS else None


def find_conflict(store: Store, item_id: str) -> Conflict | DeleteConflict:
    """The open conflict of this id (or the clear beginning of one); PlanError `sync.no_item` (item)."""
    item = read_item(store, item_id)
    found = read_conflict(store, item) if item is not None and item.is_open else None
    if found is None:
        raise PlanError("sync.no_item", item=item_id)
    return found


def text_view(conflict: Conflict) -> MergedText:
    """The versions of a long text as one view with their clashes marked. Never written by itself."""
    base = "" if conflict.base is None else str(conflict.base.value or "")
    return merge(base, *(str(version.value or "") for version in conflict.versions))


def choose(store: Store, conflict: Conflict, version: Version) -> Changes:
    """One of the versions is right."""
    return write(store, conflict, version.value)


def write(store: Store, conflict: Conflict, value: Value) -> Changes:
    """This value (as SQLite keeps it) replaces every version of the conflict; others that came since stay in view.

    PlanError `sync.value` when the column cannot hold it, `record.gone` when the record lies in the bin.
    """
    item = conflict.item
    column = store.recorder.registry.column(item.kind_of_record, item.field)
    if not column.fits(value):
        raise PlanError("sync.value", field=item.field, value=str(value))
    with store.change(translate("sync", "Settle a conflict"), why="resolve") as unit:
        versions = [version.op for version in conflict.versions]
        unit.write_over(item.kind_of_record, item.record_id, item.field, value, versions)
    return unit.changes


def keep_record(store: Store, conflict: DeleteConflict) -> Changes:
    """The record stays: every deletion of it is cancelled."""
    with store.change(translate("sync", "Keep the record"), why="resolve") as unit:
        unit.bring_back(conflict.item.kind_of_record, conflict.item.record_id)
    return unit.changes


def bin_record(store: Store, conflict: DeleteConflict) -> Changes:
    """The record goes into the bin after all, with the edits seen."""
    with store.change(translate("sync", "Put the record into the bin"), why="resolve") as unit:
        unit.put_away(conflict.item.kind_of_record, conflict.item.record_id)
    return unit.changes


def close_item(store: Store, item: Item, note: str = "") -> Changes:
    """A person has seen to something that is no choice between values (a problem, a fork, bytes not accepted)."""
    with store.change(translate("sync", "Settle an item"), why="resolve", undoable=False) as unit:
        unit.close_item(item.item_id, note)
    return unit.changes


@dataclass(frozen=True)
class _Cell:
    """Reads what is behind one item."""

    connection: Connection
    own: str
    item: Item

    def conflict(self) -> Conflict | None:
        leaves = self._leaves("AND c.name = ?", self.item.field)
        if not leaves:
            return None
        versions = [self._version(op) for _, op in reversed(leaves)]
        return Conflict(self.item, self._base([op for _, op in leaves]), versions[0], tuple(versions[1:]))

    def deletion(self) -> DeleteConflict | None:
        rows = self.connection.exec_driver_sql(
            "SELECT r.hex, d.seq, d.k, d.vector FROM sync_del d JOIN sync_replica r ON r.ix = d.rep "
            "JOIN sync_name t ON t.ix = d.tbl WHERE t.name = ? AND d.row = ? ORDER BY r.hex, d.seq, d.k",
            (self.item.kind_of_record, self.item.record_id),
        ).all()
        if not rows:
            return None
        vectors = [json.loads(vector) for *_, vector in rows]
        edits = [
            (field, self._version(op))
            for field, op in self._leaves("AND c.name <> ?", "")
            if not any(op[1] <= vector.get(op[0], 0) for vector in vectors)
        ]
        deleted = [self._version((replica, seq, k)) for replica, seq, k, _ in rows]
        return DeleteConflict(self.item, tuple(deleted), tuple(edits))

    def _leaves(self, narrow: str, fact: str) -> list[tuple[str, OpId]]:
        """Fields with the operations that stand there, the shown one last."""
        rows = self.connection.exec_driver_sql(
            "SELECT c.name, r.hex, l.seq, l.k FROM sync_leaf l JOIN sync_replica r ON r.ix = l.rep "
            "JOIN sync_name t ON t.ix = l.tbl JOIN sync_name c ON c.ix = l.col "
            f"WHERE t.name = ? AND l.row = ? {narrow} ORDER BY l.hlc, r.hex, l.seq, l.k",
            (self.item.kind_of_record, self.item.record_id, fact),
        )
        return [(str(field), (str(replica), int(seq), int(k))) for field, replica, seq, k in rows]

    def _version(self, op: OpId) -> Version:
        value, stamp, user, why = self._read(op)
        written = self._origin(op, value) if why == "undo" else op
        if written != op:
            _, stamp, user, why = self._read(written)
        own = {self.own, *ancestors(self.connection)}
        return Version(op, value, author(user), hlc.moment(stamp).astimezone(), why, written[0] in own)

    def _read(self, op: OpId) -> tuple[Value, int, str, str]:
        row = self.connection.exec_driver_sql(
            "SELECT o.val, t.hlc, t.usr, t.why FROM sync_op o JOIN sync_replica r ON r.ix = o.rep "
            "JOIN sync_tx t ON t.rep = o.rep AND t.seq = o.seq WHERE r.hex = ? AND o.seq = ? AND o.k = ?",
            op,
        ).one()
        return row[0], int(row[1]), str(row[2]), str(row[3])

    def _origin(self, op: OpId, value: Value) -> OpId:
        """Who first wrote a value that an undone choice brought back."""
        for chosen in self._parents(op):
            for before in self._parents(chosen):
                found, _, _, why = self._read(before)
                if found == value:
                    return self._origin(before, value) if why == "undo" else before
        return op

    def _parents(self, op: OpId) -> list[OpId]:
        rows = self.connection.exec_driver_sql(
            "SELECT pr.hex, p.pseq, p.pk FROM sync_parent p JOIN sync_replica r ON r.ix = p.rep "
            "JOIN sync_replica pr ON pr.ix = p.prep JOIN sync_op o ON o.rep = p.prep AND o.seq = p.pseq "
            "AND o.k = p.pk WHERE r.hex = ? AND p.seq = ? AND p.k = ? ORDER BY o.hlc, pr.hex, p.pseq, p.pk",
            op,
        )
        return [(str(replica), int(seq), int(k)) for replica, seq, k in rows]

    def _base(self, leaves: Sequence[OpId]) -> Version | None:
        """The newest version that every one of these goes back to."""
        if len(leaves) < 2:
            return None
        graph: dict[OpId, list[OpId]] = defaultdict(list)
        common = set.intersection(*(self._before(leaf, graph) for leaf in leaves))
        older = {parent for op in common for parent in graph[op]}
        newest = [op for op in common if op not in older]
        versions = [self._version(op) for op in newest]
        return max(versions, key=lambda version: (version.at, version.op), default=None)

    def _before(self, leaf: OpId, graph: dict[OpId, list[OpId]]) -> set[OpId]:
        found: set[OpId] = set()
        ahead = [leaf]
        while ahead:
            op = ahead.pop()
            if op not in graph:
                graph[op] = self._parents(op)
            for parent in graph[op]:
                if parent not in found:
                    found.add(parent)
                    ahead.append(parent)
        return found
