"""Reading what live fields can ask for: by columns, and no more than the fields at hand need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bingo_planner.features.projects.tables import BudgetLine, Kpi, KpiValue, Project
from bingo_planner.features.region.tables import Membership, Municipality, Pact, Population, PopulationSeries
from bingo_planner.features.vision import service_uses as uses
from bingo_planner.features.vision.facts import (
    BodyFact,
    FigureFacts,
    KpiFact,
    PersonsKey,
    ProjectFact,
    SurveyFact,
)
from bingo_planner.features.vision.model import EditionRow, VisionRow
from bingo_planner.features.vision.tables import Vision
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.kept import kept
from bingo_planner.store.store import live

if TYPE_CHECKING:
    from bingo_planner.features.surveys.crosstab.model import CrossSheet


class SurveyNeeds(TypedDict, total=False):
    """Fields of the facts that surveys fill."""

    surveys: dict[str, SurveyFact]
    shares: dict[tuple[str, str], CrossSheet]


@dataclass(frozen=True, slots=True)
class Needs:
    """What some fields ask for: KPIs, stages of the budget, population series. None: everything there is."""

    kpis: frozenset[str] | None = None
    stages: frozenset[str] | None = None
    series: frozenset[str] | None = None
    uses: frozenset[tuple[str, int]] = frozenset()
    """Measures of joint services with the fiscal years asked for; nobody needs them all."""
    surveys: bool = False
    """Whether anything is asked of surveys; what counts them is loaded only then."""
    answers: frozenset[tuple[str, str]] = frozenset()
    """Surveys and their questions whose shares are asked for."""

    @classmethod
    def of(cls, keys: Iterable[str]) -> Needs:
        """The needs of these fields."""
        parts = [key.split(":") for key in keys]
        return cls(
            frozenset(part[1] for part in parts if part[0] == "kpi" and len(part) > 1),
            frozenset(part[2] for part in parts if part[0] == "budget" and len(part) > 2),
            frozenset(part[2] for part in parts if part[0].startswith("population") and len(part) > 2),
            frozenset(
                (part[1], int(part[2]))
                for part in parts
                if part[0] in ("use", "occupancy") and len(part) > 2 and part[2].isdecimal()
            ),
            any(part[0] == "survey" for part in parts),
            frozenset((part[1], part[3]) for part in parts if part[0] == "survey" and len(part) > 4),
        )


EVERYTHING = Needs(surveys=True)


def read_facts(
    session: Session, edition: EditionRow | None, today: dt.date, needs: Needs = EVERYTHING
) -> FigureFacts:
    """What live fields can ask for, as it stands for an edition: members on the day it was issued, else today."""
    row = session.get(Vision, edition.vision_id) if edition else None
    on = (edition.issued_on or edition.fixed_on if edition else None) or today
    return FigureFacts(
        vision=vision_row(row) if row else None,
        bodies=_bodies(session, on),
        persons=_persons(session, needs.series),
        series={row.series: row.name for row in live(session, PopulationSeries)},
        kpis=_kpis(session),
        kpi_values=_kpi_values(session, needs.kpis),
        projects=_projects(session),
        budgets=_budgets(session, needs.stages),
        pacts=session.scalar(select(func.count()).where(Pact.is_deleted.is_(False))) or 0,
        services=uses.services(session),
        measures=uses.measures(session),
        uses=uses.year_uses(session, needs.uses, today),
        **_surveys(session, needs),
    )


def _surveys(session: Session, needs: Needs) -> SurveyNeeds:
    if not needs.surveys:
        return {}
    from bingo_planner.features.vision import service_surveys as answers

    return {
        "surveys": answers.survey_facts(session),
        "shares": answers.survey_sheets(session, needs.answers),
    }


def vision_row(row: Vision) -> VisionRow:
    """A vision as a value."""
    return VisionRow(row.id, row.title, row.number, row.from_fy, row.to_fy, row.slogan)


@kept("membership", "municipality")
def _bodies(session: Session, on: dt.date) -> tuple[BodyFact, ...]:
    roles = {
        row.municipality_id: row.role
        for row in live(session, Membership)
        if (row.joined_on is None or row.joined_on <= on) and (row.left_on is None or on < row.left_on)
    }
    rows = sorted(live(session, Municipality), key=lambda row: (row.sort, row.code))
    return tuple(
        BodyFact(row.id, row.code, row.name, row.area_km2, row.id in roles, roles.get(row.id) == "core")
        for row in rows
    )


@kept("population")
def _persons(session: Session, series: frozenset[str] | None) -> Mapping[PersonsKey, int]:
    """Persons of both sexes. Where a source gives an age class by sex only, the two are added."""
    query = select(
        Population.municipality_id,
        Population.series,
        Population.year,
        Population.age_from,
        Population.age_to,
        Population.sex,
        Population.persons,
    ).where(Population.is_deleted.is_(False), Population.persons.is_not(None))
    if series is not None:
        query = query.where(Population.series.in_(series))
    both: dict[PersonsKey, int] = {}
    sexes: dict[PersonsKey, dict[str, int]] = {}
    for body, name, year, first, last, sex, persons in session.execute(query).all():
        if body is None or year is None or persons is None:
            continue
        if sex == "T":
            both[(body, name, year, first, last)] = persons
        else:
            sexes.setdefault((body, name, year, first, last), {})[sex] = persons
    for key, parts in sexes.items():
        if len(parts) == 2:
            both.setdefault(key, sum(parts.values()))
    return both


@kept("project")
def _projects(session: Session) -> Mapping[str, ProjectFact]:
    rows = session.execute(
        select(Project.id, Project.code, Project.name, Project.role_area)
        .where(Project.is_deleted.is_(False))
        .order_by(Project.sort, Project.code)
    )
    return {row.id: ProjectFact(row.id, row.code, row.name, row.role_area) for row in rows}


@kept("kpi")
def _kpis(session: Session) -> Mapping[str, KpiFact]:
    rows = session.execute(
        select(
            Kpi.id,
            Kpi.project_id,
            Kpi.number,
            Kpi.name,
            Kpi.unit,
            Kpi.decimals,
            Kpi.year_kind,
            Kpi.baseline,
            Kpi.baseline_mark,
            Kpi.baseline_year,
            Kpi.target_kind,
            Kpi.target,
            Kpi.target_text,
            Kpi.target_year,
        )
        .where(Kpi.is_deleted.is_(False))
        .order_by(Kpi.sort, Kpi.number)
    )
    return {
        row.id: KpiFact(
            row.id,
            row.project_id or "",
            row.number,
            row.name,
            row.unit,
            row.decimals,
            row.year_kind,
            row.baseline if row.baseline is not None else _mark(row.baseline_mark),
            row.baseline_year,
            row.target_kind,
            row.target,
            row.target_text,
            row.target_year,
        )
        for row in rows
    }


def _mark(word: str) -> Mark | None:
    return {"none": Mark.NONE, "pending": Mark.PENDING}.get(word)


@kept("kpi_value")
def _kpi_values(
    session: Session, kpis: frozenset[str] | None
) -> Mapping[tuple[str, str, int], Decimal | Mark]:
    query = select(KpiValue.kpi_id, KpiValue.kind, KpiValue.year, KpiValue.value, KpiValue.mark).where(
        KpiValue.is_deleted.is_(False), KpiValue.municipality_id.is_(None)
    )
    if kpis is not None:
        query = query.where(KpiValue.kpi_id.in_(kpis))
    found: dict[tuple[str, str, int], Decimal | Mark] = {}
    for kpi, kind, year, value, word in session.execute(query).all():
        figure = value if value is not None else _mark(word)
        if kpi is not None and year is not None and figure is not None:
            found[(kpi, kind, year)] = figure
    return found


@kept("budget_line")
def _budgets(session: Session, stages: frozenset[str] | None) -> Mapping[tuple[str, str, int], int | Mark]:
    """Totals by project, stage and year; several lines of one cell (第1号, 第2号) add up."""
    query = select(
        BudgetLine.project_id, BudgetLine.stage, BudgetLine.fiscal_year, BudgetLine.amount, BudgetLine.mark
    ).where(BudgetLine.is_deleted.is_(False), BudgetLine.money == "total")
    if stages is not None:
        query = query.where(BudgetLine.stage.in_(stages))
    found: dict[tuple[str, str, int], int | Mark] = {}
    for project, stage, year, amount, word in session.execute(query).all():
        figure = amount if amount is not None else _mark(word)
        if project is None or year is None or figure is None:
            continue
        old = found.get((project, stage, year))
        if isinstance(old, int):
            found[(project, stage, year)] = old + (figure if isinstance(figure, int) else 0)
        else:
            found[(project, stage, year)] = figure
    return found
