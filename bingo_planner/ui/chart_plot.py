"""The drawing of a chart: pyqtgraph holds the scale, one graphics item paints lines, bars and all words.

Imported only when the first chart is shown, because numpy and pyqtgraph take 0.3 s.
"""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from bingo_planner.ui import theme
from bingo_planner.ui.celltext import CENTER, LEFT, RIGHT, Face, draw_text, hairline, text_width
from bingo_planner.ui.chart_data import ChartData, Series, last_figure, round_ticks, value_range
from bingo_planner.ui.chart_labels import LineLabels

_MANY = 200


def series_color(series: Series) -> QColor:
    """The colour of a series in the theme in force."""
    return QColor(series.token) if series.token.startswith("#") else theme.current().color(series.token)


def words_color(series: Series) -> QColor:
    """The ink of a series' words: its own where that is an ink; colours of bodies are too pale for words."""
    if series.kind != "line":
        return theme.current().color("text2")
    return theme.current().color("text") if series.token.startswith("#") else series_color(series)


class _Scene(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph carries no types
    """Grid, bars, lines, points and direct labels, painted in widget pixels."""

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self._plot = plot

    def boundingRect(self) -> QRectF:
        box = self._plot.plot_box()
        return QRectF(box.viewRect()) if box is not None else QRectF()

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        painter.save()
        painter.resetTransform()
        self._plot.paint_chart(painter)
        painter.restore()


class Plot(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph carries no types
    """A chart without frame, buttons or mouse; the words are painted, not widgets.

    A bare ViewBox instead of a PlotItem: that one brings seven menus, which outlive their chart.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self._data: ChartData | None = None
        self._inner: QRect | None = None
        self._ticks: list[float] = [0.0, 1.0]
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self.setCentralItem(self._box)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scene_item = _Scene(self)
        self._box.addItem(self._scene_item)
        self.restyle()

    def plot_box(self) -> pg.ViewBox | None:
        """The scale; None while the widget is being built."""
        return getattr(self, "_box", None)

    def restyle(self) -> None:
        """Ground of the theme in force."""
        self.setBackground(theme.current().color("page"))

    def show_data(self, data: ChartData) -> None:
        """Show another chart."""
        self._data = data
        low, high = value_range(data)
        self._ticks = round_ticks(low, high)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_scene_item"):
            self._fit()

    # -- geometry -------------------------------------------------------------------------------------
    def inner(self) -> QRect:
        """The field between tick words, direct labels and category names."""
        if self._inner is None:
            self._inner = self._measure()
        return self._inner

    def _measure(self) -> QRect:
        now, data = theme.current(), self._data
        left = max((text_width(data.words(one), "ticks") for one in self._ticks), default=0) if data else 0
        right = max((self._end_width(one) for one in data.series), default=0) if data else 0
        whole = QRect(0, 0, self.width(), self.height())
        return whole.adjusted(
            left + now.px(1.0), now.px(1.3), -max(right + now.px(0.9), now.px(1.0)), -now.px(1.9)
        )

    def _end_width(self, series: Series) -> int:
        """Room at the right for the label of a series that runs to the last category."""
        data, last = self._data, last_figure(series)
        if data is None or series.kind == "bar" or last < 0:
            return 0
        if series.kind != "stack" and last < len(data.categories) - 1:
            return 0
        figure = text_width(data.words(series.values[last]), "column")
        return max(text_width(series.name, "label"), figure)

    def _fit(self) -> None:
        """Let the scale hold the inner field exactly, so that words find room around it."""
        box = self.plot_box()
        self._inner = None
        if box is None or self._data is None:
            return
        inner, whole = self.inner(), self.rect()
        if inner.width() < 10 or inner.height() < 10:
            return
        first, last = self._span()
        per_x, per_y = (last - first) / inner.width(), (self._ticks[-1] - self._ticks[0]) / inner.height()
        box.setRange(
            xRange=(first - inner.left() * per_x, last + (whole.right() - inner.right()) * per_x),
            yRange=(
                self._ticks[0] - (whole.bottom() - inner.bottom()) * per_y,
                self._ticks[-1] + inner.top() * per_y,
            ),
            padding=0,
        )
        self._scene_item.prepareGeometryChange()
        self._scene_item.update()

    def _has_bars(self) -> bool:
        return self._data is not None and any(one.kind in ("bar", "stack") for one in self._data.series)

    def _span(self) -> tuple[float, float]:
        count = len(self._data.categories) if self._data else 1
        edge = 0.6 if self._has_bars() else 0.12
        return -edge, max(count - 1, 0) + edge

    def point(self, at: float, value: float) -> QPointF:
        """Where a category and a figure stand, in widget pixels."""
        inner, (first, last) = self.inner(), self._span()
        x = inner.left() + (at - first) / (last - first) * inner.width()
        low, high = self._ticks[0], self._ticks[-1]
        return QPointF(x, inner.bottom() - (value - low) / (high - low) * inner.height())

    # -- painting -------------------------------------------------------------------------------------
    def paint_chart(self, painter: QPainter) -> None:
        """Everything, back to front."""
        data = self._data
        if data is None or not data.categories:
            return
        self._paint_grid(painter, data)
        self._paint_bars(painter, data)
        for series in data.series:
            if series.kind in ("line", "target"):
                self._paint_line(painter, series)
        self._paint_labels(painter, data)

    def _paint_grid(self, painter: QPainter, data: ChartData) -> None:
        now, inner = theme.current(), self.inner()
        low = -(-now.px(1.1) * max(1, len(self._ticks) - 1) // max(1, inner.height()))
        for place, tick in enumerate(self._ticks):
            y = round(self.point(0, tick).y())
            painter.setPen(hairline(now.color("line2" if tick == 0 else "line")))
            painter.drawLine(inner.left(), y, inner.right(), y)
            if place % max(1, low):  # on a low chart every second figure stands for its neighbours
                continue
            box = QRect(0, y - now.px(0.7), inner.left() - now.px(0.6), now.px(1.4))
            draw_text(painter, box, data.words(tick), "ticks", now.color("text2"), RIGHT)
        every = self._label_step(data)
        for at, words in enumerate(data.categories):
            if (at - max(data.current, 0)) % every:
                continue
            x = round(self.point(at, 0).x())
            box = QRect(x - now.px(3), inner.bottom() + now.px(0.35), now.px(6), now.px(1.4))
            here = at == data.current
            draw_text(
                painter,
                box,
                words,
                "small_strong" if here else "ticks",
                now.color("text" if here else "text2"),
                CENTER,
            )

    def _label_step(self, data: ChartData) -> int:
        widest = max(text_width(words, "small_strong") for words in data.categories) + theme.current().px(0.7)
        room = self.inner().width() / max(1, len(data.categories))
        return max(1, -(-widest // max(1, int(room))))

    def _pen(self, series: Series) -> QPen:
        """Width 1 for long series: wider antialiased pens cost a second a frame there."""
        long = len(series.values) > _MANY
        pen = QPen(series_color(series) if series.kind != "target" else theme.current().color("text3"))
        pen.setWidthF(1 if long else 2 if series.kind == "line" else 1.4)
        if series.kind == "target":
            pen.setDashPattern([4, 3])
        return pen

    def _paint_line(self, painter: QPainter, series: Series) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(series.values) <= _MANY)
        pen = self._pen(series)
        run = QPolygonF()
        for at, value in [*enumerate(series.values), (0, None)]:
            if value is not None:
                run.append(self.point(at, value))
            elif run.size():
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolyline(run)
                run = QPolygonF()
        if len(series.values) <= _MANY:
            for at, value in enumerate(series.values):
                if value is not None and series.margin(at):
                    self._paint_whisker(painter, at, value, series)
            for at, value in enumerate(series.values):
                if value is not None:
                    self._paint_point(painter, self.point(at, value), series)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_whisker(self, painter: QPainter, at: int, value: float, series: Series) -> None:
        """A line from the lower to the upper edge of the margin, with short caps."""
        margin, cap = series.margin(at), theme.current().fh * 0.3
        low, high = self.point(at, value - margin), self.point(at, value + margin)
        pen = QPen(series_color(series))
        pen.setWidthF(1.2)
        painter.setPen(pen)
        painter.drawLine(low, high)
        for end in (low, high):
            painter.drawLine(end + QPointF(-cap, 0), end + QPointF(cap, 0))

    def _paint_point(self, painter: QPainter, spot: QPointF, series: Series) -> None:
        now = theme.current()
        reach = now.fh * 0.27
        if series.kind == "target":
            painter.setPen(QPen(now.color("text3"), 1.3))
            painter.setBrush(now.color("page"))
            reach *= 1.15
            painter.drawPolygon(
                QPolygonF([spot + QPointF(*by) for by in ((0, -reach), (reach, 0), (0, reach), (-reach, 0))])
            )
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(series_color(series))
            painter.drawEllipse(spot, reach, reach)

    def _paint_bars(self, painter: QPainter, data: ChartData) -> None:
        bars = [one for one in data.series if one.kind == "bar"]
        stack = [one for one in data.series if one.kind == "stack"]
        wide = (self.point(1, 0).x() - self.point(0, 0).x()) * 0.72
        for at in range(len(data.categories)):
            left = self.point(at, 0).x() - wide / 2
            for place, series in enumerate(bars):
                value = series.values[at]
                if value is not None:
                    each = wide / len(bars)
                    box = self._bar(left + place * each, each * 0.92, 0.0, value)
                    painter.fillRect(box, series_color(series))
                    if len(bars) == 1:
                        self._over(painter, box, data.words(value), at == data.current)
            base = 0.0
            for series in stack:
                value = series.values[at]
                if value is None:
                    continue
                box = self._bar(left, wide, base, base + value)
                self._paint_segment(painter, box, series, data.words(value) if value else "")
                base += value
            if stack and at < len(data.totals):
                self._over(painter, self._bar(left, wide, 0.0, base), data.totals[at], at == data.current)

    def _bar(self, left: float, wide: float, low: float, high: float) -> QRect:
        top, foot = self.point(0, max(low, high)).y(), self.point(0, min(low, high)).y()
        return QRect(round(left), round(top), max(2, round(wide)), max(1, round(foot - top)))

    def _over(self, painter: QPainter, box: QRect, words: str, strong: bool) -> None:
        now = theme.current()
        line = QRect(box.center().x() - now.px(3), box.top() - now.px(1.35), now.px(6), now.px(1.3))
        draw_text(painter, line, words, "column_strong" if strong else "column", now.color("text"), CENTER)

    def _paint_segment(self, painter: QPainter, box: QRect, series: Series, words: str) -> None:
        """A tinted segment with a solid left edge; its figure where it has room."""
        now, color = theme.current(), series_color(series)
        painter.fillRect(box, now.tint(color))
        painter.fillRect(QRect(box.left(), box.top(), 4, box.height()), color)
        painter.setPen(hairline(now.color("page")))
        painter.drawLine(box.left(), box.top(), box.right(), box.top())
        if box.height() >= now.px(1.2) and text_width(words, "ticks") <= box.width() - 6:
            draw_text(painter, box.adjusted(4, 0, 0, 0), words, "ticks", now.color("text"), CENTER)

    # -- direct labels --------------------------------------------------------------------------------
    def _paint_labels(self, painter: QPainter, data: ChartData) -> None:
        ends: list[tuple[float, Series]] = []
        base, labels = 0.0, self._line_labels(data)
        for series in data.series:
            last = last_figure(series)
            value = series.values[last] if last >= 0 else None
            if value is None:
                continue
            if series.kind == "stack":
                ends.append((self.point(0, base + value / 2).y(), series))
                base += value
            elif series.kind in ("line", "target") and last == len(data.categories) - 1:
                ends.append((self.point(0, value).y(), series))
            elif series.kind in ("line", "target"):
                self._paint_midway(painter, data, series, last, value, labels)
        self._paint_ends(painter, data, ends)

    def _paint_midway(
        self, painter: QPainter, data: ChartData, series: Series, last: int, value: float, labels: LineLabels
    ) -> None:
        """A series that stops early: its newest figure at the point, its name along the line, off every line."""
        now, spot = theme.current(), self.point(last, value)
        ink = words_color(series)
        words, tall, gap = data.words(value), now.px(1.3), now.px(0.45)
        box = labels.place([spot], text_width(words, "column_strong"), tall, gap, below=True)
        draw_text(painter, box.toRect(), words, "column_strong", ink, CENTER)
        if last == 0:
            return
        order = sorted(range(last + 1), key=lambda at: abs(at - last // 2))
        points = [self.point(at, height) for at in order if (height := series.values[at]) is not None]
        room = labels.place(points, text_width(series.name, "label"), tall, gap)
        draw_text(painter, room.toRect(), series.name, "label", ink, CENTER)

    def _line_labels(self, data: ChartData) -> LineLabels:
        lines = [one for one in data.series if one.kind in ("line", "target")]
        runs = [
            [self.point(at, value) for at, value in enumerate(one.values) if value is not None]
            for one in lines
            if len(one.values) <= _MANY
        ]
        return LineLabels(runs, QRectF(self.rect()))

    def _paint_ends(self, painter: QPainter, data: ChartData, ends: list[tuple[float, Series]]) -> None:
        """Name and figure at the right of each series, pushed apart where they would touch."""
        now = theme.current()
        tall, x, lowest = now.px(2.5), self.inner().right() + now.px(0.55), -1e9
        for y, series in sorted(ends, key=lambda end: end[0]):
            top = max(y - tall / 2, lowest)
            lowest = top + tall
            ink = words_color(series)
            role: Face = "label"
            room = QRect(x, round(top), self.width() - x, tall // 2)
            draw_text(painter, room, series.name, role, ink, LEFT)
            words = data.words(series.values[last_figure(series)])
            draw_text(painter, room.translated(0, tall // 2), words, "column", ink, LEFT)
