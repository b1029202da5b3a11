"""Alternatives: what they change, what they leave, and the change of every body."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bingo_planner.features.costshare.model import BaseSet
from bingo_planner.features.costshare.service import read_item
from bingo_planner.features.costshare.sheet import sheet_of
from bingo_planner.features.costshare.tries import Wish, carried_out, lines, wished
from bingo_planner.store.store import Store


def test_a_body_that_leaves_pays_nothing_and_the_others_more(little: Store) -> None:
    facts = read_item(little, "ci")
    tried = carried_out("1", facts, Wish(leave="m3"), facts.bases)
    now = sheet_of(facts).amounts
    (first, _second, third) = lines(facts, now, (tried,))
    assert (third.then[0], third.change(0), third.percent(0)) == (None, -170_000, Decimal(-100))
    assert (first.change(0) or 0) > 0
    assert sum(tried.amounts.values()) == 1_000_000


def test_a_body_that_joins_needs_a_figure(little: Store) -> None:
    facts = read_item(little, "ci")
    without = wished(facts, Wish(leave="m3"), facts.bases)
    back = carried_out("1", without, Wish(join="m3"), facts.bases)
    assert back.amounts == sheet_of(facts).amounts
    short = BaseSet("x", figures={"m1": Decimal(1), "m2": Decimal(1)})
    failed = carried_out("2", facts, Wish(base_id="x"), {"x": short})
    assert failed.sheet is None
    assert failed.problem is not None
    assert failed.problem.code == "share.no_figure"


def test_other_figures_total_rounding_and_unit(little: Store) -> None:
    facts = read_item(little, "ci")
    other = BaseSet("x", figures=dict.fromkeys(("m1", "m2", "m3"), Decimal(1)))
    even = carried_out("1", facts, Wish(base_id="x", total=200_003, rounding="webster", unit=1), {"x": other})
    assert list(even.amounts.values()) == [1, 1, 1]
    assert facts.item.total == 1_200_000


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.decimals(0, 100, places=3))
def test_another_equal_part_leaves_the_ratios_at_100(little: Store, equal: Decimal) -> None:
    parts = wished(read_item(little, "ci"), Wish(equal=equal), {}).parts
    assert sum((part.ratio or Decimal(0) for part in parts), Decimal(0)) == 100
    assert all((part.ratio or 0) >= 0 for part in parts)
