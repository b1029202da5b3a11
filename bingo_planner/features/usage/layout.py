"""How a sheet is laid out: heads of one or two lines, labels, rows of figures, totals, titles that say the month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bingo_planner.exchange.reading import RawSheet
from bingo_planner.features.usage.names import Meaning, Names, Side
from bingo_planner.kernel.dates import FiscalYear, parse_date, parse_fiscal_year, parse_month
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.numbers import Mark, parse_number
from bingo_planner.kernel.text import fold

_MONTH_IN = re.compile(
    r"((?:令和|平成|(?<![a-z0-9])r|[令平])\.?(?:元|\d{1,2})(?:年度?|[./-])|20\d\d(?:年度?|[./-]))"
    r"(\d{1,2})(?:月|(?!\d))"
)
_YEAR_IN = re.compile(
    r"((?:令和|平成|(?<![a-z0-9])r|[令平])\.?(?:元|\d{1,2})|(?:fy)?20\d\d)(?:年度|(?![\d./-]))"
)
_BARE_MONTH = re.compile(r"(?<!\d)(\d{1,2})月")


@dataclass(frozen=True, slots=True)
class Context:
    """What is said before a table: month, fiscal year, facility, measure."""

    month: dt.date | None = None
    year: int | None = None
    place: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column under its head: what its figures are of, or what its labels name."""

    side: Side
    meanings: tuple[Meaning, ...] = ()
    month: dt.date | None = None
    text: str = ""
    is_label: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A table within a sheet: its columns, and the numbers of its head and figure rows."""

    context: Context
    head: int
    columns: tuple[Column, ...]
    rows: tuple[int, ...]


@dataclass
class _Reading:
    names: Names
    sheet: RawSheet
    context: Context
    blocks: list[Block] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


def blocks(sheet: RawSheet, names: Names, context: Context) -> list[Block]:
    """The tables of a sheet, in order, each with what was said before it."""
    reading = _Reading(names, sheet, told(sheet.name, names, context))
    for at, row in enumerate(sheet.filled):
        if not any(row):
            continue
        if _is_head(row, names):
            _close(reading)
            goes_on = bool(reading.head) and reading.head[-1] == at - 1
            reading.head = [*reading.head, at] if goes_on else [at]
        elif reading.head and _is_data(row, names):
            reading.rows.append(at)
        else:
            _close(reading)
            for text in dict.fromkeys(cell for cell in row if cell):
                reading.context = told(text, names, reading.context)
    _close(reading)
    return reading.blocks


def _close(reading: _Reading) -> None:
    """What was gathered is a table; its head stays for rows that follow a line of words."""
    if reading.rows:
        columns = _columns(reading)
        reading.blocks.append(Block(reading.context, reading.head[-1], columns, tuple(reading.rows)))
        reading.context = replace(reading.context, measure="")
    reading.rows = []


def told(text: str, names: Names, context: Context) -> Context:
    """The context with what a title, a sheet name or a file name adds to it."""
    plain = fold(text)
    if not plain:
        return context
    found = _MONTH_IN.search(plain)
    if found:
        context = _with_month(context, found[1], found[2])
    elif year := _YEAR_IN.search(plain):
        context = _with_year(context, year[1])
    if not found and (bare := _BARE_MONTH.search(plain)) and context.year is not None:
        context = replace(context, month=_month(f"{bare[1]}月", context.year) or context.month)
    place, measure = names.within(text, Side.PLACE), names.within(text, Side.MEASURE)
    return replace(context, place=place or context.place, measure=measure or context.measure)


def _with_month(context: Context, year: str, month: str) -> Context:
    """A month after 年 is a calendar month; after 年度 it is one of that fiscal year."""
    number = year.rstrip("年度./-")
    if year.endswith("度"):
        fiscal = int(parse_fiscal_year(number))
        return replace(context, year=fiscal, month=_month(f"{month}月", fiscal))
    found = _month(f"{number}年{month}月", None)
    return replace(context, month=found, year=int(FiscalYear.of(found))) if found else context


def _with_year(context: Context, text: str) -> Context:
    try:
        return replace(context, year=int(parse_fiscal_year(text)))
    except PlanError:
        return context


def _month(text: str, year: int | None) -> dt.date | None:
    try:
        return parse_month(text, year)
    except PlanError:
        return None


def read_month(text: str, year: int | None, *, bare: bool = False) -> dt.date | None:
    """The month a label means: R6.7, 令和6年7月分, 2024-07-01; 4月, and with `bare` 4, of the fiscal year."""
    plain = fold(text).removesuffix("分").removesuffix("実績")
    if bare and plain.isdecimal() and len(plain) <= 2:
        plain = f"{plain}月"
    if re.fullmatch(r"\d{1,2}月", plain) and year is None:
        return None
    found = _month(plain, year)
    if found is None:
        try:
            found = parse_date(plain).replace(day=1)
        except PlanError:
            return None
    return found


@lru_cache(maxsize=8192)
def is_month(text: str) -> bool:
    """Whether a text names a month, of whatever year."""
    plain = fold(text).removesuffix("分")
    return bool(re.fullmatch(r"\d{1,2}月", plain)) or (
        not plain.isdecimal() and read_month(text, None) is not None
    )


@lru_cache(maxsize=8192)
def is_number(text: str) -> bool:
    """Whether a text is a figure (marks are none)."""
    try:
        return not isinstance(parse_number(text), Mark)
    except PlanError:
        return False


# -- rows ---------------------------------------------------------------------------------------------
def _meanings(row: Sequence[str], names: Names) -> Iterator[Meaning]:
    for text in row:
        if not text:
            continue
        if is_month(text):
            yield Meaning(Side.MONTH, (text,))
        elif not is_number(text) or len(fold(text)) >= 5:
            found = names.meaning(text)
            if found is not None:
                yield found


def _is_head(row: Sequence[str], names: Names) -> bool:
    """A row of words over columns: heads, or several names of one side, and no figure."""
    found = list(_meanings(row, names))
    figures = sum(is_number(text) and names.meaning(text) is None for text in row)
    if figures or len({text for text in row if text}) < 2:
        return False
    heads = [one for one in found if one.is_head and one.side is not Side.TOTAL]
    sides = [one.side for one in found if not one.is_head]
    if any(sides.count(one.side) == 1 for one in heads):
        return False  # 施設名 | びんご中央病児保育室 says which facility, over no column
    several = any(sides.count(side) > 1 for side in (Side.BODY, Side.CATEGORY, Side.MONTH, Side.MEASURE))
    return (bool(heads) and len(found) > 1) or several or sides.count(Side.PLACE) > 1


def _is_data(row: Sequence[str], names: Names) -> bool:
    """A row beneath a head that holds figures, marks, or at least a label and cells still empty."""
    filled = [text for text in row if text]
    if len(set(filled)) == 1 and len(filled) > 2:
        return False
    if any(is_number(text) or _is_mark(text) for text in filled):
        return True
    found = list(_meanings(row, names))
    return any(one.side in (Side.MONTH, Side.PLACE, Side.BODY, Side.CATEGORY) for one in found)


@lru_cache(maxsize=8192)
def _is_mark(text: str) -> bool:
    try:
        return isinstance(parse_number(text), Mark)
    except PlanError:
        return False


# -- columns ------------------------------------------------------------------------------------------
def _columns(reading: _Reading) -> tuple[Column, ...]:
    width = len(reading.sheet.filled[reading.head[-1]])
    found = [_column(reading, place) for place in range(width)]
    first = next((at for at, one in enumerate(found) if one.side is Side.VALUE or one.meanings), len(found))
    # Columns without a head before the figures hold labels, whatever they name.
    return tuple(
        replace(one, is_label=True) if at < first and one.side is Side.OTHER and not one.text else one
        for at, one in enumerate(found)
    )


def _column(reading: _Reading, place: int) -> Column:
    texts = list(dict.fromkeys(t for at in reading.head if (t := reading.sheet.filled[at][place])))
    label = " ".join(texts)
    meanings: list[Meaning] = []
    heads: list[Side] = []
    month = None
    for text in texts:
        if is_month(text):
            month = read_month(text, reading.context.year)
            heads.append(Side.MONTH)
            continue
        found = reading.names.meaning(text)
        if found is not None and found.is_head:
            heads.append(found.side)
        elif found is not None:
            meanings.append(found)
    if Side.TOTAL in heads:
        return Column(Side.TOTAL, (), None, label)
    if meanings or month is not None or (Side.MONTH in heads and is_month(label)):
        return Column(Side.VALUE, tuple(meanings), month, label)
    side = heads[-1] if heads else Side.OTHER
    is_label = side in (Side.MONTH, Side.PLACE, Side.BODY, Side.MEASURE, Side.CATEGORY)
    return Column(side, (), None, label, is_label)
