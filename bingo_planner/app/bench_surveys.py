"""The lines of `bench` about surveys: tables of 100,000 answers and raking, each against what is bare of all else."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from statistics import median
from typing import Any

import numpy as np

from bingo_planner.features.surveys.model import NO_ANSWER, Codebook, Option, Question, QuestionKind
from bingo_planner.features.surveys.stats.answers import AnswerSheet, Codes, Floats, SingleAnswers
from bingo_planner.features.surveys.stats.crosstable import Axis, cross_all
from bingo_planner.features.surveys.stats.design import design_of
from bingo_planner.features.surveys.stats.weights import CLOSE, Margin, rake

ANSWERS = 100_000
OPTIONS = tuple(2 + at % 10 for at in range(60))
"""Options of the questions, without 無回答."""
LINES = (9, 2, 6, 8, 9, 11)
TIMES, SHORT_TIMES = 5, 15
COMPARED = 12
"""Tables that pandas makes; its time is scaled up to all."""


@dataclass(frozen=True, eq=False)
class Bench:
    """A large survey by chance."""

    codebook: Codebook
    sheet: AnswerSheet
    weights: Floats
    questions: tuple[str, ...]
    axes: tuple[Axis, ...]

    def codes(self, question_id: str) -> tuple[Codes, int]:
        """Codes of a question, and how many there are."""
        return self.sheet.single(question_id).codes, len(self.codebook.question(question_id).options)


def large_survey() -> Bench:
    """100,000 answers to 60 questions, and six axes of 45 lines in all."""
    chance = np.random.default_rng(1)
    questions = [_question(f"q{at}", count, True) for at, count in enumerate(OPTIONS)]
    axes = [_question(f"a{at}", count, False) for at, count in enumerate(LINES)]
    sheet = AnswerSheet(
        tuple(map(str, range(ANSWERS))),
        {
            one.id: SingleAnswers(chance.integers(0, len(one.options), ANSWERS).astype(np.int16))
            for one in (*questions, *axes)
        },
    )
    weights = chance.uniform(0.3, 3, ANSWERS)
    ids = tuple(one.id for one in questions)
    return Bench(Codebook((*questions, *axes)), sheet, weights, ids, tuple((one.id,) for one in axes))


def tables(bench: Bench) -> tuple[float, float]:
    """Seconds of all weighted tables with their errors, and of the bare counts, turn by turn.

    Bare is what any program has to do at least: for every pair one key and two bincounts, of respondents and of
    weights; no errors, no effective numbers, no design.
    """
    return _both(lambda: _tabulate(bench), lambda: _bare_tables(bench))


def against_pandas(bench: Bench, own: float) -> float | None:
    """Seconds that pandas.crosstab takes for the counts alone; None where it is not there."""
    if find_spec("pandas") is None:
        return None
    import importlib

    pandas: Any = importlib.import_module("pandas")  # a yardstick that is no dependency has no types here
    pairs = [(question, axis[0]) for question in bench.questions for axis in bench.axes]
    frame = pandas.DataFrame({one: bench.sheet.single(one).codes for one in bench.codebook.ids})
    chosen = random.Random(1).sample(pairs, COMPARED)
    began = time.perf_counter()
    for question, axis in chosen:
        pandas.crosstab(frame[axis], frame[question])
    return (time.perf_counter() - began) * len(pairs) / COMPARED


def raking(bench: Bench) -> tuple[float, float]:
    """Seconds of raking to four margins with its checks and report, and of the bare loop to the same closeness."""
    margins = [_margin(bench, axis[0], seed) for seed, axis in enumerate(bench.axes[:4])]
    return _both(
        lambda: rake(bench.weights, margins), lambda: _bare_rake(bench.weights, margins), SHORT_TIMES
    )


def _both(one: Callable[[], object], other: Callable[[], object], times: int = TIMES) -> tuple[float, float]:
    """Medians of two works, done in turns so that what else the machine does meets both."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for work, seconds in ((one, taken[0]), (other, taken[1])):
            began = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - began)
    return median(taken[0]), median(taken[1])


def _question(name: str, count: int, no_answer: bool) -> Question:
    options = [Option(str(at), str(at)) for at in range(1, count + 1)]
    if no_answer:
        options.append(Option("99", NO_ANSWER))
    return Question(name, name, QuestionKind.SINGLE, tuple(options))


def _tabulate(bench: Bench) -> None:
    design = design_of(ANSWERS, weights=bench.weights)
    cross_all(bench.sheet, bench.codebook, bench.questions, bench.axes, design)


def _bare_tables(bench: Bench) -> None:
    questions = [bench.codes(one) for one in bench.questions]
    for lines, count in (bench.codes(axis[0]) for axis in bench.axes):
        index = lines.astype(np.intp)
        for codes, size in questions:
            key = index * size + codes
            np.bincount(key, minlength=count * size)
            np.bincount(key, weights=bench.weights, minlength=count * size)


def _margin(bench: Bench, question_id: str, seed: int) -> Margin:
    codes, count = bench.codes(question_id)
    totals = np.random.default_rng(seed).uniform(0.5, 1.5, count)
    names = tuple(one.label for one in bench.codebook.question(question_id).options)
    return Margin(question_id, codes.astype(np.intp), names, totals * (ANSWERS / totals.sum()))


def _bare_rake(start: Floats, margins: Sequence[Margin]) -> Floats:
    weights, furthest = start.copy(), 1.0
    while furthest > CLOSE:
        furthest = 0.0
        for margin in margins:
            factors = margin.totals / np.bincount(margin.codes, weights)
            weights *= factors[margin.codes]
            furthest = max(furthest, float(np.abs(factors - 1).max()))
    return weights
