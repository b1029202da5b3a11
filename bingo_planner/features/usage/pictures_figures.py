"""The figures of a year that other rooms quote: uses and occupancy of a measure, with how settled they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bingo_planner.features.usage import pictures as p
from bingo_planner.features.usage.model import Counting, Figure, Measure, Service, UsageYear
from bingo_planner.features.usage.pictures import Kind
from bingo_planner.features.usage.rules import measure_total, year_figure
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.numbers import Mark


@dataclass(frozen=True, slots=True)
class YearUse:
    """A measure over a fiscal year: months of a sum added up, a level as it was last known."""

    measure_id: str
    service: str
    name: str
    unit: str
    decimals: int
    year: int
    figure: Figure = Mark.BLANK
    occupancy: Fraction | None = None
    """Used by capacity, of the months and places that are known; a level in its last known month."""
    is_settled: bool = False


def year_use(data: UsageYear, measure: Measure, year: int) -> YearUse:
    """The figures of a measure in the year of the data or the one before."""
    months = FiscalYear(year).months()
    figures = [measure_total(data, measure, data.month(month)).figure for month in months]
    settled = all(data.month(month).is_confirmed for month in months)
    share = _occupancy(data, measure) if year == data.year else None
    return YearUse(
        measure.id,
        data.service.name,
        measure.name,
        measure.unit,
        measure.decimals,
        year,
        year_figure(measure, figures),
        share,
        settled,
    )


def has_occupancy(service: Service, measure: Measure) -> bool:
    """Whether a measure is held against a capacity."""
    return measure in p.measures_for(service, Kind.OCCUPANCY)


def _occupancy(data: UsageYear, measure: Measure) -> Fraction | None:
    if not has_occupancy(data.service, measure):
        return None
    known = [one for one in p.occupancy(data, measure).together if one.share is not None]
    if not known:
        return None
    if measure.counting == Counting.LEVEL:
        return known[-1].share
    used = sum((one.used for one in known if isinstance(one.used, Decimal)), Decimal(0))
    whole = sum((one.capacity for one in known if one.capacity is not None), Decimal(0))
    return Fraction(used) / Fraction(whole) if whole else None


def main_measure(service: Service, kinds: Collection[Kind]) -> tuple[Kind, Measure] | None:
    """The first measure of a service that one of the pictures can show, the pictures tried in turn."""
    for kind in kinds:
        found = p.measures_for(service, kind)
        if found:
            return kind, found[0]
    return None
