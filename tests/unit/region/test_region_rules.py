"""Who belongs when, days of a pact, classes of a map: rules that hold for any region."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.region.model import Body, MemberRole, PactRow, Term
from bingo_planner.features.region.rules import (
    belongs,
    check_overlap,
    check_pact_days,
    check_term,
    class_limits,
    count_words,
    grade,
    in_order,
    members_of_year,
    members_on,
    missing_days,
    partners_without_pact,
)
from bingo_planner.kernel.i18n import Language, set_language

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))


def body(key: str, *terms: Term, **more: object) -> Body:
    return Body(key, code=key, terms=terms, **more)  # type: ignore[arg-type]  # fields of Body by name


def term(joined: dt.date | None, left: dt.date | None = None, key: str = "t") -> Term:
    return Term(key, MemberRole.PARTNER, joined, left)


def test_a_pact_of_march_makes_a_member_of_the_next_year() -> None:
    old = body("1", term(dt.date(2015, 3, 25)))
    new = body("2", term(dt.date(2024, 3, 28)))
    assert members_of_year([old, new], 2023) == (old,)
    assert members_of_year([old, new], 2024) == (old, new)


def test_in_the_year_of_its_birth_a_region_has_the_members_of_the_last_day() -> None:
    founder = body("1", term(dt.date(2015, 2, 24)))
    assert members_of_year([founder], 2014) == (founder,)
    assert members_of_year([founder], 2013) == ()


def test_partners_outside_never_belong() -> None:
    outside = body("9", term(dt.date(2015, 1, 1)), is_outside=True)
    assert members_on([outside], dt.date(2024, 4, 1)) == ()


@given(DAYS, DAYS, DAYS)
def test_the_day_of_leaving_is_the_first_outside(joined: dt.date, left: dt.date, day: dt.date) -> None:
    assert belongs(term(joined, left), day) == (joined <= day < left)


@given(DAYS, DAYS)
def test_leaving_comes_after_joining(joined: dt.date, left: dt.date) -> None:
    problems = check_term(joined, left)
    assert bool(problems) == (left <= joined)
    assert all(problem.field == "left_on" for problem in problems)


@given(st.lists(DAYS, min_size=4, max_size=4, unique=True))
def test_two_terms_overlap_exactly_when_some_day_lies_in_both(days: list[dt.date]) -> None:
    a, b, c, d = days
    one, other = term(min(a, b), max(a, b), "1"), term(min(c, d), max(c, d), "2")
    ends = [one.joined_on, one.left_on, other.joined_on, other.left_on]
    shared = any(day is not None and belongs(one, day) and belongs(other, day) for day in ends)
    assert bool(check_overlap(one, [other])) == shared


def test_a_term_does_not_overlap_with_itself() -> None:
    one = term(dt.date(2015, 3, 25))
    assert check_overlap(one, [one]) == []


PACT_KEYS = ("core_voted_on", "partner_voted_on", "signed_on", "notified_on", "filed_on", "effective_on")


@given(st.lists(st.one_of(st.none(), DAYS), min_size=6, max_size=6))
def test_days_in_order_are_never_refused(days: list[dt.date | None]) -> None:
    known = sorted(day for day in days if day is not None)
    rising = iter(known)
    ordered = {
        key: next(rising) if day is not None else None for key, day in zip(PACT_KEYS, days, strict=True)
    }
    assert check_pact_days(ordered) == []


@pytest.mark.parametrize(
    ("late", "early"),
    [
        ("core_voted_on", "signed_on"),
        ("partner_voted_on", "signed_on"),
        ("signed_on", "notified_on"),
        ("signed_on", "filed_on"),
        ("partner_voted_on", "effective_on"),
    ],
)
def test_a_day_before_the_one_it_rests_on_is_refused_in_its_field(late: str, early: str) -> None:
    days = {late: dt.date(2024, 3, 28), early: dt.date(2024, 3, 27)}
    assert [(problem.field, problem.code) for problem in check_pact_days(days)] == [
        (early, f"region.{early}_before_{late}")
    ]


def test_days_not_written_are_counted_and_not_refused() -> None:
    pact = PactRow("p", signed_on=dt.date(2015, 3, 25))
    assert "signed_on" not in missing_days(pact)
    assert len(missing_days(pact)) == 5


def test_members_without_a_pact_are_found() -> None:
    core = body("1", Term("t", MemberRole.CORE))
    one, other = body("2", term(None)), body("3", term(None))
    assert partners_without_pact([core, one, other], [PactRow("p", "2")]) == (other,)


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=2, max_size=40))
def test_class_limits_rise_and_part_the_values(values: list[Decimal]) -> None:
    limits = class_limits(values)
    assert len(limits) <= 3
    assert all(low < high for low, high in pairwise(limits))
    assert all(min(values) < limit <= max(values) for limit in limits)
    assert {grade(value, limits) for value in values} == set(range(len(limits) + 1))


def test_limits_are_round() -> None:
    changes = [
        Decimal(text) for text in ("16.8", "37.8", "33.0", "44.8", "51.5", "42.0", "53.7", "45.0", "38.6")
    ]
    assert class_limits(changes) == (Decimal(20), Decimal(40), Decimal(50))


def test_official_order_puts_partners_outside_last() -> None:
    first, second = body("2", sort=10), body("1", sort=20)
    outside = body("0", sort=5, is_outside=True)
    assert in_order([outside, second, first]) == (first, second, outside)


def test_towns_and_villages_are_counted_apart() -> None:
    assert count_words([body("1", kind="city"), body("2", kind="town"), body("3", kind="village")]) == (
        1,
        1,
        1,
    )


@pytest.mark.parametrize(("language", "expected"), [("ja", "福山"), ("en", "Fk")])
def test_the_briefest_name_is_two_signs_long(language: Language, expected: str) -> None:
    set_language(language)
    body = Body("a", name="福山市", short_name="福山", name_en="Fukuyama City", mark="福", mark_en="Fk")
    assert body.briefest == expected
    assert Body("b", name="新市").briefest == "新市"
