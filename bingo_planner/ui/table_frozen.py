"""Frozen parts of a table: columns at the left, rows at the top and at the foot, painted over the view."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from bingo_planner.ui import theme
from bingo_planner.ui.celltext import hairline

PaintCell = Callable[[QPainter, QRect, int, int], None]


class FrozenHeader(QHeaderView):
    """A horizontal head whose first sections stay when the table is scrolled sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.frozen = 0
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(16)

    def frozen_sections(self) -> list[int]:
        """Logical numbers of the frozen sections, left to right."""
        shown = [self.logicalIndex(visual) for visual in range(self.count())]
        return [logical for logical in shown if logical < self.frozen and not self.isSectionHidden(logical)]

    def frozen_width(self) -> int:
        """Width the frozen sections take when the table is scrolled; 0 when it is not."""
        if self.offset() <= 0:
            return 0
        return sum(self.sectionSize(section) for section in self.frozen_sections())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        left = 0
        for section in self.frozen_sections() if self.offset() > 0 else []:
            rect = QRect(left, 0, self.sectionSize(section), self.height())
            painter.save()
            painter.setClipRect(rect)
            self.paintSection(painter, rect, section)
            painter.restore()
            left = rect.right() + 1
        painter.end()


class _Strip(QWidget):
    """A painted part over a view; it never takes focus."""

    def __init__(self, view: FrozenTableView) -> None:
        super().__init__(view)
        self.view = view
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()


class LeftStrip(_Strip):
    """The frozen columns of every visible row."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("page"))
        self.view.paint_left(painter, self.height())
        painter.setPen(hairline(theme.current().color("line2")))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.view.press_frozen(event.position().toPoint(), double=False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.view.press_frozen(event.position().toPoint(), double=True)


class FootStrip(_Strip):
    """The total rows, whatever the table is scrolled to."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("sunken"))
        self.view.paint_foot(painter)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.view.press_foot(event.position().toPoint())


class TopStrip(_Strip):
    """The first rows, whatever the table is scrolled to."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("sunken"))
        self.view.paint_top(painter)
        painter.setPen(hairline(theme.current().color("line2")))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.view.press_top(event.position().toPoint())


class FrozenTableView(QTableView):
    """A table view with frozen columns, first and last rows; the cells are painted by `paint_cell`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._foot_rows = 0
        self._top_rows = 0
        self.setHorizontalHeader(self.make_head())
        self._left = LeftStrip(self)
        self._foot = FootStrip(self)
        self._top = TopStrip(self)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(8)
        rows.hide()
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._ranged)
        self.horizontalScrollBar().rangeChanged.connect(self._ranged)

    # -- given by the table and the grid ------------------------------------------------------
    def make_head(self) -> FrozenHeader:
        """The head; asked for once, while the view is built."""
        return FrozenHeader(self)

    def paint_cell(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        """Paint one cell; table and grid each do it their way."""
        raise TypeError(f"{type(self).__name__} paints no cells")

    def frozen_header(self) -> FrozenHeader:
        """The head that knows the frozen columns."""
        head = self.horizontalHeader()
        assert isinstance(head, FrozenHeader)
        return head

    def set_foot_rows(self, count: int) -> None:
        """How many rows at the end stay at the foot."""
        self._foot_rows = count
        self.place_strips()

    def set_top_rows(self, count: int) -> None:
        """How many rows at the beginning stay beneath the head."""
        self._top_rows = count
        self.place_strips()

    def content_height(self) -> int:
        """Height at which every row is in sight: for tables that stand whole in a card."""
        rows = self._row_total() * self.verticalHeader().defaultSectionSize()
        return self.horizontalHeader().sizeHint().height() + rows + 2

    # -- geometry -----------------------------------------------------------------------------
    def _scrolled(self, _value: int) -> None:
        self.place_strips()
        self._left.update()
        self._foot.update()
        self._top.update()
        self.horizontalHeader().viewport().update()

    def _ranged(self, _low: int, _high: int) -> None:
        self.place_strips()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_strips()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._left.update()
        self._foot.update()
        self._top.update()

    def foot_height(self) -> int:
        """Height of the frozen foot, 0 when the last rows are in sight anyway."""
        if not self._foot_rows or self.verticalScrollBar().value() >= self.verticalScrollBar().maximum():
            return 0
        return self._foot_rows * self.verticalHeader().defaultSectionSize()

    def top_height(self) -> int:
        """Height of the frozen first rows, 0 while they are in sight anyway."""
        if not self._top_rows or self.verticalScrollBar().value() <= 0:
            return 0
        return sum(self.rowHeight(row) for row in range(min(self._top_rows, self._row_total())))

    def place_strips(self) -> None:
        """Lay the strips over the viewport."""
        port = self.viewport().geometry()
        width, height, top = self.frozen_header().frozen_width(), self.foot_height(), self.top_height()
        self._left.setVisible(width > 0)
        self._left.setGeometry(port.left(), port.top(), width, port.height())
        self._foot.setVisible(height > 0)
        self._foot.setGeometry(port.left(), port.bottom() + 1 - height, port.width(), height)
        self._top.setVisible(top > 0)
        self._top.setGeometry(port.left(), port.top(), port.width(), top)
        self._foot.raise_()
        self._top.raise_()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, out from under the frozen parts."""
        super().scrollTo(index, hint)
        rect = self.visualRect(index)
        hidden = rect.bottom() + 1 - (self.viewport().height() - self.foot_height())
        if hidden > 0 and index.row() < self._row_total() - self._foot_rows:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + hidden)
        above = self.top_height() - self.visualRect(index).top()
        if above > 0 and index.row() >= self._top_rows:
            up = self.verticalScrollBar()
            up.setValue(up.value() - above)
        covered = self.frozen_header().frozen_width() - rect.left()
        if covered > 0 and index.column() >= self.frozen_header().frozen:
            side = self.horizontalScrollBar()
            side.setValue(side.value() - covered)

    def _row_total(self) -> int:
        model = self.model()
        return model.rowCount() if model else 0

    # -- painting the strips ------------------------------------------------------------------
    def _row_span(self, height: int) -> range:
        first = self.rowAt(0)
        last = self.rowAt(height - 1)
        if first < 0:
            return range(0)
        return range(first, (last if last >= 0 else self._row_total() - 1) + 1)

    def paint_left(self, painter: QPainter, height: int) -> None:
        """Paint the frozen columns of the visible rows."""
        for row in self._row_span(height):
            top, tall = self.rowViewportPosition(row), self.rowHeight(row)
            self._paint_run(painter, row, top, tall, self.frozen_header().frozen_sections(), 0)

    def paint_top(self, painter: QPainter) -> None:
        """Paint the frozen first rows."""
        top = 0
        for row in range(min(self._top_rows, self._row_total())):
            self._paint_row(painter, row, top, self.rowHeight(row))
            top += self.rowHeight(row)

    def paint_foot(self, painter: QPainter) -> None:
        """Paint the total rows."""
        tall, total = self.verticalHeader().defaultSectionSize(), self._row_total()
        for step in range(self._foot_rows):
            self._paint_row(painter, total - self._foot_rows + step, step * tall, tall)
        painter.setPen(hairline(theme.current().color("line2")))
        painter.drawLine(0, 0, self.width(), 0)

    def _paint_row(self, painter: QPainter, row: int, top: int, tall: int) -> None:
        """Moving columns first, frozen ones over them."""
        head = self.frozen_header()
        for column in range(head.count()):
            if not head.isSectionHidden(column):
                left = head.sectionViewportPosition(column)
                self._paint_at(painter, QRect(left, top, head.sectionSize(column), tall), row, column)
        self._paint_run(painter, row, top, tall, head.frozen_sections() if head.offset() > 0 else [], 0)

    def _paint_run(
        self, painter: QPainter, row: int, top: int, tall: int, sections: list[int], left: int
    ) -> None:
        for column in sections:
            width = self.frozen_header().sectionSize(column)
            self._paint_at(painter, QRect(left, top, width, tall), row, column)
            left += width

    def _paint_at(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.current().color("page"))
        self.paint_cell(painter, rect, row, column)
        painter.restore()

    # -- mouse on the strips --------------------------------------------------------------------
    def press_frozen(self, point: QPoint, *, double: bool) -> None:
        """A click on a frozen column chooses its cell; a double click activates it."""
        x, y = point.x(), point.y()
        left = 0
        for section in self.frozen_header().frozen_sections():
            left += self.frozen_header().sectionSize(section)
            if x < left:
                index = self.model().index(self.rowAt(y), section)
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self.setCurrentIndex(index)
                if double:
                    self.doubleClicked.emit(index)
                return

    def press_top(self, point: QPoint) -> None:
        """A click on the frozen first rows chooses the cell beneath the pointer."""
        row, left = 0, point.y()
        while row < self._top_rows - 1 and left >= self.rowHeight(row):
            left -= self.rowHeight(row)
            row += 1
        column = self.columnAt(point.x())
        if column >= 0:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setCurrentIndex(self.model().index(row, column))

    def press_foot(self, point: QPoint) -> None:
        """A click on the foot chooses the total cell beneath the pointer."""
        x, y = point.x(), point.y()
        row = self._row_total() - self._foot_rows + y // self.verticalHeader().defaultSectionSize()
        column = self.columnAt(x)
        if column >= 0:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.selectionModel().setCurrentIndex(
                self.model().index(row, column),
                self.selectionModel().SelectionFlag.ClearAndSelect,
            )
