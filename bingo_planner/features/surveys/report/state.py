"""What the tab of the report shows at one moment: what is chosen, and the pages that follow from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bingo_planner.features.surveys.report.model import Layout, Piece
from bingo_planner.kernel.errors import PlanError


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that is in the report or not."""

    key: str
    label: str
    is_chosen: bool = True


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages as they would be printed. `pdf` stays while newer pages are being made."""

    pdf: bytes = b""
    sizes: tuple[tuple[float, float], ...] = ()
    """Width and height of each page in points."""
    busy: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportState:
    """All the tab shows."""

    survey_id: str = ""
    loading: bool = True
    read_only: bool = False
    problem: PlanError | None = None
    has_answers: bool = False
    pieces: tuple[Choice, ...] = ()
    questions: tuple[Choice, ...] = ()
    axes: tuple[Choice, ...] = ()
    weights: tuple[tuple[str, str], ...] = ()
    weight_id: str = ""
    layout: Layout = Layout.BOTH
    has_charts: bool = True
    has_marks: bool = True
    axis_no_answer: bool = True
    star_below: int = 30
    hide_below: int = 10
    margin_rule: str = "design"
    pages: Pages = field(default_factory=Pages)

    @property
    def can_print(self) -> bool:
        """Whether there are pages, and no newer ones under way."""
        return bool(self.pages.pdf) and not self.pages.busy


ORDER: tuple[Piece, ...] = (
    Piece.OUTLINE,
    Piece.RESULTS,
    Piece.PORTFOLIO,
    Piece.FREE_TEXT,
    Piece.TREND,
    Piece.ANNEX,
)
"""Chapters in the order of the report."""
