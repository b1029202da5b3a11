"""Areas in the ramp of tones, hatched, white or with a diagonal, and the legend row that explains them."""

from collections.abc import Sequence
from typing import Final

from bingo_planner.reports.charts import Fill
from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import DEEP, GREY, INK, RAMP, WHITE, Colour
from bingo_planner.reports.pen import Pen

_SWATCH: Final = (9.0, 6.2)


def fill_box(pen: Pen, fill: Fill, x: float, y: float, width: float, height: float) -> None:
    """A rectangle in a fill; white kinds get an edge."""
    if fill.value < 4:
        pen.box(x, y, width, height, RAMP[fill.value])
        return
    pen.box(x, y, width, height, WHITE)
    if fill is Fill.HATCH:
        pen.hatch(x, y, width, height, DEEP)
    elif fill is Fill.DIAGONAL:
        pen.lines((((x, y), (x + width, y + height)),), 0.4, GREY)
    pen.outline_box(x, y, width, height, 0.4, GREY)


def label_colour(fill: Fill) -> Colour:
    """The ink of a label on a fill: white only on the darkest."""
    return WHITE if fill is Fill.R4 else INK


def draw_legend(
    pen: Pen, entries: Sequence[tuple[str, Fill]], x: float, baseline: float, remark: str = ""
) -> None:
    """Swatches with names in a row, and a remark behind them."""
    for name, fill in entries:
        fill_box(pen, fill, x, baseline - 0.6, *_SWATCH)
        x += _SWATCH[0] + 3
        x += pen.text(x, baseline, clean(name), "PG", 8) + 18
    if remark:
        pen.text(x + 6, baseline, clean(remark), "PG", 7.5, GREY)
