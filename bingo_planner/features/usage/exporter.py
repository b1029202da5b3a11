"""Figures of joint services as a table, one figure a row: to look at, for machines, and to be taken in again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bingo_planner.exchange.sheet import Cell, Sheet, SheetColumn
from bingo_planner.features.usage.model import CellKey, Month, UsageYear
from bingo_planner.features.usage.rules import cells, order_of
from bingo_planner.features.usage.words import stage_words
from bingo_planner.features.usage.yearly import month_lines
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark


def _t(text: str) -> str:
    return translate("usage", text)


def usage_sheets(years: Sequence[UsageYear]) -> tuple[Sheet, ...]:
    """All figures of all services in a year."""
    columns = (
        SheetColumn("service", _t("Service"), width=26),
        SheetColumn("month", _t("Month"), "text", width=9),
        SheetColumn("facility", _t("Facility"), width=20),
        SheetColumn("body_code", _t("Code"), width=8),
        SheetColumn("body", _t("Home body"), width=12),
        SheetColumn("measure", _t("Measure"), width=20),
        SheetColumn("class", _t("Class"), width=14),
        SheetColumn("value", _t("Figure"), "number", width=9),
        SheetColumn("unit", _t("Unit"), width=6),
        SheetColumn("state", _t("State"), width=10),
        SheetColumn("source", _t("File"), width=24),
        SheetColumn("place", _t("Place in the file"), width=12),
    )
    rows = [row for data in years for row in _rows(data)]
    return (Sheet("usage", _t("Use of joint services"), columns, rows),)


def _rows(data: UsageYear) -> Iterator[tuple[Cell, ...]]:
    stages = {line.month: stage_words(line.stage) for line in month_lines(data)}
    for first in FiscalYear(data.year).months():
        month = data.month(first)
        if not month.figures and not month.reports:
            continue
        members = order_of(data, first)
        for measure in data.service.measures:
            for key in cells(data.service, measure, members, first):
                yield _row(data, month, key, stages.get(first, ""))


def _row(data: UsageYear, month: Month, key: CellKey, stage: str) -> tuple[Cell, ...]:
    place, category = data.service.facility(key.facility), data.service.category(key.category)
    body = next((one for one in data.bodies if one.id == key.body), None)
    measure = data.service.measure(key.measure)
    held = month.figures.get(key)
    source = data.sources.get(held.source_id) if held else None
    return (
        data.service.name,
        _month_text(month.month),
        place.name if place else "",
        body.code if body else "",
        body.name if body else "",
        measure.name if measure else "",
        category.name if category else "",
        _cell(month.figure(key)),
        measure.unit if measure else "",
        stage,
        source.name if source else "",
        held.place if held else "",
    )


def _month_text(month: dt.date) -> str:
    return f"{month:%Y-%m}"


def _cell(figure: Decimal | Mark) -> Cell:
    return figure
