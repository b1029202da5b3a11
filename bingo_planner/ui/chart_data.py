"""A chart as data: series over categories, a sentence that reads it out, ticks at round figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10

from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import format_number


@dataclass(frozen=True)
class Series:
    """One series. `kind` is line (solid, dots), target (dashed, ◇), bar or stack; None is no figure.

    `token` is a colour of the theme or a "#rrggbb" colour such as a body's. `margins` are drawn as whiskers above and
    below the points of a line.
    """

    name: str
    values: Sequence[float | None]
    kind: str = "line"
    token: str = "accent"
    margins: Sequence[float | None] = ()

    def margin(self, at: int) -> float:
        """The margin of one figure, 0 where there is none."""
        return (self.margins[at] if at < len(self.margins) else None) or 0.0


@dataclass(frozen=True)
class ChartData:
    """What a chart shows. `current` is the category at work, printed bold; `summary` overrides the
    sentence made from the figures; `totals` stand above stacked bars and in a last column of the twin."""

    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    current: int = -1
    decimals: int = 0
    from_zero: bool = False
    summary: str = ""
    totals: Sequence[str] = ()

    def words(self, value: float | None) -> str:
        """A figure as it is printed beside its point."""
        return "" if value is None else format_number(Decimal(repr(float(value))), self.decimals)


def round_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round figures that span from low to high, at most `most` of them."""
    if high <= low:
        high = low + (abs(low) or 1.0)
    raw = (high - low) / max(1, most - 1)
    power = 10.0 ** floor(log10(raw))
    for factor in (1, 2, 2.5, 5, 10, 20):
        step = power * factor
        first, last = floor(low / step), -floor(-high / step)
        if last - first < most:
            break
    return [round(step * place, 10) for place in range(first, last + 1)]


def value_range(data: ChartData) -> tuple[float, float]:
    """Lowest and highest figure of a chart; bars always start at zero."""
    values = [
        edge
        for one in data.series
        if one.kind != "stack"
        for at, value in enumerate(one.values)
        if value is not None
        for edge in {value - one.margin(at), value + one.margin(at)}
    ]
    sums = [
        sum(one.values[at] or 0.0 for one in data.series if one.kind == "stack")
        for at in range(len(data.categories))
    ]
    stacked = any(one.kind == "stack" for one in data.series)
    every = values + (sums if stacked else [])
    if not every:
        return 0.0, 1.0
    zero = data.from_zero or any(one.kind in ("bar", "stack") for one in data.series)
    low, high = min(every), max(every)
    return (min(0.0, low), max(0.0, high)) if zero else (low, high)


def last_figure(series: Series) -> int:
    """Where the newest figure stands, -1 when there is none."""
    return max((at for at, value in enumerate(series.values) if value is not None), default=-1)


def chart_words(data: ChartData) -> str:
    """The chart read out: each series from its first to its newest figure, with the change."""
    if data.summary:
        return data.summary
    parts = [_series_words(data, one) for one in data.series if last_figure(one) >= 0]
    stop, unit = (
        ("。", f"({data.unit})" if data.unit else "") if language() == "ja" else (". ", f" ({data.unit})")
    )
    head = data.title + (unit if data.unit else "")
    return f"{head}{stop}" + "".join(f"{part}{stop}" for part in parts) if parts else head


def _series_words(data: ChartData, series: Series) -> str:
    first = next(at for at, value in enumerate(series.values) if value is not None)
    last = last_figure(series)
    start, end = series.values[first], series.values[last]
    if first == last or start is None or end is None:
        return translate(
            "uikit",
            "{name}: {when} {value}",
            name=series.name,
            when=data.categories[last],
            value=data.words(end),
        )
    change = end - start
    sign = "+" if change > 0 else ""
    return translate(
        "uikit",
        "{name}: from {first} {start} to {last} {end} ({change})",
        name=series.name,
        first=data.categories[first],
        start=data.words(start),
        last=data.categories[last],
        end=data.words(end),
        change=sign + data.words(change),
    )
