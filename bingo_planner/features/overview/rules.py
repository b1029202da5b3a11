"""From facts to the overview: how KPIs and money stand, what is weak, share by member. Pure functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from bingo_planner.features.overview.due import Mine, bodies_in, due_lines
from bingo_planner.features.overview.model import (
    AreaCard,
    BodyShare,
    BudgetCard,
    Group,
    Line,
    Overview,
    OverviewFacts,
)
from bingo_planner.features.projects.assess import (
    by_municipality,
    latest,
    member_kpi,
    roll_up,
)
from bingo_planner.features.projects.budgeting import add_up, cell, current
from bingo_planner.features.projects.model import Assessment, Kpi, Rating, RoleArea, Stage
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.profile import Profile

_WEAK = (Rating.D, Rating.C)


Judged = Mapping[str, Assessment]
"""How each KPI stands by its newest figure, by its id; abolished ones are left out."""


def compose(
    facts: OverviewFacts, profile: Profile | None = None, body_id: str = "", *, with_shares: bool = True
) -> Overview:
    """Everything the page shows; with `body_id` only what concerns that body."""
    mine = Mine(facts, profile)
    lines = [line for line in due_lines(facts, mine) if not body_id or body_id in line.body_ids]
    kpis = [kpi for kpi in _kpis_of(facts.kpis, body_id) if kpi.flag != "abolished"]
    judged = {kpi.id: latest(kpi, facts.year) for kpi in kpis}
    weak = tuple(_weak_lines(facts, kpis, judged, mine))
    areas = {kpi.id: kpi.role_area for kpi in kpis}
    return Overview(
        facts,
        tuple(sorted(lines, key=_place)),
        tuple(area_card(area, kpis, facts.year, judged) for area in RoleArea),
        budget_card(facts),
        body_shares(facts) if with_shares else (),
        weak,
        {line.record_id: areas[line.record_id] for line in weak},
    )


_ORDER = {group: place for place, group in enumerate(Group)}


def _place(line: Line) -> tuple[int, dt.date, str, str]:
    return _ORDER[line.group], line.due or dt.date.max, line.title, line.id


def _weak_lines(facts: OverviewFacts, kpis: Iterable[Kpi], judged: Judged, mine: Mine) -> Iterator[Line]:
    found = [kpi for kpi in kpis if judged[kpi.id].rating in _WEAK]
    for kpi in sorted(found, key=lambda one: (_WEAK.index(judged[one.id].rating), one.sort)):
        project = facts.projects.get(kpi.project_id or "")
        yield Line(
            f"weak:{kpi.id}",
            Group.WEAK,
            "kpi",
            kpi.id,
            kpi.name,
            project.title if project else "",
            bodies_in(facts, kpi.project_id),
            year=judged[kpi.id].year,
            rating=judged[kpi.id].rating,
            mine=mine.project(kpi.project_id),
        )


def _kpis_of(kpis: Iterable[Kpi], body_id: str) -> tuple[Kpi, ...]:
    """All KPIs, or those of one body with its own figures."""
    if not body_id:
        return tuple(kpis)
    return tuple(own for kpi in kpis if (own := member_kpi(kpi, body_id)) is not None)


def figures_year(kpis: Iterable[Kpi], year: int) -> int | None:
    """The newest year up to `year` with figures for at least half of the KPIs that have any."""
    counts: dict[int, int] = {}
    known = 0
    for kpi in kpis:
        years = [at for at, value in kpi.actuals.items() if at <= year and isinstance(value, Decimal)]
        known += bool(years)
        for at in years:
            counts[at] = counts.get(at, 0) + 1
    return max((at for at, count in counts.items() if 2 * count >= known), default=None)


def area_card(area: str, kpis: Iterable[Kpi], year: int, judged: Judged | None = None) -> AreaCard:
    """A·B share of a role area by the newest figures, and by those of the year before."""
    inside = [kpi for kpi in kpis if kpi.role_area == area]
    newest = figures_year(inside, year)
    now = roll_up((judged[kpi.id] if judged else latest(kpi, year)).rating for kpi in inside)
    before = roll_up(latest(kpi, newest - 1).rating for kpi in inside) if newest is not None else roll_up(())
    return AreaCard(area, now, before, newest, now.counts[Rating.C] + now.counts[Rating.D])


def budget_card(facts: OverviewFacts) -> BudgetCard:
    """Money of all joint projects in the year."""
    year = facts.year
    here = list(facts.budgets.get(year, {}).values())
    before = facts.budgets.get(year - 1, {}).values()
    fiscal = FiscalYear(year)
    gone = (min(max(facts.today, fiscal.start), fiscal.end) - fiscal.start).days
    elapsed = (
        Decimal(gone) / ((fiscal.end - fiscal.start).days) if facts.today >= fiscal.start else Decimal(0)
    )
    return BudgetCard(
        add_up(cell(budget, year, Stage.ORIGINAL) for budget in here),
        add_up(cell(budget, year - 1, Stage.ORIGINAL) for budget in before),
        add_up(current(budget, year) for budget in here),
        add_up(cell(budget, year, Stage.SETTLED) for budget in here),
        elapsed,
    )


def body_shares(facts: OverviewFacts) -> tuple[BodyShare, ...]:
    """A·B share of every member, in official order."""
    rolled = by_municipality(facts.kpis, [body.id for body in facts.here], facts.year)
    return tuple(BodyShare(body, rolled[body.id].good_share, rolled[body.id].rated) for body in facts.here)
