"""Answers sorted into groups: rules, the hand above them, opinions and people, groups as a question."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.surveys.freetext.coderule import read_rule
from bingo_planner.features.surveys.freetext.grouping import (
    Count,
    Group,
    HandMark,
    codes,
    field_count,
    group_count,
    says_something,
    sort_answers,
    total_count,
    with_derived,
)
from bingo_planner.features.surveys.model import Question, QuestionKind
from bingo_planner.features.surveys.stats.answers import ANSWERED, BLANK, FreeAnswers

BUS = Group("bus", "バスの便数", "交通", 1, (read_rule("バス 少な"),))
TRAIN = Group("train", "鉄道", "交通", 2, (read_rule("電車 または 鉄道"),))
CHILD = Group("child", "医療費", "子育て", 3, (read_rule("医療費"), read_rule("小児科")))
GROUPS = (BUS, TRAIN, CHILD)
ANSWERS = (
    "バスが少なく、電車も減った。",
    "医療費を無料に。小児科が足りない。",
    "とくになし",
    "道路が狭い",
    "",
    "バスも電車も小児科も少ない",
)


def test_one_answer_counts_once_in_a_group_and_in_every_group_it_speaks_of() -> None:
    grouping = sort_answers(ANSWERS, GROUPS)
    assert grouping.assigned.astype(int).tolist() == [
        [1, 1, 0],
        [0, 0, 1],
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
        [1, 1, 1],
    ]
    assert grouping.wrote.tolist() == [True, True, False, True, False, True]
    assert grouping.unsorted.tolist() == [False, False, False, True, False, False]
    assert group_count(grouping, 0) == Count(2, 2)
    assert field_count(grouping, "交通") == Count(4, 2), "four opinions of two people"
    assert total_count(grouping) == Count(6, 3)


def test_the_hand_stands_above_the_rules() -> None:
    marks = (
        HandMark(0, "train", False),
        HandMark(3, "bus", True),
        HandMark(2, "bus", True),
        HandMark(0, "gone", True),
    )
    grouping = sort_answers(ANSWERS, GROUPS, marks)
    assert grouping.assigned[:, 1].tolist() == [False, False, False, False, False, True]
    assert grouping.assigned[:, 0].tolist() == [True, False, False, True, False, True]
    assert group_count(grouping, 0) == Count(3, 3, 1)
    assert not grouping.assigned[2].any(), "とくになし is no opinion, whatever somebody pressed"


def test_groups_are_a_question_with_several_answers() -> None:
    asked = Question("q20", "ご意見", QuestionKind.FREE)
    found = with_derived(asked, FreeAnswers(ANSWERS), GROUPS, (), ("q20",))
    kinds, kind_answers = found["q20_kind"]
    assert kinds.kind == QuestionKind.MULTIPLE
    assert [(one.code, one.label) for one in kinds.options] == [
        ("1", "バスの便数"),
        ("2", "鉄道"),
        ("3", "医療費"),
        ("-", "未分類"),
    ]
    assert kind_answers.state.tolist() == [ANSWERED, ANSWERED, BLANK, ANSWERED, BLANK, ANSWERED]
    assert kind_answers.chosen.sum(axis=0).tolist() == [2, 2, 2, 1]
    fields, field_answers = found["q20_field"]
    assert [one.label for one in fields.options] == ["交通", "子育て", "未分類"]
    assert field_answers.chosen.sum(axis=0).tolist() == [2, 2, 1]
    assert not field_answers.chosen[field_answers.state == BLANK].any()


def test_ids_of_the_code_sheet_are_left_alone() -> None:
    asked = Question("q20", "ご意見", QuestionKind.FREE)
    found = with_derived(asked, FreeAnswers(ANSWERS), (BUS,), (), ("q20", "q20_kind"))
    assert list(found) == ["q20_kind_"], "one field alone is no second question"


def test_two_groups_with_one_code_still_have_two_options() -> None:
    twins = (Group("a", "a", code=2), Group("b", "b", code=2), Group("c", "c", code=3), Group("d", "d"))
    assert codes(twins) == ("2", "3", "4", "1")


NOTHING = """
特になし とくにありません。 なし 特に無し 特になし。 ー - ありません 特に意見はありません わからない
今のところ特にないです
トクニナシ ご意見要望は特にございません。 …
"""


@pytest.mark.parametrize("text", ["", " ", "　", *NOTHING.split()])
def test_answers_without_an_opinion(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize(
    "text", ["車がない", "医者がいない", "意見", "特に道路", "仕事なし", "わからない制度が多い"]
)
def test_answers_with_an_opinion(text: str) -> None:
    assert says_something(text)


@given(st.lists(st.sampled_from(ANSWERS), max_size=20))
def test_people_are_never_more_than_opinions_or_answers(answers: list[str]) -> None:
    grouping = sort_answers(answers, GROUPS)
    total = total_count(grouping)
    assert total.people <= total.opinions
    assert total.people + int(grouping.unsorted.sum()) == int(grouping.wrote.sum())
    assert total.opinions == sum(field_count(grouping, name).opinions for name in grouping.fields)
    order = np.arange(len(answers))[::-1]
    turned = sort_answers([answers[at] for at in order], GROUPS)
    assert (turned.assigned == grouping.assigned[order]).all()
