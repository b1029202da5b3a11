"""Dated lines of progress: the newest first, typed in place."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.projects.detail_presenter import DetailState
from bingo_planner.features.projects.fields import CONTEXT, field_of
from bingo_planner.features.projects.model import Progress
from bingo_planner.features.projects.parts_view import form_field
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.buttons import button
from bingo_planner.ui.fields import FormContext, FormField
from bingo_planner.ui.form import FormSection, SideForm
from bingo_planner.ui.labels import Label
from bingo_planner.ui.lazy import Lazy
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.theme import current


def _t(text: str) -> str:
    return translate(CONTEXT, text)


def _words(row: Progress) -> str:
    return row.line


def line_columns() -> list[Column[Progress]]:
    """Day and what happened."""
    return [
        Column("on_date", _t("Date"), lambda row: row.on_date, 8, "date"),
        Column(
            "line",
            _t("What happened"),
            lambda row: row.line,
            30,
            primary=True,
            stretch=True,
            tip=lambda row: row.line,
        ),
    ]


class ProgressTab(QWidget):
    """The lines and the form of the chosen one."""

    chosen = Signal(str)
    add_asked = Signal()
    removed = Signal(str)
    field_edited = Signal(str, str, str, object)
    history_asked = Signal()

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: RowTable[Progress] = RowTable(line_columns(), lambda row: row.id, name=_t("Progress"))
        day = form_field(field_of("progress_line", "on_date"))
        line = FormField("line", _t("What happened"), "multiline", required=True, rows=4)
        self._sections, self._context = [FormSection([day, line])], context
        self.side: Lazy[SideForm] = Lazy(self._make_form)
        self._state: DetailState | None = None
        self.count = Label("", "label", "text2", parent=self)
        self.add = button(_t("Add a line"), self.add_asked.emit, icon="plus", parent=self)
        self.drop = button(_t("Move to the bin"), self._drop, icon="trash-2", parent=self)
        self._line = self._shown = ""
        main, now = QWidget(self), current()
        inner = QVBoxLayout(main)
        inner.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setContentsMargins(now.px(1.54), now.px(0.5), now.px(1.54), now.px(0.3))
        row.addWidget(self.count, 1)
        row.addWidget(self.drop)
        row.addWidget(self.add)
        inner.addLayout(row)
        inner.addWidget(self.table, 1)
        self.beside = Beside(main, self.side, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.beside)
        self._connect()

    def _connect(self) -> None:
        self.table.selected_rows.connect(lambda ids: self.chosen.emit(ids[0]) if ids else None)
        self.table.activated_row.connect(self._open)
        self.beside.opened.connect(self._fill_form)

    def _open(self, line_id: str) -> None:
        self.chosen.emit(line_id)
        self.beside.open_side()
        self.side.part().focus_field("line")

    def _make_form(self) -> SideForm:
        made = SideForm(self._sections, _t("Progress"), context=self._context)
        made.committed.connect(self._committed)
        made.closed.connect(self.beside.close_side)
        made.history_asked.connect(self.history_asked)
        return made

    def _fill_form(self) -> None:
        state = self._state
        if state is None or state.detail is None:
            return
        line = next((one for one in state.detail.progress if one.id == state.line), None)
        if line is None:
            return
        form = self.side.part()
        form.set_head(_t("Progress"))
        form.set_values({"on_date": line.on_date, "line": line.line}, fresh=line.id != self._shown)
        self._shown = line.id
        for key in ("on_date", "line"):
            form.form.set_problem(key, state.problems.get((line.id, key), ""))
        form.set_read_only(state.read_only)

    def _drop(self) -> None:
        if self._line:
            self.removed.emit(self._line)

    def _committed(self, key: str, value: object) -> None:
        text = " ".join(value.split()) if key == "line" and isinstance(value, str) else value
        self.field_edited.emit("progress_line", self._line, key, cast(Stored, text))

    def render_state(self, state: DetailState) -> None:
        """Show the lines of a state."""
        if state.detail is None:
            return
        self._state = state
        self.table.set_style(state.style)
        self.table.set_rows(tuple(reversed(state.detail.progress)))
        self.count.set_words(translate(CONTEXT, "{n} lines", n=len(state.detail.progress)))
        line = next((one for one in state.detail.progress if one.id == state.line), None)
        self._line = line.id if line else ""
        self.add.setEnabled(not state.read_only)
        self.drop.setEnabled(line is not None and not state.read_only)
        if line is None:
            self.beside.close_side()
            return
        self.table.select_row(line.id)
        if self.beside.is_open():
            self._fill_form()
