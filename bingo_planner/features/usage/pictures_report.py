"""Pictures of use on paper: heat tables on the printed ramp, stacked bars whose totals stand above."""

from __future__ import annotations

from decimal import Decimal

from bingo_planner.features.usage.pictures_state import Cell as HeatCell
from bingo_planner.features.usage.pictures_state import Chart, Heat, Line
from bingo_planner.kernel.i18n import language
from bingo_planner.reports.charts import Bars, BarSeries, Fill
from bingo_planner.reports.model import Cell, Column, Figure, Row, RowKind, Table, Value

TONES = (Fill.R1, Fill.R2, Fill.R3, Fill.R4)
_LAYERS = (Fill.R4, Fill.R2, Fill.HATCH, Fill.R1, Fill.DIAGONAL, Fill.WHITE)
"""Layers of stacked bars: neighbours differ in grey or by hatch."""
_STEPS = 7


def heat_table(picture: Heat) -> Table:
    """The matrix with its figures on four steps of the printed ramp."""
    names = 96.0 if language() == "ja" else 104.0
    columns = [Column(picture.corner, width=names)]
    columns += [Column(head, align="right") for head in picture.columns]
    rows = [_row(line) for line in picture.lines]
    return Table(tuple(columns), tuple(rows), picture.title, picture.sentence, size=8.0)


def _row(line: Line) -> Row:
    cells: list[Value] = [line.name, *(_cell(cell) for cell in line.cells)]
    return Row(tuple(cells), RowKind.TOTAL if line.is_sum else RowKind.PLAIN)


def _cell(cell: HeatCell) -> Value:
    shade = None if cell.step is None else TONES[cell.step * len(TONES) // _STEPS]
    return Cell(cell.text, grey=cell.is_pending, shade=shade)


def month_bars(picture: Chart) -> Figure:
    """Bars by month, stacked where the picture has classes; a month without figures has no bar and no total."""
    layers = tuple(
        BarSeries(
            run.name if len(picture.runs) > 1 else "",
            tuple(float(one) if isinstance(one, Decimal) else 0.0 for one in run.figures),
            _LAYERS[at % len(_LAYERS)] if len(picture.runs) > 1 else Fill.R3,
        )
        for at, run in enumerate(picture.runs)
    )
    bars = Bars(picture.months, layers, picture.totals, remark=f"（{picture.unit}）" if picture.unit else "")
    return Figure(bars, picture.title, picture.sentence, picture.sentence)
