"""The focus ring: 2 px round the focused button, with 1 px of air. Fields draw theirs inside (style sheet)."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QSplitter, QStackedWidget, QWidget

from bingo_planner.ui.theme import current

REACH = 3
_KEY = "bingoFocusWatch"


class FocusRing(QWidget):
    """A frame beside the focused button, in the button's own parent, so that it scrolls and hides with it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("focusRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two pixels in the focus colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current().color("focus"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


class FocusWatch(QObject):
    """Keeps the one ring of the program at the focused button."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: FocusRing | None = None
        self._target: QWidget | None = None
        app.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._let_go()
        parent = new.parentWidget() if isinstance(new, QAbstractButton) else None
        # A splitter or stack would take the ring for one of its panes.
        if new is None or parent is None or isinstance(parent, QSplitter | QStackedWidget):
            return
        outer = parent.parentWidget()
        if (
            new.property("segment")
            and outer is not None
            and not isinstance(outer, QSplitter | QStackedWidget)
        ):
            # segments fill their frame to the edge: there is room for a ring only round the frame
            parent = outer
        self._target = new
        new.installEventFilter(self)
        self._ring = FocusRing(parent)
        self._place()

    def _let_go(self) -> None:
        if self._target is not None and shiboken6.isValid(self._target):
            self._target.removeEventFilter(self)
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.hide()
            self._ring.setParent(None)
            self._ring.deleteLater()
        self._ring = self._target = None

    def _place(self) -> None:
        if self._ring is None or self._target is None or not shiboken6.isValid(self._ring):
            return
        frame = self._ring.parentWidget()
        if frame is None:
            return
        place = QRect(self._target.mapTo(frame, QPoint(0, 0)), self._target.size())
        self._ring.setGeometry(place.adjusted(-REACH, -REACH, REACH, REACH))
        self._ring.setVisible(self._target.isVisible())
        self._ring.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the button."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        return False


def watch_focus(app: QApplication) -> None:
    """Install the watch once."""
    if app.property(_KEY) is None:
        watch = FocusWatch(app)
        app.setProperty(_KEY, True)
        watch.setObjectName(_KEY)
