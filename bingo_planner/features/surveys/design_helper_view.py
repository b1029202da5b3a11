"""The bar that says how many answers are needed."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bingo_planner.features.surveys.design_state import DesignState
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui.celltext import text_width
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.labels import ElidedLabel
from bingo_planner.ui.theme import current

ERRORS = ("3", "4", "5", "7", "10")
RATES = ("20", "25", "30", "35", "40", "45", "50", "60", "100")


def _t(text: str, **facts: object) -> str:
    return translate("surveys", text, **facts)


class HelperBar(QWidget):
    """The source of the population, the error that is wanted and the return rate that is expected."""

    census_picked = Signal(str)
    error_picked = Signal(str)
    rate_picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.census = ValuePicker("census", _t("Population from"), [Option("", _t("none"))], self)
        self.error = ValuePicker(
            "error", _t("Error wanted"), [Option(one, f"±{one}") for one in ERRORS], self
        )
        self.rate = ValuePicker(
            "rate", _t("Return expected"), [Option(one, f"{one} %") for one in RATES], self
        )
        self.note = ElidedLabel("", "label", "text2", self)
        self._words = ""
        row = QHBoxLayout(self)
        edge = current().px(1.54)
        row.setContentsMargins(edge, current().px(0.4), edge, current().px(0.4))
        row.setSpacing(current().px(0.62))
        for part in (self.census, self.error, self.rate):
            row.addWidget(part)
        row.addWidget(self.note, 100)
        row.addStretch(1)
        self.census.picked.connect(lambda _key, value: self.census_picked.emit(value))
        self.error.picked.connect(lambda _key, value: self.error_picked.emit(value))
        self.rate.picked.connect(lambda _key, value: self.rate_picked.emit(value))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sentence beside the pickers stands there whole or not at all; the total's tip says it too."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        pickers = sum(part.sizeHint().width() for part in (self.census, self.error, self.rate))
        room = self.width() - pickers - current().px(2 * 1.54 + 4 * 0.62)
        self.note.setVisible(text_width(self._words, "label") <= room)

    def render_state(self, state: DesignState) -> None:
        """What is chosen."""
        names = {one.series: one.label for one in state.frame.data.series}
        options = [
            Option(f"{one.series}:{one.year}", f"{names.get(one.series, one.series)} {one.year}")
            for one in state.censuses
        ]
        facts = state.facts
        row = facts.survey if facts is not None else None
        chosen = (
            f"{row.population_series}:{row.population_year}"
            if row is not None and row.population_series
            else ""
        )
        if chosen and chosen not in {one.key for one in options}:
            options.append(Option(chosen, chosen.replace(":", " ")))
        self.census.set_options([Option("", _t("none")), *options])
        self.census.set_value(chosen)
        self.census.setEnabled(not state.frame.read_only)
        self._show_wish(state)
        self._words = _note(state)
        self.note.set_words(self._words)
        self._fit()

    def _show_wish(self, state: DesignState) -> None:
        rates = sorted({*map(Decimal, RATES), state.wish.rate})
        self.rate.set_options([Option(str(one), f"{one} %") for one in rates])
        self.rate.set_value(str(state.wish.rate))
        self.error.set_value(str(state.wish.error))


def _note(state: DesignState) -> str:
    if not state.need_of_all:
        return ""
    words = _t("{n} answers for the region as a whole", n=format_number(state.need_of_all))
    if state.is_split:
        words += _t("; ages of a five-year class counted year by year alike")
    return words
