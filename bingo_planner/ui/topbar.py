"""The top bar: menus, undo and redo, search, era or Western years, the fiscal year."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QMenu,
    QMenuBar,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.ui.buttons import Choice, icon_button, rule, shown_shortcut, with_shortcut
from bingo_planner.ui.icons import icon_side, paint_icon
from bingo_planner.ui.shellmodel import ShellState
from bingo_planner.ui.theme import current, theme_signals
from bingo_planner.ui.widths import Width
from bingo_planner.ui.yearswitch import YearSwitch


def paint_key(painter: QPainter, right: float, middle: float, text: str) -> float:
    """A key cap that ends at `right`; returns its left edge."""
    theme = current()
    painter.setFont(theme.font("ticks"))
    width = painter.fontMetrics().horizontalAdvance(text) + theme.px(0.6)
    height = theme.px(1.3)
    box = QRectF(right - width, middle - height / 2, width, height).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme.color("line2"), 1))
    painter.setBrush(theme.color("page"))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(theme.color("text3"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return right - width


class SearchBox(QAbstractButton):
    """Looks like a field, opens the palette."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.small = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = current()
        return QSize(theme.px(2.3 if self.small else 18.15), theme.field_height)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("control"), 1))
        painter.setBrush(theme.color("hover" if self.underMouse() else "page"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        side = icon_side()
        left = (self.width() - side) / 2 if self.small else theme.px(0.62)
        paint_icon(painter, QRectF(left, (self.height() - side) / 2, side, side), "search")
        if self.small:
            return
        end = paint_key(painter, self.width() - theme.px(0.5), self.height() / 2, shown_shortcut("Ctrl+K"))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text2"))
        place = QRectF(left + side + theme.px(0.55), 0, 0, self.height())
        place.setRight(end - theme.px(0.4))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, translate("ui", "Search, commands"))


class TopBar(QFrame):
    """One row over everything."""

    search_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    style_chosen = Signal(object)  # DateStyle
    year_chosen = Signal(object)  # FiscalYear

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAutoFillBackground(True)
        self.menus = QMenuBar(self)
        self.menus.setNativeMenuBar(False)
        self.menus.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.folded = icon_button("menu", "", parent=self)
        self.folded.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.folded_menu = QMenu(self)
        self.folded.setMenu(self.folded_menu)
        self.undo = icon_button("undo-2", "", self.undo_wanted.emit, parent=self)
        self.redo = icon_button("redo-2", "", self.redo_wanted.emit, parent=self)
        self.search = SearchBox(self)
        self.search.clicked.connect(self.search_wanted)
        self.style_choice = Choice([("era", ""), ("western", "")], "", self)
        self.style_choice.chosen.connect(self._style_told)
        self.years = YearSwitch(self)
        self.years.chosen.connect(self.year_chosen)
        self._lines = [rule(vertical=True, parent=self), rule(vertical=True, parent=self)]
        self._lay_out()
        self.speak()
        theme_signals().changed.connect(self._resize)
        self._resize()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        self._row = row
        row.addWidget(self.folded)
        row.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addWidget(self._lines[0])
        row.addWidget(self.search)
        row.addWidget(self._lines[1])
        row.addWidget(self.style_choice)
        row.addWidget(self.years)
        self.folded.setVisible(False)

    def speak(self) -> None:
        """The words in the language in force."""
        for made, words, keys in (
            (self.folded, translate("ui", "Menu"), ""),
            (self.search, translate("ui", "Search, commands"), "Ctrl+K"),
            (self.style_choice, translate("ui", "Writing of years"), "Ctrl+E"),
        ):
            made.setAccessibleName(words)
            made.setToolTip(with_shortcut(words, keys))
        self.style_choice.set_words([translate("ui", "Era"), translate("ui", "CE")])
        self.years.speak()

    def _resize(self) -> None:
        theme = current()
        self.setFixedHeight(theme.px(3.1))
        self._row.setContentsMargins(theme.px(0.1), 0, theme.px(0.77), 1)
        self._row.setSpacing(theme.px(0.62))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.color("window"))
        self.setPalette(palette)
        self.menus.setFont(theme.font("body"))
        for line in self._lines:
            line.setFixedHeight(theme.px(1.3))
        self.search.setFixedSize(self.search.sizeHint())

    def arrange(self, width: Width) -> None:
        """Menus fold under 960; the search box becomes an icon under 720."""
        self.menus.setVisible(width >= Width.MIDDLE)
        self.folded.setVisible(width < Width.MIDDLE)
        self.search.small = width == Width.TINY
        for line in self._lines:
            line.setVisible(width > Width.TINY)
        self.search.setFixedSize(self.search.sizeHint())

    def render_state(self, state: ShellState) -> None:
        """Year, writing style, next undo and redo."""
        self.years.show_years(state.chosen_year, state.years, state.style)
        # English has no era years: the switch says what the pages show
        english = language() == "en"
        self.style_choice.set_key((DateStyle.WESTERN if english else state.style).value)
        self.style_choice.setEnabled(not english)
        for made, word, step, keys in (
            (self.undo, translate("ui", "Undo"), state.undo, "Ctrl+Z"),
            (self.redo, translate("ui", "Redo"), state.redo, "Ctrl+Y"),
        ):
            made.setEnabled(step is not None)
            tip = f"{word}: {step}" if step else word
            made.setToolTip(with_shortcut(tip, keys))
            made.setAccessibleName(tip)

    def _style_told(self, key: str) -> None:
        self.style_chosen.emit(DateStyle(key))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line at the foot."""
        painter = QPainter(self)
        painter.setPen(current().color("line2"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
