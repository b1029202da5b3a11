"""Choosing what a table is broken down by: attributes to tick, and two of them nested."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bingo_planner.features.surveys.crosstab.state import CrossState
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.buttons import button
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.labels import Label

_KEY = Qt.ItemDataRole.UserRole


def _t(text: str, **facts: object) -> str:
    return translate("crosstab", text, **facts)


class AxisPanel(QFrame):
    """A panel under the button: Space takes an axis in or out, Esc closes.

    `toggled(axis)`, `nested(outer, inner)`, `kept()`.
    """

    toggled = Signal(str)
    nested = Signal(str, str)
    kept = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("axisPanel")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_t("Broken down by"))
        self.list.itemChanged.connect(self._changed)
        self.outer, self.inner = QComboBox(self), QComboBox(self)
        self.outer.setAccessibleName(_t("Outer attribute"))
        self.inner.setAccessibleName(_t("Inner attribute"))
        self.add = button(_t("Nest"), self._nest, icon="plus", parent=self)
        self.keep = button(_t("Keep with the survey"), self._keep, kind="link", parent=self)
        self._filling = False
        self._lay_out()

    def _lay_out(self) -> None:
        now, column, row = theme.current(), QVBoxLayout(self), QHBoxLayout()
        edge = now.px(0.75)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(now.px(0.5))
        column.addWidget(
            Label(_t("Ticked attributes are stacked in this order"), "small", "text2", parent=self)
        )
        column.addWidget(self.list, 1)
        column.addWidget(Label(_t("Nest two attributes"), "small", "text2", parent=self))
        for part in (self.outer, self.inner, self.add):
            row.addWidget(part)
        row.setSpacing(now.px(0.5))
        column.addLayout(row)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignRight)

    def render_state(self, state: CrossState) -> None:
        """The axes there are, chosen ones first."""
        self._filling = True
        current = self.list.currentRow()
        self.list.clear()
        for one in state.choices:
            item = QListWidgetItem(one.label, self.list)
            item.setData(_KEY, one.text)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Checked if one.is_chosen else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(max(0, min(current, self.list.count() - 1)))
        for at, box in enumerate((self.outer, self.inner)):
            held = box.currentData()
            box.clear()
            for key, label in state.attributes:
                box.addItem(label, key)
            place = box.findData(held)
            box.setCurrentIndex(place if place >= 0 else min(at, box.count() - 1))
        self.keep.setVisible(not state.read_only and not state.axes_kept)
        self._filling = False

    def _changed(self, item: QListWidgetItem) -> None:
        if not self._filling:
            self.toggled.emit(str(item.data(_KEY)))

    def _nest(self) -> None:
        self.nested.emit(str(self.outer.currentData() or ""), str(self.inner.currentData() or ""))

    def _keep(self) -> None:
        self.kept.emit()

    def open_under(self, anchor: QWidget) -> None:
        """Open beneath a button, with the cursor in the list."""
        now = theme.current()
        self.resize(max(now.px(29), self.sizeHint().width()), now.px(26))
        self.move(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))
        self.show()
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class AxisPicker(ValuePicker):
    """「表側 市町・年代 ▾」: opens the panel instead of a menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("axes", _t("By"), [], parent)
        self.panel = AxisPanel(self)
        self._chosen = ""

    def render_state(self, state: CrossState) -> None:
        """What is chosen."""
        self._chosen = state.axes_words
        self._show()
        self.panel.render_state(state)

    def _words(self) -> str:
        words = getattr(self, "_chosen", "")
        return words if len(words) <= 24 else words[:23] + "…"

    def open_menu(self) -> None:
        """The panel."""
        self.panel.open_under(self)
