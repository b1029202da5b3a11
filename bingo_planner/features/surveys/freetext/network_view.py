"""Words that stand together: the picture, the same as sentences, and its table of pairs one key away."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bingo_planner.features.surveys.freetext.cooccur import Edge, Network
from bingo_planner.features.surveys.freetext.network_canvas_view import (
    Drawn,
    NetworkCanvas,
    drawn_of,
    together,
)
from bingo_planner.features.surveys.freetext.state import TextState
from bingo_planner.features.surveys.freetext.words_view import fewest_options, part_options
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.buttons import icon_button
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.labels import Label
from bingo_planner.ui.segmented import Segment, Segmented
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.table_copy import put_picture

EDGES = (20, 30, 60, 90, 120)


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


class NetworkPanel(QWidget):
    """`looked(base)` for a word, `paired(base, base)` for a pair of the table."""

    looked = Signal(str)
    paired = Signal(str, str)
    picked = Signal(str, str)
    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fewest = ValuePicker("fewest", _t("From"), fewest_options(_t("as suggested")), self)
        self.part = ValuePicker("part", "", part_options(), self)
        self.edges = ValuePicker("edges", _t("Pairs"), [Option(str(one), str(one)) for one in EDGES], self)
        for picker in (self.part, self.fewest, self.edges):
            picker.picked.connect(self.picked)
        self.turn = Segmented(
            (
                Segment("picture", _t("Picture"), shortcut="Ctrl+T"),
                Segment("table", _t("Table"), shortcut="Ctrl+T"),
            ),
            _t("Show as"),
        )
        self.turn.chosen.connect(self._turn_to)
        self.canvas = NetworkCanvas(self)
        self.canvas.chosen.connect(self.looked)
        self.table: RowTable[Edge] = RowTable([], _edge_id, self, name=_t("Pairs of words"))
        self.table.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        self.table.selected_rows.connect(self._selected)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.canvas)
        self.stack.addWidget(self.table)
        self.sentence = Label("", "label", "text", wrap=True, parent=self)
        self.legend = Label("", "small", "text3", wrap=True, parent=self)
        copy = icon_button("copy", _t("Copy the picture"), self.copy_picture, parent=self)
        now, row, column = theme.current(), QHBoxLayout(), QVBoxLayout(self)
        row.setContentsMargins(now.px(0.6), now.px(0.35), now.px(1.0), now.px(0.35))
        row.setSpacing(now.px(0.6))
        for part in (self.part, self.fewest, self.edges):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.turn)
        row.addWidget(copy)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        for label in (self.sentence, self.legend):
            label.setContentsMargins(now.px(1.0), now.px(0.3), now.px(1.0), now.px(0.1))
            column.addWidget(label)
        shortcut = QShortcut(QKeySequence("Ctrl+T"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle)
        self._network: Network | None = None
        self._low = False
        self._drawn = Drawn((), (), (), (), ())

    def toggle(self) -> None:
        """Picture to table and back."""
        self._turn_to("picture" if self.stack.currentWidget() is self.table else "table")

    def _turn_to(self, key: str) -> None:
        held = self.canvas.hasFocus() or self.table.hasFocus()
        self.turn.set_key(key)
        shown = self.table if key == "table" else self.canvas
        self.stack.setCurrentWidget(shown)
        self.set_low(self._low)
        if held:
            shown.setFocus()

    def set_low(self, low: bool) -> None:
        """In a low window the picture takes the place of its words; they stand with the table, one key away."""
        self._low = low
        self.legend.setVisible(not low)
        self.sentence.setVisible(not low or self.stack.currentWidget() is self.table)

    def copy_picture(self) -> None:
        """The picture on the clipboard, with its sentences as alternative text."""
        put_picture(self.canvas.picture(), " ".join([self.sentence.words(), *together(self._drawn)]))
        self.copied.emit()

    def _selected(self, ids: list[str]) -> None:
        record = self.table.rows_model.record(self.table.currentIndex().row())
        if ids and record is not None:
            self.paired.emit(self._drawn.bases[record.first], self._drawn.bases[record.second])

    def render_state(self, state: TextState) -> None:
        """The network as it was worked out."""
        self.part.set_value(state.part)
        self.fewest.set_value(str(state.fewest))
        self.edges.set_value(str(state.edges))
        if state.network is not self._network and state.network is not None and state.words is not None:
            self._network = state.network
            self._drawn = drawn_of(state.words, state.network)
            self.canvas.show_network(self._drawn, state.network_words)
            self.table.set_columns(_columns(self._drawn))
            self.table.set_rows(self._drawn.edges)
        self.canvas.choose(state.look.keys[0] if state.look.kind == "word" else "")
        self.sentence.set_words(state.network_words)
        self.legend.set_words(
            _t(
                "Circle: answers that hold the word. Line: Jaccard, answers with both of those with either; "
                "dashed between groups. Letters: words that hang together."
            )
        )


def _edge_id(row: Edge) -> str:
    return f"{row.first}-{row.second}"


def _columns(drawn: Drawn) -> list[Column[Edge]]:
    return [
        Column("first", _t("Word"), lambda row: drawn.labels[row.first], 9, primary=True),
        Column("second", _t("Stands with"), lambda row: drawn.labels[row.second], 9),
        Column("both", _t("Answers with both"), lambda row: row.both, 8.6, "number"),
        Column(
            "jaccard",
            "Jaccard",
            lambda row: Decimal(repr(row.jaccard)),
            6.0,
            "number",
            text=lambda row: f"{row.jaccard:.3f}",
        ),
        Column("group", _t("Group"), lambda row: _letters(drawn, row), 5.2, align="center"),
    ]


def _letters(drawn: Drawn, row: Edge) -> str:
    first, second = drawn.letters[row.first], drawn.letters[row.second]
    return first if first == second else f"{first or '－'}–{second or '－'}"
