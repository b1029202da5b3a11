"""Terms, grounds and remarks in words, the same on the page and on paper."""

from __future__ import annotations

import datetime as dt

from bingo_planner.features.region.model import Body
from bingo_planner.features.staff.fields import CONTEXT, SHORT_GROUNDS
from bingo_planner.features.staff.model import Person, Presence, Span, StaffFacts, Term, TermState
from bingo_planner.features.staff.rules import Notice, Remark
from bingo_planner.kernel.dates import DateStyle, format_date, format_span
from bingo_planner.kernel.i18n import language, translate


def _t(text: str, **facts: object) -> str:
    return translate("staff", text, **facts)


def ground_short(ground: str) -> str:
    """252条の17, where the whole wording has no room."""
    label = next((choice.label for choice in SHORT_GROUNDS if choice.value == ground), ground)
    return translate(CONTEXT, label)


def body_short(body: Body | None) -> str:
    """The short name where room is scarce; － for none."""
    if body is None:
        return "－"
    return body.brief if language() == "en" else body.short_name or body.name


def span_words(term: Term | None, style: DateStyle) -> str:
    """R6.4.1 〜 R8.3.31, either end open."""
    if term is None or (term.starts_on is None and term.ends_on is None):
        return "－"
    return format_span(term.starts_on, term.ends_on, style, "short")


def left_words(days: int | None) -> str:
    """35日; the days a term is over; nothing without an end."""
    if days is None:
        return ""
    return _t("{n} days", n=f"{days:,}") if days >= 0 else _t("ended")


def tag_words(days: int) -> str:
    """あと35日."""
    return _t("{n} days left", n=days)


def state_words(term: Term, presence: Presence) -> str:
    """Planned, coming or over; nothing for a term that runs."""
    if term.state == TermState.PLANNED and presence is not Presence.PAST:
        return _t("Planned")
    words = {Presence.COMING: "Coming", Presence.PAST: "Ended"}.get(presence)
    return translate(CONTEXT, words) if words else ""


def seat_title(seat: str, body: Body | None) -> str:
    """三原市 枠, or the seat's own name."""
    return seat or _t("Seat of {body}", body=body.label if body else "－")


def remark_words(remark: Remark, facts: StaffFacts, term: Term, style: DateStyle) -> str:
    """One sentence of what is worth a look."""
    body = facts.body_name(term.sender_id) or term.seat
    span = remark.span
    first = format_date(span.start, style, "long") if span else ""
    if remark.notice is Notice.ENDS_SOON:
        return _t("The term ends in {n} days.", n=remark.number)
    if remark.notice is Notice.GAP:
        return _t(
            "From {day} the seat of {body} is free for {n} months.", day=first, body=body, n=remark.number
        )
    if remark.notice is Notice.NOBODY_NEXT:
        return _t("Nobody has been named for the seat of {body} from {day}.", body=body, day=first)
    name = facts.name_of(remark.other.person_id) if remark.other else ""
    return _t("{span} overlaps with {name}.", span=_overlap(span, style), name=name or "－")


def _overlap(span: Span | None, style: DateStyle) -> str:
    return format_span(span.start, span.end, style, "short") if span else ""


def where_words(person: Person) -> str:
    """企画課　病児・病後児保育: section and what somebody is asked about."""
    return "　".join(part for part in (person.section, person.duty) if part)


def term_label(facts: StaffFacts, term: Term) -> str:
    """What stands on a bar: the name with the post."""
    name = facts.name_of(term.person_id) or term.note or _t("Successor planned")
    post = term.post_home or term.post_host
    if not post:
        return name
    return f"{name} ({post})" if language() == "en" else f"{name}（{post}）"


def day_words(day: dt.date | None, style: DateStyle) -> str:
    """A short day; － for none."""
    return format_date(day, style, "short") if day else "－"
