"""Who was asked a question: conditions carried out, blanks of those who were asked, answers of those who were not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bingo_planner.features.surveys.model import Clause, Codebook, Question
from bingo_planner.features.surveys.stats.answers import (
    ANSWERED,
    BLANK,
    NOT_ASKED,
    Answers,
    Flags,
    FreeAnswers,
    MultipleAnswers,
    NumberAnswers,
    SingleAnswers,
    states,
)
from bingo_planner.kernel.errors import PlanError


@dataclass(frozen=True, slots=True)
class Settled:
    """Answers with conditions carried out, and what was met on the way: rows (from 0) by question id.

    `uncalled`: who answered without being asked; the answer is left out. `too_many`: who ticked more than was allowed;
    the ticks count.
    """

    answers: Mapping[str, Answers]
    uncalled: Mapping[str, tuple[int, ...]]
    too_many: Mapping[str, tuple[int, ...]]


def settle(codebook: Codebook, answers: Mapping[str, Answers]) -> Settled:
    """NOT_ASKED where a condition does not hold, and 無回答 for blanks where the question has that option.

    無回答 ticked beside other options does not count. A condition on a question without answers here (its column was
    left out) cannot be carried out and holds for all. PlanError `survey.condition_circle`.
    """
    found: dict[str, Answers] = {}
    uncalled: dict[str, tuple[int, ...]] = {}
    above: dict[str, tuple[int, ...]] = {}
    for question in order_of(codebook):
        own = answers.get(question.id)
        if own is None:
            continue
        asked = _asked(question, codebook, found, len(states(own)))
        _note(uncalled, question, ~asked & says_something(question, own))
        if isinstance(own, MultipleAnswers):
            _note(above, question, asked & too_many(question, own))
        found[question.id] = _settled(question, own, asked)
    ordered = {question.id: found[question.id] for question in codebook.questions if question.id in found}
    return Settled(ordered, uncalled, above)


def order_of(codebook: Codebook) -> tuple[Question, ...]:
    """The questions, each behind those its condition asks about; PlanError `survey.condition_circle`."""
    done: dict[str, Question] = {}

    def visit(question: Question, above: tuple[str, ...]) -> None:
        if question.id in above:
            raise PlanError("survey.condition_circle", question=question.id)
        if question.id in done:
            return
        for clause in question.asked_if.clauses if question.asked_if else ():
            if clause.question in codebook:
                visit(codebook.question(clause.question), (*above, question.id))
        done[question.id] = question

    for question in codebook.questions:
        visit(question, ())
    return tuple(done.values())


def says_something(question: Question, answers: Answers) -> Flags:
    """Who gave an answer other than 無回答."""
    at = question.no_answer if question.is_coded else None
    if isinstance(answers, SingleAnswers):
        return np.asarray((answers.codes >= 0) & (answers.codes != (BLANK if at is None else at)))
    if isinstance(answers, MultipleAnswers):
        chosen = answers.chosen if at is None else np.delete(answers.chosen, at, axis=1)
        return np.asarray(chosen.any(axis=1))
    return np.asarray(states(answers) == ANSWERED)


def too_many(question: Question, answers: MultipleAnswers) -> Flags:
    """Who chose more than may be chosen; 無回答 does not count."""
    if question.max_choices is None:
        return np.zeros(len(answers.state), dtype=bool)
    counted = answers.chosen
    if question.no_answer is not None:
        counted = np.delete(counted, question.no_answer, axis=1)
    return np.asarray(counted.sum(axis=1) > question.max_choices)


def _note(found: dict[str, tuple[int, ...]], question: Question, rows: Flags) -> None:
    if rows.any():
        found[question.id] = tuple(np.flatnonzero(rows).tolist())


def _asked(question: Question, codebook: Codebook, found: Mapping[str, Answers], size: int) -> Flags:
    asked = np.ones(size, dtype=bool)
    for clause in question.asked_if.clauses if question.asked_if else ():
        if clause.question in codebook and clause.question in found:
            asked &= _holds(clause, codebook.question(clause.question), found[clause.question])
    return asked


def _holds(clause: Clause, question: Question, answers: Answers) -> Flags:
    if isinstance(answers, NumberAnswers):
        return np.isin(answers.values, [float(code) for code in clause.codes if code.isdecimal()])
    places = [place for code in clause.codes if (place := question.place_of(code)) is not None]
    if isinstance(answers, SingleAnswers):
        return np.isin(answers.codes, places)
    if isinstance(answers, MultipleAnswers):
        return np.asarray(answers.chosen[:, places].any(axis=1))
    return np.array([bool(text) for text in answers.texts])


def _settled(question: Question, answers: Answers, asked: Flags) -> Answers:
    blank = question.no_answer if question.is_coded else None
    if isinstance(answers, SingleAnswers):
        codes = answers.codes.copy()
        if blank is not None:
            codes[codes == BLANK] = blank
        codes[~asked] = NOT_ASKED
        return SingleAnswers(codes)
    if isinstance(answers, FreeAnswers):
        kept = zip(answers.texts, asked.tolist(), strict=True)
        return FreeAnswers(tuple(text if one else "" for text, one in kept))
    state = answers.state.copy()
    if isinstance(answers, MultipleAnswers):
        chosen = answers.chosen.copy()
        if blank is not None:
            others = np.delete(chosen, blank, axis=1).any(axis=1)
            chosen[:, blank] = (state == BLANK) | (chosen[:, blank] & ~others)
            state[state == BLANK] = ANSWERED
        chosen[~asked] = False
        state[~asked] = NOT_ASKED
        return MultipleAnswers(chosen, state)
    state[~asked] = NOT_ASKED
    return NumberAnswers(np.where(asked, answers.values, np.nan), state)
