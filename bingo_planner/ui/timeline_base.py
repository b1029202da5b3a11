"""Time across, rows down: what the timeline of terms and the Gantt chart share. Only visible rows are painted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygon, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QWidget

from bingo_planner.kernel.dates import FiscalYear, format_date
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import LEFT, draw_text, hairline, text_width

ZOOMS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)


def day_after(day: dt.date) -> dt.date:
    """The end of a span as the first day after it."""
    return day + dt.timedelta(days=1)


class TimeChart(QAbstractScrollArea):
    """Rows with bars over days. ↑/↓ choose a row, Enter opens it, Ctrl++/Ctrl+- or the buttons zoom."""

    selected_row = Signal(str)
    activated_row = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, left_fh: float = 9.0) -> None:
        super().__init__(parent)
        # Any year will do until `set_span` names the days to show.
        self.first, self.last = FiscalYear(2000).start, FiscalYear(2000).end
        self.today: dt.date | None = None
        self.ids: list[str] = []
        self.current = ""
        self._left_fh = left_fh
        self._zoom = 0
        self.setAccessibleName(name)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setMouseTracking(True)

    # -- given by the kinds of chart --------------------------------------------------------------
    def head_height(self) -> int:
        """Height of the band with years or months."""
        return theme.current().px(1.7)

    def row_height(self) -> int:
        """Height of a row."""
        return theme.current().px(2.0)

    def paint_head(self, painter: QPainter, rect: QRect) -> None:
        """The band over the days."""

    def paint_left_head(self, painter: QPainter, rect: QRect) -> None:
        """The band over the frozen part."""

    def paint_row(self, painter: QPainter, rect: QRect, place: int) -> None:
        """The bars of a row."""

    def paint_left(self, painter: QPainter, rect: QRect, place: int) -> None:
        """The frozen part of a row."""

    def paint_over(self, painter: QPainter) -> None:
        """What lies over all rows (links)."""

    def grid_days(self) -> list[tuple[dt.date, bool]]:
        """Days with a vertical line; True for a strong one."""
        return []

    def row_words(self, place: int) -> str:
        """A row in words, for screen readers."""
        return self.ids[place]

    # -- geometry ---------------------------------------------------------------------------------
    @property
    def left_width(self) -> int:
        """Width of the frozen part."""
        return theme.current().px(self._left_fh)

    def span_days(self) -> int:
        """Days shown from first to last."""
        return max(1, (self.last - self.first).days + 1)

    def chart_width(self) -> int:
        """Width of all days at this zoom."""
        return max(1, round((self.viewport().width() - self.left_width) * ZOOMS[self._zoom]))

    def x_of(self, day: dt.date) -> int:
        """Where a day begins, in viewport pixels."""
        share = (day - self.first).days / self.span_days()
        return self.left_width + round(share * self.chart_width()) - self.horizontalScrollBar().value()

    def day_at(self, x: int) -> dt.date:
        """The day under a viewport x."""
        inside = x - self.left_width + self.horizontalScrollBar().value()
        return self.first + dt.timedelta(days=int(inside * self.span_days() / self.chart_width()))

    def y_of(self, place: int) -> int:
        """Top of a row, in viewport pixels."""
        return self.head_height() + place * self.row_height() - self.verticalScrollBar().value()

    def place_at(self, y: int) -> int:
        """Row under a viewport y, -1 for none."""
        if y < self.head_height():
            return -1
        place = (y - self.head_height() + self.verticalScrollBar().value()) // self.row_height()
        return place if place < len(self.ids) else -1

    def bar_rect(self, place: int, start: dt.date, end: dt.date) -> QRect:
        """A bar from a day to a day (both included), 60 % of its row high."""
        tall = round(self.row_height() * 0.64)
        left, right = self.x_of(start), self.x_of(day_after(end))
        top = self.y_of(place) + (self.row_height() - tall) // 2
        return QRect(left, top, max(2, right - left), tall)

    def visible_places(self) -> range:
        """Rows in sight."""
        first = max(0, self.verticalScrollBar().value() // self.row_height())
        shown = (self.viewport().height() - self.head_height()) // self.row_height() + 2
        return range(first, min(len(self.ids), first + shown))

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(50), self.head_height() + self.row_height() * min(max(len(self.ids), 2), 12) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.left_width + theme.current().px(8), self.head_height() + self.row_height() * 2)

    # -- content ----------------------------------------------------------------------------------
    def set_span(self, first: dt.date, last: dt.date, today: dt.date | None = None) -> None:
        """The days shown and the day of the red line."""
        self.first, self.last, self.today = first, last, today
        self.lay_out()

    def set_ids(self, ids: Sequence[str]) -> None:
        """The rows, from top to bottom; the chosen one stays chosen while it is there."""
        self.ids = list(ids)
        if self.current not in self.ids:
            self.current = ""
        self.lay_out()

    def lay_out(self) -> None:
        """Scroll ranges for the size in force."""
        width = self.viewport().width() - self.left_width
        body = self.viewport().height() - self.head_height()
        self.horizontalScrollBar().setRange(0, max(0, self.chart_width() - width))
        self.horizontalScrollBar().setPageStep(max(1, width))
        self.verticalScrollBar().setRange(0, max(0, len(self.ids) * self.row_height() - body))
        self.verticalScrollBar().setPageStep(max(1, body))
        self.verticalScrollBar().setSingleStep(self.row_height())
        self.horizontalScrollBar().setSingleStep(theme.current().px(3))
        self.viewport().update()

    def select_row(self, row_id: str) -> bool:
        """Choose a row from outside (the table's selection) without telling it again."""
        if row_id not in self.ids:
            self.current = ""
            self.viewport().update()
            return False
        self.current = row_id
        self._reveal(self.ids.index(row_id))
        return True

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self.ids):
            self.current = self.ids[place]
            self._reveal(place)
            self.selected_row.emit(self.current)

    def _reveal(self, place: int) -> None:
        top, bar = place * self.row_height(), self.verticalScrollBar()
        body = self.viewport().height() - self.head_height()
        if top < bar.value():
            bar.setValue(top)
        elif top + self.row_height() > bar.value() + body:
            bar.setValue(top + self.row_height() - body)
        self.setAccessibleDescription(self.row_words(place))
        self.viewport().update()

    def zoom_by(self, steps: int) -> None:
        """Wider or narrower days; the middle stays in the middle."""
        middle = self.day_at((self.viewport().width() + self.left_width) // 2)
        self._zoom = min(max(self._zoom + steps, 0), len(ZOOMS) - 1)
        self.lay_out()
        off = self.x_of(middle) - (self.viewport().width() + self.left_width) // 2
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + off)

    def zoom_in(self) -> None:
        """One step wider."""
        self.zoom_by(1)

    def zoom_out(self) -> None:
        """One step narrower."""
        self.zoom_by(-1)

    # -- keys and mouse -----------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.ids.index(self.current) if self.current in self.ids else -1
        moves = {
            Qt.Key.Key_Down: place + 1,
            Qt.Key.Key_Up: max(place - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.ids) - 1,
        }
        key = Qt.Key(event.key())
        if key in moves:
            self._choose(moves[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.activated_row.emit(self.current)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + (1 if key == Qt.Key.Key_Right else -1) * bar.singleStep())
        elif event.text() in ("+", "-"):
            self.zoom_by(1 if event.text() == "+" else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self.place_at(event.position().toPoint().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint().y())
        if place >= 0:
            self.activated_row.emit(self.ids[place])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_zoom"):
            self.lay_out()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        self.viewport().update()
        if not self.current and self.ids:
            self._choose(0)

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        self.viewport().update()

    # -- painting -------------------------------------------------------------------------------------
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        now, port = theme.current(), self.viewport().rect()
        painter.fillRect(port, now.color("page"))
        body = QRect(self.left_width, self.head_height(), port.width() - self.left_width, port.height())
        self._rows(painter, port)
        painter.setClipRect(body)
        self._lines(painter, port.height())
        for place in self.visible_places():
            self.paint_row(painter, self._row_rect(place, port), place)
        self.paint_over(painter)
        painter.setClipping(False)
        self._left(painter, port)
        self._head(painter, port)
        painter.setClipRect(QRect(self.left_width, 0, port.width(), port.height()))
        self._today(painter, port.height())
        painter.end()

    def _row_rect(self, place: int, port: QRect) -> QRect:
        return QRect(0, self.y_of(place), port.width(), self.row_height())

    def _rows(self, painter: QPainter, port: QRect) -> None:
        now = theme.current()
        for place in self.visible_places():
            rect = self._row_rect(place, port)
            if self.ids[place] == self.current:
                painter.fillRect(rect, now.color("sel" if self.hasFocus() else "selIdle"))
            painter.setPen(hairline(now.color("line")))
            painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())

    def _lines(self, painter: QPainter, bottom: int) -> None:
        now = theme.current()
        for day, strong in self.grid_days():
            pen = hairline(now.color("line2" if strong else "line"))
            if not strong:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            x = self.x_of(day)
            painter.drawLine(x, self.head_height(), x, bottom)

    def _left(self, painter: QPainter, port: QRect) -> None:
        now = theme.current()
        for place in self.visible_places():
            rect = QRect(0, self.y_of(place), self.left_width, self.row_height())
            chosen = self.ids[place] == self.current
            ground = ("sel" if self.hasFocus() else "selIdle") if chosen else "page"
            painter.fillRect(rect.adjusted(0, 0, 0, -1), now.color(ground))
            painter.setPen(hairline(now.color("line")))
            painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
            self.paint_left(painter, rect, place)
            if chosen:
                bar = now.color("accent" if self.hasFocus() else "control")
                painter.fillRect(QRect(0, rect.top(), 3, rect.height() - 1), bar)
        painter.setPen(hairline(now.color("line2")))
        painter.drawLine(self.left_width, 0, self.left_width, port.height())

    def _head(self, painter: QPainter, port: QRect) -> None:
        now, tall = theme.current(), self.head_height()
        painter.fillRect(QRect(0, 0, port.width(), tall), now.color("page"))
        painter.save()
        painter.setClipRect(QRect(self.left_width, 0, port.width(), tall))
        self.paint_head(painter, QRect(self.left_width, 0, port.width() - self.left_width, tall))
        painter.restore()
        self.paint_left_head(painter, QRect(0, 0, self.left_width, tall))
        painter.setPen(hairline(now.color("line2")))
        painter.drawLine(0, tall - 1, port.width(), tall - 1)

    def _today(self, painter: QPainter, bottom: int) -> None:
        if self.today is None or not self.first <= self.today <= self.last:
            return
        now, x = theme.current(), self.x_of(self.today)
        ink = now.color("err")
        painter.fillRect(QRect(x, self.head_height() - 2, max(1, now.px(0.12)), bottom), ink)
        half = now.px(0.32)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        tip = self.head_height() + half - 3
        top = tip - half - 1
        painter.drawPolygon(QPolygon([QPoint(x - half, top), QPoint(x + half + 1, top), QPoint(x, tip + 1)]))
        words = translate("uikit", "Today {day}", day=format_date(self.today, form="month_day"))
        free = self.y_of(len(self.ids))
        if free + now.px(1.3) <= bottom:
            line = QRect(x + now.px(0.5), free, text_width(words, "small") + 8, now.px(1.4))
            draw_text(painter, line, words, "small", ink, LEFT)


def paint_band(
    chart: TimeChart,
    painter: QPainter,
    top: int,
    tall: int,
    spans: Sequence[tuple[dt.date, dt.date, str]],
    ink: Callable[[str], str] = lambda _words: "text2",
) -> None:
    """One line of a head: spans of days with words at their left."""
    now = theme.current()
    for first, last, words in spans:
        left, right = chart.x_of(first), chart.x_of(day_after(last))
        rect = QRect(left, top, right - left, tall)
        painter.fillRect(rect, now.color("sunken"))
        painter.setPen(hairline(now.color("line2")))
        painter.drawLine(left, top, left, top + tall)
        room = rect.adjusted(now.px(0.5), 0, -2, 0)
        room.setLeft(max(room.left(), chart.left_width + now.px(0.5)))
        draw_text(painter, room, words, "label", now.color(ink(words)), LEFT)
