"""The sample's cost items: the worked example to the yen, confirmed versions true, copies computable."""

from __future__ import annotations

import pytest

from bingo_planner.cli.sample import rows
from bingo_planner.features.costshare.service import read_shares
from bingo_planner.features.costshare.service_read import sheet_in_force
from bingo_planner.features.costshare.sheet import sheet_of
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.store import Store

WORKED = [2400455, 1096633, 1239552, 910339, 862243, 831024, 806821, 940027, 912906]


def test_the_worked_example_stands_in_the_sample(sample_store: Store) -> None:
    facts = read_shares(sample_store, 2024)
    item = next(one for one in facts.items if one.item.name == "広域観光宣伝 共同負担金")
    assert list(sheet_in_force(item).amounts.values()) == WORKED
    assert item.item.is_fixed


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_every_item_computes_and_confirmed_ones_give_what_was_confirmed(
    sample_store: Store, year: int
) -> None:
    facts = read_shares(sample_store, year)
    assert len(facts.items) >= 7
    stages = {one.item.stage for one in facts.items}
    assert (
        stages == {2023: {"budget", "settled"}, 2024: {"budget", "supplementary"}, 2025: {"estimate"}}[year]
    )
    for one in facts.items:
        computed = sheet_of(one)
        assert sum(computed.amounts.values()) == computed.shared
        assert len(computed.lines) in (6, 7, 8, 9)
        if one.item.is_fixed:
            assert sheet_in_force(one) == _without(computed, sheet_in_force(one).rule_text)


def _without(sheet: object, text: str) -> object:
    from dataclasses import replace

    return replace(sheet, rule_text=text)  # type: ignore[type-var]  # a sheet


def test_a_version_made_again_shows_why(sample_store: Store) -> None:
    facts = read_shares(sample_store, 2024)
    item = next(one for one in facts.items if one.item.name == "救急相談センター運営負担金")
    assert [one.number for one in item.versions] == [1, 2]
    assert "国勢調査" in item.versions[1].reason


def test_copies_keep_to_their_items() -> None:
    ten = rows(10)
    items = {str(values["id"]): values for table, values in ten if table == "cost_item"}
    parts = [values for table, values in ten if table == "cost_part"]
    assert len(items) == 10 * 25
    assert {str(part["cost_item_id"]) for part in parts} <= set(items)
    offs: dict[str, int] = {}
    for table, values in ten:
        if table == "cost_deduction" and isinstance(values["amount"], int):
            owner = str(values["cost_item_id"])
            offs[owner] = offs.get(owner, 0) + values["amount"]
    for owner, taken in offs.items():
        total = items[owner]["total"]
        assert isinstance(total, int)
        assert taken <= total


def test_an_item_without_a_rule_says_so(sample_store: Store) -> None:
    from dataclasses import replace

    facts = read_shares(sample_store, 2024).items[0]
    with pytest.raises(PlanError, match=r"share\.no_components"):
        sheet_of(replace(facts, parts=()))
