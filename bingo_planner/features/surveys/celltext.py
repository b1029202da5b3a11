"""What is written in the cells of answers, as codes, ticks and numbers, whatever typed them.

Half and full width, circled figures, `1.0` of a spreadsheet and `01` mean the same code; the codes of a multiple
answer may be parted by `;`, `,`, `、`, blanks and the like. A program's word for nothing (NA, NaN) is a blank.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bingo_planner.features.surveys.answers import (
    ANSWERED,
    BLANK,
    MultipleAnswers,
    NumberAnswers,
    SingleAnswers,
    States,
)
from bingo_planner.features.surveys.codetext import plain_code
from bingo_planner.features.surveys.model import Option, Question
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.numbers import Mark, parse_number

NOTHING = frozenset(("", "NA", "N/A", "NAN", "NULL", "#N/A", "."))
_BETWEEN = re.compile(r"[;；,，、|｜/／・\s]+")
_CIRCLED = re.compile("[\u2460-\u2473\u24ea\u24f5-\u24fe\u2776-\u277f\u3251-\u325f\u32b1-\u32bf]")
_FIGURES = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_TICKED = frozenset(("1", "1.0", "TRUE", "○", "◯", "〇", "✓", "✔", "レ"))
_OPEN = frozenset(("0", "0.0", "FALSE", "×", "-"))


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that cannot be read: its row from 0, the code of the refusal and the text."""

    row: int
    code: str
    text: str


class CodeReader:
    """Places of a question's options by what is written for them."""

    def __init__(self, options: Sequence[Option]) -> None:
        self._exact = {one.code: place for place, one in enumerate(options)}
        numbers: dict[str, int | None] = {}
        for code, place in self._exact.items():
            if (number := _whole(code)) is not None:
                numbers[number] = None if number in numbers else place
        self._numbers = numbers

    def place(self, text: str) -> int | None:
        """The option of one code as written, None when there is none."""
        found = self._exact.get(text)
        if found is None:
            plain = plain_code(text)
            found = self._exact.get(plain)
            if found is None and (number := _whole(plain)) is not None:
                found = self._numbers.get(number)
        return found

    def places(self, text: str) -> tuple[int, ...] | None:
        """The options of several codes in one cell, each once; None when one of them is none."""
        whole = self.place(text)
        if whole is not None:
            return (whole,)
        pieces = [piece for piece in _BETWEEN.split(_CIRCLED.sub(_parted, text)) if piece]
        found = [self.place(piece) for piece in pieces]
        if not found or None in found:
            return None
        return tuple(dict.fromkeys(place for place in found if place is not None))


def is_nothing(text: str) -> bool:
    """Whether a cell is blank or holds a program's word for nothing."""
    return plain_code(text).upper() in NOTHING


def plain_name(text: str) -> str:
    """A code or name as it is compared over columns: half width, no blanks around, 1.0 and 01 as 1."""
    plain = plain_code(text)
    return _whole(plain) or plain


def read_single(texts: Sequence[str], question: Question) -> tuple[SingleAnswers, list[CellFault]]:
    """One code a cell. Faults: survey.code_unknown, survey.code_many."""
    reader = CodeReader(question.options)
    known: dict[str, int] = {}
    faults = []
    codes = np.empty(len(texts), np.int16)
    for row, text in enumerate(texts):
        place = known.get(text)
        if place is None:
            place = _single(reader, text)
            if place is None:
                several = reader.places(text) is not None
                faults.append(CellFault(row, "survey.code_many" if several else "survey.code_unknown", text))
                place = BLANK
            else:
                known[text] = place
        codes[row] = place
    return SingleAnswers(codes), faults


def read_multiple(texts: Sequence[str], question: Question) -> tuple[MultipleAnswers, list[CellFault]]:
    """Several codes a cell. Faults: survey.code_unknown."""
    reader = CodeReader(question.options)
    known: dict[str, tuple[int, ...]] = {}
    faults = []
    chosen = np.zeros((len(texts), len(question.options)), dtype=bool)
    for row, text in enumerate(texts):
        places = known.get(text)
        if places is None:
            places = reader.places(text)
            if places is None:
                if not is_nothing(text):
                    faults.append(CellFault(row, "survey.code_unknown", text))
                places = ()
            known[text] = places
        chosen[row, list(places)] = True
    return MultipleAnswers(chosen, _ticked_or_blank(chosen)), faults


def read_ticks(
    columns: Sequence[Sequence[str]], question: Question
) -> tuple[MultipleAnswers, list[list[CellFault]]]:
    """A column an option, 1 where it was ticked and 0 or blank where not; its own code counts as a tick too.

    Who ticked nothing left the question blank, as in the form of one column; but a written 0 where there is no option
    無回答 says "none of these" and stays in the base. Faults by column: survey.tick.
    """
    rows = len(columns[0]) if columns else 0
    chosen = np.zeros((rows, len(question.options)), dtype=bool)
    said = np.zeros(rows, dtype=bool)
    faults: list[list[CellFault]] = []
    for place, texts in enumerate(columns):
        known: dict[str, bool] = {}
        bad = []
        for row, text in enumerate(texts):
            ticked = known.get(text)
            if ticked is None:
                found = _tick(text, question.options[place].code)
                if found is None:
                    bad.append(CellFault(row, "survey.tick", text))
                    continue
                ticked = known[text] = found
            chosen[row, place] = ticked
            said[row] |= ticked or not is_nothing(text)
        faults.append(bad)
    state = _ticked_or_blank(chosen)
    if question.no_answer is None:
        state[said] = ANSWERED
    return MultipleAnswers(chosen, state), faults


def read_numbers(texts: Sequence[str], question: Question) -> tuple[NumberAnswers, list[CellFault]]:
    """A number a cell; the code of 無回答 is a blank. Faults: number.unreadable."""
    blanks = {one.code for one in question.options if one.is_no_answer}
    values = np.full(len(texts), np.nan)
    faults = []
    for row, text in enumerate(texts):
        if is_nothing(text) or plain_code(text) in blanks:
            continue
        value = read_float(text)
        if value is None:
            faults.append(CellFault(row, "number.unreadable", text))
        else:
            values[row] = value
    return NumberAnswers(values, np.where(np.isnan(values), BLANK, ANSWERED).astype(np.int8)), faults


def read_float(text: str) -> float | None:
    """A number as people and programs write it (1.5, １，２３４, 1e-05, △3); nan for a mark such as －, else None."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if _FIGURES.fullmatch(plain):
        value = float(plain)
        return value if math.isfinite(value) else None
    try:
        found = parse_number(plain)
    except PlanError:
        return None
    return math.nan if isinstance(found, Mark) else float(found)


def _single(reader: CodeReader, text: str) -> int | None:
    place = reader.place(text)
    return BLANK if place is None and is_nothing(text) else place


def _tick(text: str, code: str) -> bool | None:
    plain = plain_code(text).upper()
    if plain in _TICKED or plain == code.upper() != "0":
        return True
    if plain in _OPEN or plain in NOTHING:
        return False
    return None


def _ticked_or_blank(chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> States:
    return np.where(chosen.any(axis=1), ANSWERED, BLANK).astype(np.int8)


def _parted(found: re.Match[str]) -> str:
    return f";{int(unicodedata.numeric(found[0]))};"


def _whole(text: str) -> str | None:
    """Figures of a whole number without leading zeros and without a decimal 0, None for anything else."""
    found = re.fullmatch(r"0*(\d+)(\.0+)?", text)
    return found[1] if found else None
