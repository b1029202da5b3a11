"""The budget of a project as an entry grid: stages and sources of money by fiscal year, typed in thousand yen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.projects.budgeting import (
    YenSum,
    budget_years,
    cell,
    check_sources,
    over_years,
    sources,
)
from bingo_planner.features.projects.detail_presenter import DetailState
from bingo_planner.features.projects.fields import CONTEXT, word
from bingo_planner.features.projects.model import (
    SOURCES,
    BudgetEdit,
    BudgetKey,
    Money,
    ProjectDetail,
    Stage,
    Yen,
)
from bingo_planner.kernel.dates import DateStyle, format_fiscal_year
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import Mark, format_mark, format_thousand_yen, parse_yen
from bingo_planner.ui.grid import Cell, CellEdit, CellState, Grid, GridColumn, GridRow, figure_cell
from bingo_planner.ui.grid_model import Key
from bingo_planner.ui.labels import Label
from bingo_planner.ui.theme import current

SUM = "sum"


def _t(text: str) -> str:
    return translate(CONTEXT, text)


def parse_cell(text: str) -> object:
    """Typed text as thousand yen (an exact decimal) or a mark; PlanError with the reason otherwise."""
    value = parse_yen(text)
    return Decimal(value) / 1000 if isinstance(value, int) else value


def show_cell(value: object) -> str:
    """Thousand yen as shown, rounded to whole thousands."""
    if isinstance(value, Decimal):
        return format_thousand_yen(int(value * 1000))
    return format_mark(value) if isinstance(value, Mark) else ""


def as_yen(value: object) -> Yen:
    """The grid's value in yen."""
    if isinstance(value, Decimal):
        return int(value * 1000)
    return value if isinstance(value, Mark) else Mark.BLANK


def edit_of(edit: CellEdit) -> BudgetEdit:
    """A finished entry as a change of the budget."""
    stage, _, money = edit.row.partition(":")
    return BudgetEdit(BudgetKey(int(edit.column), Stage(stage), Money(money)), as_yen(edit.value))


def grid_rows(shown: Sequence[Stage]) -> list[GridRow]:
    """A row for every stage, then the sources of money of the stages shown, each with its sum."""
    rows = [GridRow(f"{one}:{Money.TOTAL}", word("budget_line", "stage", one)) for one in Stage]
    for stage in shown:
        group = f"sources:{stage}"
        name = word("budget_line", "stage", stage)
        rows.append(GridRow(group, translate(CONTEXT, "Sources of money: {stage}", stage=name), "group"))
        rows += [
            GridRow(f"{stage}:{money}", word("budget_line", "money", money), indent=1, parent=group)
            for money in SOURCES
        ]
        rows.append(GridRow(f"{SUM}:{stage}", _t("Sum of sources"), "total", parent=group))
    return rows


def grid_columns(
    detail: ProjectDetail, years: Sequence[int], year: int, style: DateStyle
) -> list[GridColumn]:
    """A column for every year, the locked ones with a lock, and the sum."""
    heads = [
        GridColumn(
            str(one),
            format_fiscal_year(one, style, "symbol"),
            5.9 if language() == "en" else 5.6,
            locked=one in detail.locked,
            current=one == year,
            parse=parse_cell,
            show=show_cell,
            tip=detail.locked.get(one, ""),
        )
        for one in years
    ]
    return [*heads, GridColumn(SUM, _t("Sum"), 6.2, "total", tip=_span(years, style))]


def _span(years: Sequence[int], style: DateStyle) -> str:
    return (
        f"{format_fiscal_year(years[0], style, 'symbol')}～{format_fiscal_year(years[-1], style, 'symbol')}"
    )


def grid_cells(detail: ProjectDetail, years: Sequence[int], shown: Sequence[Stage]) -> dict[Key, Cell]:
    """Every cell: figures and marks, sums that say what they leave out, sources held against totals."""
    cells: dict[Key, Cell] = {}
    for stage in Stage:
        moneys = (Money.TOTAL, *SOURCES) if stage in shown else (Money.TOTAL,)
        for money in moneys:
            row = f"{stage}:{money}"
            for year in years:
                cells[row, str(year)] = _figure(cell(detail.budget, year, stage, money))
            cells[row, SUM] = _total(over_years(detail.budget, years, stage, money))
    for stage in shown:
        for year in years:
            cells[f"{SUM}:{stage}", str(year)] = _checked(detail, year, stage)
        every = sum((sources(detail.budget, year, stage) for year in years), YenSum())
        cells[f"{SUM}:{stage}", SUM] = _total(every)
    return cells


def _figure(value: Yen) -> Cell:
    if isinstance(value, Mark):
        return figure_cell(value)
    held = Decimal(value) / 1000
    return Cell(
        held,
        format_thousand_yen(value),
        CellState.ZERO if value == 0 else CellState.OK,
        edit=f"{held.normalize():f}",
    )


def _total(summed: YenSum) -> Cell:
    value = summed.value
    held = Decimal(value) / 1000 if isinstance(value, int) else value
    text = format_thousand_yen(value)
    if not summed.is_partial:
        return Cell(held, text, CellState.TOTAL)
    tip = translate(CONTEXT, "without {n} not yet counted", n=summed.pending)
    return Cell(held, f"※{text}", CellState.TOTAL, tip=tip)


def _checked(detail: ProjectDetail, year: int, stage: Stage) -> Cell:
    """The sum of the sources of a year; marked when it is not the total."""
    shown = _total(sources(detail.budget, year, stage))
    check = check_sources(detail.budget, year, stage)
    if not check.is_wrong or check.gap is None:
        return shown
    text = "{n} thousand yen more than the total" if check.gap > 0 else "{n} thousand yen less than the total"
    tip = translate(CONTEXT, text, n=format_thousand_yen(abs(check.gap)))
    return Cell(shown.value, shown.text, CellState.CHECK, tip=tip)


def notes(detail: ProjectDetail, years: Sequence[int], shown: Sequence[Stage]) -> str:
    """What the figures leave out, how they are rounded, and where sources and totals differ."""
    parts = [_t("Thousand yen, rounded half up; sums add the yen themselves.")]
    pending = sum(over_years(detail.budget, years, stage).pending for stage in Stage)
    if pending:
        parts.append(translate(CONTEXT, "※ without {n} not yet counted.", n=pending))
    wrong = [
        (year, stage)
        for stage in shown
        for year in years
        if check_sources(detail.budget, year, stage).is_wrong
    ]
    if wrong:
        year, stage = wrong[0]
        where = f"{format_fiscal_year(year)} {word('budget_line', 'stage', stage)}"
        parts.append(translate(CONTEXT, "Sources and total differ: {where} (F8 goes there).", where=where))
    return _t(" ").join(parts)


class BudgetGrid(Grid):
    """The entry grid of one project's budget. `changed(list of BudgetEdit, words about a paste)`."""

    changed = Signal(list, str)

    def __init__(
        self,
        shown: Sequence[Stage],
        parent: QWidget | None = None,
        *,
        title_fh: float = 11.5,
        years: int = 0,
    ) -> None:
        super().__init__(_t("Budget"), parent, title_fh=title_fh)
        self.shown, self._most = tuple(shown), years
        self.setObjectName("budget")
        self.edited.connect(self._edited)
        self.pasted.connect(self._pasted)
        self._pasting = False

    def render_state(self, state: DetailState) -> None:
        """Show the budget of a state."""
        detail = state.detail
        if detail is None:
            return
        years = self.years_of(state)
        self.set_grid(
            grid_rows(self.shown),
            grid_columns(detail, years, int(state.year), state.style),
            grid_cells(detail, years, self.shown),
            corner=_t("Kind"),
        )
        self.set_read_only(state.read_only)
        self._settle_rows()

    def _settle_rows(self) -> None:
        """On the summary, rows stand closer so that stages and sources are seen together."""
        if self._most:
            self.verticalHeader().setDefaultSectionSize(current().px(1.8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle_rows()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if hasattr(self, "_most"):
            self._settle_rows()

    def years_of(self, state: DetailState) -> tuple[int, ...]:
        """The years shown: all with a figure, or the few round the year at work."""
        every = budget_years(state.detail.budget if state.detail else {}, int(state.year))
        if not self._most:
            return every
        first = max(min(int(state.year) - 1, every[-1] - self._most + 1), every[0])
        return every[every.index(first) :][: self._most]

    def _edited(self, edit: CellEdit) -> None:
        self.changed.emit([edit_of(edit)], "")

    def paste_clipboard(self) -> None:
        """A block is one step; what could not be read stays in its cell with the reason."""
        self._pasting = True
        self._waiting: list[BudgetEdit] = []
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


class BudgetTab(QWidget):
    """The grid with every stage's sources and the notes beneath it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = BudgetGrid(tuple(Stage), self)
        self.note = Label("", "label", "text2", wrap=True, parent=self)
        column = QVBoxLayout(self)
        edge = current().px(1.54)
        column.setContentsMargins(edge, current().px(0.6), edge, current().px(0.6))
        column.addWidget(self.grid, 1)
        column.addWidget(self.note)

    def render_state(self, state: DetailState) -> None:
        """Show the budget of a state."""
        self.grid.render_state(state)
        if state.detail is not None:
            years = budget_years(state.detail.budget, int(state.year))
            self.note.set_words(notes(state.detail, years, self.grid.shown))
