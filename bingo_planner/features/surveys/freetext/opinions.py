"""The answers to one free question with who gave them and the groups they are in: what the tab 自由意見 works on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys.freetext.folded import fold_text
from bingo_planner.features.surveys.freetext.grouping import Grouping, sort_answers
from bingo_planner.features.surveys.freetext.room import QuoteRow, TextFacts, digest
from bingo_planner.features.surveys.model import Codebook, Question, QuestionKind
from bingo_planner.features.surveys.room import Role, SurveyFacts
from bingo_planner.features.surveys.stats.answers import (
    Answers,
    AnswerSheet,
    Flags,
    FreeAnswers,
    MultipleAnswers,
    NumberAnswers,
    SingleAnswers,
)
from bingo_planner.features.surveys.towns import town_of
from bingo_planner.kernel.numbers import format_number

FEW: int = 10
"""Fewer respondents than this with the same attributes may be recognised by them."""


@dataclass(frozen=True, eq=False)
class TextData:
    """A survey with its free answers and all that is held about them; of other answers only those asked for."""

    survey: SurveyFacts
    codebook: Codebook
    sheet: AnswerSheet
    facts: TextFacts
    bodies: tuple[Body, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """The free questions that have answers here."""
        return tuple(
            one
            for one in self.codebook.questions
            if one.kind == QuestionKind.FREE and isinstance(self.sheet.answers.get(one.id), FreeAnswers)
        )


@dataclass(frozen=True, eq=False)
class Answered:
    """What was written and by whom; arrays and tuples go by respondent. It stays when answers are sorted anew.

    `roles` are the words of town, sex and age.
    """

    keys: tuple[str, ...]
    texts: tuple[str, ...]
    roles: Mapping[str, tuple[str, ...]]
    towns: tuple[Body | None, ...]

    @cached_property
    def whos(self) -> tuple[str, ...]:
        """Everybody's attributes in words."""
        return tuple(self.who(at) for at in range(len(self.texts)))

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Answers and attributes as they are searched."""
        both = zip(self.texts, self.whos, strict=True)
        return tuple(f"{fold_text(text)}\n{fold_text(who)}" for text, who in both)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where a respondent stands."""
        return {key: at for at, key in enumerate(self.keys)}

    @cached_property
    def written(self) -> Flags:
        """Answers with any text at all (n,)."""
        return np.fromiter((bool(text.strip()) for text in self.texts), dtype=bool, count=len(self.texts))

    def who(self, at: int, roles: Sequence[str] = (Role.TOWN, Role.SEX, Role.AGE)) -> str:
        """福山市・女性・40代."""
        words = (self.roles[role][at] for role in roles if role in self.roles)
        return "・".join(word for word in words if word)


@dataclass(frozen=True, eq=False)
class Opinions:
    """The answers to one free question with the groups they are in and the quotes made of them."""

    question: Question
    answered: Answered
    grouping: Grouping
    quotes: tuple[QuoteRow, ...]
    lost_marks: int = 0
    """Decisions by hand about answers that read differently now."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The respondents."""
        return self.answered.keys

    @property
    def texts(self) -> tuple[str, ...]:
        """What each wrote."""
        return self.answered.texts

    @cached_property
    def quoted(self) -> Mapping[int, QuoteRow]:
        """Answers that are quoted."""
        found = ((self.place_of(one), one) for one in self.quotes)
        return {at: one for at, one in found if at is not None}

    def alike(self, at: int, roles: Sequence[str]) -> int:
        """How many respondents share these attributes with one of them."""
        held = self.answered.roles
        own = [held[role] for role in roles if role in held]
        return sum(all(words[at] == words[other] for words in own) for other in range(len(self.keys)))

    def safe_roles(self, at: int) -> tuple[str, ...]:
        """The most attributes that at least ten respondents share: all three, else the town, else none."""
        have = tuple(role for role in (Role.TOWN, Role.SEX, Role.AGE) if role in self.answered.roles)
        tries = (have, (Role.TOWN, Role.SEX), (Role.TOWN, Role.AGE), (Role.SEX, Role.AGE), (Role.TOWN,))
        for roles in tries:
            if set(roles) <= set(have) and roles and self.alike(at, roles) >= FEW:
                return roles
        return ()

    def place_of(self, quote: QuoteRow) -> int | None:
        """The answer a quote came from; None where it reads differently now or is not held here."""
        at = self.answered.place.get(quote.respondent)
        return at if at is not None and digest(self.texts[at]) == quote.digest else None


def opinions_of(data: TextData, question_id: str) -> Opinions | None:
    """The answers to one free question; None where there are none."""
    answers = data.sheet.answers.get(question_id)
    if question_id not in data.codebook or not isinstance(answers, FreeAnswers):
        return None
    keys, texts = data.sheet.keys, answers.texts
    marks = data.facts.marks_of(question_id, keys, texts)
    grouping = sort_answers(texts, data.facts.groups_of(question_id), marks)
    kept = [
        one for one in data.facts.codings if one.question_key == question_id and one.mark and one.respondent
    ]
    roles = {}
    for row in data.survey.questions:
        if row.role and row.role not in roles and row.key in data.sheet.answers:
            roles[row.role] = _labels(data.codebook.question(row.key), data.sheet.answers[row.key])
    known = {label: town_of(label, data.bodies) for label in set(roles.get(Role.TOWN, ()))}
    towns = tuple(known[label] for label in roles[Role.TOWN]) if Role.TOWN in roles else (None,) * len(keys)
    quotes = tuple(one for one in data.facts.quotes if one.question_key == question_id)
    answered = Answered(keys, texts, roles, towns)
    # Worked out here, away from the window, where it would hold up the first line that is drawn.
    _ = answered.whos, answered.place, answered.written
    question = data.codebook.question(question_id)
    return Opinions(question, answered, grouping, quotes, len(kept) - len(marks))


def categories(question: Question, answers: Answers) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    """Words of the options that somebody chose, without 無回答, and who chose each (respondents, options)."""
    if isinstance(answers, SingleAnswers):
        chosen = answers.codes[:, None] == np.arange(len(question.options))[None]
    elif isinstance(answers, MultipleAnswers):
        chosen = answers.chosen
    else:
        return (), np.zeros((0, 0), dtype=bool)
    kept = [at for at, one in enumerate(question.options) if not one.is_no_answer and chosen[:, at].any()]
    return tuple(question.options[at].label for at in kept), chosen[:, kept]


def in_words(question: Question, answers: Answers | None, at: int) -> str:
    """What one respondent answered, in words."""
    if isinstance(answers, SingleAnswers):
        code = int(answers.codes[at])
        return question.options[code].label if code >= 0 else ""
    if isinstance(answers, MultipleAnswers):
        return "、".join(question.options[place].label for place in np.flatnonzero(answers.chosen[at]))
    if isinstance(answers, NumberAnswers):
        value = float(answers.values[at])
        return "" if np.isnan(value) else _figure(Decimal(repr(value)))
    return answers.texts[at] if isinstance(answers, FreeAnswers) else ""


def _figure(value: Decimal) -> str:
    exponent = value.normalize().as_tuple().exponent
    return format_number(value, max(-exponent, 0) if isinstance(exponent, int) else 0)


def _labels(question: Question, answers: Answers) -> tuple[str, ...]:
    """The words of a single answer by respondent; nothing for no answer."""
    if not isinstance(answers, SingleAnswers):
        return ()
    words = ["" if one.is_no_answer else one.label for one in question.options]
    return tuple(words[code] if code >= 0 else "" for code in answers.codes.tolist())
