"""A map in ordered classes: white borders, names and values where they fit, a leader into free space where not."""

from collections.abc import Sequence
from typing import Final

from bingo_planner.kernel.i18n import translate
from bingo_planner.reports.charts import Area, Choropleth
from bingo_planner.reports.figures.labels import Label, place_labels
from bingo_planner.reports.fonts import clean
from bingo_planner.reports.geometry import KM_PER_DEGREE, Projection, fit
from bingo_planner.reports.grid import DEEP, GREY, INK, PALE, RAMP, WHITE, Colour
from bingo_planner.reports.paragraph import set_one
from bingo_planner.reports.pen import Pen, Point

_ROW: Final = 14.0
_MARGIN: Final = 62.0


def draw_map(pen: Pen, chart: Choropleth, x: float, top: float, width: float) -> None:
    """The areas, their labels, the legend, the scale and the arrow to the north."""
    foot = top - chart.height
    rings = [ring for area in chart.areas for ring in area.rings]
    projection = fit(rings, x + _MARGIN, foot + 4, width - 2 * _MARGIN, chart.height - 8)
    if projection is None:
        return
    shapes = [tuple(projection.ring(ring) for ring in area.rings) for area in chart.areas]
    for area, shape in zip(chart.areas, shapes, strict=True):
        pen.shape(shape, _tone(area), WHITE, 0.9)
    labels = [_label(area) for area in chart.areas]
    bounds = (x, foot, x + width, top)
    free = _corners(chart, shapes, x, foot, width, top)
    for place, area, label in zip(
        place_labels(shapes, labels, bounds, free), chart.areas, labels, strict=True
    ):
        _draw_label(pen, place, area, label)
    _legend(pen, chart, *free[0][:2])
    _scale(pen, projection, *free[1][:2])


def _tone(area: Area) -> Colour:
    return PALE if area.grade is None else RAMP[area.grade]


def _label(area: Area) -> Label:
    name = clean(f"◎{area.name}" if area.core else area.name)
    value = clean(area.value)
    wide = max(set_one(name, "PB").width * 0.009, set_one(value, "PG").width * 0.008)
    return Label(name, value, wide, 21.0 if value else 11.0, area.shift, area.leader, area.grade == 3)


def _draw_label(pen: Pen, place: tuple[Point, Point | None], area: Area, label: Label) -> None:
    (x, y), anchor = place
    ink = WHITE if area.grade == 3 and anchor is None else INK
    if anchor is not None:
        wide, high = label.width / 2 + 2, label.height / 2 + 1
        start = (min(max(anchor[0], x - wide), x + wide), min(max(anchor[1], y - high), y + high))
        pen.path((start, anchor), 0.5, INK)
        pen.dot(*anchor, 1.3, WHITE, INK, 0.4)
    offset = 2.0 if label.value else -3.0
    pen.text(x, y + offset, label.name, "PB", 9, ink, "center")
    if label.value:
        pen.text(x, y - 8.5, label.value, "PG", 8, ink, "center")


def _corners(
    chart: Choropleth,
    shapes: Sequence[Sequence[Sequence[Point]]],
    x: float,
    foot: float,
    width: float,
    top: float,
) -> list[tuple[float, float, float, float]]:
    """The two emptiest corners: for the legend, and for scale and arrow. Boxes as left, lower, width, height."""
    high, wide = 16 + _ROW * len(chart.classes), 128.0
    boxes = [
        (x, top - high, wide, high),
        (x + width - wide, top - high, wide, high),
        (x, foot, wide, high),
        (x + width - wide, foot, wide, high),
    ]
    points = [point for shape in shapes for ring in shape for point in ring]

    def crowd(box: tuple[float, float, float, float]) -> int:
        return sum(box[0] <= px <= box[0] + wide and box[1] <= py <= box[1] + high for px, py in points)

    ranked = sorted(boxes, key=crowd)
    legend = boxes[0] if crowd(boxes[0]) == crowd(ranked[0]) else ranked[0]
    rest = [box for box in boxes if box is not legend]
    best = min(crowd(box) for box in rest)
    scale = next(box for box in rest if crowd(box) == best)
    return [legend, scale]


def _legend(pen: Pen, chart: Choropleth, x: float, foot: float) -> None:
    y = foot + _ROW * len(chart.classes) + 6
    pen.text(x, y, clean(chart.legend_title), "PB", 8, DEEP)
    for grade, name in enumerate(chart.classes):
        y -= _ROW
        pen.box(x, y - 1.5, 14, 9.5, RAMP[grade])
        pen.text(x + 20, y, clean(name), "PG", 8)


def _scale(pen: Pen, projection: Projection, x: float, foot: float) -> None:
    km = projection.scale / KM_PER_DEGREE
    half = next((length for length in (50.0, 25.0, 20.0, 10.0, 5.0, 2.0, 1.0) if 2 * length * km <= 100), 0.5)
    left, y = x + 8, foot + 18
    pen.rule(left, y, 2 * half * km, 1.0)
    for i in range(3):
        at = left + i * half * km
        pen.path(((at, y - 0.5), (at, y + 2.5)), 0.5, INK)
        label = f"{i * half:g}" + (" km" if i == 2 else "")
        pen.text(at, y + 5, label, "PG", 7.5, GREY, "center")
    middle, base = left + half * km, y + 20
    pen.text(middle, base + 24, translate("reports", "N"), "PG", 7.5, GREY, "center")
    pen.shape((((middle, base + 21), (middle - 3.6, base), (middle, base + 3.5)),), INK)
    pen.shape((((middle, base + 21), (middle + 3.6, base), (middle, base + 3.5)),), WHITE, INK, 0.35)
