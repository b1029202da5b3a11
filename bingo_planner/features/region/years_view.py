"""The tab of fiscal years: which are settled, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.region.model import YearRow
from bingo_planner.features.region.presenter import RegionState
from bingo_planner.kernel.dates import DateStyle, format_fiscal_year
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.tags import Tag
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("region", text, **facts)


class YearsView(QWidget):
    """A table of years. `selected(year)`, `activated(year)` as text."""

    selected = Signal(str)
    activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = DateStyle.ERA
        self.table: RowTable[YearRow] = RowTable(
            self._columns(), lambda row: str(row.year), name=_t("Fiscal years")
        )
        self.table.setObjectName("years")
        note = _t(
            "Figures and texts of a settled year can only be read. Enter settles a year or, with a reason, unlocks it."
        )
        self.note = Label(note, "label", "text2", wrap=True, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        edge = current().px(1.54)
        self.note.setContentsMargins(edge, current().px(0.5), edge, current().px(0.5))
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        self.table.activated_row.connect(self.activated)
        self.table.selected_rows.connect(lambda ids: self.selected.emit(ids[0]) if ids else None)

    def _columns(self) -> list[Column[YearRow]]:
        return [
            Column(
                "year",
                _t("Fiscal year"),
                lambda row: row.year,
                10,
                text=lambda row: format_fiscal_year(row.year, self._style),
                primary=True,
            ),
            Column(
                "state",
                _t("State"),
                lambda row: Tag(_t("Settled"), "plain", "lock") if row.is_locked else Tag(_t("Open")),
                8,
                "tag",
            ),
            Column("reason", _t("Reason"), lambda row: row.reason, 20, stretch=True),
        ]

    def render_state(self, state: RegionState) -> None:
        """Show the years."""
        self._style = state.style
        self.table.set_rows(state.years)
        if state.form is not None and state.form.kind == "year_lock":
            self.table.select_row(state.form.record_id)
