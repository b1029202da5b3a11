"""Upright bars, plain or stacked: zero-based, value labels instead of an axis."""

from bingo_planner.reports.charts import Bars, BarSeries
from bingo_planner.reports.figures.fills import draw_legend, fill_box, label_colour
from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import GREY, INK, WHITE
from bingo_planner.reports.paragraph import set_one
from bingo_planner.reports.pen import Pen

_AXIS = 15.0


def bars_height(chart: Bars) -> float:
    return chart.height + _AXIS + _legend(chart)


def _legend(chart: Bars) -> float:
    return 17.0 if len(chart.series) > 1 or chart.remark else 3.0


def draw_bars(pen: Pen, chart: Bars, x: float, top: float, width: float) -> None:
    """Stacked bars: the first series stands at the foot, totals stand above."""
    if len(chart.series) > 1 or chart.remark:
        named = [(series.name, series.fill) for series in chart.series if series.name]
        draw_legend(pen, named, x, top - 9, chart.remark)
    foot = top - _legend(chart) - chart.height
    count = len(chart.categories)
    if not count:
        return
    step = width / count
    bar = min(step * 0.6, 46.0)
    sums = [sum(max(series.values[i], 0.0) for series in chart.series) for i in range(count)]
    scale = (chart.height - (13.0 if chart.totals else 2.0)) / max(max(sums), 1e-9)
    pen.rule(x, foot, width, 0.7)
    for i, name in enumerate(chart.categories):
        middle = x + step * (i + 0.5)
        pen.text(middle, foot - 10.5, clean(name), "PG", 7.5, GREY, "center")
        y = foot
        for series in chart.series:
            high = max(series.values[i], 0.0) * scale
            _piece(pen, series, i, middle - bar / 2, y, bar, high)
            y += high
        if i < len(chart.totals):
            pen.text(middle, y + 4, clean(chart.totals[i]), "PB", 8, INK, "center")


def _piece(pen: Pen, series: BarSeries, i: int, x: float, y: float, width: float, height: float) -> None:
    if height <= 0:
        return
    fill_box(pen, series.fill, x, y, width, height)
    pen.rule(x, y + height, width, 0.5, WHITE)
    if i < len(series.labels) and height >= 8.5:
        label = clean(series.labels[i])
        if set_one(label, "PG").width * 7.5 / 1000 < width - 2:
            pen.text(
                x + width / 2, y + height / 2 - 2.7, label, "PG", 7.5, label_colour(series.fill), "center"
            )
