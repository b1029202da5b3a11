"""What the grid says: about a selection, and about what became of a pasted block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui.grid_model import Cell, CellEdit, CellState, GridModel, Key, as_decimal


@dataclass(frozen=True)
class PasteResult:
    """What became of a pasted block; `refused` stand in their cells with the reason."""

    rows: int = 0
    columns: int = 0
    accepted: Sequence[CellEdit] = ()
    refused: Sequence[CellEdit] = ()
    outside: int = 0

    def words(self) -> str:
        """「20行5列を貼り付けました。3つのセルは読めなかったため色を付けています。」"""
        parts = [
            translate("uikit", "Pasted {rows} rows, {columns} columns.", rows=self.rows, columns=self.columns)
        ]
        if self.refused:
            parts.append(
                translate("uikit", "{n} cells could not be read and are marked.", n=len(self.refused))
            )
        if self.outside:
            parts.append(
                translate(
                    "uikit",
                    "{n} cells were locked or outside and stayed as they were.",
                    n=self.outside,
                )
            )
        return ("" if language() == "ja" else " ").join(parts)


def selection_words(model: GridModel, key: Key | None, places: Sequence[tuple[int, int]]) -> str:
    """「因島 × 竹原市 | 選択 1  合計 6  平均 6.0」; says what the sum leaves out; of one cell its figure."""
    here = model.place_of(key) if key else None
    if here is None or not places:
        return ""
    title = f"{model.rows[here[0]].title} × {model.columns[here[1] - 1].title}"
    inside = [place for place in places if place[1] > 0 and model.rows[place[0]].kind != "group"]
    words = _counted([model.cell(*place) for place in inside])
    return f"{title} | {words}" if words else title


def _counted(cells: Sequence[Cell]) -> str:
    figures = [value for value in (as_decimal(cell.value) for cell in cells) if value is not None]
    decimals = max(0, *(-int(value.as_tuple().exponent) for value in figures), 0) if figures else 0
    if len(cells) == 1:  # its own sum and average say nothing new
        return format_number(figures[0], decimals) if figures else ""
    parts = [translate("uikit", "Selected {n}", n=len(cells))]
    if figures:
        total = sum(figures, Decimal(0))
        mean = format_number(total / len(figures), decimals + 1)
        parts.append(translate("uikit", "Sum {sum}", sum=format_number(total, decimals)))
        parts.append(translate("uikit", "Average {mean}", mean=mean))
        pending = sum(cell.state is CellState.PENDING for cell in cells)
        if pending:
            parts.append(translate("uikit", "without {n} pending", n=pending))
    return "  ".join(parts)
