"""What the tab of satisfaction and importance shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field

from bingo_planner.features.surveys.priorities.model import Priorities, Settings, Sources
from bingo_planner.kernel.errors import PlanError


@dataclass(frozen=True)
class PrioritiesState:
    """All the tab shows. `found` None: nothing to show yet, or no two groups of questions that fit."""

    survey_id: str = ""
    loading: bool = True
    read_only: bool = False
    problem: PlanError | None = None
    has_answers: bool = False
    ranges: tuple[tuple[str, str], ...] = ()
    range_key: str = ""
    range_words: str = ""
    sources: Sources = field(default_factory=Sources)
    settings: Settings = field(default_factory=Settings)
    satisfaction_groups: tuple[tuple[str, str], ...] = ()
    importance_sources: tuple[tuple[str, str], ...] = ()
    satisfaction_by: str = ""
    importance_by: str = ""
    found: Priorities | None = None
    chosen: str = ""
    """The item under the cursor."""
    note: str = ""
    """What must be said of the range: few answers, weights."""
    told: str = ""
    form_open: bool = False
