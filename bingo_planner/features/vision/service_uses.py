"""Use of joint services as far as fields and blocks of the vision need it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from bingo_planner.features.usage import service_read as usage
from bingo_planner.features.usage.pictures_figures import YearUse, year_use
from bingo_planner.features.usage.tables import UsageMeasure, UsageService
from bingo_planner.kernel.text import fold


def services(session: Session) -> dict[str, str]:
    """Names of the joint services by id, in order."""
    s = UsageService
    rows = session.execute(select(s.id, s.name).where(s.is_deleted.is_(False)).order_by(s.sort, s.name))
    return {row.id: row.name for row in rows}


def measures(session: Session) -> dict[str, str]:
    """Service and measure in words, by measure, in order."""
    s, m = UsageService, UsageMeasure
    rows = session.execute(
        select(m.id, s.name, m.name)
        .join(s, s.id == m.service_id)
        .where(m.is_deleted.is_(False), s.is_deleted.is_(False))
        .order_by(s.sort, s.name, m.sort, m.name)
    )
    return {own: f"{service} {name}" for own, service, name in rows}


def uses_named(session: Session, text: str, year: int) -> frozenset[tuple[str, int]]:
    """The measures one of the words names, this year and the year before: reading figures of all would be slow."""
    words = [fold(word) for word in text.split()]
    named = [own for own, name in measures(session).items() if any(word in fold(name) for word in words)]
    return frozenset((own, when) for own in named for when in (year - 1, year))


def year_uses(
    session: Session, wanted: Collection[tuple[str, int]], today: dt.date
) -> dict[tuple[str, int], YearUse]:
    """The figures of measures in fiscal years; a year without any figure is there too, and blank."""
    m = UsageMeasure
    found: dict[tuple[str, int], YearUse] = {}
    if not wanted:
        return found
    asked = select(m.id, m.service_id).where(
        m.id.in_({own for own, _year in wanted}), m.is_deleted.is_(False)
    )
    owners = {own: service or "" for own, service in session.execute(asked)}
    places = sorted({(owners[own], year) for own, year in wanted if own in owners})
    for service, year in places:
        data = usage.usage_year(session, service, year, today)
        for measure in data.service.measures:
            if (measure.id, year) in wanted:
                found[measure.id, year] = year_use(data, measure, year)
    return found
