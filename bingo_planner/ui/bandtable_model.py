"""The rows of a band table for Qt: words of each cell for the clipboard and for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.band_data import BandData, BandRow

AnyIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_EMPTY = BandData("", "", (), ())


class BandModel(QAbstractTableModel):
    """Column 0 holds the titles, the others follow the heads; the band has no words of its own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.held = _EMPTY

    def set_data(self, data: BandData) -> None:
        """Another table."""
        self.beginResetModel()
        self.held = data
        self.endResetModel()

    def row(self, at: int) -> BandRow | None:
        """The line at a place."""
        return self.held.rows[at] if 0 <= at < len(self.held.rows) else None

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.held.rows)

    def columnCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else 1 + len(self.held.heads)

    def words(self, row: int, column: int) -> str:
        """The words of a cell; nothing for a band."""
        line = self.held.rows[row]
        if column == 0:
            return line.title
        return line.cells[column - 1].text if column <= len(line.cells) else ""

    def spoken(self, row: int, column: int) -> str:
        """Title, head and figure in one breath."""
        line = self.held.rows[row]
        if column == 0:
            return " ".join(part for part in (line.title, line.note) if part)
        head = self.held.heads[column - 1]
        if head.kind == "band":
            return f"{line.title} {_band_words(line)}".strip()
        if column > len(line.cells):
            return line.title
        cell = line.cells[column - 1]
        said = cell.spoken or " ".join(part for part in (cell.text, cell.lower, cell.small) if part)
        sign = {"up": translate("uikit", "higher"), "down": translate("uikit", "lower")}.get(cell.sign, "")
        return " ".join(part for part in (line.title, head.title, said, sign) if part)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(index.row(), index.column())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.spoken(index.row(), index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.held.corner if section == 0 else self.held.heads[section - 1].title
        if role == Qt.ItemDataRole.ToolTipRole and section:
            head = self.held.heads[section - 1]
            return head.tip or head.title
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        line = self.row(index.row())
        if line is None or line.kind == "group":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _band_words(line: BandRow) -> str:
    return " ".join(part.words for part in line.band)
