"""Reading what colleagues send: any Japanese encoding, merged heads, numbers as they were typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from bingo_planner.exchange.reading import cell_name, read_book, read_bytes, table_of
from bingo_planner.kernel.errors import PlanError

TEXT = "施設,福山市\r\n髙橋病児室,１２\r\n"


@pytest.mark.parametrize(
    "encoding",
    ["cp932", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "euc_jp", "iso2022_jp"],
)
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
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "folder").mkdir()
    for name, code in (
        ("a.pdf", "exchange.readable_kind"),
        ("a.xlsx", "exchange.unreadable"),
        ("b.csv", "exchange.missing"),
        ("folder.csv", "exchange.folder"),
        ("folder", "exchange.folder"),
    ):
        with pytest.raises(PlanError) as refused:
            read_book(tmp_path / name)
        assert refused.value.code == code


def test_a_file_is_what_its_bytes_are_whatever_its_name(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["q1", "q2"])
    book.active.append([1, "1;2"])
    book.save(tmp_path / "a.xlsx")
    data = (tmp_path / "a.xlsx").read_bytes()
    for name in ("a.csv", "a.xls", "a.txt"):
        assert read_bytes(name, data).sheets[0].rows == [("q1", "q2"), ("1", "1;2")]
    for name in ("b.xls", "b.xlsx"):
        found = read_bytes(name, "性別,q2\r\n1,2\r\n".encode("cp932"))
        assert (found.encoding, found.sheets[0].rows) == ("cp932", [("性別", "q2"), ("1", "2")])


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xls", b"\xef\xbb\xbf<html><table></table></html>", "exchange.markup"),
        ("a.csv", b"<?xml version='1.0'?>", "exchange.markup"),
        ("a.xlsx", b"%PDF-1.7", "exchange.unreadable"),
        ("a.xlsx", b"", "exchange.unreadable"),
        ("a.csv", bytes(range(256)), "exchange.encoding"),
        ("a.csv", b"a,b\x01c\n", "exchange.encoding"),
        ("a.csv", b'a,b\n1,2\n3,"4\n5,6\n', "exchange.quote"),
        ("a.csv", b'a,b\n1,"2\n' + b"3,4\n" * 50_000, "exchange.quote"),
    ],
)
def test_bytes_that_are_no_table(name: str, data: bytes, code: str) -> None:
    with pytest.raises(PlanError) as refused:
        read_bytes(name, data)
    assert refused.value.code == code
    if code == "exchange.quote":
        assert refused.value.facts["row"] == data.count(b"\n", 0, data.index(b'"')) + 1


def test_marks_that_are_closed_harm_nobody() -> None:
    assert table_of('a,b\n"1\n2",3\n"5"6,7\n') == [("a", "b"), ("1\n2", "3"), ("56", "7")]
    assert read_bytes("a.csv", b"a,b\r\n1,2\r\n\x1a").sheets[0].rows[1] == ("1", "2")
    pasted = b"a,b\r\n1,\x02" + b"x" * 200
    assert read_bytes("a.csv", pasted).sheets[0].rows[1][0] == "1", "one stray sign out of a document"


def test_a_single_column_of_lists_stays_one_column() -> None:
    assert table_of("q1\n1;2;3\n4;5\n", headed=True) == [("q1",), ("1;2;3",), ("4;5",)]
    assert table_of("市民調査\nid,q1\n1,1;2;3\n", headed=True)[1:] == [("id", "q1"), ("1", "1;2;3")]


def test_what_formulas_could_not_work_out_is_no_blank(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["q1", "q2", "q3"])
    page.append([1, "=1+A2", 3])
    for place, text in (("A3", "#N/A"), ("C3", "#DIV/0!")):
        page[place].value = text
        page[place].data_type = "e"
    page.append([2, 2, 2])
    other = book.create_sheet("A & B")
    other.append(["#REF!"])
    other["A1"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    first, second = read_book(tmp_path / "a.xlsx").sheets
    assert first.rows[1] == ("1", "=1+A2", "3")
    assert first.rows[2] == ("#N/A", "", "#DIV/0!")
    assert second.rows[0] == ("#REF!",)


def test_names_of_cells() -> None:
    assert [cell_name(0, 0), cell_name(6, 1), cell_name(9, 26), cell_name(0, 701)] == [
        "A1",
        "B7",
        "AA10",
        "ZZ1",
    ]
