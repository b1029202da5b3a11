"""Pieces of a report for other papers, such as the vision: one question's bands or table, the portfolio."""

from __future__ import annotations

from dataclasses import replace

from bingo_planner.features.surveys.crosstab.model import Axis, CrossSheet
from bingo_planner.features.surveys.frame import survey_title
from bingo_planner.features.surveys.report import charts
from bingo_planner.features.surveys.report.building import report_data
from bingo_planner.features.surveys.report.cross import cross_caption, cross_paper
from bingo_planner.features.surveys.report.model import Frame, ReportData, Selection
from bingo_planner.features.surveys.report.portfolio import portfolio_figure, portfolio_table, priorities_of
from bingo_planner.features.surveys.report.questions import table_note
from bingo_planner.features.surveys.report.words import axis_words, run_on
from bingo_planner.features.surveys.room import Role, SurveyData
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.reports.answercharts import Bands
from bingo_planner.reports.model import Figure, Framed, Part, Table, verbatim
from bingo_planner.reports.wide import turned


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def bands_piece(data: SurveyData, question: str, style: DateStyle = DateStyle.ERA) -> Figure | None:
    """The picture of a question by town; None without answers or where nothing can be drawn."""
    made = _one(data, question, by_town=True)
    if made is None:
        return None
    report, sheet = made
    limits = report.limits_of(sheet)
    drawing = charts.question_chart(sheet, limits)
    if drawing is None:
        return None
    by = axis_words(sheet.blocks) if isinstance(drawing, Bands) and sheet.blocks else _t("All")
    unit = _t(" (%)") if sheet.question.is_coded else ""
    caption = _t("{question}: {by}{unit}", question=_label(data, question), by=by, unit=unit)
    return Figure(drawing, caption, charts.spoken(sheet, limits), verbatim(_source(data, sheet, style)))


def table_piece(data: SurveyData, question: str, style: DateStyle = DateStyle.ERA) -> Table | Framed | None:
    """The table of a question by the axes of its survey; None without answers."""
    made = _one(data, question, by_town=False)
    if made is None:
        return None
    report, sheet = made
    limits = report.limits_of(sheet)
    caption = f"{_label(data, question)}　{cross_caption(sheet, limits)}"
    notes = [table_note(sheet, limits), _source(data, sheet, style)]
    note = run_on([one for one in notes if one])
    return turned(cross_paper(sheet, limits, caption, note=note))


def portfolio_piece(data: SurveyData, style: DateStyle = DateStyle.ERA) -> tuple[Part, ...]:
    """The portfolio and its table; nothing where there is none."""
    found = priorities_of(data)
    if found is None:
        return ()
    figure = portfolio_figure(found, "")
    source = _t("Source: {survey}.", survey=survey_title(data.facts, style))
    note = figure.note if isinstance(figure.note, tuple) else verbatim(figure.note)
    return replace(figure, note=(*note, *verbatim(source))), portfolio_table(found, "")


def sheet_piece(data: SurveyData, question: str) -> CrossSheet | None:
    """The figures of a question for everybody; None without answers."""
    made = _one(data, question, by_town=None)
    return made[1] if made is not None else None


def _one(data: SurveyData, question: str, *, by_town: bool | None) -> tuple[ReportData, CrossSheet] | None:
    """The report of one question: by town, by the survey's axes, or (None) for everybody alone."""
    if not data.sheet.size or question not in data.sheet.answers:
        return None
    axes: tuple[Axis, ...] | None = ()
    if by_town is not None:
        town = data.facts.with_role(Role.TOWN)
        axes = (Axis((town.key,)),) if by_town and town is not None else None
    report = report_data(data, Selection(questions=(question,), axes=axes), Frame(language=language()))
    sheet = report.tables.get(question)
    return (report, sheet) if sheet is not None else None


def _label(data: SurveyData, question: str) -> str:
    """公共交通（生活の満足度）."""
    row = next(one for one in data.facts.questions if one.key == question)
    return (
        _t("{question} ({heading})", question=row.label, heading=row.group_label)
        if row.group_label
        else row.label
    )


def _source(data: SurveyData, sheet: CrossSheet, style: DateStyle) -> str:
    """資料：令和6年度 圏域住民意識調査（n=3,402）."""
    title = survey_title(data.facts, style)
    said = _t("Source: {survey} (n={n}).", survey=title, n=f"{sheet.total.n:,}")
    return run_on((said, _t("Weighted."))) if sheet.is_weighted else said
