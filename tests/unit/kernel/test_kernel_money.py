"""Sharing and rounding: nothing is lost, and the carrier is named."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.money import RoundedColumn, Rule, allocate, largest_remainder, round_to_sum

totals = st.integers(-(10**13), 10**13)
units = st.sampled_from([1, 100, 1000])
weights = st.lists(st.fractions(0, 10**6, max_denominator=997), min_size=1, max_size=12).filter(any)


@given(totals, weights, units, st.sampled_from(Rule))
def test_shares_add_up_and_nobody_without_weight_pays(
    total: int, shares: list[Fraction], unit: int, rule: Rule
) -> None:
    lead = next(index for index, share in enumerate(shares) if share)
    parts = allocate(total, shares, unit, rule, lead)
    assert sum(parts) == total
    assert all(part == 0 for part, share in zip(parts, shares, strict=True) if not share)
    assert sum(part % unit != 0 for part in parts) == (total % unit != 0)


@given(totals, weights)
def test_largest_remainder_stays_within_one_unit(total: int, shares: list[Fraction]) -> None:
    whole = sum(shares)
    parts = largest_remainder(total, shares)
    assert all(abs(part - total * share / whole) < 1 for part, share in zip(parts, shares, strict=True))


@given(totals, weights, st.integers(1, 10**6))
def test_scale_of_the_weights_does_not_matter(total: int, shares: list[Fraction], factor: int) -> None:
    assert largest_remainder(total, shares) == largest_remainder(total, [share * factor for share in shares])


def test_ties_go_to_the_larger_share_then_to_the_earlier() -> None:
    assert largest_remainder(10, [1, 1, 1]) == (4, 3, 3)
    assert largest_remainder(2, [Fraction(1, 4), Fraction(3, 4)]) == (0, 2)
    assert largest_remainder(10_500, [1, 2], 1000) == (3500, 7000)
    assert largest_remainder(10_900, [1, 2], 1000) == (3900, 7000)


def test_the_other_rules() -> None:
    assert allocate(100, [1, 1, 1], rule=Rule.FLOOR_TO_LEAD, lead=2) == (33, 33, 34)
    assert allocate(100, [1, 1, 4], rule=Rule.ROUND_ADJUST_LARGEST) == (17, 17, 66)
    assert allocate(-100, [1, 1, 1]) == (-34, -33, -33)


def test_refusals() -> None:
    for nobody in ([], [0, 0]):
        with pytest.raises(PlanError, match=r"money\.no_weights"):
            largest_remainder(10, nobody)
    with pytest.raises(PlanError, match=r"money\.negative_weight"):
        largest_remainder(10, [2, -1])


@given(st.lists(st.integers(-(10**12), 10**12), max_size=20), units)
def test_shown_figures_add_up_to_the_shown_total(values: list[int], unit: int) -> None:
    column = round_to_sum(values, unit)
    assert sum(column.shown) == column.total_shown
    assert abs(column.total_shown * unit - sum(values)) * 2 <= unit
    for index, (value, shown) in enumerate(zip(values, column.shown, strict=True)):
        if index != column.carrier_index:
            assert abs(shown * unit - value) * 2 <= unit
        if value == 0:
            assert shown == 0
    assert (column.carrier_index is None) == (column.difference == 0)


def test_the_carrier_is_the_largest_row_or_the_one_named() -> None:
    assert round_to_sum([1400, 2400, 1400]) == RoundedColumn((1, 3, 1), 5, 1000, 1, 1)
    assert round_to_sum([1400, 2400, 1400], carrier=0).shown == (2, 2, 1)
    assert round_to_sum([1400, 2400, 1400]).facts == {"difference": 1, "row": 1, "unit": 1000}
    assert round_to_sum([1000, 2000]) == RoundedColumn((1, 2), 3, 1000)
    assert round_to_sum([]) == RoundedColumn((), 0, 1000)
    assert round_to_sum([1500, -1500]).shown == (2, -2)
