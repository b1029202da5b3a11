"""Questions and axes as small whole numbers that can be counted in one pass.

A coding gives every respondent a code and says which printed lines a code belongs to. For a single answer a code is an
option; for a multiple answer it is the pattern of up to five ticks, so one count serves five options. What is not in
the base has a code of its own that no line shows. Axes are coded in the same way, and two nested axes are one coding
whose codes are their pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.surveys.model import Option, Question, QuestionKind
from bingo_planner.features.surveys.stats.answers import (
    ANSWERED,
    AnswerSheet,
    Flags,
    Floats,
    MultipleAnswers,
    NumberAnswers,
    SingleAnswers,
)
from bingo_planner.kernel.errors import PlanError

SmallCodes = NDArray[np.int16] | NDArray[np.intp]

TICKS = 5
"""Options of a multiple answer that one coding holds: 2⁵ patterns are counted as fast as one option."""


@dataclass(frozen=True, eq=False)
class Coding:
    """Codes 0 … size − 1 of n respondents, in whatever whole numbers they come: turning them costs more than counting.

    `shows` (size, lines): 1 where a code belongs to a printed line; `base` (size,): 1 where it is in the base.
    """

    codes: SmallCodes
    shows: Floats
    base: Floats

    @property
    def size(self) -> int:
        """Number of codes."""
        return len(self.base)

    @cached_property
    def total_and_lines(self) -> Floats:
        """(1 + lines, size): everybody, then the lines; what an axis sums a table of codes by."""
        return np.vstack([np.ones(self.size), self.shows.T])


@dataclass(frozen=True, eq=False)
class Coded:
    """A question or an axis: its printed lines and the codings that hold them one after another.

    `parts` true where every respondent is in one line at most, so that lines can be tested against each other.
    """

    options: tuple[Option, ...]
    codings: tuple[Coding, ...]
    parts: bool

    def members(self) -> Flags:
        """(n, lines) who is in which line."""
        return np.hstack([coding.shows[coding.codes] > 0 for coding in self.codings])


def code_question(question: Question, sheet: AnswerSheet, drop_no_answer: bool = False) -> Coded:
    """The codings of a single or multiple answer; its 無回答 is a line and in the base, or neither.

    PlanError `survey.not_coded` for a number or a free text.
    """
    kept = tuple(
        place for place, one in enumerate(question.options) if not (drop_no_answer and one.is_no_answer)
    )
    options = tuple(question.options[place] for place in kept)
    if question.kind is QuestionKind.SINGLE:
        return Coded(options, (_single(sheet.single(question.id), len(question.options), kept),), True)
    if question.kind is QuestionKind.MULTIPLE:
        return Coded(options, _multiple(sheet.multiple(question.id), kept), False)
    raise PlanError("survey.not_coded", question=question.id)


def everybody(size: int) -> Coded:
    """The axis of no break: all respondents, and no line of their own."""
    return Coded((), (Coding(np.zeros(size, np.int16), np.zeros((1, 0)), np.ones(1)),), True)


def nested(outer: Coded, inner: Coded) -> Coded:
    """Every line of `inner` within every line of `outer`, in that order; codes and labels joined by ` × `."""
    if len(outer.codings) != 1 or len(inner.codings) != 1:
        raise PlanError("survey.nested_many")
    first, second = outer.codings[0], inner.codings[0]
    coding = Coding(
        first.codes.astype(np.intp) * second.size + second.codes,
        np.kron(first.shows, second.shows).astype(np.float64),
        np.kron(first.base, second.base).astype(np.float64),
    )
    options = tuple(
        Option(f"{one.code}*{two.code}", f"{one.label} × {two.label}")
        for one in outer.options
        for two in inner.options
    )
    return Coded(options, (coding,), outer.parts and inner.parts)


def in_base(answers: SingleAnswers | MultipleAnswers | NumberAnswers) -> Flags:
    """(n,) who was asked and answered (無回答 of a coded question counts as an answer here)."""
    if isinstance(answers, SingleAnswers):
        return np.asarray(answers.codes >= 0)
    return np.asarray(answers.state == ANSWERED)


def _single(answers: SingleAnswers, options: int, kept: Sequence[int]) -> Coding:
    codes = answers.codes
    if codes.min(initial=0) < 0:
        codes = np.where(codes < 0, np.int16(options), codes)
    shows = np.zeros((options + 1, len(kept)))
    shows[list(kept), range(len(kept))] = 1
    return Coding(codes, shows, shows.sum(axis=1))


def _multiple(answers: MultipleAnswers, kept: Sequence[int]) -> tuple[Coding, ...]:
    asked = answers.state == ANSWERED
    if len(kept) < answers.chosen.shape[1]:  # whoever ticked only what is left out is outside the base
        asked = asked & answers.chosen[:, list(kept)].any(axis=1)
    return tuple(
        _ticks(answers.chosen[:, list(kept[at : at + TICKS])], asked)
        for at in range(0, max(len(kept), 1), TICKS)
    )


def _ticks(chosen: Flags, asked: Flags) -> Coding:
    count = chosen.shape[1]
    codes = np.full(len(asked), 1 << count, np.int16)
    codes[asked] = chosen[asked] @ (1 << np.arange(count, dtype=np.int16))
    patterns = np.arange(1 << count)
    shows = np.zeros(((1 << count) + 1, count))
    shows[:-1] = patterns[:, None] >> np.arange(count) & 1
    base = np.ones((1 << count) + 1)
    base[-1] = 0
    return Coding(codes, shows, base)
