"""The year of a measure: places, home bodies or classes by month, with the year's sum and average."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.region.mark_view import body_mark
from bingo_planner.features.usage.figures import show_figure
from bingo_planner.features.usage.model import Total
from bingo_planner.features.usage.state import UsageState
from bingo_planner.features.usage.words import month_word
from bingo_planner.features.usage.yearly import Side, YearLine, YearTable, adds_up
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark, format_number
from bingo_planner.ui.labels import Label
from bingo_planner.ui.segmented import Segment, Segmented
from bingo_planner.ui.table import Column, MarkCell, RowTable, TotalRow
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("usage", text, **facts)


_SIDES = {Side.PLACES: "By facility", Side.BODIES: "By home body", Side.CLASSES: "By class"}


class YearView(QWidget):
    """The table with its switch. `sided(side)`."""

    sided = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = [
            Segment(Side.PLACES, _t("By facility")),
            Segment(Side.BODIES, _t("By home body")),
            Segment(Side.CLASSES, _t("By class")),
        ]
        self.sides = Segmented(words, _t("Split"), self)
        self.sides.chosen.connect(self.sided)
        self.head = Label("", "body", "text2", parent=self)
        self.table: RowTable[YearLine] = RowTable([], lambda line: line.key, name=_t("Year"), frozen=1)
        self.table.setObjectName("year")
        self.note = Label("", "label", "text2", wrap=True, parent=self)
        edge = current().px(1.54)
        bar = QHBoxLayout()
        bar.setContentsMargins(edge, current().px(0.3), edge, current().px(0.45))
        bar.addWidget(self.sides)
        bar.addWidget(self.head, 1)
        self.note.setContentsMargins(edge, current().px(0.4), edge, current().px(0.4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        self._shape: object = None

    def render_state(self, state: UsageState) -> None:
        """Show the table of a state."""
        table = state.table
        if table is None:
            return
        shape = (table.measure.id, table.side, table.months, state.style)
        if shape != self._shape:
            self._shape = shape
            self.table.set_columns(columns(table))
        self.sides.set_key(table.side)
        self.sides.setVisible(len(table.sides) > 1)
        for button, side in zip(self.sides.findChildren(QWidget), _SIDES, strict=False):
            button.setVisible(side in table.sides)
        self.head.set_words(_t("  {measure} ({unit})", measure=table.measure.name, unit=table.measure.unit))
        self.table.set_rows(table.lines)
        cells = {f"m{at}": shown(table, one) for at, one in enumerate(table.whole.months)}
        cells |= {"year": shown(table, table.whole.year), "average": average(table, table.whole)}
        self.table.set_totals([TotalRow(_t("Region"), cells)])
        self.note.set_words(notes(table))


def columns(table: YearTable) -> list[Column[YearLine]]:
    """Titles, twelve months, the year's figure and the average."""
    title = {Side.PLACES: _t("Facility"), Side.BODIES: _t("Home body"), Side.CLASSES: _t("Class")}[table.side]
    found: list[Column[YearLine]] = [
        Column("title", title, _title, 14, "mark", primary=True, sortable=False, stretch=True)
    ]
    for at, month in enumerate(table.months):
        found.append(_column(table, f"m{at}", month_word(month), _month(at), 5.0))
    year = _t("Year in all") if adds_up(table.measure) else _t("Latest month")
    found.append(_column(table, "year", year, lambda line: line.year, 6.6))
    found.append(
        Column(
            "average",
            _t("Average"),
            lambda line: line.average,
            6.6,
            "number",
            sortable=False,
            text=lambda line: average(table, line),
        )
    )
    return found


def _title(line: YearLine) -> object:
    mark = body_mark(line.body)
    return MarkCell((mark,) if mark is not None else (), line.title)


def _month(at: int) -> Callable[[YearLine], Total]:
    return lambda line: line.months[at]


def _column(
    table: YearTable, key: str, title: str, get: Callable[[YearLine], Total], width: float
) -> Column[YearLine]:
    return Column(
        key,
        title,
        lambda line: get(line).figure,
        width,
        "number",
        sortable=False,
        text=lambda line: shown(table, get(line)),
    )


def shown(table: YearTable, found: Total) -> str:
    """A figure with ※ where something is left out; 未集計 and － as words, blank for nothing."""
    text = show_figure(table.measure, found.figure)
    is_partial = bool(found.left_out) and isinstance(found.figure, Decimal)
    return f"※{text}" if is_partial else text


def average(table: YearTable, line: YearLine) -> str:
    """The mean of the months known, with one decimal more than the figures."""
    return "" if line.average is None else format_number(line.average, table.measure.decimals + 1)


def notes(table: YearTable) -> str:
    """What the figures leave out and how many months they rest on."""
    parts = [_t("The average is that of the {n} months known.", n=table.known)]
    marked = [one for line in (*table.lines, table.whole) for one in (*line.months, line.year)]
    if any(one.left_out and not isinstance(one.figure, Mark) for one in marked):
        parts.append(_t("※ something is not entered or not yet counted and left out."))
    return " ".join(parts)
