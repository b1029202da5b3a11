"""Fields for days, spans and figures: every spelling is read, one is shown."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from bingo_planner.kernel import numbers
from bingo_planner.kernel.dates import (
    FiscalYear,
    format_date,
    format_fiscal_year,
    format_span,
    parse_date,
    parse_fiscal_year,
)
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import with_shortcut
from bingo_planner.ui.celltext import number_text
from bingo_planner.ui.fields import FormContext, FormField, LineField
from bingo_planner.ui.fields_calendar import CalendarPopup
from bingo_planner.ui.icons import icon

Span = tuple[dt.date | None, dt.date | None]
_TO = re.compile(r"\s*[〜～~–—から]+\s*")


def parse_span(text: str, fiscal_year: int | None = None) -> Span:
    """「R6.4.1〜R9.3.31」 as two days; either end may stay open."""
    ends = _TO.split(text.strip().removesuffix("まで"), maxsplit=1)
    first = parse_date(ends[0], fiscal_year) if ends[0].strip() else None
    last = parse_date(ends[1], fiscal_year) if len(ends) > 1 and ends[1].strip() else None
    return first, last


class DateField(LineField):
    """One day; F4 or Alt+↓ opens a month."""

    def __init__(self, record: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(record, self._read, self._words, parent, ime=False)
        self.context = context
        self._add_button()

    def _add_button(self) -> None:
        self.button = QAction(icon("calendar-days"), translate("uikit", "Calendar"), self)
        self.button.setToolTip(with_shortcut(self.button.text(), "F4"))
        self.button.triggered.connect(self.open_calendar)
        self.line.addAction(self.button, QLineEdit.ActionPosition.TrailingPosition)
        self.line.pick.connect(self.open_calendar)

    def _read(self, text: str) -> object:
        return parse_date(text, self.context.fiscal_year) if text.strip() else None

    def _words(self, value: object) -> str:
        return format_date(value, self.context.style, "short") if isinstance(value, dt.date) else ""

    def _start_day(self) -> dt.date | None:
        return self._value if isinstance(self._value, dt.date) else None

    def open_calendar(self) -> None:
        """A month at the field's day, or today."""
        if self.line.isReadOnly():
            return
        popup = CalendarPopup(self.context, self._start_day(), self)
        popup.picked.connect(self._picked)
        popup.popup_under(self.line)

    def _picked(self, day: object) -> None:
        self.line.setModified(False)
        self._bad = None
        self.commit(day)
        self.typed.emit(self.record.key)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.button.setVisible(not read_only)

    def restyle(self) -> None:
        super().restyle()
        self.button.setIcon(icon("calendar-days"))


class SpanField(DateField):
    """From a day to a day in one field; the calendar sets the end where the cursor stands."""

    def _read(self, text: str) -> object:
        return parse_span(text, self.context.fiscal_year) if text.strip() else (None, None)

    def _span(self) -> Span:
        value = self._value
        return (value[0], value[1]) if isinstance(value, tuple) and len(value) == 2 else (None, None)

    def _words(self, value: object) -> str:
        if not isinstance(value, tuple) or len(value) != 2:
            return ""
        return format_span(value[0], value[1], self.context.style, "short").replace("〜", " 〜 ").strip()

    def _at_end(self) -> bool:
        text, place = self.line.text(), self.line.cursorPosition()
        return bool(_TO.search(text[:place])) and place > 0

    def _start_day(self) -> dt.date | None:
        first, last = self._span()
        return (last or first) if self._at_end() else first

    def _picked(self, day: object) -> None:
        first, last = self._span()
        super()._picked((first, day) if self._at_end() else (day, last))


def year_field(record: FormField, context: FormContext, parent: QWidget | None = None) -> LineField:
    """A fiscal year: R6, 令和6年度, 2024."""

    def read(text: str) -> object:
        return parse_fiscal_year(text) if text.strip() else None

    def words(value: object) -> str:
        return format_fiscal_year(value, context.style) if isinstance(value, FiscalYear | int) else ""

    return LineField(record, read, words, parent, ime=False)


def figure_field(record: FormField, parent: QWidget | None = None) -> LineField:
    """A number, a whole number or an amount of yen shown in the record's unit."""

    def read(text: str) -> object:
        if not text.strip():
            return None
        if record.kind == "yen":
            return numbers.parse_yen(text, record.yen_unit, record.marks)
        if record.kind == "integer":
            return numbers.parse_integer(text, record.marks, record.label, record.unit)
        return numbers.parse_number(text, record.marks, record.unit)

    def words(value: object) -> str:
        if isinstance(value, numbers.Mark) or value is None:
            return numbers.format_mark(value) if value is not None else ""
        if record.kind == "yen" and isinstance(value, int | Decimal):
            return numbers.format_yen_in(value, record.yen_unit, _places(Decimal(value), record.yen_unit))
        return number_text(value)

    return LineField(record, read, words, parent, ime=False)


def _places(value: Decimal, unit: int) -> int:
    """Decimals needed to show an amount without losing a yen."""
    shown = (value / unit).normalize().as_tuple().exponent
    return -shown if isinstance(shown, int) and shown < 0 else 0
