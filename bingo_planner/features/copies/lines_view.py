"""The list of the inbox: what waits, then what was decided lately; two lines an entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bingo_planner.features.copies.model import Line
from bingo_planner.features.copies.words import brief
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.celltext import LEFT, RIGHT, draw_text, text_width
from bingo_planner.ui.icons import icon_side, paint_icon
from bingo_planner.ui.theme import current, theme_signals

ROLE = Qt.ItemDataRole.UserRole
ICONS = {"field": "git-branch", "text": "git-branch", "delete": "trash-2"}
Index = QModelIndex | QPersistentModelIndex


class LineDelegate(QStyledItemDelegate):
    """Heads of groups and entries."""

    today = date.min

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A head is one line high, an entry two."""
        now = current()
        is_head = not isinstance(index.data(ROLE), Line)
        return QSize(now.px(10), now.px(2.9 if is_head else 4.05))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        now, rect = current(), QRect(option.rect)
        found = index.data(ROLE)
        painter.save()
        if not isinstance(found, Line):
            painter.fillRect(rect, now.color("raised"))
            room = rect.adjusted(now.px(1.08), now.px(0.4), 0, 0)
            draw_text(painter, room, str(index.data()), "strong", now.color("text2"), LEFT)
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus) or (
            option.widget is not None and option.widget.hasFocus()
        )
        ground = "sel" if chosen and focused else "selIdle" if chosen else "raised"
        painter.fillRect(rect, now.color(ground))
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), now.color("accent"))
        self._paint_words(painter, rect, found, chosen)
        painter.setPen(now.color("line"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, line: Line, chosen: bool) -> None:
        now = current()
        side = icon_side()
        left = rect.left() + now.px(1.08)
        name = ICONS.get(line.what, "circle-alert") if line.is_open else "circle-check"
        top = rect.top() + now.px(0.6)
        box = QRectF(left, top + 1, side, side)
        paint_icon(painter, box, name, "conf" if line.is_open else "text2")
        at = brief(line.at, self.today)
        width = text_width(at, "label")
        when = QRect(rect.right() - width - now.px(0.9), top, width + 2, side + 2)
        draw_text(painter, when, at, "label", now.color("text2"), RIGHT)
        start = left + side + now.px(0.7)
        first = QRect(start, top, when.left() - start - now.px(0.4), side + 2)
        draw_text(painter, first, line.title, "strong" if line.is_open else "body", now.color("text"), LEFT)
        second = QRect(start, top + now.px(1.6), rect.right() - start - now.px(0.9), side + 2)
        draw_text(painter, second, line.field, "label", now.color("text2"), LEFT)


class LineList(QListWidget):
    """Entries; ↑/↓ choose. `chosen(item_id)`, `numbered(1…9)` and `entered` go to the decision beside."""

    chosen = Signal(str)
    numbered = Signal(int)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("copies_lines")
        self.setAccessibleName(translate("copies", "Waiting for a decision"))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setProperty("bare", True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = LineDelegate(self)
        self.setItemDelegate(self._delegate)
        self._shown: tuple[Line, ...] = ()
        self._telling = True
        self._restyle()
        theme_signals().changed.connect(self._restyle)
        self.currentItemChanged.connect(self._moved)

    def _restyle(self) -> None:
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, current().color("raised"))
        self.setPalette(palette)

    def show_lines(self, lines: Sequence[Line], chosen: str, today: date) -> None:
        """Other entries; the chosen one is brought into sight."""
        self._delegate.today = today
        self._telling = False
        if tuple(lines) != self._shown:
            self._shown = tuple(lines)
            self.clear()
            waiting = [line for line in lines if line.is_open]
            settled = [line for line in lines if not line.is_open]
            self._add_group(translate("copies", "Waiting {n}", n=len(waiting)), waiting)
            if settled:
                self._add_group(translate("copies", "Decided lately {n}", n=len(settled)), settled)
        for row in range(self.count()):
            found = self.item(row).data(ROLE)
            if isinstance(found, Line) and found.item_id == chosen:
                self.setCurrentRow(row)
        self._telling = True

    def _add_group(self, words: str, lines: Sequence[Line]) -> None:
        head = QListWidgetItem(words, self)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        for line in lines:
            made = QListWidgetItem(line.title, self)
            made.setData(ROLE, line)
            state = translate("copies", "waits") if line.is_open else translate("copies", "decided")
            made.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.title} {line.field} {state}")
            made.setToolTip(f"{line.title}\n{line.field}")

    def _moved(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        found = item.data(ROLE) if item is not None else None
        if self._telling and isinstance(found, Line):
            self.chosen.emit(found.item_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text() in "123456789" and not event.modifiers():
            self.numbered.emit(int(event.text()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
