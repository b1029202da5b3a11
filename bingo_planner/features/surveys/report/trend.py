"""経年の変化: questions that earlier surveys asked too, with what changed and whether that is more than chance."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from bingo_planner.features.surveys.crosstab.model import Figure as Share
from bingo_planner.features.surveys.crosstab.words import good_title
from bingo_planner.features.surveys.report.attributes import attributes_of
from bingo_planner.features.surveys.report.charts import fills_of
from bingo_planner.features.surveys.report.model import Limits, ReportData, wish_of
from bingo_planner.features.surveys.report.trend_matrix import SURE, matrix_parts, sure_note
from bingo_planner.features.surveys.report.words import (
    count_words,
    figure_words,
    joined,
    mark_of,
    number_of,
    percent_words,
    run_on,
    share_words,
    shown_percent,
)
from bingo_planner.features.surveys.room import QuestionRow, SurveyData, SurveyFacts
from bingo_planner.features.surveys.trends.linking import link_of, read_matches
from bingo_planner.features.surveys.trends.model import Change, Edition, Trend
from bingo_planner.features.surveys.trends.words import notes_of, signed
from bingo_planner.features.surveys.trends.working import Source, trend
from bingo_planner.kernel.dates import DateStyle, format_fiscal_year
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.reports.answercharts import Band, Bands, Ranking, RankRow
from bingo_planner.reports.charts import Drawing
from bingo_planner.reports.model import (
    Cell,
    Column,
    Figure,
    Heading,
    KeepTogether,
    Paragraph,
    Part,
    Row,
    RowKind,
    Table,
    Value,
    verbatim,
)
from bingo_planner.reports.tones import Fill

_MOST_EDITIONS = 4
"""Surveys that stand beside each other in bars."""


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def trends_of(report: ReportData) -> tuple[Trend, ...]:
    """Every question of the report that earlier surveys with answers are linked to, in printed order."""
    data = report.data
    others = list(report.earlier.values())
    rows = {row.key: row for row in data.facts.questions}
    about = {table.question.id for table in attributes_of(report)}
    found = []
    for key in report.tables:
        if key in about:
            continue
        row = rows[key]
        sources = _sources(report, row, others)
        if sources:
            newest = Source(_weighted(report, data), _title(data.facts, report), row)
            wish = replace(wish_of(data, row.question, ()), axes=())
            found.append(trend([*sources, newest], wish, report.options))
    return tuple(found)


def _weighted(report: ReportData, data: SurveyData) -> SurveyData:
    return data if report.selection.is_weighted else replace(data, weights=None)


def _sources(report: ReportData, row: QuestionRow, others: list[SurveyData]) -> list[Source]:
    """Linked surveys with answers, the oldest first."""
    found = []
    for other in others:
        link = link_of(report.data.facts.links, row.key, other.facts.id)
        asked = next((one for one in other.facts.questions if link and one.key == link.earlier_key), None)
        if link is None or asked is None or not other.sheet.size or asked.key not in other.sheet.answers:
            continue
        matches = read_matches(link.options)
        notes = notes_of(row, asked, matches, link.note)
        found.append(Source(_weighted(report, other), _title(other.facts, report), asked, matches, notes))
    return sorted(found, key=lambda one: one.data.survey.fiscal_year or 0)


def _title(facts: SurveyFacts, report: ReportData) -> str:
    year = facts.survey.fiscal_year
    style = DateStyle.WESTERN if language() == "en" else report.frame.style
    return format_fiscal_year(year, style) if year else facts.survey.name


def trend_parts(report: ReportData, found: tuple[Trend, ...]) -> Iterator[Part]:
    """What was compared, then question by question."""
    titles = list(dict.fromkeys(one.title for each in found for one in each.editions))
    said = _t(
        "{n} questions are compared over {surveys}. A change is called one only where it is significant at 5% (errors "
        "of independent samples).",
        n=len(found),
        surveys=joined(titles, _t(" and ")),
    )
    yield Paragraph(verbatim(said))
    for group, held in groupby(found, key=lambda one: one.question.group or one.question.id):
        trends = list(held)
        is_matrix = len(trends) > 1 and all(one.good for one in trends)
        if is_matrix and len({len(one.editions) for one in trends}) == 1:
            yield from matrix_parts(report, group, trends)
        else:
            for one in trends:
                yield from _question(report, one)


def _question(report: ReportData, found: Trend) -> Iterator[Part]:
    label = found.question.label
    heading = Heading(f"{number_of(found.question)}　{label}", 1, f"y:{found.question.id}", numbered=False)
    said = Paragraph(verbatim(change_words(found)))
    drawing = _drawing(found, report.limits) if report.selection.has_charts else None
    if drawing is None:
        yield KeepTogether((heading, said))
    else:
        unit = _t(" (%)") if found.question.is_coded else ""
        caption = _t("{question}: {by}{unit}", question=label, by=_t("over the years"), unit=unit)
        yield KeepTogether((heading, said, Figure(drawing, caption, change_words(found))))
    yield _table(found, report.limits)


# -- in words ----------------------------------------------------------------------------------------------
def change_words(found: Trend) -> str:
    """How the good side, a mean, or single answers changed from the survey before; only what is significant."""
    newest, before = found.editions[-1], found.editions[-2]
    facts = {"before": before.title, "now": newest.title}
    if not found.question.is_coded:
        return _changed(_t("The mean"), newest.mean, _mean(before), _mean(newest), facts, is_share=False)
    if found.good and newest.line.good is not None and before.line.good is not None:
        name = good_title(found.columns, found.good)
        old, new = percent_words(before.line.good.share), percent_words(newest.line.good.share)
        return _changed(_t("“{word}”", word=name), newest.good, old, new, facts, is_share=True)
    moved = []
    for column, old_figure, new_figure, change in zip(
        found.columns, before.line.figures, newest.line.figures, newest.changes, strict=True
    ):
        if change is not None and change.differs and column.side.value != "blank":
            words = _t(
                "“{answer}” ({old}% → {new}%)",
                answer=column.label,
                old=percent_words(old_figure.share),
                new=percent_words(new_figure.share),
            )
            moved.append((change.differs, words))
    rose = [words for sign, words in moved if sign > 0]
    fell = [words for sign, words in moved if sign < 0]
    said = []
    if rose:
        said.append(_t("Since {before} {answers} rose.", answers=joined(rose, _t(" and ")), **facts))
    if fell:
        said.append(_t("Since {before} {answers} fell.", answers=joined(fell, _t(" and ")), **facts))
    return run_on(said) or _t("Since {before} no answer changed clearly.", **facts)


def _changed(
    name: str, change: Change | None, old: str, new: str, facts: dict[str, str], *, is_share: bool
) -> str:
    if is_share:
        old, new = _t("{n}%", n=old), _t("{n}%", n=new)
    pair = {"name": name, "old": old, "new": new, **facts}
    if change is None:
        return _t("{name} was {new} in {now}; before it was not asked so.", **pair)
    if not change.differs:
        return _t("{name} was {old} in {before} and {new} in {now}: within the error of the samples.", **pair)
    by = signed(change.value * (100 if is_share else 1)).lstrip("+△−")
    if change.differs > 0:
        return _t(
            "{name} rose from {old} in {before} to {new} in {now}, by {by}.", by=_points(by, is_share), **pair
        )
    return _t(
        "{name} fell from {old} in {before} to {new} in {now}, by {by}.", by=_points(by, is_share), **pair
    )


def _points(words: str, is_share: bool) -> str:
    return _t("{n} points", n=words) if is_share else words


def _mean(one: Edition) -> str:
    return figure_words(one.line.numbers.mean, 1) if one.line.numbers is not None else ""


# -- as a picture and a table ------------------------------------------------------------------------------
def _drawing(found: Trend, limits: Limits) -> Drawing | None:
    """Bands under each other for one answer, bars beside each other for several."""
    if not found.question.is_coded:
        return None
    fills = fills_of(found.columns)
    if found.question.kind == "SA" and fills is not None:
        answers = tuple((one.label, fill) for one, fill in zip(found.columns, fills, strict=True))
        return Bands(answers, tuple(_band(one, limits) for one in reversed(found.editions)))
    editions = found.editions[-_MOST_EDITIONS:]
    tones = _tones(len(editions))
    rows = tuple(
        RankRow(
            column.label,
            tuple(shown_percent(one.line.figures[at].share) for one in editions),
            tuple(share_words(one.line.figures[at]) for one in editions),
            column.side.value == "blank",
        )
        for at, column in enumerate(found.columns)
    )
    return Ranking(rows, tuple((one.title, tone) for one, tone in zip(editions, tones, strict=True)))


def _tones(count: int) -> tuple[Fill, ...]:
    """The newest is the darkest."""
    return {1: (Fill.R4,), 2: (Fill.R2, Fill.R4), 3: (Fill.R1, Fill.R3, Fill.R4)}.get(
        count, (Fill.LIGHT, Fill.R1, Fill.R3, Fill.R4)[-count:]
    )


def _band(one: Edition, limits: Limits) -> Band:
    count = f"n={format_number(one.line.n)}"
    known = [figure for figure in one.line.figures if figure.is_known]
    if not known or one.line.n < limits.hide:
        return Band(one.title, count, (), remark=_t("Not comparable"))
    return Band(one.title, count, tuple(shown_percent(figure.share) for figure in one.line.figures))


def _table(found: Trend, limits: Limits) -> Table:
    """The newest survey first; changes are against the survey before."""
    columns = [Column(""), Column(_t("Answers (n)"), align="right")]
    if found.is_weighted:
        columns.append(Column(_t("Weighted n"), align="right"))
    stub = len(columns)
    if found.question.is_coded:
        columns += [Column(one.label, align="right") for one in found.columns]
        if found.good:
            columns.append(Column(good_title(found.columns, found.good), align="right"))
            columns.append(Column(_t("Change (points)"), align="right"))
    else:
        columns += [Column(_t("Mean"), align="right"), Column("±", align="right")]
        columns.append(Column(_t("Change"), align="right"))
    rows = [_row(found, one, newest=at == 0) for at, one in enumerate(reversed(found.editions))]
    caption = f"{found.question.label}　{_t('over the years')}"
    return Table(
        tuple(columns),
        tuple(rows),
        caption,
        _note(found),
        f"ty:{found.question.id}",
        stub=stub,
        pad=1.5,
        size=8.3,
    )


def _row(found: Trend, one: Edition, *, newest: bool) -> Row:
    line = one.line
    cells: list[Value] = [one.title, format_number(line.n)]
    if found.is_weighted:
        cells.append(count_words(line.weighted))
    if found.question.is_coded:
        marks = not found.good
        for figure, change in zip(line.figures, one.changes, strict=True):
            mark = mark_of(change.differs) if marks and change is not None else ""
            cells.append(f"{mark}{share_words(figure)}" if figure.is_known else Cell("…", grey=True))
        if found.good:
            cells += [_good(line.good), _change(one.good, 100)]
    else:
        numbers = line.numbers
        mean, error = (numbers.mean, 1.96 * numbers.se_mean) if numbers is not None else (math.nan, math.nan)
        cells += [figure_words(mean, 1), figure_words(error, 1), _change(one.mean, 1)]
    return Row(tuple(cells), RowKind.TOTAL if newest else RowKind.PLAIN)


def _good(figure: Share | None) -> Value:
    return percent_words(figure.share) if figure is not None and figure.is_known else Cell("…", grey=True)


def _change(change: Change | None, times: int) -> Value:
    if change is None:
        return "－"
    return f"{SURE if change.differs else ''}{signed(change.value * times)}"


def _note(found: Trend) -> str:
    """What was not the same then, and what the signs mean."""
    if found.good or not found.question.is_coded:
        said = [sure_note()]
    else:
        said = [_t("▲▼ the change from the survey before is significant (5%, independent samples).")]
    if any(not figure.is_known for one in found.editions for figure in one.line.figures):
        said.append(_t("“…” was not asked in that way then."))
    said += [
        _t("{survey}: {notes}.", survey=one.title, notes=joined(list(one.notes)))
        for one in reversed(found.editions)
        if one.notes
    ]
    return run_on(said)
