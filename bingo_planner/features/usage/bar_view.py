"""The bar over a sheet: service, month, measure, what stands in the cells, and how far the entry is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QMenu, QPushButton, QSizePolicy, QWidget

from bingo_planner.features.usage.sheets import plans_of
from bingo_planner.features.usage.state import Tab, UsageState, View
from bingo_planner.features.usage.yearly import adds_up
from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_month
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button, icon_button
from bingo_planner.ui.celltext import RIGHT, draw_text, text_width
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.icons import set_icon
from bingo_planner.ui.segmented import Segment, Segmented
from bingo_planner.ui.theme import current, theme_signals


def _t(text: str, **facts: object) -> str:
    return translate("usage", text, **facts)


class MonthSwitch(QFrame):
    """◀ 令和6年7月 ▶. `stepped(months)`, `chosen(month)`."""

    stepped = Signal(int)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("monthSwitch")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        before, after = _t("Previous month"), _t("Next month")
        self.before = icon_button("chevron-left", before, lambda: self.stepped.emit(-1), shortcut="Alt+PgUp")
        self.after = icon_button("chevron-right", after, lambda: self.stepped.emit(1), shortcut="Alt+PgDown")
        self.name = button("", self._open, kind="flat", tip=_t("Choose a month"))
        self._months: tuple[dt.date, ...] = ()
        self._style = DateStyle.ERA
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for part in (self.before, self.name, self.after):
            row.addWidget(part)
        theme_signals().changed.connect(self._resize)
        self._resize()

    def _resize(self) -> None:
        now = current()
        self.setFixedHeight(now.field_height)
        self.name.setFixedHeight(now.field_height - 2)
        self.name.setFont(now.font("strong"))

    def show_month(self, month: dt.date, style: DateStyle, *, last: dt.date) -> None:
        """The month shown; months after `last` have not begun."""
        self._months, self._style = FiscalYear.of(month).months(), style
        words = format_month(month, style)
        self.name.setText(words)
        self.name.setAccessibleName(_t("Month {month}", month=words))
        self.before.setEnabled(month > self._months[0])
        self.after.setEnabled(month < self._months[-1] and month < last.replace(day=1))

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for month in self._months:
            made = menu.addAction(format_month(month, self._style))
            made.setData(month)
        menu.triggered.connect(lambda action: self.chosen.emit(action.data()))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


class Entered(QWidget):
    """入力 96 / 108 with a bar: how many cells somebody has filled in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = self._all = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_count(self, done: int, whole: int) -> None:
        """Another count."""
        self._done, self._all = done, whole
        self.setAccessibleName(self._words())
        self.setToolTip(_t("{n} cells are still blank", n=whole - done))
        self.updateGeometry()
        self.update()

    def _words(self) -> str:
        return _t("Entered {done} / {all}", done=self._done, all=self._all)

    def sizeHint(self) -> QSize:
        now = current()
        return QSize(text_width(self._words(), "body") + now.px(6.0), now.field_height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = current(), QPainter(self)
        bar = now.px(5.2)
        room = self.rect().adjusted(0, 0, -bar - now.px(0.75), 0)
        draw_text(painter, room, self._words(), "body", now.color("text2"), RIGHT)
        height = max(now.px(0.5), 4)
        box = QRectF(self.width() - bar, (self.height() - height) / 2, bar - 1, height)
        painter.setPen(now.color("control"))
        painter.setBrush(now.color("page"))
        painter.drawRect(box)
        if self._all:
            full = QRectF(box)
            full.setWidth(box.width() * self._done / self._all)
            painter.fillRect(full, now.color("accent"))
        painter.end()


class UsageBar(QWidget):
    """Pickers of the page; those there is no room for give way, the month and what is entered last."""

    service_picked = Signal(str)
    measure_picked = Signal(str)
    category_picked = Signal(str)
    view_chosen = Signal(str)
    last_toggled = Signal()
    year_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.service = ValuePicker("service", _t("Service"), [], self)
        self.service.setObjectName("servicePicker")
        self.month = MonthSwitch(self)
        self.measure = ValuePicker("measure", "", [], self)
        self.measure.setObjectName("measurePicker")
        self.category = ValuePicker("category", _t("Class"), [], self)
        self.view = Segmented(
            [
                Segment(View.FIGURES, _t("Figures")),
                Segment(View.PER_DAY, _t("Per day")),
                Segment(View.RATE, _t("Occupancy")),
            ],
            _t("In the cells"),
            self,
        )
        self.last = self._toggle(
            _t("With last month"), self.last_toggled.emit, _t("Last month beside the figures")
        )
        self.year = self._toggle(
            _t("With last year"), self.year_toggled.emit, _t("The same month last year beside the figures")
        )
        self.entered = Entered(self)
        self.service.picked.connect(lambda _key, value: self.service_picked.emit(value))
        self.measure.picked.connect(lambda _key, value: self.measure_picked.emit(value))
        self.category.picked.connect(lambda _key, value: self.category_picked.emit(value))
        self.view.chosen.connect(self.view_chosen)
        self._row = QHBoxLayout(self)
        for part in (self.service, self.month, self.measure, self.category, self.view, self.last, self.year):
            self._row.addWidget(part)
        self._row.addStretch(1)
        self._row.addWidget(self.entered)
        # What does not fit is hidden, so the bar never asks the window for more room.
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._wanted: dict[QWidget, bool] = {}
        theme_signals().changed.connect(self._resize)
        self._resize()

    def _toggle(self, words: str, run: object, tip: str) -> QPushButton:
        made = button(words, tip=tip, parent=self)
        made.setCheckable(True)
        made.clicked.connect(lambda _checked=False: run())  # type: ignore[operator]  # a bound signal
        return made

    def _resize(self) -> None:
        now = current()
        edge = now.px(1.54)
        self._row.setContentsMargins(edge, now.px(0.3), edge, now.px(0.45))
        self._row.setSpacing(now.px(0.62))
        self.setFixedHeight(now.px(3.1))

    def render_state(self, state: UsageState) -> None:
        """Show what is chosen."""
        data = state.data
        if data is None:
            return
        self.service.set_options([Option(one.id, one.name) for one in state.services])
        self.service.set_value(state.service_id)
        plans = plans_of(data.service)
        if state.tab is Tab.YEAR:
            options = [Option(one.id, one.name) for one in data.service.measures]
            chosen = state.table.measure.id if state.table else ""
        else:
            glue = _t(", ")
            options = [Option(one.id, glue.join(m.name for m in one.measures)) for one in plans]
            chosen = state.sheet.plan.id if state.sheet else ""
        self.measure.set_options(options)
        self.measure.set_value(chosen)
        self._show_month(state)
        entry, by_class = state.tab is Tab.ENTRY, False
        if state.sheet is not None:
            self.entered.show_count(state.sheet.entered, state.sheet.cells)
            plan = state.sheet.plan
            by_class = entry and plan.by_category
            classes = data.service.categories(plan.first.breakdown_id)
            self.category.set_options([Option(one.id, one.name) for one in classes])
            self.category.set_value(state.category)
        first = state.sheet.plan.first if state.sheet is not None else None
        has_seats = entry and first is not None and bool(first.capacity_name) and adds_up(first)
        self._wanted = {
            self.service: True,
            self.month: entry,
            self.measure: len(options) > 1 and state.tab in (Tab.ENTRY, Tab.YEAR),
            self.category: by_class,
            self.view: has_seats,
            self.last: entry,
            self.year: entry,
            self.entered: entry,
        }
        self._fit()

    def _show_month(self, state: UsageState) -> None:
        if state.data is not None:
            self.month.show_month(state.month, state.style, last=state.data.today)
        self.view.set_key(state.view)
        for toggle, on in ((self.last, state.with_last), (self.year, state.with_year)):
            toggle.setChecked(on)
            set_icon(toggle, "check" if on else "", "accent")

    def _fit(self) -> None:
        """Show what is wanted as far as there is room; what can be done elsewhere gives way first."""
        now = current()
        order: Sequence[QWidget] = (self.year, self.last, self.view, self.entered, self.service, self.measure)
        shown = {part for part, wanted in self._wanted.items() if wanted}

        def need() -> int:
            widths = sum(part.sizeHint().width() for part in shown)
            return widths + now.px(0.62) * max(len(shown) - 1, 0) + 2 * now.px(1.54)

        for part in order:
            if need() <= self.width():
                break
            shown.discard(part)
        for part in self._wanted:
            part.setVisible(part in shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other pickers."""
        super().resizeEvent(event)
        self._fit()
