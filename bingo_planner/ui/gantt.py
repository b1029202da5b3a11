"""The year's work from April to March: what is done, what is late, what waits for what; bars move by mouse and keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_span
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import CENTER, LEFT, RIGHT, draw_text, hairline, text_width
from bingo_planner.ui.fields_calendar import shift_month
from bingo_planner.ui.timeline_base import TimeChart, day_after, paint_band


@dataclass(frozen=True)
class Milestone:
    """A day that counts, with its words."""

    day: dt.date
    label: str = ""


@dataclass(frozen=True)
class Task:
    """One line of the chart; `done` from 0 to 1, `late` the words of its delay, `after` ids it waits for."""

    id: str
    title: str
    start: dt.date
    end: dt.date
    done: float = 0.0
    late: str = ""
    milestones: Sequence[Milestone] = ()
    after: Sequence[str] = ()
    fixed: bool = False


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Gantt(TimeChart):
    """Bars over one fiscal year. Alt+←/→ moves a bar by a day (Shift: a month), with Ctrl its end only.

    `moved(id, start, end)` tells a finished move.
    """

    moved = Signal(str, object, object)

    def __init__(self, name: str, parent: QWidget | None = None, *, left_fh: float = 16.6) -> None:
        super().__init__(name, parent, left_fh=left_fh)
        self.tasks: list[Task] = []
        self.read_only = False
        self.year_style = DateStyle.ERA
        self._drag: tuple[Task, dt.date, bool] | None = None
        self._shown: Task | None = None

    def set_tasks(self, tasks: Sequence[Task], year: FiscalYear, today: dt.date | None = None) -> None:
        """Show the tasks of a fiscal year."""
        self.tasks = list(tasks)
        self.set_ids([task.id for task in tasks])
        self.set_span(year.start, year.end, today)

    def task(self, place: int) -> Task:
        """The task of a row, as it is being dragged."""
        task = self.tasks[place]
        return self._shown if self._shown is not None and self._shown.id == task.id else task

    # -- heads and lines ------------------------------------------------------------------------------
    def head_height(self) -> int:
        return theme.current().px(1.55) * 2

    def row_height(self) -> int:
        return theme.current().px(1.7 if theme.current().density == "compact" else 1.85)

    def _months(self) -> list[dt.date]:
        months, day = [], self.first.replace(day=1)
        while day <= self.last:
            months.append(day)
            day = shift_month(day, 1)
        return months

    def grid_days(self) -> list[tuple[dt.date, bool]]:
        return [(day, (day.month - 4) % 3 == 0) for day in self._months()]

    def paint_head(self, painter: QPainter, rect: QRect) -> None:
        now, half = theme.current(), rect.height() // 2
        quarters: list[tuple[dt.date, dt.date, str]] = []
        for year in FiscalYear.range(FiscalYear.of(self.first), FiscalYear.of(self.last)):
            for place, (first, last) in enumerate(year.quarters(), start=1):
                quarters.append((first, last, translate("uikit", "Quarter {n}", n=place)))
        paint_band(self, painter, 0, half, quarters)
        painter.setPen(hairline(now.color("line")))
        painter.drawLine(rect.left(), half, rect.right(), half)
        for day in self._months():
            box = QRect(
                self.x_of(day), half, self.x_of(shift_month(day, 1)) - self.x_of(day), rect.height() - half
            )
            here = self.today is not None and (day.year, day.month) == (self.today.year, self.today.month)
            ink = now.color("text" if here else "text2")
            draw_text(painter, box, self._month_name(day), "column_strong" if here else "column", ink, CENTER)

    def _month_name(self, day: dt.date) -> str:
        if language() == "en":
            return _MONTHS[day.month - 1]
        return f"{day.month}月" if day == self.first.replace(day=1) else str(day.month)

    def paint_left_head(self, painter: QPainter, rect: QRect) -> None:
        now, half = theme.current(), rect.height() // 2
        line = QRect(now.px(0.75), half, rect.width() - now.px(1.5), rect.height() - half)
        draw_text(painter, line, translate("uikit", "Task"), "label", now.color("text2"), LEFT)
        draw_text(painter, line, translate("uikit", "Done"), "label", now.color("text2"), RIGHT)

    def paint_left(self, painter: QPainter, rect: QRect, place: int) -> None:
        now, task = theme.current(), self.task(place)
        line = rect.adjusted(now.px(0.75), 0, -now.px(0.75), 0)
        share = f"{round(task.done * 100)}%"
        draw_text(painter, line, share, "column", now.color("text"), RIGHT)
        room = line.adjusted(0, 0, -text_width("100%", "column") - now.px(0.5), 0)
        draw_text(painter, room, task.title, "body", now.color("text"), LEFT)

    # -- bars -----------------------------------------------------------------------------------------
    def bar_of(self, place: int) -> QRect:
        """The bar of a row."""
        task = self.task(place)
        tall = max(6, round(self.row_height() * 0.44))
        left, right = self.x_of(task.start), self.x_of(day_after(task.end))
        top = self.y_of(place) + (self.row_height() - tall) // 2
        return QRect(left, top, max(2, right - left), tall)

    def paint_row(self, painter: QPainter, rect: QRect, place: int) -> None:
        now, task, box = theme.current(), self.task(place), self.bar_of(place)
        if task.milestones and task.start == task.end:
            # nothing lasts here: a bar would only stick out behind the ◆
            box.setWidth(0)
        strong, soft = ("warn", "warnBg") if task.late else ("accent", "accentSoft")
        if box.width() > 0:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(hairline(now.color(strong)))
            painter.setBrush(now.color(soft))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        done = QRect(box.left(), box.top(), round(box.width() * min(max(task.done, 0.0), 1.0)), box.height())
        painter.fillRect(done, now.color(strong))
        right = box.right()
        for milestone in task.milestones:
            right = max(right, self._paint_milestone(painter, place, milestone))
        if task.late:
            line = QRect(right + now.px(0.7), rect.top(), now.px(20), rect.height())
            draw_text(painter, line, f"▲ {task.late}", "label", now.color("warn"), LEFT)

    def _paint_milestone(self, painter: QPainter, place: int, milestone: Milestone) -> int:
        """A ◆ and its words; returns where they end."""
        now = theme.current()
        x, y = self.x_of(milestone.day), self.y_of(place) + self.row_height() / 2
        half = now.fh * 0.4
        diamond = QPolygonF(
            [QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)]
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(hairline(now.color("page")))
        painter.setBrush(now.color("text"))
        painter.drawPolygon(diamond)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        start = round(x + half) + now.px(0.4)
        if not milestone.label:
            return start
        line = QRect(start, self.y_of(place), now.px(16), self.row_height())
        return start + draw_text(painter, line, milestone.label, "label", now.color("text2"), LEFT)

    def paint_over(self, painter: QPainter) -> None:
        """Links: right-angled lines from the end of one bar to the start of the next."""
        places = {task.id: place for place, task in enumerate(self.tasks)}
        painter.setPen(hairline(theme.current().color("control")))
        painter.setBrush(theme.current().color("control"))
        for place, task in enumerate(self.tasks):
            for before in task.after:
                if before in places:
                    self._paint_link(painter, self.bar_of(places[before]), self.bar_of(place))

    def _paint_link(self, painter: QPainter, start: QRect, end: QRect) -> None:
        reach = theme.current().px(0.4)
        x, y = start.right() + 1, start.center().y()
        down = end.top() > start.top()
        tip = end.top() - 1 if down else end.bottom() + 1
        turn = max(x + reach, end.left() + reach)
        painter.drawLine(x, y, turn, y)
        painter.drawLine(turn, y, turn, tip)
        side = 3 if down else -3
        painter.drawPolygon(
            QPolygonF([QPointF(turn - 2.5, tip - side), QPointF(turn + 2.5, tip - side), QPointF(turn, tip)])
        )

    # -- moving ---------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.current in self.ids:
            way = 1 if event.key() == Qt.Key.Key_Right else -1
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            only_end = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._move(self.ids.index(self.current), way, months=shift, only_end=only_end)
        elif event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._drag = self._shown = None
            self.viewport().update()
        else:
            super().keyPressEvent(event)

    def _move(self, place: int, way: int, *, months: bool, only_end: bool) -> None:
        task = self.tasks[place]
        if self.read_only or task.fixed:
            return
        start = task.start if only_end else _shifted(task.start, way, months)
        end = _shifted(task.end, way, months)
        if end >= start:
            self.tasks[place] = replace(task, start=start, end=end)
            self.viewport().update()
            self.moved.emit(task.id, start, end)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        point = event.position().toPoint()
        place = self.place_at(point.y())
        if place < 0 or self.read_only or self.tasks[place].fixed or point.x() < self.left_width:
            return
        box = self.bar_of(place)
        if box.adjusted(-3, -4, 5, 4).contains(point):
            by_end = point.x() > box.right() - 5 and box.width() > 12
            self._drag = (self.tasks[place], self.day_at(point.x()), by_end)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._drag is None:
            place = self.place_at(point.y())
            over = place >= 0 and not self.read_only and self.bar_of(place).contains(point)
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor)
            return
        task, grabbed, by_end = self._drag
        off = self.day_at(point.x()) - grabbed
        start = task.start if by_end else task.start + off
        self._shown = replace(task, start=start, end=max(task.end + off, start))
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        drag, shown = self._drag, self._shown
        self._drag = self._shown = None
        if (
            drag is not None
            and shown is not None
            and (shown.start, shown.end) != (drag[0].start, drag[0].end)
        ):
            self.tasks[self.ids.index(shown.id)] = shown
            self.moved.emit(shown.id, shown.start, shown.end)
        self.viewport().update()

    # -- words ----------------------------------------------------------------------------------------
    def row_words(self, place: int) -> str:
        task = self.task(place)
        span = format_span(task.start, task.end, self.year_style, "short")
        parts = [task.title, span, f"{round(task.done * 100)}%", task.late]
        parts += [f"◆ {one.label}" for one in task.milestones]
        return "、".join(part for part in parts if part)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(event.pos().y())
            words = self.row_words(place).replace("、", "\n") if place >= 0 else ""
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)


def _shifted(day: dt.date, way: int, months: bool) -> dt.date:
    return shift_month(day, way) if months else day + dt.timedelta(days=way)
