"""What is typed by mistake is refused, never read as something else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.fields import Choice, Field
from bingo_planner.kernel.i18n import speaking
from bingo_planner.kernel.numbers import parse_number, parse_yen
from bingo_planner.kernel.typed import check_value, read_value

FLAG = Field("is_outside", "Outside", "bool")
NAME = Field("name", "Name", "text", required=True)
STATE = Field(
    "state", "State", "choice", choices=(Choice("a", "First"), Choice("b", "Second")), required=True
)


@pytest.mark.parametrize("text", ["かも", "2", "yess", "はいいいえ", "－"])
def test_a_flag_is_yes_or_no(text: str) -> None:
    with pytest.raises(PlanError) as refused:
        read_value(FLAG, text)
    assert refused.value.code == "field.flag"


@pytest.mark.parametrize(("text", "value"), [("はい", True), ("YES", True), ("１", True), ("○", True)])
def test_words_of_yes(text: str, value: bool) -> None:
    assert read_value(FLAG, text) is value


@pytest.mark.parametrize("text", ["", "いいえ", "No", "０", "false", "×", "off"])
def test_words_of_no(text: str) -> None:
    assert read_value(FLAG, text) is False


@pytest.mark.parametrize("text", ["\u200b", "\u2060\ufeff", "\U000e0100", "\u3000\u200d "])
def test_a_name_nobody_can_see_is_empty(text: str) -> None:
    for check in (read_value, check_value):
        with pytest.raises(PlanError) as refused:
            check(NAME, text)
        assert refused.value.code == "field.required"


def test_an_empty_choice_says_that_it_is_empty() -> None:
    with pytest.raises(PlanError) as refused:
        read_value(STATE, " ")
    assert refused.value.code == "field.required"


@pytest.mark.parametrize("text", ["0." + "1" * 29, "0.123456789012345678901234567890", "." + "9" * 5000])
def test_more_places_than_can_be_kept_are_refused(text: str) -> None:
    with pytest.raises(PlanError) as refused:
        parse_number(text)
    assert refused.value.code == "number.too_large"
    with pytest.raises(PlanError):
        parse_yen(text)


def test_every_place_that_is_accepted_is_kept() -> None:
    assert parse_number("123456789012345.1234567890123") == Decimal("123456789012345.1234567890123")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_sentence_quotes_only_the_beginning_of_a_long_text(lang: str) -> None:
    with pytest.raises(PlanError) as refused:
        parse_number("9" * 100_000)
    with speaking("ja" if lang == "ja" else "en"):
        words = str(describe(refused.value))
    assert "999…" in words
    assert len(words) < 200


def test_a_path_is_told_whole() -> None:
    path = "/" + "長い名前" * 40 + ".bingo"
    assert path in str(describe(PlanError("os.not_found", file=path)))
