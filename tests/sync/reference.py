"""What a set of transactions means, computed from nothing but their bytes: the model the engine is held against.

Written for plainness, not speed, and sharing no code with the engine: it reads the JSON itself, knows no database
and no order of arrival.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bingo_planner.store.wire import unpack_text

Op = tuple[str, int, int]
Cell = tuple[str, str, str]
Plain = str | int | None

BLANKS: Mapping[str, Mapping[str, Plain]] = {
    "plan": {"name": "", "amount": None, "body": "", "starts_on": None, "rate": None, "done": 0},
    "visit": {"plan_id": "", "title": ""},
}
OLD_FIELDS = {"plan": ("name", "amount", "body", "starts_on")}
LONG = frozenset({("plan", "body")})


@dataclass
class Meaning:
    """What a person must see for a set of transactions."""

    rows: dict[str, dict[str, dict[str, Plain]]] = field(default_factory=lambda: defaultdict(dict))
    items: set[tuple[str, str, str]] = field(default_factory=set)
    leaves: dict[Cell, set[Op]] = field(default_factory=lambda: defaultdict(set))
    problems: list[str] = field(default_factory=list)


@dataclass
class _Log:
    """Everything said, by operation."""

    values: dict[Op, tuple[Cell, Plain, int]] = field(default_factory=dict)
    parents: dict[Op, list[Op]] = field(default_factory=dict)
    deletions: dict[Op, tuple[str, str, dict[str, int]]] = field(default_factory=dict)
    cancelled: set[Op] = field(default_factory=set)
    lives: dict[tuple[str, str], set[tuple[str, int]]] = field(default_factory=lambda: defaultdict(set))
    problems: list[str] = field(default_factory=list)


def meaning(transactions: Iterable[bytes], version: int = 2) -> Meaning:
    """The meaning of these transactions (a causally closed set, any order) for a program of a version."""
    log = _read([json.loads(data) for data in transactions])
    found = Meaning(problems=log.problems)
    replaced = {parent for parents in log.parents.values() for parent in parents}
    for op, (cell, _, _) in log.values.items():
        if op not in replaced:
            found.leaves[cell].add(op)
    for (table, row), lives in log.lives.items():
        _row(found, log, table, row, lives, version)
    _check_nothing_lost(found, log)
    return found


def _read(bodies: list[dict[str, Any]]) -> _Log:
    log = _Log()
    by_replica: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for body in bodies:
        by_replica[body["rep"]][body["seq"]] = body
    done: dict[str, int] = defaultdict(int)
    vectors: dict[str, dict[str, int]] = defaultdict(dict)
    moved = True
    while moved:
        moved = False
        for replica, mine in by_replica.items():
            while done[replica] + 1 in mine:
                body = mine[done[replica] + 1]
                deps: dict[str, int] = body["deps"]
                if any(done[other] < seq for other, seq in deps.items()):
                    break
                done[replica] += 1
                vectors[replica] = vectors[replica] | deps | {replica: done[replica]}
                _take(log, body, dict(vectors[replica]))
                moved = True
    for replica, mine in by_replica.items():
        if done[replica] != len(mine):
            log.problems.append(f"{replica[:6]} is not causally closed: {done[replica]} of {len(mine)}")
    return log


def _take(log: _Log, body: Mapping[str, Any], vector: dict[str, int]) -> None:
    replica, seq, stamp = body["rep"], body["seq"], body["hlc"]
    names = [replica, *body.get("reps", [])]
    for k, op in enumerate(body["ops"], start=1):
        own, kind, table, row = (replica, seq, k), op[0], op[1], op[2]
        lives = log.lives[table, row]
        if kind in "ru":
            lives.add((replica, seq))
        if kind == "d":
            log.deletions[own] = (table, row, vector)
        if kind == "u":
            log.cancelled |= {(names[n], s, p) for n, s, p in op[3]}
        if kind in "sx":
            parents = [(names[n], s, p) for n, s, p in op[5]]
            for parent in parents:
                if vector.get(parent[0], 0) < parent[1]:
                    log.problems.append(f"{own} replaces {parent}, which it had not seen")
            log.values[own] = ((table, row, op[3]), _value(log, op, parents), stamp)
            log.parents[own] = parents


def _value(log: _Log, op: list[Any], parents: list[Op]) -> Plain:
    value = op[4]
    if op[0] == "x":
        return unpack_text(value, str(log.values[parents[0]][1]) if parents else "")
    found: Plain = value[1] if isinstance(value, list) else value
    return found


def _row(found: Meaning, log: _Log, table: str, row: str, lives: set[tuple[str, int]], version: int) -> None:
    marks = set(lives)
    cells: dict[str, Plain] = {}
    doubtful: set[str] = set()
    for (tbl, where, column), ops in found.leaves.items():
        if (tbl, where) != (table, row):
            continue
        marks |= {op[:2] for op in ops}
        shown = max(ops, key=lambda op: (log.values[op][2], *op))
        cells[column] = log.values[shown][1]
        if _known(table, column, version) and len({log.values[op][1] for op in ops}) > 1:
            doubtful.add(column)
    standing = [
        vector
        for op, (tbl, where, vector) in log.deletions.items()
        if (tbl, where) == (table, row) and op not in log.cancelled
    ]
    hidden = any(all(seq <= vector.get(name, 0) for name, seq in marks) for vector in standing)
    if version == 1 and table not in OLD_FIELDS:
        return
    if standing and not hidden:
        found.items.add(("delete", row, ""))
    if not hidden:
        found.items |= {("text" if (table, name) in LONG else "field", row, name) for name in doubtful}
    fields = OLD_FIELDS[table] if version == 1 else tuple(BLANKS[table])
    shown_row: dict[str, Plain] = {"is_deleted": int(hidden)}
    for name in fields:
        value = cells.get(name)
        shown_row[name] = BLANKS[table][name] if value is None else value
    found.rows[table][row] = shown_row


def _known(table: str, column: str, version: int) -> bool:
    return version == 2 or column in OLD_FIELDS.get(table, ())


def _check_nothing_lost(found: Meaning, log: _Log) -> None:
    """I5: every value ever written is a leaf or an ancestor of one by explicit parents, on its own cell."""
    reached: set[Op] = set()
    ahead = [op for ops in found.leaves.values() for op in ops]
    while ahead:
        op = ahead.pop()
        if op not in reached:
            reached.add(op)
            ahead += [parent for parent in log.parents.get(op, []) if parent in log.values]
    for op in log.values.keys() - reached:
        found.problems.append(f"{op} is neither shown nor listed nor replaced")
