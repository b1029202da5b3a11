"""The one-page sheet of labelled rows: a project, a person, anything that must fit one page to be compared."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bingo_planner.reports.blocks import Block, Drawn, bullet_list, draw_lines, text_block
from bingo_planner.reports.charts import Schedule
from bingo_planner.reports.figures import draw_schedule, schedule_height
from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import DEEP, GREY, HAIR, INK, MID
from bingo_planner.reports.maker import Maker
from bingo_planner.reports.model import (
    Bullets,
    Dated,
    Members,
    Paragraph,
    Sheet,
    SheetContent,
    SheetRow,
    Table,
)
from bingo_planner.reports.paragraph import Line, set_lines, set_one
from bingo_planner.reports.pen import Pen
from bingo_planner.reports.styles import RECORD, SHEET, SHEET_SMALL, SHEET_TIGHT, Style

LABEL: Final = 76.0
_LABEL_STYLE: Final = Style("sheet-label", "PB", 8.3, 12, DEEP)
_SUB_STYLE: Final = Style("sheet-sub", "PG", 7.3, 11, GREY)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How tightly a sheet is set: its text style, row padding, and how many dated lines are kept."""

    style: Style
    pad: float
    dated: int


_FITS: Final = (_Fit(SHEET, 6.0, 0), _Fit(SHEET_TIGHT, 5.0, 0), _Fit(SHEET_TIGHT, 4.0, 3))


def sheet_blocks(sheet: Sheet, maker: Maker, width: float, height: float) -> tuple[list[Block], int]:
    """The rows of a sheet, set tighter step by step until they fit; and on how many pages they stand."""
    blocks: list[Block] = []
    for fit in _FITS:
        blocks = [_head(sheet, width), *(_row(row, fit, maker, width) for row in sheet.rows)]
        if sum(block.height() for block in blocks) <= height - 1:
            return _closed(blocks, width), 1
    return _overflowing(sheet, blocks, width, height)


def _closed(blocks: list[Block], width: float) -> list[Block]:
    last = blocks[-1]

    def paint(pen: Pen, x: float, top: float) -> None:
        last.draw(pen, x, top)
        with pen.marked(""):
            pen.rule(x, top - last.height(), width, 0.8)

    return [*blocks[:-1], Drawn(last.height(), paint)]


def _overflowing(sheet: Sheet, blocks: list[Block], width: float, height: float) -> tuple[list[Block], int]:
    """Rows that do not fit go on under a repeated head; a row too tall for that is parted."""
    waiting = list(reversed(blocks))
    placed: list[Block] = []
    used, pages = 0.0, 1
    while waiting:
        block = waiting.pop()
        parts = block.split(height - used) if used + block.height() > height else None
        if parts is not None:
            block, rest = parts
            waiting.append(rest)
        elif placed and used + block.height() > height and len(placed) > 1:
            placed.append(_head(sheet, width, again=True))
            used = placed[-1].height()
            pages += 1
        placed.append(block)
        used += block.height()
    return _closed(placed, width), pages


def _head(sheet: Sheet, width: float, *, again: bool = False) -> Block:
    title = set_one(clean(sheet.title), "PB")
    code = clean(sheet.code)

    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.marked("P"):
            wide = pen.text(x, top - 9, clean(sheet.area), "PB", 8, DEEP)
            field, left = set_one(clean(sheet.field), "PG"), wide + (12 if wide else 0)
            pen.line(x + left, top - 9, field, min(8.0, (width - left) / max(field.width / 1000, 1.0)), GREY)
        right = x + width - _status(pen, sheet, x + width, top - 36)
        with pen.marked("H2"):
            start = x
            if code:
                start += pen.text(x, top - 38, code, "PG", 13, MID) + 11
            size = min(17.0, 17.0 * (right - start - 10) / max(title.width * 0.017, 1.0))
            pen.line(start, top - 38, title, round(size, 2), DEEP)
        with pen.marked(""):
            pen.rule(x, top - 53, width, 1.2, DEEP)

    return Drawn(54.0, paint, keep=again)


def _status(pen: Pen, sheet: Sheet, right: float, baseline: float) -> float:
    """Term and boxed status at the right; returns the width used."""
    used = 0.0
    with pen.marked("P"):
        if sheet.status:
            words = set_one(clean(sheet.status), "PB")
            wide = words.width * 0.0083 + 14
            pen.outline_box(right - wide, baseline - 5, wide, 15, 0.8, DEEP)
            pen.line(right - wide + 7, baseline, words, 8.3, DEEP)
            used = wide + 8
        if sheet.term:
            used += pen.text(right - used, baseline, clean(sheet.term), "PG", 8.3, INK, "right")
    return used


def _row(row: SheetRow, fit: _Fit, maker: Maker, width: float) -> Block:
    label = set_lines(maker.words(row.label), _LABEL_STYLE, LABEL - 4)
    sub = set_lines(maker.words(row.sub), _SUB_STYLE, LABEL - 4)
    content = _content(row.content, fit, maker, width - LABEL)
    label_height = len(label) * _LABEL_STYLE.leading + len(sub) * _SUB_STYLE.leading
    return _RowBlock(label, sub, content, label_height, fit.pad, width)


class _RowBlock(Block):
    """A labelled row; it can be parted where its content can."""

    def __init__(
        self,
        label: Sequence[Line],
        sub: Sequence[Line],
        content: Block,
        label_height: float,
        pad: float,
        width: float,
    ) -> None:
        self._label, self._sub, self._content = label, sub, content
        self._label_height, self._pad, self._width = label_height, pad, width

    def height(self) -> float:
        return max(self._content.height(), self._label_height) + 2 * self._pad

    def split(self, room: float) -> "tuple[Block, Block] | None":
        if room < 120 and self.height() < 400:
            return None
        parts = self._content.split(room - 2 * self._pad)
        if parts is None:
            return None
        upper, lower = parts
        rest = _RowBlock(self._label, self._sub, lower, self._label_height, self._pad, self._width)
        return _RowBlock(self._label, self._sub, upper, self._label_height, self._pad, self._width), rest

    def draw(self, pen: Pen, x: float, top: float) -> None:
        upper = top - self._pad - 1.2
        with pen.marked("P"):
            draw_lines(pen, self._label, x, upper, _LABEL_STYLE.size, _LABEL_STYLE.leading, DEEP)
            below = upper - len(self._label) * _LABEL_STYLE.leading
            draw_lines(pen, self._sub, x, below, _SUB_STYLE.size, _SUB_STYLE.leading, GREY)
        self._content.draw(pen, x + LABEL, top - self._pad)
        with pen.marked(""):
            pen.rule(x, top - self.height(), self._width, 0.25, HAIR)


def _content(content: SheetContent, fit: _Fit, maker: Maker, width: float) -> Block:
    match content:
        case Paragraph():
            style = SHEET_SMALL if content.style in ("small", "note") else fit.style
            return text_block(maker.words(content.text), style, width)
        case Bullets():
            items = [maker.words(item) for item in content.items]
            return bullet_list(items, replace(fit.style, hang=False), width, numbered=content.numbered)
        case Table():
            return maker.table(replace(content, open_style=True, caption="", key="", numbered=False), width)
        case Schedule():
            return _schedule(content, width)
        case Members():
            return _members(content, width)
        case Dated():
            return _dated(content, fit, maker, width)
        case _:
            return text_block(maker.words(content), fit.style, width)


def _schedule(chart: Schedule, width: float) -> Block:
    words = "、".join(row.label for row in chart.rows)

    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.marked("Figure", words):
            draw_schedule(pen, chart, x, top, width)

    return Drawn(schedule_height(chart), paint)


def _members(members: Members, width: float) -> Block:
    step = width / max(len(members.bodies), 1)
    per_row = max(min(len(members.bodies), int(width / 40)), 1)
    rows = -(-len(members.bodies) // per_row)
    step = width / per_row

    def paint(pen: Pen, x: float, top: float) -> None:
        for i, (name, mark) in enumerate(members.bodies):
            middle = x + step * (i % per_row + 0.5)
            y = top - 24.0 * (i // per_row)
            words = set_one(clean(name), "PB" if mark == "◎" else "PG")
            size = min(8.0, 8.0 * (step - 3) / max(words.width * 0.008, 1.0))
            with pen.marked("P"):
                pen.line(middle - words.width * size / 2000, y - 8, words, round(size, 2))
                pen.text(
                    middle,
                    y - 20.5,
                    clean(mark),
                    "PG",
                    10,
                    DEEP if mark in ("◎", "●", "○") else GREY,
                    "center",
                )

    return Drawn(24.0 * rows, paint)


def _dated(dated: Dated, fit: _Fit, maker: Maker, width: float) -> Block:
    kept = dated.lines[-fit.dated :] if fit.dated else dated.lines
    when_width = 62.0
    laid: list[tuple[Line, Sequence[Line]]] = [
        (set_one(clean(when), "PGT"), set_lines(maker.words(text), SHEET_SMALL, width - when_width))
        for when, text in kept
    ]
    height = sum(max(len(lines), 1) * SHEET_SMALL.leading for _, lines in laid)

    def paint(pen: Pen, x: float, top: float) -> None:
        for when, lines in laid:
            with pen.marked("P"):
                draw_lines(pen, (when,), x, top, SHEET_SMALL.size, SHEET_SMALL.leading, INK)
                draw_lines(pen, lines, x + when_width, top, SHEET_SMALL.size, SHEET_SMALL.leading, INK)
            top -= max(len(lines), 1) * SHEET_SMALL.leading

    return Drawn(max(height, RECORD.leading), paint)
