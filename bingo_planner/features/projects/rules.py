"""Rules of a joint project: who takes part in a year, what the sheet lacks, what is late, what a copy takes over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bingo_planner.features.projects.budgeting import cell, wrong_sources
from bingo_planner.features.projects.model import (
    Body,
    Budget,
    BudgetEdit,
    BudgetKey,
    Kpi,
    Member,
    MemberRole,
    Money,
    ProjectDetail,
    Stage,
    Step,
    TargetKind,
)
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.numbers import Mark


def takes_part(member: Member, year: int) -> bool:
    """Whether a member takes part in a fiscal year; an open end is no limit."""
    return (member.from_fy is None or member.from_fy <= year) and (
        member.to_fy is None or year <= member.to_fy
    )


def members_in(members: Iterable[Member], year: int) -> tuple[Member, ...]:
    """The members of a fiscal year, the order kept."""
    return tuple(member for member in members if takes_part(member, year))


def in_region(body: Body, year: int) -> bool:
    """Whether a body belongs to the region on the first day of the fiscal year; partners outside never do.

    The same rule as the region's own: who signs in March plans from April.
    """
    if body.is_outside or body.joined is None:
        return False
    first = FiscalYear(year).start
    return body.joined <= first and (body.left is None or body.left >= first)


def strangers(members: Iterable[Member], bodies: Iterable[Body], year: int) -> tuple[Body, ...]:
    """Bodies that take part in a year in which they do not belong to the region and are no outside partners."""
    by_id = {body.id: body for body in bodies}
    found = [by_id.get(member.municipality_id or "") for member in members_in(members, year)]
    return tuple(body for body in found if body and not body.is_outside and not in_region(body, year))


@dataclass(frozen=True, slots=True)
class MemberMark:
    """A body and what it is in a project: lead ◎, takes part ●, does not －."""

    body: Body
    role: str
    """lead, support, join or empty."""


def member_marks(members: Iterable[Member], bodies: Iterable[Body], year: int) -> tuple[MemberMark, ...]:
    """Every body of the region in that year in official order, with its part in the project."""
    roles: dict[str, str] = {}
    for member in members_in(members, year):
        if member.municipality_id and roles.get(member.municipality_id) != MemberRole.LEAD:
            roles[member.municipality_id] = member.role
    shown = [body for body in bodies if not body.is_outside and (in_region(body, year) or roles.get(body.id))]
    return tuple(MemberMark(body, roles.get(body.id, "")) for body in shown)


def partners(members: Iterable[Member], bodies: Iterable[Body], year: int) -> tuple[str, ...]:
    """Names of outside partners in a year."""
    outside = {body.id: body.name for body in bodies if body.is_outside}
    names = (
        member.partner_name or outside.get(member.municipality_id or "", "")
        for member in members_in(members, year)
    )
    return tuple(name for name in names if name)


class Lateness(StrEnum):
    """How a step stands on a day."""

    DONE = "done"
    LATE = "late"
    RUNNING = "running"
    AHEAD = "ahead"
    UNDATED = "undated"


def lateness(step: Step, today: dt.date) -> Lateness:
    """Done, late (see `days_late`), running, still ahead, or without a day."""
    if step.percent >= 100:
        return Lateness.DONE
    if step.due is None:
        return Lateness.UNDATED
    if days_late(step, today) > 0:
        return Lateness.LATE
    return Lateness.RUNNING if step.starts_on and step.starts_on <= today else Lateness.AHEAD


def expected_percent(step: Step, today: dt.date) -> int:
    """The percent that would be done today if the work went on evenly from first to last day."""
    if step.starts_on is None or step.ends_on is None or step.ends_on <= step.starts_on:
        return 100 if step.due is not None and step.due < today else 0
    gone = (today - step.starts_on).days
    whole = (step.ends_on - step.starts_on).days + 1
    return min(max(gone * 100 // whole, 0), 100)


BEHIND: Final = 15
"""Points of the work a bar under way may be behind an even pace before it counts as late."""


def days_late(step: Step, today: dt.date) -> int:
    """Days a step is late: past its due day, or, for a bar under way, over `BEHIND` points behind the even pace.

    A bar's delay is the work that should be done but is not, in days of the bar's length.
    """
    if step.percent >= 100 or step.due is None:
        return 0
    if step.due < today:
        return (today - step.due).days
    if step.starts_on is None or step.ends_on is None:
        return 0
    behind = expected_percent(step, today) - step.percent
    whole = (step.ends_on - step.starts_on).days + 1
    return max(behind * whole // 100, 1) if behind > BEHIND else 0


def late_steps(steps: Iterable[Step], today: dt.date) -> tuple[Step, ...]:
    """The steps that are late on a day."""
    return tuple(step for step in steps if lateness(step, today) is Lateness.LATE)


def steps_in(steps: Iterable[Step], year: int) -> tuple[Step, ...]:
    """The steps that touch a fiscal year; undated ones always."""
    fiscal = FiscalYear(year)

    def touches(step: Step) -> bool:
        first, last = step.starts_on or step.ends_on, step.due
        return first is None or last is None or (first <= fiscal.end and last >= fiscal.start)

    return tuple(step for step in steps if touches(step))


class Gap(StrEnum):
    """What a project's sheet lacks; each is a sentence beside its place."""

    PACT_ITEM = "pact_item"
    LEAD = "lead"
    MEMBERS = "members"
    KPI = "kpi"
    KPI_TARGET = "kpi_target"
    SOURCES = "sources"
    NOT_MEMBER = "not_member"
    OUTLINE = "outline"


@dataclass(frozen=True, slots=True)
class Finding:
    """One gap with what it is about (a KPI's name, a body, a year)."""

    gap: Gap
    subject: str = ""
    year: int | None = None


def findings(detail: ProjectDetail, year: int) -> tuple[Finding, ...]:
    """Everything a project still lacks in a year, the gravest first."""
    found: list[Finding] = []
    if not detail.pact_items:
        found.append(Finding(Gap.PACT_ITEM))
    if detail.sheet.lead_id is None:
        found.append(Finding(Gap.LEAD))
    if not members_in(detail.members, year):
        found.append(Finding(Gap.MEMBERS, year=year))
    found += [
        Finding(Gap.NOT_MEMBER, body.name, year) for body in strangers(detail.members, detail.bodies, year)
    ]
    found += [
        Finding(Gap.SOURCES, key.stage, key.year)
        for key in wrong_sources(detail.budget, {at.year for at in detail.budget})
    ]
    found += _kpi_findings(detail.kpis)
    if not detail.sheet.outline.strip():
        found.append(Finding(Gap.OUTLINE))
    return tuple(found)


def _kpi_findings(kpis: Sequence[Kpi]) -> list[Finding]:
    if not kpis:
        return [Finding(Gap.KPI)]
    numeric = (TargetKind.NUMBER, TargetKind.AT_LEAST, TargetKind.AT_MOST)
    return [
        Finding(Gap.KPI_TARGET, kpi.name)
        for kpi in kpis
        if kpi.target_kind == TargetKind.PENDING or (kpi.target_kind in numeric and kpi.target is None)
    ]


def shifted(day: dt.date | None, years: int = 1) -> dt.date | None:
    """The same day some years later; 29 February becomes the 28th."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def steps_for_next_year(steps: Iterable[Step], year: int) -> tuple[Step, ...]:
    """Last year's steps as a plan for `year`: a year later and nothing done.

    Steps that start in last year are taken over; those that already stand in `year` under the same title are not.
    """
    there = {step.title for step in steps_in(steps, year) if step.starts_on or step.ends_on}
    before = [
        step
        for step in steps
        if step.starts_on is not None
        and FiscalYear.of(step.starts_on) == year - 1
        and step.title not in there
    ]
    return tuple(
        replace(step, starts_on=shifted(step.starts_on), ends_on=shifted(step.ends_on), percent=0)
        for step in before
    )


def budget_from_last_year(budget: Budget, year: int) -> tuple[BudgetEdit, ...]:
    """Last year's original budget for the cells of `year` that are still blank."""
    edits = []
    for money in Money:
        old = cell(budget, year - 1, Stage.ORIGINAL, money)
        if cell(budget, year, Stage.ORIGINAL, money) is Mark.BLANK and old is not Mark.BLANK:
            edits.append(BudgetEdit(BudgetKey(year, Stage.ORIGINAL, money), old))
    return tuple(edits)


def next_code(code: str, taken: Iterable[str]) -> str:
    """The next free code beside one (3-A-02 → 3-A-05); a code without a number gets -2."""
    used = set(taken)
    stem, dash, number = code.rpartition("-")
    if not dash or not number.isdigit():
        stem, number = code, "1"
    count = int(number)
    while (candidate := f"{stem}-{count:0{len(number)}d}") in used or candidate == code:
        count += 1
    return candidate


def field_groups(items: Mapping[str, str]) -> tuple[str, ...]:
    """Role areas in their order, then anything else that stands in the data."""
    known = ["ECONOMY", "HUB", "LIFE"]
    return tuple(known + sorted(set(items.values()) - set(known)))
