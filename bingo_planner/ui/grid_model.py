"""The entry grid as data: cells with their states, what was typed and is not yet told, what could not be read."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark as NumberMark
from bingo_planner.kernel.numbers import parse_number
from bingo_planner.ui.celltext import number_text, plain_text, refusal_words
from bingo_planner.ui.marks import Mark
from bingo_planner.ui.tags import Tag

AnyIndex = QModelIndex | QPersistentModelIndex
Key = tuple[str, str]
Parse = Callable[[str], object]
Show = Callable[[object], str]
_NO_PARENT = QModelIndex()


class CellState(Enum):
    """How a cell looks; each state has a shape and a word, colour comes second."""

    EMPTY = "empty"
    ZERO = "zero"
    NONE = "none"
    PENDING = "pending"
    OK = "ok"
    EDITED = "edited"
    INVALID = "invalid"
    CHECK = "check"
    CONFLICT = "conflict"
    LOCKED = "locked"
    TOTAL = "total"


_STILL = frozenset({CellState.LOCKED, CellState.TOTAL})
_TO_CHECK = frozenset({CellState.INVALID, CellState.CHECK, CellState.CONFLICT})


@dataclass(frozen=True)
class Cell:
    """One cell: `text` is shown, `edit` (else text) is what an editor starts with, `before` stands
    grey at the left (last month, last year), `tip` says why the state is what it is."""

    value: object = None
    text: str = ""
    state: CellState = CellState.OK
    before: str | None = None
    suggests: bool = False
    """Whether `before` is a figure to take over, which stands where the own one would."""
    tip: str = ""
    unsent: bool = False
    edit: str | None = None
    tag: Tag | None = None
    icon: tuple[str, str] | None = None
    """Name and token of an icon before the text, for the state of a row."""


def figure_cell(
    value: object, text: str = "", *, before: str | None = None, unsent: bool = False, tip: str = ""
) -> Cell:
    """A cell whose state follows its value: blank, 0, －, 未集計 or a figure."""
    state = CellState.OK
    if value is None or value is NumberMark.BLANK:
        state = CellState.EMPTY
    elif value is NumberMark.NONE:
        state = CellState.NONE
    elif value is NumberMark.PENDING:
        state = CellState.PENDING
    elif value == 0:
        state = CellState.ZERO
    return Cell(value, text or number_text(value), state, before, tip=tip, unsent=unsent)


@dataclass(frozen=True)
class GridColumn:
    """One column. `kind` is entry, total, state or text; `current` marks the year or month at work."""

    key: str
    title: str
    width_fh: float = 6.0
    kind: str = "entry"
    mark: Mark | None = None
    locked: bool = False
    current: bool = False
    figures: bool = True
    parse: Parse | None = None
    show: Show | None = None
    frozen: bool = False
    tip: str = ""


@dataclass(frozen=True)
class GridRow:
    """One row. `kind` is entry, group, total or note; rows with a `parent` fold with that group."""

    key: str
    title: str
    kind: str = "entry"
    mark: Mark | None = None
    note: str = ""
    indent: int = 0
    parent: str = ""
    figures: bool = True
    parse: Parse | None = None
    show: Show | None = None
    tip: str = ""


@dataclass(frozen=True)
class CellEdit:
    """What was typed or pasted into one cell; `error` says why it could not be read."""

    row: str
    column: str
    text: str
    value: object = None
    error: str = ""


class GridModel(QAbstractTableModel):
    """Rows × columns of cells; column 0 holds the row titles."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.corner = ""
        self.read_only = False
        self.columns: list[GridColumn] = []
        self.all_rows: list[GridRow] = []
        self.rows: list[GridRow] = []
        self.folded: set[str] = set()
        self._cells: dict[Key, Cell] = {}
        self._refused: dict[Key, CellEdit] = {}
        self._hoped: dict[Key, tuple[object, str]] = {}

    # -- what stands in the grid ----------------------------------------------------------------
    def set_grid(
        self, rows: Sequence[GridRow], columns: Sequence[GridColumn], cells: Mapping[Key, Cell]
    ) -> None:
        """Another grid; what could not be read stays where its row and column still are."""
        self.beginResetModel()
        self.all_rows, self.columns = list(rows), list(columns)
        self._cells = dict(cells)
        self._hoped.clear()
        known_rows, known_columns = {row.key for row in rows}, {one.key for one in columns}
        self._refused = {
            key: edit
            for key, edit in self._refused.items()
            if key[0] in known_rows and key[1] in known_columns
        }
        self._lay_out()
        self.endResetModel()

    def set_cells(self, cells: Mapping[Key, Cell]) -> None:
        """Other cells on the same rows and columns."""
        self._cells = dict(cells)
        self._hoped.clear()
        self.touch()

    def touch(self) -> None:
        """Paint everything anew."""
        if self.rows and self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns)))

    def _lay_out(self) -> None:
        self.rows = [row for row in self.all_rows if not row.parent or row.parent not in self.folded]

    def toggle(self, key: str) -> None:
        """Fold or unfold a group of rows."""
        self.beginResetModel()
        self.folded ^= {key}
        self._lay_out()
        self.endResetModel()

    def key_at(self, row: int, column: int) -> Key:
        """Row and column key of a place (column counted with the titles)."""
        return self.rows[row].key, self.columns[column - 1].key

    def place_of(self, key: Key) -> tuple[int, int] | None:
        """Where a cell stands, None when it is folded away or unknown."""
        row = next((at for at, one in enumerate(self.rows) if one.key == key[0]), None)
        column = next((at for at, one in enumerate(self.columns) if one.key == key[1]), None)
        return None if row is None or column is None else (row, column + 1)

    def cell(self, row: int, column: int) -> Cell:
        """The cell as it is to be shown."""
        key = self.key_at(row, column)
        cell = self._cells.get(key) or self._missing(row, column)
        if key in self._refused:
            edit = self._refused[key]
            return dataclasses.replace(
                cell, text=edit.text, edit=edit.text, state=CellState.INVALID, tip=edit.error
            )
        if key in self._hoped:
            value, text = self._hoped[key]
            hoped = figure_cell(value, text, before=cell.before, unsent=True)
            return dataclasses.replace(hoped, edit=text)
        return cell

    def _missing(self, row: int, column: int) -> Cell:
        total = self.rows[row].kind in ("total", "note") or self.columns[column - 1].kind in (
            "total",
            "state",
        )
        return Cell(state=CellState.TOTAL if total else CellState.EMPTY)

    def is_open(self, row: int, column: int) -> bool:
        """Whether the cell can be typed into."""
        if column < 1 or self.read_only or not 0 <= row < len(self.rows) or column > len(self.columns):
            return False
        one, head = self.rows[row], self.columns[column - 1]
        if one.kind != "entry" or head.kind != "entry" or head.locked:
            return False
        return self.cell(row, column).state not in _STILL

    def needs_check(self, row: int, column: int) -> bool:
        """Whether F8 stops here."""
        if column < 1 or self.rows[row].kind == "group":
            return False
        return self.cell(row, column).state in _TO_CHECK

    def is_figure(self, row: int, column: int) -> bool:
        """Whether the cell holds figures (right, no IME) rather than words."""
        return self.rows[row].figures and self.columns[column - 1].figures

    # -- typing ---------------------------------------------------------------------------------
    def read(self, row: int, column: int, text: str) -> CellEdit:
        """Read a text for a cell by its row's or column's parser, without keeping anything."""
        key = self.key_at(row, column)
        parse = self.rows[row].parse or self.columns[column - 1].parse
        if parse is None:
            parse = parse_number if self.is_figure(row, column) else str.strip
        try:
            return CellEdit(*key, text, parse(text))
        except PlanError as error:
            return CellEdit(*key, text, None, refusal_words(error))

    def keep(self, edit: CellEdit) -> None:
        """Show an edit at once: as hoped for when it was read, marked with the reason when not."""
        key = (edit.row, edit.column)
        self._refused.pop(key, None)
        self._hoped.pop(key, None)
        if edit.error:
            self._refused[key] = edit
        else:
            place = self.place_of(key)
            self._hoped[key] = (edit.value, self._words(place, edit.value))
        self.touch()

    def _words(self, place: tuple[int, int] | None, value: object) -> str:
        if place is None:
            return plain_text(value)
        show = self.rows[place[0]].show or self.columns[place[1] - 1].show
        return show(value) if show else plain_text(value)

    def refuse(self, key: Key, text: str, reason: str) -> None:
        """Mark a cell whose value was read but refused later (by a rule)."""
        self.keep(CellEdit(*key, text, None, reason))

    def drop(self, key: Key) -> bool:
        """Forget what could not be read in a cell; True when there was something."""
        found = self._refused.pop(key, None) is not None
        self._hoped.pop(key, None)
        self.touch()
        return found

    def refused(self) -> list[CellEdit]:
        """Everything typed or pasted that could not be read and still stands in its cell."""
        return list(self._refused.values())

    # -- words ----------------------------------------------------------------------------------
    def spoken(self, row: int, column: int) -> str:
        """Row, column, text and state in words."""
        one = self.rows[row]
        if column == 0 or one.kind == "group":
            return f"{one.title} {one.note}".strip()
        cell, head = self.cell(row, column), self.columns[column - 1]
        return " ".join(
            part for part in (one.title, head.title, cell.text, state_words(cell), cell.tip) if part
        )

    def text_at(self, row: int, column: int) -> str:
        """The words of a place, for the clipboard."""
        if column == 0:
            return self.rows[row].title
        if self.rows[row].kind == "group":
            return ""
        cell = self.cell(row, column)
        return cell.tag.text if cell.tag is not None else cell.text

    # -- Qt ---------------------------------------------------------------------------------------
    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns) + 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text_at(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        if role == Qt.ItemDataRole.EditRole and column > 0:
            cell = self.cell(row, column)
            return cell.text if cell.edit is None else cell.edit
        return None

    def _tip(self, row: int, column: int) -> str | None:
        if column == 0 or self.rows[row].kind == "group":
            return self.rows[row].tip or None
        cell = self.cell(row, column)
        parts = [part for part in (state_words(cell), cell.tip) if part]
        return "\n".join(parts) or None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or section > len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.corner if section == 0 else self.columns[section - 1].title
        if role == Qt.ItemDataRole.ToolTipRole and section > 0:
            return self.columns[section - 1].tip or None
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.is_open(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


def state_words(cell: Cell) -> str:
    """The word of a state, for tips and screen readers; nothing for a plain figure."""
    words = {
        CellState.EMPTY: translate("uikit", "blank"),
        CellState.ZERO: translate("uikit", "zero"),
        CellState.NONE: translate("uikit", "not applicable"),
        CellState.PENDING: translate("uikit", "figure pending"),
        CellState.INVALID: translate("uikit", "cannot be read"),
        CellState.CHECK: translate("uikit", "to be checked"),
        CellState.CONFLICT: translate("uikit", "two values, to be decided"),
        CellState.LOCKED: translate("uikit", "locked"),
        CellState.TOTAL: translate("uikit", "total"),
    }
    parts = [words.get(cell.state, "")]
    if cell.unsent or cell.state is CellState.EDITED:
        parts.append(translate("uikit", "changed, not sent"))
    return " ".join(part for part in parts if part)


def as_decimal(value: object) -> Decimal | None:
    """The figure of a value that can be added up."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)
