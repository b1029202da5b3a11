"""What the tab of the report makes away from the window: pages in memory, and files under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bingo_planner.features.surveys.crosstab.service_read import TableData, read_tables
from bingo_planner.features.surveys.freetext.printed import PrintedOpinions
from bingo_planner.features.surveys.report.building import report_data
from bingo_planner.features.surveys.report.model import Frame, ReportData, Selection
from bingo_planner.features.surveys.report.printing import frame_of, read_opinions
from bingo_planner.features.surveys.report.state import Pages
from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.features.surveys.trends.service import read_editions
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.i18n import Language, speaking
from bingo_planner.kernel.jobs import Progress
from bingo_planner.store.store import Store

NO_WEIGHT = "none"
"""Every answer counts once."""


@dataclass(frozen=True, eq=False)
class Held:
    """What was read: the survey with all of its weights, and what stands round its report."""

    table: TableData
    frame: Frame
    earlier: Mapping[str, SurveyData] = field(default_factory=dict)
    opinions: tuple[PrintedOpinions, ...] = ()


def read_held(store: Store, survey_id: str, style: DateStyle, lang: Language) -> Held:
    """Read everything a report of this survey may need; PlanError `record.gone`."""
    with speaking(lang):
        table = read_tables(store, survey_id)
        year = table.data.survey.fiscal_year or int(FiscalYear.of(store.clock.today()))
        frame = frame_of(store, year, style, lang)
        return Held(table, frame, read_editions(store, survey_id), read_opinions(store, survey_id))


def make_pages(held: Held, chosen: tuple[Selection, str], progress: Progress) -> Pages:
    """The pages as they would be printed."""
    from bingo_planner.features.surveys.report.paper import report_paper
    from bingo_planner.reports.document import build_bytes
    from bingo_planner.reports.raster import page_sizes

    pdf, built = build_bytes(report_paper(report_of(held, chosen, progress)), progress=progress)
    return Pages(pdf, tuple(page_sizes(pdf)), warnings=built.warnings)


def write_file(held: Held, chosen: tuple[Selection, str], path: Path, progress: Progress) -> Path:
    """The report under a name; its ending says what is made of it."""
    from bingo_planner.exchange import files
    from bingo_planner.features.surveys.report.longtable import long_sheet
    from bingo_planner.features.surveys.report.paper import report_paper
    from bingo_planner.features.surveys.report.workbook import report_book
    from bingo_planner.reports.document import build

    report = report_of(held, chosen, progress)
    match path.suffix.lower():
        case ".xlsx":
            files.write(path, report_book(report))
        case ".csv":
            files.write(path, (long_sheet(report),), "data")
        case _:
            build(report_paper(report), path, progress=progress)
    return path


def report_of(held: Held, chosen: tuple[Selection, str], progress: Progress | None = None) -> ReportData:
    """Every table with the weights that were chosen."""
    selection, weight_id = chosen
    with speaking(held.frame.language):
        data = _weighted(held.table, weight_id)
        return report_data(data, selection, held.frame, progress, held.earlier, held.opinions)


def _weighted(table: TableData, weight_id: str) -> SurveyData:
    """The survey as if these weights were in force."""
    data = table.data
    weights = table.weights.get(weight_id)
    if weights is None:
        return replace(data, weights=None)
    survey = replace(data.survey, weight_id=weight_id)
    return replace(data, facts=replace(data.facts, survey=survey), weights=weights)
