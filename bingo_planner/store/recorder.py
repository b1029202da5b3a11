"""The recorder of one open file: its replica, clock and sequence, and the header every commit writes."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from bingo_planner.kernel.changes import Changes, Why
from bingo_planner.kernel.clock import Clock
from bingo_planner.store import hlc, wire
from bingo_planner.store.base import SCHEMA_VERSION
from bingo_planner.store.registry import column


@dataclass
class Recorder:
    """Counts for the triggers while a transaction is open; writes its header at the end."""

    clock: Clock
    app_version: str
    replica_ix: int = 0
    replica_hex: str = ""
    last_seq: int = 0
    last_hash: bytes | None = None
    last_hlc: int = 0
    user: str = ""
    office: int = 0
    _recording: bool = True
    _k: int = 0
    _stamp: int = 0
    _names: dict[int, str] = field(default_factory=dict)

    def register(self, connection: sqlite3.Connection) -> None:
        """Give the triggers of this connection their functions."""
        connection.create_function("bp_recording", 0, lambda: int(self._recording))
        connection.create_function("bp_rep", 0, lambda: self.replica_ix)
        connection.create_function("bp_seq", 0, lambda: self.last_seq + 1)
        connection.create_function("bp_k", 0, self._next_k)
        connection.create_function("bp_hlc", 0, lambda: self._stamp)
        connection.create_function("bp_vector", 0, self._vector)

    def start(self) -> None:
        """A transaction begins: take its stamp."""
        self._k = 0
        self._stamp = hlc.stamp(self.clock.now(), self.last_hlc)

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Write without recording: migrations, rebuilding, applying what others recorded."""
        self._recording = False
        try:
            yield
        finally:
            self._recording = True

    @property
    def pending(self) -> int:
        """Operations of the open transaction so far."""
        return self._k

    def seal(self, connection: Connection, why: Why, label: str) -> Changes:
        """Write the header of the open transaction; call right before commit. Returns what changed."""
        if self._k == 0:
            return Changes(kinds=frozenset(), ids=frozenset(), label=label, why=why)
        ops = read_ops(connection, self.replica_ix, self.last_seq + 1, self._names)
        header = wire.Header(
            replica=self.replica_hex,
            seq=self.last_seq + 1,
            hlc=self._stamp,
            user=self.user,
            why=why,
            app=self.app_version,
            schema=SCHEMA_VERSION,
            office=self.office,
            deps=self._dependencies(connection),
        )
        data = wire.encode(header, ops)
        self._write(connection, header, data)
        ids = frozenset((op.table, op.row) for op in ops)
        return Changes(kinds=frozenset(kind for kind, _ in ids), ids=ids, label=label, why=why)

    def committed(self) -> None:
        """The transaction is on disk: move on to the next sequence number."""
        if self._k:
            self.last_seq += 1
            self.last_hash = self._sealed_hash
            self.last_hlc = self._stamp
        self._k = 0

    def rolled_back(self) -> None:
        """The transaction never happened."""
        self._k = 0

    def learn_names(self, connection: Connection) -> None:
        """Read which small number stands for which table or column in this file."""
        rows = connection.exec_driver_sql("SELECT ix, name FROM sync_name")
        self._names = {int(ix): str(name) for ix, name in rows}

    _sealed_hash: bytes = b""

    def _next_k(self) -> int:
        self._k += 1
        return self._k

    def _vector(self) -> str:
        return json.dumps({self.replica_hex: self.last_seq + 1})

    def _dependencies(self, connection: Connection) -> dict[str, int]:
        rows = connection.exec_driver_sql(
            "SELECT hex, last_seq FROM sync_replica WHERE ix <> ? AND last_seq > named_seq",
            (self.replica_ix,),
        )
        return {str(name): int(seq) for name, seq in rows}

    def _write(self, connection: Connection, header: wire.Header, data: bytes) -> None:
        self._sealed_hash = wire.chain(self.last_hash, data)
        connection.exec_driver_sql(
            "INSERT INTO sync_tx(rep, seq, hlc, usr, schema, why, hash, bytes) VALUES (?,?,?,?,?,?,?,?)",
            (
                self.replica_ix,
                header.seq,
                header.hlc,
                header.user,
                header.schema,
                header.why,
                self._sealed_hash,
                data,
            ),
        )
        connection.exec_driver_sql(
            "UPDATE sync_replica SET last_seq = ?, last_hash = ? WHERE ix = ?",
            (header.seq, self._sealed_hash, self.replica_ix),
        )
        connection.exec_driver_sql(
            "UPDATE sync_replica SET named_seq = last_seq WHERE ix <> ?", (self.replica_ix,)
        )


def read_ops(connection: Connection, rep: int, seq: int, names: dict[int, str]) -> list[wire.Op]:
    """The operations of one transaction as they go on the wire, in order."""
    parents = _read_parents(connection, rep, seq)
    replicas = _replica_names(connection)
    rows = connection.exec_driver_sql(
        "SELECT k, kind, tbl, row, col, val FROM sync_op WHERE rep = ? AND seq = ? ORDER BY k", (rep, seq)
    )
    return [_op(connection, row, parents, replicas, names) for row in rows.all()]


Local = tuple[int, int, int]


def _op(
    connection: Connection,
    row: tuple[int, str, int, str, int, wire.Value],
    parents: dict[int, list[Local]],
    replicas: dict[int, str],
    names: dict[int, str],
) -> wire.Op:
    k, kind, tbl, row_id, col, value = row
    table = names[tbl]
    if kind == "u":
        cancelled = tuple((replicas[r], s, p) for r, s, p in json.loads(str(value or "[]")))
        return wire.Op("u", table, row_id, parents=cancelled)
    if kind in "rd":
        return wire.Op(kind, table, row_id)
    local = parents.get(k, [])
    before = parent_text(connection, local) if kind == "x" else ""
    recorded = column(table, names[col])
    return wire.Op(
        kind,
        table,
        row_id,
        recorded.name,
        value,
        recorded.kind,
        tuple((replicas[r], s, p) for r, s, p in local),
        before,
    )


def parent_text(connection: Connection, parents: list[Local]) -> str:
    """The text a long text was written over: its first parent's value, or nothing."""
    if not parents:
        return ""
    found = connection.exec_driver_sql(
        "SELECT val FROM sync_op WHERE rep = ? AND seq = ? AND k = ?", parents[0]
    ).scalar()
    return str(found or "")


def _read_parents(connection: Connection, rep: int, seq: int) -> dict[int, list[Local]]:
    rows = connection.exec_driver_sql(
        "SELECT k, prep, pseq, pk FROM sync_parent WHERE rep = ? AND seq = ? ORDER BY k, prep, pseq, pk",
        (rep, seq),
    )
    found: dict[int, list[Local]] = defaultdict(list)
    for k, *parent in rows:
        found[k].append((parent[0], parent[1], parent[2]))
    return found


def _replica_names(connection: Connection) -> dict[int, str]:
    return {int(ix): str(name) for ix, name in connection.exec_driver_sql("SELECT ix, hex FROM sync_replica")}
