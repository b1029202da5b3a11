"""Cells of a table: which words, in which weight and ink, in how many lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark, format_mark, format_number
from bingo_planner.reports.charts import Spark
from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import DEEP, GREY, INK, WHITE, Colour
from bingo_planner.reports.model import Align, Cell, Column, Ink, Row, RowKind, Table, Text, Value
from bingo_planner.reports.paragraph import Line, set_lines, set_one
from bingo_planner.reports.styles import Style
from bingo_planner.reports.tones import Fill

LEAST_SHRINK: Final = 0.85
PENDING_SIZE: Final = 7.5


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell ready to be drawn: `x` and `width` are those of its text, padding taken off."""

    lines: Sequence[Line]
    x: float
    width: float
    size: float
    leading: float
    colour: Colour
    align: Align
    spark: Spark | None = None
    ruled: bool = False
    shade: Fill | None = None


def words_of(value: Value) -> Text:
    """The words of a value; whole and decimal numbers as officials write them."""
    if isinstance(value, Cell):
        return value.text
    if isinstance(value, Mark):
        return format_mark(value)
    if isinstance(value, str):
        return value
    if isinstance(value, Spark):
        return ""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return format_number(value, -exponent if isinstance(exponent, int) and exponent < 0 else 0)


def bare(text: Text) -> str:
    """Cell text without emphasis, cleaned for drawing."""
    return clean(text if isinstance(text, str) else "".join(piece.text for piece in text))


@lru_cache(maxsize=256)
def cell_style(size: float, leading: float, bold: bool) -> Style:
    """The style of words in a cell."""
    return Style(f"cell-{size}-{bold}", "PBT" if bold else "PGT", size, leading, bold="PBT")


class CellMaker:
    """Lays out the cells of one table."""

    def __init__(
        self,
        table: Table,
        x: Sequence[float],
        widths: Sequence[float],
        pad: float,
        warn: Callable[[Callable[[], str]], None],
        words: Callable[[Text], tuple[Ink, ...]],
    ) -> None:
        self._table, self._x, self._widths, self._pad = table, x, widths, pad
        self._warn, self._words = warn, words
        self._leading = table.leading or round(table.size * 1.5, 2)

    def row(self, row: Row) -> list[LaidCell]:
        """The cells of a row; a GROUP row's only cell goes across the table."""
        cells: list[LaidCell] = []
        place = 0
        for value in row.cells:
            span = value.span if isinstance(value, Cell) else 1
            if row.kind is RowKind.GROUP:
                span = len(self._widths)
            if place + span > len(self._widths):
                raise ValueError(f"a row of the table “{self._table.caption}” has more cells than columns")
            cells.append(self._cell(value, row, place, span))
            place += span
        return cells

    def head(
        self, column: Column, place: int, span: int, size: float, leading: float, *, ruled: bool = False
    ) -> LaidCell:
        """A head of one or several columns."""
        x, width = self._room(place, span)
        style = Style(f"head-{size}", "PG", size, leading)
        lines = self._lines(column.head, style, width)
        return LaidCell(lines, x, width, size, leading, GREY, column.align, ruled=ruled)

    def _room(self, place: int, span: int) -> tuple[float, float]:
        return self._x[place] + self._pad, sum(self._widths[place : place + span]) - 2 * self._pad

    def _cell(self, value: Value, row: Row, place: int, span: int) -> LaidCell:
        x, width = self._room(place, span)
        indent = self._indent(row) if place == 0 else 0.0
        column = self._table.columns[place]
        align = (isinstance(value, Cell) and value.align) or (
            "left" if row.kind is RowKind.GROUP else column.align
        )
        size, colour = self._table.size, self._colour(value, row)
        if value is Mark.PENDING:
            size = min(size, PENDING_SIZE)
        spark = value if isinstance(value, Spark) else None
        text = words_of(value)
        bold = row.kind not in (RowKind.PLAIN, RowKind.PART) or (isinstance(value, Cell) and value.bold)
        width -= indent
        if align != "left" and isinstance(text, str):
            lines, size = self._figures(bare(text), "PBT" if bold else "PGT", size, width, row)
        else:
            lines = self._lines(text, cell_style(size, self._leading, bold), width)
        shade = value.shade if isinstance(value, Cell) else None
        if shade is Fill.R4:
            colour = WHITE
        return LaidCell(lines, x + indent, width, size, self._leading, colour, align, spark, shade=shade)

    def _colour(self, value: Value, row: Row) -> Colour:
        if row.kind is RowKind.GROUP:
            return DEEP
        grey = value is Mark.PENDING or (isinstance(value, Cell) and value.grey)
        return GREY if grey else INK

    @staticmethod
    def _indent(row: Row) -> float:
        if row.kind is RowKind.PART:
            return 8.0 * row.indent + (12.0 if row.indent else 20.0)
        return 8.0 * (max(row.indent, 1) if row.kind is RowKind.SUBTOTAL else row.indent)

    def _figures(
        self, text: str, face: str, size: float, width: float, row: Row
    ) -> tuple[Sequence[Line], float]:
        """Figures of a cell, one above the other where there are two; all in the size of the widest."""
        if "\n" not in text:
            line, least = self._unbroken(text, face, size, width, row)
            return (line,), least
        made = [self._unbroken(part, face, size, width, row) for part in text.split("\n")]
        return tuple(line for line, _ in made), min(least for _, least in made)

    def _unbroken(self, text: str, face: str, size: float, width: float, row: Row) -> tuple[Line, float]:
        """A figure never wraps: it is shrunk to 85 % at most, and reported when that is not enough."""
        line = set_one(text, face)
        needed = line.width * size / 1000
        if needed <= width + 0.05 or width <= 0:
            return line, size
        factor = width / needed
        if factor < LEAST_SHRINK:
            first = bare(words_of(row.cells[0])) if row.cells else ""
            self._warn(
                lambda: translate(
                    "reports",
                    "“{text}” in the row “{row}” of the table “{table}” is wider than its column.",
                    text=text,
                    row=first,
                    table=self._table.caption,
                )
            )
        return line, round(size * max(factor, LEAST_SHRINK), 2)

    def _lines(self, text: Text, style: Style, width: float) -> Sequence[Line]:
        if isinstance(text, str):
            words = clean(text)
            if "\n" not in words:
                line = set_one(words, style.face)
                if line.width * style.size / 1000 <= width:
                    return (line,)
            return set_lines((Ink(words),), style, width)
        return set_lines(self._words(text), style, width)
