"""What follows from terms, duties and dates: gaps, overlaps, load, what needs a look. No clock, no words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bingo_planner.features.staff.model import Duty, Presence, Span, Task, TaskKind, Term, TermState
from bingo_planner.kernel.dates import FiscalYear, month_end

NOTICE_DAYS = 90
"""An end of term this near stands out."""

_DAY = dt.timedelta(days=1)
_FOREVER = dt.date.max


def gaps(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Days between the first and the last span that none of them covers."""
    found: list[Span] = []
    covered: dt.date | None = None
    for span in sorted(spans, key=lambda one: one.start):
        if covered is not None and covered < _FOREVER and span.start > covered + _DAY:
            found.append(Span(covered + _DAY, span.start - _DAY))
        covered = _later(covered, span.end or _FOREVER)
    return tuple(found)


def overlaps(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Days that two or more spans share, joined where they touch."""
    found: list[Span] = []
    covered: dt.date | None = None
    for span in sorted(spans, key=lambda one: one.start):
        end = span.end or _FOREVER
        if covered is not None and span.start <= covered:
            _join(found, Span(span.start, _open(min(covered, end))))
        covered = _later(covered, end)
    return tuple(found)


def _join(found: list[Span], span: Span) -> None:
    last = found[-1] if found else None
    if last is not None and (last.end is None or span.start <= last.end + _DAY):
        found[-1] = Span(last.start, _open(max(last.end or _FOREVER, span.end or _FOREVER)))
    else:
        found.append(span)


def _open(day: dt.date) -> dt.date | None:
    return None if day == _FOREVER else day


def _later(one: dt.date | None, other: dt.date) -> dt.date:
    return other if one is None else max(one, other)


def months_of(span: Span) -> int:
    """Length in months, a part of a month counted as one; 0 for a span without end."""
    if span.end is None:
        return 0
    last = span.end + _DAY
    months = (last.year - span.start.year) * 12 + last.month - span.start.month
    return max(1, months + (1 if last.day > span.start.day else 0))


def covers(span: Span | None, day: dt.date) -> bool:
    """Whether a day lies in a span."""
    return span is not None and span.start <= day and (span.end is None or day <= span.end)


def touches(span: Span | None, year: FiscalYear) -> bool:
    """Whether a span has a day in a fiscal year."""
    return span is not None and span.start <= year.end and (span.end is None or span.end >= year.start)


def presence(term: Term, year: FiscalYear, today: dt.date) -> Presence:
    """Where a term lies: against today in the current fiscal year, against the whole year in another."""
    span = term.span
    if span is None:
        return Presence.COMING
    if FiscalYear.of(today) == year:
        now = covers(span, today) and term.state != TermState.PLANNED
    else:
        now = touches(span, year)
    if now:
        return Presence.PRESENT
    edge = today if FiscalYear.of(today) == year else year.start
    return Presence.PAST if span.end is not None and span.end < edge else Presence.COMING


def shown_term(terms: Sequence[Term], year: FiscalYear, today: dt.date) -> Term | None:
    """The term a list shows of a person: the present one, else the next, else the last."""
    wanted = {Presence.PRESENT: 0, Presence.COMING: 1, Presence.PAST: 2}

    def rank(term: Term) -> tuple[int, int]:
        place = presence(term, year, today)
        start = (term.starts_on or _FOREVER).toordinal()
        return wanted[place], -start if place is Presence.PAST else start

    return min(terms, key=rank, default=None)


def days_left(term: Term, today: dt.date) -> int | None:
    """Days to the last one; negative after it, None when there is no end."""
    return None if term.ends_on is None else (term.ends_on - today).days


def ends_soon(term: Term, today: dt.date) -> bool:
    """Whether the term runs and ends within the days of notice."""
    left = days_left(term, today)
    return left is not None and 0 <= left <= NOTICE_DAYS and covers(term.span, today)


class Notice(StrEnum):
    """What is worth a look at a term."""

    ENDS_SOON = "ends_soon"
    GAP = "gap"
    NOBODY_NEXT = "nobody_next"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing worth a look: what, at which field, over which days, how much."""

    notice: Notice
    field: str
    span: Span | None = None
    number: int = 0
    other: Term | None = None


def remarks(term: Term, seat: Sequence[Term], today: dt.date) -> tuple[Remark, ...]:
    """What is worth a look at a running or coming term, seen among the terms of its seat."""
    span = term.span
    if span is None:
        return ()
    found = [
        Remark(Notice.OVERLAP, "span", shared[0], 0, other)
        for other in seat
        if other.id != term.id and other.span is not None and (shared := overlaps((span, other.span)))
    ]
    if span.end is None or span.end < today:
        return tuple(found)
    later = [one for one in seat if one.id != term.id and one.starts_on and one.starts_on > span.start]
    nearest = min((one.starts_on for one in later if one.starts_on), default=None)
    if nearest is not None and nearest > span.end + _DAY:
        gap = Span(span.end + _DAY, nearest - _DAY)
        found.append(Remark(Notice.GAP, "successor", gap, months_of(gap)))
    if ends_soon(term, today):
        found.append(Remark(Notice.ENDS_SOON, "span", span, (span.end - today).days))
        if nearest is None and not term.successor and term.successor_id is None:
            found.append(Remark(Notice.NOBODY_NEXT, "successor", Span(span.end + _DAY, None)))
    return tuple(found)


def load(duties: Iterable[Duty], present: Sequence[Span] | None, year: FiscalYear) -> tuple[int, ...]:
    """Percent of time per month, April to March: the most that falls on one day of the month.

    A duty without days runs as long as the person is there; `present` None means always.
    """
    running = [(duty.starts_on or dt.date.min, duty.ends_on or _FOREVER, duty.share or 0) for duty in duties]
    return tuple(_most(running, present, month, month_end(month)) for month in year.months())


def _most(
    running: Sequence[tuple[dt.date, dt.date, int]],
    present: Sequence[Span] | None,
    first: dt.date,
    last: dt.date,
) -> int:
    # The sum only rises on the first day of the month, of a duty or of a term.
    starts = {first} | {start for start, _, _ in running} | {span.start for span in present or ()}
    best = 0
    for day in starts:
        if first <= day <= last and (present is None or any(covers(span, day) for span in present)):
            best = max(best, sum(share for start, end, share in running if start <= day <= end))
    return best


def share_on(duties: Iterable[Duty], day: dt.date) -> int:
    """Percent of time of the duties that run on a day."""
    return sum(
        duty.share or 0
        for duty in duties
        if (duty.starts_on or dt.date.min) <= day <= (duty.ends_on or _FOREVER)
    )


def next_june(today: dt.date) -> dt.date:
    """The next 30 June: to there a handover lists its dates."""
    end = dt.date(today.year, 6, 30)
    return end if today <= end else dt.date(today.year + 1, 6, 30)


def is_late(task: Task, today: dt.date) -> bool:
    """Open and past its day."""
    return task.is_open and task.due_on is not None and task.due_on < today


def is_near(task: Task, today: dt.date, days: int = 7) -> bool:
    """Open and due within some days."""
    return task.is_open and task.due_on is not None and today <= task.due_on <= today + days * _DAY


def by_due(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Open ones first, the next day first, those without a day after them."""
    return tuple(sorted(tasks, key=lambda one: (not one.is_open, one.due_on or _FOREVER, one.title)))


def undecided(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Matters nobody has decided."""
    return tuple(task for task in tasks if task.is_open and task.kind == TaskKind.UNDECIDED)
