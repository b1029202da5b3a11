"""Sheets, KPI tables and budget tables as content, the paper as a PDF, and the rows for spreadsheets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from bingo_planner.exchange import csvfile
from bingo_planner.features.projects.exporter import budget_sheet, kpis_sheet, projects_sheet
from bingo_planner.features.projects.model import BudgetEdit, BudgetKey, Money, PaperData, Stage
from bingo_planner.features.projects.papers import plan_years, projects_paper, sheet_paper
from bingo_planner.features.projects.report import cost_table, project_sheet
from bingo_planner.features.projects.report_tables import (
    budget_table,
    kpi_summary,
    kpi_table,
    sources_table,
)
from bingo_planner.features.projects.service import read_budgets, read_details, read_kpis, read_paper
from bingo_planner.features.projects.service_blocks import do_set_budget
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import missing
from bingo_planner.kernel.numbers import Mark
from bingo_planner.reports.document import build
from bingo_planner.reports.model import Cell, Members, Row, RowKind, Sheet, SheetRow, Table
from bingo_planner.store.store import Store

if TYPE_CHECKING:
    from tests.unit.projects.conftest import Little

YEARS = plan_years(2024)


@pytest.fixture
def data(sample_store: Store) -> PaperData:
    return read_paper(sample_store, 2024)


def _sheet(data: PaperData, code: str) -> Sheet:
    detail = next(one for one in data.details if one.sheet.code == code)
    return project_sheet(detail, YEARS, 2024)


def _row(sheet: Sheet, label: str) -> SheetRow:
    return next(row for row in sheet.rows if row.label == label)


def _figures(row: Row) -> list[int]:
    return [cell for cell in row.cells if isinstance(cell, int)]


def test_a_sheet_holds_every_part(data: PaperData) -> None:
    sheet = _sheet(data, "3-A-02")
    assert (sheet.code, sheet.title, sheet.status) == ("3-A-02", "病児・病後児保育の広域利用", "新規")
    assert sheet.area == "役割3　圏域全体の生活関連機能サービスの向上"
    members = _row(sheet, "関係市町").content
    assert isinstance(members, Members)
    assert dict(members.bodies)["福山市"] == "◎"
    assert len(members.bodies) == 9
    labels = [row.label for row in sheet.rows]
    assert labels[:4] == ["関係市町", "事業概要", "主な事業", "期待される効果"]
    assert {"スケジュール", "根拠とする協約", "進捗状況", "評価・\n次年度の方針", "所管"} <= set(labels)


def test_members_of_the_year_stand_on_the_sheet(data: PaperData) -> None:
    detail = next(one for one in data.details if one.sheet.code == "1-01")
    marks = _row(project_sheet(detail, YEARS, 2022), "関係市町").content
    assert isinstance(marks, Members)
    assert "竹原市" not in dict(marks.bodies)


def test_cost_on_the_sheet_adds_up(little: Little) -> None:
    key = BudgetKey(2024, Stage.ESTIMATE)
    parts = {Money.TOTAL: 10_000_500, Money.NATIONAL: 3_333_500, Money.GENERAL: 6_667_000}
    do_set_budget(
        little.store,
        little.project,
        [BudgetEdit(BudgetKey(key.year, key.stage, money), value) for money, value in parts.items()],
    )
    (detail,) = read_details(little.store)
    table = cost_table(detail.budget, YEARS, DateStyle.ERA)
    total, subsidies, bodies = table.rows
    assert (total.cells[1], subsidies.cells[1], bodies.cells[1]) == (10_001, 3_334, 6_667)
    assert total.cells[2] is Mark.BLANK


def test_a_project_without_cost_prints_zero(data: PaperData) -> None:
    free = next(
        one
        for one in data.details
        if all(one.budget.get(BudgetKey(year, Stage.ESTIMATE)) == 0 for year in YEARS)
    )
    table = cost_table(free.budget, YEARS, DateStyle.ERA)
    assert table.rows[0].cells[1:] == (0,) * 6


def test_kpi_table_groups_and_rates(data: PaperData) -> None:
    table = kpi_table(data.kpis, 2024)
    groups = [row.cells[0] for row in table.rows if row.kind is RowKind.GROUP]
    assert groups == ["圏域全体の基本目標", *(f"役割{n}　{name}" for n, name in enumerate(_AREAS, 1))]
    assert "A 86%以上" in str(table.note)
    row = next(row for row in table.rows if row.cells[0] == "3-A-09-1")
    rating = row.cells[-1]
    assert isinstance(rating, Cell)
    assert rating.text == "D"


_AREAS = ("圏域全体の経済成長のけん引", "高次の都市機能の集積・強化", "圏域全体の生活関連機能サービスの向上")


def test_summary_counts_every_kpi(data: PaperData) -> None:
    table = kpi_summary(data.kpis, 2024)
    *areas, total = table.rows
    assert _figures(total)[-1] == len(data.kpis)
    for place in range(1, 8):
        assert sum(int(str(row.cells[place])) for row in areas) == total.cells[place]


def test_budget_table_adds_up_both_ways(data: PaperData) -> None:
    _adds_up(budget_table(data.budgets, YEARS), counted=True)


def _adds_up(table: Table, *, counted: bool) -> None:
    first = 2 if counted else 1
    plain = [row for row in table.rows if row.kind is RowKind.PLAIN]
    (total,) = [row for row in table.rows if row.kind is RowKind.TOTAL]
    for at in range(first - counted, first + 6):
        column = [row.cells[at] for row in plain]
        assert sum(cell for cell in column if isinstance(cell, int)) == total.cells[at]
    for row in table.rows:
        figures = [cell for cell in row.cells[first : first + 6] if isinstance(cell, int)]
        if row.kind is not RowKind.GROUP and figures:
            assert sum(figures[:-1]) == figures[-1]


def test_sources_add_up_to_the_same_totals(data: PaperData) -> None:
    sources = sources_table(data.budgets, YEARS)
    _adds_up(sources, counted=False)
    total = budget_table(data.budgets, YEARS).rows[-1].cells[2:8]
    assert sources.rows[-1].cells[1:7] == total


def test_rounding_says_who_carries(little: Little) -> None:
    do_set_budget(little.store, little.project, [BudgetEdit(BudgetKey(2024, Stage.ESTIMATE), 1_500)])
    (own,) = read_budgets(little.store)
    table = budget_table([own, replace(own, area="医療")], YEARS)
    assert table.rows[-1].cells[2] == 3
    assert "端数△1千円" in str(table.note)


def test_the_paper_is_made(data: PaperData, tmp_path: Path) -> None:
    built = build(projects_paper(data), tmp_path / "projects.pdf")
    assert built.missing == ()
    assert built.pages > len(data.details)
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "projects.pdf").pages[:12])
    assert "産業支援機関「Fuku-Biz」の共同運営" in text
    assert "見本" in text


def test_one_sheet_in_english(data: PaperData, tmp_path: Path) -> None:
    detail = next(one for one in data.details if one.sheet.code == "3-A-02")
    paper = sheet_paper(data, detail.sheet.id, lang="en")
    assert paper.language == "en"
    assert build(paper, tmp_path / "sheet.pdf").pages == 1
    assert not [one for one in missing() if one[0] == "projects"]


def test_rows_for_spreadsheets(sample_store: Store, tmp_path: Path) -> None:
    projects = projects_sheet(read_details(sample_store), 2024)
    row = next(row for row in projects.rows if row[0] == "3-A-02")
    assert row[7] == "34207"
    assert "34203" in str(row[9])
    assert row[13] == 37_950_000
    kpis = kpis_sheet(read_kpis(sample_store), 2024)
    assert all(len(row) == len(kpis.columns) for row in kpis.rows)
    assert {Decimal} >= {type(row[8]) for row in kpis.rows} - {Mark}
    budget = budget_sheet(read_budgets(sample_store), YEARS)
    assert len(budget.totals) == 4
    csvfile.write(tmp_path / "budget.csv", budget)
    head = csvfile.read(tmp_path / "budget.csv")[0]
    assert head[:5] == ["code", "name", "role_area", "stage", "money"]


def test_sums_of_the_export_follow_the_rows(sample_store: Store) -> None:
    sheet = budget_sheet(read_budgets(sample_store), [2024])
    rows = [row for at, row in enumerate(sheet.rows) if at not in sheet.totals]
    (total,) = [sheet.rows[at] for at in sheet.totals if sheet.rows[at][3] == "当初予算"]
    amounts = [row[5] for row in rows if row[3] == "当初予算" and row[4] == "総額"]
    assert sum(one for one in amounts if isinstance(one, int)) == total[5]
