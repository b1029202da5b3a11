"""A segment: consecutive transactions of one replica in one file, with chain, signature and checksum.

    "BPSEG01\\n" | u32 length, header {"v","rep","first","last","prev"[,"by"]} | blocks | tail
    block: u32 length, u32 CRC-32 of the packed bytes, zstd(frames); frame: u32 length, transaction
    tail: last link of the chain 32 B | Ed25519 64 B | SHA-256 of all before 32 B | "END1"

Numbers are little-endian. The signature answers for (replica, last, link), so the same transactions may be cut
into other segments without the signer. `by` names the signer where it is not the replica itself.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import zstandard

from bingo_planner.store import wire
from bingo_planner.sync.keys import SIGNATURE_BYTES, KeyBook, Signer, verify
from bingo_planner.sync.model import Incomplete, Refused, Segment
from bingo_planner.sync.operations import MAX_INT, REPLICA

MAGIC = b"BPSEG01\n"
END = b"END1"
NO_LINK = bytes(32)
MAX_FILE = 512 * 1024 * 1024
_TAIL = 32 + SIGNATURE_BYTES + 32 + len(END)
_BLOCK = 256 * 1024
_MAX_BLOCK = wire.MAX_BYTES + 2 * _BLOCK
_MAX_HEADER = 1_000
_LENGTH = struct.Struct("<I")
_PAIR = struct.Struct("<II")


@dataclass(frozen=True)
class _Header:
    replica: str
    first: int
    last: int
    previous: bytes
    signer: str


def statement(replica: str, last: int, link: bytes) -> bytes:
    """What a signature is over."""
    return b"bingo-planner log\n" + bytes.fromhex(replica) + last.to_bytes(8, "big") + link


def links(previous: bytes, frames: Sequence[bytes]) -> tuple[bytes, ...]:
    """The chain over these transactions; `previous` is 32 zero bytes before the first."""
    found, link = [], None if previous == NO_LINK else previous
    for frame in frames:
        link = wire.chain(link, frame)
        found.append(link)
    return tuple(found)


def seal(replica: str, first: int, previous: bytes, frames: Sequence[bytes], signer: Signer) -> Segment:
    """A segment of these transactions, signed."""
    hashes = links(previous, frames)
    last = first + len(frames) - 1
    signature = signer.sign(statement(replica, last, hashes[-1]))
    return Segment(replica, first, previous, tuple(frames), hashes, signature, signer.replica)


def encode(segment: Segment) -> bytes:
    """The bytes of its file; the same segment always gives the same bytes with one version of zstd."""
    header: dict[str, object] = {
        "first": segment.first,
        "last": segment.last,
        "prev": segment.previous.hex(),
        "rep": segment.replica,
        "v": 1,
    }
    if segment.signer != segment.replica:
        header["by"] = segment.signer
    head = wire.canonical(header)
    parts = [MAGIC, _LENGTH.pack(len(head)), head]
    packer = zstandard.ZstdCompressor(level=6)
    for block in _blocks(segment.frames):
        packed = packer.compress(block)
        parts += [_PAIR.pack(len(packed), crc32(packed)), packed]
    parts += [segment.hashes[-1], segment.signature]
    body = b"".join(parts)
    return body + hashlib.sha256(body).digest() + END


def decode(data: bytes, book: KeyBook) -> Segment:
    """The segment in these bytes, every check passed. Raises `Incomplete` or `Refused`.

    Transactions are not read here: only their bytes are vouched for.
    """
    if len(data) > MAX_FILE:
        raise Refused("too_large", f"{len(data)} bytes")
    if not data.startswith(MAGIC[: len(data)]):
        raise Refused("format", "magic")
    if not data.endswith(END) or len(data) < len(MAGIC) + _LENGTH.size + _TAIL:
        raise Incomplete(f"{len(data)} bytes")
    at = len(data) - len(END) - 32
    if hashlib.sha256(memoryview(data)[:at]).digest() != data[at:-4]:
        raise Refused("damaged", "checksum")
    header, start = _read_header(data)
    frames = tuple(_frames(data, start, len(data) - _TAIL))
    if len(frames) != header.last - header.first + 1:
        raise Refused("damaged", "count")
    hashes = links(header.previous, frames)
    link, signature = data[-_TAIL : 32 - _TAIL], data[32 - _TAIL : 32 - _TAIL + SIGNATURE_BYTES]
    if hashes[-1] != link:
        raise Refused("damaged", "chain")
    _check_signature(header, link, signature, book)
    return Segment(header.replica, header.first, header.previous, frames, hashes, signature, header.signer)


def check_signed(segment: Segment, book: KeyBook) -> None:
    """The same verdict for a segment that came another way than a file (rows of a hub)."""
    if links(segment.previous, segment.frames) != segment.hashes:
        raise Refused("damaged", "chain")
    header = _Header(segment.replica, segment.first, segment.last, segment.previous, segment.signer)
    _check_signature(header, segment.hashes[-1], segment.signature, book)


def _blocks(frames: Sequence[bytes]) -> Iterator[bytes]:
    parts: list[bytes] = []
    size = 0
    for frame in frames:
        parts += [_LENGTH.pack(len(frame)), frame]
        size += len(frame)
        if size >= _BLOCK:
            yield b"".join(parts)
            parts, size = [], 0
    if parts:
        yield b"".join(parts)


def _read_header(data: bytes) -> tuple[_Header, int]:
    (length,) = _LENGTH.unpack_from(data, len(MAGIC))
    start = len(MAGIC) + _LENGTH.size
    if length > _MAX_HEADER or start + length > len(data) - _TAIL:
        raise Refused("format", "header")
    raw = data[start : start + length]
    try:
        found: object = json.loads(raw.decode("utf-8"))
        if not isinstance(found, dict) or wire.canonical(found) != raw:
            raise Refused("format", "header")
    except (ValueError, RecursionError) as error:
        raise Refused("format", "header") from error
    return _check_header(found), start + length


def _check_header(found: dict[str, object]) -> _Header:
    replica, first, last, previous = (found.get(key) for key in ("rep", "first", "last", "prev"))
    signer = found.get("by", replica)
    good = (
        found.keys() - {"by"} == {"v", "rep", "first", "last", "prev"}
        and found["v"] == 1
        and type(first) is int
        and type(last) is int
        and 1 <= first <= last <= MAX_INT
        and isinstance(replica, str)
        and isinstance(signer, str)
        and REPLICA.fullmatch(replica)
        and REPLICA.fullmatch(signer)
        and isinstance(previous, str)
        and len(previous) == 64
    )
    if not good:
        raise Refused("format", "header")
    try:
        link = bytes.fromhex(str(previous))
    except ValueError as error:
        raise Refused("format", "header") from error
    if (link == NO_LINK) != (first == 1):
        raise Refused("format", "first link")
    assert isinstance(first, int)
    assert isinstance(last, int)
    return _Header(str(replica), first, last, link, str(signer))


def _frames(data: bytes, start: int, end: int) -> Iterator[bytes]:
    unpacker = zstandard.ZstdDecompressor(max_window_size=1 << 24)
    while start < end:
        if end - start < _PAIR.size:
            raise Refused("damaged", "block")
        size, expected = _PAIR.unpack_from(data, start)
        start += _PAIR.size
        packed = data[start : start + size]
        if start + size > end or crc32(packed) != expected:
            raise Refused("damaged", "block")
        start += size
        yield from _split(_unpack(unpacker, packed))


def _unpack(unpacker: zstandard.ZstdDecompressor, packed: bytes) -> bytes:
    try:
        # The size is asked first: a frame that promises terabytes must not be given them.
        size = zstandard.frame_content_size(packed)
        if not 0 < size <= _MAX_BLOCK:
            raise Refused("too_large", "block")
        return unpacker.decompress(packed, max_output_size=_MAX_BLOCK)
    except zstandard.ZstdError as error:
        raise Refused("damaged", "block") from error


def _split(block: bytes) -> Iterator[bytes]:
    at, end = 0, len(block)
    while at < end:
        if end - at < _LENGTH.size:
            raise Refused("damaged", "frame")
        (length,) = _LENGTH.unpack_from(block, at)
        at += _LENGTH.size
        if not 0 < length <= end - at:
            raise Refused("damaged", "frame")
        if length > wire.MAX_BYTES:
            raise Refused("too_large", "frame")
        yield block[at : at + length]
        at += length


def _check_signature(header: _Header, link: bytes, signature: bytes, book: KeyBook) -> None:
    signer = book.member(header.signer)
    if signer is None or not book.may_sign(header.signer, header.replica):
        raise Refused("unknown_device", header.signer)
    if not verify(signer.public, statement(header.replica, header.last, link), signature):
        raise Refused("signature", header.replica)
    owner = book.member(header.replica)
    limit = None if owner is None else owner.last_seq
    if limit is not None and header.last > limit:
        raise Refused("revoked", header.replica)
