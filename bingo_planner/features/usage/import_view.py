"""What taking files in would do: figures by file, lines that cannot be taken in with their reason, and the way on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bingo_planner.features.usage.importer import FileRead, ImportPlan, LineProblem, sentence
from bingo_planner.features.usage.state import UsageState
from bingo_planner.features.usage.words import encoding_words
from bingo_planner.kernel.dates import DateStyle, format_month
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("usage", text, **facts)


class ImportView(QWidget):
    """The preview. `accepted(good lines only)`, `given_up()`, `reason_typed(text)`."""

    accepted = Signal(bool)
    given_up = Signal()
    reason_typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = UsageState()
        self.summary = Label("", "section", wrap=True, parent=self)
        self.files: RowTable[FileRead] = RowTable(
            self._file_columns(), lambda one: one.name, name=_t("Files")
        )
        self.files.setObjectName("importFiles")
        self.problems: RowTable[tuple[int, LineProblem]] = RowTable(
            self._problem_columns(), lambda one: str(one[0]), name=_t("Lines that cannot be taken in")
        )
        self.problems.setObjectName("importProblems")
        self.bad = Label(_t("Lines that cannot be taken in"), "section", parent=self)
        self.reason = QLineEdit(self)
        self.reason.setObjectName("importReason")
        self.reason.setAccessibleName(_t("Reason of the correction"))
        self.reason.setPlaceholderText(_t("Confirmed months change: write why"))
        self.problem = Label("", "label", "err", parent=self)
        self.back = button(_t("Do not take in"), self.given_up.emit, parent=self)
        self.good = button(
            _t("Take in the good lines only"), lambda: self.accepted.emit(True), kind="primary", parent=self
        )
        self.all = button(_t("Take in"), lambda: self.accepted.emit(False), kind="primary", parent=self)
        for made, name in ((self.back, "importBack"), (self.good, "importGood"), (self.all, "importAll")):
            made.setObjectName(name)
            made.setAutoDefault(True)
        self.reason.editingFinished.connect(lambda: self.reason_typed.emit(self.reason.text()))
        self._lay_out()

    def _lay_out(self) -> None:
        edge = current().px(1.54)
        foot = QHBoxLayout()
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.problem)
        foot.addStretch(1)
        for made in (self.back, self.good, self.all):
            foot.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, current().px(0.6), edge, current().px(0.8))
        column.setSpacing(current().px(0.5))
        column.addWidget(self.summary)
        column.addWidget(self.files, 2)
        column.addWidget(self.bad)
        column.addWidget(self.problems, 3)
        column.addLayout(foot)

    def _file_columns(self) -> list[Column[FileRead]]:
        return [
            Column("name", _t("File"), lambda one: one.name, 24, primary=True),
            Column("service", _t("Service"), self._service, 18, stretch=True),
            Column("months", _t("Month"), self._months, 12),
            Column("encoding", _t("Encoding"), lambda one: encoding_words(one.encoding), 7),
            Column("figures", _t("Count of figures"), lambda one: len(one.entries), 6, "number"),
            Column("problems", _t("Bad lines"), lambda one: len(one.problems) or None, 6, "number"),
        ]

    def _service(self, one: FileRead) -> str:
        return next((held.name for held in self._state.services if held.id == one.service_id), "")

    def _months(self, one: FileRead) -> str:
        months = sorted({entry.month for entry in one.entries})
        if not months:
            return ""
        words = [format_month(month, DateStyle.ERA, "short") for month in (months[0], months[-1])]
        return words[0] if len(months) == 1 else "～".join(words)

    def _problem_columns(self) -> list[Column[tuple[int, LineProblem]]]:
        return [
            Column("file", _t("File"), lambda one: one[1].file, 18, primary=True),
            Column("sheet", _t("Sheet"), lambda one: one[1].sheet, 6),
            Column("cell", _t("Cell"), lambda one: one[1].cell, 5, "code"),
            Column("reason", _t("Reason"), lambda one: sentence(one[1]), 30, stretch=True),
        ]

    def render_state(self, state: UsageState, plan: ImportPlan) -> None:
        """Show what would be taken in."""
        self._state = state
        self.summary.set_words(summary(plan))
        self.files.set_rows(plan.files)
        self.problems.set_rows(list(enumerate(plan.problems)))
        has_bad = bool(plan.problems)
        for part in (self.bad, self.problems, self.good):
            part.setVisible(has_bad)
        self.all.setVisible(not has_bad)
        self.all.setEnabled(bool(plan.changes))
        self.good.setEnabled(bool(plan.changes))
        self.reason.setVisible(bool(plan.corrections))
        self.problem.set_words(state.reason_problem)
        self.problem.setVisible(bool(state.reason_problem))

    def focus_work(self) -> None:
        """The cursor on what leads on."""
        for part in (self.reason, self.all, self.good, self.back):
            if part.isVisibleTo(self) and part.isEnabled():
                part.setFocus()
                return


def summary(plan: ImportPlan) -> str:
    """12ファイル: 新しい数値 324件、置き換え 3件、同じ 0件."""
    parts = [
        _t(
            "{files} files: {new} new figures, {replaced} replaced, {same} as before.",
            files=len(plan.files),
            new=plan.new,
            replaced=plan.replaced,
            same=plan.same,
        )
    ]
    if plan.problems:
        parts.append(_t("{n} lines cannot be taken in; nothing of them lands.", n=len(plan.problems)))
    if plan.corrections:
        parts.append(_t("{n} figures of confirmed months change and need a reason.", n=plan.corrections))
    return " ".join(parts)
