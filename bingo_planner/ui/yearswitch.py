"""◀ 令和6年度 ▶: one control for the fiscal year; a locked year shows its lock and turns to the warning ground."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_fiscal_year
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import icon_button, with_shortcut
from bingo_planner.ui.icons import icon, icon_side, paint_icon
from bingo_planner.ui.shellmodel import YearItem
from bingo_planner.ui.theme import current, theme_signals


class YearName(QPushButton):
    """The year in bold, with its lock; opens the list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.locked = False
        self.setProperty("kind", "flat")

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("strong"))
        token = "warn" if self.locked else "text"
        painter.setPen(theme.color(token))
        width = painter.fontMetrics().horizontalAdvance(self.text())
        side = icon_side() if self.locked else 0
        gap = theme.px(0.35) if self.locked else 0
        left = (self.width() - width - side - gap) / 2
        if self.locked:
            paint_icon(painter, QRectF(left, (self.height() - side) / 2, side, side), "lock", "warn")
        place = QRectF(left + side + gap, 0, width + 2, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())


class YearSwitch(QFrame):
    """Previous year, name, next year; `chosen` tells the wish."""

    chosen = Signal(object)  # FiscalYear

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._years: tuple[YearItem, ...] = ()
        self._now = YearItem(FiscalYear(2000))
        self._style = DateStyle.ERA
        self.before = icon_button("chevron-left", "", lambda: self.step(-1), parent=self)
        self.after = icon_button("chevron-right", "", lambda: self.step(1), parent=self)
        self.name = YearName(self)
        self.menu = QMenu(self)
        self.name.clicked.connect(self._open_list)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for part in (self.before, self.name, self.after):
            row.addWidget(part)
        theme_signals().changed.connect(self._resize)
        self._resize()

    def speak(self) -> None:
        """The words in the language in force."""
        for made, words, keys in (
            (self.before, translate("ui", "Previous fiscal year"), "Ctrl+PgUp"),
            (self.after, translate("ui", "Next fiscal year"), "Ctrl+PgDown"),
        ):
            made.setAccessibleName(words)
            made.setToolTip(with_shortcut(words, keys))

    def _resize(self) -> None:
        theme = current()
        self.setFixedHeight(theme.field_height)
        metrics = self.name.fontMetrics()
        room = metrics.horizontalAdvance(self.name.text()) * 1.08 + theme.px(1.2)
        self.name.setFixedWidth(round(room) + (icon_side() if self.name.locked else 0))
        self.name.setFixedHeight(theme.field_height - 2)

    def show_years(self, now: YearItem, years: Sequence[YearItem], style: DateStyle) -> None:
        """The year in force and those that can be chosen."""
        self._now, self._years, self._style = now, tuple(years), style
        words = format_fiscal_year(now.year, style)
        self.name.locked = now.locked
        self.name.setText(words)
        state = translate("ui", "locked") if now.locked else translate("ui", "not locked")
        self.name.setAccessibleName(translate("ui", "Fiscal year {year}, {state}", year=words, state=state))
        self.name.setToolTip(translate("ui", "Choose a fiscal year"))
        known = [item.year for item in self._years]
        self.before.setEnabled(now.year.previous in known)
        self.after.setEnabled(now.year.next in known)
        self._resize()
        self.update()

    def step(self, by: int) -> None:
        """One year back or on, when it exists."""
        wish = self._now.year.shift(by)
        if wish in [item.year for item in self._years]:
            self.chosen.emit(wish)

    def fill_list(self) -> QMenu:
        """The list of years with lock marks."""
        self.menu.clear()
        for item in self._years:
            words = format_fiscal_year(item.year, self._style)
            line = self.menu.addAction(
                icon("lock", "warn") if item.locked else icon("lock-open", "text3"), words
            )
            line.setCheckable(False)
            if item.year == self._now.year:
                font = line.font()
                font.setBold(True)
                line.setFont(font)
                self.menu.setActiveAction(line)
            line.triggered.connect(lambda _checked=False, year=item.year: self.chosen.emit(year))
        return self.menu

    def _open_list(self) -> None:
        self.fill_list().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """One frame round all three."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("warnLine" if self._now.locked else "control"), 1))
        painter.setBrush(theme.color("warnBg" if self._now.locked else "page"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
