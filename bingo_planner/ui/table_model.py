"""One row model over a Python list: columns are records, sorting and filtering work on the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter

from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.text import fold
from bingo_planner.ui.celltext import SortKey, plain_text, sort_key
from bingo_planner.ui.rating import rating_words

T = TypeVar("T")
AnyIndex = QModelIndex | QPersistentModelIndex
Paint = Callable[[QPainter, QRect, object, bool], None]
_NO_PARENT = QModelIndex()
FIGURES = frozenset({"number", "yen"})
_STEP = 400
_EMPTY = 9


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column of a table.

    `kind` is text, code, number, yen, date, mark, tag, rating, progress, heat, icon or custom and decides
    alignment, face and ink. `value` gives the value of a row: str, a figure or kernel Mark,
    date, body mark(s), Tag(s), a rating letter, a share from 0 to 1, an icon name. `text`
    overrides the words; `note` adds small grey words after them; `paint(painter, rect, row,
    selected)` draws a custom cell. `edit` gives the text an editor starts with.
    """

    key: str
    title: str
    value: Callable[[T], object]
    width_fh: float = 9.0
    kind: str = "text"
    align: str = ""
    sortable: bool = True
    sort_key: Callable[[T], object] | None = None
    sort_words: str = ""
    text: Callable[[T], str] | None = None
    note: Callable[[T], str] | None = None
    tip: Callable[[T], str] | None = None
    state: Callable[[T], str] | None = None
    edit: Callable[[T], str] | None = None
    paint: Callable[[QPainter, QRect, T, bool], None] | None = None
    primary: bool = False
    stretch: bool = False
    shown: bool = True

    @property
    def side(self) -> str:
        """left, right or center."""
        if self.align:
            return self.align
        if self.kind in FIGURES or self.kind == "heat":
            return "right"
        return "center" if self.kind in {"rating", "icon"} else "left"


@dataclass(frozen=True)
class Group:
    """A group row: bold title, its count and a grey note; `state` colours the title (err, warn)."""

    key: str
    title: str
    note: str = ""
    state: str = ""


@dataclass(frozen=True)
class GroupRow:
    """A group as it stands in the table."""

    group: Group
    count: int
    folded: bool


@dataclass(frozen=True)
class TotalRow:
    """A row at the foot: its title, values by column key; `note` says what the sums leave out."""

    title: str
    cells: Mapping[str, object]
    strong: bool = True
    note: str = ""


class RowModel(QAbstractTableModel, Generic[T]):
    """Rows, their order and what is shown of them."""

    rebuilt = Signal()

    def __init__(
        self, columns: Sequence[Column[T]], id_of: Callable[[T], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns: list[Column[T]] = list(columns)
        self.id_of = id_of
        self.style = DateStyle.ERA
        self.rows: list[T] = []
        self.totals: list[TotalRow] = []
        self.folded: set[str] = set()
        self.sort_column: str = ""
        self.descending = False
        self._group: Callable[[T], Group] | None = None
        self._predicate: Callable[[T], bool] | None = None
        self._needle = ""
        self._entries: list[T | GroupRow | TotalRow] = []
        self._order: list[int] = []
        self._ids: list[str] = []
        self._orders: dict[str, tuple[list[int], list[int]]] = {}
        self._hay: list[str] | None = None
        self._work: Iterator[bool] | None = None
        self._row_of: dict[str, int] | None = None

    # -- what stands in the table -------------------------------------------------------------
    def set_rows(self, rows: Sequence[T], group: Callable[[T], Group] | None = None) -> None:
        """Other rows; order, filter and folding stay."""
        self.rows = list(rows)
        self._ids = [self.id_of(row) for row in self.rows]
        self._group = group
        self._forget()
        self.rebuild()

    def set_totals(self, totals: Sequence[TotalRow]) -> None:
        """Other rows at the foot."""
        self.totals = list(totals)
        self.rebuild()

    def set_columns(self, columns: Sequence[Column[T]]) -> None:
        """Other columns (another view or year)."""
        self.columns = list(columns)
        self._forget()
        self.rebuild()

    def entry(self, row: int) -> T | GroupRow | TotalRow | None:
        """What stands in a row of the table."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def record(self, row: int) -> T | None:
        """The record in a row, None for group rows and totals."""
        entry = self.entry(row)
        return None if isinstance(entry, GroupRow | TotalRow) else entry

    def row_of(self, row_id: str) -> int:
        """Where a record stands, -1 when it is not shown."""
        if self._row_of is None:
            self._row_of = self._places()
        return self._row_of.get(row_id, -1)

    def _places(self) -> dict[str, int]:
        """Where each record stands, worked out when somebody asks."""
        if self._group is None:
            return {self._ids[index]: row for row, index in enumerate(self._order)}
        records = ((row, entry) for row, entry in enumerate(self._entries))
        return {self.id_of(one): row for row, one in records if not isinstance(one, GroupRow | TotalRow)}

    def shown_records(self) -> list[T]:
        """The records shown, in their order."""
        return [entry for entry in self._entries if not isinstance(entry, GroupRow | TotalRow)]

    # -- order, filter, folding ---------------------------------------------------------------
    def warm(self) -> bool:
        """Prepare a few hundred more sort keys and filter words; False when all are ready."""
        if self._work is None:
            self._work = self._prepare()
        return next(self._work, False)

    def _prepare(self) -> Iterator[bool]:
        """In small steps, so that the window never waits: the keys of each column, then the filter's words."""
        for column in self.columns:
            if column.sortable and column.key not in self._orders:
                of, keys = column.sort_key or column.value, list[SortKey]()
                for start in range(0, len(self.rows), _STEP):
                    keys += [sort_key(of(row)) for row in self.rows[start : start + _STEP]]
                    yield True
                self._orders[column.key] = _both_ways(keys)
        hay: list[str] = []
        for start in range(0, len(self.rows), _STEP // 2):
            hay += [fold(" ".join(self._row_words(row))) for row in self.rows[start : start + _STEP // 2]]
            yield True
        self._hay = hay

    def _order_of(self, column: Column[T]) -> tuple[list[int], list[int]]:
        """Places of the rows in ascending and descending order, worked out once a column."""
        found = self._orders.get(column.key)
        if found is None:
            of = column.sort_key or column.value
            found = _both_ways([sort_key(of(row)) for row in self.rows])
            self._orders[column.key] = found
        return found

    def _forget(self) -> None:
        self._orders.clear()
        self._hay = None
        self._work = None

    def sort_by(self, key: str, descending: bool = False) -> None:
        """Order by a column ("" = as the rows were given)."""
        self.sort_column, self.descending = key, descending
        self.rebuild()

    def set_filter(self, predicate: Callable[[T], bool] | None) -> None:
        """Show only rows the predicate takes."""
        self._predicate = predicate
        self.rebuild()

    def set_filter_text(self, text: str) -> None:
        """Show only rows holding every word, blind to width, kana and variant kanji."""
        self._needle = text
        self.rebuild()

    def toggle(self, key: str, folded: bool | None = None) -> None:
        """Fold or unfold a group."""
        if folded is None:
            folded = key not in self.folded
        if folded:
            self.folded.add(key)
        else:
            self.folded.discard(key)
        self.rebuild()

    def rebuild(self) -> None:
        """Lay the table out anew; views keep their selection through `rebuilt`."""
        self.beginResetModel()
        self._order = self._filtered(self._sorted())
        self._entries = [*self._laid_out(), *self.totals]
        self._row_of = None
        self.endResetModel()
        self.rebuilt.emit()

    def _sorted(self) -> list[int]:
        column = next((one for one in self.columns if one.key == self.sort_column), None)
        if column is None:
            return list(range(len(self.rows)))
        return self._order_of(column)[1 if self.descending else 0]

    def _filtered(self, order: list[int]) -> list[int]:
        if self._predicate is not None:
            takes, rows = self._predicate, self.rows
            order = [index for index in order if takes(rows[index])]
        words = [fold(word) for word in self._needle.split()]
        if words:
            hay = self._haystack()
            order = [index for index in order if all(word in hay[index] for word in words)]
        return order

    def _haystack(self) -> list[str]:
        if self._hay is None:
            self._hay = [fold(" ".join(self._row_words(row))) for row in self.rows]
        return self._hay

    def _row_words(self, row: T) -> list[str]:
        words = [self.cell_text(row, column) for column in self.columns]
        return words + [column.note(row) for column in self.columns if column.note]

    def _laid_out(self) -> list[T | GroupRow | TotalRow]:
        if self._group is None:
            return [self.rows[index] for index in self._order]
        members: dict[str, list[T]] = {}
        groups: dict[str, Group] = {}
        for row in self.rows:
            group = self._group(row)
            groups.setdefault(group.key, group)
        for index in self._order:
            row = self.rows[index]
            members.setdefault(self._group(row).key, []).append(row)
        entries: list[T | GroupRow | TotalRow] = []
        for key, group in groups.items():
            if key in members:
                folded = key in self.folded
                entries.append(GroupRow(group, len(members[key]), folded))
                entries.extend([] if folded else members[key])
        return entries

    # -- words --------------------------------------------------------------------------------
    def cell_text(self, row: T, column: Column[T]) -> str:
        """The words of a cell."""
        if column.text is not None:
            return column.text(row)
        value = column.value(row)
        if column.kind == "rating" and isinstance(value, str):
            return value
        if column.kind == "progress" and isinstance(value, float):
            return f"{value:.0%}"
        if column.kind == "icon":
            return ""
        return plain_text(value, self.style)

    def text_at(self, row: int, column: int) -> str:
        """The words at a place of the table, group rows and totals included."""
        entry = self.entry(row)
        one = self.columns[column]
        if entry is None:
            return ""
        if isinstance(entry, GroupRow):
            return f"{entry.group.title} {entry.count}" if column == 0 else ""
        if isinstance(entry, TotalRow):
            text = plain_text(entry.cells.get(one.key), self.style)
            return f"{entry.title} {entry.note}".strip() if column == 0 and not text else text
        return self.cell_text(entry, one)

    def spoken(self, row: int, column: int) -> str:
        """What a screen reader says at a place."""
        entry, one = self.entry(row), self.columns[column]
        if isinstance(entry, GroupRow):
            state = translate("uikit", "folded") if entry.folded else translate("uikit", "unfolded")
            return f"{entry.group.title} {entry.count} {state}"
        text = self.text_at(row, column)
        if one.kind == "rating":
            text = rating_words(text)
        return f"{one.title} {text}".strip()

    # -- Qt ------------------------------------------------------------------------------------
    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text_at(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index.row(), index.column())
        if role == Qt.ItemDataRole.EditRole:
            record, edit = self.record(index.row()), self.columns[index.column()].edit
            return edit(record) if record is not None and edit else None
        return None

    def _tip(self, row: int, column: int) -> str | None:
        record, one = self.record(row), self.columns[column]
        if record is None:
            return None
        if one.tip is not None:
            return one.tip(record) or None
        return rating_words(self.text_at(row, column)) if one.kind == "rating" else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return self.columns[section].title
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        editable = index.isValid() and self.columns[index.column()].edit is not None
        if editable and self.record(index.row()) is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


def _both_ways(keys: Sequence[SortKey]) -> tuple[list[int], list[int]]:
    """Places in ascending and in descending order; equal rows keep their order, empty ones stay last."""
    rising = sorted(range(len(keys)), key=keys.__getitem__)
    filled = [at for at in range(len(keys)) if keys[at][0] != _EMPTY]
    falling = sorted(filled, key=keys.__getitem__, reverse=True)
    return rising, falling + [at for at in range(len(keys)) if keys[at][0] == _EMPTY]
