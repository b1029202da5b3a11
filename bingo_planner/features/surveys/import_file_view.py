"""The first step of a file on its way in: which sheet, which codes, how it begins."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import wide
from bingo_planner.features.surveys.import_state import (
    ImportState,
    file_words,
    personal_note,
)
from bingo_planner.features.surveys.import_steps_view import step_column
from bingo_planner.features.surveys.intake.draft import Use
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.theme import current

PREVIEWED = 60
"""Columns of which the first rows are shown."""


def _t(text: str, **facts: object) -> str:
    return translate("surveys", text, **facts)


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
        column = step_column(self)
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
