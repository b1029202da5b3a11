"""The steps of a file on its way in that list: its columns, its questions."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import wide
from bingo_planner.features.surveys.fields import word
from bingo_planner.features.surveys.import_state import (
    ImportState,
    column_letter,
    condition_words,
    options_words,
    personal_note,
    personal_words,
    use_words,
)
from bingo_planner.features.surveys.intake.draft import ColumnDraft, QuestionDraft, Use
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.tags import Tag
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("surveys", text, **facts)


def step_column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current().px(0.4))
    return column


class ColumnsStep(QWidget):
    """Every column with what it is taken for. `opened(place)`."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = Label("", "body", "warn", wrap=True, parent=self)
        self.note.setContentsMargins(current().px(1.54), 0, current().px(1.54), 0)
        self._questions: dict[str, QuestionDraft] = {}
        self.table: RowTable[ColumnDraft] = RowTable(
            self._columns(), lambda one: str(one.place), name=_t("Columns of the file"), frozen=2
        )
        self.table.setObjectName("surveyColumns")
        column = step_column(self)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        self.table.activated_row.connect(lambda own: self.opened.emit(int(own)))

    def _columns(self) -> list[Column[ColumnDraft]]:
        return [
            Column(
                "place",
                _t("Column"),
                lambda one: column_letter(one.place),
                wide(3.4, 5.6),
                "code",
                sortable=False,
            ),
            Column("head", _t("Head"), lambda one: one.head, 10, primary=True, sortable=False),
            Column("use", _t("Becomes"), self._use, wide(11, 14.4), "tag", sortable=False),
            Column("question", _t("Id"), self._question, 5, "code", sortable=False),
            Column("kind", _t("Kind of answer"), self._kind, wide(9, 10), sortable=False),
            Column(
                "samples", _t("Such as"), lambda one: "　".join(one.samples), 8, stretch=True, sortable=False
            ),
            Column("filled", _t("Filled"), lambda one: one.filled, wide(5, 4.8), "number", sortable=False),
            Column(
                "distinct", _t("Different"), lambda one: one.distinct, wide(5, 6.4), "number", sortable=False
            ),
        ]

    def _use(self, one: ColumnDraft) -> object:
        words = use_words(one)
        if one.personal is not None:
            words = f"{words}（{personal_words(one.personal)}）"
            return Tag(words, "warn" if one.use is not Use.LEAVE else "plain", "user-round")
        if one.use is Use.QUESTION:
            return None  # the normal case carries no tag; its number and kind stand beside
        return Tag(words, "accent" if one.use is Use.KEY else "plain", "")

    def _question(self, one: ColumnDraft) -> str:
        if one.use is not Use.QUESTION:
            return ""
        return f"{one.question} = {one.option}" if one.option else one.question

    def _kind(self, one: ColumnDraft) -> str:
        found = self._questions.get(one.question)
        return word("survey_question", "kind", found.kind.value) if found and one.use is Use.QUESTION else ""

    def render_state(self, state: ImportState) -> None:
        """The columns as they stand in the draft."""
        draft = state.draft
        if draft is None:
            return
        self._questions = dict(draft.by_key)
        note = personal_note(draft)
        self.note.set_words(note)
        self.note.setVisible(bool(note))
        self.table.set_rows(draft.columns)

    def place(self) -> int:
        """The column under the cursor; −1 for none."""
        own = self.table.current_id()
        return int(own) if own else -1


class CodesStep(QWidget):
    """Every question with its options. `opened(id)`."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = Label("", "body", "text2", wrap=True, parent=self)
        self.note.setContentsMargins(current().px(1.54), 0, current().px(1.54), 0)
        self.table: RowTable[QuestionDraft] = RowTable(
            self._columns(), lambda one: one.key, name=_t("Questions of the file"), frozen=2
        )
        self.table.setObjectName("surveyQuestions")
        column = step_column(self)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        self.table.activated_row.connect(self.opened)

    def _columns(self) -> list[Column[QuestionDraft]]:
        return [
            Column("key", _t("Id"), lambda one: one.key, 5, "code", sortable=False),
            Column("label", _t("Question"), lambda one: one.label, 13.5, primary=True, sortable=False),
            Column("kind", _t("Kind of answer"), self._kind, wide(9, 10.8), sortable=False),
            Column("options", _t("Options"), options_words, 11, stretch=True, sortable=False),
            Column(
                "most", _t("At most"), lambda one: one.max_choices, wide(7.2, 5.5), "number", sortable=False
            ),
            Column("asked_if", _t("Asked if"), condition_words, 6, "code", sortable=False),
            Column("role", _t("Says the"), self._role, wide(4.5, 6.2), sortable=False),
            Column("from", _t("From"), self._from, wide(5.5, 7.2), "tag", sortable=False),
        ]

    def _kind(self, one: QuestionDraft) -> str:
        return word("survey_question", "kind", one.kind.value)

    def _role(self, one: QuestionDraft) -> str:
        return word("survey_question", "role", one.role) if one.role else ""

    def _from(self, one: QuestionDraft) -> object:
        return None if one.from_sheet else Tag(_t("guessed"), "warn", "circle-help")

    def render_state(self, state: ImportState) -> None:
        """The questions as they stand in the draft."""
        draft = state.draft
        if draft is None:
            return
        guessed = sum(not one.from_sheet for one in draft.used)
        words = _t("{n} questions are guessed from the answers. Enter opens one to correct it.", n=guessed)
        self.note.set_words(words if guessed else _t("Enter opens a question to correct it."))
        self.table.set_rows(draft.used)
        if state.question:
            self.table.select_row(state.question)
