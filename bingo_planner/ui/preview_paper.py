"""The desk with the paper on it: pages under one another or side by side, zoomed, drawn when they come into sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import CENTER, draw_text, hairline
from bingo_planner.ui.preview_pages import PageStore, Size

LEAST, MOST = 0.25, 4.0
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
POINT = 96 / 72


class PaperView(QAbstractScrollArea):
    """PgUp/PgDn turn pages, Ctrl+wheel and +/− zoom, Home/End go to the ends. `page_changed(index)`, `zoomed()`."""

    page_changed = Signal(int)
    zoomed = Signal()

    def __init__(self, store: PageStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.sizes: list[Size] = []
        self.mode = "width"
        self.zoom = 1.0
        self.spread = False
        self.page = 0
        self._places: list[QRect] = []
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(translate("uikit", "Pages"))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        store.arrived.connect(self._arrived)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(46), theme.current().px(50))

    # -- layout ---------------------------------------------------------------------------------------
    def set_sizes(self, sizes: Sequence[Size], *, keep: bool = False) -> None:
        """Pages of another paper (or of the same one, renewed: `keep` the place)."""
        page = min(self.page, len(sizes) - 1) if keep and sizes else 0
        self.sizes = list(sizes)
        self.page = max(page, 0)
        self.lay_out()
        self.go_to(self.page)

    def _factor(self) -> float:
        """Screen pixels to a point at 100 %."""
        return POINT * theme.current().scale

    def _fit_zoom(self) -> float:
        if not self.sizes:
            return 1.0
        margin = 2 * theme.current().px(1.6)
        across = 2 if self.spread else 1
        widest = max(size[0] for size in self.sizes) * across * self._factor()
        zoom = (self.viewport().width() - margin) / max(1.0, widest)
        if self.mode == "page":
            tallest = max(size[1] for size in self.sizes) * self._factor()
            zoom = min(zoom, (self.viewport().height() - margin) / max(1.0, tallest))
        return min(max(zoom, LEAST), MOST)

    def lay_out(self) -> None:
        """Places of all pages at the zoom in force."""
        if self.mode != "free":
            self.zoom = self._fit_zoom()
        gap = theme.current().px(1.25)
        scale = self.zoom * self._factor()
        rows = self._rows()
        wide = max((sum(round(self.sizes[at][0] * scale) for at in row) for row in rows), default=0)
        canvas = max(self.viewport().width(), wide + 2 * gap)
        self._places, top = [], gap
        for row in rows:
            total = sum(round(self.sizes[at][0] * scale) for at in row)
            left = (canvas - total) // 2
            # The first page of a paper lies on the right, as in a bound book.
            if self.spread and len(row) == 1 and row[0] == 0:
                left = canvas // 2
            tall = 0
            for at in row:
                size = QSize(round(self.sizes[at][0] * scale), round(self.sizes[at][1] * scale))
                self._places.append(QRect(left, top, size.width(), size.height()))
                left += size.width()
                tall = max(tall, size.height())
            top += tall + gap
        self._set_bars(canvas, top)
        self.viewport().update()
        self.zoomed.emit()

    def _rows(self) -> list[list[int]]:
        pages = list(range(len(self.sizes)))
        if not self.spread:
            return [[page] for page in pages]
        return [pages[:1], *(pages[at : at + 2] for at in range(1, len(pages), 2))] if pages else []

    def _set_bars(self, wide: int, tall: int) -> None:
        port = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(0, tall - port.height()))
        self.verticalScrollBar().setPageStep(port.height())
        self.verticalScrollBar().setSingleStep(theme.current().px(3))
        self.horizontalScrollBar().setRange(0, max(0, wide - port.width()))
        self.horizontalScrollBar().setPageStep(port.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self.page
        self.lay_out()
        if self.mode != "free":
            self.go_to(page)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_places"):
            self.lay_out()

    # -- zoom and pages -------------------------------------------------------------------------------
    def set_mode(self, mode: str) -> None:
        """width, page or free."""
        self.mode = mode
        page = self.page
        self.lay_out()
        self.go_to(page)

    def set_zoom(self, zoom: float) -> None:
        """A zoom of one's own, 0.25 to 4."""
        self.mode = "free"
        bar, page = self.verticalScrollBar(), self.page
        before = self._places[page] if page < len(self._places) else QRect(0, 0, 1, 1)
        share = (bar.value() - before.top()) / max(1, before.height())
        self.zoom = min(max(zoom, LEAST), MOST)
        self.lay_out()
        if page < len(self._places):
            bar.setValue(round(self._places[page].top() + share * self._places[page].height()))

    def zoom_step(self, way: int) -> None:
        """The next round zoom up or down."""
        larger = [step for step in STEPS if step > self.zoom * 1.01]
        smaller = [step for step in STEPS if step < self.zoom * 0.99]
        if way > 0:
            self.set_zoom(larger[0] if larger else MOST)
        else:
            self.set_zoom(smaller[-1] if smaller else LEAST)

    def set_spread(self, spread: bool) -> None:
        """Two pages side by side, or one."""
        self.spread = spread
        page = self.page
        self.lay_out()
        self.go_to(page)

    def go_to(self, page: int) -> None:
        """Bring a page to the top."""
        if not self._places:
            return
        page = min(max(page, 0), len(self._places) - 1)
        self.verticalScrollBar().setValue(self._places[page].top() - theme.current().px(0.6))
        self._turn(page)

    def _turn(self, page: int) -> None:
        if page != self.page:
            self.page = page
            self.setAccessibleDescription(
                translate("uikit", "Page {n} of {all}", n=page + 1, all=len(self.sizes))
            )
            self.page_changed.emit(page)

    def _scrolled(self, value: int) -> None:
        third = value + self.viewport().height() // 3
        above = [at for at, rect in enumerate(self._places) if rect.top() <= third]
        if above:
            here = above[-1]
            if self.spread and here > 0 and self._places[here - 1].top() == self._places[here].top():
                here -= 1
            self._turn(here)
        self.viewport().update()

    def _arrived(self, page: int) -> None:
        if page in self.visible_pages():
            self.viewport().update()

    # -- keys -----------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 2 if self.spread else 1
        moves = {
            Qt.Key.Key_PageDown: self.page + step,
            Qt.Key.Key_PageUp: self.page - step,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.sizes) - 1,
        }
        key, bar = Qt.Key(event.key()), self.verticalScrollBar()
        if key in moves and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.go_to(moves[key])
        elif event.text() in ("+", "-"):
            self.zoom_step(1 if event.text() == "+" else -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar.setValue(bar.value() + (1 if key == Qt.Key.Key_Down else -1) * bar.singleStep())
        elif key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + bar.pageStep() * 9 // 10)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_step(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    # -- painting -------------------------------------------------------------------------------------
    def visible_pages(self) -> list[int]:
        """Pages in sight."""
        port = (
            self.viewport()
            .rect()
            .translated(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        )
        return [at for at, rect in enumerate(self._places) if rect.intersects(port)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        now = theme.current()
        painter.fillRect(self.viewport().rect(), now.color("desk"))
        ratio = self.viewport().devicePixelRatioF()
        for at in self.visible_pages():
            rect = self._places[at].translated(
                -self.horizontalScrollBar().value(), -self.verticalScrollBar().value()
            )
            picture = self._store.picture(at, self.zoom * self._factor() * ratio)
            self._paint_page(painter, rect, picture or self._store.nearest(at), at)
        if self.hasFocus():
            painter.setPen(QPen(now.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_page(self, painter: QPainter, rect: QRect, picture: QImage | None, page: int) -> None:
        now = theme.current()
        painter.fillRect(rect, now.color("paper"))
        if picture is not None and not picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, picture)
        else:
            line = QRect(rect.left(), rect.center().y() - 20, rect.width(), 40)
            draw_text(painter, line, str(page + 1), "title", now.color("line2"), CENTER)
        painter.setPen(hairline(now.color("line2")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))
