"""What is asked about a month before it is confirmed: over capacity, sudden changes, non-members, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from bingo_planner.features.usage.model import (
    CellKey,
    Counting,
    Finding,
    FindingKind,
    Measure,
    Month,
    UsageYear,
)
from bingo_planner.features.usage.rules import (
    capacity_on,
    cells,
    month_before,
    open_days,
    order_of,
    pending_places,
    total,
)
from bingo_planner.kernel.dates import FiscalYear, format_fiscal_year
from bingo_planner.kernel.numbers import Mark, format_number

HUNDRED = Decimal(100)


def find(data: UsageYear, month: Month, measure: Measure | None = None) -> list[Finding]:
    """Everything to look at in a month, of one measure or of all, in the order of the grid."""
    measures = data.service.measures if measure is None else (measure,)
    found = [one for each in measures for one in _of_measure(data, month, each)]
    found += _strangers(data, month, measures)
    if measure is None:
        for place in pending_places(data, month):
            facility = data.service.facility(place)
            name = facility.name if facility else data.service.name
            found.append(
                Finding(
                    FindingKind.PENDING,
                    CellKey(measures[0].id if measures else "", place),
                    "usage.not_counted",
                    {"name": name},
                )
            )
    return found


def _of_measure(data: UsageYear, month: Month, measure: Measure) -> Iterator[Finding]:
    members = order_of(data, month.month)
    before = data.month(month_before(month.month))
    by_place: dict[str, list[CellKey]] = {}
    for key in cells(data.service, measure, members, month.month):
        by_place.setdefault(key.facility, []).append(key)
    for place, keys in by_place.items():
        for key in keys:
            jump = _jump(measure, month, before, key)
            if jump is not None:
                yield jump
        over = _over(data, month, measure, place, keys)
        if over is not None:
            yield over


def _jump(measure: Measure, month: Month, before: Month, key: CellKey) -> Finding | None:
    now, then = month.figure(key), before.figure(key)
    if not isinstance(now, Decimal) or not isinstance(then, Decimal) or not is_jump(measure, now, then):
        return None
    held = month.figures.get(key)
    if held is not None and held.seen == now:
        return None
    facts: dict[str, object] = {"value": with_unit(measure, now), "before": with_unit(measure, then)}
    if then == 0:
        return Finding(FindingKind.JUMP, key, "usage.jump_new", facts)
    if now > then:
        times = (now / then).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return Finding(FindingKind.JUMP, key, "usage.jump_up", {**facts, "times": str(times)})
    percent = (now * HUNDRED / then).quantize(Decimal(1), ROUND_HALF_UP)
    return Finding(FindingKind.JUMP, key, "usage.jump_down", {**facts, "percent": str(percent)})


def is_jump(measure: Measure, now: Decimal, before: Decimal) -> bool:
    """Whether a change is large both in percent and as a figure."""
    change = abs(now - before)
    return change >= measure.jump_least and change * HUNDRED >= before * measure.jump_percent and change > 0


def _over(data: UsageYear, month: Month, measure: Measure, place: str, keys: list[CellKey]) -> Finding | None:
    if not measure.capacity_name:
        return None
    capacity = capacity_on(data.service, place, measure.capacity_name, month.month)
    sum_ = total((str(key), month.figure(key)) for key in keys).figure
    if capacity is None or capacity.amount is None or not isinstance(sum_, Decimal):
        return None
    days = days_open(data, month, place) if measure.counting == Counting.SUM else 1
    if sum_ <= capacity.amount * days or _all_seen(month, keys):
        return None
    facts: dict[str, object] = {
        "value": with_unit(measure, sum_),
        "capacity": f"{format_number(capacity.amount)}{capacity.unit}",
    }
    key = CellKey(measure.id, place)
    if measure.counting != Counting.SUM:
        return Finding(FindingKind.OVER, key, "usage.over_level", facts)
    average = sum_ / days if days else sum_
    facts["days"] = format_number(average, 1)
    return Finding(FindingKind.OVER, key, "usage.over_day", facts)


def _all_seen(month: Month, keys: list[CellKey]) -> bool:
    """Whether somebody has looked at every figure of a row as it stands."""
    held = [month.figures.get(key) for key in keys if isinstance(month.figure(key), Decimal)]
    return bool(held) and all(one is not None and one.seen == one.figure for one in held)


def days_open(data: UsageYear, month: Month, place: str) -> int:
    """The open days a place reported, else those of the service's weekdays."""
    report = month.reports.get(place)
    if report is not None and report.open_days is not None:
        return report.open_days
    return open_days(data.service, month.month, data.holidays)


def _strangers(data: UsageYear, month: Month, measures: tuple[Measure, ...]) -> Iterator[Finding]:
    members = set(order_of(data, month.month))
    names = {body.id: body.label for body in data.bodies}
    wanted = {one.id for one in measures}
    year = format_fiscal_year(FiscalYear.of(month.month))
    for key, held in month.figures.items():
        is_figure = isinstance(held.figure, Decimal) and held.figure != 0
        if is_figure and key.body and key.body not in members and key.measure in wanted:
            facts = {"body": names.get(key.body, ""), "year": year}
            yield Finding(FindingKind.NOT_MEMBER, key, "usage.not_member", facts)


def with_unit(measure: Measure, figure: Decimal | Mark) -> str:
    """31人, as sentences have it."""
    return f"{format_number(figure, measure.decimals)}{measure.unit}"
