"""A list of accepted transactions as rows of the log: one pass over their operations, in memory."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from bingo_planner.store.recorder import Local
from bingo_planner.store.standing import Cell, RowKey
from bingo_planner.store.wire import Value
from bingo_planner.sync.intake import Accepted
from bingo_planner.sync.operations import ReadOp
from bingo_planner.sync.reading import Tx


@dataclass
class Batch:
    """The rows that a list of transactions becomes; `leaves` are its values that none of it replaces."""

    connection: Connection
    replicas: dict[str, int]
    numbers: dict[str, int]
    txs: list[tuple[int, int, int, str, int, str, bytes, bytes]] = field(default_factory=list)
    ops: list[tuple[int, int, int, str, int, str, int, Value, int]] = field(default_factory=list)
    parents: list[tuple[int, int, int, int, int, int]] = field(default_factory=list)
    leaves: dict[Local, tuple[Cell, int, Value]] = field(default_factory=dict)
    replaced: list[tuple[int, str, int, int, int, int]] = field(default_factory=list)
    deletions: dict[Local, tuple[RowKey, str]] = field(default_factory=dict)
    cancelled: list[tuple[int, str, int, int, int]] = field(default_factory=list)
    closed: list[tuple[str, str]] = field(default_factory=list)
    parts: list[tuple[int, int, bytes, str]] = field(default_factory=list)
    rows: set[RowKey] = field(default_factory=set)
    born: set[RowKey] = field(default_factory=set)
    binned: set[RowKey] = field(default_factory=set)

    def take(self, accepted: Accepted) -> None:
        """Add one transaction."""
        tx = accepted.tx
        rep = self._replica(tx.replica)
        self.txs.append((rep, tx.seq, tx.hlc, tx.user, tx.schema, tx.why, accepted.link, tx.data))
        if tx.part:
            vector = json.dumps(dict(accepted.vector))
            self.parts.append((rep, tx.seq, bytes.fromhex(tx.part), vector))
        self.take_operations(accepted)

    def take_operations(self, accepted: Accepted) -> None:
        """Add only the operations: the transaction itself is in the log."""
        tx = accepted.tx
        rep = self._replica(tx.replica)
        texts = iter(accepted.texts)
        for op in tx.ops:
            if op.kind == "s":
                self._value(rep, tx, op, op.value)
            elif op.kind == "x":
                self._value(rep, tx, op, next(texts))
            elif op.kind == "k":
                self.ops.append((rep, tx.seq, op.k, "k", 0, op.row, 0, op.value, tx.hlc))
                self.closed.append((op.row, json.dumps([tx.replica, tx.seq, op.k])))
            else:
                self._row(rep, accepted, op)

    def _value(self, rep: int, tx: Tx, op: ReadOp, value: Value) -> None:
        numbers, leaves = self.numbers, self.leaves
        row = (numbers.get(op.table) or self._number(op.table), op.row)
        cell = (*row, numbers.get(op.column) or self._number(op.column))
        own = (rep, tx.seq, op.k)
        self.ops.append((*own, op.kind, *cell, value, tx.hlc))
        for replica, seq, k in op.parents:
            parent = (self._replica(replica), seq, k)
            self.parents.append((*own, *parent))
            known = leaves.get(parent)
            if known is None:
                self.replaced.append((*cell, *parent))
            elif known[0] == cell:
                del leaves[parent]
        leaves[own] = (cell, tx.hlc, value)
        self.rows.add(row)

    def _row(self, rep: int, accepted: Accepted, op: ReadOp) -> None:
        tx, value = accepted.tx, None
        row = (self.numbers.get(op.table) or self._number(op.table), op.row)
        self.rows.add(row)
        if op.kind == "r":
            self.born.add(row)
        elif op.kind == "d":
            self.deletions[rep, tx.seq, op.k] = (row, json.dumps(dict(accepted.vector)))
            self.binned.add(row)
        else:
            cancelled = [(self._replica(replica), seq, k) for replica, seq, k in op.parents]
            value = json.dumps(cancelled)
            self.binned.add(row)
            for one in cancelled:
                if self.deletions.pop(one, None) is None:
                    self.cancelled.append((*row, *one))
        self.ops.append((rep, tx.seq, op.k, op.kind, *row, 0, value, tx.hlc))

    def _replica(self, name: str) -> int:
        known = self.replicas.get(name)
        if known is None:
            known = self._new("INSERT INTO sync_replica(hex) VALUES (?) RETURNING ix", name)
            self.replicas[name] = known
        return known

    def _number(self, word: str) -> int:
        """The small number of a table or column this file had no word for yet."""
        self.numbers[word] = self._new("INSERT INTO sync_name(name) VALUES (?) RETURNING ix", word)
        return self.numbers[word]

    def _new(self, statement: str, word: str) -> int:
        return int(self.connection.exec_driver_sql(statement, (word,)).scalar_one())
