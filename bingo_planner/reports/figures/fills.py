"""Areas in the ramp of tones, hatched, white or with a diagonal, their labels, and the legend that explains them."""

from collections.abc import Sequence
from typing import Final

from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import DEEP, GREY, INK, RAMP, WHITE, Colour
from bingo_planner.reports.paragraph import set_one
from bingo_planner.reports.pen import Pen
from bingo_planner.reports.tones import Fill

_SWATCH: Final = (9.0, 6.2)
_APART: Final = 18.0
LEGEND_LINE: Final = 13.0
"""Height of one line of the legend."""


def fill_box(pen: Pen, fill: Fill, x: float, y: float, width: float, height: float) -> None:
    """A rectangle in a fill; white kinds get an edge."""
    if fill.is_plain:
        pen.box(x, y, width, height, RAMP[fill.value])
        return
    pen.box(x, y, width, height, WHITE)
    match fill:
        case Fill.HATCH:
            pen.hatch(x, y, width, height, DEEP)
        case Fill.LIGHT:
            pen.hatch(x, y, width, height, DEEP, 5.6, weight=0.3)
        case Fill.BACK:
            pen.hatch(x, y, width, height, DEEP, falling=True)
        case Fill.DOTS:
            pen.dots(x, y, width, height, DEEP)
        case Fill.DIAGONAL:
            pen.lines((((x, y), (x + width, y + height)),), 0.4, GREY)
        case _:
            pass
    pen.outline_box(x, y, width, height, 0.4, GREY)


def label_colour(fill: Fill) -> Colour:
    """The ink of a label on a fill: white only on the darkest."""
    return WHITE if fill is Fill.R4 else INK


def label_box(pen: Pen, label: str, fill: Fill, x: float, y: float, width: float, height: float) -> bool:
    """A figure in the middle of its area, where it fits; on a white plate where the area is drawn in lines."""
    text = clean(label)
    wide = set_one(text, "PG").width * 0.007
    lined = not fill.is_plain and fill is not Fill.WHITE
    if not text or wide + (6.0 if lined else 3.0) > width:
        return False
    if lined:
        pen.box(x + (width - wide) / 2 - 1.5, y + 0.25, wide + 3, height - 0.5, WHITE)
    pen.text(x + width / 2, y + height / 2 - 2.55, text, "PG", 7, label_colour(fill), "center")
    return True


def legend_lines(
    entries: Sequence[tuple[str, Fill]], width: float
) -> tuple[tuple[tuple[str, Fill, float], ...], ...]:
    """Entries (name, fill, x) of the lines of a legend that is `width` points wide."""
    lines: list[list[tuple[str, Fill, float]]] = [[]]
    x = 0.0
    for name, fill in entries:
        wide = _SWATCH[0] + 3 + set_one(clean(name), "PG").width * 0.008
        if lines[-1] and x + wide > width:
            lines.append([])
            x = 0.0
        lines[-1].append((name, fill, x))
        x += wide + _APART
    return tuple(tuple(line) for line in lines)


def draw_legend_lines(
    pen: Pen, lines: Sequence[Sequence[tuple[str, Fill, float]]], x: float, top: float
) -> None:
    """The lines of a legend under each other, from `top`."""
    for at, line in enumerate(lines):
        baseline = top - 9 - at * LEGEND_LINE
        for name, fill, shift in line:
            fill_box(pen, fill, x + shift, baseline - 0.6, *_SWATCH)
            pen.text(x + shift + _SWATCH[0] + 3, baseline, clean(name), "PG", 8)


def draw_legend(
    pen: Pen, entries: Sequence[tuple[str, Fill]], x: float, baseline: float, remark: str = ""
) -> None:
    """Swatches with names in a row, and a remark behind them."""
    for name, fill in entries:
        fill_box(pen, fill, x, baseline - 0.6, *_SWATCH)
        x += _SWATCH[0] + 3
        x += pen.text(x, baseline, clean(name), "PG", 8) + _APART
    if remark:
        pen.text(x + 6, baseline, clean(remark), "PG", 7.5, GREY)
