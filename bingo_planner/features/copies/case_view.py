"""The right side of the inbox: one decision with its cards, other value, both, what it changes, and the button."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from bingo_planner.features.copies.card_view import Face, ValueCard
from bingo_planner.features.copies.choices_view import CardRow, ChoiceBox, case_faces, deletion_faces
from bingo_planner.features.copies.effects_view import EffectsView
from bingo_planner.features.copies.faces import choice_words, other_person, tag_words
from bingo_planner.features.copies.model import AnyCase, Case, DeleteCase, NoticeCase
from bingo_planner.features.copies.sentences_view import SentenceView
from bingo_planner.features.copies.state import CopiesState
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button, rule
from bingo_planner.ui.fields import Line
from bingo_planner.ui.labels import ElidedLabel, Label
from bingo_planner.ui.tags import Tag, TagLabel
from bingo_planner.ui.theme import current, theme_signals

_LONG_TITLE = 44
_BREAKS = re.compile(r"[\\/-]|[^\s\\/-]{20}")


def _t(text: str, **facts: object) -> str:
    return translate("copies", text, **facts) if facts else translate("copies", text)


class CaseView(QWidget):
    """One decision. `chosen(key)`, `typed(text)`, `noted(text)`, `numbered(n)`, `decided`, `put_off`, `opened`,
    `history`."""

    chosen = Signal(str)
    typed = Signal(str)
    noted = Signal(str)
    numbered = Signal(int)
    decided = Signal()
    put_off = Signal()
    opened = Signal()
    history = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("copies_case")
        self._case: AnyCase | None = None
        self._cards: CardRow | None = None
        self._box: ChoiceBox | None = None
        self._effects: EffectsView | None = None
        self._radios: dict[str, QRadioButton] = {}
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        self._line = rule(parent=self)
        column.addWidget(self._line)
        column.addLayout(self._build_foot())
        theme_signals().changed.connect(self._restyle)
        self._restyle()

    def _build_foot(self) -> QHBoxLayout:
        self._foot = QHBoxLayout()
        self.note = Line(self)
        self.note.setObjectName("copies_note")
        self.note.textChanged.connect(self.noted)
        self.note.returnPressed.connect(self.decided)
        self.later = button(_t("Decide later"), self.put_off.emit, parent=self)
        self.go = button("", self.decided.emit, icon="check", kind="primary", parent=self)
        self.go.setObjectName("copies_decide")
        for made in (self.later, self.go):
            made.setAutoDefault(True)
        self._foot.addWidget(self.note, 1)
        self._foot.addStretch(0)
        self._foot.addWidget(self.later)
        self._foot.addWidget(self.go)
        return self._foot

    def _restyle(self) -> None:
        now = current()
        edge = now.px(1.54)
        self._foot.setContentsMargins(edge, now.px(0.9), edge, now.px(0.9))
        self._foot.setSpacing(now.px(0.62))
        for part in (self, self.area.viewport()):
            _ground(part, "page")
        self.note.setMinimumWidth(now.px(10))
        self.note.setMaximumWidth(now.px(36))

    # -- showing ---------------------------------------------------------------------------------
    def render_state(self, state: CopiesState) -> None:
        """Show a whole state; the cards are built anew only for another decision."""
        if state.case != self._case or self.area.widget() is None:
            self._case = state.case
            self._build(state)
        self._show_choice(state)

    def _build(self, state: CopiesState) -> None:
        self._cards = self._box = self._effects = None
        self._radios = {}
        inner = QWidget(self.area)
        inner.setObjectName("copies_case_inner")
        column = QVBoxLayout(inner)
        now = current()
        column.setContentsMargins(now.px(1.54), now.px(0.9), now.px(1.54), now.px(0.9))
        column.setSpacing(now.px(0.75))
        case = state.case
        if isinstance(case, NoticeCase):
            self._build_notice(case, column, inner)
        elif isinstance(case, DeleteCase):
            self._build_head(case.path, case.title, case, column, inner)
            self._put_cards(deletion_faces(case, state), column, inner)
        elif isinstance(case, Case):
            self._build_head(case.path, case.title, case, column, inner)
            self._put_cards(case_faces(case, state), column, inner)
            self._put_box(case, column, inner)
            self._effects = EffectsView(inner)
            column.addWidget(self._effects)
        else:
            self._build_settled(state, column, inner)
        column.addStretch(1)
        self.area.setWidget(inner)
        self.note.clear()
        _ground(inner, "page")

    @property
    def cards(self) -> list[ValueCard]:
        """The cards that can be chosen."""
        return self._cards.cards if self._cards is not None else []

    @property
    def other(self) -> QLineEdit | None:
        """The field of another value."""
        return self._box.other if self._box is not None else None

    @property
    def sentences(self) -> SentenceView | None:
        """A long text put together by hand."""
        return self._box.sentences if self._box is not None else None

    def _put_cards(self, faces: list[Face], column: QVBoxLayout, inner: QWidget) -> None:
        self._cards = CardRow(faces, inner)
        self._cards.chosen.connect(self.chosen)
        self._radios |= self._cards.radios
        column.addWidget(self._cards)

    def _put_box(self, case: Case, column: QVBoxLayout, inner: QWidget) -> None:
        self._box = ChoiceBox(case, inner)
        self._box.chosen.connect(self.chosen)
        self._box.typed.connect(self.typed)
        self._box.decided.connect(self.decided)
        self._radios |= self._box.radios
        column.addWidget(self._box)

    def _build_head(
        self, path: tuple[str, ...], title: str, case: AnyCase, column: QVBoxLayout, inner: QWidget
    ) -> None:
        where = QHBoxLayout()
        where.addWidget(ElidedLabel("　›　".join(path), "body", "text2", inner), 1)
        open_words = _t("Open this field") if isinstance(case, Case) else _t("Open the record")
        where.addWidget(button(open_words, self.opened.emit, icon="arrow-right", kind="link", parent=inner))
        column.addLayout(where)
        row = QHBoxLayout()
        row.setSpacing(current().px(0.6))
        is_long = len(title) > _LONG_TITLE
        row.addWidget(Label(title, "section", wrap=is_long, parent=inner), 1 if is_long else 0)
        row.addWidget(TagLabel(Tag(tag_words(case), "conf"), inner))
        row.addStretch(1)
        column.addLayout(row)

    def _build_notice(self, case: NoticeCase, column: QVBoxLayout, inner: QWidget) -> None:
        column.addWidget(Label(case.text, "section", wrap=True, parent=inner))
        # A path of many letters without a space breaks where it can be told apart.
        detail = _BREAKS.sub("\\g<0>\u200b", case.detail)
        for words in (case.advice, detail):
            if words:
                column.addWidget(Label(words, "body", "text2", wrap=True, parent=inner))

    def _build_settled(self, state: CopiesState, column: QVBoxLayout, inner: QWidget) -> None:
        line = state.line
        if line is None:
            return
        column.addWidget(Label(f"{line.title}　{line.field}", "section", wrap=True, parent=inner))
        column.addWidget(Label(_t("This is decided."), "body", "text2", parent=inner))
        if line.note:
            column.addWidget(Label(line.note, "body", wrap=True, parent=inner))
        row = QHBoxLayout()
        row.addWidget(
            button(_t("Open the record"), self.opened.emit, icon="arrow-right", kind="link", parent=inner)
        )
        row.addWidget(button(_t("History"), self.history.emit, icon="history", kind="link", parent=inner))
        row.addStretch(1)
        column.addLayout(row)

    def _show_choice(self, state: CopiesState) -> None:
        for key, radio in self._radios.items():
            radio.setChecked(key == state.choice)
        for card in self.cards:
            card.set_chosen(card.face.key == state.choice)
        case = state.case
        is_open = case is not None and case.line.is_open
        for made in (self._line, self.note, self.later, self.go):
            made.setVisible(is_open)
        self.later.setEnabled(len(state.open_lines) > 1)
        self.go.setText(choice_words(case, state.choice))
        self.go.setEnabled(state.can_decide)
        person = other_person(case)
        words = _t("A word to {name} (optional)", name=person) if person else _t("A note (optional)")
        self.note.setPlaceholderText(words)
        self.note.setAccessibleName(words)
        if self._box is not None:
            self._box.problem.show_problem(state.typed_problem)
        other = self.other
        if other is not None and other.text() != state.typed and not other.hasFocus():
            other.setText(state.typed)
        if isinstance(case, Case) and self._effects is not None:
            self._effects.show_choice(case, state.choice)

    # -- keys and size ----------------------------------------------------------------------------
    def focus_choice(self, choice: str) -> None:
        """The cursor on the chosen card."""
        radio = self._radios.get(choice)
        if radio is not None:
            radio.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text() in "123456789" and not event.modifiers():
            self.numbered.emit(int(event.text()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.decided.emit()
        else:
            super().keyPressEvent(event)


def _ground(widget: QWidget, token: str) -> None:
    palette = widget.palette()
    palette.setColor(palette.ColorRole.Window, current().color(token))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)
