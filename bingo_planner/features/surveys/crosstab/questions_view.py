"""The list of questions at the left: filter, numbers, kinds, headings that fold, warnings of open checks."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.surveys.crosstab.questions import QuestionLine
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import icons, theme
from bingo_planner.ui.celltext import RIGHT, draw_text, text_width
from bingo_planner.ui.filterbar import FilterBar
from bingo_planner.ui.table import Column, RowTable

WIDTH_FH = 16.6


def _t(text: str, **facts: object) -> str:
    return translate("crosstab", text, **facts)


class QuestionTable(RowTable[QuestionLine]):
    """One column without a head; ←/→ fold a matrix."""

    fold_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = [
            Column[QuestionLine](
                "question",
                _t("Question"),
                lambda line: line.label,
                10,
                "custom",
                stretch=True,
                sortable=False,
                text=_spoken,
                tip=_spoken,
                paint=_paint,
            )
        ]
        super().__init__(columns, lambda line: line.key, parent, name=_t("Questions"))
        self.horizontalHeader().hide()
        self.setSelectionMode(RowTable.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.rows_model.record(self.currentIndex().row())
        wanted = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}.get(Qt.Key(event.key()))
        if line is not None and line.items and wanted is not None:
            if line.is_folded is wanted:
                self.fold_wanted.emit(line.key)
            return
        if line is not None and line.items and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.fold_wanted.emit(line.key)
            return
        if line is not None and line.is_item and event.key() == Qt.Key.Key_Left:
            self._to_heading()
            return
        super().keyPressEvent(event)

    def _to_heading(self) -> None:
        for row in range(self.currentIndex().row(), -1, -1):
            line = self.rows_model.record(row)
            if line is not None and line.items:
                self.setCurrentIndex(self.rows_model.index(row, 0))
                return

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self.rows_model.record(self.rowAt(event.position().toPoint().y()))
        super().mousePressEvent(event)
        if line is not None and line.items and event.button() == Qt.MouseButton.LeftButton:
            self.fold_wanted.emit(line.key)


class QuestionFilter(FilterBar):
    """The filter over the whole width of the list."""

    def restyle(self) -> None:
        """Sizes of the theme in force."""
        now = theme.current()
        self._row.setContentsMargins(now.px(0.75), now.px(0.55), now.px(0.75), now.px(0.4))
        self._row.setSpacing(0)
        self.field.setFixedWidth(now.px(WIDTH_FH) - 2 * now.px(0.75))


class QuestionList(QWidget):
    """Filter and list. `chosen(key)` when the cursor comes to a question, `fold_wanted(key)`, `filtered(words)`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("raised")
        self.bar = QuestionFilter(_t("Filter questions"), self)
        self.table = QuestionTable(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        self.table.selected_rows.connect(self._selected)
        self.bar.left.connect(self.table.setFocus)
        self._lines: tuple[QuestionLine, ...] = ()
        self._telling = True
        theme.theme_signals().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedWidth(theme.current().px(WIDTH_FH))

    def render_lines(self, lines: tuple[QuestionLine, ...], question: str) -> None:
        """Other lines, or another question chosen."""
        self._telling = False
        if lines != self._lines:
            self._lines = lines
            self.table.set_rows(lines)
        on_heading = self.table.hasFocus() and self.table.current_id().startswith("group:")
        if question and not on_heading and self.table.current_id() != question:
            self.table.select_row(question)
        self._telling = True

    def _selected(self, ids: list[str]) -> None:
        if self._telling and len(ids) == 1:
            self.chosen.emit(ids[0])


def _spoken(line: QuestionLine) -> str:
    parts = [line.number, line.label, line.kind]
    if line.checks:
        parts.append(_t("{n} answers to check", n=line.checks))
    if line.items:
        parts.append(_t("folded") if line.is_folded else _t("unfolded"))
    return " ".join(part for part in parts if part)


def _paint(painter: QPainter, rect: QRect, line: QuestionLine, selected: bool) -> None:
    """Q5 生活の満足度 SA 18項目; items of a matrix stand under their heading."""
    now = theme.current()
    number = now.px(2.55)
    if line.items:
        side = now.px(0.95)
        arrow = "chevron-right" if line.is_folded else "chevron-down"
        box = QRectF(rect.left() - now.px(0.5), rect.center().y() - side / 2 + 1, side, side)
        icons.paint_icon(painter, box, arrow)
    draw_text(
        painter,
        QRect(rect.left() + now.px(0.55 * bool(line.items)), rect.top(), number, rect.height()),
        line.number,
        "ticks",
        now.color("text2"),
    )
    room = rect.adjusted(number, 0, 0, 0)
    if line.checks:
        side = now.px(1.15)
        box = QRectF(room.right() - side, room.center().y() - side / 2 + 1, side, side)
        icons.paint_icon(painter, box, "triangle-alert", "warn")
        room.adjust(0, 0, -side - now.px(0.3), 0)
    draw_text(painter, room, line.kind, "small", now.color("text3"), RIGHT)
    room.adjust(0, 0, -text_width(line.kind, "small") - now.px(0.4) * bool(line.kind), 0)
    ink = now.color("text" if line.can_be_shown or line.items else "text3")
    draw_text(painter, room, line.label, "strong" if line.items or selected else "body", ink)
