"""回答者の属性: who answered, by town, sex, age and every other axis, as they came in and as they are weighted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bingo_planner.features.surveys.crosstab.model import CrossSheet
from bingo_planner.features.surveys.report.model import ReportData, axes_of
from bingo_planner.features.surveys.report.words import count_words, percent_words
from bingo_planner.features.surveys.stats.rounding import percent_of
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark, format_number
from bingo_planner.reports.model import Column, Heading, Part, Row, RowKind, Table, Value


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def attributes_of(report: ReportData) -> tuple[CrossSheet, ...]:
    """Tables of the questions that say who answered: those with a role and those that are axes."""
    axes = {key for axis in axes_of(report.data, report.selection) for key in axis.keys}
    roles = {one.key for one in report.data.facts.questions if one.role}
    return tuple(table for key, table in report.tables.items() if key in axes | roles)


def attribute_parts(report: ReportData) -> Iterator[Part]:
    """One table of all of them."""
    tables = [table for table in attributes_of(report) if table.question.is_coded]
    if tables:
        yield Heading(_t("Who answered"), 1, "who", numbered=False)
        yield attribute_table(report, tables)


def attribute_table(report: ReportData, tables: Sequence[CrossSheet]) -> Table:
    """Answers and shares of every option; with weights also as they count."""
    columns = [Column(""), Column(_t("Answers (n)"), align="right"), Column("％", align="right")]
    if report.is_weighted:
        columns += [Column(_t("Weighted n"), align="right"), Column(_t("Weighted (%)"), align="right")]
    rows: list[Row] = []
    for table in tables:
        rows.append(Row((table.question.label,), RowKind.GROUP))
        for column, figure in zip(table.columns, table.total.figures, strict=True):
            cells: list[Value] = [column.label, format_number(figure.count)]
            cells.append(percent_of(figure.count, table.total.n) if table.total.n else Mark.NONE)
            if report.is_weighted:
                cells += [count_words(figure.weighted), percent_words(figure.share)]
            rows.append(Row(tuple(cells)))
        whole: list[Value] = [_t("In all"), format_number(table.total.n), "100.0" if table.total.n else ""]
        if report.is_weighted:
            whole += [count_words(table.total.weighted), "100.0" if table.total.n else ""]
        rows.append(Row(tuple(whole), RowKind.SUBTOTAL))
    return Table(tuple(columns), tuple(rows), _t("Who answered"), key="attributes", size=8.5, pad=1.2)
