"""Reads the operations of a transaction from outside; see `reading` for what holds for all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, NoReturn

from bingo_planner.store.wire import MAX_OPS, Value, canonical
from bingo_planner.sync.model import OpId, Refused

NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
ROW = re.compile(r"[0-9A-Za-z_.:-]{1,64}")
REPLICA = re.compile(r"[0-9a-f]{32}")
DIGEST = re.compile(r"[0-9a-f]{64}")
_DECIMAL = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,60})?(E[+-]?[0-9]{1,4})?")
MAX_INT = 2**63 - 1
MAX_PARENTS = 1_000
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


def refuse(reason: str, detail: str) -> NoReturn:
    """Refuse these bytes."""
    raise Refused(reason, detail)


def match(value: object, pattern: re.Pattern[str], what: str) -> str:
    """A text that is all of the pattern."""
    if type(value) is not str or not pattern.fullmatch(value):
        refuse("transaction", what)
    return value


class OperationReader:
    """Reads the operations of one transaction; what was found good once is not looked at again."""

    def __init__(self, replicas: list[str], seq: int) -> None:
        self._replicas = replicas
        self._seq = seq
        self.needs: dict[str, int] = {}
        self.holes: list[tuple[int, int]] = []
        self._names: set[str] = set()
        self._rows: set[str] = set()

    def ops(self, value: object) -> list[ReadOp]:
        """The operations of a transaction; `holes` then tells where some are kept for the office."""
        if not isinstance(value, list) or not value:
            refuse("transaction", "no operations")
        if len(value) > MAX_OPS:
            refuse("too_large", f"{len(value)} operations")
        if any(type(op) is list and op and op[0] == "o" for op in value):
            return list(self._around_holes(value))
        return [self._op(k, op) for k, op in enumerate(value, start=1)]

    def part(self, value: object, places: Sequence[int]) -> list[ReadOp]:
        """The operations that fill those holes."""
        if not isinstance(value, list) or len(value) != len(places):
            refuse("transaction", "operations of a part")
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
                refuse("transaction", "hole")
            self.holes.append((k, count))
            k, was_hole = k + count, True
        if k > MAX_OPS + 1:
            refuse("too_large", f"{k - 1} operations")

    def _op(self, k: int, op: object) -> ReadOp:
        if type(op) is not list or not op or type(op[0]) is not str or len(op) != _LENGTHS.get(op[0]):
            refuse("transaction", f"operation {k}")
        if op[0] != "s":
            return self._rare(k, op)
        # Nine operations of ten: written out, because a million of them are read when a copy is new.
        kind, table, row, column, value, parents = op
        names = self._names
        if type(table) is not str or type(column) is not str or type(row) is not str:
            refuse("transaction", "name")
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
            return ReadOp(k, kind, table, row, column, packed, parents, match(digest, DIGEST, "digest"))
        cancelled = self._parents(op[3], k) if kind == "u" else ()
        return ReadOp(k, kind, table, row, "", None, cancelled, "")

    def _name(self, value: object) -> str:
        name = match(value, NAME, "name")
        self._names.add(name)
        return name

    def _row(self, value: object) -> str:
        row = match(value, ROW, "row")
        self._rows.add(row)
        return row

    def _plain(self, value: object) -> str:
        if type(value) is not str:
            refuse("transaction", "text")
        return value

    def _value(self, value: object) -> Value:
        if type(value) is int:
            if not -MAX_INT - 1 <= value <= MAX_INT:
                refuse("transaction", "integer")
            return value
        return self._typed(value)

    def _typed(self, value: object) -> str:
        if type(value) is not list or len(value) != 2 or type(value[1]) is not str:
            refuse("transaction", "value")
        sort, text = value
        if sort == "n":
            return match(text, _DECIMAL, "decimal")
        if sort not in ("f", "b"):
            refuse("transaction", "value")
        # No column of this program holds such a value; the words are kept for one that does.
        return canonical(value).decode()

    def _parents(self, value: object, k: int) -> tuple[OpId, ...]:
        if type(value) is not list or len(value) > MAX_PARENTS:
            refuse("transaction", "parents")
        return tuple([self._parent(one, k) for one in value])

    def _parent(self, value: object, k: int) -> OpId:
        if type(value) is not list or len(value) != 3:
            refuse("transaction", "parent")
        index, seq, place = value
        if not (type(index) is int and type(seq) is int and type(place) is int):
            refuse("transaction", "parent")
        if not (0 <= index < len(self._replicas) and 1 <= seq <= MAX_INT and 1 <= place <= MAX_OPS):
            refuse("transaction", "parent")
        if index == 0 and (seq > self._seq or (seq == self._seq and place >= k)):
            refuse("transaction", "a parent that is not yet")
        name = self._replicas[index]
        if seq > self.needs.get(name, 0):
            self.needs[name] = seq
        return name, seq, place
