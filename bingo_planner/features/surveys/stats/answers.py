"""What was answered, as columns: one array a question, one place a respondent.

`BLANK` is a question that was put and left empty; `NOT_ASKED` one that was not put to this respondent. A blank counts
as the option 無回答 where the question has one; the readers have turned it into that option already. Elsewhere a
blank is outside the base of its question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.surveys import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.kernel.errors import PlanError

NOT_ASKED = -1
BLANK = -2
ANSWERED = 0

Codes = NDArray[np.int16]
States = NDArray[np.int8]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class SingleAnswers:
    """`codes` (n,): place in the question's options from 0, or BLANK or NOT_ASKED."""

    codes: Codes


@dataclass(frozen=True, eq=False, slots=True)
class MultipleAnswers:
    """`chosen` (n, options): what was ticked; `state` (n,): ANSWERED, BLANK or NOT_ASKED (then nothing is ticked)."""

    chosen: Flags
    state: States


@dataclass(frozen=True, eq=False, slots=True)
class NumberAnswers:
    """`values` (n,): the number, nan where there is none; `state` (n,): ANSWERED, BLANK or NOT_ASKED."""

    values: Floats
    state: States


@dataclass(frozen=True, slots=True)
class FreeAnswers:
    """Texts as written, empty where nothing was."""

    texts: tuple[str, ...]


Answers = SingleAnswers | MultipleAnswers | NumberAnswers | FreeAnswers


@dataclass(frozen=True, eq=False)
class AnswerSheet:
    """Everybody's answers by question id; `keys` name the respondents (row numbers where a file has none)."""

    keys: tuple[str, ...]
    answers: Mapping[str, Answers]

    @property
    def size(self) -> int:
        """Respondents."""
        return len(self.keys)

    def single(self, question_id: str) -> SingleAnswers:
        """The answers of a single-answer question; PlanError `survey.no_answers`."""
        found = self.answers.get(question_id)
        if not isinstance(found, SingleAnswers):
            raise PlanError("survey.no_answers", question=question_id)
        return found

    def multiple(self, question_id: str) -> MultipleAnswers:
        """The answers of a multiple-answer question; PlanError `survey.no_answers`."""
        found = self.answers.get(question_id)
        if not isinstance(found, MultipleAnswers):
            raise PlanError("survey.no_answers", question=question_id)
        return found

    def number(self, question_id: str) -> NumberAnswers:
        """The answers of a question for a number; PlanError `survey.no_answers`."""
        found = self.answers.get(question_id)
        if not isinstance(found, NumberAnswers):
            raise PlanError("survey.no_answers", question=question_id)
        return found


def states(answers: Answers) -> States:
    """ANSWERED, BLANK or NOT_ASKED of every respondent (n,); a free text is blank where it is empty."""
    if isinstance(answers, SingleAnswers):
        return np.minimum(answers.codes, ANSWERED).astype(np.int8)
    if isinstance(answers, FreeAnswers):
        return np.array([ANSWERED if text else BLANK for text in answers.texts], dtype=np.int8)
    return answers.state
