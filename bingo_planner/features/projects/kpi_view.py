"""KPIs of a project: yearly figures and targets as a grid, figures of each body beneath, the definition beside."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from bingo_planner.features.projects.assess import latest
from bingo_planner.features.projects.detail_presenter import DetailState
from bingo_planner.features.projects.fields import CONTEXT
from bingo_planner.features.projects.kpi_cells_view import (
    edit_of,
    kpi_cells,
    kpi_columns,
    kpi_rows,
    kpi_years,
    member_cells,
    member_rows,
)
from bingo_planner.features.projects.model import (
    Kpi,
    KpiEdit,
)
from bingo_planner.features.projects.parts_view import sections
from bingo_planner.features.projects.words import (
    kpi_title,
    percent_words,
    rule_words,
)
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import Mark as NumberMark
from bingo_planner.kernel.typed import Stored
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.buttons import button
from bingo_planner.ui.fields import FormContext
from bingo_planner.ui.form import SideForm
from bingo_planner.ui.grid import CellEdit, Grid, GridColumn
from bingo_planner.ui.labels import ElidedLabel, Label
from bingo_planner.ui.lazy import Lazy
from bingo_planner.ui.tags import Tag
from bingo_planner.ui.theme import current

KPI_FIELDS = (
    *("number", "name", "unit", "decimals", "formula", "source"),
    *("direction", "counting", "year_kind"),
    *("baseline", "baseline_mark", "baseline_year", "target_kind", "target", "target_text", "target_year"),
    *("rule", "flag", "note"),
)


def _t(text: str) -> str:
    return translate(CONTEXT, text)


class KpiGrid(Grid):
    """A grid of KPI figures. `changed(list of KpiEdit, words about a paste)`."""

    changed = Signal(list, str)

    def __init__(self, name: str, parent: QWidget | None = None, *, title_fh: float = 15.0) -> None:
        super().__init__(name, parent, title_fh=title_fh)
        self._pasting = False
        self._waiting: list[KpiEdit] = []
        self.edited.connect(self._edited)
        self.pasted.connect(self._pasted)

    def _edited(self, edit: CellEdit) -> None:
        self.changed.emit([edit_of(edit)], "")

    def paste_clipboard(self) -> None:
        """A block is one step; what could not be read stays in its cell with the reason."""
        self._pasting, self._waiting = True, []
        super().paste_clipboard()
        self._pasting = False
        if self._waiting or self.last_paste.refused:
            self.changed.emit(self._waiting, self.last_paste.words())

    def _pasted(self, edits: list[CellEdit]) -> None:
        changes = [edit_of(edit) for edit in edits]
        if self._pasting:
            self._waiting = changes
        else:
            self.changed.emit(changes, "")


class KpiForm(SideForm):
    """The definition of one KPI."""

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(sections("kpi", KPI_FIELDS, 3), _t("KPI"), parent, context=context)
        self._shown = ""

    def show_kpi(self, kpi: Kpi, state: DetailState) -> None:
        """Show a KPI; its rating stands in the head."""
        judged = latest(kpi, int(state.year))
        self.set_head(kpi.name, tag=Tag(f"{judged.rating.value} {percent_words(judged.percent)}"))
        values: dict[str, object] = {
            key: getattr(kpi, key) for key in KPI_FIELDS if key not in ("baseline", "baseline_mark")
        }
        marks = {NumberMark.NONE: "none", NumberMark.PENDING: "pending"}
        base = kpi.baseline
        values["baseline"] = base if isinstance(base, Decimal) else None
        values["baseline_mark"] = marks.get(base, "") if isinstance(base, NumberMark) else ""
        self.set_values(values, fresh=kpi.id != self._shown)
        self._shown = kpi.id
        for key in KPI_FIELDS:
            self.form.set_problem(key, state.problems.get((kpi.id, key), ""))
        self.set_foot(rule_words(kpi.rule))
        self.set_read_only(state.read_only)


class KpiTab(QWidget):
    """Two grids, the form beside them."""

    figures_changed = Signal(list, str)
    chosen = Signal(str)
    add_asked = Signal()
    removed = Signal(str)
    field_edited = Signal(str, str, str, object)
    history_asked = Signal()
    evidence_asked = Signal()

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = KpiGrid(_t("Figures of the region"))
        self.grid.setObjectName("kpis")
        self.members = KpiGrid(_t("Figures of each body"))
        self.members.setObjectName("kpi_members")
        self._context = context
        self.side: Lazy[KpiForm] = Lazy(self._make_form)
        self._state: DetailState | None = None
        self.rule = ElidedLabel("", "label", "text2", self)
        self.whose = Label("", "section", parent=self)
        self.add = button(_t("Add a KPI"), self.add_asked.emit, icon="plus", parent=self)
        self.define = button(_t("Definition"), self._open_form, icon="panel-right", parent=self)
        self.evidence = button(_t("Evidence"), self.evidence_asked.emit, icon="link-2", parent=self)
        self.drop = button(_t("Move to the bin"), self._drop, icon="trash-2", parent=self)
        self._kpi = ""
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        now = current()
        main, below = QWidget(self), QWidget(self)
        row = QHBoxLayout()
        row.setContentsMargins(now.px(1.54), now.px(0.5), now.px(1.54), now.px(0.3))
        row.setSpacing(now.px(0.62))
        row.addWidget(self.rule, 1)
        for one in (self.drop, self.evidence, self.define, self.add):
            row.addWidget(one)
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, now.px(0.4), 0, 0)
        self.whose.setContentsMargins(now.px(1.54), 0, 0, 0)
        lower.addWidget(self.whose)
        lower.addWidget(self.members, 1)
        split = QSplitter(Qt.Orientation.Vertical, main)
        split.addWidget(self.grid)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(split, 1)
        self.beside = Beside(main, self.side, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.beside)
        for before, after in pairwise(
            (self.drop, self.evidence, self.define, self.add, self.grid, self.members)
        ):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.grid.changed.connect(self.figures_changed)
        self.members.changed.connect(self.figures_changed)
        self.grid.moved.connect(self._moved)
        self.beside.opened.connect(self._fill_form)

    def _moved(self, row: str, _column: str) -> None:
        self.chosen.emit(row.partition(":")[0])

    def _open_form(self) -> None:
        self.beside.open_side()
        self.side.part().focus_field("name")

    def _make_form(self) -> KpiForm:
        made = KpiForm(self._context)
        made.committed.connect(self._committed)
        made.closed.connect(self.beside.close_side)
        made.history_asked.connect(self.history_asked)
        return made

    def _fill_form(self) -> None:
        kpi = self._state.chosen_kpi() if self._state is not None else None
        if self._state is not None and kpi is not None:
            self.side.part().show_kpi(kpi, self._state)

    def _drop(self) -> None:
        if self._kpi:
            self.removed.emit(self._kpi)

    def _committed(self, key: str, value: object) -> None:
        self.field_edited.emit("kpi", self._kpi, key, cast(Stored, value))

    def render_state(self, state: DetailState) -> None:
        """Show the KPIs of a state."""
        detail, kpi = state.detail, state.chosen_kpi()
        if detail is None:
            return
        self._state = state
        year = int(state.year)
        years = kpi_years(detail.kpis, year)
        heads = kpi_columns(detail, years, year, state.style)
        self.grid.set_grid(
            kpi_rows(detail.kpis), heads, kpi_cells(detail.kpis, years, state.style), corner=_t("Indicator")
        )
        self._go_to(kpi, year)
        self._kpi = kpi.id if kpi else ""
        self.rule.set_words(rule_words(kpi.rule if kpi else ""))
        for one in (self.grid, self.members):
            one.set_read_only(state.read_only)
        self.add.setEnabled(not state.read_only)
        self.drop.setEnabled(kpi is not None and not state.read_only)
        self.define.setEnabled(kpi is not None)
        self._show_members(state, kpi, years, heads[1:-1])

    def _go_to(self, kpi: Kpi | None, year: int) -> None:
        """A KPI chosen elsewhere (search, overview): the cursor goes to its actual of the year."""
        if kpi is None or kpi.id == self._kpi:
            return
        key = self.grid.current_key()
        if key is None or key[0].partition(":")[0] != kpi.id:
            self.grid.go_to((f"{kpi.id}:actual:", str(year)))

    def _show_members(
        self, state: DetailState, kpi: Kpi | None, years: Sequence[int], heads: Sequence[GridColumn]
    ) -> None:
        detail = state.detail
        if kpi is None or detail is None:
            self.whose.set_words("")
            self.members.set_grid([], [], {})
            return
        self.whose.set_words(translate(CONTEXT, "By municipality: {name}", name=kpi_title(kpi)))
        columns = [
            *heads,
            GridColumn("rating", _t("Rating"), 4.4 if language() == "ja" else 5.2, "total", figures=False),
        ]
        cells = member_cells(detail, kpi, years, int(state.year))
        self.members.set_grid(member_rows(detail, kpi), columns, cells, corner=_t("Body"))
        if self.beside.is_open():
            self._fill_form()
