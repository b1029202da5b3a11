"""The triggers that write one operation per changed field, generated from the model.

Triggers, because they catch what a mapper's events miss: bulk statements, cascades, other code. They call
functions that only this program registers, so another tool that writes into the file fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Table
from sqlalchemy.engine import Connection

from bingo_planner.store.registry import WHOLE, RecordedColumn, Registry

_OP = (
    "INSERT INTO sync_op(rep, seq, k, kind, tbl, row, col, val, hlc) "
    "SELECT bp_rep(), bp_seq(), bp_k(), '{kind}', {tbl}, NEW.id, {col}, {val}, bp_hlc()"
)
_PARENTS = """
CREATE TRIGGER bp_leaf AFTER INSERT ON sync_op WHEN NEW.kind IN ('s', 'x') AND bp_recording()
BEGIN
  INSERT INTO sync_parent(rep, seq, k, prep, pseq, pk)
    SELECT NEW.rep, NEW.seq, NEW.k, b.rep, b.seq, b.k FROM local_base b
    WHERE b.tbl = NEW.tbl AND b.row = NEW.row AND b.col = NEW.col AND b.rep > 0;
  INSERT INTO sync_parent(rep, seq, k, prep, pseq, pk)
    SELECT NEW.rep, NEW.seq, NEW.k, l.rep, l.seq, l.k
    FROM sync_leaf l JOIN sync_replica r ON r.ix = l.rep
    WHERE l.tbl = NEW.tbl AND l.row = NEW.row AND l.col = NEW.col AND NOT EXISTS (
      SELECT 1 FROM local_base b WHERE b.tbl = NEW.tbl AND b.row = NEW.row AND b.col = NEW.col)
    ORDER BY l.hlc DESC, r.hex DESC, l.seq DESC, l.k DESC LIMIT 1;
  DELETE FROM sync_leaf
    WHERE tbl = NEW.tbl AND row = NEW.row AND col = NEW.col AND EXISTS (
      SELECT 1 FROM sync_parent p WHERE p.rep = NEW.rep AND p.seq = NEW.seq AND p.k = NEW.k
        AND p.prep = sync_leaf.rep AND p.pseq = sync_leaf.seq AND p.pk = sync_leaf.k);
  INSERT INTO sync_leaf(tbl, row, col, rep, seq, k, hlc)
    VALUES (NEW.tbl, NEW.row, NEW.col, NEW.rep, NEW.seq, NEW.k, NEW.hlc);
  DELETE FROM local_base WHERE tbl = NEW.tbl AND row = NEW.row AND col = NEW.col;
END"""
# What a deletion had seen: everything applied here. The replica's own entry is the transaction under way.
_VECTOR = (
    "(SELECT json_group_object(hex, CASE WHEN ix = bp_rep() THEN bp_seq() ELSE last_seq END) "
    "FROM sync_replica WHERE last_seq > 0 OR ix = bp_rep())"
)


def intern_names(connection: Connection, registry: Registry) -> dict[str, int]:
    """Give every table and column its small number in this file; known ones keep theirs."""
    for name in registry.names():
        connection.exec_driver_sql("INSERT OR IGNORE INTO sync_name(name) VALUES (?)", (name,))
    rows = connection.exec_driver_sql("SELECT name, ix FROM sync_name")
    return {str(name): int(ix) for name, ix in rows}


def install(connection: Connection, registry: Registry = WHOLE) -> None:
    """Drop and write anew every capture trigger, as the model says."""
    for name in _existing(connection):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    index = intern_names(connection, registry)
    for statement in statements(index, registry):
        connection.exec_driver_sql(statement)


def statements(index: Mapping[str, int], registry: Registry = WHOLE) -> Iterator[str]:
    """Every CREATE TRIGGER of the recorder; names come from the model, never from outside."""
    yield _PARENTS
    for table in registry.tables():
        columns = registry.columns(table.name)
        yield _insert_trigger(table, columns, index)
        yield from (_update_trigger(table, column, index) for column in columns)
        yield _deletion_trigger(table, index)
        yield _guard(table, "DELETE", "OLD.id IS OLD.id", "rows are flagged, never deleted")
        yield _guard(table, "UPDATE OF id", "OLD.id IS NOT NEW.id", "a row keeps its id")


def _existing(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type='trigger' AND name LIKE 'bp_%'"
    )
    return [str(name) for (name,) in rows]


def _op_kind(column: RecordedColumn) -> str:
    return "x" if column.kind == "long" else "s"


def _insert_trigger(table: Table, columns: Iterable[RecordedColumn], index: Mapping[str, int]) -> str:
    tbl = index[table.name]
    body = [_OP.format(kind="r", tbl=tbl, col=0, val="NULL")]
    for column in columns:
        operation = _OP.format(
            kind=_op_kind(column), tbl=tbl, col=index[column.name], val=f'NEW."{column.name}"'
        )
        body.append(f'{operation} WHERE NEW."{column.name}" IS NOT NULL')
    # A row that arrives already in the bin (a restored template) says so too.
    body.append(f"{_OP.format(kind='d', tbl=tbl, col=0, val='NULL')} WHERE NEW.is_deleted")
    body.append(_noted_deletion(tbl))
    joined = ";\n  ".join(body)
    return (
        f'CREATE TRIGGER "bp_i_{table.name}" AFTER INSERT ON "{table.name}" WHEN bp_recording()\n'
        f"BEGIN\n  {joined};\nEND"
    )


def _update_trigger(table: Table, column: RecordedColumn, index: Mapping[str, int]) -> str:
    operation = _OP.format(
        kind=_op_kind(column), tbl=index[table.name], col=index[column.name], val=f'NEW."{column.name}"'
    )
    return (
        f'CREATE TRIGGER "bp_u_{table.name}_{column.name}" AFTER UPDATE OF "{column.name}" ON "{table.name}"\n'
        f'WHEN OLD."{column.name}" IS NOT NEW."{column.name}" AND bp_recording()\nBEGIN\n  {operation};\nEND'
    )


def _deletion_trigger(table: Table, index: Mapping[str, int]) -> str:
    tbl = index[table.name]
    deleted = _OP.format(kind="d", tbl=tbl, col=0, val="NULL")
    cancelled = (
        "(SELECT json_group_array(json_array(d.rep, d.seq, d.k)) FROM sync_del d "
        f"WHERE d.tbl = {tbl} AND d.row = NEW.id)"
    )
    undeleted = _OP.format(kind="u", tbl=tbl, col=0, val=cancelled)
    return (
        f'CREATE TRIGGER "bp_d_{table.name}" AFTER UPDATE OF is_deleted ON "{table.name}"\n'
        "WHEN OLD.is_deleted IS NOT NEW.is_deleted AND bp_recording()\nBEGIN\n"
        f"  {deleted} WHERE NEW.is_deleted;\n"
        f"  {undeleted} WHERE NOT NEW.is_deleted;\n"
        f"  DELETE FROM sync_del WHERE NOT NEW.is_deleted AND tbl = {tbl} AND row = NEW.id;\n"
        f"  {_noted_deletion(tbl)};\nEND"
    )


def _noted_deletion(tbl: int) -> str:
    return (
        "INSERT INTO sync_del(tbl, row, rep, seq, k, vector)\n"
        f"    SELECT {tbl}, NEW.id, bp_rep(), bp_seq(), o.k, {_VECTOR} FROM sync_op o\n"
        f"    WHERE NEW.is_deleted AND o.rep = bp_rep() AND o.seq = bp_seq() AND o.kind = 'd' AND o.tbl = {tbl}\n"
        "      AND o.row = NEW.id ORDER BY o.k DESC LIMIT 1"
    )


def _guard(table: Table, event: str, condition: str, reason: str) -> str:
    name = event.split()[0].lower() + ("_id" if "OF" in event else "")
    return (
        f'CREATE TRIGGER "bp_g_{name}_{table.name}" BEFORE {event} ON "{table.name}"\n'
        f"WHEN bp_recording() AND {condition}\nBEGIN\n  SELECT RAISE(ABORT, '{reason}');\nEND"
    )
