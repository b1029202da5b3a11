"""A plain list of rows for dialogs: words in columns, one row chosen; not for pages (see table)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from bingo_planner.ui.theme import Role, current


@dataclass(frozen=True)
class PlainColumn:
    """A head and a width in font heights; 0 takes the rest."""

    title: str
    width: float = 0
    role: Role = "body"


class PlainList(QTableWidget):
    """Read-only rows; ids ride along."""

    def __init__(self, columns: Sequence[PlainColumn], name: str, parent: QWidget | None = None) -> None:
        super().__init__(0, len(columns), parent)
        self._columns = tuple(columns)
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels([column.title for column in columns])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setProperty("plainTable", True)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit()

    def _fit(self) -> None:
        theme = current()
        self.verticalHeader().setDefaultSectionSize(theme.row_height)
        head = self.horizontalHeader()
        head.setFixedHeight(theme.px(2.15))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        for place, column in enumerate(self._columns):
            if column.width:
                self.setColumnWidth(place, theme.px(column.width))
            else:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def set_rows(self, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """(id, words of each column) for every row; the first is chosen."""
        self.setRowCount(len(rows))
        for line, (row_id, words) in enumerate(rows):
            for place, text in enumerate(words):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, row_id)
                item.setToolTip(text)
                item.setFont(current().font(self._columns[place].role))
                self.setItem(line, place, item)
        if rows:
            self.setCurrentCell(0, 0)

    def chosen(self) -> str:
        """Id of the chosen row; empty when there is none."""
        item = self.item(self.currentRow(), 0)
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""
