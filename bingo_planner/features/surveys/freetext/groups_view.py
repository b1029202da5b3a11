"""Groups of opinions: field by field, with the opinions and the people behind them, and the rules that find them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import wide
from bingo_planner.features.surveys.freetext.state import Break, GroupLine, TextState
from bingo_planner.features.surveys.freetext.words_view import FEW, percent, percent_text
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui import theme
from bingo_planner.ui.buttons import button, icon_button
from bingo_planner.ui.labels import Label
from bingo_planner.ui.states import StateWidget
from bingo_planner.ui.table import Column, Group, RowTable, TotalRow

REST = "|rest"
"""Key of the rows that are no group."""


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


def line_id(row: GroupLine) -> str:
    """The id of a row: its group, or what the rest is."""
    return row.id or row.kind


def line_name(row: GroupLine) -> str:
    """The name of a row."""
    if row.kind == "unsorted":
        return _t("Not sorted")
    return _t("Says nothing in particular") if row.kind == "nothing" else row.name


class GroupsPanel(QWidget):
    """The groups. `looked(id or kind)` for the row under the cursor, `entered(id)` for its fields."""

    looked = Signal(str)
    entered = Signal(str)
    add_asked = Signal()
    copy_asked = Signal()
    moved = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add = button(_t("Add a group"), self.add_asked.emit, icon="plus", parent=self)
        self.copy = icon_button(
            "copy", _t("Copy groups from another question…"), self.copy_asked.emit, parent=self
        )
        self.edit = button(_t("Name and rules"), self._enter, icon="pencil", parent=self)
        self.up = icon_button(
            "arrow-up", _t("Move up"), lambda: self._move(-1), shortcut="Alt+Up", parent=self
        )
        self.down = icon_button(
            "arrow-down", _t("Move down"), lambda: self._move(1), shortcut="Alt+Down", parent=self
        )
        self.table: RowTable[GroupLine] = RowTable(
            _columns(Break()), line_id, self, name=_t("Groups of opinions"), frozen=2
        )
        self.table.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        self.table.selected_rows.connect(self._selected)
        self.table.activated_row.connect(self.entered)
        self.note = Label("", "small", "text3", wrap=True, parent=self)
        now, row, column = theme.current(), QHBoxLayout(), QVBoxLayout(self)
        row.setContentsMargins(now.px(0.6), now.px(0.35), now.px(1.0), now.px(0.35))
        row.setSpacing(now.px(0.5))
        for made in (self.add, self.edit, self.up, self.down):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.copy)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        self.state_widget = StateWidget(self.table, self)
        column.addWidget(self.state_widget, 1)
        self.note.setContentsMargins(now.px(1.0), now.px(0.3), now.px(1.0), now.px(0.3))
        column.addWidget(self.note)
        self._broken: Break | None = None
        self._groups: tuple[GroupLine, ...] | None = None

    def current_group(self) -> str:
        """The group under the cursor; "" on the rest."""
        record = self.table.rows_model.record(self.table.currentIndex().row())
        return record.id if record is not None else ""

    def _selected(self, ids: list[str]) -> None:
        if ids:
            self.looked.emit(ids[0])

    def _enter(self) -> None:
        if self.current_group():
            self.entered.emit(self.current_group())

    def _move(self, step: int) -> None:
        if self.current_group():
            self.moved.emit(self.current_group(), step)

    def render_state(self, state: TextState) -> None:
        """The groups with their counts."""
        if state.broken != self._broken:
            self._broken = state.broken
            self.table.set_columns(_columns(state.broken))
        if state.groups is not self._groups:
            self._groups = state.groups
            sums = {one.name: one for one in state.fields}

            def group(row: GroupLine) -> Group:
                if row.kind != "group":
                    return Group(REST, _t("The rest"))
                told = sums[row.field]
                note = _t(
                    "groups: {opinions} opinions of {people} people",
                    opinions=format_number(told.opinions),
                    people=format_number(told.people),
                )
                return Group(row.field, row.field or _t("Without a field"), note)

            self.table.set_rows(state.groups, group=group)
            self.table.set_totals([_total(state)])
            if state.chosen_group and not self.table.selected_ids():
                self.table.select_row(state.chosen_group)
        chosen = bool(self.current_group()) and not state.read_only
        for made in (self.edit, self.up, self.down):
            made.setEnabled(chosen)
        for made in (self.add, self.copy):
            made.setEnabled(not state.read_only)
        self.note.set_words(_note(state))
        if state.choices:
            self.state_widget.show_content()
        else:
            self._show_empty(state.read_only)

    def _show_empty(self, read_only: bool) -> None:
        add = ("plus", _t("Add a group"), self.add_asked.emit)
        more = _t(
            "Look at “Words” first: “Make a group” there takes a word with all its spellings as a rule."
        )
        self.state_widget.show_empty(
            _t("Opinions are not sorted yet"), None if read_only else add, "tag", more
        )


def _columns(broken: Break) -> list[Column[GroupLine]]:
    found: list[Column[GroupLine]] = [
        Column(
            "digit", _t("Key"), lambda row: row.digit, wide(3.8, 3.8), "code", align="center", sortable=False
        ),
        Column(
            "name",
            _t("Kind"),
            line_name,
            wide(11, 12),
            primary=True,
            note=lambda row: f"▲ {_t('rule')}" if row.problem else "",
            tip=lambda row: row.problem or row.rules,
        ),
        Column("opinions", _t("Opinions"), lambda row: row.opinions, wide(4.4, 6.8), "number"),
        Column(
            "share",
            "%",
            lambda row: percent(row.share),
            4.2,
            "number",
            text=lambda row: percent_text(row.share),
        ),
        Column("by_hand", _t("Hand"), lambda row: row.by_hand or None, wide(3.6, 4.8), "number"),
    ]
    for at, name in enumerate(broken.categories):
        found.append(_share_column(at, f"＊{name}" if broken.bases[at] < FEW else name))
    found.append(Column("rules", _t("Rules"), lambda row: row.rules, 13, sortable=False, stretch=True))
    return found


def _share_column(at: int, name: str) -> Column[GroupLine]:
    def share(row: GroupLine) -> float | None:
        return row.shares[at] if row.shares else None

    width = max(4.4, len(name) * 1.0 + 1.2)
    return Column(
        f"share{at}",
        name,
        lambda row: percent(share(row)),
        width,
        "number",
        text=lambda row: percent_text(share(row)),
    )


def _total(state: TextState) -> TotalRow:
    told = state.totals
    cells: dict[str, object] = {"opinions": told.opinions}
    cells |= {f"share{at}": base for at, base in enumerate(state.broken.bases)}
    note = _t("of {people} people", people=format_number(told.people))
    return TotalRow(_t("Sorted"), cells, note=note)


def _note(state: TextState) -> str:
    words = _t(
        "One answer may hold several opinions. % of the {n} with an opinion.",
        n=format_number(state.totals.wrote),
    )
    if state.totals.lost_marks:
        words += " " + _t(
            "{n} decisions by hand wait: their answers read differently now.",
            n=format_number(state.totals.lost_marks),
        )
    return words
