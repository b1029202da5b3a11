"""The history of a record: when, who, which field, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from bingo_planner.kernel.i18n import language, translate
from bingo_planner.ui.buttons import button
from bingo_planner.ui.dialogs import HouseDialog
from bingo_planner.ui.labels import Label
from bingo_planner.ui.plainlist import PlainColumn, PlainList


@dataclass(frozen=True)
class HistoryLine:
    """One changed field, in words."""

    when: str
    who: str
    field: str
    old: str
    new: str
    how: str = ""
    """How it came: typed, imported, undone …"""


class HistoryView(HouseDialog):
    """A list that can be copied."""

    def __init__(self, parent: QWidget | None, title: str, lines: Sequence[HistoryLine]) -> None:
        super().__init__(parent, translate("ui", "History of {title}", title=title), (72, 32))
        self._lines = tuple(lines)
        columns = (
            PlainColumn(translate("ui", "When"), 9.5 if language() == "ja" else 11.5, "column"),
            PlainColumn(translate("ui", "Who"), 14),
            PlainColumn(translate("ui", "Field"), 10),
            PlainColumn(translate("ui", "Before")),
            PlainColumn(translate("ui", "After")),
            PlainColumn(translate("ui", "How"), 7),
        )
        self.list = PlainList(columns, self.windowTitle(), self)
        self.list.set_rows([("", _words(line)) for line in self._lines])
        self.body.setContentsMargins(0, 0, 0, 0)
        if lines:
            self.body.addWidget(self.list)
        else:
            self.list.hide()
            self.body.addWidget(
                Label(translate("ui", "Nothing was changed yet"), "body", "text2", parent=self)
            )
        self.note.set_words(translate("ui", "{n} changes", n=len(lines)))
        self.add_button(button(translate("ui", "Copy as a table"), self.copy, icon="copy", parent=self))
        self.add_close()

    def copy(self) -> None:
        """Tab-separated lines, for a spreadsheet."""
        text = "\n".join("\t".join(_words(line)) for line in self._lines)
        QGuiApplication.clipboard().setText(text)
        self.note.set_words(translate("ui", "Copied"))

    @classmethod
    def show_over(cls, parent: QWidget | None, title: str, lines: Sequence[HistoryLine]) -> HistoryView:
        """Open it."""
        dialog = cls(parent, title, lines)
        dialog.present()
        return dialog


def _words(line: HistoryLine) -> tuple[str, ...]:
    return (line.when, line.who, line.field, line.old, line.new, line.how)
