"""When somebody else writes under this copy's name: what was written here goes on under a new one.

A region file that was set back or copied past its token would write a second past into one log. What nobody has
seen yet is moved, entry by entry, into the log of a new replica; what others have stays as it is.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

from sqlalchemy.engine import Connection

from bingo_planner.store import identity, wire
from bingo_planner.store.recorder import Recorder, keep_part, read_ops
from bingo_planner.store.store import Store
from bingo_planner.store.wire import Header
from bingo_planner.sync.model import Segment


class _Body(TypedDict):
    """The parts of an own transaction that its new one takes over."""

    deps: dict[str, int]
    hlc: int
    usr: str
    why: str
    app: str
    schema: int
    office: int


def differs(connection: Connection, ix: int, links: Mapping[int, bytes]) -> bool:
    """Whether any of these links (beginnings of them) is another than the one held here at the same number."""
    held = connection.exec_driver_sql("SELECT seq, hash FROM sync_tx WHERE rep = ?", (ix,)) if links else ()
    return any(not bytes(link).startswith(links.get(seq, b"")) for seq, link in held)


def agreed(connection: Connection, ix: int, segments: Sequence[Segment]) -> int | None:
    """The last transaction that the log held here and these segments have in common before they part.

    None when they do not part: one is the beginning of the other.
    """
    last = 0
    for segment in segments:
        for seq, link in enumerate(segment.hashes, segment.first):
            held = connection.exec_driver_sql(
                "SELECT hash FROM sync_tx WHERE rep = ? AND seq = ?", (ix, seq)
            ).scalar()
            if held is not None and held != link:
                return last
            last = seq
    return None


def begin_anew(store: Store, identities: Path, first: int) -> None:
    """Go on as a new replica; own transactions from `first` on become its own, the earlier ones stay.

    One database transaction; the token outside is written first, so a stop between leaves the old name in force.
    """
    recorder = store.recorder
    before = (recorder.replica_ix, recorder.replica_hex, recorder.last_seq, recorder.last_hash)
    try:
        with store.silently() as connection:
            old, last = recorder.replica_ix, recorder.last_seq
            identity.begin_anew(connection, recorder, identities, min(last, first - 1))
            if first <= last:
                _Move(connection, recorder, old, first).run()
    except BaseException:
        recorder.replica_ix, recorder.replica_hex, recorder.last_seq, recorder.last_hash = before
        raise


class _Move:
    """Moves the tail of one log into the empty log of the recorder's new replica."""

    def __init__(self, connection: Connection, recorder: Recorder, old: int, first: int) -> None:
        self._connection = connection
        self._recorder = recorder
        self._old, self._new, self._less = old, recorder.replica_ix, first - 1
        self._old_hex = str(
            connection.exec_driver_sql("SELECT hex FROM sync_replica WHERE ix = ?", (old,)).scalar_one()
        )

    def run(self) -> None:
        bodies: list[_Body] = [
            json.loads(data)
            for (data,) in self._connection.exec_driver_sql(
                "SELECT bytes FROM sync_tx WHERE rep = ? ORDER BY seq", (self._old,)
            )
        ]
        seen = self._vector(bodies[: self._less])
        self._move_rows()
        self._rewrite_words()
        self._write_seen(self._old, seen)
        first = seen | ({self._old_hex: self._less} if self._less else {})
        self._seal(bodies[self._less :], first)

    def _vector(self, bodies: Sequence[_Body]) -> dict[str, int]:
        seen: dict[str, int] = {}
        for body in bodies:
            seen.update(body["deps"])
        return seen

    def _move_rows(self) -> None:
        facts = (self._new, self._less, self._old, self._less)
        # What is for the office alone is sealed anew with its transaction.
        self._connection.exec_driver_sql(
            "DELETE FROM sync_part WHERE rep = ? AND seq > ?", (self._old, self._less)
        )
        for table in ("sync_tx", "sync_op", "sync_parent", "sync_leaf", "sync_del"):
            self._connection.exec_driver_sql(
                f"UPDATE {table} SET rep = ?, seq = seq - ? WHERE rep = ? AND seq > ?", facts
            )
        self._connection.exec_driver_sql(
            "UPDATE sync_parent SET prep = ?, pseq = pseq - ? WHERE prep = ? AND pseq > ?", facts
        )

    def _rewrite_words(self) -> None:
        """Vectors of deletions and lists of cancelled ones name operations too."""
        for rep, seq, k, value in self._connection.exec_driver_sql(
            "SELECT rep, seq, k, val FROM sync_op WHERE rep = ? AND kind = 'u'", (self._new,)
        ).all():
            moved = [self._moved(one) for one in json.loads(value)]
            self._connection.exec_driver_sql(
                "UPDATE sync_op SET val = ? WHERE rep = ? AND seq = ? AND k = ?",
                (json.dumps(moved), rep, seq, k),
            )
        for row, seq, k, vector in self._connection.exec_driver_sql(
            "SELECT row, seq, k, vector FROM sync_del WHERE rep = ?", (self._new,)
        ).all():
            said = json.loads(vector) | {self._old_hex: self._less, self._recorder.replica_hex: seq}
            self._connection.exec_driver_sql(
                "UPDATE sync_del SET vector = ? WHERE rep = ? AND row = ? AND seq = ? AND k = ?",
                (json.dumps(said), self._new, row, seq, k),
            )

    def _moved(self, op: Sequence[int]) -> list[int]:
        rep, seq, k = op
        return [self._new, seq - self._less, k] if rep == self._old and seq > self._less else [rep, seq, k]

    def _seal(self, bodies: Sequence[_Body], seen: dict[str, int]) -> None:
        recorder, link = self._recorder, None
        for seq, body in enumerate(bodies, start=1):
            deps = body["deps"]
            header = Header(
                recorder.replica_hex,
                seq,
                body["hlc"],
                body["usr"],
                body["why"],
                body["app"],
                body["schema"],
                body["office"],
                seen | deps if seq == 1 else deps,
            )
            ops = read_ops(self._connection, self._new, seq, recorder.names)
            data, part = wire.divide(header, ops, secrets.token_bytes(16))
            if part is not None:
                keep_part(self._connection, (self._new, seq), part)
            link = wire.chain(link, data)
            self._connection.exec_driver_sql(
                "UPDATE sync_tx SET bytes = ?, hash = ? WHERE rep = ? AND seq = ?",
                (data, link, self._new, seq),
            )
            seen = seen | deps
        self._finish(len(bodies), link, seen)

    def _finish(self, last: int, link: bytes | None, seen: Mapping[str, int]) -> None:
        recorder = self._recorder
        self._write_seen(self._new, seen)
        head = self._connection.exec_driver_sql(
            "SELECT hash FROM sync_tx WHERE rep = ? AND seq = ?", (self._old, self._less)
        ).scalar()
        update = "UPDATE sync_replica SET last_seq = ?, last_hash = ? WHERE ix = ?"
        self._connection.exec_driver_sql(update, (self._less, head, self._old))
        self._connection.exec_driver_sql(update, (last, link, self._new))
        self._connection.exec_driver_sql(
            "UPDATE sync_replica SET named_seq = ? WHERE hex = ?", [(seq, name) for name, seq in seen.items()]
        )
        recorder.last_seq, recorder.last_hash = last, link

    def _write_seen(self, rep: int, seen: Mapping[str, int]) -> None:
        self._connection.exec_driver_sql("DELETE FROM sync_seen WHERE rep = ?", (rep,))
        rows = [(rep, seq, name) for name, seq in seen.items()]
        if rows:
            self._connection.exec_driver_sql(
                "INSERT INTO sync_seen(rep, other, seq) SELECT ?, ix, ? FROM sync_replica WHERE hex = ?",
                [(one, seq, name) for one, seq, name in rows],
            )
