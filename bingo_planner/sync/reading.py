"""Reads the bytes of a transaction from outside: strict, and blind to time, schema and place.

Whether bytes are accepted depends on the bytes alone, so every copy comes to the same verdict. Names stay data:
they are checked for their letters here and never become SQL; which of them this program knows is asked later.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from bingo_planner.store.wire import FORMAT, MAX_BYTES, canonical
from bingo_planner.sync.model import Refused
from bingo_planner.sync.operations import DIGEST, MAX_INT, REPLICA, OperationReader, ReadOp, match, refuse

_WORD = re.compile(r"[a-z_]{1,16}")
MAX_DEPS = 10_000
_KEYS = frozenset({"app", "deps", "hlc", "office", "ops", "rep", "schema", "seq", "usr", "v", "why"})


@dataclass(frozen=True, slots=True)
class Tx:
    """One transaction as it came; `deps` are the entries of its vector that moved since the one before."""

    replica: str
    seq: int
    hlc: int
    user: str
    why: str
    app: str
    schema: int
    office: int
    deps: Mapping[str, int]
    ops: Sequence[ReadOp]
    needs: Mapping[str, int]
    """The highest transaction of each replica that an operation here replaces or cancels."""
    data: bytes
    part: str = ""
    """SHA-256 (hex) of what it holds for the office alone; empty when it holds nothing of the kind."""
    holes: tuple[tuple[int, int], ...] = ()
    """Places of those operations: first place, how many."""


class Newer(Refused):
    """A transaction in a format of a later program: kept as it is until this one is updated."""

    def __init__(self, version: int) -> None:
        super().__init__("format", f"format {version}")


def read(data: bytes) -> Tx:
    """The transaction in these bytes. Raises `Refused` (`too_large`, `transaction`) or `Newer`."""
    if len(data) > MAX_BYTES:
        refuse("too_large", f"{len(data)} bytes")
    body = _parse(data)
    version = _number(body, "v", 1, 1_000)
    if version != FORMAT:
        raise Newer(version)
    if body.keys() - {"reps", "part"} != _KEYS:
        refuse("transaction", "keys")
    replica, seq = match(body.get("rep"), REPLICA, "rep"), _number(body, "seq", 1, MAX_INT)
    reader = OperationReader([replica, *_others(body, replica)], seq)
    return Tx(
        replica,
        seq,
        _number(body, "hlc", 0, MAX_INT),
        _text(body, "usr", 2_000),
        match(body.get("why"), _WORD, "why"),
        _text(body, "app", 64),
        _number(body, "schema", 1, 1_000_000),
        _number(body, "office", 0, MAX_INT),
        _deps(body.get("deps"), replica),
        reader.ops(body.get("ops")),
        reader.needs,
        data,
        _part(body, reader),
        tuple(reader.holes),
    )


def read_part(tx: Tx, data: bytes) -> Tx:
    """The transaction with the operations of its part, and only those. Raises `Refused`."""
    if len(data) > MAX_BYTES:
        refuse("too_large", f"{len(data)} bytes")
    if hashlib.sha256(data).hexdigest() != tx.part:
        refuse("damaged", "part")
    body = _parse(data)
    if body.keys() - {"reps"} != {"ops", "salt", "v"} or _number(body, "v", 1, 1_000) != FORMAT:
        refuse("transaction", "keys")
    match(body["salt"], REPLICA, "salt")
    reader = OperationReader([tx.replica, *_others(body, tx.replica)], tx.seq)
    places = [k for first, count in tx.holes for k in range(first, first + count)]
    return replace(tx, ops=reader.part(body["ops"], places), needs=reader.needs)


def _part(body: Mapping[str, object], reader: OperationReader) -> str:
    if ("part" in body) != bool(reader.holes):
        refuse("transaction", "part")
    return match(body["part"], DIGEST, "part") if reader.holes else ""


def _no_number(text: str) -> NoReturn:
    refuse("transaction", f"number {text[:20]}")


def _parse(data: bytes) -> dict[str, object]:
    try:
        body: object = json.loads(data.decode("utf-8"), parse_float=_no_number, parse_constant=_no_number)
        if not isinstance(body, dict):
            refuse("transaction", "not an object")
        # Written anew it must be the same bytes: no doubled keys, no lone surrogates, no other spelling.
        if canonical(body) != data:
            refuse("transaction", "not canonical")
    except (ValueError, RecursionError) as error:
        raise Refused("transaction", type(error).__name__) from error
    return body


def _number(body: Mapping[str, object], key: str, least: int, most: int) -> int:
    value = body.get(key)
    if type(value) is not int or not least <= value <= most:
        refuse("transaction", key)
    return value


def _text(body: Mapping[str, object], key: str, most: int) -> str:
    value = body.get(key)
    if type(value) is not str or len(value) > most:
        refuse("transaction", key)
    return value


def _deps(value: object, own: str) -> dict[str, int]:
    if not isinstance(value, dict) or len(value) > MAX_DEPS:
        refuse("transaction", "deps")
    for replica, seq in value.items():
        match(replica, REPLICA, "deps")
        if type(seq) is not int or not 1 <= seq <= MAX_INT or replica == own:
            refuse("transaction", "deps")
    return value


def _others(body: Mapping[str, object], own: str) -> list[str]:
    if "reps" not in body:
        return []
    value = body["reps"]
    if not isinstance(value, list) or not 1 <= len(value) <= MAX_DEPS:
        refuse("transaction", "reps")
    names = [match(name, REPLICA, "reps") for name in value]
    if len({own, *names}) != len(names) + 1:
        refuse("transaction", "reps")
    return names
