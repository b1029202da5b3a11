"""How a sheet of answers is laid out: title lines above, heads of one to three lines, answers, totals at the foot."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bingo_planner.exchange.reading import RawSheet, Row
from bingo_planner.features.surveys.intake.cells import is_blank
from bingo_planner.kernel.text import fold

LOOKED_AT: Final = 40
"""Rows at the top among which the heads are searched."""
_FEW: Final = 12
"""Rows of answers that are compared with a line that may be a head."""
_TOTALS: Final = frozenset({"計", "合計", "総計", "小計", "平均", "total", "average", "回答数", "有効回答数"})
_NOTES: Final = ("※", "注", "*", "＊", "備考", "出典")
_CODES = re.compile(r"[\d\s.,;/|~+\-、・%]*")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Head:
    """One column: its place from 0, and the lines of its head from the top."""

    place: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines in one."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands where on a sheet: rows and columns count from 0."""

    title: str
    heads: tuple[Head, ...]
    head_rows: tuple[int, ...]
    rows: tuple[int, ...]
    foot: tuple[int, ...] = ()
    """Rows beneath the answers that are totals or notes."""


def lay_out(sheet: RawSheet) -> Layout:
    """The layout of a sheet; one without heads has no columns, one without answers no rows."""
    filled = sheet.filled
    first = _first_head(filled)
    if first is None:
        return Layout("", (), (), ())
    head_rows = _head_rows(sheet, first)
    rows, foot = _answers(sheet.rows, head_rows[-1] + 1)
    title = next((cell for row in filled[: head_rows[0]] for cell in row if cell), "")
    return Layout(title, _heads(filled, head_rows, rows), head_rows, rows, foot)


def is_codes(text: str) -> bool:
    """Whether a cell holds nothing but figures, circled ones too, and signs between them."""
    return bool(_CODES.fullmatch(unicodedata.normalize("NFKC", text)))


# -- heads ---------------------------------------------------------------------------------------------
def _first_head(rows: Sequence[Row]) -> int | None:
    """The first row that runs over at least half of the width; a merged title says one thing only."""
    top = rows[:LOOKED_AT]
    width = max((len([cell for cell in row if cell]) for row in top), default=0)
    for at, row in enumerate(top):
        cells = [cell for cell in row if cell]
        if len(cells) * 2 >= width and (len(set(cells)) > 1 or width == 1) and not all(map(is_codes, cells)):
            return at
    return None


def _head_rows(sheet: RawSheet, first: int) -> tuple[int, ...]:
    filled = sheet.filled
    found = [first]
    if first and _is_group_line(filled[first - 1], filled[first]):
        found.insert(0, first - 1)
    while len(found) < 3 and found[-1] + 1 < len(filled) and _goes_on(sheet, found):
        found.append(found[-1] + 1)
    return tuple(found)


def _is_group_line(above: Row, below: Row) -> bool:
    """問2 written once over several columns, without being merged: fewer words above, none without a column."""
    words = [at for at, cell in enumerate(above) if cell]
    return len({above[at] for at in words}) > 1 and any(
        below[at] and above[at] == "" for at in range(len(above))
    )


def _goes_on(sheet: RawSheet, found: Sequence[int]) -> bool:
    """Whether the row after the heads found so far is one more line of them."""
    head, at = sheet.filled[found[-1]], found[-1] + 1
    row = sheet.filled[at]
    cells = [place for place, cell in enumerate(row) if cell]
    if not cells:
        return False
    merged = any(area.top in found and area.bottom >= at for area in sheet.merged)
    over = any(area.top == area.bottom == found[-1] and area.right > area.left for area in sheet.merged)
    if merged or (over and _first_answer_differs(sheet, at)):
        return True
    if _splits_groups(head, row, sheet.rows[at + 1 : at + 1 + _FEW]):
        return True
    return _unlike_answers(row, cells, sheet.rows[at + 1 : at + 1 + _FEW])


def _first_answer_differs(sheet: RawSheet, at: int) -> bool:
    """Beneath a merged head: words or numbers of options, which the rows of answers do not repeat."""
    row, below = sheet.rows[at], sheet.rows[at + 1 : at + 1 + _FEW]
    places = [place for place, cell in enumerate(row) if cell]
    same = [place for place in places if any(one[place] == row[place] for one in below)]
    return len(same) * 2 < len(places)


def _splits_groups(head: Row, row: Row, below: Sequence[Row]) -> bool:
    """Heads written once and then blanks, which this row fills, while it is blank where every answer has a key."""
    gaps = [at for at in range(1, len(head)) if not head[at] and row[at]]
    keyed = [
        at for at, cell in enumerate(head) if cell and not row[at] and below and all(one[at] for one in below)
    ]
    return bool(gaps) and bool(keyed)


def _unlike_answers(row: Row, cells: Sequence[int], below: Sequence[Row]) -> bool:
    """Words over columns of codes."""
    if not below:
        return False
    words = [at for at in cells if not is_codes(row[at]) and not is_blank(row[at])]
    coded = [
        at
        for at in range(len(row))
        if any(one[at] for one in below) and all(is_codes(one[at]) or is_blank(one[at]) for one in below)
    ]
    # A head has words over the codes, or nothing; the first respondent has codes, or a word for nothing.
    over = [at for at in coded if at in words]
    named = all(at in words or not row[at] for at in coded)
    return named and len(over) > 1 and len(over) * 2 > len(coded) and len(over) * 3 >= len(cells)


def _heads(filled: Sequence[Row], head_rows: Sequence[int], rows: Sequence[int]) -> tuple[Head, ...]:
    """Columns that have a head or an answer; a word written once over blanks holds for them too."""
    lines = [_spread(filled[at], filled[head_rows[-1]]) for at in head_rows[:-1]] + [filled[head_rows[-1]]]
    width = len(filled[head_rows[0]])
    used = [False] * width
    for at in rows:
        for place, cell in enumerate(filled[at]):
            if cell:
                used[place] = True
        if all(used):
            break
    found = []
    for place in range(width):
        texts = tuple(
            dict.fromkeys(text for line in lines if (text := _SPACES.sub(" ", line[place]).strip()))
        )
        if used[place] or (texts and filled[head_rows[-1]][place]):
            found.append(Head(place, texts))
    return tuple(found)


def _spread(line: Row, below: Row) -> Row:
    """A word over blanks reaches to the next word, as far as the line beneath has words."""
    found, last = [], ""
    for cell, under in zip(line, below, strict=True):
        last = cell or (last if under else "")
        found.append(last)
    return tuple(found)


# -- answers -------------------------------------------------------------------------------------------
def _answers(rows: Sequence[Row], start: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Rows with answers; and totals among them, totals and notes beneath them."""
    return parted(rows, [at for at in range(start, len(rows)) if any(rows[at])])


def parted(rows: Sequence[Row], held: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The rows of `held` that are answers, and those that are totals or notes."""
    last = len(held)
    while last and _is_foot(rows[held[last - 1]]):
        last -= 1
    foot = {at for at in held[:last] if is_total(next(filter(None, rows[at])))} | set(held[last:])
    return tuple(at for at in held if at not in foot), tuple(sorted(foot))


def is_total(text: str) -> bool:
    """Whether a cell says that its row is a total."""
    return fold(text) in _TOTALS


def _is_foot(row: Row) -> bool:
    """Whether a row is a total or a note, as they stand beneath answers."""
    cells = [cell for cell in row if cell]
    if any(map(is_total, cells[:3])):
        return True
    return len(cells) == 1 < len(row) and cells[0].startswith(_NOTES)
