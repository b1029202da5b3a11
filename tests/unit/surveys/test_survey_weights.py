"""Weights: the printed example, cells, raking with its limits and refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.surveys.stats.answers import SingleAnswers
from bingo_planner.features.surveys.stats.coding import code_question, everybody
from bingo_planner.features.surveys.stats.design import design_of
from bingo_planner.features.surveys.stats.estimate import shares
from bingo_planner.features.surveys.stats.tabulate import count
from bingo_planner.features.surveys.stats.weights import Margin, cell_weights, design_weights, rake
from bingo_planner.kernel.errors import PlanError
from tests.unit.surveys.made import SATISFIED, made


def _margin(name: str, codes: list[int], totals: list[float]) -> Margin:
    names = tuple(f"{name}{at}" for at in range(len(totals)))
    return Margin(name, np.array(codes, np.intp), names, np.array(totals, dtype=float))


def test_the_printed_example_of_cells() -> None:
    """600 answers, four ages of 150 each, population shares 34/28/23/15: 1.36/1.12/0.92/0.60 (blufi.co.jp/?p=63)."""
    cells = _margin("年代", [at // 150 for at in range(600)], [34, 28, 23, 15])
    found = cell_weights(cells, to_size=True)
    np.testing.assert_allclose(found.weights[::150], [1.36, 1.12, 0.92, 0.60], rtol=1e-12)
    assert found.weights.sum() == pytest.approx(600)
    assert [one.reached for one in found.margins] == pytest.approx([204, 168, 138, 90])
    # 「はい」 falls from 50 to the printed 44.5 % with answers of ours; the page does not print them by age.
    yes = np.concatenate([np.arange(150) < count for count in (31, 66, 91, 112)])
    assert yes.mean() == 0.5
    assert found.weights @ yes / 600 == pytest.approx(0.445)


def test_cells_bring_the_sum_to_the_population() -> None:
    found = cell_weights(_margin("町", [0, 0, 1, -1], [100, 30]), np.array([1.0, 3, 1, 5]))
    assert found.weights.tolist() == [25, 75, 30, 5]
    assert design_weights(np.array([0, 0, 1]), np.array([100.0, 30]), ("a", "b")).tolist() == [50, 50, 30]
    with pytest.raises(PlanError) as refused:
        design_weights(np.array([0, 0]), np.array([100.0, 30]), ("福山", "世羅"))
    assert refused.value.facts["categories"] == "世羅"


@given(st.integers(0, 10_000))
def test_raking_reaches_every_margin_and_keeps_the_inner_ratios(seed: int) -> None:
    chance = np.random.default_rng(seed)
    codes = [np.concatenate([np.arange(k), chance.integers(0, k, 80)]) for k in (2, 3, 4)]
    totals = [chance.uniform(0.5, 1.5, k) for k in (2, 3, 4)]
    margins = [
        _margin(f"q{at}", held.tolist()[:80], (one * (500 / one.sum())).tolist())
        for at, (held, one) in enumerate(zip(codes, totals, strict=True))
    ]
    start = chance.uniform(0.5, 2, 80)
    found = rake(start, margins)
    assert found.furthest < 1e-9
    assert found.weights.sum() == pytest.approx(500)
    factors = found.weights / start
    # Whoever is alike in every margin is raised alike: unequal design weights stay unequal.
    alike = np.stack([one.codes for one in margins], axis=1)
    for group in np.unique(alike, axis=0):
        held = factors[(alike == group).all(axis=1)]
        np.testing.assert_allclose(held, held[0], rtol=1e-12)
    assert found.kish == pytest.approx(1 + (found.weights.std() / found.weights.mean()) ** 2)
    assert found.effective == pytest.approx(80 / found.kish)


def test_one_margin_is_met_at_once_and_those_outside_stay() -> None:
    found = rake(None, [_margin("q", [0, 0, 1, -1], [10, 30])])
    assert found.weights.tolist() == [5, 5, 30, 1]
    assert found.rounds == 2  # the second one finds nothing left to do
    assert [(one.count, one.before, one.reached) for one in found.margins] == [(2, 2, 10), (1, 1, 30)]


def test_limits_that_can_hold_do_and_margins_with_them() -> None:
    chance = np.random.default_rng(3)
    one, other = chance.integers(0, 3, 300).tolist(), chance.integers(0, 2, 300).tolist()
    margins = [_margin("a", one, [150, 100, 50]), _margin("b", other, [120, 180])]
    loose = rake(chance.uniform(0.2, 4, 300), margins)
    found = rake(chance.uniform(0.2, 4, 300), margins, trim=(0.3, 2.5))
    assert loose.largest > 2.5
    assert found.smallest >= 0.3 * (1 - 1e-12)
    assert found.largest <= 2.5 * (1 + 1e-12)
    assert found.furthest < 1e-8
    assert found.at_bound > 0
    # Limits too narrow for the margins hold all the same, and the report says how far off that is.
    narrow = rake(None, margins, trim=(0.9, 1.1))
    assert narrow.largest <= 1.1 * (1 + 1e-12)
    assert narrow.furthest > 0.01


@pytest.mark.parametrize(
    ("margins", "code", "told"),
    [
        ([], "survey.no_margin", ""),
        ([_margin("q", [0, 0], [5, 5])], "survey.target_empty", "q=q1"),
        ([_margin("q", [0, 1], [5, 0])], "survey.target_zero", "q=q1"),
        ([_margin("q", [-1, -1], [0, 0])], "survey.target_zero", "q"),
        ([_margin("q", [0, 1], [5, 5]), _margin("r", [0, 1], [5, 5.1])], "survey.totals_disagree", "r"),
        # Two questions answered alike cannot have different shares.
        ([_margin("q", [0, 1], [5, 5]), _margin("r", [0, 1], [4, 6])], "survey.rake_open", "q"),
    ],
)
def test_what_cannot_be_met_is_refused(margins: list[Margin], code: str, told: str) -> None:
    with pytest.raises(PlanError) as refused:
        rake(None, margins, rounds=50)
    assert refused.value.code == code
    assert told in str(refused.value)


def test_totals_that_differ_by_rounding_agree() -> None:
    found = rake(
        None, [_margin("q", [0, 1], [500_000, 500_000]), _margin("r", [0, 0], [1_000_000.5])], rounds=5
    )
    assert found.weights.sum() == pytest.approx(1e6, rel=1e-6)


def test_weights_count_in_shares_and_respondents_stay_as_they_are() -> None:
    survey = made(1)
    codes = survey.sheet.single("q1").codes
    design = design_of(survey.sheet.size, weights=np.where(codes == 0, 3.0, 1.0))
    coded = code_question(SATISFIED, survey.sheet)
    ((_, _, joint),) = count(everybody(survey.sheet.size).codings, coded.codings, design)
    found = shares(joint, design)
    counts = [int((codes == option).sum()) for option in range(4)]
    assert found.count[0].tolist() == counts
    assert found.n[0] == sum(counts)
    assert found.weighted[0] == pytest.approx(3 * counts[0] + sum(counts[1:]))
    assert isinstance(survey.sheet.single("q1"), SingleAnswers)
