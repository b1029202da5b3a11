"""Every figure of a survey in a line for machines: question, axis, codes, counts, shares, errors."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal

from bingo_planner.exchange.sheet import Cell, Sheet, SheetColumn
from bingo_planner.features.surveys.crosstab.model import CrossSheet, Figure, Line
from bingo_planner.features.surveys.report.model import Limits, ReportData
from bingo_planner.features.surveys.stats.rounding import half_up
from bingo_planner.kernel.i18n import translate

_EXACT = 8
"""Decimals of figures for machines."""
MEAN = "mean"
"""The code of the line that carries the mean of a number."""


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def long_sheet(report: ReportData) -> Sheet:
    """One line for each option in each group; `starred` * for few answers, x for what is not published."""
    columns = (
        SheetColumn("question", _t("Question"), width=10),
        SheetColumn("by", _t("Axis"), width=10),
        SheetColumn("code_by", _t("Code of the group"), width=10),
        SheetColumn("code", _t("Code"), width=8),
        SheetColumn("n", "n", "number", width=8),
        SheetColumn("n_weighted", _t("Weighted n"), "number", decimals=4, width=12),
        SheetColumn("n_effective", _t("Effective n"), "number", decimals=4, width=12),
        SheetColumn("count", _t("Answers"), "number", width=8),
        SheetColumn("weighted", _t("Weighted answers"), "number", decimals=4, width=12),
        SheetColumn("percent", "%", "number", decimals=4, width=10),
        SheetColumn("se", _t("Standard error (points)"), "number", decimals=4, width=12),
        SheetColumn("moe", _t("Margin of error (points)"), "number", decimals=4, width=12),
        SheetColumn("starred", _t("Mark"), width=6),
        SheetColumn("mean", _t("Mean"), "number", decimals=4, width=10),
        SheetColumn("se_mean", _t("Standard error of the mean"), "number", decimals=4, width=12),
        SheetColumn("label", _t("Answer"), width=24),
        SheetColumn("label_by", _t("Group"), width=16),
    )
    rows = [row for table in report.tables.values() for row in _rows(table, report.limits_of(table))]
    return Sheet("data", report.data.survey.name, columns, rows)


def _rows(table: CrossSheet, limits: Limits) -> Iterator[tuple[Cell, ...]]:
    yield from _of_line(table, table.total, "", limits)
    for block in table.blocks:
        for line in block.lines:
            yield from _of_line(table, line, block.axis.text, limits)


def _of_line(table: CrossSheet, line: Line, by: str, limits: Limits) -> Iterator[tuple[Cell, ...]]:
    code_by = line.key.partition("=")[2]
    hidden = limits.is_hidden(line)
    star = "x" if hidden else "*" if limits.is_starred(line) else ""
    base: tuple[Cell, ...] = (table.question.id, by, code_by)
    sizes: tuple[Cell, ...] = (None, None, None)
    if not hidden or line.n >= limits.hide:
        sizes = (line.n, _exact(line.weighted), _exact(line.effective))
    if line.numbers is not None:
        means = (None, None) if hidden else (_exact(line.numbers.mean), _exact(line.numbers.se_mean))
        yield (*base, MEAN, *sizes, None, None, None, None, None, star, *means, "", line.whole_label)
        return
    for column, figure in zip(table.columns, line.figures, strict=True):
        shares = (None,) * 5 if hidden else _shares(figure)
        yield (*base, column.code, *sizes, *shares, star, None, None, column.label, line.whole_label)


def _shares(figure: Figure) -> tuple[Cell, ...]:
    return (
        figure.count,
        _exact(figure.weighted),
        _exact(figure.share * 100),
        _exact(figure.se * 100),
        _exact(figure.margin * 100),
    )


def _exact(value: float) -> Decimal | None:
    return half_up(value, _EXACT).normalize() + 0 if math.isfinite(value) else None
