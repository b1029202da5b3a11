"""Options, conditions and columns of answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.surveys.codetext import (
    read_condition,
    read_options,
    write_condition,
    write_options,
)
from bingo_planner.features.surveys.model import Clause, Codebook, Condition, Option, Question, QuestionKind
from bingo_planner.features.surveys.stats.answers import (
    ANSWERED,
    BLANK,
    NOT_ASKED,
    AnswerSheet,
    FreeAnswers,
    SingleAnswers,
    states,
)
from bingo_planner.kernel.errors import PlanError

SEX = Question("q1", "性別", QuestionKind.SINGLE, read_options("1=男性|2=女性|9=無回答"))


def test_options_are_read_in_any_width_and_in_their_order() -> None:
    assert read_options("１＝男性｜②=女性 | 9=無回答") == SEX.options
    assert SEX.no_answer == 2
    assert SEX.place_of("2") == 1
    assert SEX.place_of("3") is None
    assert read_options("") == ()
    assert read_options("1=a=b|2=") == (Option("1", "a=b"), Option("2", "2"))


@pytest.mark.parametrize(
    ("text", "code"), [("男性|女性", "survey.option_text"), ("1=a|１=b", "survey.option_twice")]
)
def test_what_is_no_option_is_refused(text: str, code: str) -> None:
    with pytest.raises(PlanError) as refused:
        read_options(text)
    assert refused.value.code == code


def test_conditions_join_questions_and_codes() -> None:
    assert read_condition("q3=1|２ ＆ q4=1") == Condition((Clause("q3", ("1", "2")), Clause("q4", ("1",))))
    assert read_condition(" ") is None
    for text in ("q3", "q3=", "=1"):
        with pytest.raises(PlanError):
            read_condition(text)


_WORD = st.text(st.sampled_from("abcあ1234"), min_size=1, max_size=4)


@given(st.lists(_WORD, unique=True, max_size=5), _WORD)
def test_options_and_conditions_come_back_from_their_text(codes: list[str], label: str) -> None:
    options = tuple(Option(code, label) for code in codes)
    assert read_options(write_options(options)) == options
    condition = Condition((Clause("q1", tuple(codes)), Clause("q2", ("1",)))) if codes else None
    assert read_condition(write_condition(condition)) == condition


def test_a_codebook_knows_its_questions() -> None:
    book = Codebook((SEX,))
    assert book.question("q1") is SEX
    assert "q1" in book
    assert "q2" not in book
    with pytest.raises(PlanError) as refused:
        book.question("q2")
    assert refused.value.code == "survey.no_question"


def test_states_of_answers() -> None:
    single = SingleAnswers(np.array([0, 2, BLANK, NOT_ASKED], np.int16))
    assert states(single).tolist() == [ANSWERED, ANSWERED, BLANK, NOT_ASKED]
    assert states(FreeAnswers(("a", ""))).tolist() == [ANSWERED, BLANK]
    sheet = AnswerSheet(("1", "2", "3", "4"), {"q1": single})
    assert sheet.size == 4
    assert sheet.single("q1") is single
    for read in (sheet.number, sheet.multiple):
        with pytest.raises(PlanError):
            read("q1")
