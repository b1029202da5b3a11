"""Shares of answers as bands, one row a group; the first row (全体) is set off from the others."""

from typing import Final

from bingo_planner.reports.charts import Band, Bands, Fill
from bingo_planner.reports.figures.fills import draw_legend, fill_box, label_colour
from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import GREY, INK, WHITE
from bingo_planner.reports.paragraph import set_one
from bingo_planner.reports.pen import Pen

_BAR: Final = 10.5
_PITCH: Final = 13.2
_LEGEND: Final = 18.0
_NAMES: Final = 92.0


def bands_height(chart: Bands) -> float:
    return _LEGEND + _PITCH * len(chart.bands) + sum(4.0 for band in chart.bands if band.first)


def draw_bands(pen: Pen, chart: Bands, x: float, top: float, width: float) -> None:
    """Legend, then one bar a group."""
    draw_legend(pen, chart.answers, x + _NAMES, top - 9)
    y = top - _LEGEND - _BAR
    for band in chart.bands:
        pen.text(x, y + 2.5, clean(band.name), "PB" if band.first else "PG", 8)
        pen.text(x + _NAMES - 7, y + 2.5, clean(band.count), "PG", 7.5, GREY, "right")
        _band(pen, chart, band, x + _NAMES, y, width - _NAMES)
        y -= _PITCH + (4 if band.first else 0)


def _band(pen: Pen, chart: Bands, band: Band, x: float, y: float, width: float) -> None:
    total = max(sum(band.shares), 1e-9)
    for (_, fill), share in zip(chart.answers, band.shares, strict=True):
        wide = width * share / total
        if wide <= 0:
            continue
        fill_box(pen, fill, x, y, wide, _BAR)
        if fill.value < 4:
            pen.path(((x + wide, y), (x + wide, y + _BAR)), 0.5, WHITE)
        if wide > 17:
            label = f"{share:.1f}"
            if fill in (Fill.HATCH, Fill.DIAGONAL):
                plate = set_one(label, "PG").width * 0.007 + 4
                pen.box(x + wide / 2 - plate / 2, y + 0.6, plate, _BAR - 1.2, WHITE)
            ink = label_colour(fill) if fill.value < 4 else INK
            pen.text(x + wide / 2, y + 2.7, label, "PG", 7, ink, "center")
        x += wide
