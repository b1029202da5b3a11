"""Sums that say what they leave out, who takes part, changes worth a question, open days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.region.model import Body, Term
from bingo_planner.features.usage.figures import read_figure
from bingo_planner.features.usage.model import (
    Capacity,
    Facility,
    Figure,
    Measure,
    Service,
    ServiceRow,
)
from bingo_planner.features.usage.review import is_jump
from bingo_planner.features.usage.rules import (
    capacity_on,
    difference,
    facilities_in,
    members_in,
    month_before,
    open_days,
    same_base,
    total,
    year_average,
    year_before,
    year_figure,
)
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.numbers import Mark

PEOPLE = Measure("m", unit="人")
figures = st.one_of(st.integers(0, 999).map(Decimal), st.sampled_from(list(Mark)))


def test_four_kinds_of_nothing_in_a_sum() -> None:
    assert total([("a", Decimal(3)), ("b", Decimal(0))]).figure == 3
    late = total([("a", Decimal(3)), ("b", Mark.PENDING), ("c", Mark.BLANK), ("d", Mark.NONE)])
    assert late.figure == 3
    assert late.left_out == {"b", "c"}
    assert total([("a", Mark.NONE)]).figure is Mark.NONE
    assert total([("a", Mark.PENDING), ("b", Mark.BLANK)]).figure is Mark.PENDING
    assert total([]).figure is Mark.BLANK


@given(st.lists(st.tuples(st.sampled_from("abcdef"), figures), max_size=20))
def test_a_sum_adds_what_is_known_and_names_the_rest(rows: list[tuple[str, Figure]]) -> None:
    found = total(rows)
    known = [figure for _name, figure in rows if isinstance(figure, Decimal)]
    if known:
        assert found.figure == sum(known)
    else:
        assert isinstance(found.figure, Mark)
    assert found.left_out == {name for name, figure in rows if figure in (Mark.BLANK, Mark.PENDING)}


def test_two_months_compare_on_one_base() -> None:
    now: list[list[Figure]] = [[Decimal(1), Decimal(2)], [Mark.PENDING, Decimal(9)], [Decimal(4), Mark.NONE]]
    before: list[list[Figure]] = [[Decimal(5), Mark.BLANK], [Decimal(7), Decimal(7)], [Decimal(1), Mark.NONE]]
    out, kept = same_base(now, before)
    assert out == {1}
    assert kept == [(0, 0), (2, 0), (2, 1)]
    assert difference(Decimal(3), Mark.PENDING) is None
    assert difference(Decimal(3), Decimal(5)) == -2


def test_over_a_year() -> None:
    months: list[Figure] = [Decimal(2), Decimal(4), Mark.PENDING, Mark.BLANK]
    assert year_figure(Measure("m"), months) == 6
    assert year_figure(Measure("m", counting="level"), months) == 4
    assert year_average(months) == 3
    assert year_average([Mark.BLANK]) is None


def body(name: str, joined: date, left: date | None = None) -> Body:
    return Body(name, terms=(Term(name, "partner", joined, left),))


def test_who_takes_part_in_a_month() -> None:
    bodies = (
        Body("core", terms=(Term("c", "core", date(2015, 2, 24)),)),
        body("old", date(2015, 3, 25)),
        body("new", date(2024, 3, 28)),
    )
    service = Service(ServiceRow("s"))
    assert members_in(service, bodies, date(2024, 3, 1)) == {"core", "old"}
    assert members_in(service, bodies, date(2024, 4, 1)) == {"core", "old", "new"}
    joined = Service(ServiceRow("s"), terms=(("core", 2023, None), ("new", 2024, None), ("old", 2023, 2023)))
    assert members_in(joined, bodies, date(2024, 4, 1)) == {"core", "new"}
    assert members_in(joined, bodies, date(2023, 4, 1)) == {"core", "old"}
    # Before the project's first year everybody may have been in the earlier arrangement.
    assert members_in(joined, bodies, date(2022, 4, 1)) == {"core", "old"}


def test_places_open_in_a_month_and_their_capacity() -> None:
    places = (
        Facility("a"),
        Facility("b", opened_on=date(2024, 4, 16)),
        Facility("c", closed_on=date(2024, 3, 31)),
    )
    seats = (
        Capacity("1", facility_id="a", name="定員", amount=Decimal(4)),
        Capacity("2", facility_id="a", name="定員", amount=Decimal(6), from_on=date(2024, 4, 1)),
        Capacity("3", facility_id="a", name="利用定員", amount=Decimal(9)),
    )
    service = Service(ServiceRow("s"), places, seats)
    assert [one.id for one in facilities_in(service, date(2024, 3, 1))] == ["a", "c"]
    assert [one.id for one in facilities_in(service, date(2024, 4, 1))] == ["a", "b"]
    found = capacity_on(service, "a", "定員", date(2024, 5, 1))
    assert found is not None
    assert found.id == "2"
    assert capacity_on(service, "b", "定員", date(2024, 5, 1)) is None


def test_open_days_by_weekdays_and_holidays() -> None:
    holidays = {date(2024, 7, 15)}
    weekdays = Service(ServiceRow("s"))
    sundays = Service(ServiceRow("s", weekdays="0000001", on_holidays=True))
    assert open_days(weekdays, date(2024, 7, 1), holidays) == 22
    assert open_days(sundays, date(2024, 7, 1), holidays) == 5


@pytest.mark.parametrize(
    ("now", "before", "asked"),
    [
        (31, 14, True),
        (2, 1, False),
        (7, 14, True),
        (8, 14, False),
        (20, 14, False),
        (5, 0, True),
        (4, 0, False),
    ],
)
def test_a_jump_is_large_in_percent_and_as_a_figure(now: int, before: int, asked: bool) -> None:
    assert is_jump(PEOPLE, Decimal(now), Decimal(before)) is asked


def test_typed_figures() -> None:
    assert read_figure(PEOPLE, "１，２３４") == 1234
    assert read_figure(PEOPLE, "12人") == 12
    assert read_figure(PEOPLE, "－") is Mark.NONE
    assert read_figure(PEOPLE, "未集計") is Mark.PENDING
    assert read_figure(Measure("m", decimals=1), "12.5") == Decimal("12.5")
    for text, code in (
        ("12.5", "number.whole_named"),
        ("△3", "usage.negative"),
        ("多い", "number.unreadable"),
    ):
        with pytest.raises(PlanError) as refused:
            read_figure(PEOPLE, text)
        assert refused.value.code == code


def test_months_before() -> None:
    assert month_before(date(2024, 1, 31)) == date(2023, 12, 1)
    assert year_before(date(2024, 2, 29)) == date(2023, 2, 1)
