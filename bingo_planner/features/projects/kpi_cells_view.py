"""KPI figures as cells of a grid and points of a chart: rows, columns, states, words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from bingo_planner.features.projects.assess import assess, goal, latest, member_kpi
from bingo_planner.features.projects.fields import CONTEXT
from bingo_planner.features.projects.model import (
    Counting,
    Figure,
    Kpi,
    KpiEdit,
    ProjectDetail,
    Rating,
    ValueKind,
)
from bingo_planner.features.projects.parts_view import body_mark
from bingo_planner.features.projects.words import (
    baseline_words,
    body_name,
    kpi_title,
    target_words,
    target_year_words,
    year_word,
)
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark as NumberMark
from bingo_planner.kernel.numbers import format_mark, format_number, parse_number
from bingo_planner.ui.chart_data import ChartData, Series
from bingo_planner.ui.grid import Cell, CellEdit, CellState, GridColumn, GridRow, figure_cell
from bingo_planner.ui.grid_model import Key
from bingo_planner.ui.rating import rating_words


def _t(text: str) -> str:
    return translate(CONTEXT, text)


def parse_figure(unit: str, text: str) -> object:
    """Typed text as a figure or mark."""
    return parse_number(text, unit=unit)


def show_figure(decimals: int, value: object) -> str:
    """A figure with its decimal places."""
    if isinstance(value, Decimal):
        return format_number(value, decimals)
    return format_mark(value) if isinstance(value, NumberMark) else ""


def figure(value: Figure, kpi: Kpi, *, prompt: bool = False, tip: str = "") -> Cell:
    """A cell for a figure; a prompt one (速報) says so."""
    if not isinstance(value, Decimal):
        return figure_cell(value)
    words = translate(CONTEXT, "prompt figure") if prompt else ""
    hint = "\n".join(part for part in (words, tip) if part)
    state = CellState.ZERO if value == 0 else CellState.OK
    return Cell(value, format_number(value, kpi.decimals), state, tip=hint, edit=f"{value:f}")


def kpi_years(kpis: Sequence[Kpi], year: int) -> tuple[int, ...]:
    """The years of the grid: everything with a figure, the year at work, baselines and targets."""
    known = {year}
    for kpi in kpis:
        known |= set(kpi.actuals) | set(kpi.targets)
        known |= {one for one in (kpi.baseline_year, kpi.target_year) if one is not None}
    return tuple(range(max(min(known), year - 6), min(max(known), year + 10) + 1))


def kpi_rows(kpis: Sequence[Kpi]) -> list[GridRow]:
    """For every KPI a head, its actuals, targets, achievement and rating."""
    rows: list[GridRow] = []
    for kpi in kpis:
        parse, show = partial(parse_figure, kpi.unit), partial(show_figure, kpi.decimals)
        rows += [
            GridRow(kpi.id, kpi_title(kpi), "group", note=kpi.number),
            GridRow(f"{kpi.id}:actual:", _t("Actual"), parse=parse, show=show, parent=kpi.id),
            GridRow(f"{kpi.id}:target:", _t("Target of the year"), parse=parse, show=show, parent=kpi.id),
            GridRow(f"{kpi.id}:percent:", _t("Achievement and rating"), "total", parent=kpi.id),
        ]
    return rows


def kpi_columns(detail: ProjectDetail, years: Sequence[int], year: int, style: DateStyle) -> list[GridColumn]:
    """Baseline, a column for every year, the final target."""
    heads = [
        GridColumn(
            str(one),
            year_word(one, "fiscal", style),
            6.0,
            locked=one in detail.locked,
            current=one == year,
            tip=detail.locked.get(one, ""),
        )
        for one in years
    ]
    base = GridColumn("base", _t("Baseline"), 6.4, "total", frozen=False)
    return [base, *heads, GridColumn("goal", _t("Target"), 7.6, "total")]


def kpi_cells(kpis: Sequence[Kpi], years: Sequence[int], style: DateStyle) -> dict[Key, Cell]:
    """Every cell of the KPI grid."""
    cells: dict[Key, Cell] = {}
    for kpi in kpis:
        actual, target, percent = (f"{kpi.id}:{kind}:" for kind in ("actual", "target", "percent"))
        for year in years:
            column = str(year)
            value = kpi.actuals.get(year, NumberMark.BLANK)
            tip = kpi.evidence.get(year, "")
            cells[actual, column] = figure(value, kpi, prompt=year in kpi.prompts, tip=tip)
            cells[target, column] = figure(kpi.targets.get(year, NumberMark.BLANK), kpi)
            cells[percent, column] = _percent(kpi, year)
        when = year_word(kpi.baseline_year, kpi.year_kind, style)
        cells[actual, "base"] = Cell(kpi.baseline, baseline_words(kpi), CellState.TOTAL, tip=when)
        cells[target, "goal"] = Cell(
            kpi.target, target_words(kpi), CellState.TOTAL, tip=target_year_words(kpi, style)
        )
    return cells


def _percent(kpi: Kpi, year: int) -> Cell:
    judged = assess(kpi, year)
    if judged.percent is None:
        return Cell(state=CellState.TOTAL)
    text = f"{judged.rating.value} {format_number(judged.percent, 1)}"
    aim = goal(kpi, year)
    parts = [rating_words(judged.rating.value)]
    if kpi.counting == Counting.CUMULATIVE and isinstance(judged.value, Decimal):
        total = format_number(judged.value, kpi.decimals)
        parts.append(translate(CONTEXT, "sum of the term {n}", n=total))
    if aim is not None:
        parts.append(translate(CONTEXT, "held against {n}", n=format_number(aim, max(kpi.decimals, 1))))
    return Cell(judged.percent, text, CellState.TOTAL, tip="\n".join(parts))


def member_rows(detail: ProjectDetail, kpi: Kpi) -> list[GridRow]:
    """Actuals of every body of the region that takes part or has figures."""
    taking = {member.municipality_id for member in detail.members} | {
        body for body, _year in kpi.member_actuals
    }
    parse, show = partial(parse_figure, kpi.unit), partial(show_figure, kpi.decimals)
    return [
        GridRow(f"{kpi.id}:actual:{body.id}", body_name(body), mark=body_mark(body), parse=parse, show=show)
        for body in detail.bodies
        if body.id in taking and not body.is_outside
    ]


def member_cells(detail: ProjectDetail, kpi: Kpi, years: Sequence[int], year: int) -> dict[Key, Cell]:
    """Figures of the bodies with their ratings."""
    cells: dict[Key, Cell] = {}
    for row in member_rows(detail, kpi):
        body = row.key.rpartition(":")[2]
        for one in years:
            cells[row.key, str(one)] = figure(kpi.member_actuals.get((body, one), NumberMark.BLANK), kpi)
        own = member_kpi(kpi, body)
        rating = latest(own, year).rating if own is not None else Rating.NONE
        cells[row.key, "rating"] = Cell(None, rating.value, CellState.TOTAL, tip=rating_words(rating.value))
    return cells


def edit_of(edit: CellEdit) -> KpiEdit:
    """A finished entry as a change of a figure."""
    kpi, kind, body = edit.row.split(":")
    value = edit.value if isinstance(edit.value, Decimal | NumberMark) else NumberMark.BLANK
    return KpiEdit(kpi, int(edit.column), ValueKind(kind), value, body or None)


def kpi_chart(kpi: Kpi, year: int, style: DateStyle) -> ChartData:
    """Actuals as a line, targets dashed to the final one."""
    years = [one for one in kpi_years([kpi], year) if one >= year - 5]
    words = [year_word(one, kpi.year_kind, style) for one in years]
    aims: list[float | None] = []
    for one in years:
        written = kpi.targets.get(one)
        final = kpi.target if one == kpi.target_year else None
        aim = written if isinstance(written, Decimal) else final
        aims.append(None if aim is None else float(aim))
    reached = [kpi.actuals.get(one) for one in years]
    actuals = [float(value) if isinstance(value, Decimal) else None for value in reached]
    series = [Series(_t("Actual"), actuals)]
    if any(value is not None for value in aims):
        series.append(Series(_t("Target"), aims, "target", "text2"))
    at = years.index(year) if year in years else -1
    return ChartData(kpi.name, words, series, kpi.unit, at, kpi.decimals)
