"""The map of the bodies with its table twin behind Ctrl+T."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.mapview_canvas import MapBody, MapCanvas, MapLegend, class_limits, class_of
from bingo_planner.ui.mapview_flows import MapFlow
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.table_copy import put_picture, to_clipboard

__all__ = ["MapBody", "MapCanvas", "MapFlow", "MapLegend", "MapView", "class_limits", "class_of"]


class MapView(QStackedWidget):
    """Map and table twin. `selected(code)`, `activated(code)`; Ctrl+T turns it over."""

    selected = Signal(str)
    activated = Signal(str)
    turned = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = MapCanvas(name, self)
        self._name = self._value_title = name
        self._words = ""
        self._flows: list[MapFlow] | None = None
        self._twin: RowTable[MapBody] | None = None
        self._flow_twin: RowTable[MapFlow] | None = None
        self._back = QWidget(self)
        column = QVBoxLayout(self._back)
        column.setContentsMargins(0, 0, 0, 0)
        self._column = column
        self.addWidget(self.canvas)
        self.addWidget(self._back)
        self.canvas.installEventFilter(self)
        self.canvas.selected.connect(self.selected)
        self.canvas.activated.connect(self.activated)
        turn = QShortcut(QKeySequence("Ctrl+T"), self)
        turn.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        turn.activated.connect(self.toggle_table)

    # -- twins: built when somebody turns the map over ------------------------------------------------
    @property
    def table(self) -> RowTable[MapBody]:
        """The twin of bodies and figures."""
        if self._twin is None:
            self._twin = RowTable([], lambda body: body.code, self._back, name=self._name)
            self._twin.activated_row.connect(self.activated)
            self._twin.selected_rows.connect(self._row_chosen)
            self._column.addWidget(self._twin)
            self._fill_twins()
        return self._twin

    @property
    def flow_table(self) -> RowTable[MapFlow]:
        """The twin of arrows."""
        if self._flow_twin is None:
            self._flow_twin = RowTable([], lambda flow: flow.key, self._back, name=self._name)
            self._column.addWidget(self._flow_twin)
            self._fill_twins()
        return self._flow_twin

    def _front_twin(self) -> RowTable[MapBody] | RowTable[MapFlow]:
        return self.table if self._flows is None else self.flow_table

    def _fill_twins(self) -> None:
        if self._twin is not None:
            self._twin.set_columns(self._columns())
            self._twin.set_rows(self.canvas.bodies)
            self._twin.setVisible(self._flows is None)
        if self._flow_twin is not None:
            self._flow_twin.set_columns(self._flow_columns())
            self._flow_twin.set_rows(self._flows or ())
            self._flow_twin.setVisible(self._flows is not None)
            self._flow_twin.setAccessibleDescription(self._words)

    def _columns(self) -> list[Column[MapBody]]:
        return [
            Column("name", translate("uikit", "Body"), lambda body: body.name, 10, stretch=True),
            Column("value", self._value_title, lambda body: body.value, 8, "number", text=self._text_of),
        ]

    def _text_of(self, body: MapBody) -> str:
        return self.canvas.words_of(body)

    def show_bodies(self, bodies: Sequence[MapBody], legend: MapLegend, value_title: str = "") -> None:
        """Show bodies with their figures; without limits of its own the legend gets round ones."""
        limits = legend.limits or class_limits([one.value for one in bodies if one.value is not None])
        self._value_title = value_title or legend.unit
        self.canvas.show_bodies(bodies, MapLegend(legend.unit, legend.note, tuple(limits)))
        self._fill_twins()

    def show_flows(self, flows: Sequence[MapFlow], value_title: str, drawn: int, words: str) -> None:
        """The `drawn` largest flows as arrows; the twin lists them all. `words` read the picture out."""
        self._flows = sorted(flows, key=lambda one: -one.value)
        self._value_title, self._words = value_title, words
        # Arrows carry the picture: the bodies stay pale and say their figure.
        self.canvas.legend = MapLegend(self.canvas.legend.unit, self.canvas.legend.note)
        self.canvas.show_flows(self._flows[:drawn])
        self.canvas.setAccessibleDescription(words)
        self._fill_twins()
        if self.shows_table():
            self._front_twin()

    def _flow_columns(self) -> list[Column[MapFlow]]:
        return [
            Column("name", translate("uikit", "From → to"), lambda flow: flow.name, 16, stretch=True),
            Column(
                "value",
                self._value_title,
                lambda flow: flow.value,
                9,
                "number",
                text=lambda flow: flow.text,
            ),
        ]

    # -- copying --------------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+C on the map copies it."""
        is_key = (
            watched is self.canvas and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        )
        if is_key and event.matches(QKeySequence.StandardKey.Copy):  # type: ignore[attr-defined]  # a key event
            self.copy_picture()
            return True
        return super().eventFilter(watched, event)

    def picture(self) -> QPixmap:
        """The map as a picture, twice as fine as the screen."""
        made = QPixmap(self.canvas.size() * 2)
        made.setDevicePixelRatio(2.0)
        made.fill(theme.current().color("page"))
        painter = QPainter(made)
        self.canvas.paint_whole(painter)
        painter.end()
        return made

    def copy_picture(self) -> None:
        """Put the picture on the clipboard, with its sentence as alternative text."""
        put_picture(self.picture(), self._words or self.canvas.accessibleName())

    def copy_table(self) -> None:
        """Put the twin on the clipboard, as text and as a table with lines."""
        if self._flows is not None:
            head = [translate("uikit", "From → to"), self._value_title]
            rows = [[flow.name, flow.text] for flow in self._flows]
        else:
            head = [translate("uikit", "Body"), self._value_title]
            rows = [[body.name, self._text_of(body)] for body in self.canvas.bodies]
        to_clipboard(head, rows, frozenset({1}), with_head=True)

    def select(self, code: str) -> None:
        """Choose a body from outside, without telling it again."""
        self.canvas.choose(code, tell=False)
        if self._twin is not None:
            self._twin.select_row(code)

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
        front = self._front_twin() if table else self.canvas
        self.setCurrentIndex(1 if table else 0)
        if held:
            front.setFocus()
        self.turned.emit(table)
