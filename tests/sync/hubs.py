"""What the tests of the hub have in hand: a database with the hub's tables, invited devices, their rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

import psycopg
from psycopg import sql

from bingo_planner.sync import hub_admin
from bingo_planner.sync.hub_admin import Invitation
from bingo_planner.sync.model import Segment
from bingo_planner.sync.segment import NO_LINK
from tests.support.postgres import Server
from tests.sync import makers

ROW = "INSERT INTO sync.tx (device_id, seq, hlc, schema_v, prev_hash, hash, body) VALUES (%s, %s, 0, 1, %s, %s, %s)"
"""How a client adds a transaction."""


@dataclass
class Hub:
    """A database with the hub's tables."""

    server: Server
    database: str
    logins: list[str] = field(default_factory=list)

    @classmethod
    def make(cls, server: Server) -> Hub:
        """A new database, set up."""
        hub = cls(server, server.new_database())
        with hub.admin() as connection:
            hub_admin.init(connection)
        return hub

    def drop(self) -> None:
        """The database and the logins that were invited into it."""
        self.server.drop_database(self.database)
        with self.server.admin() as connection:
            for login in self.logins:
                connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(login)))

    @contextmanager
    def admin(self) -> Iterator[psycopg.Connection]:
        """A connection of the administrator."""
        with self.server.admin(self.database) as connection:
            yield connection

    def invite(self, name: str, office: int = 34207, *, is_office: bool = False) -> Invitation:
        """A login for one more computer."""
        with self.admin() as connection:
            invitation = hub_admin.invite(connection, office, name, is_office=is_office)
        self.logins.append(invitation.login)
        return invitation

    def dsn(self, invitation: Invitation) -> str:
        """How that computer reaches the hub."""
        return self.server.dsn(self.database, invitation.login, invitation.password)

    @contextmanager
    def device(self, name: str, *, is_office: bool = False) -> Iterator[Device]:
        """A computer that was invited, is connected and has introduced its log."""
        invitation = self.invite(name, is_office=is_office)
        with psycopg.connect(self.dsn(invitation), autocommit=True) as connection:
            yield Device(name, invitation, connection, enroll(connection, name))


@dataclass
class Device:
    """A connected computer. `number` is its log's id at the hub."""

    name: str
    invitation: Invitation
    connection: psycopg.Connection
    number: int

    def add(self, count: int, first: int = 1, previous: bytes = NO_LINK) -> Segment:
        """Add transactions of its own; returns them."""
        segment = makers.segment(self.name, count, first, previous)
        with self.connection.transaction():
            self.connection.cursor().executemany(ROW, rows(self.number, segment))
        return segment

    def count(self) -> int:
        """How many transactions it can see."""
        row = self.connection.execute("SELECT count(*) FROM sync.tx").fetchone()
        assert row is not None
        return int(row[0])


def enroll(connection: psycopg.Connection, name: str) -> int:
    """Introduce the log of this name; returns its id at the hub."""
    row = connection.execute(
        "SELECT sync.enroll(%(log)s, %(log)s, %(key)s)",
        {"log": UUID(makers.replica(name)), "key": makers.key(name).public},
    ).fetchone()
    assert row is not None
    return int(row[0])


def rows(number: int, segment: Segment) -> Sequence[tuple[int, int, bytes, bytes, bytes]]:
    """The values of `ROW` for each transaction."""
    before = (segment.previous, *segment.hashes[:-1])
    triples = zip(before, segment.hashes, segment.frames, strict=True)
    return [(number, segment.first + at, prev, link, body) for at, (prev, link, body) in enumerate(triples)]


def row(
    number: int, seq: int, body: bytes, previous: bytes = NO_LINK
) -> tuple[int, int, bytes, bytes, bytes]:
    """The values of `ROW` for any bytes, their hash being right."""
    before = b"" if previous == NO_LINK else previous
    return (number, seq, previous, hashlib.sha256(before + hashlib.sha256(body).digest()).digest(), body)
