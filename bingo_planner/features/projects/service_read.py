"""Reading joint projects: few wide selects, straight into dataclasses."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bingo_planner.features.projects.model import (
    Body,
    Budget,
    BudgetKey,
    Figure,
    Kpi,
    Member,
    Money,
    PactLine,
    Progress,
    ProjectBudget,
    ProjectSheet,
    Stage,
    Step,
    ValueKind,
    Yen,
)
from bingo_planner.features.projects.tables import (
    BudgetLine,
    KpiValue,
    Milestone,
    ProgressLine,
    Project,
    ProjectMember,
    ProjectPactItem,
)
from bingo_planner.features.projects.tables import Kpi as KpiRow
from bingo_planner.features.region.tables import Membership, Municipality, Pact, PactItem, YearLock
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.base import column, select_live
from bingo_planner.store.kept import kept

MARKS: Mapping[str, Mark] = {"none": Mark.NONE, "pending": Mark.PENDING}
WORDS: Mapping[Mark, str] = {Mark.BLANK: "", Mark.NONE: "none", Mark.PENDING: "pending"}
_SHEET = tuple(ProjectSheet.__dataclass_fields__)
_LISTED = (
    "id",
    "code",
    "name",
    "kana",
    "role_area",
    "field",
    "status",
    "starts_fy",
    "ends_fy",
    "lead_id",
    "sort",
)
_KPI = tuple(Kpi.__dataclass_fields__)[: tuple(Kpi.__dataclass_fields__).index("actuals")]
"""The fields of a KPI that are its own columns, in the order of its dataclass; figures by year follow them."""


@kept("municipality", "membership")
def bodies(session: Session) -> tuple[Body, ...]:
    """Every municipality in official order, partners outside last, with its days in the region."""
    days: dict[str, list[tuple[dt.date | None, dt.date | None]]] = defaultdict(list)
    for owner, joined, left in session.execute(
        select_live(Membership, "municipality_id", "joined_on", "left_on")
    ):
        days[owner or ""].append((joined, left))
    rows = session.execute(select_live(Municipality, *_BODY))
    found = [_body(tuple(row), days.get(row[0], [])) for row in rows]
    return tuple(sorted(found, key=lambda body: (body.is_outside, body.sort, body.code)))


_BODY = (
    *("id", "code", "name", "short_name", "name_en", "mark", "mark_en", "color_light", "color_dark", "sort"),
    "is_outside",
)


def _body(row: tuple[Any, ...], days: list[tuple[dt.date | None, dt.date | None]]) -> Body:
    """A body out of the columns named in `_BODY`, with its days."""
    joined = min((day for day, _left in days if day), default=None)
    stays = any(day is None for _joined, day in days)
    left = None if stays else max((one for _j, one in days if one), default=None)
    return Body(**dict(zip(_BODY, row, strict=True)), joined=joined, left=left)


@kept("year_lock")
def locked_years(session: Session) -> Mapping[int, str]:
    """Locked fiscal years with their reasons."""
    rows = session.execute(select_live(YearLock, "fiscal_year", "reason", "is_locked"))
    return {year: reason for year, reason, locked in rows if locked and year is not None}


def sheet(session: Session, project_id: str) -> ProjectSheet:
    """A project's own row; PlanError `record.gone` when it is not there."""
    row = session.get(Project, project_id)
    if row is None or row.is_deleted:
        raise PlanError("record.gone", kind="project", id=project_id)
    return ProjectSheet(**{name: getattr(row, name) for name in _SHEET})


@kept("project")
def sheets(session: Session, *, with_texts: bool = True) -> tuple[ProjectSheet, ...]:
    """Every project in its order: place, then number; without texts only what a list shows."""
    names = _SHEET if with_texts else _LISTED
    rows = session.execute(select_live(Project, *names))
    found = [ProjectSheet(**dict(zip(names, row, strict=True))) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.sort, one.code, one.id)))


@kept("project_member", "municipality", "membership")
def members(session: Session, project_id: str | None = None) -> Mapping[str, Sequence[Member]]:
    """Members of one project or of all, in official order, outside partners last."""
    order = {body.id: at for at, body in enumerate(bodies(session))}
    found: dict[str, list[Member]] = defaultdict(list)
    for row in session.execute(_of(project_id, ProjectMember, *Member.__dataclass_fields__)).all():
        member = Member(*row)
        found[member.project_id].append(member)
    for listed in found.values():
        listed.sort(
            key=lambda one: (order.get(one.municipality_id or "", 999), one.partner_name, one.from_fy or 0)
        )
    return dict(found)


def pact_items(session: Session, project_id: str | None = None) -> dict[str, list[PactLine]]:
    """The pact items each project rests on."""
    links = session.execute(_of(project_id, ProjectPactItem, "id", "project_id", "pact_item_id")).all()
    ordered = all_pact_lines(session)
    lines = {line.id: line for line in ordered}
    place = {line.id: at for at, line in enumerate(ordered)}
    found: dict[str, list[PactLine]] = defaultdict(list)
    for link, owner, item in links:
        line = lines.get(item or "")
        if line is not None:
            found[owner or ""].append(_linked(line, link))
    for listed in found.values():
        listed.sort(key=lambda one: place[one.id])
    return found


def _linked(line: PactLine, link: str) -> PactLine:
    return PactLine(
        line.id,
        line.pact_id,
        line.pact_title,
        line.partner_id,
        line.number,
        line.title,
        line.role_area,
        line.content,
        link,
    )


@kept("pact_item", "pact", "municipality")
def all_pact_lines(session: Session) -> tuple[PactLine, ...]:
    """Every schedule item of every live pact, by number, partners in official order."""
    rows = session.execute(
        select(
            PactItem.id,
            Pact.id,
            Pact.title,
            Pact.partner_id,
            PactItem.number,
            PactItem.title,
            PactItem.role_area,
            PactItem.content,
            PactItem.sort,
            Municipality.sort,
        )
        .join(Pact, Pact.id == PactItem.pact_id)
        .outerjoin(Municipality, Municipality.id == Pact.partner_id)
        .where(PactItem.is_deleted.is_(False), Pact.is_deleted.is_(False))
    ).all()
    ordered = sorted(rows, key=lambda row: (row[8] or 0, row[4], row[9] or 0, row[0]))
    return tuple(PactLine(*row[:8]) for row in ordered)


@kept("progress_line")
def progress(session: Session, project_id: str | None = None) -> Mapping[str, Sequence[Progress]]:
    """Dated lines, oldest first."""
    query = _of(project_id, ProgressLine, "project_id", "id", "on_date", "line")
    found: dict[str, list[Progress]] = defaultdict(list)
    for owner, line_id, on_date, line in session.execute(query).all():
        found[owner or ""].append(Progress(line_id, on_date, line))
    for listed in found.values():
        listed.sort(key=lambda one: (one.on_date or dt.date.max, one.id))
    return dict(found)


@kept("milestone")
def steps(session: Session, project_id: str | None = None) -> Mapping[str, Sequence[Step]]:
    """Milestones in their order."""
    query = _of(project_id, Milestone, "project_id", *Step.__dataclass_fields__)
    found: dict[str, list[Step]] = defaultdict(list)
    for owner, *row in session.execute(query).all():
        found[owner or ""].append(Step(*row))
    for listed in found.values():
        listed.sort(key=lambda one: (one.sort, one.starts_on or dt.date.max, one.id))
    return dict(found)


@kept("budget_line")
def budgets(
    session: Session, project_id: str | None = None, *, totals_of: int | None = None
) -> Mapping[str, Budget]:
    """Budgets by project; `totals_of` reads only the totals of one year."""
    query = _of(project_id, BudgetLine, "project_id", "fiscal_year", "stage", "money", "amount", "mark")
    if totals_of is not None:
        query = query.where(
            column(BudgetLine, "fiscal_year") == totals_of, column(BudgetLine, "money") == Money.TOTAL.value
        )
    found: dict[str, dict[BudgetKey, Yen]] = defaultdict(dict)
    for owner, year, stage, money, amount, mark in session.execute(query).all():
        if year is not None and stage in _STAGES and money in _MONEY:
            key = BudgetKey(year, _STAGES[stage], _MONEY[money])
            _put(found[owner or ""], key, yen_of(amount, mark))
    return dict(found)


_STAGES = {stage.value: stage for stage in Stage}
_MONEY = {money.value: money for money in Money}


def _put(budget: dict[BudgetKey, Yen], key: BudgetKey, value: Yen) -> None:
    """Several lines of one cell (第1号, 第2号 of a supplementary budget) add up."""
    old = budget.get(key, Mark.BLANK)
    if isinstance(old, int) and isinstance(value, int):
        budget[key] = old + value
    elif not isinstance(old, int) and value is not Mark.BLANK:
        budget[key] = value


def yen_of(amount: int | None, mark: str) -> Yen:
    """An amount or its mark, as stored."""
    return amount if amount is not None else MARKS.get(mark, Mark.BLANK)


def figure_of(value: Decimal | None, mark: str) -> Figure:
    """A figure or its mark, as stored."""
    return value if value is not None else MARKS.get(mark, Mark.BLANK)


@kept("kpi", "kpi_value", "project")
def kpis(session: Session, project_id: str | None = None) -> tuple[Kpi, ...]:
    """KPIs with their figures in their order: of one project, or of all levels whose project is alive."""
    rows = list(session.execute(_of(project_id, KpiRow, *_KPI, "baseline_mark")))
    if project_id is None:
        alive = set(session.scalars(select_live(Project, "id")))
        rows = [row for row in rows if row[_OWNER] is None or row[_OWNER] in alive]
    values = _values(session, [row[0] for row in rows] if project_id else None)
    found = [_kpi(row, values.get(row[0]) or _Figures()) for row in rows]
    return tuple(sorted(found, key=lambda kpi: (kpi.sort, kpi.number, kpi.id)))


class _Figures:
    """The figures of one KPI while they are collected."""

    def __init__(self) -> None:
        self.actuals: dict[int, Figure] = {}
        self.targets: dict[int, Figure] = {}
        self.member_actuals: dict[tuple[str, int], Figure] = {}
        self.member_targets: dict[tuple[str, int], Figure] = {}
        self.prompts: set[int] = set()
        self.evidence: dict[int, str] = {}


def _values(session: Session, ids: Iterable[str] | None) -> dict[str, _Figures]:
    query = select_live(
        KpiValue, "kpi_id", "year", "kind", "municipality_id", "value", "mark", "is_prompt", "evidence"
    )
    if ids is not None:
        query = query.where(column(KpiValue, "kpi_id").in_(list(ids)))
    found: dict[str, _Figures] = defaultdict(_Figures)
    for owner, year, kind, body, value, mark, prompt, evidence in session.execute(query).all():
        figure = figure_of(value, mark)
        if year is None or figure is Mark.BLANK:
            continue
        held, target = found[owner or ""], kind == ValueKind.TARGET
        if body:
            (held.member_targets if target else held.member_actuals)[body, year] = figure
        elif target:
            held.targets[year] = figure
        else:
            held.actuals[year] = figure
            if prompt:
                held.prompts.add(year)
            if evidence:
                held.evidence[year] = evidence
    return found


_OWNER, _BASELINE = _KPI.index("project_id"), _KPI.index("baseline")


def _kpi(row: Sequence[Any], held: _Figures) -> Kpi:
    """A KPI out of the columns named in `_KPI`, then the mark of its baseline."""
    *values, mark = row
    values[_BASELINE] = figure_of(values[_BASELINE], mark)
    values += (held.actuals, held.targets, held.member_actuals, held.member_targets)
    values += (frozenset(held.prompts), held.evidence)
    return Kpi(*values)


def project_budgets(session: Session) -> list[ProjectBudget]:
    """Every project with its whole budget, in the order of the list."""
    lines = budgets(session)
    return [
        ProjectBudget(one.id, one.code, one.name, one.role_area, one.field, lines.get(one.id, {}))
        for one in sheets(session)
    ]


Owned = ProjectMember | ProjectPactItem | ProgressLine | Milestone | BudgetLine | KpiRow
"""Rows that hang on a project."""


def _of(project_id: str | None, table: type[Owned], *names: str) -> Select[Any]:
    """Columns of the rows of one project, or of all."""
    query = select_live(table, *names)
    if project_id is None:
        return query
    return query.where(column(table, "project_id") == project_id)
