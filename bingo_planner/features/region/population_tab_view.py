"""The tab of populations: one series at a time, as two charts with their twins and as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bingo_planner.features.region.lists import PersonsLine, PopulationView
from bingo_planner.features.region.mark_view import body_mark, wide
from bingo_planner.features.region.model import Body
from bingo_planner.features.region.presenter import RegionState
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui.chart import ChartData, ChartView, Series
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, MarkCell, RowTable, TotalRow
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("region", text, **facts)


def _name(line: PersonsLine) -> object:
    mark = body_mark(line.body)
    name = line.body.brief if line.body is not None else ""
    return MarkCell((mark,), name) if mark is not None else name


def _figure(at: int) -> Callable[[PersonsLine], object]:
    return lambda line: line.figures[at] if at < len(line.figures) else None


def _percent(value: Decimal | None, sign: bool = False) -> str:
    plus = "+" if sign and value is not None and value > 0 else ""
    return "" if value is None else plus + format_number(value, 1)


_MOST_ROWS = 14
"""A region of more bodies scrolls in its table after all."""


class PopulationTab(QWidget):
    """Pickers, charts, table. `series_picked(series)`, `whose_picked(body id)`."""

    series_picked = Signal(str)
    whose_picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.series = ValuePicker("series", _t("Source"), (), self)
        self.whose = ValuePicker("whose", _t("Whose"), (), self)
        self.source = Label("", "small", "text3", wrap=True, parent=self)
        self.ages, self.index = ChartView(self), ChartView(self)
        self.ages_title, self.index_title = Label("", "label", parent=self), Label("", "label", parent=self)
        self.table: RowTable[PersonsLine] = RowTable(
            [], lambda line: line.id, name=_t("Populations"), frozen=1
        )
        self.table.setObjectName("populations")
        self._years: tuple[int, ...] | None = None
        self._lay_out()
        self.series.picked.connect(lambda _key, value: self.series_picked.emit(value))
        self.whose.picked.connect(lambda _key, value: self.whose_picked.emit(value))

    def _lay_out(self) -> None:
        now, bar, charts = current(), QHBoxLayout(), QHBoxLayout()
        edge = now.px(1.54)
        bar.setContentsMargins(edge, now.px(0.45), edge, now.px(0.45))
        bar.setSpacing(now.px(0.62))
        bar.addWidget(self.series)
        bar.addWidget(self.whose)
        bar.addStretch(1)
        charts.setContentsMargins(edge, 0, edge, 0)
        charts.setSpacing(now.px(0.9))
        for title, chart in ((self.ages_title, self.ages), (self.index_title, self.index)):
            part = QVBoxLayout()
            part.setSpacing(now.px(0.2))
            part.addWidget(title)
            part.addWidget(chart, 1)
            charts.addLayout(part, 1)
        inner, area = QWidget(self), QScrollArea(self)
        below = QVBoxLayout(inner)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(now.px(0.3))
        below.addLayout(charts, 4)
        below.addWidget(self.table, 5)
        # On a low screen charts and table keep a size at which they can be read, and the tab scrolls.
        self.ages.setMinimumHeight(now.px(12.5))
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(area, 1)
        self.source.setContentsMargins(edge, now.px(0.3), edge, now.px(0.4))
        column.addWidget(self.source)

    def render_state(self, state: RegionState) -> None:
        """Show one series."""
        view, page = state.population, state.page
        if page is None:
            return
        facts = page.facts
        self.series.set_options([Option(one.series, one.label) for one in facts.series])
        self.series.set_value(view.series)
        members = [Option(body.id, body.label) for body in facts.members]
        self.whose.set_options([Option("", _t("Whole region")), *members])
        self.whose.set_value(view.body_id)
        self._show_charts(view, self._whose_name(state))
        self._show_table(view)
        found = next((one for one in facts.series if one.series == view.series), None)
        parts = (found.source, found.note) if found is not None else ()
        self.source.set_words("　".join(part for part in parts if part))

    @staticmethod
    def _whose_name(state: RegionState) -> str:
        body = state.page.facts.body(state.population.body_id) if state.page is not None else None
        return body.label if body is not None else _t("Whole region")

    def _show_charts(self, view: PopulationView, whose: str) -> None:
        years = [str(year) for year in view.years]
        ramp = [colour.name() for colour in current().ramp()]
        tones = (ramp[6], ramp[3], ramp[5])
        stacks = [
            Series(name, _ten_thousands(values), "stack", tone)
            for (name, values), tone in zip(view.groups, tones, strict=False)
            if any(value is not None for value in values)
        ]
        title = _t("{whose}: population by age group", whose=whose)
        self.ages_title.set_words(_t("{title} ({unit})", title=title, unit=_t("10,000 persons")))
        self.ages.show_data(ChartData(title, years, stacks, _t("10,000 persons"), decimals=1))
        lines = [
            Series(line.body.brief, _index(line.figures), "line", _colour(line.body))
            for line in _told(view)
            if line.body is not None
        ]
        if view.total is not None:
            lines.append(Series(_t("Whole region"), _index(view.total.figures)))
        base = _t("Population when {year} is 100", year=years[0]) if years else _t("No figures yet")
        self.index_title.set_words(base)
        self.index.show_data(ChartData(base, years, lines, decimals=1))

    def _show_table(self, view: PopulationView) -> None:
        if self._years != view.years:
            self._years = view.years
            self.table.set_columns(self._columns(view))
        self.table.set_rows(view.lines)
        if view.total is not None:
            cells: dict[str, object] = {f"y{at}": value for at, value in enumerate(view.total.figures)}
            cells |= {"change": _percent(view.total.change, True), "elderly": _percent(view.total.elderly)}
            self.table.set_totals([TotalRow(_t("Whole region"), cells)])
        else:
            self.table.set_totals([])
        self._fit_table(len(view.lines))

    def _fit_table(self, lines: int) -> None:
        """All bodies with their sum are seen at once: the tab scrolls, not a table within it."""
        now = current()
        rows = min(lines, _MOST_ROWS) + 2  # with the head and the sum
        self.table.setMinimumHeight(max(rows * now.row_height + now.px(1.2), now.px(16)))

    def _columns(self, view: PopulationView) -> list[Column[PersonsLine]]:
        years = [
            Column(f"y{at}", self._year(view, year), _figure(at), wide(6.5, 7), "number")
            for at, year in enumerate(view.years)
        ]
        return [
            Column("name", _t("Municipality"), _name, wide(10, 11), "mark", primary=True, stretch=True),
            *years,
            Column(
                "change",
                _t("Change (%)"),
                _change,
                wide(6.5, 7.6),
                "number",
                text=lambda row: _percent(row.change, True),
            ),
            Column(
                "elderly",
                _t("65 and over (%)"),
                _elderly,
                wide(8.5, 9.8),
                "number",
                text=lambda row: _percent(row.elderly),
            ),
        ]

    @staticmethod
    def _year(view: PopulationView, year: int) -> str:
        projected = view.first_projected is not None and year >= view.first_projected
        return _t("{year} est.", year=year) if projected else _t("{year}", year=year)


def _colour(body: Body) -> str:
    return body.color_dark if current().name == "dark" else body.color_light


def _told(view: PopulationView) -> list[PersonsLine]:
    """The body picked; without one those that change least and most: nine lines could not be told apart."""
    if view.body_id:
        return [line for line in view.lines if line.id == view.body_id]
    known = sorted(
        (line for line in view.lines if line.change is not None), key=lambda line: line.change or 0
    )
    return [known[-1], known[0]] if len(known) > 1 else known


def _change(line: PersonsLine) -> object:
    return line.change


def _elderly(line: PersonsLine) -> object:
    return line.elderly


def _ten_thousands(values: Sequence[int | None]) -> list[float | None]:
    return [None if value is None else value / 10_000 for value in values]


def _index(values: Sequence[int | None]) -> list[float | None]:
    base = values[0] if values else None
    return [None if value is None or not base else value * 100 / base for value in values]
