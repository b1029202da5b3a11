"""Answers on two sides of a middle line: agreement to the left, refusal to the right, as long as their shares."""

from collections.abc import Sequence
from typing import Final

from bingo_planner.reports.answercharts import Likert
from bingo_planner.reports.figures.bands import BAR, Layout, draw_heads, lay_rows
from bingo_planner.reports.figures.fills import draw_legend_lines, fill_box, label_box
from bingo_planner.reports.figures.rows import draw_count, draw_name, text_width
from bingo_planner.reports.figures.ticks import one_decimal
from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import DEEP, GREY, WHITE
from bingo_planner.reports.pen import Pen

_APART: Final = 44.0
"""Width of the column of an answer that stands apart."""
_HEAD: Final = 12.0


def likert_height(chart: Likert, width: float) -> float:
    """Height with legend and the heads of the columns at the right."""
    return _layout(chart, width).height + (_HEAD if _apart(chart) else 0.0)


def draw_likert(pen: Pen, chart: Likert, x: float, top: float, width: float) -> None:
    """Legend, rows of bars around the line, sums at their ends, what stands apart as figures at the right."""
    laid, apart = _layout(chart, width), _apart(chart)
    draw_legend_lines(pen, laid.legend, x + laid.legend_x, top)
    edge = x + width - _APART * len(apart)
    shift = _HEAD if apart else 0.0
    for place, at in enumerate(apart):
        name = chart.answers[at][0]
        right = edge + _APART * (place + 1)
        pen.text(right, top - _first(laid) - shift + 10.0, clean(name), "PG", 7.5, GREY, "right")
    draw_heads(pen, laid, x, top - shift)
    left = x + laid.names.width
    ends = max((text_width(text, "PB", 7.5) for pair in chart.ends for text in pair), default=0.0)
    ends += 6.0 if ends else 2.0
    before, behind = _reach(chart)
    scale = (edge - left - 2 * ends) / max(before + behind, 1e-9)
    middle_x = left + ends + before * scale
    head, foot = top - shift - _first(laid) + 2, top - shift - laid.height
    pen.path(((middle_x, head), (middle_x, foot)), 0.8, DEEP)
    for at, band in enumerate(chart.bands):
        middle = top - shift - laid.rows[at]
        draw_name(pen, laid.names.lines[at], x, middle)
        draw_count(pen, band.count, left, middle)
        if not band.shares:
            pen.text(left + 3, middle - 2.6, clean(band.remark), "PG", 7, GREY)
            continue
        start, end = _row(pen, chart, band.shares, middle_x, middle - BAR / 2, scale)
        if at < len(chart.ends):
            pen.text(start - 3, middle - 2.7, clean(chart.ends[at][0]), "PB", 7.5, align="right")
            pen.text(end + 3, middle - 2.7, clean(chart.ends[at][1]), "PB", 7.5)
        for place, answer in enumerate(apart):
            figure = one_decimal(band.shares[answer])
            pen.text(edge + _APART * (place + 1), middle - 2.7, figure, "PGT", 7.5, align="right")


def _layout(chart: Likert, width: float) -> Layout:
    apart = _apart(chart)
    drawn = tuple(one for at, one in enumerate(chart.answers) if at not in apart)
    return lay_rows(drawn, chart.bands, width, _APART * len(apart), 0.36)


def _first(laid: Layout) -> float:
    """Where the rows begin below the legend."""
    return min(laid.rows, default=laid.height) - 6.6


def _apart(chart: Likert) -> tuple[int, ...]:
    return tuple(at for at, side in enumerate(chart.sides) if side is None)


def _sums(sides: Sequence[int | None], shares: Sequence[float]) -> tuple[float, float]:
    """How far a row reaches to the left and to the right of the line, in per cent."""
    before = behind = 0.0
    for side, share in zip(sides, shares, strict=True):
        if side is not None:
            before += share if side < 0 else share / 2 if side == 0 else 0.0
            behind += share if side > 0 else share / 2 if side == 0 else 0.0
    return before, behind


def _reach(chart: Likert) -> tuple[float, float]:
    sums = [_sums(chart.sides, band.shares) for band in chart.bands if band.shares]
    return max((one for one, _ in sums), default=0.0), max((one for _, one in sums), default=0.0)


def _row(
    pen: Pen, chart: Likert, shares: Sequence[float], middle: float, y: float, scale: float
) -> tuple[float, float]:
    """One bar; its left and right edge."""
    start = x = middle - _sums(chart.sides, shares)[0] * scale
    for (_, fill), side, share in zip(chart.answers, chart.sides, shares, strict=True):
        wide = share * scale
        if side is None or wide <= 0:
            continue
        fill_box(pen, fill, x, y, wide, BAR)
        if fill.is_plain:
            pen.path(((x + wide, y), (x + wide, y + BAR)), 0.5, WHITE)
        label_box(pen, one_decimal(share), fill, x, y, wide, BAR)
        x += wide
    return start, x
