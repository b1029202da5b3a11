"""The whole report as a paper: cover, contents, design, how to read it, results, portfolio, free texts, annex."""

from __future__ import annotations

from collections.abc import Iterator

from bingo_planner.features.surveys.report.annex import annex_parts
from bingo_planner.features.surveys.report.freetext import freetext_parts, told_apart
from bingo_planner.features.surveys.report.model import Piece, ReportData
from bingo_planner.features.surveys.report.outline import outline_parts
from bingo_planner.features.surveys.report.portfolio import found_priorities, portfolio_parts
from bingo_planner.features.surveys.report.questions import question_parts
from bingo_planner.features.surveys.report.reading import reading_parts
from bingo_planner.features.surveys.report.trend import trend_parts, trends_of
from bingo_planner.kernel.dates import DateStyle, format_fiscal_year, format_month
from bingo_planner.kernel.i18n import language, speaking, translate
from bingo_planner.reports.model import Chapter, Contents, Cover, Paper, Part


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def report_paper(report: ReportData) -> Paper:
    """The paper in the language of its frame; words of the questionnaire stay as they were asked."""
    with speaking(report.frame.language):
        frame = report.frame
        title = report_title(report)
        parts: tuple[Part, ...] = (_cover(report), Contents(depth=1), *_chapters(report))
        return Paper(
            title,
            parts,
            author=frame.issuer or frame.region,
            subject=_t("Report of a survey"),
            keywords=tuple(filter(None, (frame.region, report.data.survey.name))),
            language=frame.language,
            date=frame.today,
            foot_mark=frame.foot_mark,
        )


def report_title(report: ReportData) -> str:
    """The name of the survey with what this is."""
    return _t("{survey}: report", survey=report.data.survey.name)


def _year(report: ReportData) -> str:
    year = report.data.survey.fiscal_year
    style = DateStyle.WESTERN if language() == "en" else report.frame.style
    return format_fiscal_year(year, style) if year else ""


def _cover(report: ReportData) -> Cover:
    frame = report.frame
    return Cover(
        title=f"{report.data.survey.name}\n{_t('Report')}",
        scheme=frame.region,
        edition=_year(report),
        date=format_month(frame.today, DateStyle.WESTERN if language() == "en" else frame.style),
        council=frame.issuer,
        members=frame.members,
        note=frame.map_source,
        outline=frame.outline,
    )


def _chapters(report: ReportData) -> Iterator[Chapter]:
    wanted = report.selection.pieces
    if Piece.OUTLINE in wanted:
        parts = (*outline_parts(report), *reading_parts(report))
        yield Chapter(
            _t("The survey"), parts, _t("Whom it asked, what came back, and how to read the figures.")
        )
    if Piece.RESULTS in wanted and report.tables:
        yield Chapter(_t("Results by question"), tuple(question_parts(report, told_apart(report))))
    found = found_priorities(report) if Piece.PORTFOLIO in wanted else None
    if found is not None:
        yield Chapter(_t("Satisfaction and importance"), tuple(portfolio_parts(found)))
    if Piece.FREE_TEXT in wanted and report.opinions:
        yield Chapter(_t("Free opinions"), tuple(freetext_parts(report)))
    compared = trends_of(report) if Piece.TREND in wanted and report.earlier else ()
    if compared:
        yield Chapter(_t("Over the years"), tuple(trend_parts(report, compared)))
    if Piece.ANNEX in wanted:
        yield Chapter(_t("Annex"), tuple(annex_parts(report)), numbered=False)
