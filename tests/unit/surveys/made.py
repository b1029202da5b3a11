"""Surveys made up for tests: answers by chance, and every figure counted the slow way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bingo_planner.features.surveys.codetext import read_options
from bingo_planner.features.surveys.model import Codebook, Question, QuestionKind
from bingo_planner.features.surveys.stats.answers import (
    ANSWERED,
    BLANK,
    NOT_ASKED,
    Answers,
    AnswerSheet,
    Floats,
    MultipleAnswers,
    NumberAnswers,
    SingleAnswers,
)
from bingo_planner.features.surveys.stats.design import Design, Lonely, design_of

SATISFIED = Question("q1", "満足度", QuestionKind.SINGLE, read_options("1=満足|2=普通|3=不満|9=無回答"))
AGE = Question("age", "年代", QuestionKind.SINGLE, read_options("1=若年|2=中年|3=高年"))
WISHES = Question(
    "q2", "望むもの", QuestionKind.MULTIPLE, read_options("1=医療|2=道路|3=学校|4=店|5=緑|6=仕事")
)
YEARS = Question("q3", "居住年数", QuestionKind.NUMBER)
BOOK = Codebook((SATISFIED, AGE, WISHES, YEARS))
SHAPES = ("plain", "weights", "strata", "strata fpc", "clusters", "strata clusters", "all")


@dataclass(frozen=True, eq=False)
class Made:
    """A survey with its raw design columns."""

    sheet: AnswerSheet
    weights: Floats
    strata: list[str]
    clusters: list[str]

    def design(self, shape: str, lonely: Lonely = Lonely.CERTAINTY) -> Design:
        """The design that uses only some of the columns."""
        full = shape == "all"
        return design_of(
            self.sheet.size,
            weights=None if shape == "plain" else self.weights,
            strata=self.strata if full or "strata" in shape else None,
            clusters=self.clusters if full or "clusters" in shape else None,
            fpc=np.full(self.sheet.size, 300.0) if full or "fpc" in shape else None,
            lonely=lonely,
        )


def made(seed: int, size: int = 120, *, zeros: bool = False) -> Made:
    """A survey by chance; the same for the same seed."""
    rng = np.random.default_rng(seed)
    state = rng.choice([ANSWERED, ANSWERED, ANSWERED, BLANK, NOT_ASKED], size).astype(np.int8)
    chosen = (rng.random((size, 6)) < 0.3) & (state == ANSWERED)[:, None]
    years = np.where(state == ANSWERED, rng.integers(0, 60, size), np.nan)
    answers: dict[str, Answers] = {
        "q1": SingleAnswers(rng.choice([0, 0, 1, 2, 3, BLANK, NOT_ASKED], size).astype(np.int16)),
        "age": SingleAnswers(rng.choice([0, 1, 1, 2, 2, BLANK], size).astype(np.int16)),
        "q2": MultipleAnswers(chosen, state),
        "q3": NumberAnswers(years, state),
    }
    weights = rng.uniform(0.3, 4, size)
    if zeros:
        weights[rng.random(size) < 0.1] = 0
    strata = [f"町{one}" for one in rng.integers(0, 4, size)]
    clusters = [str(one) for one in rng.integers(0, 7, size)]
    return Made(AnswerSheet(tuple(map(str, range(size))), answers), weights, strata, clusters)
