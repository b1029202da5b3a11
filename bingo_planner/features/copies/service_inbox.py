"""The inbox read for a person: what waits, what was settled lately, and everything about one decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.engine import Connection

from bingo_planner.features.copies import (
    both,
    messages,  # noqa: F401  # its sentences are told here
)
from bingo_planner.features.copies.diff import compare
from bingo_planner.features.copies.effects import difference, read_effects
from bingo_planner.features.copies.livetext import readable, shortened
from bingo_planner.features.copies.model import (
    AnyCase,
    Both,
    Card,
    Case,
    Clash,
    DeleteCase,
    Edited,
    House,
    Line,
    NoticeCase,
)
from bingo_planner.features.copies.service_live import read_figures
from bingo_planner.features.copies.values import Naming
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.store import hlc
from bingo_planner.store.history import author
from bingo_planner.store.store import Store
from bingo_planner.sync import own
from bingo_planner.sync.conflicts import read_conflict, text_view
from bingo_planner.sync.items import read_item, read_items
from bingo_planner.sync.membership import log_names
from bingo_planner.sync.model import Conflict, DeleteConflict, Item, ItemKind, Version

RECENT = timedelta(days=30)
MOST_RECENT = 30
EVIDENCE = ("evidence", "source", "basis", "note")
"""Fields that say where a figure comes from, the first of them that a kind has."""


def read_lines(store: Store, house: House) -> tuple[Line, ...]:
    """What waits, newest first; then what a person settled within a month."""
    items = read_items(store, closed=True)
    since = store.clock.now() - RECENT
    settled = [one for one in items if one.closed_at is not None and one.closed_at >= since]
    settled.sort(key=lambda one: one.closed_at or one.opened_at, reverse=True)
    shown = [one for one in items if one.is_open] + settled[:MOST_RECENT]
    naming = Naming(store, house)
    noted = _notes(store, since)
    records = [(one.kind_of_record, one.record_id) for one in shown if one.kind_of_record]
    titles = naming.titles_of(records + [(one.kind, one.record_id) for one in noted])
    notes = {one.item_id: one.note for one in noted}
    lines = [_line(one, naming, titles, notes.get(one.item_id, "")) for one in shown]
    known = {one.item_id for one in items}
    lines += [
        replace(one, title=titles[one.kind, one.record_id], field=naming.field_name(one.kind, one.field))
        for one in noted
        if one.item_id not in known
    ]
    return tuple(lines)


def _line(item: Item, naming: Naming, titles: Mapping[tuple[str, str], str], note: str) -> Line:
    at = item.opened_at if item.closed_at is None else item.closed_at
    if not item.kind_of_record:
        is_fork = item.kind is ItemKind.FORK
        title = translate("copies", "Two pasts") if is_fork else translate("copies", "Not taken in")
        words = describe(PlanError(f"sync.reason.{item.reason}")).text
        return Line(item.item_id, item.kind.value, "", "", title, words, at, item.is_open, note)
    title = titles.get((item.kind_of_record, item.record_id), "") or naming.kind_name(item.kind_of_record)
    if item.kind is ItemKind.DELETE:
        words = translate("copies", "Binned and edited")
    else:
        words = naming.field_name(item.kind_of_record, item.field)
    return Line(
        item.item_id,
        item.kind.value,
        item.kind_of_record,
        item.record_id,
        title,
        words,
        at,
        item.is_open,
        note,
    )


def _notes(store: Store, since: datetime) -> list[Line]:
    """Words that somebody left with a decision, newest first, as entries that still lack titles.

    Whoever hears of two values and of the decision at once never had an entry of his own: the word tells him.
    """
    with store.read() as session:
        rows = (
            session.connection()
            .exec_driver_sql(
                "SELECT k.row, k.val, t.hlc, t.usr, n.name, o.row, c.name FROM sync_op k "
                "JOIN sync_tx t ON t.rep = k.rep AND t.seq = k.seq "
                "JOIN sync_op o ON o.rep = k.rep AND o.seq = k.seq AND o.kind IN ('s', 'x') "
                "JOIN sync_name n ON n.ix = o.tbl JOIN sync_name c ON c.ix = o.col "
                "WHERE k.tbl = 0 AND k.kind = 'k' AND k.val <> '' AND t.hlc >= ? ORDER BY t.hlc DESC",
                (hlc.stamp(since, 0),),
            )
            .all()
        )
    found: dict[str, Line] = {}
    for item, note, stamp, signed, kind, record, column in rows:
        who = author(str(signed))
        name = " ".join(part for part in (who.body, who.name) if part)
        words = translate("copies", "“{note}” ({name})", note=note, name=name)
        at = hlc.moment(int(stamp)).astimezone()
        line = Line(str(item), "field", str(kind), str(record), "", str(column), at, False, words)
        found.setdefault(line.item_id, line)
    return list(found.values())


def read_case(store: Store, house: House, line: Line, style: DateStyle) -> AnyCase | None:
    """Everything about one entry; None when it is settled and nothing is left to show."""
    item = read_item(store, line.item_id)
    if item is None:
        return None
    if not item.kind_of_record:
        told = describe(PlanError(f"sync.reason.{item.reason}"))
        return NoticeCase(line, told.text, told.advice, item.detail)
    conflict = read_conflict(store, item)
    naming = Naming(store, house, style)
    if isinstance(conflict, DeleteConflict):
        return _deletion(store, naming, line, conflict)
    if conflict is None or not item.is_open:
        return None
    return _Reader(store, naming, line, conflict).case()


def _deletion(store: Store, naming: Naming, line: Line, conflict: DeleteConflict) -> DeleteCase:
    kind = line.kind
    edits = tuple(
        Edited(naming.field_name(kind, field), naming.value(kind, field, version.value), version)
        for field, version in conflict.edits
    )
    return DeleteCase(
        line, conflict, naming.path(kind, line.record_id), naming.title(kind, line.record_id), edits
    )


class _Reader:
    """Reads one conflict of a field."""

    def __init__(self, store: Store, naming: Naming, line: Line, conflict: Conflict) -> None:
        self.store, self.naming, self.line, self.conflict = store, naming, line, conflict
        self.kind, self.key = line.kind, conflict.item.field
        self.field = naming.field(self.kind, self.key)
        with store.read() as session:
            connection = session.connection()
            self.devices = own.device_names(connection) | log_names(connection)
            versions = [*conflict.versions, *([conflict.base] if conflict.base else [])]
            self.evidence = {one.op: self._evidence(connection, one) for one in versions}
        self.figures: dict[str, str] = {}

    def case(self) -> Case:
        """Cards, what each choice changes, what keeping both would write."""
        conflict = self.conflict
        is_long = self.field is not None and self.field.kind == "long"
        if is_long:
            values = [one.value for one in (*conflict.versions, conflict.base) if one is not None]
            self.figures = read_figures(self.store, self.kind, self.line.record_id, values)
        choices = self._choices()
        base = self._card("base", conflict.base) if conflict.base is not None else None
        boths = both.texts(choices) if is_long else self._figures(choices)
        effects = {
            one.key: read_effects(self.store, self.naming, self.line, self.key, conflict, one.version.value)
            for one in choices
        }
        view: list[str | Clash] = [
            Clash((piece.text, *piece.others), piece.base) if piece.is_clash else piece.text
            for piece in (text_view(conflict).pieces if is_long else ())
        ]
        return Case(
            self.line,
            conflict,
            self.naming.path(self.kind, self.line.record_id),
            self.naming.cell_title(self.kind, self.line.record_id, self.key),
            self.field,
            base,
            choices,
            boths,
            tuple(view),
            self.figures,
            effects,
        )

    def _figures(self, choices: tuple[Card, ...]) -> tuple[Both, ...]:
        fields = both.PROMPT.get((self.kind, self.key))
        if fields is None:
            return ()
        name, wanted = fields.only
        table = self.store.recorder.registry.metadata.tables[self.kind]
        with self.store.read() as session:
            found = session.execute(select(table.c[name]).where(table.c.id == self.line.record_id)).scalar()
        return both.figures(fields, choices) if found == wanted else ()

    def _choices(self) -> tuple[Card, ...]:
        """Mine, theirs, then every other value; equal values are one card."""
        mine, theirs = self.conflict.mine, self.conflict.theirs
        ordered = [("mine", mine)] if mine is not None else []
        ordered.append(("theirs", theirs))
        known = {one.op for _, one in ordered}
        rest = [one for one in self.conflict.versions if one.op not in known]
        ordered += [(f"other{at}", one) for at, one in enumerate(rest, len(ordered) + 1)]
        seen: list[object] = []
        cards = []
        for key, version in ordered:
            if version.value not in seen:
                seen.append(version.value)
                cards.append(self._card(key, version))
        return tuple(cards)

    def _card(self, key: str, version: Version) -> Card:
        base = self.conflict.base
        own = translate("copies", "This computer")
        is_long = self.field is not None and self.field.kind == "long"
        before = None if base is None else base.value
        pieces = compare(str(before or ""), str(version.value or "")) if is_long and key != "base" else ()
        return Card(
            key,
            version,
            readable(self.naming.value(self.kind, self.key, version.value), self.figures),
            "" if key == "base" else difference(self.field, before, version.value),
            own if version.is_own else self.devices.get(version.op[0], version.op[0][:8]),
            version.is_own,
            self.evidence.get(version.op, ()),
            shortened([(kind, readable(words, self.figures)) for kind, words in pieces]),
        )

    def _evidence(self, connection: Connection, version: Version) -> tuple[str, ...]:
        """What the same change wrote into the field that says where a figure comes from."""
        fields = [
            one for one in EVIDENCE if one != self.key and self.naming.field(self.kind, one) is not None
        ]
        if not fields:
            return ()
        names = self.store.recorder.numbers
        replica, seq, _ = version.op
        found = connection.exec_driver_sql(
            "SELECT o.val FROM sync_op o JOIN sync_replica r ON r.ix = o.rep WHERE r.hex = ? AND o.seq = ? "
            "AND o.tbl = ? AND o.row = ? AND o.col = ?",
            (replica, seq, names[self.kind], self.line.record_id, names[fields[0]]),
        ).scalar()
        return (str(found),) if found else ()
