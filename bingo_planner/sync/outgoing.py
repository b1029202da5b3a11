"""What this copy can give to others: its own log, signed, and the logs of others with the signatures they came with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy.engine import Connection

from bingo_planner.store.identity import ancestors
from bingo_planner.sync.keys import Signer
from bingo_planner.sync.model import Segment, Vector
from bingo_planner.sync.segment import NO_LINK, seal


def read_vector(connection: Connection) -> dict[str, int]:
    """How far every replica's log is held."""
    rows = connection.exec_driver_sql("SELECT hex, last_seq FROM sync_replica WHERE last_seq > 0")
    return {str(name): int(seq) for name, seq in rows}


def segments_beyond(
    connection: Connection, have: Vector, signers: Mapping[str, Signer], most: int
) -> Iterator[Segment]:
    """Segments beyond `have`: of each log what can be signed here or has been signed by its writer."""
    rows = connection.exec_driver_sql("SELECT hex, ix, last_seq FROM sync_replica ORDER BY hex").all()
    for replica, ix, last in rows:
        start = have.get(replica, 0) + 1
        while start <= last:
            segment = _next(connection, str(replica), ix, start, last, signers, most)
            if segment is None:
                break
            yield segment
            start = segment.last + 1


def _next(
    connection: Connection,
    replica: str,
    ix: int,
    start: int,
    last: int,
    signers: Mapping[str, Signer],
    most: int,
) -> Segment | None:
    if replica in signers:
        return _sealed(connection, replica, ix, start, min(last, start + most - 1), signers[replica])
    signed = _signed(connection, ix, start, start + most - 1)
    if signed is not None and signed[0] <= last:
        seq, signer, signature = signed
        previous, frames, hashes = _frames(connection, ix, start, seq)
        return Segment(replica, start, previous, frames, hashes, signature, signer)
    heir = _heir(connection, replica, start, signers)
    if heir is None:
        return None
    signer_, limit = heir
    return _sealed(connection, replica, ix, start, min(limit, last, start + most - 1), signer_)


def _sealed(connection: Connection, replica: str, ix: int, first: int, last: int, signer: Signer) -> Segment:
    previous, frames, _ = _frames(connection, ix, first, last)
    return seal(replica, first, previous, frames, signer)


def _signed(connection: Connection, ix: int, start: int, wish: int) -> tuple[int, str, bytes] | None:
    """The last signature within the wished length, else the first beyond it."""
    row = connection.exec_driver_sql(
        "SELECT seq, signer, signature FROM sync_sig WHERE rep = ? AND seq BETWEEN ? AND ? ORDER BY seq DESC LIMIT 1",
        (ix, start, wish),
    ).first()
    if row is None:
        row = connection.exec_driver_sql(
            "SELECT seq, signer, signature FROM sync_sig WHERE rep = ? AND seq > ? ORDER BY seq LIMIT 1",
            (ix, wish),
        ).first()
    return None if row is None else (int(row[0]), str(row[1]), bytes(row[2]))


def _heir(
    connection: Connection, replica: str, start: int, signers: Mapping[str, Signer]
) -> tuple[Signer, int] | None:
    """This copy continues that replica and holds what its writer may never send: it answers for it."""
    limit = ancestors(connection).get(replica, 0)
    own = connection.exec_driver_sql("SELECT value FROM local_state WHERE key = 'replica'").scalar()
    signer = signers.get(str(own))
    return (signer, limit) if signer is not None and start <= limit else None


def _frames(
    connection: Connection, ix: int, first: int, last: int
) -> tuple[bytes, tuple[bytes, ...], tuple[bytes, ...]]:
    previous = connection.exec_driver_sql(
        "SELECT hash FROM sync_tx WHERE rep = ? AND seq = ?", (ix, first - 1)
    ).scalar()
    rows = connection.exec_driver_sql(
        "SELECT bytes, hash FROM sync_tx WHERE rep = ? AND seq BETWEEN ? AND ? ORDER BY seq",
        (ix, first, last),
    ).all()
    return previous or NO_LINK, tuple(row[0] for row in rows), tuple(row[1] for row in rows)
