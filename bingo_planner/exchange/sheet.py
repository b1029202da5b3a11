"""What is exchanged: sheets of typed columns and plain rows, without a word about files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bingo_planner.kernel.numbers import Mark


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that Excel works out: `text` without its =, and the `value` it gives, for files that cannot compute."""

    text: str
    value: str | int | Decimal | None = None


Cell = str | int | Decimal | dt.date | bool | Mark | Formula | None
ColumnKind = Literal["text", "number", "yen", "percent", "date", "flag"]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its head in words, its machine name, and how its cells are to be read.

    `decimals` for numbers and percents; `width` in characters; `unit` stands in the head.
    """

    name: str
    title: str
    kind: ColumnKind = "text"
    unit: str = ""
    decimals: int = 0
    width: int = 12

    @property
    def head(self) -> str:
        """Title with the unit behind it."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to write. `totals` marks rows (by index) that are sums; `note` and `source` stand beneath.

    Two shapes are written from it: one to look at (見る様式: title, rules, marks as －/未集計) and one for machines
    (機械判読: machine names as heads, one value a cell, ISO dates, numbers as numbers, marks in words, nothing else).
    """

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[Sequence[Cell]]
    totals: frozenset[int] = frozenset()
    note: str = ""
    source: str = ""


Shape = Literal["view", "data"]
