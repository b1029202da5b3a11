"""Paints every cell of a table: marks, tags, ratings, hairlines, the selection bar; no widget a cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bingo_planner.kernel.numbers import Mark as NumberMark
from bingo_planner.ui import icons, theme
from bingo_planner.ui.celltext import (
    CENTER,
    LEFT,
    RIGHT,
    draw_hatch,
    draw_text,
    hairline,
    plain_text,
    text_width,
)
from bingo_planner.ui.marks import Mark, mark_size, paint_mark
from bingo_planner.ui.rating import paint_rating
from bingo_planner.ui.table_model import FIGURES, Column, GroupRow, RowModel, TotalRow
from bingo_planner.ui.tags import Tag, paint_tags

if TYPE_CHECKING:
    from bingo_planner.ui.table import RowTable

_SIDES = {"left": LEFT, "right": RIGHT, "center": CENTER}
_STATES = {"err": "err", "warn": "warn", "ok": "ok", "conf": "conf", "accent": "accent", "faint": "text3"}


@dataclass(frozen=True)
class MarkCell:
    """Marks with words after them; `absent` marks are painted dashed and empty."""

    marks: tuple[Mark, ...]
    text: str = ""
    absent: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class HeatCell:
    """A figure on a step of the ramp (0–6); step None is no figure, `pending` one that is not yet counted (hatch)."""

    text: str
    step: int | None = None
    pending: bool = False


def pad() -> int:
    """Space at both sides of a cell."""
    return theme.current().px(0.75)


class RowDelegate(QStyledItemDelegate):
    """One painter for all kinds of columns; the columns say which."""

    def __init__(self, table: RowTable[Any]) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        self._table.paint_cell(painter, rect, index.row(), index.column())

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._table.columnWidth(index.column()), theme.current().row_height)

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        column: Column[Any] = self._table.rows_model.columns[index.column()]
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setFont(theme.current().font("column" if column.kind in FIGURES else "body"))
        editor.setAlignment(_SIDES[column.side])
        editor.setAccessibleName(column.title)
        if column.kind in FIGURES or column.kind == "date":
            editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(
        self, editor: QWidget, _model: object, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, QLineEdit) and editor.isModified():
            self._table.tell_edited(index.row(), index.column(), editor.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QLineEdit)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
            return True
        return super().eventFilter(watched, event)


def paint_entry(
    painter: QPainter,
    rect: QRect,
    model: RowModel[Any],
    row: int,
    column: int,
    *,
    selected: bool,
    current: bool,
) -> None:
    """Ink of one cell on a ground that is already painted."""
    entry, one = model.entry(row), model.columns[column]
    if entry is None or isinstance(entry, GroupRow):
        return
    inner = rect.adjusted(pad(), 0, -pad(), 0)
    if isinstance(entry, TotalRow):
        _paint_total(painter, inner, model, entry, one)
    elif one.kind == "custom" and one.paint is not None:
        one.paint(painter, inner, entry, selected)
    else:
        _paint_kind(painter, inner, model, entry, one, strong=one.primary and selected and current)


def paint_group(painter: QPainter, rect: QRect, group: GroupRow) -> None:
    """The words of a group row, from the left edge of the table."""
    now = theme.current()
    side = now.px(1.08)
    arrow = "chevron-right" if group.folded else "chevron-down"
    x = rect.left() + pad()
    icons.paint_icon(painter, QRectF(x, rect.center().y() - side // 2 + 1, side, side), arrow)
    line = QRect(x + now.px(1.5), rect.top(), rect.right() - x - now.px(1.5), rect.height())
    ink = now.color(_STATES.get(group.group.state, "text2"))
    used = draw_text(painter, line, group.group.title, "strong", ink) + now.px(0.5)
    line.setLeft(line.left() + used)
    used = draw_text(painter, line, str(group.count), "column", now.color("text2")) + now.px(0.5)
    line.setLeft(line.left() + used)
    draw_text(painter, line, group.group.note, "label", now.color("text3"))


def paint_total_title(painter: QPainter, rect: QRect, total: TotalRow) -> None:
    """The title of a total row and what its sums leave out, from the left edge of the table."""
    now = theme.current()
    line = rect.adjusted(pad(), 0, -pad(), 0)
    used = draw_text(painter, line, total.title, "strong" if total.strong else "body", now.color("text"))
    draw_text(painter, line.adjusted(used + now.px(0.5), 0, 0, 0), total.note, "small", now.color("text3"))


def _paint_total(
    painter: QPainter, rect: QRect, model: RowModel[Any], total: TotalRow, one: Column[Any]
) -> None:
    now = theme.current()
    text = plain_text(total.cells.get(one.key), model.style)
    ink = now.color("text" if total.strong else "text2")
    if one.kind in FIGURES or one.side == "right":
        draw_text(painter, rect, text, "column_strong" if total.strong else "column", ink, RIGHT)
    else:
        draw_text(painter, rect, text, "strong" if total.strong else "body", ink, LEFT)


def _paint_kind(
    painter: QPainter, rect: QRect, model: RowModel[Any], row: object, one: Column[Any], *, strong: bool
) -> None:
    value = one.value(row)
    if one.kind == "mark":
        _paint_marks(painter, rect, value)
    elif one.kind == "tag":
        tags = [value] if isinstance(value, Tag) else list(value or ()) if isinstance(value, Iterable) else []
        paint_tags(painter, rect, tags, right=one.side == "right")
    elif one.kind == "rating":
        paint_rating(painter, rect, str(value or ""))
    elif one.kind == "progress":
        _paint_progress(painter, rect, model.cell_text(row, one), value)
    elif one.kind == "heat":
        _paint_heat(painter, rect, value)
    elif one.kind == "icon":
        _paint_icon(painter, rect, str(value or ""), one.state(row) if one.state else "")
    else:
        _paint_words(painter, rect, model.cell_text(row, one), row, one, strong=strong)


def _ink(one: Column[Any], row: object) -> QColor:
    state = one.state(row) if one.state else ""
    return theme.current().color(_STATES.get(state, "text"))


def _paint_words(
    painter: QPainter, rect: QRect, text: str, row: object, one: Column[Any], *, strong: bool
) -> None:
    now, value, ink = theme.current(), None, _ink(one, row)
    if one.kind in FIGURES:
        value = one.value(row)
        if value is NumberMark.PENDING:
            draw_hatch(painter, rect.adjusted(-pad(), 0, pad(), 0), now.color("hatch"))
            draw_text(painter, rect, text, "small", now.color("text2"), RIGHT)
            return
        if value is NumberMark.NONE or value == 0:
            ink = now.color("text3")
        draw_text(painter, rect, text, "column_strong" if one.primary else "column", ink, _SIDES[one.side])
        return
    role = "column" if one.kind in {"date", "code"} else "strong" if strong else "body"
    used = draw_text(painter, rect, text, role, ink, _SIDES[one.side])  # type: ignore[arg-type]  # one of three literal roles
    if one.note is not None:
        rest = rect.adjusted(used + now.px(0.45), 0, 0, 0)
        if rest.width() > now.px(2):
            draw_text(painter, rest, one.note(row), "small", now.color("text2"), LEFT)


def _paint_marks(painter: QPainter, rect: QRect, value: object) -> None:
    now = theme.current()
    cell = _mark_cell(value)
    side, gap = mark_size(), now.px(0.3)
    x, top = rect.left(), rect.center().y() - side // 2 + 1
    for mark, member in [*((one, True) for one in cell.marks), *((one, False) for one in cell.absent)]:
        if x + side > rect.right() + 1 and x > rect.left():
            break
        paint_mark(painter, QRect(x, top, side, side), mark, member)
        x += side + gap
    draw_text(painter, rect.adjusted(x - rect.left() + gap, 0, 0, 0), cell.text, "body", now.color("text"))


def _mark_cell(value: object) -> MarkCell:
    if isinstance(value, MarkCell):
        return value
    if isinstance(value, Mark):
        return MarkCell((value,))
    marks = value if isinstance(value, Iterable) else ()
    return MarkCell(tuple(one for one in marks if isinstance(one, Mark)))


def _paint_progress(painter: QPainter, rect: QRect, text: str, value: object) -> None:
    now = theme.current()
    share = float(value) if isinstance(value, int | float) else 0.0
    words = max(text_width("100%", "column"), text_width(text, "column"))
    bar = QRect(
        rect.left(), rect.center().y() - now.px(0.3), rect.width() - words - now.px(0.6), now.px(0.62)
    )
    if bar.width() > now.px(2):
        paint_bar(painter, bar, share)
    draw_text(painter, rect, text, "column", now.color("text"), RIGHT)


def paint_bar(painter: QPainter, bar: QRect, share: float) -> None:
    """A flat bar filled to `share`."""
    now = theme.current()
    painter.setPen(hairline(now.color("line2")))
    painter.setBrush(now.color("page"))
    painter.drawRect(bar.adjusted(0, 0, -1, -1))
    filled = round((bar.width() - 2) * min(max(share, 0.0), 1.0))
    painter.fillRect(QRect(bar.left() + 1, bar.top() + 1, filled, bar.height() - 2), now.ramp()[4])


def _paint_heat(painter: QPainter, rect: QRect, value: object) -> None:
    """A cell of a heat matrix: the ramp's ground and the figure; 0 stays visible."""
    if not isinstance(value, HeatCell):
        return
    now = theme.current()
    if value.pending:
        draw_hatch(painter, rect.adjusted(-pad(), 0, pad(), 0), now.color("hatch"))
        draw_text(painter, rect, value.text, "small", now.color("text2"), RIGHT)
        return
    ink = now.color("text3")
    if value.step is not None:
        painter.fillRect(rect.adjusted(1 - pad(), 1, pad() - 1, -2), now.ramp()[value.step])
        ink = now.ramp_ink(value.step)
    draw_text(painter, rect, value.text, "column", ink, RIGHT)


def _paint_icon(painter: QPainter, rect: QRect, name: str, state: str) -> None:
    if not name:
        return
    side = icons.icon_side()
    box = QRectF(rect.center().x() - side // 2, rect.center().y() - side // 2 + 1, side, side)
    icons.paint_icon(painter, box, name, _STATES.get(state, "text2"))
