"""Closed forms against the general form, and identities that hold for every survey."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.surveys.model import Question
from bingo_planner.features.surveys.stats.answers import Flags, Floats
from bingo_planner.features.surveys.stats.coding import code_question, everybody, nested
from bingo_planner.features.surveys.stats.design import Design, Lonely, covariance
from bingo_planner.features.surveys.stats.estimate import Shares, numbers, shares
from bingo_planner.features.surveys.stats.raoscott import association, cell_covariance
from bingo_planner.features.surveys.stats.tabulate import Joint, count
from tests.unit.surveys.made import AGE, SATISFIED, SHAPES, WISHES, Made, made

SEEDS = st.integers(0, 10_000)
SHAPE = st.sampled_from(SHAPES)


def _joint(survey: Made, question: Question, axis: Question, design: Design) -> Joint:
    axes, questions = code_question(axis, survey.sheet), code_question(question, survey.sheet)
    return next(joint for _, _, joint in count(axes.codings, questions.codings, design))


def _groups(survey: Made) -> list[Flags]:
    ages = survey.sheet.single("age").codes
    return [np.ones(len(ages), bool), *(ages == one for one in range(3))]


def _slowly(survey: Made, design: Design, answer: Flags, base: Flags) -> tuple[list[float], list[float]]:
    """Shares and their errors by the general form, group by group."""
    found: tuple[list[float], list[float]] = ([], [])
    for group in _groups(survey):
        member = base & group
        weight = design.weights * member
        share = float((weight * answer).sum() / weight.sum())
        score = weight * (answer - share) / weight.sum()
        found[0].append(share)
        found[1].append(float(np.sqrt(covariance(design, score[:, None])[0, 0])))
    return found


@given(SEEDS, SHAPE, st.booleans())
def test_shares_and_errors_are_those_of_the_general_form(seed: int, shape: str, zeros: bool) -> None:
    survey = made(seed, zeros=zeros)
    design = survey.design(shape)
    codes = survey.sheet.single("q1").codes
    found = shares(_joint(survey, SATISFIED, AGE, design), design)
    for option in range(4):
        share, error = _slowly(survey, design, codes == option, codes >= 0)
        np.testing.assert_allclose(found.share[:, option], share, rtol=1e-12)
        np.testing.assert_allclose(found.se[:, option], error, rtol=1e-10, atol=1e-14)
        naive = [int(((codes == option) & group).sum()) for group in _groups(survey)]
        assert found.count[:, option].tolist() == naive


@given(SEEDS, SHAPE)
def test_multiple_answers_are_counted_by_respondents(seed: int, shape: str) -> None:
    survey = made(seed)
    design = survey.design(shape)
    answers = survey.sheet.multiple("q2")
    axes, wishes = code_question(AGE, survey.sheet), code_question(WISHES, survey.sheet)
    parts = [shares(joint, design) for _, _, joint in count(axes.codings, wishes.codings, design)]
    found = np.hstack([part.share for part in parts]), np.hstack([part.se for part in parts])
    assert found[0].shape == (4, 6)
    for option in range(6):
        share, error = _slowly(survey, design, answers.chosen[:, option], answers.state == 0)
        np.testing.assert_allclose(found[0][:, option], share, rtol=1e-12)
        np.testing.assert_allclose(found[1][:, option], error, rtol=1e-10, atol=1e-14)


@given(SEEDS, SHAPE)
def test_the_difference_from_everybody_has_its_own_error(seed: int, shape: str) -> None:
    survey = made(seed)
    design = survey.design(shape)
    codes = survey.sheet.single("q1").codes
    found = shares(_joint(survey, SATISFIED, AGE, design), design)
    scores = []
    for row in (1, 0):
        weight = design.weights * ((codes >= 0) & _groups(survey)[row])
        scores.append(weight * ((codes == 0) - found.share[row, 0]) / weight.sum())
    error = np.sqrt(covariance(design, (scores[0] - scores[1])[:, None])[0, 0])
    np.testing.assert_allclose(found.apart[1, 0], error, rtol=1e-9)


def _cells(survey: Made, design: Design) -> tuple[Floats, Floats]:
    """Indicators of the cells in the base and the general covariance of their shares."""
    codes, ages = survey.sheet.single("q1").codes, survey.sheet.single("age").codes
    inside = np.stack([(ages == row) & (codes == option) for row in range(3) for option in range(4)], axis=1)
    weight = design.weights * inside.any(axis=1)
    share = weight @ inside / weight.sum()
    return share, covariance(design, weight[:, None] * (inside - share) / weight.sum())


@given(SEEDS, SHAPE, st.sampled_from((Lonely.CERTAINTY, Lonely.ADJUST, Lonely.AVERAGE)))
def test_the_covariance_of_cells_is_that_of_the_general_form(seed: int, shape: str, lonely: Lonely) -> None:
    survey = made(seed)
    survey.strata[0] = "独り"
    design = survey.design(shape, lonely)
    joint = _joint(survey, SATISFIED, AGE, design)
    share, general = _cells(survey, design)
    closed = cell_covariance(joint, design, joint.axis.shows.T, joint.question.shows)
    np.testing.assert_allclose(closed, general, rtol=1e-9, atol=1e-16)
    variances = np.diag(general)
    assert float(np.abs(closed).max()) > 0
    assert (variances >= -1e-18).all()
    assert share.sum() == pytest.approx(1)


@given(SEEDS, SHAPE, st.floats(0.01, 1000))
def test_the_scale_of_weights_changes_no_percentage(seed: int, shape: str, scale: float) -> None:
    survey = made(seed)
    scaled = Made(survey.sheet, survey.weights * scale, survey.strata, survey.clusters)
    one, other = (
        shares(_joint(each, SATISFIED, AGE, each.design(shape)), each.design(shape))
        for each in (survey, scaled)
    )
    for name in ("share", "se", "effective", "count"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-9, atol=1e-15)


@given(SEEDS, SHAPE)
def test_the_order_of_rows_changes_nothing(seed: int, shape: str) -> None:
    survey = made(seed)
    order = np.random.default_rng(seed + 1).permutation(survey.sheet.size)
    turned = Made(
        type(survey.sheet)(
            survey.sheet.keys,
            {
                "q1": type(survey.sheet.single("q1"))(survey.sheet.single("q1").codes[order]),
                "age": type(survey.sheet.single("age"))(survey.sheet.single("age").codes[order]),
            },
        ),
        survey.weights[order],
        [survey.strata[at] for at in order],
        [survey.clusters[at] for at in order],
    )
    one, other = (_joint(each, SATISFIED, AGE, each.design(shape)) for each in (survey, turned))
    first, second = shares(one, survey.design(shape)), shares(other, turned.design(shape))
    np.testing.assert_allclose(first.se, second.se, rtol=1e-9, atol=1e-15)
    tests = association(one, survey.design(shape)), association(other, turned.design(shape))
    assert tests[0] is not None
    assert tests[1] is not None
    assert tests[0].p == pytest.approx(tests[1].p, rel=1e-8)


@given(SEEDS)
def test_one_stratum_is_none_and_own_clusters_are_respondents(seed: int) -> None:
    survey = made(seed)
    size = survey.sheet.size
    same = Made(survey.sheet, survey.weights, ["全域"] * size, [str(at) for at in range(size)])
    expected = _found(survey, "weights")
    for shape in ("strata", "clusters", "strata clusters"):
        np.testing.assert_allclose(_found(same, shape).se, expected.se, rtol=1e-12)


def _found(survey: Made, shape: str) -> Shares:
    design = survey.design(shape)
    return shares(_joint(survey, SATISFIED, AGE, design), design)


@given(SEEDS, SHAPE)
def test_numbers_of_an_indicator_are_its_share(seed: int, shape: str) -> None:
    survey = made(seed)
    design = survey.design(shape)
    codes = survey.sheet.single("q1").codes
    values = np.where(codes >= 0, codes == 0, np.nan)
    found = numbers(values, np.stack(_groups(survey)[1:], axis=1), design)
    expected = shares(_joint(survey, SATISFIED, AGE, design), design)
    np.testing.assert_allclose(found.mean, expected.share[:, 0], rtol=1e-12)
    np.testing.assert_allclose(found.se_mean, expected.se[:, 0], rtol=1e-10)
    np.testing.assert_allclose(found.deff, expected.deff[:, 0], rtol=1e-9)
    np.testing.assert_allclose(found.effective, expected.effective, rtol=1e-12)


@given(SEEDS, SHAPE)
def test_axes_counted_together_are_those_counted_alone(seed: int, shape: str) -> None:
    survey = made(seed)
    design = survey.design(shape)
    age, rating = code_question(AGE, survey.sheet), code_question(SATISFIED, survey.sheet)
    axes = [*age.codings, *nested(rating, age).codings, *everybody(survey.sheet.size).codings]
    together = {(a, q): joint for a, q, joint in count(axes, rating.codings, design)}
    for place, axis in enumerate(axes):
        ((_, _, alone),) = count([axis], rating.codings, design)
        np.testing.assert_allclose(together[place, 0].n, alone.n)
        np.testing.assert_allclose(together[place, 0].w2, alone.w2, rtol=1e-12)
        np.testing.assert_allclose(
            shares(together[place, 0], design).se, shares(alone, design).se, rtol=1e-10, atol=1e-15
        )


def test_clusters_in_blocks_are_clusters_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    survey = made(4)
    whole = (
        _found(survey, "strata clusters"),
        association(_joint(survey, SATISFIED, AGE, survey.design("clusters")), survey.design("clusters")),
    )
    monkeypatch.setattr("bingo_planner.features.surveys.stats.tabulate.BLOCK", 60)
    parts = (
        _found(survey, "strata clusters"),
        association(_joint(survey, SATISFIED, AGE, survey.design("clusters")), survey.design("clusters")),
    )
    np.testing.assert_allclose(parts[0].se, whole[0].se, rtol=1e-12)
    assert parts[1] is not None
    assert whole[1] is not None
    assert parts[1].p == pytest.approx(whole[1].p, rel=1e-10)
