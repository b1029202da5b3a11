"""報告書の見方: what the reader has to know about rounding, n, several answers, small bases, weights and errors."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from bingo_planner.features.surveys.model import QuestionKind
from bingo_planner.features.surveys.report.model import ReportData
from bingo_planner.features.surveys.report.words import figure_words, joined, number_of
from bingo_planner.features.surveys.stats.samplesize import TWO_STAGE_DEFF, TWO_STAGE_Z, Z95, sampling_error
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.reports.model import Bullets, Column, Heading, Paragraph, Part, Row, Table, Value, verbatim

SHARES = (0.1, 0.2, 0.3, 0.4, 0.5)
_ROUND_SIZES = (100, 200, 300, 500, 1000, 2000, 3000)


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def reading_parts(report: ReportData) -> Iterator[Part]:
    """Notes on reading, then errors of the sample."""
    yield Heading(_t("How to read this report"), 1)
    yield Bullets(tuple(verbatim(note) for note in _notes(report)))
    yield Heading(_t("Error of the sample"), 1)
    yield Paragraph(verbatim(_error_words(report)))
    yield error_table(report)


def _notes(report: ReportData) -> Iterator[str]:
    limits = report.limits
    questions = [table.question for table in report.tables.values()]
    yield _t(
        "n is the number of those who were asked and counts as 100%; it differs from question to question."
    )
    yield _t("Percentages are rounded half up at the second decimal, so they need not add up to 100.0%.")
    if any(one.kind is QuestionKind.MULTIPLE for one in questions):
        yield _t(
            "Where several answers could be given (M.A.), percentages are of those who answered and go over "
            "100% together; their sum is M.T."
        )
    if any(one.asked_if is not None for one in questions):
        yield _t(
            "Questions that only some were asked (SQ) have those as their base; the heading says who they are."
        )
    yield _t("“－” means that nobody gave the answer, “0.0” that fewer than 0.05% did.")
    yield _t(
        "Groups of fewer than {star} answers carry “*” and are for reference only; those of fewer than {hide} are "
        "not shown.",
        star=limits.star,
        hide=limits.hide,
    )
    yield _no_answer(report)
    if report.is_weighted:
        yield _t(
            "Figures are weighted; n is the number of answers as they came in, weighted n the sum of weights."
        )
    yield _t("Differences of percentages are in points.")
    yield _t(
        "Groups are called higher or lower only where the difference from all together is significant at 5% under "
        "the design of the sample (there marked ▲ or ▼)."
    )
    yield _t("Long answers may be shortened in charts; the questionnaire at the end has the whole words.")


def _no_answer(report: ReportData) -> str:
    dropped = [number_of(table.question) for table in report.tables.values() if table.drops_no_answer]
    if not dropped:
        return _t("No answer counts in the base of every question.")
    return _t(
        "No answer is left out of the base of {questions}; elsewhere it counts.", questions=joined(dropped)
    )


def _error_words(report: ReportData) -> str:
    rule = report.margin_rule
    if rule == "two_stage":
        return _t(
            "The table gives 2√(2·p(1−p)/n), the half width of the 95% interval of a two-stage sample. With a share "
            "p from n answers the true share lies within it 95 times out of 100."
        )
    if rule == "simple" or not report.is_weighted:
        return _t(
            "The table gives 1.96√(p(1−p)/n), the half width of the 95% interval of a simple random sample. With a "
            "share p from n answers the true share lies within it 95 times out of 100."
        )
    return _t(
        "The table gives 1.96√(deff·p(1−p)/n), the half width of the 95% interval; deff {deff} is what weighting "
        "costs (Kish). With a share p from n answers the true share lies within it 95 times out of 100.",
        deff=figure_words(report_deff(report), 2),
    )


def report_deff(report: ReportData) -> float:
    """Kish's design effect of the weights, 1 without."""
    weights = report.data.weights
    if weights is None or not report.is_weighted or not len(weights):
        return 1.0
    return float(len(weights) * (weights**2).sum() / weights.sum() ** 2)


def error_table(report: ReportData) -> Table:
    """標本誤差早見表: rows for all answers, for each town, and for round numbers."""
    z, deff = Z95, report_deff(report)
    if report.margin_rule == "two_stage":
        z, deff = TWO_STAGE_Z, TWO_STAGE_DEFF
    elif report.margin_rule == "simple":
        deff = 1.0
    rows = [_error_row(name, n, z, deff) for name, n in _sizes(report) if n > 0]
    heads = (_t("10% (90%)"), _t("20% (80%)"), _t("30% (70%)"), _t("40% (60%)"), _t("50%"))
    columns = (
        Column(_t("Answers from")),
        Column("n", align="right"),
        *(Column(head, align="right", over=_t("Share p, ± points")) for head in heads),
    )
    note = _t("Weighted shares of single groups have errors of their own; significance is judged by those.")
    return Table(
        columns, tuple(rows), _t("Errors of the sample"), note if report.is_weighted else "", "errors", stub=2
    )


def _sizes(report: ReportData) -> Sequence[tuple[str, int]]:
    data = report.data
    names = {body.id: body.label for body in data.bodies}
    found = [(_t("All answers"), data.sheet.size)]
    if len(data.design.strata) > 1:
        found += [
            (names.get(one.municipality_id or "", one.name), int(n))
            for one, n in zip(data.design.strata, data.design.counts, strict=True)
        ]
    found += [(_t("For comparison"), n) for n in _ROUND_SIZES]
    return found


def _error_row(name: str, n: int, z: float, deff: float) -> Row:
    errors = [100 * sampling_error(p, n, None, z, deff) for p in SHARES]
    cells: list[Value] = [name, format_number(n)]
    cells += [figure_words(one, 1) if math.isfinite(one) else "" for one in errors]
    return Row(tuple(cells))
