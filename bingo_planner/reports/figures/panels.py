"""Small charts beside each other, one a group, on one scale; a mark in each shows what all together answered."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bingo_planner.reports.answercharts import Panel, Panels
from bingo_planner.reports.figures.rows import Names, draw_name, lay_names, text_width
from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import DEEP, GREY, HAIR, INK, RAMP
from bingo_planner.reports.pen import Pen

_TITLE: Final = 15.0
_BAR: Final = 7.6
_PITCH: Final = 11.2
_BELOW: Final = 9.0
_GUTTER: Final = 14.0
_LEGEND: Final = 14.0


@dataclass(frozen=True, slots=True)
class _Layout:
    names: Names
    heights: tuple[float, ...]
    """Height of the row of each category."""
    rows: int

    @property
    def row(self) -> float:
        """Height of one row of small charts."""
        return _TITLE + sum(self.heights) + _BELOW


def panels_height(chart: Panels, width: float) -> float:
    """Height of all rows of small charts with the line that explains the mark."""
    laid = _lay(chart, width)
    return (_LEGEND if chart.reference else 0.0) + max(laid.rows * laid.row - _BELOW, 0.0)


def draw_panels(pen: Pen, chart: Panels, x: float, top: float, width: float) -> None:
    """Names of the answers once a row at the left, then the small charts."""
    laid = _lay(chart, width)
    if chart.reference:
        pen.path(((x + width - 3, top - 10.5), (x + width - 3, top - 3)), 1.3, DEEP)
        pen.text(x + width - 8, top - 9.5, clean(chart.reference_name), "PG", 7.5, GREY, "right")
        top -= _LEGEND
    left = x + laid.names.width
    wide = (x + width - left - _GUTTER * (chart.across - 1)) / chart.across
    labels = max((text_width(text, "PG", 7) for one in chart.panels for text in one.labels), default=0.0)
    values = [value for one in chart.panels for value in one.values]
    scale = (wide - labels - 4) / max([*values, *chart.reference], default=1.0) if values else 0.0
    for at, panel in enumerate(chart.panels):
        row, place = divmod(at, chart.across)
        upper = top - row * laid.row
        if place == 0:
            _categories(pen, laid, x, upper)
        _panel(pen, chart, panel, laid, left + place * (wide + _GUTTER), upper, wide, scale)


def _categories(pen: Pen, laid: _Layout, x: float, upper: float) -> None:
    y = upper - _TITLE
    for lines, high in zip(laid.names.lines, laid.heights, strict=True):
        draw_name(pen, lines, x, y - high / 2)
        y -= high


def _panel(
    pen: Pen, chart: Panels, panel: Panel, laid: _Layout, x: float, upper: float, wide: float, scale: float
) -> None:
    name = pen.text(x, upper - 9.5, clean(panel.name), "PB", 8)
    pen.text(x + name + 6, upper - 9.5, clean(panel.count), "PG", 7, GREY)
    pen.rule(x, upper - _TITLE + 1.5, wide, 0.25, HAIR)
    if not panel.values:
        pen.text(x + 3, upper - _TITLE - 9, clean(panel.remark), "PG", 7, GREY)
        return
    y = upper - _TITLE
    for at, (value, label, high) in enumerate(zip(panel.values, panel.labels, laid.heights, strict=True)):
        middle, long = y - high / 2, value * scale
        if long > 0:
            pen.box(x, middle - _BAR / 2, long, _BAR, RAMP[1])
        if at < len(chart.reference):
            mark = x + chart.reference[at] * scale
            pen.path(((mark, middle - _BAR / 2 - 0.8), (mark, middle + _BAR / 2 + 0.8)), 1.3, DEEP)
        pen.text(x + wide, middle - 2.5, clean(label), "PGT", 7, align="right")
        y -= high
    pen.path(((x, upper - _TITLE), (x, y)), 0.5, INK)


@lru_cache(maxsize=64)
def _lay(chart: Panels, width: float) -> _Layout:
    names = lay_names([(name, False) for name in chart.categories], (), least=50.0, most=0.3 * width)
    room = Names(names.lines, names.width + 6.0)
    heights = tuple(names.height(at, _PITCH) for at in range(len(chart.categories)))
    return _Layout(room, heights, -(-len(chart.panels) // chart.across))
