"""Cost items in a region file: read, computed, confirmed, copied, taken back and done again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from bingo_planner.features.costshare.model import BaseSet, CostStage, ItemFacts
from bingo_planner.features.costshare.ruletext import base_words
from bingo_planner.features.costshare.service import (
    do_add,
    do_fix,
    do_remove,
    do_reopen,
    do_restore,
    do_set,
    read_item,
    read_shares,
)
from bingo_planner.features.costshare.service_items import (
    do_adopt,
    do_copy_item,
    do_new_item,
    do_put_base,
    do_set_body,
    do_take_population,
    read_censuses,
)
from bingo_planner.features.costshare.service_read import sheet_in_force
from bingo_planner.features.costshare.sheet import sheet_of
from bingo_planner.features.region.tables import YearLock
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.rebuild import differences
from bingo_planner.store.store import Store


def amounts(store: Store, item: str = "ci") -> dict[str, int]:
    return sheet_in_force(read_item(store, item)).amounts


def new_id(changes: Changes, kind: str) -> str:
    (found,) = changes.ids_of(kind)
    return found


def test_reads_members_of_the_year_and_computes(little: Store) -> None:
    facts = read_item(little, "ci")
    assert [body.id for body in facts.members] == ["m1", "m2", "m3"]
    sheet = sheet_of(facts)
    assert (sheet.shared, sheet.left) == (1_000_000, 0)
    assert sheet.amounts == {"m1": 520_000, "m2": 310_000, "m3": 170_000}
    assert [column.budget for column in sheet.columns] == [300_000, 700_000]
    assert sum(line.percent for line in sheet.lines) == 100
    do_set(little, "cost_item", "ci", {"fiscal_year": 2023})
    assert [body.id for body in read_item(little, "ci").members] == ["m1", "m2"]


def test_a_year_lists_its_items_and_all_bases(little: Store) -> None:
    facts = read_shares(little, 2024)
    assert [one.item.name for one in facts.items] == ["運営負担金"]
    assert [base.name for base in facts.bases] == ["国勢調査 2020年"]
    assert facts.office.council == "甲乙協議会"
    assert read_shares(little, 2025).items == ()


def test_the_terms_of_a_body_change_who_pays_and_how_much(little: Store) -> None:
    do_set_body(little, "ci", "m3", {"part": "out"})
    assert set(amounts(little)) == {"m1", "m2"}
    do_set_body(little, "ci", "m3", {"part": "", "fixed": 100_000})
    assert amounts(little)["m3"] == 100_000
    do_set_body(little, "ci", "m3", {"fixed": None, "weight": Decimal("0.5")})
    assert amounts(little)["m3"] == 130_000
    with pytest.raises(PlanError, match=r"share\.least_most"):
        do_add(
            little,
            "cost_body",
            {"cost_item_id": "ci", "municipality_id": "m1", "minimum": 2, "maximum": 1},
        )


def test_a_confirmed_sheet_stands_whatever_happens_to_its_bases(little: Store) -> None:
    do_fix(little, "ci")
    facts = read_item(little, "ci")
    before = sheet_in_force(facts)
    assert facts.newest is not None
    assert (facts.newest.number, facts.newest.fixed_by) == (1, "見本 花子")
    assert "甲市" in facts.newest.rule_text or "均等割" in facts.newest.rule_text
    figure = next(row["id"] for row in _figures(little) if row["municipality_id"] == "m2")
    do_set(little, "base_figure", str(figure), {"value": Decimal(9000)})
    assert sheet_in_force(read_item(little, "ci")) == before
    assert sheet_of(read_item(little, "ci")).amounts != before.amounts
    changes: tuple[Callable[[], Changes], ...] = (
        lambda: do_set(little, "cost_item", "ci", {"total": 5}),
        lambda: do_set(little, "cost_part", "cp1", {"ratio": Decimal(40)}),
        lambda: do_set_body(little, "ci", "m1", {"fixed": 1}),
        lambda: do_remove(little, "cost_item", "ci"),
        lambda: do_fix(little, "ci"),
    )
    for change in changes:
        with pytest.raises(PlanError, match=r"share\.fixed_item"):
            change()


def _figures(store: Store) -> list[dict[str, object]]:
    from bingo_planner.features.costshare.records import ACCESS
    from bingo_planner.features.records import read_rows

    access = next(one for one in ACCESS if one.kind == "base_figure")
    return [dict(row) for row in read_rows(store, access)]


def test_opened_again_with_a_reason_it_gets_a_new_version(little: Store) -> None:
    do_fix(little, "ci")
    with pytest.raises(PlanError, match=r"share\.reason"):
        do_reopen(little, "ci", " ")
    do_reopen(little, "ci", "補助金の確定")
    do_set(little, "cost_deduction", "cd", {"amount": 100_000})
    do_fix(little, "ci")
    facts = read_item(little, "ci")
    assert [(one.number, one.reason) for one in facts.versions] == [(1, ""), (2, "補助金の確定")]
    assert sheet_in_force(facts).shared == 1_100_000
    assert facts.item.reason == ""


def test_the_state_as_a_field_confirms_and_opens(little: Store) -> None:
    do_set(little, "cost_item", "ci", {"state": "fixed", "total": 700_000})
    assert sheet_in_force(read_item(little, "ci")).shared == 500_000
    with pytest.raises(PlanError, match=r"share\.reason"):
        do_set(little, "cost_item", "ci", {"state": "draft"})
    do_set(little, "cost_item", "ci", {"state": "draft", "reason": "誤り"})
    assert not read_item(little, "ci").item.is_fixed


def test_a_copy_for_next_year_is_held_against_this_one(little: Store) -> None:
    copied = new_id(do_copy_item(little, "ci", 2025, CostStage.BUDGET), "cost_item")
    facts = read_item(little, copied)
    assert facts.item.total is None
    with pytest.raises(PlanError, match=r"share\.no_total"):
        sheet_of(facts)
    assert facts.last == {"m1": 520_000, "m2": 310_000, "m3": 170_000}
    do_set(little, "cost_item", copied, {"total": 2_200_000, "relief_rise": Decimal(110)})
    limited = sheet_of(read_item(little, copied))
    assert sum(limited.amounts.values()) == 2_000_000
    assert all(limited.amounts[m] <= facts.last[m] * Decimal("2.1") for m in facts.last)


def test_figures_of_the_year_before_last_stay_so_in_a_copy(little: Store) -> None:
    figures = {"m1": Decimal(5), "m2": Decimal(3), "m3": Decimal(2)}
    ids = {}
    for year in (2022, 2023):
        use = BaseSet("", "use", "利用実績", fiscal_year=year, figures=figures)
        ids[year] = new_id(do_put_base(little, use), "base_set")
    do_set(little, "cost_part", "cp2", {"base_set_id": ids[2022], "basis": "use"})
    copied = new_id(do_copy_item(little, "ci", 2025, "budget"), "cost_item")
    facts = read_item(little, copied)
    assert [part.base_set_id for part in facts.parts] == [None, ids[2023]]
    assert "前々年度" in " ".join(base_words(facts))
    later = new_id(do_copy_item(little, copied, 2026, "budget"), "cost_item")
    assert [part.base_set_id for part in read_item(little, later).parts] == [None, ids[2023]]
    same = new_id(do_copy_item(little, copied, 2025, "settled"), "cost_item")
    assert [part.base_set_id for part in read_item(little, same).parts] == [None, ids[2023]]


def test_a_settlement_shows_the_difference_to_the_budget(little: Store) -> None:
    settled = new_id(do_copy_item(little, "ci", 2024, CostStage.SETTLED), "cost_item")
    do_set(little, "cost_item", settled, {"total": 1_100_000})
    facts = read_item(little, settled)
    assert facts.settles is not None
    now = sheet_of(facts).amounts
    assert sum(now.values()) - sum(facts.against.values()) == -100_000


def test_populations_become_a_base_with_source_and_day(little: Store) -> None:
    (census,) = read_censuses(little, 2024)
    assert (census.series, census.year, census.is_projection) == ("census", 2020, False)
    taken = new_id(do_take_population(little, "census", 2020, 2024), "base_set")
    base = next(one for one in read_shares(little, 2024).bases if one.id == taken)
    assert (base.as_of, base.source, base.unit) == (dt.date(2020, 10, 1), "総務省", "人")
    assert base.figures == {"m1": 6005, "m2": 3005, "m3": 1005}
    assert len(read_shares(little, 2024).bases) == 2
    do_take_population(little, "census", 2020, 2024)
    assert len(read_shares(little, 2024).bases) == 2
    with pytest.raises(PlanError, match=r"share\.base_short"):
        do_take_population(little, "census", 2015, 2024)


def test_base_figures_handed_in_again_spare_a_confirmed_item(little: Store) -> None:
    use = BaseSet("", "use", "利用", "人日", source="利用実績", origin="usage:x:2024")
    first = new_id(
        do_put_base(little, replace(use, figures={"m1": Decimal(5), "m2": Decimal(3), "m3": Decimal(2)})),
        "base_set",
    )
    do_set(little, "cost_part", "cp2", {"base_set_id": first, "basis": "use"})
    do_put_base(little, replace(use, figures={"m1": Decimal(6), "m2": Decimal(3), "m3": Decimal(1)}))
    assert len(read_shares(little, 2024).bases) == 2
    assert amounts(little)["m1"] == 520_000
    do_fix(little, "ci")
    do_put_base(little, replace(use, figures={"m1": Decimal(1), "m2": Decimal(1), "m3": Decimal(1)}))
    bases = [one for one in read_shares(little, 2024).bases if one.origin == "usage:x:2024"]
    assert len(bases) == 2
    assert next(one for one in bases if one.id == first).figures["m1"] == 6


def test_an_alternative_is_adopted_in_one_step(little: Store) -> None:
    facts = read_item(little, "ci")
    parts = (replace(facts.parts[0], ratio=Decimal(100)),)
    other = replace(facts, parts=parts, item=replace(facts.item, rounding="webster"))
    do_adopt(little, other)
    after = read_item(little, "ci")
    assert [part.ratio for part in after.parts] == [100]
    assert after.item.rounding == "webster"
    little.undo()
    assert _plain(read_item(little, "ci")) == _plain(facts)


def _plain(facts: ItemFacts) -> object:
    return (facts.item, facts.parts, facts.offs, facts.terms, facts.versions)


def test_a_new_item_takes_the_newest_census(little: Store) -> None:
    item = new_id(do_new_item(little, "p1", "新しい負担金", 2024), "cost_item")
    facts = read_item(little, item)
    assert [(part.basis, part.ratio) for part in facts.parts] == [
        ("equal", Decimal(30)),
        ("population", Decimal(70)),
    ]
    assert facts.parts[1].base_set_id == "bs"


@pytest.mark.parametrize(
    "change",
    [
        lambda store: do_add(
            store, "cost_part", {"cost_item_id": "ci", "basis": "area", "ratio": Decimal(5)}
        ),
        lambda store: do_set(store, "cost_item", "ci", {"total": 1}),
        lambda store: do_remove(store, "cost_item", "ci"),
        lambda store: do_fix(store, "ci"),
        lambda store: do_copy_item(store, "ci", 2025, "budget"),
        lambda store: do_set_body(store, "ci", "m2", {"minimum": 5}),
        lambda store: do_take_population(store, "census", 2020, 2024),
        lambda store: do_new_item(store, "p1", "x", 2024),
    ],
)
def test_undo_and_redo_give_the_same(little: Store, change: Callable[[Store], Changes]) -> None:
    before = read_shares(little, 2024)
    change(little)
    after = read_shares(little, 2024)
    little.undo()
    assert read_shares(little, 2024) == before
    little.redo()
    assert read_shares(little, 2024) == after
    with little.read() as session:
        assert differences(session.connection()) == []


def test_binned_items_come_back_whole(little: Store) -> None:
    before = read_item(little, "ci")
    do_remove(little, "cost_item", "ci")
    with pytest.raises(PlanError, match=r"record\.gone"):
        read_item(little, "ci")
    do_restore(little, "cost_item", "ci")
    assert read_item(little, "ci") == before


def test_what_is_refused(little: Store) -> None:
    with pytest.raises(PlanError, match=r"share\.base_used"):
        do_remove(little, "base_set", "bs")
    with pytest.raises(PlanError, match=r"share\.equal_base"):
        do_set(little, "cost_part", "cp1", {"base_set_id": "bs"})
    with pytest.raises(PlanError, match=r"share\.percent"):
        do_set(little, "cost_part", "cp1", {"ratio": Decimal(101)})
    with pytest.raises(PlanError, match=r"share\.itself"):
        do_set(little, "cost_item", "ci", {"before_id": "ci"})
    with pytest.raises(PlanError, match=r"share\.version"):
        do_add(little, "cost_version", {"cost_item_id": "ci"})
    with little.change("lock") as unit:
        unit.add(YearLock(fiscal_year=2024, reason="済"))
    assert read_shares(little, 2024).locked
    changes: tuple[Callable[[], Changes], ...] = (
        lambda: do_set(little, "cost_item", "ci", {"total": 5}),
        lambda: do_add(little, "cost_item", {"name": "x", "project_id": "p1", "fiscal_year": 2024}),
        lambda: do_fix(little, "ci"),
        lambda: do_set_body(little, "ci", "m1", {"fixed": 1}),
        lambda: do_set(little, "cost_part", "cp1", {"ratio": Decimal(10)}),
    )
    for change in changes:
        with pytest.raises(PlanError, match=r"projects\.year_locked"):
            change()


def test_circles_of_references_end(little: Store) -> None:
    other = new_id(do_copy_item(little, "ci", 2025, "budget"), "cost_item")
    do_set(little, "cost_item", other, {"total": 500_000, "relief_rise": Decimal(900)})
    do_set(little, "cost_item", "ci", {"before_id": other, "relief_rise": Decimal(900)})
    assert sum(amounts(little).values()) == 1_000_000
