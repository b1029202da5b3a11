"""The sheet of a month as the entry grid wants it: rows, columns and cells with their states and words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from bingo_planner.features.region.mark_view import body_mark, wide
from bingo_planner.features.region.model import Body
from bingo_planner.features.usage.figures import read_figure, show_figure
from bingo_planner.features.usage.model import Figure, Measure, Total
from bingo_planner.features.usage.sheets import SUM, Foot, Sheet, SheetCell, SheetLine, per_day, rate
from bingo_planner.features.usage.state import UsageState, View
from bingo_planner.features.usage.words import finding_words
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import Mark as NumberMark
from bingo_planner.kernel.numbers import format_number, parse_integer
from bingo_planner.ui.grid_model import Cell, CellState, GridColumn, GridRow, Key, figure_cell
from bingo_planner.ui.tags import Tag

CAPACITY, DAYS, STATE, FOOT, CHANGE = "capacity", "days", "state", "foot", "change"


def _t(text: str, **facts: object) -> str:
    return translate("usage", text, **facts)


def measure_of(sheet: Sheet, measure_id: str) -> Measure:
    """The measure of a row or column; the sheet's first when neither names one."""
    return next((one for one in sheet.plan.measures if one.id == measure_id), sheet.plan.first)


def grid_columns(state: UsageState, sheet: Sheet, *, compact: bool = False) -> list[GridColumn]:
    """Seats, open days where they count, the figures, their sum and the state of the row; `compact` with less room."""
    locked = state.is_confirmed and not state.may_correct
    found: list[GridColumn] = []
    if sheet.plan.first.capacity_name and sheet.plan.first.by_place:
        name = sheet.plan.first.capacity_name
        found.append(GridColumn(CAPACITY, name, max(3.2 if compact else 3.9, len(name) * 1.0 + 1.3), "total"))
    if state.view is not View.FIGURES:
        found.append(
            GridColumn(
                DAYS, _t("Days"), 4.2, parse=_read_days, locked=locked, tip=_t("Open days of the month")
            )
        )
    kind = "entry" if state.view is View.FIGURES else "total"
    more = 2.6 if state.with_last and state.with_year and state.view is View.FIGURES else 0.0
    for column in sheet.columns:
        measure = measure_of(sheet, column.measure)
        found.append(
            GridColumn(
                column.key,
                _column_title(column.body, column.title, compact=compact or kind != "entry"),
                _width(column.body, kind, compact=compact) + more,
                kind,
                mark=body_mark(column.body),
                locked=locked,
                parse=partial(read_figure, measure),
                show=partial(_show, measure),
                tip=column.title,
            )
        )
    if sheet.adds and len(sheet.columns) > 1:
        found.append(GridColumn(SUM, _t("Sum"), (5.3 if compact else 7.0) + more, "total"))
    found.append(GridColumn(STATE, _t("State"), wide(3.5, 4.2) if compact else 5.0, "state", figures=False))
    return found


def _width(body: Body | None, kind: str, *, compact: bool) -> float:
    if body is None:
        return 8.0
    return 4.25 if compact else 6.15 if kind == "entry" else 5.6


def _column_title(body: Body | None, title: str, *, compact: bool) -> str:
    if body is None or language() == "en":
        return title
    if compact and body.short_name:
        return body.short_name[:2]
    return body.name if len(body.name) <= 4 else body.short_name or body.name


def _read_days(text: str) -> object:
    return parse_integer(text, what=_t("number of days"), unit=_t("days"))


def _show(measure: Measure, value: object) -> str:
    return show_figure(measure, value) if isinstance(value, (Decimal, NumberMark)) else ""


def grid_rows(state: UsageState, sheet: Sheet) -> list[GridRow]:
    """A row for each place (or class, or measure), then the sums."""
    hosts = {body.id: body for body in state.data.bodies} if state.data else {}
    rows = []
    for line in sheet.lines:
        host = hosts.get(line.axis.facility.municipality_id) if line.axis.facility else None
        rows.append(
            GridRow(
                line.axis.key,
                line.axis.title,
                mark=body_mark(host),
                parse=_row_parse(sheet, line),
                tip=_tip(line),
            )
        )
    if len(sheet.lines) > 1 and sums_rows(sheet) and state.view is View.FIGURES:
        note = _t("less {n}", n=sheet.left_out) if sheet.left_out else ""
        tip = _t("without {n} not yet counted", n=sheet.left_out) if sheet.left_out else ""
        rows.append(GridRow(FOOT, _t("Region"), "total", note=note, tip=tip))
        rows.append(GridRow(CHANGE, _t("vs last month"), "note"))
    return rows


def sums_rows(sheet: Sheet) -> bool:
    """Whether the rows are of one measure, so that they may be added up."""
    return not any(line.axis.measure for line in sheet.lines)


def _row_parse(sheet: Sheet, line: SheetLine) -> Callable[[str], object] | None:
    return partial(read_figure, measure_of(sheet, line.axis.measure)) if line.axis.measure else None


def _tip(line: SheetLine) -> str:
    place = line.axis.facility
    if place is None:
        return ""
    return "\n".join(part for part in (place.name, place.kind, place.ages, place.hours) if part)


def grid_cells(state: UsageState, sheet: Sheet) -> dict[Key, Cell]:
    """Every cell of the sheet."""
    cells: dict[Key, Cell] = {}
    data = state.data
    if data is None:
        return cells
    for line in sheet.lines:
        own = line.axis.key
        seats = format_number(line.capacity) if line.capacity is not None else ""
        cells[own, CAPACITY] = Cell(None, seats, CellState.LOCKED)
        cells[own, DAYS] = Cell(Decimal(line.days), str(line.days), CellState.OK)
        for column, cell in zip(sheet.columns, line.cells, strict=True):
            measure = measure_of(sheet, line.axis.measure or column.measure)
            cells[own, column.key] = _cell(state, line, cell, measure)
        cells[own, SUM] = _row_sum(state, sheet, line)
        cells[own, STATE] = _row_state(state, line)
    _foot(cells, state, sheet)
    return cells


def _cell(state: UsageState, line: SheetLine, cell: SheetCell, measure: Measure) -> Cell:
    if state.view is not View.FIGURES:
        return _viewed(state.view, line, cell.figure)
    tips = [finding_words(one) for one in cell.findings]
    if cell.is_corrected:
        tips.append(_t("Corrected after it was confirmed"))
    text = show_figure(measure, cell.figure)
    made = figure_cell(
        cell.figure, text, before=_before(state, measure, cell.last, cell.year), tip="\n".join(tips)
    )
    if not cell.findings or state.is_confirmed:
        return made
    return Cell(made.value, made.text, CellState.CHECK, made.before, tip=made.tip)


def _before(state: UsageState, measure: Measure, last: Figure, year: Figure) -> str | None:
    """Grey figures beside: last month's, last year's, or both with a stroke between."""
    shown = [
        show_figure(measure, one) or "–"
        for wanted, one in ((state.with_last, last), (state.with_year, year))
        if wanted
    ]
    if not shown or set(shown) == {"–"}:
        return None
    return "/".join(shown)


def _viewed(view: View, line: SheetLine, figure: Figure) -> Cell:
    value = per_day(line, figure) if view is View.PER_DAY else rate(line, figure)
    if value is None:
        return figure_cell(figure) if isinstance(figure, NumberMark) else Cell(state=CellState.TOTAL)
    return Cell(value, format_number(value, 1), CellState.LOCKED)


def _row_sum(state: UsageState, sheet: Sheet, line: SheetLine) -> Cell:
    if state.view is not View.FIGURES:
        shown = _viewed(state.view, line, line.total.figure)
        over = state.view is View.RATE and isinstance(shown.value, Decimal) and shown.value > 100
        return Cell(shown.value, shown.text, CellState.CHECK if over else CellState.TOTAL)
    measure = sheet.plan.first
    words = "\n".join(finding_words(one) for one in line.findings)
    before = show_figure(measure, line.last.figure) if state.with_last else None
    cell = _total_cell(measure, line.total, before or None)
    if line.findings and not state.is_confirmed:
        return Cell(cell.value, cell.text, CellState.CHECK, cell.before, tip=words)
    return cell


def _total_cell(measure: Measure, found: Total, before: str | None = None) -> Cell:
    if found.figure is NumberMark.PENDING:
        return Cell(found.figure, show_figure(measure, found.figure), CellState.TOTAL, before)
    text = show_figure(measure, found.figure)
    if not found.left_out or not text:
        return Cell(found.figure, text, CellState.TOTAL, before)
    tip = _t("without {n} not yet counted", n=len(found.left_out))
    return Cell(found.figure, f"※{text}", CellState.TOTAL, before, tip=tip)


def _row_state(state: UsageState, line: SheetLine) -> Cell:
    """How far a row is, in a word or with a count."""
    if line.is_pending:
        tag = Tag(_t("Pending"), "pending", "")
    elif line.blanks == len(line.cells):
        tag = Tag(_t("Late"), "plain", "")
    elif line.blanks:
        return Cell(None, _t("Entering"), CellState.TOTAL)
    elif line.asked and not state.is_confirmed:
        return Cell(
            None,
            str(line.asked),
            CellState.TOTAL,
            tip=_t("{n} to look at", n=line.asked),
            icon=("triangle-alert", "warn"),
        )
    else:
        return Cell(None, "", CellState.TOTAL, tip=_t("Done"), icon=("check", "ok"))
    return Cell(None, tag.text, CellState.TOTAL, tag=tag)


def _foot(cells: dict[Key, Cell], state: UsageState, sheet: Sheet) -> None:
    if len(sheet.lines) < 2 or not sums_rows(sheet):
        return
    if state.view is not View.FIGURES:
        return
    measure = sheet.plan.first
    for column, foot in zip(sheet.columns, sheet.foot, strict=True):
        _put_foot(cells, state, column.key, measure, foot)
    if sheet.whole is not None:
        _put_foot(cells, state, SUM, measure, sheet.whole)
    seats = [line.capacity for line in sheet.lines if line.capacity is not None and line.blanks == 0]
    if seats and not any(line.is_pending for line in sheet.lines if line.blanks == 0):
        cells[FOOT, CAPACITY] = Cell(None, format_number(sum(seats)), CellState.TOTAL)


def _put_foot(cells: dict[Key, Cell], state: UsageState, column: str, measure: Measure, foot: Foot) -> None:
    before = show_figure(measure, foot.last) if state.with_last else ""
    cells[FOOT, column] = Cell(
        foot.now.figure, show_figure(measure, foot.now.figure), CellState.TOTAL, before or None
    )
    if foot.change is not None:
        sign = "+" if foot.change > 0 else ""
        text = f"{sign}{format_number(foot.change, measure.decimals)}"
        cells[CHANGE, column] = Cell(foot.change, text, CellState.TOTAL)
