"""A cross table as a value: shares, errors, marks and tests, each worked out when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.surveys.model import Option, Question
from bingo_planner.features.surveys.stats import chisq
from bingo_planner.features.surveys.stats.answers import Floats
from bingo_planner.features.surveys.stats.design import Design
from bingo_planner.features.surveys.stats.estimate import Numbers, Shares, kish
from bingo_planner.features.surveys.stats.raoscott import Association, association
from bingo_planner.features.surveys.stats.samplesize import TWO_STAGE_DEFF, TWO_STAGE_Z, Z95, sampling_error
from bingo_planner.features.surveys.stats.tabulate import Joint
from bingo_planner.kernel.errors import PlanError

Axis = tuple[str, ...]
"""Ids of the questions of an axis: none for everybody, one, or two nested."""


class ErrorFormula(StrEnum):
    """How a margin of error is worked out."""

    DESIGN = "design"
    """z times the standard error under the design."""
    KISH = "kish"
    """z √(deff p(1−p)/n), deff by Kish."""
    SIMPLE = "simple"
    """1.96 √((N−n)/(N−1) p(1−p)/n): a simple random sample."""
    TWO_STAGE = "two_stage"
    """2 √(2 (N−n)/(N−1) p(1−p)/n): a stratified two-stage sample."""


class Few(IntEnum):
    """Whether a row rests on few answers."""

    ENOUGH = 0
    STARRED = 1
    """Marked * as for reference only."""
    HIDDEN = 2
    """Not to be published."""


@dataclass(frozen=True, slots=True)
class CrossOptions:
    """Settings of tables.

    `drop_no_answer`: questions whose 無回答 is left out of columns and base. `axis_no_answer`: whether the 無回答 of an
    axis is a line. `z` and `population` of the margins. Rows of fewer than `star` answers are starred, of fewer than
    `hide` hidden where published. `level` of the tests between rows; `least` points a marked difference must have.
    """

    drop_no_answer: frozenset[str] = frozenset()
    axis_no_answer: bool = True
    formula: ErrorFormula = ErrorFormula.DESIGN
    z: float = Z95
    population: float | None = None
    star: int = 30
    hide: int = 10
    level: float = 0.05
    bonferroni: bool = True
    least: float = 0.0


@dataclass(frozen=True, eq=False)
class CrossTable:
    """A question by an axis; see `crosstable` for rows and columns."""

    question: Question
    axis: Axis
    options: tuple[Option, ...]
    lines: tuple[Option, ...]
    shares: Shares | None
    numbers: Numbers | None
    choices: CrossOptions
    design: Design = field(repr=False)
    joint: Joint | None = field(repr=False, default=None)
    """The sums behind it, where question and lines are both parts of a whole."""
    apart: bool = True
    """Whether every respondent is in one line at most."""

    @property
    def rows(self) -> int:
        """Rows with that of everybody."""
        return 1 + len(self.lines)

    @property
    def base(self) -> Shares | Numbers:
        """What holds `n`, `weighted` and `effective` (rows,)."""
        found = self.shares or self.numbers
        assert found is not None
        return found

    @property
    def n(self) -> Floats:
        """(rows,) respondents of the base, as they are."""
        return self.base.n

    @property
    def keeps_no_answer(self) -> bool:
        """Whether 無回答 is a column and in the base."""
        return any(one.is_no_answer for one in self.options)

    @property
    def is_same(self) -> bool:
        """Whether the question is (part of) its own axis."""
        return self.question.id in self.axis

    @cached_property
    def percent(self) -> Floats:
        """(rows, columns) percentages of the row's base."""
        return self._shares.share * 100

    @cached_property
    def error(self) -> Floats:
        """(rows, columns) standard errors in points of percent."""
        return self._shares.se * 100

    @cached_property
    def margin(self) -> Floats:
        """(rows, columns) margins of error in points, by the formula chosen."""
        p, n, chosen = self._shares.share, self._shares.n, self.choices
        if chosen.formula is ErrorFormula.DESIGN:
            return chosen.z * self.error
        if chosen.formula is ErrorFormula.KISH:
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.asarray(100 * chosen.z * np.sqrt(p * (1 - p) / self._shares.effective[:, None]))
        z, deff = chosen.z, 1.0
        if chosen.formula is ErrorFormula.TWO_STAGE:
            z, deff = TWO_STAGE_Z, TWO_STAGE_DEFF
        found = [
            [sampling_error(one, n[row], chosen.population, z, deff) for one in p[row]]
            for row in range(len(n))
        ]
        return 100 * np.array(found, dtype=float).reshape(p.shape)

    @cached_property
    def kish(self) -> Floats:
        """(rows,) Kish's design effect of the weights."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(kish(self.n, self.base.effective))

    @cached_property
    def total_percent(self) -> Floats:
        """(rows,) sum of the percentages: the M.T. of multiple answers."""
        return np.asarray(self.percent.sum(axis=1))

    @cached_property
    def few(self) -> tuple[Few, ...]:
        """For every row whether it rests on few answers."""
        star, hide = self.choices.star, self.choices.hide
        return tuple(Few.HIDDEN if n < hide else Few.STARRED if n < star else Few.ENOUGH for n in self.n)

    @cached_property
    def marks(self) -> NDArray[np.int8]:
        """(rows, columns) 1 (▲) or −1 (▼) where a line lies significantly above or below everybody, else 0.

        Two-sided at `level`, with the error of the difference under the design, or with the one it has if the line
        answers like everybody where that is larger: a share of 0 or 100 % has no error of its own, however small the
        line is. Rows of few answers carry no mark.
        """
        found = np.zeros(self._shares.share.shape, np.int8)
        far = self._shares.share - self._shares.share[:1]
        limit = chisq.normal_limit(self.choices.level) * np.fmax(self._shares.apart, self._like_everybody)
        enough = np.array([one is Few.ENOUGH for one in self.few])[:, None]
        with np.errstate(invalid="ignore"):
            sure = enough & (self._shares.apart > 0) & (np.abs(far) > limit)
            sure &= np.abs(far) * 100 >= self.choices.least
        found[sure] = np.sign(far[sure])
        return found

    @cached_property
    def _like_everybody(self) -> Floats:
        """(rows, columns) the error of the difference if the line answers like everybody; nan where unknown."""
        share, effective = self._shares.share[:1], self._shares.effective[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            rest = np.maximum(1 / effective - 1 / effective[:1], 0.0)
            return np.asarray(np.sqrt(share * (1 - share) * rest))

    @cached_property
    def letters(self) -> tuple[tuple[str, ...], ...]:
        """For every line (not everybody) and column the letters of the lines that are significantly lower.

        The lines are a, b, c … in their order; effective numbers stand for the respondents. Empty where lines overlap.
        """
        if not self.apart or self.shares is None:
            return ()
        found = self._shares
        n = np.where([one is Few.ENOUGH for one in self.few], found.effective, 0.0)
        return chisq.letters(found.share[1:], n[1:], self.choices.level, bonferroni=self.choices.bonferroni)

    @cached_property
    def association(self) -> Association | None:
        """The second-order test of Rao and Scott; None without an axis, on itself, or where nothing can be tested."""
        if self.joint is None or self.is_same or not self.lines:
            return None
        return association(self.joint, self.design)

    @cached_property
    def chi_square(self) -> chisq.ChiSquare | None:
        """The plain test on respondents as they are, under the same conditions."""
        if self.joint is None or self.is_same or not self.lines:
            return None
        return chisq.chi_square(self._shares.count[1:])

    @property
    def _shares(self) -> Shares:
        if self.shares is None:
            raise PlanError("survey.not_coded", question=self.question.id)
        return self.shares
