"""The navigation: pages in groups with counts, as a column or as a rail of icons, and who sits here at its foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.icons import icon_side, paint_icon
from bingo_planner.ui.navmodel import ITEM_ROLE, Index, NavModel
from bingo_planner.ui.personbutton import PersonButton
from bingo_planner.ui.shellmodel import NavItem
from bingo_planner.ui.theme import current, theme_signals


class NavDelegate(QStyledItemDelegate):
    """Paints group words, pages, the chosen page and counts."""

    rail = False
    tight = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Pages 31 px, group words a little more air above."""
        theme = current()
        group = isinstance(index.data(ITEM_ROLE), str)
        if self.rail:
            return QSize(theme.px(3.0), theme.px(0.9 if group else 2.05 if self.tight else 2.5))
        return QSize(theme.px(10), theme.px(2.42 if group else 2.38))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        row = index.data(ITEM_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if isinstance(row, str):
            self._paint_group(painter, rect, row)
        elif isinstance(row, NavItem):
            self._paint_item(painter, rect, row, option)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, words: str) -> None:
        theme = current()
        if self.rail:
            painter.setPen(theme.color("line2"))
            middle = rect.center().y()
            painter.drawLine(rect.left() + theme.px(0.7), middle, rect.right() - theme.px(0.7), middle)
            return
        painter.setFont(theme.font("label"))
        painter.setPen(theme.color("text3"))
        place = rect.adjusted(theme.px(1.4), theme.px(0.35), -4, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_item(
        self, painter: QPainter, rect: QRect, item: NavItem, option: QStyleOptionViewItem
    ) -> None:
        theme = current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        plate = QRectF(rect).adjusted(theme.px(0.62), 0.5, -theme.px(0.62), -0.5)
        if self.rail:
            plate = QRectF(rect).adjusted(5, 0.5, -5, -0.5)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(theme.color("focus"), 2) if focused and chosen else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("page" if chosen else "hover"))
            painter.drawRoundedRect(plate, 4, 4)
        if chosen:
            bar = QRectF(plate.left(), plate.top() + plate.height() * 0.22, 3, plate.height() * 0.56)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        self._paint_words(painter, rect, plate, item, chosen)

    def _paint_words(
        self, painter: QPainter, rect: QRect, plate: QRectF, item: NavItem, chosen: bool
    ) -> None:
        theme = current()
        side = icon_side(theme)
        left = rect.center().x() - side / 2 + 1 if self.rail else rect.left() + theme.px(1.46)
        box = QRectF(left, rect.center().y() - side / 2 + 1, side, side)
        paint_icon(painter, box, item.icon, "accent" if chosen else "text2")
        if self.rail:
            self._paint_count(
                painter, QRectF(plate.right() - theme.px(1.1), plate.top(), 0, 0), item, small=True
            )
            return
        right = self._paint_count(painter, plate, item, small=False)
        painter.setFont(theme.font("strong" if chosen else "body"))
        painter.setPen(theme.color("accent" if chosen else "text2"))
        words = QRect(round(left) + side + theme.px(0.77), rect.top(), 0, rect.height())
        words.setRight(round(right) - theme.px(0.3))
        text = painter.fontMetrics().elidedText(item.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_count(self, painter: QPainter, plate: QRectF, item: NavItem, *, small: bool) -> float:
        """The count in an outlined pill; returns where the words must end."""
        theme = current()
        if not item.count:
            return plate.right() - theme.px(0.4)
        font = theme.font("small")
        if small:
            font.setPixelSize(max(round(theme.fh * 0.75), 9))
        painter.setFont(font)
        text = str(item.count) if item.count < 1000 else "999+"
        height = theme.px(1.15 if small else 1.5)
        width = max(painter.fontMetrics().horizontalAdvance(text) + theme.px(0.7), height)
        top = plate.top() if small else plate.center().y() - height / 2
        pill = QRectF(plate.right() - width - (0 if small else theme.px(0.62)), top, width, height)
        if small:
            pill.moveLeft(plate.left())
        tone = item.tone == "conf"
        painter.setPen(QPen(theme.color("confLine" if tone else "line2"), 1))
        painter.setBrush(theme.color("confBg" if tone else "page"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(theme.color("conf" if tone else "text2"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        return pill.left()


class NavList(QListView):
    """One list of pages; the arrows go on to the next page at once."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.pages = NavModel(self)
        self.setModel(self.pages)
        self.painter_of_rows = NavDelegate(self)
        self.setItemDelegate(self.painter_of_rows)
        self._marking = False
        self.selectionModel().currentChanged.connect(self._moved)
        self.activated.connect(self._told)
        self.clicked.connect(self._told)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming here by Tab marks a row, which must not open its page."""
        self._marking = True
        super().focusInEvent(event)
        self._marking = False

    def _told(self, now: QModelIndex) -> None:
        row = now.data(ITEM_ROLE)
        if isinstance(row, NavItem):
            self.chosen.emit(row.page_id)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = now.data(ITEM_ROLE)
        if isinstance(row, NavItem) and not self._marking:
            self.chosen.emit(row.page_id)

    def show_page(self, page_id: str) -> None:
        """Mark a page as the one shown, without telling."""
        index = self.pages.index_of(page_id)
        self._marking = True
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.selectionModel().clear()
        self._marking = False

    def wanted_height(self) -> int:
        """Height of all rows."""
        rows = range(self.pages.rowCount())
        return sum(self.sizeHintForIndex(self.pages.index(row)).height() for row in rows)


class Navigation(QWidget):
    """Pages above, foot pages and the person below."""

    chosen = Signal(str)
    profile_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAutoFillBackground(True)
        self.pages = NavList(self)
        self.foot = NavList(self)
        self.person = PersonButton(self)
        self.person.clicked.connect(self.profile_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._column = column
        column.addWidget(self.pages, 1)
        column.addWidget(self.foot)
        column.addWidget(self.person)
        self._rail = False
        for part in (self.pages, self.foot):
            part.chosen.connect(self.chosen)
        theme_signals().changed.connect(self._resize)
        self.speak()
        self._resize()

    def speak(self) -> None:
        """The words in the language in force."""
        self.pages.setAccessibleName(translate("ui", "Pages"))
        self.foot.setAccessibleName(translate("ui", "Sync and inbox"))

    def show_items(self, items: Sequence[NavItem]) -> None:
        """New pages or counts."""
        self.pages.pages.set_items([item for item in items if not item.foot])
        self.foot.pages.set_items([item for item in items if item.foot])
        self._resize()

    def show_page(self, page_id: str) -> None:
        """Mark the page shown."""
        self.pages.show_page(page_id)
        self.foot.show_page(page_id)

    def set_rail(self, rail: bool) -> None:
        """A narrow column of icons (True) or words (False)."""
        if rail != self._rail:
            self._rail = rail
            for part in (self.pages, self.foot):
                part.painter_of_rows.rail = rail
                part.setVerticalScrollBarPolicy(
                    Qt.ScrollBarPolicy.ScrollBarAlwaysOff if rail else Qt.ScrollBarPolicy.ScrollBarAsNeeded
                )
                part.scheduleDelayedItemsLayout()
            self.person.rail = rail
            self._resize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low window the rail's rows move together."""
        super().resizeEvent(event)
        tight = self.height() < current().px(32)
        if tight != self.pages.painter_of_rows.tight:
            for part in (self.pages, self.foot):
                part.painter_of_rows.tight = tight
                part.scheduleDelayedItemsLayout()
            self._resize()

    def is_rail(self) -> bool:
        """Whether only icons are shown."""
        return self._rail

    def focus_pages(self) -> None:
        """F6: the list with the page shown."""
        target = (
            self.pages if self.pages.currentIndex().isValid() or not self.foot.pages.rowCount() else self.foot
        )
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _resize(self) -> None:
        theme = current()
        self.setFixedWidth(theme.px(3.7 if self._rail else 14.5))
        self._column.setContentsMargins(0, theme.px(0.75), 0, theme.px(0.3))
        palette = self.palette()
        for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base):
            palette.setColor(role, theme.color("nav"))
        self.setPalette(palette)
        self.foot.setFixedHeight(self.foot.wanted_height())
        self.person.setFixedHeight(theme.px(3.5))
        for part in (self.pages, self.foot):
            part.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line at the right edge and one above the foot."""
        theme = current()
        painter = QPainter(self)
        painter.setPen(theme.color("line"))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.setPen(theme.color("line2"))
        top = min(self.foot.y(), self.person.y()) - 1
        edge = theme.px(0.77)
        painter.drawLine(edge, top, self.width() - edge, top)
