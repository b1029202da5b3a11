"""Columns of cells to answers: each different text is read once, rows follow by numpy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.surveys.answers import (
    ANSWERED,
    BLANK,
    Answers,
    Flags,
    FreeAnswers,
    MultipleAnswers,
    NumberAnswers,
    SingleAnswers,
    States,
)
from bingo_planner.features.surveys.cells import EMPTIES, TICKS, OptionReader, is_blank, number_of
from bingo_planner.features.surveys.model import Condition, Question, QuestionKind
from bingo_planner.kernel.text import clean

Cells = Sequence[str]
_BAD = -9


@dataclass(frozen=True, eq=False)
class Parsed:
    """Answers of a question, bad cells among them as blank. `bad` (n,): column of a bad cell, −1 where all is well."""

    answers: Answers
    bad: NDArray[np.int32]
    code: str = ""
    """Why the bad ones are bad."""


def parse(question: Question, columns: Sequence[tuple[int, str, Cells]], other: int | None = None) -> Parsed:
    """The answers in the columns (place, code of the option it stands for, cells) of one question.

    `other`: place of the option that stands for words which are no option.
    """
    place, _option, cells = columns[0]
    if question.kind is QuestionKind.SINGLE:
        return _single(OptionReader(question, other), place, cells)
    if question.kind is QuestionKind.NUMBER:
        return _numbers(place, cells)
    if question.kind is QuestionKind.FREE:
        texts = tuple("" if is_blank(text) else clean(text) for text in cells)
        return Parsed(FreeAnswers(texts), _all_well(len(cells)))
    return _multiple(OptionReader(question, other), question, columns)


def _all_well(n: int) -> NDArray[np.int32]:
    return np.full(n, -1, dtype=np.int32)


def _coded(cells: Cells, read: Callable[[str], int | None]) -> NDArray[np.int16]:
    """A number for each cell; BLANK for nothing, `_BAD` for what cannot be read."""
    known = {}
    for text in set(cells):
        found = read(text)
        known[text] = found if found is not None else BLANK if is_blank(text) else _BAD
    return np.fromiter(map(known.__getitem__, cells), dtype=np.int16, count=len(cells))


def _single(reader: OptionReader, place: int, cells: Cells) -> Parsed:
    codes = _coded(cells, lambda text: reader.one(text) if text and not _is_nothing(reader, text) else None)
    wrong = codes == _BAD
    bad = np.where(wrong, place, -1).astype(np.int32)
    return Parsed(SingleAnswers(np.where(wrong, BLANK, codes).astype(np.int16)), bad, "survey_file.range")


def _is_nothing(reader: OptionReader, text: str) -> bool:
    """A word for no answer that the question does not list as an option."""
    return is_blank(text) and not reader.knows(text)


def _numbers(place: int, cells: Cells) -> Parsed:
    values: dict[str, float] = {}
    wrong: set[str] = set()
    for text in set(cells):
        number = number_of(text)
        values[text] = float("nan") if number is None else float(number)
        if number is None and not is_blank(text):
            wrong.add(text)
    found = np.fromiter(map(values.__getitem__, cells), dtype=np.float64, count=len(cells))
    state: States = np.where(np.isnan(found), BLANK, ANSWERED).astype(np.int8)
    bad = np.fromiter((place if text in wrong else -1 for text in cells), dtype=np.int32, count=len(cells))
    return Parsed(NumberAnswers(found, state), bad, "survey_file.number")


def _multiple(reader: OptionReader, question: Question, columns: Sequence[tuple[int, str, Cells]]) -> Parsed:
    n, k = len(columns[0][2]), len(question.options)
    chosen, bad, said = np.zeros((n, k), dtype=bool), _all_well(n), np.zeros(n, dtype=bool)
    for place, option, cells in columns:
        at = question.place_of(option) if option else None
        if at is not None and question.no_answer is None:
            # A written 0 says "not this one"; where 無回答 is no option, such a row stays in the base.
            said |= np.fromiter((text.casefold() in EMPTIES for text in cells), dtype=bool, count=n)
        found, wrong = _ticks(cells, at, k, reader) if at is not None else _lists(cells, k, reader)
        chosen |= found
        bad = np.where(wrong & (bad < 0), place, bad).astype(np.int32)
    chosen[bad >= 0] = False
    state: States = np.where(chosen.any(axis=1) | (said & (bad < 0)), ANSWERED, BLANK).astype(np.int8)
    return Parsed(MultipleAnswers(chosen, state), bad, "survey_file.range")


_Found = tuple[Flags, Flags]
"""What was ticked (n, options), and which cells cannot be read (n,)."""


def _ticks(cells: Cells, at: int, k: int, reader: OptionReader) -> _Found:
    """One column of an option: ticked, not ticked, or its own code or words."""

    nothing = reader.question.no_answer

    def is_nothing(place: int | None) -> bool:
        return place is not None and place == nothing

    def read(text: str) -> int | None:
        plain = text.casefold()
        if plain in TICKS:
            return 1
        place = reader.one(text) if text else None
        # A code of its own stands for the tick; 9 in every column of a question left blank for 無回答.
        return 1 if place == at else 0 if plain in EMPTIES or is_nothing(place) else None

    codes = _coded(cells, read)
    found = np.zeros((len(cells), k), dtype=bool)
    found[:, at] = codes == 1
    return found, codes == _BAD


def _lists(cells: Cells, k: int, reader: OptionReader) -> _Found:
    """A column that holds several options at once."""
    texts = list(dict.fromkeys(cells))
    rows = np.zeros((len(texts), k), dtype=bool)
    wrong = np.zeros(len(texts), dtype=bool)
    for number, text in enumerate(texts):
        places = None if not text or _is_nothing(reader, text) else reader.several(text)
        if places:
            rows[number, list(places)] = True
        elif not is_blank(text):
            wrong[number] = True
    index = {text: number for number, text in enumerate(texts)}
    inverse = np.fromiter(map(index.__getitem__, cells), dtype=np.int64, count=len(cells))
    return rows[inverse], wrong[inverse]


# -- what answers must agree with ----------------------------------------------------------------------
def too_many(question: Question, answers: MultipleAnswers) -> Flags:
    """Who chose more than may be chosen; 無回答 does not count."""
    if question.max_choices is None:
        return np.zeros(len(answers.state), dtype=bool)
    counted = answers.chosen.copy()
    if question.no_answer is not None:
        counted[:, question.no_answer] = False
    return np.asarray(counted.sum(axis=1) > question.max_choices)


def was_asked(
    condition: Condition, questions: dict[str, Question], answers: dict[str, Answers], n: int
) -> Flags:
    """For whom every clause holds; KeyError for a question that is not there."""
    asked = np.ones(n, dtype=bool)
    for clause in condition.clauses:
        question, held = questions[clause.question], answers[clause.question]
        places = [at for code in clause.codes if (at := question.place_of(code)) is not None]
        if isinstance(held, SingleAnswers):
            asked &= np.isin(held.codes, places)
        elif isinstance(held, MultipleAnswers):
            asked &= held.chosen[:, places].any(axis=1)
        else:
            raise KeyError(clause.question)
    return asked


def blanked(question: Question, answers: Answers, rows: Flags, value: int = BLANK) -> Answers:
    """The answers with these rows blank, or not asked."""
    if not rows.any():
        return answers
    if isinstance(answers, SingleAnswers):
        return SingleAnswers(np.where(rows, value, answers.codes).astype(np.int16))
    if isinstance(answers, MultipleAnswers):
        chosen = answers.chosen & ~rows[:, None]
        return MultipleAnswers(chosen, np.where(rows, value, answers.state).astype(np.int8))
    if isinstance(answers, NumberAnswers):
        values = np.where(rows, np.nan, answers.values)
        return NumberAnswers(values, np.where(rows, value, answers.state).astype(np.int8))
    return FreeAnswers(tuple("" if row else text for row, text in zip(rows, answers.texts, strict=True)))


def settled(question: Question, answers: Answers) -> Answers:
    """Blanks as the option 無回答 where there is one, and that option alone where it is ticked with others."""
    at = question.no_answer
    if at is None:
        return answers
    if isinstance(answers, SingleAnswers):
        return SingleAnswers(np.where(answers.codes == BLANK, at, answers.codes).astype(np.int16))
    if isinstance(answers, MultipleAnswers):
        chosen = answers.chosen.copy()
        others = np.delete(chosen, at, axis=1).any(axis=1)
        chosen[:, at] = (answers.state == BLANK) | (chosen[:, at] & ~others)
        state = np.where(answers.state == BLANK, ANSWERED, answers.state).astype(np.int8)
        return MultipleAnswers(chosen, state)
    return answers


def says_something(question: Question, answers: Answers) -> Flags:
    """Who gave an answer other than 無回答."""
    if isinstance(answers, SingleAnswers):
        nothing = question.no_answer if question.no_answer is not None else BLANK
        return np.asarray((answers.codes >= 0) & (answers.codes != nothing))
    if isinstance(answers, MultipleAnswers):
        chosen = answers.chosen
        if question.no_answer is not None:
            chosen = np.delete(chosen, question.no_answer, axis=1)
        return np.asarray(chosen.any(axis=1))
    if isinstance(answers, NumberAnswers):
        return np.asarray(answers.state == ANSWERED)
    return np.fromiter((bool(text) for text in answers.texts), dtype=bool, count=len(answers.texts))


def taken(answers: Answers, rows: Flags) -> Answers:
    """The answers of these rows only."""
    if isinstance(answers, SingleAnswers):
        return SingleAnswers(answers.codes[rows])
    if isinstance(answers, MultipleAnswers):
        return MultipleAnswers(answers.chosen[rows], answers.state[rows])
    if isinstance(answers, NumberAnswers):
        return NumberAnswers(answers.values[rows], answers.state[rows])
    return FreeAnswers(tuple(text for text, keep in zip(answers.texts, rows, strict=True) if keep))
