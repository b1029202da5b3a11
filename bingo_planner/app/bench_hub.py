"""The lines of `bench` about the hub: what is new among a million transactions, on a server of this computer."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from statistics import median
from typing import LiteralString
from uuid import UUID

import psycopg

from bingo_planner.app.bench_server import LocalServer, running
from bingo_planner.store import wire
from bingo_planner.store.wire import Header, Op
from bingo_planner.sync import hub_admin
from bingo_planner.sync.hub import PostgresHub
from bingo_planner.sync.hub_link import read_address
from bingo_planner.sync.keys import DeviceKey, device_key, pinned
from bingo_planner.sync.model import Segment
from bingo_planner.sync.segment import seal

DEVICES = 40
EACH, NEW = 25_000, 20
"""Transactions of each device, and how many of them are new to who asks."""
TIMES = 7
_FILL: LiteralString = """
    INSERT INTO sync.tx (device_id, seq, hlc, schema_v, prev_hash, hash, body)
    SELECT d.device_id, s, s << 16, 5, sha256(int8send(s)), sha256(int8send(s + 1)),
           convert_to(rpad(d.device_id::text || s::text, 400, md5(s::text)), 'UTF8')
    FROM sync.device d, generate_series(1, %s) s"""
_ROW: LiteralString = (
    "INSERT INTO sync.tx (device_id, seq, hlc, schema_v, prev_hash, hash, body) "
    "VALUES (%s, %s, %s, 5, %s, %s, %s)"
)
_SIGN: LiteralString = (
    "INSERT INTO sync.sig (device_id, upto_seq, hash, signer, signature) VALUES (%s, %s, %s, %s, %s)"
)


@dataclass(frozen=True)
class HubFigures:
    """Milliseconds: to pull what is new, and to learn that nothing is. Bytes a transaction takes at the hub."""

    pull: float
    heads: float
    bytes_each: float


def measure() -> HubFigures | None:
    """A hub with a million transactions of 40 devices; None where there is no PostgreSQL."""
    with running() as server:
        return None if server is None else _measure(server)


def _measure(server: LocalServer) -> HubFigures:
    keys = [device_key(os.urandom(16).hex(), os.urandom(32)) for _ in range(DEVICES)]
    with server.admin() as admin:
        hub_admin.init(admin)
        invitation = hub_admin.invite(admin, 34207, "bench", is_office=False)
        _fill(admin, keys)
        size = admin.execute("SELECT pg_total_relation_size('sync.tx')").fetchone()
    address, password = read_address(server.dsn("postgres", invitation.login, invitation.password))
    have = {key.replica: EACH - NEW for key in keys}
    nothing = {key.replica: EACH for key in keys}
    with PostgresHub(address, password, pinned({key.replica: key.public for key in keys})) as hub:
        pulls, heads = [], []
        for _ in range(TIMES):
            began = time.perf_counter()
            got = [one for one in hub.fetch(have) if isinstance(one, Segment)]
            pulls.append(time.perf_counter() - began)
            assert sum(len(one.frames) for one in got) == DEVICES * NEW
            began = time.perf_counter()
            assert not list(hub.fetch(nothing))
            heads.append(time.perf_counter() - began)
    return HubFigures(median(pulls) * 1000, median(heads) * 1000, (size[0] if size else 0) / (DEVICES * EACH))


def _fill(admin: psycopg.Connection, keys: list[DeviceKey]) -> None:
    admin.execute("SET session_replication_role = replica")  # without the rules: nobody waits for a million
    for number, key in enumerate(keys):
        admin.execute(
            "INSERT INTO sync.device (replica, login, office_id, name, signer, pubkey) VALUES (%s, %s, 1, 'x', %s, %s)",
            (UUID(key.replica), f"bench{number}", UUID(key.replica), key.public),
        )
    admin.execute(_FILL, (EACH - NEW,))
    rows = admin.execute("SELECT device_id, replica FROM sync.device").fetchall()
    numbers = {replica.hex: int(device) for device, replica in rows}
    with admin.cursor() as cursor:
        for key in keys:
            _add_new(cursor, key, numbers[key.replica])
    admin.execute("ANALYZE sync.tx, sync.sig, sync.device")


def _add_new(cursor: psycopg.Cursor, key: DeviceKey, number: int) -> None:
    frames = [_frame(key.replica, EACH - NEW + 1 + at) for at in range(NEW)]
    segment = seal(key.replica, EACH - NEW + 1, os.urandom(32), frames, key)
    before = (segment.previous, *segment.hashes)
    cursor.executemany(
        _ROW,
        [
            (number, segment.first + at, at, before[at], segment.hashes[at], frame)
            for at, frame in enumerate(frames)
        ],
    )
    signer = UUID(key.replica)
    cursor.execute(_SIGN, (number, segment.last, segment.hashes[-1], signer, segment.signature))


def _frame(replica: str, seq: int) -> bytes:
    user = '["例示 花子","企画政策課","福山市"]'
    ops = [Op("s", "project", f"{seq:032x}", "subsidy", f"{seq}", parents=((replica, seq, 1),))]
    return wire.encode(Header(replica, seq + 1, seq << 16, user, "edit", "1.0", 5), ops)
