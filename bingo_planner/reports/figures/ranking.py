"""Lying bars under each other, for answers of which several may be chosen: names left, values at the ends."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bingo_planner.reports.answercharts import Ranking, RankRow
from bingo_planner.reports.figures.fills import (
    LEGEND_LINE,
    draw_legend_lines,
    fill_box,
    legend_lines,
)
from bingo_planner.reports.figures.rows import Names, draw_name, lay_names, text_width
from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import GREY, INK
from bingo_planner.reports.pen import Pen
from bingo_planner.reports.tones import Fill

_ALONE: Final = (9.0, 13.2)
_SEVERAL: Final = (6.8, 8.8)
"""Height of a bar and distance of bars."""


@dataclass(frozen=True, slots=True)
class _Layout:
    names: Names
    rows: tuple[tuple[float, float], ...]
    """Upper edge and height of every row, measured down from the top."""
    height: float


def ranking_height(chart: Ranking, width: float) -> float:
    """Height with legend or remark."""
    return _lay(chart, width).height


def draw_ranking(pen: Pen, chart: Ranking, x: float, top: float, width: float) -> None:
    """All rows on one scale."""
    laid = _lay(chart, width)
    left = x + laid.names.width
    draw_legend_lines(pen, _legend(chart, width - laid.names.width), left, top)
    if chart.remark:
        pen.text(x + width, top - 9, clean(chart.remark), "PG", 7.5, GREY, "right")
    labels = max((text_width(text, "PG", 7.5) for row in chart.rows for text in row.labels), default=0.0)
    longest = max((value or 0.0 for row in chart.rows for value in row.values), default=0.0)
    scale = (x + width - left - labels - 5) / max(chart.highest or longest, 1e-9)
    for row, lines, (below, high) in zip(chart.rows, laid.names.lines, laid.rows, strict=True):
        draw_name(pen, lines, x, top - below - high / 2, GREY if row.mild else INK)
        _bars(pen, chart, row, left, top - below - high / 2, scale)
    if laid.rows:
        pen.path(((left, top - laid.rows[0][0]), (left, top - laid.height)), 0.7, INK)


def _bars(pen: Pen, chart: Ranking, row: RankRow, x: float, middle: float, scale: float) -> None:
    bar, pitch = _ALONE if len(chart.series) == 1 else _SEVERAL
    y = middle + pitch * len(chart.series) / 2 - (pitch + bar) / 2
    for (_, fill), value, label in zip(chart.series, row.values, row.labels, strict=True):
        wide = max(value or 0.0, 0.0) * scale
        if wide > 0:
            shown = Fill.DIAGONAL if row.mild and len(chart.series) == 1 else fill
            fill_box(pen, shown, x, y, wide, bar)
        pen.text(x + wide + 4, y + bar / 2 - 2.7, clean(label), "PG", 7.5)
        y -= pitch


def _legend(chart: Ranking, width: float) -> tuple[tuple[tuple[str, Fill, float], ...], ...]:
    named = [one for one in chart.series if one[0]]
    return legend_lines(named, width) if named else ()


@lru_cache(maxsize=64)
def _lay(chart: Ranking, width: float) -> _Layout:
    names = lay_names([(row.name, False) for row in chart.rows], (), least=60.0, most=0.52 * width)
    legend = len(_legend(chart, width - names.width))
    y = max(legend, 1 if chart.remark else 0) * LEGEND_LINE + 4.0
    least = _ALONE[1] if len(chart.series) == 1 else _SEVERAL[1] * len(chart.series) + 4.5
    rows: list[tuple[float, float]] = []
    for at in range(len(chart.rows)):
        high = names.height(at, least)
        rows.append((y, high))
        y += high
    return _Layout(names, tuple(rows), y)
