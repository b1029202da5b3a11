"""One table with everything that a screen, a chart, a paper or a workbook shows of it.

    table = cross(sheet, codebook, "q1", ("town",), design)            # one question by one axis
    table = cross(sheet, codebook, "q1", ("town", "sex"), design)      # by two axes nested
    tables = cross_all(sheet, codebook, codebook.ids, [(), ("town",)], design)   # in bulk, in one pass

Rows: row 0 is everybody (全体), rows 1 … are the lines of the axis in their printed order (`table.lines`). Columns are
the options of the question (`table.options`). Arrays are (rows, columns); `table.shares.share` runs from 0 to 1,
`table.percent` and `table.error` are in percent. A question for a number has `table.numbers` and no columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.surveys import chisq
from bingo_planner.features.surveys.answers import AnswerSheet, Floats
from bingo_planner.features.surveys.coding import Coded, code_question, everybody, nested
from bingo_planner.features.surveys.design import Design
from bingo_planner.features.surveys.estimate import Numbers, Shares, kish, numbers, shares
from bingo_planner.features.surveys.model import Codebook, Option, Question, QuestionKind
from bingo_planner.features.surveys.raoscott import Association, association
from bingo_planner.features.surveys.samplesize import TWO_STAGE_DEFF, TWO_STAGE_Z, Z95, sampling_error
from bingo_planner.features.surveys.tabulate import Joint, count
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.jobs import Progress

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
    """A question by an axis; see the module's caption for rows and columns."""

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

        Two-sided at `level`, with the error of the difference under the design; rows of few answers carry no mark.
        """
        found = np.zeros(self._shares.share.shape, np.int8)
        far = self._shares.share - self._shares.share[:1]
        limit = chisq.normal_limit(self.choices.level) * self._shares.apart
        enough = np.array([one is Few.ENOUGH for one in self.few])[:, None]
        with np.errstate(invalid="ignore"):
            sure = enough & (self._shares.apart > 0) & (np.abs(far) > limit)
            sure &= np.abs(far) * 100 >= self.choices.least
        found[sure] = np.sign(far[sure])
        return found

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


def cross(
    sheet: AnswerSheet,
    codebook: Codebook,
    question_id: str,
    by: Axis,
    design: Design,
    options: CrossOptions | None = None,
) -> CrossTable:
    """One table. Refused: survey.no_question, survey.not_coded (a question without options), survey.nested_many."""
    return cross_all(sheet, codebook, [question_id], [by], design, options)[0]


def cross_all(
    sheet: AnswerSheet,
    codebook: Codebook,
    question_ids: Sequence[str],
    axes: Sequence[Axis],
    design: Design,
    options: CrossOptions | None = None,
    progress: Progress | None = None,
) -> list[CrossTable]:
    """A table of every question by every axis, question by question. Free texts have none and are refused."""
    chosen = options or CrossOptions()
    questions = [codebook.question(one) for one in question_ids]
    coded_axes = [axis_of(sheet, codebook, axis, chosen.axis_no_answer) for axis in axes]
    coded = {
        one.id: code_question(one, sheet, one.id in chosen.drop_no_answer)
        for one in questions
        if one.kind is not QuestionKind.NUMBER
    }
    parts = _count(coded_axes, list(coded.values()), design)
    place = {question_id: at for at, question_id in enumerate(coded)}
    found = []
    for done, question in enumerate(questions):
        if progress is not None:
            progress.step(done, len(questions), question.label)
            if progress.cancelled():
                raise PlanError("survey.cancelled")
        for at, axis in enumerate(coded_axes):
            if question.kind is QuestionKind.NUMBER:
                values = sheet.number(question.id).values
                found.append(
                    _of_numbers(
                        question, axes[at], axis, numbers(values, axis.members(), design), chosen, design
                    )
                )
            else:
                joints = parts[at, place[question.id]]
                found.append(_of_shares(question, axes[at], axis, coded[question.id], joints, chosen, design))
    if progress is not None:
        progress.step(len(questions), len(questions), "")
    return found


def axis_of(sheet: AnswerSheet, codebook: Codebook, axis: Axis, no_answer: bool = True) -> Coded:
    """The lines of an axis: everybody, a question, or questions nested."""
    coded = [code_question(codebook.question(one), sheet, not no_answer) for one in axis]
    if not coded:
        return everybody(sheet.size)
    found = coded[0]
    for inner in coded[1:]:
        found = nested(found, inner)
    return found


Parts = dict[tuple[int, int], list[list[Joint]]]
"""By place of axis and question: the joints, by coding of the axis and coding of the question."""


def _count(axes: Sequence[Coded], questions: Sequence[Coded], design: Design) -> Parts:
    """One pass over the codings of all, given back by the axes and questions they belong to."""
    axis_homes = [(at, part) for at, axis in enumerate(axes) for part in range(len(axis.codings))]
    question_homes = [(at, part) for at, one in enumerate(questions) for part in range(len(one.codings))]
    held: dict[tuple[int, int, int, int], Joint] = {}
    flat_axes = [axes[at].codings[part] for at, part in axis_homes]
    flat_questions = [questions[at].codings[part] for at, part in question_homes]
    for axis, question, joint in count(flat_axes, flat_questions, design):
        held[(*axis_homes[axis], *question_homes[question])] = joint
    return {
        (a, q): [
            [held[a, part, q, one] for one in range(len(questions[q].codings))]
            for part in range(len(axes[a].codings))
        ]
        for a in range(len(axes))
        for q in range(len(questions))
    }


def _of_shares(
    question: Question,
    ids: Axis,
    axis: Coded,
    coded: Coded,
    joints: list[list[Joint]],
    chosen: CrossOptions,
    design: Design,
) -> CrossTable:
    blocks = [[shares(joint, design) for joint in row] for row in joints]
    whole = joints[0][0] if axis.parts and coded.parts else None
    return CrossTable(
        question, ids, coded.options, axis.options, _joined(blocks), None, chosen, design, whole, axis.parts
    )


def _of_numbers(
    question: Question, ids: Axis, axis: Coded, found: Numbers, chosen: CrossOptions, design: Design
) -> CrossTable:
    return CrossTable(question, ids, (), axis.options, None, found, chosen, design)


def _joined(blocks: list[list[Shares]]) -> Shares:
    """The blocks of several codings as one: lines below each other (everybody once), options side by side."""
    if len(blocks) == 1 and len(blocks[0]) == 1:
        return blocks[0][0]

    def rows(name: str) -> Floats:
        columns = [[getattr(block, name)[bool(at) :] for block in row] for at, row in enumerate(blocks)]
        return np.concatenate([row[0] if row[0].ndim == 1 else np.hstack(row) for row in columns])

    names = ("n", "weighted", "effective", "count", "weighted_count", "share", "se", "deff", "apart")
    return Shares(*(rows(name) for name in names))
