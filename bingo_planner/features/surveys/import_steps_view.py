"""The steps of a file on its way in: the file, its columns, its questions, what was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import wide
from bingo_planner.features.surveys.fields import word
from bingo_planner.features.surveys.import_state import (
    ImportState,
    column_letter,
    condition_words,
    count_words,
    file_words,
    finding_key,
    kind_words,
    options_words,
    personal_note,
    personal_words,
    summary_words,
    use_words,
)
from bingo_planner.features.surveys.intake.draft import ColumnDraft, QuestionDraft, Use
from bingo_planner.features.surveys.intake.findings import Finding, Severity
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.flow import FlowLayout
from bingo_planner.ui.labels import Label
from bingo_planner.ui.segmented import Segment, Segmented
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.tags import Tag
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("surveys", text, **facts)


def _column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current().px(0.4))
    return column


class FileStep(QWidget):
    """Which sheets hold answers and codes. `sheet_picked(name)`, `codes_picked(name)`, `codebook_asked()`."""

    sheet_picked = Signal(str)
    codes_picked = Signal(str)
    codebook_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Label("", "section", wrap=True, parent=self)
        self.title = Label("", "body", "text2", wrap=True, parent=self)
        self.sheet = ValuePicker("sheet", _t("Sheet of the answers"), [], self)
        self.codes = ValuePicker("codes", _t("Code sheet"), [], self)
        self.other = button(
            _t("Code sheet from a file…"), self.codebook_asked.emit, icon="folder-open", parent=self
        )
        self.other.setObjectName("surveyCodebook")
        self.note = Label("", "body", "text2", wrap=True, parent=self)
        self.preview: RowTable[tuple[str, ...]] = RowTable(
            [], lambda one: one[0], name=_t("First rows as they were read"), frozen=1
        )
        self.preview.setObjectName("surveyPreview")
        row = QHBoxLayout()
        row.setSpacing(current().px(0.62))
        for part in (self.sheet, self.codes, self.other):
            row.addWidget(part)
        row.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(current().px(1.54), current().px(0.6), current().px(1.54), current().px(0.5))
        head.setSpacing(current().px(0.6))
        head.addWidget(self.words)
        head.addWidget(self.title)
        head.addLayout(row)
        head.addWidget(self.note)
        column = _column(self)
        column.addLayout(head)
        column.addWidget(self.preview, 1)
        self.sheet.picked.connect(lambda _key, value: self.sheet_picked.emit(value))
        self.codes.picked.connect(lambda _key, value: self.codes_picked.emit(value))

    def render_state(self, state: ImportState, first: Sequence[tuple[str, ...]]) -> None:
        """The file as it was read, with its first rows."""
        draft = state.draft
        if draft is None:
            return
        self._show_rows(state, first)
        self.words.set_words(file_words(draft))
        self.title.set_words(_t("Title in the file: {title}", title=draft.title) if draft.title else "")
        self.title.setVisible(bool(draft.title))
        self.sheet.set_options([Option(one, one or _t("(the only one)")) for one in state.sheets])
        self.sheet.set_value(draft.file.sheet)
        self.sheet.setVisible(len(state.sheets) > 1)
        options = [
            Option(sheet, " ".join(one for one in (file, sheet) if one)) for file, sheet in state.code_sheets
        ]
        self.codes.set_options([Option("", _t("none: questions are guessed")), *options])
        self.codes.set_value(state.code_sheet)
        self.note.set_words(_note(state))

    def _show_rows(self, state: ImportState, first: Sequence[tuple[str, ...]]) -> None:
        columns = state.draft.columns if state.draft is not None else ()
        heads = [one.head for one in columns if one.use is not Use.LEAVE][:PREVIEWED]
        self.preview.set_columns(
            [
                Column(
                    "0", _t("Row"), lambda one: one[0], wide(3.4, 4.2), "code", sortable=False, primary=True
                ),
                *(_preview_column(at, head) for at, head in enumerate(heads, start=1)),
            ]
        )
        self.preview.set_rows(list(first))


PREVIEWED = 60
"""Columns of which the first rows are shown."""


def _preview_column(at: int, head: str) -> Column[tuple[str, ...]]:
    return Column(str(at), head, lambda one: one[at], 6.5, "code", sortable=False)


def _note(state: ImportState) -> str:
    draft = state.draft
    if draft is None:
        return ""
    parts = [
        _t(
            "{questions} questions in {columns} columns.",
            questions=len(draft.used),
            columns=sum(one.use is Use.QUESTION for one in draft.columns),
        )
    ]
    if draft.unmatched:
        names = ", ".join(draft.unmatched)
        parts.append(_t("No column was found for these of the code sheet: {names}.", names=names))
    if personal := personal_note(draft):
        parts.append(personal)
    return "\n".join(parts)


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
        column = _column(self)
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
        column = _column(self)
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


class ChecksStep(QWidget):
    """What was found, and what becomes of it. `row_wanted(row)`, `acceptance_chosen(value)`, `replace_toggled(on)`."""

    row_wanted = Signal(int)
    acceptance_chosen = Signal(str)
    replace_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = Label("", "section", wrap=True, parent=self)
        self.counts = Label("", "body", "text2", wrap=True, parent=self)
        self.choice = Segmented(
            [
                Segment("all", _t("Decide first")),
                Segment("mark", _t("Count those cells as no answer")),
                Segment("good", _t("Leave those rows out")),
            ],
            _t("What becomes of it"),
            self,
        )
        self.choice.setObjectName("surveyAcceptance")
        self.replace = QCheckBox("", self)
        self.replace.setObjectName("surveyReplace")
        self.table: RowTable[tuple[int, Finding]] = RowTable(
            self._columns(), lambda one: finding_key(*one), name=_t("What was found")
        )
        self.table.setObjectName("surveyFindings")
        self._labels: dict[str, str] = {}
        head = QVBoxLayout()
        head.setContentsMargins(current().px(1.54), current().px(0.3), current().px(1.54), 0)
        head.setSpacing(current().px(0.5))
        row = FlowLayout()
        row.setSpacing(current().px(0.8))
        row.addWidget(self.choice)
        row.addWidget(self.replace)
        for part in (self.summary, self.counts):
            head.addWidget(part)
        head.addLayout(row)
        column = _column(self)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self.choice.chosen.connect(self.acceptance_chosen)
        self.replace.toggled.connect(self.replace_toggled)
        self.table.activated_row.connect(self._activated)

    def _columns(self) -> list[Column[tuple[int, Finding]]]:
        return [
            Column("cell", _t("Cell"), self._cell, 5, "code", sortable=False),
            Column("kind", _t("What"), self._kind, wide(12, 14), "tag", sortable=False),
            Column("question", _t("Question"), self._question, 12, sortable=False),
            Column(
                "reason",
                _t("Why"),
                lambda one: one[1].sentence(),
                24,
                stretch=True,
                primary=True,
                sortable=False,
            ),
        ]

    def _cell(self, one: tuple[int, Finding]) -> str:
        found = one[1]
        if found.severity is Severity.SHEET:
            return f"{found.sheet} {found.cell}".strip()
        return found.cell

    def _kind(self, one: tuple[int, Finding]) -> object:
        state = {Severity.SHEET: "err", Severity.NOTE: "plain"}.get(one[1].severity, "warn")
        words = _t("To know") if one[1].severity is Severity.NOTE else kind_words(one[1].code)
        return Tag(words, state)

    def _question(self, one: tuple[int, Finding]) -> str:
        return self._labels.get(one[1].question, one[1].question)

    def _activated(self, own: str) -> None:
        row = int(own.split(":")[1])
        if row >= 0:
            self.row_wanted.emit(row)

    def render_state(self, state: ImportState) -> None:
        """What was found, or that the file is being read."""
        reading, draft = state.reading, state.draft
        if reading is None or draft is None:
            self.summary.set_words(_t("The answers are being checked."))
            for part in (self.counts, self.choice, self.replace, self.table):
                part.setVisible(False)
            return
        self._labels = {one.key: one.label for one in draft.used}
        self.summary.set_words(summary_words(state))
        self.counts.set_words("・".join(count_words(reading)))
        self.counts.setVisible(bool(reading.findings.counts))
        self.choice.setVisible(not reading.findings.is_clean and not state.bad_sheet)
        self.choice.set_key(state.acceptance.value)
        self._show_replace(state)
        every = list(enumerate((*reading.findings.listed, *reading.findings.notes)))
        self.table.setVisible(bool(every))
        self.table.set_rows(every)

    def _show_replace(self, state: ImportState) -> None:
        batch = state.facts.batch if state.facts is not None else None
        self.replace.setVisible(batch is not None)
        if batch is not None:
            words = _t("Replace the {n} answers from {file}", n=f"{batch.valid:,}", file=batch.file_name)
            self.replace.setText(words.replace("&", "&&"))
        if self.replace.isChecked() != state.replace:
            self.replace.blockSignals(True)
            self.replace.setChecked(state.replace)
            self.replace.blockSignals(False)


class RowPanel(QWidget):
    """One row of the file, cell by cell; the cells that were found are marked. `closed()`."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", "section", parent=self)
        self._bad: dict[str, str] = {}
        self.table: RowTable[tuple[str, str, str]] = RowTable(
            [
                Column("head", _t("Head"), lambda one: one[1], 10, primary=True, sortable=False),
                Column("text", _t("In the cell"), self._text, 9, stretch=True, sortable=False),
            ],
            lambda one: one[0],
            name=_t("The row in the file"),
        )
        self.table.setObjectName("surveyRow")
        column = QVBoxLayout(self)
        edge = current().px(0.9)
        column.setContentsMargins(0, edge, 0, 0)
        self.title.setContentsMargins(edge, 0, edge, 0)
        column.addWidget(self.title)
        column.addWidget(self.table, 1)

    def _text(self, one: tuple[str, str, str]) -> str:
        return f"▲ {one[2] or _t('(blank)')}" if one[0] in self._bad else one[2]

    def show_row(self, state: ImportState, cells: Sequence[tuple[str, str, str]]) -> None:
        """Another row."""
        found = state.reading.findings.listed if state.reading is not None else ()
        own = [one for one in found if one.row == state.row and one.severity is not Severity.SHEET]
        self._bad = {str(one.column): one.sentence() for one in own}
        self.title.set_words(_t("Row {n}", n=state.row + 1))
        self.table.set_rows(list(cells))
        if own:
            self.table.select_row(str(own[0].column))
