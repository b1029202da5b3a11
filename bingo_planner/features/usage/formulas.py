"""A year's figure out of monthly ones, by a stated formula, with the months it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bingo_planner.features.usage.fields import word
from bingo_planner.features.usage.model import (
    CellKey,
    Counting,
    Figure,
    Formula,
    Link,
    Measure,
    Total,
    UsageYear,
)
from bingo_planner.features.usage.rules import measure_total, order_of
from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_month
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark, round_half_up


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure and what it rests on. `is_prompt`: months are missing, open, or leave something out (速報)."""

    figure: Figure
    months: tuple[dt.date, ...] = ()
    open_months: tuple[dt.date, ...] = ()
    is_prompt: bool = True


@dataclass(frozen=True, slots=True)
class _Series:
    """Known monthly sums of a measure in a year."""

    months: tuple[dt.date, ...]
    values: tuple[Decimal, ...]
    is_whole: bool

    @property
    def sum(self) -> Decimal:
        return sum(self.values, Decimal(0))


def derive(data: UsageYear, link: Link, body: str = "") -> Derived:
    """The figure of a link for the data's year: of the region, or of one home body."""
    measure = data.service.measure(link.measure_id)
    if measure is None:
        return Derived(Mark.BLANK)
    series = _series(data, measure, body, link.category_id)
    value = _apply(data, link, series, body)
    if value is None:
        return Derived(Mark.PENDING if link.formula != Formula.RATIO else Mark.BLANK, series.months)
    used = _used(link, series)
    still_open = tuple(month for month in used if not data.month(month).is_confirmed)
    complete = series.is_whole or link.formula == Formula.FIRST
    return Derived(value * (link.factor or 1), used, still_open, bool(still_open) or not complete)


def _series(data: UsageYear, measure: Measure, body: str, category: str) -> _Series:
    def mine(key: CellKey) -> bool:
        return body in ("", key.body) and category in ("", key.category)

    months = FiscalYear(data.year).months()
    totals = [(month, measure_total(data, measure, data.month(month), mine)) for month in months]
    known = [(month, one.figure) for month, one in totals if isinstance(one.figure, Decimal)]
    whole = len(known) == len(months) and not any(one.left_out for _month, one in totals)
    return _Series(
        tuple(month for month, _ in known),
        tuple(figure for _, figure in known if isinstance(figure, Decimal)),
        whole,
    )


def _used(link: Link, series: _Series) -> tuple[dt.date, ...]:
    if link.formula == Formula.FIRST:
        return series.months[:1]
    return series.months[-1:] if link.formula == Formula.LAST else series.months


def _apply(data: UsageYear, link: Link, series: _Series, body: str) -> Decimal | None:
    """The formula on what is known; None when that is nothing."""
    if not series.values:
        return None
    if link.formula == Formula.AVERAGE:
        return series.sum / len(series.values)
    if link.formula == Formula.MAX:
        return max(series.values)
    if link.formula == Formula.FIRST:
        return series.values[0] if series.months[0] == FiscalYear(data.year).start else None
    if link.formula == Formula.LAST:
        return series.values[-1]
    if link.formula == Formula.RATIO:
        return _ratio(data, link, series, body)
    if link.formula == Formula.PER_MEMBER:
        return series.sum / max(len(order_of(data, series.months[-1])), 1)
    return series.sum


def _ratio(data: UsageYear, link: Link, series: _Series, body: str) -> Decimal | None:
    """Over the months in which both measures are known."""
    under = data.service.measure(link.other_id)
    if under is None:
        return None
    other = _series(data, under, body if under.by_body else "", "")
    both = set(series.months) & set(other.months)
    above = sum((v for m, v in zip(series.months, series.values, strict=True) if m in both), Decimal(0))
    below = sum((v for m, v in zip(other.months, other.values, strict=True) if m in both), Decimal(0))
    return above / below if below else None


def rounded(figure: Figure, decimals: int) -> Figure:
    """To the decimals of the KPI, halves up."""
    return round_half_up(figure, decimals) if isinstance(figure, Decimal) else figure


def evidence(data: UsageYear, link: Link, derived: Derived) -> str:
    """利用実績: 病児… 延べ利用児童数 各月の合計（R6.4～R6.7、うち未確定 R6.7）."""
    measure = data.service.measure(link.measure_id)
    name = f"{data.service.name} {measure.name if measure else ''}".strip()
    span = _span(derived.months)
    if derived.open_months:
        span = translate("usage", "{span}, of these open: {open}", span=span, open=_span(derived.open_months))
    formula = word("usage_link", "formula", link.formula)
    return translate("usage", "Use: {name}, {formula} ({span})", name=name, formula=formula, span=span)


def _span(months: Sequence[dt.date]) -> str:
    if not months:
        return translate("usage", "no month")
    words = [format_month(month, DateStyle.ERA, "short") for month in (months[0], months[-1])]
    return words[0] if len(months) == 1 else "～".join(words)


def year_use(data: UsageYear, measure: Measure) -> dict[str, Total]:
    """A measure's year by home body: the base of a cost share. Levels give the mean of their months."""
    found: dict[str, Total] = {}
    months = FiscalYear(data.year).months()
    for body in data.bodies:
        if not any(body.id in order_of(data, month) for month in months):
            continue
        link = Link("", measure_id=measure.id, formula=_whole(measure))
        derived = derive(data, link, body.id)
        out = frozenset({"open"}) if derived.is_prompt else frozenset()
        found[body.id] = Total(derived.figure, out)
    return found


def _whole(measure: Measure) -> Formula:
    return Formula.SUM if measure.counting == Counting.SUM else Formula.AVERAGE
