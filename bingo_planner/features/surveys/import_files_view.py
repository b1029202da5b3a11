"""The files of answers taken in so far."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import wide
from bingo_planner.features.surveys.import_state import ImportState
from bingo_planner.features.surveys.room import BatchRow
from bingo_planner.kernel.dates import DateStyle, format_date
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.tags import Tag
from bingo_planner.ui.theme import current

_ROOM_FH = {"digest": 88.0, "dropped": 82.0, "by": 72.0}
"""Narrower lists of files leave these columns out."""


def _t(text: str, **facts: object) -> str:
    return translate("surveys", text, **facts)


class FilesView(QWidget):
    """The files taken in, the one in force marked. `file_asked()`, `used(id)`, `history_asked(id)`."""

    file_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._in_force = ""
        self._style = DateStyle.ERA
        self.note = Label("", "body", "text2", wrap=True, parent=self)
        self.open = button(
            _t("Take a file in"), self.file_asked.emit, icon="upload", kind="primary", parent=self
        )
        self.open.setObjectName("surveyOpen")
        self.table: RowTable[BatchRow] = RowTable(
            self._columns(), lambda one: one.id, name=_t("Files taken in")
        )
        self.table.setObjectName("surveyFiles")
        edge = current().px(1.54)
        self._head = head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setContentsMargins(edge, current().px(0.7), edge, current().px(0.4))
        head.setSpacing(current().px(1))
        head.addWidget(self.note, 1)
        head.addWidget(self.open, 0, Qt.AlignmentFlag.AlignHCenter)
        head.addStretch(0)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def _columns(self) -> list[Column[BatchRow]]:
        return [
            Column("file", _t("File"), lambda one: one.file_name, 15, primary=True, stretch=True),
            Column("state", _t("State"), self._state, wide(7, 7.8), "tag"),
            Column("on", _t("Taken in on"), self._day, wide(6, 8.4), sortable=False),
            Column("by", _t("Taken in by"), lambda one: one.read_by, 9),
            Column("rows", _t("Rows"), lambda one: one.rows_read, 4.8, "number"),
            Column("valid", _t("Answers"), lambda one: one.valid, wide(5.5, 6.2), "number"),
            Column("blank", _t("Blank"), lambda one: one.blank, wide(4.5, 4.8), "number"),
            Column("left", _t("Left out"), lambda one: one.left_out, wide(5, 6.2), "number"),
            Column("marked", _t("Void cells"), lambda one: one.marked, wide(6, 7.2), "number"),
            Column(
                "dropped",
                _t("Columns not stored"),
                self._dropped,
                wide(10, 11.5),
                sortable=False,
            ),
            Column("digest", _t("Check sum"), lambda one: one.digest[:8], 7.5, "code", sortable=False),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """How many came in matters more than by whom, where there is not room for both."""
        super().resizeEvent(event)
        self.table.leave_out(_ROOM_FH, self.width())

    def _place(self, *, is_empty: bool) -> None:
        """With nothing taken in yet the way to begin stands in the middle of the page."""
        ways, sides = QBoxLayout.Direction, Qt.AlignmentFlag
        self._head.setDirection(ways.TopToBottom if is_empty else ways.LeftToRight)
        self.note.setAlignment(sides.AlignHCenter | sides.AlignBottom if is_empty else sides.AlignLeft)
        self._head.setStretch(0, 3 if is_empty else 1)
        self._column.setStretch(0, 1 if is_empty else 0)
        self._head.setStretch(2, 4 if is_empty else 0)

    def _state(self, one: BatchRow) -> object:
        return Tag(_t("In force"), "ok") if one.id == self._in_force else None

    def _day(self, one: BatchRow) -> str:
        return format_date(one.read_on, self._style, "short") if one.read_on is not None else ""

    def _dropped(self, one: BatchRow) -> str:
        return one.dropped.replace("|", "、")

    def render_state(self, state: ImportState) -> None:
        """The files of the chosen survey."""
        facts = state.facts
        if facts is None:
            return
        self._in_force, self._style = facts.survey.batch_id or "", state.frame.style
        words = (
            _t("Taking another file in replaces the answers only when you say so.")
            if facts.batches
            else _t("Drop a file of answers here, or open one: Excel, CSV, or the export of a form service.")
        )
        self.note.set_words(words)
        self._place(is_empty=not facts.batches)
        self.open.setEnabled(not state.frame.read_only)
        self.open.setVisible(not facts.batches)
        self.table.set_rows(tuple(reversed(facts.batches)))
        self.table.setVisible(bool(facts.batches))
