"""The backups of the region file, to go back to one of them. The present state is kept as a backup first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.dialogs import confirm
from bingo_planner.ui.plainlist import PlainColumn
from bingo_planner.ui.restoreview import RestoreView


@dataclass(frozen=True)
class BackupLine:
    """One backup, in words."""

    id: str
    when: str
    why: str
    size: str


class BackupView(RestoreView):
    """When, why, how large; asks before it goes back."""

    def __init__(
        self, parent: QWidget | None, lines: Sequence[BackupLine], restore: Callable[[str], None]
    ) -> None:
        columns = (
            PlainColumn(translate("ui", "Made"), 13, "column"),
            PlainColumn(translate("ui", "Occasion")),
            PlainColumn(translate("ui", "Size"), 8, "column"),
        )
        self._names = {line.id: line.when for line in lines}
        rows = [(line.id, (line.when, line.why, line.size)) for line in lines]
        words = (translate("ui", "Go back to this backup"), translate("ui", "There is no backup yet"))
        super().__init__(parent, translate("ui", "Backups"), columns, rows, words, restore)
        self.note.set_words(translate("ui", "Backups are made on the first start of a day and on closing"))

    def bring_back(self) -> None:
        """Ask first: everything after the backup leaves the screen."""
        chosen = self.list.chosen()
        if not chosen:
            return
        question = translate("ui", "Go back to the state of {when}?", when=self._names[chosen])
        consequence = translate(
            "ui",
            "What was entered after it is no longer shown. The present state is kept as a backup of its own.",
        )
        confirm(self, question, consequence, translate("ui", "Go back to it"), lambda: self._go(chosen))

    def _go(self, chosen: str) -> None:
        self.accept()
        self._restore(chosen)

    @classmethod
    def show_over(
        cls, parent: QWidget | None, lines: Sequence[BackupLine], restore: Callable[[str], None]
    ) -> BackupView:
        """Open it."""
        dialog = cls(parent, lines, restore)
        dialog.present()
        return dialog
