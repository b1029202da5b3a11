"""The hub's rows: its queries, what they give, and how rows become segments and segments rows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import LiteralString, NamedTuple
from uuid import UUID

import psycopg

from bingo_planner.kernel.errors import PlanError
from bingo_planner.sync import hub_schema as schema
from bingo_planner.sync.keys import Member, OpenBook
from bingo_planner.sync.model import Refused, Segment, Vector
from bingo_planner.sync.segment import NO_LINK
from bingo_planner.sync.transport import Unreachable

LIMIT = 5_000
"""Transactions of one device a round."""

ROUND = 20_000
"""Transactions of all devices a round, as far as the heads tell."""

ROUND_BYTES = 64 * 1024 * 1024

HEADS: LiteralString = """
    SELECT d.device_id, d.replica, d.signer, s.upto_seq FROM sync.device d
    CROSS JOIN LATERAL (SELECT upto_seq FROM sync.sig s WHERE s.device_id = d.device_id
                        ORDER BY upto_seq DESC LIMIT 1) s"""
PULL: LiteralString = """
    SELECT want.device_id, t.seq, t.prev_hash, t.hash, t.body, s.signer, s.signature
    FROM unnest(%(devices)s::integer[], %(after)s::bigint[], %(end)s::bigint[]) AS want (device_id, after, "end")
    CROSS JOIN LATERAL (
        SELECT n.* FROM (
            SELECT m.*, sum(octet_length(m.body)) OVER (ORDER BY m.seq) AS bytes FROM (
                SELECT seq, prev_hash, hash, body FROM sync.tx
                WHERE device_id = want.device_id AND seq > want.after AND seq <= want."end"
                ORDER BY seq LIMIT %(limit)s) m) n
        WHERE n.bytes <= %(bytes)s OR n.seq = want.after + 1) t
    LEFT JOIN sync.sig s ON s.device_id = want.device_id AND s.upto_seq = t.seq"""
HEAD: LiteralString = (
    "SELECT seq, hash FROM sync.tx WHERE device_id = %s AND seq <= %s ORDER BY seq DESC LIMIT 1"
)
ADD: LiteralString = (
    "INSERT INTO sync.tx (device_id, seq, hlc, schema_v, prev_hash, hash, body) "
    "VALUES (%s, %s, %s, %s, %b, %b, %b)"
)
ROSTERS: LiteralString = (
    "SELECT CASE WHEN digest <> %(digest)s THEN body END FROM sync.roster WHERE version >= %(version)s "
    "ORDER BY version, received_at"
)
PART: LiteralString = (
    "SELECT p.body FROM sync.part p JOIN sync.device d USING (device_id) WHERE d.replica = %s AND p.seq = %s"
)
ADD_PART: LiteralString = (
    "INSERT INTO sync.part (device_id, seq, body) SELECT d.device_id, %s, %b FROM sync.device d "
    "WHERE d.replica = %s AND d.device_id = ANY (sync.own_devices()) ON CONFLICT DO NOTHING"
)
SIGN: LiteralString = (
    "INSERT INTO sync.sig (device_id, upto_seq, hash, signer, signature) VALUES (%s, %s, %b, %s, %b) "
    "ON CONFLICT DO NOTHING"
)


class Head(NamedTuple):
    device: int
    replica: str
    signer: str
    seq: int


@dataclass
class Pending:
    """Rows of one device that wait for the signature that covers them."""

    replica: str
    after: int
    previous: bytes = NO_LINK
    frames: list[bytes] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)
    signed: int = 0
    signer: str = ""
    signature: bytes = b""

    def add(self, row: Row) -> None:
        """Take the next row in."""
        if not self.frames:
            self.previous = row.previous
        self.frames.append(row.body)
        self.hashes.append(row.link)
        if row.signer is not None and row.signature is not None:
            self.signed, self.signer, self.signature = len(self.frames), row.signer.hex, row.signature

    def cut(self) -> Segment | None:
        """What is signed so far, taken off; None while nothing is."""
        if not self.signed:
            return None
        at = self.signed
        segment = Segment(
            self.replica,
            self.after - len(self.frames) + 1,
            self.previous,
            tuple(self.frames[:at]),
            tuple(self.hashes[:at]),
            self.signature,
            self.signer,
        )
        self.previous = self.hashes[at - 1]
        self.frames, self.hashes, self.signed = self.frames[at:], self.hashes[at:], 0
        return segment


class Row(NamedTuple):
    device: int
    seq: int
    previous: bytes
    link: bytes
    body: bytes
    signer: UUID | None
    signature: bytes | None


def meet(connection: psycopg.Connection, book: OpenBook) -> None:
    """Before there is a roster: devices are met as the hub vouches for them, each by the log it signs itself."""
    rows = connection.execute("SELECT replica, signer, pubkey, office_id, name FROM sync.device").fetchall()
    older: dict[UUID, set[str]] = defaultdict(set)
    for replica, signer, *_ in rows:
        if replica != signer:
            older[signer].add(replica.hex)
    for replica, signer, public, office, name in rows:
        if replica == signer:
            book.meet(replica.hex, Member(bytes(public), office, name), frozenset(older[replica]))


def read_heads(connection: psycopg.Connection) -> list[Head]:
    rows = connection.execute(HEADS)
    return [Head(device, replica.hex, signer.hex, seq) for device, replica, signer, seq in rows]


def wanted_of(heads: Sequence[Head], have: Vector, waiting: dict[int, Pending]) -> dict[int, tuple[int, int]]:
    """Device → the last number already here and the last to get, for as many devices as one round should carry."""
    wanted: dict[int, tuple[int, int]] = {}
    expected = 0
    for head in heads:
        pending = waiting.setdefault(head.device, Pending(head.replica, have.get(head.replica, 0)))
        if head.seq > pending.after and expected < ROUND:
            wanted[head.device] = pending.after, head.seq
            expected += min(head.seq - pending.after, LIMIT)
    return wanted


def pull(connection: psycopg.Connection, wanted: Mapping[int, tuple[int, int]]) -> list[Row]:
    facts = {
        "devices": list(wanted.keys()),
        "after": [after for after, _ in wanted.values()],
        "end": [end for _, end in wanted.values()],
        "limit": LIMIT,
        "bytes": ROUND_BYTES // len(wanted),
    }
    with connection.cursor(binary=True) as cursor:
        rows = [Row(*row) for row in cursor.execute(PULL, facts)]
    # Here and not there: a sort at the hub would carry every body through its memory.
    return sorted(rows, key=lambda row: (row.device, row.seq))


def send(connection: psycopg.Connection, number: int, segment: Segment) -> None:
    with connection.transaction(), connection.cursor() as cursor:
        # Another program of this copy may be sending: wait a little, never for ever.
        cursor.execute("SET LOCAL lock_timeout = '15s'")
        at = _place(connection, number, segment)
        cursor.executemany(ADD, [_values(number, segment, i) for i in range(at, len(segment.frames))])
        cursor.execute(
            SIGN, (number, segment.last, segment.hashes[-1], UUID(segment.signer), segment.signature)
        )


def _place(connection: psycopg.Connection, number: int, segment: Segment) -> int:
    """How many transactions of the segment the hub has. Raises `Refused` (`fork`), PlanError `hub.gap`."""
    row = connection.execute(HEAD, (number, segment.last)).fetchone()
    head, link = (int(row[0]), bytes(row[1])) if row else (0, NO_LINK)
    if head < segment.first - 1:
        raise PlanError("hub.gap", expected=head + 1)
    at = head - segment.first + 1
    if link != (segment.hashes[at - 1] if at else segment.previous):
        raise Refused("fork", segment.replica)
    return at


def _values(number: int, segment: Segment, at: int) -> tuple[int, int, int, int, bytes, bytes, bytes]:
    before = segment.hashes[at - 1] if at else segment.previous
    hlc, version = _facts(segment.frames[at])
    return (number, segment.first + at, hlc, version, before, segment.hashes[at], segment.frames[at])


def _facts(frame: bytes) -> tuple[int, int]:
    """Stamp and schema of a transaction, for whoever looks at the hub's tables; nothing here relies on them."""
    try:
        body = json.loads(frame)
        return int(body["hlc"]), int(body["schema"])
    except (ValueError, KeyError, TypeError):
        return 0, 0


_BY_STATE = {
    schema.REVOKED: "hub.revoked",
    schema.FOREIGN: "hub.foreign",
    schema.BROKEN: "hub.broken",
    "53100": "sync.disk_full",
    "25006": "sync.read_only",
    "42501": "hub.revoked",
    "3F000": "hub.not_set_up",
    "42P01": "hub.not_set_up",
}


def refusal(error: psycopg.Error) -> Exception:
    """What a fault of the server means here."""
    state = error.sqlstate or ""
    if state in (schema.GAP, schema.FORK, "23505"):
        return Refused("fork", state)
    if state in _BY_STATE:
        return PlanError(_BY_STATE[state])
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return Unreachable(state or type(error).__name__)
    return error
