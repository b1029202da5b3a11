"""The texts of a project's sheet as forms: place and content, and the evaluation with next year's line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from bingo_planner.features.projects.detail_presenter import DetailState
from bingo_planner.features.projects.parts_view import body_options, sections
from bingo_planner.kernel.typed import Stored
from bingo_planner.ui.fields import FormContext
from bingo_planner.ui.form import Form
from bingo_planner.ui.theme import current

SHEET_FIELDS = (
    *("code", "name", "kana", "role_area", "field", "status", "starts_fy", "ends_fy", "lead_id"),
    *("purpose", "outline", "works", "effect", "caution"),
    *("roles", "cost_policy", "subsidy", "subsidy_rate"),
)
EVALUATION_FIELDS = ("evaluation", "next_policy", "source")


class SheetForm(QScrollArea):
    """Fields of the project's own row. `field_edited(kind, id, key, value)`."""

    field_edited = Signal(str, str, str, object)

    def __init__(
        self, keys: Sequence[str], context: FormContext, parent: QWidget | None = None, rows: int = 4
    ) -> None:
        super().__init__(parent)
        self._keys = tuple(keys)
        self._shown = ""
        self.form = Form(sections("project", keys, rows), context=context, label_fh=9)
        self.form.committed.connect(self._committed)
        inner = QWidget()
        column, now = QVBoxLayout(inner), current()
        column.setContentsMargins(now.px(1.54), now.px(0.9), now.px(1.54), now.px(1.2))
        self.form.setMaximumWidth(now.px(66))
        column.addWidget(self.form)
        column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def _committed(self, key: str, value: object) -> None:
        stored = None if value == "" and key == "lead_id" else cast(Stored, value)
        self.field_edited.emit("project", self._shown, key, stored)

    def render_state(self, state: DetailState) -> None:
        """Show the project of a state; what is being typed is kept."""
        if state.detail is None:
            return
        sheet = state.detail.sheet
        if "lead_id" in self._keys:
            self.form.set_choices("lead_id", body_options(state.detail.bodies))
        values: dict[str, object] = {key: getattr(sheet, key) for key in self._keys}
        self.form.set_values(values, fresh=sheet.id != self._shown)
        self._shown = sheet.id
        for key in self._keys:
            self.form.set_problem(key, state.problems.get((sheet.id, key), ""))
        self.form.set_read_only(state.read_only)
