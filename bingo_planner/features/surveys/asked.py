"""Who was asked a question: conditions carried out, blanks of those who were asked, answers of those who were not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bingo_planner.features.surveys.answers import (
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
from bingo_planner.features.surveys.codebook import order_of
from bingo_planner.features.surveys.model import Clause, Codebook, Question


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

    A condition on a question without answers here (its column was left out) cannot be carried out and holds for all.
    """
    found: dict[str, Answers] = {}
    uncalled: dict[str, tuple[int, ...]] = {}
    too_many: dict[str, tuple[int, ...]] = {}
    for question in order_of(codebook):
        own = answers.get(question.id)
        if own is None:
            continue
        asked = _asked(question, codebook, found, len(states(own)))
        strangers = np.flatnonzero(~asked & (states(own) == ANSWERED))
        if len(strangers):
            uncalled[question.id] = tuple(strangers.tolist())
        settled = _settled(question, own, asked)
        if isinstance(settled, MultipleAnswers) and question.max_choices:
            above = np.flatnonzero(settled.chosen.sum(axis=1) > question.max_choices)
            if len(above):
                too_many[question.id] = tuple(above.tolist())
        found[question.id] = settled
    ordered = {question.id: found[question.id] for question in codebook.questions if question.id in found}
    return Settled(ordered, uncalled, too_many)


def _asked(question: Question, codebook: Codebook, found: Mapping[str, Answers], size: int) -> Flags:
    asked = np.ones(size, dtype=bool)
    for clause in question.asked_if.clauses if question.asked_if else ():
        if clause.question in found:
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
            chosen[state == BLANK, blank] = True
            state[state == BLANK] = ANSWERED
        chosen[~asked] = False
        state[~asked] = NOT_ASKED
        return MultipleAnswers(chosen, state)
    state[~asked] = NOT_ASKED
    return NumberAnswers(np.where(asked, answers.values, np.nan), state)
