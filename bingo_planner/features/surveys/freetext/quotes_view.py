"""Quotes for the report as they will be printed, with what still has to be looked at."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import wide
from bingo_planner.features.surveys.freetext.state import QuoteLine, TextState
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.buttons import button
from bingo_planner.ui.labels import Label
from bingo_planner.ui.states import StateWidget
from bingo_planner.ui.table import Column, Group, RowTable
from bingo_planner.ui.tags import Tag


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


def quote_tag(row: QuoteLine) -> Tag:
    """Whether somebody has read it, and what may identify."""
    if row.is_checked:
        return Tag(_t("Read"), "ok")
    if row.doubts:
        return Tag(_t("{n} to look at", n=row.doubts), "warn")
    return Tag(_t("To be read"), "plain", "eye")


class QuotesPanel(QWidget):
    """The quotes, group by group. `entered(id)` opens one, `looked(at)` shows its answer in the list."""

    entered = Signal(str)
    chosen = Signal(int)
    remove_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = button(_t("Edit the quote"), self._enter, icon="pencil", parent=self)
        self.remove = button(_t("Take out of the report"), self._remove, icon="trash-2", parent=self)
        columns: list[Column[QuoteLine]] = [
            Column(
                "text", _t("As printed"), lambda row: row.text, 20, stretch=True, tip=lambda row: row.text
            ),
            Column("who", _t("Who"), lambda row: row.who, wide(12.5, 13.5)),
            Column(
                "state", _t("State"), quote_tag, wide(7.6, 9.4), "tag", sort_key=lambda row: row.is_checked
            ),
        ]
        self.table: RowTable[QuoteLine] = RowTable(columns, lambda row: row.id, self, name=_t("Quotes"))
        self.table.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        self.table.selected_rows.connect(self._selected)
        self.table.activated_row.connect(self.entered)
        self.note = Label("", "small", "text3", wrap=True, parent=self)
        now, row, column = theme.current(), QHBoxLayout(), QVBoxLayout(self)
        row.setContentsMargins(now.px(0.6), now.px(0.35), now.px(1.0), now.px(0.35))
        row.setSpacing(now.px(0.5))
        row.addWidget(self.edit)
        row.addWidget(self.remove)
        row.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        self.state_widget = StateWidget(self.table, self)
        column.addWidget(self.state_widget, 1)
        self.note.setContentsMargins(now.px(1.0), now.px(0.3), now.px(1.0), now.px(0.3))
        column.addWidget(self.note)
        self._quotes: tuple[QuoteLine, ...] | None = None

    def _selected(self, ids: list[str]) -> None:
        record = self.table.rows_model.record(self.table.currentIndex().row())
        if ids and record is not None and record.at is not None:
            self.chosen.emit(record.at)

    def _enter(self) -> None:
        if self.table.current_id():
            self.entered.emit(self.table.current_id())

    def _remove(self) -> None:
        if self.table.current_id():
            self.remove_asked.emit(self.table.current_id())

    def render_state(self, state: TextState) -> None:
        """The quotes."""
        if state.quotes != self._quotes:
            self._quotes = state.quotes
            self.table.set_rows(
                state.quotes, group=lambda row: Group(row.group, row.group or _t("Without a group"))
            )
        side = state.side
        if side is not None and side.kind == "quote" and not self.table.selected_ids():
            self.table.select_row(side.record_id)
        chosen = bool(self.table.current_id())
        self.edit.setEnabled(chosen)
        self.remove.setEnabled(chosen and not state.read_only)
        self.note.set_words(
            _t("The report prints quotes that somebody has read. The answers themselves are never changed.")
        )
        if state.quotes:
            self.state_widget.show_content()
        else:
            more = _t("Choose an answer in the list and mark it with “Quote it”.")
            self.state_widget.show_empty(_t("No quotes yet"), None, "bookmark", more)
