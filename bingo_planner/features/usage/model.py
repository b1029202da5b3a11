"""Joint services as values: set-up, the figures of months, their states, and what is asked about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from bingo_planner.features.region.model import Body
from bingo_planner.kernel.numbers import Mark

Figure = Decimal | Mark
"""A monthly figure: a number, or why there is none."""


class Counting(StrEnum):
    """Whether months add up to a year."""

    SUM = "sum"
    LEVEL = "level"


class Formula(StrEnum):
    """How a year's figure is made from monthly ones."""

    SUM = "sum"
    AVERAGE = "average"
    MAX = "max"
    FIRST = "first"
    LAST = "last"
    RATIO = "ratio"
    PER_MEMBER = "per_member"


class MonthStage(StrEnum):
    """How far a month has come."""

    AHEAD = "ahead"
    OPEN = "open"
    TO_CHECK = "to_check"
    CONFIRMED = "confirmed"


class FindingKind(StrEnum):
    """Why a figure is asked about."""

    OVER = "over"
    JUMP = "jump"
    NOT_MEMBER = "not_member"
    PENDING = "pending"


class CellKey(NamedTuple):
    """Whose figure it is within a month; an empty id where the measure has no such side."""

    measure: str
    facility: str = ""
    body: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Capacity:
    """How much a place can take from a day on; no facility: the service as a whole."""

    id: str
    service_id: str = ""
    facility_id: str = ""
    name: str = ""
    amount: Decimal | None = None
    unit: str = ""
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facility:
    """A place where a service is given, in a host body."""

    id: str
    service_id: str = ""
    municipality_id: str = ""
    name: str = ""
    kana: str = ""
    code: str = ""
    aliases: str = ""
    ownership: str = ""
    kind: str = ""
    ages: str = ""
    hours: str = ""
    fee: str = ""
    address: str = ""
    tel: str = ""
    opened_on: dt.date | None = None
    closed_on: dt.date | None = None
    note: str = ""
    source: str = ""
    sort: int = 0


@dataclass(frozen=True, slots=True)
class Category:
    """One class of a breakdown."""

    id: str
    breakdown_id: str = ""
    name: str = ""
    aliases: str = ""
    sort: int = 0


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A way to split figures, with its classes in order."""

    id: str
    service_id: str = ""
    name: str = ""
    sort: int = 0
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """Something counted each month."""

    id: str
    service_id: str = ""
    name: str = ""
    kana: str = ""
    aliases: str = ""
    unit: str = ""
    counting: str = Counting.SUM
    by_place: bool = True
    by_body: bool = True
    breakdown_id: str = ""
    decimals: int = 0
    capacity_name: str = ""
    jump_percent: int = 50
    jump_least: int = 5
    definition: str = ""
    sort: int = 0


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service's own fields."""

    id: str
    project_id: str = ""
    name: str = ""
    kana: str = ""
    kind: str = "other"
    place_word: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    outline: str = ""
    legal_form: str = ""
    payment: str = ""
    share_rule: str = ""
    eligibility: str = ""
    priority: str = ""
    opening: str = ""
    weekdays: str = "1111100"
    on_holidays: bool = False
    fee: str = ""
    operator: str = ""
    caution: str = ""
    source: str = ""
    sort: int = 0


@dataclass(frozen=True, slots=True)
class Service:
    """A service with everything that is set up for it."""

    row: ServiceRow
    facilities: tuple[Facility, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    measures: tuple[Measure, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    terms: tuple[tuple[str, int | None, int | None], ...] = ()
    """Who takes part in its project: body, first and last fiscal year. Empty: the members of the region."""

    @property
    def id(self) -> str:
        """The service's id."""
        return self.row.id

    @property
    def name(self) -> str:
        """The service's name."""
        return self.row.name

    def measure(self, measure_id: str) -> Measure | None:
        """A measure by its id."""
        return next((one for one in self.measures if one.id == measure_id), None)

    def facility(self, facility_id: str) -> Facility | None:
        """A place by its id."""
        return next((one for one in self.facilities if one.id == facility_id), None)

    def categories(self, breakdown_id: str) -> tuple[Category, ...]:
        """The classes of a breakdown, in order; none when there is no such breakdown."""
        found = next((one for one in self.breakdowns if one.id == breakdown_id), None)
        return found.categories if found else ()

    def category(self, category_id: str) -> Category | None:
        """A class by its id."""
        return next(
            (one for split in self.breakdowns for one in split.categories if one.id == category_id), None
        )


@dataclass(frozen=True, slots=True)
class Held:
    """A figure as it is kept, with where it came from."""

    id: str
    figure: Figure = Mark.BLANK
    source_id: str = ""
    place: str = ""
    seen: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of one place's month besides its figures."""

    id: str
    facility_id: str
    month: dt.date
    is_pending: bool = False
    open_days: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """Everything held of one month of one service."""

    month: dt.date
    figures: Mapping[CellKey, Held] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    """By facility; "" for a service without places."""
    is_confirmed: bool = False
    confirmed_on: dt.date | None = None
    confirmed_by: str = ""
    note: str = ""

    def figure(self, key: CellKey) -> Figure:
        """The figure of a cell; 未集計 where the place's whole report is still to come."""
        held = self.figures.get(key)
        if held is not None and held.figure is not Mark.BLANK:
            return held.figure
        report = self.reports.get(key.facility)
        return Mark.PENDING if report is not None and report.is_pending else Mark.BLANK


@dataclass(frozen=True, slots=True)
class Total:
    """A sum that says what it leaves out: places (or other rows) of which something is blank or 未集計."""

    figure: Figure
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at before a month is confirmed. Facts are filled into its sentence."""

    kind: FindingKind
    key: CellKey
    code: str
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure changed after 確定: what it was, what it is, why, who and when."""

    id: str
    key: CellKey
    month: dt.date
    old: Figure
    new: Figure
    reason: str
    on: dt.date | None
    by: str

    @property
    def difference(self) -> Decimal | None:
        """New less old; a figure that came late counts from nothing."""
        if isinstance(self.new, Mark):
            return None if isinstance(self.old, Mark) else -self.old
        return self.new - (self.old if isinstance(self.old, Decimal) else Decimal(0))


@dataclass(frozen=True, slots=True)
class Source:
    """A file figures were taken from."""

    id: str
    name: str
    digest: str = ""
    encoding: str = ""
    read_on: dt.date | None = None
    read_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """How a KPI takes its actual figure from a measure."""

    id: str
    kpi_id: str = ""
    measure_id: str = ""
    formula: str = Formula.SUM
    other_id: str = ""
    category_id: str = ""
    factor: Decimal | None = None
    by_body: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A record of another room that a form may name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month in the list of months: how far it is, what is missing, what is asked."""

    month: dt.date
    stage: MonthStage
    missing: tuple[str, ...] = ()
    """Ids of facilities of which a figure is blank."""
    pending: tuple[str, ...] = ()
    findings: int = 0
    corrections: int = 0


@dataclass(frozen=True, slots=True)
class UsageYear:
    """A service over a fiscal year, its month before April and the same months a year before included."""

    service: Service
    year: int
    today: dt.date
    bodies: tuple[Body, ...]
    """Every body of the region in official order; who takes part in a month is a rule."""
    months: Mapping[dt.date, Month]
    corrections: tuple[Correction, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    locked: Mapping[int, str] = field(default_factory=dict)
    holidays: Container[dt.date] = frozenset()

    def month(self, day: dt.date) -> Month:
        """The month in which a day lies; an empty one when nothing is held of it."""
        first = day.replace(day=1)
        return self.months.get(first) or Month(first)


@dataclass(frozen=True, slots=True)
class Edit:
    """One figure to be set."""

    month: dt.date
    key: CellKey
    figure: Figure


Edits = Sequence[Edit]
