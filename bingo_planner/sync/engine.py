"""The engine: takes segments of other copies into a region file, and gives out what others lack.

    received = Engine(store).receive(segments)          # each batch one database transaction
    segments = Engine(store).outgoing(their_vector, signers)

Neither needs a network, a folder or a decision of a person; what a person must decide becomes an item.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from bingo_planner.store import hlc
from bingo_planner.store.recorder import Recorder
from bingo_planner.store.store import Store
from bingo_planner.sync import apply, items
from bingo_planner.sync.batch import Batch
from bingo_planner.sync.intake import Accepted, Head, Intake
from bingo_planner.sync.keys import Signer
from bingo_planner.sync.model import Received, Segment, Vector, Warned
from bingo_planner.sync.outgoing import read_vector, segments_beyond
from bingo_planner.sync.segment import NO_LINK
from bingo_planner.sync.texts import Texts

MOST_OPS = 100_000
"""Operations that are written with one statement a kind of row."""
MOST_BYTES = 8 * 1024 * 1024
"""Bytes of transactions that are taken in with one database transaction, roughly."""


@dataclass(frozen=True)
class Engine:
    """Merging for one open region file; on the thread that owns the file."""

    store: Store

    def vector(self) -> dict[str, int]:
        """How far every replica's log is held here."""
        with self.store.read() as session:
            return read_vector(session.connection())

    def receive(self, segments: Iterable[Segment]) -> Received:
        """Take checked segments in, in any order, with any duplicates. Returns what it did.

        What rests on something that is not here yet is kept and waits. Never raises for what others sent.
        """
        total = Received()
        for some in _by_size(segments):
            with _without_collector(), self.store.silently() as connection:
                work = _Work(self.store.recorder, connection)
                received = work.run(some)
            work.committed()
            total = total | received
        return total

    def outgoing(self, have: Vector, signers: Mapping[str, Signer], most: int = 1_000) -> list[Segment]:
        """Segments of every log held here beyond `have`, at most `most` transactions each.

        Logs of `signers` are signed now, those of others go on with the signatures they came with.
        """
        with self.store.read() as session:
            return list(segments_beyond(session.connection(), have, signers, most))


class _Work:
    """One batch under way."""

    def __init__(self, recorder: Recorder, connection: Connection) -> None:
        self._recorder = recorder
        self._connection = connection
        self._stamps: list[int] = []
        self._ahead: dict[str, int] = {}
        self._replicas: dict[str, int] = {}
        self._intake = Intake(self._read_heads(), Texts(connection))

    def run(self, segments: Iterable[Segment]) -> Received:
        connection, intake = self._connection, self._intake
        pending = self._read_pending()
        intake.hold_pending(pending)
        for segment in segments:
            intake.add(connection, segment)
        received, ids = Received(), frozenset[tuple[str, str]]()
        opened: list[str] = []
        while accepted := list(intake.ready(MOST_OPS)):
            touched, new = self._write(accepted)
            ids |= touched
            opened += new
            received = received | Received(len(accepted), sum(len(one.tx.ops) for one in accepted))
        left = list(intake.left())
        self._write_pending(left if left != pending else None)
        self._write_signatures()
        opened += items.note_faults(connection, intake.faults, self._recorder.clock_stamp())
        return received | Received(
            duplicates=intake.duplicates,
            pending=len(left),
            changes=apply.changes_of(ids),
            opened=tuple(item for item in items.by_ids(connection, opened) if item.is_open),
            warnings=tuple(self._warnings(len(left))),
        )

    def committed(self) -> None:
        """It is on disk: the clock and the numbers of the recorder follow."""
        recorder = self._recorder
        for stamp in self._stamps:
            recorder.last_hlc = hlc.seen(recorder.clock.now(), recorder.last_hlc, stamp)
        own = self._intake.heads.get(recorder.replica_hex)
        if own is not None and own.seq > recorder.last_seq:
            recorder.last_seq, recorder.last_hash = own.seq, own.link

    def _write(self, accepted: list[Accepted]) -> tuple[frozenset[tuple[str, str]], list[str]]:
        batch = Batch(self._connection, self._replicas, self._recorder.numbers)
        for one in accepted:
            batch.take(one)
            self._note_clock(one)
        heads = self._intake.heads
        changed = {one.tx.replica for one in accepted}
        for replica in changed:
            heads[replica].ix = self._replicas[replica]
        written = apply.write(batch, self._recorder, [heads[replica] for replica in sorted(changed)])
        self._intake.texts.forget()
        return written

    def _note_clock(self, accepted: Accepted) -> None:
        stamp = accepted.tx.hlc
        self._stamps.append(stamp)
        ahead = (hlc.moment(stamp) - self._recorder.clock.now()).total_seconds() * 1000
        if ahead > hlc.AHEAD_MS:
            self._ahead[accepted.tx.replica] = int(ahead // 3_600_000)

    def _warnings(self, left: int) -> Iterator[Warned]:
        for replica, hours in sorted(self._ahead.items()):
            yield Warned("clock", {"replica": replica, "hours": hours})
        if self._intake.newer:
            yield Warned("waiting_schema", {"count": left})
        elif left:
            yield Warned("waiting_others", {"count": left})

    def _read_heads(self) -> dict[str, Head]:
        rows = self._connection.exec_driver_sql("SELECT hex, ix, last_seq, last_hash FROM sync_replica").all()
        heads = {str(name): Head(int(ix), int(seq), link or NO_LINK, {}) for name, ix, seq, link in rows}
        self._replicas = {name: head.ix for name, head in heads.items()}
        names = {ix: name for name, ix in self._replicas.items()}
        for rep, other, seq in self._connection.exec_driver_sql("SELECT rep, other, seq FROM sync_seen"):
            heads[names[rep]].seen[names[other]] = seq
        for name, head in heads.items():
            head.seen[name] = head.seq
        return heads

    def _read_pending(self) -> list[tuple[str, int, bytes, bytes, bytes]]:
        rows = self._connection.exec_driver_sql(
            "SELECT rep, seq, previous, hash, bytes FROM sync_pending ORDER BY rep, seq"
        )
        return [(rep, seq, previous, link, data) for rep, seq, previous, link, data in rows]

    def _write_pending(self, left: list[tuple[str, int, bytes, bytes, bytes]] | None) -> None:
        if left is None:
            return
        self._connection.exec_driver_sql("DELETE FROM sync_pending")
        if left:
            self._connection.exec_driver_sql(
                "INSERT INTO sync_pending(rep, seq, previous, hash, bytes) VALUES (?,?,?,?,?)", left
            )

    def _write_signatures(self) -> None:
        """Also for transactions that still wait: without its signature a log could never be handed on."""
        for replica in {name for name, *_ in self._intake.signatures} - self._replicas.keys():
            self._replicas[replica] = int(
                self._connection.exec_driver_sql(
                    "INSERT INTO sync_replica(hex) VALUES (?) RETURNING ix", (replica,)
                ).scalar_one()
            )
        rows = [
            (self._replicas[replica], seq, signer, signature)
            for replica, seq, signer, signature in self._intake.signatures
        ]
        if rows:
            self._connection.exec_driver_sql(
                "INSERT OR IGNORE INTO sync_sig(rep, seq, signer, signature) VALUES (?,?,?,?)", rows
            )


@contextmanager
def _without_collector() -> Iterator[None]:
    """A batch makes a million small tuples and no cycle: looking for cycles among them costs a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _by_size(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    some: list[Segment] = []
    size = 0
    for segment in segments:
        some.append(segment)
        size += sum(len(frame) for frame in segment.frames)
        if size >= MOST_BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some
