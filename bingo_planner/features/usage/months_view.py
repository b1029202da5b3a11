"""The months of a service: how far each is, which places are missing, what is asked, who confirmed it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.usage.model import MonthLine, MonthStage, UsageYear
from bingo_planner.features.usage.state import UsageState
from bingo_planner.features.usage.words import stage_words
from bingo_planner.kernel.dates import DateStyle, format_date, format_month
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.tags import Tag
from bingo_planner.ui.theme import current

_TAGS = {
    MonthStage.CONFIRMED: ("ok", "lock"),
    MonthStage.TO_CHECK: ("warn", None),
    MonthStage.OPEN: ("plain", "pencil"),
    MonthStage.AHEAD: ("plain", ""),
}


def _t(text: str, **facts: object) -> str:
    return translate("usage", text, **facts)


class MonthsView(QWidget):
    """A table of months. `activated(month as text)`."""

    activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = DateStyle.ERA
        self._data: UsageYear | None = None
        self.table: RowTable[MonthLine] = RowTable(
            self._columns(), lambda line: line.month.isoformat(), name=_t("Months"), frozen=1
        )
        self.table.setObjectName("months")
        self.note = Label(_t("Enter opens the month."), "label", "text2", parent=self)
        edge = current().px(1.54)
        self.note.setContentsMargins(edge, current().px(0.4), edge, current().px(0.4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        self.table.activated_row.connect(self.activated)

    def _columns(self) -> list[Column[MonthLine]]:
        wide = 1.4 if language() == "en" else 1.0
        return [
            Column(
                "month",
                _t("Month"),
                lambda line: line.month,
                8.5 if wide == 1.0 else 7.2,
                text=lambda line: format_month(line.month, self._style),
                primary=True,
                sort_key=lambda line: line.month,
            ),
            Column("state", _t("State"), self._tag, 8 if wide == 1.0 else 9, "tag"),
            Column("missing", _t("Not entered"), self._names(lambda line: line.missing), 9, stretch=True),
            Column("pending", _t("Pending"), self._names(lambda line: line.pending), 7, stretch=True),
            Column(
                "findings",
                _t("To look at"),
                lambda line: line.findings or None,
                8 if wide == 1.0 else 6.6,
                "number",
            ),
            Column(
                "corrections", _t("Corrections"), lambda line: line.corrections or None, 5.4 * wide, "number"
            ),
            Column("by", _t("Confirmed by"), self._by, 14.5 if wide == 1.0 else 17.8),
        ]

    def _tag(self, line: MonthLine) -> object:
        state, icon = _TAGS[line.stage]
        return Tag(stage_words(line.stage), state, icon)

    def _names(self, ids: Callable[[MonthLine], tuple[str, ...]]) -> Callable[[MonthLine], object]:
        def names(line: MonthLine) -> object:
            if self._data is None or line.stage is MonthStage.AHEAD:
                return ""
            service = self._data.service
            found = [service.facility(one) for one in ids(line)]
            return _t(", ").join(one.name if one else service.name for one in found)

        return names

    def _by(self, line: MonthLine) -> object:
        if self._data is None:
            return ""
        month = self._data.month(line.month)
        day = format_date(month.confirmed_on, self._style) if month.confirmed_on else ""
        return f"{day} {month.confirmed_by}".strip() if month.is_confirmed else ""

    def render_state(self, state: UsageState) -> None:
        """Show the months of a state, the one at work chosen."""
        self._style, self._data = state.style, state.data
        self.table.set_rows(state.months)
        self.table.select_row(state.month.isoformat())
