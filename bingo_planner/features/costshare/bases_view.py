"""Base figures: bodies down, sets across; sets of confirmed shares are locked, populations come from the region."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.costshare.model import BaseSet, Census, ShareFacts
from bingo_planner.features.costshare.state import SharesState
from bingo_planner.features.costshare.words import base_when, basis_name, figure
from bingo_planner.features.projects.model import Body
from bingo_planner.features.projects.parts_view import body_mark
from bingo_planner.features.projects.words import body_name
from bingo_planner.features.region.mark_view import wide
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark, parse_number
from bingo_planner.ui.buttons import button
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.grid import Cell, CellEdit, CellState, Grid, GridColumn, GridRow, figure_cell
from bingo_planner.ui.grid_model import Key
from bingo_planner.ui.labels import Label
from bingo_planner.ui.theme import current

SUM = "sum"


def _t(text: str, **facts: object) -> str:
    return translate("costshare", text, **facts) if facts else translate("costshare", text)


def _parse(text: str) -> object:
    value = parse_number(text, allow_marks=True)
    return None if isinstance(value, Mark) else value


def _show(value: object) -> str:
    return figure(value) if isinstance(value, Decimal) else ""


def shown_sets(state: SharesState) -> list[BaseSet]:
    """The item's own sets first, then those of the same kinds, then the others."""
    line = state.line
    used = {part.base_set_id for part in line.facts.parts} if line else set()
    kinds = {part.basis for part in line.facts.parts} if line else set()
    return sorted(state.bases, key=lambda one: (one.id not in used, one.kind not in kinds))


def grid_columns(sets: list[BaseSet], facts: ShareFacts, style: DateStyle) -> list[GridColumn]:
    """A column a set: its name and when; the source in the tool tip."""
    return [
        GridColumn(
            one.id,
            f"{base_when(one, style)} {one.name}".strip(),  # what differs first: long names lose their end
            14.5,
            locked=one.id in facts.fixed_bases,
            parse=_parse,
            show=_show,
            tip="\n".join(text for text in (basis_name(one.kind), one.source, one.provenance) if text),
        )
        for one in sets
    ]


def grid_cells(sets: list[BaseSet], bodies: list[Body]) -> dict[Key, Cell]:
    """Every figure; the sum at the foot."""
    cells: dict[Key, Cell] = {}
    for one in sets:
        for body in bodies:
            value = one.figures.get(body.id)
            cells[body.id, one.id] = figure_cell(
                Mark.BLANK if value is None else value, _show(value) if value is not None else ""
            )
        whole = sum(one.figures.values(), Decimal(0))
        cells[SUM, one.id] = Cell(whole, figure(whole), CellState.TOTAL)
    return cells


class BasesTab(QWidget):
    """The grid, what populations can be taken, and the sources. `taken(series:year)`, `typed(list)`, `add_asked`."""

    taken = Signal(str)
    typed = Signal(list)
    add_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picker = ValuePicker("census", _t("Population of the region"), [Option("", "－")], self)
        self.take = button(_t("Take as base figures"), self._take, icon="download", parent=self)
        self.take.setObjectName("take_population")
        self.add = button(_t("New figures"), self.add_asked.emit, icon="plus", kind="flat", parent=self)
        self.grid = Grid(_t("Base figures"), self, title_fh=wide(9.0, 13.6))
        self.grid.setObjectName("cost_bases")
        self.note = Label("", "label", "text2", wrap=True, parent=self)
        row = QHBoxLayout()
        edge = current().px(1.54)
        row.setContentsMargins(edge, 0, edge, 0)
        for widget in (self.picker, self.take, self.add):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, current().px(0.6), 0, current().px(0.6))
        self.note.setContentsMargins(edge, 0, edge, 0)
        column.addLayout(row)
        column.addWidget(self.grid, 1)
        column.addWidget(self.note)
        self.grid.edited.connect(lambda edit: self.typed.emit([_edit(edit)]))
        self.grid.pasted.connect(lambda edits: self.typed.emit([_edit(one) for one in edits]))
        self.picker.picked.connect(lambda _key, value: self.picker.set_value(value))

    def _take(self) -> None:
        if self.picker.value:
            self.taken.emit(self.picker.value)

    def render_state(self, state: SharesState) -> None:
        """Show every set."""
        facts = state.facts
        if facts is None:
            return
        sets = shown_sets(state)
        bodies = [body for body in facts.bodies if not body.is_outside]
        rows = [GridRow(body.id, body_name(body), mark=body_mark(body)) for body in bodies]
        rows.append(GridRow(SUM, _t("Sum"), "total"))
        self.grid.set_grid(
            rows, grid_columns(sets, facts, state.style), grid_cells(sets, bodies), corner=_t("Body"), foot=1
        )
        self.grid.set_read_only(state.read_only)
        options = [Option(f"{one.series}:{one.year}", _census_words(one)) for one in state.censuses]
        self.picker.set_options(options or [Option("", "－")])
        self.take.setEnabled(bool(options) and not state.read_only)
        self.add.setEnabled(not state.read_only)
        self.note.set_words(
            _t("Figures on which a confirmed share rests are locked; sources stand in the heads.")
        )


def _census_words(one: Census) -> str:
    text = _t("{series} {year}", series=one.name, year=one.year)
    return _t("{name} ({when})", name=text, when=_t("projection")) if one.is_projection else text


def _edit(edit: CellEdit) -> tuple[str, str, object]:
    return edit.column, edit.row, edit.value
