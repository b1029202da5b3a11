"""The paper of joint projects: one sheet a project by role area, then KPIs and money; or one sheet alone."""

from __future__ import annotations

from collections.abc import Sequence

from bingo_planner.features.projects.model import PaperData, ProjectDetail
from bingo_planner.features.projects.report import project_sheet
from bingo_planner.features.projects.report_tables import budget_table, kpi_summary, kpi_table, sources_table
from bingo_planner.features.projects.words import CONTEXT, area_order, area_title
from bingo_planner.kernel.dates import DateStyle, format_fiscal_year
from bingo_planner.kernel.i18n import Language, language, speaking, translate
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.model import Chapter, Contents, Heading, KeepTogether, Paper, Part

PLAN_YEARS = 5


def plan_years(year: int) -> tuple[int, ...]:
    """The fiscal years whose cost a sheet shows: `year` and the four after it."""
    return tuple(range(year, year + PLAN_YEARS))


def projects_paper(data: PaperData, style: DateStyle = DateStyle.ERA, lang: Language | None = None) -> Paper:
    """All sheets by role area, the KPI pages and the budget tables, with contents."""
    with speaking(lang or language()):
        return _projects_paper(data, style)


def _projects_paper(data: PaperData, style: DateStyle) -> Paper:
    areas = sorted({one.sheet.role_area for one in data.details}, key=area_order)
    chapters = [_area_chapter(area, data, style) for area in areas]
    parts: tuple[Part, ...] = (
        Contents(sheets=True),
        *chapters,
        _kpi_chapter(data, style),
        _money_chapter(data, style),
    )
    return _paper(data, _title(data, style), parts)


def _title(data: PaperData, style: DateStyle) -> str:
    year = format_fiscal_year(data.year, style, "long")
    return translate(CONTEXT, "{region} joint projects {year}", region=data.region, year=year)


def _area_chapter(area: str, data: PaperData, style: DateStyle) -> Chapter:
    here = [one for one in data.details if one.sheet.role_area == area]
    return Chapter(
        area_title(area), sheets(here, data, style), frame=Frame.SHEET, numbered=False, opener=False
    )


def sheets(details: Sequence[ProjectDetail], data: PaperData, style: DateStyle) -> tuple[Part, ...]:
    """One page a project."""
    years = plan_years(data.year)
    return tuple(
        project_sheet(one, years, data.year, style, data.waiting.get(one.sheet.id, ())) for one in details
    )


def _kpi_chapter(data: PaperData, style: DateStyle) -> Chapter:
    parts: tuple[Part, ...] = (
        Heading(translate(CONTEXT, "How the KPIs stand"), numbered=False),
        kpi_table(data.kpis, data.year, style),
        KeepTogether((kpi_summary(data.kpis, data.year),)),
    )
    return Chapter(translate(CONTEXT, "KPIs"), parts, frame=Frame.SHEET, numbered=False, opener=False)


def _money_chapter(data: PaperData, style: DateStyle) -> Chapter:
    years = plan_years(data.year)
    parts: tuple[Part, ...] = (
        Heading(translate(CONTEXT, "Estimated cost"), numbered=False),
        budget_table(data.budgets, years, style),
        KeepTogether((sources_table(data.budgets, years, style),)),
    )
    return Chapter(translate(CONTEXT, "Cost"), parts, frame=Frame.SHEET, numbered=False, opener=False)


def sheet_paper(
    data: PaperData, project_id: str, style: DateStyle = DateStyle.ERA, lang: Language | None = None
) -> Paper:
    """One project's sheet alone."""
    with speaking(lang or language()):
        return _sheet_paper(data, project_id, style)


def _sheet_paper(data: PaperData, project_id: str, style: DateStyle) -> Paper:
    here = [one for one in data.details if one.sheet.id == project_id]
    title = here[0].sheet.name if here else _title(data, style)
    return _paper(data, title, sheets(here, data, style))


def _paper(data: PaperData, title: str, parts: tuple[Part, ...]) -> Paper:
    return Paper(
        title=title,
        parts=parts,
        author=data.author,
        subject=translate(CONTEXT, "Sheets of the joint projects"),
        language=language(),
        date=data.date,
        frame=Frame.SHEET,
        foot_mark=data.note,
    )
