"""The portfolio: dots in four zones with names that never overlap; Tab and arrows walk them in the table's order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.dotplot_data import PlotData
from bingo_planner.ui.dotplot_paint import Plane, paint_plot
from bingo_planner.ui.table_copy import put_picture

_REACH_FH = 0.9


class DotPlot(QWidget):
    """Shows a `PlotData`. `picked(key)` when the user comes to a dot.

    Keys: Tab, →, ↓ go on, Shift+Tab, ←, ↑ back; at either end Tab leaves the plot. Ctrl+C copies the picture.
    """

    picked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: PlotData | None = None
        self._current = ""
        self._name = name
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        theme.theme_signals().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(44), theme.current().px(38))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(18), theme.current().px(15))

    # -- content --------------------------------------------------------------------------------------
    def show_data(self, data: PlotData, current: str = "") -> None:
        """Another plot; the dot stays chosen where it is still there."""
        self._data = data
        self.setAccessibleDescription(data.summary)
        self.set_current(current or self._current)

    def set_current(self, key: str) -> None:
        """Choose a dot without telling."""
        keys = self._keys()
        self._current = key if key in keys else ""
        dot = next((one for one in self._data.dots if one.key == self._current), None) if self._data else None
        self.setAccessibleName(f"{self._name} {dot.words}" if dot is not None else self._name)
        self.update()

    def current(self) -> str:
        """The dot chosen, "" for none."""
        return self._current

    def _keys(self) -> list[str]:
        return [one.key for one in self._data.dots] if self._data is not None else []

    def _pick(self, key: str) -> None:
        self.set_current(key)
        self.picked.emit(key)

    # -- keys and mouse -------------------------------------------------------------------------------
    def step(self, by: int) -> bool:
        """To the next or last dot; False at the end."""
        keys = self._keys()
        if not keys:
            return False
        at = keys.index(self._current) + by if self._current in keys else (0 if by > 0 else len(keys) - 1)
        if not 0 <= at < len(keys):
            return False
        self._pick(keys[at])
        return True

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)
            if by and self.step(by):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = (Qt.Key.Key_Right, Qt.Key.Key_Down)
        back = (Qt.Key.Key_Left, Qt.Key.Key_Up)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
        elif event.key() in forward or event.key() in back:
            self.step(1 if event.key() in forward else -1)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._keys():
            self._pick(self._keys()[0 if event.key() == Qt.Key.Key_Home else -1])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._current and self._keys():
            self._pick(self._keys()[0])
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self._dot_at(event.position())
        if key and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._pick(key)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        key = self._dot_at(event.position())
        words = next((one.words for one in self._data.dots if one.key == key), "") if self._data else ""
        self.setToolTip(words)

    def _dot_at(self, point: QPointF) -> str:
        """The nearest dot under the pointer."""
        if self._data is None or not self._data.dots:
            return ""
        plane = Plane.of(self._data, self.rect())
        far = [((plane.point(one.x, one.y) - point).manhattanLength(), one.key) for one in self._data.dots]
        distance, key = min(far)
        return key if distance <= theme.current().px(_REACH_FH) else ""

    # -- painting and copying -------------------------------------------------------------------------
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("page"))
        if self._data is not None:
            paint_plot(painter, self.rect(), self._data, self._current, focused=self.hasFocus())
        painter.end()

    def picture(self) -> QPixmap:
        """The plot with its title as a picture, twice as fine as the screen."""
        now = theme.current()
        size = QSize(max(self.width(), now.px(50)), max(self.height(), now.px(42)))
        made = QPixmap(size * 2)
        made.setDevicePixelRatio(2.0)
        made.fill(now.color("page"))
        painter = QPainter(made)
        if self._data is not None:
            paint_plot(painter, QRect(QPoint(0, 0), size), self._data, "", titled=True)
        painter.end()
        return made

    def copy_picture(self) -> None:
        """Put the picture on the clipboard, with the sentence as its alternative text."""
        if self._data is not None:
            put_picture(self.picture(), self._data.summary)

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate("uikit", "Copy as picture"), QKeySequence("Ctrl+C"), self.copy_picture)
        menu.popup(self.mapToGlobal(point))
