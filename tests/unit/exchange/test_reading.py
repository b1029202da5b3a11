"""Reading what colleagues send: any Japanese encoding, merged heads, numbers as they were typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from bingo_planner.exchange.reading import cell_name, read_book, table_of
from bingo_planner.kernel.errors import PlanError

TEXT = "施設,福山市\r\n髙橋病児室,１２\r\n"


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16", "euc_jp", "iso2022_jp"])
def test_every_japanese_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    text = TEXT.replace("髙", "高") if encoding in ("euc_jp", "iso2022_jp") else TEXT
    path.write_bytes(text.encode(encoding))
    book = read_book(path)
    assert [list(row) for row in book.sheets[0].rows] == [row.split(",") for row in text.split("\r\n")[:2]]
    assert len(book.digest) == 64


def test_the_sign_between_cells_is_guessed() -> None:
    assert table_of("a\tb,c\n1\t2\n") == [("a", "b,c"), ("1", "2")]
    assert table_of("a;b\n1;2\n") == [("a", "b"), ("1", "2")]
    assert table_of('"a,b",c\n1\n') == [("a,b", "c"), ("1", "")]


def test_a_workbook_with_merged_heads(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "7月"
    page.append(["月", "市町", None, "計"])
    page.append([None, "福山市", "三原市", None])
    page.append([date(2024, 7, 1), 12, 3.5, 15.5])
    page.merge_cells("B1:C1")
    page.merge_cells("A1:A2")
    path = tmp_path / "a.xlsx"
    book.save(path)
    (sheet,) = read_book(path).sheets
    assert sheet.name == "7月"
    assert sheet.rows[0] == ("月", "市町", "", "計")
    assert sheet.filled[0] == ("月", "市町", "市町", "計")
    assert sheet.filled[1] == ("月", "福山市", "三原市", "")
    assert sheet.rows[2] == ("2024-07-01", "12", "3.5", "15.5")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    for name, code in (
        ("a.pdf", "exchange.readable_kind"),
        ("a.xlsx", "exchange.unreadable"),
        ("b.csv", "exchange.unreadable"),
    ):
        with pytest.raises(PlanError) as refused:
            read_book(tmp_path / name)
        assert refused.value.code == code


def test_names_of_cells() -> None:
    assert [cell_name(0, 0), cell_name(6, 1), cell_name(9, 26), cell_name(0, 701)] == [
        "A1",
        "B7",
        "AA10",
        "ZZ1",
    ]
