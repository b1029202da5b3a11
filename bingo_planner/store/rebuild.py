"""Rebuilding the tables from the log, and checking that log, chain and tables agree."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy.engine import Connection

from bingo_planner.store import wire
from bingo_planner.store.registry import WHOLE, Registry
from bingo_planner.store.standing import is_hidden, read_names
from bingo_planner.store.wire import Value

Rows = dict[str, dict[str, Value]]
"""Row id → column → value as SQLite keeps it."""


def from_log(connection: Connection, registry: Registry = WHOLE) -> dict[str, Rows]:
    """Every recorded table as the log says it is: a pure function of the operations."""
    names = read_names(connection, registry)
    state: dict[str, Rows] = {}
    for tbl, row, hidden in _rows(connection):
        if table := names.table(tbl):
            blank: dict[str, Value] = {column.name: column.blank for column in registry.columns(table)}
            state.setdefault(table, {})[row] = blank | {"is_deleted": int(hidden)}
    shown = connection.exec_driver_sql(
        "SELECT l.tbl, l.row, l.col, o.val FROM sync_leaf l "
        "JOIN sync_replica r ON r.ix = l.rep "
        "JOIN sync_op o ON o.rep = l.rep AND o.seq = l.seq AND o.k = l.k ORDER BY l.hlc, r.hex, l.seq, l.k"
    )
    for tbl, row, col, value in shown:
        if name := names.column(tbl, col):
            table = names.table(tbl)
            state[table][row][name] = registry.column(table, name).shown(value)
    return state


def live(connection: Connection, registry: Registry = WHOLE) -> dict[str, Rows]:
    """Every recorded table as it stands."""
    return {
        table.name: _read(connection, table.name, [c.name for c in registry.columns(table.name)])
        for table in registry.tables()
    }


def differences(connection: Connection, registry: Registry = WHOLE) -> list[str]:
    """Where log and tables differ, one line each; empty when they agree."""
    logged, standing = from_log(connection, registry), live(connection, registry)
    found = []
    for table, rows in standing.items():
        recorded = logged.get(table, {})
        found += [f"{table} {row}: not in the log" for row in rows.keys() - recorded.keys()]
        found += [f"{table} {row}: not in the table" for row in recorded.keys() - rows.keys()]
        for row in rows.keys() & recorded.keys():
            found += _cell_differences(table, row, rows[row], recorded[row])
    return found


def broken_links(connection: Connection) -> list[str]:
    """Where a replica's sequence has a gap or its chain of hashes does not hold; empty when sound."""
    found: list[str] = []
    replicas = connection.exec_driver_sql("SELECT ix, hex, last_seq, last_hash FROM sync_replica").all()
    for ix, name, last_seq, last_hash in replicas:
        previous, expected = None, 1
        rows = connection.exec_driver_sql(
            "SELECT seq, hash, bytes FROM sync_tx WHERE rep = ? ORDER BY seq", (ix,)
        )
        for seq, digest, data in rows:
            if seq != expected:
                found.append(f"replica {name}: transaction {expected} is missing")
            if digest != wire.chain(previous, data):
                found.append(f"replica {name}: the chain breaks at {seq}")
            previous, expected = digest, seq + 1
        if expected != last_seq + 1 or (last_seq and previous != last_hash):
            found.append(f"replica {name}: its head does not match its log")
    return found


def unsealed(connection: Connection) -> list[str]:
    """Transactions whose bytes do not say what their operations say; empty when sound."""
    found = []
    rows = connection.exec_driver_sql(
        "SELECT t.seq, t.bytes, p.bytes, (SELECT json_group_array(json_array(o.k, o.kind)) FROM "
        "(SELECT k, kind FROM sync_op WHERE rep = t.rep AND seq = t.seq ORDER BY k) o) "
        "FROM sync_tx t LEFT JOIN sync_part p ON p.rep = t.rep AND p.seq = t.seq AND p.state = 'applied'"
    )
    for seq, data, part, kinds in rows:
        if list(_told(data, part)) != json.loads(kinds):
            found.append(f"transaction {seq} does not hold its operations")
    return found


def _told(data: bytes, part: bytes | None) -> Iterator[list[object]]:
    """Place and kind of each operation; those of a part that is not here are left out."""
    hidden = iter(json.loads(part)["ops"]) if part else None
    k = 1
    for op in json.loads(data)["ops"]:
        count = op[1] if op[0] == "o" else 1
        for place in range(k, k + count):
            if op[0] != "o":
                yield [place, op[0]]
            elif hidden is not None:
                yield [place, next(hidden)[0]]
        k += count


def _rows(connection: Connection) -> Iterator[tuple[int, str, bool]]:
    # Any operation makes the row: a field may arrive before the row itself.
    vectors: dict[tuple[int, str], list[dict[str, int]]] = defaultdict(list)
    for tbl, row, vector in connection.exec_driver_sql("SELECT tbl, row, vector FROM sync_del"):
        vectors[tbl, row].append(json.loads(vector))
    marks: dict[tuple[int, str], list[tuple[str, int]]] = defaultdict(list)
    lived = connection.exec_driver_sql(
        "SELECT l.tbl, l.row, r.hex, l.seq FROM sync_leaf l JOIN sync_replica r ON r.ix = l.rep UNION ALL "
        "SELECT o.tbl, o.row, r.hex, o.seq FROM sync_op o JOIN sync_replica r ON r.ix = o.rep "
        "WHERE o.kind IN ('r', 'u')"
    )
    for tbl, row, replica, seq in lived:
        marks[tbl, row].append((replica, seq))
    for tbl, row in connection.exec_driver_sql("SELECT DISTINCT tbl, row FROM sync_op WHERE tbl > 0").all():
        yield tbl, row, is_hidden(vectors[tbl, row], marks[tbl, row])


def _read(connection: Connection, table: str, names: list[str]) -> Rows:
    wanted = ["id", "is_deleted", *names]
    quoted = ", ".join(f'"{name}"' for name in wanted)
    rows = connection.exec_driver_sql(f'SELECT {quoted} FROM "{table}"')
    return {str(row[0]): dict(zip(wanted[1:], row[1:], strict=True)) for row in rows}


def _cell_differences(
    table: str, row: str, standing: dict[str, Value], logged: dict[str, Value]
) -> list[str]:
    return [
        f"{table} {row} {name}: {standing[name]!r} instead of {logged.get(name)!r}"
        for name in standing
        if standing[name] != logged.get(name)
    ]
