"""The list from which live figures and blocks are put into the text: type a few words, arrows, Enter."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from bingo_planner.features.vision.catalogue import GROUPS
from bingo_planner.features.vision.model import Catalogue, FigureEntry
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.labels import Label
from bingo_planner.ui.theme import current

Mode = Literal["figures", "blocks"]
_ENTRY = Qt.ItemDataRole.UserRole
_TYPING_MS = 120
_PASSED_ON = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

Index = QModelIndex | QPersistentModelIndex


class Chooser(QFrame):
    """A panel over the text. `searched(words)` while typing, `picked(markup)` on Enter, `left()` on Esc."""

    searched = Signal(str)
    picked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("visionChooser")
        self._mode: Mode = "figures"
        self.field = QLineEdit(self)
        self.field.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setProperty("bare", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(translate("vision", "What can be put in"))
        self.list.itemClicked.connect(self._pick)
        self.foot = Label("", "small", "text2", parent=self)
        column = QVBoxLayout(self)
        theme = current()
        column.setContentsMargins(theme.px(0.7), theme.px(0.7), theme.px(0.7), theme.px(0.5))
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.foot)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self.field.textChanged.connect(lambda _text: self._typing.start())
        self.hide()

    def open_for(self, mode: Mode, place: QRect) -> None:
        """Show the panel in a place of its parent and ask for what there is."""
        self._mode = mode
        hint = "Search figures: kpi, population, cost …" if mode == "figures" else "Search tables and figures"
        self.field.setPlaceholderText(translate("vision", hint))
        self.field.setAccessibleName(translate("vision", hint))
        self.field.clear()
        self.list.clear()
        self.setGeometry(place)
        self.show()
        self.raise_()
        self.field.setFocus()
        self._ask()

    def show_catalogue(self, found: Catalogue) -> None:
        """Entries that meet the words."""
        if not self.isVisible():
            return
        wanted = [entry for entry in found.entries if (entry.group == "block") == (self._mode == "blocks")]
        self.list.clear()
        for entry in wanted:
            row = QListWidgetItem(entry.label, self.list)
            row.setData(_ENTRY, entry)
            row.setToolTip(" ".join(filter(None, (entry.label, entry.context, entry.text))))
        self.list.setCurrentRow(0)
        keys = translate("vision", "Enter: put in   Esc: back")
        more = found.total - len(found.entries)
        words = translate("vision", "{n} more: type another word", n=more) if more > 0 else ""
        nothing = "" if wanted else translate("vision", "Nothing meets these words.")
        self.foot.set_words("   ".join(filter(None, (nothing, keys, words))))

    def _ask(self) -> None:
        self._typing.stop()
        if self.isVisible():
            self.searched.emit(self.field.text())

    def _pick(self, row: QListWidgetItem | None) -> None:
        if row is not None:
            entry: FigureEntry = row.data(_ENTRY)
            self.hide()
            self.picked.emit(entry.markup)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys typed into the field that belong to the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _PASSED_ON:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pick(self.list.currentItem())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """No search outlives the panel."""
        self._typing.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Flat ground with one line round it."""
        painter = QPainter(self)
        painter.setPen(current().color("control"))
        painter.setBrush(current().color("page"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class _Painter(QStyledItemDelegate):
    """Name and where it belongs left, the figure right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, current().px(2.3))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(_ENTRY)
        if not isinstance(entry, FigureEntry):
            return
        theme = current()
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("sel"))
        inner = rect.adjusted(theme.px(0.6), 0, -theme.px(0.6), 0)
        painter.setFont(theme.font("column"))
        right = inner.right() - painter.fontMetrics().horizontalAdvance(entry.text)
        painter.setPen(theme.color("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, entry.text)
        painter.setFont(theme.font("body"))
        left = inner.left() + self._words(painter, inner, right - theme.px(1), entry.label, "text")
        context = entry.context or translate("vision", GROUPS[entry.group])
        painter.setFont(theme.font("small"))
        self._words(
            painter,
            QRect(left + theme.px(0.7), inner.top(), inner.width(), inner.height()),
            right,
            context,
            "text3",
        )
        painter.restore()

    def _words(self, painter: QPainter, room: QRect, right: int, text: str, token: str) -> int:
        metrics = QFontMetrics(painter.font())
        width = max(right - room.left() - 4, 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.setPen(current().color(token))
        painter.drawText(
            QRect(room.left(), room.top(), width, room.height()), Qt.AlignmentFlag.AlignVCenter, shown
        )
        return metrics.horizontalAdvance(shown)
