"""A packet: one file for a stick or a mail gateway, with everything its receivers lack, for the copies on the roster.

What a file is called means nothing. Logs of others are carried with the signatures they came with. Who it is from
and for is known, and proven, before anything of it is taken in.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.home import Home
from bingo_planner.store.store import Store
from bingo_planner.sync import keeping, own, parts
from bingo_planner.sync.engine import Engine
from bingo_planner.sync.files import DiskFiles
from bingo_planner.sync.keys import verify
from bingo_planner.sync.membership import Membership, read_membership, signers_of, take_roster
from bingo_planner.sync.model import Incomplete, Part, Received, Refused, Segment, Vector
from bingo_planner.sync.packet_file import Blob, enclose, read_letter, signed_words, split, write_letter
from bingo_planner.sync.rings import OFFICE, REGION, region_of
from bingo_planner.sync.segment import decode, encode
from bingo_planner.sync.transport import Unreachable

SUFFIX = ".bpacket"
MAX_FILE = 1024 * 1024 * 1024
_VECTORS = "vectors"


@dataclass(frozen=True)
class Packet:
    """What a packet is, before anything of it is taken in. `to`: names of its receivers, empty for all.

    `transactions` counts what it carries, `new` what of it is not here yet.
    """

    sender: str
    office: int
    at: datetime
    to: tuple[str, ...]
    transactions: int
    new: int
    vector: Vector
    device: str
    segments: tuple[Segment, ...]
    parts: tuple[Part, ...]
    size: int


def write_packet(
    store: Store, home: Home, path: Path, *, to: Sequence[str] = (), whole: bool = False
) -> Packet:
    """Write a packet with what the receivers are not known to have (all copies, or those named in `to`).

    What a copy has is known from the packets that came from it; of others nothing is known, so they get the whole.
    Raises PlanError `roster.none`, `roster.no_key`, `packet.nothing`, `packet.gone`, `sync.disk_full`,
    `sync.read_only`.
    """
    member = read_membership(store, home)
    if member is None:
        raise PlanError("roster.none")
    if member.key is None or member.device is None or not member.may_send:
        raise PlanError("roster.no_key")
    receivers = [keeping.find_device(member.roster, name) for name in to] or [
        one for one in member.roster.holders(REGION) if one.id != member.device.id
    ]
    have: Vector = {} if whole else _common(store, [one.id for one in receivers])
    segments = Engine(store).outgoing(have, signers_of(store, home, member))
    with_parts = any(OFFICE in one.scopes for one in receivers)
    some = (
        [part for part in parts.outgoing(store, ()) if part.seq > have.get(part.replica, 0)]
        if with_parts
        else []
    )
    if not segments and not some:
        raise PlanError("packet.nothing")
    data = _pack(store, member, [one.name for one in receivers] if to else [], segments, some)
    target = path if path.suffix else path.with_suffix(SUFFIX)
    try:
        DiskFiles(target.parent.absolute()).put(target.name, data, replace=True)
    except Unreachable as error:
        raise PlanError("packet.gone", path=str(target.parent)) from error
    return read_packet(store, home, target)


def read_packet(store: Store, home: Home, path: Path) -> Packet:
    """Open a packet and check everything in it; nothing is taken in but a newer roster.

    Raises PlanError `packet.format`, `packet.closed`, `roster.none`.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_FILE else b""
    except OSError as error:
        raise PlanError("packet.unread", file=path.name, reason=error.strerror or "") from error
    try:
        roster, sealed = split(data)
        if read_membership(store, home) is None:
            raise PlanError("roster.none")
        with suppress(Refused):
            take_roster(store, home, roster)
        member = read_membership(store, home)
        assert member is not None
        if region_of(sealed) != member.roster.region:
            raise PlanError("packet.closed", file=path.name)
        return _inner(store, member, member.sealing.open(sealed))
    except Refused as refused:
        code = (
            "packet.closed"
            if refused.reason in ("sealed", "unknown_device", "signature")
            else "packet.format"
        )
        raise PlanError(code, file=path.name) from refused


def take_packet(store: Store, home: Home, packet: Packet) -> Received:
    """Take a packet in, and note what its sender has."""
    received = Engine(store).receive(packet.segments) | parts.receive(store, packet.parts)
    with store.silently() as connection:
        known = json.loads(own.get_state(connection, _VECTORS) or "{}")
        before = known.get(packet.device, {})
        known[packet.device] = {
            replica: max(seq, before.get(replica, 0)) for replica, seq in {**before, **packet.vector}.items()
        }
        own.put_state(connection, _VECTORS, json.dumps(known))
    return received


def _common(store: Store, devices: Sequence[str]) -> dict[str, int]:
    """What every one of these devices is known to have."""
    with store.read() as session:
        known = json.loads(own.get_state(session.connection(), _VECTORS) or "{}")
    vectors = [known.get(device, {}) for device in devices]
    if not vectors:
        return {}
    shared = set(vectors[0]).intersection(*vectors[1:])
    return {replica: min(int(vector[replica]) for vector in vectors) for replica in shared}


def _pack(
    store: Store, member: Membership, to: Sequence[str], segments: Sequence[Segment], some: Sequence[Part]
) -> bytes:
    assert member.key is not None
    blobs = [Blob(encode(segment)) for segment in segments]
    blobs += [Blob(member.sealing.seal_part(part.data), part.replica, part.seq) for part in some]
    now = store.clock.now().astimezone()
    letter = write_letter(member.key, now, to, Engine(store).vector(), blobs)
    return enclose(member.roster.data, member.sealing.seal(letter))


def _inner(store: Store, member: Membership, inner: bytes) -> Packet:
    letter = read_letter(inner)
    sender = member.roster.devices.get(letter.device)
    if sender is None:
        raise Refused("unknown_device", "packet")
    if sender.is_out or not verify(sender.public, signed_words(letter.said), letter.signature):
        raise Refused("signature", "packet")
    segments = [one for blob in letter.blobs if not blob.replica and (one := _segment(blob, member))]
    some = [part for blob in letter.blobs if blob.replica and (part := _part(blob, member))]
    have = Engine(store).vector()
    return Packet(
        sender.name,
        sender.office,
        letter.at,
        letter.to,
        sum(len(one.frames) for one in segments),
        sum(max(0, one.last - max(have.get(one.replica, 0), one.first - 1)) for one in segments),
        letter.vector,
        sender.id,
        tuple(segments),
        tuple(some),
        len(inner),
    )


def _segment(blob: Blob, member: Membership) -> Segment | None:
    try:
        return decode(blob.data, member.book)
    except Incomplete as error:
        raise Refused("format", "packet") from error
    except Refused as refused:
        # A log that is not believed here is left out; the others are whole.
        if refused.reason in ("unknown_device", "revoked"):
            return None
        raise


def _part(blob: Blob, member: Membership) -> Part | None:
    if not member.sealing.opens_office:
        return None
    try:
        return Part(blob.replica, blob.seq, member.sealing.open(blob.data))
    except Refused:  # its hash vouches for it, not its place: what does not open is as good as not there
        return None
