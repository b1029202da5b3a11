"""Segments over a PostgreSQL hub: push what it has not, pull what it has more, believe nothing unchecked.

Pulled by vector (device → last number), never by a number of the whole hub: rows that are committed late are not
missed, a transaction left open elsewhere stops nothing, and a hub set back to an older day heals, because every
device finds its own end there and sends the rest.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import LiteralString, NamedTuple, Self
from uuid import UUID

import psycopg

from bingo_planner.kernel.errors import PlanError
from bingo_planner.sync import hub_schema as schema
from bingo_planner.sync.hub_link import Address, connect
from bingo_planner.sync.keys import KeyBook, Member, OpenBook
from bingo_planner.sync.model import Part, PartKey, Refused, Segment, Vector
from bingo_planner.sync.rings import Sealing
from bingo_planner.sync.roster import Roster, read_roster
from bingo_planner.sync.segment import NO_LINK, check_signed, encode
from bingo_planner.sync.transport import Refusal, Unreachable

LIMIT = 5_000
"""Transactions of one device a round."""

ROUND = 20_000
"""Transactions of all devices a round, as far as the heads tell."""

ROUND_BYTES = 64 * 1024 * 1024
_SOURCE_BYTES = 8 * 1024 * 1024

_HEADS: LiteralString = """
    SELECT d.device_id, d.replica, d.signer, s.upto_seq FROM sync.device d
    CROSS JOIN LATERAL (SELECT upto_seq FROM sync.sig s WHERE s.device_id = d.device_id
                        ORDER BY upto_seq DESC LIMIT 1) s"""
_PULL: LiteralString = """
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
_HEAD: LiteralString = (
    "SELECT seq, hash FROM sync.tx WHERE device_id = %s AND seq <= %s ORDER BY seq DESC LIMIT 1"
)
_ADD: LiteralString = (
    "INSERT INTO sync.tx (device_id, seq, hlc, schema_v, prev_hash, hash, body) "
    "VALUES (%s, %s, %s, %s, %b, %b, %b)"
)
_ROSTERS: LiteralString = (
    "SELECT CASE WHEN digest <> %(digest)s THEN body END FROM sync.roster WHERE version >= %(version)s "
    "ORDER BY version, received_at"
)
_PART: LiteralString = (
    "SELECT p.body FROM sync.part p JOIN sync.device d USING (device_id) WHERE d.replica = %s AND p.seq = %s"
)
_ADD_PART: LiteralString = (
    "INSERT INTO sync.part (device_id, seq, body) SELECT d.device_id, %s, %b FROM sync.device d "
    "WHERE d.replica = %s AND d.device_id = ANY (sync.own_devices()) ON CONFLICT DO NOTHING"
)
_SIGN: LiteralString = (
    "INSERT INTO sync.sig (device_id, upto_seq, hash, signer, signature) VALUES (%s, %s, %b, %s, %b) "
    "ON CONFLICT DO NOTHING"
)


class _Head(NamedTuple):
    device: int
    replica: str
    signer: str
    seq: int


@dataclass
class _Pending:
    """Rows of one device that wait for the signature that covers them."""

    replica: str
    after: int
    previous: bytes = NO_LINK
    frames: list[bytes] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)
    signed: int = 0
    signer: str = ""
    signature: bytes = b""

    def add(self, row: _Row) -> None:
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


class _Row(NamedTuple):
    device: int
    seq: int
    previous: bytes
    link: bytes
    body: bytes
    signer: UUID | None
    signature: bytes | None


class PostgresHub:
    """A hub as a carrier of segments; `close` it, or use it in a `with` block."""

    def __init__(self, address: Address, password: str | None, book: KeyBook) -> None:
        self._address = address
        self._password = password
        self._book = book
        self._open: psycopg.Connection | None = None
        self._numbers: dict[str, int] = {}
        self._sealing: Sealing | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connection. Closing twice is harmless; the next use connects again."""
        if self._open is not None:
            self._open.close()
            self._open = None

    @property
    def name(self) -> str:
        """Server and database."""
        return self._address.name

    @property
    def relays(self) -> bool:
        """Each device sends its own log only: the server accepts no other."""
        return False

    def heads(self) -> Vector:
        """The last signed transaction of every log at the hub."""
        with self._asking() as connection:
            if isinstance(self._book, OpenBook):
                _meet(connection, self._book)
            return {head.replica: head.seq for head in self._believed(_heads(connection)) if head.seq}

    def links(self, replica: str) -> Mapping[int, bytes]:
        """Where this log was signed: sequence number → its link."""
        with self._asking() as connection:
            rows = connection.execute(
                "SELECT s.upto_seq, s.hash FROM sync.sig s JOIN sync.device d USING (device_id) WHERE d.replica = %s",
                (UUID(replica),),
            )
            return {int(seq): bytes(link) for seq, link in rows}

    def trust(self, book: KeyBook, sealing: Sealing | None) -> None:
        """Check with this book from now on. Segments lie open at the hub: its rules and TLS keep them."""
        self._book, self._sealing = book, sealing

    def rosters(self, known: Roster | None) -> Sequence[bytes]:
        """Rosters at the hub that are not older than the known one, oldest first."""
        with self._asking() as connection:
            if known is None:
                rows = connection.execute("SELECT body FROM sync.roster ORDER BY version, received_at")
                return [bytes(body) for (body,) in rows]
            rows = connection.execute(_ROSTERS, {"digest": known.digest, "version": known.version})
            return [known.data if body is None else bytes(body) for (body,) in rows]

    def publish_roster(self, data: bytes) -> None:
        """Hand the roster in; only the office's logins may, so that from others is not taken and is no fault."""
        roster = read_roster(data)
        with self._asking() as connection, suppress(psycopg.errors.InsufficientPrivilege):
            connection.execute(
                "INSERT INTO sync.roster (version, digest, body) VALUES (%s, %b, %b) ON CONFLICT DO NOTHING",
                (roster.version, roster.digest, data),
            )

    def parts(self) -> Collection[PartKey]:
        """Parts at the hub: all of them for the office's logins, for others those they handed in."""
        with self._asking() as connection:
            rows = connection.execute("SELECT replica, seq FROM sync.parts_known()")
            return [(replica.hex, int(seq)) for replica, seq in rows]

    def fetch_parts(self, wanted: Sequence[PartKey]) -> Iterator[Part]:
        """Parts from the hub, one at a time."""
        for replica, seq in wanted:
            with self._asking() as connection:
                row = connection.execute(_PART, (UUID(replica), seq)).fetchone()
            if row is not None and self._sealing is not None:
                with suppress(Refused):
                    yield Part(replica, seq, self._sealing.open(bytes(row[0])))

    def publish_parts(self, parts: Iterable[Part]) -> None:
        """Hand in the parts of this copy's own logs, sealed: who rules the server does not read them either."""
        if self._sealing is None:
            return
        for part in parts:
            with self._asking() as connection:
                facts = (part.seq, self._sealing.seal_part(part.data), UUID(part.replica))
                connection.execute(_ADD_PART, facts)

    def fetch(self, have: Vector) -> Iterator[Segment | Refusal]:
        """Segments beyond `have`, a round at a time; nothing is held open at the hub while they are used."""
        waiting: dict[int, _Pending] = {}
        with self._asking() as connection:
            heads = _heads(connection)
        known = self._believed(heads)
        for head in heads:
            if all(one.device != head.device for one in known):
                yield Refusal(self.name, head.replica, Refused("unknown_device", head.signer), b"")
        while True:
            with self._asking() as connection:
                wanted = _wanted(known, have, waiting)
                rows = _pull(connection, wanted) if wanted else []
            if not rows:
                return
            for row in rows:
                pending = waiting[row.device]
                pending.add(row)
                pending.after = row.seq
            for pending in waiting.values():
                segment = pending.cut()
                if segment is not None:
                    yield self._checked(segment)

    def publish(self, segments: Sequence[Segment]) -> None:
        """Send what the hub has not. Each segment arrives whole with its signature, or not at all.

        Raises `Refused` (`fork`) when the hub holds another past of the log, PlanError `hub.revoked`, `hub.foreign`,
        `hub.gap` (what lies between is missing there), `sync.disk_full`, `sync.read_only`.
        """
        for segment in segments:
            with self._asking() as connection:
                number = self._number(connection, segment)
                try:
                    _send(connection, number, segment)
                except psycopg.Error as error:
                    if error.sqlstate != schema.GAP:
                        raise
                    # Another program of this copy was quicker: what it left is still to send, or it is a fork.
                    _send(connection, number, segment)

    def wait_for_news(self, seconds: float) -> bool:
        """Whether somebody sent something within this time. A hint: to sleep through one loses nothing."""
        with self._asking() as connection:
            connection.execute("LISTEN bingo_sync")
            return any(True for _ in connection.notifies(timeout=seconds, stop_after=1))

    def _number(self, connection: psycopg.Connection, segment: Segment) -> int:
        known = self._numbers.get(segment.replica)
        if known is None:
            member = self._book.member(segment.signer)
            if member is None:
                raise Refused("unknown_device", segment.signer)
            facts = (UUID(segment.replica), UUID(segment.signer), member.public)
            row = connection.execute("SELECT sync.enroll(%s, %s, %b)", facts).fetchone()
            known = self._numbers[segment.replica] = int(row[0]) if row else 0
        return known

    def _believed(self, heads: Sequence[_Head]) -> list[_Head]:
        """Logs whose signer counts here, each no further than it does: the rest would be fetched for nothing."""
        found = []
        for head in heads:
            if self._book.member(head.signer) is not None and self._book.may_sign(head.signer, head.replica):
                owner = self._book.member(head.replica)
                end = head.seq if owner is None or owner.last_seq is None else owner.last_seq
                found.append(head._replace(seq=min(head.seq, end)))
        return found

    def _checked(self, segment: Segment) -> Segment | Refusal:
        try:
            check_signed(segment, self._book)
        except Refused as error:
            return Refusal(self.name, segment.replica, error, encode(segment)[:_SOURCE_BYTES])
        return segment

    @contextmanager
    def _asking(self) -> Iterator[psycopg.Connection]:
        """The open connection; what goes wrong comes out in the words of this room."""
        try:
            if self._open is None or self._open.closed:
                self._open = connect(self._address, self._password)
                self._numbers.clear()  # it may be another hub by now, set back from a backup
            yield self._open
        except PlanError as error:
            if error.code == "hub.unreachable":
                raise Unreachable(str(error.facts.get("reason", ""))) from error
            raise
        except psycopg.Error as error:
            if self._open is not None and self._open.closed:
                self._open = None
            raise refusal(error) from error


def _meet(connection: psycopg.Connection, book: OpenBook) -> None:
    """Before there is a roster: devices are met as the hub vouches for them, each by the log it signs itself."""
    rows = connection.execute("SELECT replica, signer, pubkey, office_id, name FROM sync.device").fetchall()
    older: dict[UUID, set[str]] = defaultdict(set)
    for replica, signer, *_ in rows:
        if replica != signer:
            older[signer].add(replica.hex)
    for replica, signer, public, office, name in rows:
        if replica == signer:
            book.meet(replica.hex, Member(bytes(public), office, name), frozenset(older[replica]))


def _heads(connection: psycopg.Connection) -> list[_Head]:
    rows = connection.execute(_HEADS)
    return [_Head(device, replica.hex, signer.hex, seq) for device, replica, signer, seq in rows]


def _wanted(heads: Sequence[_Head], have: Vector, waiting: dict[int, _Pending]) -> dict[int, tuple[int, int]]:
    """Device → the last number already here and the last to get, for as many devices as one round should carry."""
    wanted: dict[int, tuple[int, int]] = {}
    expected = 0
    for head in heads:
        pending = waiting.setdefault(head.device, _Pending(head.replica, have.get(head.replica, 0)))
        if head.seq > pending.after and expected < ROUND:
            wanted[head.device] = pending.after, head.seq
            expected += min(head.seq - pending.after, LIMIT)
    return wanted


def _pull(connection: psycopg.Connection, wanted: Mapping[int, tuple[int, int]]) -> list[_Row]:
    facts = {
        "devices": list(wanted.keys()),
        "after": [after for after, _ in wanted.values()],
        "end": [end for _, end in wanted.values()],
        "limit": LIMIT,
        "bytes": ROUND_BYTES // len(wanted),
    }
    with connection.cursor(binary=True) as cursor:
        rows = [_Row(*row) for row in cursor.execute(_PULL, facts)]
    # Here and not there: a sort at the hub would carry every body through its memory.
    return sorted(rows, key=lambda row: (row.device, row.seq))


def _send(connection: psycopg.Connection, number: int, segment: Segment) -> None:
    with connection.transaction(), connection.cursor() as cursor:
        # Another program of this copy may be sending: wait a little, never for ever.
        cursor.execute("SET LOCAL lock_timeout = '15s'")
        at = _place(connection, number, segment)
        cursor.executemany(_ADD, [_values(number, segment, i) for i in range(at, len(segment.frames))])
        cursor.execute(
            _SIGN, (number, segment.last, segment.hashes[-1], UUID(segment.signer), segment.signature)
        )


def _place(connection: psycopg.Connection, number: int, segment: Segment) -> int:
    """How many transactions of the segment the hub has. Raises `Refused` (`fork`), PlanError `hub.gap`."""
    row = connection.execute(_HEAD, (number, segment.last)).fetchone()
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
