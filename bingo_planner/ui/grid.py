"""The entry grid: type, paste, check. Every finished entry is told once; nothing typed is ever thrown away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from bingo_planner.ui.grid_delegate import (
    CellEditor,
    GridDelegate,
)
from bingo_planner.ui.grid_model import (
    Cell,
    CellEdit,
    CellState,
    GridColumn,
    GridRow,
    Key,
    figure_cell,
)
from bingo_planner.ui.grid_view import GridView
from bingo_planner.ui.grid_words import PasteResult, selection_words
from bingo_planner.ui.paste import block_of
from bingo_planner.ui.table_copy import to_clipboard

__all__ = ["Cell", "CellEdit", "CellState", "Grid", "GridColumn", "GridRow", "PasteResult", "figure_cell"]

_SELECT = QItemSelectionModel.SelectionFlag


class Grid(GridView):
    """Entry grid. Signals: `edited(CellEdit)` for one cell, `pasted(list[CellEdit])` for a block (one undo
    step), `refused(CellEdit)` for what cannot be read, `summary(str)` about the selection for the status bar.
    """

    edited = Signal(object)
    pasted = Signal(list)
    refused = Signal(object)
    summary = Signal(str)
    moved = Signal(str, str)

    def __init__(self, name: str, parent: QWidget | None = None, *, title_fh: float = 14.0) -> None:
        super().__init__(name, parent, title_fh=title_fh)
        self.last_paste = PasteResult()
        self._postponed: Callable[[], None] | None = None
        self.setItemDelegate(GridDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked)
        self.setTabKeyNavigation(True)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        self.selectionModel().currentChanged.connect(self._current_changed)

    # -- content ----------------------------------------------------------------------------------
    def set_grid(
        self,
        rows: Sequence[GridRow],
        columns: Sequence[GridColumn],
        cells: Mapping[Key, Cell],
        *,
        corner: str = "",
        foot: int = 0,
    ) -> None:
        """Show a grid; `corner` heads the row titles, the last `foot` rows stay in sight at the foot.

        The cursor stays on its cell, and what could not be read stays in its cell. Other rows or columns wait until
        what is being typed is told or given up.
        """
        same = rows == self.cells.all_rows and columns == self.cells.columns
        editor = self.findChild(CellEditor)
        if not same and editor is not None and editor.is_dirty():
            self._postponed = partial(self.set_grid, rows, columns, cells, corner=corner, foot=foot)
            return
        self._postponed = None
        kept = self.current_key()
        self.cells.corner = corner
        if same:
            self.cells.set_cells(cells)
        else:
            self.cells.set_grid(rows, columns, cells)
            frozen = [at for at, one in enumerate(columns, start=1) if one.frozen]
            self.frozen_header().frozen = max(frozen, default=0) + 1
            self.rescale()
            self.go_to(kept)
        self.set_foot_rows(foot)
        self._tell_summary()

    def typed_out(self) -> None:
        """An editor was closed (the delegate calls this): what waited for it is shown."""
        if self._postponed is not None:
            QTimer.singleShot(0, self, self._show_postponed)

    def _show_postponed(self) -> None:
        if self._postponed is not None:
            self._postponed()

    def set_read_only(self, read_only: bool) -> None:
        """Lock or open the whole grid."""
        self.cells.read_only = read_only
        self.cells.touch()

    def current_key(self) -> Key | None:
        """Row and column key of the cursor."""
        index = self.currentIndex()
        if not index.isValid() or index.column() < 1 or index.row() >= len(self.cells.rows):
            return None
        return self.cells.key_at(index.row(), index.column())

    def go_to(self, key: Key | None) -> bool:
        """Put the cursor on a cell; False when it is not in sight."""
        place = self.cells.place_of(key) if key else None
        if place is None:
            return False
        self.setCurrentIndex(self.cells.index(*place))
        return True

    def refuse(self, key: Key, text: str, reason: str) -> None:
        """Mark a cell that a rule refused after it was read."""
        self.cells.refuse(key, text, reason)

    # -- typing -------------------------------------------------------------------------------------
    def enter_text(self, row: int, column: int, text: str) -> None:
        """A finished entry (the delegate calls this)."""
        edit = self.cells.read(row, column, text)
        if not edit.error and edit.value == self.cells.cell(row, column).value:
            self.cells.drop((edit.row, edit.column))
            return
        self.cells.keep(edit)
        if edit.error:
            self.refused.emit(edit)
        else:
            self.edited.emit(edit)
        self._tell_summary()

    def step(self, rows: int, columns: int) -> None:
        """Move the cursor: down and up over group rows; right and left over sums to the next line's first entry."""
        row, column = self.currentIndex().row() + rows, self.currentIndex().column() + columns
        last = len(self.cells.columns)
        while columns and 1 <= column <= last and self._is_passed(row, column):
            column += columns
        while rows and 0 <= row < len(self.cells.rows) and self.cells.rows[row].kind == "group":
            row += rows
        if columns and column > last:
            row, column = self._next_entry_row(row, 1), self._outer_entry(1)
        elif columns and column < 1:
            row, column = self._next_entry_row(row, -1), self._outer_entry(-1)
        if 0 <= row < len(self.cells.rows):
            self.setCurrentIndex(self.cells.index(row, column))

    def _is_passed(self, row: int, column: int) -> bool:
        """Whether Tab passes a column by: sums and states, in rows that are entered."""
        entered = 0 <= row < len(self.cells.rows) and self.cells.rows[row].kind == "entry"
        return entered and self.cells.columns[column - 1].kind != "entry"

    def _outer_entry(self, way: int) -> int:
        """The first (or, going back, the last) column that is entered; an outer one when none is."""
        found = [at for at, one in enumerate(self.cells.columns, start=1) if one.kind == "entry"]
        return (found[0] if way > 0 else found[-1]) if found else (1 if way > 0 else len(self.cells.columns))

    def _next_entry_row(self, row: int, way: int) -> int:
        row += way
        while 0 <= row < len(self.cells.rows) and self.cells.rows[row].kind == "group":
            row += way
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._handle(event):
            self.editing_inside = False
            super().keyPressEvent(event)

    def _handle(self, event: QKeyEvent) -> bool:
        """Keys of our own; True when the key is used up."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(-1 if shift else 1)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(key == Qt.Key.Key_Tab, leave=control)
        elif key == Qt.Key.Key_F2:
            self._edit_inside()
        elif key == Qt.Key.Key_F8:
            self.go_to_check(-1 if shift else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._apply([(row, column, "") for row, column in self._open_selected()])
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_clipboard()
        elif control and key == Qt.Key.Key_D:
            self.copy_before()
        elif key == Qt.Key.Key_Escape:
            current = self.current_key()
            return current is not None and self.cells.drop(current)
        else:
            return self._fold(key)
        return True

    def keyboardSearch(self, search: str) -> None:
        """Figures typed at a locked cell must not send the cursor to a cell that begins alike."""

    def _tab(self, forward: bool, *, leave: bool) -> None:
        """Tab goes from cell to cell and out at the ends; with Ctrl it leaves at once."""
        before = self.currentIndex()
        if not leave:
            self.step(0, 1 if forward else -1)
        if leave or self.currentIndex() == before:
            # Not the view's own, which would send the Tab back to here.
            QWidget.focusNextPrevChild(self, forward)

    def _enter(self, way: int) -> None:
        row = self.currentIndex().row()
        if 0 <= row < len(self.cells.rows) and self.cells.rows[row].kind == "group":
            self.toggle_group(self.cells.rows[row].key)
        else:
            self.step(way, 0)

    def _edit_inside(self) -> None:
        index = self.currentIndex()
        if self.cells.is_open(index.row(), index.column()):
            self.editing_inside = True
            self.edit(index)
            editor = self.findChild(CellEditor)
            if editor is not None:
                editor.end(False)

    def _fold(self, key: int) -> bool:
        row = self.currentIndex().row()
        on_group = 0 <= row < len(self.cells.rows) and self.cells.rows[row].kind == "group"
        if not on_group or key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        group = self.cells.rows[row].key
        if (key == Qt.Key.Key_Left) != (group in self.cells.folded):
            self.toggle_group(group)
        return True

    def toggle_group(self, key: str) -> None:
        """Fold or unfold a group of rows; the cursor stays on its head."""
        column = max(self.currentIndex().column(), 0)
        self.cells.toggle(key)
        row = next(at for at, one in enumerate(self.cells.rows) if one.key == key)
        self.setCurrentIndex(self.cells.index(row, column))
        self.place_strips()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.rowAt(event.position().toPoint().y())
        if 0 <= row < len(self.cells.rows) and self.cells.rows[row].kind == "group":
            self.toggle_group(self.cells.rows[row].key)
            return
        self.editing_inside = True
        super().mousePressEvent(event)

    # -- checks -------------------------------------------------------------------------------------
    def go_to_check(self, way: int = 1) -> bool:
        """F8: the next cell to look at, in reading order and round again."""
        width = len(self.cells.columns)
        places = [
            (row, column)
            for row in range(len(self.cells.rows))
            for column in range(1, width + 1)
            if self.cells.needs_check(row, column)
        ]
        if not places:
            return False
        here = (self.currentIndex().row(), self.currentIndex().column())
        later = (
            [place for place in places if place > here]
            if way > 0
            else [place for place in places if place < here]
        )
        target = (later or places)[0 if way > 0 else -1]
        self.setCurrentIndex(self.cells.index(*target))
        return True

    # -- blocks ---------------------------------------------------------------------------------------
    def _selected_places(self) -> list[tuple[int, int]]:
        places = {(index.row(), index.column()) for index in self.selectionModel().selectedIndexes()}
        return sorted(places)

    def _open_selected(self) -> list[tuple[int, int]]:
        return [place for place in self._selected_places() if self.cells.is_open(*place)]

    def copy_before(self) -> None:
        """Ctrl+D: last time's figures into the selected cells, or the cell above where there is none."""
        wanted = []
        for row, column in self._open_selected():
            before = self.cells.cell(row, column).before
            if before is None and row > 0 and self.cells.rows[row - 1].kind == "entry":
                before = self.cells.text_at(row - 1, column)
            if before is not None:
                wanted.append((row, column, before))
        self._apply(wanted)

    def _apply(self, wanted: Sequence[tuple[int, int, str]]) -> tuple[list[CellEdit], list[CellEdit]]:
        """Take several texts as one step; returns what was read and what was not."""
        good: list[CellEdit] = []
        bad: list[CellEdit] = []
        for row, column, text in wanted:
            edit = self.cells.read(row, column, text)
            if edit.error:
                bad.append(edit)
            elif edit.value != self.cells.cell(row, column).value:
                good.append(edit)
            else:
                self.cells.drop((edit.row, edit.column))
        for edit in [*good, *bad]:
            self.cells.keep(edit)
        if len(wanted) == 1 and good:
            self.edited.emit(good[0])
        elif good:
            self.pasted.emit(good)
        self._tell_summary()
        return good, bad

    def paste_clipboard(self) -> None:
        """Ctrl+V."""
        data = QGuiApplication.clipboard().mimeData()
        block = block_of(data.text(), data.html() if data.hasHtml() else "")
        if block:
            self.paste_block(block)

    def paste_block(self, block: Sequence[Sequence[str]]) -> PasteResult:
        """Put a block in at the cursor (one value fills the selection); one `pasted` signal for all of it."""
        single = len(block) == 1 and len(block[0]) == 1
        if single and len(self._selected_places()) > 1:
            wanted = [(row, column, block[0][0]) for row, column in self._open_selected()]
            outside = 0
        else:
            wanted, outside = self._targets(block)
        good, bad = self._apply(wanted)
        width = max((len(row) for row in block), default=0)
        self.last_paste = PasteResult(len(block), width, tuple(good), tuple(bad), outside)
        for edit in bad:
            self.refused.emit(edit)
        return self.last_paste

    def _targets(self, block: Sequence[Sequence[str]]) -> tuple[list[tuple[int, int, str]], int]:
        """Where the texts of a block go, and how many find no open cell."""
        places = self._selected_places()
        top, left = places[0] if places else (0, 1)
        rows = [row for row in range(top, len(self.cells.rows)) if self.cells.rows[row].kind != "group"]
        wanted, outside = [], 0
        for line, texts in enumerate(block):
            for place, text in enumerate(texts):
                row, column = rows[line] if line < len(rows) else -1, max(left, 1) + place
                if self.cells.is_open(row, column):
                    wanted.append((row, column, text))
                elif text.strip() and not self._says_the_same(row, column, text):
                    outside += 1
        return wanted, outside

    def _says_the_same(self, row: int, column: int, text: str) -> bool:
        if row < 0 or column > len(self.cells.columns):
            return False
        return self.cells.text_at(row, column).strip() == text.strip()

    def copy_selection(self) -> None:
        """The selected block as text and HTML; the whole grid with heads when all of it is selected."""
        places = self._selected_places()
        if not places:
            return
        rows = sorted({row for row, _ in places if self.cells.rows[row].kind != "group"})
        columns = sorted({column for _, column in places})
        heads = [str(self.cells.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns]
        cells = [[self.cells.text_at(row, column) for column in columns] for row in rows]
        figures = frozenset(place for place, column in enumerate(columns) if column > 0)
        to_clipboard(heads, cells, figures, with_head=0 in columns)

    # -- what is selected -------------------------------------------------------------------------------
    def _selection_changed(self, _new: QItemSelection, _old: QItemSelection) -> None:
        self.viewport().update()
        self.place_strips()
        self._tell_summary()

    def _set_input_method(self, at: QModelIndex | QPersistentModelIndex) -> None:
        """On for words, off for figures, as in Access; Qt would turn it on in every open cell."""
        is_open = at.isValid() and self.cells.is_open(at.row(), at.column())
        words = is_open and not self.cells.is_figure(at.row(), at.column())
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, words)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._set_input_method(self.currentIndex())

    def _current_changed(
        self, new: QModelIndex | QPersistentModelIndex, _old: QModelIndex | QPersistentModelIndex
    ) -> None:
        self._set_input_method(new)
        self.viewport().update()
        key = self.current_key()
        if key is not None:
            self.moved.emit(*key)

    def _tell_summary(self) -> None:
        self.summary.emit(self.selection_words())

    def selection_words(self) -> str:
        """「因島 × 竹原市 | 選択 1  合計 6  平均 6.0」; says what the sum leaves out."""
        return selection_words(self.cells, self.current_key(), self._selected_places())
