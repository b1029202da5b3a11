"""The inbox: what a person should look at, written by the engine, read by pages and the command line."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.engine import Connection

from bingo_planner.store import hlc
from bingo_planner.store.standing import item_id
from bingo_planner.store.store import Store
from bingo_planner.sync.intake import Fault
from bingo_planner.sync.model import Item, ItemKind
from bingo_planner.sync.transport import Refusal

_SELECT = """
SELECT i.id, i.kind, coalesce(t.name, ''), i.row, coalesce(c.name, ''), i.opened, i.closed, i.reason, i.detail
FROM sync_item i LEFT JOIN sync_name t ON t.ix = i.tbl LEFT JOIN sync_name c ON c.ix = i.col
"""


def read_items(store: Store, *, closed: bool = False, limit: int = 1_000) -> list[Item]:
    """Items of the inbox, newest first; `closed`: the settled ones too."""
    where = "" if closed else "WHERE i.closed IS NULL "
    with store.read() as session:
        return _items(session.connection(), f"{where}ORDER BY i.opened DESC, i.id LIMIT ?", (limit,))


def read_item(store: Store, item: str) -> Item | None:
    """One item by its id or by the beginning of it when that is clear."""
    with store.read() as session:
        found = _items(session.connection(), "WHERE i.id LIKE ? LIMIT 2", (f"{item}%",))
    return found[0] if len(found) == 1 else None


def open_conflicts(store: Store, kind: str, record_id: str) -> list[Item]:
    """Open items about one record, for papers: what is printed says that a decision is still due."""
    with store.read() as session:
        return _items(
            session.connection(),
            "WHERE i.closed IS NULL AND t.name = ? AND i.row = ? ORDER BY i.id",
            (kind, record_id),
        )


def count_open(connection: Connection) -> int:
    """How many items wait."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM sync_item WHERE closed IS NULL").scalar_one())


def by_ids(connection: Connection, ids: Iterable[str]) -> list[Item]:
    """Items by their ids, those that are there."""
    return [item for one in sorted(set(ids)) for item in _items(connection, "WHERE i.id = ?", (one,))]


def note_faults(connection: Connection, faults: Iterable[Fault], stamp: int) -> list[str]:
    """Signed bytes that were refused; ids of items that are new. A fork marks its replica too."""
    opened = []
    for fault in faults:
        kind = "fork" if fault.error.reason == "fork" else "quarantine"
        if kind == "fork":
            connection.exec_driver_sql(
                "UPDATE sync_replica SET state = 'fork' WHERE hex = ?", (fault.replica,)
            )
        detail = f"{fault.replica} {fault.seq}"
        name = item_id(kind, fault.replica) if kind == "fork" else item_id(kind, detail, fault.error.reason)
        opened += _open(connection, name, kind, stamp, fault.error.reason, detail)
    return opened


def note_refusal(connection: Connection, refusal: Refusal, stamp: int, file: str) -> tuple[str, list[str]]:
    """Bytes from a partner that were not accepted, kept in `file`. The item's id, and again when it is new.

    What holds for every file of a device is one item of that device.
    """
    reason = refusal.error.reason
    about = refusal.replica if reason in ("unknown_device", "revoked", "signature") else refusal.source
    name = item_id("quarantine", about, reason)
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO sync_quarantine(id, source, rep, reason, detail, file, at) VALUES (?,?,?,?,?,?,?)",
        (name, refusal.source, refusal.replica, reason, refusal.error.detail, file, stamp),
    )
    connection.exec_driver_sql("UPDATE sync_item SET closed = NULL WHERE id = ? AND closed_by = ''", (name,))
    return name, _open(connection, name, "quarantine", stamp, reason, refusal.source)


def close_mended(connection: Connection, partner: str, still: Iterable[str], stamp: int) -> None:
    """Files of a partner that were refused before and are not any more: their items are settled by themselves."""
    rows = connection.exec_driver_sql(
        "SELECT i.id FROM sync_item i JOIN sync_quarantine q ON q.id = i.id "
        "WHERE i.closed IS NULL AND substr(q.source, 1, ?) = ?",
        (len(partner) + 1, f"{partner}/"),
    )
    mended = {str(name) for (name,) in rows} - set(still)
    if mended:
        connection.exec_driver_sql(
            "UPDATE sync_item SET closed = ? WHERE id = ?", [(stamp, name) for name in sorted(mended)]
        )


def _open(connection: Connection, name: str, kind: str, stamp: int, reason: str, detail: str) -> list[str]:
    found = connection.exec_driver_sql(
        "INSERT OR IGNORE INTO sync_item(id, kind, opened, reason, detail) VALUES (?,?,?,?,?) RETURNING id",
        (name, kind, stamp, reason, detail),
    ).all()
    return [str(one) for (one,) in found]


def _items(connection: Connection, rest: str, facts: tuple[str | int, ...]) -> list[Item]:
    return [
        Item(
            name,
            ItemKind(kind),
            table,
            row,
            column,
            hlc.moment(opened).astimezone(),
            None if closed is None else hlc.moment(closed).astimezone(),
            reason,
            detail,
        )
        for name, kind, table, row, column, opened, closed, reason, detail in connection.exec_driver_sql(
            f"{_SELECT}{rest}", facts
        )
    ]
