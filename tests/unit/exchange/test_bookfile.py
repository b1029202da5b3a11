"""Workbooks that read like a report: figures stay figures, linked sheets, pages for A4, charts that Excel draws."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bingo_planner.exchange import files
from bingo_planner.exchange.booksheet import Book, BookChart, BookLine, BookSheet, ChartSeries, Shown
from bingo_planner.kernel.errors import PlanError

BANDS = BookChart(
    "満足度",
    ("全体 (n=104)", "福山市 (n=60)"),
    (
        ChartSeries("満足", (33.7, 50.0), "4"),
        ChartSeries("不満", (60.0, 45.0), "up"),
        ChartSeries("無回答", (6.3, 5.0), "blank"),
    ),
)
SHEET = BookSheet(
    "問1",
    "問1　満足度",
    (
        BookLine(("", "回答者数", "満足"), "head"),
        BookLine(("全体", Shown(104), Shown(35)), "total"),
        BookLine(("", Shown(Decimal(100), 1), Shown(Decimal("33.7"), 1)), "total", is_lower=True),
        BookLine(("居住地",), "group"),
        BookLine(("福山市", Shown(27, mark="*"), Shown(Decimal(0), 1, instead="－"))),
        BookLine(("=1+1", Shown(1234), Shown(Decimal("70.0"), 1, mark="▲ "))),
        BookLine(("率", 3402, Decimal("42.5"))),
        BookLine(("注。" * 60,), "note"),
    ),
    (20.0, 10.0, 10.0),
    ("全体では33.7％である。",),
    2,
    BANDS,
    ("問1", "満足度", "単数回答", "104"),
)
BOOK = Book(
    "報告書",
    (SHEET, BookSheet("問2", "問2", SHEET.lines, SHEET.widths)),
    "目次",
    ("番号", "設問", "形式", "n"),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("book") / "a.xlsx"
    files.write(made, BOOK)
    return made


@pytest.fixture(scope="module")
def page(path: Path) -> Worksheet:
    found = load_workbook(path)["問1"]
    assert isinstance(found, Worksheet)
    return found


def row_of(page: Worksheet, name: str) -> int:
    return next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == name)


def test_figures_stay_figures_whatever_stands_before_them(page: Worksheet) -> None:
    total = row_of(page, "全体")
    assert [page.cell(total, at).value for at in (2, 3)] == [104, 35]
    assert page.cell(total + 1, 3).value == pytest.approx(33.7)
    town = row_of(page, "福山市")
    assert page.cell(town, 2).value == 27
    assert page.cell(town, 2).number_format.startswith('"*"#,##0')
    assert page.cell(town, 3).value == 0
    assert page.cell(town, 3).number_format == '"－"'
    assert '"▲ "#,##0.0' in page.cell(town + 1, 3).number_format


def test_a_plain_figure_keeps_its_decimals(page: Worksheet) -> None:
    row = row_of(page, "率")
    whole, rate = page.cell(row, 2), page.cell(row, 3)
    assert (whole.value, whole.number_format) == (3402, '#,##0;"△"#,##0;0')
    assert (rate.value, rate.number_format) == (42.5, '#,##0.0;"△"#,##0.0;0.0')


def test_a_text_is_never_a_formula(page: Worksheet) -> None:
    assert page.cell(row_of(page, "福山市") + 1, 1).value == "'=1+1"


def test_sheets_are_listed_and_linked_both_ways(path: Path, page: Worksheet) -> None:
    book = load_workbook(path)
    assert book.sheetnames == ["目次", "問1", "問2"]
    links = [
        cell.hyperlink.location or cell.hyperlink.target
        for row in book["目次"]
        for cell in row
        if cell.hyperlink
    ]
    assert links == ["#'問1'!A1", "#'問1'!A1"], "a sheet without an entry is not listed"
    back = [cell.hyperlink for cell in page[1] if cell.hyperlink]
    assert len(back) == 1


def test_heads_stay_and_repeat_and_pages_are_a4(page: Worksheet) -> None:
    head = row_of(page, "全体") - 1
    assert page.freeze_panes == f"C{head + 1}"
    assert page.print_title_rows == f"${head}:${head}"
    assert page.page_setup.paperSize == 9
    assert page.page_setup.fitToHeight == 0
    assert len(page.print_area.split(",")) == 2, "the table and the chart on pages of their own"


def test_words_across_the_sheet_wrap(page: Worksheet) -> None:
    note = row_of(page, "注。" * 60)
    assert page.cell(note, 1).alignment.wrap_text
    assert page.row_dimensions[note].height > 60


def test_excel_draws_the_bands_from_figures_beside_it(path: Path, page: Worksheet) -> None:
    with ZipFile(path) as archive:
        (name,) = [one for one in archive.namelist() if one.startswith("xl/charts/chart")]
        root = ET.fromstring(archive.read(name))
    main = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    chart = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    grouping = root.find(f".//{chart}grouping")
    assert grouping is not None
    assert grouping.get("val") == "percentStacked"
    patterns = [one.get("prst") for one in root.iter(f"{main}pattFill")]
    assert patterns == ["wdUpDiag", "ltDnDiag"]
    values = [one.text or "" for one in root.iter(f"{chart}f")]
    assert "'問1'!$F$3:$F$4" in values
    assert [page.cell(row, 6).value for row in (2, 3, 4)] == ["満足", 33.7, 50]


def test_a_book_is_no_csv(tmp_path: Path) -> None:
    with pytest.raises(PlanError) as refused:
        files.write(tmp_path / "a.csv", BOOK)
    assert refused.value.code == "exchange.kind"


def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.mkdir()
    with pytest.raises(PlanError) as refused:
        files.write(target, BOOK)
    assert refused.value.code == "exchange.unwritable"
