"""How this copy stands towards the others: what is unsent, what waits, what a person should look at, who is there."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Connection

from bingo_planner.store import hlc
from bingo_planner.store.home import Home
from bingo_planner.store.store import Store
from bingo_planner.sync import own
from bingo_planner.sync.folder import open_folder
from bingo_planner.sync.items import count_open
from bingo_planner.sync.membership import log_names
from bingo_planner.sync.model import Device, Status, SyncReport
from bingo_planner.sync.session import synchronise


def sync_folder(store: Store, home: Home, path: Path) -> SyncReport:
    """Meet the other copies in a shared folder or on a stick."""
    keys = own.signers(store, home.folder / own.KEYS)
    book = own.open_book(store, keys)
    return synchronise(store, home, open_folder(path, book), keys, book)


def read_status(store: Store) -> Status:
    """Everything a status bar or `sync status` tells."""
    recorder = store.recorder
    with store.read() as session:
        connection = session.connection()
        partner = json.loads(own.get_state(connection, "partner") or "{}")
        known = int(partner.get("heads", {}).get(recorder.replica_hex, 0))
        return Status(
            recorder.replica_hex,
            str(partner.get("name", "")),
            datetime.fromisoformat(partner["at"]) if partner else None,
            recorder.last_seq - min(known, recorder.last_seq),
            _count(connection, "sync_pending"),
            _waiting_names(store, connection),
            count_open(connection),
            tuple(_devices(connection, recorder.replica_hex)),
        )


def _count(connection: Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def _waiting_names(store: Store, connection: Connection) -> int:
    """Fields that a newer program wrote and this one does not know."""
    registry = store.recorder.registry
    words = {str(name) for (name,) in connection.exec_driver_sql("SELECT name FROM sync_name")}
    if not words - set(registry.names()):
        return 0  # the count below reads the whole log
    pairs = connection.exec_driver_sql(
        "SELECT t.name, c.name, count(*) FROM sync_leaf l JOIN sync_name t ON t.ix = l.tbl "
        "JOIN sync_name c ON c.ix = l.col GROUP BY l.tbl, l.col"
    )
    return sum(int(count) for table, column, count in pairs if not registry.knows(str(table), str(column)))


def _devices(connection: Connection, name: str) -> list[Device]:
    names = own.device_names(connection) | log_names(connection)
    rows = connection.exec_driver_sql(
        "SELECT r.hex, r.office, r.last_seq, t.hlc, r.state FROM sync_replica r "
        "LEFT JOIN sync_tx t ON t.rep = r.ix AND t.seq = r.last_seq ORDER BY t.hlc DESC, r.hex"
    )
    return [
        Device(
            str(replica),
            names.get(str(replica), ""),
            int(office),
            int(last),
            None if stamp is None else hlc.moment(stamp).astimezone(),
            str(state),
            replica == name,
        )
        for replica, office, last, stamp, state in rows
    ]
