"""The annex: the questions with all their options, whom they were put to, and every figure for everybody."""

from __future__ import annotations

from collections.abc import Iterator

from bingo_planner.features.surveys.model import Question, QuestionKind
from bingo_planner.features.surveys.report.model import ReportData, origin_of, row_of
from bingo_planner.features.surveys.report.questions import condition_words
from bingo_planner.features.surveys.report.words import joined, kind_words, number_of
from bingo_planner.kernel.i18n import translate
from bingo_planner.reports.model import Column, Heading, Part, Row, RowKind, Table


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def annex_parts(report: ReportData) -> Iterator[Part]:
    """The questionnaire as a table: number, words, kind of answer, options with codes, whom it was put to."""
    yield Heading(_t("Questions and codes"), 1, numbered=False)
    columns = (
        Column(_t("Number"), width=44.0),
        Column(_t("Question"), share=1.3),
        Column(_t("Kind"), width=62.0),
        Column(_t("Options and codes"), share=2.0),
    )
    rows: list[Row] = []
    group, before = "", None
    for question in report.data.codebook.questions:
        if origin_of(report.data, question.id):
            continue
        if question.group and question.group != group:
            row = row_of(report.data, question.id)
            head = row.group_label if row is not None and row.group_label else question.group
            rows.append(
                Row((f"{number_of(Question(question.group, head, question.kind))}　{head}",), RowKind.GROUP)
            )
        group = question.group
        rows.append(_row(report, question, before))
        before = question
    yield Table(
        columns, tuple(rows), _t("Questions and codes"), size=8.0, key="codebook", pad=2.0, leading=11.5
    )


def _row(report: ReportData, question: Question, before: Question | None) -> Row:
    asked = ""
    if question.asked_if is not None:
        asked = f"\n{_t('Asked of: {who}', who=condition_words(report.data, question.asked_if))}"
    options = joined([f"{one.code} {one.label}" for one in question.options])
    is_same = before is not None and question.group and before.group == question.group
    if is_same and before is not None and before.options == question.options:
        options = _t("as above")
    kind = _t("free text") if question.kind is QuestionKind.FREE else kind_words(question)
    return Row((number_of(question), f"{question.label}{asked}", kind, options))
