"""Rebuilding the tables from the log, and checking that log, chain and tables agree."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy.engine import Connection

from bingo_planner.store import wire
from bingo_planner.store.recorder import read_ops
from bingo_planner.store.registry import columns, tables
from bingo_planner.store.wire import Value

Rows = dict[str, dict[str, Value]]
"""Row id → column → value as SQLite keeps it."""


def from_log(connection: Connection) -> dict[str, Rows]:
    """Every recorded table as the log says it is: a pure function of the operations."""
    names = _names(connection)
    state: dict[str, Rows] = defaultdict(dict)
    for table, row, deleted in _rows(connection, names):
        state[table][row] = {"is_deleted": int(deleted)}
    shown = connection.exec_driver_sql(
        "SELECT l.tbl, l.row, l.col, o.val FROM sync_leaf l "
        "JOIN sync_replica r ON r.ix = l.rep "
        "JOIN sync_op o ON o.rep = l.rep AND o.seq = l.seq AND o.k = l.k ORDER BY l.hlc, r.hex, l.seq, l.k"
    )
    for tbl, row, col, value in shown:
        state[names[tbl]].setdefault(row, {"is_deleted": 0})[names[col]] = value
    return dict(state)


def live(connection: Connection) -> dict[str, Rows]:
    """Every recorded table as it stands."""
    return {table.name: _read(connection, table.name, [c.name for c in columns(table)]) for table in tables()}


def differences(connection: Connection) -> list[str]:
    """Where log and tables differ, one line each; empty when they agree."""
    logged, standing = from_log(connection), live(connection)
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
    names = _names(connection)
    found = []
    for rep, seq, data in connection.exec_driver_sql("SELECT rep, seq, bytes FROM sync_tx").all():
        count = data.count(b'["s",') + data.count(b'["r",')
        ops = [op for op in read_ops(connection, rep, seq, names) if op.kind in "sr"]
        if count < len(ops):
            found.append(f"transaction {seq} holds {count} operations instead of {len(ops)}")
    return found


def _names(connection: Connection) -> dict[int, str]:
    return {int(ix): str(name) for ix, name in connection.exec_driver_sql("SELECT ix, name FROM sync_name")}


def _rows(connection: Connection, names: dict[int, str]) -> list[tuple[str, str, bool]]:
    # Any operation makes the row: a field may arrive before the row itself.
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT o.tbl, o.row, EXISTS(SELECT 1 FROM sync_del d WHERE d.tbl = o.tbl AND d.row = o.row) "
        "FROM sync_op o"
    )
    return [(names[tbl], str(row), bool(deleted)) for tbl, row, deleted in rows]


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
