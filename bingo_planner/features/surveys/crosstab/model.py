"""A question by its axes as a page and a paper print it: columns, and lines with their errors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys.model import Question
from bingo_planner.features.surveys.stats.chisq import ChiSquare
from bingo_planner.features.surveys.stats.crosstable import Few
from bingo_planner.features.surveys.stats.raoscott import Association


class Side(StrEnum):
    """Where an option stands on its scale."""

    NONE = ""
    GOOD = "good"
    MIDDLE = "middle"
    BAD = "bad"
    BLANK = "blank"
    """無回答."""


@dataclass(frozen=True, slots=True)
class Axis:
    """What a table is broken down by: one question, or the second within the first."""

    keys: tuple[str, ...]

    @property
    def text(self) -> str:
        """As it is stored: `q1` or `q1*q2`."""
        return "*".join(self.keys)


@dataclass(frozen=True, slots=True)
class Wish:
    """One table: a question by axes. `good`: codes of the good side; None: guessed, empty: no sum of it."""

    question: str
    axes: tuple[Axis, ...] = ()
    drop_no_answer: bool = False
    good: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: an option of the question."""

    code: str
    label: str
    side: Side = Side.NONE


@dataclass(frozen=True, slots=True)
class Figure:
    """One share: `count` answers, `weighted` their weights, `share` of the line's base (nan without one).

    `se` and `margin` from 0 to 1 too; `differs` 1 or −1 where it is significantly above or below everybody's;
    `letters` of the lines that are significantly lower.
    """

    count: int
    weighted: float
    share: float
    se: float
    margin: float
    differs: int = 0
    letters: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the line has a base at all."""
        return not math.isnan(self.share)


@dataclass(frozen=True, slots=True)
class NumberFigures:
    """What a line says of a question for a number; nan where nobody answered."""

    mean: float
    se_mean: float
    total: float
    se_total: float
    low: float
    middle: float
    high: float
    differs: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A row: those who gave one answer to the axis. `outer` is the outer answer of a nested pair.

    `good` is the sum of the good side; `letter` the line's own name among the letters.
    """

    key: str
    label: str
    n: int
    weighted: float
    effective: float
    figures: tuple[Figure, ...] = ()
    good: Figure | None = None
    numbers: NumberFigures | None = None
    few: Few = Few.ENOUGH
    outer: str = ""
    body: Body | None = None
    letter: str = ""
    is_blank: bool = False
    """Those who did not answer the axis."""

    @property
    def whole_label(self) -> str:
        """The label with the outer one."""
        return f"{self.outer} × {self.label}" if self.outer else self.label


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one axis with the tests of independence; none where they cannot be made."""

    axis: Axis
    title: str
    lines: tuple[Line, ...]
    rao_scott: Association | None = None
    chi_square: ChiSquare | None = None
    covers: bool = True
    """Whether everybody of the base is in one of its lines, and in one only."""


@dataclass(frozen=True, slots=True)
class CrossSheet:
    """A question by its axes. `good`: codes that are summed as the good side; empty: no sum."""

    question: Question
    columns: tuple[Column, ...]
    total: Line
    blocks: tuple[Block, ...]
    is_weighted: bool
    drops_no_answer: bool
    good: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everybody first, then every line."""
        return (self.total, *(line for block in self.blocks for line in block.lines))

    @property
    def adds_up(self) -> bool:
        """Whether the columns of a line are parts of 100 %."""
        return self.question.kind == "SA"
