"""Old and new wording side by side, on landscape pages."""

from collections.abc import Sequence
from dataclasses import replace

from bingo_planner.kernel.i18n import translate
from bingo_planner.reports.blocks import Block, draw_lines, text_block
from bingo_planner.reports.grid import DEEP, GREY, HAIR, INK
from bingo_planner.reports.maker import Maker
from bingo_planner.reports.model import Comparison, Ink
from bingo_planner.reports.paragraph import Line, set_lines
from bingo_planner.reports.pen import Pen
from bingo_planner.reports.styles import COMPARE, HEADINGS, NOTE, SHEET


def comparison(part: Comparison, maker: Maker, key: str) -> list[Block]:
    """Old and new wording side by side under a title."""
    title = text_block(maker.words((Ink(part.title),)), HEADINGS[0], maker.width, "H1", key=key, keep=True)
    blocks: list[Block] = [title]
    if part.lead:
        style = replace(SHEET, name="compare-lead", size=10, leading=16)
        blocks.append(text_block(maker.words(part.lead), style, maker.width, keep=True))
    heads = (
        translate("reports", "Place"),
        part.old_head or translate("reports", "Old"),
        part.new_head or translate("reports", "New"),
        translate("reports", "Reason for the change"),
    )
    blocks.append(_ComparisonTable(part, maker, heads, _comparison_rows(part, maker)))
    if part.note:
        blocks.append(
            text_block(maker.words(part.note), replace(NOTE, name="compare-note", before=4), maker.width)
        )
    return blocks


_COMPARED = (86.0, 232.0, 232.0, 182.0)
_PAD = 6.0


def _comparison_rows(part: Comparison, maker: Maker) -> list[list[Sequence[Line]]]:
    place = replace(COMPARE, name="compare-place", face="PG", size=8.5, leading=13, justify=False)
    rows: list[list[Sequence[Line]]] = []
    for row in part.rows:
        texts = (row.place, row.old, row.new, row.reason)
        styles = (place, COMPARE, COMPARE, COMPARE)
        rows.append(
            [
                set_lines(maker.words(text), style, width - 2 * _PAD)
                for text, style, width in zip(texts, styles, _COMPARED, strict=True)
            ]
        )
    return rows


class _ComparisonTable(Block):
    """Rows of four texts, broken between rows, or inside one that no page could hold."""

    def __init__(
        self, part: Comparison, maker: Maker, heads: Sequence[str], rows: list[list[Sequence[Line]]]
    ) -> None:
        self._part, self._maker, self._heads, self._rows = part, maker, heads, rows
        self.before = 6.0
        self.group = 0

    def _height_of(self, row: Sequence[Sequence[Line]]) -> float:
        return max(max(len(lines) for lines in row), 1) * COMPARE.leading + 9

    def height(self) -> float:
        return 21 + sum(map(self._height_of, self._rows))

    def first(self) -> float:
        return 21 + min(self._height_of(self._rows[0]), 120) if self._rows else 21.0

    def split(self, room: float) -> "tuple[_ComparisonTable, _ComparisonTable] | None":
        left = room - 21
        for i, row in enumerate(self._rows):
            if self._height_of(row) > left:
                return self._part_at(i, int((left - 9) // COMPARE.leading))
            left -= self._height_of(row)
        return None

    def _part_at(self, i: int, lines: int) -> "tuple[_ComparisonTable, _ComparisonTable] | None":
        row = self._rows[i]
        above, below = self._rows[:i], self._rows[i:]
        if self._height_of(row) > 200 and lines > 3:
            above = [*above, [cell[:lines] for cell in row]]
            below = [[cell[lines:] for cell in row], *self._rows[i + 1 :]]
        if not above:
            return None
        return (
            _ComparisonTable(self._part, self._maker, self._heads, above),
            _ComparisonTable(self._part, self._maker, self._heads, below),
        )

    def draw(self, pen: Pen, x: float, top: float) -> None:
        group = pen.new_group() << 20
        with pen.marked(""):
            pen.rule(x, top, self._maker.width, 0.8)
            pen.rule(x, top - 21, self._maker.width, 0.5)
        at = x + _PAD
        for head, width in zip(self._heads, _COMPARED, strict=True):
            with pen.marked("TH", group=group):
                pen.text(at, top - 13.5, head, "PG", 8, GREY)
            at += width
        top -= 21
        for number, row in enumerate(self._rows, 1):
            self._draw_row(pen, x, top, row, group | number, last=number == len(self._rows))
            top -= self._height_of(row)

    def _draw_row(
        self, pen: Pen, x: float, top: float, row: Sequence[Sequence[Line]], group: int, *, last: bool
    ) -> None:
        bottom = top - self._height_of(row)
        at = x + _PAD
        for i, (lines, width) in enumerate(zip(row, _COMPARED, strict=True)):
            size, leading, colour = (8.5, 13.0, DEEP) if i == 0 else (COMPARE.size, COMPARE.leading, INK)
            with pen.marked("TD", group=group):
                draw_lines(pen, lines, at, top - 4.5, size, leading, colour)
            at += width
        with pen.marked(""):
            pen.rule(x, bottom, self._maker.width, 0.8 if last else 0.25, INK if last else HAIR)
