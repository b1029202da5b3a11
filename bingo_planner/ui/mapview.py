"""The map of the bodies with its table twin behind Ctrl+T."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.mapview_canvas import MapBody, MapCanvas, MapLegend, class_limits, class_of
from bingo_planner.ui.table import Column, RowTable

__all__ = ["MapBody", "MapCanvas", "MapLegend", "MapView", "class_limits", "class_of"]


class MapView(QStackedWidget):
    """Map and table twin. `selected(code)`, `activated(code)`; Ctrl+T turns it over."""

    selected = Signal(str)
    activated = Signal(str)
    turned = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = MapCanvas(name, self)
        self._value_title = name
        self.table: RowTable[MapBody] = RowTable(self._columns(), lambda body: body.code, name=name)
        for widget in (self.canvas, self.table):
            box = QWidget(self)
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(widget)
            self.addWidget(box)
        self.canvas.selected.connect(self.selected)
        self.canvas.activated.connect(self.activated)
        self.table.activated_row.connect(self.activated)
        self.table.selected_rows.connect(self._row_chosen)
        turn = QShortcut(QKeySequence("Ctrl+T"), self)
        turn.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        turn.activated.connect(self.toggle_table)

    def _columns(self) -> list[Column[MapBody]]:
        return [
            Column("name", translate("uikit", "Body"), lambda body: body.name, 10, stretch=True),
            Column("value", self._value_title, lambda body: body.value, 8, "number", text=self._words),
        ]

    def _words(self, body: MapBody) -> str:
        return self.canvas.words_of(body)

    def show_bodies(self, bodies: Sequence[MapBody], legend: MapLegend, value_title: str = "") -> None:
        """Show bodies with their figures; without limits of its own the legend gets round ones."""
        limits = legend.limits or class_limits([one.value for one in bodies if one.value is not None])
        self._value_title = value_title or legend.unit
        self.canvas.show_bodies(bodies, MapLegend(legend.unit, legend.note, tuple(limits)))
        self.table.set_columns(self._columns())
        self.table.set_rows(bodies)

    def select(self, code: str) -> None:
        """Choose a body from outside, without telling it again."""
        self.canvas.choose(code, tell=False)
        self.table.select_row(code)

    def _row_chosen(self, codes: list[str]) -> None:
        if codes and codes[0] != self.canvas.current:
            self.canvas.choose(codes[0])

    def shows_table(self) -> bool:
        """Whether the table twin is in front."""
        return self.currentIndex() == 1

    def toggle_table(self) -> None:
        """Map to table and back."""
        self.show_table(not self.shows_table())

    def show_table(self, table: bool) -> None:
        """Bring the table twin or the map to the front."""
        held = self.hasFocus() or self.isAncestorOf(self.focusWidget() or self)
        self.setCurrentIndex(1 if table else 0)
        if held:
            (self.table if table else self.canvas).setFocus()
        self.turned.emit(table)
