"""The table: the planner's main instrument. Rows are records, columns are `Column` records."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QWidget

from bingo_planner.kernel.dates import DateStyle
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import hairline
from bingo_planner.ui.table_copy import to_clipboard
from bingo_planner.ui.table_delegate import (
    HeatCell,
    MarkCell,
    RowDelegate,
    paint_entry,
    paint_group,
    paint_total_title,
)
from bingo_planner.ui.table_header import RowHeader
from bingo_planner.ui.table_layout import ColumnLayout
from bingo_planner.ui.table_model import FIGURES, Column, Group, GroupRow, TotalRow

__all__ = ["Column", "Group", "HeatCell", "MarkCell", "RowTable", "TotalRow"]

T = TypeVar("T")
_SELECT = QItemSelectionModel.SelectionFlag


class RowTable(ColumnLayout[T]):
    """A table of records: sort by the head, fold groups with ←/→, Enter opens, Ctrl+C copies.

    Signals: `activated_row(id)` on Enter or double click, `selected_rows(list of ids)`,
    `sorted(column key, descending)`, `edited(id, column key, text)`, `layout_changed()`.
    """

    activated_row = Signal(str)
    selected_rows = Signal(list)
    sorted = Signal(str, bool)
    edited = Signal(str, str, str)

    def __init__(
        self,
        columns: Sequence[Column[T]],
        id_of: Callable[[T], str],
        parent: QWidget | None = None,
        *,
        name: str = "",
        frozen: int = 0,
    ) -> None:
        super().__init__(columns, id_of, parent)
        head = self.frozen_header()
        head.frozen = frozen
        self.setModel(self.rows_model)
        self.setItemDelegate(RowDelegate(self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self._hovered = -1
        self._warming = QTimer(self)
        self._warming.setInterval(0)
        self._warming.timeout.connect(self._warm)
        head.sectionClicked.connect(self._sort_clicked)
        self.follow_head(head)
        self.doubleClicked.connect(self._activate)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        self.rescale()

    def make_head(self) -> RowHeader:
        """Heads from the column records."""
        return RowHeader(self)

    # -- rows ---------------------------------------------------------------------------------
    def set_rows(
        self, rows: Sequence[T], *, keep: bool = True, group: Callable[[T], Group] | None = None
    ) -> None:
        """Other rows. `keep` holds selection, current row and scrolling by record id."""
        with self._held(keep):
            self.rows_model.set_rows(rows, group)
        if len(rows) > 500:
            self._warming.start()

    def set_totals(self, totals: Sequence[TotalRow]) -> None:
        """Total rows, kept in sight at the foot."""
        with self._held():
            self.rows_model.set_totals(totals)
        self.set_foot_rows(len(totals))

    def set_columns(self, columns: Sequence[Column[T]]) -> None:
        """Other columns; widths of known keys stay."""
        with self._held():
            self.rows_model.set_columns(columns)
        self.rescale()

    def set_style(self, style: DateStyle) -> None:
        """How date columns without own words are written."""
        self.rows_model.style = style
        self.viewport().update()

    def set_filter(self, predicate: Callable[[T], bool] | None) -> None:
        """Show only rows the predicate takes."""
        with self._held():
            self.rows_model.set_filter(predicate)

    def set_filter_text(self, text: str) -> None:
        """Show only rows that hold every word (blind to width, kana and variant kanji)."""
        with self._held():
            self.rows_model.set_filter_text(text)

    def sort_by(self, key: str, descending: bool = False) -> None:
        """Order by a column; "" is the order in which the rows came."""
        with self._held():
            self.rows_model.sort_by(key, descending)
        self.horizontalHeader().viewport().update()
        self.sorted.emit(key, descending)

    def shown_ids(self) -> list[str]:
        """Ids of the records shown, in their order."""
        return [self.rows_model.id_of(row) for row in self.rows_model.shown_records()]

    # -- selection ----------------------------------------------------------------------------
    def selected_ids(self) -> list[str]:
        """Ids of the selected records, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        records = [self.rows_model.record(row) for row in rows]
        return [self.rows_model.id_of(record) for record in records if record is not None]

    def current_id(self) -> str:
        """Id of the current record, "" on a group row or nowhere."""
        record = self.rows_model.record(self.currentIndex().row())
        return "" if record is None else self.rows_model.id_of(record)

    def select_row(self, row_id: str) -> bool:
        """Select one record and bring it into sight; False when it is not shown."""
        row = self.rows_model.row_of(row_id)
        if row < 0:
            return False
        self.setCurrentIndex(self.rows_model.index(row, self._first_column()))
        return True

    def _first_column(self) -> int:
        return next((at for at in range(len(self.rows_model.columns)) if not self.isColumnHidden(at)), 0)

    @contextlib.contextmanager
    def _held(self, keep: bool = True):  # type: ignore[no-untyped-def]  # a generator context manager of nothing
        before = self.selected_ids()
        current, place = self.current_id(), self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        try:
            yield
        finally:
            self.selectionModel().blockSignals(False)
        if keep:
            self._select(before, current)
            self.verticalScrollBar().setValue(place)
        self.place_strips()
        if self.selected_ids() != before:
            self.selected_rows.emit(self.selected_ids())

    def _select(self, ids: Sequence[str], current: str) -> None:
        chosen, last = QItemSelection(), len(self.rows_model.columns) - 1
        for one in ids:
            row = self.rows_model.row_of(one)
            if row >= 0:
                chosen.select(self.rows_model.index(row, 0), self.rows_model.index(row, last))
        self.selectionModel().blockSignals(True)
        self.selectionModel().select(chosen, _SELECT.ClearAndSelect)
        row = self.rows_model.row_of(current)
        if row >= 0:
            index = self.rows_model.index(row, self._first_column())
            self.selectionModel().setCurrentIndex(index, _SELECT.NoUpdate)
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def _selection_changed(self, _new: QItemSelection, _old: QItemSelection) -> None:
        self.viewport().update()
        self.place_strips()
        self.selected_rows.emit(self.selected_ids())

    def _activate(self, index: QModelIndex) -> None:
        record = self.rows_model.record(index.row())
        if record is not None:
            self.activated_row.emit(self.rows_model.id_of(record))

    def tell_edited(self, row: int, column: int, text: str) -> None:
        """A cell was typed into (called by the delegate)."""
        record = self.rows_model.record(row)
        if record is not None:
            self.edited.emit(self.rows_model.id_of(record), self.rows_model.columns[column].key, text)

    # -- keys and mouse -----------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._fold(
            event.key() == Qt.Key.Key_Left
        ):
            return
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        entry = self.rows_model.entry(self.currentIndex().row())
        if isinstance(entry, GroupRow):
            self.toggle_group(entry.group.key)
        else:
            self._activate(self.currentIndex())

    def _fold(self, fold: bool) -> bool:
        """Fold the group under the cursor, or the group of the current record; True when it did."""
        row = self.currentIndex().row()
        entry = self.rows_model.entry(row)
        if isinstance(entry, GroupRow):
            if entry.folded != fold:
                self.toggle_group(entry.group.key)
                return True
            return False
        while fold and row >= 0:
            row -= 1
            entry = self.rows_model.entry(row)
            if isinstance(entry, GroupRow):
                self.toggle_group(entry.group.key)
                return True
        return False

    def toggle_group(self, key: str) -> None:
        """Fold or unfold a group; the cursor stays on its head."""
        with self._held():
            self.rows_model.toggle(key)
        for row in range(self.rows_model.rowCount()):
            entry = self.rows_model.entry(row)
            if isinstance(entry, GroupRow) and entry.group.key == key:
                self.setCurrentIndex(self.rows_model.index(row, self._first_column()))
                return

    def mousePressEvent(self, event: QMouseEvent) -> None:
        entry = self.rows_model.entry(self.rowAt(event.position().toPoint().y()))
        if isinstance(entry, GroupRow) and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.toggle_group(entry.group.key)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()
            self.place_strips()

    # -- copying ------------------------------------------------------------------------------
    def copy_selection(self) -> None:
        """The selected rows (all when none is) with their heads, as text and HTML."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        self._copy(rows or list(range(self.rows_model.rowCount())))

    def copy_all(self) -> None:
        """The whole table as shown, totals included."""
        self._copy(list(range(self.rows_model.rowCount())))

    def _copy(self, rows: Sequence[int]) -> None:
        head = self.horizontalHeader()
        order = [head.logicalIndex(visual) for visual in range(head.count())]
        columns = [at for at in order if not head.isSectionHidden(at)]
        titles = [self.rows_model.columns[at].title for at in columns]
        cells = [[self.rows_model.text_at(row, at) for at in columns] for row in rows]
        right = frozenset(
            place for place, at in enumerate(columns) if self.rows_model.columns[at].kind in FIGURES
        )
        to_clipboard(titles, cells, right, with_head=True)

    # -- order --------------------------------------------------------------------------------
    def _sort_clicked(self, section: int) -> None:
        column = self.rows_model.columns[section]
        if not column.sortable:
            return
        again = self.rows_model.sort_column == column.key
        if again and self.rows_model.descending:
            self.sort_by("")
        else:
            self.sort_by(column.key, again)

    def _warm(self) -> None:
        if not self.rows_model.warm():
            self._warming.stop()

    # -- painting -----------------------------------------------------------------------------
    def paint_cell(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        """One cell: ground, ink, hairline and, at the left edge, the bar of the current row."""
        now, entry = theme.current(), self.rows_model.entry(row)
        chosen = self.selectionModel().isRowSelected(row, QModelIndex())
        painter.fillRect(rect, now.color(self._ground(row, entry, chosen)))
        painter.save()
        if isinstance(entry, GroupRow):
            painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
            start = rect.left() - self._left_of(column)
            paint_group(painter, QRect(start, rect.top(), self.viewport().width(), rect.height()), entry)
        else:
            if isinstance(entry, TotalRow):
                self._paint_total_title(painter, rect, entry, column)
            current = self.currentIndex().row() == row
            paint_entry(painter, rect, self.rows_model, row, column, selected=bool(chosen), current=current)
        painter.restore()
        strong = isinstance(entry, GroupRow | TotalRow)
        painter.setPen(hairline(now.color("line2" if strong else "line")))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if (
            self.currentIndex().row() == row
            and self._left_of(column) == 0
            and not isinstance(entry, TotalRow)
        ):
            bar = now.color("accent" if self.hasFocus() else "control")
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height() - 1), bar)

    def _paint_total_title(self, painter: QPainter, rect: QRect, total: TotalRow, column: int) -> None:
        """The title runs over the first columns until one has a figure of its own."""
        filled = [
            self._left_of(at) for at, one in enumerate(self.rows_model.columns) if one.key in total.cells
        ]
        end = min(filled, default=self.horizontalHeader().length())
        if self._left_of(column) < end:
            start = rect.left() - self._left_of(column)
            painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
            paint_total_title(painter, QRect(start, rect.top(), end, rect.height()), total)

    def _left_of(self, column: int) -> int:
        """Distance of a column from the left edge of the whole table."""
        return self.horizontalHeader().sectionPosition(column)

    def _ground(self, row: int, entry: object, chosen: bool) -> str:
        if chosen:
            return "sel" if self.hasFocus() else "selIdle"
        if isinstance(entry, GroupRow | TotalRow):
            return "sunken"
        return "hover" if row == self._hovered else "page"
