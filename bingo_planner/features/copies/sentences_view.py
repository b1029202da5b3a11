"""A long text that two changed: what fits together stands, where they clash a person chooses sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QTextEdit, QVBoxLayout, QWidget

from bingo_planner.features.copies.card_view import DiffLabel
from bingo_planner.features.copies.diff import REMOVED
from bingo_planner.features.copies.livetext import readable
from bingo_planner.features.copies.model import Clash
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.labels import Label, loosen
from bingo_planner.ui.theme import current

CONTEXT = 120
"""Characters of a piece that stands, shown before a clash."""


class _Wording(Label):
    """The words beside a radio button; a click on them is one on it."""

    def __init__(self, words: str, button: QRadioButton, parent: QWidget) -> None:
        super().__init__(words, "body", wrap=True, parent=parent)
        self._button = button

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """As if the button itself were clicked."""
        super().mousePressEvent(event)
        self._button.click()


class SentenceView(QWidget):
    """Clashes with their wordings, and the whole text as it would stand, to be mended by hand. `typed(text)`."""

    typed = Signal(str)

    def __init__(
        self, pieces: tuple[str | Clash, ...], figures: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pieces, self._figures = pieces, figures
        self._groups: list[QButtonGroup] = []
        self._telling = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().px(0.45))
        for piece in pieces:
            if isinstance(piece, Clash):
                self._add_clash(column, piece)
            elif piece.strip():
                read = self._read(piece)
                shown = read if len(read) <= CONTEXT else f"…{read[-CONTEXT:]}"
                column.addWidget(Label(shown.strip("\n"), "body", "text2", wrap=True, parent=self))
        column.addWidget(
            Label(translate("copies", "The text as it would stand"), "label", "text2", parent=self)
        )
        self.whole = QTextEdit(self)
        self.whole.setProperty("field", True)
        self.whole.setAcceptRichText(False)
        self.whole.setTabChangesFocus(True)
        self.whole.setAccessibleName(translate("copies", "The text as it would stand"))
        self.whole.setMinimumHeight(current().px(8))
        column.addWidget(self.whole)
        self._show_whole()
        self.whole.textChanged.connect(self._changed)

    def _add_clash(self, column: QVBoxLayout, clash: Clash) -> None:
        group = QButtonGroup(self)
        at = len(self._groups) + 1
        column.addWidget(
            Label(
                translate("copies", "Place {n}: both changed this sentence", n=at),
                "strong",
                "conf",
                parent=self,
            )
        )
        if clash.base:
            column.addWidget(DiffLabel(((REMOVED, self._read(clash.base)),), self))
        wordings = [*clash.wordings, "".join(clash.wordings)]
        for place, wording in enumerate(wordings):
            is_both = place == len(wordings) - 1
            words = self._read(wording) or translate("copies", "(taken out)")
            if is_both:
                words = translate("copies", "Both, one after the other")
            made = QRadioButton(self)
            made.setAccessibleName(translate("copies", "Place {n}: {words}", n=at, words=words))
            made.setProperty("wording", wording)
            made.setChecked(place == 0)
            made.clicked.connect(lambda: self._choose())
            group.addButton(made)
            # A sentence is longer than a line, and the words of a radio button do not wrap.
            line = QHBoxLayout()
            line.setSpacing(current().px(0.5))
            line.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(_Wording(words, made, self), 1)
            column.addLayout(line)
        self._groups.append(group)

    def _read(self, text: str) -> str:
        return readable(text.strip("\n"), self._figures)

    def composed(self) -> str:
        """What stands, with the chosen wordings."""
        chosen = iter(self._groups)
        found = []
        for piece in self._pieces:
            if isinstance(piece, Clash):
                button = next(chosen).checkedButton()
                found.append(str(button.property("wording")) if button is not None else piece.wordings[0])
            else:
                found.append(piece)
        return "".join(found)

    def _choose(self) -> None:
        self._show_whole()
        self.typed.emit(self.whole.toPlainText())

    def _show_whole(self) -> None:
        self._telling = False
        self.whole.setPlainText(self.composed())
        loosen(self.whole.document())
        self._telling = True

    def _changed(self) -> None:
        if self._telling:
            self.typed.emit(self.whole.toPlainText())
