"""Dates, months and fiscal years as officials write and read them; the one import for everything about days."""

from datetime import date
from enum import Enum
from typing import Literal

from bingo_planner.kernel.dateparse import parse_date, parse_fiscal_year, parse_month
from bingo_planner.kernel.eras import ERAS, Era, era_of, era_of_fiscal_year, find_era
from bingo_planner.kernel.fiscal import FiscalYear, month_end
from bingo_planner.kernel.i18n import language

__all__ = [
    "ERAS",
    "DateForm",
    "DateStyle",
    "Era",
    "FiscalYear",
    "YearForm",
    "era_of",
    "era_of_fiscal_year",
    "find_era",
    "format_date",
    "format_fiscal_year",
    "format_month",
    "format_span",
    "month_end",
    "parse_date",
    "parse_fiscal_year",
    "parse_month",
    "weekday_name",
]

DateForm = Literal["short", "long", "numeric", "month_day", "weekday"]
YearForm = Literal["symbol", "short", "long"]

_WEEKDAYS = "月火水木金土日"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class DateStyle(Enum):
    """How years are counted on the screen and on paper. English knows only one order: western, era after it."""

    ERA = "era"
    WESTERN = "western"
    BOTH = "both"
    WESTERN_FIRST = "western_first"


def weekday_name(day: date) -> str:
    """月 or Mon."""
    return _DAYS[day.weekday()] if language() == "en" else _WEEKDAYS[day.weekday()]


def format_date(day: date, style: DateStyle = DateStyle.ERA, form: DateForm = "short") -> str:
    """A day in words of the language in force.

    long 令和6年8月26日 / 2024年8月26日, short R6.8.26 / 2024/8/26, month_day 8/26, weekday 8月26日(月),
    numeric 2024-08-26 (for files). English: 26 Aug 2024, 26 Aug, Mon 26 Aug.
    """
    if form == "numeric":
        return day.isoformat()
    if language() == "en":
        return _english_date(day, style, form)
    if form == "month_day":
        return f"{day.month}/{day.day}"
    if form == "weekday":
        return f"{day.month}月{day.day}日({_WEEKDAYS[day.weekday()]})"
    if form == "long":
        return _both(
            style, f"{_era_year(day)}年{day.month}月{day.day}日", f"{day.year}年{day.month}月{day.day}日"
        )
    return _both(style, f"{_era_short(day)}.{day.month}.{day.day}", f"{day.year}/{day.month}/{day.day}")


def format_month(
    month: date, style: DateStyle = DateStyle.ERA, form: Literal["short", "long"] = "long"
) -> str:
    """The month in which a day lies: 令和6年8月 / 2024年8月, R6.8 / 2024/8; English Aug 2024."""
    if language() == "en":
        return _english_both(style, f"{_MONTHS[month.month - 1]} {month.year:04}", _era_short(month))
    if form == "long":
        return _both(style, f"{_era_year(month)}年{month.month}月", f"{month.year}年{month.month}月")
    return _both(style, f"{_era_short(month)}.{month.month}", f"{month.year}/{month.month}")


def format_fiscal_year(year: int, style: DateStyle = DateStyle.ERA, form: YearForm = "long") -> str:
    """A fiscal year: long 令和6年度 / 2024年度, short R6年度, symbol R6; English FY2024.

    With both: 令和6年度(2024年度), R6(2024)年度, R6(2024); with the western year first the other way round.
    """
    era = era_of_fiscal_year(year)
    count = _gannen(era.year_of(year)) if era else str(year)
    symbol = f"{era.letter}{count}" if era else count
    if language() == "en":
        return _english_both(style, f"FY{year:d}", symbol if era else "")
    if form == "symbol":
        return _both(style, symbol, f"{year:d}")
    if form == "short":
        return _both(style, symbol, f"{year:d}") + "年度"
    return _both(style, f"{era.name if era else ''}{count}年度", f"{year:d}年度")


def format_span(
    first: date | None, last: date | None, style: DateStyle = DateStyle.ERA, form: DateForm = "long"
) -> str:
    """From a day to a day, either end open: 令和6年4月1日〜令和9年3月31日, 令和6年4月1日〜."""
    start = format_date(first, style, form) if first else ""
    end = format_date(last, style, form) if last else ""
    if language() == "en":
        return f"{start} – {end}".strip()
    return f"{start}〜{end}" if start or end else ""


def _both(style: DateStyle, era: str, western: str) -> str:
    if style is DateStyle.WESTERN or era == western:
        return western
    if style is DateStyle.ERA:
        return era
    return f"{era}({western})" if style is DateStyle.BOTH else f"{western}({era})"


def _english_both(style: DateStyle, western: str, era: str) -> str:
    """English readers always get the western year; the era follows where both are wanted."""
    return f"{western} ({era})" if era and style in (DateStyle.BOTH, DateStyle.WESTERN_FIRST) else western


def _english_date(day: date, style: DateStyle, form: DateForm) -> str:
    month = _MONTHS[day.month - 1]
    if form == "month_day":
        return f"{day.day} {month}"
    if form == "weekday":
        return f"{_DAYS[day.weekday()]} {day.day} {month}"
    return _english_both(style, f"{day.day} {month} {day.year}", _era_short(day) if era_of(day) else "")


def _era_year(day: date) -> str:
    era = era_of(day)
    return f"{era.name}{_gannen(era.year_of(day.year))}" if era else str(day.year)


def _era_short(day: date) -> str:
    era = era_of(day)
    return f"{era.letter}{era.year_of(day.year)}" if era else str(day.year)


def _gannen(year: int) -> str:
    return "元" if year == 1 else str(year)
