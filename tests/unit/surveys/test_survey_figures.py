"""Figures in print recomputed: sampling errors, sample sizes, portfolio; tests on counts; rounding; whole tables."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.surveys.codetext import read_options
from bingo_planner.features.surveys.model import Question, QuestionKind
from bingo_planner.features.surveys.stats.chisq import adjusted_residuals, chi_square, letter, letters
from bingo_planner.features.surveys.stats.crosstable import (
    CrossOptions,
    CrossTable,
    ErrorFormula,
    Few,
    cross,
    cross_all,
)
from bingo_planner.features.surveys.stats.estimate import Shares
from bingo_planner.features.surveys.stats.portfolio import (
    Cut,
    Item,
    Score,
    Zone,
    angle_of,
    correlation,
    improvement,
    partial_correlations,
    portfolio,
    score_answers,
    values_of,
)
from bingo_planner.features.surveys.stats.rounding import figure_words, half_up, percent_of, percent_words
from bingo_planner.features.surveys.stats.samplesize import (
    answers_needed,
    error_table,
    needs,
    proportional,
    sample_size,
    sampling_error,
    stratified_error,
)
from tests.unit.surveys.made import BOOK, made

# 伊勢原市 2016, a simple random sample, shares of 5, 10, 20, 30, 40 and 50 % (expydoc.com/doc/9949484): 36 cells.
SIMPLE = {
    100: "4.27 5.88 7.84 8.98 9.60 9.80",
    200: "3.02 4.16 5.54 6.35 6.79 6.93",
    500: "1.91 2.63 3.51 4.02 4.29 4.38",
    1000: "1.35 1.86 2.48 2.84 3.04 3.10",
    1430: "1.13 1.55 2.07 2.38 2.54 2.59",
    5000: "0.60 0.83 1.11 1.27 1.36 1.39",
}
# A stratified two-stage sample, shares of 10 to 50 % (expydoc.com/doc/7545838): 30 cells.
TWO_STAGE = {
    1910: "1.9 2.6 3.0 3.2 3.2",
    1500: "2.2 2.9 3.3 3.6 3.7",
    1000: "2.7 3.6 4.1 4.4 4.5",
    500: "3.8 5.1 5.8 6.2 6.3",
    300: "4.9 6.5 7.5 8.0 8.2",
    100: "8.5 11.3 13.0 13.9 14.1",
}


def test_sampling_errors_of_a_simple_random_sample_as_printed() -> None:
    table = error_table(list(SIMPLE), (0.05, 0.1, 0.2, 0.3, 0.4, 0.5))
    printed = [" ".join(f"{half_up(100 * cell, 2)}" for cell in row) for row in table]
    assert printed == list(SIMPLE.values())


def test_sampling_errors_of_two_stages_as_printed() -> None:
    table = error_table(list(TWO_STAGE), z=2, deff=2)
    printed = [" ".join(f"{half_up(100 * cell)}" for cell in row) for row in table]
    assert printed == list(TWO_STAGE.values())


def test_a_small_population_makes_the_error_smaller() -> None:
    assert sampling_error(0.5, 300, 600) == pytest.approx(sampling_error(0.5, 300) * math.sqrt(300 / 599))
    assert sampling_error(0.5, 600, 600) == 0
    assert math.isnan(sampling_error(0.5, 0))


@given(st.floats(0.01, 0.2), st.integers(50, 1_000_000), st.floats(0.05, 0.95), st.floats(1, 3))
def test_a_sample_size_is_the_smallest_that_keeps_the_error(
    error: float, population: int, p: float, deff: float
) -> None:
    n = sample_size(error, population, p, deff=deff)
    assert sampling_error(p, n, population, deff=deff) <= error * (1 + 1e-6)
    if n > 1:
        assert sampling_error(p, n - 1, population, deff=deff) > error * (1 - 1e-6)


def test_sample_sizes_by_town() -> None:
    assert round(answers_needed(0.05, 7_000)) == 364
    assert round(answers_needed(0.05, 390_000)) == 384
    assert sample_size(0.05) == 385
    found = needs([("福山", 390_000), ("神石高原", 7_000), ("村", 300)], 0.05, return_rate=0.425)
    assert [(one.answers, one.letters) for one in found] == [(384, 904), (365, 859), (169, 300)]
    assert proportional(10, [1, 1, 1]) == (4, 3, 3)
    assert sum(proportional(3000, [390_123, 7_012, 120_999])) == 3000
    one = stratified_error([(10_000, 400)])
    assert one == pytest.approx(sampling_error(0.5, 399) * math.sqrt(0.96))
    assert math.isnan(stratified_error([(100, 1), (100, 50)]))


def test_the_printed_case_of_improvement() -> None:
    """θ 24.4°, d 15.8: corrected angle 0.729, improvement 11.5 (istat.co.jp/special/03_6)."""
    assert half_up((90 - 24.4) / 90, 3) == Decimal("0.729")
    assert half_up(improvement(15.8, 24.4)) == Decimal("11.5")
    assert improvement(10, 0) == 10
    assert improvement(10, 45) == 5
    assert improvement(10, 180) == -10


@pytest.mark.parametrize(
    ("x", "y", "angle"), [(1, -1, 0), (1, 0, 45), (1, 1, 90), (-1, 1, 180), (0, -2, 45), (0, 0, 90)]
)
def test_angles_to_high_importance_and_low_satisfaction(x: float, y: float, angle: float) -> None:
    assert angle_of(x, y) == pytest.approx(angle, abs=1e-6)


ITEMS = [
    Item("a", "道路", 0.5, 1.5),
    Item("b", "医療", -0.5, 1.5),
    Item("c", "緑", 0.5, 0.5),
    Item("d", "祭", -0.5, 0.5),
]


def test_zones_and_scores_of_a_portfolio() -> None:
    found = portfolio(ITEMS)
    assert (found.satisfaction, found.importance) == (0, 1)
    assert [one.zone for one in found.points] == [
        Zone.KEEP_FIRST,
        Zone.IMPROVE_FIRST,
        Zone.KEEP,
        Zone.IMPROVE,
    ]
    assert [(one.x, one.y) for one in found.points] == [(60, 60), (60, 40), (40, 60), (40, 40)]
    worst = found.ranked()[0]
    assert worst.item.id == "b"
    assert (worst.angle, worst.demand) == (0, 2)
    assert worst.improvement == pytest.approx(10 * math.sqrt(2))
    # ddof 1 scales every index alike.
    other = portfolio(ITEMS, ddof=1)
    np.testing.assert_allclose(
        [one.improvement for one in other.points],
        [one.improvement * math.sqrt(3 / 4) for one in found.points],
        atol=1e-12,
    )
    assert portfolio(ITEMS, Cut.MIDDLE, (-1, 2)).points[1].zone is Zone.KEEP
    assert portfolio(ITEMS, Cut.MEDIAN).importance == 1
    level = portfolio([replace(one, satisfaction=3) for one in ITEMS])
    assert {one.y for one in level.points} == {50}
    assert portfolio([]).points == ()


def test_what_answers_count_by_convention() -> None:
    five = Question(
        "s",
        "満足度",
        QuestionKind.SINGLE,
        read_options("1=満足|2=まあ満足|3=どちらともいえない|4=やや不満|5=不満|6=わからない|9=無回答"),
    )
    nothing = [math.nan] * 2
    np.testing.assert_array_equal(values_of(five, Score.MEAN), [2, 1, 0, -1, -2, *nothing])
    np.testing.assert_array_equal(values_of(five, Score.FIVE), [5, 4, 3, 2, 1, *nothing])
    np.testing.assert_array_equal(values_of(five, Score.BALANCE), [100, 100, 0, -100, -100, *nothing])
    turned = replace(five, options=five.options[4::-1])
    assert values_of(turned, Score.MEAN) == (-2, -1, 0, 1, 2)
    four = replace(five, options=(*five.options[:2], *five.options[3:5]))
    assert values_of(four, Score.MEAN) == (2, 1, -1, -2)
    assert values_of(four, Score.FIVE) == pytest.approx((5, 11 / 3, 7 / 3, 1))
    survey = made(5)
    answers = survey.sheet.single("q1")
    counted = score_answers(answers, [2, 0, -2, math.nan])
    expected = [{0: 2, 1: 0, 2: -2}.get(int(code), math.nan) for code in answers.codes]
    np.testing.assert_array_equal(counted, expected)


def test_derived_importance() -> None:
    chance = np.random.default_rng(2)
    items = chance.normal(size=(400, 3))
    whole = items @ [0.8, 0.4, 0.0] + chance.normal(size=400)
    weights = np.ones(400)
    assert correlation(items[:, 0], whole, weights) == pytest.approx(np.corrcoef(items[:, 0], whole)[0, 1])
    holed = items[:, 0].copy()
    holed[:50] = np.nan
    assert correlation(holed, whole, weights) == pytest.approx(np.corrcoef(items[50:, 0], whole[50:])[0, 1])
    # Partial correlation: that of what the other items leave of both.
    others = np.column_stack([np.ones(400), items[:, 1:]])
    left = [v - others @ np.linalg.lstsq(others, v, rcond=None)[0] for v in (items[:, 0], whole)]
    assert partial_correlations(items, whole, weights)[0] == pytest.approx(np.corrcoef(*left)[0, 1])
    assert math.isnan(correlation(np.ones(400), whole, weights))


def test_chi_square_of_a_table_by_hand() -> None:
    counts = np.array([[20.0, 30, 0], [30, 20, 0]])
    found = chi_square(counts)
    assert found is not None
    assert (found.statistic, found.df, found.least) == (4, 1, 25)
    assert found.p == pytest.approx(math.erfc(2 / math.sqrt(2)))
    assert found.cramer == pytest.approx(0.2)
    assert chi_square(counts[:1]) is None
    residuals = adjusted_residuals(counts)
    np.testing.assert_allclose(residuals[:, :2], [[-2, 2], [2, -2]])
    assert np.isnan(residuals[:, 2]).all()


def test_letters_name_the_lines_that_are_lower() -> None:
    share = np.array([[0.5, 1.0], [0.4, 0.2], [0.3, 0.1]])
    n = np.array([200.0, 200, 200])
    assert letters(share, n, bonferroni=False) == (("bc", ""), ("c", "c"), ("", ""))
    # z of 50 against 40 % is 2.01, of 20 against 10 % 2.80: three pairs need 2.39.
    assert letters(share, n) == (("c", ""), ("", "c"), ("", ""))
    assert letters(share, np.array([200.0, 200, 0])) == (("", ""), ("", ""), ("", ""))
    assert [letter(at) for at in (0, 25, 26, 701)] == ["a", "z", "aa", "zz"]


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_percentages_are_rounded_half_up_exactly(count: int, base: int) -> None:
    exact = Fraction(count * 1000, base)
    assert Fraction(percent_of(count, base)) * 10 == math.floor(exact + Fraction(1, 2))


def test_printed_figures() -> None:
    assert percent_of(1, 800) == Decimal("0.1")  # 0.125
    assert percent_of(9, 16) == Decimal("56.3")  # 56.25: half to even would print 56.2
    assert half_up(12.249999999999998) == Decimal("12.3")
    assert half_up(-0.04) == 0
    assert percent_words(0, 0.0) == "-"
    assert percent_words(1, 0.04) == "0.0"
    assert percent_words(0, math.nan) == ""
    assert figure_words(1234.55) == "1,234.6"
    assert figure_words(math.inf) == ""


def _shares(table: CrossTable) -> Shares:
    assert table.shares is not None
    return table.shares


def test_a_whole_table_has_what_a_page_needs() -> None:
    survey = made(8, 400)
    design = survey.design("weights")
    table = cross(survey.sheet, BOOK, "q1", ("age",), design)
    assert (table.rows, [one.label for one in table.lines]) == (4, ["若年", "中年", "高年"])
    assert table.keeps_no_answer
    np.testing.assert_allclose(table.total_percent, 100)
    np.testing.assert_allclose(table.margin, 1.96 * table.error)
    np.testing.assert_allclose(table.n / table.kish, table.base.effective)
    assert table.association is not None
    assert table.chi_square is not None
    assert len(table.letters) == 3
    left_out = cross(survey.sheet, BOOK, "q1", ("age",), design, CrossOptions(frozenset({"q1"})))
    assert not left_out.keeps_no_answer
    assert left_out.n[0] == table.n[0] - _shares(table).count[0, 3]
    several = cross(survey.sheet, BOOK, "q2", ("age", "q1"), design)
    assert (several.rows, several.lines[4].code, several.lines[4].label) == (13, "2*1", "中年 × 満足")
    assert several.total_percent[0] > 100
    assert several.association is None
    overlapping = cross(survey.sheet, BOOK, "q1", ("q2",), design)
    assert (overlapping.rows, overlapping.letters, overlapping.association) == (7, (), None)


def test_margins_by_every_formula() -> None:
    survey = made(9, 300)
    design = survey.design("weights")
    tables = {
        formula: cross(survey.sheet, BOOK, "q1", (), design, CrossOptions(formula=formula))
        for formula in ErrorFormula
    }
    p, n = _shares(tables[ErrorFormula.DESIGN]).share[0, 0], tables[ErrorFormula.DESIGN].n[0]
    simple = 196 * math.sqrt(p * (1 - p) / n)
    found = {formula: table.margin[0, 0] for formula, table in tables.items()}
    assert found[ErrorFormula.SIMPLE] == pytest.approx(simple)
    assert found[ErrorFormula.TWO_STAGE] == pytest.approx(simple * 2 * math.sqrt(2) / 1.96)
    assert found[ErrorFormula.KISH] == pytest.approx(simple * math.sqrt(tables[ErrorFormula.KISH].kish[0]))


def test_rows_of_few_answers_and_marks_against_everybody() -> None:
    survey = made(10, 300)
    ages = survey.sheet.single("age").codes
    rating = survey.sheet.single("q1").codes
    rating[ages == 0] = 0
    ages[np.flatnonzero(ages == 2)[12:]] = 1
    ages[np.flatnonzero(ages == 2)[5:]] = -2
    options = CrossOptions(star=30, hide=10)
    table = cross(survey.sheet, BOOK, "q1", ("age",), survey.design("plain"), options)
    assert table.few == (Few.ENOUGH, Few.ENOUGH, Few.ENOUGH, Few.HIDDEN)
    assert table.marks[:, 0].tolist() == [0, 1, -1, 0]
    wanting = replace(options, least=90)
    assert not cross(survey.sheet, BOOK, "q1", ("age",), survey.design("plain"), wanting).marks.any()


def test_nobody_among_few_is_no_difference_where_hardly_anybody_answers_so() -> None:
    survey = made(12, 300)
    ages, rating = survey.sheet.single("age").codes, survey.sheet.single("q1").codes
    ages[:] = np.arange(300) % 3
    rating[:] = 1
    rating[[at for at in range(300) if ages[at] != 2][:9]] = 0  # 3 % of all, none of the last hundred
    options = CrossOptions()
    few = cross(survey.sheet, BOOK, "q1", ("age",), survey.design("plain"), options)
    # 3.0 points away; 1.96 √(0.03 · 0.97 · (1/100 − 1/300)) = 2.7 points
    assert few.marks[3, 0] == -1
    ages[150:] = 1  # fifty of the last group are left: 1.96 √(0.03 · 0.97 · (1/50 − 1/300)) = 4.3 points
    assert cross(survey.sheet, BOOK, "q1", ("age",), survey.design("plain"), options).marks[3, 0] == 0


def test_tables_in_bulk_are_those_made_one_by_one() -> None:
    survey = made(11, 200)
    design = survey.design("all")
    axes = [(), ("age",), ("q2",), ("age", "q1")]
    bulk = cross_all(survey.sheet, BOOK, BOOK.ids, axes, design)
    assert len(bulk) == 16
    for at, table in enumerate(bulk):
        alone = cross(survey.sheet, BOOK, BOOK.ids[at // 4], axes[at % 4], design)
        np.testing.assert_allclose(table.n, alone.n)
        if table.shares is not None:
            np.testing.assert_allclose(table.percent, alone.percent, rtol=1e-12)
            np.testing.assert_allclose(table.error, alone.error, rtol=1e-9, atol=1e-12)
