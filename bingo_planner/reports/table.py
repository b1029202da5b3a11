"""The one table of every paper: measured columns, wrapped words, unbreakable figures, heads that repeat over pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bingo_planner.kernel.i18n import translate
from bingo_planner.reports.blocks import ASCENT, Block, draw_lines
from bingo_planner.reports.columns import column_widths
from bingo_planner.reports.figures.fills import fill_box
from bingo_planner.reports.grid import GREY, HAIR, MID, WASH, B
from bingo_planner.reports.model import Align, Column, Ink, RowKind, Table, Text
from bingo_planner.reports.paragraph import Line
from bingo_planner.reports.pen import Pen
from bingo_planner.reports.sparks import draw_spark
from bingo_planner.reports.styles import CAPTION, NOTE
from bingo_planner.reports.tablecells import CellMaker, LaidCell
from bingo_planner.reports.text import pieces

_BOLD_KINDS: Final = frozenset({RowKind.TOTAL, RowKind.SUBTOTAL})
_WHOLE_ROWS: Final = 8
_WHOLE_HEIGHT: Final = 200.0
"""A table this short goes to the next page rather than part."""


@dataclass(slots=True)
class LaidRow:
    """A row ready to be drawn."""

    cells: list[LaidCell]
    height: float
    kind: RowKind


@dataclass(slots=True)
class Laid:
    """A whole table laid out; parts of it on several pages share it."""

    table: Table
    x: list[float]
    widths: list[float]
    head: list[LaidRow]
    rows: list[LaidRow]
    caption: Sequence[Line]
    note: Sequence[Line]
    pad_x: float


class TableBlock(Block):
    """A table, or the part of one that stands on one page."""

    def __init__(
        self, laid: Laid, rows: Sequence[LaidRow], *, continued: bool = False, goes_on: bool = False
    ) -> None:
        self.laid, self.rows, self.continued, self.goes_on = laid, rows, continued, goes_on
        self.before = 0.75 * B if laid.caption else 0.4 * B
        self.after = 0.75 * B
        self.group = 0
        if laid.table.open_style:
            self.before = self.after = 0.0
        self.key = "" if continued else laid.table.key

    def height(self) -> float:
        return self._fixed() + sum(row.height for row in self.rows) + self._note_height()

    def _fixed(self) -> float:
        caption = len(self.laid.caption) * CAPTION.leading + 4 if self.laid.caption else 0.0
        return caption + sum(row.height for row in self.laid.head)

    def _note_height(self) -> float:
        return 0.0 if self.goes_on or not self.laid.note else 4 + len(self.laid.note) * NOTE.leading

    def first(self) -> float:
        return self._fixed() + sum(row.height for row in self.rows[:3])

    def _parts_badly(self, fit: int) -> bool:
        """A group's name last on a page, or a sum first on the next one."""
        return self.rows[fit - 1].kind is RowKind.GROUP or self.rows[fit].kind in _BOLD_KINDS

    def split(self, room: float) -> "tuple[TableBlock, TableBlock] | None":
        if len(self.rows) <= _WHOLE_ROWS and self.height() < _WHOLE_HEIGHT:
            return None
        left = room - self._fixed() + 0.01
        fit = 0
        for row in self.rows:
            if row.height > left:
                break
            left -= row.height
            fit += 1
        fit = min(fit, len(self.rows) - 2) if len(self.rows) > 3 else min(fit, len(self.rows) - 1)
        while 0 < fit < len(self.rows) and self._parts_badly(fit):
            fit -= 1
        least = 1 if len(self.rows) <= 3 else 2
        if fit < least:
            return self._split_row(room)
        fit = self._before_group(fit)
        return self._parts(self.rows[:fit], self.rows[fit:])

    def _before_group(self, fit: int) -> int:
        """Rather before a group than within it, so that no page holds its last few rows alone.

        What goes over with them must find room where the upper part stood, and half of that must stay.
        """
        rest = sum(row.height for row in self.rows[fit:])
        upper = sum(row.height for row in self.rows[:fit])
        for at in range(fit, fit // 2, -1):
            if self.rows[at].kind is RowKind.GROUP:
                moved = sum(row.height for row in self.rows[at:fit])
                return at if moved + rest <= upper else fit
        return fit

    def _parts(self, upper: Sequence[LaidRow], lower: Sequence[LaidRow]) -> "tuple[TableBlock, TableBlock]":
        above = TableBlock(self.laid, upper, continued=self.continued, goes_on=True)
        below = TableBlock(self.laid, lower, continued=True, goes_on=self.goes_on)
        above.group = below.group = self.group
        above.key = self.key
        return above, below

    def _split_row(self, room: float) -> "tuple[TableBlock, TableBlock] | None":
        """Part a row that no page could hold between its lines."""
        row = self.rows[0]
        if row.height < 400:
            return None
        pads = 2 * self.laid.table.pad
        leading = max(cell.leading for cell in row.cells)
        lines = int((room - self._fixed() - pads) // leading)
        if lines < 2:
            return None
        upper = [replace(cell, lines=cell.lines[:lines]) for cell in row.cells]
        lower = [replace(cell, lines=cell.lines[lines:]) for cell in row.cells]
        rest = max(len(cell.lines) for cell in lower) * leading + pads
        top = LaidRow(upper, lines * leading + pads, row.kind)
        return self._parts([top], [LaidRow(lower, rest, row.kind), *self.rows[1:]])

    def draw(self, pen: Pen, x: float, top: float) -> None:
        self.group = self.group or pen.new_group()
        laid = self.laid
        if laid.caption:
            self._draw_caption(pen, x, top)
            top -= len(laid.caption) * CAPTION.leading + 4
        if not laid.table.open_style:
            with pen.marked(""):
                pen.rule(x, top, self._width(), 0.8)
        for number, row in enumerate(laid.head):
            self._draw_cells(pen, x, top, row, "TH", number)
            top -= row.height
        self._draw_head_rules(pen, x, top)
        for number, row in enumerate(self.rows):
            self._draw_row(pen, x, top, row, number)
            top -= row.height
        if laid.note and not self.goes_on:
            with pen.marked("P"):
                draw_lines(pen, laid.note, x, top - 4, NOTE.size, NOTE.leading, NOTE.colour)

    def _width(self) -> float:
        return self.laid.x[-1] + self.laid.widths[-1]

    def _draw_caption(self, pen: Pen, x: float, top: float) -> None:
        with pen.marked("Caption" if not self.continued else ""):
            draw_lines(pen, self.laid.caption, x, top, CAPTION.size, CAPTION.leading, CAPTION.colour)
            if self.continued:
                words = translate("reports", "(continued)")
                baseline = top - (CAPTION.leading - CAPTION.size) / 2 - ASCENT * CAPTION.size
                pen.text(x + self._width(), baseline, words, "PG", 7.5, GREY, "right")

    def _draw_head_rules(self, pen: Pen, x: float, bottom: float) -> None:
        laid = self.laid
        if not laid.head:
            return
        with pen.marked(""):
            if laid.table.open_style:
                pen.rule(x, bottom, self._width(), 0.4, MID)
            else:
                pen.rule(x, bottom, self._width(), 0.5)
            if len(laid.head) == 2:
                for cell in laid.head[0].cells:
                    if cell.ruled:
                        left = x + cell.x - laid.pad_x
                        pen.rule(left + laid.pad_x, bottom + laid.head[1].height, cell.width, 0.4, HAIR)

    def _draw_row(self, pen: Pen, x: float, top: float, row: LaidRow, number: int) -> None:
        width = self._width()
        with pen.marked(""):
            if row.kind in _BOLD_KINDS:
                pen.box(x, top - row.height, width, row.height, WASH)
            for cell in row.cells:
                if cell.shade is not None:
                    pad = self.laid.pad_x
                    left, wide = x + cell.x - pad, cell.width + 2 * pad
                    fill_box(
                        pen, cell.shade, left + 0.4, top - row.height + 0.4, wide - 0.8, row.height - 0.8
                    )
            self._rule_above(pen, x, top, width, number)
            if number == len(self.rows) - 1:
                self._foot_rule(pen, x, top - row.height, width)
        self._draw_cells(pen, x, top, row, "TD", len(self.laid.head) + number)

    def _rule_above(self, pen: Pen, x: float, top: float, width: float, number: int) -> None:
        if number == 0:
            return
        kind, before = self.rows[number].kind, self.rows[number - 1].kind
        if kind in (RowKind.TOTAL, RowKind.SUBTOTAL):
            pen.rule(x, top, width, 0.5)
        elif kind is RowKind.GROUP or before is RowKind.SUBTOTAL:
            pen.rule(x, top, width, 0.5, MID)
        else:
            pen.rule(x, top, width, 0.25, HAIR)

    def _foot_rule(self, pen: Pen, x: float, y: float, width: float) -> None:
        if self.goes_on:
            pen.rule(x, y, width, 0.25, HAIR)
        elif not self.laid.table.open_style:
            pen.rule(x, y, width, 0.8)

    def _draw_cells(self, pen: Pen, x: float, top: float, row: LaidRow, role: str, number: int) -> None:
        pad = self.laid.table.pad
        group = (self.group << 20) | number
        if role == "TD" and self.continued:
            group |= 1 << 19  # rows of a later page never share a number with rows above
            group += len(pen.page.marks)
        for cell in row.cells:
            middle = (row.height - 2 * pad - len(cell.lines) * cell.leading) / 2 if role == "TH" else 0.0
            with pen.marked(role, group=group):
                draw_cell(pen, cell, x, top - pad - middle)


def draw_cell(pen: Pen, cell: LaidCell, x: float, top: float) -> None:
    """One cell: its lines aligned in its width, or its mini line."""
    if cell.spark is not None:
        draw_spark(pen, cell.spark, x + cell.x, top - cell.leading / 2, cell.width)
        return
    for line in cell.lines:
        slack = cell.width - line.width * cell.size / 1000
        shift = slack if cell.align == "right" else slack / 2 if cell.align == "center" else 0.0
        draw_lines(pen, (line,), x + cell.x + shift, top, cell.size, cell.leading, cell.colour)
        top -= cell.leading


def lay_table(
    table: Table,
    width: float,
    caption: Sequence[Line],
    note: Sequence[Line],
    warn: Callable[[Callable[[], str]], None],
    words: Callable[[Text], tuple[Ink, ...]] = pieces,
) -> TableBlock:
    """Lay out a whole table for a width in points; `words` fills references in cells made of pieces."""
    pad_x = 2.5 if table.open_style else 3.5
    widths = column_widths(table, width, pad_x)
    x = [sum(widths[:i]) for i in range(len(widths))]
    maker = CellMaker(table, x, widths, pad_x, warn, words)
    head = [] if table.headless else _head_rows(table, maker)
    rows: list[LaidRow] = []
    for row in table.rows:
        cells = maker.row(row)
        tallest = max((max(len(cell.lines), 1) * cell.leading for cell in cells), default=0.0)
        rows.append(LaidRow(cells, tallest + 2 * table.pad, row.kind))
    return TableBlock(Laid(table, x, widths, head, rows, caption, note, pad_x), rows)


def _head_rows(table: Table, maker: CellMaker) -> list[LaidRow]:
    size = min(table.size - 0.5, 8.0)
    leading = size * 1.32
    lower = [maker.head(column, i, 1, size, leading) for i, column in enumerate(table.columns)]
    rows = [lower]
    if any(column.over for column in table.columns):
        rows.insert(0, _spanning_heads(table.columns, maker, size, leading))
    pads = 2 * max(table.pad, 1.6)
    return [
        LaidRow(cells, max([len(c.lines) * leading for c in cells], default=leading) + pads, RowKind.PLAIN)
        for cells in rows
    ]


def _spanning_heads(
    columns: Sequence[Column], maker: CellMaker, size: float, leading: float
) -> list[LaidCell]:
    cells: list[LaidCell] = []
    i = 0
    while i < len(columns):
        span = 1
        while i + span < len(columns) and columns[i].over and columns[i + span].over == columns[i].over:
            span += 1
        if columns[i].over:
            align: Align = "center" if span > 1 else columns[i].align
            cells.append(
                maker.head(Column(columns[i].over, align=align), i, span, size, leading, ruled=span > 1)
            )
        i += span
    return cells
