"""Rules of monthly figures: who takes part, sums with what they leave out, the year's figures, open days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from decimal import Decimal

from bingo_planner.features.region.model import Body
from bingo_planner.features.region.rules import members_of_year
from bingo_planner.features.usage.model import (
    Capacity,
    CellKey,
    Counting,
    Facility,
    Figure,
    Measure,
    Month,
    MonthStage,
    Service,
    Total,
    UsageYear,
)
from bingo_planner.kernel.dates import FiscalYear, month_end
from bingo_planner.kernel.numbers import Mark

ZERO = Decimal(0)


# -- who and what -------------------------------------------------------------------------------------
def members_in(service: Service, bodies: Sequence[Body], month: dt.date) -> frozenset[str]:
    """Bodies that take part in a month: members of the region that year who are also in the service's project."""
    year = FiscalYear.of(month)
    members = {body.id for body in members_of_year(bodies, year)}
    if not service.terms:
        return frozenset(members)
    taking = {body for body, first, last in service.terms if (first or 0) <= year <= (last or 9999)}
    # Before the project's first year figures come from an earlier arrangement, which everybody may have been in.
    return frozenset(members & taking) or frozenset(members)


def open_in(facility: Facility, month: dt.date) -> bool:
    """Whether a place is open on a day of the month."""
    first, last = month.replace(day=1), month_end(month)
    return (facility.opened_on is None or facility.opened_on <= last) and (
        facility.closed_on is None or first <= facility.closed_on
    )


def facilities_in(service: Service, month: dt.date) -> tuple[Facility, ...]:
    """Places open in a month, in order."""
    return tuple(one for one in service.facilities if open_in(one, month))


def runs_in(service: Service, month: dt.date) -> bool:
    """Whether the service runs on a day of the month."""
    row = service.row
    first, last = month.replace(day=1), month_end(month)
    return (row.starts_on is None or row.starts_on <= last) and (row.ends_on is None or first <= row.ends_on)


def cells(service: Service, measure: Measure, members: Sequence[str], month: dt.date) -> Iterator[CellKey]:
    """Every cell of a measure in a month: places × home bodies × classes, as far as it is split."""
    places = [one.id for one in facilities_in(service, month)] if measure.by_place else [""]
    bodies = list(members) if measure.by_body else [""]
    classes = [one.id for one in service.categories(measure.breakdown_id)] or [""]
    for place in places:
        for body in bodies:
            for category in classes:
                yield CellKey(measure.id, place, body, category)


# -- sums ---------------------------------------------------------------------------------------------
def total(figures: Iterable[tuple[str, Figure]]) -> Total:
    """The sum of named figures. Blank and 未集計 are left out and named; － counts nothing and leaves nothing out.

    Nothing but － gives －; when nothing at all is known the sum is blank, or 未集計 when something is to come.
    """
    known, left_out, is_none, is_pending = ZERO, set(), False, False
    counted = False
    for name, figure in figures:
        if isinstance(figure, Decimal):
            known, counted = known + figure, True
        elif figure is Mark.NONE:
            is_none = True
        else:
            left_out.add(name)
            is_pending = is_pending or figure is Mark.PENDING
    if counted:
        return Total(known, frozenset(left_out))
    mark = Mark.PENDING if is_pending else Mark.BLANK if left_out or not is_none else Mark.NONE
    return Total(mark, frozenset(left_out))


def difference(now: Figure, before: Figure) -> Decimal | None:
    """Now less before, when both are known."""
    if isinstance(now, Decimal) and isinstance(before, Decimal):
        return now - before
    return None


def same_base(
    rows: Sequence[Sequence[Figure]], before: Sequence[Sequence[Figure]]
) -> tuple[frozenset[int], list[tuple[int, int]]]:
    """Rows to leave out so that two months compare on one base, and the cells that count.

    A row is left out of both months when any of its figures is unknown now; of those that stay, cells unknown
    before are left out of both.
    """
    out = frozenset(
        at for at, row in enumerate(rows) if any(one in (Mark.BLANK, Mark.PENDING) for one in row)
    )
    kept = [
        (at, place)
        for at, row in enumerate(rows)
        if at not in out
        for place in range(len(row))
        if before[at][place] not in (Mark.BLANK, Mark.PENDING)
    ]
    return out, kept


# -- over a year --------------------------------------------------------------------------------------
def year_figure(measure: Measure, figures: Sequence[Figure]) -> Figure:
    """The year's figure of twelve months: their sum, or the last known one of a level."""
    if measure.counting == Counting.SUM:
        return total(("", one) for one in figures).figure
    known = [one for one in figures if isinstance(one, Decimal)]
    return known[-1] if known else total(("", one) for one in figures).figure


def year_average(figures: Sequence[Figure]) -> Decimal | None:
    """The mean of the months that are known; None when none is."""
    known = [one for one in figures if isinstance(one, Decimal)]
    return sum(known, ZERO) / len(known) if known else None


def measure_total(
    data: UsageYear, measure: Measure, month: Month, where: Callable[[CellKey], bool] | None = None
) -> Total:
    """The sum of a measure over a month's cells that `where` lets through; left out are places (or bodies)."""
    members = order_of(data, month.month)
    keys = cells(data.service, measure, members, month.month)
    return total(
        (key.facility or key.body or key.category, month.figure(key))
        for key in keys
        if where is None or where(key)
    )


def totals_by_place(data: UsageYear, measure: Measure, month: Month) -> dict[str, Total]:
    """The sum of a measure in a month of each place, in one walk over the cells; left out are bodies and classes."""
    figures: dict[str, list[tuple[str, Figure]]] = {}
    for key in cells(data.service, measure, order_of(data, month.month), month.month):
        figures.setdefault(key.facility, []).append((key.body or key.category, month.figure(key)))
    return {place: total(held) for place, held in figures.items()}


def order_of(data: UsageYear, month: dt.date) -> list[str]:
    """Who takes part in a month, in official order."""
    members = members_in(data.service, data.bodies, month)
    return [body.id for body in data.bodies if body.id in members]


# -- capacity -----------------------------------------------------------------------------------------
def capacity_on(service: Service, facility_id: str, name: str, day: dt.date) -> Capacity | None:
    """The capacity in force on a day: of the place, or of the service when no place is named."""
    found = [
        one
        for one in service.capacities
        if one.facility_id == facility_id
        and one.name == name
        and (one.from_on is None or one.from_on <= day)
        and (one.to_on is None or day <= one.to_on)
    ]
    return max(found, key=lambda one: (one.from_on or dt.date.min, one.id), default=None)


def open_days(service: Service, month: dt.date, holidays: Container[dt.date]) -> int:
    """Days of the month on which the service is open by its weekdays; holidays by its own rule."""
    days = [month.replace(day=number) for number in range(1, month_end(month).day + 1)]
    pattern = service.row.weekdays.ljust(7, "0")
    return sum(service.row.on_holidays if day in holidays else pattern[day.weekday()] == "1" for day in days)


# -- how far a month is -------------------------------------------------------------------------------
def blank_places(data: UsageYear, month: Month) -> dict[str, int]:
    """How many figures each place ("" without places) has not entered."""
    found: dict[str, int] = {}
    members = order_of(data, month.month)
    for measure in data.service.measures:
        for key in cells(data.service, measure, members, month.month):
            if month.figure(key) is Mark.BLANK:
                found[key.facility] = found.get(key.facility, 0) + 1
    return found


def pending_places(data: UsageYear, month: Month) -> tuple[str, ...]:
    """Places of which something is 未集計."""
    members = order_of(data, month.month)
    held = {
        key.facility
        for measure in data.service.measures
        for key in cells(data.service, measure, members, month.month)
        if month.figure(key) is Mark.PENDING
    }
    order = [one.id for one in data.service.facilities]
    return tuple(sorted(held, key=lambda one: order.index(one) if one in order else -1))


def stage_of(month: Month, today: dt.date, *, has_blanks: bool, has_findings: bool) -> MonthStage:
    """How far a month is: confirmed, not begun, still open, or entered and to be checked."""
    if month.is_confirmed:
        return MonthStage.CONFIRMED
    if month.month > today:
        return MonthStage.AHEAD
    return MonthStage.OPEN if has_blanks and not has_findings else MonthStage.TO_CHECK


def month_before(month: dt.date) -> dt.date:
    """The first day of the month before."""
    return (month.replace(day=1) - dt.timedelta(days=1)).replace(day=1)


def year_before(month: dt.date) -> dt.date:
    """The first day of the same month a year before."""
    return month.replace(year=month.year - 1, day=1)
