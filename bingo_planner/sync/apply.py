"""Writes a batch into the log of this copy and shows what stands, within the transaction of the caller.

Everything goes by lists, one statement a kind of row. A cell that holds a single value afterwards takes the quick
way into its table; cells with several values and records with deletions are settled one by one by the store.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy.engine import Connection

from bingo_planner.kernel.changes import NOTHING, Changes
from bingo_planner.kernel.i18n import translate
from bingo_planner.store.recorder import Recorder
from bingo_planner.store.search import refresh
from bingo_planner.store.standing import Cell, Names, RowKey, open_items, settle_cells, settle_rows
from bingo_planner.store.wire import Value
from bingo_planner.sync.batch import Batch
from bingo_planner.sync.intake import Head

Pair = tuple[str, str]


def write(batch: Batch, recorder: Recorder, heads: Sequence[Head]) -> tuple[frozenset[Pair], list[str]]:
    """Write it all. Returns the records (table, id) pages must read again, and the ids of new items."""
    connection = batch.connection
    stamp = recorder.clock_stamp()
    _drop_replaced(batch)
    cells = _hard_cells(batch)
    _log(batch, heads)
    recorder.learn_names(connection)
    names = recorder.names
    odd = _show(batch, names, cells)
    opened = settle_cells(connection, names, cells | odd, stamp)
    opened += settle_rows(connection, names, batch.binned | _deleted_rows(connection), stamp)
    _close(batch, stamp)
    ids = frozenset((table, row) for tbl, row in batch.rows if (table := names.table(tbl)))
    refresh(connection, ids, recorder.registry)
    return ids, opened


def changes_of(ids: frozenset[Pair]) -> Changes:
    """What pages must read again."""
    if not ids:
        return NOTHING
    label = translate("sync", "Entries of other copies")
    return Changes(frozenset(kind for kind, _ in ids), ids, label, "sync")


def _drop_replaced(batch: Batch) -> None:
    if batch.replaced:
        batch.connection.exec_driver_sql(
            "DELETE FROM sync_leaf WHERE tbl = ? AND row = ? AND col = ? AND rep = ? AND seq = ? AND k = ?",
            batch.replaced,
        )
    if batch.cancelled:
        batch.connection.exec_driver_sql(
            "DELETE FROM sync_del WHERE tbl = ? AND row = ? AND rep = ? AND seq = ? AND k = ?",
            batch.cancelled,
        )


def _hard_cells(batch: Batch) -> set[Cell]:
    """Cells with several values: from before and from now, or several from now; and cells whose item is open."""
    counts = Counter(cell for cell, _, _ in batch.leaves.values())
    hard = {cell for cell, count in counts.items() if count > 1}
    hard |= open_items(batch.connection) & counts.keys()
    _stage(batch.connection, batch.rows)
    # The values of this batch are not in yet, so every value found is from before.
    # A record born in the batch and known before is rare: all cells of its row are looked up with the others.
    older = batch.connection.exec_driver_sql(
        "SELECT l.tbl, l.row, l.col FROM temp.bp_row r CROSS JOIN sync_leaf l ON l.tbl = r.tbl AND l.row = r.row"
    )
    hard |= {(tbl, row, col) for tbl, row, col in older} & counts.keys()
    return hard


def _stage(connection: Connection, rows: set[RowKey]) -> None:
    connection.exec_driver_sql(
        "CREATE TEMP TABLE IF NOT EXISTS bp_row(tbl INTEGER, row TEXT, PRIMARY KEY(tbl, row)) WITHOUT ROWID"
    )
    connection.exec_driver_sql("DELETE FROM temp.bp_row")
    if rows:
        connection.exec_driver_sql("INSERT INTO temp.bp_row VALUES (?, ?)", sorted(rows))


def _log(batch: Batch, heads: Sequence[Head]) -> None:
    leaves = [(*cell, *op, stamp) for op, (cell, stamp, _) in batch.leaves.items()]
    deletions = [(*row, *op, vector) for op, (row, vector) in batch.deletions.items()]
    seen = [
        (head.ix, batch.replicas[other], seq)
        for head in heads
        for other, seq in head.seen.items()
        if other in batch.replicas and batch.replicas[other] != head.ix
    ]
    for statement, rows in (
        (
            "INSERT INTO sync_tx(rep, seq, hlc, usr, schema, why, hash, bytes) VALUES (?,?,?,?,?,?,?,?)",
            batch.txs,
        ),
        (
            "INSERT INTO sync_op(rep, seq, k, kind, tbl, row, col, val, hlc) VALUES (?,?,?,?,?,?,?,?,?)",
            batch.ops,
        ),
        ("INSERT INTO sync_parent(rep, seq, k, prep, pseq, pk) VALUES (?,?,?,?,?,?)", batch.parents),
        ("INSERT INTO sync_leaf(tbl, row, col, rep, seq, k, hlc) VALUES (?,?,?,?,?,?,?)", leaves),
        ("INSERT INTO sync_del(tbl, row, rep, seq, k, vector) VALUES (?,?,?,?,?,?)", deletions),
        ("INSERT OR REPLACE INTO sync_seen(rep, other, seq) VALUES (?,?,?)", seen),
        ("INSERT INTO sync_part(rep, seq, digest, vector) VALUES (?,?,?,?)", batch.parts),
        (
            "UPDATE sync_replica SET last_seq = ?, last_hash = ? WHERE ix = ?",
            [(head.seq, head.link, head.ix) for head in heads],
        ),
    ):
        if rows:
            batch.connection.exec_driver_sql(statement, rows)


def _show(batch: Batch, names: Names, hard: set[Cell]) -> set[Cell]:
    """Put single values into their tables, a statement a set of columns. Returns cells whose value does not fit."""
    records: dict[RowKey, dict[str, Value]] = {row: {} for row in batch.rows if names.table(row[0])}
    odd: set[Cell] = set()
    columns = {
        (tbl, col): names.registry.column(names.table(tbl), name)
        for tbl, col in {(cell[0], cell[2]) for cell, _, _ in batch.leaves.values()}
        if (name := names.column(tbl, col))
    }
    for cell, _, value in batch.leaves.values():
        column = columns.get((cell[0], cell[2]))
        if column is None or cell in hard:
            continue
        if type(value) is not str or column.shape != "text":
            if not column.fits(value):
                odd.add(cell)
            value = column.shown(value)
        records[cell[0], cell[1]][column.name] = value
    _upsert(batch.connection, names, records)
    return odd


def _upsert(connection: Connection, names: Names, records: Mapping[RowKey, Mapping[str, Value]]) -> None:
    shapes: dict[tuple[str, ...], list[tuple[Value, ...]]] = defaultdict(list)
    for (tbl, row), values in records.items():
        shapes[names.table(tbl), *values].append((row, *values.values()))
    for (table, *fields), rows in shapes.items():
        quoted = "".join(f', "{name}"' for name in fields)
        places = ", ?" * len(fields)
        taken = ", ".join(f'"{name}" = excluded."{name}"' for name in fields)
        then = f"UPDATE SET {taken}" if fields else "NOTHING"
        connection.exec_driver_sql(
            f'INSERT INTO "{table}"(id{quoted}) VALUES (?{places}) ON CONFLICT(id) DO {then}', rows
        )


def _deleted_rows(connection: Connection) -> set[RowKey]:
    """Touched records that have a deletion which nobody cancelled."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT r.tbl, r.row FROM temp.bp_row r CROSS JOIN sync_del d ON d.tbl = r.tbl AND d.row = r.row"
    )
    return {(int(tbl), str(row)) for tbl, row in rows}


def _close(batch: Batch, stamp: int) -> None:
    if batch.closed:
        batch.connection.exec_driver_sql(
            "UPDATE sync_item SET closed = ?, closed_by = ? WHERE id = ? AND closed IS NULL "
            "AND kind IN ('problem', 'fork', 'quarantine')",
            [(stamp, op, item) for item, op in batch.closed],
        )
