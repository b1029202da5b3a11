"""The menus of the tab: every group to put answers into, and other questions whose groups can be copied."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from bingo_planner.features.surveys.freetext.answers_view import AnswerTable
from bingo_planner.features.surveys.freetext.presenter import TextPresenter
from bingo_planner.kernel.i18n import translate


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


class TextMenus:
    """Built anew each time they open, as the groups are then."""

    def __init__(self, presenter: TextPresenter, table: AnswerTable, copy_button: QWidget) -> None:
        self._does, self._table, self._button = presenter, table, copy_button

    def open_groups(self) -> None:
        """Every group to put the chosen answers into, beneath the current line."""
        self.open_groups_at(self._table.visualRect(self._table.currentIndex()).bottomLeft())

    def open_groups_at(self, point: QPoint) -> None:
        """The same at a place of the list."""
        if self._does.chosen and not self._does.read_only:
            menu = self.groups()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._table.viewport().mapToGlobal(point))

    def groups(self) -> QMenu:
        """The groups with their keys, those of the answer being read checked."""
        menu, state = QMenu(_t("Groups"), self._table), self._does.state()
        chips = state.reading.line.chips if state.reading is not None else ()
        own = {chip.group_id for chip in chips if chip.by != "out"}
        for group_id, name, digit in state.choices:
            action = QAction(name.replace("&", "&&") + (f"\t{digit}" if digit else ""), menu)
            action.setCheckable(True)
            action.setChecked(group_id in own)
            action.setData(group_id)
            menu.addAction(action)
        menu.addSeparator()
        fresh = QAction(_t("New group…"), menu)
        fresh.setData("")
        menu.addAction(fresh)
        menu.triggered.connect(self._picked_group)
        return menu

    def _picked_group(self, action: QAction) -> None:
        if action.data():
            self._does.sorting.toggled(str(action.data()))
        else:
            self._does.sorting.asked_to_add()

    def open_copy(self) -> None:
        """Other questions beneath the button."""
        menu = self.sources()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))

    def sources(self) -> QMenu:
        """Other free questions, of this and of earlier surveys, whose groups can be copied."""
        menu = QMenu(_t("Copy from…"), self._table)
        for survey_id, key, words in self._does.sources():
            action = QAction(words.replace("&", "&&"), menu)
            action.setData((survey_id, key))
            menu.addAction(action)
        if menu.isEmpty():
            none = QAction(_t("No other free question"), menu)
            none.setEnabled(False)
            menu.addAction(none)
        menu.triggered.connect(self._picked_source)
        return menu

    def _picked_source(self, action: QAction) -> None:
        survey_id, key = action.data()
        self._does.sorting.asked_to_copy(str(survey_id), str(key))
