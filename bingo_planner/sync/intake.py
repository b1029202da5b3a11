"""What came from outside, brought into an order in which everything a transaction rests on is there before it.

Segments are held against the chains of this copy: what is known already is a duplicate, what does not continue a
chain is a fork, what comes too early waits. Nothing is written here except what still waits at the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from bingo_planner.sync.model import Refused, Segment
from bingo_planner.sync.reading import Newer, Tx, read
from bingo_planner.sync.segment import NO_LINK
from bingo_planner.sync.texts import Texts


@dataclass
class Head:
    """How far one replica's log is held here. `seen` is its own vector at its last transaction held."""

    ix: int
    seq: int
    link: bytes
    seen: dict[str, int]


@dataclass(frozen=True)
class Frame:
    """One transaction's bytes with the links of the chain before and after it."""

    data: bytes
    previous: bytes
    link: bytes


@dataclass(frozen=True)
class Accepted:
    """A transaction whose turn has come, its long texts, its link, and what its writer had seen (itself included)."""

    tx: Tx
    texts: tuple[str, ...]
    link: bytes
    vector: Mapping[str, int]


@dataclass(frozen=True)
class Fault:
    """Bytes of a replica that are refused though they were signed: a fork, or something no program writes."""

    replica: str
    seq: int
    error: Refused
    data: bytes


@dataclass
class Intake:
    """Gathers segments and yields what can be applied; `faults` and `duplicates` tell about the rest."""

    heads: dict[str, Head]
    texts: Texts
    faults: list[Fault] = field(default_factory=list)
    duplicates: int = 0
    signatures: list[tuple[str, int, str, bytes]] = field(default_factory=list)
    newer: int = 0
    _waiting: dict[str, dict[int, Frame]] = field(default_factory=lambda: defaultdict(dict))
    _stopped: set[str] = field(default_factory=set)
    _next: dict[str, Tx] = field(default_factory=dict)

    def add(self, connection: Connection, segment: Segment) -> None:
        """Take the part of a segment that is new."""
        head = self._head(segment.replica)
        if not self._continues(connection, segment, head):
            fork = Refused("fork", f"{segment.first}-{segment.last}")
            self.faults.append(Fault(segment.replica, segment.first, fork, segment.frames[0]))
            return
        self.signatures.append((segment.replica, segment.last, segment.signer, segment.signature))
        before = segment.previous
        for seq, (data, link) in enumerate(zip(segment.frames, segment.hashes, strict=True), segment.first):
            if seq > head.seq:
                self._hold(segment.replica, seq, Frame(data, before, link))
            else:
                self.duplicates += 1
            before = link

    def hold_pending(self, rows: Iterable[tuple[str, int, bytes, bytes, bytes]]) -> None:
        """Transactions that waited since an earlier time: replica, number, links before and after, bytes."""
        for replica, seq, previous, link, data in rows:
            if seq > self._head(replica).seq:
                self._hold(replica, seq, Frame(data, previous, link))

    def ready(self, most: int) -> Iterator[Accepted]:
        """Transactions whose turn has come, each after everything it rests on; about `most` operations of them."""
        count, moved = 0, True
        while moved and count < most:
            moved = False
            for replica in sorted(self._waiting):
                for accepted in self._run(replica, most - count):
                    moved = True
                    count += len(accepted.tx.ops)
                    yield accepted

    def left(self) -> Iterator[tuple[str, int, bytes, bytes, bytes]]:
        """What still waits, as rows for the table of pending transactions."""
        for replica, frames in self._waiting.items():
            for seq, frame in frames.items():
                yield replica, seq, frame.previous, frame.link, frame.data

    def _head(self, replica: str) -> Head:
        return self.heads.setdefault(replica, Head(0, 0, NO_LINK, {}))

    def _continues(self, connection: Connection, segment: Segment, head: Head) -> bool:
        """Whether a segment and the log held here tell one story, as far as both reach."""
        if segment.first > head.seq + 1:
            return True
        if segment.first == head.seq + 1:
            return segment.previous == head.link
        if segment.last >= head.seq:
            return segment.hashes[head.seq - segment.first] == head.link
        held = connection.exec_driver_sql(
            "SELECT hash FROM sync_tx WHERE rep = ? AND seq = ?", (head.ix, segment.last)
        ).scalar()
        return held == segment.hashes[-1]

    def _hold(self, replica: str, seq: int, frame: Frame) -> None:
        known = self._waiting[replica].setdefault(seq, frame)
        if known.link != frame.link:
            self.faults.append(Fault(replica, seq, Refused("fork", str(seq)), frame.data))

    def _run(self, replica: str, most: int) -> Iterator[Accepted]:
        frames, head = self._waiting[replica], self._head(replica)
        count = 0
        while count < most and replica not in self._stopped and head.seq + 1 in frames:
            accepted = self._accept(replica, head, frames[head.seq + 1])
            if accepted is None:
                return
            del frames[head.seq + 1], self._next[replica]
            head.seq, head.link = accepted.tx.seq, accepted.link
            count += len(accepted.tx.ops)
            yield accepted

    def _accept(self, replica: str, head: Head, frame: Frame) -> Accepted | None:
        tx = self._next.get(replica) or self._read(replica, head, frame)
        if tx is None or any(self._head(other).seq < seq for other, seq in tx.deps.items()):
            return None
        vector = head.seen | {other: max(seq, head.seen.get(other, 0)) for other, seq in tx.deps.items()}
        vector[replica] = tx.seq
        try:
            if any(vector.get(other, 0) < seq for other, seq in tx.needs.items()):
                raise Refused("transaction", "replaces what it had not seen")
            texts = self.texts.unpack(tx)
        except Refused as refused:
            self._refuse(replica, tx.seq, refused, frame)
            return None
        head.seen = vector
        return Accepted(tx, texts, frame.link, vector)

    def _read(self, replica: str, head: Head, frame: Frame) -> Tx | None:
        try:
            if frame.previous != head.link:
                raise Refused("fork", str(head.seq + 1))
            tx = read(frame.data)
            if (tx.replica, tx.seq) != (replica, head.seq + 1):
                raise Refused("transaction", "another's place")
        except Newer:
            self.newer += 1
            self._stopped.add(replica)
            return None
        except Refused as refused:
            self._refuse(replica, head.seq + 1, refused, frame)
            return None
        self._next[replica] = tx
        return tx

    def _refuse(self, replica: str, seq: int, refused: Refused, frame: Frame) -> None:
        self.faults.append(Fault(replica, seq, refused, frame.data))
        self._stopped.add(replica)
        self._waiting[replica].clear()
