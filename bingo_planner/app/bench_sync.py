"""How fast copies come together: entries of others taken in, a week over a full folder, a whole log anew."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from bingo_planner.features.staff.tables import Person
from bingo_planner.store import wire
from bingo_planner.store.region_file import Home, create_region, open_region
from bingo_planner.store.store import Store
from bingo_planner.store.wire import Header, Op
from bingo_planner.sync.engine import Engine
from bingo_planner.sync.folder import DEVICES, name_of, open_folder
from bingo_planner.sync.keys import DeviceKey, device_key, pinned
from bingo_planner.sync.model import Segment
from bingo_planner.sync.segment import NO_LINK, encode, seal
from bingo_planner.sync.session import synchronise

OPS, MILLION = 100_000, 1_000_000
FIELDS = ("name", "kana", "section", "post", "tel", "mail", "duty")
ROWS = 3
"""Records of one transaction; each is one operation and one for every field."""
DEVICES_THERE, FILES = 27, 5_000
WEEK = 540
"""Segments of a week: every device twenty times, with what a meeting every half hour of work gathers."""
_LOG = ("sync_tx", "sync_op", "sync_parent", "sync_leaf", "sync_seen", "person")


def key(name: str) -> DeviceKey:
    """A device's key from a word."""
    digest = hashlib.sha256(name.encode()).digest()
    return device_key(digest[:16].hex(), digest)


def frames(signer: DeviceKey, operations: int, rows: int = ROWS) -> Iterator[bytes]:
    """Transactions that add people, about so many operations in all; ids grow as those of new records do."""
    each = rows * (len(FIELDS) + 1)
    for seq in range(1, operations // each + 1):
        ops = []
        for row in range(rows):
            record = f"{seq:012x}{row:04x}{signer.replica[:16]}"
            ops.append(Op("r", "person", record))
            ops += [Op("s", "person", record, field, f"例示 {seq}-{field}") for field in FIELDS]
        header = Header(signer.replica, seq, seq << 20, '["例示 花子","主査","福山市"]', "edit", "1.0", 1)
        yield wire.encode(header, ops)


def segments(signer: DeviceKey, operations: int, length: int = 500) -> Iterator[Segment]:
    """The same as segments of so many transactions."""
    part: list[bytes] = []
    first, previous = 1, NO_LINK
    for frame in frames(signer, operations):
        part.append(frame)
        if len(part) == length:
            segment = seal(signer.replica, first, previous, part, signer)
            yield segment
            first, previous, part = segment.last + 1, segment.hashes[-1], []
    if part:
        yield seal(signer.replica, first, previous, part, signer)


def take_in(folder: Path) -> tuple[float, float]:
    """Seconds to take 100,000 operations of another copy in, and to write the same rows bare."""
    cut = list(segments(key("one"), OPS))
    store = create_region(folder / "apply.bingo", Home(folder / "home apply"), "bench")
    began = time.perf_counter()
    Engine(store).receive(cut)
    taken = time.perf_counter() - began
    bare = _bare(store, folder)
    store.close()
    return taken, bare


def _bare(filled: Store, folder: Path) -> float:
    """The rows that were written, read from one file and put into another by executemany alone."""
    with filled.read() as session:
        connection = session.connection()
        rows = {table: connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in _LOG}
        replicas = connection.exec_driver_sql("SELECT hex FROM sync_replica ORDER BY ix").all()
    other = create_region(folder / "bare.bingo", Home(folder / "home bare"), "bench")
    with other.silently() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.executemany(
            "INSERT OR IGNORE INTO sync_replica(hex) VALUES (?)", [tuple(one) for one in replicas]
        )
        began = time.perf_counter()
        for table, some in rows.items():
            if some:
                places = ",".join("?" * len(some[0]))
                raw.executemany(f"INSERT INTO {table} VALUES ({places})", [tuple(one) for one in some])
    taken = time.perf_counter() - began
    other.close()
    return taken


def rebuild(folder: Path) -> float:
    """Seconds to make a new copy from a log of a million operations of nine devices."""
    logs = [segments(key(f"device {number}"), MILLION // 9) for number in range(9)]
    store = create_region(folder / "whole.bingo", Home(folder / "home whole"), "bench")
    engine, seconds = Engine(store), 0.0
    while logs:
        # Made outside the measured time: a part of each device's log in turn, as a folder gives them.
        part = [segment for segment in (next(log, None) for log in logs) if segment is not None]
        if not part:
            break
        began = time.perf_counter()
        engine.receive(part)
        seconds += time.perf_counter() - began
    store.close()
    return seconds


def week(folder: Path) -> float:
    """Seconds of a meeting in a folder of 5,000 segments, a week of which is new here."""
    share = folder / "share"
    keys = [key(f"device {number}") for number in range(DEVICES_THERE)]
    held: list[Segment] = []
    for signer in keys:
        cut = list(segments(signer, FILES // DEVICES_THERE * ROWS * (len(FIELDS) + 1), length=1))
        place = share / DEVICES / signer.replica
        place.mkdir(parents=True)
        for segment in cut:
            (place / name_of(segment).text).write_bytes(encode(segment))
        held += cut[: -(WEEK // DEVICES_THERE)]
    home = Home(folder / "home week")
    store = create_region(folder / "week.bingo", home, "bench")
    Engine(store).receive(held)
    own = key("here")
    book = pinned({one.replica: one.public for one in keys})
    began = time.perf_counter()
    synchronise(store, home, open_folder(share, book), {store.recorder.replica_hex: own}, book)
    seconds = time.perf_counter() - began
    store.close()
    return seconds


def growth(folder: Path) -> float:
    """Megabytes that a region file grows by a thousand edits of one field."""
    path = folder / "growth.bingo"
    store = create_region(path, Home(folder / "home growth"), "bench")
    with store.change("bench") as unit:
        person = unit.add(Person(name="例示 花子")).id
    store.close()
    before = path.stat().st_size
    store = open_region(path, Home(folder / "home growth"), "bench")
    for number in range(1_000):
        with store.change("bench", undoable=False) as unit:
            unit.set(Person, person, post=f"主査 {number}")
    store.close()
    return (path.stat().st_size - before) / 1e6
