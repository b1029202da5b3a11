"""Bars that are read across: one wide panel, or small multiples whose common labels stand once a row."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.barpanels_data import BarPanel, BarPanels, BarValue
from bingo_planner.ui.celltext import LEFT, RIGHT, draw_text, hairline, text_width
from bingo_planner.ui.marks import mark_size, paint_mark
from bingo_planner.ui.table_copy import put_picture

_LABEL, _MOST_LABEL, _PANEL, _BAR, _HEAD, _GAP = 6.0, 18.0, 13.5, 1.75, 2.1, 1.3
_SIGNS = {"up": ("▲", "accent"), "down": ("▼", "err")}


@dataclass(frozen=True)
class _Layout:
    """Where panels stand at a width: `across` of them beside the labels in each row."""

    labels: int
    across: int
    panel: int
    row: int

    @classmethod
    def of(cls, data: BarPanels, width: int) -> _Layout:
        """As many panels in a row as are wide enough to be read."""
        now = theme.current()
        longest = max((text_width(label, "body") for label in data.labels), default=0) + now.px(1.2)
        labels = min(max(longest, now.px(_LABEL)), min(now.px(_MOST_LABEL), width // 2))
        room = max(width - labels, now.px(4))
        across = max(1, min(len(data.panels), room // now.px(_PANEL)))
        return cls(
            labels, across, room // across, now.px(_HEAD) + len(data.labels) * now.px(_BAR) + now.px(_GAP)
        )

    def height(self, data: BarPanels) -> int:
        """Height of all rows with the words about the tick above."""
        rows = -(-len(data.panels) // self.across) if data.panels else 0
        return rows * self.row + theme.current().px(1.9 if data.reference_words else 0.4)

    def place(self, at: int) -> QRect:
        """Where a panel stands, below the words about the tick."""
        row, column = divmod(at, self.across)
        return QRect(self.labels + column * self.panel, row * self.row, self.panel, self.row)


class _Canvas(QWidget):
    """Paints all panels; takes the focus."""

    def __init__(self, view: BarPanelView) -> None:
        super().__init__(view)
        self._view = view
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("page"))
        self._view.paint_panels(painter, self.width(), focused=self.hasFocus())
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._view.key_pressed(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._view.clicked(event.position().toPoint())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()


class BarPanelView(QScrollArea):
    """Shows `BarPanels`. `picked(key)` when the user comes to a panel; arrows walk them, Ctrl+C copies the picture."""

    picked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = BarPanels("", (), ())
        self._current = ""
        self._name = name
        self.canvas = _Canvas(self)
        self.canvas.setAccessibleName(name)
        self.setWidget(self.canvas)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusProxy(self.canvas)
        self.canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.canvas.customContextMenuRequested.connect(self._show_menu)
        theme.theme_signals().changed.connect(self._fit)

    # -- content --------------------------------------------------------------------------------------
    def show_data(self, data: BarPanels, current: str = "") -> None:
        """Other panels."""
        self._data = data
        self.canvas.setAccessibleDescription(data.summary)
        self.canvas.setToolTip(data.summary)
        self.set_current(current)
        self._fit()

    def set_current(self, key: str) -> None:
        """Choose a panel without telling."""
        self._current = key
        panel = next((one for one in self._data.panels if one.key == key), None)
        self.canvas.setAccessibleName(f"{self._name} {_spoken(self._data, panel)}" if panel else self._name)
        self.canvas.update()

    def current(self) -> str:
        """The panel chosen."""
        return self._current

    def _fit(self) -> None:
        width = self.viewport().width()
        self.canvas.setMinimumHeight(_Layout.of(self._data, width).height(self._data))
        self.canvas.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "canvas"):
            self._fit()

    # -- keys and mouse -------------------------------------------------------------------------------
    def key_pressed(self, event: QKeyEvent) -> bool:
        """Arrows go from panel to panel; True when the key was used."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
            return True
        across = _Layout.of(self._data, self.viewport().width()).across
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: across,
            Qt.Key.Key_Up: -across,
        }
        by = steps.get(Qt.Key(event.key()))
        return by is not None and self._step(by)

    def _step(self, by: int) -> bool:
        keys = [one.key for one in self._data.panels]
        at = keys.index(self._current) + by if self._current in keys else 0
        if not 0 <= at < len(keys):
            return False
        self._pick(keys[at])
        return True

    def _pick(self, key: str) -> None:
        self.set_current(key)
        layout = _Layout.of(self._data, self.viewport().width())
        place = layout.place([one.key for one in self._data.panels].index(key))
        self.ensureVisible(place.center().x(), place.top(), 0, 0)
        self.ensureVisible(place.center().x(), place.bottom(), 0, 0)
        self.picked.emit(key)

    def clicked(self, point: QPoint) -> None:
        """A click on a panel chooses it."""
        layout = _Layout.of(self._data, self.canvas.width())
        top = self._top()
        for at, panel in enumerate(self._data.panels):
            if layout.place(at).translated(0, top).contains(point):
                self._pick(panel.key)
                return

    def _top(self) -> int:
        return theme.current().px(1.9 if self._data.reference_words else 0.4)

    # -- painting -------------------------------------------------------------------------------------
    def paint_panels(self, painter: QPainter, width: int, *, focused: bool = False) -> None:
        """Everything at a width."""
        data, now = self._data, theme.current()
        layout, top = _Layout.of(data, width), self._top()
        if data.reference_words:
            line = QRect(layout.labels, 0, width - layout.labels - now.px(0.8), now.px(1.7))
            draw_text(painter, line, f"┃ {data.reference_words}", "label", now.color("text2"), RIGHT)
        longest = data.longest()
        for at, panel in enumerate(data.panels):
            place = layout.place(at).translated(0, top)
            if at % layout.across == 0:
                _paint_labels(painter, QRect(0, place.top(), layout.labels, place.height()), data)
            _paint_panel(painter, place, data, panel, longest)
            if panel.key == self._current and len(data.panels) > 1:
                painter.setPen(hairline(now.color("focus" if focused else "line2")))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(place.adjusted(1, 0, -now.px(0.4), -now.px(_GAP) + 4))

    def picture(self) -> QPixmap:
        """All panels with the title as a picture, twice as fine as the screen."""
        now = theme.current()
        width = max(self.viewport().width(), now.px(56))
        head = now.px(2.4)
        tall = _Layout.of(self._data, width).height(self._data) + head
        made = QPixmap(QSize(width, tall) * 2)
        made.setDevicePixelRatio(2.0)
        made.fill(now.color("page"))
        painter = QPainter(made)
        title = QRect(now.px(0.6), 0, width, head)
        draw_text(painter, title, self._data.title, "section", now.color("text"), LEFT)
        painter.translate(0, head)
        held, self._current = self._current, ""
        self.paint_panels(painter, width)
        self._current = held
        painter.end()
        return made

    def copy_picture(self) -> None:
        """Put the picture on the clipboard, with the sentence as its alternative text."""
        put_picture(self.picture(), self._data.summary)

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate("uikit", "Copy as picture"), QKeySequence("Ctrl+C"), self.copy_picture)
        menu.popup(self.canvas.mapToGlobal(point))


def _spoken(data: BarPanels, panel: BarPanel) -> str:
    bars = (f"{label} {bar.words}" for label, bar in zip(data.labels, panel.bars, strict=False))
    return " ".join([panel.title, panel.note, *bars])


def _paint_labels(painter: QPainter, rect: QRect, data: BarPanels) -> None:
    now, top = theme.current(), rect.top() + theme.current().px(_HEAD)
    for at, label in enumerate(data.labels):
        box = QRect(
            rect.left() + now.px(0.6), top + at * now.px(_BAR), rect.width() - now.px(1.1), now.px(_BAR)
        )
        draw_text(painter, box, label, "body", now.color("text"), RIGHT)


def _paint_panel(painter: QPainter, rect: QRect, data: BarPanels, panel: BarPanel, longest: float) -> None:
    now = theme.current()
    head = QRect(rect.left() + now.px(0.5), rect.top(), rect.width() - now.px(1.0), now.px(_HEAD))
    if panel.mark is not None:
        side = mark_size()
        paint_mark(painter, QRect(head.left(), head.center().y() - side // 2 + 1, side, side), panel.mark)
        head.setLeft(head.left() + side + now.px(0.45))
    used = draw_text(painter, head, panel.title, "strong", now.color("text"), LEFT)
    rest = head.adjusted(used + now.px(0.5), 0, 0, 0)
    draw_text(painter, rest, panel.note, "small", now.color("text3"), LEFT)
    room = rect.width() - now.px(1.5) - _figures_width(data)
    for at, bar in enumerate(panel.bars):
        top = rect.top() + now.px(_HEAD) + at * now.px(_BAR)
        reference = data.reference[at] if at < len(data.reference) else None
        _paint_bar(
            painter, QRect(rect.left() + now.px(0.5), top, room, now.px(_BAR)), bar, reference, longest
        )
    painter.setPen(hairline(now.color("line2")))
    x = rect.left() + now.px(0.5)
    painter.drawLine(
        x, rect.top() + now.px(_HEAD), x, rect.top() + now.px(_HEAD) + len(panel.bars) * now.px(_BAR)
    )


def _figures_width(data: BarPanels) -> int:
    widest = max((text_width(bar.words, "column") for one in data.panels for bar in one.bars), default=0)
    return widest + theme.current().px(1.7)


def _paint_bar(
    painter: QPainter, rect: QRect, bar: BarValue, reference: float | None, longest: float
) -> None:
    now, air = theme.current(), theme.current().px(0.34)
    end = rect.left()
    if bar.share is not None:
        end = rect.left() + round(rect.width() * bar.share / longest)
        painter.fillRect(
            QRect(rect.left(), rect.top() + air, end - rect.left(), rect.height() - 2 * air), now.ramp()[4]
        )
        if bar.margin:
            _paint_whisker(painter, rect, bar, longest)
    if reference is not None:
        x = rect.left() + round(rect.width() * reference / longest)
        painter.fillRect(
            QRect(x - 1, rect.top() + air - 2, 2, rect.height() - 2 * air + 4), now.color("text")
        )
        end = max(end, x)
    if bar.margin and bar.share is not None:
        end = max(end, rect.left() + round(rect.width() * (bar.share + bar.margin) / longest))
    box = QRect(end + now.px(0.4), rect.top(), now.px(9), rect.height())
    used = draw_text(painter, box, bar.words, "column", now.color("text" if bar.share else "text3"), LEFT)
    if bar.sign:
        sign, token = _SIGNS[bar.sign]
        draw_text(painter, box.adjusted(used + now.px(0.3), 0, 0, 0), sign, "small", now.color(token), LEFT)


def _paint_whisker(painter: QPainter, rect: QRect, bar: BarValue, longest: float) -> None:
    now, y = theme.current(), rect.center().y()
    share = bar.share or 0.0
    low, high = (
        rect.left() + round(rect.width() * max(edge, 0.0) / longest)
        for edge in (share - bar.margin, share + bar.margin)
    )
    painter.setPen(hairline(now.color("text")))
    painter.drawLine(low, y, high, y)
    for x in (low, high):
        painter.drawLine(x, y - now.px(0.25), x, y + now.px(0.25))
