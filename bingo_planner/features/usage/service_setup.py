"""Setting services up: single records of every kind of this room, and a new service from the template of its kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bingo_planner.features.usage import service_put as put
from bingo_planner.features.usage import tables as t
from bingo_planner.features.usage.checks import check_together, check_values
from bingo_planner.features.usage.fields import RECORDS
from bingo_planner.features.usage.kinds import kind_of
from bingo_planner.features.usage.model import CellKey
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store, Unit, live

Recorded = (
    t.UsageService
    | t.UsageFacility
    | t.UsageCapacity
    | t.UsageBreakdown
    | t.UsageCategory
    | t.UsageMeasure
    | t.UsageReport
    | t.UsageValue
    | t.UsageMonth
    | t.UsageCorrection
    | t.UsageSource
    | t.UsageLink
)
TABLES: Final[Mapping[str, type[Recorded]]] = {
    "usage_service": t.UsageService,
    "usage_facility": t.UsageFacility,
    "usage_capacity": t.UsageCapacity,
    "usage_measure": t.UsageMeasure,
    "usage_breakdown": t.UsageBreakdown,
    "usage_category": t.UsageCategory,
    "usage_link": t.UsageLink,
    "usage_report": t.UsageReport,
    "usage_value": t.UsageValue,
    "usage_month": t.UsageMonth,
    "usage_correction": t.UsageCorrection,
    "usage_source": t.UsageSource,
}
Values = Mapping[str, Stored]


def do_add_service(store: Store, values: Values) -> Changes:
    """A new service with the measures and breakdowns its kind starts with, as one step."""
    complete = _complete("usage_service", values)
    kind = kind_of(str(complete.get("kind") or "other"))
    for key, start in (
        ("place_word", kind.place_word),
        ("weekdays", kind.weekdays),
        ("on_holidays", kind.on_holidays),
    ):
        complete.setdefault(key, start)
    with store.change(_label("Add {kind}", "usage_service")) as unit:
        _check(unit.session, "usage_service", complete, "")
        own = unit.add(t.UsageService(**complete)).id
        splits = {}
        for at, split in enumerate(kind.breakdowns):
            row = unit.add(t.UsageBreakdown(service_id=own, name=split.name, sort=(at + 1) * 10))
            splits[split.name] = row.id
            for place, name in enumerate(split.classes):
                unit.add(t.UsageCategory(breakdown_id=row.id, name=name, sort=(place + 1) * 10))
        for at, one in enumerate(kind.measures):
            unit.add(
                t.UsageMeasure(
                    service_id=own,
                    name=one.name,
                    unit=one.unit,
                    counting=one.counting,
                    by_place=one.by_place,
                    by_body=one.by_body,
                    breakdown_id=splits.get(one.breakdown),
                    capacity_name=one.capacity,
                    sort=(at + 1) * 10,
                )
            )
    return unit.changes


def do_add(store: Store, kind: str, values: Values) -> Changes:
    """Add a record of any kind of this room; a service brings what its kind starts with."""
    if kind == "usage_service":
        return do_add_service(store, values)
    complete = _complete(kind, values)
    with store.change(_label("Add {kind}", kind)) as unit:
        _check(unit.session, kind, complete, "")
        _refuse_settled(unit, kind, complete)
        unit.add(TABLES[kind](**_named(kind, complete)))
    return unit.changes


def _complete(kind: str, values: Values) -> dict[str, Stored]:
    checked = check_values(kind, values)
    columns = TABLES[kind].__table__.columns
    missing = [
        FieldProblem(field.key, "field.required", {"label": field.name()})
        for field in RECORDS[kind].fields
        if field.required and field.key not in checked and not getattr(columns[field.key].default, "arg", "")
    ]
    if missing:
        raise PlanError.in_fields(*missing)
    return checked


def _named(kind: str, values: Values) -> dict[str, Stored]:
    """Rows that stand for a cell get the id of what they are about."""
    month = values.get("month")
    owner, place = str(values.get("service_id") or ""), str(values.get("facility_id") or "")
    if kind == "usage_report" and isinstance(month, dt.date):
        return {**values, "id": put.report_id(owner, place, month)}
    if kind == "usage_month" and isinstance(month, dt.date):
        return {**values, "id": put.month_id(owner, month)}
    if kind == "usage_value":
        key = CellKey(
            str(values.get("measure_id") or ""),
            "",
            str(values.get("municipality_id") or ""),
            str(values.get("category_id") or ""),
        )
        return {**values, "id": put.value_id(str(values.get("report_id")), key)}
    return dict(values)


def do_set(store: Store, kind: str, record_id: str, values: Values) -> Changes:
    """Set fields of one record."""
    checked = check_values(kind, values)
    with store.change(_set_label(kind, values)) as unit:
        row = unit.get(TABLES[kind], record_id)
        after = {field.key: getattr(row, field.key) for field in RECORDS[kind].fields} | checked
        _check(unit.session, kind, after, record_id)
        _refuse_settled(unit, kind, {field.key: getattr(row, field.key) for field in RECORDS[kind].fields})
        unit.set(TABLES[kind], record_id, **checked)
    return unit.changes


def do_remove(store: Store, kind: str, record_id: str) -> Changes:
    """Put a record into the bin; a service takes its set-up along. What figures hang on stays (`usage.in_use`)."""
    with store.change(_label("Move {kind} to the bin", kind)) as unit:
        row = unit.get(TABLES[kind], record_id)
        _refuse_used(unit.session, kind, row)
        _refuse_settled(unit, kind, {field.key: getattr(row, field.key) for field in RECORDS[kind].fields})
        for part in _parts(unit.session, kind, record_id):
            part.is_deleted = True
        unit.remove(TABLES[kind], record_id)
    return unit.changes


def do_restore(store: Store, kind: str, record_id: str) -> Changes:
    """Take a record out of the bin; a service brings its set-up back."""
    with store.change(_label("Restore {kind}", kind)) as unit:
        unit.restore(TABLES[kind], record_id)
        for part in _parts(unit.session, kind, record_id, binned=True):
            part.is_deleted = False
    return unit.changes


# -- rules that need the table -------------------------------------------------------------------------
_OF_SERVICE: Final = (t.UsageFacility, t.UsageCapacity, t.UsageMeasure, t.UsageBreakdown)


def _parts(session: Session, kind: str, record_id: str, *, binned: bool = False) -> list[Recorded]:
    found: list[Recorded] = []
    if kind == "usage_service":
        for table in _OF_SERVICE:
            where = (table.service_id == record_id, table.is_deleted.is_(binned))
            found += session.scalars(select(table).where(*where))
        splits = [row.id for row in found if isinstance(row, t.UsageBreakdown)]
        found += _classes(session, splits, binned)
    elif kind == "usage_breakdown":
        found += _classes(session, [record_id], binned)
    elif kind == "usage_facility":
        where = (t.UsageCapacity.facility_id == record_id, t.UsageCapacity.is_deleted.is_(binned))
        found += session.scalars(select(t.UsageCapacity).where(*where))
    return found


def _classes(session: Session, splits: list[str], binned: bool) -> list[t.UsageCategory]:
    category = t.UsageCategory
    where = (category.breakdown_id.in_(splits), category.is_deleted.is_(binned))
    return list(session.scalars(select(category).where(*where)))


def _refuse_used(session: Session, kind: str, row: Recorded) -> None:
    """PlanError `usage.in_use` when figures hang on a record."""
    r, v = t.UsageReport, t.UsageValue
    used = select(func.count(func.distinct(r.month))).join(v, v.report_id == r.id)
    used = used.where(v.is_deleted.is_(False), (v.value.is_not(None)) | (v.mark != ""))
    where = {
        "usage_service": r.service_id == row.id,
        "usage_facility": r.facility_id == row.id,
        "usage_measure": v.measure_id == row.id,
        "usage_category": v.category_id == row.id,
    }.get(kind)
    if where is None:
        return
    count = session.scalar(used.where(where)) or 0
    if count:
        raise PlanError("usage.in_use", name=getattr(row, "name", ""), count=count)


def _check(session: Session, kind: str, values: Values, record_id: str) -> None:
    check_together(kind, values)
    owner = {"usage_category": "breakdown_id"}.get(kind, "service_id")
    table = TABLES[kind]
    if kind in ("usage_service", "usage_facility", "usage_measure", "usage_breakdown", "usage_category"):
        same = [table.name == values.get("name")]  # type: ignore[union-attr]  # each of these has a name
        if kind != "usage_service":
            same.append(getattr(table, owner) == values.get(owner))
        if any(row.id != record_id for row in live(session, table, *same)):
            raise PlanError.in_fields(FieldProblem("name", "usage.name_taken", {"name": values.get("name")}))
    for key, other in (("facility_id", t.UsageFacility), ("breakdown_id", t.UsageBreakdown)):
        _refuse_foreign(session, values, key, other)


def _refuse_foreign(
    session: Session, values: Values, key: str, table: type[t.UsageFacility] | type[t.UsageBreakdown]
) -> None:
    """A record and what it names belong to one service."""
    wanted, named = values.get("service_id"), values.get(key)
    if not named or not wanted:
        return
    found = session.execute(select(table.service_id, table.name).where(table.id == str(named))).first()
    if found is not None and found[0] != wanted:
        raise PlanError.in_fields(FieldProblem(key, "usage.other_service", {"name": found[1]}))


def _refuse_settled(unit: Unit, kind: str, values: Values) -> None:
    """Figures and reports of settled years and confirmed months are not changed record by record."""
    month, owner = values.get("month"), values.get("service_id")
    if kind == "usage_value":
        report = unit.session.get(t.UsageReport, str(values.get("report_id")))
        month, owner = (report.month, report.service_id) if report else (None, None)
        _refuse_misfit(unit.session, values)
    if kind in ("usage_value", "usage_report", "usage_month") and isinstance(month, dt.date):
        put.refuse_locked(unit, [month])
        if kind != "usage_month":
            put.refuse_confirmed(unit, str(owner), [month])


def _refuse_misfit(session: Session, values: Values) -> None:
    value = values.get("value")
    if isinstance(value, Decimal) and value < 0:
        raise PlanError.in_fields(FieldProblem("value", "usage.negative"))
    measure = session.get(t.UsageMeasure, str(values.get("measure_id")))
    report = session.get(t.UsageReport, str(values.get("report_id")))
    if measure and report and measure.service_id != report.service_id:
        raise PlanError.in_fields(FieldProblem("measure_id", "usage.other_service", {"name": measure.name}))


def _label(text: str, kind: str) -> str:
    if kind not in RECORDS:
        raise PlanError("usage.kind", kind=kind)
    return translate("usage", text, kind=RECORDS[kind].name())


def _set_label(kind: str, values: Values) -> str:
    if len(values) == 1 and kind in RECORDS:
        field = RECORDS[kind].by_key.get(next(iter(values)))
        if field is not None:
            return translate("usage", "Change {field}", field=field.name())
    return _label("Change {kind}", kind)
