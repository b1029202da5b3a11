"""The card of a live field: what it is, what it was, and what can be done about a change."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.vision.model import FigureProblem, LiveFigure
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button
from bingo_planner.ui.labels import Label
from bingo_planner.ui.theme import current

_WHY = {
    FigureProblem.UNKNOWN: "This field cannot be read.",
    FigureProblem.GONE: "The record it names is not there.",
    FigureProblem.BLANK: "The figure has not been entered yet.",
}


class FigureCard(QFrame):
    """A small panel under a live field. `accepted(key)`, `source_asked(key)`; Esc closes it."""

    accepted = Signal(str)
    source_asked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("figureCard")
        self._key = ""
        self._room = parent
        self.name = Label("", "section", wrap=True, parent=self)
        self.state = Label("", "small", "warn", parent=self)
        self.old = Label("", "body", "text2", parent=self)
        self.now = Label("", "section", parent=self)
        self.accept_button = button(translate("vision", "Checked"), self._accept, icon="check", parent=self)
        self.source_button = button(translate("vision", "Open the figure"), self._source, parent=self)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        theme = current()
        values, buttons, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for part in (self.old, self.now):
            values.addWidget(part)
        values.addStretch(1)
        values.addWidget(self.state)
        for made in (self.accept_button, self.source_button):
            buttons.addWidget(made)
        buttons.addStretch(1)
        column.setContentsMargins(theme.px(0.9), theme.px(0.7), theme.px(0.9), theme.px(0.7))
        column.setSpacing(theme.px(0.4))
        column.addWidget(self.name)
        column.addLayout(values)
        column.addLayout(buttons)

    def open_for(self, live: LiveFigure, under: QRect, editable: bool) -> None:
        """Show the card under a field, inside the parent."""
        figure = live.figure
        self._key = figure.key
        self.name.set_words(figure.label)
        self._show_values(live)
        self.accept_button.setVisible(live.changed and editable)
        self.source_button.setVisible(bool(figure.source_id))
        self._place(under)
        self.show()
        self.raise_()
        shown = [made for made in (self.accept_button, self.source_button) if made.isVisible()]
        (shown[0] if shown else self).setFocus()

    def _place(self, under: QRect) -> None:
        room = self._room.size()
        width = min(current().px(24), room.width() - 16)
        self.setFixedWidth(width)
        self.adjustSize()
        left = max(8, min(under.left(), room.width() - width - 8))
        top = under.bottom() + 6
        if top + self.height() > room.height():
            top = max(8, under.top() - self.height() - 6)
        self.move(left, top)

    def _show_values(self, live: LiveFigure) -> None:
        font = QFont(current().font("body"))
        font.setStrikeOut(live.changed)
        self.old.setFont(font)
        self.old.set_words(f"{live.shown}" if live.changed else "")
        self.old.setVisible(live.changed)
        self.now.set_words(f"→ {live.text}" if live.changed else live.text)
        problem = live.figure.problem
        words = "Changed" if live.changed else _WHY[problem] if problem and not live.frozen else ""
        self.state.set_words(translate("vision", words) if words else "")

    def _accept(self) -> None:
        self.hide()
        self.accepted.emit(self._key)
        self.left.emit()

    def _source(self) -> None:
        self.hide()
        self.source_asked.emit(self._key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Flat ground with one line round it."""
        painter = QPainter(self)
        painter.setPen(current().color("control"))
        painter.setBrush(current().color("page"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
