"""Figures: labels that do not collide, points inside outlines, alternative text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.reports.charts import Area, Bars, BarSeries, Choropleth, Fill, Lines, LineSeries, Spark
from bingo_planner.reports.figures import draw_figure, figure_height
from bingo_planner.reports.figures.labels import Label, place_labels
from bingo_planner.reports.figures.lines import spread
from bingo_planner.reports.fonts import FontBook
from bingo_planner.reports.geometry import area_of, fit, inside
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.model import Figure
from bingo_planner.reports.pen import Page, Pen
from bingo_planner.reports.sparks import draw_spark

SQUARE = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
SLIVER = ((150.0, 0.0), (156.0, 0.0), (156.0, 90.0), (150.0, 90.0))


def pen() -> Pen:
    made = Pen(FontBook())
    made.turn_to(Page(Frame.TEXT))
    return made


@given(st.lists(st.floats(0, 200), min_size=1, max_size=12))
def test_labels_at_line_ends_stand_apart_and_stay_near(wanted: list[float]) -> None:
    wanted.sort(reverse=True)
    placed = spread(wanted, 11.0)
    assert all(above - below >= 11.0 - 1e-6 for above, below in pairwise(placed))
    assert sum(placed) == pytest.approx(sum(wanted), abs=1e-4)


def test_labels_far_apart_are_not_moved() -> None:
    assert spread([90.0, 50.0, 10.0], 11.0) == [90.0, 50.0, 10.0]


def test_a_label_stands_inside_its_area_or_gets_a_leader() -> None:
    labels = [Label("広い", "1%", 30, 20), Label("細い", "2%", 30, 20, strict=True)]
    (wide, no_leader), (narrow, leader) = place_labels(
        [(SQUARE,), (SLIVER,)], labels, (-200.0, -200.0, 400.0, 400.0), []
    )
    assert inside(wide, SQUARE)
    assert no_leader is None
    assert leader is not None
    assert inside(leader, SLIVER)
    assert not inside(narrow, SLIVER)
    assert not inside(narrow, SQUARE)


def test_a_map_keeps_its_proportions() -> None:
    projection = fit((((133.0, 34.0), (134.0, 34.0), (134.0, 35.0), (133.0, 35.0)),), 0, 0, 400, 300)
    assert projection is not None
    west, east = projection.point((133.0, 34.0)), projection.point((134.0, 35.0))
    assert (east[0] - west[0]) / (east[1] - west[1]) == pytest.approx(0.824, abs=0.002)
    assert fit((), 0, 0, 10, 10) is None


def test_area_and_inside() -> None:
    assert area_of(SQUARE) == 10000
    assert inside((50.0, 50.0), SQUARE)
    assert not inside((150.0, 50.0), SQUARE)


def test_figures_without_data_do_not_fail() -> None:
    for drawing in (Bars((), ()), Lines((), (), ()), Choropleth((), "凡例", ())):
        draw_figure(pen(), drawing, 0, 500, 400)
        assert figure_height(drawing, 400) > 0


def test_missing_values_part_a_line() -> None:
    one = pen()
    series = LineSeries("甲", (1.0, None, 3.0, 4.0))
    draw_figure(one, Lines(("1", "2", "3", "4"), (series,), ((0.0, "0"), (4.0, "4"))), 0, 500, 400)
    strokes = [op for op in one.page.ops if " l S" in op]
    assert strokes


def test_a_figure_must_say_what_it_shows() -> None:
    with pytest.raises(ValueError, match="alternative text"):
        Figure(Bars(("a",), (BarSeries("x", (1.0,), Fill.R3),)), "題", " ")


def test_a_figure_not_counted_yet_shows_only_the_scale() -> None:
    empty, full = pen(), pen()
    draw_spark(empty, Spark(None), 0, 10, 50)
    draw_spark(full, Spark(0.5), 0, 10, 50)
    assert not any(" c f" in op for op in empty.page.ops)
    assert any(" c f" in op for op in full.page.ops)


def test_areas_without_a_class_are_drawn_pale() -> None:
    one = pen()
    draw_figure(one, Choropleth((Area("甲", (SQUARE,)),), "凡例", ("低",)), 0, 500, 400)
    assert any(op.startswith("0.8745 0.898 0.9255 rg") for op in one.page.ops)
