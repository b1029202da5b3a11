"""The recorder of one open file: its replica, clock and sequence, and the header every commit writes."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from bingo_planner.kernel.changes import Changes, Why
from bingo_planner.kernel.clock import Clock
from bingo_planner.store import hlc, wire
from bingo_planner.store.base import SCHEMA_VERSION, Scope
from bingo_planner.store.registry import WHOLE, Registry
from bingo_planner.store.standing import Cell, Names, settle_own
from bingo_planner.store.wire import Value


@dataclass
class Recorder:
    """Counts for the triggers while a transaction is open; writes its header at the end."""

    clock: Clock
    app_version: str
    registry: Registry = WHOLE
    schema: int = SCHEMA_VERSION
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
    numbers: dict[str, int] = field(default_factory=dict)
    """Tables and columns → their small numbers in this file."""

    def register(self, connection: sqlite3.Connection) -> None:
        """Give the triggers of this connection their functions."""
        connection.create_function("bp_recording", 0, lambda: int(self._recording))
        connection.create_function("bp_rep", 0, lambda: self.replica_ix)
        connection.create_function("bp_seq", 0, lambda: self.last_seq + 1)
        connection.create_function("bp_k", 0, self._next_k)
        connection.create_function("bp_hlc", 0, lambda: self._stamp)

    def start(self) -> None:
        """A transaction begins: take its stamp."""
        self._k = 0
        self._stamp = hlc.stamp(self.clock.now(), self.last_hlc)

    def clock_stamp(self) -> int:
        """A stamp for this moment that is not tied to a transaction."""
        return hlc.stamp(self.clock.now(), self.last_hlc)

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Write without recording: migrations, rebuilding, applying what others recorded."""
        before, self._recording = self._recording, False
        try:
            yield
        finally:
            self._recording = before

    @property
    def pending(self) -> int:
        """Operations of the open transaction so far."""
        return self._k

    def seal(self, connection: Connection, why: Why, label: str) -> Changes:
        """Write the header of the open transaction; call right before commit. Returns what changed."""
        if self._k == 0:
            return Changes(kinds=frozenset(), ids=frozenset(), label=label, why=why)
        with self.silent():
            settle_own(connection, self.names, self.replica_ix, self.last_seq + 1, self._stamp)
        ops = read_ops(connection, self.replica_ix, self.last_seq + 1, self.names)
        assert len(ops) == self._k, "places of operations have a gap"
        header = wire.Header(
            replica=self.replica_hex,
            seq=self.last_seq + 1,
            hlc=self._stamp,
            user=self.user,
            why=why,
            app=self.app_version,
            schema=self.schema,
            office=self.office,
            deps=self._dependencies(connection),
        )
        data, part = wire.divide(header, ops, secrets.token_bytes(16))
        self._write(connection, header, data)
        if part is not None:
            keep_part(connection, (self.replica_ix, header.seq), part)
        ids = frozenset((op.table, op.row) for op in ops if op.table)
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
        self.numbers = {name: ix for ix, name in self._names.items()}

    @property
    def names(self) -> Names:
        """The small numbers of this file."""
        return Names(self._names, self.registry)

    @property
    def stamp(self) -> int:
        """The stamp of the transaction under way."""
        return self._stamp

    def write(self, connection: Connection, cell: Cell, value: Value, replaced: Sequence[Local]) -> None:
        """Log a value over exactly these ones, also when the cell shows it already; the table follows at the end."""
        tbl, row, col = cell
        base_on(connection, cell, replaced)
        column = self.registry.column(self._names[tbl], self._names[col])
        kind = "x" if column.kind == "long" else "s"
        connection.exec_driver_sql(
            "INSERT INTO sync_op(rep, seq, k, kind, tbl, row, col, val, hlc) "
            "VALUES (bp_rep(), bp_seq(), bp_k(), ?, ?, ?, ?, ?, bp_hlc())",
            (kind, tbl, row, col, value),
        )
        with self.silent():
            connection.exec_driver_sql(
                f'UPDATE "{column.table}" SET "{column.name}" = ? WHERE id = ?', (column.shown(value), row)
            )

    def write_note(self, connection: Connection, item: str, note: str) -> None:
        """Log that a person settled an item of the inbox; the item closes on every copy."""
        connection.exec_driver_sql(
            "INSERT INTO sync_op(rep, seq, k, kind, tbl, row, col, val, hlc) "
            "VALUES (bp_rep(), bp_seq(), bp_k(), 'k', 0, ?, 0, ?, bp_hlc())",
            (item, note),
        )
        closer = json.dumps([self.replica_hex, self.last_seq + 1, self._k])
        connection.exec_driver_sql(
            "UPDATE sync_item SET closed = ?, closed_by = ? WHERE id = ? AND closed IS NULL",
            (self._stamp, closer, item),
        )

    def bring_back(self, connection: Connection, table: str, row: str) -> None:
        """Cancel every deletion of a record, also of one that is shown because an edit was not seen by them."""
        with self.silent():
            connection.exec_driver_sql(
                f'UPDATE "{table}" SET is_deleted = 1 WHERE id = ? AND EXISTS '
                "(SELECT 1 FROM sync_del d WHERE d.tbl = ? AND d.row = ?)",
                (row, self.numbers[table], row),
            )
        connection.exec_driver_sql(f'UPDATE "{table}" SET is_deleted = 0 WHERE id = ?', (row,))

    _sealed_hash: bytes = b""

    def _next_k(self) -> int:
        self._k += 1
        return self._k

    def _dependencies(self, connection: Connection) -> dict[str, int]:
        rows = connection.exec_driver_sql(
            "SELECT hex, ix, last_seq FROM sync_replica WHERE ix <> ? AND last_seq > named_seq",
            (self.replica_ix,),
        ).all()
        if rows:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO sync_seen(rep, other, seq) VALUES (?,?,?)",
                [(self.replica_ix, ix, seq) for _, ix, seq in rows],
            )
            connection.exec_driver_sql(
                "UPDATE sync_replica SET named_seq = last_seq WHERE ix <> ?", (self.replica_ix,)
            )
        return {str(name): int(seq) for name, _, seq in rows}

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
        connection.exec_driver_sql("DELETE FROM local_base")


Local = tuple[int, int, int]
"""An operation of this file: number of its replica, sequence number, place."""


def base_on(connection: Connection, cell: Cell, replaced: Sequence[Local]) -> None:
    """The next operation on this cell replaces exactly these values (none: it saw an empty cell)."""
    connection.exec_driver_sql("DELETE FROM local_base WHERE tbl = ? AND row = ? AND col = ?", cell)
    connection.exec_driver_sql(
        "INSERT INTO local_base(tbl, row, col, rep, seq, k) VALUES (?,?,?,?,?,?)",
        [(*cell, *one) for one in replaced or [(0, 0, 0)]],
    )


def keep_part(connection: Connection, tx: tuple[int, int], part: bytes) -> None:
    """What a transaction written here holds for the office alone (replica's number, sequence number)."""
    connection.exec_driver_sql(
        "INSERT INTO sync_part(rep, seq, digest, vector, bytes, state) VALUES (?, ?, ?, '{}', ?, 'applied')",
        (*tx, hashlib.sha256(part).digest(), part),
    )


def read_ops(connection: Connection, rep: int, seq: int, names: Names) -> list[wire.Op]:
    """The operations of one transaction as they go on the wire, in order."""
    parents = _read_parents(connection, rep, seq)
    replicas = _replica_names(connection)
    rows = connection.exec_driver_sql(
        "SELECT k, kind, tbl, row, col, val FROM sync_op WHERE rep = ? AND seq = ? ORDER BY k", (rep, seq)
    )
    return [_op(connection, row, parents, replicas, names) for row in rows.all()]


def _op(
    connection: Connection,
    row: tuple[int, str, int, str, int, wire.Value],
    parents: dict[int, list[Local]],
    replicas: dict[int, str],
    names: Names,
) -> wire.Op:
    k, kind, tbl, row_id, col, value = row
    if kind == "k":
        return wire.Op("k", "", row_id, value=value)
    table = names.words[tbl]
    if kind == "u":
        cancelled = tuple((replicas[r], s, p) for r, s, p in json.loads(str(value or "[]")))
        return wire.Op("u", table, row_id, parents=cancelled)
    if kind in "rd":
        return wire.Op(kind, table, row_id)
    local = parents.get(k, [])
    before = parent_text(connection, local) if kind == "x" else ""
    recorded = names.registry.column(table, names.words[col])
    return wire.Op(
        kind,
        table,
        row_id,
        recorded.name,
        value,
        recorded.kind,
        tuple((replicas[r], s, p) for r, s, p in local),
        before,
        recorded.scope == Scope.OFFICE.value,
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
