"""Rules of the region: who belongs when, the order of a pact's days, what a map shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal

from bingo_planner.features.region.model import Body, ItemRow, MemberRole, PactRow, Term
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import FieldProblem

Problems = list[FieldProblem]

PACT_STEPS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("signed_on", ("core_voted_on", "partner_voted_on")),
    ("notified_on", ("signed_on", "core_voted_on", "partner_voted_on")),
    ("filed_on", ("signed_on", "core_voted_on", "partner_voted_on")),
    ("effective_on", ("signed_on", "core_voted_on", "partner_voted_on")),
)
"""A day and those that cannot come after it (地方自治法252条の2: both councils vote, then signing, notice, filing)."""


def belongs(term: Term, day: dt.date) -> bool:
    """Whether a term covers a day; the day of leaving is the first day outside."""
    return (term.joined_on is None or term.joined_on <= day) and (term.left_on is None or day < term.left_on)


def is_member_on(body: Body, day: dt.date) -> bool:
    """Whether a body belongs to the region on a day; partners outside never do."""
    return not body.is_outside and any(belongs(term, day) for term in body.terms)


def members_on(bodies: Iterable[Body], day: dt.date) -> tuple[Body, ...]:
    """Bodies that belong to the region on a day, the order kept."""
    return tuple(body for body in bodies if is_member_on(body, day))


def members_of_year(bodies: Iterable[Body], year: int) -> tuple[Body, ...]:
    """The bodies of a fiscal year: those that belong on its first day.

    Who signs in March plans from April, so a pact of 28 March does not make a body a member of the year that ends.
    In the year in which the region comes into being nobody belongs on 1 April: then the last day decides.
    """
    known, fiscal = tuple(bodies), FiscalYear(year)
    return members_on(known, fiscal.start) or members_on(known, fiscal.end)


def in_order(bodies: Iterable[Body]) -> tuple[Body, ...]:
    """Official order (建制順), partners outside last."""
    return tuple(sorted(bodies, key=lambda body: (body.is_outside, body.sort, body.code, body.id)))


def count_words(bodies: Iterable[Body]) -> tuple[int, int, int]:
    """How many cities, towns and villages (7市2町)."""
    kinds = [body.kind for body in bodies]
    return sum(kind not in ("town", "village") for kind in kinds), kinds.count("town"), kinds.count("village")


def check_term(joined: dt.date | None, left: dt.date | None) -> Problems:
    """A body leaves after it joined."""
    if joined is not None and left is not None and left <= joined:
        return [FieldProblem("left_on", "region.left_before_joined")]
    return []


def check_overlap(term: Term, others: Iterable[Term]) -> Problems:
    """Two terms of one body do not overlap."""
    for other in others:
        if other.id != term.id and _overlap(term, other):
            return [FieldProblem("joined_on", "region.terms_overlap")]
    return []


def _overlap(one: Term, other: Term) -> bool:
    first, last = dt.date.min, dt.date.max
    return (one.joined_on or first) < (other.left_on or last) and (other.joined_on or first) < (
        one.left_on or last
    )


def check_pact_days(days: Mapping[str, dt.date | None]) -> Problems:
    """Each day comes no earlier than those it rests on; days not known yet are no fault."""
    problems = []
    for key, before in PACT_STEPS:
        day = days.get(key)
        if day is None:
            continue
        late = next((name for name in before if _after(days.get(name), day)), None)
        if late is not None:
            problems.append(FieldProblem(key, f"region.{key}_before_{late}"))
    return problems


def _after(day: dt.date | None, other: dt.date) -> bool:
    return day is not None and day > other


def missing_days(pact: PactRow) -> tuple[str, ...]:
    """Days of a pact that nobody has written down."""
    keys = ("core_voted_on", "partner_voted_on", "signed_on", "notified_on", "filed_on", "effective_on")
    return tuple(key for key in keys if getattr(pact, key) is None)


def partners_without_pact(members: Iterable[Body], pacts: Iterable[PactRow]) -> tuple[Body, ...]:
    """Member bodies other than the core city that no pact names."""
    named = {pact.partner_id for pact in pacts}
    return tuple(body for body in members if not body.is_core and body.id not in named)


def density(persons: int | None, area_km2: Decimal | None) -> Decimal | None:
    """Persons per square kilometre."""
    if persons is None or not area_km2:
        return None
    return Decimal(persons) / area_km2


def share(part: int | None, whole: int | None) -> Decimal | None:
    """Percent, not rounded."""
    if part is None or not whole:
        return None
    return Decimal(part) * 100 / whole


def change(before: int | None, after: int | None) -> Decimal | None:
    """Change in percent of the earlier figure."""
    if not before or after is None:
        return None
    return Decimal(after - before) * 100 / before


def class_limits(values: Iterable[Decimal], classes: int = 4) -> tuple[Decimal, ...]:
    """Round limits between classes of about equal numbers of bodies, rising; fewer when values lie close together."""
    known = sorted(values)
    found: set[Decimal] = set()
    for part in range(1, classes):
        middle = round(len(known) * part / classes)
        places = [at for at in (middle, middle - 1, middle + 1) if 0 < at < len(known)]
        cuts = [cut for at in places if (cut := _roundest(known[at - 1], known[at])) is not None]
        if cuts:
            found.add(max(cuts, key=lambda cut: cut[0])[1])
    return tuple(sorted(found))


def _roundest(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal] | None:
    """The coarsest step with a multiple above `low` and up to `high`, and that multiple; None between equals."""
    if low >= high:
        return None
    power = Decimal(1).scaleb(max(high.adjusted(), low.adjusted()) + 1)
    while True:
        for step in (power, power / 2, power / 5):
            multiple = (high / step).to_integral_value(ROUND_FLOOR) * step
            if low < multiple <= high:
                return step, multiple
        power /= 10


def grade(value: Decimal, limits: Sequence[Decimal]) -> int:
    """The class of a value: how many limits it has reached."""
    return sum(value >= limit for limit in limits)


def next_number(items: Iterable[ItemRow]) -> int:
    """The place after the last item."""
    return max((item.sort for item in items), default=0) + 10


def new_role(bodies: Iterable[Body]) -> MemberRole:
    """What a new member is: the core city while there is none."""
    return MemberRole.PARTNER if any(body.is_core for body in bodies) else MemberRole.CORE
