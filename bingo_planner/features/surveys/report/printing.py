"""From the region file to the finished report: what the command line and the page call."""

from __future__ import annotations

from pathlib import Path

from bingo_planner.features.records import find
from bingo_planner.features.region.service import read_region
from bingo_planner.features.service_paper import SURVEYS, build_marked
from bingo_planner.features.surveys.freetext.printed import PrintedOpinions, printed_opinions
from bingo_planner.features.surveys.freetext.service import read_text
from bingo_planner.features.surveys.records import ACCESS
from bingo_planner.features.surveys.report import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.surveys.report.building import report_data
from bingo_planner.features.surveys.report.model import Frame, ReportData, Selection
from bingo_planner.features.surveys.report.paper import report_paper
from bingo_planner.features.surveys.service_read import read_surveys
from bingo_planner.features.surveys.trends.service import read_editions
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import Language, speaking, translate
from bingo_planner.kernel.jobs import Progress
from bingo_planner.reports.model import Built, CoverArea
from bingo_planner.store.store import Store

_ALL = Selection()


def build_named(
    store: Store, named: str | None, year: FiscalYear | None, lang: Language, target: Path, progress: Progress
) -> Built:
    """The report of a survey by its id or name, else of the newest of a year, else of the newest with answers."""
    return build_report(store, survey_named(store, named, year), lang, target, progress)


def build_report(
    store: Store,
    survey_id: str,
    lang: Language,
    target: Path,
    progress: Progress | None = None,
    style: DateStyle = DateStyle.ERA,
    selection: Selection = _ALL,
) -> Built:
    """The report as PDF or, by the name of the file, for Word.

    PlanError `survey.no_respondents` without answers, `survey.cancelled`, `report.*`.
    """
    report = read_report(store, survey_id, lang, progress, style, selection)
    return build_marked(store, report_paper(report), SURVEYS, target, progress, {"survey": {survey_id}})


def read_report(
    store: Store,
    survey_id: str,
    lang: Language,
    progress: Progress | None = None,
    style: DateStyle = DateStyle.ERA,
    selection: Selection = _ALL,
) -> ReportData:
    """The survey with its answers, every table that was chosen, and what stands round the paper."""
    with speaking(lang):  # also while reading: groups of opinions are named then
        held = read_editions(store, survey_id)
        data = held[survey_id]
        year = data.survey.fiscal_year or int(FiscalYear.of(store.clock.today()))
        frame = frame_of(store, year, style, lang)
        return report_data(data, selection, frame, progress, held, read_opinions(store, survey_id))


def read_opinions(store: Store, survey_id: str) -> tuple[PrintedOpinions, ...]:
    """The free questions of a survey whose answers were sorted or quoted."""
    return printed_opinions(read_text(store, survey_id))


def read_named(store: Store, named: str | None, year: FiscalYear | None, lang: Language) -> ReportData:
    """A survey by its id or name with all of its tables, for files."""
    return read_report(store, survey_named(store, named, year), lang)


def frame_of(store: Store, year: int, style: DateStyle, lang: Language) -> Frame:
    """The region that issues the report: its council, members and outlines, its foot mark, the day."""
    facts = read_region(store, year)
    region, core = facts.region, facts.core
    outline = tuple(
        CoverArea(facts.outlines[body.id], core is not None and body.id == core.id)
        for body in facts.members
        if facts.outlines.get(body.id)
    )
    owed = ""
    if outline and facts.attribution:
        owed = translate("survey_paper", "Map: {owed}", owed=facts.attribution)
    return Frame(
        region.label,
        region.council_name,
        tuple(body.label for body in facts.members),
        region.foot_mark,
        outline,
        owed,
        store.clock.today(),
        style,
        lang,
    )


def survey_named(store: Store, named: str | None, year: FiscalYear | None = None) -> str:
    """The id of a survey; PlanError `survey.none_answered` when there is none to choose."""
    if named:
        return find(store, next(one for one in ACCESS if one.kind == "survey"), named)
    known = [one for one in read_surveys(store) if one.batch is not None]
    of_year = [one for one in known if year is not None and one.survey.fiscal_year == int(year)]
    found = next(iter(of_year or known), None)
    if found is None:
        raise PlanError("survey.none_answered")
    return found.id
