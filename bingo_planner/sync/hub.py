"""Segments over a PostgreSQL hub: push what it has not, pull what it has more, believe nothing unchecked.

Pulled by vector (device → last number), never by a number of the whole hub: rows that are committed late are not
missed, a transaction left open elsewhere stops nothing, and a hub set back to an older day heals, because every
device finds its own end there and sends the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Self
from uuid import UUID

import psycopg

from bingo_planner.kernel.errors import PlanError
from bingo_planner.sync import hub_rows
from bingo_planner.sync import hub_schema as schema
from bingo_planner.sync.hub_link import Address, connect
from bingo_planner.sync.hub_rows import Head, Pending
from bingo_planner.sync.keys import KeyBook, OpenBook
from bingo_planner.sync.model import Part, PartKey, Refused, Segment, Vector
from bingo_planner.sync.rings import Sealing
from bingo_planner.sync.roster import Roster, read_roster
from bingo_planner.sync.segment import check_signed, encode
from bingo_planner.sync.transport import Refusal, Unreachable

_SOURCE_BYTES = 8 * 1024 * 1024


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
                hub_rows.meet(connection, self._book)
            return {
                head.replica: head.seq for head in self._believed(hub_rows.read_heads(connection)) if head.seq
            }

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
            rows = connection.execute(hub_rows.ROSTERS, {"digest": known.digest, "version": known.version})
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
                row = connection.execute(hub_rows.PART, (UUID(replica), seq)).fetchone()
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
                connection.execute(hub_rows.ADD_PART, facts)

    def fetch(self, have: Vector) -> Iterator[Segment | Refusal]:
        """Segments beyond `have`, a round at a time; nothing is held open at the hub while they are used."""
        waiting: dict[int, Pending] = {}
        with self._asking() as connection:
            heads = hub_rows.read_heads(connection)
        known = self._believed(heads)
        for head in heads:
            if all(one.device != head.device for one in known):
                yield Refusal(self.name, head.replica, Refused("unknown_device", head.signer), b"")
        while True:
            with self._asking() as connection:
                wanted = hub_rows.wanted_of(known, have, waiting)
                rows = hub_rows.pull(connection, wanted) if wanted else []
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
                    hub_rows.send(connection, number, segment)
                except psycopg.Error as error:
                    if error.sqlstate != schema.GAP:
                        raise
                    # Another program of this copy was quicker: what it left is still to send, or it is a fork.
                    hub_rows.send(connection, number, segment)

    def shut_out(self, logs: Iterable[str]) -> bool:
        """Shut the device that writes these logs out of the hub; False when the hub knows none of them.

        Only logins of the liaison office may: PlanError `hub.revoked` for others; `hub.older` when the hub's tables are
        older than this.
        """
        with self._asking() as connection:
            try:
                row = connection.execute(
                    "SELECT sync.shut_out(%s)", ([UUID(log) for log in logs],)
                ).fetchone()
            except psycopg.errors.UndefinedFunction as error:
                raise PlanError("hub.older") from error
        return row is not None and int(row[0]) > 0

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

    def _believed(self, heads: Sequence[Head]) -> list[Head]:
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
            raise hub_rows.refusal(error) from error
