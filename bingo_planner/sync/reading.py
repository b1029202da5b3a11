"""Reads the bytes of a transaction from outside: strict, and blind to time, schema and place.

Whether bytes are accepted depends on the bytes alone, so every copy comes to the same verdict. Names stay data:
they are checked for their letters here and never become SQL; which of them this program knows is asked later.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, NoReturn

from bingo_planner.store.wire import FORMAT, MAX_BYTES, MAX_OPS, Value, canonical
from bingo_planner.sync.model import OpId, Refused

NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
ROW = re.compile(r"[0-9A-Za-z_.:-]{1,64}")
REPLICA = re.compile(r"[0-9a-f]{32}")
_WORD = re.compile(r"[a-z_]{1,16}")
_DECIMAL = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,60})?(E[+-]?[0-9]{1,4})?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
MAX_INT = 2**63 - 1
MAX_PARENTS = 1_000
MAX_DEPS = 10_000
_KEYS = frozenset({"app", "deps", "hlc", "office", "ops", "rep", "schema", "seq", "usr", "v", "why"})
_LENGTHS = {"r": 3, "d": 3, "u": 4, "s": 6, "x": 7, "k": 3}


class ReadOp(NamedTuple):
    """One operation as it came. `parents` of a `u` are the deletions it cancels; `digest` only of an `x`,
    whose `value` is still packed. A `k` has its item's id as `row` and its note as `value`."""

    k: int
    kind: str
    table: str
    row: str
    column: str
    value: Value
    parents: tuple[OpId, ...]
    digest: str


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
        _refuse("too_large", f"{len(data)} bytes")
    body = _parse(data)
    version = _number(body, "v", 1, 1_000)
    if version != FORMAT:
        raise Newer(version)
    if body.keys() - {"reps", "part"} != _KEYS:
        _refuse("transaction", "keys")
    replica, seq = _match(body.get("rep"), REPLICA, "rep"), _number(body, "seq", 1, MAX_INT)
    reader = _Reader([replica, *_others(body, replica)], seq)
    return Tx(
        replica,
        seq,
        _number(body, "hlc", 0, MAX_INT),
        _text(body, "usr", 2_000),
        _match(body.get("why"), _WORD, "why"),
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
        _refuse("too_large", f"{len(data)} bytes")
    if hashlib.sha256(data).hexdigest() != tx.part:
        _refuse("damaged", "part")
    body = _parse(data)
    if body.keys() - {"reps"} != {"ops", "salt", "v"} or _number(body, "v", 1, 1_000) != FORMAT:
        _refuse("transaction", "keys")
    _match(body["salt"], REPLICA, "salt")
    reader = _Reader([tx.replica, *_others(body, tx.replica)], tx.seq)
    places = [k for first, count in tx.holes for k in range(first, first + count)]
    return replace(tx, ops=reader.part(body["ops"], places), needs=reader.needs)


def _part(body: Mapping[str, object], reader: _Reader) -> str:
    if ("part" in body) != bool(reader.holes):
        _refuse("transaction", "part")
    return _match(body["part"], _DIGEST, "part") if reader.holes else ""


def _refuse(reason: str, detail: str) -> NoReturn:
    raise Refused(reason, detail)


def _no_number(text: str) -> NoReturn:
    _refuse("transaction", f"number {text[:20]}")


def _parse(data: bytes) -> dict[str, object]:
    try:
        body: object = json.loads(data.decode("utf-8"), parse_float=_no_number, parse_constant=_no_number)
        if not isinstance(body, dict):
            _refuse("transaction", "not an object")
        # Written anew it must be the same bytes: no doubled keys, no lone surrogates, no other spelling.
        if canonical(body) != data:
            _refuse("transaction", "not canonical")
    except (ValueError, RecursionError) as error:
        raise Refused("transaction", type(error).__name__) from error
    return body


def _number(body: Mapping[str, object], key: str, least: int, most: int) -> int:
    value = body.get(key)
    if type(value) is not int or not least <= value <= most:
        _refuse("transaction", key)
    return value


def _text(body: Mapping[str, object], key: str, most: int) -> str:
    value = body.get(key)
    if type(value) is not str or len(value) > most:
        _refuse("transaction", key)
    return value


def _match(value: object, pattern: re.Pattern[str], what: str) -> str:
    if type(value) is not str or not pattern.fullmatch(value):
        _refuse("transaction", what)
    return value


def _deps(value: object, own: str) -> dict[str, int]:
    if not isinstance(value, dict) or len(value) > MAX_DEPS:
        _refuse("transaction", "deps")
    for replica, seq in value.items():
        _match(replica, REPLICA, "deps")
        if type(seq) is not int or not 1 <= seq <= MAX_INT or replica == own:
            _refuse("transaction", "deps")
    return value


def _others(body: Mapping[str, object], own: str) -> list[str]:
    if "reps" not in body:
        return []
    value = body["reps"]
    if not isinstance(value, list) or not 1 <= len(value) <= MAX_DEPS:
        _refuse("transaction", "reps")
    names = [_match(name, REPLICA, "reps") for name in value]
    if len({own, *names}) != len(names) + 1:
        _refuse("transaction", "reps")
    return names


class _Reader:
    """Reads the operations of one transaction; what was found good once is not looked at again."""

    def __init__(self, replicas: list[str], seq: int) -> None:
        self._replicas = replicas
        self._seq = seq
        self.needs: dict[str, int] = {}
        self.holes: list[tuple[int, int]] = []
        self._names: set[str] = set()
        self._rows: set[str] = set()

    def ops(self, value: object) -> list[ReadOp]:
        if not isinstance(value, list) or not value:
            _refuse("transaction", "no operations")
        if len(value) > MAX_OPS:
            _refuse("too_large", f"{len(value)} operations")
        if any(type(op) is list and op and op[0] == "o" for op in value):
            return list(self._around_holes(value))
        return [self._op(k, op) for k, op in enumerate(value, start=1)]

    def part(self, value: object, places: Sequence[int]) -> list[ReadOp]:
        if not isinstance(value, list) or len(value) != len(places):
            _refuse("transaction", "operations of a part")
        return [self._op(k, op) for k, op in zip(places, value, strict=True)]

    def _around_holes(self, value: list[object]) -> Iterator[ReadOp]:
        k, was_hole = 1, False
        for op in value:
            is_hole = type(op) is list and len(op) == 2 and op[0] == "o"
            if not is_hole:
                yield self._op(k, op)
                k, was_hole = k + 1, False
                continue
            assert isinstance(op, list)
            count = op[1]
            # Two holes side by side would be another spelling of one.
            if type(count) is not int or was_hole or not 1 <= count <= MAX_OPS - k + 1:
                _refuse("transaction", "hole")
            self.holes.append((k, count))
            k, was_hole = k + count, True
        if k > MAX_OPS + 1:
            _refuse("too_large", f"{k - 1} operations")

    def _op(self, k: int, op: object) -> ReadOp:
        if type(op) is not list or not op or type(op[0]) is not str or len(op) != _LENGTHS.get(op[0]):
            _refuse("transaction", f"operation {k}")
        if op[0] != "s":
            return self._rare(k, op)
        # Nine operations of ten: written out, because a million of them are read when a copy is new.
        kind, table, row, column, value, parents = op
        names = self._names
        if type(table) is not str or type(column) is not str or type(row) is not str:
            _refuse("transaction", "name")
        if table not in names or column not in names or row not in self._rows:
            table, row, column = self._name(table), self._row(row), self._name(column)
        if value is not None and type(value) is not str:
            value = self._value(value)
        return ReadOp(
            k, kind, table, row, column, value, self._parents(parents, k) if parents != [] else (), ""
        )

    def _rare(self, k: int, op: list[object]) -> ReadOp:
        kind = str(op[0])
        if kind == "k":
            return ReadOp(k, kind, "", self._row(op[1]), "", self._plain(op[2]), (), "")
        table, row = self._name(op[1]), self._row(op[2])
        if kind == "x":
            column, packed, digest = self._name(op[3]), self._plain(op[4]), op[6]
            parents = self._parents(op[5], k)
            return ReadOp(k, kind, table, row, column, packed, parents, _match(digest, _DIGEST, "digest"))
        cancelled = self._parents(op[3], k) if kind == "u" else ()
        return ReadOp(k, kind, table, row, "", None, cancelled, "")

    def _name(self, value: object) -> str:
        name = _match(value, NAME, "name")
        self._names.add(name)
        return name

    def _row(self, value: object) -> str:
        row = _match(value, ROW, "row")
        self._rows.add(row)
        return row

    def _plain(self, value: object) -> str:
        if type(value) is not str:
            _refuse("transaction", "text")
        return value

    def _value(self, value: object) -> Value:
        if type(value) is int:
            if not -MAX_INT - 1 <= value <= MAX_INT:
                _refuse("transaction", "integer")
            return value
        return self._typed(value)

    def _typed(self, value: object) -> str:
        if type(value) is not list or len(value) != 2 or type(value[1]) is not str:
            _refuse("transaction", "value")
        sort, text = value
        if sort == "n":
            return _match(text, _DECIMAL, "decimal")
        if sort not in ("f", "b"):
            _refuse("transaction", "value")
        # No column of this program holds such a value; the words are kept for one that does.
        return canonical(value).decode()

    def _parents(self, value: object, k: int) -> tuple[OpId, ...]:
        if type(value) is not list or len(value) > MAX_PARENTS:
            _refuse("transaction", "parents")
        return tuple([self._parent(one, k) for one in value])

    def _parent(self, value: object, k: int) -> OpId:
        if type(value) is not list or len(value) != 3:
            _refuse("transaction", "parent")
        index, seq, place = value
        if not (type(index) is int and type(seq) is int and type(place) is int):
            _refuse("transaction", "parent")
        if not (0 <= index < len(self._replicas) and 1 <= seq <= MAX_INT and 1 <= place <= MAX_OPS):
            _refuse("transaction", "parent")
        if index == 0 and (seq > self._seq or (seq == self._seq and place >= k)):
            _refuse("transaction", "a parent that is not yet")
        name = self._replicas[index]
        if seq > self.needs.get(name, 0):
            self.needs[name] = seq
        return name, seq, place
