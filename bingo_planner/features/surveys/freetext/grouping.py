"""Answers sorted into groups, by rule and by hand, and what that gives: opinions and people, groups as a question.

A group is a kind (分類) within a field (分野). One answer may hold several opinions, so opinions (answer × group) and
people are counted apart. What a hand decided stands above every rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.surveys.freetext.coderule import Rule, holds
from bingo_planner.features.surveys.freetext.folded import fold_text, sentences
from bingo_planner.features.surveys.model import Option, Question, QuestionKind
from bingo_planner.features.surveys.stats.answers import ANSWERED, BLANK, Flags, FreeAnswers, MultipleAnswers
from bingo_planner.kernel.i18n import translate

UNSORTED: Final = "-"
"""The code of the option for opinions that are in no group."""
_PUNCTUATION: Final = re.compile(r"[\W_ー]+")
_SAYS_NOTHING: Final = re.compile(
    "(?:特に|とくに|別に|べつに|今のところ|いまのところ|現在|現時点で|これといって|何も|なにも|意見|要望|ご?意見要望|は|も)*"
    "(?:なし|無し|ない|無い|無|ありません|ございません|わかりません|わからない|分かりません|分からない"
    "|思いつきません|思いつかない|思い浮かばない)(?:です|でした|と思います)?"
    "|特に|とくに"
)
"""Folded answers without punctuation that hold no opinion."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group: `field` 分野, `name` 分類; `code` its option in tables; `rules` hold one by one."""

    id: str
    name: str
    field: str = ""
    code: int = 0
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class HandMark:
    """What somebody decided about one answer and one group."""

    respondent: int
    group_id: str
    belongs: bool


@dataclass(frozen=True, eq=False)
class Grouping:
    """Which answers are in which group.

    `assigned` and `by_rule` (answers, groups); `by_hand` (answers, groups): 1 put in, −1 taken out, 0 not touched;
    `wrote` (answers,): whether there is an opinion at all (とくになし is none).
    """

    groups: tuple[Group, ...]
    wrote: Flags
    by_rule: Flags
    by_hand: NDArray[np.int8]

    @cached_property
    def assigned(self) -> Flags:
        """What holds: rules, unless a hand decided otherwise."""
        by_rule = np.logical_and(self.by_rule, self.by_hand >= 0)
        return np.logical_and(np.logical_or(by_rule, self.by_hand > 0), self.wrote[:, None])

    @cached_property
    def unsorted(self) -> Flags:
        """Opinions in no group (answers,)."""
        return np.logical_and(self.wrote, np.logical_not(self.assigned.any(axis=1)))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields in the order of their first group."""
        return tuple(dict.fromkeys(one.field for one in self.groups))

    def of_field(self, field: str) -> Flags:
        """Answers with an opinion in a field (answers,)."""
        places = [at for at, one in enumerate(self.groups) if one.field == field]
        found: Flags = np.asarray(np.any(self.assigned[:, places], axis=1))
        return found


@dataclass(frozen=True, slots=True)
class Count:
    """How many opinions and how many people; `by_hand` of the opinions were put there by hand."""

    opinions: int
    people: int
    by_hand: int = 0


def sort_answers(answers: Sequence[str], groups: Sequence[Group], marks: Iterable[HandMark] = ()) -> Grouping:
    """Sort answers into groups by the rules and by what was decided by hand."""
    texts = tuple(answers)
    wrote = _wrote(texts)
    by_rule = np.zeros((len(texts), len(groups)), dtype=bool)
    for place, group in enumerate(groups):
        for rule in group.rules:
            by_rule[:, place] |= found_by(rule, texts)
    by_hand = np.zeros(by_rule.shape, dtype=np.int8)
    places = {group.id: place for place, group in enumerate(groups)}
    for mark in marks:
        if mark.group_id in places and 0 <= mark.respondent < len(texts):
            by_hand[mark.respondent, places[mark.group_id]] = 1 if mark.belongs else -1
    return Grouping(tuple(groups), wrote, by_rule & wrote[:, None], by_hand)


@lru_cache(maxsize=300)
def found_by(rule: Rule, answers: tuple[str, ...]) -> Flags:
    """The answers (answers,) a rule holds for. Kept, because each key pressed while sorting asks for all again."""
    hits = (holds(rule, whole, parts) for whole, parts in _folded(answers))
    return np.fromiter(hits, dtype=bool, count=len(answers))


@lru_cache(maxsize=8)
def _wrote(answers: tuple[str, ...]) -> Flags:
    return np.fromiter(map(says_something, answers), dtype=bool, count=len(answers))


def says_something(answer: str) -> bool:
    """Whether an answer holds an opinion: not empty and not とくになし."""
    plain = _PUNCTUATION.sub("", fold_text(answer))
    return bool(plain) and not _SAYS_NOTHING.fullmatch(plain)


def group_count(grouping: Grouping, place: int) -> Count:
    """Opinions and people of one group (the same number: an answer counts once in a group)."""
    own = grouping.assigned[:, place]
    return Count(int(own.sum()), int(own.sum()), int((own & (grouping.by_hand[:, place] > 0)).sum()))


def field_count(grouping: Grouping, field: str) -> Count:
    """Opinions of all groups of a field, and the people behind them."""
    places = [at for at, one in enumerate(grouping.groups) if one.field == field]
    own = grouping.assigned[:, places]
    by_hand = own & (grouping.by_hand[:, places] > 0)
    return Count(int(own.sum()), int(own.any(axis=1).sum()), int(by_hand.sum()))


def total_count(grouping: Grouping) -> Count:
    """Opinions of all groups, and the people behind them."""
    own = grouping.assigned
    return Count(int(own.sum()), int(own.any(axis=1).sum()), int((own & (grouping.by_hand > 0)).sum()))


# -- groups as a question ------------------------------------------------------------------------------
def group_question(asked: Question, grouping: Grouping, question_id: str) -> tuple[Question, MultipleAnswers]:
    """The groups as a question with several answers; its base are those who wrote an opinion."""
    options = tuple(
        Option(code, one.name) for code, one in zip(codes(grouping.groups), grouping.groups, strict=True)
    )
    label = translate("survey_text", "{question} (kinds)", question=asked.label)
    return _question(asked, label, options, grouping, grouping.assigned, question_id)


def field_question(asked: Question, grouping: Grouping, question_id: str) -> tuple[Question, MultipleAnswers]:
    """The fields as a question with several answers: people with at least one opinion in a field."""
    names = grouping.fields
    options = tuple(
        Option(str(at), name or translate("survey_text", "Without a field"))
        for at, name in enumerate(names, 1)
    )
    chosen = np.zeros((len(grouping.wrote), len(names)), dtype=bool)
    for place, name in enumerate(names):
        chosen[:, place] = grouping.of_field(name)
    label = translate("survey_text", "{question} (fields)", question=asked.label)
    return _question(asked, label, options, grouping, chosen, question_id)


def codes(groups: Sequence[Group]) -> tuple[str, ...]:
    """A code for each group: its own, or the next free one where two copies gave the same."""
    taken: set[int] = set()
    found = []
    for group in groups:
        code = max(group.code, 1)
        while code in taken:
            code += 1
        taken.add(code)
        found.append(str(code))
    return tuple(found)


def _question(
    asked: Question,
    label: str,
    options: tuple[Option, ...],
    grouping: Grouping,
    chosen: Flags,
    question_id: str,
) -> tuple[Question, MultipleAnswers]:
    rest = Option(UNSORTED, translate("survey_text", "Not sorted"))
    question = Question(
        question_id, label, QuestionKind.MULTIPLE, (*options, rest), asked.asked_if, None, asked.group
    )
    ticked = np.column_stack([chosen, grouping.unsorted]).astype(bool)
    state = np.where(grouping.wrote, ANSWERED, BLANK).astype(np.int8)
    return question, MultipleAnswers(ticked, state)


def with_derived(
    asked: Question,
    answers: FreeAnswers,
    groups: Sequence[Group],
    marks: Iterable[HandMark],
    taken: Iterable[str],
) -> Mapping[str, tuple[Question, MultipleAnswers]]:
    """The questions that the groups of a free text give, by id; `taken` are ids of the code sheet."""
    grouping = sort_answers(answers.texts, groups, marks)
    known = set(taken)
    kinds_id = _free(f"{asked.id}_kind", known)
    found = {kinds_id: group_question(asked, grouping, kinds_id)}
    if len(grouping.fields) > 1:
        fields_id = _free(f"{asked.id}_field", known)
        found[fields_id] = field_question(asked, grouping, fields_id)
    return found


def _free(wanted: str, taken: set[str]) -> str:
    return wanted if wanted not in taken else _free(f"{wanted}_", taken)


@lru_cache(maxsize=8)
def _folded(answers: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(_fold_parts(text) for text in answers)


def _fold_parts(text: str) -> tuple[str, tuple[str, ...]]:
    parts = tuple(fold_text(text[start:end]) for start, end in sentences(text))
    return "".join(parts), parts
