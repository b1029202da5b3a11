"""Figures as vectors with axes of our own: height first, then drawing, for every kind of chart."""

from bingo_planner.reports.answercharts import Bands, Likert, Panels, Portfolio, Ranking
from bingo_planner.reports.charts import Bars, Choropleth, Drawing, Lines, Pyramid, Schedule
from bingo_planner.reports.figures.bands import bands_height, draw_bands
from bingo_planner.reports.figures.bars import bars_height, draw_bars
from bingo_planner.reports.figures.choropleth import draw_map
from bingo_planner.reports.figures.likert import draw_likert, likert_height
from bingo_planner.reports.figures.lines import draw_chart_lines, lines_height
from bingo_planner.reports.figures.panels import draw_panels, panels_height
from bingo_planner.reports.figures.portfolio import draw_portfolio, portfolio_height
from bingo_planner.reports.figures.pyramid import draw_pyramid, pyramid_height
from bingo_planner.reports.figures.ranking import draw_ranking, ranking_height
from bingo_planner.reports.figures.schedule import draw_schedule, schedule_height
from bingo_planner.reports.pen import Pen

__all__ = ["draw_figure", "draw_schedule", "figure_height", "schedule_height"]


def figure_height(drawing: Drawing, width: float) -> float:
    """Height in points that a chart takes in a width, without caption and note."""
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
            return bands_height(drawing, width)
        case Likert():
            return likert_height(drawing, width)
        case Ranking():
            return ranking_height(drawing, width)
        case Panels():
            return panels_height(drawing, width)
        case Portfolio():
            return portfolio_height(drawing)
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
        case Likert():
            draw_likert(pen, drawing, x, top, width)
        case Ranking():
            draw_ranking(pen, drawing, x, top, width)
        case Panels():
            draw_panels(pen, drawing, x, top, width)
        case Portfolio():
            draw_portfolio(pen, drawing, x, top, width)
        case Schedule():
            draw_schedule(pen, drawing, x, top, width)
