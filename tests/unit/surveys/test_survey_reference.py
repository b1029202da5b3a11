"""Agreement with R's package survey on a survey of our own making (tests/fixtures/surveys, made by its reference.R)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bingo_planner.features.surveys.intake.scoring import Asked, Scored, tabulate_files, weight_file
from bingo_planner.features.surveys.stats.crosstable import CrossTable
from bingo_planner.features.surveys.stats.design import Lonely
from bingo_planner.features.surveys.stats.estimate import logit_interval
from bingo_planner.features.surveys.stats.tails import chi2_upper, f_upper, t_quantile, t_upper

HERE = Path(__file__).resolve().parents[2] / "fixtures" / "surveys"
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "plain": {},
    "weights": {"weight": "w"},
    "zeros": {"weight": "half"},
    "fpc": {"strata": "town", "fpc": "size"},
    "strata": {"weight": "w", "strata": "town"},
    "strata_fpc": {"weight": "w", "strata": "town", "fpc": "size"},
    "cluster": {"weight": "w", "cluster": "area"},
    "nested": {"weight": "w", "strata": "town", "cluster": "point"},
    "nested_fpc": {"weight": "w", "strata": "town", "cluster": "point", "fpc": "points"},
}
CLOSE = 1e-10
Reference = dict[str, Any]  # what R wrote: a tree of names down to numbers


@cache
def _reference() -> Reference:
    found: Reference = json.loads((HERE / "reference.json").read_text(encoding="utf-8"))
    return found


@cache
def _scored(name: str, lonely: Lonely = Lonely.REFUSE) -> Scored:
    columns = COLUMNS.get(name, {"weight": "w", "strata": "block"})
    asked = Asked(
        HERE / "answers.csv",
        HERE / "codebook.csv",
        (("sex",), ("age",), ("town",)),
        weight=columns.get("weight"),
        strata=columns.get("strata"),
        cluster=columns.get("cluster"),
        fpc=columns.get("fpc"),
        lonely=lonely,
    )
    return tabulate_files(asked)


def _table(scored: Scored, question: str, *axis: str) -> CrossTable:
    return next(one for one in scored.tables if one.question.id == question and one.axis == axis)


def _same(found: object, expected: object) -> None:
    if expected is not None:
        np.testing.assert_allclose(np.array(found), np.array(expected, dtype=float), rtol=CLOSE, atol=CLOSE)


def _check_row(table: CrossTable, row: int, expected: Reference, columns: Sequence[int]) -> None:
    assert table.shares is not None
    _same(table.shares.share[row, columns], expected["mean"])
    _same(table.shares.se[row, columns], expected["se"])
    for at, column in enumerate(columns):
        wanted = expected["deff"][at] if isinstance(expected["deff"], list) else expected["deff"]
        # Weights that stand for no population have a design effect of their own kind here (see `design_effect`).
        expands = table.shares.weighted[row] > table.shares.n[row] * 1.0001
        if isinstance(wanted, int | float) and expands and 0 < table.shares.share[row, column] < 1:
            _same(table.shares.deff[row, column], wanted)


@pytest.mark.parametrize("name", COLUMNS)
def test_shares_errors_and_design_effects(name: str) -> None:
    scored, expected = _scored(name), _reference()["designs"][name]
    columns = {"q1": [0, 1, 2, 3, 5], "q2": [0, 1, 2], "q6": [0, 1]}  # nobody answered わからない
    for question, places in columns.items():
        _check_row(_table(scored, question), 0, expected[question], places)
    for option in range(6):
        _check_row(_table(scored, "q3"), 0, expected["q3"][option], [option])
    for question, axis in (("q1", "age"), ("q1", "town"), ("q2", "sex")):
        table = _table(scored, question, axis)
        for row, line in enumerate(table.lines, start=1):
            _check_row(table, row, expected[f"{question}_{axis}"][line.code], columns[question])


@pytest.mark.parametrize("name", COLUMNS)
def test_a_question_that_is_the_stratum(name: str) -> None:
    scored = _scored(name)
    table, expected = _table(scored, "town"), _reference()["designs"][name]["town"]
    order = [sorted(one.code for one in table.options).index(one.code) for one in table.options]
    assert table.shares is not None
    # R's levels are in the order of their code points.
    _same(table.shares.se[0], np.array(expected["se"])[order])


@pytest.mark.parametrize("name", COLUMNS)
def test_means_and_totals(name: str) -> None:
    scored, expected = _scored(name), _reference()["designs"][name]
    rows = [(_table(scored, "q4"), 0, expected["q4"])]
    rows += [(_table(scored, "q4", "age"), row, expected["q4_age"][str(row)]) for row in range(1, 5)]
    for table, row, wanted in rows:
        found = table.numbers
        assert found is not None
        _same(found.mean[row], wanted["mean"])
        _same(found.se_mean[row], wanted["se"])
        np.testing.assert_allclose(found.total[row], wanted["total"], rtol=CLOSE)
        np.testing.assert_allclose(found.se_total[row], wanted["se_total"], rtol=CLOSE)
        _same(found.deff[row], wanted["deff"] if found.expands[row] else wanted["replace"])


@pytest.mark.parametrize("name", COLUMNS)
def test_second_order_tests(name: str) -> None:
    scored, expected = _scored(name), _reference()["designs"][name]["tests"]
    for pair, wanted in expected.items():
        found = _table(scored, *pair.split()).association
        assert found is not None
        np.testing.assert_allclose(
            (found.f, found.df1, found.df2, found.p),
            [wanted[one] for one in ("f", "df1", "df2", "p")],
            rtol=CLOSE,
        )


@pytest.mark.parametrize("name", [one for one in COLUMNS if one != "zeros"])
def test_an_interval_of_a_share_stays_within_its_bounds(name: str) -> None:
    scored, expected = _scored(name), _reference()["designs"][name]
    found = _table(scored, "q1").shares
    assert found is not None
    assert scored.design.df == expected["df"]
    _same(logit_interval(found.share[0, 0], found.se[0, 0], scored.design.df), expected["ci"])


@pytest.mark.parametrize("lonely", [Lonely.CERTAINTY, Lonely.ADJUST, Lonely.AVERAGE])
def test_lonely_strata(lonely: Lonely) -> None:
    scored, expected = _scored("lonely", lonely), _reference()["lonely"][lonely.value]
    _check_row(_table(scored, "q1"), 0, expected["q1"], [0, 1, 2, 3, 5])
    for row in range(1, 5):
        _check_row(_table(scored, "q1", "age"), row, expected["q1_age"][str(row)], [0, 1, 2, 3, 5])
    found = _table(scored, "q1", "age").association
    assert found is not None
    np.testing.assert_allclose((found.f, found.p), (expected["test"]["f"], expected["test"]["p"]), rtol=CLOSE)


def test_raked_weights() -> None:
    _table, found = weight_file(HERE / "answers.csv", HERE / "targets.csv", "w")
    np.testing.assert_allclose(found.weights, _reference()["raked"], rtol=CLOSE)
    assert found.furthest < CLOSE


def test_tails_of_distributions() -> None:
    functions: dict[str, Callable[..., float]] = {
        "chi": chi2_upper,
        "f": f_upper,
        "t": t_upper,
        "q": t_quantile,
    }
    for name, function in functions.items():
        for *arguments, wanted in _reference()["tails"][name]:
            assert function(*arguments) == pytest.approx(wanted, rel=1e-12, abs=1e-300)
