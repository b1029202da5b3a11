"""The bin: what was deleted within a year, to be brought back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.plainlist import PlainColumn
from bingo_planner.ui.restoreview import RestoreView


@dataclass(frozen=True)
class BinLine:
    """One deleted record, in words. `id` is whatever `restore` understands."""

    id: str
    kind: str
    title: str
    when: str
    who: str


class TrashView(RestoreView):
    """Kind, name, when and who."""

    def __init__(
        self, parent: QWidget | None, lines: Sequence[BinLine], restore: Callable[[str], None]
    ) -> None:
        columns = (
            PlainColumn(translate("ui", "Kind"), 9),
            PlainColumn(translate("ui", "Name")),
            PlainColumn(translate("ui", "Deleted"), 10, "column"),
            PlainColumn(translate("ui", "By"), 14),
        )
        rows = [(line.id, (line.kind, line.title, line.when, line.who)) for line in lines]
        words = (translate("ui", "Bring back"), translate("ui", "The bin is empty"))
        super().__init__(parent, translate("ui", "Bin"), columns, rows, words, restore)
        self.note.set_words(translate("ui", "Deleted records can be brought back for a year"))

    @classmethod
    def show_over(
        cls, parent: QWidget | None, lines: Sequence[BinLine], restore: Callable[[str], None]
    ) -> TrashView:
        """Open it."""
        dialog = cls(parent, lines, restore)
        dialog.present()
        return dialog
