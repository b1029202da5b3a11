"""What was asked, as values: questions, their options, and whom they were put to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from bingo_planner.features.surveys import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.kernel.errors import PlanError

NO_ANSWER = "無回答"
"""The label of the option that stands for a question left blank."""


class QuestionKind(StrEnum):
    """How a question is answered; the values are the words of code sheets."""

    SINGLE = "SA"
    MULTIPLE = "MA"
    NUMBER = "NUM"
    FREE = "FA"


@dataclass(frozen=True, slots=True)
class Option:
    """One printed answer: its code as it stands in the file, and its words."""

    code: str
    label: str

    @property
    def is_no_answer(self) -> bool:
        """Whether it stands for a question that was left blank."""
        return self.label == NO_ANSWER


@dataclass(frozen=True, slots=True)
class Clause:
    """`q3=1|2`: the answer to `question` is, or is among, one of `codes`."""

    question: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """Who was asked: respondents for whom every clause holds (`q3=1|2&q4=1`)."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `options` in printed order, `group` the id of its heading (q5 of q5_1)."""

    id: str
    label: str
    kind: QuestionKind
    options: tuple[Option, ...] = ()
    asked_if: Condition | None = None
    max_choices: int | None = None
    group: str = ""

    @property
    def is_coded(self) -> bool:
        """Whether it has options: single or multiple answers."""
        return self.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE)

    @property
    def no_answer(self) -> int | None:
        """Place of the option that stands for a blank, if there is one."""
        return next((place for place, one in enumerate(self.options) if one.is_no_answer), None)

    def place_of(self, code: str) -> int | None:
        """Place of an option by its code, None when there is none."""
        return next((place for place, one in enumerate(self.options) if one.code == code), None)


@dataclass(frozen=True)
class Codebook:
    """The questions in their printed order; ids are unique."""

    questions: tuple[Question, ...]

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {one.id: one for one in self.questions}

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids in printed order."""
        return tuple(one.id for one in self.questions)

    def __contains__(self, question_id: str) -> bool:
        return question_id in self._by_id

    def question(self, question_id: str) -> Question:
        """The question of an id; PlanError `survey.no_question`."""
        found = self._by_id.get(question_id)
        if found is None:
            raise PlanError("survey.no_question", question=question_id)
        return found
