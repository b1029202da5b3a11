"""All that the page shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from bingo_planner.features.copies.model import (
    AnyCase,
    Case,
    ChangeLine,
    CopyLine,
    DeleteCase,
    Finding,
    Line,
    Meeting,
    NoticeCase,
    Place,
    Standing,
    Wanted,
)
from bingo_planner.features.region.model import Body
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.errors import PlanError


class Tab(Enum):
    """The parts of the page."""

    INBOX = "inbox"
    ARRIVED = "arrived"
    UNSENT = "unsent"
    DEVICES = "devices"
    HISTORY = "history"


@dataclass(frozen=True)
class CopiesState:
    """Everything, whole. `choice`: key of the chosen card, "other", "both", "keep", "bin" or "".

    `bodies` are the members by name, for their marks; `busy`: a meeting is under way.
    """

    loading: bool = True
    problem: PlanError | None = None
    tab: Tab = Tab.INBOX
    style: DateStyle = DateStyle.ERA
    context: str = ""
    standing: Standing | None = None
    bodies: tuple[Body, ...] = ()
    busy: bool = False
    lines: tuple[Line, ...] = ()
    chosen: str = ""
    case: AnyCase | None = None
    choice: str = ""
    typed: str = ""
    typed_problem: str = ""
    note: str = ""
    meetings: tuple[Meeting, ...] = ()
    arrived: tuple[ChangeLine, ...] = ()
    unsent: tuple[ChangeLine, ...] = ()
    copies: tuple[CopyLine, ...] = ()
    has_list: bool = False
    keeps_list: bool = False
    wanted: Wanted = field(default_factory=Wanted)
    history: tuple[ChangeLine, ...] = ()
    people: tuple[str, ...] = ()
    their_bodies: tuple[str, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    setting_up: bool = False
    place: Place = field(default_factory=Place)
    findings: tuple[Finding, ...] = ()

    @property
    def open_lines(self) -> tuple[Line, ...]:
        """What waits."""
        return tuple(line for line in self.lines if line.is_open)

    @property
    def settled_lines(self) -> tuple[Line, ...]:
        """What was settled lately."""
        return tuple(line for line in self.lines if not line.is_open)

    @property
    def line(self) -> Line | None:
        """The entry that is chosen."""
        return next((line for line in self.lines if line.item_id == self.chosen), None)

    @property
    def can_decide(self) -> bool:
        """Whether the button can be pressed."""
        case = self.case
        if isinstance(case, NoticeCase):
            return case.line.is_open
        if isinstance(case, DeleteCase):
            return case.line.is_open and self.choice in ("keep", "bin")
        if not isinstance(case, Case) or not self.choice:
            return False
        return self.choice != "other" or (bool(self.typed.strip()) and not self.typed_problem)

    def body(self, name: str) -> Body | None:
        """A member by its name."""
        return next((one for one in self.bodies if one.name == name), None)
