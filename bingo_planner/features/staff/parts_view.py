"""What hangs on a person, inside the form: a short list, what can be done with it, and the fields of the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bingo_planner.features.staff.form_view import DUTY_KEYS, TASK_KEYS, choices_of, fields_of
from bingo_planner.features.staff.model import Duty, StaffFacts, Task, TaskKind
from bingo_planner.features.staff.rules import is_late, is_near
from bingo_planner.features.staff.state import StaffState
from bingo_planner.kernel.dates import format_date
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.buttons import button, rule
from bingo_planner.ui.fields import FormContext
from bingo_planner.ui.form import Form, FormSection
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, RowTable

T = TypeVar("T", Duty, Task)
MOST_ROWS = 7


def _t(text: str, **facts: object) -> str:
    return translate("staff", text, **facts)


class PartPanel(QWidget, Generic[T]):
    """A list of duties or tasks with a form for the chosen one."""

    chosen = Signal(str)
    committed = Signal(str, object)
    refused = Signal(str, str)
    add_asked = Signal()
    remove_asked = Signal()

    def __init__(
        self,
        name: str,
        add_words: str,
        columns: Sequence[Column[T]],
        section: FormSection,
        context: FormContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._head = Label(name, "strong", "text2", parent=self)
        self._note = Label("", "label", "text3", parent=self)
        self.table: RowTable[T] = RowTable(columns, lambda row: row.id, self, name=name)
        self.table.horizontalHeader().hide()
        self.table.setVerticalScrollMode(RowTable.ScrollMode.ScrollPerPixel)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form = Form([section], self, context=context)
        self.add_button = button(add_words, self.add_asked.emit, icon="plus", kind="flat", parent=self)
        self.bin_button = button(
            _t("To the bin"), self.remove_asked.emit, icon="trash-2", kind="flat", parent=self
        )
        self._tools = QHBoxLayout()
        self._tools.addWidget(self.add_button)
        self._tools.addStretch(1)
        self._tools.addWidget(self.bin_button)
        self._shown = ""
        self._lay_out()
        self.table.selected_rows.connect(self._selected)
        self.table.activated_row.connect(self._entered)
        self.form.committed.connect(self.committed)
        self.form.refused.connect(self.refused)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addStretch(1)
        head.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.current().px(0.6), 0, 0)
        column.setSpacing(theme.current().px(0.4))
        column.addWidget(rule(parent=self))
        column.addLayout(head)
        column.addWidget(self.table)
        column.addLayout(self._tools)
        column.addWidget(self.form)

    def add_tool(self, made: QPushButton) -> None:
        """One more thing to do with the chosen one."""
        self._tools.insertWidget(1, made)

    def _selected(self, ids: Sequence[str]) -> None:
        if ids and ids[0] != self._shown:
            self.chosen.emit(ids[0])

    def _entered(self, row_id: str) -> None:
        self.chosen.emit(row_id)
        self.form.focus_field()

    def show_parts(
        self,
        rows: Sequence[T],
        chosen: T | None,
        values: Mapping[str, object],
        problems: Mapping[str, str],
        *,
        note: str,
        state: str,
        read_only: bool,
    ) -> None:
        """The list, and the fields of the chosen one when there is one."""
        self._note.set_words(note)
        self._note.set_token(state or "text3")
        row_id = chosen.id if chosen is not None else ""
        fresh, self._shown = row_id != self._shown, row_id
        self.table.set_rows(rows)
        self._fit(len(rows))
        if row_id and self.table.current_id() != row_id:
            self.table.select_row(row_id)
        if not row_id:
            self.table.clearSelection()
        self.form.setVisible(bool(row_id))
        self.bin_button.setVisible(bool(row_id) and not read_only)
        self.add_button.setVisible(not read_only)
        keys = self.form.keys()
        self.form.set_values({key: values.get(key) for key in keys}, fresh=fresh)
        for key in keys:
            self.form.set_problem(key, problems.get(key, ""))
        self.form.set_read_only(read_only)

    def set_facts(self, facts: StaffFacts) -> None:
        """What the fields of choice offer."""
        keys = self.form.keys()
        for key in keys:
            choices = choices_of(facts, key)
            if choices is not None:
                self.form.set_choices(key, choices)

    def _fit(self, rows: int) -> None:
        tall = theme.current().row_height
        self.table.setVisible(rows > 0)
        self.table.setFixedHeight(min(rows, MOST_ROWS) * tall + 2)


def duty_panel(context: FormContext) -> PartPanel[Duty]:
    """Duties with their share of time as bars."""
    columns = [
        Column[Duty]("title", _t("Duty"), lambda row: row.title, 10, stretch=True, tip=_duty_tip),
        Column[Duty](
            "share",
            _t("Share of time"),
            lambda row: (row.share or 0) / 100,
            9,
            "progress",
            text=lambda row: f"{row.share}%" if row.share is not None else "－",
        ),
    ]
    section = FormSection(fields_of("duty", DUTY_KEYS))
    return PartPanel(_t("Share of time by duty"), _t("Add a duty"), columns, section, context)


def _duty_tip(duty: Duty) -> str:
    return "\n".join(part for part in (duty.title, duty.project, duty.detail) if part)


def task_panel(context: FormContext, state_of: Callable[[], StaffState | None]) -> PartPanel[Task]:
    """Tasks, dates and undecided matters; late ones in words."""

    def due(task: Task) -> str:
        state = state_of()
        if not task.is_open:
            return _t("Done")
        if task.due_on is None or state is None:
            return _t("Undecided") if task.kind == TaskKind.UNDECIDED else ""
        words = format_date(task.due_on, state.style, "short")
        return f"▲{words}" if is_late(task, state.today) else words

    def ink(task: Task) -> str:
        state = state_of()
        if state is None or not task.is_open:
            return "faint"
        return "err" if is_late(task, state.today) else "warn" if is_near(task, state.today) else ""

    columns = [
        Column[Task](
            "title",
            _t("Matter"),
            lambda row: row.title,
            10,
            stretch=True,
            tip=lambda row: "\n".join(part for part in (row.title, row.project, row.detail) if part),
            state=lambda row: "" if row.is_open else "faint",
        ),
        Column[Task](
            "due", _t("By"), lambda row: row.due_on, 7.5, align="right", text=due, state=ink, kind="date"
        ),
    ]
    section = FormSection(fields_of("task", TASK_KEYS))
    return PartPanel(_t("Tasks and dates"), _t("Add a matter"), columns, section, context)
