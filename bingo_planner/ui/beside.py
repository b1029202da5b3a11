"""Table and side form: side by side when there is room, the form floating when there is less, alone when little."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button
from bingo_planner.ui.theme import current, theme_signals
from bingo_planner.ui.widths import Width, width_class

SIDE_FH = 26.0


class SidePanel(QWidget):
    """The ground of the side form, with one line at its left; a way back on top when it stands alone."""

    def __init__(self, inside: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.inside = inside
        self.back = button(translate("ui", "Back to the list"), icon="arrow-left", kind="flat", parent=self)
        self.back.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(inside, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("raised"))
        painter.setPen(theme.color("line2"))
        painter.drawLine(0, 0, 0, self.height())


def _is_escape(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape


class Beside(QWidget):
    """`main` and a `side` that opens with `open_side()` and closes with Esc or `close_side()`.

    Wide: both in a row. Middle and narrow: the side lies over the right part of `main`, which keeps its width.
    Tiny: the side takes the whole place and offers a way back.
    """

    closed = Signal()
    opened = Signal()

    def __init__(
        self, main: QWidget, side: QWidget, parent: QWidget | None = None, side_fh: float = SIDE_FH
    ) -> None:
        super().__init__(parent)
        # `main` and `side` move in here: they cost least while they are still empty.
        self._main, self._side_fh = main, side_fh
        self.panel = SidePanel(side, self)
        self.panel.back.clicked.connect(self.close_side)
        main.setParent(self)
        main.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(main, 1)
        self._open = False
        self.panel.setVisible(False)
        self.panel.installEventFilter(self)
        theme_signals().changed.connect(self._arrange)

    def is_open(self) -> bool:
        """Whether the side is shown."""
        return self._open

    def open_side(self) -> None:
        """Show the side form; the focus stays where it is."""
        if not self._open:
            self._open = True
            self._arrange()
            self.opened.emit()

    def close_side(self) -> None:
        """Hide it and give the focus back to the main part."""
        if not self._open:
            return
        inside = self.panel.isAncestorOf(self.focusWidget() or self)
        self._open = False
        self._arrange()
        if inside:
            self._main.setFocus()
        self.closed.emit()

    def _arrange(self) -> None:
        width = width_class(self.window().width())
        alone = width == Width.TINY
        self.panel.back.setVisible(alone)
        self._row.removeWidget(self.panel)
        self._main.setVisible(not (self._open and alone))
        self.panel.setVisible(self._open)
        if not self._open:
            return
        room = min(current().px(self._side_fh), self.width())
        if width == Width.WIDE:
            self.panel.setFixedWidth(room)
            self._row.addWidget(self.panel)
        else:
            self._float(self.width() if alone else room)

    def _float(self, room: int) -> None:
        self.panel.setMinimumWidth(0)
        self.panel.setFixedWidth(room)
        self.panel.setGeometry(self.width() - room, 0, room, self.height())
        self.panel.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another arrangement."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc that no field wanted closes the side."""
        if isinstance(event, QKeyEvent) and _is_escape(event):
            self.close_side()
            return True
        return False
