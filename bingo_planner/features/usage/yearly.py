"""A measure over a fiscal year: places, home bodies or classes by month, with the year's sum and average."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bingo_planner.features.region.model import Body
from bingo_planner.features.usage.model import (
    CellKey,
    Counting,
    Measure,
    MonthLine,
    MonthStage,
    Total,
    UsageYear,
)
from bingo_planner.features.usage.review import find
from bingo_planner.features.usage.rules import (
    blank_places,
    measure_total,
    pending_places,
    runs_in,
    stage_of,
    year_average,
    year_figure,
)
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.numbers import Mark


class Side(StrEnum):
    """By what a year table is split."""

    PLACES = "places"
    BODIES = "bodies"
    CLASSES = "classes"


@dataclass(frozen=True, slots=True)
class YearLine:
    """One row: twelve months, the year's figure, the mean of the months known."""

    key: str
    title: str
    months: tuple[Total, ...]
    year: Total
    average: Decimal | None
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class YearTable:
    """The table of a measure and a year."""

    measure: Measure
    side: Side
    sides: tuple[Side, ...]
    months: tuple[dt.date, ...]
    lines: tuple[YearLine, ...]
    whole: YearLine
    known: int
    """Months of which something is known."""


def sides_of(measure: Measure) -> tuple[Side, ...]:
    """By what a measure can be split."""
    found = [(Side.PLACES, measure.by_place), (Side.BODIES, measure.by_body)]
    found.append((Side.CLASSES, bool(measure.breakdown_id)))
    return tuple(side for side, there in found if there)


def year_table(data: UsageYear, measure: Measure, side: Side | None = None) -> YearTable:
    """The table of a measure over the data's year."""
    sides = sides_of(measure)
    chosen = side if side in sides else (sides[0] if sides else Side.PLACES)
    months = FiscalYear(data.year).months()
    lines = tuple(
        _year_line(data, measure, months, key, title, chosen, body)
        for key, title, body in _rows(data, measure, chosen)
        if sides
    )
    whole = _year_line(data, measure, months, "", "", None, None)
    known = sum(isinstance(one.figure, Decimal) for one in whole.months)
    return YearTable(measure, chosen, sides, months, lines, whole, known)


def _rows(data: UsageYear, measure: Measure, side: Side) -> list[tuple[str, str, Body | None]]:
    if side is Side.BODIES:
        return [(one.id, one.label, one) for one in data.bodies]
    if side is Side.CLASSES:
        return [(one.id, one.name, None) for one in data.service.categories(measure.breakdown_id)]
    hosts = {body.id: body for body in data.bodies}
    return [(one.id, one.name, hosts.get(one.municipality_id)) for one in data.service.facilities]


def _year_line(
    data: UsageYear,
    measure: Measure,
    months: Sequence[dt.date],
    own: str,
    title: str,
    side: Side | None,
    body: Body | None,
) -> YearLine:
    def mine(key: CellKey) -> bool:
        if side is None:
            return True
        return own == {Side.PLACES: key.facility, Side.BODIES: key.body, Side.CLASSES: key.category}[side]

    totals = tuple(measure_total(data, measure, data.month(month), mine) for month in months)
    figures = [one.figure for one in totals]
    out = frozenset(f"{month:%Y-%m}" for month, one in zip(months, totals, strict=True) if one.left_out)
    began = frozenset(name for name in out if name <= f"{data.today:%Y-%m}")
    return YearLine(
        own, title, totals, Total(year_figure(measure, figures), began), year_average(figures), body
    )


# -- the list of months -----------------------------------------------------------------------------------
def month_lines(data: UsageYear) -> tuple[MonthLine, ...]:
    """Every month of the year: how far it is, which places are missing, what is asked."""
    return tuple(
        _month_line(data, month)
        for month in FiscalYear(data.year).months()
        if runs_in(data.service, month) or data.month(month).figures
    )


def _month_line(data: UsageYear, first: dt.date) -> MonthLine:
    month = data.month(first)
    blanks = blank_places(data, month)
    findings = [] if month.is_confirmed else find(data, month)
    missing = tuple(one.id for one in data.service.facilities if one.id in blanks)
    if not missing and blanks:
        missing = ("",)
    has_any = any(held.figure is not Mark.BLANK for held in month.figures.values())
    stage = stage_of(month, data.today, has_blanks=bool(blanks) or not has_any, has_findings=bool(findings))
    if stage is MonthStage.AHEAD or (not has_any and first > data.today):
        missing = ()
    corrections = sum(one.month == first for one in data.corrections)
    return MonthLine(first, stage, missing, pending_places(data, month), len(findings), corrections)


def adds_up(measure: Measure) -> bool:
    """Whether the year's figure is a sum."""
    return measure.counting == Counting.SUM
