"""A question over several surveys as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from bingo_planner.features.surveys.crosstab.model import Column, Line
from bingo_planner.features.surveys.model import Question


@dataclass(frozen=True, slots=True)
class Change:
    """A figure less that of the survey before it, from 0 to 1 (or in units of a mean), of independent samples.

    `margin` 1.96 times its standard error √(se² + se²); `differs` 1 or −1 where the change is beyond it.
    """

    value: float
    margin: float
    differs: int


@dataclass(frozen=True, slots=True)
class Edition:
    """One survey of the trend: its line of figures, changes by column, and what is not the same as now.

    `changes` follow the columns; `good` that of the good side, `mean` that of a mean. None where nothing was before.
    """

    survey_id: str
    title: str
    year: int
    line: Line
    changes: tuple[Change | None, ...] = ()
    good: Change | None = None
    mean: Change | None = None
    notes: tuple[str, ...] = ()
    is_weighted: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """A question over surveys, the oldest first; columns are those of the newest."""

    question: Question
    columns: tuple[Column, ...]
    editions: tuple[Edition, ...]
    good: tuple[str, ...] = ()

    @property
    def is_weighted(self) -> bool:
        """Whether any of them is."""
        return any(one.is_weighted for one in self.editions)
