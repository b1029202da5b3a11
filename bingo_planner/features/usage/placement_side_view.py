"""The case beside the list: how far it is, what may come next, and its fields."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import form_field
from bingo_planner.features.region.mark_view import body_mark
from bingo_planner.features.staff.side_view import foot_words
from bingo_planner.features.usage.placement_fields import field_of
from bingo_planner.features.usage.placement_model import Placements, Step
from bingo_planner.features.usage.placement_state import PlacementState, Side
from bingo_planner.features.usage.placement_steps import state_word, step_word
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.ui import theme
from bingo_planner.ui.buttons import button
from bingo_planner.ui.fields import FormContext, FormField, Option
from bingo_planner.ui.form import FormSection, SideForm
from bingo_planner.ui.labels import Label

_ASKED = ("home_id", "facility_id", "second_id", "third_id", "age_id", "reason_id", "reason_note")
_STEPS = (
    "applied_on",
    "reviewed_on",
    "consulted_on",
    "consult_no",
    "answered_on",
    "answer_no",
    "refusal",
    "contracted_on",
)
_USE = ("started_on", "checked_on", "ended_on", "remark")
_FACILITIES = ("facility_id", "second_id", "third_id")
_MNEMONICS = {
    "home_id": ("H", "H"),
    "facility_id": ("F", "N"),
    "age_id": ("A", "A"),
    "reason_id": ("R", "R"),
    "wanted": ("W", "W"),
    "consult_no": ("K", "C"),
    "answer_no": ("B", "U"),
    "decided": ("D", "D"),
}
"""Letters reached with Alt: beside a Japanese label, inside an English one."""


def _t(text: str, **facts: object) -> str:
    return translate("placement", text, **facts)


def _field(key: str) -> FormField:
    if key in ("wanted", "decided"):
        label = _t("Days wanted") if key == "wanted" else _t("Days decided")
        return FormField(key, label, "span", _mnemonic(key))
    made = form_field(field_of("placement", key))
    return FormField(**{**_shallow(made), "mnemonic": _mnemonic(key)})  # type: ignore[arg-type]  # fields of FormField


def _shallow(made: FormField) -> dict[str, object]:
    return {name: getattr(made, name) for name in FormField.__dataclass_fields__}


def _mnemonic(key: str) -> str:
    japanese, english = _MNEMONICS.get(key, ("", ""))
    return english if language() == "en" else japanese


def _sections() -> list[FormSection]:
    return [
        FormSection([_field(key) for key in ("number", *_ASKED, "wanted")]),
        FormSection([_field(key) for key in _STEPS], _t("Steps")),
        FormSection([_field(key) for key in ("decided", *_USE)], _t("Use")),
    ]


class StepsPanel(QWidget):
    """The state in words, a button for each step that may come next, and the way back."""

    stepped = Signal(str)
    went_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self.setAccessibleName(_t("Next step"))
        self.state = Label("", "strong", "text", parent=self)
        self.rank = Label("", "label", "text2", parent=self)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.current().px(0.45))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.current().px(0.4))
        column.setSpacing(theme.current().px(0.45))
        column.addWidget(self.state)
        column.addWidget(self.rank)
        column.addLayout(self._grid)
        self._shown: tuple[object, ...] = ()

    def show_side(self, side: Side, read_only: bool) -> None:
        """What may come next of the case shown."""
        self.state.set_words(state_word(side.row.case.state))
        self.rank.set_words(_t("Priority {rank}", rank=side.row.rank))
        steps = () if read_only else side.steps
        shown = (side.row.id, steps, side.can_go_back, read_only)
        if shown == self._shown:
            return
        self._shown = shown
        held = self.focusWidget()
        had_focus = held is not None and held.hasFocus()
        self._empty()
        made = [self._step_button(step, first=not at) for at, step in enumerate(steps)]
        if side.can_go_back and not read_only:
            made.append(button(_t("Step back"), self.went_back.emit, icon="undo-2", kind="flat", parent=self))
        for at, one in enumerate(made):
            self._grid.addWidget(one, at // 2, at % 2)
            one.show()
        if had_focus and made:
            # The button that was pressed is gone; the next step is under the same finger.
            made[0].setFocus()

    def _step_button(self, step: Step, *, first: bool) -> QPushButton:
        made = button(
            step_word(step),
            partial(self.stepped.emit, step.value),
            kind="primary" if first else "plain",
            parent=self,
        )
        made.setObjectName(f"step_{step.value}")
        return made

    def _empty(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class CaseForm(SideForm):
    """One case: steps on top, then what was asked, the days of the steps, and the use."""

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(_sections(), _t("Placement"), parent, context=context)
        self.setObjectName("form_placement")
        self.steps = StepsPanel(self)
        self._column.insertWidget(0, self.steps)
        self._facts: Placements | None = None
        self._shown, self._locked = "", False

    def show_state(self, state: PlacementState) -> None:
        """Show the case of a state; what is being typed is kept while it is the same one."""
        side = state.side
        if side is None:
            return
        fresh, self._shown = self._shown != side.row.id, side.row.id
        if state.facts is not None and state.facts is not self._facts:
            self._facts = state.facts
            self._offer(state.facts)
        self.set_head(side.row.case.number, mark=body_mark(side.row.home))
        self.steps.show_side(side, state.read_only)
        keys = self.form.keys()
        self.set_values({key: side.values.get(key) for key in keys}, fresh=fresh)
        for key in keys:
            self.set_problem(key, side.problems.get(key, ""))
        self.set_foot(foot_words(side.last, state.style))
        if state.read_only != self._locked:
            self._locked = state.read_only
            self.set_read_only(state.read_only)
        if side.focus in keys:
            self.focus_field(side.focus)

    def _offer(self, facts: Placements) -> None:
        bodies = [Option(one.id, one.label, body_mark(one)) for one in facts.bodies if not one.is_outside]
        self.set_choices("home_id", bodies)
        for key in _FACILITIES:
            self.set_choices(key, facility_options(facts))
        for key, condition in (("age_id", is_age), ("reason_id", is_reason)):
            self.set_choices(key, [one for one in category_options(facts) if condition(facts, one.key)])


def facility_options(facts: Placements) -> list[Option]:
    """Nurseries of the service, with the mark of their host."""
    own = facts.service
    places = own.facilities if own is not None else ()
    return [Option(one.id, one.name, body_mark(facts.body(one.municipality_id))) for one in places]


def category_options(facts: Placements) -> list[Option]:
    """Every class of the service's breakdowns."""
    own = facts.service
    splits = own.breakdowns if own is not None else ()
    return [Option(one.id, one.name) for split in splits for one in split.categories]


def is_reason(facts: Placements, category_id: str) -> bool:
    """Whether a class is a reason: of the breakdown the written order names, else of one called 理由."""
    return _split_of(facts, category_id) in _reason_splits(facts)


def is_age(facts: Placements, category_id: str) -> bool:
    """Whether a class is an age class: of a breakdown that does not hold reasons."""
    return not is_reason(facts, category_id)


def _split_of(facts: Placements, category_id: str) -> str:
    own = facts.service
    splits = own.breakdowns if own is not None else ()
    return next((one.id for one in splits if any(c.id == category_id for c in one.categories)), "")


def _reason_splits(facts: Placements) -> set[str]:
    own = facts.service
    named = {_split_of(facts, rank.reason_id) for rank in facts.ranks if rank.reason_id}
    splits: Sequence[object] = own.breakdowns if own is not None else ()
    return {one for one in named if one} or {one.id for one in splits if one.name == "理由"}  # type: ignore[attr-defined]
