"""From facts to what the page shows: rows, seats, loads. Pure functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bingo_planner.features.staff.model import Duty, Person, Presence, Seat, StaffFacts, Task, Term
from bingo_planner.features.staff.rules import (
    covers,
    days_left,
    ends_soon,
    gaps,
    load,
    overlaps,
    presence,
    remarks,
    share_on,
    shown_term,
    touches,
)
from bingo_planner.features.staff.state import Filters, LoadRow, PersonRow
from bingo_planner.features.staff.words import seat_title
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.text import fold

YEARS_BACK, YEARS_AHEAD = 3, 2


def seat_key(term: Term) -> str:
    """Terms with one key follow one another: the seat's name, or else who sends."""
    return f"{term.sender_id or ''}/{term.seat}"


def seats_of(facts: StaffFacts, year: FiscalYear | None = None) -> tuple[Seat, ...]:
    """Seats in the official order of their bodies; `year` leaves out those long empty and those far ahead."""
    grouped: dict[str, list[Term]] = {}
    for term in facts.terms:
        grouped.setdefault(seat_key(term), []).append(term)
    seats = [_seat(facts, key, terms) for key, terms in grouped.items()]
    if year is not None:
        window = FiscalYear.range(year.shift(-YEARS_BACK), year.shift(YEARS_AHEAD))
        seats = [s for s in seats if any(touches(t.span, one) for t in s.terms for one in window)]
    places = {body.id: place for place, body in enumerate(facts.bodies)}
    return tuple(
        sorted(seats, key=lambda seat: (places.get(seat.body.id, 0) if seat.body else 999, seat.key))
    )


def _seat(facts: StaffFacts, key: str, terms: Sequence[Term]) -> Seat:
    spans = [term.span for term in terms if term.span is not None]
    body = facts.body(terms[0].sender_id)
    return Seat(key, seat_title(terms[0].seat, body), body, tuple(terms), gaps(spans), overlaps(spans))


def seat_of(facts: StaffFacts, term: Term) -> tuple[Term, ...]:
    """All terms of the same seat."""
    return tuple(one for one in facts.terms if seat_key(one) == seat_key(term))


def person_rows(facts: StaffFacts, year: FiscalYear) -> tuple[PersonRow, ...]:
    """Secondees, then contacts, each in the order of their readings."""
    terms: dict[str, list[Term]] = {}
    seats: dict[str, list[Term]] = {}
    for term in facts.terms:
        terms.setdefault(term.person_id or "", []).append(term)
        seats.setdefault(seat_key(term), []).append(term)
    duties = _by_person(facts.duties)
    rows = [
        _row(facts, one, terms.get(one.id, ()), duties.get(one.id, ()), seats, year) for one in facts.people
    ]
    return tuple(sorted(rows, key=lambda row: not row.is_secondee))


def _by_person(duties: Sequence[Duty]) -> dict[str, list[Duty]]:
    found: dict[str, list[Duty]] = {}
    for duty in duties:
        found.setdefault(duty.person_id or "", []).append(duty)
    return found


def _row(
    facts: StaffFacts,
    person: Person,
    terms: Sequence[Term],
    duties: Sequence[Duty],
    seats: dict[str, list[Term]],
    year: FiscalYear,
) -> PersonRow:
    today = facts.today
    term = shown_term(terms, year, today)
    share = share_on(duties, today)
    if term is None:
        return PersonRow(person, facts.body(person.body_id), load=share)
    return PersonRow(
        person,
        facts.body(term.sender_id or person.body_id),
        term,
        facts.body(term.borne_by_id),
        presence(term, year, today),
        days_left(term, today),
        ends_soon(term, today),
        remarks(term, seats[seat_key(term)], today),
        share,
    )


def filtered(facts: StaffFacts, rows: Sequence[PersonRow], filters: Filters) -> tuple[PersonRow, ...]:
    """What the filters leave. Contacts have no term and so no state; who is in neither list is among all."""
    words = [fold(word) for word in filters.text.split()]
    return tuple(
        row
        for row in rows
        if (not filters.body or (row.body is not None and row.body.id == filters.body))
        and (not filters.presence or row.is_contact or (row.presence == filters.presence and row.is_secondee))
        and _holds(facts, row, words)
    )


def _holds(facts: StaffFacts, row: PersonRow, words: Sequence[str]) -> bool:
    if not words:
        return True
    one = row.person
    parts = [one.name, one.kana, one.section, one.post, one.duty, row.body.label if row.body else ""]
    parts += [duty.title for duty in facts.duties_of(one.id)]
    hay = fold(" ".join(parts))
    return all(word in hay for word in words)


def counts(rows: Sequence[PersonRow]) -> tuple[int, int]:
    """(secondees in the office, contacts)."""
    present = sum(1 for row in rows if row.is_secondee and row.presence is Presence.PRESENT)
    return present, sum(1 for row in rows if row.is_contact)


def load_rows(facts: StaffFacts, rows: Sequence[PersonRow], year: FiscalYear) -> tuple[LoadRow, ...]:
    """Percent of time by month of everybody who has a duty with a share in this fiscal year."""
    duties = _by_person(facts.duties)
    found = []
    for row in rows:
        terms = facts.terms_of(row.id) if row.is_secondee else ()
        present = [term.span for term in terms if term.span is not None] if row.is_secondee else None
        percents = load(duties.get(row.id, ()), present, year)
        if any(percents):
            found.append(LoadRow(row.person, row.body, percents))
    return tuple(found)


def holder_of(seat: Seat, year: FiscalYear, today: dt.date) -> str:
    """The person of a seat's term that matters in a year: who sits there now, else who comes next."""
    term = next((one for one in seat.terms if covers(one.span, today)), None)
    chosen = term or shown_term(seat.terms, year, today)
    return (chosen.person_id or "") if chosen else ""


def person_of(facts: StaffFacts, kind: str, record_id: str) -> str | None:
    """The person a record of this room belongs to; None when it is gone or nobody's."""
    if kind == "person":
        found = facts.person(record_id)
        return found.id if found else None
    owned: tuple[Term | Duty | Task, ...] = (*facts.terms, *facts.duties, *facts.tasks)
    return next((one.person_id for one in owned if one.id == record_id), None)
