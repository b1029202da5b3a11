"""Head counts: whatever classes the figures come in, sums agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.region.model import Body, PersonsKey, RegionFacts, RegionRow, Series, Sex
from bingo_planner.features.region.population import (
    ALL_AGES,
    ELDERLY,
    Counts,
    counted_series,
    main_series,
    sexed_series,
    whole_years,
)

CLASSES: list[tuple[int, int | None]] = [*((age, age + 4) for age in range(0, 90, 5)), (90, None)]
FIGURES = st.lists(st.integers(0, 50_000), min_size=len(CLASSES), max_size=len(CLASSES))


def figures(body: str, year: int, sex: str, values: list[int]) -> dict[PersonsKey, int]:
    return {
        PersonsKey(body, "s", year, sex, first, last): value
        for (first, last), value in zip(CLASSES, values, strict=True)
    }


@given(FIGURES, FIGURES, st.sampled_from([0, 15, 65, 75]), st.sampled_from([14, 64, 74, 89, None]))
def test_any_span_is_the_sum_of_its_classes(
    men: list[int], women: list[int], first: int, last: int | None
) -> None:
    counts = Counts(figures("b", 2020, "M", men) | figures("b", 2020, "F", women))
    inside = [
        at
        for at, (a, b) in enumerate(CLASSES)
        if a >= first and (last is None or (b is not None and b <= last))
    ]
    expected = sum(men[at] + women[at] for at in inside)
    found = counts.of("b", "s", 2020, (first, last))
    assert found == (expected if last is None or first < last else None)
    assert counts.of("b", "s", 2020) == sum(men) + sum(women)


def test_a_span_that_cuts_a_class_is_not_told() -> None:
    counts = Counts(figures("b", 2020, "T", [1] * len(CLASSES)))
    assert counts.of("b", "s", 2020, (0, 17)) is None
    assert counts.of("b", "s", 2020, (3, 14)) is None


def test_a_stated_total_is_not_added_up() -> None:
    known = figures("b", 2020, "T", [1] * len(CLASSES)) | {PersonsKey("b", "s", 2020): 1000}
    assert Counts(known).of("b", "s", 2020, ALL_AGES) == 1000


def test_together_is_unknown_as_soon_as_one_is() -> None:
    counts = Counts({PersonsKey("a", "s", 2020): 10, PersonsKey("b", "s", 2025): 5})
    assert counts.together(["a"], "s", 2020) == 10
    assert counts.together(["a", "b"], "s", 2020) is None
    assert counts.together([], "s", 2020) is None


def facts(persons: dict[PersonsKey, int], projected: set[tuple[str, int]]) -> RegionFacts:
    body = Body("b", name="B")
    series = (Series("1", "count"), Series("2", "old"), Series("3", "new"))
    return RegionFacts(RegionRow(), 2024, (body,), frozenset({"b"}), series, persons, frozenset(projected))


def test_series_are_chosen_by_what_they_hold() -> None:
    persons = {
        PersonsKey("b", "count", 2015): 90,
        PersonsKey("b", "count", 2020): 85,
        PersonsKey("b", "old", 2045): 50,
        PersonsKey("b", "new", 2020): 85,
        PersonsKey("b", "new", 2050): 40,
        PersonsKey("b", "new", 2020, Sex.TOTAL, 65, None): 30,
    }
    known = facts(persons, {("old", 2045), ("new", 2050)})
    counts = Counts(persons)
    assert main_series(known, counts) == "new"
    assert counted_series(known, counts) == "count"
    assert sexed_series(known, counts) == ""
    assert whole_years(known, counts, "new") == (2020, 2050)
    assert whole_years(known, counts, "new", ELDERLY) == (2020,)


def test_an_empty_file_has_no_series() -> None:
    empty = facts({}, set())
    assert main_series(empty, Counts({})) == counted_series(empty, Counts({})) == ""
