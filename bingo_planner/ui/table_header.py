"""The head of a table: sunken, labels, the sort order said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter

from bingo_planner.ui import theme
from bingo_planner.ui.celltext import CENTER, LEFT, RIGHT, draw_text, hairline, text_width
from bingo_planner.ui.table_delegate import pad
from bingo_planner.ui.table_frozen import FrozenHeader
from bingo_planner.ui.table_model import Column

if TYPE_CHECKING:
    from bingo_planner.ui.table import RowTable

_SIDES = {"left": LEFT, "right": RIGHT, "center": CENTER}


class RowHeader(FrozenHeader):
    """Heads from the column records."""

    def __init__(self, table: RowTable[Any]) -> None:
        super().__init__(table)
        self._table = table
        self.setSectionsMovable(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.current().px(2.15))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        columns = self._table.rows_model.columns
        if not rect.isValid() or section >= len(columns):
            return
        now = theme.current()
        painter.fillRect(rect, now.color("sunken"))
        painter.setPen(hairline(now.color("line2")))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        self._paint_title(painter, rect.adjusted(pad(), 0, -pad(), 0), columns[section])

    def _paint_title(self, painter: QPainter, rect: QRect, column: Column[Any]) -> None:
        now, model = theme.current(), self._table.rows_model
        words = ""
        if model.sort_column == column.key:
            words = ("▼" if model.descending else "▲") + column.sort_words
        title, sort = text_width(column.title, "label"), text_width(words, "label")
        ink, side = now.color("text2"), _SIDES[column.side]
        if column.side == "right" and words:
            draw_text(painter, rect, words, "label", ink, RIGHT)
            draw_text(painter, rect.adjusted(0, 0, -sort - now.px(0.3), 0), column.title, "label", ink, RIGHT)
            return
        draw_text(painter, rect, column.title, "label", ink, side)
        if words:
            rest = rect.adjusted(title + now.px(0.3), 0, 0, 0)
            draw_text(painter, rest, words, "label", ink, LEFT)
