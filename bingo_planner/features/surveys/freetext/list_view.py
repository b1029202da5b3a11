"""The list of answers with what is listed in words above it, and the answer being read beneath."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bingo_planner.features.surveys.freetext.answers_view import AnswerTable, ContextTable
from bingo_planner.features.surveys.freetext.reading_view import ReadingPane
from bingo_planner.features.surveys.freetext.state import AnswerLine, ContextLine, TextState
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui import theme
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.labels import Label
from bingo_planner.ui.segmented import Segment, Segmented


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


class ListPane(QWidget):
    """What is listed in words, the list, the answer being read."""

    looked = Signal(str, str)
    turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = ValuePicker("look", _t("List"), [], self)
        self.shown.picked.connect(self._picked)
        self.count = Label("", "label", "text2", parent=self)
        self.turn = Segmented(
            (Segment("lines", _t("Whole answers")), Segment("context", _t("In context"))), _t("Show as")
        )
        self.turn.chosen.connect(lambda key: self.turned.emit(key == "context"))
        self.table, self.contexts, self.reading = AnswerTable(self), ContextTable(self), ReadingPane(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.contexts)
        now = theme.current()
        head = QHBoxLayout()
        head.setContentsMargins(now.px(1.0), now.px(0.35), now.px(0.6), now.px(0.35))
        head.setSpacing(now.px(0.6))
        head.addWidget(self.shown)
        head.addWidget(self.count, 1)
        head.addWidget(self.turn)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.stack)
        self.split.addWidget(self.reading)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.split, 1)
        self._lines: tuple[AnswerLine, ...] | None = None
        self._contexts: tuple[ContextLine, ...] | None = None

    def _picked(self, _key: str, value: str) -> None:
        kind, _bar, rest = value.partition("|")
        self.looked.emit(kind, rest)

    def render_state(self, state: TextState) -> None:
        """The whole state; lists that are the same stay as they are."""
        options = _looks(state)
        value = "|".join((state.look.kind, *state.look.keys))
        if value not in {one.key for one in options}:
            options.append(Option(value, state.look_words))
        self.shown.set_options(options)
        self.shown.set_value(value)
        self.count.set_words(count_words(state))
        self.turn.setVisible(state.look.kind in ("word", "pair", "group", "field") or bool(state.search))
        self.turn.set_key("context" if state.in_context else "lines")
        if state.in_context:
            if state.contexts is not self._contexts:
                self._contexts = state.contexts
                self.contexts.set_rows(state.contexts)
        elif state.lines is not self._lines:
            self._lines = state.lines
            self.table.set_rows(state.lines)
        self.stack.setCurrentWidget(self.contexts if state.in_context else self.table)
        if not state.in_context and state.chosen and not self.table.selected_ids():
            self.table.select_row(str(state.chosen[-1]))
        self.reading.render_state(state)


def _looks(state: TextState) -> list[Option]:
    told = [
        Option("all", _t("All")),
        Option("unsorted", _t("Not sorted")),
        Option("nothing", _t("Says nothing in particular")),
        Option("by_hand", _t("Sorted by hand")),
        Option("quoted", _t("Quoted")),
    ]
    named = [one for one in state.fields if one.name]
    return told + [Option(f"field|{one.name}", _t("Field “{name}”", name=one.name)) for one in named]


def count_words(state: TextState) -> str:
    """How many are listed of how many, in words."""
    told = state.totals
    if state.look.kind == "all" and not state.search:
        return _t(
            "{listed} answers ({wrote} opinions, {nothing} say nothing)",
            listed=format_number(told.listed),
            wrote=format_number(told.wrote),
            nothing=format_number(told.nothing),
        )
    return _t(
        "{listed} of {wrote} opinions", listed=format_number(told.listed), wrote=format_number(told.wrote)
    )
