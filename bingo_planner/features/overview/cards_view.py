"""The row of cards: KPIs by role area, and the money of the year."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from bingo_planner.features.overview.model import AreaCard, BudgetCard
from bingo_planner.features.overview.presenter import OverviewState
from bingo_planner.features.overview.words import (
    budget_change,
    budget_figure,
    budget_foot,
    card_foot,
    change_words,
    elapsed_words,
    share_words,
)
from bingo_planner.features.projects.model import Rating, RoleArea
from bingo_planner.features.projects.words import area_name, area_short
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.cards import KpiCard, KpiCardData
from bingo_planner.ui.celltext import text_width
from bingo_planner.ui.theme import current

_ALWAYS = (Rating.A, Rating.B, Rating.C, Rating.D, Rating.PENDING)
_LETTERS = (*_ALWAYS, Rating.NONE)
"""Those that cannot be rated are named when there are any: the segments add up to the number of KPIs."""
_NARROW_FH = 56
_SHORT_FH = 19.5
"""Cards narrower than this leave the words beside their figures out."""


def _t(text: str, **facts: object) -> str:
    return translate("overview", text, **facts)


def area_data(card: AreaCard, style: DateStyle, short: bool = False) -> KpiCardData:
    """What the card of a role area says."""
    counts = card.now.counts
    return KpiCardData(
        area_short(card.area),
        share_words(card.now.good_share),
        "%" if card.now.good_share is not None else "",
        _t("A or B"),
        _t("{n} KPIs", n=card.now.total),
        change_words(card.change),
        card.change is not None and card.change < 0,
        tuple((letter.value, counts[letter]) for letter in _LETTERS if letter in _ALWAYS or counts[letter]),
        foot=card_foot(card, style, short),
        link=_t("{n} with C or D", n=card.weak) if card.weak else "",
    )


def budget_data(card: BudgetCard, short: bool = False) -> KpiCardData:
    """What the card of the money says: the original budget, and what of it is settled."""
    running = 0 < card.elapsed < 1
    return KpiCardData(
        _t("Original budget"),
        budget_figure(card),
        note=_t("¥1,000"),
        change="" if short else budget_change(card),
        share=float(min(card.settled_share or Decimal(0), Decimal(1))),
        marker=float(card.elapsed) if running else None,
        foot="" if short and card.change is not None else budget_foot(card),
        foot_right=budget_change(card) if short else elapsed_words(card),
    )


class CardRow(QWidget):
    """Four cards in a row, two by two where it is narrow. `weak_asked(role area)`."""

    weak_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.areas = {area: KpiCard(KpiCardData(area_short(area), "")) for area in RoleArea}
        self.budget = KpiCard(KpiCardData(_t("Original budget"), "", share=0.0))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._columns = 0
        self._state: OverviewState | None = None
        for area, card in self.areas.items():
            card.opened.connect(lambda area=area: self.weak_asked.emit(area.value))
        self._arrange(4)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.setSpacing(current().px(0.92))
        for place, card in enumerate((*self.areas.values(), self.budget)):
            self._grid.addWidget(card, place // columns, place % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(4 if self.width() >= current().px(_NARROW_FH) else 2)
        if self._state is not None:
            self._grid.activate()
            self.render_state(self._state)

    def render_state(self, state: OverviewState) -> None:
        """Show the figures."""
        overview, self._state = state.overview, state
        if overview is None:
            return
        short = self.budget.width() < current().px(_SHORT_FH)
        for card in overview.areas:
            shown = self.areas[RoleArea(card.area)]
            shown.set_data(area_data(card, state.style, short))
            shown.setToolTip(f"{area_name(card.area)}\n{shown.toolTip()}".strip())
        if overview.budget is not None:
            self.budget.set_data(budget_data(overview.budget, short or self._is_long(overview.budget)))

    def _is_long(self, budget: BudgetCard) -> bool:
        """Whether the figure leaves no room for the change beside it: then that stands at the foot."""
        words = text_width(budget_figure(budget), "figure") + text_width(budget_change(budget), "label")
        return words + current().px(3) > self.budget.width()
