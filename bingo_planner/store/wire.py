"""The bytes of a transaction: canonical JSON, compressed long texts, and the chain of hashes.

Canonical means UTF-8, sorted keys, no spaces, no floats: the same transaction has the same bytes
on every machine, for ever. Values: null, 64-bit integer, text, `["n", decimal text]`.

What is for the liaison office alone (columns of scope `office`) is not in these bytes: a run of such operations
leaves a hole `["o", how many]`, they themselves are the transaction's part, and the bytes hold the part's SHA-256
as `part`. So the chain and its signature hold for everybody, whoever may see the part and whoever may not; a part
can come later or another way, and can be destroyed without breaking anything. A part begins with random salt, or
short answers could be guessed from its hash.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import zstandard

from bingo_planner.kernel.errors import PlanError

FORMAT = 1
MAX_BYTES = 8 * 1024 * 1024
MAX_OPS = 50_000

Value = str | int | None
Parent = tuple[str, int, int]
"""Replica (hex), sequence number, place in its transaction."""


@dataclass(frozen=True)
class Op:
    """One operation. `kind`: r row exists, s set, x long text, d delete, u undelete, k item closed (id as row)."""

    kind: str
    table: str
    row: str
    column: str = ""
    value: Value = None
    value_kind: str = "text"
    parents: tuple[Parent, ...] = ()
    parent_text: str = ""
    is_office: bool = False


@dataclass(frozen=True)
class Header:
    """What stands over the operations of one transaction."""

    replica: str
    seq: int
    hlc: int
    user: str
    why: str
    app: str
    schema: int
    office: int = 0
    deps: Mapping[str, int] = field(default_factory=dict)


def canonical(value: object) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces; refuses NaN."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def encode(header: Header, ops: Sequence[Op]) -> bytes:
    """The bytes of one transaction without a part; raises PlanError `log.too_large` beyond the format's limits."""
    data, part = divide(header, ops, b"")
    assert part is None, "operations of the office need `divide`"
    return data


def divide(header: Header, ops: Sequence[Op], salt: bytes) -> tuple[bytes, bytes | None]:
    """The bytes of one transaction and, where it has operations of the office, its part (`salt`: 16 random bytes)."""
    hidden = [op for op in ops if op.is_office]
    part = _encode_part(header.replica, hidden, salt) if hidden else None
    shown = [op for op in ops if not op.is_office]
    others = _named_replicas(header.replica, shown)
    body: dict[str, object] = {
        "app": header.app,
        "deps": dict(header.deps),
        "hlc": header.hlc,
        "office": header.office,
        "ops": list(_with_holes(ops, _index(header.replica, others))),
        "rep": header.replica,
        "schema": header.schema,
        "seq": header.seq,
        "usr": header.user,
        "v": FORMAT,
        "why": header.why,
    }
    if others:
        body["reps"] = others
    if part is not None:
        body["part"] = hashlib.sha256(part).hexdigest()
    data = canonical(body)
    if len(ops) > MAX_OPS or max(len(data), len(part or b"")) > MAX_BYTES:
        raise PlanError("log.too_large", operations=len(ops), limit=MAX_OPS)
    return data, part


def chain(previous: bytes | None, data: bytes) -> bytes:
    """SHA-256 of the previous hash and the hash of these bytes; the first link has no previous."""
    return hashlib.sha256((previous or b"") + hashlib.sha256(data).digest()).digest()


def pack_text(text: str, parent: str) -> str:
    """A long text, zstd with its parent version as dictionary, as base64."""
    return base64.b64encode(_compressor(parent).compress(text.encode())).decode("ascii")


def unpack_text(packed: str, parent: str) -> str:
    """The inverse of `pack_text`; ValueError for anything that is not such a text."""
    dictionary = _dictionary(parent)
    unpacker = (
        zstandard.ZstdDecompressor(dict_data=dictionary) if dictionary else zstandard.ZstdDecompressor()
    )
    try:
        data = base64.b64decode(packed, validate=True)
        # The size is asked first: the unpacker would set aside whatever a frame promises.
        if not 0 <= zstandard.frame_content_size(data) <= MAX_BYTES:
            raise ValueError("the text is too long")
        return unpacker.decompress(data, max_output_size=MAX_BYTES).decode()
    except zstandard.ZstdError as error:
        raise ValueError("not a packed text") from error


def _dictionary(parent: str) -> zstandard.ZstdCompressionDict | None:
    # Below eight bytes zstd takes no raw dictionary.
    raw = parent.encode()
    return zstandard.ZstdCompressionDict(raw, zstandard.DICT_TYPE_RAWCONTENT) if len(raw) >= 8 else None


def _compressor(parent: str) -> zstandard.ZstdCompressor:
    dictionary = _dictionary(parent)
    return (
        zstandard.ZstdCompressor(level=3, dict_data=dictionary)
        if dictionary
        else zstandard.ZstdCompressor(level=3)
    )


def _encode_part(replica: str, ops: Sequence[Op], salt: bytes) -> bytes:
    others = _named_replicas(replica, ops)
    index = _index(replica, others)
    body: dict[str, object] = {"ops": [_encode_op(op, index) for op in ops], "salt": salt.hex(), "v": FORMAT}
    if others:
        body["reps"] = others
    return canonical(body)


def _with_holes(ops: Sequence[Op], index: Mapping[str, int]) -> Iterator[list[object]]:
    for is_office, run in groupby(ops, key=lambda op: op.is_office):
        if is_office:
            yield ["o", len(list(run))]
        else:
            yield from (_encode_op(op, index) for op in run)


def _index(own: str, others: Sequence[str]) -> dict[str, int]:
    return {own: 0} | {name: place for place, name in enumerate(others, start=1)}


def _named_replicas(own: str, ops: Sequence[Op]) -> list[str]:
    names: dict[str, None] = {}
    for op in ops:
        for replica, _, _ in op.parents:
            if replica != own:
                names[replica] = None
    return list(names)


def _encode_op(op: Op, index: Mapping[str, int]) -> list[object]:
    if op.kind == "k":
        return ["k", op.row, op.value]
    start: list[object] = [op.kind, op.table, op.row]
    parents = [[index[replica], seq, k] for replica, seq, k in op.parents]
    if op.kind in "rd":
        return start
    if op.kind == "u":
        return [*start, parents]
    if op.kind == "x":
        text = str(op.value or "")
        digest = hashlib.sha256(text.encode()).hexdigest()
        return [*start, op.column, pack_text(text, op.parent_text), parents, digest]
    return [*start, op.column, _encode_value(op.value, op.value_kind), parents]


def _encode_value(value: Value, kind: str) -> object:
    return ["n", value] if kind == "dec" and value is not None else value
