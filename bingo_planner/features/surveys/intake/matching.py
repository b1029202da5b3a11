"""Columns of a file put to the questions of a code sheet: by number, by option, by words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count

from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys.intake.draft import ColumnDraft, Left, QuestionDraft, Use
from bingo_planner.features.surveys.intake.heads import numbered, said
from bingo_planner.features.surveys.intake.layout import Head
from bingo_planner.features.surveys.model import QuestionKind
from bingo_planner.features.surveys.room import Role
from bingo_planner.features.surveys.towns import town_of
from bingo_planner.kernel.text import fold

Matched = tuple[tuple[ColumnDraft, ...], tuple[QuestionDraft, ...], tuple[str, ...]]
"""Columns, questions in printed order, and ids of the code sheet that have no column."""


def match(
    columns: Sequence[ColumnDraft],
    guessed: Sequence[QuestionDraft],
    sheet: Sequence[QuestionDraft],
    bodies: Sequence[Body],
) -> Matched:
    """The code sheet's questions over the columns; columns it does not name keep their guess."""
    matcher = _Matcher(columns, guessed)
    unmatched = []
    taken: dict[str, QuestionDraft] = {}
    for one in sheet:
        places = matcher.places_of(one)
        if not places:
            unmatched.append(one.key)
            continue
        taken[one.key] = _with_role(one, matcher.role_of(places), bodies)
        matcher.assign(one, places)
    own = matcher.give_way({one.key for one in sheet})
    held = {one.question for one in matcher.columns if one.use is Use.QUESTION}
    rest = [replace(one, key=own.get(one.key, one.key)) for one in guessed]
    rest = [one for one in rest if one.key in held and one.key not in taken]
    roles = {one.role for one in taken.values() if one.role}
    rest = [replace(one, role="") if one.role in roles else one for one in rest]
    return (
        tuple(matcher.columns),
        tuple(_in_file_order([*taken.values(), *rest], matcher.columns)),
        tuple(unmatched),
    )


class _Matcher:
    def __init__(self, columns: Sequence[ColumnDraft], guessed: Sequence[QuestionDraft]) -> None:
        self.columns = list(columns)
        self.guessed = {one.key: one for one in guessed}
        self.free = {
            at for at, one in enumerate(columns) if one.use is Use.QUESTION or one.left is Left.EMPTY
        }
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_words: dict[str, list[int]] = defaultdict(list)
        for at in sorted(self.free):
            self._learn(at, columns[at])

    def _learn(self, at: int, column: ColumnDraft) -> None:
        told = said(Head(column.place, (column.head,)))
        keys = {told.key, fold(column.head).replace("-", "_")}
        if column.question and _told(column, told.key):
            keys |= (
                {column.question, f"{column.question}_{column.option}"}
                if column.option
                else {column.question}
            )
        for key in keys - {""}:
            self._by_key[key].append(at)
        question = self.guessed.get(column.question)
        words = {column.head, told.words, numbered(column.head)[1]}
        words |= {question.label} if question is not None and not column.option else set()
        for word in {fold(one) for one in words} - {""}:
            self._by_words[word].append(at)

    def places_of(self, question: QuestionDraft) -> list[int]:
        """The columns of a question that nothing has taken yet."""
        own = self._free(self._by_key.get(question.key, ()))
        if question.kind is QuestionKind.MULTIPLE:
            return self._of_several(question, own)
        if own:
            return own[:1]
        words = self._free(self._by_words.get(fold(question.label), ()))
        return words if len(words) == 1 else []

    def _of_several(self, question: QuestionDraft, own: list[int]) -> list[int]:
        """One column of the question itself, else one an option, else whatever is numbered under it."""
        codes = [f"{question.key}_{one.code}" for one in question.options]
        items = [at for code in codes for at in self._free(self._by_key.get(code, ()))]
        if items:
            return sorted({*items, *own})
        start = f"{question.key}_"
        under = [
            at for key, places in self._by_key.items() if key.startswith(start) for at in self._free(places)
        ]
        words = self._free(self._by_words.get(fold(question.label), ()))
        return sorted(set(own or under or (words if len(words) == 1 else ())))

    def _free(self, places: Iterable[int]) -> list[int]:
        return [at for at in places if at in self.free]

    def role_of(self, places: Sequence[int]) -> str:
        """The role the guess gave."""
        found = self.guessed.get(self.columns[places[0]].question)
        return found.role if found is not None else ""

    def assign(self, question: QuestionDraft, places: Sequence[int]) -> None:
        """The columns are this question's; one of several stands for an option when it holds ticks."""
        ticks = len(places) > 1 and question.kind is QuestionKind.MULTIPLE
        for number, at in enumerate(places):
            old = self.columns[at]
            option = _option(question, old, number, len(places)) if ticks else ""
            self.columns[at] = replace(
                old, use=Use.QUESTION, left=Left.NOT, question=question.key, option=option
            )
            self.free.discard(at)

    def give_way(self, ids: Collection[str]) -> Mapping[str, str]:
        """New ids of the columns nothing was found for, where the code sheet gives theirs to another question."""
        taken = set(ids) | set(self.guessed)
        made: dict[str, str] = {}
        for at in sorted(self.free):
            old = self.columns[at].question
            if old in ids and old not in made:
                number = next(number for number in count(2) if f"{old}_{number}" not in taken)
                made[old] = f"{old}_{number}"
                taken.add(made[old])
            if old in made:
                self.columns[at] = replace(self.columns[at], question=made[old])
        return made


def _told(column: ColumnDraft, key: str) -> bool:
    """Whether the head itself says the id that was guessed; one that was counted says nothing of the code sheet."""
    guessed = column.question
    return (
        guessed == key
        or guessed.startswith(f"{key}_" if key else " ")
        or guessed in column.head.casefold().split()
    )


def _option(question: QuestionDraft, column: ColumnDraft, number: int, count: int) -> str:
    """The code a column stands for; empty when its cells hold codes themselves (first answer, second answer …)."""
    told = said(Head(column.place, (column.head,)))
    codes = [one.code for one in question.options]
    words = {fold(one.label): one.code for one in question.options}
    named = words.get(fold(told.item)) or words.get(fold(numbered(column.head)[1]))
    if column.distinct == 1 or column.ticks:
        if named is not None:
            return named
        for code in (column.option, told.item_number):
            if code in codes:
                return code
        return codes[number] if count == len(codes) else ""
    return ""


def _with_role(question: QuestionDraft, guessed: str, bodies: Sequence[Body]) -> QuestionDraft:
    """The town is known by its options, sex and age by the sheet's words or the guess."""
    towns = sum(town_of(one.label, bodies) is not None for one in question.options)
    if question.kind is QuestionKind.SINGLE and towns >= 2 and towns * 2 >= len(question.options):
        return replace(question, role=question.role or Role.TOWN)
    role = question.role or guessed
    return replace(question, role="" if role == Role.TOWN else role)


def _in_file_order(questions: Sequence[QuestionDraft], columns: Sequence[ColumnDraft]) -> list[QuestionDraft]:
    first: Mapping[str, int] = {
        one.question: one.place for one in reversed(columns) if one.use is Use.QUESTION
    }
    found = sorted(questions, key=lambda one: first.get(one.key, 10**6))
    seen: set[str] = set()
    made = []
    for one in found:  # one question says the town, one the sex, one the age
        made.append(replace(one, role="") if one.role in seen else one)
        seen |= {one.role} if one.role else set()
    return made
