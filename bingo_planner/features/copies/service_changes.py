"""What came in, what is not sent yet, and the history of the whole copy: fields changed, by whom, when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection, Row

from bingo_planner.features.copies.model import ChangeLine, House, Meeting, Wanted
from bingo_planner.features.copies.values import Naming
from bingo_planner.features.copies.words import how_words, what_words
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import translate
from bingo_planner.store import hlc
from bingo_planner.store.history import author
from bingo_planner.store.store import Store
from bingo_planner.sync import own
from bingo_planner.sync.membership import log_names

MOST = 2_000
"""Lines of one list."""

_SELECT = """
SELECT r.hex, o.seq, o.k, t.hlc, t.usr, n.name, o.row, o.kind, coalesce(c.name, ''), o.val, t.why,
  (SELECT b.val FROM sync_parent p JOIN sync_op b ON b.rep = p.prep AND b.seq = p.pseq AND b.k = p.pk
   WHERE p.rep = o.rep AND p.seq = o.seq AND p.k = o.k LIMIT 1)
FROM sync_op o JOIN sync_tx t ON t.rep = o.rep AND t.seq = o.seq JOIN sync_replica r ON r.ix = o.rep
JOIN sync_name n ON n.ix = o.tbl LEFT JOIN sync_name c ON c.ix = o.col
"""
_ORDER = "ORDER BY t.hlc DESC, o.rep DESC, o.seq DESC, o.k LIMIT ?"
# A new record's own fields say nothing that its line does not: only the record is told. The new records are listed once
# for all: asked for each operation, a transaction of many would be walked through as many times.
_TOLD = (
    "o.kind IN ('r','s','x','d','u') AND (o.kind = 'r' OR (o.rep, o.seq, o.tbl, o.row) NOT IN "
    "(SELECT b.rep, b.seq, b.tbl, b.row FROM sync_op b WHERE b.kind = 'r'))"
)


def read_arrived(
    store: Store, house: House, meeting: Meeting | None, style: DateStyle
) -> tuple[ChangeLine, ...]:
    """What a meeting brought, newest first."""
    if meeting is None:
        return ()
    own_name = store.recorder.replica_hex
    came = [
        (replica, meeting.before.get(replica, 0), last)
        for replica, last in meeting.after.items()
        if replica != own_name and last > meeting.before.get(replica, 0)
    ]
    lines: list[ChangeLine] = []
    for replica, first, last in came:
        lines += _read(store, house, style, "r.hex = ? AND o.seq > ? AND o.seq <= ?", (replica, first, last))
    return tuple(sorted(lines, key=lambda one: one.at, reverse=True)[:MOST])


def read_unsent(store: Store, house: House, unsent: int, style: DateStyle) -> tuple[ChangeLine, ...]:
    """Own changes that the partner is not known to have, newest first."""
    recorder = store.recorder
    facts = (recorder.replica_hex, recorder.last_seq - unsent)
    return tuple(_read(store, house, style, "r.hex = ? AND o.seq > ?", facts)) if unsent else ()


def read_history(store: Store, house: House, wanted: Wanted, style: DateStyle) -> tuple[ChangeLine, ...]:
    """Every change of every copy held here, narrowed, newest first."""
    conditions: list[str] = []
    facts: list[str | int] = []
    for words in (wanted.person, wanted.body):
        if words:
            conditions.append("instr(t.usr, ?) > 0")
            facts.append(words)
    if wanted.kind:
        conditions.append("n.name = ?")
        facts.append(wanted.kind)
    if wanted.days:
        conditions.append("t.hlc >= ?")
        facts.append(_stamp(store.clock.now() - timedelta(days=wanted.days)))
    return tuple(_read(store, house, style, " AND ".join(conditions) or "1", tuple(facts)))


def read_people(store: Store) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and bodies that have signed something, in the order of their names."""
    with store.read() as session:
        found = [author(str(one)) for (one,) in _users(session.connection())]
    names, bodies = {one.name for one in found}, {one.body for one in found}
    return tuple(sorted(names - {""})), tuple(sorted(bodies - {""}))


def _users(connection: Connection) -> Sequence[Row[tuple[str]]]:
    return connection.exec_driver_sql("SELECT DISTINCT usr FROM sync_tx").all()


def _stamp(at: datetime) -> int:
    return int(at.timestamp() * 1000) << 16


def _read(
    store: Store, house: House, style: DateStyle, where: str, facts: tuple[str | int, ...]
) -> list[ChangeLine]:
    with store.read() as session:
        connection = session.connection()
        rows = told_rows(connection, where, facts)
        devices = own.device_names(connection) | log_names(connection)
    devices[store.recorder.replica_hex] = translate("copies", "This computer")
    naming = Naming(store, house, style)
    titles = naming.titles_of([(str(row[5]), str(row[6])) for row in rows])
    return [_line(row, naming, titles, devices) for row in rows]


def told_rows(
    connection: Connection, where: str = "1", facts: tuple[str | int, ...] = ()
) -> Sequence[Sequence[object]]:
    """The newest changes worth telling, as columns of `_SELECT`, at most `MOST`."""
    return connection.exec_driver_sql(f"{_SELECT} WHERE {_TOLD} AND {where} {_ORDER}", (*facts, MOST)).all()


def count_told(connection: Connection, replica: str, after: int, last: int) -> int:
    """How many lines the list of what came has from one copy's log: transactions after one up to another."""
    return int(
        connection.exec_driver_sql(
            "SELECT count(*) FROM sync_op o JOIN sync_replica r ON r.ix = o.rep "
            f"WHERE {_TOLD} AND r.hex = ? AND o.seq > ? AND o.seq <= ?",
            (replica, after, last),
        ).scalar_one()
    )


def _line(
    row: Sequence[object],
    naming: Naming,
    titles: Mapping[tuple[str, str], str],
    devices: Mapping[str, str],
) -> ChangeLine:
    replica, seq, k, stamp, signed, kind, record, op, field, new, why, old = row
    who, kind, record, field = author(str(signed)), str(kind), str(record), str(field)
    is_set = op in ("s", "x")
    return ChangeLine(
        f"{replica}/{seq}/{k}",
        hlc.moment(int(str(stamp))).astimezone(),
        who.name,
        who.body,
        devices.get(str(replica), str(replica)[:8]),
        kind,
        record,
        naming.kind_name(kind),
        titles.get((kind, record), ""),
        naming.field_name(kind, field) if is_set else what_words(str(op)),
        _shown(naming, kind, field, old) if is_set else "",
        _shown(naming, kind, field, new) if is_set else "",
        how_words(str(why)),
    )


def _shown(naming: Naming, kind: str, field: str, value: object) -> str:
    plain = value if isinstance(value, (str, int)) else None if value is None else str(value)
    return naming.value(kind, field, plain).replace("\n", " ")
