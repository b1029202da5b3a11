"""The year's steps as bars from April to March, with the chosen step's form beside them."""

from __future__ import annotations

import datetime as dt
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.projects.detail_presenter import DetailState
from bingo_planner.features.projects.fields import CONTEXT
from bingo_planner.features.projects.model import Step
from bingo_planner.features.projects.parts_view import sections
from bingo_planner.features.projects.rules import Lateness, days_late, late_steps, lateness, steps_in
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.buttons import button
from bingo_planner.ui.fields import FormContext, Option
from bingo_planner.ui.form import SideForm
from bingo_planner.ui.gantt import Gantt, Milestone, Task
from bingo_planner.ui.labels import ElidedLabel, Label
from bingo_planner.ui.lazy import Lazy
from bingo_planner.ui.tags import Tag, TagLabel
from bingo_planner.ui.theme import current

STEP_FIELDS = ("title", "starts_on", "ends_on", "percent", "after_id", "label", "sort")


def _t(text: str) -> str:
    return translate(CONTEXT, text)


def late_words(step: Step, today: dt.date) -> str:
    """2週間の遅れ: days under two weeks, else whole weeks."""
    days = days_late(step, today)
    if lateness(step, today) is not Lateness.LATE:
        return ""
    if days < 14:
        return translate(CONTEXT, "{n} days late", n=days)
    return translate(CONTEXT, "{n} weeks late", n=days // 7)


def tasks_of(state: DetailState, most: int = 0) -> list[Task]:
    """The steps of the year as bars; points in time stand as ◆ on their day."""
    if state.detail is None:
        return []
    steps = [step for step in steps_in(state.detail.steps, int(state.year)) if step.due is not None]
    return [_task(step, state.detail.today) for step in (steps[:most] if most else steps)]


def _task(step: Step, today: dt.date) -> Task:
    start = step.starts_on or step.ends_on or today
    end = step.ends_on or start
    marks = (
        (Milestone(end if not step.is_point else start, step.label),) if step.is_point or step.label else ()
    )
    return Task(
        step.id,
        step.title,
        start,
        end,
        step.percent / 100,
        late_words(step, today),
        marks,
        (step.after_id,) if step.after_id else (),
    )


class StepForm(SideForm):
    """The fields of one step."""

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(sections("milestone", STEP_FIELDS), _t("Step"), parent, context=context)
        self._shown = ""

    def render_state(self, state: DetailState) -> None:
        """Show the chosen step."""
        step = state.chosen_step()
        if step is None or state.detail is None:
            return
        others = [Option(one.id, one.title) for one in state.detail.steps if one.id != step.id]
        self.set_choices("after_id", others)
        late = late_words(step, state.detail.today)
        self.set_head(step.title, tag=Tag(late, "warn") if late else None)
        values: dict[str, object] = {key: getattr(step, key) for key in STEP_FIELDS}
        self.set_values(values, fresh=step.id != self._shown)
        self._shown = step.id
        for key in STEP_FIELDS:
            self.form.set_problem(key, state.problems.get((step.id, key), ""))
        self.set_read_only(state.read_only)


class ScheduleTab(QWidget):
    """The Gantt chart and the form of the chosen step."""

    moved = Signal(str, object, object)
    chosen = Signal(str)
    add_asked = Signal()
    removed = Signal(str)
    field_edited = Signal(str, str, str, object)
    history_asked = Signal()

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gantt = Gantt(_t("Schedule"), self)
        self._context = context
        self.side: Lazy[StepForm] = Lazy(self._make_form)
        self.count = Label("", "label", "text2", parent=self)
        self.late = TagLabel(parent=self)
        self.add = button(_t("Add a step"), self.add_asked.emit, icon="plus", parent=self)
        self.drop = button(_t("Move to the bin"), self._drop, icon="trash-2", parent=self)
        main, column = QWidget(self), QVBoxLayout(self)
        inner = QVBoxLayout(main)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._head())
        inner.addWidget(self.gantt, 1)
        self.beside = Beside(main, self.side, self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.beside)
        self._step = ""
        self._state: DetailState | None = None
        self._connect()

    def _head(self) -> QHBoxLayout:
        row, now = QHBoxLayout(), current()
        row.setContentsMargins(now.px(1.54), now.px(0.5), now.px(1.54), now.px(0.3))
        row.addWidget(self.count)
        row.addWidget(self.late)
        hint = ElidedLabel(
            _t("Alt+←/→ moves by a day, Shift: a month, Ctrl: the end"), "small", "text3", self
        )
        hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(hint, 1)
        row.addWidget(self.drop)
        row.addWidget(self.add)
        return row

    def _connect(self) -> None:
        self.gantt.moved.connect(self.moved)
        self.gantt.selected_row.connect(self.chosen)
        self.gantt.activated_row.connect(self._open)
        self.beside.opened.connect(self._fill_form)

    def _make_form(self) -> StepForm:
        made = StepForm(self._context)
        made.committed.connect(self._committed)
        made.closed.connect(self.beside.close_side)
        made.history_asked.connect(self.history_asked)
        return made

    def _fill_form(self) -> None:
        if self._state is not None:
            self.side.part().render_state(self._state)

    def _open(self, step_id: str) -> None:
        self.chosen.emit(step_id)
        self.beside.open_side()
        self.side.part().focus_field("title")

    def _drop(self) -> None:
        if self._step:
            self.removed.emit(self._step)

    def _committed(self, key: str, value: object) -> None:
        stored = None if value == "" and key == "after_id" else cast(Stored, value)
        self.field_edited.emit("milestone", self._step, key, stored)

    def render_state(self, state: DetailState) -> None:
        """Show the steps of a state."""
        if state.detail is None:
            return
        self._state = state
        tasks, step = tasks_of(state), state.chosen_step()
        late = late_steps(steps_in(state.detail.steps, int(state.year)), state.detail.today)
        every = len(state.detail.steps)
        self.count.set_words(
            translate(CONTEXT, "{n} steps in this year, {all} in all", n=len(tasks), all=every)
        )
        self.late.setToolTip(_t("Late: past its end, or over 15 points behind an even pace"))
        self.late.set_tag(Tag(translate(CONTEXT, "late {n}", n=len(late)), "warn") if late else None)
        self.gantt.read_only = state.read_only
        self.gantt.year_style = state.style
        self.gantt.set_tasks(tasks, state.year, state.detail.today)
        self._step = step.id if step else ""
        self.drop.setEnabled(bool(step) and not state.read_only)
        self.add.setEnabled(not state.read_only)
        if step is None:
            self.beside.close_side()
        else:
            self.gantt.select_row(step.id)
            if self.beside.is_open():
                self._fill_form()
