"""Rules of the sheet: members by year, what is late, what is missing, what copies take over."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.projects.model import (
    Body,
    BudgetKey,
    Kpi,
    Member,
    PactLine,
    ProjectDetail,
    ProjectSheet,
    Stage,
    Step,
)
from bingo_planner.features.projects.rules import (
    Gap,
    Lateness,
    days_late,
    expected_percent,
    findings,
    in_region,
    late_steps,
    lateness,
    member_marks,
    members_in,
    next_code,
    partners,
    shifted,
    steps_for_next_year,
    steps_in,
    strangers,
    takes_part,
)

TODAY = dt.date(2024, 8, 26)
CORE = Body("a", "1", "甲市", joined=dt.date(2015, 3, 25))
LATER = Body("b", "2", "乙市", joined=dt.date(2024, 3, 28))
NEXT = Body("d", "4", "丁市", joined=dt.date(2025, 4, 1))
OUTSIDE = Body("c", "3", "外市", is_outside=True)
BODIES = (CORE, LATER, NEXT, OUTSIDE)
days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
years = st.one_of(st.none(), st.integers(2015, 2035))


@given(years, years, st.integers(2015, 2035))
def test_taking_part(first: int | None, last: int | None, year: int) -> None:
    member = Member("m", "p", "a", from_fy=first, to_fy=last)
    assert takes_part(member, year) == ((first or 0) <= year <= (last or 9999))
    assert members_in([member], year) in ((), (member,))


def test_marks_in_official_order() -> None:
    members = [
        Member("1", "p", "a", role="lead"),
        Member("2", "p", "b", from_fy=2024),
        Member("3", "p", "c"),
        Member("4", "p", None, partner_name="外の法人"),
    ]
    assert [(one.body.name, one.role) for one in member_marks(members, BODIES, 2024)] == [
        ("甲市", "lead"),
        ("乙市", "join"),
    ]
    assert [one.body.name for one in member_marks(members, BODIES, 2022)] == ["甲市"]
    assert partners(members, BODIES, 2024) == ("外市", "外の法人")


def test_bodies_that_do_not_belong_yet() -> None:
    members = [Member("1", "p", "a"), Member("2", "p", "d"), Member("3", "p", "c")]
    assert not in_region(LATER, 2023)
    assert in_region(LATER, 2024)
    assert not in_region(NEXT, 2024)
    assert [body.name for body in strangers(members, BODIES, 2024)] == ["丁市"]
    assert strangers(members, BODIES, 2025) == ()


def _step(start: dt.date | None, end: dt.date | None, percent: int) -> Step:
    return Step("s", "工程", start, end, percent)


@pytest.mark.parametrize(
    ("step", "state", "late"),
    [
        (_step(dt.date(2024, 4, 1), dt.date(2024, 7, 31), 100), Lateness.DONE, 0),
        (_step(dt.date(2024, 4, 1), dt.date(2024, 7, 31), 99), Lateness.LATE, 26),
        (_step(dt.date(2024, 7, 1), dt.date(2024, 10, 15), 30), Lateness.LATE, 23),
        (_step(dt.date(2024, 7, 1), dt.date(2024, 10, 15), 37), Lateness.RUNNING, 0),
        (_step(dt.date(2024, 7, 1), dt.date(2024, 10, 15), 50), Lateness.RUNNING, 0),
        (_step(dt.date(2024, 9, 1), dt.date(2024, 10, 15), 0), Lateness.AHEAD, 0),
        (_step(TODAY, None, 0), Lateness.RUNNING, 0),
        (_step(dt.date(2024, 8, 25), None, 0), Lateness.LATE, 1),
        (_step(None, None, 0), Lateness.UNDATED, 0),
    ],
)
def test_lateness(step: Step, state: Lateness, late: int) -> None:
    assert (lateness(step, TODAY), days_late(step, TODAY)) == (state, late)


@given(days, days, st.integers(0, 100), days)
def test_late_exactly_when_days_are_lost(one: dt.date, other: dt.date, percent: int, today: dt.date) -> None:
    step = _step(min(one, other), max(one, other), percent)
    assert 0 <= expected_percent(step, today) <= 100
    assert (days_late(step, today) > 0) == (lateness(step, today) is Lateness.LATE)
    assert (step in late_steps([step], today)) == (days_late(step, today) > 0)


def test_steps_of_a_year() -> None:
    over = _step(dt.date(2024, 3, 1), dt.date(2024, 4, 30), 0)
    assert steps_in([over], 2023) == steps_in([over], 2024) == (over,)
    assert steps_in([over], 2025) == ()
    assert steps_in([_step(None, None, 0)], 2030)


@given(days)
def test_a_year_later(day: dt.date) -> None:
    later = shifted(day)
    assert later is not None
    assert 364 <= (later - day).days <= 366


def test_next_year_takes_over_what_is_not_there() -> None:
    old = _step(dt.date(2024, 5, 1), dt.date(2024, 6, 30), 100)
    (copy,) = steps_for_next_year([old], 2025)
    assert (copy.starts_on, copy.ends_on, copy.percent) == (dt.date(2025, 5, 1), dt.date(2025, 6, 30), 0)
    assert steps_for_next_year([old, replace(copy, id="t")], 2025) == ()


@given(st.sampled_from(["1-01", "3-A-02", "3-C-9", "事業"]), st.sets(st.integers(1, 30)))
def test_free_codes(code: str, numbers: set[int]) -> None:
    stem = code.rpartition("-")[0] or code
    taken = {code} | {f"{stem}-{number:02d}" for number in numbers}
    assert next_code(code, taken) not in taken


def _detail() -> ProjectDetail:
    return ProjectDetail(
        sheet=ProjectSheet("p", "3-A-01", "事業", lead_id="a", outline="概要"),
        bodies=BODIES,
        members=(Member("1", "p", "a"),),
        pact_items=(PactLine("i", "t", "協約", "b", "1", "項目"),),
        progress=(),
        steps=(),
        budget={},
        kpis=(Kpi("k", "1", "件数", target_kind="keep"),),
    )


def test_a_whole_sheet_lacks_nothing() -> None:
    assert findings(_detail(), 2024) == ()


def test_what_a_sheet_lacks() -> None:
    whole = _detail()
    assert findings(replace(whole, pact_items=()), 2024)[0].gap is Gap.PACT_ITEM
    assert findings(replace(whole, members=(Member("1", "p", "d"),)), 2024)[0].subject == "丁市"
    assert findings(replace(whole, members=()), 2024)[0].gap is Gap.MEMBERS
    assert findings(replace(whole, kpis=()), 2024)[0].gap is Gap.KPI
    pending = replace(whole, kpis=(Kpi("k", "1", "件数", target_kind="pending"),))
    assert findings(pending, 2024)[0].gap is Gap.KPI_TARGET
    bare = replace(whole, sheet=ProjectSheet("p"))
    assert [one.gap for one in findings(bare, 2024)] == [Gap.LEAD, Gap.OUTLINE]


def test_wrong_sources_are_told_with_their_year() -> None:
    from bingo_planner.features.projects.model import Money

    budget = {BudgetKey(2024, Stage.ORIGINAL): 10, BudgetKey(2024, Stage.ORIGINAL, Money.GENERAL): 9}
    (found,) = findings(replace(_detail(), budget=budget), 2024)
    assert (found.gap, found.subject, found.year) == (Gap.SOURCES, "original", 2024)
