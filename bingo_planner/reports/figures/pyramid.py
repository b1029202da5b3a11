"""Two population pyramids on one scale, ages in the middle, the earlier year as an outline over the later one."""

from collections.abc import Sequence
from typing import Final

from bingo_planner.reports.charts import Pyramid, PyramidYear
from bingo_planner.reports.figures.fills import fill_box
from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import DEEP, GREY, HAIR, INK
from bingo_planner.reports.pen import Pen, Point

_MIDDLE: Final = 36.0
_GAP: Final = 18.0
_HEAD: Final = 26.0
_FOOT: Final = 22.0


def pyramid_height(chart: Pyramid) -> float:
    return _HEAD + chart.height * 0.8 + _FOOT


class _Half:
    """One year's place: the inner edges of men and women and the scale."""

    def __init__(self, chart: Pyramid, x: float, top: float, width: float) -> None:
        self.half = (width - _MIDDLE) / 2
        self.men, self.women = x + self.half, x + self.half + _MIDDLE
        self.pitch = chart.height * 0.8 / max(len(chart.ages), 1)
        self.foot = top - _HEAD - chart.height * 0.8
        both = (chart.earlier, chart.later)
        widest = max((value for year in both for value in (*year.men, *year.women)), default=1.0)
        self.scale = (self.half - 3) / max(widest, 1e-9)
        self.widest = widest


def draw_pyramid(pen: Pen, chart: Pyramid, x: float, top: float, width: float) -> None:
    """The earlier year on the left, the later one on the right."""
    each = (width - _GAP) / 2
    for year, left, older in ((chart.earlier, x, None), (chart.later, x + each + _GAP, chart.earlier)):
        half = _Half(chart, left, top, each)
        _frame(pen, chart, year, half, left, top, each)
        for i in range(len(chart.ages)):
            y = half.foot + half.pitch * i + half.pitch * 0.08
            men, women = year.men[i] * half.scale, year.women[i] * half.scale
            fill_box(pen, chart.fills[i], half.men - men, y, men, half.pitch * 0.84)
            fill_box(pen, chart.fills[i], half.women, y, women, half.pitch * 0.84)
        if older is not None:
            pen.path(_steps(older.men, half, half.men, -1), 0.7, INK)
            pen.path(_steps(older.women, half, half.women, 1), 0.7, INK)


def _frame(
    pen: Pen, chart: Pyramid, year: PyramidYear, half: _Half, x: float, top: float, width: float
) -> None:
    pen.text(x, top - 9, clean(year.title), "PB", 8.5, DEEP)
    pen.text(x + width, top - 9, clean(year.total), "PG", 8.5, INK, "right")
    pen.text(x + half.half * 0.25, top - 21.5, clean(chart.men), "PG", 8, GREY, "center")
    pen.text(x + width - half.half * 0.25, top - 21.5, clean(chart.women), "PG", 8, GREY, "center")
    for i, age in enumerate(chart.ages):
        if i % 2 == 0 or len(chart.ages) < 12:
            y = half.foot + half.pitch * (i + 0.5) - 2.5
            pen.text(half.men + _MIDDLE / 2, y, clean(age), "PG", 7, GREY, "center")
    step = 1
    while step * chart.step <= half.widest:
        reach = step * chart.step * half.scale
        for at in (half.men - reach, half.women + reach):
            pen.path(((at, half.foot), (at, half.foot + half.pitch * len(chart.ages))), 0.25, HAIR)
            label = f"{step * chart.step / chart.divisor:g}"
            pen.text(at, half.foot - 9, label, "PG", 7.5, GREY, "center")
        step += 1
    pen.text(x + width, half.foot - 19, clean(chart.unit), "PG", 7.5, GREY, "right")


def _steps(values: Sequence[float], half: _Half, edge: float, side: int) -> list[Point]:
    points: list[Point] = []
    for i, value in enumerate(values):
        at = edge + side * value * half.scale
        points.append((at, half.foot + half.pitch * i))
        points.append((at, half.foot + half.pitch * (i + 1)))
    return points
