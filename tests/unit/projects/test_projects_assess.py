"""The rule of rating: the way from baseline to target, in both directions, single years and sums."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.projects.assess import (
    DEFAULT_LIMITS,
    achievement,
    add_figures,
    assess,
    by_municipality,
    by_role_area,
    goal,
    latest,
    limits,
    member_ratings,
    progress,
    rate,
    reached,
    roll_up,
)
from bingo_planner.features.projects.model import Figure, Kpi, Rating
from bingo_planner.kernel.numbers import Mark

figures = st.decimals(-100_000, 100_000, places=1, allow_nan=False)
positive = st.decimals(1, 100_000, places=1, allow_nan=False)
letters = st.sampled_from(list(Rating))

KPI = Kpi(
    id="k",
    number="1-1",
    name="件数",
    role_area="ECONOMY",
    baseline=Decimal(100),
    baseline_year=2023,
    target=Decimal(200),
    target_year=2028,
)


def of(**actuals: int | Decimal | Mark) -> dict[int, Figure]:
    return {
        int(key[1:]): Decimal(value) if isinstance(value, int) else value for key, value in actuals.items()
    }


def test_the_line_from_baseline_to_target() -> None:
    assert [goal(KPI, year) for year in (2022, 2023, 2024, 2028, 2030)] == [100, 100, 120, 200, 200]
    assert goal(replace(KPI, targets=of(y2024=Decimal(150))), 2024) == 150


def test_percent_of_the_way() -> None:
    assert achievement(KPI, Decimal(115), 2024) == 75
    assert rate(Decimal(75), KPI.rule) is Rating.B
    assert achievement(KPI, Decimal(90), 2024) == -50


def test_smaller_is_better() -> None:
    kpi = replace(KPI, direction="down", baseline=Decimal(96), target=Decimal(50), target_year=2024)
    assert achievement(kpi, Decimal(68), 2024) == pytest.approx(Decimal("60.87"), abs=Decimal("0.01"))
    assert assess(replace(kpi, actuals=of(y2024=68)), 2024).rating is Rating.C
    assert assess(replace(kpi, actuals=of(y2024=40)), 2024).rating is Rating.A
    at_most = replace(kpi, direction="up", target_kind="at_most")
    assert achievement(at_most, Decimal(50), 2024) == 100


def test_keeping_the_level() -> None:
    kept = replace(KPI, target_kind="keep", target=None, actuals=of(y2024=100))
    assert assess(kept, 2024).percent == 100
    assert assess(replace(kept, actuals=of(y2024=80)), 2024).rating is Rating.B
    falling = replace(kept, direction="down", actuals=of(y2024=125))
    assert assess(falling, 2024).percent == 80


def test_words_and_pending_targets_cannot_be_assessed() -> None:
    for kind in ("text", "pending"):
        kpi = replace(KPI, target_kind=kind, target=None, actuals=of(y2024=100))
        assert assess(kpi, 2024).rating is Rating.NONE
    assert assess(replace(KPI, actuals=of(y2024=Mark.NONE)), 2024).rating is Rating.NONE


def test_no_figure_yet() -> None:
    found = assess(replace(KPI, actuals=of(y2024=Mark.PENDING)), 2024)
    assert (found.rating, found.pending) == (Rating.PENDING, True)
    assert assess(KPI, 2024).rating is Rating.PENDING


def test_newest_figure_up_to_the_year() -> None:
    kpi = replace(KPI, actuals=of(y2024=118, y2025=Mark.PENDING, y2026=150))
    found = latest(kpi, 2025)
    assert (found.year, found.value, found.rating, found.pending) == (2024, Decimal(118), Rating.A, True)
    assert latest(kpi, 2026).year == 2026
    assert latest(KPI, 2024).rating is Rating.PENDING


def test_nothing_is_rated_up_to_the_baseline() -> None:
    kpi = replace(KPI, actuals=of(y2022=90, y2023=100))
    assert assess(kpi, 2023).rating is Rating.NONE
    found = latest(kpi, 2024)
    assert (found.rating, found.year, found.value) == (Rating.PENDING, 2023, Decimal(100))


def test_sums_of_the_term() -> None:
    kpi = replace(KPI, counting="cumulative", target=Decimal(600), actuals=of(y2023=86, y2024=100, y2025=104))
    assert reached(kpi, 2024) == 100
    assert reached(kpi, 2025) == 204
    assert reached(kpi, 2023) is Mark.NONE
    assert goal(kpi, 2025) == 240
    assert assess(kpi, 2025).percent == 85
    gap = replace(kpi, actuals=of(y2024=Mark.PENDING, y2025=104))
    assert reached(gap, 2025) is Mark.PENDING


def test_yearly_targets_of_sums_as_levels_and_as_years() -> None:
    kpi = replace(KPI, counting="cumulative", target=Decimal(600), target_year=2026)
    levels = replace(kpi, targets=of(y2024=200, y2025=400, y2026=600))
    years = replace(kpi, targets=of(y2024=200, y2025=200, y2026=200))
    assert [goal(levels, year) for year in (2024, 2025, 2026)] == [200, 400, 600]
    assert [goal(years, year) for year in (2024, 2025, 2026)] == [200, 400, 600]


def test_bodies_follow_the_growth_of_the_region() -> None:
    kpi = replace(
        KPI,
        actuals=of(y2024=118),
        member_actuals={("a", 2023): Decimal(50), ("a", 2024): Decimal(60), ("b", 2024): Decimal(3)},
    )
    assert member_ratings(kpi, ["a", "b", "c"], 2024) == {"a": "A", "b": "－", "c": "－"}
    own = replace(kpi, member_targets={("b", 2024): Decimal(4)})
    assert member_ratings(own, ["b"], 2024) == {"b": "B"}
    assert by_municipality([kpi], ["a", "c"], 2024)["a"].good_share == 100


def test_roll_up_by_role_area() -> None:
    good = replace(KPI, actuals=of(y2024=120))
    bad = replace(KPI, actuals=of(y2024=100), role_area="LIFE")
    rolled = by_role_area([good, bad, KPI], 2024)
    assert rolled["ECONOMY"].good_share == 100
    assert rolled["ECONOMY"].total == 2
    assert rolled["LIFE"].good_share == 0
    assert roll_up([]).good_share is None


def test_rules_that_cannot_be_read_fall_back() -> None:
    assert limits("90,80,70") == (Decimal(90), Decimal(80), Decimal(70))
    for text in ("", "a,b,c", "50,60,70", "90,80", "nan,1,0", "9,8,-Infinity"):
        assert limits(text) == DEFAULT_LIMITS


@given(figures, figures, figures)
def test_a_target_that_is_met_is_full(value: Decimal, start: Decimal, target: Decimal) -> None:
    for down in (False, True):
        met = value <= target if down else value >= target
        assert (progress(value, start, target, down) >= 100) == met


@given(figures, figures, figures, figures)
def test_better_figures_never_score_less(
    one: Decimal, other: Decimal, start: Decimal, target: Decimal
) -> None:
    low, high = sorted((one, other))
    assert progress(low, start, target, down=False) <= progress(high, start, target, down=False)
    assert progress(high, start, target, down=True) <= progress(low, start, target, down=True)


@given(positive, positive, st.integers(2024, 2028))
def test_the_straight_line_is_full_every_year(start: Decimal, target: Decimal, year: int) -> None:
    kpi = replace(KPI, baseline=start, target=target, direction="up" if target >= start else "down")
    line = goal(kpi, year)
    assert line is not None
    found = achievement(kpi, line, year)
    assert found is not None
    assert abs(found - 100) < Decimal("0.000001")


@given(st.lists(letters))
def test_counts_add_up(ratings: list[Rating]) -> None:
    rolled = roll_up(ratings)
    assert rolled.total == len(ratings)
    assert rolled.rated == sum(one in "ABCD" for one in ratings)


@given(st.lists(figures, max_size=6), st.integers(0, 6))
def test_a_sum_with_a_hole_is_pending(values: list[Decimal], place: int) -> None:
    assert add_figures(values) == sum(values)
    holed: list[Figure] = [*values[:place], Mark.BLANK, *values[place:]]
    assert add_figures(holed) is Mark.PENDING
    assert add_figures([*values, Mark.NONE]) == sum(values)
