"""Reading the overview: few wide selects in one session."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from bingo_planner.features.overview.model import Overview, OverviewFacts, ProjectBrief
from bingo_planner.features.overview.rules import body_shares, compose
from bingo_planner.features.projects import service_read as project_rows
from bingo_planner.features.projects.tables import Project
from bingo_planner.features.region import service_read as region_rows
from bingo_planner.features.region.rules import members_of_year
from bingo_planner.features.staff import service_read as staff_rows
from bingo_planner.kernel.profile import Profile
from bingo_planner.store.base import select_live
from bingo_planner.store.store import Store


def read_facts(store: Store, year: int) -> OverviewFacts:
    """Everything the overview rests on, seen from a fiscal year."""
    with store.read() as session:
        bodies = region_rows.bodies(session)
        outlines, _owed = region_rows.outlines(session)
        return OverviewFacts(
            year,
            store.clock.today(),
            region_rows.region(session),
            bodies,
            frozenset(body.id for body in members_of_year(bodies, year)),
            outlines,
            region_rows.pacts(session, bodies),
            staff_rows.staff_facts(session, store.clock),
            _projects(session),
            {owner: tuple(held) for owner, held in project_rows.members(session).items()},
            {owner: tuple(held) for owner, held in project_rows.steps(session).items()},
            tuple(project_rows.kpis(session)),
            {at: project_rows.budgets(session, totals_of=at) for at in (year, year - 1)},
        )


def read_overview(store: Store, year: int, profile: Profile | None = None, body_id: str = "") -> Overview:
    """The overview of a fiscal year; `profile` decides what is mine, `body_id` narrows it to one body."""
    return compose(read_facts(store, year), profile, body_id)


def read_first(store: Store, year: int, profile: Profile | None = None) -> Overview:
    """The overview without the shares of single bodies: what can be shown at once."""
    return replace(compose(read_facts(store, year), profile, with_shares=False), is_whole=False)


def complete(first: Overview) -> Overview:
    """What `read_first` left out, from the facts it read."""
    return replace(first, shares=body_shares(first.facts), is_whole=True)


def _projects(session: Session) -> dict[str, ProjectBrief]:
    names = tuple(ProjectBrief.__dataclass_fields__)
    rows = session.execute(select_live(Project, *names, "sort")).all()
    ordered = sorted(rows, key=lambda row: (row[-1] or 0, row[1], row[0]))
    return {row[0]: ProjectBrief(**dict(zip(names, row[:-1], strict=True))) for row in ordered}
