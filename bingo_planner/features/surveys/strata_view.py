"""The grid of strata: what was drawn, sent and returned by town, rates, errors, and how many answers are needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bingo_planner.features.region.form_view import body_mark, wide
from bingo_planner.features.surveys.design_state import TYPED, DesignState, StratumLine, Sums
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark, format_number, parse_integer
from bingo_planner.ui.grid import Cell, CellEdit, CellState, Grid, GridColumn, GridRow, figure_cell
from bingo_planner.ui.grid_model import Key

SUM = "sum"


def _t(text: str, **facts: object) -> str:
    return translate("surveys", text, **facts)


def _parse(text: str) -> object:
    value = parse_integer(text)
    return Mark.BLANK if isinstance(value, Mark) else value


def _show(value: object) -> str:
    return format_number(value) if isinstance(value, int) else ""


class StrataGrid(Grid):
    """Strata by figures. `counted(list of (stratum, field, count or None))` for one cell or a pasted block."""

    counted = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("Strata"), parent, title_fh=wide(8.6, 10.8))
        self.setObjectName("survey_strata")
        self.edited.connect(lambda edit: self.counted.emit([_edit(edit)]))
        self.pasted.connect(lambda edits: self.counted.emit([_edit(one) for one in edits]))

    def render_state(self, state: DesignState) -> None:
        """Every stratum, and all of them together at the foot."""
        held = state.facts is not None and state.facts.batch is not None
        rows = [GridRow(one.id, one.name, mark=body_mark(one.body)) for one in state.lines]
        rows.append(GridRow(SUM, _t("All"), "total"))
        cells: dict[Key, Cell] = {}
        for line in state.lines:
            cells |= _cells(line)
        cells |= _foot(state.sums, state.need_of_all)
        self.set_grid(rows, _columns(state, held), cells, corner=_t("Stratum"), foot=1)
        self.set_read_only(state.frame.read_only)


def _columns(state: DesignState, held: bool) -> list[GridColumn]:
    points = format_number(state.wish.error, 1 if state.wish.error % 1 else 0)
    counted = _t("Counted from the answers that were taken in") if held else ""

    def entry(key: str, title: str, width: float, *, locked: bool = False, tip: str = "") -> GridColumn:
        return GridColumn(key, title, width, locked=locked, tip=tip, parse=_parse, show=_show)

    return [
        entry("population", _t("Population"), wide(5.8, 6.8), tip=_t("Grey: as the source says")),
        entry("sampled", _t("Sample"), wide(5.0, 4.7)),
        entry("mailed", _t("Sent"), wide(4.6, 4.3)),
        entry("undelivered", _t("Came back"), wide(4.2, 4.0)),
        entry("returned", _t("Returns"), wide(4.6, 5.2)),
        GridColumn("return_rate", _t("Return %"), wide(4.8, 4.6), "total"),
        entry("valid", _t("Valid"), 5.0, locked=held, tip=counted),
        GridColumn("rate", _t("Valid %"), wide(5.4, 4.3), "total"),
        GridColumn("error", _t("Error ±"), wide(5.2, 4.8), "total", tip=_t("Points at 50 %, 95 % sure")),
        GridColumn("need", _t("Needed for ±{points}", points=points), wide(5.8, 5.1), "total"),
        GridColumn("letters", _t("To send"), wide(5.6, 4.4), "total"),
    ]


def _cells(line: StratumLine) -> dict[Key, Cell]:
    found: dict[Key, Cell] = {}
    for key in TYPED:
        value = line.valid if key == "valid" else getattr(line.row, key)
        before = None
        if key == "population" and line.people is not None and value is None:
            before = format_number(round(line.people.count))
        cell = figure_cell(Mark.BLANK if value is None else value, _show(value), before=before)
        found[line.id, key] = replace(cell, suggests=True) if before else cell
    found[line.id, "return_rate"] = _rate(line.row.returned, line.mailed)
    found[line.id, "rate"] = _rate(line.valid, line.mailed)
    found |= _worked_out(line.id, line.error, line.need, line.letters)
    return found


def _foot(sums: Sums, whole: int | None) -> dict[Key, Cell]:
    found: dict[Key, Cell] = {}
    for key in TYPED:
        value = getattr(sums, key)
        tip = ""
        if key == "valid" and sums.unknown:
            tip = _t("{n} answers whose town nobody knows are among them", n=sums.unknown)
        found[SUM, key] = Cell(value, _show(value), CellState.TOTAL, tip=tip)
    found[SUM, "return_rate"] = _rate(sums.returned, sums.mailed)
    found[SUM, "rate"] = _rate(sums.valid, sums.mailed)
    found |= _worked_out(SUM, sums.error, sums.need, sums.letters)
    if whole is not None:
        tip = _t("As a whole, without looking at single towns, {n} are enough", n=format_number(whole))
        found[SUM, "need"] = Cell(sums.need, _show(sums.need), CellState.TOTAL, tip=tip)
    return found


def _worked_out(own: str, error: float | None, need: int | None, letters: int | None) -> dict[Key, Cell]:
    text = "" if error is None else format_number(Decimal(repr(error)), 1)
    return {
        (own, "error"): Cell(error, text, CellState.TOTAL),
        (own, "need"): Cell(need, _show(need), CellState.TOTAL),
        (own, "letters"): Cell(letters, _show(letters), CellState.TOTAL),
    }


def _rate(part: int | None, whole: int | None) -> Cell:
    if part is None or not whole:
        return Cell(None, "", CellState.TOTAL)
    share = Decimal(part * 100) / whole
    return Cell(share, format_number(share, 1), CellState.TOTAL)


def _edit(edit: CellEdit) -> tuple[str, str, int | None]:
    return edit.row, edit.column, edit.value if isinstance(edit.value, int) else None


def refusals(grid: Grid, told: Sequence[tuple[str, str, str, str]]) -> None:
    """Mark cells that a rule refused: row, column, text and reason of each."""
    for row, column, text, reason in told:
        grid.refuse((row, column), text, reason)
