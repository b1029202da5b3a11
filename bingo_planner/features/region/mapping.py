"""What a map of the region shows: one figure a member, its classes and the words for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bingo_planner.features.region.model import MapMeasure, RegionFacts
from bingo_planner.features.region.population import (
    ELDERLY,
    Counts,
    counted_series,
    main_series,
    whole_years,
)
from bingo_planner.features.region.rules import change, class_limits, density, grade, share
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number


@dataclass(frozen=True, slots=True)
class MapView:
    """A measure worked out. `classes` are words for each class, `limits` between them; `unit` follows each value."""

    measure: MapMeasure
    title: str
    values: Mapping[str, Decimal]
    limits: tuple[Decimal, ...]
    classes: tuple[str, ...]
    decimals: int
    unit: str
    source: str

    def grade(self, value: Decimal) -> int:
        """The class; for a change the strongest fall is the last class."""
        return grade(-value if self.measure is MapMeasure.CHANGE else value, self.limits)

    def text(self, value: Decimal) -> str:
        """The figure with its unit."""
        return f"{format_number(value, self.decimals)}{self.unit}"


def map_view(facts: RegionFacts, measure: MapMeasure, counts: Counts | None = None) -> MapView | None:
    """The map's figures; None when no member has one."""
    counts = counts or Counts(facts.persons)
    if measure is MapMeasure.CHANGE:
        return _change_view(facts, counts)
    if measure is MapMeasure.ELDERLY:
        return _elderly_view(facts, counts)
    return _density_view(facts, counts)


def _density_view(facts: RegionFacts, counts: Counts) -> MapView | None:
    series, year = _counted(facts, counts)
    values = {
        body.id: value
        for body in facts.members
        if (value := density(counts.of(body.id, series, year), body.area_km2)) is not None
    }
    title = translate("region", "population density, {year}", year=year)
    return _view(facts, MapMeasure.DENSITY, title, values, 0, translate("region", "/km²"), series)


def _elderly_view(facts: RegionFacts, counts: Counts) -> MapView | None:
    series, year = _counted(facts, counts)
    values = {
        body.id: value
        for body in facts.members
        if (value := share(counts.of(body.id, series, year, ELDERLY), counts.of(body.id, series, year)))
        is not None
    }
    title = translate("region", "share aged 65 and over, {year}", year=year)
    return _view(facts, MapMeasure.ELDERLY, title, values, 1, "%", series)


def _change_view(facts: RegionFacts, counts: Counts) -> MapView | None:
    series = main_series(facts, counts)
    years = whole_years(facts, counts, series)
    if len(years) < 2:
        return None
    first, last = years[0], years[-1]
    values = {
        body.id: value
        for body in facts.members
        if (value := change(counts.of(body.id, series, first), counts.of(body.id, series, last))) is not None
    }
    title = translate("region", "change of population, {first} → {last}", first=first, last=last)
    return _view(facts, MapMeasure.CHANGE, title, values, 1, "%", series)


def _counted(facts: RegionFacts, counts: Counts) -> tuple[str, int]:
    series = counted_series(facts, counts) or main_series(facts, counts)
    return series, max(whole_years(facts, counts, series), default=0)


def _view(
    facts: RegionFacts,
    measure: MapMeasure,
    title: str,
    values: Mapping[str, Decimal],
    decimals: int,
    unit: str,
    series: str,
) -> MapView | None:
    if not values:
        return None
    falling = measure is MapMeasure.CHANGE
    limits = class_limits(-value if falling else value for value in values.values())
    found = next((one for one in facts.series if one.series == series), None)
    source = translate("region", "Figures: {source}", source=found.label) if found else ""
    return MapView(
        measure, title, values, limits, _class_words(limits, unit, falling=falling), decimals, unit, source
    )


def _class_words(limits: tuple[Decimal, ...], unit: str, *, falling: bool) -> tuple[str, ...]:
    if not limits:
        return (translate("region", "all members"),)
    places = 0 if all(limit == int(limit) for limit in limits) else 1
    texts = [f"{format_number(limit, places)}{unit}" for limit in limits]
    low = "fall under {limit}" if falling else "under {limit}"
    words = [translate("region", low, limit=texts[0])]
    for one, other in pairwise(texts):
        words.append(translate("region", "{low} or more, under {high}", low=one, high=other))
    words.append(translate("region", "{limit} or more", limit=texts[-1]))
    return tuple(words)
