"""The set-up of services: one list of records by kind, and a form for the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import form_field
from bingo_planner.features.region.mark_view import body_mark
from bingo_planner.features.usage.drafts import FormState, SetupLine
from bingo_planner.features.usage.fields import RECORDS, SETUP
from bingo_planner.features.usage.state import UsageState
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.fields import FormContext, Option
from bingo_planner.ui.filterbar import FilterBar
from bingo_planner.ui.form import FormSection, SideForm
from bingo_planner.ui.marks import Mark
from bingo_planner.ui.table import Column, Group, MarkCell, RowTable


def _t(text: str, **facts: object) -> str:
    return translate("usage", text, **facts)


class SetupView(QWidget):
    """Filter and list. `kind_picked(kind)`, `selected(kind, id)`, `activated(kind, id)`."""

    kind_picked = Signal(str)
    selected = Signal(str, str)
    activated = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bodies: dict[str, Mark | None] = {}
        self.bar = FilterBar(_t("Filter the set-up"), self)
        self.table: RowTable[SetupLine] = RowTable(
            self._columns(), lambda line: f"{line.kind}:{line.id}", name=_t("Set-up"), frozen=1
        )
        self.table.setObjectName("setup")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        self.bar.filtered.connect(self.table.set_filter_text)
        self.bar.left.connect(self.table.setFocus)
        self.table.activated_row.connect(lambda own: self.activated.emit(*own.split(":")))
        self.table.selected_rows.connect(self._selected)

    def _columns(self) -> list[Column[SetupLine]]:
        return [
            Column("title", _t("Name"), self._title, 26, "mark", primary=True, sortable=False),
            Column("note", _t("Note"), lambda line: line.note, 20, stretch=True, sortable=False),
        ]

    def _title(self, line: SetupLine) -> object:
        mark = self._bodies.get(line.body_id)
        return MarkCell((mark,) if mark is not None else (), line.title)

    def _selected(self, ids: Sequence[str]) -> None:
        if ids:
            kind, own = ids[0].split(":")
            self.kind_picked.emit(kind)
            self.selected.emit(kind, own)

    def render_state(self, state: UsageState) -> None:
        """Show the records under the names of their kinds."""
        bodies = state.data.bodies if state.data else ()
        self._bodies = {body.id: body_mark(body) for body in bodies}
        self.table.set_rows(state.setup, group=lambda line: Group(line.kind, RECORDS[line.kind].name()))
        if state.form is not None and state.form.record_id:
            self.table.select_row(f"{state.form.kind}:{state.form.record_id}")


def sections_of(kind: str) -> list[FormSection]:
    """The fields of a kind under the titles of their sections."""
    leave = () if kind in ("usage_service", "usage_category", "usage_link") else ("service_id",)
    fields = [item for item in RECORDS[kind].fields if item.key not in leave]
    return [
        FormSection([form_field(item) for item in held], _t(title) if title else "")
        for title, held in groupby(fields, key=lambda item: item.section)
    ]


class SetupForm(SideForm):
    """A side form over a `FormState`; what is being typed is kept while the record stays the same."""

    def __init__(self, kind: str, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(sections_of(kind), RECORDS[kind].name(), parent, context=context)
        self.kind = kind
        self.setObjectName(f"form_{kind}")
        self._shown = ""
        self._read_only: bool | None = None

    def show_form(self, state: UsageState, form: FormState) -> None:
        """Show a record, its choices and its problems."""
        keys = self.form.keys()
        for key, options in choices_of(state).items():
            if key in keys:
                self.set_choices(key, options)
        fresh = self._shown != (form.record_id or "new")
        self._shown = form.record_id or "new"
        self.set_head(form.title)
        self.set_values({key: form.values.get(key) for key in keys}, fresh=fresh)
        for key in keys:
            self.set_problem(key, form.problems.get(key, ""))
        if state.read_only != self._read_only:
            self._read_only = state.read_only
            self.set_read_only(state.read_only)
        self.set_foot(_t("Kept as soon as the required fields are filled in.") if form.is_draft else "")


def choices_of(state: UsageState) -> dict[str, list[Option]]:
    """What fields that name other records may name."""
    service = state.service
    if service is None:
        return {}
    measures = [Option(one.id, one.name) for one in service.measures]
    nothing = Option("", _t("none"))
    splits = [Option(one.id, one.name) for one in service.breakdowns]
    classes = [
        Option(one.id, f"{split.name} {one.name}") for split in service.breakdowns for one in split.categories
    ]
    return {
        "facility_id": [nothing, *(Option(one.id, one.name) for one in service.facilities)],
        "measure_id": measures,
        "other_id": [nothing, *measures],
        "breakdown_id": [nothing, *splits],
        "category_id": [nothing, *classes],
        "municipality_id": [
            nothing,
            *(Option(b.id, b.label) for b in (state.data.bodies if state.data else ())),
        ],
        "project_id": [nothing, *(Option(one.id, one.name) for one in state.projects)],
        "kpi_id": [nothing, *(Option(one.id, one.name) for one in state.kpis)],
    }


ADD_KINDS = tuple(record.kind for record in SETUP)
"""What can be added from this tab."""
