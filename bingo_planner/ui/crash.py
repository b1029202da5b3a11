"""The one crash dialog: says what is safe, copies a report, never touches the region file."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button
from bingo_planner.ui.dialogs import HouseDialog
from bingo_planner.ui.labels import Label


class CrashDialog(HouseDialog):
    """Words above, the report below."""

    def __init__(self, parent: QWidget | None, report: str) -> None:
        super().__init__(parent, translate("ui", "The program could not finish this"), (54, 32))
        words = translate(
            "ui",
            "What was saved before is safe; only the last step was not done. You can go on working. "
            "If it happens again, copy the report and send it to whoever looks after the program.",
        )
        self.body.addWidget(Label(words, "body", "text", wrap=True, parent=self))
        self.report = QPlainTextEdit(report, self)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(translate("ui", "Report"))
        self.body.addWidget(self.report, 1)
        self.copy = self.add_button(
            button(translate("ui", "Copy the report"), self._copy, icon="copy", parent=self)
        )
        self.add_close()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.note.set_words(translate("ui", "The report was copied"))

    @classmethod
    def show_over(cls, parent: QWidget | None, report: str) -> CrashDialog:
        """Open it."""
        dialog = cls(parent, report)
        dialog.present()
        return dialog
