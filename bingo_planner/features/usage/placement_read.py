"""Reading placements: cases, their order and what facilities reported, in one read."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from bingo_planner.features.region import service_read as region_rows
from bingo_planner.features.usage import service_read as rows
from bingo_planner.features.usage.model import Counting, Figure, Measure, Service
from bingo_planner.features.usage.placement_model import Case, CountKey, Placements, Rank
from bingo_planner.features.usage.placement_tables import Placement, PlacementRank
from bingo_planner.kernel.dates import FiscalYear


def placements(session: Session, year: int, today: dt.date) -> Placements:
    """Every case, with the reported figures of one fiscal year."""
    services = rows.services(session)
    own = region_rows.region(session)
    cases = rows.values_of(session, Placement, Case)
    ranks = rows.values_of(session, PlacementRank, Rank)
    facts = Placements(
        today,
        year,
        services,
        region_rows.bodies(session),
        tuple(sorted(cases, key=lambda one: (one.number, one.id))),
        tuple(sorted(ranks, key=lambda one: (one.sort, one.name, one.id))),
        foot_mark=own.foot_mark,
    )
    reported, confirmed = _reported(session, facts.service, year)
    return Placements(
        today, year, services, facts.bodies, facts.cases, facts.ranks, reported, confirmed, own.foot_mark
    )


def measure_of(service: Service) -> Measure | None:
    """The measure that counts placements: the first level by facility and home body."""
    fits = (one for one in service.measures if one.by_place and one.by_body)
    return next((one for one in fits if one.counting == Counting.LEVEL), None)


def _reported(
    session: Session, service: Service | None, year: int
) -> tuple[dict[tuple[dt.date, CountKey], Figure], frozenset[dt.date]]:
    measure = measure_of(service) if service is not None else None
    if service is None or measure is None:
        return {}, frozenset()
    own = FiscalYear(year)
    months = rows.months(session, service.id, own.start, own.end.replace(day=1))
    found = {
        (month, CountKey(key.facility, key.body)): held.figure(key)
        for month, held in months.items()
        for key in held.figures
        if key.measure == measure.id
    }
    return found, frozenset(month for month, held in months.items() if held.is_confirmed)
