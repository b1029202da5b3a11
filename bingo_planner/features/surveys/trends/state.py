"""What the tab of trends shows at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bingo_planner.features.surveys.crosstab.printed import Printed
from bingo_planner.features.surveys.crosstab.questions import QuestionLine
from bingo_planner.features.surveys.trends.model import Trend
from bingo_planner.kernel.errors import PlanError

QUESTION, NOTE = "+question", "+note"
"""Rows of the grid of links that are no options."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier survey: how many questions are linked to it, and how many more seem to ask the same."""

    id: str
    title: str
    linked: int
    suggested: int


@dataclass(frozen=True, slots=True)
class LinkCell:
    """A cell of the grid of links: what it shows, what an editor starts with, whether something is to be looked at."""

    text: str
    edit: str
    to_check: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True)
class LinkTable:
    """The question, its options and a note, by earlier survey."""

    rows: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    cells: Mapping[tuple[str, str], LinkCell] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Run:
    """One line of the picture: figures and margins by survey, None where there is none."""

    name: str
    values: tuple[float | None, ...]
    margins: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a trend."""

    title: str
    surveys: tuple[str, ...]
    runs: tuple[Run, ...]
    unit: str
    decimals: int
    sentence: str


@dataclass(frozen=True)
class TrendState:
    """All the tab shows."""

    survey_id: str = ""
    loading: bool = True
    read_only: bool = False
    problem: PlanError | None = None
    has_answers: bool = False
    earlier: tuple[Earlier, ...] = ()
    questions: tuple[QuestionLine, ...] = ()
    needle: str = ""
    question: str = ""
    kind: str = ""
    ranges: tuple[tuple[str, str], ...] = ()
    range_key: str = ""
    trend: Trend | None = None
    printed: Printed | None = None
    picture: Picture | None = None
    links: LinkTable = field(default_factory=LinkTable)
    links_open: bool = False
    cursor: tuple[str, str] = ("", "")
    told: str = ""

    @property
    def suggested(self) -> int:
        """How many links are suggested in all."""
        return sum(one.suggested for one in self.earlier)

    @property
    def linked(self) -> int:
        """How many links there are in all."""
        return sum(one.linked for one in self.earlier)
