"""The outline of the edition: numbers, headings and a mark for how far each section is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bingo_planner.features.vision.model import OutlineItem, SectionState
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.icons import pixmap
from bingo_planner.ui.theme import current, theme_signals
from bingo_planner.ui.typedover import Typing

_ITEM = Qt.ItemDataRole.UserRole
_WARN = Qt.ItemDataRole.UserRole + 1
_MOVES = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Right: "indent",
    Qt.Key.Key_Left: "outdent",
}

Index = QModelIndex | QPersistentModelIndex


class OutlineList(QListWidget):
    """Sections in order. `chosen(id)`, `renamed(id, title)`, `move_asked("up"|"down"|"indent"|"outdent")`."""

    chosen = Signal(str)
    renamed = Signal(str, str)
    move_asked = Signal(str)
    remove_asked = Signal()
    opened = Signal()
    """Enter: go on to the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visionOutline")
        self.setAccessibleName(translate("vision", "Contents"))
        self.setProperty("bare", True)
        self.setItemDelegate(_Painter(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._filling = False
        self._editable = False
        self._typing = Typing()
        self._postponed: Callable[[], None] | None = None
        self.itemDelegate().closeEditor.connect(lambda *_: QTimer.singleShot(0, self, self._typed_out))
        self.currentItemChanged.connect(self._current_changed)
        self.itemChanged.connect(self._edited)
        theme_signals().changed.connect(self.doItemsLayout)

    def show_items(
        self, items: Sequence[OutlineItem], warnings: Mapping[str, int], current_id: str, editable: bool
    ) -> None:
        """The outline; `warnings` counts what is to be looked at in each section. While a heading is typed it waits."""
        if self.state() is QAbstractItemView.State.EditingState:
            self._postponed = partial(self.show_items, items, warnings, current_id, editable)
            return
        self._postponed = None
        self._typing.end()
        self._filling = True
        self._editable = editable
        while self.count() > len(items):
            self.takeItem(self.count() - 1)
        while self.count() < len(items):
            self.addItem(QListWidgetItem())
        for place, found in enumerate(items):
            self._fill(self.item(place), found, warnings.get(found.id, 0))
            if found.id == current_id:
                self.setCurrentRow(place)
        self._filling = False

    def _fill(self, row: QListWidgetItem, found: OutlineItem, warnings: int) -> None:
        row.setText(found.section.title)
        row.setData(_ITEM, found)
        row.setData(_WARN, warnings)
        row.setToolTip(f"{found.number}　{found.section.title}")
        row.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(found, warnings))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row.setFlags(flags | Qt.ItemFlag.ItemIsEditable if self._editable else flags)

    def begin_typing(self) -> None:
        """A heading was opened (the delegate calls this): it is typed over what stands there now."""
        self._typing.begin()

    def _typed_out(self) -> None:
        self._typing.end()
        if self._postponed is not None:
            self._postponed()

    def rename_current(self) -> None:
        """Open the heading for typing."""
        if self.currentItem() is not None and self._editable:
            self.editItem(self.currentItem())

    def _current_changed(self, row: QListWidgetItem | None, _old: QListWidgetItem | None) -> None:
        if row is not None and not self._filling:
            self.chosen.emit(row.data(_ITEM).id)

    def _edited(self, row: QListWidgetItem) -> None:
        found: OutlineItem = row.data(_ITEM)
        if not self._filling and row.text() != found.section.title:
            with self._typing.told():
                self.renamed.emit(found.id, row.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+arrows move, Delete asks to remove."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in _MOVES:
            self.move_asked.emit(_MOVES[Qt.Key(event.key())])
            return
        if event.key() == Qt.Key.Key_Delete and self._editable:
            self.remove_asked.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        super().keyPressEvent(event)


def _spoken(found: OutlineItem, warnings: int) -> str:
    """What a screen reader says."""
    parts = [found.number, found.section.title, state_words(found.section.state)]
    if warnings:
        parts.append(translate("vision", "{n} to look at", n=warnings))
    return " ".join(parts)


def state_words(state: SectionState) -> str:
    """The word for how far a section is."""
    words = {SectionState.EMPTY: "empty", SectionState.WRITING: "being written", SectionState.DONE: "done"}
    return translate("vision", words[state])


class _Painter(QStyledItemDelegate):
    """Indent by level, number, heading, mark at the right."""

    def __init__(self, outline: OutlineList) -> None:
        super().__init__(outline)
        self._outline = outline

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        self._outline.begin_typing()
        return super().createEditor(parent, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, current().px(2.15))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, found = current(), index.data(_ITEM)
        if not isinstance(found, OutlineItem):
            return
        rect: QRect = option.rect
        state = option.state
        painter.save()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.fillRect(rect, theme.color("sel" if focused else "selIdle"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))
        right = self._paint_mark(painter, rect, found, int(index.data(_WARN) or 0))
        self._paint_words(painter, rect, right, found, selected)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, rect: QRect, right: int, found: OutlineItem, selected: bool
    ) -> None:
        theme = current()
        font = QFont(theme.font("body"))
        left = rect.left() + theme.px(1.05) + theme.px(1.15) * found.level
        painter.setFont(theme.font("label"))
        own = painter.fontMetrics().horizontalAdvance(found.number) + theme.px(0.5)
        width = max(theme.px((3.4, 1.5, 1.9, 1.6)[found.level]), own)
        painter.setPen(theme.color("text2"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(left, rect.top(), width, rect.height()), middle, found.number)
        font.setBold(selected)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        room = QRect(left + width, rect.top(), right - left - width - theme.px(0.4), rect.height())
        shown = QFontMetrics(font).elidedText(
            found.section.title, Qt.TextElideMode.ElideRight, max(room.width(), 10)
        )
        painter.drawText(room, middle, shown)

    def _paint_mark(self, painter: QPainter, rect: QRect, found: OutlineItem, warnings: int) -> int:
        """Draw the mark; returns where the room for words ends."""
        theme = current()
        right = rect.right() - theme.px(0.9)
        if warnings:
            painter.setFont(theme.font("label"))
            painter.setPen(theme.color("warn"))
            words = str(warnings)
            wide = painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(
                QRect(right - wide, rect.top(), wide + 1, rect.height()), Qt.AlignmentFlag.AlignVCenter, words
            )
            return self._icon(painter, rect, right - wide - theme.px(0.2), "triangle-alert", "warn")
        if found.section.state is SectionState.DONE:
            return self._icon(painter, rect, right, "check", "ok")
        if found.section.state is SectionState.WRITING:
            side = theme.px(0.55)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(right - side - 2, rect.center().y() - side // 2 + 1, side, side)
            return right - side - 2
        painter.setFont(theme.font("label"))
        painter.setPen(theme.color("text3"))
        words = translate("vision", "empty")
        wide = painter.fontMetrics().horizontalAdvance(words)
        painter.drawText(
            QRect(right - wide, rect.top(), wide + 1, rect.height()), Qt.AlignmentFlag.AlignVCenter, words
        )
        return right - wide

    def _icon(self, painter: QPainter, rect: QRect, right: int, name: str, token: str) -> int:
        side = current().px(1.1)
        picture = pixmap(name, token, side, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPoint(right - side, rect.center().y() - side // 2 + 1), picture)
        return right - side
