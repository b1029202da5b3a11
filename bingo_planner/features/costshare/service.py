"""Use cases of cost shares: read a year, change single records, items as a whole, confirm and open again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bingo_planner.features.costshare import frozen
from bingo_planner.features.costshare import service_read as rows
from bingo_planner.features.costshare.checks_records import check_together, check_values, refuse_missing
from bingo_planner.features.costshare.fields import RECORDS
from bingo_planner.features.costshare.model import ItemFacts, ItemState, ShareFacts
from bingo_planner.features.costshare.ruletext import rule_text
from bingo_planner.features.costshare.sheet import sheet_of
from bingo_planner.features.costshare.tables import (
    BaseFigure,
    BaseSet,
    CostBody,
    CostDeduction,
    CostItem,
    CostPart,
    CostVersion,
)
from bingo_planner.features.projects.service_write import refuse_locked
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.history import author
from bingo_planner.store.store import Store, Unit, live

Values = Mapping[str, Stored]
Recorded = CostItem | CostPart | CostDeduction | CostBody | BaseSet | BaseFigure | CostVersion
TABLES: Final[Mapping[str, type[Recorded]]] = {
    "cost_item": CostItem,
    "cost_part": CostPart,
    "cost_deduction": CostDeduction,
    "cost_body": CostBody,
    "base_set": BaseSet,
    "base_figure": BaseFigure,
    "cost_version": CostVersion,
}
HANGING: Final = (CostPart, CostDeduction, CostBody)
"""What belongs to an item and cannot change once it is confirmed."""


def read_shares(store: Store, year: int, compared: str | None = None) -> ShareFacts:
    """A fiscal year's items with rules, base figures, versions and what they are held against.

    `compared` names the one item whose earlier amounts are wanted ("" for none); by default those of all.
    """
    with store.read() as session:
        return rows.share_facts(session, year, compared)


def read_item(store: Store, item_id: str) -> ItemFacts:
    """One item with all that its sheet needs."""
    with store.read() as session:
        return rows.item_facts(session, item_id)


def do_add(store: Store, kind: str, values: Values) -> Changes:
    """Add a record of any kind of this room; its id is in the changes."""
    complete = check_values(kind, values)
    refuse_missing(kind, complete)
    _refuse_version(kind)
    with store.change(_label("Add {kind}", kind)) as unit:
        _check(unit.session, kind, complete)
        unit.add(TABLES[kind](**complete))
    return unit.changes


def do_set(store: Store, kind: str, record_id: str, values: Values) -> Changes:
    """Set fields of one record. Another state of an item confirms it or opens it again."""
    checked = check_values(kind, values)
    _refuse_version(kind)
    if kind == "cost_item" and "state" in checked:
        return _do_set_state(store, record_id, checked)
    with store.change(_set_label(kind, values)) as unit:
        row = unit.get(TABLES[kind], record_id)
        before = {field.key: getattr(row, field.key) for field in RECORDS[kind].fields}
        refuse_missing(kind, before | checked)
        _check(unit.session, kind, before)
        _check(unit.session, kind, before | checked, record_id)
        unit.set(TABLES[kind], record_id, **checked)
    return unit.changes


def _do_set_state(store: Store, item_id: str, values: Values) -> Changes:
    """Fields and state in one step: fields first, then the confirmation; opened again, fields afterwards."""
    rest = {key: value for key, value in values.items() if key not in ("state", "reason")}
    reason = str(values.get("reason") or "")
    with store.change(translate("costshare", "Change the state of a cost share")) as unit:
        item = unit.get(CostItem, item_id)
        refuse_locked(unit.session, _year(item))
        if values["state"] == ItemState.FIXED:
            refuse_fixed(item)
            unit.set(CostItem, item_id, **rest)
            fix_within(unit, store, item_id, reason)
        else:
            reopen_within(unit, item_id, reason)
            unit.set(CostItem, item_id, **rest)
    return unit.changes


def do_remove(store: Store, kind: str, record_id: str) -> Changes:
    """Put a record into the bin; an item takes its parts along, a base set its figures."""
    _refuse_version(kind)
    with store.change(_label("Move {kind} to the bin", kind)) as unit:
        row = unit.get(TABLES[kind], record_id)
        _check(unit.session, kind, {field.key: getattr(row, field.key) for field in RECORDS[kind].fields})
        if isinstance(row, CostItem):
            refuse_fixed(row)
        _refuse_used(unit.session, kind, record_id)
        for table, part in _parts_of(unit.session, kind, record_id):
            unit.remove(table, part)
        unit.remove(TABLES[kind], record_id)
    return unit.changes


def do_restore(store: Store, kind: str, record_id: str) -> Changes:
    """Take a record out of the bin, with what was binned together with it."""
    with store.change(_label("Restore {kind}", kind)) as unit:
        unit.restore(TABLES[kind], record_id)
        for table, part in _parts_of(unit.session, kind, record_id, binned=True):
            unit.restore(table, part)
    return unit.changes


def do_fix(store: Store, item_id: str, reason: str = "") -> Changes:
    """Confirm (確定): results, rule text and base figures are kept as a version and no longer computed."""
    with store.change(translate("costshare", "Confirm a cost share")) as unit:
        fix_within(unit, store, item_id, reason)
    return unit.changes


def fix_within(unit: Unit, store: Store, item_id: str, reason: str = "") -> None:
    """`do_fix` as a part of a change under way."""
    item = unit.get(CostItem, item_id)
    refuse_locked(unit.session, _year(item))
    refuse_fixed(item)
    unit.session.flush()
    facts = rows.item_facts(unit.session, item_id)
    sheet = sheet_of(facts)
    unit.add(
        CostVersion(
            cost_item_id=item_id,
            number=facts.newest.number + 1 if facts.newest else 1,
            fixed_on=store.clock.today(),
            fixed_by=author(store.recorder.user).name,
            reason=reason or item.reason,
            rule_text=rule_text(facts, sheet),
            snapshot=frozen.freeze(sheet),
        )
    )
    unit.set(CostItem, item_id, state=ItemState.FIXED.value, reason="")


def do_reopen(store: Store, item_id: str, reason: str) -> Changes:
    """Open a confirmed item again; its versions stay, the next confirmation makes a new one with `reason`."""
    with store.change(translate("costshare", "Open a cost share again")) as unit:
        reopen_within(unit, item_id, reason)
    return unit.changes


def reopen_within(unit: Unit, item_id: str, reason: str) -> None:
    """`do_reopen` as a part of a change under way; an item that is open stays so."""
    item = unit.get(CostItem, item_id)
    refuse_locked(unit.session, _year(item))
    if item.state == ItemState.FIXED and not reason.strip():
        raise PlanError.in_fields(FieldProblem("reason", "share.reason"))
    unit.set(CostItem, item_id, state=ItemState.DRAFT.value, reason=reason.strip())


def refuse_fixed(item: CostItem) -> None:
    """PlanError `share.fixed_item` for an item whose figures are confirmed."""
    if item.state == ItemState.FIXED:
        raise PlanError("share.fixed_item", name=item.name)


def _year(item: CostItem) -> list[int]:
    return [item.fiscal_year] if item.fiscal_year is not None else []


def _check(session: Session, kind: str, values: Mapping[str, Any], record_id: str = "") -> None:
    """What a record belongs to must still be open; references must not go round in a circle."""
    check_together(kind, values)
    if kind == "cost_item":
        refuse_locked(session, [year for year in (values.get("fiscal_year"),) if isinstance(year, int)])
        if record_id:
            row = session.get(CostItem, record_id)
            if row is not None:
                refuse_fixed(row)
            for key in ("before_id", "against_id"):
                if values.get(key) == record_id:
                    raise PlanError.in_fields(FieldProblem(key, "share.itself"))
    owner = values.get("cost_item_id")
    if owner:
        item = session.get(CostItem, owner)
        if item is not None:
            refuse_locked(session, _year(item))
            refuse_fixed(item)


def _refuse_version(kind: str) -> None:
    if kind == "cost_version":
        raise PlanError("share.version")


def _refuse_used(session: Session, kind: str, record_id: str) -> None:
    if kind == "base_set" and (used := live(session, CostPart, CostPart.base_set_id == record_id)):
        raise PlanError("share.base_used", count=len(used))


def _parts_of(
    session: Session, kind: str, record_id: str, *, binned: bool = False
) -> list[tuple[type[Recorded], str]]:
    found: list[tuple[type[Recorded], str]] = []
    for table in HANGING if kind == "cost_item" else ():
        query = select(table.id).where(table.cost_item_id == record_id, table.is_deleted.is_(binned))
        found += [(table, row_id) for row_id in session.scalars(query)]
    if kind == "base_set":
        query = select(BaseFigure.id).where(
            BaseFigure.base_set_id == record_id, BaseFigure.is_deleted.is_(binned)
        )
        found += [(BaseFigure, row_id) for row_id in session.scalars(query)]
    return found


def _label(words: str, kind: str) -> str:
    if kind not in RECORDS:
        raise PlanError("share.kind", kind=kind)
    return translate("costshare", words, kind=RECORDS[kind].name())


def _set_label(kind: str, values: Values) -> str:
    if len(values) != 1 or kind not in RECORDS:
        return _label("Change {kind}", kind)
    name = RECORDS[kind].by_key[next(iter(values))].name()
    return translate("costshare", "Change “{field}” of {kind}", field=name, kind=RECORDS[kind].name())
