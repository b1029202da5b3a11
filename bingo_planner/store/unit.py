"""One change under way: what services do to rows within `store.change`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Table, inspect
from sqlalchemy.orm import InstanceState, Session
from sqlalchemy.orm.attributes import set_committed_value

from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.ids import new_id
from bingo_planner.store.base import Row
from bingo_planner.store.recorder import Recorder
from bingo_planner.store.seen import Seen, base_on_seen, is_current, stored, unseen
from bingo_planner.store.wire import Value

R = TypeVar("R", bound=Row)


@dataclass
class Unit:
    """One change under way: add, set, bin or restore rows; `changes` stands after the block."""

    session: Session
    label: str
    recorder: Recorder
    seen: Seen | None = None
    """What the page that writes had shown; None where nobody typed over anything."""
    changes: Changes = field(
        default_factory=lambda: Changes(kinds=frozenset(), ids=frozenset(), label="", why="edit")
    )

    def add(self, row: R) -> R:
        """Add a row; it gets an id when it has none. Returns it."""
        if not row.id:
            row.id = new_id()
        self.session.add(row)
        return row

    def get(self, kind: type[R], record_id: str) -> R:
        """The live row of this id, or PlanError `record.gone` (kind, id)."""
        row = self.session.get(kind, record_id)
        if row is None or row.is_deleted:
            raise PlanError("record.gone", kind=_table_name(kind), id=record_id)
        return row

    def set(self, kind: type[R], record_id: str, /, **values: object) -> R:
        """Set fields of a live row; fields that already have the value are not logged.

        In a change with `seen`, a field another copy changed since then keeps both values.
        """
        row = self.get(kind, record_id)
        columns = self.recorder.registry.metadata.tables[_table_name(kind)].columns
        for name, value in values.items():
            if name not in columns:
                raise PlanError("field.unknown", kind=_table_name(kind), field=name)
            setattr(row, name, value)
        return row

    def remove(self, kind: type[R], record_id: str) -> None:
        """Put a row into the bin. PlanError `record.changed` when others changed it since it was `seen`."""
        row = self.get(kind, record_id)
        self._check_seen(_table_name(kind), record_id)
        row.is_deleted = True

    def restore(self, kind: type[R], record_id: str) -> R:
        """Take a row out of the bin, or settle that it stays when only some copies had put it there."""
        row = self.session.get(kind, record_id)
        if row is None:
            raise PlanError("record.gone", kind=_table_name(kind), id=record_id)
        self.session.flush()
        self.bring_back(_table_name(kind), record_id)
        self.session.refresh(row)
        return row

    def bring_back(self, kind: str, record_id: str) -> None:
        """Cancel every deletion of a record, by the name of its kind."""
        self.recorder.bring_back(self.session.connection(), kind, record_id)

    def put_away(self, kind: str, record_id: str) -> None:
        """Put a record into the bin, by the name of its kind."""
        table = self.recorder.registry.metadata.tables[kind]
        self.session.connection().execute(
            table.update().where(table.c.id == record_id).values(is_deleted=True)
        )

    def write_over(
        self, kind: str, record_id: str, name: str, value: Value, replaced: Sequence[tuple[str, int, int]]
    ) -> None:
        """Set a field to a stored value that replaces exactly these operations (replica, number, place)."""
        connection = self.session.connection()
        replicas = {
            str(name): int(ix) for name, ix in connection.exec_driver_sql("SELECT hex, ix FROM sync_replica")
        }
        numbers = self.recorder.numbers
        cell = (numbers[kind], record_id, numbers[name])
        self.recorder.write(connection, cell, value, [(replicas[rep], seq, k) for rep, seq, k in replaced])

    def close_item(self, item: str, note: str) -> None:
        """Log that a person settled an item of the inbox."""
        self.recorder.write_note(self.session.connection(), item, note)

    def before_flush(self) -> None:
        """Tie what is about to be written to what the page had shown, however services came to write it."""
        if self.seen is None or not self.session.dirty or self._behind() is None:
            return
        for row in list(self.session.dirty):
            if isinstance(row, Row) and _table_name(type(row)) in self.recorder.numbers:
                self._tie(row)

    def _tie(self, row: Row) -> None:
        state: InstanceState[Row] = inspect(row)
        table = self.recorder.registry.metadata.tables[_table_name(type(row))]
        for name in sorted(set(state.attrs.keys()) & (self.recorder.numbers.keys() | {"is_deleted"})):
            written = state.attrs[name].load_history()
            if not written.added:
                continue
            value = written.added[0]
            if name == "is_deleted":
                if value:
                    self._check_seen(table.name, row.id)
            elif not self._may_write(table, row.id, name, value):
                # Typed over nothing: the page only held what stood there before the others' value came.
                if written.deleted:
                    set_committed_value(row, name, written.deleted[0])
                else:
                    self.session.refresh(row, [name])

    def _may_write(self, table: Table, record_id: str, name: str, value: object) -> bool:
        seen = self._behind()
        if seen is None:
            return True
        numbers = self.recorder.numbers
        cell = (numbers[table.name], record_id, numbers[name])
        plain = stored(table.columns[name], value)
        return base_on_seen(self.session.connection(), self.recorder, seen, cell, plain)

    def _check_seen(self, table: str, record_id: str) -> None:
        seen = self._behind()
        if seen is not None and unseen(
            self.session.connection(), self.recorder, seen, self.recorder.numbers[table], record_id
        ):
            raise PlanError("record.changed", kind=table, id=record_id)

    def _behind(self) -> Seen | None:
        """What the page had shown, when another copy's entries came in since; asked once a change."""
        if self.seen is not None and is_current(self.session.connection(), self.recorder, self.seen):
            self.seen = None
        return self.seen


def _table_name(kind: type[Row]) -> str:
    return str(kind.__tablename__)  # type: ignore[attr-defined]  # declared on every mapped subclass
