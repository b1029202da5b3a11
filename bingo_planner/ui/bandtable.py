"""A table of figures with a band of 100 % on the same lines; the cursor goes from cell to cell."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.band_data import BandData, BandRow
from bingo_planner.ui.bandtable_model import BandModel
from bingo_planner.ui.bandtable_paint import BandHeader, head_room, paint_figure, paint_row_band, paint_title
from bingo_planner.ui.bandtable_picture import table_picture
from bingo_planner.ui.celltext import hairline
from bingo_planner.ui.table_copy import put_picture, put_table
from bingo_planner.ui.table_frozen import FrozenTableView

LEAST_BAND_FH, SQUEEZED_BAND_FH = 17.0, 7.5
"""What a band asks for, and what it makes do with before the table is scrolled sideways."""
_LOW, _GROUP, _DOUBLE = 1.85, 1.62, 2.95
_SELECT = QItemSelectionModel.SelectionFlag


class _Cells(QStyledItemDelegate):
    """Hands every cell to the table."""

    def __init__(self, table: BandTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        self._table.paint_cell(painter, rect, index.row(), index.column())


class BandTable(FrozenTableView):
    """Shows a `BandData`. `moved(row key, head key)` when the cursor comes to a cell ("" for titles).

    `activated_row(row key)` on Enter or double click.
    """

    moved = Signal(str, str)
    activated_row = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = BandModel(self)
        self.setAccessibleName(name)
        head = BandHeader(self)
        head.setSectionsClickable(False)
        self.setHorizontalHeader(head)
        self.setModel(self.lines)
        self.setItemDelegate(_Cells(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.selectionModel().currentChanged.connect(self._current_changed)
        theme.theme_signals().changed.connect(self.rescale)

    # -- content --------------------------------------------------------------------------------------
    def show_data(self, data: BandData) -> None:
        """Another table; the cursor stays on the line and head it is on where they are still there."""
        kept = self.current_keys()
        sideways, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        head = self.frozen_header()
        assert isinstance(head, BandHeader)
        head.held = data
        head.frozen = 1 + data.frozen
        self.setAccessibleDescription(data.summary)
        self.selectionModel().blockSignals(True)
        self.lines.set_data(data)
        self.selectionModel().blockSignals(False)
        self.set_top_rows(data.top)
        self.rescale()
        if self.go_to(*kept):
            self.horizontalScrollBar().setValue(sideways)
            self.verticalScrollBar().setValue(down)

    def current_keys(self) -> tuple[str, str]:
        """Keys of the line and head under the cursor."""
        index, data = self.currentIndex(), self.lines.held
        row = self.lines.row(index.row())
        if not index.isValid() or row is None:
            return "", ""
        return row.key, data.heads[index.column() - 1].key if index.column() else ""

    def go_to(self, row_key: str, head_key: str = "") -> bool:
        """Put the cursor on a cell; False when its line is not there."""
        data = self.lines.held
        row = next((at for at, one in enumerate(data.rows) if one.key == row_key and one.kind != "group"), -1)
        if row < 0:
            return False
        column = next((at for at, one in enumerate(data.heads, start=1) if one.key == head_key), 0)
        self.selectionModel().setCurrentIndex(self.lines.index(row, column), _SELECT.ClearAndSelect)
        return True

    def _current_changed(
        self, new: QModelIndex | QPersistentModelIndex, _old: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.viewport().update()
        self.place_strips()
        if new.isValid():
            self.moved.emit(*self.current_keys())

    # -- sizes ----------------------------------------------------------------------------------------
    def rescale(self) -> None:
        """Widths and heights of the theme in force: what is over goes to the band, then to titles and figures."""
        if not self.lines.held.heads:
            return
        for at, width in enumerate(self.widths(self.viewport().width())):
            self.setColumnWidth(at, width)
        self._set_heights()
        self.horizontalHeader().headerDataChanged(Qt.Orientation.Horizontal, 0, 0)
        self.updateGeometries()
        self.place_strips()

    def widths(self, room: int) -> list[int]:
        """Widths of all columns in a room."""
        now, data = theme.current(), self.lines.held
        found = [now.px(data.title_fh), *(max(now.px(one.width_fh), head_room(one)) for one in data.heads)]
        bands = [at for at, head in enumerate(data.heads, start=1) if head.kind == "band"]
        for at in bands:
            found[at] = now.px(LEAST_BAND_FH)
        spare = room - sum(found)
        if bands:
            # A narrow band is better than one that is seen only by scrolling.
            found[bands[0]] = max(now.px(SQUEEZED_BAND_FH), found[bands[0]] + spare)
        elif spare > 0:
            extra = min(spare, now.px(8))
            found[0] += extra
            each = (spare - extra) // len(data.heads)
            found[1:] = [width + min(each, width) for width in found[1:]]
        return found

    def _set_heights(self) -> None:
        now, rows = theme.current(), self.lines.held.rows
        low = now.px(_DOUBLE if self.lines.held.two_lines else _LOW)
        groups = sum(row.kind == "group" for row in rows)
        room = self.viewport().height() - groups * now.px(_GROUP)
        tall = min(max(low, now.row_height), max(low, room // max(1, len(rows) - groups)))
        head = self.verticalHeader()
        head.setDefaultSectionSize(tall)
        for at, row in enumerate(rows):
            head.resizeSection(at, now.px(_GROUP) if row.kind == "group" else tall)

    def roomy_height(self) -> int:
        """Height at which every line stands as tall as it may."""
        now, rows = theme.current(), self.lines.held.rows
        low = now.px(_DOUBLE if self.lines.held.two_lines else _LOW)
        lines = sum(now.px(_GROUP) if row.kind == "group" else max(low, now.row_height) for row in rows)
        bar = self.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return self.horizontalHeader().sizeHint().height() + lines + extra + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rescale()

    # -- painting -------------------------------------------------------------------------------------
    def paint_cell(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        """One cell with its ground, its line and, under the cursor, the ring."""
        now, line = theme.current(), self.lines.row(row)
        if line is None:
            return
        current = self.currentIndex()
        here = current.row() == row
        painter.fillRect(rect, now.color(self._ground(line, here)))
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        self._paint_ink(painter, rect, line, column)
        painter.restore()
        painter.setPen(hairline(now.color("line" if line.kind == "line" else "line2")))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if here and column == 0:
            bar = now.color("accent" if self.hasFocus() else "control")
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height() - 1), bar)
        if here and current.column() == column and self.hasFocus():
            painter.setPen(QPen(now.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _ground(self, line: BandRow, here: bool) -> str:
        if here:
            return "sel" if self.hasFocus() else "selIdle"
        return "page" if line.kind == "line" else "sunken"

    def _paint_ink(self, painter: QPainter, rect: QRect, line: BandRow, column: int) -> None:
        if line.kind == "group":
            left = rect.left() - self.horizontalHeader().sectionPosition(column)
            paint_title(painter, QRect(left, rect.top(), self.viewport().width(), rect.height()), line)
        elif column == 0:
            paint_title(painter, rect, line)
        else:
            paint_cell_of(painter, rect, self.lines.held, line, column)

    # -- keys -----------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_table()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._activate()

    def _activate(self) -> None:
        if self.currentIndex().isValid():
            self.activated_row.emit(self.current_keys()[0])

    # -- copying --------------------------------------------------------------------------------------
    def copy_table(self) -> None:
        """The whole table with its title and notes: lines for Word, cells for Excel."""
        data = self.lines.held
        head = [data.corner, *(one.title for one in data.heads if one.kind != "band")]
        rows = [[line.title, *(_copied(cell.text, cell.lower) for cell in line.cells)] for line in data.rows]
        put_table(data.title, head, rows, frozenset(range(1, len(head))), data.notes)

    def copy_picture(self) -> None:
        """The whole table with bands, legend and notes as a picture, with its sentence as alternative text."""
        put_picture(table_picture(self.lines.held, self.widths), self.lines.held.summary)

    def menu(self) -> QMenu:
        """Copy as table, copy as picture."""
        menu = QMenu(self)
        menu.addAction(translate("uikit", "Copy as table"), QKeySequence("Ctrl+C"), self.copy_table)
        menu.addAction(translate("uikit", "Copy as picture"), self.copy_picture)
        return menu

    def _show_menu(self, point: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(point))


def paint_cell_of(painter: QPainter, rect: QRect, data: BandData, line: BandRow, column: int) -> None:
    """A figure or the band of a line."""
    head = data.heads[column - 1]
    if head.kind == "band":
        paint_row_band(painter, rect, line)
    elif column <= len(line.cells):
        strong = line.kind == "total" or head.kind == "sum"
        paint_figure(
            painter, rect, line.cells[column - 1], strong=strong, starred=line.starred and column == 1
        )


def _copied(text: str, lower: str) -> str:
    return f"{text}\n{lower}" if lower else text
