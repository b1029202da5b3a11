"""A month to pick a day from: era heading, days off, keyboard."""

from __future__ import annotations

import datetime as dt
from calendar import Calendar

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from bingo_planner.kernel.dates import DateStyle, format_date, format_month, weekday_name
from bingo_planner.kernel.fiscal import month_end
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import CENTER, LEFT, draw_text, hairline
from bingo_planner.ui.fields import FormContext

_DAY_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


def weeks_of(month: dt.date, *, sunday_first: bool) -> list[list[dt.date]]:
    """The six or fewer weeks a month touches."""
    return Calendar(6 if sunday_first else 0).monthdatescalendar(month.year, month.month)


def shift_month(day: dt.date, months: int) -> dt.date:
    """The same day some months on, the last day where that month is shorter."""
    place = day.year * 12 + day.month - 1 + months
    first = dt.date(place // 12, place % 12 + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))


class CalendarPopup(QWidget):
    """Arrows move by day and week, PgUp/PgDn by month (Shift: year), Home is today, Enter picks, Esc closes."""

    picked = Signal(object)

    def __init__(self, context: FormContext, day: dt.date | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self.day = day or context.today()
        self.resize(self.sizeHint())
        self._tell()

    def _tell(self) -> None:
        note = self._context.holidays(self.day)
        words = format_date(self.day, self._context.style, "long") + " " + weekday_name(self.day)
        self.setAccessibleName(f"{words} {note}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(2.5) * 7 + now.px(1.2), now.px(2.15) * 7 + now.px(4.6))

    def popup_under(self, field: QWidget) -> None:
        """Open beneath a field, or above it at the foot of the screen."""
        spot = field.mapToGlobal(QPoint(0, field.height() + 2))
        screen = field.screen().availableGeometry()
        if spot.y() + self.height() > screen.bottom():
            spot = field.mapToGlobal(QPoint(0, -self.height() - 2))
        spot.setX(max(screen.left(), min(spot.x(), screen.right() - self.width())))
        self.move(spot)
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _weeks(self) -> list[list[dt.date]]:
        return weeks_of(self.day, sunday_first=self._context.sunday_first)

    def _cell(self, line: int, column: int) -> QRect:
        now = theme.current()
        wide, tall = now.px(2.5), now.px(2.15)
        return QRect(now.px(0.6) + column * wide, now.px(2.4) + line * tall, wide, tall)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("page"))
        painter.setPen(hairline(now.color("control")))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        style = DateStyle.BOTH if self._context.style is DateStyle.ERA else self._context.style
        head = QRect(0, now.px(0.3), self.width(), now.px(2.1))
        draw_text(painter, head, format_month(self.day, style), "section", now.color("text"), CENTER)
        for column, day in enumerate(self._weeks()[0]):
            ink = now.color(self._ink(day, head=True))
            draw_text(painter, self._cell(0, column), weekday_name(day), "small", ink, CENTER)
        for line, week in enumerate(self._weeks(), start=1):
            for column, day in enumerate(week):
                self._paint_day(painter, self._cell(line, column), day)
        self._paint_foot(painter)
        painter.end()

    def _ink(self, day: dt.date, *, head: bool = False) -> str:
        if day.month != self.day.month and not head:
            return "text3"
        if day.weekday() == 6 or (not head and self._context.holidays(day)):
            return "err"
        return "accent" if day.weekday() == 5 else "text"

    def _paint_day(self, painter: QPainter, rect: QRect, day: dt.date) -> None:
        now = theme.current()
        chosen = day == self.day
        if chosen:
            painter.fillRect(rect.adjusted(1, 1, -1, -1), now.color("accent"))
        if day == self._context.today():
            painter.setPen(QPen(now.color("err"), 1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        ink = now.color("onAccent" if chosen else self._ink(day))
        draw_text(painter, rect, str(day.day), "column", ink, CENTER)
        if self._context.holidays(day) and not chosen:
            painter.fillRect(QRect(rect.center().x() - 2, rect.bottom() - 3, 5, 2), now.color("err"))

    def _paint_foot(self, painter: QPainter) -> None:
        now = theme.current()
        line = QRect(now.px(0.9), self.height() - now.px(1.9), self.width() - now.px(1.8), now.px(1.6))
        words = format_date(self.day, self._context.style, "weekday")
        note = self._context.holidays(self.day)
        draw_text(painter, line, f"{words}　{note}".strip(), "small", now.color("text2"), LEFT)

    def _go(self, day: dt.date) -> None:
        self.day = day
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        year = 12 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        if key in _DAY_KEYS:
            self._go(self.day + dt.timedelta(days=_DAY_KEYS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._go(shift_month(self.day, year if key == Qt.Key.Key_PageDown else -year))
        elif key == Qt.Key.Key_Home:
            self._go(self._context.today())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self.day)
        else:
            super().keyPressEvent(event)
            if key == Qt.Key.Key_Escape:
                self.close()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._go(shift_month(self.day, -1 if event.angleDelta().y() > 0 else 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        for line, week in enumerate(self._weeks(), start=1):
            for column, day in enumerate(week):
                if self._cell(line, column).contains(point):
                    self._pick(day)
                    return
        if not self.rect().contains(point):
            self.close()
        elif point.y() < self._cell(0, 0).top():
            self._go(shift_month(self.day, -1 if point.x() < self.width() // 2 else 1))

    def _pick(self, day: dt.date) -> None:
        self.picked.emit(day)
        self.close()
