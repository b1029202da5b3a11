"""Designs out of their columns: what they come to, and what cannot be one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.surveys.stats.design import Design, Lonely, covariance, design_of, plain_design
from bingo_planner.features.surveys.stats.estimate import interval, logit_interval, numbers
from bingo_planner.kernel.errors import PlanError

TOWNS = ["福山", "福山", "福山", "府中", "府中"]


def _error(design: Design, values: list[float]) -> float:
    found = numbers(np.array(values), np.zeros((len(values), 0), bool), design)
    return float(found.se_mean[0])


def test_a_simple_random_sample_is_that_of_the_textbook() -> None:
    values = [1.0, 2, 4, 8, 10]
    plain = plain_design(5)
    assert _error(plain, values) == pytest.approx(np.std(values, ddof=1) / math.sqrt(5))
    assert (plain.df, plain.strata, plain.size) == (4, 1, 5)
    drawn = design_of(5, fpc=[20.0] * 5)
    assert drawn.weights.tolist() == [4] * 5
    assert _error(drawn, values) == pytest.approx(np.std(values, ddof=1) / math.sqrt(5) * math.sqrt(15 / 20))
    found = numbers(np.array(values), np.zeros((5, 0), bool), drawn)
    assert (found.total[0], found.middle[0], found.low[0], found.high[0]) == (100, 4, 1, 10)


def test_population_sizes_and_sampling_fractions_are_the_same() -> None:
    sizes = design_of(5, strata=TOWNS, fpc=[30.0, 30, 30, 8, 8])
    shares = design_of(5, strata=TOWNS, fpc=[0.1, 0.1, 0.1, 0.25, 0.25])
    np.testing.assert_allclose(sizes.weights, shares.weights)
    np.testing.assert_allclose(sizes.scale, shares.scale)
    endless = design_of(5, strata=TOWNS, fpc=[math.inf] * 5)
    np.testing.assert_allclose(endless.scale, design_of(5, strata=TOWNS).scale)
    assert endless.weights.tolist() == [1] * 5


def test_a_stratum_asked_in_full_has_no_error_even_alone() -> None:
    design = design_of(5, strata=[*TOWNS[:4], "神石高原"], fpc=[3.0, 3, 3, 1, 1], weights=[1.0] * 5)
    assert not design.alone.any()
    assert _error(design, [1, 5, 9, 2, 8]) == 0


def test_cluster_numbers_begin_anew_in_every_stratum() -> None:
    again = design_of(6, strata=["a", "a", "a", "b", "b", "b"], clusters=["1", "1", "2", "1", "2", "2"])
    apart = design_of(6, strata=["a", "a", "a", "b", "b", "b"], clusters=["1", "1", "2", "3", "4", "4"])
    values = [3.0, 1, 4, 1, 5, 9]
    assert _error(again, values) == _error(apart, values)
    assert (again.df, again.psus.tolist()) == (2, [2, 2])
    # Without strata the same numbers are the same clusters.
    assert design_of(6, clusters=["1", "1", "2", "1", "2", "2"]).df == 1


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"weights": [1.0, 1, 1, 1, -1]}, "survey.weight_value"),
        ({"weights": [1.0, 1, 1, 1, math.nan]}, "survey.weight_value"),
        ({"weights": [0.0] * 5}, "survey.weight_none"),
        ({"fpc": [0.0] * 5}, "survey.fpc_value"),
        ({"fpc": [0.5, 0.5, 7, 7, 7]}, "survey.fpc_mixed"),
        ({"fpc": [10.0, 10, 10, 10, 11]}, "survey.fpc_varies"),
        ({"fpc": [4.0] * 5}, "survey.fpc_small"),
        ({"strata": ["a", "a", "b", "b", "c"]}, "survey.lonely"),
        ({"strata": list("abcde")}, "survey.lonely_only"),
        ({"clusters": ["x"] * 5}, "survey.lonely_sample"),
    ],
)
def test_what_cannot_be_a_design(columns: dict[str, list[float]], code: str) -> None:
    with pytest.raises(PlanError) as refused:
        design_of(5, **columns)  # type: ignore[arg-type]  # one of several columns by name
    assert refused.value.code == code


def test_nobody_is_no_sample() -> None:
    with pytest.raises(PlanError) as refused:
        design_of(0)
    assert refused.value.code == "survey.no_respondents"


def test_lonely_strata_by_every_policy() -> None:
    strata, values = [*TOWNS, "世羅"], [1.0, 2, 6, 3, 5, 9]
    sure = _error(design_of(6, strata=strata, lonely=Lonely.CERTAINTY), values)
    average = _error(design_of(6, strata=strata, lonely=Lonely.AVERAGE), values)
    cautious = _error(design_of(6, strata=strata, lonely=Lonely.ADJUST), values)
    mean = np.mean(values)
    assert average == pytest.approx(sure * math.sqrt(3 / 2))
    assert cautious**2 == pytest.approx(sure**2 + ((9 - mean) / 6) ** 2)


@given(st.lists(st.floats(-50, 50), min_size=4, max_size=12), st.floats(-100, 100))
def test_a_shift_of_all_answers_shifts_the_mean_alone(values: list[float], shift: float) -> None:
    design = design_of(len(values), weights=np.arange(1.0, len(values) + 1))
    moved = [one + shift for one in values]
    assert _error(design, moved) == pytest.approx(_error(design, values), abs=1e-9)


def test_the_covariance_of_sums_is_symmetric_and_never_negative() -> None:
    chance = np.random.default_rng(1)
    found = covariance(design_of(5, strata=TOWNS), chance.normal(size=(5, 4)))
    np.testing.assert_allclose(found, found.T)
    assert np.linalg.eigvalsh(found).min() > -1e-12


def test_intervals() -> None:
    assert interval(10, 2, math.inf) == pytest.approx(
        (10 - 2 * 1.959963984540054, 10 + 2 * 1.959963984540054)
    )
    low, high = interval(10, 2, 5)
    assert high - 10 == pytest.approx(2 * 2.570581835636314)
    low, high = logit_interval(0.02, 0.015, 40)
    assert 0 < low < 0.02 < high < 1
    assert logit_interval(0.0, 0.0, 40) == (0, 0)
