"""Widths, order and choice of a table's columns: kept in font heights, so that they follow the text size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from bingo_planner.ui import theme
from bingo_planner.ui.table_delegate import pad
from bingo_planner.ui.table_frozen import FrozenHeader, FrozenTableView
from bingo_planner.ui.table_model import Column, RowModel

T = TypeVar("T")


class ColumnLayout(FrozenTableView, Generic[T]):
    """The part of a table that lays out its columns. `layout_changed()` when the user changed them."""

    layout_changed = Signal()

    def __init__(
        self, columns: Sequence[Column[T]], id_of: Callable[[T], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows_model: RowModel[T] = RowModel(columns, id_of, self)
        self._base_widths: dict[str, float] = {}
        self._placing = False

    def follow_head(self, head: FrozenHeader) -> None:
        """Listen to what the user does with the head."""
        head.sectionResized.connect(self._section_resized)
        head.sectionMoved.connect(self._section_moved)
        head.customContextMenuRequested.connect(self._show_column_menu)

    def column_menu(self, parent: QWidget | None = None) -> QMenu:
        """A menu of checkable columns; the first stays."""
        menu = QMenu(parent or self)
        for at, column in enumerate(self.rows_model.columns):
            action = QAction(column.title or column.key, menu)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(at))
            action.setEnabled(at != 0)
            action.setData(column.key)
            menu.addAction(action)
        menu.triggered.connect(self._column_toggled)
        return menu

    def _column_toggled(self, action: QAction) -> None:
        keys = [column.key for column in self.rows_model.columns]
        self.setColumnHidden(keys.index(str(action.data())), not action.isChecked())
        self._stretch()
        self.layout_changed.emit()

    def _show_column_menu(self, point: QPoint) -> None:
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(point))

    def saved_layout(self) -> dict[str, object]:
        """Widths (font heights), order and hidden columns, to be kept by the program."""
        head, columns = self.horizontalHeader(), self.rows_model.columns
        order = [columns[head.logicalIndex(visual)].key for visual in range(head.count())]
        hidden = [column.key for at, column in enumerate(columns) if self.isColumnHidden(at)]
        return {"widths": dict(self._base_widths), "order": order, "hidden": hidden}

    def apply_layout(self, layout: Mapping[str, object]) -> None:
        """Take back what `saved_layout` gave; unknown keys are left alone."""
        widths, order, hidden = (layout.get(key) for key in ("widths", "order", "hidden"))
        if isinstance(widths, Mapping):
            self._base_widths = {str(key): float(width) for key, width in widths.items()}
        keys = [column.key for column in self.rows_model.columns]
        if isinstance(hidden, list):
            for at, key in enumerate(keys):
                self.setColumnHidden(at, key in hidden and at != 0)
        if isinstance(order, list):
            known = [key for key in order if key in keys]
            for place, key in enumerate(known):
                head = self.horizontalHeader()
                head.moveSection(head.visualIndex(keys.index(key)), place)
        self.rescale()

    def _section_resized(self, section: int, _old: int, new: int) -> None:
        if self._placing or section >= len(self.rows_model.columns):
            return
        self._base_widths[self.rows_model.columns[section].key] = new / theme.current().fh
        self.place_strips()
        self.layout_changed.emit()

    def _section_moved(self, _section: int, _old: int, _new: int) -> None:
        self.layout_changed.emit()

    def leave_out(self, least: Mapping[str, float], width: int) -> None:
        """Hide columns that a list of this width has no room for: by key the font heights it must have."""
        keys = [column.key for column in self.rows_model.columns]
        for key, wanted in least.items():
            self.setColumnHidden(keys.index(key), width < theme.current().px(wanted))
        self.rescale()

    def rescale(self) -> None:
        """Row height and column widths of the theme in force."""
        self.verticalHeader().setDefaultSectionSize(theme.current().row_height)
        for at, column in enumerate(self.rows_model.columns):
            if not column.shown and column.key not in self._base_widths:
                self.setColumnHidden(at, True)
        self._stretch()

    def _stretch(self) -> None:
        """Give the columns their widths, and what is left to the stretching ones."""
        now, columns = theme.current(), self.rows_model.columns
        shown = [at for at in range(len(columns)) if not self.isColumnHidden(at)]
        widths = {at: now.px(self._base_widths.get(columns[at].key, columns[at].width_fh)) for at in shown}
        greedy = [at for at in shown if columns[at].stretch]
        spare = self.viewport().width() - sum(widths.values())
        if greedy and spare > 0:
            share, odd = divmod(spare, len(greedy))
            for at in greedy:
                widths[at] += share
            widths[greedy[0]] += odd
        self._placing = True
        for at, width in widths.items():
            self.setColumnWidth(at, width)
        self._placing = False
        self.place_strips()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.rescale()

    def minimum_inner_width(self) -> int:
        """Width all shown columns ask for."""
        now = theme.current()
        columns = [column for at, column in enumerate(self.rows_model.columns) if not self.isColumnHidden(at)]
        return sum(now.px(column.width_fh) for column in columns) + 2 * pad()
