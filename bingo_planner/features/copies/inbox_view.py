"""The inbox: entries at the left, the decision at the right; one under the other where there is little room."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from bingo_planner.features.copies.case_view import CaseView
from bingo_planner.features.copies.lines_view import LineList
from bingo_planner.features.copies.presenter import CopiesPresenter
from bingo_planner.features.copies.state import CopiesState
from bingo_planner.ui.theme import current

_STACK_FH = 58.0


class InboxView(QWidget):
    """List and decision; the presenter decides, this shows."""

    def __init__(self, does: CopiesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._does = does
        self.list, self.case = LineList(self), CaseView(self)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(1)
        self._row.addWidget(self.list)
        self._row.addWidget(self.case, 1)
        self.list.chosen.connect(does.chose_line)
        for part in (self.list, self.case):
            part.numbered.connect(does.chose_number)
        self.list.entered.connect(self._entered)
        case = self.case
        case.chosen.connect(does.chose)
        case.typed.connect(does.typed)
        case.noted.connect(does.noted)
        case.decided.connect(does.decided)
        case.put_off.connect(does.put_off)
        case.opened.connect(self._open)
        case.history.connect(self._history)
        self._arrange()

    def render_state(self, state: CopiesState, today: date) -> None:
        """Show a whole state."""
        self.list.show_lines(state.lines, state.chosen, today)
        self.case.render_state(state)

    def focus_work(self) -> None:
        """The cursor where work goes on."""
        self.list.setFocus()

    def _entered(self) -> None:
        """Enter on an entry: the decision is taken with what is chosen."""
        self._does.decided()

    def _open(self) -> None:
        line = self._does.state.line
        if line is not None:
            self._does.went_to(line.kind, line.record_id)

    def _history(self) -> None:
        line = self._does.state.line
        if line is not None:
            self._does.asked_for_history(line.kind, line.record_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        now = current()
        stacked = self.width() < now.px(_STACK_FH)
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        if stacked:
            self.list.setMinimumWidth(0)
            self.list.setMaximumSize(16_777_215, now.px(11))
        else:
            wide = now.px(22 if self.width() > now.px(80) else 17)
            self.list.setMinimumWidth(wide)
            self.list.setMaximumSize(wide, 16_777_215)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground of the list, which may end before the page does, and the line between both."""
        now, painter = current(), QPainter(self)
        painter.fillRect(self.rect(), now.color("raised"))
        at = self.list.geometry()
        painter.fillRect(at.right() + 1, 0, 1, self.height(), now.color("line2"))
        painter.fillRect(0, at.bottom() + 1, self.width(), 1, now.color("line2"))
        painter.end()
