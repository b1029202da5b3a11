"""What is for the liaison office alone: kept apart from the log, taken in when it comes, in causal order.

Why apart, and not encrypted inside the log: answers of a survey are people's, and megabytes. So they are never
handed to a device without the scope, not even sealed; the chain of hashes holds without them, since a transaction
carries the hash of its part; they can be fetched later, when a device is given the scope, and be destroyed some day
while the log stays whole.

The rest of a transaction never waits for its part. The parts have an order of their own: one is taken in when every
part that its writer had seen is in, so a value is never there before the one it replaces.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy.engine import Connection

from bingo_planner.store.recorder import Recorder
from bingo_planner.store.store import Store
from bingo_planner.sync import apply, items
from bingo_planner.sync.batch import Batch
from bingo_planner.sync.intake import Accepted, Fault
from bingo_planner.sync.model import Part, PartKey, Received, Refused
from bingo_planner.sync.reading import Tx, read, read_part
from bingo_planner.sync.texts import Texts

_FIND = """
SELECT p.rep, p.seq FROM sync_part p JOIN sync_replica r ON r.ix = p.rep
WHERE r.hex = ? AND p.seq = ? AND p.bytes IS NULL AND p.digest = ?
"""


def wanted(store: Store) -> list[PartKey]:
    """Transactions held here whose parts are not."""
    with store.read() as session:
        return _keys(session.connection(), "p.bytes IS NULL")


def held(store: Store) -> list[PartKey]:
    """Transactions whose parts are here, own ones first."""
    with store.read() as session:
        return _keys(session.connection(), "p.bytes IS NOT NULL")


def outgoing(store: Store, known: Collection[PartKey]) -> Iterator[Part]:
    """The parts held here without those that the partner knows, one at a time: they may be large."""
    have = frozenset(known)
    for replica, seq in held(store):
        if (replica, seq) not in have:
            with store.read() as session:
                data = session.connection().exec_driver_sql(
                    "SELECT p.bytes FROM sync_part p JOIN sync_replica r ON r.ix = p.rep WHERE r.hex = ? AND p.seq = ?",
                    (replica, seq),
                )
                yield Part(replica, seq, bytes(data.scalar_one()))


def receive(store: Store, parts: Iterable[Part]) -> Received:
    """Take parts in, in any order; those nobody here waits for are passed over. Returns what it did."""
    total = Received()
    for part in parts:
        with store.silently() as connection:
            if _keep(connection, part):
                total = total | _Pass(connection, store.recorder).run()
    return total


def catch_up(store: Store) -> Received:
    """Take in what waited for a part that is here by now."""
    with store.silently() as connection:
        return _Pass(connection, store.recorder).run()


def _keys(connection: Connection, condition: str) -> list[PartKey]:
    rows = connection.exec_driver_sql(
        "SELECT r.hex, p.seq FROM sync_part p JOIN sync_replica r ON r.ix = p.rep "
        f"WHERE {condition} ORDER BY p.rep, p.seq"
    )
    return [(str(replica), int(seq)) for replica, seq in rows]


def _keep(connection: Connection, part: Part) -> bool:
    found = connection.exec_driver_sql(_FIND, (part.replica, part.seq, sha256(part.data).digest())).first()
    if found is None:
        return False
    connection.exec_driver_sql(
        "UPDATE sync_part SET bytes = ? WHERE rep = ? AND seq = ?", (part.data, found[0], found[1])
    )
    return True


@dataclass(frozen=True)
class _Waiting:
    replica: str
    rep: int
    seq: int
    vector: dict[str, int]
    is_here: bool


@dataclass
class _Pass:
    """Takes in every part whose turn has come."""

    connection: Connection
    recorder: Recorder
    _ids: frozenset[tuple[str, str]] = frozenset()
    _opened: list[str] = field(default_factory=list)
    _faults: list[Fault] = field(default_factory=list)
    _operations: int = 0

    def run(self) -> Received:
        waiting = self._read()
        while turn := next((one for one in waiting if _may_enter(one, waiting)), None):
            waiting.remove(turn)
            self._enter(turn)
        self._opened += items.note_faults(self.connection, self._faults, self.recorder.clock_stamp())
        return Received(
            operations=self._operations,
            changes=apply.changes_of(self._ids),
            opened=tuple(items.by_ids(self.connection, self._opened)),
        )

    def _read(self) -> list[_Waiting]:
        rows = self.connection.exec_driver_sql(
            "SELECT r.hex, p.rep, p.seq, p.vector, p.bytes IS NOT NULL FROM sync_part p "
            "JOIN sync_replica r ON r.ix = p.rep WHERE p.state = 'waits' ORDER BY p.rep, p.seq"
        )
        return [
            _Waiting(str(name), rep, seq, json.loads(vector), bool(here))
            for name, rep, seq, vector, here in rows
        ]

    def _enter(self, turn: _Waiting) -> None:
        state = "applied"
        try:
            accepted = self._accept(turn)
        except Refused as refused:
            self._faults.append(Fault(turn.replica, turn.seq, refused, b""))
            state = "refused"
        else:
            self._write(accepted)
        self.connection.exec_driver_sql(
            "UPDATE sync_part SET state = ? WHERE rep = ? AND seq = ?", (state, turn.rep, turn.seq)
        )

    def _accept(self, turn: _Waiting) -> Accepted:
        row = self.connection.exec_driver_sql(
            "SELECT t.bytes, t.hash, p.bytes FROM sync_tx t JOIN sync_part p ON p.rep = t.rep AND p.seq = t.seq "
            "WHERE t.rep = ? AND t.seq = ?",
            (turn.rep, turn.seq),
        ).one()
        tx: Tx = read_part(read(row[0]), row[2])
        if any(turn.vector.get(other, 0) < seq for other, seq in tx.needs.items()):
            raise Refused("transaction", "replaces what it had not seen")
        return Accepted(tx, Texts(self.connection).unpack(tx), row[1], turn.vector)

    def _write(self, accepted: Accepted) -> None:
        rows = self.connection.exec_driver_sql("SELECT hex, ix FROM sync_replica")
        batch = Batch(self.connection, {str(name): int(ix) for name, ix in rows}, self.recorder.numbers)
        batch.take_operations(accepted)
        ids, opened = apply.write(batch, self.recorder, [])
        self._ids |= ids
        self._opened += opened
        self._operations += len(accepted.tx.ops)


def _may_enter(one: _Waiting, waiting: Iterable[_Waiting]) -> bool:
    """Whether it is here and no part that its writer had seen still waits."""
    return one.is_here and not any(
        other is not one and other.seq <= one.vector.get(other.replica, 0) for other in waiting
    )
