"""The filter bar: a filter field, value pickers, views, and the table's own tools at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import icons, theme
from bingo_planner.ui.buttons import icon_button, with_shortcut
from bingo_planner.ui.celltext import LEFT, draw_text, hairline, text_width
from bingo_planner.ui.fields import Option


class ValuePicker(QAbstractButton):
    """「派遣元 すべて ▾」: a label, the chosen value, a menu. `picked(key, value)`."""

    picked = Signal(str, str)

    def __init__(
        self, key: str, label: str, options: Sequence[Option], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.key, self.label = key, label
        self._options: list[Option] = []
        self._value = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)
        self.set_options(options)

    def set_options(self, options: Sequence[Option]) -> None:
        """Other values to pick from; the first is the one that filters nothing."""
        self._options = list(options)
        if self._value not in {one.key for one in options} and options:
            self._value = options[0].key
        self._show()

    @property
    def value(self) -> str:
        """The key picked."""
        return self._value

    def set_value(self, value: str) -> None:
        """Pick without telling."""
        self._value = value
        self._show()

    def _words(self) -> str:
        return next((one.text for one in self._options if one.key == self._value), "")

    def _show(self) -> None:
        self.setAccessibleName(f"{self.label} {self._words()}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        now = theme.current()
        words = text_width(self.label, "body") + text_width(self._words(), "body")
        return QSize(words + now.px(0.75) * 2 + now.px(0.6) + now.px(1.6), now.field_height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(hairline(now.color("control")))
        painter.setBrush(now.color("hover" if self.underMouse() else "page"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        room = self.rect().adjusted(now.px(0.75), 0, -now.px(1.9), 0)
        used = draw_text(painter, room, self.label, "body", now.color("text2"), LEFT) if self.label else 0
        rest = room.adjusted(used + now.px(0.6), 0, 0, 0) if used else room
        draw_text(painter, rest, self._words(), "body", now.color("text"), LEFT)
        side = now.px(1.08)
        box = QRectF(self.width() - now.px(0.6) - side, (self.height() - side) / 2, side, side)
        icons.paint_icon(painter, box, "chevron-down")
        painter.end()

    def menu(self, parent: QWidget | None = None) -> QMenu:
        """The values as a menu, the picked one checked."""
        menu = QMenu(self.label, parent or self)
        group = QActionGroup(menu)
        for one in self._options:
            action = QAction(one.text.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(one.key == self._value)
            action.setData(one.key)
            group.addAction(action)
            menu.addAction(action)
        menu.triggered.connect(self._triggered)
        return menu

    def _triggered(self, action: QAction) -> None:
        value = str(action.data())
        if value != self._value:
            self.set_value(value)
            self.picked.emit(self.key, value)

    def open_menu(self) -> None:
        """Open the values beneath the button."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.open_menu()
        else:
            super().keyPressEvent(event)


class FilterField(QLineEdit):
    """The filter; Esc empties it, ↓ goes on to the table."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """`filtered(text)` soon after typing stops, `picked(key, value)` from a picker, `left()` on ↓."""

    filtered = Signal(str)
    picked = Signal(str, str)
    left = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pickers: list[ValuePicker] = []
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(120)
        self._wait.timeout.connect(self._tell)
        self.field = FilterField(self)
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        self.field.setToolTip(with_shortcut(placeholder, "Ctrl+F"))
        self._glyph = QAction(icons.icon("filter"), "", self.field)
        self.field.addAction(self._glyph, QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(self._typed)
        self.field.left.connect(self.left)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.field)
        self._more = icon_button("ellipsis", translate("uikit", "More filters"), self._open_more, parent=self)
        self._more.hide()
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self._at = 1
        self.restyle()

    def restyle(self) -> None:
        """Sizes of the theme in force."""
        now = theme.current()
        self._row.setContentsMargins(now.px(1.54), now.px(0.45), now.px(1.54), now.px(0.45))
        self._row.setSpacing(now.px(0.62))
        self.field.setFixedWidth(now.px(16.4))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_row"):
            self._glyph.setIcon(icons.icon("filter"))
            self.restyle()

    # -- building -------------------------------------------------------------------------------------
    def add_picker(self, key: str, label: str, options: Sequence[Option]) -> ValuePicker:
        """A value to filter by; the most used first, for narrow windows keep only those."""
        made = ValuePicker(key, label, options, self)
        made.picked.connect(self.picked)
        self._pickers.append(made)
        self._row.insertWidget(self._at, made)
        self._at += 1
        return made

    def add_views(self, views: QWidget) -> None:
        """Segments, at the right."""
        self._row.addWidget(views)

    def add_tool(self, icon: str, name: str, run: Callable[[], None], shortcut: str = "") -> QToolButton:
        """A button at the right end: columns, print."""
        made = icon_button(icon, name, run, shortcut=shortcut, parent=self)
        self._row.addWidget(made)
        return made

    def picker(self, key: str) -> ValuePicker:
        """A picker by its key."""
        return next(one for one in self._pickers if one.key == key)

    # -- use ------------------------------------------------------------------------------------------
    def text(self) -> str:
        """What is typed in the filter."""
        return self.field.text()

    def focus_filter(self) -> None:
        """Ctrl+F."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def clear(self) -> None:
        """Filter nothing."""
        self.field.clear()

    def _typed(self, _text: str) -> None:
        self._wait.start()

    def _tell(self) -> None:
        self.filtered.emit(self.field.text())

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for picker in self._pickers:
            if picker.isHidden():
                menu.addMenu(picker.menu(menu))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Keep what fits; the last pickers go behind ⋯ first."""
        gap = self._row.spacing()
        margins = self._row.contentsMargins()
        kept = [self.field, *(self._widget(at) for at in range(self._at + 1, self._row.count()))]
        used = (
            margins.left() + margins.right() + sum(self._wide(one) + gap for one in kept if one is not None)
        )
        more = self._more.sizeHint().width() + gap
        hints = [picker.sizeHint().width() + gap for picker in self._pickers]
        room = self.width() - used
        fits = len(hints) if sum(hints) <= room else 0
        while fits < len(hints) and sum(hints[: fits + 1]) <= room - more:
            fits += 1
        for place, picker in enumerate(self._pickers):
            picker.setVisible(place < fits)
        self._more.setVisible(fits < len(hints))

    def _widget(self, at: int) -> QWidget | None:
        item = self._row.itemAt(at)
        return item.widget() if item is not None else None

    def _wide(self, widget: QWidget) -> int:
        return widget.width() if widget is self.field else widget.sizeHint().width()
