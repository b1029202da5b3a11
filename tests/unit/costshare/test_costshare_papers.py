"""Sheets and notices on paper: one page each, the same yen as everywhere, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from bingo_planner.features.costshare.printing import build_notices, build_sheets, named, worked_items
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing
from bingo_planner.kernel.numbers import format_number
from bingo_planner.store.store import Store


def text_of(path: Path) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_every_sheet_is_one_landscape_page(sample_store: Store, tmp_path: Path, lang: str, year: int) -> None:
    built = build_sheets(sample_store, year, "", lang, tmp_path / "s.pdf")  # type: ignore[arg-type]  # a language
    _facts, worked = worked_items(sample_store, year)
    assert built.pages == len(worked)
    assert not built.missing
    pages = PdfReader(tmp_path / "s.pdf").pages
    assert all(page.mediabox.width > page.mediabox.height for page in pages)
    for text, (_one, sheet) in zip(text_of(tmp_path / "s.pdf"), worked, strict=True):
        for amount in sheet.amounts.values():
            assert format_number(amount) in text
    assert not [one for one in missing() if one[0] == "costshare"]


def test_the_worked_example_on_paper(sample_store: Store, tmp_path: Path) -> None:
    item, _body = named(sample_store, _id_of(sample_store, "広域観光"))
    build_sheets(sample_store, 2024, item, "ja", tmp_path / "s.pdf")
    (text,) = text_of(tmp_path / "s.pdf")
    for words in (
        "均等割",
        "777,777.78",
        "2,400,450",
        "2,400,455",
        "1,096,633",
        "10,000,000",
        "福山市に加える",
    ):
        assert words in text, words


def _id_of(store: Store, name: str) -> str:
    _facts, worked = worked_items(store, 2024)
    return next(facts.item.id for facts, _sheet in worked if facts.item.name.startswith(name))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_notice_for_each_body_on_one_page(sample_store: Store, tmp_path: Path, lang: str) -> None:
    item = _id_of(sample_store, "救急相談")
    built = build_notices(sample_store, 2024, item, "", lang, tmp_path / "n.pdf")  # type: ignore[arg-type]  # a language
    assert built.pages == 9
    _facts, worked = worked_items(sample_store, 2024, item)
    _one, sheet = worked[0]
    pages = text_of(tmp_path / "n.pdf")
    for text, line in zip(pages, sheet.lines, strict=True):
        assert format_number(line.amount) in text
    if lang == "ja":
        for text, line in zip(pages, sheet.lines, strict=True):
            assert f"{line.name}長様" in text
            assert "見本" in text
        assert "貴町" in pages[5]


def test_a_settlement_says_the_difference(sample_store: Store, tmp_path: Path) -> None:
    _facts, worked = worked_items(sample_store, 2023)
    item, sheet = next((f, s) for f, s in worked if f.item.stage == "settled")
    build_notices(sample_store, 2023, item.item.id, "", "ja", tmp_path / "n.pdf")
    for text, line in zip(text_of(tmp_path / "n.pdf"), sheet.lines, strict=True):
        change = line.amount - item.against[line.body_id]
        assert format_number(change) in text
        assert ("還付" in text) == (change < 0)


def test_one_body_alone_and_names_for_the_command_line(sample_store: Store, tmp_path: Path) -> None:
    item, body = named(sample_store, "三原市")
    assert item == ""
    built = build_notices(sample_store, 2024, "", body, "ja", tmp_path / "n.pdf")
    _facts, worked = worked_items(sample_store, 2024)
    assert built.pages == sum(body in sheet.amounts for _one, sheet in worked)
    with pytest.raises(PlanError, match=r"field\.no_record"):
        named(sample_store, "どこにもない")


def test_nothing_to_print_is_told(little: Store, tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"share\.none_to_print"):
        build_sheets(little, 2020, "", "ja", tmp_path / "s.pdf")
    assert not (tmp_path / "s.pdf").exists()
