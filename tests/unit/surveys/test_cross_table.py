"""Cross tables against figures counted the slow way, and what the words of scales say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bingo_planner.features.surveys.codetext import read_options
from bingo_planner.features.surveys.crosstab.model import Axis, Side, Wish
from bingo_planner.features.surveys.crosstab.sample import sample_design, unweighted
from bingo_planner.features.surveys.crosstab.scales import good_word, side_of, sides_of
from bingo_planner.features.surveys.crosstab.tabulation import cross_sheet
from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.features.surveys.stats.tails import normal_quantile
from bingo_planner.kernel.errors import PlanError
from tests.support.polls import SATISFIED, TOWNS, poll

TOWN, AGE, SEX = Axis(("q1",)), Axis(("q2",)), Axis(("sex",))


@pytest.fixture(scope="module")
def data() -> SurveyData:
    return poll(scale=0.3)


def test_lines_stand_in_official_order_with_counts_and_shares(data: SurveyData) -> None:
    design = sample_design(data, data.weights)
    table = cross_sheet(data, design, Wish("q5_5", (TOWN, AGE)))
    town, codes = data.sheet.single("q1").codes, data.sheet.single("q5_5").codes
    assert [line.label for line in table.blocks[0].lines] == [*(one[1] for one in TOWNS), "無回答"]
    assert [line.body.code if line.body else "" for line in table.blocks[0].lines][:3] == [
        "34207",
        "34204",
        "34205",
    ]
    assert table.blocks[0].lines[-1].is_blank
    for at, line in enumerate(table.blocks[0].lines):
        held = town == at
        assert line.n == held.sum()
        assert line.weighted == pytest.approx(design.weights[held].sum())
        for place, figure in enumerate(line.figures):
            picked = held & (codes == place)
            assert figure.count == picked.sum()
            assert figure.share == pytest.approx(design.weights[picked].sum() / design.weights[held].sum())
    assert sum(line.n for line in table.blocks[0].lines) == table.total.n == data.sheet.size


def test_the_good_side_is_summed_with_the_error_of_the_sum(data: SurveyData) -> None:
    design = unweighted(sample_design(data, None))
    table = cross_sheet(data, design, Wish("q5_5", (TOWN,)))
    assert table.good == ("1", "2")
    line = table.blocks[0].lines[0]
    assert line.good is not None
    assert line.good.count == line.figures[0].count + line.figures[1].count
    p, n, people = line.good.share, line.n, TOWNS[0][4]
    assert line.good.se == pytest.approx(math.sqrt((1 - n / people) * p * (1 - p) / (n - 1)))


def test_what_differs_is_tested_against_everybody_by_the_design(data: SurveyData) -> None:
    design = sample_design(data, data.weights)
    table = cross_sheet(data, design, Wish("q5_5", (TOWN,)))
    town, good = data.sheet.single("q1").codes, data.sheet.single("q5_5").codes < 2
    w = design.weights
    factor = normal_quantile(0.975)
    marks = []
    for at, line in enumerate(table.blocks[0].lines):
        part = w * (town == at)
        p, whole = (part @ good) / part.sum(), (w @ good) / w.sum()
        scores = part * (good - p) / part.sum() - w * (good - whole) / w.sum()
        variance = 0.0
        for stratum in range(design.strata):
            own = scores[design.stratum == stratum]
            n = len(own)
            scale = (1 - design.fraction[stratum]) * n / max(n - 1, 1)
            variance += scale * ((own - own.mean()) ** 2).sum()
        expected = 0 if abs(p - whole) <= factor * math.sqrt(variance) else int(np.sign(p - whole))
        assert line.good is not None
        assert line.good.differs == (expected if line.n >= 30 else 0)
        marks.append(expected)
    assert 1 in marks or -1 in marks


def test_several_answers_may_sum_to_more_than_all(data: SurveyData) -> None:
    table = cross_sheet(data, sample_design(data, None), Wish("q4", (TOWN,)))
    assert not table.adds_up
    assert not table.good
    assert sum(figure.share for figure in table.total.figures) > 1
    assert table.blocks[0].rao_scott is None


def test_no_answer_is_kept_or_left_out_of_the_base(data: SurveyData) -> None:
    kept = cross_sheet(data, sample_design(data, None), Wish("q5_1"))
    left = cross_sheet(data, sample_design(data, None), Wish("q5_1", drop_no_answer=True))
    blank = kept.total.figures[-1].count
    assert kept.columns[-1].side is Side.BLANK
    assert left.total.n == kept.total.n - blank
    assert left.drops_no_answer
    assert sum(figure.share for figure in left.total.figures) == pytest.approx(1)


def test_pairs_are_nested_and_tested(data: SurveyData) -> None:
    table = cross_sheet(data, sample_design(data, None), Wish("q5_5", (Axis(("q1", "sex")),)))
    block = table.blocks[0]
    assert block.title == "居住地 × 性別"
    assert block.lines[0].whole_label == "福山市 × 男性"
    assert block.lines[0].body is not None
    assert sum(line.n for line in block.lines) == data.sheet.size
    assert block.rao_scott is not None
    assert 0 <= block.rao_scott.p <= 1
    assert block.chi_square is not None


def test_numbers_have_means_totals_and_errors_on_their_own_base(data: SurveyData) -> None:
    design = sample_design(data, None)
    table = cross_sheet(data, design, Wish("q9", (AGE,)))
    values, age = data.sheet.number("q9").values, data.sheet.single("q2").codes
    known = ~np.isnan(values)
    assert table.total.n == known.sum()
    for at, line in enumerate(table.blocks[0].lines):
        held = values[known & (age == at)]
        assert line.numbers is not None
        assert line.n == len(held)
        if len(held):
            assert line.numbers.mean == pytest.approx(held.mean())
            assert line.numbers.total == pytest.approx(held.sum())
            assert line.numbers.high == held.max()


def test_a_free_text_has_no_table(data: SurveyData) -> None:
    with pytest.raises(PlanError, match="not_coded"):
        cross_sheet(data, sample_design(data, None), Wish("q12"))


@pytest.mark.parametrize(
    ("label", "side"),
    [
        ("満足", Side.GOOD),
        ("どちらかといえば不満", Side.BAD),
        ("どちらともいえない", Side.MIDDLE),
        ("わからない", Side.NONE),
        ("そう思わない", Side.BAD),
        ("どちらかといえばそう思う", Side.GOOD),
        ("あまり重要でない", Side.BAD),
        ("住み続けたくない", Side.BAD),
        ("住み続けたい", Side.GOOD),
        ("どちらかといえば移りたい", Side.BAD),
        ("知らない", Side.BAD),
        ("福山市", Side.NONE),
        ("Somewhat dissatisfied", Side.BAD),
    ],
)
def test_words_of_scales(label: str, side: Side) -> None:
    assert side_of(label) is side


def test_scales_need_two_sides_in_order() -> None:
    assert sides_of(read_options(SATISFIED))[0] is Side.GOOD
    assert set(sides_of(read_options("1=不満|2=満足|3=やや不満|4=やや満足"))) == {Side.NONE}
    assert set(sides_of(read_options("1=はい|2=いいえ"))) == {Side.NONE}


def test_the_sum_is_named_by_what_the_good_options_share() -> None:
    assert good_word(["満足", "やや満足"]) == "満足"
    assert good_word(["そう思う", "どちらかといえばそう思う"]) == "そう思う"
    assert good_word(["良い", "便利"]) == ""
