"""What is decided in the inbox: one decision, one transaction, one undo step."""

from __future__ import annotations

from bingo_planner.features.copies import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.copies.model import Both, Case, DeleteCase, House, NoticeCase
from bingo_planner.features.records import read_texts
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import check_values
from bingo_planner.store.seen import stored
from bingo_planner.store.store import Store, Unit
from bingo_planner.store.wire import Value
from bingo_planner.sync.conflicts import close_item, find_conflict
from bingo_planner.sync.items import open_conflicts, read_item
from bingo_planner.sync.model import Conflict


def read_typed(store: Store, house: House, case: Case, text: str) -> Value:
    """A typed value as the file keeps it, checked as the field's own form does. PlanError with the reason."""
    access = house.kinds().get(case.line.kind)
    key = case.conflict.item.field
    if access is None or key not in access.record.by_key:
        raise PlanError("sync.value", field=key, value=text)
    values = check_values(access.record, read_texts(store, access, {key: text}))
    return stored(store.recorder.registry.metadata.tables[access.kind].columns[key], values[key])


def do_decide(store: Store, case: Case, value: Value, note: str = "") -> Changes:
    """This value replaces every version that was shown, with a word to the others; what came since stays in view.

    PlanError `copies.changed` when the field was decided or another value came meanwhile.
    """
    _check(store, case, value)
    with store.change(translate("sync", "Settle a conflict"), why="resolve") as unit:
        _write(unit, case, value, note)
    return unit.changes


def do_keep_both(store: Store, case: Case, both: Both, note: str = "") -> Changes:
    """One of two values stands, the other is kept in words beside it: one decision, one undo step. Errors as above."""
    _check(store, case, both.value)
    item = case.conflict.item
    table = store.recorder.registry.metadata.tables[item.kind_of_record]
    beside = {
        one.field: find_conflict(store, one.item_id)
        for one in open_conflicts(store, item.kind_of_record, item.record_id)
        if one.field in both.also
    }
    with store.change(translate("sync", "Settle a conflict"), why="resolve") as unit:
        _write(unit, case, both.value, note)
        for name, value in both.also.items():
            found = beside.get(name)
            if isinstance(found, Conflict):
                told = [one.op for one in found.versions if str(one.value or "") in both.told]
                unit.write_over(item.kind_of_record, item.record_id, name, value, told)
            else:
                unit.session.execute(table.update().where(table.c.id == item.record_id).values({name: value}))
    return unit.changes


def _check(store: Store, case: Case, value: Value) -> None:
    item = case.conflict.item
    now = find_conflict(store, item.item_id)
    if not isinstance(now, Conflict) or {one.op for one in now.versions} != {
        one.op for one in case.conflict.versions
    }:
        raise PlanError("copies.changed")
    column = store.recorder.registry.column(item.kind_of_record, item.field)
    if not column.fits(value):
        raise PlanError("sync.value", field=item.field, value=str(value))


def _write(unit: Unit, case: Case, value: Value, note: str) -> None:
    item = case.conflict.item
    versions = [version.op for version in case.conflict.versions]
    unit.write_over(item.kind_of_record, item.record_id, item.field, value, versions)
    if note:
        unit.close_item(item.item_id, note)


def do_settle_deletion(store: Store, case: DeleteCase, keep: bool, note: str = "") -> Changes:
    """The record stays for everybody, or goes into the bin with the edits seen."""
    item = case.conflict.item
    words = translate("sync", "Keep the record") if keep else translate("sync", "Put the record into the bin")
    with store.change(words, why="resolve") as unit:
        if keep:
            unit.bring_back(item.kind_of_record, item.record_id)
        else:
            unit.put_away(item.kind_of_record, item.record_id)
        if note:
            unit.close_item(item.item_id, note)
    return unit.changes


def do_close(store: Store, case: NoticeCase, note: str = "") -> Changes:
    """A person has seen to something that is no choice between values. It cannot be undone: nothing was changed."""
    item = read_item(store, case.line.item_id)
    if item is None:
        raise PlanError("sync.no_item", item=case.line.item_id[:8])
    return close_item(store, item, note)
