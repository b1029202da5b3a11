"""Writing figures within one change: rows named for what they are about, checked against year, month and measure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from bingo_planner.features.projects import service_read as project_rows
from bingo_planner.features.usage.figures import check_figure
from bingo_planner.features.usage.model import CellKey, Edit, Figure, Measure, Month, Service
from bingo_planner.features.usage.service_read import WORDS, figure_of
from bingo_planner.features.usage.service_read import months as read_months
from bingo_planner.features.usage.tables import (
    UsageCorrection,
    UsageMonth,
    UsageReport,
    UsageService,
    UsageValue,
)
from bingo_planner.kernel.dates import FiscalYear, format_fiscal_year, format_month
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.ids import stable_id
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.store import R, Unit

_SPACE = "usage"


@dataclass(frozen=True, slots=True)
class Origin:
    """The file a figure came from, and its sheet and cell."""

    source_id: str
    place: str


@dataclass(frozen=True, slots=True)
class Hand:
    """Who corrects, when and why."""

    reason: str
    on: dt.date
    by: str


def report_id(service_id: str, facility_id: str, month: dt.date) -> str:
    """The id of one place's report of one month, the same in every copy."""
    return stable_id(_SPACE, f"report/{service_id}/{facility_id}/{month:%Y-%m}")


def value_id(report: str, key: CellKey) -> str:
    """The id of one figure of a report, the same in every copy."""
    return stable_id(_SPACE, f"value/{report}/{key.measure}/{key.body}/{key.category}")


def month_id(service_id: str, month: dt.date) -> str:
    """The id of a service's month, the same in every copy."""
    return stable_id(_SPACE, f"month/{service_id}/{month:%Y-%m}")


def refuse_locked(unit: Unit, months: Iterable[dt.date]) -> None:
    """PlanError `usage.year_locked` when a month lies in a settled year."""
    locked = project_rows.locked_years(unit.session)
    for year in sorted({FiscalYear.of(month) for month in months}):
        if year in locked:
            raise PlanError("usage.year_locked", year=format_fiscal_year(year), reason=locked[year])


def refuse_ahead(months: Iterable[dt.date], today: dt.date) -> None:
    """PlanError `usage.month_ahead` for a month that has not begun."""
    for month in months:
        if month > today:
            raise PlanError("usage.month_ahead", month=format_month(month))


def refuse_confirmed(unit: Unit, service_id: str, months: Iterable[dt.date]) -> None:
    """PlanError `usage.month_confirmed` for a month that is confirmed."""
    for month in sorted(set(months)):
        row = unit.session.get(UsageMonth, month_id(service_id, month))
        if row is not None and not row.is_deleted and row.is_confirmed:
            raise PlanError("usage.month_confirmed", month=format_month(month))


def check_edit(service: Service, edit: Edit) -> None:
    """PlanError when no such figure is kept, or the measure cannot hold it."""
    measure = service.measure(edit.key.measure)
    if measure is None or not _fits(service, measure, edit.key):
        raise PlanError("usage.cell")
    check_figure(measure, edit.figure)


def _fits(service: Service, measure: Measure, key: CellKey) -> bool:
    """Whether the key names exactly the sides the measure is split by."""
    place = service.facility(key.facility)
    category = service.category(key.category)
    return (
        (place is not None if measure.by_place else not key.facility)
        and bool(key.body) == measure.by_body
        and (
            category is not None and category.breakdown_id == measure.breakdown_id
            if measure.breakdown_id
            else not key.category
        )
    )


def put_figures(
    unit: Unit, service_id: str, edits: Sequence[Edit], origins: Mapping[tuple[dt.date, CellKey], Origin]
) -> list[UsageValue]:
    """Set figures; rows that are not there yet are added. Returns their rows in the order of the edits."""
    reports = {(edit.key.facility, edit.month) for edit in edits}
    _held(unit, UsageReport, [report_id(service_id, *one) for one in reports])
    for place, month in sorted(reports):
        _report(unit, service_id, place, month)
    ids = [value_id(report_id(service_id, one.key.facility, one.month), one.key) for one in edits]
    known = _held(unit, UsageValue, ids)
    found = [
        _put(unit, service_id, edit, own, known, origins.get((edit.month, edit.key)))
        for own, edit in zip(ids, edits, strict=True)
    ]
    unit.session.flush()
    return found


def _put(
    unit: Unit,
    service_id: str,
    edit: Edit,
    own: str,
    known: dict[str, UsageValue],
    origin: Origin | None,
) -> UsageValue:
    row = known.get(own)
    if row is None:
        row = UsageValue(
            id=own,
            report_id=report_id(service_id, edit.key.facility, edit.month),
            measure_id=edit.key.measure,
            municipality_id=edit.key.body or None,
            category_id=edit.key.category or None,
        )
        known[own] = unit.add(row)
    row.is_deleted = False
    before = figure_of(row.value, row.mark or "")
    row.value = edit.figure if isinstance(edit.figure, Decimal) else None
    row.mark = WORDS[edit.figure] if isinstance(edit.figure, Mark) else ""
    if origin is not None:
        row.source_id, row.place = origin.source_id, origin.place
    elif before != edit.figure:
        row.source_id, row.place = None, ""
    return row


def _held(unit: Unit, table: type[R], ids: Sequence[str]) -> dict[str, R]:
    """Rows by id, the bin included, in few reads."""
    found: dict[str, R] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        found |= {row.id: row for row in unit.session.scalars(select(table).where(table.id.in_(part)))}
    return found


def _report(unit: Unit, service_id: str, place: str, month: dt.date) -> UsageReport:
    own = report_id(service_id, place, month)
    row = unit.session.get(UsageReport, own)
    if row is None:
        row = unit.add(UsageReport(id=own, service_id=service_id, facility_id=place or None, month=month))
    row.is_deleted = False
    return row


def put_report(unit: Unit, service_id: str, place: str, month: dt.date, **values: object) -> None:
    """Set what is known of one place's month besides its figures."""
    row = _report(unit, service_id, place, month)
    for name, value in values.items():
        setattr(row, name, value)
    unit.session.flush()


def put_month(unit: Unit, service_id: str, month: dt.date, **values: object) -> None:
    """Set the state of a service's month."""
    own = month_id(service_id, month)
    row = unit.session.get(UsageMonth, own)
    if row is None:
        row = unit.add(UsageMonth(id=own, service_id=service_id, month=month))
    row.is_deleted = False
    for name, value in values.items():
        setattr(row, name, value)
    unit.session.flush()


def put_corrections(unit: Unit, service_id: str, edits: Sequence[Edit], hand: Hand) -> list[Edit]:
    """Write down figures that change in confirmed months, old → new; returns the edits that change something."""
    changed = []
    first, last = min(edit.month for edit in edits), max(edit.month for edit in edits)
    held = read_months(unit.session, service_id, first, last)
    for edit in edits:
        month = held.get(edit.month) or Month(edit.month)
        old = month.figure(edit.key)
        if old == edit.figure:
            continue
        changed.append(edit)
        if month.is_confirmed:
            unit.add(_correction(service_id, edit, old, hand))
    return changed


def _correction(service_id: str, edit: Edit, old: Figure, hand: Hand) -> UsageCorrection:
    own = value_id(report_id(service_id, edit.key.facility, edit.month), edit.key)
    return UsageCorrection(
        value_id=own,
        old_value=old if isinstance(old, Decimal) else None,
        old_mark=WORDS[old] if isinstance(old, Mark) else "",
        new_value=edit.figure if isinstance(edit.figure, Decimal) else None,
        new_mark=WORDS[edit.figure] if isinstance(edit.figure, Mark) else "",
        reason=hand.reason,
        corrected_on=hand.on,
        corrected_by=hand.by,
    )


def service_row(unit: Unit, service_id: str) -> UsageService:
    """The live row of a service, or PlanError `record.gone`."""
    return unit.get(UsageService, service_id)
