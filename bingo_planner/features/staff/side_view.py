"""The side of the page: the form of the person shown, with duties and tasks beneath the fields."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bingo_planner.features.region.mark_view import body_mark
from bingo_planner.features.staff.form_view import choices_of, contact_sections, secondee_sections
from bingo_planner.features.staff.model import LastChange, StaffFacts
from bingo_planner.features.staff.parts_view import duty_panel, task_panel
from bingo_planner.features.staff.record import values_of
from bingo_planner.features.staff.state import Side, StaffState
from bingo_planner.features.staff.words import tag_words
from bingo_planner.kernel.dates import DateStyle, format_date
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button
from bingo_planner.ui.fields import FormContext
from bingo_planner.ui.form import FormSection, SideForm
from bingo_planner.ui.lazy import PartStack
from bingo_planner.ui.tags import Tag

FULL = 100


def _t(text: str, **facts: object) -> str:
    return translate("staff", text, **facts)


class PersonForm(SideForm):
    """One person; `part` signals name the kind (duty, task) first."""

    part_chosen = Signal(str, str)
    part_add_asked = Signal(str)
    part_remove_asked = Signal(str)
    task_ticked = Signal(str, bool)

    def __init__(
        self, sections: Sequence[FormSection], name: str, context: FormContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(sections, name, parent, context=context)
        self._state: StaffState | None = None
        self._shown = ""
        self._facts: StaffFacts | None = None
        self._locked: bool | None = None
        self.duties = duty_panel(context)
        self.tasks = task_panel(context, lambda: self._state)
        self.tick = button(_t("Done"), self._tick, icon="check", kind="flat", parent=self.tasks)
        self.tasks.add_tool(self.tick)
        for kind, panel in (("duty", self.duties), ("task", self.tasks)):
            self.form.add_widget(panel)
            panel.setObjectName(f"parts_{kind}")
            panel.committed.connect(self.committed)
            panel.refused.connect(self.refused)
            panel.chosen.connect(lambda one, kind=kind: self.part_chosen.emit(kind, one))
            panel.add_asked.connect(lambda kind=kind: self.part_add_asked.emit(kind))
            panel.remove_asked.connect(lambda kind=kind: self.part_remove_asked.emit(kind))

    def _tick(self) -> None:
        side = self._state.side if self._state is not None else None
        if side is not None and side.task is not None:
            self.task_ticked.emit(side.task.id, side.task.is_open)

    def show_side(self, state: StaffState, side: Side) -> None:
        """Show the person of a state; what is being typed is kept while it is the same one."""
        self._state = state
        fresh, self._shown = self._shown != side.person.id, side.person.id
        if state.facts is not None and state.facts is not self._facts:
            self._facts = state.facts
            self._offer(state.facts)
        tag = Tag(tag_words(side.soon), "warn", "calendar-clock") if side.soon is not None else None
        self.set_head(side.person.name, mark=body_mark(side.body), tag=tag)
        known = self.form.keys()
        keys = [key for key in known if key in side.values]
        self.set_values({key: side.values[key] for key in keys}, fresh=fresh)
        for key in keys:
            wrong = side.problems.get(key, "")
            self.set_problem(key, wrong or side.warnings.get(key, ""), "err" if wrong else "warn")
        self._show_parts(state, side)
        self.set_foot(foot_words(side.last, state.style))
        if state.read_only != self._locked:
            self._locked = state.read_only
            self.set_read_only(state.read_only)

    def _offer(self, facts: StaffFacts) -> None:
        keys = self.form.keys()
        for key in keys:
            choices = choices_of(facts, key)
            if choices is not None:
                self.set_choices(key, choices)
        self.duties.set_facts(facts)
        self.tasks.set_facts(facts)

    def _show_parts(self, state: StaffState, side: Side) -> None:
        duty, task = side.duty, side.task
        over = side.share > FULL
        share = _t("Together {n}%", n=side.share) if side.duties else _t("none yet")
        self.duties.show_parts(
            side.duties,
            duty,
            _shown_values(side, values_of("duty", duty) if duty else {}),
            side.problems,
            note=_t("{share}, more than the whole", share=share) if over else share,
            state="err" if over else "",
            read_only=state.read_only,
        )
        still = sum(1 for one in side.tasks if one.is_open)
        self.tasks.show_parts(
            side.tasks,
            task,
            _shown_values(side, values_of("task", task) if task else {}),
            side.problems,
            note=_t("{n} open", n=still) if side.tasks else _t("none yet"),
            state="",
            read_only=state.read_only,
        )
        self.tick.setVisible(task is not None and not state.read_only)
        self.tick.setText(_t("Done") if task is None or task.is_open else _t("Open again"))

    def focus_key(self, key: str) -> None:
        """Put the cursor into a field of the form or of a part."""
        kind = key.partition(".")[0]
        form = {"duty": self.duties.form, "task": self.tasks.form}.get(kind, self.form)
        form.focus_field(key)


def _shown_values(side: Side, values: dict[str, object]) -> dict[str, object]:
    """The stored values under what was typed and refused."""
    return {key: side.values.get(key, value) for key, value in values.items()}


def foot_words(last: LastChange | None, style: DateStyle) -> str:
    """最終更新　見本 花子（福山市）　R6.8.26 10:32."""
    if last is None:
        return _t("Not changed since it was brought in")
    day = format_date(last.at.date(), style, "short")
    return _t(
        "Last changed by {who} ({body}), {day} {time}",
        who=last.who,
        body=last.body,
        day=day,
        time=f"{last.at:%H:%M}",
    )


class StaffSide(PartStack):
    """The form for secondees and the one for contacts; each is built when it is first needed."""

    made = Signal(PersonForm)

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._forms: dict[bool, PersonForm] = {}

    def form(self, secondee: bool) -> PersonForm:
        """The form of a kind of person; `made` tells of a new one."""
        known = self._forms.get(secondee)
        if known is not None:
            return known
        sections, name = (
            (secondee_sections(), _t("Secondee")) if secondee else (contact_sections(), _t("Contact person"))
        )
        form = self.take(PersonForm(sections, name, self._context, self))
        form.setObjectName("form_secondee" if secondee else "form_contact")
        self._forms[secondee] = form
        self.made.emit(form)
        return form

    def current(self) -> PersonForm | None:
        """The form shown; None before the first."""
        shown = self.currentWidget()
        return shown if isinstance(shown, PersonForm) else None

    def show_state(self, state: StaffState) -> None:
        """Show the side of a state."""
        side = state.side
        if side is None:
            return
        form = self.form(side.term is not None)
        self.show_part(form)
        form.show_side(state, side)
        if side.focus:
            form.focus_key(side.focus)
