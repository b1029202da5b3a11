"""Rules of groups: what they find, how they are written, and one clear sentence on every mistake."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.surveys.freetext.coderule import Rule, holds, quote_term, read_rule, terms
from bingo_planner.features.surveys.freetext.folded import fold_text
from bingo_planner.features.surveys.freetext.grouping import Group, sort_answers
from bingo_planner.kernel.errors import PlanError, describe


def finds(rule: str, *answers: str) -> list[bool]:
    group = Group("g", "x", rules=(read_rule(rule),))
    return [bool(one) for one in sort_answers(answers, (group,)).assigned[:, 0]]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("バス", [1, 1, 0, 1]),
        ("ﾊﾞｽ", [1, 1, 0, 1]),
        ("ばす", [1, 1, 0, 1]),
        ("バス 少な", [1, 0, 0, 0]),
        ("バス かつ 少な", [1, 0, 0, 0]),
        ("バス and 少な", [1, 0, 0, 0]),
        ("バス＆少な", [1, 0, 0, 0]),
        ("少な、電車", [1, 0, 1, 0]),
        ("少な または 電車", [1, 0, 1, 0]),
        ("少な or 電車", [1, 0, 1, 0]),
        ("バス 除く 観光", [1, 0, 0, 1]),
        ("バス かつ 除く 観光", [1, 0, 0, 1]),
        ("バス !観光", [1, 0, 0, 1]),
        ("バス not (観光 or 少な)", [0, 0, 0, 1]),
        ("（バス または 電車） かつ （少な または 減）", [1, 0, 1, 0]),
        ("「バスの本数」", [1, 0, 0, 0]),
        ("同じ文（バス かつ 高い）", [0, 0, 0, 0]),
        ("バス かつ 高い", [0, 0, 0, 1]),
        ("同じ文（運賃 高い）", [0, 0, 0, 1]),
        ("sentence(運賃 and 高い)", [0, 0, 0, 1]),
    ],
)
def test_rules_find_what_they_say(rule: str, expected: list[int]) -> None:
    answers = (
        "バスの本数が少なくて困る。",
        "観光バスが多い",
        "電車が減った",
        "バスに乗りたい。でも運賃が高い。",
    )
    assert finds(rule, *answers) == [bool(one) for one in expected]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "survey.rule_empty"),
        ("　", "survey.rule_empty"),
        ("「」", "survey.rule_empty"),
        ("バス かつ （）", "survey.rule_empty"),
        ("（バス かつ 少な", "survey.rule_open"),
        ("バス） かつ 少な", "survey.rule_close"),
        ("「バス かつ 少な", "survey.rule_quote"),
        ("バス かつ", "survey.rule_joint"),
        ("または バス", "survey.rule_joint"),
        ("バス かつ または 電車", "survey.rule_joint"),
        ("バス 除く", "survey.rule_joint"),
        ("バス かつ 少な または 減", "survey.rule_mixed"),
        ("バス、電車 少な", "survey.rule_mixed"),
        ("除く 観光", "survey.rule_only_not"),
        ("バス または 除く 観光", "survey.rule_not_or"),
        ("バス、電車 除く 観光", "survey.rule_not_or"),
        ("バスまたは電車", "survey.rule_glued"),
        ("同じ文 バス", "survey.rule_same"),
        ("(" * 30 + "バス" + ")" * 30, "survey.rule_deep"),
    ],
)
def test_a_mistake_has_one_sentence_and_a_way_out(text: str, code: str) -> None:
    with pytest.raises(PlanError) as caught:
        read_rule(text)
    assert caught.value.code == code
    message = describe(caught.value)
    assert message.text
    assert message.advice


def test_words_that_only_contain_a_joint_stay_words() -> None:
    assert finds("かつお", "かつおが好き", "かつ丼") == [True, False]
    assert finds("「バスまたは電車」", "バスまたは電車を") == [True]


def test_terms_are_what_is_looked_for() -> None:
    rule = read_rule("（バス または 電車） かつ 同じ文（少な 本数） 除く 観光")
    assert [one.text for one in terms(rule)] == ["バス", "電車", "少な", "本数"]


def rule_or_refusal(text: str) -> Rule | PlanError:
    try:
        return read_rule(text)
    except PlanError as error:
        return error


@given(st.text(min_size=1, max_size=12).filter(fold_text))
def test_a_quoted_word_is_read_back_as_itself(words: str) -> None:
    assert [one.folded for one in terms(read_rule(quote_term(words)))] == [fold_text(words)]


@given(st.text(alphabet="バス 、（）()「」かつまたは除く!&|同じ文", max_size=30))
def test_any_text_is_a_rule_or_a_refusal(text: str) -> None:
    found = rule_or_refusal(text)
    if isinstance(found, PlanError):
        assert found.code.startswith("survey.rule_")
        assert describe(found).advice
    else:
        assert terms(found)
        assert holds(found, "ばす", ("ばす",)) in (True, False)
