"""What the tab of tables shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bingo_planner.features.surveys.crosstab.bars import Bars
from bingo_planner.features.surveys.crosstab.model import Axis, CrossSheet
from bingo_planner.features.surveys.crosstab.printed import Look, Printed
from bingo_planner.features.surveys.crosstab.questions import HEADING, QuestionLine
from bingo_planner.kernel.errors import PlanError


class View(StrEnum):
    """How the sheet is shown."""

    TABLE = "table"
    BANDS = "bands"
    BARS = "bars"
    PANELS = "panels"


@dataclass(frozen=True, slots=True)
class AxisChoice:
    """An axis that may be chosen; nested ones are offered once they were put together."""

    text: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class CrossState:
    """All the tab shows. `sheet` None: nothing to tabulate yet, or `problem` says why it cannot be."""

    survey_id: str = ""
    loading: bool = True
    read_only: bool = False
    problem: PlanError | None = None
    has_answers: bool = False
    questions: tuple[QuestionLine, ...] = ()
    needle: str = ""
    question: str = ""
    question_id: str = ""
    """The record of the question."""
    offered: tuple[tuple[str, str], ...] = ()
    """Questions that have a table: key and title."""
    attributes: tuple[tuple[str, str], ...] = ()
    """Questions that tables can be broken down by."""
    axes: tuple[Axis, ...] = ()
    choices: tuple[AxisChoice, ...] = ()
    axes_words: str = ""
    axes_kept: bool = True
    """Whether the axes are those the survey is kept with."""
    weights: tuple[tuple[str, str], ...] = ()
    weight_id: str = ""
    look: Look = field(default_factory=Look)
    view: View = View.BANDS
    margin_rule: str = "design"
    drops_no_answer: bool = False
    can_drop: bool = False
    can_sum: bool = False
    sheet: CrossSheet | None = None
    printed: Printed | None = None
    bars: Bars | None = None
    """What the views of bars show; nothing in the others, and for numbers."""
    kind: str = ""
    cursor: tuple[str, str] = ("", "")
    """Line and head under the cursor."""
    told: str = ""
    """What the status line says of the cell under the cursor."""

    @property
    def is_heading(self) -> bool:
        """Whether a heading is chosen: then every item of it is a line."""
        return self.question.startswith(HEADING)
