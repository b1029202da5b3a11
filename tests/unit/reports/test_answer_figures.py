"""Figures of answers: labels where they fit, names of dots that never overlap, charts too long for a page."""

from collections.abc import Callable
from io import BytesIO
from itertools import combinations, pairwise

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.kernel.spots import Dot, Placed, overlap, place_names
from bingo_planner.reports.answercharts import (
    Axis,
    Band,
    Bands,
    Likert,
    Panel,
    Panels,
    Portfolio,
    Ranking,
    RankRow,
    Spot,
)
from bingo_planner.reports.charts import Drawing
from bingo_planner.reports.document import build_bytes
from bingo_planner.reports.figures import draw_figure, figure_height
from bingo_planner.reports.figures.ticks import one_decimal, round_ticks
from bingo_planner.reports.fonts import FontBook
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.model import Figure, Paper
from bingo_planner.reports.pen import Page, Pen
from bingo_planner.reports.tones import Fill, kind_fills, scale_fills
from bingo_planner.reports.wide import pieces_of

ANSWERS = (("満足", Fill.R4), ("不満", Fill.HATCH), ("無回答", Fill.DIAGONAL))
BOUNDS = (0.0, 0.0, 420.0, 300.0)


def text_of(drawing: Drawing, caption: str = "図") -> str:
    data, _ = build_bytes(Paper("紙", (Figure(drawing, caption, "説明"),)))
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)


def test_a_share_is_written_only_where_it_fits() -> None:
    text = text_of(Bands(ANSWERS, (Band("全体", "n=100", (97.3, 2.5, 0.2)),)))
    assert "97.3" in text
    assert "2.5" not in text
    assert "n=100" in text


def test_a_group_of_too_few_says_so_instead_of_its_shares() -> None:
    text = text_of(Bands(ANSWERS, (Band("世羅町", "n=4", (), remark="少ないため表示しない"),)))
    assert "少ないため表示しない" in text


def test_rows_are_headed_once_a_run() -> None:
    bands = tuple(Band(name, "", (50.0, 50.0, 0.0), over="年齢") for name in ("20代", "30代", "40代"))
    assert text_of(Bands(ANSWERS, bands)).count("年齢") == 1


def test_shares_are_rounded_half_up() -> None:
    assert one_decimal(0.05) == "0.1"
    assert one_decimal(12.25) == "12.3"


@pytest.mark.parametrize("fills", [scale_fills, kind_fills])
def test_neighbours_in_a_bar_can_be_told_apart(fills: Callable[[int], tuple[Fill, ...]]) -> None:
    for count in range(1, 9):
        assert len(set(fills(count))) == count


@given(
    st.lists(
        st.tuples(st.floats(5, 415), st.floats(5, 295), st.floats(12, 120)),
        min_size=1,
        max_size=40,
    )
)
def test_names_of_dots_never_overlap(drawn: list[tuple[float, float, float]]) -> None:
    dots = tuple(Dot(x, y, wide, 10.0) for x, y, wide in drawn)
    corner = (0.0, 285.0, 60.0, 15.0)
    placed = place_names(dots, BOUNDS, (corner,), (), 9.0)
    found = [one for one in placed if one is not None]
    assert not any(one.clashes(other) for one, other in combinations(found, 2))
    for one in found:
        x, y, wide, high = one.box
        assert x >= 0
        assert y >= 0
        assert x + wide <= 420
        assert y + high <= 300
        assert not overlap(one.box, corner)
        assert one.is_short == (wide == 10.0)


def test_lone_dots_have_their_names_at_the_right_without_a_leader() -> None:
    (placed,) = place_names((Dot(100, 100, 50, 10),), BOUNDS, (), (), 9.0)
    assert placed is not None
    assert placed.box[0] > 100
    assert placed.leader is None
    assert not placed.is_short


def test_a_name_avoids_the_axis_when_another_side_is_free() -> None:
    (placed,) = place_names((Dot(100, 100, 50, 10),), BOUNDS, (), ((120.0, 0.0, 1.0, 300.0),), 9.0)
    assert isinstance(placed, Placed)
    assert not overlap(placed.box, (120.0, 0.0, 1.0, 300.0))


@given(st.floats(-1e4, 1e4), st.floats(1e-3, 1e4))
def test_ticks_are_round_and_inside(low: float, span: float) -> None:
    ticks = round_ticks(low, low + span)
    values = [value for value, _ in ticks]
    assert len(values) <= 8
    assert all(low - span * 1e-3 <= value <= low + span * 1.001 for value in values)
    steps = [second - first for first, second in pairwise(values)]
    assert max(steps, default=0.0) - min(steps, default=0.0) < 1e-3 * span


def test_a_ranking_too_long_for_a_page_goes_on_with_one_scale() -> None:
    rows = tuple(RankRow(f"選択肢{at:03}", (float(at),), (f"{at}.0",)) for at in range(200))
    pieces = pieces_of(Ranking(rows), 462.0, 600.0)
    assert len(pieces) > 3
    assert all(figure_height(one, 462.0) <= 600 for one in pieces)
    kept = [one for one in pieces if isinstance(one, Ranking)]
    assert [row for one in kept for row in one.rows] == list(rows)
    assert {one.highest for one in kept} == {199.0}
    assert text_of(Ranking(rows), "長い図").count("長い図（つづき）") == len(pieces) - 1


def test_answers_apart_from_both_sides_stand_in_columns_of_their_own() -> None:
    chart = Likert(ANSWERS, (-1, 1, None), (Band("医療", "n=10", (60.0, 30.0, 10.0)),), (("60.0", "30.0"),))
    text = text_of(chart)
    assert text.count("60.0") == 2
    assert text.count("10.0") == 1


def test_every_small_chart_shows_its_values() -> None:
    panels = tuple(Panel(f"町{at}", "n=50", (float(at), 20.0), (f"{at}.0", "20.0")) for at in range(1, 8))
    hidden = Panel("小さな町", "n=3", (), (), "表示しない")
    text = text_of(Panels(("車", "バス"), (*panels, hidden), (10.0, 20.0), "全体"))
    assert all(f"町{at}" in text for at in range(1, 8))
    assert "表示しない" in text
    assert text.count("車") == 3


def test_a_portfolio_names_items_quarters_and_means() -> None:
    spots = (Spot("1", "医療", 2.0, 4.5, True), Spot("2", "観光", 4.0, 3.0))
    axes = Axis("満足度", 3.0, "平均 3.00"), Axis("重要度", 3.75, "平均 3.75")
    text = text_of(Portfolio(spots, *axes, ("優先", "維持", "見守り", "現状"), 0))
    for word in ("1 医療", "2 観光", "優先", "現状", "平均 3.75", "満足度"):
        assert word in text


@pytest.mark.parametrize(
    "drawing",
    [
        Bands((), ()),
        Likert((), (), ()),
        Ranking(()),
        Panels((), ()),
        Portfolio((), Axis("x", 0.0), Axis("y", 0.0)),
        Portfolio((Spot("1", "同じ", 1.0, 1.0),), Axis("x", 1.0), Axis("y", 1.0)),
        Bands(ANSWERS, (Band("零", "n=0", (0.0, 0.0, 0.0)),)),
    ],
)
def test_figures_of_nothing_do_not_fail(drawing: Drawing) -> None:
    pen = Pen(FontBook())
    pen.turn_to(Page(Frame.TEXT))
    draw_figure(pen, drawing, 0, 500, 400)
    assert figure_height(drawing, 400) >= 0
