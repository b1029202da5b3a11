"""Files that other offices open: encodings, marks, two shapes, and what happens when writing fails."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bingo_planner.exchange import csvfile, files
from bingo_planner.exchange.sheet import Sheet, SheetColumn
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.numbers import Mark

SHEET = Sheet(
    "予算",
    "令和6年度 予算",
    (
        SheetColumn("code", "事業番号"),
        SheetColumn("amount", "事業費", "yen", "千円"),
        SheetColumn("on", "日付", "date"),
    ),
    (
        ("3-A-01", 1200, dt.date(2024, 4, 1)),
        ("3-A-02", -300, None),
        ("3-A-03", Mark.PENDING, None),
        ("3-A-04", Mark.NONE, None),
        ("計", 900, None),
    ),
    totals=frozenset({4}),
    note="未集計を除く。",
)


def test_the_view_shape_has_title_units_marks_and_a_repeated_head(tmp_path: Path) -> None:
    files.write(tmp_path / "a.xlsx", [SHEET])
    page = load_workbook(tmp_path / "a.xlsx").active
    assert page is not None
    values = list(page.iter_rows(values_only=True))
    assert values[0][0] == "令和6年度 予算"
    assert values[2][1] == "事業費（千円）"
    assert [row[1] for row in values[3:8]] == [1200, -300, "未集計", "－", 900]
    assert "△" in page["B4"].number_format
    assert page.print_title_rows == "$3:$3"


def test_the_data_shape_is_one_value_a_cell(tmp_path: Path) -> None:
    files.write(tmp_path / "a.xlsx", [SHEET], "data")
    page = load_workbook(tmp_path / "a.xlsx").active
    assert page is not None
    values = list(page.iter_rows(values_only=True))
    assert values[0] == ("code", "amount", "on")
    assert [row[1] for row in values[1:]] == [1200, -300, "pending", "none"]
    assert values[1][2] == dt.datetime(2024, 4, 1)  # noqa: DTZ001  # Excel knows no zone


def test_csv_opens_by_double_click_and_tells_what_it_lost(tmp_path: Path) -> None:
    names = Sheet("n", "n", (SheetColumn("name", "氏名"),), (("髙﨑〜①㈱",), ("𠮷野",)))
    lost = files.write(tmp_path / "a.csv", [names])
    assert lost == ("𠮷",)
    text = (tmp_path / "a.csv").read_bytes().decode("cp932")
    assert text == "氏名\r\n髙﨑～①㈱\r\n〓野\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_csv_from_anywhere_is_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes('氏名,備考\r\n"見本, 花子","二\n行"\r\n'.encode(encoding))
    assert csvfile.read(tmp_path / "a.csv") == [["氏名", "備考"], ["見本, 花子", "二\n行"]]


def test_unreadable_bytes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\x81\x00\xff\xfe\xfd")
    with pytest.raises(PlanError, match=r"exchange\.encoding"):
        csvfile.read(tmp_path / "a.csv")


@given(
    st.text(
        alphabet=st.characters(codec="cp932", exclude_categories=["Cc"], exclude_characters="¢£¬‖−〜—"),
        max_size=60,
    )
)
def test_what_cp932_has_comes_back(text: str) -> None:
    data, lost = csvfile.encode(text, "cp932")
    assert lost == ()
    assert data.decode("cp932") == text


def test_formulas_are_not_smuggled(tmp_path: Path) -> None:
    sheet = Sheet(
        "n", "n", (SheetColumn("a", "a"), SheetColumn("b", "b", "number")), (("=1+1", Decimal("-1.50")),)
    )
    files.write(tmp_path / "a.csv", [sheet], "data", "utf-8-sig")
    assert csvfile.read(tmp_path / "a.csv")[1] == ["'=1+1", "-1.50"]
    files.write(tmp_path / "a.xlsx", [sheet])
    page = load_workbook(tmp_path / "a.xlsx").active
    assert page is not None
    assert page["A4"].value == "'=1+1"


def test_a_failed_write_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    for suffix in ("xlsx", "csv"):
        (target / f"a.{suffix}").mkdir()
        with pytest.raises(PlanError, match=r"exchange\.unwritable"):
            files.write(target / f"a.{suffix}", [SHEET])
    with pytest.raises(PlanError, match=r"exchange\.kind"):
        files.write(tmp_path / "a.doc", [SHEET])
