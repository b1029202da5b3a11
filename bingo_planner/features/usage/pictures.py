"""Pictures of use as values: occupancy, home × host, flows, year against year, classes, what could not be served.

Shares are exact fractions; a figure that is not known stays a mark and is never 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from bingo_planner.features.region.model import Body
from bingo_planner.features.usage.model import (
    Category,
    CellKey,
    Counting,
    Facility,
    Figure,
    Measure,
    Month,
    Service,
    Total,
    UsageYear,
)
from bingo_planner.features.usage.rules import (
    capacity_on,
    cells,
    measure_total,
    open_days,
    open_in,
    order_of,
    total,
    totals_by_place,
    year_before,
)
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.numbers import Mark

STEPS: Final = 7
_UNSERVED: Final = ("待機", "不可", "お断り", "キャンセル", "取消")
"""Words in the names of measures that count what could not be served."""


class Kind(StrEnum):
    """Which picture."""

    OCCUPANCY = "occupancy"
    MATRIX = "matrix"
    FLOWS = "flows"
    YEARS = "years"
    CLASSES = "classes"
    UNSERVED = "unserved"
    MONTHS = "months"
    """One measure by month: stacked where it has classes. For papers; the page shows it as YEARS and CLASSES."""


# -- which measures a picture can show ------------------------------------------------------------------
def measures_for(service: Service, kind: Kind) -> tuple[Measure, ...]:
    """The measures of a service a picture can be made of, in order."""
    return tuple(one for one in service.measures if _fits(service, one, kind))


def _fits(service: Service, measure: Measure, kind: Kind) -> bool:
    if kind is Kind.OCCUPANCY:
        return measure.by_place and bool(measure.capacity_name) and bool(service.facilities)
    if kind in (Kind.MATRIX, Kind.FLOWS):
        return measure.by_place and measure.by_body and bool(service.facilities)
    if kind is Kind.CLASSES:
        return bool(service.categories(measure.breakdown_id))
    return kind is not Kind.UNSERVED or is_unserved(measure)


def is_unserved(measure: Measure) -> bool:
    """Whether a measure counts what could not be served, by its name."""
    return any(word in measure.name for word in _UNSERVED)


# -- occupancy ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Filling:
    """How full a place was in a month: what was used of how much. No share: not known, or no capacity is set."""

    used: Figure = Mark.BLANK
    capacity: Decimal | None = None
    is_partial: bool = False
    """Something of the month is still missing."""

    @property
    def share(self) -> Fraction | None:
        """Used by capacity."""
        if not isinstance(self.used, Decimal) or not self.capacity:
            return None
        return Fraction(self.used) / Fraction(self.capacity)


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Places down, months across; `together` is of the places whose share is known."""

    measure: Measure
    months: tuple[dt.date, ...]
    rows: tuple[tuple[Facility, tuple[Filling, ...]], ...]
    together: tuple[Filling, ...]


def occupancy(data: UsageYear, measure: Measure) -> Occupancy:
    """The share of its capacity each place used, month by month.

    A sum (延べ) is held against the capacity of all open days, a level against the capacity as it stands.
    """
    months = FiscalYear(data.year).months()
    columns = [_fillings(data, measure, data.month(month)) for month in months]
    rows = tuple(
        (place, tuple(column[at] for column in columns)) for at, place in enumerate(data.service.facilities)
    )
    return Occupancy(measure, months, rows, tuple(_together(column) for column in columns))


def _fillings(data: UsageYear, measure: Measure, month: Month) -> list[Filling]:
    """How full each place was in a month."""
    sums = totals_by_place(data, measure, month)
    usual = open_days(data.service, month.month, data.holidays)
    return [
        _filling(data, measure, place, month, sums.get(place.id, _NOTHING), usual)
        if open_in(place, month.month)
        else Filling(Mark.NONE)
        for place in data.service.facilities
    ]


_NOTHING = Total(Mark.BLANK, frozenset())


def _filling(
    data: UsageYear, measure: Measure, place: Facility, month: Month, found: Total, usual: int
) -> Filling:
    seats = capacity_on(data.service, place.id, measure.capacity_name, month.month)
    amount = seats.amount if seats is not None else None
    if amount is not None and measure.counting == Counting.SUM:
        report = month.reports.get(place.id)
        amount *= usual if report is None or report.open_days is None else report.open_days
    return Filling(found.figure, amount, bool(found.left_out) and isinstance(found.figure, Decimal))


def _together(column: Sequence[Filling]) -> Filling:
    known = [one for one in column if one.share is not None]
    if not known:
        return Filling(total(("", one.used) for one in column).figure if column else Mark.BLANK)
    used = sum((one.used for one in known if isinstance(one.used, Decimal)), Decimal(0))
    whole = sum((one.capacity for one in known if one.capacity is not None), Decimal(0))
    missing = any(one.share is None and one.used is not Mark.NONE for one in column)
    return Filling(used, whole, missing or any(one.is_partial for one in known))


def step_of(value: Fraction, most: Fraction) -> int:
    """The step (0–6) of the ramp of a value between nothing and the most."""
    if most <= 0 or value <= 0:
        return 0
    return min(STEPS - 1, int(value * STEPS / most))


# -- home × host ----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Matrix:
    """Home bodies down, host bodies across, over a year. A level stands for one month, named by `month`."""

    measure: Measure
    homes: tuple[Body, ...]
    hosts: tuple[Body, ...]
    cells: tuple[tuple[Total, ...], ...]
    month: dt.date | None = None
    months: int = 0
    """How many months of a sum hold something."""

    def by_home(self, at: int) -> Total:
        """The sum of a home body."""
        return _sum(self.cells[at])

    def by_host(self, at: int) -> Total:
        """The sum of a host body."""
        return _sum([row[at] for row in self.cells])

    @property
    def whole(self) -> Total:
        """Everything."""
        return _sum([self.by_home(at) for at in range(len(self.homes))])


def _sum(parts: Sequence[Total]) -> Total:
    found = total((str(at), one.figure) for at, one in enumerate(parts))
    left = frozenset[str]().union(*(one.left_out for one in parts)) if parts else frozenset[str]()
    return Total(found.figure, left)


def matrix(data: UsageYear, measure: Measure) -> Matrix:
    """Use by home and host body: months of a sum add up; a level is taken in the last month in which it is known."""
    months = _known_months(data, measure)
    chosen = months[-1:] if measure.counting == Counting.LEVEL else months
    places = {one.id: one.municipality_id for one in data.service.facilities}
    hosts = tuple(body for body in data.bodies if body.id in set(places.values()))
    members = {one for month in chosen for one in order_of(data, month)}
    homes = tuple(body for body in data.bodies if body.id in members)
    found = _collect(data, measure, chosen, places)
    rows = tuple(tuple(_sum_of(found.get((home.id, host.id), [])) for host in hosts) for home in homes)
    level = chosen[-1] if chosen and measure.counting == Counting.LEVEL else None
    return Matrix(measure, homes, hosts, rows, level, len(chosen))


def _known_months(data: UsageYear, measure: Measure) -> list[dt.date]:
    months = FiscalYear(data.year).months()
    return [
        month
        for month in months
        if isinstance(measure_total(data, measure, data.month(month)).figure, Decimal)
    ]


def _collect(
    data: UsageYear, measure: Measure, months: Sequence[dt.date], places: dict[str, str]
) -> dict[tuple[str, str], list[tuple[str, Figure]]]:
    found: dict[tuple[str, str], list[tuple[str, Figure]]] = {}
    for month in months:
        held = data.month(month)
        for key in cells(data.service, measure, order_of(data, month), month):
            pair = (key.body, places.get(key.facility, ""))
            found.setdefault(pair, []).append((key.facility, held.figure(key)))
    return found


def _sum_of(figures: Sequence[tuple[str, Figure]]) -> Total:
    return total(figures) if figures else Total(Mark.NONE)


@dataclass(frozen=True, slots=True)
class Flow:
    """How much goes from a home body to a host body."""

    home: Body
    host: Body
    value: Decimal


def flows(found: Matrix) -> tuple[Flow, ...]:
    """Use across borders, the largest first; use at home is no flow."""
    pairs = [
        Flow(home, host, cell.figure)
        for home, row in zip(found.homes, found.cells, strict=True)
        for host, cell in zip(found.hosts, row, strict=True)
        if home.id != host.id and isinstance(cell.figure, Decimal) and cell.figure > 0
    ]
    return tuple(sorted(pairs, key=lambda one: (-one.value, one.home.sort, one.host.sort)))


# -- months ---------------------------------------------------------------------------------------------
def by_month(data: UsageYear, measure: Measure) -> tuple[tuple[Total, ...], tuple[Total, ...]]:
    """A measure by month, this year and the year before."""
    months = FiscalYear(data.year).months()
    now = tuple(measure_total(data, measure, data.month(month)) for month in months)
    before = tuple(measure_total(data, measure, data.month(year_before(month))) for month in months)
    return now, before


@dataclass(frozen=True, slots=True)
class Classes:
    """A measure by its classes and month; the sums are those of the classes."""

    measure: Measure
    classes: tuple[Category, ...]
    months: tuple[dt.date, ...]
    figures: tuple[tuple[Figure, ...], ...]
    """By class, then month."""
    sums: tuple[Total, ...]
    checks: tuple[ClassCheck, ...] = ()

    @property
    def faults(self) -> int:
        """Months in which another split of the same thing gives another sum."""
        return sum(len(one.months) for one in self.checks)


@dataclass(frozen=True, slots=True)
class ClassCheck:
    """Another split of the same figures, and the months in which its sum differs: (month, ours, theirs)."""

    measure: Measure
    whole: str
    """What it splits: the measure's name, or one class of it."""
    months: tuple[tuple[dt.date, Decimal, Decimal], ...]


def classes(data: UsageYear, measure: Measure) -> Classes:
    """A measure split into its classes, month by month, held against other splits of the same figures.

    Another measure is a split of this one when its name ends with this one's name (年齢別の受付件数), and of one of
    its classes when it ends with that class's name (緊急度別の救急電話相談).
    """
    months = FiscalYear(data.year).months()
    parts = data.service.categories(measure.breakdown_id)
    figures = tuple(
        tuple(_class_total(data, measure, part, month).figure for month in months) for part in parts
    )
    sums = tuple(measure_total(data, measure, data.month(month)) for month in months)
    checks = tuple(_checks(data, measure, parts, figures, sums))
    return Classes(measure, parts, months, figures, sums, checks)


def _class_total(data: UsageYear, measure: Measure, part: Category, month: dt.date) -> Total:
    def is_mine(key: CellKey) -> bool:
        return key.category == part.id

    return measure_total(data, measure, data.month(month), is_mine)


def _checks(
    data: UsageYear,
    measure: Measure,
    parts: Sequence[Category],
    figures: Sequence[Sequence[Figure]],
    sums: Sequence[Total],
) -> list[ClassCheck]:
    wholes = [(measure.name, [one.figure if not one.left_out else Mark.BLANK for one in sums])]
    wholes += [(part.name, list(row)) for part, row in zip(parts, figures, strict=True)]
    found = []
    for other in data.service.measures:
        if other.id == measure.id or not data.service.categories(other.breakdown_id):
            continue
        whole = next((one for one in wholes if other.name.endswith(one[0])), None)
        if whole is not None:
            found.append(ClassCheck(other, whole[0], _unequal(data, other, whole[1])))
    return found


def _unequal(
    data: UsageYear, other: Measure, ours: Sequence[Figure]
) -> tuple[tuple[dt.date, Decimal, Decimal], ...]:
    found = []
    for month, mine in zip(FiscalYear(data.year).months(), ours, strict=True):
        theirs = measure_total(data, other, data.month(month))
        if theirs.left_out or not isinstance(mine, Decimal) or not isinstance(theirs.figure, Decimal):
            continue
        if mine != theirs.figure:
            found.append((month, mine, theirs.figure))
    return tuple(found)


def is_settled(data: UsageYear) -> bool:
    """Whether every month of the year is confirmed (確定); otherwise figures are 速報."""
    months = FiscalYear(data.year).months()
    return all(data.month(month).is_confirmed for month in months)
