"""What can be chosen: the cards side by side, and the box with another value and keeping both."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from bingo_planner.features.copies.card_view import Face, KeyCap, ValueCard
from bingo_planner.features.copies.faces import card_title, when_words, who_words
from bingo_planner.features.copies.model import Card, Case, DeleteCase
from bingo_planner.features.copies.sentences_view import SentenceView
from bingo_planner.features.copies.state import CopiesState
from bingo_planner.features.region.form_view import body_mark
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import rule
from bingo_planner.ui.fields import Line, ProblemLine
from bingo_planner.ui.ime import figures_only
from bingo_planner.ui.labels import Label
from bingo_planner.ui.theme import current

_FIGURES = ("integer", "decimal", "yen", "date", "fiscal_year")
_CARD_FH, _TEXT_FH = 18.0, 22.0
"""What a card of a figure and of a text needs; with less the base goes under the others, then all stand in a pile."""


def _t(text: str, **facts: object) -> str:
    return translate("copies", text, **facts) if facts else translate("copies", text)


class CardRow(QWidget):
    """Cards of a decision: in a row, or where it is narrow the base under what can be chosen. `chosen(key)`."""

    chosen = Signal(str)

    def __init__(self, faces: list[Face], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(current().px(0.92))
        self._each = _TEXT_FH if any(face.pieces for face in faces) else _CARD_FH
        self.radios: dict[str, QRadioButton] = {}
        self.cards: list[ValueCard] = []
        self._base: ValueCard | None = None
        self._places: list[tuple[int, int, int]] = []
        for face in faces:
            card = ValueCard(face, self)
            if card.radio is None:
                self._base = card
                continue
            card.chosen.connect(self.chosen)
            self.cards.append(card)
            self.radios[face.key] = card.radio
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, perhaps another order."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        base = [self._base] if self._base is not None else []
        fit = int(self.width() // current().px(self._each))
        count = len(self.cards)
        if fit >= count + len(base):
            shown, across = [*base, *self.cards], count + len(base)
        else:
            shown, across = [*self.cards, *base], count if fit >= count else 1
        places = [
            (at // across, at % across, across if card is self._base and at >= across else 1)
            for at, card in enumerate(shown)
        ]
        if places == self._places:
            return
        self._places = places
        for card, (row, column, span) in zip(shown, places, strict=True):
            self._grid.removeWidget(card)
            self._grid.addWidget(card, row, column, 1, span)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < across else 0)


class ChoiceBox(QWidget):
    """Another value, and keeping both, in one frame. `chosen(key)`, `typed(text)`, `decided`."""

    chosen = Signal(str)
    typed = Signal(str)
    decided = Signal()

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.radios: dict[str, QRadioButton] = {}
        self.other: QLineEdit | None = None
        self.sentences: SentenceView | None = None
        number = len(case.choices) + 1
        now = current()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(now.px(1.08), now.px(0.55), now.px(0.7), now.px(0.55))
        self._column.setSpacing(now.px(0.5))
        self._add("other", _t("Enter another value"), number, self._other_field(case))
        self.problem = ProblemLine(self)
        self._column.addWidget(self.problem)
        for place, both in enumerate(case.boths, number + 1):
            self._column.addWidget(rule(parent=self))
            words = Label(both.words, "body", "text2", wrap=True, parent=self)
            self._add(both.key, both.title, place, words)

    def _other_field(self, case: Case) -> QWidget:
        if case.is_text:
            self.sentences = SentenceView(case.view, case.figures, self)
            self.sentences.typed.connect(self.typed)
            return self.sentences
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        is_figure = case.of_field is not None and case.of_field.kind in _FIGURES
        self.other = Line(holder)
        self.other.setObjectName("copies_other")
        self.other.setAccessibleName(_t("Another value"))
        if is_figure:
            figures_only(self.other)
            self.other.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.other.setFixedWidth(current().px(11))
        self.other.textEdited.connect(self.typed)
        self.other.returnPressed.connect(self.decided)
        row.addWidget(self.other, 0 if is_figure else 1)
        row.addWidget(Label(_unit(case), "body", "text3", parent=holder))
        row.addStretch(1 if is_figure else 0)
        return holder

    def _add(self, key: str, words: str, number: int, beside: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(current().px(0.9))
        made = QRadioButton(words, self)
        made.setAutoExclusive(False)
        made.setObjectName(f"choice_{key}")
        made.clicked.connect(lambda: self.chosen.emit(key))
        self.radios[key] = made
        cap = KeyCap(str(number), self)
        if isinstance(beside, SentenceView):
            # The sentences take the whole width, under their head.
            row.addWidget(made, 1)
            row.addWidget(cap)
            self._column.addLayout(row)
            self._column.addWidget(beside)
            return
        made.setMinimumWidth(current().px(13))
        row.addWidget(made)
        row.addWidget(beside, 1)
        row.addWidget(cap)
        self._column.addLayout(row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The frame, like the cards above."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current().color("line2"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()


def case_faces(case: Case, state: CopiesState) -> list[Face]:
    """The value before, mine, theirs and any others."""
    faces = [_face("", _t("Value before"), 0, case.base, case, state)] if case.base is not None else []
    return faces + [
        _face(card.key, card_title(card, case), number, card, case, state)
        for number, card in enumerate(case.choices, 1)
    ]


def deletion_faces(case: DeleteCase, state: CopiesState) -> list[Face]:
    """Keeping the record with its edits, or the bin."""
    edits = tuple(
        _t("{field}: {value}", field=one.field, value=one.text or _t("(empty)")) for one in case.edits
    )
    edit = case.edits[0].version if case.edits else None
    gone = case.conflict.deleted[0]
    return [
        Face(
            "keep",
            _t("Keep the record"),
            1,
            _t("The edits stay"),
            who=who_words(edit) if edit else "",
            mark=body_mark(state.body(edit.author.body)) if edit else None,
            lines=(when_words(edit), *edits) if edit else edits,
            is_words=True,
        ),
        Face(
            "bin",
            _t("Into the bin"),
            2,
            _t("It can be brought back"),
            who=who_words(gone),
            mark=body_mark(state.body(gone.author.body)),
            lines=(when_words(gone), _t("had not seen the edits")),
            is_words=True,
        ),
    ]


def _unit(case: Case) -> str:
    if case.of_field is None or case.is_text:
        return ""
    return case.of_field.unit or (_t("yen") if case.of_field.kind == "yen" else "")


def _face(key: str, title: str, number: int, card: Card, case: Case, state: CopiesState) -> Face:
    version = card.version
    who = who_words(version)
    lines = (_t("The value both had seen"),) if not key else (card.where,) if card.where != who else ()
    return Face(
        key,
        title,
        number,
        card.text,
        _unit(case),
        card.difference,
        who,
        body_mark(state.body(version.author.body)),
        (*lines, when_words(version)),
        card.evidence,
        card.pieces or ((("same", card.text),) if case.is_text else ()),
    )
