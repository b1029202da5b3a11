"""Lines over equal steps: grid at round values, names and figures at the right ends, spread so that all can be read."""

from collections.abc import Sequence
from typing import Final

from bingo_planner.reports.charts import Lines, LineSeries, Weight
from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import DEEP, GREY, HAIR, INK, MID, Colour
from bingo_planner.reports.paragraph import set_one
from bingo_planner.reports.pen import Pen, Point

_LINE: Final[dict[Weight, tuple[float, Colour, str]]] = {
    Weight.REGION: (1.9, DEEP, ""),
    Weight.CORE: (1.1, DEEP, ""),
    Weight.OTHER: (0.75, MID, ""),
    Weight.DASHED: (0.75, MID, "3 1.6"),
    Weight.DOTTED: (0.75, MID, "1 1.3"),
}
_AXIS: Final = 16.0
_APART: Final = 11.0


def lines_height(chart: Lines) -> float:
    return chart.height + _AXIS + 6


class _Plane:
    """Where values stand on the page."""

    def __init__(self, chart: Lines, x: float, top: float, width: float) -> None:
        self.left = x + 26
        names = max((set_one(clean(s.name), "PB").width * 0.008 for s in chart.series), default=0.0)
        ends = max((set_one(clean(s.end), "PB").width * 0.008 for s in chart.series), default=0.0)
        self.names_at = 17.0
        self.right = x + width - self.names_at - names - (ends + 14 if ends else 0) - 6
        self.end = x + width
        self.foot = top - 6 - chart.height
        known = [value for series in chart.series for value in series.values if value is not None]
        ticks = [value for value, _ in chart.ticks]
        self.low = chart.low if chart.low is not None else min([*ticks, *known], default=0.0)
        high = max([*ticks, *known], default=1.0)
        self.scale = chart.height / max(high - self.low, 1e-9)
        self.steps = max(len(chart.labels) - 1, 1)

    def x(self, index: int) -> float:
        return self.left + (self.right - self.left) * index / self.steps

    def y(self, value: float) -> float:
        return self.foot + (value - self.low) * self.scale


def draw_chart_lines(pen: Pen, chart: Lines, x: float, top: float, width: float) -> None:
    """All lines with their grid, axis and names."""
    plane = _Plane(chart, x, top, width)
    _grid(pen, chart, plane)
    for series in chart.series:
        weight, colour, dash = _LINE[series.weight]
        for piece in _pieces(series, plane):
            if len(piece) > 1:
                pen.path(piece, weight, colour, dash)
            else:
                pen.dot(*piece[0], 1.6, colour)
    _names(pen, chart.series, plane)
    for callout in chart.callouts:
        value = chart.series[callout.series].values[callout.index]
        if value is not None:
            pen.text(plane.x(callout.index), plane.y(value) + 6, clean(callout.text), "PB", 8, INK, "center")


def _grid(pen: Pen, chart: Lines, plane: _Plane) -> None:
    for value, label in chart.ticks:
        strong = value == chart.base
        pen.rule(
            plane.left,
            plane.y(value),
            plane.right - plane.left,
            0.5 if strong else 0.25,
            GREY if strong else HAIR,
        )
        pen.text(plane.left - 5, plane.y(value) - 2.7, clean(label), "PG", 7.5, GREY, "right")
    pen.rule(plane.left, plane.foot, plane.right - plane.left, 0.7)
    for i, name in enumerate(chart.labels):
        pen.path(((plane.x(i), plane.foot), (plane.x(i), plane.foot - 2.5)), 0.5, INK)
        pen.text(plane.x(i), plane.foot - 11.5, clean(name), "PG", 7.5, GREY, "center")


def _pieces(series: LineSeries, plane: _Plane) -> list[list[Point]]:
    """The line, parted where a value is missing."""
    pieces: list[list[Point]] = [[]]
    for i, value in enumerate(series.values):
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append((plane.x(i), plane.y(value)))
    return [piece for piece in pieces if piece]


def _names(pen: Pen, series: Sequence[LineSeries], plane: _Plane) -> None:
    ends = [(pieces[-1][-1], one) for one in series if (pieces := _pieces(one, plane))]
    ends.sort(key=lambda end: -end[0][1])
    wanted = [point[1] for point, _ in ends]
    for (point, one), y in zip(ends, spread(wanted, _APART), strict=True):
        strong = one.weight is Weight.REGION
        colour = _LINE[one.weight][1]
        pen.dot(*point, 1.9 if strong else 1.5, colour)
        start = plane.right + plane.names_at
        pen.path(((point[0] + 3, point[1]), (start - 3, y)), 0.35, HAIR)
        face = "PB" if strong else "PG"
        pen.text(start, y - 2.9, clean(one.name), face, 8)
        pen.text(plane.end, y - 2.9, clean(one.end), face, 8, INK, "right")


def spread(wanted: Sequence[float], apart: float) -> list[float]:
    """Heights as near to the wanted ones (falling) as `apart` allows: crowded ones become centred groups."""
    groups: list[list[float]] = []
    for place in wanted:
        groups.append([place, 1.0])
        while len(groups) > 1 and _foot(groups[-2], apart) < _head(groups[-1], apart) + apart:
            middle, count = groups.pop()
            before = groups[-1]
            before[0] = (before[0] * before[1] + middle * count) / (before[1] + count)
            before[1] += count
    return [_head(group, apart) - apart * i for group in groups for i in range(int(group[1]))]


def _head(group: Sequence[float], apart: float) -> float:
    return group[0] + apart * (group[1] - 1) / 2


def _foot(group: Sequence[float], apart: float) -> float:
    return group[0] - apart * (group[1] - 1) / 2
