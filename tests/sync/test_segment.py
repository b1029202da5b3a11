"""Segment files: what was sealed comes back, and nothing that was touched is accepted."""

from __future__ import annotations

import hashlib
import os
import random
import struct
from zlib import crc32

import pytest
import zstandard

from bingo_planner.store import wire
from bingo_planner.sync.keys import Member, OpenBook
from bingo_planner.sync.model import Incomplete, Refused, Segment
from bingo_planner.sync.segment import END, MAGIC, NO_LINK, decode, encode, seal, statement
from tests.sync.makers import book, key, replica, segment, transaction

DAMAGES = 10_000_000 if os.environ.get("BINGO_PLANNER_LONG") else 60_000


def mended(data: bytes) -> bytes:
    """The same bytes with a right checksum, as somebody who forges would write them."""
    body = data[: -32 - len(END)]
    return body + hashlib.sha256(body).digest() + END


def test_a_segment_comes_back_as_it_was() -> None:
    first = segment("一", 40)
    second = segment("一", 3, 41, first.hashes[-1])
    for sealed in (first, second):
        assert decode(encode(sealed), book("一")) == sealed


def test_long_segments_have_several_blocks() -> None:
    frames = [
        transaction("一", n, wire.Op("s", "person", f"{n:032x}", "note", "語" * 9000)) for n in range(1, 60)
    ]
    sealed = seal(replica("一"), 1, NO_LINK, frames, key("一"))
    assert decode(encode(sealed), book("一")).frames == tuple(frames)


def test_the_same_transactions_may_be_cut_anew_without_the_signer() -> None:
    whole = segment("一", 9)
    tail = Segment(
        whole.replica, 5, whole.hashes[3], whole.frames[4:], whole.hashes[4:], whole.signature, whole.signer
    )
    assert decode(encode(tail), book("一")).last == 9


def _damaged(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    length = dice.randrange(1, 40)
    way = dice.randrange(6)
    if way == 0:
        return data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]
    if way == 1:
        return data[:at]
    if way == 2:
        return data[:at] + bytes(length) + data[at + length :]
    if way == 3:
        return data[:at] + dice.randbytes(length) + data[at:]
    if way == 4:
        return data + dice.randbytes(length)
    return data[:at] + data[at + length :]


def test_no_damaged_segment_is_accepted() -> None:
    dice = random.Random(60_000)
    originals = [encode(segment("一", count)) for count in (1, 2, 7)]
    known = book("一")
    for number in range(DAMAGES):
        data = originals[number % 3]
        broken = _damaged(data, dice)
        if broken == data:
            continue
        with pytest.raises(Refused):
            decode(broken, known)
        if number % 6 == 0 and len(broken) > 200:
            # A forger mends the checksum; blocks, chain and signature are still in the way.
            forged = mended(broken)
            if forged != data:
                with pytest.raises(Refused):
                    decode(forged, known)


def test_what_has_no_end_is_still_arriving() -> None:
    data = encode(segment("一", 5))
    for length in (0, 3, len(MAGIC), 40, len(data) - 1):
        with pytest.raises(Incomplete):
            decode(data[:length], book("一"))


@pytest.mark.parametrize("case", ["stranger", "other key", "wrong name", "revoked", "wrong signer"])
def test_only_the_device_itself_answers_for_its_log(case: str) -> None:
    sealed = segment("一", 4)
    known, reason = book("一", "二"), "signature"
    if case == "stranger":
        known, reason = book("二"), "unknown_device"
    elif case == "other key":
        known = OpenBook({replica("一"): Member(key("二").public)})
    elif case == "wrong name":  # another's log under my name
        forged = key("二").sign(statement(replica("一"), 4, sealed.hashes[-1]))
        sealed = Segment(sealed.replica, 1, NO_LINK, sealed.frames, sealed.hashes, forged, replica("一"))
    elif case == "revoked":
        known, reason = OpenBook({replica("一"): Member(key("一").public, last_seq=3)}), "revoked"
    else:  # a known device signs for one that is not its own
        forged = key("二").sign(statement(replica("一"), 4, sealed.hashes[-1]))
        sealed = Segment(sealed.replica, 1, NO_LINK, sealed.frames, sealed.hashes, forged, replica("二"))
        reason = "unknown_device"
    with pytest.raises(Refused) as refused:
        decode(encode(sealed), known)
    assert refused.value.reason == reason


def test_an_heir_may_answer_for_the_log_it_continues() -> None:
    sealed = segment("旧", 4)
    forged = key("新").sign(statement(replica("旧"), 4, sealed.hashes[-1]))
    heir = Segment(sealed.replica, 1, NO_LINK, sealed.frames, sealed.hashes, forged, replica("新"))
    known = OpenBook()
    assert known.meet(replica("新"), Member(key("新").public), frozenset({replica("旧")}))
    assert decode(encode(heir), known).signer == replica("新")
    assert known.meet(replica("他"), Member(key("他").public))
    forged = key("他").sign(statement(replica("旧"), 4, sealed.hashes[-1]))
    stranger = Segment(sealed.replica, 1, NO_LINK, sealed.frames, sealed.hashes, forged, replica("他"))
    with pytest.raises(Refused):
        decode(encode(stranger), known)


def test_the_first_key_seen_stays() -> None:
    known = OpenBook()
    assert known.meet("a" * 32, Member(key("一").public))
    assert known.meet("a" * 32, Member(key("一").public))
    assert not known.meet("a" * 32, Member(key("二").public))


def _with_block(packed: bytes) -> bytes:
    data = encode(segment("一", 1))
    (length,) = struct.unpack_from("<I", data, len(MAGIC))
    start = len(MAGIC) + 4 + length
    block = struct.pack("<II", len(packed), crc32(packed)) + packed
    return mended(data[:start] + block + data[-132:])


def test_a_block_that_unpacks_without_end_is_refused() -> None:
    huge = zstandard.ZstdCompressor(level=19).compress(bytes(64 * 1024 * 1024))
    assert len(huge) < 20_000
    streamed = zstandard.ZstdCompressor(level=3, write_content_size=False).compress(bytes(64 * 1024 * 1024))
    promised = bytearray(zstandard.ZstdCompressor().compress(b"x" * 300))
    for packed in (huge, streamed, bytes(promised[:4]) + b"\xa0" + b"\xff" * 8 + bytes(promised[7:])):
        with pytest.raises(Refused) as refused:
            decode(_with_block(packed), book("一"))
        assert refused.value.reason in ("too_large", "damaged")


@pytest.mark.parametrize(
    "header",
    [
        b"{}",
        b"[" * 400,
        b'{"first":1,"last":1,"prev":"' + b"0" * 64 + b'","rep":"' + b"../" * 10 + b'","v":1}',
        b'{"first":2,"last":1,"prev":"' + b"1" * 64 + b'","rep":"' + b"a" * 32 + b'","v":1}',
        b'{"first":1,"last":99999999999999999999,"prev":"'
        + b"0" * 64
        + b'","rep":"'
        + b"a" * 32
        + b'","v":1}',
        b'{"first":2,"last":2,"prev":"' + b"0" * 64 + b'","rep":"' + b"a" * 32 + b'","v":1}',
        b'{"first":1,"first":1,"last":1,"prev":"' + b"0" * 64 + b'","rep":"' + b"a" * 32 + b'","v":1}',
    ],
)
def test_odd_headers_are_refused(header: bytes) -> None:
    data = encode(segment("一", 1))
    (length,) = struct.unpack_from("<I", data, len(MAGIC))
    rest = data[len(MAGIC) + 4 + length :]
    forged = mended(MAGIC + struct.pack("<I", len(header)) + header + rest)
    with pytest.raises(Refused) as refused:
        decode(forged, book("一"))
    assert refused.value.reason in ("format", "damaged", "unknown_device")
