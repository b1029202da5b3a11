"""Days, months and fiscal years: what may be typed, and how it is written back."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.kernel.dates import (
    ERAS,
    DateForm,
    DateStyle,
    FiscalYear,
    YearForm,
    era_of,
    find_era,
    format_date,
    format_fiscal_year,
    format_month,
    format_span,
    month_end,
    parse_date,
    parse_fiscal_year,
    parse_month,
    weekday_name,
)
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import speaking
from bingo_planner.kernel.messages import message_for

APRIL_1 = date(2024, 4, 1)
days = st.dates(date(1868, 1, 25), date(2199, 12, 31))
fiscal_years = st.integers(1868, 2198).map(FiscalYear)


@pytest.mark.parametrize(
    "text",
    [
        "R6.4.1",
        "r6.4.1",
        "R.6.4.1",
        "R6/4/1",
        "R6-4-1",
        "R06.04.01",
        "R060401",
        "Ｒ６．４．１",
        "令和6年4月1日",
        "令和６年４月１日",
        " 令和 6年 4月 1日 ",
        "令和六年四月一日",
        "㋿6年4月1日",
        "令6.4.1",
        "平成36年4月1日",
        "昭和99.4.1",
        "20240401",
        "２０２４０４０１",
        "2024/4/1",
        "２０２４/４/１",
        "2024-04-01",
        "2024.4.1",
        "2024−4−1",
        "2024年4月1日",
        "二〇二四年四月一日",
        "2024-04-01 00:00:00",
        "2024/4/1 0:00",
        "2024-04-01T00:00:00",
        "令和6年4月1日(月)",
        "令和6年4月1日（月曜日）",
        "2024/4/1月曜",
        "1 Apr 2024",
        "1 April 2024",
        "Apr 1, 2024",
    ],
)
def test_every_way_of_typing_one_day(text: str) -> None:
    assert parse_date(text) == APRIL_1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("H31.5.1", date(2019, 5, 1)),
        ("R1.4.1", date(2019, 4, 1)),
        ("S64.1.7", date(1989, 1, 7)),
        ("T15.12.24", date(1926, 12, 24)),
        ("明治45年7月29日", date(1912, 7, 29)),
        ("令和十二年十月三十一日", date(2030, 10, 31)),
        ("R6.2.29", date(2024, 2, 29)),
    ],
)
def test_eras_count_on_past_their_end(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date.unreadable"),
        ("きのう", "date.unreadable"),
        ("2024/4", "date.unreadable"),
        ("20240", "date.unreadable"),
        ("2024/4/1 10:30", "date.unreadable"),
        ("1 Foo 2024", "date.unreadable"),
        ("令和二三四年四月一日", "date.year"),
        ("令和十十年四月一日", "date.unreadable"),
        ("R6.13.1", "date.month"),
        ("R6.0.1", "date.month"),
        ("20241301", "date.month"),
        ("2023/2/29", "date.day"),
        ("R6.4.31", "date.day"),
        ("31 Apr 2024", "date.day"),
        ("R6.4.0", "date.day"),
        ("6.4.1", "date.era_missing"),
        ("元年4月1日", "date.era_missing"),
        ("24/4/1", "date.era_missing"),
        ("R0.4.1", "date.era_year"),
        ("1700/4/1", "date.year"),
        ("9999/4/1", "date.year"),
        ("4/1", "date.year_missing"),
        ("4月1日", "date.year_missing"),
        ("令和6年4月1日(火)", "date.weekday"),
    ],
)
def test_refusals_say_why(text: str, code: str) -> None:
    with pytest.raises(PlanError) as refused:
        parse_date(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4/1", APRIL_1),
        ("3月31日", date(2025, 3, 31)),
        ("１２．２８", date(2024, 12, 28)),
        ("4/1(月)", APRIL_1),
    ],
)
def test_a_day_without_a_year_lies_in_the_fiscal_year_at_hand(text: str, day: date) -> None:
    assert parse_date(text, fiscal_year=2024) == day


def test_a_day_that_the_fiscal_year_does_not_have() -> None:
    assert parse_date("2/29", fiscal_year=2023) == date(2024, 2, 29)
    with pytest.raises(PlanError, match=r"date\.day"):
        parse_date("2/29", fiscal_year=2024)


@given(
    days, st.sampled_from([DateStyle.ERA, DateStyle.WESTERN]), st.sampled_from(["short", "long", "numeric"])
)
def test_what_is_written_is_read_back(day: date, style: DateStyle, form: DateForm) -> None:
    assert parse_date(format_date(day, style, form)) == day
    with speaking("en"):
        assert parse_date(format_date(day, style, form)) == day


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_with_a_code(text: str) -> None:
    for read in (parse_date, parse_month, parse_fiscal_year):
        code, value = "", date(1868, 1, 1)
        try:
            found = read(text)
            value = found if isinstance(found, date) else found.start
        except PlanError as refused:
            code = refused.code
        assert code == "" or message_for(code)
        assert 1868 <= value.year <= 2199


def test_forms_of_a_day() -> None:
    day = date(2024, 8, 26)
    era, western, both, first = DateStyle.ERA, DateStyle.WESTERN, DateStyle.BOTH, DateStyle.WESTERN_FIRST
    assert format_date(day) == "R6.8.26"
    assert format_date(day, western) == "2024/8/26"
    assert format_date(day, era, "long") == "令和6年8月26日"
    assert format_date(day, western, "long") == "2024年8月26日"
    assert format_date(day, both, "long") == "令和6年8月26日(2024年8月26日)"
    assert format_date(day, first, "long") == "2024年8月26日(令和6年8月26日)"
    assert format_date(day, era, "month_day") == "8/26"
    assert format_date(day, era, "weekday") == "8月26日(月)"
    assert format_date(day, era, "numeric") == "2024-08-26"
    assert format_date(date(2019, 5, 1), era, "long") == "令和元年5月1日"
    assert format_date(date(2019, 4, 30), era, "long") == "平成31年4月30日"
    assert format_date(date(1860, 3, 24), both, "long") == "1860年3月24日"
    assert weekday_name(day) == "月"


def test_forms_of_a_day_in_english() -> None:
    day = date(2024, 8, 26)
    with speaking("en"):
        assert format_date(day) == "26 Aug 2024"
        assert format_date(day, DateStyle.BOTH, "long") == "26 Aug 2024 (R6)"
        assert format_date(day, form="month_day") == "26 Aug"
        assert format_date(day, form="weekday") == "Mon 26 Aug"
        assert format_month(day) == "Aug 2024"
        assert weekday_name(day) == "Mon"
        assert format_span(day, day + timedelta(1)) == "26 Aug 2024 – 27 Aug 2024"
        assert format_date(date(1860, 3, 24), DateStyle.BOTH) == "24 Mar 1860"


def test_months() -> None:
    august = date(2024, 8, 1)
    for text in ("R6.8", "令和6年8月", "2024/8", "2024-08", "202408", "２０２４年８月"):
        assert parse_month(text) == august
    assert parse_month("2月", fiscal_year=2024) == date(2025, 2, 1)
    assert format_month(august) == "令和6年8月"
    assert format_month(august, DateStyle.WESTERN, "short") == "2024/8"
    assert format_month(august, DateStyle.ERA, "short") == "R6.8"
    assert month_end(date(2024, 2, 3)) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("8月", "date.year_missing"),
        ("R6.13", "date.month"),
        ("R6.8.1", "month.unreadable"),
        ("6.8", "date.era_missing"),
    ],
)
def test_months_refused(text: str, code: str) -> None:
    with pytest.raises(PlanError) as refused:
        parse_month(text)
    assert refused.value.code == code


def test_spans() -> None:
    assert format_span(APRIL_1, date(2027, 3, 31)) == "令和6年4月1日〜令和9年3月31日"
    assert format_span(APRIL_1, None, form="short") == "R6.4.1〜"
    assert format_span(None, APRIL_1, DateStyle.WESTERN, "short") == "〜2024/4/1"
    assert format_span(None, None) == ""


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("R6", 2024),
        ("R6年度", 2024),
        ("令和6年度", 2024),
        ("令６", 2024),
        ("2024", 2024),
        ("２０２４年度", 2024),
        ("FY2024", 2024),
        ("fy 2024", 2024),
        ("令和元年度", 2019),
        ("平成31年度", 2019),
        ("H32", 2020),
        ("平成34年度", 2022),
        ("昭和64年度", 1989),
        ("R元", 2019),
    ],
)
def test_fiscal_years_are_read(text: str, year: int) -> None:
    assert parse_fiscal_year(text) == year


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("6年度", "date.era_missing"),
        ("来年度", "fiscal_year.unreadable"),
        ("", "fiscal_year.unreadable"),
        ("R0", "date.era_year"),
        ("R999", "date.year"),
    ],
)
def test_fiscal_years_refused(text: str, code: str) -> None:
    with pytest.raises(PlanError) as refused:
        parse_fiscal_year(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("year", "style", "form", "words"),
    [
        (2024, DateStyle.ERA, "long", "令和6年度"),
        (2024, DateStyle.ERA, "short", "R6年度"),
        (2024, DateStyle.ERA, "symbol", "R6"),
        (2024, DateStyle.WESTERN, "long", "2024年度"),
        (2024, DateStyle.WESTERN, "symbol", "2024"),
        (2024, DateStyle.BOTH, "long", "令和6年度(2024年度)"),
        (2024, DateStyle.BOTH, "short", "R6(2024)年度"),
        (2024, DateStyle.WESTERN_FIRST, "long", "2024年度(令和6年度)"),
        (2019, DateStyle.ERA, "long", "令和元年度"),
        (2019, DateStyle.ERA, "symbol", "R元"),
        (2018, DateStyle.ERA, "long", "平成30年度"),
        (1989, DateStyle.ERA, "long", "平成元年度"),
        (1988, DateStyle.ERA, "long", "昭和63年度"),
        (1860, DateStyle.ERA, "long", "1860年度"),
    ],
)
def test_a_fiscal_year_has_the_name_of_its_year(
    year: int, style: DateStyle, form: YearForm, words: str
) -> None:
    assert format_fiscal_year(year, style, form) == words


def test_fiscal_years_in_english() -> None:
    with speaking("en"):
        assert format_fiscal_year(FiscalYear(2024)) == "FY2024"
        assert format_fiscal_year(FiscalYear(2024), DateStyle.BOTH) == "FY2024 (R6)"
        assert format_fiscal_year(1860, DateStyle.BOTH) == "FY1860"


@given(fiscal_years, st.sampled_from(list(DateStyle)[:2]), st.sampled_from(["symbol", "short", "long"]))
def test_fiscal_years_are_read_back(year: FiscalYear, style: DateStyle, form: YearForm) -> None:
    assert parse_fiscal_year(format_fiscal_year(year, style, form)) == year


@given(fiscal_years)
def test_a_fiscal_year_is_whole(year: FiscalYear) -> None:
    quarters = year.quarters()
    assert year.start == quarters[0][0]
    assert year.end == quarters[-1][1]
    assert all(before[1] + timedelta(1) == after[0] for before, after in pairwise(quarters))
    assert [month.month for month in year.months()] == [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    assert all(year.contains(month) and FiscalYear.of(month) == year for month in year.months())
    assert year.next.previous == year
    assert year.previous.end + timedelta(1) == year.start
    assert [year.quarter_of(first) for first, _ in quarters] == [1, 2, 3, 4]


def test_a_fiscal_year_is_its_number() -> None:
    year = FiscalYear(2024)
    assert f"{year}" == str(year) == "2024"
    assert repr(year) == "FiscalYear(2024)"
    assert FiscalYear.range(2023, 2025) == (2023, 2024, 2025)
    assert isinstance(year.shift(3), FiscalYear)
    assert FiscalYear.of(date(2024, 3, 31)) == 2023
    assert not year.contains(date(2025, 4, 1))


def test_eras_meet_without_a_gap() -> None:
    for before, after in pairwise(ERAS):
        assert era_of(after.start - timedelta(1)) is before
        assert era_of(after.start) is after
        assert before.year_of(after.start.year) >= 1
    assert era_of(date(1868, 1, 24)) is None
    assert find_era("Reiwa") is find_era("R") is find_era("令") is ERAS[-1]
    assert find_era("Q") is None
