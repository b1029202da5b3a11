"""Paints the cells of the entry grid, shape first, and opens one line editor at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bingo_planner.ui import icons, theme
from bingo_planner.ui.celltext import (
    CENTER,
    LEFT,
    RIGHT,
    Face,
    draw_hatch,
    draw_text,
    face,
    hairline,
    metrics,
    text_width,
)
from bingo_planner.ui.grid_model import Cell, CellState, GridRow
from bingo_planner.ui.marks import mark_size, paint_mark
from bingo_planner.ui.tags import paint_tag, tag_width
from bingo_planner.ui.typedover import Typing

if TYPE_CHECKING:
    from bingo_planner.ui.grid import Grid

_GROUNDS = {
    CellState.INVALID: "errBg",
    CellState.CHECK: "warnBg",
    CellState.CONFLICT: "confBg",
    CellState.LOCKED: "locked",
    CellState.TOTAL: "sunken",
}
_INKS = {
    CellState.ZERO: "text3",
    CellState.NONE: "text3",
    CellState.INVALID: "err",
    CellState.CONFLICT: "conf",
    CellState.LOCKED: "text2",
    CellState.PENDING: "text2",
}


class CellEditor(QLineEdit):
    """The editor of one cell; knows whether a composition is open, so that its Enter does nothing else."""

    composing = False

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.typing = Typing()
        self.typing.begin()  # over what the cell shows now

    def is_dirty(self) -> bool:
        """Whether something typed has not been told yet."""
        return self.isModified() or self.composing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)


class GridDelegate(QStyledItemDelegate):
    """Painter and editor of the grid."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        self._grid.paint_cell(painter, rect, index.row(), index.column())

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        model = self._grid.cells
        editor = CellEditor(parent)
        editor.setProperty("bare", True)
        figure = model.is_figure(index.row(), index.column())
        editor.setFont(face("column" if figure else "body"))
        editor.setAlignment(RIGHT if figure else LEFT)
        editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, not figure)
        editor.setAccessibleName(model.spoken(index.row(), index.column()))
        palette = editor.palette()
        palette.setColor(palette.ColorRole.Base, theme.current().color("page"))
        editor.setPalette(palette)
        editor.setAutoFillBackground(True)
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        left = before_width(self._grid.cells.cell(index.row(), index.column()))
        editor.setGeometry(rect.adjusted(3 + left, 2, -theme.current().px(0.45), -3))

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, CellEditor) and not editor.is_dirty():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            if not self._grid.editing_inside:
                editor.selectAll()

    def setModelData(
        self, editor: QWidget, _model: object, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, CellEditor) and editor.isModified():
            editor.setModified(False)
            with editor.typing.told():
                self._grid.enter_text(index.row(), index.column(), editor.text())

    def destroyEditor(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        super().destroyEditor(editor, index)
        self._grid.typed_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, CellEditor) and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            step = self._step(event)
            if step is not None:
                if not watched.composing:
                    self.commitData.emit(watched)
                    self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                    self._grid.step(*step)
                return True
        return super().eventFilter(watched, event)

    def _step(self, event: QKeyEvent) -> tuple[int, int] | None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return (-1, 0) if shift else (1, 0)
        if event.key() == Qt.Key.Key_Tab:
            return (0, 1)
        if event.key() == Qt.Key.Key_Backtab:
            return (0, -1)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self._grid.editing_inside:
            return (-1 if event.key() == Qt.Key.Key_Up else 1, 0)
        return None


def before_width(cell: Cell) -> int:
    """Room the grey figure of last time takes at the left."""
    if not cell.before:
        return 0
    return text_width(cell.before, "ticks") + theme.current().px(0.9)


def ground_of(cell: Cell, *, chosen: bool, current_row: bool) -> str:
    """The token of a cell's ground."""
    if cell.state in (CellState.INVALID, CellState.CHECK, CellState.CONFLICT):
        return _GROUNDS[cell.state]
    if chosen:
        return "sel"
    if cell.state in _GROUNDS:
        return _GROUNDS[cell.state]
    return "hover" if current_row else "page"


def paint_grid_cell(
    painter: QPainter, rect: QRect, cell: Cell, *, figure: bool, strong: bool, centred: bool
) -> None:
    """Ink and shapes of one cell on a ground that is already painted."""
    now = theme.current()
    pad = now.px(0.6)
    inner = rect.adjusted(pad, 0, -pad, 0)
    if cell.tag is not None:
        left = inner.left() + max(0, (inner.width() - tag_width(cell.tag)) // 2) if centred else inner.left()
        paint_tag(painter, QRect(left, inner.top(), inner.right() - left + 1, inner.height()), cell.tag)
        return
    if cell.icon is not None:
        _paint_icon(painter, inner, cell, centred=centred)
        return
    pending = cell.state is CellState.PENDING
    if pending:
        draw_hatch(painter, rect.adjusted(0, 0, -1, -1), now.color("hatch"))
    ink = now.color(_INKS.get(cell.state, "text"))
    role: Face = "small" if pending else "column_strong" if strong else "column"
    if not figure:
        draw_text(painter, inner, cell.text, "strong" if strong else "body", ink, CENTER if centred else LEFT)
    else:
        _paint_figure(painter, inner, cell, role, ink)
    _paint_state(painter, rect, cell, text_width(cell.text, role))


def _paint_icon(painter: QPainter, inner: QRect, cell: Cell, *, centred: bool) -> None:
    """An icon and, after it, a count or a word in the same colour."""
    now = theme.current()
    name, token = cell.icon or ("", "text2")
    side = now.px(1.15)
    gap = now.px(0.35) if cell.text else 0
    width = side + gap + text_width(cell.text, "body")
    left = inner.left() + max(0, (inner.width() - width) // 2) if centred else inner.left()
    box = QRectF(left, inner.center().y() - side / 2 + 0.5, side, side)
    icons.paint_icon(painter, box, name, token)
    rest = QRect(left + side + gap, inner.top(), inner.right() - left - side - gap + 1, inner.height())
    draw_text(painter, rest, cell.text, "body", now.color(token), LEFT)


def _paint_figure(painter: QPainter, inner: QRect, cell: Cell, role: Face, ink: QColor) -> None:
    """Last time small at the left, now at the right, on one baseline."""
    now, measure = theme.current(), metrics("column")
    base = inner.top() + (inner.height() + measure.ascent() - measure.descent()) // 2
    if cell.before:
        painter.setFont(face("ticks"))
        painter.setPen(now.color("text3"))
        right = inner.right() + 1 - text_width(cell.before, "ticks")
        painter.drawText(right if cell.suggests and not cell.text else inner.left(), base, cell.before)
    width = text_width(cell.text, role)
    left = inner.right() + 1 - width
    if left < inner.left():
        draw_text(painter, inner, cell.text, role, ink, RIGHT)
        return
    if cell.state is CellState.PENDING:
        plate = QRect(left - 2, base - measure.ascent(), width + 4, measure.height())
        painter.fillRect(plate, now.color("page"))
    painter.setFont(face(role))
    painter.setPen(ink)
    painter.drawText(left, base, cell.text)


def _paint_state(painter: QPainter, rect: QRect, cell: Cell, width: int) -> None:
    now = theme.current()
    side = now.px(1.0)
    x = rect.left() + now.px(0.6)
    if cell.before:
        x = max(x + before_width(cell) - now.px(0.3), rect.right() - now.px(1.2) - width - side)
    box = QRectF(x, rect.center().y() - side / 2 + 0.5, side, side)
    if cell.state is CellState.INVALID:
        _paint_bang(painter, box)
        painter.fillRect(QRect(rect.left(), rect.bottom() - 2, rect.width(), 2), now.color("err"))
    elif cell.state is CellState.CHECK:
        icons.paint_icon(painter, box, "triangle-alert", "warn")
    elif cell.state is CellState.CONFLICT:
        icons.paint_icon(painter, box, "git-branch", "conf")
        painter.setPen(hairline(now.color("confLine")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
    if cell.unsent or cell.state is CellState.EDITED:
        corner = now.px(0.54)
        right, top = rect.right(), rect.top()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("accent"))
        painter.drawPolygon(
            QPolygonF(
                [QPointF(right - corner, top), QPointF(right + 1, top), QPointF(right + 1, top + corner)]
            )
        )


def _paint_bang(painter: QPainter, box: QRectF) -> None:
    now = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.color("err"))
    painter.drawEllipse(box)
    pen = QPen(now.color("errBg"), max(1.4, box.width() * 0.13))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    middle = box.center().x()
    painter.drawLine(QPointF(middle, box.top() + box.height() * 0.25), QPointF(middle, box.center().y() + 1))
    painter.drawPoint(QPointF(middle, box.bottom() - box.height() * 0.24))
    painter.restore()


def paint_row_title(painter: QPainter, rect: QRect, row: GridRow, *, folded: bool) -> None:
    """Mark, title and note at the head of a row; an arrow for a group."""
    now = theme.current()
    x = rect.left() + now.px(0.75) + now.px(1.1) * row.indent
    middle = rect.center().y()
    if row.kind == "group":
        side = now.px(1.08)
        arrow = "chevron-right" if folded else "chevron-down"
        icons.paint_icon(painter, QRectF(x, middle - side // 2 + 1, side, side), arrow)
        x += now.px(1.5)
    if row.mark is not None:
        side = mark_size()
        paint_mark(painter, QRect(x, middle - side // 2 + 1, side, side), row.mark)
        x += side + now.px(0.6)
    line = QRect(x, rect.top(), rect.right() - x - now.px(0.4), rect.height())
    role: Face = "strong" if row.kind in ("group", "total") else "body"
    ink = now.color("text2" if row.kind in ("group", "note") else "text")
    used = draw_text(painter, line, row.title, role, ink)
    draw_text(painter, line.adjusted(used + now.px(0.5), 0, 0, 0), row.note, "small", now.color("text3"))
