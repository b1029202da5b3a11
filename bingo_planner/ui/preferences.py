"""Preferences, built from the setting records: groups left, fields right, effect at once, reset per group."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.settings import Setting, Settings, Value
from bingo_planner.kernel.text import fold
from bingo_planner.ui.buttons import button
from bingo_planner.ui.dialogs import HouseDialog
from bingo_planner.ui.icons import icon
from bingo_planner.ui.labels import Label
from bingo_planner.ui.settingfields import SettingField, field_for
from bingo_planner.ui.theme import current, theme_signals

Told = Callable[[str, Value], None]


def _nobody(_key: str, _value: Value) -> None:
    """Nobody listens."""


class Preferences(HouseDialog):
    """`group_icons` gives an icon to each group of the schema; `told` hears every change at once."""

    def __init__(
        self,
        parent: QWidget | None,
        settings: Settings,
        told: Told = _nobody,
        group_icons: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent, translate("ui", "Preferences"), (55.4, 40))
        self._settings, self._told = settings, told
        self._icons = dict(group_icons or {})
        # A setting without a group is kept by the program itself and shown nowhere.
        groups = (setting.group for setting in settings.schema.values() if setting.group)
        self._groups = list(dict.fromkeys(groups))
        self.fields: dict[str, SettingField] = {}
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(translate("ui", "Find a setting"))
        self.search.setAccessibleName(translate("ui", "Find a setting"))
        self.search.setFixedWidth(current().px(14.6))
        self.search.textChanged.connect(self._filter)
        self.head.insertWidget(1, self.search)
        self.list = QListWidget(self)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget(self)
        self._build()
        self.note.set_words(translate("ui", "Changes take effect at once"))
        self.reset = self.add_button(button("", self._reset, icon="undo-2", parent=self))
        self.add_close()
        self._group_shown(0)
        theme_signals().changed.connect(self._look_changed)
        self.list.setFocus()

    def _build(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 0)
        self.list.setAccessibleName(translate("ui", "Groups"))
        self.list.setProperty("side", True)
        for group in self._groups:
            self.list.addItem(QListWidgetItem(self._icon(group), self._group_words(group)))
            self.stack.addWidget(self._page(group))
        self.list.setFixedWidth(current().px(16))
        self.list.setIconSize(QSize(current().px(1.75), current().px(1.25)))
        self.list.currentRowChanged.connect(self._group_shown)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        self.body.addLayout(row)
        self.list.setCurrentRow(0)

    def _icon(self, group: str) -> QIcon:
        return icon(self._icons.get(group, "settings"), gap=current().px(0.5))

    def _members(self, group: str) -> list[Setting]:
        return [setting for setting in self._settings.schema.values() if setting.group == group]

    def _group_words(self, group: str) -> str:
        return translate(self._members(group)[0].context, group)

    def _page(self, group: str) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        theme = current()
        column.setContentsMargins(theme.px(1.7), theme.px(1.2), theme.px(1.4), theme.px(1))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(1))
        grid.setVerticalSpacing(theme.px(0.35))
        grid.setColumnMinimumWidth(0, theme.px(9.4))
        grid.setColumnStretch(1, 1)
        for setting in self._members(group):
            self._add(grid, setting)
        column.addLayout(grid)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setAccessibleName(self._group_words(group))
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        return area

    def _add(self, grid: QGridLayout, setting: Setting) -> None:
        field = field_for(setting, self._settings.get(setting.key), self)
        field.changed.connect(self._changed)
        self.fields[setting.key] = field
        row = grid.rowCount()
        if field.needs_label:
            label = Label(translate(setting.context, setting.text), "label", "text2", parent=self)
            label.setBuddy(field.target())
            label.setMinimumHeight(current().field_height)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft if not field.wide else Qt.AlignmentFlag(0))
        if setting.hint:
            hint = Label(translate(setting.context, setting.hint), "small", "text2", wrap=True, parent=self)
            grid.addWidget(hint, row + 1, 1)
        grid.setRowMinimumHeight(row + 2, current().px(0.35))

    def _changed(self, key: str, value: Value) -> None:
        self._settings.set(key, value)
        self._told(key, value)

    def _group_shown(self, row: int) -> None:
        if not 0 <= row < len(self._groups):
            return
        self.stack.setCurrentIndex(row)
        if hasattr(self, "reset"):
            words = self._group_words(self._groups[row])
            self.reset.setText(translate("ui", "Reset “{group}”", group=words))

    def _reset(self) -> None:
        group = self._groups[self.stack.currentIndex()]
        self._settings.reset(group)
        for setting in self._members(group):
            value = self._settings.get(setting.key)
            self.fields[setting.key].show_value(value)
            self._told(setting.key, value)

    def _filter(self, text: str) -> None:
        """Hide groups in which nothing reads like the text; go to the first that is left."""
        wanted = fold(text)
        first = -1
        for row, group in enumerate(self._groups):
            words = [self._group_words(group)]
            for setting in self._members(group):
                words += [translate(setting.context, setting.text), translate(setting.context, setting.hint)]
                words += [translate(setting.context, word) for _key, word in setting.choices]
            hit = wanted in fold(" ".join(words))
            self.list.item(row).setHidden(not hit)
            first = row if hit and first < 0 else first
        if first >= 0:
            self.list.setCurrentRow(first)

    def _look_changed(self) -> None:
        """A new look while the dialog is open: icons and widths follow."""
        for row, group in enumerate(self._groups):
            self.list.item(row).setIcon(self._icon(group))
        self.list.setFixedWidth(current().px(16))

    @classmethod
    def show_over(
        cls,
        parent: QWidget | None,
        settings: Settings,
        told: Told = _nobody,
        group_icons: Mapping[str, str] | None = None,
    ) -> Preferences:
        """Open it."""
        dialog = cls(parent, settings, told, group_icons)
        dialog.present()
        return dialog
