"""Numbers as typed and as printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import speaking
from bingo_planner.kernel.messages import message_for
from bingo_planner.kernel.numbers import (
    Mark,
    YenUnit,
    format_number,
    format_thousand_yen,
    format_yen,
    format_yen_in,
    parse_integer,
    parse_number,
    parse_yen,
    round_half_up,
    unit_name,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", "1234"),
        ("１，２３４", "1234"),
        ("1,234,567.80", "1234567.80"),
        ("△56", "-56"),
        ("▲ 56", "-56"),
        ("−5.2", "-5.2"),
        ("－５．２", "-5.2"),
        ("ー5", "-5"),
        ("-5", "-5"),
        ("+5", "5"),
        (".5", "0.5"),
        ("-0", "0"),
        ("86％", "86"),
        ("17万", "170000"),
        ("0.30000000000000000004", "0.30000000000000000004"),
        (" 12　", "12"),
    ],
)
def test_numbers_are_read_exactly(text: str, value: str) -> None:
    number = parse_number(text)
    assert isinstance(number, Decimal)
    assert str(number) == value


def test_a_unit_behind_the_figure_is_taken_when_it_is_the_units_own() -> None:
    assert parse_number("17４万人", unit="人") == 1_740_000
    assert parse_number("３か所", unit="か所") == 3
    with pytest.raises(PlanError, match=r"number\.unreadable"):
        parse_number("3件", unit="人")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("", Mark.BLANK),
        ("　 ", Mark.BLANK),
        ("－", Mark.NONE),
        ("-", Mark.NONE),
        ("―", Mark.NONE),
        ("−", Mark.NONE),
        ("ー", Mark.NONE),
        ("対象外", Mark.NONE),
        ("未集計", Mark.PENDING),
        ("Pending", Mark.PENDING),
    ],
)
def test_three_ways_of_no_number(text: str, mark: Mark) -> None:
    assert parse_number(text) is mark
    assert parse_yen(text) is mark
    assert parse_integer(text) is mark
    with pytest.raises(PlanError) as refused:
        parse_number(text, allow_marks=False)
    assert refused.value.code == ("number.empty" if mark is Mark.BLANK else "number.mark")


@pytest.mark.parametrize(
    "text", ["△", "1,23", "12,34,567", "1 2", "1.2.3", "1e5", "三", "(12)", "--5", "約5", "1,", "∞", "nan"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    for read in (parse_number, parse_yen):
        with pytest.raises(PlanError) as refused:
            read(text)
        assert refused.value.code == "number.unreadable"


def test_too_many_digits_are_a_slip() -> None:
    for read in (parse_number, parse_yen):
        with pytest.raises(PlanError, match=r"number\.too_large"):
            read("9" * 40)


def test_a_count_must_be_whole_and_says_so() -> None:
    assert parse_integer("１２") == 12
    assert parse_integer("12.0") == 12
    with pytest.raises(PlanError) as refused:
        parse_integer("12.5", what="人数")
    assert str(describe(refused.value)) == "「12.5」は人数として読めません。 整数で入力してください。"
    with pytest.raises(PlanError, match=r"number\.whole "):
        parse_integer("12.5")


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("△1,200千円", -1_200_000),
        ("１，２００", 1_200_000),
        ("1200円", 1_200),
        ("¥1,200", 1_200),
        ("△￥1,200", -1_200),
        ("1,200千", 1_200_000),
        ("0.5", 500),
        ("1.5億円", 150_000_000),
        ("1億2,000万円", 120_000_000),
        ("1億2,000万5千円", 120_005_000),
        ("1億2,345万6,789円", 123_456_789),
        ("3億 5000万 円", 350_000_000),
        ("12百万円", 12_000_000),
        ("2兆円", 2_000_000_000_000),
        ("1万2000円", 12_000),
        ("0", 0),
    ],
)
def test_amounts_in_any_unit(text: str, yen: int) -> None:
    assert parse_yen(text, YenUnit.THOUSAND) == yen


@pytest.mark.parametrize("text", ["2,000万1億円", "円", "5円円", "1億円2", "5円3円", "1千2千円", "億"])
def test_amounts_that_do_not_hang_together(text: str) -> None:
    with pytest.raises(PlanError, match=r"number\.unreadable"):
        parse_yen(text)


def test_half_a_yen_is_refused() -> None:
    with pytest.raises(PlanError, match=r"number\.yen_fraction"):
        parse_yen("1.0005")
    assert parse_yen("1.5", YenUnit.MILLION) == 1_500_000


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        (Decimal("1234.5"), 0, "1,235"),
        (Decimal("-1234.5"), 0, "△1,235"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("0.125"), 2, "0.13"),
        (Decimal("-0.04"), 1, "0.0"),
        (1234, 1, "1,234.0"),
        (12345, -3, "12,000"),
        (None, 0, ""),
        (Mark.BLANK, 0, ""),
        (Mark.NONE, 0, "－"),
        (Mark.PENDING, 0, "未集計"),
    ],
)
def test_numbers_are_printed_half_up(value: Decimal | int | Mark | None, decimals: int, words: str) -> None:
    assert format_number(value, decimals) == words


def test_signs_and_languages() -> None:
    assert format_number(-5, negative="▲") == "▲5"
    assert format_yen(-123_456_789) == "△1億2,345万6,789円"
    assert format_yen(0) == "0円"
    assert format_yen(20_000_000) == "2,000万円"
    assert [unit_name(unit) for unit in YenUnit] == ["円", "千円", "万円", "百万円", "億円"]
    with speaking("en"):
        assert format_number(-5) == "−5"
        assert format_number(Mark.PENDING) == "pending"
        assert format_yen(-1200) == "−¥1,200"
        assert unit_name(1) == "yen"


def test_amounts_in_units() -> None:
    assert format_yen_in(1_234_500) == "1,235"
    assert format_thousand_yen(-1_200_000) == "△1,200"
    assert format_yen_in(150_000_000, YenUnit.HUNDRED_MILLION, 1) == "1.5"
    assert format_yen_in(Mark.NONE) == "－"
    assert format_yen_in(None) == ""


@given(st.integers(-(10**14), 10**14), st.sampled_from(list(YenUnit)))
def test_yen_survive_printing_and_reading(value: int, unit: YenUnit) -> None:
    assert parse_yen(format_yen(value)) == value
    exact = format_yen_in(value, unit, 8)
    assert parse_yen(exact, unit) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=4))
def test_numbers_survive_printing_and_reading(value: Decimal) -> None:
    assert parse_number(format_number(value, 4)) == value
    for decimals in range(4):
        assert abs(round_half_up(value, decimals) - value) * 2 <= Decimal(1).scaleb(-decimals)


@given(st.text(max_size=10))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    for read in (parse_number, parse_yen, parse_integer):
        code = ""
        try:
            value = read(text)
        except PlanError as refused:
            value, code = Mark.BLANK, refused.code
        assert isinstance(value, int | Decimal | Mark)
        assert code == "" or message_for(code)
