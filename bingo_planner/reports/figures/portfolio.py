"""Items by two figures, such as satisfaction and importance: dots in four quarters with names that never overlap."""

from dataclasses import dataclass
from typing import Final

from bingo_planner.kernel.spots import Box, Dot, Placed, place_names
from bingo_planner.reports.answercharts import Portfolio, Spot
from bingo_planner.reports.figures.rows import text_width
from bingo_planner.reports.figures.ticks import room_around, round_ticks
from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import DEEP, GREY, HAIR, INK, MID, WASH, WHITE
from bingo_planner.reports.pen import Pen

_LEFT: Final = 42.0
_FOOT: Final = 30.0
_SIZE: Final = 8.0
_HIGH: Final = 9.0
_ZONE: Final = 9.0


def portfolio_height(chart: Portfolio) -> float:
    """Height with the axis below."""
    return chart.height + _FOOT


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where values stand on the page."""

    left: float
    foot: float
    wide: float
    high: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def x(self, value: float) -> float:
        return self.left + self.wide * (value - self.x_range[0]) / (self.x_range[1] - self.x_range[0])

    def y(self, value: float) -> float:
        return self.foot + self.high * (value - self.y_range[0]) / (self.y_range[1] - self.y_range[0])


def draw_portfolio(pen: Pen, chart: Portfolio, x: float, top: float, width: float) -> None:
    """The four quarters, the axes with their means, dots and names."""
    plane = _Plane(
        x + _LEFT,
        top - chart.height,
        width - _LEFT - 1,
        chart.height - 1,
        room_around([*(spot.x for spot in chart.spots), chart.across.cut]),
        room_around([*(spot.y for spot in chart.spots), chart.upright.cut]),
    )
    _ground(pen, chart, plane)
    taken = _zones(pen, chart, plane) + _means(pen, chart, plane)
    _axes(pen, chart, plane, x)
    _spots(pen, chart, plane, taken)


def _ground(pen: Pen, chart: Portfolio, plane: _Plane) -> None:
    cut_x, cut_y = plane.x(chart.across.cut), plane.y(chart.upright.cut)
    right, head = plane.left + plane.wide, plane.foot + plane.high
    if chart.shaded is not None:
        is_right, is_low = chart.shaded % 2 == 1, chart.shaded >= 2
        left, wide = (cut_x, right - cut_x) if is_right else (plane.left, cut_x - plane.left)
        low, high = (plane.foot, cut_y - plane.foot) if is_low else (cut_y, head - cut_y)
        pen.box(left, low, wide, high, WASH)
    pen.outline_box(plane.left, plane.foot, plane.wide, plane.high, 0.5, HAIR)
    pen.path(((cut_x, plane.foot), (cut_x, head)), 1.0, MID)
    pen.path(((plane.left, cut_y), (right, cut_y)), 1.0, MID)


def _zones(pen: Pen, chart: Portfolio, plane: _Plane) -> tuple[Box, ...]:
    """The names of the quarters in the corners; what they take."""
    taken: list[Box] = []
    for at, name in enumerate(chart.zones):
        wide = text_width(name, "PB", _ZONE)
        x = plane.left + 7 if at % 2 == 0 else plane.left + plane.wide - 7 - wide
        y = plane.foot + plane.high - 13.5 if at < 2 else plane.foot + 7.5
        if name:
            pen.text(x, y, clean(name), "PB", _ZONE, DEEP)
            taken.append((x - 3, y - 3, wide + 6, _ZONE + 4))
    return tuple(taken)


def _means(pen: Pen, chart: Portfolio, plane: _Plane) -> tuple[Box, ...]:
    """The values at which the axes cross, beside their lines; what they take."""
    across, upright = chart.across, chart.upright
    wide = text_width(across.cut_words, "PG", 7.5)
    high = text_width(upright.cut_words, "PG", 7.5)
    cut_x, right = plane.x(across.cut), plane.left + plane.wide
    x = cut_x + 4 if cut_x + wide + 8 < right else cut_x - wide - 4
    y = plane.y(upright.cut)
    pen.text(x, plane.foot + 4.5, clean(across.cut_words), "PG", 7.5, GREY)
    pen.text(right - 5, y + 3.5, clean(upright.cut_words), "PG", 7.5, GREY, "right")
    return ((x - 1, plane.foot + 2, wide + 2, 10.0), (right - 6 - high, y + 1, high + 2, 10.0))


def _axes(pen: Pen, chart: Portfolio, plane: _Plane, x: float) -> None:
    for value, words in round_ticks(*plane.x_range):
        pen.text(plane.x(value), plane.foot - 10.5, words, "PG", 7.5, GREY, "center")
    for value, words in round_ticks(*plane.y_range):
        pen.text(plane.left - 6, plane.y(value) - 2.7, words, "PG", 7.5, GREY, "right")
    middle = plane.left + plane.wide / 2
    pen.text(middle, plane.foot - 24, clean(chart.across.name), "PG", 8, INK, "center")
    long = text_width(chart.upright.name, "PG", 8)
    start = plane.foot + (plane.high - long) / 2
    pen.turned_text(x + 7, start, clean(chart.upright.name), "PG", 8, INK)


def _spots(pen: Pen, chart: Portfolio, plane: _Plane, taken: tuple[Box, ...]) -> None:
    dots = tuple(_dot(spot, plane) for spot in chart.spots)
    bounds = (plane.left + 1, plane.foot + 1, plane.wide - 2, plane.high - 2)
    cut_x, cut_y = plane.x(chart.across.cut), plane.y(chart.upright.cut)
    lines = (
        (cut_x - 0.5, plane.foot, 1.0, plane.high),
        (plane.left, cut_y - 0.5, plane.wide, 1.0),
    )
    places = place_names(dots, bounds, taken, lines, _HIGH)
    for spot, place in zip(chart.spots, places, strict=True):
        if place is not None:
            _name(pen, spot, place)
    for spot, dot in zip(chart.spots, dots, strict=True):
        pen.dot(dot.x, dot.y, 2.6, DEEP if spot.strong else WHITE, DEEP, 0.9)


def _dot(spot: Spot, plane: _Plane) -> Dot:
    face = "PB" if spot.strong else "PG"
    wide, short = (text_width(text, face, _SIZE) for text in (_words(spot), spot.number or spot.name))
    return Dot(plane.x(spot.x), plane.y(spot.y), wide, short)


def _words(spot: Spot) -> str:
    return f"{spot.number} {spot.name}" if spot.number else spot.name


def _name(pen: Pen, spot: Spot, place: Placed) -> None:
    x, y, _wide, _high = place.box
    if place.leader is not None:
        pen.path(place.leader, 0.35, MID)
    words = (spot.number or spot.name) if place.is_short else _words(spot)
    pen.text(x, y + 1.9, clean(words), "PB" if spot.strong else "PG", _SIZE)
