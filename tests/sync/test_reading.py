"""Transactions from outside: what this program writes is read back, everything else is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bingo_planner.store import wire
from bingo_planner.store.wire import Header, Op, Parent
from bingo_planner.sync.model import Refused
from bingo_planner.sync.reading import Newer, read
from tests.sync.makers import replica, transaction

ROW = "a" * 32
VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.text(max_size=40),
    st.sampled_from(["", "\x00", "が", "か\u3099", "👪", "'; DROP TABLE person; --"]),
)


@given(st.lists(st.tuples(VALUES, st.lists(st.integers(1, 4), max_size=3)), min_size=1, max_size=6))
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read(cells: list[tuple[wire.Value, list[int]]]) -> None:
    ops = []
    for value, befores in cells:
        parents: tuple[Parent, ...] = tuple((replica(f"r{n}"), n, 1) for n in dict.fromkeys(befores))
        ops.append(Op("s", "person", ROW, "name", value, "text", parents))
    data = transaction("一", 9, *ops, deps={replica("r1"): 4})
    found = read(data)
    assert [(op.k, op.value, op.parents) for op in found.ops] == [
        (k, op.value, op.parents) for k, op in enumerate(ops, start=1)
    ]
    assert (found.replica, found.seq, found.deps) == (replica("一"), 9, {replica("r1"): 4})


def test_every_kind_of_operation_is_read() -> None:
    parent: Parent = (replica("二"), 3, 1)
    data = transaction(
        "一",
        2,
        Op("r", "person", ROW),
        Op("x", "person", ROW, "note", "長い文。" * 9, "long", (parent,), "前の文。" * 9),
        Op("s", "kpi", ROW, "target", "12.50", "dec"),
        Op("d", "person", ROW),
        Op("u", "person", ROW, parents=(parent,)),
    )
    found = read(data)
    assert [op.kind for op in found.ops] == ["r", "x", "s", "d", "u"]
    assert found.ops[2].value == "12.50"
    assert found.ops[4].parents == (parent,)
    packed = found.ops[1].value
    assert isinstance(packed, str)
    assert wire.unpack_text(packed, "前の文。" * 9) == "長い文。" * 9


BODY = json.loads(transaction("一", 2, Op("s", "person", ROW, "name", "x", "text", ((replica("二"), 1, 1),))))
DEEP = "[" * 5000 + "]" * 5000


def changed(**facts: object) -> bytes:
    return wire.canonical(BODY | facts)


def with_op(*op: object) -> bytes:
    return changed(ops=[list(op)])


GOOD = changed().decode()
HOSTILE = {
    "not json": b"\x00\x01",
    "not utf-8": GOOD.replace("試行", "X").encode().replace(b"X", b"\xff"),
    "a list": b"[]",
    "NaN": GOOD.replace('"hlc":131072', '"hlc":NaN').encode(),
    "infinite": GOOD.replace('"hlc":131072', '"hlc":1e999').encode(),
    "float": GOOD.replace('"hlc":131072', '"hlc":131072.0').encode(),
    "doubled key": GOOD.replace('"v":1', '"v":1,"v":1').encode(),
    "spaces": GOOD.replace('"v":1', '"v": 1').encode(),
    "unsorted": GOOD.replace("{", '{"why":"edit",', 1).replace(',"why":"edit"}', "}").encode(),
    "lone surrogate": GOOD.replace('"x"', '"\\ud800"').encode(),
    "escaped letters": GOOD.replace('"x"', '"\\u0078"').encode(),
    "deep": GOOD.replace('"x"', DEEP).encode(),
    "deep value": with_op("s", "person", ROW, "name", ["n", ["n", "1"]], []),
    "long digits": GOOD.replace('"hlc":131072', f'"hlc":{"9" * 5000}').encode(),
    "65 bits": with_op("s", "person", ROW, "name", 2**63, []),
    "a truth": with_op("s", "person", ROW, "name", True, []),
    "unknown key": changed(more=1),
    "missing key": wire.canonical({key: BODY[key] for key in BODY if key != "usr"}),
    "no operations": changed(ops=[]),
    "unknown kind": with_op("z", "person", ROW),
    "too short": with_op("s", "person", ROW),
    "sql in a table": with_op("s", 'person"; DROP TABLE kpi; --', ROW, "name", "x", []),
    "sql in a column": with_op("s", "person", ROW, 'name" = 1; --', "x", []),
    "path in a row": with_op("s", "person", "../../etc", "name", "x", []),
    "long row": with_op("s", "person", "a" * 65, "name", "x", []),
    "capital table": with_op("s", "Person", ROW, "name", "x", []),
    "decimal words": with_op("s", "kpi", ROW, "target", ["n", "NaN"], []),
    "own parent of later": with_op("s", "person", ROW, "name", "x", [[0, 2, 1]]),
    "own parent of tomorrow": with_op("s", "person", ROW, "name", "x", [[0, 3, 1]]),
    "unnamed parent": with_op("s", "person", ROW, "name", "x", [[7, 1, 1]]),
    "parent at zero": with_op("s", "person", ROW, "name", "x", [[1, 0, 1]]),
    "negative seq": changed(seq=-1),
    "replica of letters": changed(rep="X" * 32),
    "itself a dependency": changed(deps={replica("一"): 1}),
    "dependency at zero": changed(deps={replica("二"): 0}),
    "doubled replicas": changed(reps=[replica("二"), replica("二")]),
    "no replicas": changed(reps=[]),
    "why of a sentence": changed(why="because I say so"),
    "endless name": changed(usr="長" * 2001),
    "short digest": with_op("x", "person", ROW, "note", "AA==", [], "abc"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_transactions_are_refused(case: str) -> None:
    assert read(changed()).seq == 2
    with pytest.raises(Refused) as refused:
        read(HOSTILE[case])
    assert refused.value.reason == "transaction"


def test_limits_hold() -> None:
    with pytest.raises(Refused, match="too_large"):
        read(changed(usr="x" * (8 * 1024 * 1024)))
    row = ["r", "person", ROW]
    with pytest.raises(Refused, match="too_large"):
        read(changed(ops=[row] * (wire.MAX_OPS + 1)))
    assert len(read(changed(ops=[row] * wire.MAX_OPS)).ops) == wire.MAX_OPS


def test_a_later_format_is_kept_for_a_later_program() -> None:
    with pytest.raises(Newer):
        read(changed(v=2, else_="?"))


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_answered(data: bytes) -> None:
    with pytest.raises(Refused):
        read(data)


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_odd_packed_texts_are_answered(packed: str, before: str) -> None:
    try:
        wire.unpack_text(packed, before.encode("utf-8", "ignore").decode())
    except ValueError:
        return


def test_headers_of_this_program_pass() -> None:
    header = Header(replica("一"), 1, 5, '["名","",""]', "resolve", "0.1.0", 4)
    assert read(wire.encode(header, [Op("r", "person", ROW)])).why == "resolve"
