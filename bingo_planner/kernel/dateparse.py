"""Days, months and fiscal years out of what people type and paste. Refusals are `PlanError`s that say why."""

import re
import unicodedata
from calendar import monthrange
from datetime import date

from bingo_planner.kernel.eras import find_era
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.fiscal import FiscalYear

FIRST_YEAR, LAST_YEAR = 1868, 2199

_ERA = r"(?:(?P<era>明治|大正|昭和|平成|令和|[明大昭平令]|[mtshr])\.?)?"
_YEAR = r"(?P<year>元|\d{1,4})"
_WEEKDAY = r"(?:\(?(?P<weekday>[月火水木金土日])(?:曜日?)?\)?)?"
# Plain text, compiled by `re` when first used: a window that only opens need not wait for ten of them.
_DATE = rf"{_ERA}{_YEAR}(?:年|[-./])(?P<month>\d{{1,2}})(?:月|[-./])(?P<day>\d{{1,2}})日?{_WEEKDAY}"
_PLAIN = r"(?:(?P<year>\d{4})|(?P<era>[mtshr])(?P<count>\d\d))(?P<month>\d\d)(?P<day>\d\d)"
_MONTH_DAY = rf"(?P<month>\d{{1,2}})(?:月|[-./])(?P<day>\d{{1,2}})日?{_WEEKDAY}"
_MONTH = rf"{_ERA}{_YEAR}(?:年|[-./])(?P<month>\d{{1,2}})月?"
_PLAIN_MONTH = r"(?P<year>\d{4})(?P<month>\d\d)"
_BARE_MONTH = r"(?P<month>\d{1,2})月"
_FISCAL = rf"(?:fy)?{_ERA}{_YEAR}(?:年度?)?"
_ENGLISH = r"(?:(?P<d1>\d{1,2})(?P<m1>[a-z]+)|(?P<m2>[a-z]+)(?P<d2>\d{1,2})),?(?P<year>\d{4})"
_MONTH_WORDS = (
    ("jan", "january"),
    ("feb", "february"),
    ("mar", "march"),
    ("apr", "april"),
    ("may", "may"),
    ("jun", "june"),
    ("jul", "july"),
    ("aug", "august"),
    ("sep", "september"),
    ("oct", "october"),
    ("nov", "november"),
    ("dec", "december"),
)

_MIDNIGHT = r"[t ]0{1,2}:00(?::00(?:\.0+)?)?$"
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212ー", "-"))
_KANJI = {kanji: digit for digit, kanji in enumerate("〇一二三四五六七八九")}
_KANJI_NUMBER = "[〇一二三四五六七八九十]+"


def parse_date(text: str, fiscal_year: int | None = None) -> date:
    """The day meant by R6.4.1, 令和6年4月1日, 令6.4.1, 20240401, 2024/4/1, ２０２４/４/１, 26 Aug 2024 …

    With `fiscal_year` a bare 4/1 or 4月1日 is that day of that fiscal year. A year of one or two figures without
    an era is refused, since 6.4.1 may mean several centuries. A day past the end of its era counts on: H31.5.1 is
    1 May 2019. Refusals: date.unreadable, date.month, date.day, date.year, date.era_year, date.era_missing,
    date.year_missing, date.weekday.
    """
    plain = _plain(text)
    if found := re.fullmatch(_DATE, plain):
        year = _western(found["era"], found["year"], text)
    elif found := re.fullmatch(_PLAIN, plain):
        year = _western(found["era"], found["year"] or found["count"], text)
    elif found := re.fullmatch(_MONTH_DAY, plain):
        year = _year_in(fiscal_year, int(found["month"]), text)
    elif found := re.fullmatch(_ENGLISH, plain):
        return _day(
            _western(None, found["year"], text), _month_word(found, text), int(found["d1"] or found["d2"])
        )
    else:
        raise PlanError("date.unreadable", text=text)
    day = _day(year, int(found["month"]), int(found["day"]))
    _check_weekday(found, day, text)
    return day


def parse_month(text: str, fiscal_year: int | None = None) -> date:
    """The first day of the month meant by R6.4, 令和6年4月, 2024/4, 2024-04, 202404; 4月 with a fiscal year."""
    plain = _plain(text)
    if found := re.fullmatch(_MONTH, plain):
        return _day(_western(found["era"], found["year"], text), int(found["month"]), 1)
    if found := re.fullmatch(_PLAIN_MONTH, plain):
        return _day(_western(None, found["year"], text), int(found["month"]), 1)
    if found := re.fullmatch(_BARE_MONTH, plain):
        month = int(found["month"])
        return _day(_year_in(fiscal_year, month, text), month, 1)
    raise PlanError("month.unreadable", text=text)


def parse_fiscal_year(text: str) -> FiscalYear:
    """The fiscal year meant by R6, R6年度, 令和6年度, 令和元年度, 平成31年度, 2024, 2024年度, FY2024."""
    found = re.fullmatch(_FISCAL, _plain(text))
    if not found:
        raise PlanError("fiscal_year.unreadable", text=text)
    return FiscalYear(_western(found["era"], found["year"], text))


def _plain(text: str) -> str:
    """One spelling: narrow figures, small letters, no blanks, one dash, figures instead of kanji numbers."""
    narrow = unicodedata.normalize("NFKC", text).strip().casefold()
    dashed = re.sub(_MIDNIGHT, "", narrow).translate(_DASHES)
    return re.sub(_KANJI_NUMBER, _figures, re.sub(r"\s+", "", dashed))


def _figures(found: re.Match[str]) -> str:
    """二十六 or 二六 as 26; 二〇二四 as 2024."""
    kanji = found[0]
    if "十" not in kanji:
        return "".join(str(_KANJI[digit]) for digit in kanji)
    tens, _, ones = kanji.partition("十")
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        return kanji
    return str((_KANJI[tens] if tens else 1) * 10 + (_KANJI[ones] if ones else 0))


def _western(era_word: str | None, year: str, text: str) -> int:
    count = 1 if year == "元" else int(year)
    era = find_era(era_word) if era_word else None
    if era is None and (year == "元" or len(year) < 3):
        raise PlanError("date.era_missing", text=text)
    if era is not None and count < 1:
        raise PlanError("date.era_year", text=text)
    western = era.western(count) if era else count
    if not FIRST_YEAR <= western <= LAST_YEAR:
        raise PlanError("date.year", text=text, first=FIRST_YEAR, last=LAST_YEAR)
    return western


def _year_in(fiscal_year: int | None, month: int, text: str) -> int:
    if fiscal_year is None:
        raise PlanError("date.year_missing", text=text)
    return int(fiscal_year) + (month < 4)


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise PlanError("date.month", month=month)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise PlanError("date.day", day=day, month=month, year=year, last=last)
    return date(year, month, day)


def _month_word(found: re.Match[str], text: str) -> int:
    word = found["m1"] or found["m2"]
    for number, names in enumerate(_MONTH_WORDS, start=1):
        if word in names:
            return number
    raise PlanError("date.unreadable", text=text)


def _check_weekday(found: re.Match[str], day: date, text: str) -> None:
    """A weekday that does not fit means that one of the two is a slip; only the person knows which."""
    weekday = found.groupdict().get("weekday")
    if weekday and weekday != "月火水木金土日"[day.weekday()]:
        raise PlanError("date.weekday", text=text, date=f"{day.year}/{day.month}/{day.day}")
