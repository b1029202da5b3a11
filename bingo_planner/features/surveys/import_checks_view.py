"""The last step of a file on its way in: what cannot be taken, and a row of the file beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import wide
from bingo_planner.features.surveys.import_state import (
    ImportState,
    count_words,
    finding_key,
    kind_words,
    summary_words,
)
from bingo_planner.features.surveys.import_steps_view import step_column
from bingo_planner.features.surveys.intake.findings import Finding, Severity
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.flow import FlowLayout
from bingo_planner.ui.labels import Label
from bingo_planner.ui.segmented import Segment, Segmented
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.tags import Tag
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("surveys", text, **facts)


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
        column = step_column(self)
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
