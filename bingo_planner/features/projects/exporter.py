"""Sheets of projects, KPIs and budgets; the exchange kit writes each to look at or for machines."""

from __future__ import annotations

from collections.abc import Sequence

from bingo_planner.exchange.sheet import Cell, Sheet, SheetColumn
from bingo_planner.features.projects.assess import latest
from bingo_planner.features.projects.budgeting import add_up, cell
from bingo_planner.features.projects.fields import word
from bingo_planner.features.projects.model import (
    SOURCES,
    Kpi,
    Money,
    ProjectBudget,
    ProjectDetail,
    Stage,
)
from bingo_planner.features.projects.rules import members_in, partners
from bingo_planner.features.projects.words import CONTEXT, body_name, target_words
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark


def _t(text: str) -> str:
    return translate(CONTEXT, text)


def projects_sheet(details: Sequence[ProjectDetail], year: int) -> Sheet:
    """One row a project: place, members of the year by name and code, money of the year, newest progress."""
    columns = (
        SheetColumn("code", _t("Number"), width=9),
        SheetColumn("name", _t("Project"), width=28),
        SheetColumn("role_area", _t("Role area"), width=24),
        SheetColumn("field", _t("Field"), width=18),
        SheetColumn("status", _t("Status"), width=8),
        SheetColumn("starts_fy", _t("First year"), "number", width=9),
        SheetColumn("ends_fy", _t("Last year"), "number", width=9),
        SheetColumn("lead_code", _t("Code of the lead"), width=9),
        SheetColumn("lead", _t("Lead body"), width=12),
        SheetColumn("member_codes", _t("Codes of the members"), width=24),
        SheetColumn("members", _t("Members"), width=30),
        SheetColumn("partners", _t("Outside partners"), width=20),
        SheetColumn("fiscal_year", _t("Fiscal year"), "number", width=8),
        SheetColumn("original_yen", _t("Original budget"), "yen", _t("yen"), width=14),
        SheetColumn("pact_items", _t("Pact items"), "number", width=9),
        SheetColumn("kpis", _t("KPIs"), "number", width=7),
        SheetColumn("progress_on", _t("Newest progress on"), "date", width=12),
        SheetColumn("progress", _t("Newest progress"), width=40),
    )
    rows = [_project_row(detail, year) for detail in details]
    return Sheet("projects", _t("Joint projects"), columns, rows, source=_t("As kept in this file"))


def _project_row(detail: ProjectDetail, year: int) -> tuple[Cell, ...]:
    sheet, lead = detail.sheet, detail.body(detail.sheet.lead_id)
    ids = {member.municipality_id for member in members_in(detail.members, year)}
    here = [body for body in detail.bodies if body.id in ids and not body.is_outside]
    last = next((one for one in reversed(detail.progress) if one.on_date), None)
    return (
        sheet.code,
        sheet.name,
        word("project", "role_area", sheet.role_area),
        sheet.field,
        word("project", "status", sheet.status),
        sheet.starts_fy,
        sheet.ends_fy,
        lead.code if lead else "",
        body_name(lead) if lead else "",
        ";".join(body.code for body in here),
        _t(", ").join(body_name(body) for body in here),
        _t(", ").join(partners(detail.members, detail.bodies, year)),
        year,
        cell(detail.budget, year, Stage.ORIGINAL),
        len(detail.pact_items),
        len(detail.kpis),
        last.on_date if last else None,
        last.line if last else "",
    )


def kpis_sheet(kpis: Sequence[Kpi], year: int) -> Sheet:
    """One row a KPI: what it is, baseline, target, newest figure up to the year, rating, then all actuals."""
    years = sorted({at for kpi in kpis for at in kpi.actuals})
    columns = (
        SheetColumn("number", _t("No."), width=8),
        SheetColumn("name", _t("Indicator"), width=30),
        SheetColumn("unit", _t("Unit"), width=8),
        SheetColumn("level", _t("Level"), width=12),
        SheetColumn("role_area", _t("Role area"), width=24),
        SheetColumn("direction", _t("Direction"), width=12),
        SheetColumn("counting", _t("Counting"), width=10),
        SheetColumn("year_kind", _t("Kind of year"), width=8),
        SheetColumn("baseline", _t("Baseline"), "number", width=10, decimals=_places(kpis)),
        SheetColumn("baseline_year", _t("Year of the baseline"), "number", width=8),
        SheetColumn("target_words", _t("Target"), width=12),
        SheetColumn("target", _t("Target (figure)"), "number", width=10, decimals=_places(kpis)),
        SheetColumn("target_year", _t("Year of the target"), "number", width=8),
        SheetColumn("assessed_year", _t("Assessed year"), "number", width=8),
        SheetColumn("assessed_value", _t("Assessed figure"), "number", width=10, decimals=_places(kpis)),
        SheetColumn("percent", _t("Way to the target"), "percent", "%", 1, width=10),
        SheetColumn("rating", _t("Rating"), width=6),
        *(
            SheetColumn(f"actual_{at}", _t("Actual") + f" {at}", "number", width=10, decimals=_places(kpis))
            for at in years
        ),
    )
    rows = [_kpi_row(kpi, year, years) for kpi in kpis]
    return Sheet("kpis", _t("KPIs"), columns, rows, source=_t("As kept in this file"))


def _places(kpis: Sequence[Kpi]) -> int:
    return max((kpi.decimals for kpi in kpis), default=0)


def _kpi_row(kpi: Kpi, year: int, years: Sequence[int]) -> tuple[Cell, ...]:
    judged = latest(kpi, year)
    return (
        kpi.number,
        kpi.name,
        kpi.unit,
        word("kpi", "level", kpi.level),
        word("kpi", "role_area", kpi.role_area) if kpi.role_area else "",
        word("kpi", "direction", kpi.direction),
        word("kpi", "counting", kpi.counting),
        word("kpi", "year_kind", kpi.year_kind),
        kpi.baseline,
        kpi.baseline_year,
        target_words(kpi),
        kpi.target,
        kpi.target_year,
        judged.year,
        judged.value,
        judged.percent,
        judged.rating.value,
        *(kpi.actuals.get(at, Mark.BLANK) for at in years),
    )


def budget_sheet(budgets: Sequence[ProjectBudget], years: Sequence[int]) -> Sheet:
    """One row a project, stage and source of money, in yen; the last rows are sums of the totals by stage."""
    columns = (
        SheetColumn("code", _t("Number"), width=9),
        SheetColumn("name", _t("Project"), width=28),
        SheetColumn("role_area", _t("Role area"), width=24),
        SheetColumn("stage", _t("Stage"), width=12),
        SheetColumn("money", _t("Source of money"), width=14),
        *(SheetColumn(f"fy{year}_yen", f"{year}", "yen", _t("yen"), width=14) for year in years),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in budgets:
        for stage in Stage:
            rows += _budget_rows(one, stage, years)
    body = len(rows)
    rows += [_sum_row(budgets, stage, years) for stage in Stage]
    return Sheet(
        "budget",
        _t("Budget"),
        columns,
        rows,
        frozenset(range(body, len(rows))),
        note=_t("Sums leave out figures not yet counted."),
        source=_t("As kept in this file"),
    )


def _budget_rows(one: ProjectBudget, stage: Stage, years: Sequence[int]) -> list[tuple[Cell, ...]]:
    """The lines of one stage that hold anything; marks stay marks."""
    found: list[tuple[Cell, ...]] = []
    for money in (Money.TOTAL, *SOURCES):
        cells = [cell(one.budget, year, stage, money) for year in years]
        if any(value is not Mark.BLANK for value in cells):
            names = word("budget_line", "stage", stage), word("budget_line", "money", money)
            area = word("project", "role_area", one.role_area)
            found.append((one.code, one.name, area, *names, *cells))
    return found


def _sum_row(budgets: Sequence[ProjectBudget], stage: Stage, years: Sequence[int]) -> tuple[Cell, ...]:
    sums = [add_up(cell(one.budget, year, stage) for one in budgets).value for year in years]
    return (
        "",
        _t("Sum"),
        "",
        word("budget_line", "stage", stage),
        word("budget_line", "money", "total"),
        *sums,
    )
