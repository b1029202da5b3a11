"""Terms by seat over the years, with how many gaps and overlaps there are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.region.mark_view import body_mark
from bingo_planner.features.staff.arrange import YEARS_AHEAD, YEARS_BACK
from bingo_planner.features.staff.model import Seat, StaffFacts, TermState
from bingo_planner.features.staff.model import Term as StaffTerm
from bingo_planner.features.staff.state import StaffState
from bingo_planner.features.staff.words import term_label
from bingo_planner.kernel.dates import DateStyle, format_fiscal_year
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.ui.buttons import icon_button, rule
from bingo_planner.ui.labels import Label
from bingo_planner.ui.tags import Tag, TagLabel
from bingo_planner.ui.theme import current, theme_signals
from bingo_planner.ui.timeline import Term, TermRow, Timeline


def _t(text: str, **facts: object) -> str:
    return translate("staff", text, **facts)


class TermsView(QWidget):
    """A head with counts and zoom over the timeline. `chosen(seat)`, `entered(seat)`."""

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gaps, self.overlaps = TagLabel(parent=self), TagLabel(parent=self)
        self.years = Label("", "label", "text2", parent=self)
        self.timeline = Timeline(_t("Terms by seat"), self)
        self.timeline.selected_row.connect(self.chosen)
        self.timeline.activated_row.connect(self.entered)
        out = icon_button("zoom-out", _t("Fewer details"), self.timeline.zoom_out, shortcut="-", parent=self)
        near = icon_button("zoom-in", _t("More details"), self.timeline.zoom_in, shortcut="+", parent=self)
        self._head = QHBoxLayout()
        self._head.addWidget(Label(_t("Terms by seat"), "section", parent=self))
        for tag in (self.gaps, self.overlaps):
            self._head.addWidget(tag)
        self._head.addStretch(1)
        for part in (self.years, out, near):
            self._head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule(parent=self))
        column.addLayout(self._head)
        column.addWidget(self.timeline, 1)
        self._restyle()
        theme_signals().changed.connect(self._restyle)

    def _restyle(self) -> None:
        now = current()
        edge = now.px(1.54)
        self._head.setContentsMargins(edge, now.px(0.4), now.px(0.9), now.px(0.3))
        self._head.setSpacing(now.px(0.62))

    def show_state(self, state: StaffState) -> None:
        """Seats of the years around the chosen one."""
        facts = state.facts
        if facts is None:
            return
        first, last = state.year.shift(-YEARS_BACK), state.year.shift(YEARS_AHEAD)
        rows = [_row(facts, seat) for seat in state.seats]
        self.timeline.set_rows(rows, first, last, state.today, state.style)
        free, shared = self.timeline.counts()
        self.gaps.set_tag(Tag(_t("Gaps {n}", n=free), "warn", "") if free else None)
        self.overlaps.set_tag(Tag(_t("Overlaps {n}", n=shared), "err", "") if shared else None)
        self.years.set_words(years_words(int(first), int(last), state.style))

    def select(self, seat: str) -> None:
        """Show the seat of the chosen person as chosen."""
        self.timeline.select_row(seat)


def years_words(first: int, last: int, style: DateStyle) -> str:
    """令和3年度〜令和8年度."""
    dash = " – " if language() == "en" else "〜"
    return f"{format_fiscal_year(first, style)}{dash}{format_fiscal_year(last, style)}"


def _row(facts: StaffFacts, seat: Seat) -> TermRow:
    terms = [term for one in seat.terms if (term := _term(facts, one)) is not None]
    return TermRow(seat.key, seat.title, terms, body_mark(seat.body))


def _term(facts: StaffFacts, term: StaffTerm) -> Term | None:
    if term.starts_on is None:
        return None
    planned = term.state == TermState.PLANNED
    return Term(term.starts_on, term.ends_on, term_label(facts, term), planned, term.id)
