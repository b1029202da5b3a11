"""The card with what is due: one table under four heads, each line leading to its record."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from bingo_planner.features.overview.model import Group, Line, OverviewFacts, Scope
from bingo_planner.features.overview.presenter import OverviewState
from bingo_planner.features.overview.words import (
    bodies_of,
    due_words,
    group_words,
    is_all,
    state_words,
)
from bingo_planner.features.projects.words import area_short
from bingo_planner.features.region.mark_view import body_mark, wide
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import Choice, button, with_shortcut
from bingo_planner.ui.cards import Card
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, MarkCell, RowTable
from bingo_planner.ui.table import Group as Head
from bingo_planner.ui.tags import Tag
from bingo_planner.ui.theme import current

_ICONS = {
    "task": "clipboard-list",
    "milestone": "calendar-clock",
    "secondment": "users",
    "project": "briefcase-business",
    "membership": "landmark",
    "pact": "landmark",
    "kpi": "gauge",
}
_ROOMY_FH = 44
_MARKS = 5
"""Marks a line has room for."""
_STATES = {Group.OVERDUE: "err", Group.WEEK: "warn", Group.NINETY: "plain", Group.NO_FIGURE: "pending"}


def _t(text: str, **facts: object) -> str:
    return translate("overview", text, **facts)


class ListCard(Card):
    """`opened(line id)` on Enter, `scoped(scope)`, `left()` back from the weak KPIs."""

    opened = Signal(str)
    scoped = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("To do"), parent)
        self._facts: OverviewFacts | None = None
        self._style = DateStyle.ERA
        self._lines: tuple[Line, ...] = ()
        self._weak: bool | None = None
        self.scopes = Choice(
            ((Scope.ALL.value, _t("All")), (Scope.MINE.value, _t("Mine"))), _t("Whose lines"), self
        )
        self.add_tag(self.scopes)
        self.back = button(
            _t("Back"),
            self.left.emit,
            icon="arrow-left",
            kind="flat",
            tip=with_shortcut(_t("Back to what is due"), "Esc"),
            parent=self,
        )
        self.hint = Label(_t("Enter opens the record"), "label", "text2", parent=self)
        self.add_tool(self.hint)
        self.add_tool(self.back)
        self.table: RowTable[Line] = RowTable([], lambda line: line.id, name=_t("To do"))
        self.table.setObjectName("todo")
        self.set_content(self.table)
        self.none = Label("", "body", "text2", wrap=True, parent=self)
        self.none.setContentsMargins(16, 8, 16, 8)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.set_content(self.none)
        self.table.activated_row.connect(self.opened)
        self.scopes.chosen.connect(self.scoped)

    def _columns(self, weak: bool) -> list[Column[Line]]:
        last = (
            Column[Line]("rating", _t("Rating"), lambda line: line.rating or "", 6, "rating", sortable=False)
            if weak
            else Column[Line]("state", _t("State"), _tag, wide(8, 10.5), "tag", sortable=False)
        )
        return [
            Column("icon", "", lambda line: _ICONS.get(line.kind, ""), 2.6, "icon", sortable=False),
            Column(
                "title", _t("What"), lambda line: line.title, 11, note=lambda line: line.note, stretch=True
            ),
            Column("bodies", _t("Members"), self._marks, 11.5, "mark", sortable=False),
            Column(
                "due",
                _t("Due"),
                lambda line: due_words(line, self._style),
                wide(5.5, 5.6),
                align="right",
                sortable=False,
            ),
            last,
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is due matters more than for whom, where there is not room for both."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        keys = [column.key for column in self.table.rows_model.columns]
        if "bodies" in keys:
            self.table.setColumnHidden(keys.index("bodies"), self.width() < current().px(_ROOMY_FH))
            self.table.rescale()

    def _marks(self, line: Line) -> object:
        facts = self._facts
        if facts is None:
            return ""
        if is_all(line, facts):
            return MarkCell((), _t("all members"))
        marks = [mark for body in bodies_of(line, facts) if (mark := body_mark(body)) is not None]
        if len(marks) <= _MARKS:
            return MarkCell(tuple(marks))
        return MarkCell(tuple(marks[: _MARKS - 1]), _t("+{n}", n=len(marks) - _MARKS + 1))

    def render_state(self, state: OverviewState) -> None:
        """Show the lines, or in their place why there are none."""
        weak = bool(state.weak_area)
        facts = state.overview.facts if state.overview is not None else None
        # When only the figures of single bodies have come, the lines are those that stand here already.
        same = facts is self._facts and state.style == self._style and state.lines == self._lines
        self._facts, self._style, self._lines = facts, state.style, state.lines
        area = area_short(state.weak_area) if weak else ""
        self.title.setText(_t("KPIs rated C or D: {area}", area=area) if weak else _t("To do"))
        self.scopes.set_key(state.scope.value)
        self.scopes.set_words((_t("All {n}", n=state.count_all), _t("Mine {n}", n=state.count_mine)))
        self.scopes.setVisible(not weak)
        self.back.setVisible(weak)
        self.hint.setVisible(not weak and self.width() > self.fontMetrics().height() * 40)
        if weak != self._weak:
            self._weak, same = weak, False
            self.table.set_columns(self._columns(weak))
            self._fit()
        if not same:
            self.table.set_rows(state.lines, group=None if weak else _head)
        self.table.setVisible(bool(state.lines))
        self.none.setVisible(not state.lines)
        self.none.set_words(_nothing(state))


def _head(line: Line) -> Head:
    return Head(line.group, group_words(line.group), state="err" if line.group is Group.OVERDUE else "")


def _tag(line: Line) -> object:
    icon = "calendar-clock" if line.group is Group.WEEK else None
    return Tag(state_words(line), _STATES.get(line.group, "plain"), icon)


def _nothing(state: OverviewState) -> str:
    if state.weak_area:
        return _t("No KPI is rated C or D.")
    return (
        _t("Nothing here is yours.")
        if state.scope is Scope.MINE and state.count_all
        else _t("Nothing is due.")
    )
