"""What the usage page shows: its tabs, the sheet of a month, what is asked, and the whole state of one moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bingo_planner.features.usage.drafts import FormState, SetupLine
from bingo_planner.features.usage.importer import ImportPlan
from bingo_planner.features.usage.model import CellKey, Finding, MonthLine, Named, Service, UsageYear
from bingo_planner.features.usage.sheets import Sheet
from bingo_planner.features.usage.yearly import YearTable
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.errors import PlanError


class Tab(StrEnum):
    """The tabs of the page."""

    ENTRY = "entry"
    MONTHS = "months"
    YEAR = "year"
    TRAIL = "trail"
    SETUP = "setup"


class View(StrEnum):
    """What stands in the cells of the sheet."""

    FIGURES = "figures"
    PER_DAY = "per_day"
    RATE = "rate"


TAB_KINDS: Mapping[str, Tab] = {
    "usage_service": Tab.SETUP,
    "usage_facility": Tab.SETUP,
    "usage_capacity": Tab.SETUP,
    "usage_measure": Tab.SETUP,
    "usage_breakdown": Tab.SETUP,
    "usage_category": Tab.SETUP,
    "usage_link": Tab.SETUP,
    "usage_report": Tab.ENTRY,
    "usage_value": Tab.ENTRY,
    "usage_month": Tab.MONTHS,
    "usage_correction": Tab.TRAIL,
    "usage_source": Tab.TRAIL,
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A typed text that could not be taken; it stays in its cell."""

    row: str
    column: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One step in the life of a figure: when, who, what, and why."""

    id: str
    when: str
    who: str
    what: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Trail:
    """Where one figure came from."""

    key: CellKey
    title: str
    figure: str
    origin: str
    lines: tuple[TrailLine, ...] = ()
    value_id: str = ""


@dataclass(frozen=True)
class UsageState:
    """All the page shows."""

    loading: bool = True
    problem: PlanError | None = None
    tab: Tab = Tab.ENTRY
    style: DateStyle = DateStyle.ERA
    read_only: bool = False
    """The year is settled."""
    services: tuple[Service, ...] = ()
    service_id: str = ""
    projects: tuple[Named, ...] = ()
    kpis: tuple[Named, ...] = ()
    data: UsageYear | None = None
    month: dt.date = dt.date(2000, 4, 1)
    sheet: Sheet | None = None
    category: str = ""
    view: View = View.FIGURES
    with_last: bool = True
    with_year: bool = False
    findings: tuple[Finding, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    correcting: bool = False
    reason: str = ""
    reason_problem: str = ""
    months: tuple[MonthLine, ...] = ()
    table: YearTable | None = None
    trail: Trail | None = None
    plan: ImportPlan | None = None
    setup: tuple[SetupLine, ...] = ()
    setup_kind: str = "usage_service"
    form: FormState | None = None
    context: str = ""
    jump: tuple[str, str] | None = None
    told: int = field(default=0)
    """Counts jumps, so that the same one can be made twice."""

    @property
    def is_confirmed(self) -> bool:
        """Whether the month shown is confirmed."""
        return self.data is not None and self.data.month(self.month).is_confirmed

    @property
    def is_open(self) -> bool:
        """Whether figures of the sheet may be typed."""
        if self.read_only or self.view is not View.FIGURES or self.data is None:
            return False
        if self.month > self.data.today:
            return False
        return not self.is_confirmed or self.may_correct

    @property
    def may_correct(self) -> bool:
        """A reason stands, so that figures of a confirmed month may change."""
        return self.correcting and bool(self.reason.strip())

    @property
    def service(self) -> Service | None:
        """The service chosen."""
        return next((one for one in self.services if one.id == self.service_id), None)
