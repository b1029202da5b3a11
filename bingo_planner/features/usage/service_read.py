"""Reading joint services: few wide selects, straight into dataclasses."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bingo_planner.features.projects import service_read as project_rows
from bingo_planner.features.projects.tables import Kpi, ProjectMember
from bingo_planner.features.region import service_read as region_rows
from bingo_planner.features.usage import tables as t
from bingo_planner.features.usage.holidays import NATIONAL
from bingo_planner.features.usage.model import (
    Breakdown,
    Capacity,
    Category,
    CellKey,
    Correction,
    Facility,
    Figure,
    Held,
    Link,
    Measure,
    Month,
    Named,
    Report,
    Service,
    ServiceRow,
    Source,
    UsageYear,
)
from bingo_planner.features.usage.rules import month_before
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.base import Row, column, select_live
from bingo_planner.store.kept import kept

V = TypeVar("V")
MARKS: Mapping[str, Mark] = {"": Mark.BLANK, "none": Mark.NONE, "pending": Mark.PENDING}
WORDS: Mapping[Mark, str] = {mark: word for word, mark in MARKS.items()}
_SET_UP = (
    "usage_service",
    "usage_facility",
    "usage_capacity",
    "usage_measure",
    "usage_breakdown",
    "usage_category",
    "project_member",
)
"""What a service is made of."""


def _all(session: Session, table: type[Row], kind: type[V], skip: Sequence[str] = ()) -> list[V]:
    """Live rows as dataclasses of the same field names; empty references become ""."""
    names = [name for name in kind.__dataclass_fields__ if name not in skip]  # type: ignore[attr-defined]
    rows = session.execute(select_live(table, *names))
    blank = {name for name in names if name.endswith("_id")}
    return [
        kind(**{n: (v or "") if n in blank else v for n, v in zip(names, row, strict=True)}) for row in rows
    ]


def values_of(session: Session, table: type[Row], kind: type[V]) -> list[V]:
    """Live rows of a table of this room as dataclasses of the same field names."""
    return _all(session, table, kind)


@kept(*_SET_UP)
def services(session: Session) -> tuple[Service, ...]:
    """Every service with its set-up, in order."""
    own = _grouped(_all(session, t.UsageFacility, Facility), "service_id")
    capacities = _grouped(_all(session, t.UsageCapacity, Capacity), "service_id")
    measures = _grouped(_all(session, t.UsageMeasure, Measure), "service_id")
    splits = _grouped(_breakdowns(session), "service_id")
    rows = sorted(_all(session, t.UsageService, ServiceRow), key=lambda one: (one.sort, one.kana, one.id))
    terms = _terms(session, {row.project_id for row in rows})
    return tuple(
        Service(
            row,
            _ordered(own.get(row.id, ())),
            tuple(sorted(capacities.get(row.id, ()), key=lambda one: (one.name, one.id))),
            _ordered(measures.get(row.id, ())),
            _ordered(splits.get(row.id, ())),
            terms.get(row.project_id, ()),
        )
        for row in rows
    )


def service(session: Session, service_id: str) -> Service:
    """One service; PlanError `record.gone` when it is not there."""
    found = next((one for one in services(session) if one.id == service_id), None)
    if found is None:
        raise PlanError("record.gone", kind="usage_service", id=service_id)
    return found


def _breakdowns(session: Session) -> list[Breakdown]:
    classes = _grouped(_all(session, t.UsageCategory, Category), "breakdown_id")
    found = _all(session, t.UsageBreakdown, Breakdown, skip=("categories",))
    return [
        Breakdown(one.id, one.service_id, one.name, one.sort, _ordered(classes.get(one.id, ())))
        for one in found
    ]


def _grouped(found: Iterable[V], key: str) -> dict[str, list[V]]:
    groups: dict[str, list[V]] = defaultdict(list)
    for one in found:
        groups[getattr(one, key)].append(one)
    return groups


def _ordered(found: Iterable[V]) -> tuple[V, ...]:
    return tuple(sorted(found, key=lambda one: (one.sort, one.name, one.id)))  # type: ignore[attr-defined]


def _terms(
    session: Session, project_ids: Collection[str]
) -> dict[str, tuple[tuple[str, int | None, int | None], ...]]:
    found: dict[str, list[tuple[str, int | None, int | None]]] = defaultdict(list)
    rows = session.execute(
        select_live(ProjectMember, "project_id", "municipality_id", "from_fy", "to_fy").where(
            column(ProjectMember, "project_id").in_(sorted(project_ids))
        )
    )
    for project, body, first, last in rows:
        if project and body:
            found[project].append((body, first, last))
    return {project: tuple(terms) for project, terms in found.items()}


# -- figures ------------------------------------------------------------------------------------------
def months_needed(year: int) -> tuple[dt.date, ...]:
    """The months a page of a year compares: from March two years back to the year's own March."""
    own = FiscalYear(year)
    months = (*own.previous.months(), *own.months())
    return (month_before(months[0]), *months)


@kept(
    *_SET_UP,
    "usage_report",
    "usage_value",
    "usage_month",
    "usage_correction",
    "usage_source",
    "municipality",
    "membership",
    "other_region",
    "year_lock",
)
def usage_year(session: Session, service_id: str, year: int, today: dt.date) -> UsageYear:
    """A service over a fiscal year with the year before it, in one read."""
    own = service(session, service_id)
    wanted = months_needed(year)
    found = months(session, service_id, wanted[0], wanted[-1])
    return UsageYear(
        own,
        year,
        today,
        tuple(body for body in region_rows.bodies(session) if not body.is_outside),
        found,
        corrections(session, service_id, wanted[0], wanted[-1]),
        sources(session),
        project_rows.locked_years(session),
        NATIONAL,
    )


def months(session: Session, service_id: str, first: dt.date, last: dt.date) -> dict[dt.date, Month]:
    """What is held of a service between two months, both included."""
    reports = _reports(session, service_id, first, last)
    figures: dict[dt.date, dict[CellKey, Held]] = defaultdict(dict)
    by_id = {report.id: report for report in reports}
    for report_id, key, held in _values(session, service_id, first, last):
        report = by_id[report_id]
        figures[report.month][key._replace(facility=report.facility_id)] = held
    states = _states(session, service_id, first, last)
    known = {report.month for report in reports} | states.keys()
    by_month: dict[dt.date, dict[str, Report]] = defaultdict(dict)
    for report in reports:
        by_month[report.month][report.facility_id] = report
    return {
        month: Month(month, figures.get(month, {}), by_month.get(month, {}), *states.get(month, (False,)))
        for month in sorted(known)
    }


def _reports(session: Session, service_id: str, first: dt.date, last: dt.date) -> list[Report]:
    r = t.UsageReport
    rows = session.execute(
        select_live(r, "id", "facility_id", "month", "state", "open_days", "note").where(
            *_within(r, service_id, first, last)
        )
    )
    return [
        Report(id_, facility or "", month, state == "pending", days, note)
        for id_, facility, month, state, days, note in rows
        if month is not None
    ]


def _values(
    session: Session, service_id: str, first: dt.date, last: dt.date
) -> Iterable[tuple[str, CellKey, Held]]:
    r, v = t.UsageReport, t.UsageValue
    names = ("report_id", "measure_id", "municipality_id", "category_id", "id", "value", "mark")
    rows = session.execute(
        select_live(v, *names, "source_id", "place", "seen")
        .join(r.__table__, column(r, "id") == column(v, "report_id"))
        .where(column(r, "is_deleted").is_(False), *_within(r, service_id, first, last))
    )
    for report, measure, body, category, id_, value, mark, source, place, seen in rows:
        key = CellKey(measure or "", "", body or "", category or "")
        yield report or "", key, Held(id_, figure_of(value, mark), source or "", place, seen)


def _within(
    table: type[Row], service_id: str, first: dt.date, last: dt.date
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return column(table, "service_id") == service_id, column(table, "month").between(first, last)


def figure_of(value: object, mark: str) -> Figure:
    """The figure of a stored number and its mark."""
    found: Figure = MARKS.get(mark, Mark.BLANK) if value is None else value  # type: ignore[assignment]
    return found


def _states(
    session: Session, service_id: str, first: dt.date, last: dt.date
) -> dict[dt.date, tuple[bool, dt.date | None, str, str]]:
    m = t.UsageMonth
    rows = session.execute(
        select_live(m, "month", "is_confirmed", "confirmed_on", "confirmed_by", "note").where(
            *_within(m, service_id, first, last)
        )
    )
    return {month: (done, on, by, note) for month, done, on, by, note in rows if month is not None}


def corrections(session: Session, service_id: str, first: dt.date, last: dt.date) -> tuple[Correction, ...]:
    """Figures changed after 確定 between two months, newest first."""
    c, v, r = t.UsageCorrection, t.UsageValue, t.UsageReport
    rows = session.execute(
        select(
            c.id,
            v.measure_id,
            r.facility_id,
            v.municipality_id,
            v.category_id,
            r.month,
            c.old_value,
            c.old_mark,
            c.new_value,
            c.new_mark,
            c.reason,
            c.corrected_on,
            c.corrected_by,
        )
        .join(v, v.id == c.value_id)
        .join(r, r.id == v.report_id)
        .where(c.is_deleted.is_(False), r.service_id == service_id, r.month.between(first, last))
    )
    found = [
        Correction(
            id_,
            CellKey(measure or "", place or "", body or "", category or ""),
            month,
            figure_of(old, old_mark),
            figure_of(new, new_mark),
            reason,
            on,
            by,
        )
        for id_, measure, place, body, category, month, old, old_mark, new, new_mark, reason, on, by in rows
        if month is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.on or dt.date.min, one.id), reverse=True))


@kept("usage_source")
def sources(session: Session) -> Mapping[str, Source]:
    """Files figures were taken from, by id."""
    return {one.id: one for one in _all(session, t.UsageSource, Source)}


def projects(session: Session) -> tuple[Named, ...]:
    """Joint projects a service may belong to."""
    return tuple(
        Named(one.id, f"{one.code} {one.name}".strip())
        for one in project_rows.sheets(session, with_texts=False)
    )


def kpis(session: Session) -> tuple[Named, ...]:
    """KPIs that may take their figures from a measure."""
    found = session.execute(
        select(Kpi.id, Kpi.number, Kpi.name).where(Kpi.is_deleted.is_(False)).order_by(Kpi.sort, Kpi.number)
    )
    return tuple(Named(own, f"{number} {name}".strip()) for own, number, name in found)


def links(session: Session) -> tuple[Link, ...]:
    """How KPIs take their figures from measures."""
    return tuple(_all(session, t.UsageLink, Link))


def where(session: Session, kind: str, record_id: str) -> tuple[str, dt.date | None, CellKey | None]:
    """The service, month and cell a record of figures belongs to; "" when it is not there."""
    if kind == "usage_correction":
        found = session.get(t.UsageCorrection, record_id)
        kind, record_id = "usage_value", (found.value_id if found else None) or ""
    if kind == "usage_value":
        value = session.get(t.UsageValue, record_id)
        report = session.get(t.UsageReport, value.report_id or "") if value is not None else None
        if value is None or report is None:
            return "", None, None
        key = CellKey(
            value.measure_id or "",
            report.facility_id or "",
            value.municipality_id or "",
            value.category_id or "",
        )
        return report.service_id or "", report.month, key
    if kind == "usage_report":
        report = session.get(t.UsageReport, record_id)
        return (report.service_id or "", report.month, None) if report is not None else ("", None, None)
    month = session.get(t.UsageMonth, record_id)
    return (month.service_id or "", month.month, None) if month is not None else ("", None, None)
