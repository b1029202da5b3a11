"""Lists from which something is brought back: one row, one button. The bin and the backups are made of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bingo_planner.ui.buttons import button
from bingo_planner.ui.dialogs import HouseDialog
from bingo_planner.ui.labels import Label
from bingo_planner.ui.plainlist import PlainColumn, PlainList

Rows = Sequence[tuple[str, Sequence[str]]]


class RestoreView(HouseDialog):
    """Rows above, "bring back" below; `restore(id)` gets the chosen row."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        columns: Sequence[PlainColumn],
        rows: Rows,
        words: tuple[str, str],
        restore: Callable[[str], None],
    ) -> None:
        super().__init__(parent, title, (58, 30))
        self._restore = restore
        verb, empty = words
        self.list = PlainList(columns, title, self)
        self.list.set_rows(rows)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.list)
        self.empty = Label(empty, "body", "text2", parent=self)
        self.empty.setMargin(20)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self.empty)
        self.bring = button(verb, self.bring_back, icon="rotate-ccw", parent=self)
        self.add_button(self.bring)
        self.add_close()
        self._show(bool(rows))

    def _show(self, filled: bool) -> None:
        self.list.setVisible(filled)
        self.empty.setVisible(not filled)
        self.bring.setEnabled(filled)

    def bring_back(self) -> None:
        """Restore the chosen row and take it off the list."""
        chosen = self.list.chosen()
        if not chosen:
            return
        self.list.removeRow(self.list.currentRow())
        self._show(self.list.rowCount() > 0)
        self._restore(chosen)
