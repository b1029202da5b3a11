"""The right side of the inbox: one decision with its cards, other value, both, what it changes, and the button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bingo_planner.features.copies.card_view import Face, KeyCap, ValueCard
from bingo_planner.features.copies.faces import (
    card_title,
    choice_words,
    other_person,
    tag_words,
    when_words,
    who_words,
)
from bingo_planner.features.copies.model import AnyCase, Card, Case, DeleteCase, Effect, NoticeCase
from bingo_planner.features.copies.sentences_view import SentenceView
from bingo_planner.features.copies.state import CopiesState
from bingo_planner.features.region.form_view import body_mark
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button, rule
from bingo_planner.ui.fields import Line, ProblemLine
from bingo_planner.ui.ime import figures_only
from bingo_planner.ui.labels import ElidedLabel, Label
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.tags import Tag, TagLabel
from bingo_planner.ui.theme import current, theme_signals

_FIGURES = ("integer", "decimal", "yen", "date", "fiscal_year")
_LONG_TITLE = 44
_CARD_FH = 19.0
"""Where a card would get less than this, the cards stand one under the other."""


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
        self.cards: list[ValueCard] = []
        self._radios: dict[str, QRadioButton] = {}
        self.other: QLineEdit | None = None
        self.sentences: SentenceView | None = None
        self._problem: ProblemLine | None = None
        self._effects: RowTable[Effect] | None = None
        self._effects_title: Label | None = None
        self._cards_row: QBoxLayout | None = None
        self._base: ValueCard | None = None
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
        self._foot.addWidget(self.note, 3)
        self._foot.addStretch(2)
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

    # -- showing ---------------------------------------------------------------------------------
    def render_state(self, state: CopiesState) -> None:
        """Show a whole state; the cards are built anew only for another decision."""
        if state.case != self._case or self.area.widget() is None:
            self._case = state.case
            self._build(state)
        self._show_choice(state)

    def _build(self, state: CopiesState) -> None:
        self.cards, self._radios = [], {}
        self.other = self.sentences = self._problem = self._effects = self._effects_title = None
        self._cards_row = None
        self._base = None
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
            self._build_deletion(case, state, column, inner)
        elif isinstance(case, Case):
            self._build_head(case.path, case.title, case, column, inner)
            self._build_cards(case, state, column, inner)
            self._build_more(case, column, inner)
            self._build_effects(column, inner)
        else:
            self._build_settled(state, column, inner)
        column.addStretch(1)
        self.area.setWidget(inner)
        self.note.clear()
        _ground(inner, "page")
        self._arrange()

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

    def _build_cards(self, case: Case, state: CopiesState, column: QVBoxLayout, inner: QWidget) -> None:
        faces = [_face("", _t("Value before"), 0, case.base, case, state)] if case.base is not None else []
        faces += [
            _face(card.key, card_title(card, case), number, card, case, state)
            for number, card in enumerate(case.choices, 1)
        ]
        self._put_cards(faces, column, inner)

    def _put_cards(self, faces: list[Face], column: QVBoxLayout, inner: QWidget) -> None:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(current().px(0.92))
        for face in faces:
            card = ValueCard(face, inner)
            row.addWidget(card, 1)
            if not face.key:
                self._base = card
            if face.key and card.radio is not None:
                card.chosen.connect(self.chosen)
                self.cards.append(card)
                self._radios[face.key] = card.radio
        self._cards_row = row
        column.addLayout(row)

    def _build_more(self, case: Case, column: QVBoxLayout, inner: QWidget) -> None:
        number = len(case.choices) + 1
        box = QVBoxLayout()
        box.setSpacing(current().px(0.5))
        self._add_choice(
            box, "other", _t("Enter another value"), number, inner, self._other_field(case, inner)
        )
        self._problem = ProblemLine(inner)
        box.addWidget(self._problem)
        if case.both is not None:
            box.addWidget(rule(parent=inner))
            words = Label(case.both_words, "body", "text2", wrap=True, parent=inner)
            self._add_choice(box, "both", _t("Keep both"), number + 1, inner, words)
        column.addLayout(box)

    def _other_field(self, case: Case, inner: QWidget) -> QWidget:
        if case.is_text:
            self.sentences = SentenceView(case.view, inner)
            self.sentences.typed.connect(self.typed)
            return self.sentences
        holder = QWidget(inner)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        field = case.of_field
        self.other = Line(holder)
        self.other.setObjectName("copies_other")
        self.other.setAccessibleName(_t("Another value"))
        if field is not None and field.kind in _FIGURES:
            figures_only(self.other)
            self.other.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.other.setFixedWidth(current().px(11))
        self.other.textEdited.connect(self.typed)
        self.other.returnPressed.connect(self.decided)
        row.addWidget(self.other, 0 if field is not None and field.kind in _FIGURES else 1)
        row.addWidget(Label(_unit(case), "body", "text3", parent=holder))
        row.addStretch(1)
        return holder

    def _add_choice(
        self, box: QVBoxLayout, key: str, words: str, number: int, inner: QWidget, beside: QWidget
    ) -> None:
        row = QHBoxLayout()
        row.setSpacing(current().px(0.9))
        made = QRadioButton(words, inner)
        made.setAutoExclusive(False)
        made.setObjectName(f"choice_{key}")
        made.clicked.connect(lambda: self.chosen.emit(key))
        made.setMinimumWidth(current().px(13))
        self._radios[key] = made
        top = Qt.AlignmentFlag.AlignTop if isinstance(beside, SentenceView) else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(made, 0, top)
        row.addWidget(beside, 1)
        row.addWidget(KeyCap(str(number), inner), 0, top)
        box.addLayout(row)

    def _build_effects(self, column: QVBoxLayout, inner: QWidget) -> None:
        self._effects_title = Label("", "strong", parent=inner)
        columns: list[Column[Effect]] = [
            Column("text", _t("What changes"), lambda one: one.text, 22, stretch=True, sortable=False),
            Column("before", _t("Before that"), lambda one: one.before, 9, align="right", sortable=False),
            Column(
                "after",
                _t("Once decided"),
                lambda one: one.after,
                9,
                align="right",
                sortable=False,
                primary=True,
            ),
            Column(
                "difference", _t("Difference"), lambda one: one.difference, 7, align="right", sortable=False
            ),
        ]
        self._effects = RowTable(columns, lambda one: one.text, inner, name=_t("What changes"))
        self._effects.setObjectName("copies_effects")
        column.addWidget(self._effects_title)
        column.addWidget(self._effects)

    def _build_deletion(
        self, case: DeleteCase, state: CopiesState, column: QVBoxLayout, inner: QWidget
    ) -> None:
        edits = tuple(f"{one.field}：{one.text or _t('(empty)')}" for one in case.edits)
        edit = case.edits[0].version if case.edits else None
        gone = case.conflict.deleted[0]
        faces = [
            Face(
                "keep",
                _t("Keep the record"),
                1,
                _t("The edits stay"),
                who=who_words(edit) if edit else "",
                mark=body_mark(state.body(edit.author.body)) if edit else None,
                lines=((when_words(edit), *edits) if edit else edits),
            ),
            Face(
                "bin",
                _t("Into the bin"),
                2,
                _t("It can be brought back"),
                who=who_words(gone),
                mark=body_mark(state.body(gone.author.body)),
                lines=(when_words(gone), _t("had not seen the edits")),
            ),
        ]
        self._put_cards(faces, column, inner)

    def _build_notice(self, case: NoticeCase, column: QVBoxLayout, inner: QWidget) -> None:
        column.addWidget(Label(case.text, "section", wrap=True, parent=inner))
        for words in (case.advice, case.detail):
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
        if self._problem is not None:
            self._problem.show_problem(state.typed_problem)
        if self.other is not None and self.other.text() != state.typed and not self.other.hasFocus():
            self.other.setText(state.typed)
        if isinstance(case, Case):
            self._show_effects(case, state.choice)

    def _show_effects(self, case: Case, choice: str) -> None:
        effects = case.effects.get(choice, ())
        if self._effects is None or self._effects_title is None:
            return
        for widget in (self._effects, self._effects_title):
            widget.setVisible(bool(effects))
        if not effects:
            return
        card = case.card(choice)
        self._effects_title.set_words(_t("With “{choice}”", choice=card_title(card, case) if card else ""))
        self._effects.set_rows(effects)
        now = current()
        self._effects.setFixedHeight(now.px(2.15) + len(effects) * now.row_height + 4)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if self._cards_row is None:
            return
        case = self._case
        each = _CARD_FH * (1.5 if isinstance(case, Case) and case.is_text else 1)
        stacked = self.width() < current().px(each * self._cards_row.count())
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._cards_row.setDirection(way)
        if self._base is not None:
            # One under the other, what can be chosen comes first.
            self._cards_row.removeWidget(self._base)
            self._cards_row.insertWidget(self._cards_row.count() if stacked else 0, self._base, 1)


def _ground(widget: QWidget, token: str) -> None:
    palette = widget.palette()
    palette.setColor(palette.ColorRole.Window, current().color(token))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)


def _unit(case: Case) -> str:
    if case.of_field is None or case.is_text:
        return ""
    return case.of_field.unit or (translate("copies", "yen") if case.of_field.kind == "yen" else "")


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
