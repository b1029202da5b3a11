"""What the columns of a file hold, guessed: keys, people's data, questions of one column and of several.

A guess is a proposal: the window shows it column by column, and a code sheet goes before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys.intake import heads
from bingo_planner.features.surveys.intake.answer_kinds import Column, question_of, single_options, together
from bingo_planner.features.surveys.intake.cells import is_blank, is_codes, tick
from bingo_planner.features.surveys.intake.draft import ColumnDraft, Left, QuestionDraft, Use
from bingo_planner.features.surveys.intake.heads import numbered, said, told_most
from bingo_planner.features.surveys.intake.layout import Head
from bingo_planner.features.surveys.intake.personal import Personal, by_content, by_head
from bingo_planner.features.surveys.model import Option, QuestionKind

_SAMPLES: Final = 4
_DATE = re.compile(r"\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?([ T]\d{1,2}:\d{2}.*)?")
Guess = tuple[tuple[ColumnDraft, ...], tuple[QuestionDraft, ...]]


def columns_of(found: Sequence[Head], texts: Mapping[int, Sequence[str]]) -> list[Column]:
    """Columns ready to be guessed about; `texts` are the cells by place."""
    made = []
    for head in found:
        counts = {text: n for text, n in Counter(texts[head.place]).items() if not is_blank(text)}
        made.append(Column(head, said(head), counts, len(texts[head.place])))
    return made


def guess(columns: Sequence[Column], bodies: Sequence[Body]) -> Guess:
    """A use for every column and the questions they make."""
    guesser = _Guesser(bodies)
    for _shared, held in groupby(columns, key=_stem):
        guesser.take(list(held))
    return tuple(guesser.drafts), tuple(guesser.questions)


def _stem(column: Column) -> object:
    """What neighbours of one question share; a column alone shares with nobody."""
    return column.said.stem or column.head.place


class _Guesser:
    def __init__(self, bodies: Sequence[Body]) -> None:
        self.bodies = bodies
        self.drafts: list[ColumnDraft] = []
        self.questions: list[QuestionDraft] = []
        self._ids: set[str] = set()
        self._has_key = False
        self._groups = 0

    def take(self, group: list[Column]) -> None:
        """One group of neighbours."""
        at, before = self._groups + 1, len(self.questions)
        if len(group) == 1:
            told = group[0].said
            self._single(group[0], told.key or f"q{at}", told.words or group[0].head.text)
        elif _are_ticks(group):
            self._ticks(group, _heading(group) or f"q{at}")
        else:
            self._items(group, _heading(group) or f"q{at}")
        self._groups += len(self.questions) > before

    def _items(self, group: Sequence[Column], own: str) -> None:
        """Questions under one heading; what they share is their scale."""
        words, first = _words(group), len(self.questions)
        for number, column in enumerate(group, start=1):
            told = column.said
            item = numbered(told.item)[1] or told.item or told.words
            key = told.key if told.stem.startswith("number") else f"{own}_{told.item_number or number}"
            self._single(column, key, item or column.head.text, own, words)
        made = self.questions[first:]
        if made and all(one.kind is QuestionKind.SINGLE and not one.role for one in made):
            options = single_options(together([column for column in group if column.counts]))
            if len(options) <= max(len(one.options) for one in made) + 3:
                self.questions[first:] = [replace(one, options=options) for one in made]

    def _single(self, column: Column, key: str, label: str, group: str = "", words: str = "") -> None:
        left = self._left(column)
        if left is not None:
            self.drafts.append(left)
            return
        question = question_of(column, self._free(key), label, self.bodies)
        if any(one.role == question.role for one in self.questions):
            question = replace(question, role="")
        self.questions.append(replace(question, group_key=group, group_label=words))
        self.drafts.append(_draft(column, Use.QUESTION, question.key))

    def _ticks(self, group: Sequence[Column], own: str) -> None:
        """One column an option."""
        key, options = self._free(own), []
        for at, column in enumerate(group, start=1):
            told = column.said
            code = told.item_number or str(at)
            held = next(iter(column.texts), "")
            words = numbered(told.item)[1] if told.item else ""
            if not words and tick(held) is not True and not is_codes(held):
                words = held
            options.append(Option(code, words or code))
            self.drafts.append(_draft(column, Use.QUESTION, key, code))
        most = told_most(group[0].head.lines[0]) if group[0].head.lines else None
        label = _words(group) or key
        self.questions.append(
            QuestionDraft(key, label, QuestionKind.MULTIPLE, tuple(options), max_choices=most)
        )

    def _left(self, column: Column) -> ColumnDraft | None:
        """A column that is no question: the key, people's data, times, weights, nothing at all."""
        text = column.head.text
        if not column.counts:
            return _draft(column, Use.LEAVE, left=Left.EMPTY)
        if not column.head.lines:
            return _draft(column, Use.LEAVE)
        if not self._has_key and heads.is_one_of(text, heads.KEYS) and _is_key(column):
            self._has_key = True
            return _draft(column, Use.KEY)
        personal = by_head(text) or by_head(column.said.item) or by_content(column.counts)
        if personal is not None:
            return _draft(column, Use.LEAVE, left=Left.PERSONAL, personal=personal)
        if heads.is_one_of(text, heads.TIMES) or column.all_are(_DATE.fullmatch):
            return _draft(column, Use.LEAVE, left=Left.TIME)
        return _draft(column, Use.LEAVE, left=Left.WEIGHT) if heads.is_one_of(text, heads.WEIGHTS) else None

    def _free(self, key: str) -> str:
        found, number = key, 2
        while found in self._ids:
            found, number = f"{key}_{number}", number + 1
        self._ids.add(found)
        return found


def _is_key(column: Column) -> bool:
    """Hardly two rows share it."""
    return len(column.counts) >= 0.5 * column.filled


def _heading(group: Sequence[Column]) -> str:
    """The id of a group as its heads number it."""
    first = group[0].said
    return first.stem.partition(":")[2] if first.stem.startswith("number") else first.key


def _words(group: Sequence[Column]) -> str:
    """The words all of a group share."""
    first = group[0]
    if not first.said.stem.startswith("number"):
        return first.said.words
    lines = {column.head.lines[0] for column in group if len(column.head.lines) > 1}
    return numbered(next(iter(lines)))[1] if len(lines) == 1 else ""


def _are_ticks(group: Sequence[Column]) -> bool:
    """Whether neighbours are the options of one question: ticks, noughts and ones, or each its own code or words."""
    held = [column for column in group if column.counts]
    if not held:
        return False
    if all(tick(text) is not None for column in held for text in column.texts):
        return True
    own = [column.texts[0] for column in held if len(column.texts) == 1]
    return len(own) == len(held) and len(set(own)) == len(own) > 1


def _draft(
    column: Column,
    use: Use,
    question: str = "",
    option: str = "",
    *,
    left: Left = Left.NOT,
    personal: Personal | None = None,
) -> ColumnDraft:
    samples = tuple(text for text, _n in Counter(column.counts).most_common(_SAMPLES))
    return ColumnDraft(
        column.head.place,
        column.head.text,
        use,
        question,
        option,
        personal,
        left,
        samples,
        column.filled,
        len(column.counts),
        column.mostly_ticks,
    )
