"""Sums of budgets: marks are no zeros, sources are held against totals, thousands add up both ways."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.projects.budgeting import (
    YenSum,
    add_up,
    budget_years,
    check_sources,
    current,
    over_years,
    shares,
    thousand_table,
    thousands,
    wrong_sources,
)
from bingo_planner.features.projects.model import BudgetKey, Money, Stage, Yen
from bingo_planner.kernel.numbers import Mark

amounts = st.integers(-(10**11), 10**11)
cells = st.one_of(amounts, st.sampled_from(list(Mark)))


def test_marks_are_no_zeros() -> None:
    assert add_up([]).value is Mark.BLANK
    assert add_up([Mark.BLANK, Mark.NONE]).value is Mark.NONE
    assert add_up([Mark.NONE, Mark.PENDING]).value is Mark.PENDING
    assert add_up([0, Mark.NONE]).value == 0
    mixed = add_up([11_482_000, Mark.PENDING, Mark.BLANK])
    assert (mixed.value, mixed.is_partial, mixed.pending) == (11_482_000, True, 1)
    assert not add_up([5, Mark.NONE]).is_partial


@given(st.lists(cells), st.lists(cells))
def test_sums_may_be_taken_in_parts(one: list[Yen], other: list[Yen]) -> None:
    assert add_up(one) + add_up(other) == add_up([*one, *other])
    assert add_up(one).counted == sum(isinstance(value, int) for value in one)


def _budget(**sources: Yen) -> dict[BudgetKey, Yen]:
    return {BudgetKey(2024, Stage.ORIGINAL, Money(key)): value for key, value in sources.items()}


def test_sources_against_the_total() -> None:
    right = _budget(total=37_950, national=12_650, prefecture=12_650, bond=Mark.NONE, general=12_650)
    assert check_sources(right, 2024, Stage.ORIGINAL).gap == 0
    wrong = {**right, BudgetKey(2024, Stage.ORIGINAL, Money.GENERAL): 12_000}
    assert check_sources(wrong, 2024, Stage.ORIGINAL).gap == -650
    assert wrong_sources(wrong, [2024]) == (BudgetKey(2024, Stage.ORIGINAL),)
    waiting = {**wrong, BudgetKey(2024, Stage.ORIGINAL, Money.OTHER): Mark.PENDING}
    assert not check_sources(waiting, 2024, Stage.ORIGINAL).is_wrong
    assert check_sources(_budget(total=5), 2024, Stage.ORIGINAL).gap is None
    assert not wrong_sources(_budget(total=Mark.PENDING, general=3), [2024])


def test_budget_in_force() -> None:
    budget: dict[BudgetKey, Yen] = {BudgetKey(2024, Stage.ORIGINAL): 100}
    assert current(budget, 2024) == 100
    budget[BudgetKey(2024, Stage.SUPPLEMENTARY)] = -20
    assert current(budget, 2024) == 80
    assert current({}, 2024) is Mark.BLANK
    assert over_years(budget, [2023, 2024], Stage.ORIGINAL).value == 100


def test_years_of_the_grid() -> None:
    assert budget_years({}, 2024) == (2023, 2024, 2025, 2026, 2027, 2028)
    assert budget_years({BudgetKey(2021, Stage.SETTLED): 0}, 2024)[0] == 2021


columns = st.integers(1, 4)


@given(st.data(), columns, st.integers(1, 6))
def test_thousands_add_up_both_ways(data: st.DataObject, width: int, height: int) -> None:
    values = data.draw(
        st.lists(st.lists(amounts, min_size=width, max_size=width), min_size=height, max_size=height)
    )
    table = thousand_table([[YenSum(one, 1) for one in row] for row in values], width)
    grid = [[one for one in row if isinstance(one, int)] for row in table.cells]
    for at in range(width):
        assert sum(row[at] for row in grid) == table.column_totals[at]
        assert abs(table.column_totals[at] * 1000 - sum(row[at] for row in values)) <= 500
    assert [sum(row) for row in grid] == list(table.row_totals)
    assert sum(table.column_totals) == table.grand_total
    assert abs(table.difference) <= width
    moved = {(column, row) for column, row, _difference in table.carriers}
    for at, row in enumerate(values):
        for column, one in enumerate(row):
            if (column, at) not in moved:
                assert grid[at][column] == thousands(one)


def test_marks_stay_in_a_table_of_thousands() -> None:
    rows = [[add_up([1_500]), add_up([Mark.PENDING])], [add_up([Mark.NONE]), add_up([0])]]
    table = thousand_table(rows, 2)
    assert table.cells == ((2, Mark.PENDING), (Mark.NONE, 0))
    assert table.row_totals == (2, 0)
    assert table.pending == 1


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=8))
def test_shares_make_a_hundred(parts: list[int]) -> None:
    whole = sum(parts)
    found = shares(parts, whole)
    assert sum(found) == (100 if whole else 0)
