"""What this copy can give to others: its own log, signed, and the logs of others with the signatures they came with.

Also what still waits here for others or for a newer program: whoever gets it may have what it waits for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from bingo_planner.store.identity import ancestors
from bingo_planner.sync.keys import Signer
from bingo_planner.sync.model import Segment, Vector
from bingo_planner.sync.segment import NO_LINK, seal

_BYTES = """
SELECT seq, bytes, hash FROM sync_tx WHERE rep = ? AND seq BETWEEN ? AND ?
UNION ALL SELECT seq, bytes, hash FROM sync_pending WHERE rep = ? AND seq BETWEEN ? AND ? ORDER BY seq
"""


def read_vector(connection: Connection) -> dict[str, int]:
    """How far every replica's log is held."""
    rows = connection.exec_driver_sql("SELECT hex, last_seq FROM sync_replica WHERE last_seq > 0")
    return {str(name): int(seq) for name, seq in rows}


def segments_beyond(
    connection: Connection, have: Vector, signers: Mapping[str, Signer], most: int
) -> Iterator[Segment]:
    """Segments beyond `have`: of each log what can be signed here or has been signed by its writer."""
    waiting: dict[str, set[int]] = {}
    for name, seq in connection.exec_driver_sql("SELECT rep, seq FROM sync_pending"):
        waiting.setdefault(str(name), set()).add(int(seq))
    rows = connection.exec_driver_sql("SELECT hex, ix, last_seq FROM sync_replica ORDER BY hex").all()
    for name, ix, last in rows:
        later = frozenset(waiting.get(name, ()))
        start = have.get(name, 0) + 1
        if start > max(last, *later, 0):
            continue
        log = _Log(connection, str(name), int(ix), int(last), later)
        while (segment := log.cut(start, signers, most)) is not None:
            yield segment
            start = segment.last + 1


@dataclass(frozen=True)
class _Log:
    """One replica's log as it is held here: `last` is taken in, `waiting` are later ones that are not yet."""

    connection: Connection
    replica: str
    ix: int
    last: int
    waiting: frozenset[int]

    def cut(self, start: int, signers: Mapping[str, Signer], most: int) -> Segment | None:
        """The next segment from here, of about the wished length; None when there is none to give."""
        wish = start + most - 1
        if self.replica in signers and start <= self.last:
            return self._sealed(start, min(wish, self.last), signers[self.replica])
        signed = self._signed(start, wish)
        if signed is not None and self._is_whole(start, signed[0]):
            seq, signer, signature = signed
            previous, frames, hashes = self._frames(start, seq)
            return Segment(self.replica, start, previous, frames, hashes, signature, signer)
        heir = self._heir(start, signers)
        return None if heir is None else self._sealed(start, min(wish, heir[1], self.last), heir[0])

    def _sealed(self, first: int, last: int, signer: Signer) -> Segment:
        previous, frames, _ = self._frames(first, last)
        return seal(self.replica, first, previous, frames, signer)

    def _signed(self, start: int, wish: int) -> tuple[int, str, bytes] | None:
        """The last signature within the wished length, else the first beyond it."""
        for condition, order, facts in (
            ("BETWEEN ? AND ?", "DESC", (self.ix, start, wish)),
            ("> ?", "ASC", (self.ix, wish)),
        ):
            row = self.connection.exec_driver_sql(
                f"SELECT seq, signer, signature FROM sync_sig WHERE rep = ? AND seq {condition} "
                f"ORDER BY seq {order} LIMIT 1",
                facts,
            ).first()
            if row is not None:
                return int(row[0]), str(row[1]), bytes(row[2])
        return None

    def _is_whole(self, first: int, last: int) -> bool:
        return all(seq in self.waiting for seq in range(max(first, self.last + 1), last + 1))

    def _heir(self, start: int, signers: Mapping[str, Signer]) -> tuple[Signer, int] | None:
        """This copy continues that replica and holds what its writer may never send: it answers for it."""
        limit = min(ancestors(self.connection).get(self.replica, 0), self.last)
        own = self.connection.exec_driver_sql("SELECT value FROM local_state WHERE key = 'replica'").scalar()
        signer = signers.get(str(own))
        return (signer, limit) if signer is not None and start <= limit else None

    def _frames(self, first: int, last: int) -> tuple[bytes, tuple[bytes, ...], tuple[bytes, ...]]:
        rows = self.connection.exec_driver_sql(
            _BYTES, (self.ix, first, last, self.replica, first, last)
        ).all()
        frames, links = tuple(bytes(row[1]) for row in rows), tuple(bytes(row[2]) for row in rows)
        return self._before(first), frames, links

    def _before(self, seq: int) -> bytes:
        """The link before a transaction: of the one before it, which may not be here when this one waits."""
        statement, facts = (
            ("SELECT hash FROM sync_tx WHERE rep = ? AND seq = ?", (self.ix, seq - 1))
            if seq <= self.last + 1
            else ("SELECT previous FROM sync_pending WHERE rep = ? AND seq = ?", (self.replica, seq))
        )
        found = self.connection.exec_driver_sql(statement, facts).scalar()
        return NO_LINK if found is None else bytes(found)
