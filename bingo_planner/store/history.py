"""The history of every record, read from the log: who, when, which field, old and new."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from bingo_planner.kernel.profile import Profile
from bingo_planner.store import hlc
from bingo_planner.store.wire import Value


@dataclass(frozen=True)
class Author:
    """Who signed a change."""

    name: str
    post: str
    body: str


@dataclass(frozen=True)
class Entry:
    """One field's change. `kind` is a table, `what` is created, set, binned or restored."""

    at: datetime
    author: Author
    kind: str
    record_id: str
    what: str
    field: str
    old: Value
    new: Value
    why: str
    seq: int


_WHAT = {"r": "created", "s": "set", "x": "set", "d": "binned", "u": "restored"}

_SELECT = """
SELECT t.hlc, t.usr, n.name, o.row, o.kind, coalesce(c.name, ''), o.val, t.why, o.seq,
  (SELECT b.val FROM sync_parent p JOIN sync_op b ON b.rep = p.prep AND b.seq = p.pseq AND b.k = p.pk
   WHERE p.rep = o.rep AND p.seq = o.seq AND p.k = o.k LIMIT 1)
FROM sync_op o JOIN sync_tx t ON t.rep = o.rep AND t.seq = o.seq
JOIN sync_name n ON n.ix = o.tbl LEFT JOIN sync_name c ON c.ix = o.col
"""


def signature(profile: Profile) -> str:
    """How a profile stands in a transaction header."""
    return json.dumps([profile.name, profile.post, profile.body_name], ensure_ascii=False)


def author(signed: str) -> Author:
    """The inverse of `signature`; a plain word, or anything another program wrote there, is a name."""
    try:
        found = json.loads(signed) if signed.startswith("[") else None
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, list) and len(found) == 3 and all(isinstance(part, str) for part in found):
        return Author(*found)
    return Author(signed, "", "")


def read(connection: Connection, kind: str | None, record_id: str | None, limit: int) -> list[Entry]:
    """Entries newest first; `kind` and `record_id` narrow them."""
    conditions, facts = [], []
    if kind is not None:
        conditions.append("n.name = ?")
        facts.append(kind)
    if record_id is not None:
        conditions.append("o.row = ?")
        facts.append(record_id)
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    order = "ORDER BY t.hlc DESC, o.rep DESC, o.seq DESC, o.k LIMIT ?"
    rows = connection.exec_driver_sql(f"{_SELECT} {where}{order}", (*facts, limit))
    return [_entry(row) for row in rows]


def last_saved(connection: Connection) -> datetime | None:
    """The moment of the newest transaction: each copy's last one is found by its number."""
    newest = connection.exec_driver_sql(
        "SELECT max(t.hlc) FROM sync_replica r JOIN sync_tx t ON t.rep = r.ix AND t.seq = r.last_seq"
    ).scalar()
    return None if newest is None else hlc.moment(newest).astimezone()


def _entry(row: tuple[int, str, str, str, str, str, Value, str, int, Value]) -> Entry:
    stamp, signed, kind, record_id, op, field, new, why, seq, old = row
    return Entry(
        hlc.moment(stamp).astimezone(),
        author(signed),
        kind,
        record_id,
        _WHAT[op],
        field if op in "sx" else "",
        old,
        new if op in "sx" else None,
        why,
        seq,
    )
