"""A workbook that reads like a report, as values: sheets of lines with marks of their own, charts, a list of sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

LineKind = Literal["plain", "group", "total", "head", "text", "note"]
"""head: heads of columns, repeated on every printed page; text and note run across the sheet."""
ChartFill = Literal["1", "2", "3", "4", "up", "light", "down", "dots", "white", "blank"]
"""Four tones from light to dark, hatches, dots, white, and white with a hairline hatch for no answer."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure with how it is written: decimals, a mark before it, or a sign in its place (－ for nobody)."""

    value: Decimal | int
    decimals: int = 0
    mark: str = ""
    instead: str = ""
    bold: bool = False


BookCell = str | int | Decimal | Shown | None


@dataclass(frozen=True, slots=True)
class BookLine:
    """A row. `is_lower` rows belong to the one above: no rule between them."""

    cells: tuple[BookCell, ...]
    kind: LineKind = "plain"
    is_lower: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One answer of a chart with a share for each row, and how it is filled."""

    name: str
    values: tuple[float | None, ...]
    fill: ChartFill = "3"


@dataclass(frozen=True, slots=True)
class BookChart:
    """A chart that Excel draws from figures beside it: bands of 100 %, or bars lying under each other."""

    title: str
    names: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    is_stacked: bool = True


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One sheet: title, what it says, its lines, notes, a chart at the right.

    `widths` of columns in characters; `frozen` columns stay when the sheet is moved sideways. `entry` is how the list
    of sheets calls it: number, words, kind; without it the sheet is not listed.
    """

    name: str
    title: str
    lines: Sequence[BookLine]
    widths: tuple[float, ...]
    says: tuple[str, ...] = ()
    frozen: int = 1
    chart: BookChart | None = None
    entry: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """Sheets in order, with a list of them in front: its title and the heads of its columns."""

    title: str
    sheets: tuple[BookSheet, ...]
    list_name: str
    list_heads: tuple[str, ...]
    author: str = ""
