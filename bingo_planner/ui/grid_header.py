"""The head of the entry grid: marks, locks, the year at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter

from bingo_planner.ui import icons, theme
from bingo_planner.ui.bandtable_paint import wrapped
from bingo_planner.ui.celltext import LEFT, RIGHT, Face, draw_text, hairline, metrics, text_width
from bingo_planner.ui.grid_model import GridColumn
from bingo_planner.ui.marks import mark_size, paint_mark
from bingo_planner.ui.table_frozen import FrozenHeader

if TYPE_CHECKING:
    from bingo_planner.ui.grid_view import GridView


MOST_LINES = 2


class GridHeader(FrozenHeader):
    """Heads from the column records."""

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self._grid = grid
        self._lines = 1

    def sizeHint(self) -> QSize:
        tall = theme.current().px(2.25) + (self._lines - 1) * metrics("label").height()
        return QSize(super().sizeHint().width(), tall)

    def fit(self) -> bool:
        """As many lines as the longest title needs at the widths at hand; whether that is another number."""
        before, self._lines = self._lines, 1
        for at, column in enumerate(self._grid.cells.columns, start=1):
            if column.mark is None and at < self.count():
                self._lines = max(self._lines, len(self._wrapped(column, self.sectionSize(at))))
        return self._lines != before

    def _wrapped(self, column: GridColumn, width: int) -> tuple[str, ...]:
        now = theme.current()
        room = width - now.px(0.8) - 2 - (now.px(1.25) if column.locked else 0)
        if text_width(column.title, "label") <= room:
            return (column.title,)
        return wrapped(column.title, room, now.scale)[:MOST_LINES]

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        columns = self._grid.cells.columns
        if not rect.isValid() or section > len(columns):
            return
        now = theme.current()
        column = columns[section - 1] if section else None
        ground = "accentSoft" if column is not None and column.current else "sunken"
        painter.fillRect(rect, now.color(ground))
        painter.setPen(hairline(now.color("line2")))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        painter.setPen(hairline(now.color("line")))
        painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom() - 1)
        pad = now.px(0.6)
        if column is None:
            inner = rect.adjusted(now.px(0.75), 0, -pad, 0)
            draw_text(painter, inner, self._grid.cells.corner, "label", now.color("text2"), LEFT)
        else:
            self._paint_title(painter, rect.adjusted(pad, 0, -pad, 0), column)

    def _paint_title(self, painter: QPainter, rect: QRect, column: GridColumn) -> None:
        now = theme.current()
        role: Face = "strong" if column.current else "label"
        ink = now.color("accent" if column.current else "text2")
        room = QRect(rect)
        side = mark_size()
        if column.mark is not None:
            words = text_width(column.title, role)
            if words > rect.width() - side - now.px(0.35):
                # A name cut short says less than the mark alone; the tip has it whole.
                left = rect.center().x() - side // 2
                paint_mark(painter, QRect(left, rect.center().y() - side // 2 + 1, side, side), column.mark)
                return
            left = max(rect.left(), rect.center().x() - (side + now.px(0.35) + words) // 2)
            paint_mark(painter, QRect(left, rect.center().y() - side // 2 + 1, side, side), column.mark)
            room.setLeft(left + side + now.px(0.35))
            draw_text(painter, room, column.title, role, ink, LEFT)
            spare = rect.right() - room.left() - words
            if column.locked and spare > now.px(1.1):
                self._paint_lock(painter, rect.right() - now.px(0.9), rect)
            return
        align = RIGHT if column.figures and column.kind != "state" else LEFT
        whole = rect.width() + 2 * now.px(0.6)
        lines = self._wrapped(column, whole) if self._lines > 1 else (column.title,)
        tall = metrics("label").height()
        top = rect.center().y() - len(lines) * tall // 2 + 1
        used = 0
        for at, line in enumerate(lines):
            box = QRect(room)
            if len(lines) > 1:
                box = QRect(rect.left(), top + at * tall, rect.width(), tall)
            if align is RIGHT:
                box.setLeft(rect.left() - now.px(0.4))
            used = max(used, draw_text(painter, box, line, role, ink, align))
        if column.locked:
            self._paint_lock(painter, rect.right() - used - now.px(1.25), rect)

    def _paint_lock(self, painter: QPainter, left: int, rect: QRect) -> None:
        small = theme.current().px(0.95)
        box = QRectF(left, rect.center().y() - small // 2 + 1, small, small)
        icons.paint_icon(painter, box, "lock", "text3")
