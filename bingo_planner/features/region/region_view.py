"""The tab of the region's own facts: names, scheme, office."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import sections_of
from bingo_planner.features.region.mark_view import body_mark
from bingo_planner.features.region.presenter import RegionState
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.fields import FormContext, Option
from bingo_planner.ui.form import Form
from bingo_planner.ui.theme import current


def body_options(state: RegionState) -> list[Option]:
    """The bodies of the region to choose from."""
    bodies = state.page.facts.bodies if state.page is not None else ()
    return [Option(body.id, body.label, body_mark(body)) for body in bodies if not body.is_outside]


class RegionView(QWidget):
    """One form that scrolls. `committed(key, value)`."""

    committed = Signal(str, object)

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        area, inner = QScrollArea(self), QWidget()
        now, column, whole = current(), QVBoxLayout(inner), QVBoxLayout(self)
        self.form = Form(sections_of("region"), context=context, label_fh=9)
        self.form.setMaximumWidth(now.px(52))
        column.setContentsMargins(now.px(1.54), now.px(0.9), now.px(1.54), now.px(0.9))
        column.addWidget(self.form)
        column.addStretch(1)
        area.setAccessibleName(translate("region", "Region"))
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.form.committed.connect(self.committed)

    def render_state(self, state: RegionState) -> None:
        """Show the facts and their problems."""
        form = state.region_form
        if form is None:
            return
        keys = self.form.keys()
        self.form.set_choices("core_id", body_options(state))
        self.form.set_values({key: form.values.get(key) for key in keys})
        for key in keys:
            self.form.set_problem(key, form.problems.get(key, ""))
        self.form.set_read_only(state.read_only)
