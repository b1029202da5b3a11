"""Columns of cells to answers: each different text is read once, rows follow by numpy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.surveys.intake.cells import (
    OptionReader,
    is_blank,
    is_day,
    is_told,
    number_of,
    plain_name,
    tick,
)
from bingo_planner.features.surveys.model import Question, QuestionKind
from bingo_planner.features.surveys.stats.answers import (
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
from bingo_planner.kernel.text import clean

Cells = Sequence[str]
Faults = NDArray[np.int8]
"""(n,): 0 where all is well, else the place in `CODES`, counted from 1, of what is wrong with the cell."""
CODES: Final = (
    *("survey_file.range", "survey_file.many", "survey_file.tick", "survey_file.number"),
    *("survey_file.formula", "survey_file.day"),
)
"""Why a cell cannot be taken: the codes of the sentences."""
_RANGE, _MANY, _TICK, _NUMBER, _TOLD, _DAY = range(1, len(CODES) + 1)


@dataclass(frozen=True, eq=False)
class Parsed:
    """Answers of a question, bad cells among them as blank. `bad` (n,): column of a bad cell, −1 where all is well."""

    answers: Answers
    bad: NDArray[np.int32]
    faults: Faults


def parse(question: Question, columns: Sequence[tuple[int, str, Cells]], other: int | None = None) -> Parsed:
    """The answers in the columns (place, code of the option it stands for, cells) of one question.

    `other`: place of the option that stands for words which are no option.
    """
    place, _option, cells = columns[0]
    if question.kind is QuestionKind.SINGLE:
        return _single(OptionReader(question, other), place, cells)
    if question.kind is QuestionKind.NUMBER:
        return _numbers(question, place, cells)
    if question.kind is QuestionKind.FREE:
        texts = tuple("" if is_blank(text) else clean(text) for text in cells)
        return Parsed(FreeAnswers(texts), np.full(len(cells), -1, np.int32), np.zeros(len(cells), np.int8))
    return _multiple(OptionReader(question, other), question, columns)


def _mapped(cells: Cells, value: Callable[[str], float]) -> NDArray[np.float64]:
    """A number for each cell; each different text is read once."""
    known = {text: value(text) for text in set(cells)}
    return np.fromiter(map(known.__getitem__, cells), dtype=np.float64, count=len(cells))


def _fault(text: str, otherwise: int) -> int:
    """What is wrong with a text that is none of what was expected."""
    return _TOLD if is_told(text) else _DAY if is_day(text) else otherwise


def _placed(place: int, faults: Faults) -> NDArray[np.int32]:
    return np.where(faults > 0, place, -1).astype(np.int32)


def _single(reader: OptionReader, place: int, cells: Cells) -> Parsed:
    def read(text: str) -> int:
        found = reader.one(text) if text and not _is_nothing(reader, text) else None
        return BLANK if found is None else found

    def wrong(text: str) -> int:
        if read(text) != BLANK or is_blank(text):
            return 0
        return _fault(text, _RANGE if reader.several(text) is None else _MANY)

    codes = _mapped(cells, read).astype(np.int16)
    faults = _mapped(cells, wrong).astype(np.int8)
    return Parsed(SingleAnswers(codes), _placed(place, faults), faults)


def _is_nothing(reader: OptionReader, text: str) -> bool:
    """A word for no answer that the question does not list as an option."""
    return is_blank(text) and not reader.knows(text)


def _numbers(question: Question, place: int, cells: Cells) -> Parsed:
    """Numbers; the code of 無回答 is a blank."""
    blanks = {plain_name(one.code) for one in question.options if one.is_no_answer}

    def read(text: str) -> float:
        number = None if is_blank(text) or plain_name(text) in blanks else number_of(text)
        return float("nan") if number is None else float(number)

    def wrong(text: str) -> int:
        if is_blank(text) or plain_name(text) in blanks or number_of(text) is not None:
            return 0
        return _TOLD if is_told(text) else _NUMBER

    values = _mapped(cells, read)
    faults = _mapped(cells, wrong).astype(np.int8)
    state: States = np.where(np.isnan(values), BLANK, ANSWERED).astype(np.int8)
    return Parsed(NumberAnswers(values, state), _placed(place, faults), faults)


def _multiple(reader: OptionReader, question: Question, columns: Sequence[tuple[int, str, Cells]]) -> Parsed:
    n, k = len(columns[0][2]), len(question.options)
    chosen, said = np.zeros((n, k), dtype=bool), np.zeros(n, dtype=bool)
    bad, faults = np.full(n, -1, np.int32), np.zeros(n, np.int8)
    for place, option, cells in columns:
        at = question.place_of(option) if option else None
        if at is not None and question.no_answer is None:
            # A written 0 says "not this one"; where 無回答 is no option, such a row stays in the base.
            said |= _mapped(cells, lambda text: tick(text) is False) > 0
        found, wrong = _ticks(cells, at, k, reader) if at is not None else _lists(cells, k, reader)
        chosen |= found
        new = (wrong > 0) & (faults == 0)
        bad[new], faults[new] = place, wrong[new]
    chosen[faults > 0] = False
    state: States = np.where(chosen.any(axis=1) | (said & (faults == 0)), ANSWERED, BLANK).astype(np.int8)
    return Parsed(MultipleAnswers(chosen, state), bad, faults)


_Found = tuple[Flags, Faults]
"""What was ticked (n, options), and what is wrong with the cells (n,)."""


def _ticks(cells: Cells, at: int, k: int, reader: OptionReader) -> _Found:
    """One column of an option: ticked, not ticked, or its own code or words."""
    nothing = reader.question.no_answer

    def read(text: str) -> float:
        said = tick(text)
        if said is not None:
            return said
        place = reader.one(text) if text else None
        if place == at:  # a code of its own stands for the tick
            return 1
        # 9 in every column of a question left blank for 無回答.
        return 0 if is_blank(text) or (place is not None and place == nothing) else -_fault(text, _TICK)

    codes = _mapped(cells, read)
    found = np.zeros((len(cells), k), dtype=bool)
    found[:, at] = codes == 1
    return found, np.maximum(-codes, 0).astype(np.int8)


def _lists(cells: Cells, k: int, reader: OptionReader) -> _Found:
    """A column that holds several options at once."""
    texts = list(dict.fromkeys(cells))
    rows = np.zeros((len(texts), k), dtype=bool)
    wrong = np.zeros(len(texts), dtype=np.int8)
    for number, text in enumerate(texts):
        places = None if not text or _is_nothing(reader, text) else reader.several(text)
        if places:
            rows[number, list(places)] = True
        elif not is_blank(text):
            wrong[number] = _fault(text, _RANGE)
    index = {text: number for number, text in enumerate(texts)}
    inverse = np.fromiter(map(index.__getitem__, cells), dtype=np.int64, count=len(cells))
    return rows[inverse], wrong[inverse]


# -- answers of some rows ------------------------------------------------------------------------------
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


def taken(answers: Answers, rows: Flags) -> Answers:
    """The answers of these rows only."""
    if isinstance(answers, SingleAnswers):
        return SingleAnswers(answers.codes[rows])
    if isinstance(answers, MultipleAnswers):
        return MultipleAnswers(answers.chosen[rows], answers.state[rows])
    if isinstance(answers, NumberAnswers):
        return NumberAnswers(answers.values[rows], answers.state[rows])
    return FreeAnswers(tuple(text for text, keep in zip(answers.texts, rows, strict=True) if keep))
