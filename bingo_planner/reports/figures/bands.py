"""Shares of answers as bands, one row a group; the first row (全体) is set off from the others."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bingo_planner.reports.answercharts import Band, Bands
from bingo_planner.reports.figures.fills import (
    LEGEND_LINE,
    draw_legend_lines,
    fill_box,
    label_box,
    legend_lines,
)
from bingo_planner.reports.figures.rows import Names, draw_count, draw_name, lay_names
from bingo_planner.reports.figures.ticks import one_decimal
from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import DEEP, GREY, WHITE
from bingo_planner.reports.pen import Pen
from bingo_planner.reports.tones import Fill

BAR: Final = 10.5
PITCH: Final = 13.2
HEAD: Final = 14.0
"""Height of the line that heads a run of rows."""
_FOOT: Final = 5.0
_FIRST: Final = 4.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand in a band chart of a given width."""

    names: Names
    legend: tuple[tuple[tuple[str, Fill, float], ...], ...]
    legend_x: float
    rows: tuple[float, ...]
    """Middle of every row, measured down from the top."""
    heads: tuple[tuple[str, float], ...]
    height: float


def bands_height(chart: Bands, width: float) -> float:
    """Height with legend and heads."""
    return lay_rows(chart.answers, chart.bands, width).height


def draw_bands(pen: Pen, chart: Bands, x: float, top: float, width: float) -> None:
    """Legend, then one bar a group."""
    laid = lay_rows(chart.answers, chart.bands, width)
    draw_legend_lines(pen, laid.legend, x + laid.legend_x, top)
    draw_heads(pen, laid, x, top)
    left = x + laid.names.width
    for at, band in enumerate(chart.bands):
        middle = top - laid.rows[at]
        draw_name(pen, laid.names.lines[at], x, middle)
        draw_count(pen, band.count, left, middle)
        if band.shares:
            _band(pen, chart, band, left, middle - BAR / 2, x + width - left)
        else:
            pen.text(left + 3, middle - 2.6, clean(band.remark), "PG", 7, GREY)


def draw_heads(pen: Pen, laid: Layout, x: float, top: float) -> None:
    """The lines that head runs of rows."""
    for text, below in laid.heads:
        pen.text(x, top - below, clean(text), "PB", 8, DEEP)


def _band(pen: Pen, chart: Bands, band: Band, x: float, y: float, width: float) -> None:
    total = max(sum(band.shares), 1e-9)
    for (_, fill), share in zip(chart.answers, band.shares, strict=True):
        wide = width * share / total
        if wide <= 0:
            continue
        fill_box(pen, fill, x, y, wide, BAR)
        if fill.is_plain:
            pen.path(((x + wide, y), (x + wide, y + BAR)), 0.5, WHITE)
        label_box(pen, one_decimal(share), fill, x, y, wide, BAR)
        x += wide


@lru_cache(maxsize=64)
def lay_rows(
    answers: tuple[tuple[str, Fill], ...],
    bands: tuple[Band, ...],
    width: float,
    right: float = 0.0,
    most: float = 0.46,
) -> Layout:
    """Names (in at most this share), legend and rows; `right` points at the right edge are kept for other things."""
    names = lay_names(
        [(band.name, band.first) for band in bands],
        [band.count for band in bands],
        least=92.0,
        most=most * width,
    )
    beside = legend_lines(answers, width - names.width - right)
    legend, legend_x = (beside, names.width) if len(beside) == 1 else (legend_lines(answers, width), 0.0)
    y = len(legend) * LEGEND_LINE + _FOOT
    rows: list[float] = []
    heads: list[tuple[str, float]] = []
    head = ""
    for at, band in enumerate(bands):
        if band.over != head:
            head = band.over
            if head:
                heads.append((head, y + HEAD - 4.0))
                y += HEAD
        high = names.height(at, PITCH)
        rows.append(y + high / 2)
        y += high + (_FIRST if band.first else 0.0)
    return Layout(names, legend, legend_x, tuple(rows), tuple(heads), y)
