"""Small things the tests of sync build from: keys from a word, transactions, segments."""

from __future__ import annotations

import hashlib

from bingo_planner.store import wire
from bingo_planner.store.wire import Header, Op
from bingo_planner.sync.keys import DeviceKey, OpenBook, device_key, pinned
from bingo_planner.sync.model import Segment
from bingo_planner.sync.segment import NO_LINK, seal


def replica(name: str) -> str:
    """A replica's id from a word."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def key(name: str) -> DeviceKey:
    """The key of a replica, the same in every run."""
    return device_key(replica(name), hashlib.sha256(b"key " + name.encode()).digest())


def book(*names: str) -> OpenBook:
    """A book that knows these replicas."""
    return pinned({replica(name): key(name).public for name in names})


def transaction(name: str, seq: int, *ops: Op, deps: dict[str, int] | None = None, hlc: int = 0) -> bytes:
    """The bytes of one transaction."""
    header = Header(
        replica=replica(name),
        seq=seq,
        hlc=hlc or seq << 16,
        user='["試行 さくら","主査","笠岡市"]',
        why="edit",
        app="1.0",
        schema=1,
        deps=deps or {},
    )
    return wire.encode(header, ops or (Op("r", "person", "a" * 32),))


def segment(name: str, count: int, first: int = 1, previous: bytes = NO_LINK) -> Segment:
    """Some transactions of one replica, signed."""
    frames = [
        transaction(name, seq, Op("s", "person", f"{seq:032x}", "name", f"例示 {seq}"))
        for seq in range(first, first + count)
    ]
    return seal(replica(name), first, previous, frames, key(name))
