"""Rules of placements: who comes first, in which years and months a case counts, numbers, agreement of fields."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from bingo_planner.features.region.model import Body
from bingo_planner.features.usage.model import Facility
from bingo_planner.features.usage.placement_model import Case, CountKey, Difference, Placements, Rank, State
from bingo_planner.features.usage.placement_steps import day_facts
from bingo_planner.kernel.dates import FiscalYear, format_date
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import Mark
from bingo_planner.kernel.typed import Stored

LIVE = (State.RUNNING, State.ENDED)
"""States in which a child uses, or has used, the nursery."""


# -- who comes first ----------------------------------------------------------------------------------
def rank_of(case: Case, host: Body | None, ranks: Sequence[Rank]) -> tuple[int, Rank | None]:
    """The place of a case in the written order, from 1, with the step that names it; behind all when none does."""
    mine = [one for one in ranks if one.service_id == case.service_id]
    for place, rank in enumerate(mine, 1):
        own = rank.condition == "own" and host is not None and host.id == case.home_id
        reason = rank.condition == "reason" and rank.reason_id == case.reason_id and bool(case.reason_id)
        if own or reason or rank.condition == "rest":
            return place, rank
    return len(mine) + 1, None


def in_priority(facts: Placements, cases: Iterable[Case]) -> list[Case]:
    """Cases by the written order, then by the day of application, then by number."""

    def key(case: Case) -> tuple[int, dt.date, str]:
        place = rank_of(case, facts.host(case), facts.ranks)[0]
        return place, case.applied_on or dt.date.max, case.number

    return sorted(cases, key=key)


# -- time ---------------------------------------------------------------------------------------------
def span(case: Case) -> tuple[dt.date | None, dt.date | None]:
    """First and last day: as decided, else as wanted."""
    if case.decided_from is not None:
        return case.decided_from, last_of(case)
    return case.wanted_from, case.wanted_to


def last_of(case: Case) -> dt.date | None:
    """The last day of use: as it ended, else as decided."""
    ends = [one for one in (case.decided_to, case.ended_on) if one is not None]
    return min(ends) if ends else None


def year_of(case: Case) -> int | None:
    """The fiscal year a case belongs to; placements end with their year."""
    first = case.decided_from or case.wanted_from or case.applied_on
    return int(FiscalYear.of(first)) if first is not None else None


def runs_on(case: Case, day: dt.date) -> bool:
    """Whether the child uses the nursery on a day."""
    if case.state not in LIVE or case.decided_from is None:
        return False
    last = last_of(case)
    return case.decided_from <= day and (last is None or day <= last)


def ends_with_year(case: Case, year: int) -> bool:
    """Whether a running case ends on 31 March of a fiscal year."""
    return case.state == State.RUNNING and last_of(case) == FiscalYear(year).end


# -- monthly counts -----------------------------------------------------------------------------------
def counts(cases: Iterable[Case], months: Sequence[dt.date]) -> dict[tuple[dt.date, CountKey], int]:
    """Running placements on the first day of each month, by facility, home body and age class."""
    found: Counter[tuple[dt.date, CountKey]] = Counter()
    for case in cases:
        key = CountKey(case.facility_id, case.home_id, case.age_id)
        for month in months:
            if runs_on(case, month):
                found[month, key] += 1
    return dict(found)


def by_pair(counted: Mapping[tuple[dt.date, CountKey], int]) -> dict[tuple[dt.date, CountKey], int]:
    """The same without the age class."""
    found: Counter[tuple[dt.date, CountKey]] = Counter()
    for (month, key), count in counted.items():
        found[month, CountKey(key.facility, key.home)] += count
    return dict(found)


def pairs(cases: Iterable[Case], year: int) -> list[CountKey]:
    """Facility and home body of every case that is used in a fiscal year, each once."""
    live = (one for one in cases if one.state in LIVE and year_of(one) == year)
    return list(dict.fromkeys(CountKey(one.facility_id, one.home_id) for one in live))


def months_so_far(year: int, today: dt.date) -> tuple[dt.date, ...]:
    """The months of a fiscal year that have begun."""
    return tuple(month for month in FiscalYear(year).months() if month <= today)


def differences(facts: Placements) -> list[Difference]:
    """Months in which cases and reported figures of one facility and home body do not agree.

    Only pairs that have a case are compared: a region may keep cases for a part of its facilities. A month that is
    not reported at all (blank or 未集計) is no difference.
    """
    months = months_so_far(facts.year, facts.today)
    counted = by_pair(counts(facts.cases, months))
    found = []
    for key in pairs(facts.cases, facts.year):
        for month in months:
            mine, theirs = counted.get((month, key), 0), facts.reported.get((month, key), Mark.BLANK)
            if theirs in (Mark.BLANK, Mark.PENDING):
                continue
            if Decimal(mine) != (theirs if isinstance(theirs, Decimal) else Decimal(0)):
                found.append(Difference(month, key, mine, theirs))
    return found


# -- numbers ------------------------------------------------------------------------------------------
def next_number(home: Body | None, taken: Iterable[str]) -> str:
    """府-0003: the home body's mark and the number after its highest one."""
    prefix = home.mark if home is not None and home.mark else "－"
    pattern = re.compile(rf"{re.escape(prefix)}-(\d+)")
    numbers = [int(hit[1]) for one in taken if (hit := pattern.fullmatch(one))]
    return f"{prefix}-{max(numbers, default=0) + 1:04d}"


# -- fields that must agree -----------------------------------------------------------------------------
_ORDER = (
    ("wanted_from", "wanted_to"),
    ("decided_from", "decided_to"),
    ("applied_on", "reviewed_on"),
    ("reviewed_on", "consulted_on"),
    ("consulted_on", "answered_on"),
    ("answered_on", "contracted_on"),
)


def check_days(values: Mapping[str, Stored]) -> None:
    """PlanError when a day lies before the one it follows, or a placement runs beyond its fiscal year."""
    for first, last in _ORDER:
        start, end = values.get(first), values.get(last)
        if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
            raise PlanError.in_fields(FieldProblem(last, "placement.day_before", day_facts(end, start)))
    start, end = values.get("decided_from"), values.get("decided_to")
    if isinstance(start, dt.date) and isinstance(end, dt.date) and end > FiscalYear.of(start).end:
        day = format_date(FiscalYear.of(start).end)
        raise PlanError.in_fields(FieldProblem("decided_to", "placement.beyond_year", {"day": day}))


def check_place(home_id: str, facility: Facility | None, host: Body | None, key: str = "facility_id") -> None:
    """PlanError when a nursery lies in the home body: that is no placement across a border."""
    if facility is not None and host is not None and home_id and host.id == home_id:
        facts = {"facility": facility.name, "body": host.label}
        raise PlanError.in_fields(FieldProblem(key, "placement.home_is_host", facts))


def head_of(body: Body | None) -> str:
    """The office a letter goes to: 府中市長, 世羅町長; Mayor of Fuchu City."""
    if body is None:
        return "－"
    return translate("placement", "Mayor of {body}", body=body.label if language() == "en" else body.name)
