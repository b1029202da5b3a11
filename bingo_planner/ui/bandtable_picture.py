"""A whole band table as a picture: title, head, every line, legend and notes, also what is scrolled away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

from bingo_planner.ui import theme
from bingo_planner.ui.band_data import BandData, BandRow
from bingo_planner.ui.bands import legend_height, paint_legend
from bingo_planner.ui.bandtable_paint import (
    paint_figure,
    paint_head,
    paint_row_band,
    paint_title,
    wrapped,
)
from bingo_planner.ui.celltext import draw_text, hairline, metrics

_WIDE_FH, _EDGE, _TITLE, _ROW, _GROUP, _DOUBLE, _NOTE = 76.0, 0.8, 2.2, 1.9, 1.65, 2.95, 1.5


def table_picture(data: BandData, widths: Callable[[int], list[int]]) -> QPixmap:
    """The picture, twice as fine as the screen; `widths` gives the columns of a room."""
    now = theme.current()
    columns, edge = widths(now.px(_WIDE_FH)), now.px(_EDGE)
    wide = sum(columns) + 2 * edge
    head = _head_tall(data, columns)
    tall = [_row_tall(data, row) for row in data.rows]
    legend = legend_height(wide - 2 * edge, data.legend)
    notes = [line for note in data.notes for line in _note_lines(note, wide - 2 * edge)]
    whole = now.px(_TITLE) + head + sum(tall) + legend + len(notes) * now.px(_NOTE) + 3 * edge
    made = QPixmap(wide * 2, whole * 2)
    made.setDevicePixelRatio(2.0)
    made.fill(now.color("page"))
    painter = QPainter(made)
    title = QRect(edge, edge // 2, wide - 2 * edge, now.px(_TITLE))
    draw_text(painter, title, data.title, "section", now.color("text"))
    y = title.bottom() + 1
    for at, left, width in _places(columns, edge):
        paint_head(painter, QRect(left, y, width, head), data, at)
    y += head
    for row, height in zip(data.rows, tall, strict=True):
        _paint_row(painter, data, row, columns, QRect(edge, y, wide - 2 * edge, height))
        y += height
    y += edge // 2
    paint_legend(painter, QRect(edge, y, wide - 2 * edge, legend), data.legend)
    y += legend
    for line in notes:
        draw_text(painter, QRect(edge, y, wide - 2 * edge, now.px(_NOTE)), line, "small", now.color("text2"))
        y += now.px(_NOTE)
    painter.end()
    return made


def _places(columns: list[int], left: int) -> list[tuple[int, int, int]]:
    found = []
    for at, width in enumerate(columns):
        found.append((at, left, width))
        left += width
    return found


def _head_tall(data: BandData, columns: list[int]) -> int:
    now, lines = theme.current(), 1
    for at, head in enumerate(data.heads, start=1):
        if head.kind != "band":
            lines = max(
                lines, len(wrapped(head.title, columns[at] - now.px(0.55), now.scale)) + bool(head.below)
            )
    return max(now.px(2.15), lines * metrics("label").height() + now.px(0.9))


def _row_tall(data: BandData, row: BandRow) -> int:
    return theme.current().px(_GROUP if row.kind == "group" else _DOUBLE if data.two_lines else _ROW)


def _note_lines(text: str, width: int) -> list[str]:
    """A note broken between characters."""
    found, line = [], ""
    for sign in text:
        if metrics("small").horizontalAdvance(line + sign) > width:
            found.append(line)
            line = ""
        line += sign
    return [*found, line] if line else found


def _paint_row(painter: QPainter, data: BandData, row: BandRow, columns: list[int], rect: QRect) -> None:
    now = theme.current()
    if row.kind != "line":
        painter.fillRect(rect, now.color("sunken"))
    if row.kind == "group":
        paint_title(painter, rect, row)
    for at, left, width in _places(columns, rect.left()) if row.kind != "group" else ():
        box = QRect(left, rect.top(), width, rect.height())
        painter.save()
        painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        if at == 0:
            paint_title(painter, box, row)
        elif data.heads[at - 1].kind == "band":
            paint_row_band(painter, box, row)
        elif at <= len(row.cells):
            strong = row.kind == "total" or data.heads[at - 1].kind == "sum"
            paint_figure(painter, box, row.cells[at - 1], strong=strong, starred=row.starred and at == 1)
        painter.restore()
    painter.setPen(hairline(now.color("line" if row.kind == "line" else "line2")))
    painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
