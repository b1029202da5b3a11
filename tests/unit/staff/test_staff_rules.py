"""Gaps, overlaps, load and what stands out, held against brute force over days."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.staff.model import Duty, Presence, Span, Task, TaskKind, Term, TermState
from bingo_planner.features.staff.rules import (
    Notice,
    by_due,
    days_left,
    ends_soon,
    gaps,
    is_late,
    is_near,
    load,
    months_of,
    next_june,
    overlaps,
    presence,
    remarks,
    share_on,
    shown_term,
    undecided,
)
from bingo_planner.kernel.dates import FiscalYear, month_end

TODAY = dt.date(2024, 8, 26)
YEAR = FiscalYear(2024)
DAY = dt.timedelta(days=1)

_days = st.integers(0, 120).map(lambda n: dt.date(2024, 1, 1) + n * DAY)
_spans = st.lists(
    st.tuples(_days, st.integers(0, 40)).map(lambda p: Span(p[0], p[0] + p[1] * DAY)), max_size=6
)


def _each(spans: tuple[Span, ...]) -> list[dt.date]:
    found = []
    for span in spans:
        assert span.end is not None
        found += [span.start + n * DAY for n in range((span.end - span.start).days + 1)]
    return found


def _count(spans: list[Span], day: dt.date) -> int:
    return sum(1 for span in spans if span.start <= day and (span.end is None or day <= span.end))


@given(_spans)
def test_gaps_are_the_uncovered_days_between(spans: list[Span]) -> None:
    found = _each(gaps(spans))
    assert len(found) == len(set(found))
    if not spans:
        assert found == []
        return
    first, last = min(s.start for s in spans), max(s.end for s in spans if s.end)
    between = [first + n * DAY for n in range((last - first).days + 1)]
    assert found == [day for day in between if _count(spans, day) == 0]


@given(_spans)
def test_overlaps_are_the_days_held_twice(spans: list[Span]) -> None:
    found = _each(overlaps(spans))
    assert found == sorted(set(found))
    expected = {day for span in spans for day in _each((span,)) if _count(spans, day) > 1}
    assert set(found) == expected


@given(_spans, _days)
def test_a_span_without_end_leaves_no_gap_after_it(spans: list[Span], start: dt.date) -> None:
    open_ended = Span(start, None)
    assert all(gap.end is not None and gap.end < start for gap in gaps([*spans, open_ended]))
    assert overlaps([open_ended, Span(start, None)]) == (Span(start, None),)


def test_months_are_counted_up() -> None:
    assert months_of(Span(dt.date(2024, 10, 1), dt.date(2025, 3, 31))) == 6
    assert months_of(Span(dt.date(2024, 10, 1), dt.date(2024, 10, 2))) == 1
    assert months_of(Span(dt.date(2024, 10, 1), dt.date(2024, 11, 2))) == 2
    assert months_of(Span(dt.date(2024, 10, 1), None)) == 0


def _term(first: dt.date | None, last: dt.date | None, name: str = "a", **more: object) -> Term:
    return Term(name, starts_on=first, ends_on=last, **more)  # type: ignore[arg-type]  # named fields of Term


def test_presence_of_a_term() -> None:
    running = _term(dt.date(2022, 10, 1), dt.date(2024, 9, 30))
    planned = _term(dt.date(2024, 4, 1), dt.date(2026, 3, 31), state=TermState.PLANNED)
    assert presence(running, YEAR, TODAY) is Presence.PRESENT
    assert presence(running, FiscalYear(2022), TODAY) is Presence.PRESENT
    assert presence(running, FiscalYear(2025), TODAY) is Presence.PAST
    assert presence(running, FiscalYear(2021), TODAY) is Presence.COMING
    assert presence(planned, YEAR, TODAY) is Presence.COMING
    assert presence(_term(None, None), YEAR, TODAY) is Presence.COMING


def test_the_shown_term_is_present_then_next_then_last() -> None:
    past = _term(dt.date(2020, 4, 1), dt.date(2022, 3, 31), "past")
    older = _term(dt.date(2018, 4, 1), dt.date(2020, 3, 31), "older")
    running = _term(dt.date(2024, 4, 1), None, "running")
    later = _term(dt.date(2025, 4, 1), None, "later")
    assert shown_term([past, later, running], YEAR, TODAY) == running
    assert shown_term([past, later], YEAR, TODAY) == later
    assert shown_term([older, past], YEAR, TODAY) == past
    assert shown_term([], YEAR, TODAY) is None


def test_ends_soon_within_ninety_days() -> None:
    start = dt.date(2022, 4, 1)
    assert ends_soon(_term(start, TODAY + 90 * DAY), TODAY)
    assert ends_soon(_term(start, TODAY), TODAY)
    assert not ends_soon(_term(start, TODAY + 91 * DAY), TODAY)
    assert not ends_soon(_term(start, TODAY - DAY), TODAY)
    assert not ends_soon(_term(TODAY + DAY, TODAY + 9 * DAY), TODAY)
    assert days_left(_term(start, dt.date(2024, 9, 30)), TODAY) == 35
    assert days_left(_term(start, None), TODAY) is None


def test_remarks_on_a_gap_before_the_successor() -> None:
    term = _term(dt.date(2022, 10, 1), dt.date(2024, 9, 30))
    after = _term(dt.date(2025, 4, 1), dt.date(2027, 3, 31), "b", state=TermState.PLANNED)
    found = {remark.notice: remark for remark in remarks(term, [term, after], TODAY)}
    assert set(found) == {Notice.ENDS_SOON, Notice.GAP}
    assert found[Notice.GAP].span == Span(dt.date(2024, 10, 1), dt.date(2025, 3, 31))
    assert found[Notice.GAP].number == 6
    assert found[Notice.ENDS_SOON].number == 35


def test_remarks_on_nobody_next_and_on_overlap() -> None:
    term = _term(dt.date(2022, 10, 1), dt.date(2024, 9, 30))
    assert {r.notice for r in remarks(term, [term], TODAY)} == {Notice.ENDS_SOON, Notice.NOBODY_NEXT}
    named = _term(dt.date(2022, 10, 1), dt.date(2024, 9, 30), successor="未定")
    assert {r.notice for r in remarks(named, [named], TODAY)} == {Notice.ENDS_SOON}
    other = _term(dt.date(2024, 9, 1), dt.date(2026, 8, 31), "b")
    shared = [r for r in remarks(term, [term, other], TODAY) if r.notice is Notice.OVERLAP]
    assert [r.span for r in shared] == [Span(dt.date(2024, 9, 1), dt.date(2024, 9, 30))]
    assert remarks(_term(None, None), [term], TODAY) == ()


_duties = st.lists(
    st.tuples(st.integers(0, 100), st.none() | _days, st.none() | _days).map(
        lambda parts: Duty("d", share=parts[0], starts_on=parts[1], ends_on=parts[2])
    ),
    max_size=5,
)


@given(_duties, st.none() | _spans)
def test_load_is_the_most_of_any_day_in_the_month(duties: list[Duty], present: list[Span] | None) -> None:
    year = FiscalYear(2023)
    found = load(duties, present, year)
    assert len(found) == 12
    for month, percent in zip(year.months(), found, strict=True):
        days = [month + n * DAY for n in range(month_end(month).day)]
        there = [day for day in days if present is None or _count(present, day)]
        assert percent == max((share_on(duties, day) for day in there), default=0)


def test_dates_to_the_next_june() -> None:
    assert next_june(dt.date(2024, 4, 1)) == dt.date(2024, 6, 30)
    assert next_june(dt.date(2024, 6, 30)) == dt.date(2024, 6, 30)
    assert next_june(TODAY) == dt.date(2025, 6, 30)


def test_tasks_late_near_undecided_and_their_order() -> None:
    late = Task("a", "late", due_on=TODAY - DAY)
    near = Task("b", "near", due_on=TODAY + 7 * DAY)
    done = Task("c", "done", due_on=TODAY - DAY, state="done")
    open_end = Task("d", "open", kind=TaskKind.UNDECIDED)
    assert is_late(late, TODAY)
    assert not is_late(done, TODAY)
    assert is_near(near, TODAY)
    assert not is_near(late, TODAY)
    assert by_due([done, open_end, near, late]) == (late, near, open_end, done)
    assert undecided([late, open_end, done]) == (open_end,)
