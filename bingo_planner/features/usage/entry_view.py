"""The tab where a month is entered: its bar, the grid, what to look at, and the reason of a correction."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bingo_planner.features.usage.cells_view import CHANGE, DAYS, FOOT, grid_cells, grid_columns, grid_rows
from bingo_planner.features.usage.findings_view import FindingsPanel
from bingo_planner.features.usage.presenter import Typed
from bingo_planner.features.usage.sheets import Sheet
from bingo_planner.features.usage.state import UsageState
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark
from bingo_planner.ui.buttons import button
from bingo_planner.ui.grid import CellEdit, Grid
from bingo_planner.ui.labels import ElidedLabel, Label
from bingo_planner.ui.theme import current
from bingo_planner.ui.widths import Width, width_class


def _t(text: str, **facts: object) -> str:
    return translate("usage", text, **facts)


class UsageGrid(Grid):
    """The entry grid of a month. `entered(list of Typed, words about a paste)`, `days_typed(row, days)`."""

    entered = Signal(list, str)
    days_typed = Signal(str, object)
    unreadable = Signal(str, str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("Figures of the month"), parent, title_fh=13.2)
        self.setObjectName("usageGrid")
        self.edited.connect(self._edited)
        self.pasted.connect(self._pasted)
        self.refused.connect(self._refused)
        self._pasting = False
        self._waiting: list[CellEdit] = []
        self._kept: set[tuple[str, str]] = set()

    def render_state(self, state: UsageState, sheet: Sheet) -> None:
        """Show the sheet of a state; texts it refuses stand in their cells, others no longer do."""
        rows = grid_rows(state, sheet)
        foot = sum(row.key in (FOOT, CHANGE) for row in rows)
        corner = state.data.service.row.place_word if state.data and sheet.plan.first.by_place else ""
        wanted = {(one.row, one.column): one for one in state.refusals}
        for edit in self.cells.refused():
            if (edit.row, edit.column) not in wanted:
                self.cells.drop((edit.row, edit.column))
        compact = width_class(self.window().width()) < Width.WIDE
        self._title_fh = 10.4 if compact else 13.2
        self.set_grid(
            rows,
            grid_columns(state, sheet, compact=compact),
            grid_cells(state, sheet),
            corner=corner or _t("Measure"),
            foot=foot,
        )
        standing = {(one.row, one.column) for one in self.cells.refused()}
        for key, one in wanted.items():
            if key not in standing:
                self.refuse(key, one.text, one.reason)
        self.set_read_only(state.read_only)
        if self.current_key() is None and rows:
            first = next((one.key for one in self.cells.columns if one.kind == "entry"), "")
            self.go_to((rows[0].key, first))

    def paste_clipboard(self) -> None:
        """A block is one step; what could not be read stays in its cell with the reason."""
        self._pasting, self._waiting = True, []
        super().paste_clipboard()
        self._pasting = False
        if self._waiting or self.last_paste.refused:
            self._tell(self._waiting, self.last_paste.words())

    def _pasted(self, edits: list[CellEdit]) -> None:
        if self._pasting:
            self._waiting = list(edits)
        else:
            self._tell(edits, "")

    def _edited(self, edit: CellEdit) -> None:
        if self._pasting:
            self._waiting = [edit]
        else:
            self._tell([edit], "")

    def _tell(self, edits: Sequence[CellEdit], words: str) -> None:
        days = [edit for edit in edits if edit.column == DAYS]
        for edit in days:
            self.days_typed.emit(edit.row, edit.value if isinstance(edit.value, int) else None)
        typed = [
            Typed(edit.row, edit.column, edit.value, edit.text)
            for edit in edits
            if edit.column != DAYS and isinstance(edit.value, (Decimal, Mark))
        ]
        if typed or words:
            self.entered.emit(typed, words)

    def _refused(self, edit: CellEdit) -> None:
        self.unreadable.emit(edit.row, edit.column, edit.text, edit.error)


class CorrectionBar(QWidget):
    """Over a confirmed month: who confirmed it when, and the reason while figures are corrected."""

    asked = Signal()
    reason_typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ElidedLabel("", "body", "text2", self)
        self.label = Label(_t("Reason"), "label", parent=self)
        self.reason = QLineEdit(self)
        self.reason.setObjectName("correctionReason")
        self.reason.setAccessibleName(_t("Reason of the correction"))
        self.reason.setPlaceholderText(_t("Why the figures change; it stays beside them"))
        self.problem = Label("", "label", "err", parent=self)
        self.label.setBuddy(self.reason)
        self.toggle = button("", self.asked.emit, icon="pencil", parent=self)
        self.reason.editingFinished.connect(lambda: self.reason_typed.emit(self.reason.text()))
        row = QHBoxLayout(self)
        row.addWidget(self.words, 1)
        row.addWidget(self.label)
        row.addWidget(self.reason, 2)
        row.addWidget(self.problem)
        row.addWidget(self.toggle)
        self._row = row

    def render_state(self, state: UsageState, confirmed: str) -> None:
        """Show it for a confirmed month only."""
        edge = current().px(1.54)
        self._row.setContentsMargins(edge, 0, edge, current().px(0.3))
        shown = state.is_confirmed and state.plan is None
        self.setVisible(shown)
        if not shown:
            return
        self.words.set_words(_t("Confirmed: {who}", who=confirmed))
        for part in (self.label, self.reason):
            part.setVisible(state.correcting)
        if not self.reason.hasFocus() or not state.reason:
            self.reason.setText(state.reason)
        self.problem.set_words(state.reason_problem)
        self.problem.setVisible(bool(state.reason_problem))
        self.toggle.setText(_t("End the correction") if state.correcting else _t("Correct…"))
        self.toggle.setVisible(not state.read_only)


class EntryView(QWidget):
    """Grid and panels of the entry tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.correction = CorrectionBar(self)
        self.grid = UsageGrid(self)
        self.findings = FindingsPanel(self)
        self._inner = QVBoxLayout()
        self._inner.addWidget(self.grid, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.correction)
        column.addLayout(self._inner, 1)
        column.addWidget(self.findings)
        self._told = 0

    def render_state(self, state: UsageState, confirmed: str) -> None:
        """Show the month of a state."""
        sheet = state.sheet
        edge = current().px(1.54)
        self._inner.setContentsMargins(edge, 0, edge, 0)
        self.correction.render_state(state, confirmed)
        if sheet is None:
            return
        self.findings.lines = 3 if width_class(self.window().width()) > Width.NARROW else 1
        self.grid.render_state(state, sheet)
        self.findings.render_state(state, sheet)
        if state.jump is not None and state.told != self._told:
            self.grid.go_to(state.jump)
            self.grid.setFocus()
        self._told = state.told
