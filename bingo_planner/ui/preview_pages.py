"""Pages of a paper as pictures, drawn one at a time by a worker and kept while they are likely to be seen again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage

Render = Callable[[int, float], tuple[bytes, int, int]]
Size = tuple[float, float]
_KEPT_BYTES = 96 * 1024 * 1024


@dataclass(frozen=True)
class Wanted:
    """A page at a scale: 1.0 is 72 pixels to the inch."""

    page: int
    scale: float


class _Done(QObject):
    """Carries a finished picture from the worker to the window."""

    ready = Signal(object, object, int)


class _Drawing(QRunnable):
    def __init__(self, wanted: Wanted, render: Render, edition: int, done: _Done) -> None:
        super().__init__()
        self._wanted, self._render, self._edition, self._done = wanted, render, edition, done

    def run(self) -> None:
        try:
            raw, width, height = self._render(self._wanted.page, self._wanted.scale)
        except Exception:
            # A page that cannot be drawn stays an empty sheet; the rest of the paper is still read.
            raw, width, height = b"", 0, 0
        image = QImage(raw, width, height, width * 4, QImage.Format.Format_RGB32).copy() if raw else QImage()
        self._done.ready.emit(self._wanted, image, self._edition)


class PageStore(QObject):
    """Asks for pictures and keeps them. `arrived(page)` when one is there.

    `render(page, scale) -> (BGRX bytes, width, height)` is called on one worker thread, one page at a
    time, the page asked for last first.
    """

    arrived = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._render: Render | None = None
        self._edition = 0
        self._pictures: OrderedDict[Wanted, QImage] = OrderedDict()
        self._asked: set[Wanted] = set()
        self._queue: list[Wanted] = []
        self._done = _Done(self)
        self._done.ready.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        application = QCoreApplication.instance()
        if application is not None:
            # A page drawn while the program comes to its end would be drawn with what is gone already.
            application.aboutToQuit.connect(self.close)

    def set_render(self, render: Render | None) -> None:
        """Another paper; pictures of the old one are dropped, also those still being drawn."""
        self._render = render
        self._edition += 1
        self._pictures.clear()
        self._asked.clear()
        self._queue.clear()

    def picture(self, page: int, scale: float) -> QImage | None:
        """The picture, or None while it is being drawn."""
        wanted = Wanted(page, round(scale, 4))
        found = self._pictures.get(wanted)
        if found is not None:
            self._pictures.move_to_end(wanted)
            return found
        self._ask(wanted)
        return None

    def nearest(self, page: int) -> QImage | None:
        """Any picture of the page, to show while the right one is drawn."""
        for wanted in reversed(self._pictures):
            if wanted.page == page and not self._pictures[wanted].isNull():
                return self._pictures[wanted]
        return None

    def _ask(self, wanted: Wanted) -> None:
        if self._render is None:
            return
        if wanted in self._queue:
            self._queue.remove(wanted)
        elif wanted in self._asked:
            return
        self._queue.append(wanted)
        del self._queue[:-24]
        self._start()

    def _start(self) -> None:
        if self._asked or not self._queue or self._render is None:
            return
        wanted = self._queue.pop()
        self._asked.add(wanted)
        self._pool.start(_Drawing(wanted, self._render, self._edition, self._done))

    def _arrived(self, wanted: Wanted, image: QImage, edition: int) -> None:
        if edition == self._edition:
            self._asked.discard(wanted)
            self._pictures[wanted] = image
            while len(self._pictures) > 3 and self._held() > _KEPT_BYTES:
                self._pictures.popitem(last=False)
            self.arrived.emit(wanted.page)
        self._start()

    def _held(self) -> int:
        return sum(image.sizeInBytes() for image in self._pictures.values())

    def close(self) -> None:
        """Stop asking and wait for the page being drawn."""
        self.set_render(None)
        self._pool.waitForDone()
