"""Lists of changes: what came, what is not sent yet, the history of the whole copy with its filters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.copies.model import ChangeLine, Wanted
from bingo_planner.features.copies.state import CopiesState
from bingo_planner.features.copies.words import moment
from bingo_planner.features.region.form_view import body_mark, wide
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import FilterBar
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, MarkCell, RowTable
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("copies", text, **facts) if facts else translate("copies", text)


_ROOM_FH = {"where": 84.0, "how": 78.0, "kind": 70.0}
"""Narrower lists leave these columns out."""


class ChangesView(QWidget):
    """A filter field, a table, a line of words. `activated(id)` on Enter."""

    activated = Signal(str)
    history_asked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = FilterBar(_t("Filter"), self)
        self._style = DateStyle.ERA
        self._state = CopiesState()
        self.table: RowTable[ChangeLine] = RowTable([], lambda row: row.id, self, name=name)
        self.table.set_columns(self._columns())
        self.words = Label("", "label", "text2", wrap=True, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.words)
        edge = current().px(1.54)
        self.words.setContentsMargins(edge, current().px(0.4), edge, current().px(0.4))
        self.bar.filtered.connect(self.table.set_filter_text)
        self.bar.left.connect(self.table.setFocus)
        self.table.activated_row.connect(self.activated)

    def _columns(self) -> list[Column[ChangeLine]]:
        return [
            Column("at", _t("When"), lambda row: row.at, wide(9.4, 11.5), "code",
                   text=lambda row: moment(row.at, self._style)),
            Column("who", _t("Who"), self._who, 9, "mark", sort_key=lambda row: (row.body, row.who),
                   text=lambda row: f"{row.body} {row.who}".strip()),
            Column("kind", _t("Kind"), lambda row: row.kind_name, wide(8, 10)),
            Column("title", _t("Record"), lambda row: row.title, wide(14, 11.5), stretch=True),
            Column("field", _t("Field"), lambda row: row.field, wide(9, 10.5)),
            Column("old", _t("Before"), lambda row: row.old, wide(9.5, 10)),
            Column("new", _t("After"), lambda row: row.new, 10.5, primary=True),
            Column("how", _t("How"), lambda row: row.how, wide(5, 6.5)),
            Column("where", _t("Where"), lambda row: row.where, 10),
        ]  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is not room for all, what changed matters more than how and where."""
        super().resizeEvent(event)
        self.table.leave_out(_ROOM_FH, self.width())

    def _who(self, row: ChangeLine) -> object:
        mark = body_mark(self._state.body(row.body))
        return (
            MarkCell((mark,), row.who) if mark is not None else MarkCell((), f"{row.body} {row.who}".strip())
        )

    def show_changes(self, state: CopiesState, rows: Sequence[ChangeLine], words: str) -> None:
        """Other rows."""
        self._state, self._style = state, state.style
        self.table.set_rows(rows)
        self.words.set_words(words)
        self.words.setVisible(bool(words))


class HistoryView(ChangesView):
    """The same with filters by person, body, kind and time. `narrowed(Wanted)`, `export_asked`."""

    narrowed = Signal(object)
    export_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("History of this copy"), parent)
        everybody = [Option("", _t("All"))]
        self._days = [
            Option("0", _t("All")),
            Option("1", _t("Since yesterday")),
            Option("7", _t("7 days")),
            Option("30", _t("30 days")),
            Option("365", _t("One year")),
        ]
        self.bar.add_picker("person", _t("Person"), everybody)
        self.bar.add_picker("body", _t("Body"), everybody)
        self.bar.add_picker("kind", _t("Kind"), everybody)
        self.bar.add_picker("days", _t("Time"), self._days)
        self.bar.add_tool("download", _t("Export the history"), self.export_asked.emit)
        self._wanted = Wanted()
        self.bar.picked.connect(self._picked)

    def _picked(self, key: str, value: str) -> None:
        wanted = self._wanted
        facts: dict[str, str] = {"person": wanted.person, "body": wanted.body, "kind": wanted.kind}
        days = int(value) if key == "days" else wanted.days
        if key != "days":
            facts[key] = value
        self.narrowed.emit(Wanted(facts["person"], facts["body"], facts["kind"], days))

    def render_state(self, state: CopiesState) -> None:
        """Show the history and what it is narrowed to."""
        self._wanted = state.wanted
        first = Option("", _t("All"))
        for key, options, value in (
            ("person", [Option(one, one) for one in state.people], state.wanted.person),
            ("body", [Option(one, one) for one in state.their_bodies], state.wanted.body),
            ("kind", [Option(kind, words) for kind, words in state.kinds], state.wanted.kind),
        ):
            self.bar.picker(key).set_options([first, *options])
            self.bar.picker(key).set_value(value)
        self.bar.picker("days").set_value(str(state.wanted.days))
        most = _t("The newest {n} changes; narrow them to see older ones.", n=len(state.history))
        self.show_changes(state, state.history, most if len(state.history) >= 2_000 else "")
