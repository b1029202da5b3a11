"""What the page's tables show: one line a record, ready to be sorted, filtered and read out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bingo_planner.features.region.mapping import MapView
from bingo_planner.features.region.model import Body, ItemRow, PactRow, RegionFacts, RegionPage, YearRow
from bingo_planner.features.region.population import (
    ALL_AGES,
    CHILDREN,
    ELDERLY,
    WORKING,
    Ages,
    Counts,
    counted_series,
    main_series,
    whole_years,
)
from bingo_planner.features.region.rules import density, missing_days, share
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.kernel.text import fold


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A municipality with its newest head count; `member`: it belongs in the chosen year."""

    body: Body
    member: bool
    core: bool
    joined: dt.date | None = None
    left: dt.date | None = None
    persons: int | None = None
    density: Decimal | None = None
    elderly: Decimal | None = None

    @property
    def id(self) -> str:
        """Id of the municipality."""
        return self.body.id


@dataclass(frozen=True, slots=True)
class PactLine:
    """A pact with its partner, how many items it has and how many projects rest on them."""

    pact: PactRow
    partner: Body | None
    member: bool
    items: int = 0
    projects: int = 0
    missing: int = 0

    @property
    def id(self) -> str:
        """Id of the pact."""
        return self.pact.id


@dataclass(frozen=True, slots=True)
class PersonsLine:
    """A body's (or the whole region's, without a body) figures of one series, year by year."""

    id: str
    body: Body | None
    figures: tuple[int | None, ...]
    change: Decimal | None = None
    elderly: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PopulationView:
    """One series of one body or of the whole region: years, three age groups, and a line for each member."""

    series: str = ""
    body_id: str = ""
    years: tuple[int, ...] = ()
    groups: tuple[tuple[str, tuple[int | None, ...]], ...] = ()
    lines: tuple[PersonsLine, ...] = ()
    total: PersonsLine | None = None
    first_projected: int | None = None
    """The first year that is a projection."""


@dataclass(frozen=True, slots=True)
class MapArea:
    """A member on the map; the figure is missing where the file has none."""

    body: Body
    value: Decimal | None
    text: str


def body_lines(page: RegionPage, counts: Counts, needle: str = "") -> tuple[BodyLine, ...]:
    """Every body in official order, those that hold the words typed."""
    facts = page.facts
    series = counted_series(facts, counts) or main_series(facts, counts)
    year = max(whole_years(facts, counts, series), default=0)
    words = [fold(word) for word in needle.split()]
    return tuple(
        _body_line(facts, counts, body, series, year) for body in facts.bodies if _holds(body, words)
    )


def _body_line(facts: RegionFacts, counts: Counts, body: Body, series: str, year: int) -> BodyLine:
    persons = counts.of(body.id, series, year)
    return BodyLine(
        body,
        body.id in facts.member_ids,
        facts.core is not None and body.id == facts.core.id,
        body.terms[0].joined_on if body.terms else None,
        body.terms[-1].left_on if body.terms else None,
        persons,
        density(persons, body.area_km2),
        share(counts.of(body.id, series, year, ELDERLY), persons),
    )


def _holds(body: Body, words: Sequence[str]) -> bool:
    others = " ".join(other.name for other in body.others)
    text = fold(f"{body.code} {body.name} {body.kana} {body.name_en} {body.prefecture} {body.desk} {others}")
    return all(word in text for word in words)


def pact_lines(page: RegionPage) -> tuple[PactLine, ...]:
    """Every pact, partners in official order."""
    found = []
    for pact in page.facts.pacts:
        items = page.items_of(pact.id)
        projects = {key for item in items for key, _name in item.projects}
        partner = page.facts.body(pact.partner_id)
        found.append(
            PactLine(
                pact,
                partner,
                partner is not None and partner.id in page.facts.member_ids,
                len(items),
                len(projects),
                len(missing_days(pact)),
            )
        )
    return tuple(found)


def shown_items(page: RegionPage, pact_id: str) -> tuple[ItemRow, ...]:
    """The schedule of the chosen pact."""
    return page.items_of(pact_id)


def shown_years(page: RegionPage) -> tuple[YearRow, ...]:
    """Fiscal years, newest first."""
    return page.years


GROUPS: tuple[tuple[str, Ages], ...] = (
    ("Aged 65 and over", ELDERLY),
    ("Aged 15 to 64", WORKING),
    ("Aged 0 to 14", CHILDREN),
)


def population_view(page: RegionPage, counts: Counts, series: str, body_id: str) -> PopulationView:
    """Figures of one series; without a series the projection that looks furthest ahead."""
    facts = page.facts
    series = series or main_series(facts, counts) or counted_series(facts, counts)
    members = [body.id for body in facts.members]
    whose = [body_id] if body_id else members
    years = tuple(
        year for year in counts.years.get(series, ()) if counts.together(whose, series, year) is not None
    )
    groups = tuple(
        (translate("region", name), tuple(counts.together(whose, series, year, ages) for year in years))
        for name, ages in GROUPS
    )
    lines = tuple(_persons_line(counts, series, years, body.id, body, (body.id,)) for body in facts.members)
    total = _persons_line(counts, series, years, "total", None, members) if members else None
    projected = [year for year in years if (series, year) in facts.projected]
    return PopulationView(series, body_id, years, groups, lines, total, min(projected, default=None))


def _persons_line(
    counts: Counts, series: str, years: Sequence[int], key: str, body: Body | None, ids: Sequence[str]
) -> PersonsLine:
    figures = tuple(counts.together(ids, series, year, ALL_AGES) for year in years)
    known = [figure for figure in figures if figure is not None]
    moved = Decimal(known[-1] - known[0]) * 100 / known[0] if len(known) > 1 and known[0] else None
    old = counts.together(ids, series, years[-1], ELDERLY) if years else None
    return PersonsLine(key, body, figures, moved, share(old, figures[-1]) if figures else None)


def map_areas(page: RegionPage, view: MapView | None) -> tuple[MapArea, ...]:
    """Members with outlines, and their figures."""
    found = []
    for body in page.facts.members:
        value = view.values.get(body.id) if view is not None else None
        text = format_number(value, view.decimals) if view is not None and value is not None else ""
        found.append(MapArea(body, value, text))
    return tuple(found)
