"""The report as a workbook and as lines for machines: the same figures as on paper."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bingo_planner.exchange.booksheet import BookSheet, Shown
from bingo_planner.features.surveys.report.longtable import long_sheet
from bingo_planner.features.surveys.report.model import Layout, ReportData, Selection
from bingo_planner.features.surveys.report.workbook import report_book

from .printed_survey import report


def sheet(made: ReportData, name: str) -> BookSheet:
    return next(one for one in report_book(made).sheets if one.name == name)


def test_a_sheet_a_question_in_printed_order_with_its_entry() -> None:
    book = report_book(report())
    assert [one.name for one in book.sheets] == ["調査の概要", "問1", "問2-1", "問3", "問4"]
    assert book.sheets[2].entry == ("問2-1", "医療", "単数回答", "104")
    assert book.sheets[2].says[0].startswith("全体では、「満足」と「やや満足」を合わせて53.8％である。")


def test_answers_stand_above_their_per_cent() -> None:
    lines = sheet(report(), "問2-1").lines
    upper, lower = lines[1], lines[2]
    assert upper.cells[:3] == ("全体", Shown(104), Shown(Decimal(35)))
    assert lower.cells[:3] == ("", Shown(Decimal(100), 1), Shown(Decimal("33.7"), 1))
    assert lower.is_lower
    assert lower.cells[-2] == Shown(Decimal("0.0"), 1, instead="－")
    town = next(at for at, line in enumerate(lines) if line.cells[0] == "福山市")
    assert lines[town + 1].cells[-1] == Shown(Decimal("70.0"), 1, mark="▲ ")


def test_what_is_not_shown_on_paper_is_in_no_cell() -> None:
    lines = sheet(report(), "問2-1").lines
    hidden = next(line for line in lines if line.cells[0] == "笠岡市")
    assert hidden.cells == ("笠岡市", "10未満", "回答者数が10未満のため表示しない")


def test_per_cent_alone_is_one_line() -> None:
    lines = sheet(report(Selection(layout=Layout.PERCENT)), "問2-1").lines
    assert not any(line.is_lower for line in lines)


def test_bands_become_a_chart_of_excel() -> None:
    chart = sheet(report(), "問2-1").chart
    assert chart is not None
    assert chart.is_stacked
    assert chart.series[0].values[:2] == (33.7, 50.0)
    assert (
        dict(zip((one.name for one in chart.series), (one.fill for one in chart.series), strict=True))["不満"]
        == "up"
    )
    ranking = sheet(report(), "問3").chart
    assert ranking is not None
    assert not ranking.is_stacked


def test_lines_for_machines_carry_both_numbers_and_the_errors() -> None:
    made = long_sheet(report(Selection(hide_below=3), weighted=True))
    names = [column.name for column in made.columns]
    assert names[:13] == [
        "question", "by", "code_by", "code", "n", "n_weighted", "n_effective", "count", "weighted", "percent",
        "se", "moe", "starred",
    ]  # fmt: skip
    rows = [dict(zip(names, row, strict=True)) for row in made.rows]
    found = next(row for row in rows if row["question"] == "q2_1" and row["by"] == "" and row["code"] == "1")
    assert (found["n"], found["n_weighted"], found["count"], found["weighted"]) == (104, 84, 35, 33)
    assert found["n_effective"] == Decimal("95.35135135")
    assert found["percent"] == Decimal("39.28571429")
    town = next(
        row for row in rows if row["by"] == "q1" and row["code_by"] == "2" and row["question"] == "q2_1"
    )
    assert (town["n"], town["starred"], town["label_by"]) == (40, "", "世羅町")
    assert isinstance(town["se"], Decimal)
    assert isinstance(town["moe"], Decimal)
    assert float(town["moe"]) == pytest.approx(1.96 * float(town["se"]), rel=1e-6)


def test_lines_for_machines_keep_back_what_the_paper_does() -> None:
    made = long_sheet(report())
    names = [column.name for column in made.columns]
    rows = [dict(zip(names, row, strict=True)) for row in made.rows]
    small = [row for row in rows if row["by"] == "q1" and row["code_by"] == "3"]
    assert small
    assert all(row["starred"] == "x" and row["n"] is None and row["percent"] is None for row in small)


def test_a_number_has_its_mean() -> None:
    made = long_sheet(report())
    names = [column.name for column in made.columns]
    rows = [dict(zip(names, row, strict=True)) for row in made.rows]
    found = next(row for row in rows if row["question"] == "q4" and row["by"] == "")
    assert (found["code"], found["n"], found["mean"]) == ("mean", 35, 3)
