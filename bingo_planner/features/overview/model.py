"""The overview as values: what is due, what has no figure yet, how KPIs and money stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bingo_planner.features.projects.assess import RollUp
from bingo_planner.features.projects.budgeting import YenSum
from bingo_planner.features.projects.model import Budget, Kpi, Member, Rating, Step
from bingo_planner.features.projects.rules import members_in
from bingo_planner.features.region.model import Body, PactRow, RegionRow, Ring
from bingo_planner.features.staff.model import StaffFacts


class Group(StrEnum):
    """Under which head a line stands."""

    OVERDUE = "overdue"
    WEEK = "week"
    NINETY = "ninety"
    NO_FIGURE = "no_figure"
    WEAK = "weak"


class Scope(StrEnum):
    """Whose lines are shown."""

    ALL = "all"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class ProjectBrief:
    """What the overview needs of a joint project."""

    id: str
    code: str
    name: str
    role_area: str
    status: str = ""
    ends_fy: int | None = None
    lead_id: str | None = None

    @property
    def title(self) -> str:
        """Number and name."""
        return f"{self.code} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class OverviewFacts:
    """Everything read for one fiscal year, before anything is worked out."""

    year: int
    today: dt.date
    region: RegionRow
    bodies: tuple[Body, ...] = ()
    member_ids: frozenset[str] = frozenset()
    outlines: Mapping[str, tuple[Ring, ...]] = field(default_factory=dict, hash=False)
    pacts: tuple[PactRow, ...] = ()
    staff: StaffFacts | None = None
    projects: Mapping[str, ProjectBrief] = field(default_factory=dict, hash=False)
    members: Mapping[str, tuple[Member, ...]] = field(default_factory=dict, hash=False)
    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict, hash=False)
    kpis: tuple[Kpi, ...] = ()
    budgets: Mapping[int, Mapping[str, Budget]] = field(default_factory=dict, hash=False)
    """By fiscal year, then project: the chosen year and the one before it."""
    here: tuple[Body, ...] = field(init=False)
    """Bodies that belong to the region in the year, in official order."""

    taking_part: Mapping[str, tuple[str, ...]] = field(init=False, hash=False)
    """Who takes part in each project in the year, in official order."""

    def __post_init__(self) -> None:
        here = tuple(body for body in self.bodies if body.id in self.member_ids)
        object.__setattr__(self, "here", here)
        object.__setattr__(self, "taking_part", self._taking_part([body.id for body in here]))

    def _taking_part(self, here: Sequence[str]) -> dict[str, tuple[str, ...]]:
        found = {}
        for owner, members in self.members.items():
            held = {one.municipality_id for one in members_in(members, self.year)}
            found[owner] = tuple([body for body in here if body in held])
        return found


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list. It leads to the record (`kind`, `record_id`); `days` counts from today."""

    id: str
    group: Group
    kind: str
    record_id: str
    title: str
    note: str = ""
    body_ids: tuple[str, ...] = ()
    due: dt.date | None = None
    days: int | None = None
    year: int | None = None
    rating: Rating | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class AreaCard:
    """How the KPIs of a role area stand: now, and with the figures of the year before."""

    area: str
    now: RollUp
    before: RollUp
    figures_year: int | None = None
    weak: int = 0

    @property
    def change(self) -> Decimal | None:
        """Points of A·B share gained since the figures of the year before."""
        if self.now.good_share is None or self.before.good_share is None:
            return None
        if self.before.rated * 2 < self.now.rated:
            return None  # a share of a few figures says nothing about the change
        return self.now.good_share - self.before.good_share


@dataclass(frozen=True, slots=True)
class BudgetCard:
    """Original budget of the year and the year before, money as it stands and what of it is settled, in yen."""

    original: YenSum
    previous: YenSum
    current: YenSum
    settled: YenSum
    elapsed: Decimal
    """Share of the fiscal year gone by, 0 to 1."""

    @property
    def change(self) -> int | None:
        """Yen more than last year; None when one of the years has no figure."""
        if not self.original.counted or not self.previous.counted:
            return None
        return self.original.amount - self.previous.amount

    @property
    def settled_share(self) -> Decimal | None:
        """Settled part of the money as it stands, 0 to 1; None when nothing is settled yet."""
        if not self.settled.counted or not self.current.amount:
            return None
        return Decimal(self.settled.amount) / self.current.amount


@dataclass(frozen=True, slots=True)
class BodyShare:
    """A member's share of A·B over the KPIs in which it has figures of its own."""

    body: Body
    share: Decimal | None
    rated: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the page shows, worked out."""

    facts: OverviewFacts
    lines: tuple[Line, ...] = ()
    areas: tuple[AreaCard, ...] = ()
    budget: BudgetCard | None = None
    shares: tuple[BodyShare, ...] = ()
    weak: tuple[Line, ...] = ()
    """KPIs rated C or D, the weakest first."""
    weak_areas: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Role area of each weak KPI by its id."""
    is_whole: bool = True
    """False while the figures of single bodies are still being read."""

    @property
    def has_figures(self) -> bool:
        """Whether the year has any rating or any budget."""
        rated = any(card.now.rated for card in self.areas)
        return rated or (self.budget is not None and self.budget.original.counted > 0)

    @property
    def is_empty(self) -> bool:
        """Nothing at all to show: a new file."""
        facts = self.facts
        return not (facts.bodies or facts.projects or facts.kpis or self.lines)
