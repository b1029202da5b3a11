"""Prints a paper page by page, drawing each page in a worker so that the window stays alive."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from bingo_planner.ui.preview_pages import PageStore, Render, Size

MOST_DPI = 300


class PrintRun(QObject):
    """One print job. `progress(done, all)`, `finished(pages)`."""

    progress = Signal(int, int)
    finished = Signal(int)

    def __init__(
        self, printer: QPrinter, sizes: Sequence[Size], render: Render, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._printer, self._sizes = printer, list(sizes)
        self._store = PageStore(self)
        self._store.set_render(render)
        self._store.arrived.connect(self._arrived)
        self._painter = QPainter()
        self._done = 0
        self._pages = self._chosen()
        # Finer than 300 dpi only costs memory: the pages are pictures to the printer.
        self._scale = min(printer.resolution(), MOST_DPI) / 72

    def _chosen(self) -> list[int]:
        first = max(1, self._printer.fromPage() or 1)
        last = min(self._printer.toPage() or len(self._sizes), len(self._sizes))
        pages = list(range(first - 1, last))
        backwards = self._printer.pageOrder() == QPrinter.PageOrder.LastPageFirst
        return pages[::-1] if backwards else pages

    def start(self) -> None:
        """Begin with the first page."""
        if not self._pages or not self._painter.begin(self._printer):
            self._finish()
            return
        self._next()

    def _next(self) -> None:
        if self._done >= len(self._pages):
            self._finish()
        else:
            picture = self._store.picture(self._pages[self._done], self._scale)
            if picture is not None:
                self._put(picture)

    def _arrived(self, page: int) -> None:
        if self._painter.isActive() and self._done < len(self._pages) and page == self._pages[self._done]:
            self._next()

    def _put(self, picture: QImage) -> None:
        if self._done:
            self._printer.newPage()
        area = QRectF(self._painter.viewport())
        if not picture.isNull():
            fit = min(area.width() / picture.width(), area.height() / picture.height())
            wide, tall = picture.width() * fit, picture.height() * fit
            target = QRectF((area.width() - wide) / 2, (area.height() - tall) / 2, wide, tall)
            self._painter.drawImage(target, picture)
        self._done += 1
        self.progress.emit(self._done, len(self._pages))
        self._next()

    def cancel(self) -> None:
        """Stop after the page in hand."""
        self._pages = self._pages[: self._done]
        self._finish()

    def _finish(self) -> None:
        if self._painter.isActive():
            self._painter.end()
        self._store.close()
        self.finished.emit(self._done)
