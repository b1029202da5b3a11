"""Where figures came from: the trail of one figure beside the grid; corrections and files in their own tab."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from bingo_planner.features.region.mark_view import wide
from bingo_planner.features.usage.model import Correction, Measure, Source, UsageYear
from bingo_planner.features.usage.state import Trail, UsageState
from bingo_planner.features.usage.trails import cell_words, change_words
from bingo_planner.features.usage.words import encoding_words
from bingo_planner.kernel.dates import DateStyle, format_month
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui.buttons import button, icon_button
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("usage", text, **facts)


class TrailPanel(QWidget):
    """The life of one figure, newest first. `closed()`, `history_asked()`."""

    closed = Signal()
    history_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_t("Where the figure came from"))
        self.title = Label("", "section", parent=self)
        self.figure = Label("", "figure", parent=self)
        self.origin = Label("", "body", wrap=True, parent=self)
        self.lines = Label("", "body", "text2", wrap=True, parent=self)
        self.history = button(_t("Change history"), self.history_asked.emit, icon="history", kind="flat")
        close = icon_button("x", _t("Close"), self.closed.emit, shortcut="Esc")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(close)
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        edge = current().px(1.0)
        column.setContentsMargins(edge, current().px(0.6), edge, edge)
        column.setSpacing(current().px(0.6))
        column.addLayout(head)
        for part in (self.figure, self.origin, self.lines):
            column.addWidget(part)
        column.addWidget(self.history, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_trail(self, trail: Trail) -> None:
        """Another figure."""
        self.title.set_words(trail.title)
        self.figure.set_words(trail.figure or _t("blank"))
        self.origin.set_words(_t("From: {origin}", origin=trail.origin))
        blocks = [
            "\n".join(part for part in (f"{one.when}  {one.who}", one.what, one.why) if part.strip())
            for one in trail.lines
        ]
        self.lines.set_words("\n\n".join(blocks) or _t("Never changed"))
        self.history.setVisible(bool(trail.value_id))


class TrailTab(QWidget):
    """Corrections after 確定, and the files of the service. `opened(kind, id)`, `history_asked(kind, id)`."""

    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: UsageYear | None = None
        self._style = DateStyle.ERA
        self.corrections: RowTable[Correction] = RowTable(
            self._correction_columns(), lambda one: one.id, name=_t("Corrections"), frozen=1
        )
        self.corrections.setObjectName("corrections")
        self.files: RowTable[Source] = RowTable(
            self._file_columns(), lambda one: one.id, name=_t("Files"), frozen=1
        )
        self.files.setObjectName("files")
        splitter = QSplitter(self)
        splitter.setOrientation(splitter.orientation().Vertical)
        for words, table in (
            (_t("Corrected after the month was confirmed"), self.corrections),
            (_t("Files taken in"), self.files),
        ):
            splitter.addWidget(_titled(words, table))
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([current().px(13), 100])  # files are many, corrections few
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)
        self.corrections.activated_row.connect(lambda one: self.opened.emit("usage_correction", one))

    def _measure(self, one: Correction) -> Measure:
        found = self._data.service.measure(one.key.measure) if self._data else None
        return found or Measure(one.key.measure)

    def _correction_columns(self) -> list[Column[Correction]]:
        return [
            Column(
                "where",
                _t("Figure"),
                lambda one: cell_words(self._data, one.key) if self._data else "",
                16.9,
                primary=True,
            ),
            Column("month", _t("Month"), lambda one: format_month(one.month, self._style), 7.4),
            Column(
                "what", _t("Old → new"), lambda one: change_words(self._measure(one), one.old, one.new), 7.4
            ),
            Column(
                "difference",
                _t("Difference"),
                self._difference,
                wide(6, 7.4),
                "number",
                text=self._difference,
            ),
            Column("reason", _t("Reason"), lambda one: one.reason, 9, stretch=True),
            Column("on", _t("Corrected on"), lambda one: one.on, wide(7.4, 8.6), "date"),
            Column("by", _t("Corrected by"), lambda one: one.by, 9.4),
        ]

    def _difference(self, one: Correction) -> str:
        if one.difference is None:
            return ""
        sign = "+" if one.difference > 0 else ""
        return f"{sign}{format_number(one.difference, self._measure(one).decimals)}"

    def _file_columns(self) -> list[Column[Source]]:
        return [
            Column("name", _t("File"), lambda one: one.name, 18, primary=True, stretch=True),
            Column("encoding", _t("Encoding"), lambda one: encoding_words(one.encoding), 7),
            Column("read_on", _t("Taken in on"), lambda one: one.read_on, 8, "date"),
            Column("read_by", _t("Taken in by"), lambda one: one.read_by, 10),
            Column("note", _t("Left out"), lambda one: one.note, 10, stretch=True),
        ]

    def render_state(self, state: UsageState) -> None:
        """Show corrections and files of the service."""
        data = self._data = state.data
        self._style = state.style
        if data is None:
            return
        used = {held.source_id for month in data.months.values() for held in month.figures.values()}
        for table in (self.corrections, self.files):
            table.set_style(state.style)
        self.corrections.set_rows(data.corrections)
        files = sorted((one for own, one in data.sources.items() if own in used), key=lambda one: one.name)
        self.files.set_rows(files)


def _titled(words: str, table: QWidget) -> QWidget:
    box = QWidget()
    title = Label(words, "section", parent=box)
    edge = current().px(1.54)
    title.setContentsMargins(edge, current().px(0.5), edge, current().px(0.3))
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(title)
    column.addWidget(table, 1)
    return box
