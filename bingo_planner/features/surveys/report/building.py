"""From a survey's answers to its report: every table is worked out once, with progress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bingo_planner.features.surveys.crosstab.sample import sample_design
from bingo_planner.features.surveys.crosstab.tabulation import cross_sheets
from bingo_planner.features.surveys.freetext.printed import PrintedOpinions
from bingo_planner.features.surveys.report.model import (
    Frame,
    ReportData,
    Selection,
    axes_of,
    questions_of,
    wish_of,
)
from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import Progress


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def report_data(
    data: SurveyData,
    selection: Selection,
    frame: Frame,
    progress: Progress | None = None,
    earlier: Mapping[str, SurveyData] | None = None,
    opinions: tuple[PrintedOpinions, ...] = (),
) -> ReportData:
    """Every table that was chosen. PlanError `survey.no_respondents` without answers, `survey.cancelled`."""
    if not data.sheet.size:
        raise PlanError("survey.no_respondents")
    others = {key: one for key, one in (earlier or {}).items() if key != data.facts.id}
    report = ReportData(data, selection, frame, earlier=others, opinions=opinions)
    design = sample_design(data, data.weights if selection.is_weighted else None)
    axes = axes_of(data, selection)
    wishes = [wish_of(data, question, axes) for question in questions_of(data, selection)]
    sheets = cross_sheets(data, design, wishes, report.options, progress)
    return replace(report, tables={sheet.question.id: sheet for sheet in sheets})


def chosen(data: SurveyData, keys: Sequence[str]) -> tuple[str, ...]:
    """Ids of questions as they were named; PlanError `survey.no_question` for one that is not there."""
    return tuple(data.codebook.question(key).id for key in keys)
