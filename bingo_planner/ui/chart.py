"""A chart with its sentence and its table twin: Ctrl+T turns it over, Ctrl+C copies what is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QLabel, QMenu, QStackedLayout, QVBoxLayout, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.chart_data import ChartData, Series, chart_words
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.table_copy import put_picture, to_clipboard

if TYPE_CHECKING:
    from bingo_planner.ui.chart_plot import Plot

__all__ = ["ChartData", "ChartView", "Series", "chart_words"]


class _Front(QWidget):
    """Holds the drawing, takes the focus and shows its ring."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("page"))
        if self.hasFocus():
            painter.setPen(QPen(theme.current().color("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()


class ChartView(QWidget):
    """Shows a `ChartData`. `turned(bool)` when the table twin comes to the front or goes."""

    turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: ChartData | None = None
        self._plot: Plot | None = None
        self.front = _Front(self)
        self.front.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._front_box = QVBoxLayout(self.front)
        self._front_box.setContentsMargins(2, 2, 2, 2)
        self._back = QWidget(self)
        self._sentence: QLabel | None = None
        self._twin: RowTable[int] | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.front)
        self._stack.addWidget(self._back)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(32), theme.current().px(13))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(16), theme.current().px(8))

    def show_data(self, data: ChartData) -> None:
        """Show a chart; the drawing library is loaded with the first one."""
        self._data = data
        words = chart_words(data)
        self.front.setAccessibleName(data.title)
        self.front.setAccessibleDescription(words)
        self.front.setToolTip(words)
        self._plot_widget().show_data(data)
        self._fill_twin()

    def _plot_widget(self) -> Plot:
        if self._plot is None:
            from bingo_planner.ui.chart_plot import Plot

            self._plot = Plot(self.front)
            self._plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._front_box.addWidget(self._plot)
        return self._plot

    @property
    def table(self) -> RowTable[int]:
        """The table twin, built when somebody turns the chart over."""
        if self._twin is None:
            self._sentence = QLabel(self._back)
            self._sentence.setWordWrap(True)
            edge = theme.current().px(0.5)
            self._sentence.setContentsMargins(edge, edge, edge, edge)
            self._twin = RowTable([], str, self._back)
            column = QVBoxLayout(self._back)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self._sentence)
            column.addWidget(self._twin, 1)
            self._fill_twin()
        return self._twin

    def _fill_twin(self) -> None:
        data, twin = self._data, self._twin
        if data is None or twin is None or self._sentence is None:
            return
        self._sentence.setText(chart_words(data))
        columns: list[Column[int]] = [Column("category", "", lambda at: data.categories[at], 7, stretch=True)]
        columns += [_series_column(data, place) for place in range(len(data.series))]
        if data.totals:
            total = translate("uikit", "Total")
            columns.append(Column("total", total, lambda at: data.totals[at], 7, "text", align="right"))
        twin.set_columns(columns)
        twin.setAccessibleName(data.title)
        twin.set_rows(range(len(data.categories)))

    def summary(self) -> str:
        """The chart in a sentence."""
        return chart_words(self._data) if self._data else ""

    # -- twin -----------------------------------------------------------------------------------------
    def shows_table(self) -> bool:
        """Whether the table twin is in front."""
        return self._stack.currentWidget() is self._back

    def toggle_table(self) -> None:
        """Chart to table and back."""
        table = not self.shows_table()
        held = self.front.hasFocus() or (self._twin is not None and self._twin.hasFocus())
        front = self.table if table else self.front
        self._stack.setCurrentWidget(self._back if table else self.front)
        if held:
            front.setFocus()
        self.turned.emit(table)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_T:
            self.toggle_table()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
        else:
            super().keyPressEvent(event)

    # -- copying --------------------------------------------------------------------------------------
    def picture(self) -> QPixmap:
        """The drawing as a picture, twice as fine as the screen."""
        plot = self._plot_widget()
        picture = QPixmap(plot.size() * 2)
        picture.setDevicePixelRatio(2.0)
        picture.fill(theme.current().color("page"))
        painter = QPainter(picture)
        plot.paint_chart(painter)
        painter.end()
        return picture

    def copy_picture(self) -> None:
        """Put the picture on the clipboard, with the sentence as its alternative text."""
        put_picture(self.picture(), self.summary())

    def copy_table(self) -> None:
        """Put the figures on the clipboard, as text and as a table with lines."""
        if self._data is None:
            return
        chart = self._data
        head = ["", *(one.name for one in chart.series)]
        rows = [
            [words, *(chart.words(one.values[at]) for one in chart.series)]
            for at, words in enumerate(chart.categories)
        ]
        if chart.totals:
            head.append(translate("uikit", "Total"))
            rows = [[*row, total] for row, total in zip(rows, chart.totals, strict=True)]
        to_clipboard(head, rows, frozenset(range(1, len(head))), with_head=True)

    def menu(self) -> QMenu:
        """Turn over, copy as picture, copy as table."""
        menu = QMenu(self)
        turn = translate("uikit", "Show chart") if self.shows_table() else translate("uikit", "Show as table")
        menu.addAction(turn, QKeySequence("Ctrl+T"), self.toggle_table)
        menu.addAction(translate("uikit", "Copy as picture"), QKeySequence("Ctrl+C"), self.copy_picture)
        menu.addAction(translate("uikit", "Copy as table"), self.copy_table)
        return menu

    def _show_menu(self, point: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(point))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.PaletteChange)
        if event.type() in kinds and getattr(self, "_plot", None) is not None and self._data is not None:
            self._plot_widget().restyle()
            self._plot_widget().show_data(self._data)


def _series_column(data: ChartData, place: int) -> Column[int]:
    series = data.series[place]
    return Column(
        f"s{place}",
        series.name,
        lambda at: series.values[at],
        7,
        "number",
        text=lambda at: data.words(series.values[at]) or "－",
    )
