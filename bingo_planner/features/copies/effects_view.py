"""What a choice changes elsewhere, as a small table under the cards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.copies.faces import card_title
from bingo_planner.features.copies.model import Case, Effect
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("copies", text, **facts) if facts else translate("copies", text)


class EffectsView(QWidget):
    """A title that names the choice, and a line a place; hidden where nothing else changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("", "strong", parent=self)
        columns: list[Column[Effect]] = [
            Column("text", _t("What changes"), lambda one: one.text, 20, stretch=True, sortable=False),
            _figures("before", _t("Before that"), lambda one: one.before),
            _figures("after", _t("Once decided"), lambda one: one.after, primary=True),
            _figures("difference", _t("Difference"), lambda one: one.difference),
        ]
        self.table = RowTable(columns, lambda one: one.text, self, name=_t("What changes"))
        self.table.setObjectName("copies_effects")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().px(0.5))
        column.addWidget(self._title)
        column.addWidget(self.table)

    def show_choice(self, case: Case, choice: str) -> None:
        """What this choice would change."""
        effects = case.effects.get(choice, ())
        self.setVisible(bool(effects))
        if not effects:
            return
        card = case.card(choice)
        self._title.set_words(_t("With “{choice}”", choice=card_title(card, case) if card else ""))
        self.table.set_rows(effects)
        now = current()
        self.table.setFixedHeight(now.px(2.15) + len(effects) * now.row_height + 4)


def _figures(
    key: str, title: str, value: Callable[[Effect], object], *, primary: bool = False
) -> Column[Effect]:
    return Column(key, title, value, 9, "code", align="right", sortable=False, primary=primary)
