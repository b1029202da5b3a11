"""Reading the region: few wide selects, straight into dataclasses."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from bingo_planner.features.region.model import (
    Body,
    ItemRow,
    OtherMembership,
    PactRow,
    PersonsKey,
    RegionFacts,
    RegionRow,
    Ring,
    Series,
    Term,
    YearRow,
)
from bingo_planner.features.region.rules import in_order, members_of_year, members_on
from bingo_planner.features.region.tables import (
    Membership,
    Municipality,
    OtherRegion,
    Outline,
    Pact,
    PactItem,
    Population,
    PopulationSeries,
    Region,
    YearLock,
)
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.store.base import Base, select_live
from bingo_planner.store.kept import kept
from bingo_planner.store.search import titles

_REGION = tuple(name for name in RegionRow.__dataclass_fields__)
_PACT = tuple(name for name in PactRow.__dataclass_fields__)
_BODY = tuple(name for name in Body.__dataclass_fields__ if name not in ("terms", "others"))


def region_facts(session: Session, year: int, on: dt.date | None = None) -> RegionFacts:
    """Everything but schedules and locks. `on` asks for the members of one day instead of the fiscal year's."""
    all_bodies = bodies(session)
    members = members_on(all_bodies, on) if on is not None else members_of_year(all_bodies, year)
    persons, projected = populations(session)
    rings, attribution = outlines(session)
    return RegionFacts(
        region(session),
        year,
        all_bodies,
        frozenset(body.id for body in members),
        series(session),
        persons,
        projected,
        rings,
        attribution,
        pacts(session, all_bodies),
    )


@kept("region")
def region(session: Session) -> RegionRow:
    """The region's own row; an empty one when the file has none yet."""
    row = session.execute(select_live(Region, *_REGION)).first()
    return RegionRow(*row) if row is not None else RegionRow()


@kept("municipality", "membership", "other_region")
def bodies(session: Session) -> tuple[Body, ...]:
    """Every body in official order with its memberships."""
    terms, others = _terms(session), _others(session)
    rows = session.execute(select_live(Municipality, *_BODY))
    return in_order(
        Body(**dict(zip(_BODY, row, strict=True)), terms=terms.get(row[0], ()), others=others.get(row[0], ()))
        for row in rows
    )


def _terms(session: Session) -> Mapping[str, tuple[Term, ...]]:
    rows = session.execute(
        select_live(Membership, "municipality_id", "id", "role", "joined_on", "left_on", "basis", "source")
    )
    found: dict[str, list[Term]] = defaultdict(list)
    for owner, term_id, role, joined, left, basis, source in rows:
        found[owner or ""].append(Term(term_id, role, joined, left, basis, source))
    return {
        owner: tuple(sorted(held, key=lambda term: (term.joined_on or dt.date.min, term.id)))
        for owner, held in found.items()
    }


def _others(session: Session) -> Mapping[str, tuple[OtherMembership, ...]]:
    rows = session.execute(
        select_live(OtherRegion, "municipality_id", "id", "name", "core_name", "since", "source")
    )
    found: dict[str, list[OtherMembership]] = defaultdict(list)
    for owner, other_id, name, core, since, source in rows:
        found[owner or ""].append(OtherMembership(other_id, name, core, since, source))
    return {owner: tuple(sorted(held, key=lambda one: one.name)) for owner, held in found.items()}


@kept("population")
def populations(session: Session) -> tuple[Mapping[PersonsKey, int], frozenset[tuple[str, int]]]:
    """Every figure by its key, and which (series, year) are projections."""
    rows = session.execute(
        select_live(
            Population,
            *("municipality_id", "series", "year", "sex", "age_from", "age_to", "persons", "is_projection"),
        )
    )
    persons: dict[PersonsKey, int] = {}
    projected: set[tuple[str, int]] = set()
    for body, name, year, sex, first, last, count, projection in rows:
        if year is None or count is None:
            continue
        persons[PersonsKey(body or "", name, year, sex, first, last)] = count
        if projection:
            projected.add((name, year))
    return persons, frozenset(projected)


@kept("population_series")
def series(session: Session) -> tuple[Series, ...]:
    """Sources of figures in the order of their names."""
    names = tuple(Series.__dataclass_fields__)
    rows = session.execute(select_live(PopulationSeries, *names))
    return tuple(sorted((Series(*row) for row in rows), key=lambda one: (one.series, one.id)))


@kept("outline")
def outlines(session: Session) -> tuple[Mapping[str, tuple[Ring, ...]], str]:
    """Rings by body, and whom the outlines are owed to."""
    rows = session.execute(select_live(Outline, "municipality_id", "rings", "attribution")).all()
    owed = sorted({attribution for _body, _rings, attribution in rows if attribution})
    return {body: read_rings(rings) for body, rings, _owed in rows if body}, "、".join(owed)


def read_rings(text: str) -> tuple[Ring, ...]:
    """Rings out of their JSON; what is no list of points is left out."""
    try:
        parts = json.loads(text or "[]")
    except ValueError:
        return ()
    return tuple(tuple((float(x), float(y)) for x, y in ring) for ring in parts if ring)


def pacts(session: Session, known: Iterable[Body]) -> tuple[PactRow, ...]:
    """Pacts, partners in official order."""
    order = {body.id: at for at, body in enumerate(known)}
    rows = session.execute(select_live(Pact, *_PACT))
    found = [PactRow(*row) for row in rows]
    return tuple(sorted(found, key=lambda pact: (order.get(pact.partner_id or "", 999), pact.id)))


@kept("pact_item", "project_pact_item", "project")
def items(session: Session) -> tuple[ItemRow, ...]:
    """Every schedule item with the projects that rest on it."""
    names = [name for name in ItemRow.__dataclass_fields__ if name != "projects"]
    rows = session.execute(select_live(PactItem, *names)).all()
    resting = _resting(session)
    found = [ItemRow(**dict(zip(names, row, strict=True)), projects=resting.get(row[0], ())) for row in rows]
    return tuple(sorted(found, key=lambda item: (item.sort, item.number, item.id)))


def _resting(session: Session) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Projects by pact item. Projects live in a room above, so only the name of their table is known here."""
    links, projects = (Base.metadata.tables.get(name) for name in ("project_pact_item", "project"))
    if links is None or projects is None:
        return {}
    rows = session.execute(
        select(links.c.pact_item_id, links.c.project_id)
        .join(projects, projects.c.id == links.c.project_id)
        .where(links.c.is_deleted.is_(False), projects.c.is_deleted.is_(False))
    ).all()
    names = titles(session.connection(), "project", sorted({project for _item, project in rows}))
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for item, project in rows:
        found[item].add((names.get(project, ""), project))
    return {item: tuple((key, name) for name, key in sorted(held)) for item, held in found.items()}


def years(session: Session, around: int) -> tuple[YearRow, ...]:
    """Fiscal years with their locks, newest first: every locked one and those from before it to after `around`."""
    rows = session.execute(
        select(YearLock.fiscal_year, YearLock.is_locked, YearLock.reason, YearLock.id).where(
            YearLock.is_deleted.is_(False), YearLock.fiscal_year.is_not(None)
        )
    )
    known = {row[0]: YearRow(row[0], row[1], row[2], row[3]) for row in rows if row[0] is not None}
    first = min([*known, around - 5])
    last = max([*known, around + 1])
    return tuple(known.get(year, YearRow(int(year))) for year in reversed(FiscalYear.range(first, last)))
