"""What the message bar said before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.dialogs import HouseDialog
from bingo_planner.ui.labels import Label
from bingo_planner.ui.messagebar import Told
from bingo_planner.ui.plainlist import PlainColumn, PlainList


class MessageList(HouseDialog):
    """Time and sentence, newest first."""

    def __init__(self, parent: QWidget | None, told: Sequence[Told]) -> None:
        title = translate("ui", "Earlier messages")
        super().__init__(parent, title, (46, 26))
        if told:
            columns = (
                PlainColumn(translate("ui", "Time"), 5, "column"),
                PlainColumn(translate("ui", "Message")),
            )
            self.list = PlainList(columns, title, self)
            self.list.set_rows([("", (f"{line.at:%H:%M}", line.text)) for line in reversed(told)])
            self.body.addWidget(self.list)
        else:
            self.body.addWidget(Label(translate("ui", "Nothing was said yet"), "body", "text2", parent=self))
        self.add_close()

    @classmethod
    def show_over(cls, parent: QWidget | None, told: Sequence[Told]) -> MessageList:
        """Open it."""
        dialog = cls(parent, told)
        dialog.present()
        return dialog
