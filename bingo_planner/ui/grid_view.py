"""How the entry grid looks: widths, grounds, lines and the ring of the cursor."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from bingo_planner.ui import theme
from bingo_planner.ui.celltext import hairline
from bingo_planner.ui.grid_delegate import ground_of, paint_grid_cell, paint_row_title
from bingo_planner.ui.grid_header import GridHeader
from bingo_planner.ui.grid_model import CellState, GridModel
from bingo_planner.ui.table_frozen import FrozenTableView


class GridView(FrozenTableView):
    """The painting half of the grid; `Grid` adds typing, pasting and checking."""

    def __init__(self, name: str, parent: QWidget | None = None, *, title_fh: float = 14.0) -> None:
        super().__init__(parent)
        self.cells = GridModel(self)
        self.editing_inside = False
        self._title_fh = title_fh
        self.setAccessibleName(name)
        self.frozen_header().setSectionsClickable(False)
        self.setModel(self.cells)

    def make_head(self) -> GridHeader:
        """Heads from the column records."""
        return GridHeader(self)

    def rescale(self) -> None:
        """Row height and column widths of the theme in force; spare room goes to titles, then figures."""
        now = theme.current()
        self.verticalHeader().setDefaultSectionSize(now.grid_row_height)
        if not self.cells.columns:
            return
        widths = [now.px(self._title_fh), *(now.px(column.width_fh) for column in self.cells.columns)]
        spare = self.viewport().width() - sum(widths)
        if spare > 0:
            widths[0] += min(spare, now.px(self._title_fh))
            spare = self.viewport().width() - sum(widths)
            entries = [
                at for at, one in enumerate(self.cells.columns, start=1) if one.kind in ("entry", "total")
            ]
            for at in entries if spare > 0 else []:
                widths[at] += min(spare // len(entries), widths[at] // 3)
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width)
        head = self.frozen_header()
        if isinstance(head, GridHeader) and head.fit():
            self.updateGeometries()
        self.place_strips()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rescale()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.rescale()

    def paint_cell(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        """One cell: ground, ink, lines, and the ring of the cursor."""
        now, line = theme.current(), self.cells.rows[row]
        current = self.currentIndex()
        here = current.row() == row
        if column == 0 or line.kind == "group":
            self._paint_title(painter, rect, row, column)
        else:
            self._paint_entry(painter, rect, row, column)
        strong = line.kind in ("group", "total")
        painter.setPen(hairline(now.color("line2" if strong else "line")))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if line.kind != "group":
            painter.setPen(hairline(now.color("line")))
            painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        if here and column == 0:
            bar = now.color("accent" if self.hasFocus() else "control")
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height() - 1), bar)
        if (here and current.column() == column and self.hasFocus()) or self._edited_here(row, column):
            painter.setPen(QPen(now.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _edited_here(self, row: int, column: int) -> bool:
        editing = self.state() == QAbstractItemView.State.EditingState
        return editing and self.currentIndex().row() == row and self.currentIndex().column() == column

    def _paint_title(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        line = self.cells.rows[row]
        here = self.currentIndex().row() == row
        ground = "sunken" if line.kind in ("group", "total") else "hover" if here else "page"
        painter.fillRect(rect, theme.current().color(ground))
        left = rect.left() - self.horizontalHeader().sectionPosition(column)
        if line.kind == "group":
            painter.save()
            painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
            whole = QRect(left, rect.top(), self.horizontalHeader().length(), rect.height())
            paint_row_title(painter, whole, line, folded=line.key in self.cells.folded)
            painter.restore()
        else:
            paint_row_title(painter, rect, line, folded=False)

    def _paint_entry(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        line, head = self.cells.rows[row], self.cells.columns[column - 1]
        cell = self.cells.cell(row, column)
        if head.locked and cell.state in (CellState.OK, CellState.ZERO, CellState.EMPTY, CellState.NONE):
            cell = dataclasses.replace(cell, state=CellState.LOCKED)
        if self._edited_here(row, column):
            cell = dataclasses.replace(cell, text="")
        index = self.cells.index(row, column)
        chosen = self.selectionModel().isSelected(index) and len(self.selectionModel().selectedIndexes()) > 1
        ground = ground_of(cell, chosen=chosen, current_row=self.currentIndex().row() == row)
        if line.kind == "total" and ground == "page":
            ground = "sunken"
        elif line.kind == "note" or head.kind == "text":
            ground = "hover" if self.currentIndex().row() == row and line.kind != "note" else "page"
        painter.fillRect(rect, theme.current().color(ground))
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        strong = cell.state is CellState.TOTAL and line.kind != "note" and head.kind in ("entry", "total")
        paint_grid_cell(
            painter,
            rect,
            cell,
            figure=self.cells.is_figure(row, column),
            strong=strong,
            centred=head.kind == "state",
        )
        painter.restore()
