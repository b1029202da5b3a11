"""Joint projects as values: what the services read, what the pages and papers show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bingo_planner.kernel.numbers import Mark

Figure = Decimal | Mark
"""A figure of a KPI: a number, or why there is none."""
Yen = int | Mark
"""An amount in yen, or why there is none."""


class RoleArea(StrEnum):
    """The three role areas of the scheme."""

    ECONOMY = "ECONOMY"
    HUB = "HUB"
    LIFE = "LIFE"


class Status(StrEnum):
    """What becomes of a project this year."""

    NEW = "new"
    CONTINUED = "continued"
    EXPANDED = "expanded"
    ENDED = "ended"


class Stage(StrEnum):
    """Stages of a budget, in the order in which they come."""

    ESTIMATE = "estimate"
    ORIGINAL = "original"
    SUPPLEMENTARY = "supplementary"
    SETTLED = "settled"


class Money(StrEnum):
    """The whole of an amount, or one source of money."""

    TOTAL = "total"
    NATIONAL = "national"
    PREFECTURE = "prefecture"
    BOND = "bond"
    OTHER = "other"
    GENERAL = "general"


SOURCES = (Money.NATIONAL, Money.PREFECTURE, Money.BOND, Money.OTHER, Money.GENERAL)


class MemberRole(StrEnum):
    """What a body does in a project."""

    LEAD = "lead"
    SUPPORT = "support"
    JOIN = "join"


class Direction(StrEnum):
    """Which way a KPI should go."""

    UP = "up"
    DOWN = "down"
    KEEP = "keep"


class Counting(StrEnum):
    """Whether a year stands for itself or the years of the term are added."""

    SINGLE = "single"
    CUMULATIVE = "cumulative"


class YearKind(StrEnum):
    """Fiscal (年度) or calendar (年) years."""

    FISCAL = "fiscal"
    CALENDAR = "calendar"


class TargetKind(StrEnum):
    """How a target is put."""

    NUMBER = "number"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    KEEP = "keep"
    TEXT = "text"
    PENDING = "pending"


class Level(StrEnum):
    """What a KPI belongs to."""

    REGION = "region"
    MEASURE = "measure"
    PROJECT = "project"


class ValueKind(StrEnum):
    """A figure that was reached, or one that is aimed at."""

    ACTUAL = "actual"
    TARGET = "target"


class Rating(StrEnum):
    """A to D by the stated rule; － cannot be assessed, 未 has no figure yet."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    NONE = "－"
    PENDING = "未"


@dataclass(frozen=True, slots=True)
class Body:
    """A municipality as lists and marks need it; `joined` and `left` are its days in the region."""

    id: str
    code: str
    name: str
    short_name: str = ""
    name_en: str = ""
    mark: str = ""
    mark_en: str = ""
    color_light: str = ""
    color_dark: str = ""
    sort: int = 0
    is_outside: bool = False
    joined: dt.date | None = None
    left: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A body, or an outside partner by name, that takes part in a project from one year to another."""

    id: str
    project_id: str
    municipality_id: str | None
    partner_name: str = ""
    role: str = MemberRole.JOIN
    part: str = ""
    section: str = ""
    from_fy: int | None = None
    to_fy: int | None = None


@dataclass(frozen=True, slots=True)
class PactLine:
    """A schedule item of a pact; `link_id` when the project rests on it."""

    id: str
    pact_id: str
    pact_title: str
    partner_id: str | None
    number: str
    title: str
    role_area: str = ""
    content: str = ""
    link_id: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """A dated line of progress."""

    id: str
    on_date: dt.date | None
    line: str


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone: a bar, or a point in time when `ends_on` is empty."""

    id: str
    title: str
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    percent: int = 0
    after_id: str | None = None
    label: str = ""
    sort: int = 0

    @property
    def is_point(self) -> bool:
        """A point in time, drawn as ◆."""
        return self.ends_on is None

    @property
    def due(self) -> dt.date | None:
        """The day by which it should be done."""
        return self.ends_on or self.starts_on


@dataclass(frozen=True, slots=True)
class BudgetKey:
    """One cell of a project's budget."""

    year: int
    stage: Stage
    money: Money = Money.TOTAL


Budget = Mapping[BudgetKey, Yen]
"""The budget of one project; a cell that is not there is blank."""


@dataclass(frozen=True, slots=True)
class Kpi:
    """A key performance indicator with its yearly figures of the whole region and of single bodies."""

    id: str
    number: str
    name: str
    project_id: str | None = None
    level: str = Level.PROJECT
    role_area: str = ""
    unit: str = ""
    decimals: int = 0
    formula: str = ""
    source: str = ""
    direction: str = Direction.UP
    counting: str = Counting.SINGLE
    year_kind: str = YearKind.FISCAL
    baseline: Figure = Mark.BLANK
    baseline_year: int | None = None
    target_kind: str = TargetKind.NUMBER
    target: Decimal | None = None
    target_text: str = ""
    target_year: int | None = None
    flag: str = ""
    rule: str = "86,71,56"
    note: str = ""
    sort: int = 0
    actuals: Mapping[int, Figure] = field(default_factory=dict, hash=False)
    targets: Mapping[int, Figure] = field(default_factory=dict, hash=False)
    member_actuals: Mapping[tuple[str, int], Figure] = field(default_factory=dict, hash=False)
    member_targets: Mapping[tuple[str, int], Figure] = field(default_factory=dict, hash=False)
    prompts: frozenset[int] = frozenset()
    """Years whose actual is a prompt figure (速報)."""
    evidence: Mapping[int, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Assessment:
    """How a KPI stands: the newest figure, its year, percent of the way to that year's target, the rating."""

    rating: Rating
    year: int | None = None
    value: Figure = Mark.BLANK
    goal: Decimal | None = None
    percent: Decimal | None = None
    pending: bool = False
    """True when the figure of the year asked for is still 未集計, so that an older one was assessed."""


@dataclass(frozen=True, slots=True)
class ProjectSheet:
    """Every field of a project's own row."""

    id: str
    code: str = ""
    name: str = ""
    kana: str = ""
    role_area: str = RoleArea.LIFE
    field: str = ""
    status: str = Status.CONTINUED
    starts_fy: int | None = None
    ends_fy: int | None = None
    lead_id: str | None = None
    purpose: str = ""
    outline: str = ""
    works: str = ""
    effect: str = ""
    roles: str = ""
    cost_policy: str = ""
    subsidy: str = ""
    subsidy_rate: str = ""
    evaluation: str = ""
    next_policy: str = ""
    caution: str = ""
    source: str = ""
    sort: int = 0


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A line of the project list."""

    id: str
    code: str
    name: str
    kana: str
    role_area: str
    field: str
    status: str
    starts_fy: int | None
    ends_fy: int | None
    lead: Body | None
    bodies: tuple[Body, ...]
    partners: tuple[str, ...]
    budget: Yen
    ratings: tuple[Rating, ...]
    progress_on: dt.date | None
    progress: str
    pact_items: int
    late: int
    pending: int


@dataclass(frozen=True, slots=True)
class ProjectList:
    """All projects in a year."""

    year: int
    rows: tuple[ProjectRow, ...]
    bodies: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who changed a record last, and when."""

    who: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class ProjectDetail:
    """A project with everything that hangs on it."""

    sheet: ProjectSheet
    bodies: tuple[Body, ...]
    members: tuple[Member, ...]
    pact_items: tuple[PactLine, ...]
    progress: tuple[Progress, ...]
    steps: tuple[Step, ...]
    budget: Budget = field(hash=False)
    kpis: tuple[Kpi, ...]
    locked: Mapping[int, str] = field(default_factory=dict, hash=False)
    """Locked fiscal years with the reason."""
    today: dt.date = dt.date.min
    last_change: LastChange | None = None

    def body(self, body_id: str | None) -> Body | None:
        """A municipality by its id."""
        return next((body for body in self.bodies if body.id == body_id), None)


@dataclass(frozen=True, slots=True)
class BudgetEdit:
    """A new value for one cell of a budget."""

    key: BudgetKey
    value: Yen


@dataclass(frozen=True, slots=True)
class KpiEdit:
    """A new value for one figure of a KPI; without `municipality_id` the figure of the region."""

    kpi_id: str
    year: int
    kind: ValueKind
    value: Figure
    municipality_id: str | None = None


@dataclass(frozen=True, slots=True)
class ProjectBudget:
    """The budget of one project with what groups it in tables."""

    project_id: str
    code: str
    name: str
    role_area: str
    area: str
    """The field of cooperation within the role area."""
    budget: Budget


@dataclass(frozen=True, slots=True)
class PaperData:
    """Everything the paper of all projects says, read at one moment."""

    region: str
    author: str
    note: str
    """A sample region says so at the foot of every page."""
    date: dt.date
    year: int
    details: tuple[ProjectDetail, ...]
    kpis: tuple[Kpi, ...]
    budgets: tuple[ProjectBudget, ...]
    waiting: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Project → the fields of it and its records that wait for a decision, in words."""
