"""What a newer program wrote before this one knew its fields: in the log all along, shown after an update."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from bingo_planner.store.recorder import Recorder
from bingo_planner.store.standing import settle_cells, settle_rows


def show_waiting(connection: Connection, recorder: Recorder, before: int) -> None:
    """Fill the tables and columns that came after schema `before` with what the log holds for them."""
    registry, names, stamp = recorder.registry, recorder.names, recorder.clock_stamp()
    for table in registry.tables():
        columns = registry.columns(table.name)
        new = [column for column in columns if column.since > before]
        tbl = recorder.numbers[table.name]
        if len(new) == len(columns):
            connection.exec_driver_sql(
                f'INSERT OR IGNORE INTO "{table.name}"(id) SELECT DISTINCT row FROM sync_op WHERE tbl = ?',
                (tbl,),
            )
            rows = connection.exec_driver_sql("SELECT DISTINCT row FROM sync_del WHERE tbl = ?", (tbl,)).all()
            settle_rows(connection, names, [(tbl, row) for (row,) in rows], stamp)
        for column in new:
            col = recorder.numbers[column.name]
            cells = connection.exec_driver_sql(
                "SELECT DISTINCT row FROM sync_leaf WHERE tbl = ? AND col = ?", (tbl, col)
            ).all()
            settle_cells(connection, names, [(tbl, row, col) for (row,) in cells], stamp)
