"""Tables as a workbook: a sheet a question to read, the tests, and every cell in a line for machines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from bingo_planner.exchange.sheet import Cell, Sheet, SheetColumn
from bingo_planner.features.surveys.stats.crosstable import CrossTable, Few
from bingo_planner.features.surveys.stats.rounding import NO_CASE, half_up
from bingo_planner.features.surveys.stats.tablejson import axis_words
from bingo_planner.kernel.i18n import translate

_EXACT = 10
"""Decimals of figures for machines."""


def _t(text: str) -> str:
    return translate("surveys", text)


def table_sheets(tables: Sequence[CrossTable]) -> tuple[Sheet, ...]:
    """Sheets of a workbook: one a question with all its axes below each other, then tests and data."""
    found = [_question_sheet(list(group)) for _, group in groupby(tables, key=lambda one: one.question.id)]
    return (*found, _tests(tables), _data(tables))


def _question_sheet(tables: Sequence[CrossTable]) -> Sheet:
    first = tables[0]
    columns = [
        SheetColumn("by", _t("Axis"), width=16),
        SheetColumn("line", _t("Line"), width=22),
        SheetColumn("n", "n", "number", width=9),
        SheetColumn("n_weighted", _t("Weighted n"), "number", decimals=1, width=12),
    ]
    if first.numbers is not None:
        heads = (("mean", _t("Mean")), ("se_mean", _t("Error of the mean")), ("total", _t("Total")))
        columns += [SheetColumn(name, title, "number", decimals=2, width=12) for name, title in heads]
        columns.append(SheetColumn("se_total", _t("Error of the total"), "number", decimals=2, width=12))
    columns += [SheetColumn(one.code, one.label, "percent", "%", 1, 10) for one in first.options]
    rows = [_view_row(table, row) for table in tables for row in _printed(table)]
    note = _t(
        "* rests on fewer than {star} answers. Percentages are rounded half up and need not add up to 100."
    )
    return Sheet(
        first.question.id,
        f"{first.question.id} {first.question.label}",
        tuple(columns),
        rows,
        note=note.format(star=first.choices.star),
    )


def _printed(table: CrossTable) -> range:
    """Everybody is said once, above the axes."""
    return range(1, table.rows) if table.axis else range(1)


def _view_row(table: CrossTable, row: int) -> tuple[Cell, ...]:
    star = "" if table.few[row] is Few.ENOUGH else "*"
    line = f"{table.lines[row - 1].label if row else _t('Everybody')}{star}"
    base = (axis_words(table) or "", line, int(table.n[row]), _figure(table.base.weighted[row], 1))
    numbers, found = table.numbers, table.shares
    if numbers is not None:
        figures = (numbers.mean, numbers.se_mean, numbers.total, numbers.se_total)
        return (*base, *(_figure(one[row], 2) for one in figures))
    assert found is not None
    return (
        *base,
        *(
            _figure(table.percent[row, at], 1) if found.count[row, at] or not found.n[row] else NO_CASE
            for at in range(len(table.options))
        ),
    )


def _tests(tables: Sequence[CrossTable]) -> Sheet:
    columns = (
        SheetColumn("question", _t("Question"), width=12),
        SheetColumn("by", _t("Axis"), width=16),
        SheetColumn("rao_scott_f", "Rao–Scott F", "number", decimals=3),
        SheetColumn("df1", "df1", "number", decimals=3),
        SheetColumn("df2", "df2", "number", decimals=1),
        SheetColumn("p", "p", "number", decimals=4),
        SheetColumn("chi2", _t("χ² (unweighted)"), "number", decimals=3),
        SheetColumn("cramers_v", _t("Cramér’s V"), "number", decimals=3),
    )
    return Sheet(
        _t("Tests"), _t("Tests of independence"), columns, [_test_row(one) for one in tables if one.axis]
    )


def _test_row(table: CrossTable) -> tuple[Cell, ...]:
    found, plain = table.association, table.chi_square
    named: tuple[Cell, ...] = (table.question.id, axis_words(table) or "")
    tested = (
        [_figure(one, _EXACT) for one in (found.f, found.df1, found.df2, found.p)] if found else [None] * 4
    )
    return (
        *named,
        *tested,
        *([_figure(one, _EXACT) for one in (plain.statistic, plain.cramer)] if plain else [None, None]),
    )


def _data(tables: Sequence[CrossTable]) -> Sheet:
    columns = [
        SheetColumn("question", _t("Question"), width=12),
        SheetColumn("by", _t("Axis"), width=12),
        SheetColumn("code_by", _t("Code of the line"), width=10),
        SheetColumn("code", _t("Code"), width=10),
        SheetColumn("count", _t("Answers"), "number"),
    ]
    for name, title in (
        ("weighted", _t("Weighted answers")),
        ("percent", "%"),
        ("se", _t("Standard error")),
        ("moe", _t("Margin of error")),
    ):
        columns.append(SheetColumn(name, title, "number", decimals=4, width=14))
    rows = [line for table in tables for row in _printed(table) for line in _data_rows(table, row)]
    return Sheet(_t("Data"), _t("All figures"), tuple(columns), rows)


def _data_rows(table: CrossTable, row: int) -> Iterator[tuple[Cell, ...]]:
    code_by = table.lines[row - 1].code if row else ""
    named = (table.question.id, axis_words(table) or "", code_by)
    numbers, found = table.numbers, table.shares
    if numbers is not None:
        figures = [
            _figure(one, _EXACT) for one in (numbers.weighted[row], numbers.mean[row], numbers.se_mean[row])
        ]
        yield (*named, "mean", int(numbers.n[row]), *figures, None)
        return
    assert found is not None
    for at, option in enumerate(table.options):
        held = (found.weighted_count, table.percent, table.error, table.margin)
        yield (
            *named,
            option.code,
            int(found.count[row, at]),
            *(_figure(one[row, at], _EXACT) for one in held),
        )


def _figure(value: float, decimals: int) -> Decimal | None:
    return half_up(float(value), decimals) if math.isfinite(value) else None
