"""Figures as vectors with axes of our own: height first, then drawing, for every kind of chart."""

from bingo_planner.reports.charts import Bands, Bars, Choropleth, Drawing, Lines, Pyramid, Schedule
from bingo_planner.reports.figures.bands import bands_height, draw_bands
from bingo_planner.reports.figures.bars import bars_height, draw_bars
from bingo_planner.reports.figures.choropleth import draw_map
from bingo_planner.reports.figures.lines import draw_chart_lines, lines_height
from bingo_planner.reports.figures.pyramid import draw_pyramid, pyramid_height
from bingo_planner.reports.figures.schedule import draw_schedule, schedule_height
from bingo_planner.reports.pen import Pen

__all__ = ["draw_figure", "draw_schedule", "figure_height", "schedule_height"]


def figure_height(drawing: Drawing) -> float:
    """Height in points that a chart takes, without caption and note."""
    match drawing:
        case Bars():
            return bars_height(drawing)
        case Lines():
            return lines_height(drawing)
        case Pyramid():
            return pyramid_height(drawing)
        case Choropleth():
            return drawing.height
        case Bands():
            return bands_height(drawing)
        case Schedule():
            return schedule_height(drawing)


def draw_figure(pen: Pen, drawing: Drawing, x: float, top: float, width: float) -> None:
    """Draw a chart below `top` in `width` points."""
    match drawing:
        case Bars():
            draw_bars(pen, drawing, x, top, width)
        case Lines():
            draw_chart_lines(pen, drawing, x, top, width)
        case Pyramid():
            draw_pyramid(pen, drawing, x, top, width)
        case Choropleth():
            draw_map(pen, drawing, x, top, width)
        case Bands():
            draw_bands(pen, drawing, x, top, width)
        case Schedule():
            draw_schedule(pen, drawing, x, top, width)
