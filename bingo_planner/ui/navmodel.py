"""Rows of the navigation: group words and pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.shellmodel import NavItem

Index = QModelIndex | QPersistentModelIndex
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1


class NavModel(QAbstractListModel):
    """A row is a group's words (`str`, cannot be chosen) or a `NavItem`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[str | NavItem] = []

    def set_items(self, items: Sequence[NavItem]) -> None:
        """New pages or counts; the shape is kept when only counts changed, so that the selection stays."""
        rows = _with_groups(items)
        same = [_name(row) for row in rows] == [_name(row) for row in self._rows]
        if same:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(max(len(rows) - 1, 0)))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: Index) -> str | NavItem:
        """What stands in a row."""
        return self._rows[index.row()]

    def index_of(self, page_id: str) -> QModelIndex:
        """Where a page stands; an invalid index when it is not here."""
        for number, row in enumerate(self._rows):
            if isinstance(row, NavItem) and row.page_id == page_id:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ITEM_ROLE:
            return row
        words = row if isinstance(row, str) else row.text
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words if isinstance(row, str) or not row.count else _counted(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], NavItem):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


def _with_groups(items: Sequence[NavItem]) -> list[str | NavItem]:
    rows: list[str | NavItem] = []
    group = ""
    for item in items:
        if item.group and item.group != group:
            rows.append(item.group)
        group = item.group
        rows.append(item)
    return rows


def _name(row: str | NavItem) -> str:
    return row if isinstance(row, str) else f"{row.page_id}/{row.text}"


def _counted(item: NavItem) -> str:
    return translate("ui", "{page}, {n} to look at", page=item.text, n=item.count)
