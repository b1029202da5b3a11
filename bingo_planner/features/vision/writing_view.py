"""The middle column of the vision page: tools, heading, text, and the panels that open over it."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from bingo_planner.features.vision.chooser_view import Chooser, Mode
from bingo_planner.features.vision.editor_view import SectionEditor
from bingo_planner.features.vision.figure_view import FigureCard
from bingo_planner.features.vision.markup import LineKind
from bingo_planner.features.vision.model import LiveFigure, OutlineItem, SectionState
from bingo_planner.features.vision.text_view import FieldLooks, PlateLooks
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button, icon_button, rule, with_shortcut
from bingo_planner.ui.labels import Label
from bingo_planner.ui.theme import current, theme_signals
from bingo_planner.ui.typedover import Typing

KEYS: dict[Mode, str] = {"figures": "Ctrl+;", "blocks": "Ctrl+Shift+I"}


class WritingColumn(QWidget):
    """Where one section is written. Signals say what was asked for; the page knows what to do."""

    outline_asked = Signal()
    pages_asked = Signal()
    done_asked = Signal()
    chooser_asked = Signal(str)
    named = Signal(str)
    searched = Signal(str)
    accepted = Signal(str)
    source_asked = Signal(str)

    def __init__(self, fields: FieldLooks, plates: PlateLooks, parent: QWidget) -> None:
        super().__init__(parent)
        theme = current()
        self._typing = Typing()
        self.editor = SectionEditor(fields, plates, self)
        column, title = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_tools())
        column.addWidget(rule(parent=self))
        title.setContentsMargins(theme.px(1.6), theme.px(0.8), theme.px(1.2), 0)
        title.setSpacing(theme.px(0.7))
        self.number = Label("", "title", parent=self)
        self.heading = self._build_heading()
        title.addWidget(self.number)
        title.addWidget(self.heading, 1)
        column.addLayout(title)
        column.addWidget(self.editor, 1)
        QWidget.setTabOrder(self.heading, self.editor)

    @cached_property
    def chooser(self) -> Chooser:
        """The list of what can be put in, built when it is first opened."""
        made = Chooser(self)
        made.searched.connect(self.searched)
        made.picked.connect(self.editor.put)
        made.left.connect(self.editor.setFocus)
        return made

    @cached_property
    def card(self) -> FigureCard:
        """The card of a live field, built when one is first opened."""
        made = FigureCard(self)
        made.accepted.connect(self.accepted)
        made.source_asked.connect(self.source_asked)
        made.left.connect(self.editor.setFocus)
        return made

    def _build_heading(self) -> QLineEdit:
        made = QLineEdit(self)
        made.setObjectName("visionHeading")
        made.setProperty("bare", True)
        made.setFont(current().font("title"))
        made.setAccessibleName(translate("vision", "Heading"))
        made.textEdited.connect(lambda _text: self._typing.begin())
        made.editingFinished.connect(self._finished)
        made.returnPressed.connect(self.editor.setFocus)
        theme_signals().changed.connect(self._dress)
        return made

    def _dress(self) -> None:
        self.heading.setFont(current().font("title"))

    def _build_tools(self) -> QHBoxLayout:
        row, theme = QHBoxLayout(), current()
        row.setContentsMargins(theme.px(0.9), theme.px(0.35), theme.px(0.7), theme.px(0.35))
        row.setSpacing(theme.px(0.3))
        self.outline_button = icon_button(
            "list-tree",
            translate("vision", "Show the outline"),
            self.outline_asked.emit,
            shortcut="Ctrl+Shift+O",
            parent=self,
        )
        row.addWidget(self.outline_button)
        for icon, name, run, keys in (
            ("heading", "Subheading", lambda: self.editor.set_kind(LineKind.HEADING), "Ctrl+Shift+H"),
            ("bold", "Bold", lambda: self.editor.toggle_bold(), "Ctrl+B"),
            ("list", "Bullets", lambda: self.editor.set_kind(LineKind.BULLET), "Ctrl+Shift+L"),
        ):
            row.addWidget(icon_button(icon, translate("vision", name), run, shortcut=keys, parent=self))
        row.addSpacing(theme.px(0.4))
        self.figure_button = self._tool("database", "Figure", "Put in a figure", "figures")
        self.block_button = self._tool("chart-column", "Table", "Put in a table or chart", "blocks")
        for made in (self.figure_button, self.block_button):
            row.addWidget(made)
        row.addStretch(1)
        self.done_button = button("", self.done_asked.emit, icon="check", parent=self)
        row.addWidget(self.done_button)
        pages = translate("vision", "Pages")
        row.addWidget(
            icon_button("panel-right", pages, self.pages_asked.emit, shortcut="Ctrl+Shift+P", parent=self)
        )
        return row

    def _tool(self, icon: str, words: str, name: str, mode: Mode) -> QPushButton:
        tip = with_shortcut(translate("vision", name), KEYS[mode])
        text = translate("vision", words)
        return button(text, lambda: self.chooser_asked.emit(mode), icon=icon, tip=tip, parent=self)

    # -- showing ---------------------------------------------------------------------------------
    def show_item(self, item: OutlineItem | None, editable: bool) -> None:
        """A section; what is being typed stays."""
        if item is None:
            self.editor.show_section("", "", 1, False)
            self.heading.clear()
            self.number.set_words("")
            return
        self.number.set_words(item.number)
        if not (self.heading.isModified() and self.heading.hasFocus()):
            self.heading.setText(item.section.title)
            self.heading.setModified(False)
            self._typing.end()
        self.heading.setReadOnly(not editable)
        self.editor.show_section(item.id, item.section.body, item.level, editable)
        done = item.section.state is SectionState.DONE
        self.done_button.setText(translate("vision", "Reopen" if done else "Done"))
        for made in (self.done_button, self.figure_button, self.block_button):
            made.setEnabled(editable)

    def ask_heading(self) -> None:
        """A new section: its heading is typed first, Enter goes on to the text."""
        self.heading.setFocus()
        self.heading.selectAll()

    def open_chooser(self, mode: Mode) -> None:
        """The list of figures or of tables and charts, over the text."""
        theme = current()
        width = min(theme.px(38), self.width() - 24)
        height = min(theme.px(26), self.height() - theme.px(4))
        self.chooser.open_for(mode, QRect((self.width() - width) // 2, theme.px(3.2), width, height))

    def open_card(self, live: LiveFigure, place: QRect, editable: bool) -> None:
        """The card of a live field under its place in the text."""
        corner = self.editor.viewport().mapTo(self, QPoint(0, 0))
        self.card.open_for(live, place.translated(corner), editable)

    def close_panels(self) -> bool:
        """Close the panel or card in front; False when there was none."""
        for panel in self.findChildren(QFrame, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if isinstance(panel, Chooser | FigureCard) and panel.isVisible():
                panel.hide()
                self.editor.setFocus()
                return True
        return False

    def _finished(self) -> None:
        if self.heading.isModified():
            self.heading.setModified(False)
            with self._typing.told():
                self.named.emit(self.heading.text())
