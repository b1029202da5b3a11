"""KPIs of a project: yearly figures and targets as a grid, figures of each body beneath, the definition beside."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from bingo_planner.features.projects.assess import assess, goal, latest, member_kpi
from bingo_planner.features.projects.detail_presenter import DetailState
from bingo_planner.features.projects.fields import CONTEXT
from bingo_planner.features.projects.lazy_view import LazyForm
from bingo_planner.features.projects.model import (
    Counting,
    Figure,
    Kpi,
    KpiEdit,
    ProjectDetail,
    Rating,
    ValueKind,
)
from bingo_planner.features.projects.parts_view import body_mark, sections
from bingo_planner.features.projects.words import (
    baseline_words,
    body_name,
    kpi_title,
    percent_words,
    rule_words,
    target_words,
    target_year_words,
    year_word,
)
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark as NumberMark
from bingo_planner.kernel.numbers import format_mark, format_number, parse_number
from bingo_planner.kernel.typed import Stored
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.buttons import button
from bingo_planner.ui.chart_data import ChartData, Series
from bingo_planner.ui.fields import FormContext
from bingo_planner.ui.form import SideForm
from bingo_planner.ui.grid import Cell, CellEdit, CellState, Grid, GridColumn, GridRow, figure_cell
from bingo_planner.ui.grid_model import Key
from bingo_planner.ui.labels import ElidedLabel, Label
from bingo_planner.ui.rating import rating_words
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


def parse_figure(unit: str, text: str) -> object:
    """Typed text as a figure or mark."""
    return parse_number(text, unit=unit)


def show_figure(decimals: int, value: object) -> str:
    """A figure with its decimal places."""
    if isinstance(value, Decimal):
        return format_number(value, decimals)
    return format_mark(value) if isinstance(value, NumberMark) else ""


def figure(value: Figure, kpi: Kpi, *, prompt: bool = False, tip: str = "") -> Cell:
    """A cell for a figure; a prompt one (速報) says so."""
    if not isinstance(value, Decimal):
        return figure_cell(value)
    words = translate(CONTEXT, "prompt figure") if prompt else ""
    hint = "\n".join(part for part in (words, tip) if part)
    state = CellState.ZERO if value == 0 else CellState.OK
    return Cell(value, format_number(value, kpi.decimals), state, tip=hint, edit=f"{value:f}")


def kpi_years(kpis: Sequence[Kpi], year: int) -> tuple[int, ...]:
    """The years of the grid: everything with a figure, the year at work, baselines and targets."""
    known = {year}
    for kpi in kpis:
        known |= set(kpi.actuals) | set(kpi.targets)
        known |= {one for one in (kpi.baseline_year, kpi.target_year) if one is not None}
    return tuple(range(max(min(known), year - 6), min(max(known), year + 10) + 1))


def kpi_rows(kpis: Sequence[Kpi]) -> list[GridRow]:
    """For every KPI a head, its actuals, targets, achievement and rating."""
    rows: list[GridRow] = []
    for kpi in kpis:
        parse, show = partial(parse_figure, kpi.unit), partial(show_figure, kpi.decimals)
        rows += [
            GridRow(kpi.id, kpi_title(kpi), "group", note=kpi.number),
            GridRow(f"{kpi.id}:actual:", _t("Actual"), parse=parse, show=show, parent=kpi.id),
            GridRow(f"{kpi.id}:target:", _t("Target of the year"), parse=parse, show=show, parent=kpi.id),
            GridRow(f"{kpi.id}:percent:", _t("Achievement and rating"), "total", parent=kpi.id),
        ]
    return rows


def kpi_columns(detail: ProjectDetail, years: Sequence[int], year: int, style: DateStyle) -> list[GridColumn]:
    """Baseline, a column for every year, the final target."""
    heads = [
        GridColumn(
            str(one),
            year_word(one, "fiscal", style),
            6.0,
            locked=one in detail.locked,
            current=one == year,
            tip=detail.locked.get(one, ""),
        )
        for one in years
    ]
    base = GridColumn("base", _t("Baseline"), 6.4, "total", frozen=False)
    return [base, *heads, GridColumn("goal", _t("Target"), 7.6, "total")]


def kpi_cells(kpis: Sequence[Kpi], years: Sequence[int], style: DateStyle) -> dict[Key, Cell]:
    """Every cell of the KPI grid."""
    cells: dict[Key, Cell] = {}
    for kpi in kpis:
        actual, target, percent = (f"{kpi.id}:{kind}:" for kind in ("actual", "target", "percent"))
        for year in years:
            column = str(year)
            value = kpi.actuals.get(year, NumberMark.BLANK)
            tip = kpi.evidence.get(year, "")
            cells[actual, column] = figure(value, kpi, prompt=year in kpi.prompts, tip=tip)
            cells[target, column] = figure(kpi.targets.get(year, NumberMark.BLANK), kpi)
            cells[percent, column] = _percent(kpi, year)
        when = year_word(kpi.baseline_year, kpi.year_kind, style)
        cells[actual, "base"] = Cell(kpi.baseline, baseline_words(kpi), CellState.TOTAL, tip=when)
        cells[target, "goal"] = Cell(
            kpi.target, target_words(kpi), CellState.TOTAL, tip=target_year_words(kpi, style)
        )
    return cells


def _percent(kpi: Kpi, year: int) -> Cell:
    judged = assess(kpi, year)
    if judged.percent is None:
        return Cell(state=CellState.TOTAL)
    text = f"{judged.rating.value} {format_number(judged.percent, 1)}"
    aim = goal(kpi, year)
    parts = [rating_words(judged.rating.value)]
    if kpi.counting == Counting.CUMULATIVE and isinstance(judged.value, Decimal):
        total = format_number(judged.value, kpi.decimals)
        parts.append(translate(CONTEXT, "sum of the term {n}", n=total))
    if aim is not None:
        parts.append(translate(CONTEXT, "held against {n}", n=format_number(aim, max(kpi.decimals, 1))))
    return Cell(judged.percent, text, CellState.TOTAL, tip="\n".join(parts))


def member_rows(detail: ProjectDetail, kpi: Kpi) -> list[GridRow]:
    """Actuals of every body of the region that takes part or has figures."""
    taking = {member.municipality_id for member in detail.members} | {
        body for body, _year in kpi.member_actuals
    }
    parse, show = partial(parse_figure, kpi.unit), partial(show_figure, kpi.decimals)
    return [
        GridRow(f"{kpi.id}:actual:{body.id}", body_name(body), mark=body_mark(body), parse=parse, show=show)
        for body in detail.bodies
        if body.id in taking and not body.is_outside
    ]


def member_cells(detail: ProjectDetail, kpi: Kpi, years: Sequence[int], year: int) -> dict[Key, Cell]:
    """Figures of the bodies with their ratings."""
    cells: dict[Key, Cell] = {}
    for row in member_rows(detail, kpi):
        body = row.key.rpartition(":")[2]
        for one in years:
            cells[row.key, str(one)] = figure(kpi.member_actuals.get((body, one), NumberMark.BLANK), kpi)
        own = member_kpi(kpi, body)
        rating = latest(own, year).rating if own is not None else Rating.NONE
        cells[row.key, "rating"] = Cell(None, rating.value, CellState.TOTAL, tip=rating_words(rating.value))
    return cells


def edit_of(edit: CellEdit) -> KpiEdit:
    """A finished entry as a change of a figure."""
    kpi, kind, body = edit.row.split(":")
    value = edit.value if isinstance(edit.value, Decimal | NumberMark) else NumberMark.BLANK
    return KpiEdit(kpi, int(edit.column), ValueKind(kind), value, body or None)


def kpi_chart(kpi: Kpi, year: int, style: DateStyle) -> ChartData:
    """Actuals as a line, targets dashed to the final one."""
    years = [one for one in kpi_years([kpi], year) if one >= year - 5]
    words = [year_word(one, kpi.year_kind, style) for one in years]
    aims: list[float | None] = []
    for one in years:
        written = kpi.targets.get(one)
        final = kpi.target if one == kpi.target_year else None
        aim = written if isinstance(written, Decimal) else final
        aims.append(None if aim is None else float(aim))
    reached = [kpi.actuals.get(one) for one in years]
    actuals = [float(value) if isinstance(value, Decimal) else None for value in reached]
    series = [Series(_t("Actual"), actuals)]
    if any(value is not None for value in aims):
        series.append(Series(_t("Target"), aims, "target", "text2"))
    at = years.index(year) if year in years else -1
    return ChartData(kpi.name, words, series, kpi.unit, at, kpi.decimals)


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

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = KpiGrid(_t("Figures of the region"))
        self.grid.setObjectName("kpis")
        self.members = KpiGrid(_t("Figures of each body"))
        self.members.setObjectName("kpi_members")
        self._context = context
        self.side: LazyForm[KpiForm] = LazyForm(self._make_form)
        self._state: DetailState | None = None
        self.rule = ElidedLabel("", "label", "text2", self)
        self.whose = Label("", "section", parent=self)
        self.add = button(_t("Add a KPI"), self.add_asked.emit, icon="plus", parent=self)
        self.define = button(_t("Definition"), self._open_form, icon="panel-right", parent=self)
        self.drop = button(_t("Move the KPI to the bin"), self._drop, icon="trash-2", parent=self)
        self._kpi = ""
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        now = current()
        main, below = QWidget(self), QWidget(self)
        row = QHBoxLayout()
        row.setContentsMargins(now.px(1.54), now.px(0.5), now.px(1.54), now.px(0.3))
        row.addWidget(self.rule, 1)
        for one in (self.drop, self.define, self.add):
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

    def _connect(self) -> None:
        self.grid.changed.connect(self.figures_changed)
        self.members.changed.connect(self.figures_changed)
        self.grid.moved.connect(self._moved)
        self.beside.opened.connect(self._fill_form)

    def _moved(self, row: str, _column: str) -> None:
        self.chosen.emit(row.partition(":")[0])

    def _open_form(self) -> None:
        self.beside.open_side()
        self.side.form().focus_field("name")

    def _make_form(self) -> KpiForm:
        made = KpiForm(self._context)
        made.committed.connect(self._committed)
        made.closed.connect(self.beside.close_side)
        made.history_asked.connect(self.history_asked)
        return made

    def _fill_form(self) -> None:
        kpi = self._state.chosen_kpi() if self._state is not None else None
        if self._state is not None and kpi is not None:
            self.side.form().show_kpi(kpi, self._state)

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
        self._kpi = kpi.id if kpi else ""
        self.rule.set_words(rule_words(kpi.rule if kpi else ""))
        for one in (self.grid, self.members):
            one.set_read_only(state.read_only)
        self.add.setEnabled(not state.read_only)
        self.drop.setEnabled(kpi is not None and not state.read_only)
        self.define.setEnabled(kpi is not None)
        self._show_members(state, kpi, years, heads[1:-1])

    def _show_members(
        self, state: DetailState, kpi: Kpi | None, years: Sequence[int], heads: Sequence[GridColumn]
    ) -> None:
        detail = state.detail
        if kpi is None or detail is None:
            self.whose.set_words("")
            self.members.set_grid([], [], {})
            return
        self.whose.set_words(translate(CONTEXT, "By municipality: {name}", name=kpi_title(kpi)))
        columns = [*heads, GridColumn("rating", _t("Rating"), 4.4, "total", figures=False)]
        cells = member_cells(detail, kpi, years, int(state.year))
        self.members.set_grid(member_rows(detail, kpi), columns, cells, corner=_t("Body"))
        if self.beside.is_open():
            self._fill_form()
