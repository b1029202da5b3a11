"""The workbook: its formulas give the program's yen, for every item of the sample and for every rule."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bingo_planner.exchange import files
from bingo_planner.features.costshare.exporter import letters, share_sheets
from bingo_planner.features.costshare.exporting import sheets_for, write_shares
from bingo_planner.features.costshare.model import BodyTerms, ItemFacts
from bingo_planner.features.costshare.printing import worked_items
from bingo_planner.features.costshare.service import read_item
from bingo_planner.features.costshare.sheet import sheet_of
from bingo_planner.kernel.money import Rule
from bingo_planner.store.store import Store
from tests.support.excel import Book


def check(path: Path, amounts: list[list[int]]) -> None:
    """Work every formula out; the amounts of each working sheet are the ones expected."""
    book = load_workbook(path)
    worked = Book(book)
    names = [name for name in book.sheetnames if name.endswith("算定")]
    assert len(names) == len(amounts)
    for name, expected in zip(names, amounts, strict=True):
        page = book[name]
        heads = [cell.value for cell in page[3]]
        at = next(i for i, head in enumerate(heads) if str(head) == "負担額（円）")
        rows = range(4, 4 + len(expected))
        found = [worked.cell(name, f"{letters(at)}{row}") for row in rows]
        assert found == expected, name
        assert worked.cell(name, f"{letters(at)}{4 + len(expected)}") == sum(expected)
        gap = next(i for i, head in enumerate(heads) if str(head) == "差額（円）")
        assert all(worked.cell(name, f"{letters(gap)}{row}") == 0 for row in rows)


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_every_item_of_the_sample_recalculates_to_the_yen(
    sample_store: Store, tmp_path: Path, year: int
) -> None:
    write_shares(sample_store, year, "", tmp_path / "s.xlsx")
    _facts, worked = worked_items(sample_store, year)
    check(tmp_path / "s.xlsx", [list(sheet.amounts.values()) for _one, sheet in worked])


def test_the_worked_example_stands_in_the_workbook(sample_store: Store, tmp_path: Path) -> None:
    _facts, worked = worked_items(sample_store, 2024)
    item = next(facts.item.id for facts, _sheet in worked if facts.item.name.startswith("広域観光"))
    write_shares(sample_store, 2024, item, tmp_path / "s.xlsx")
    amounts = [2400455, 1096633, 1239552, 910339, 862243, 831024, 806821, 940027, 912906]
    check(tmp_path / "s.xlsx", [amounts])


def test_another_total_is_shared_by_the_formulas_alone(sample_store: Store, tmp_path: Path) -> None:
    """The yen follow when somebody types other figures in Excel: 0/100, the second worked example."""
    _facts, worked = worked_items(sample_store, 2024)
    item = next(facts.item.id for facts, _sheet in worked if facts.item.name.startswith("広域観光"))
    write_shares(sample_store, 2024, item, tmp_path / "s.xlsx")
    book = load_workbook(tmp_path / "s.xlsx")
    book["1条件"]["C7"], book["1条件"]["C8"] = 0, 100
    found = Book(book)
    heads = [cell.value for cell in book["1算定"][3]]
    at = letters(heads.index("負担額（円）"))
    amounts = [found.cell("1算定", f"{at}{row}") for row in range(4, 13)]
    assert amounts == [5408915, 1062853, 1539250, 441872, 281552, 177488, 96811, 540832, 450427]


@pytest.mark.parametrize("two_stage", [False, True])
@pytest.mark.parametrize("unit", [1, 100, 1000])
@pytest.mark.parametrize("rounding", Rule)
def test_every_rule_lives_in_formulas(
    little: Store, tmp_path: Path, rounding: Rule, unit: int, two_stage: bool
) -> None:
    facts = read_item(little, "ci")
    if two_stage and rounding is Rule.WEBSTER:
        pytest.skip("Webster's divisor is one for the whole")
    item = replace(facts.item, rounding=rounding.value, unit=unit, two_stage=two_stage, total=1_234_567)
    written(replace(facts, item=item), tmp_path)


def written(facts: ItemFacts, folder: Path) -> None:
    sheet = sheet_of(facts)
    files.write(folder / "w.xlsx", share_sheets([(facts, sheet)]))
    check(folder / "w.xlsx", [list(sheet.amounts.values())])


def test_weights_fixed_sums_and_limits_live_too(little: Store, tmp_path: Path) -> None:
    facts = read_item(little, "ci")
    for terms in (
        BodyTerms("", "ci", "m3", weight=Decimal("0.5")),
        BodyTerms("", "ci", "m3", fixed=77_777),
        BodyTerms("", "ci", "m1", maximum=300_000),
        BodyTerms("", "ci", "m3", minimum=333_333),
    ):
        written(replace(facts, terms=(terms,)), tmp_path)


def test_inverse_figures_live_too(little: Store, tmp_path: Path) -> None:
    facts = read_item(little, "ci")
    parts = (facts.parts[0], replace(facts.parts[1], is_inverse=True))
    written(replace(facts, parts=parts), tmp_path)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.lists(st.integers(1, 500_000), min_size=3, max_size=3),
    st.integers(1, 10**9),
    st.sampled_from([1, 100, 1000]),
    st.sampled_from([Rule.LARGEST_REMAINDER, Rule.FLOOR_TO_LEAD]),
)
def test_any_figures_recalculate_to_the_yen(
    little: Store, tmp_path: Path, figures: list[int], total: int, unit: int, rounding: Rule
) -> None:
    facts = read_item(little, "ci")
    base = replace(facts.bases["bs"], figures={f"m{at}": Decimal(n) for at, n in enumerate(figures, start=1)})
    item = replace(facts.item, total=total + 200_000, unit=unit, rounding=rounding.value)
    written(replace(facts, bases={"bs": base}, item=item), tmp_path)


def test_a_csv_file_holds_the_summary_with_values(sample_store: Store, tmp_path: Path) -> None:
    target = tmp_path / "s.csv"
    files.write(target, sheets_for(sample_store, 2024, "", target), "data", "utf-8-sig")
    text = target.read_text(encoding="utf-8-sig")
    assert "広域観光宣伝 共同負担金" in text
    assert "2400455" in text
    assert "=" not in text
