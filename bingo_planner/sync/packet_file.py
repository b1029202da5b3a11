"""The bytes of a packet file, read strictly.

    "BPPACK1\\n" | u32 length, signed roster | sealed for the region:
        u32 length, manifest | blobs one after another | Ed25519 of the sending device over SHA-256 of all before

The roster stands outside the seal: a copy that missed a change of keys finds in it the ring that opens the rest.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bingo_planner.store import wire
from bingo_planner.sync.keys import SIGNATURE_BYTES, Signer
from bingo_planner.sync.model import Refused
from bingo_planner.sync.operations import MAX_INT, REPLICA
from bingo_planner.sync.roster import MAX_ROSTER

MAGIC = b"BPPACK1\n"
_LENGTH = struct.Struct("<I")
_TITLE = b"bingo-planner packet\n"
_KEYS = {"at", "blobs", "by", "to", "v", "vector"}


@dataclass(frozen=True)
class Blob:
    """A segment's file, or the part of a transaction, sealed for the office (`replica` and `seq` name it)."""

    data: bytes
    replica: str = ""
    seq: int = 0

    @property
    def head(self) -> list[str | int]:
        """How it stands in the manifest."""
        size = len(self.data)
        return ["part", size, self.replica, self.seq] if self.replica else ["segment", size]


@dataclass(frozen=True)
class Letter:
    """What is under the seal. `vector`: what the sender had; `said` and `signature`: what it signed."""

    device: str
    at: datetime
    to: tuple[str, ...]
    vector: Mapping[str, int]
    blobs: tuple[Blob, ...]
    said: bytes
    signature: bytes


def enclose(roster: bytes, sealed: bytes) -> bytes:
    """The file."""
    return MAGIC + _LENGTH.pack(len(roster)) + roster + sealed


def write_letter(
    signer: Signer, at: datetime, to: Sequence[str], vector: Mapping[str, int], blobs: Sequence[Blob]
) -> bytes:
    """What goes under the seal, signed."""
    manifest = wire.canonical(
        {
            "at": at.isoformat(timespec="seconds"),
            "blobs": [blob.head for blob in blobs],
            "by": signer.replica,
            "to": list(to),
            "v": 1,
            "vector": dict(vector),
        }
    )
    said = b"".join([_LENGTH.pack(len(manifest)), manifest, *(blob.data for blob in blobs)])
    return said + signer.sign(signed_words(said))


def signed_words(said: bytes) -> bytes:
    """What the signature of a letter is over."""
    return _TITLE + hashlib.sha256(said).digest()


def read_letter(inner: bytes) -> Letter:
    """The letter in these bytes, its signature not yet checked. Raises `Refused`."""
    said, signature = inner[:-SIGNATURE_BYTES], inner[-SIGNATURE_BYTES:]
    if len(said) < _LENGTH.size:
        raise Refused("format", "packet")
    (length,) = _LENGTH.unpack_from(said)
    facts = _manifest(said[_LENGTH.size : _LENGTH.size + length])
    device, to = facts["by"], _list(facts["to"])
    if not _is_id(device) or not all(isinstance(name, str) for name in to):
        raise Refused("format", "manifest")
    return Letter(
        str(device),
        datetime.fromisoformat(str(facts["at"])),
        tuple(str(name) for name in to),
        _vector(facts["vector"]),
        tuple(_blobs(facts["blobs"], said[_LENGTH.size + length :])),
        said,
        signature,
    )


def split(data: bytes) -> tuple[bytes, bytes]:
    """Roster and sealed letter of a file. Raises `Refused`."""
    start = len(MAGIC) + _LENGTH.size
    if not data.startswith(MAGIC) or len(data) < start:
        raise Refused("format", "packet")
    (length,) = _LENGTH.unpack_from(data, len(MAGIC))
    if length > MAX_ROSTER or len(data) < start + length:
        raise Refused("format", "packet")
    return data[start : start + length], data[start + length :]


def _manifest(data: bytes) -> Mapping[str, object]:
    try:
        facts: object = json.loads(data.decode("utf-8"))
        if not isinstance(facts, dict) or facts.keys() != _KEYS or facts["v"] != 1:
            raise Refused("format", "manifest")
        datetime.fromisoformat(str(facts["at"]))
    except (ValueError, RecursionError) as error:
        raise Refused("format", "manifest") from error
    return facts


def _blobs(heads: object, data: bytes) -> Iterator[Blob]:
    at = 0
    for head in _list(heads):
        if not isinstance(head, list) or len(head) not in (2, 4) or type(head[1]) is not int or head[1] < 1:
            raise Refused("format", "blob")
        is_part = len(head) == 4 and head[0] == "part" and type(head[3]) is int and _is_id(head[2])
        if not is_part and (len(head) != 2 or head[0] != "segment"):
            raise Refused("format", "blob")
        if at + head[1] > len(data):
            raise Refused("format", "blob")
        cut = data[at : at + head[1]]
        yield Blob(cut, str(head[2]), int(head[3])) if is_part else Blob(cut)
        at += head[1]
    if at != len(data):
        raise Refused("format", "blobs")


def _vector(value: object) -> dict[str, int]:
    if not isinstance(value, dict):
        raise Refused("format", "vector")
    for replica, seq in value.items():
        if not _is_id(replica) or type(seq) is not int or not 0 <= seq <= MAX_INT:
            raise Refused("format", "vector")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise Refused("format", "manifest")
    return value


def _is_id(value: object) -> bool:
    return isinstance(value, str) and REPLICA.fullmatch(value) is not None
