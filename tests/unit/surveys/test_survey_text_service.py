"""Groups, rules, marks of the hand, lists and quotes: write, undo, redo; groups are questions of the survey."""

from __future__ import annotations

import pytest

from bingo_planner.cli.kinds import access_by_kind
from bingo_planner.features.region.tables import YearLock
from bingo_planner.features.surveys import codec
from bingo_planner.features.surveys import tables as t
from bingo_planner.features.surveys.freetext.printed import PrintedQuote, printed_opinions
from bingo_planner.features.surveys.freetext.room import digest
from bingo_planner.features.surveys.freetext.service import do_add, do_remove, do_restore, do_set, read_text
from bingo_planner.features.surveys.freetext.service_sorting import (
    Marked,
    do_copy_groups,
    do_mark,
    do_order_groups,
    do_set_rules,
    do_set_words,
)
from bingo_planner.features.surveys.model import QuestionKind
from bingo_planner.features.surveys.service import do_add as add_record
from bingo_planner.features.surveys.service import do_remove as remove_record
from bingo_planner.features.surveys.service import do_restore as restore_record
from bingo_planner.features.surveys.service_read import read_sheet, read_survey, read_surveys
from bingo_planner.features.surveys.stats.answers import ANSWERED, BLANK, FreeAnswers
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.registry import columns, tables
from bingo_planner.store.store import Store

TEXTS = ("バスが少ない", "電車とバスが減った", "とくになし", "道が狭い", "")
KEYS = ("r1", "r2", "r3", "r4", "r5")


@pytest.fixture
def answered(towns: Store, survey: str) -> str:
    """The survey with five answers to a free question."""
    add_record(
        towns,
        "survey_question",
        {"survey_id": survey, "key": "q9", "label": "ご意見", "kind": "FA", "sort": 1},
    )
    add_record(
        towns,
        "survey_question",
        {"survey_id": survey, "key": "q10", "label": "性別", "kind": "SA", "options": "1=男|2=女", "sort": 2},
    )
    put_answers(towns, survey, KEYS, TEXTS)
    return survey


def put_answers(store: Store, survey: str, keys: tuple[str, ...], texts: tuple[str, ...]) -> None:
    with store.change("answers") as unit:
        batch = unit.add(t.SurveyBatch(survey_id=survey, file_name="a.csv", valid=len(keys)))
        unit.add(t.SurveyAnswers(batch_id=batch.id, key="", kind="KEY", payload=codec.pack_texts(keys)))
        unit.add(
            t.SurveyAnswers(batch_id=batch.id, key="q9", kind="FA", payload=codec.pack(FreeAnswers(texts)))
        )
        unit.set(t.Survey, survey, batch_id=batch.id)


def new_id(changes: Changes, kind: str) -> str:
    return next(record for name, record in changes.ids if name == kind)


def add_group(store: Store, survey: str, name: str, *rules: str, field: str = "交通") -> str:
    values = {"survey_id": survey, "question_key": "q9", "name": name, "field": field}
    group = new_id(do_add(store, "survey_group", values), "survey_group")
    do_set_rules(store, group, rules)
    return group


def sums(store: Store, survey: str, question: str = "q9_kind") -> list[int]:
    found: list[int] = read_sheet(store, survey).sheet.multiple(question).chosen.sum(axis=0).tolist()
    return found


def test_groups_are_a_question_of_the_survey(towns: Store, answered: str) -> None:
    assert read_sheet(towns, answered).codebook.ids == ("q9", "q10")
    add_group(towns, answered, "バスの便数", "バス かつ （少な または 減）")
    add_group(towns, answered, "道路", "道", field="道路")
    data = read_sheet(towns, answered)
    assert data.codebook.ids == ("q9", "q9_kind", "q9_field", "q10")
    question = data.codebook.question("q9_kind")
    assert question.kind == QuestionKind.MULTIPLE
    assert [(one.code, one.label) for one in question.options] == [
        ("1", "バスの便数"),
        ("2", "道路"),
        ("-", "未分類"),
    ]
    answers = data.sheet.multiple("q9_kind")
    assert answers.state.tolist() == [ANSWERED, ANSWERED, BLANK, ANSWERED, BLANK]
    assert answers.chosen.sum(axis=0).tolist() == [2, 1, 0]
    assert data.facts.codebook == data.codebook, "who lists questions by their rows lists these too"
    assert read_survey(towns, answered).codebook.ids == ("q9", "q10"), "what is stored is what was asked"


def test_undo_and_redo_of_groups_and_rules(towns: Store, answered: str) -> None:
    group = add_group(towns, answered, "バス", "バス")
    before = read_text(towns, answered).facts
    do_set_rules(towns, group, ["バス", "電車", "バス", " "])
    after = read_text(towns, answered).facts
    assert [one.text for one in after.rules] == ["バス", "電車"]
    assert after.rules[0].id == before.rules[0].id, "a rule that stays is the same rule"
    towns.undo()
    assert read_text(towns, answered).facts == before
    towns.redo()
    assert read_text(towns, answered).facts == after
    do_set_rules(towns, group, ["電車"])
    assert sums(towns, answered) == [1, 2]


def test_a_group_takes_its_rules_to_the_bin_and_back(towns: Store, answered: str) -> None:
    group = add_group(towns, answered, "バス", "バス", "電車")
    before = read_text(towns, answered).facts
    do_remove(towns, "survey_group", group)
    facts = read_text(towns, answered).facts
    assert (facts.groups, facts.rules) == ((), ())
    assert "q9_kind" not in read_sheet(towns, answered).codebook
    do_restore(towns, "survey_group", group)
    assert read_text(towns, answered).facts == before


def test_a_survey_takes_all_of_it_along(towns: Store, answered: str) -> None:
    add_group(towns, answered, "バス", "バス")
    before = read_text(towns, answered).facts
    remove_record(towns, "survey", answered)
    assert read_surveys(towns) == ()
    restore_record(towns, "survey", answered)
    assert read_text(towns, answered).facts == before


def test_the_hand_stands_above_rules_and_can_be_undone(towns: Store, answered: str) -> None:
    bus = add_group(towns, answered, "バス", "バス")
    assert sums(towns, answered) == [2, 1]
    do_mark(towns, answered, "q9", [Marked("r4", TEXTS[3], bus, "in")])
    assert sums(towns, answered) == [3, 0]
    towns.undo()
    assert sums(towns, answered) == [2, 1]
    assert not read_text(towns, answered).facts.codings
    towns.redo()
    do_mark(towns, answered, "q9", [Marked("r1", TEXTS[0], bus, "out"), Marked("r2", TEXTS[1], bus, "out")])
    assert sums(towns, answered) == [1, 2]
    do_mark(towns, answered, "q9", [Marked("r1", TEXTS[0], bus, ""), Marked("r4", TEXTS[3], bus, "")])
    assert sums(towns, answered) == [1, 2]
    assert read_sheet(towns, answered).sheet.multiple("q9_kind").chosen[:, 0].tolist() == [True] + [False] * 4


def test_one_decision_is_one_row_however_often_it_changes(towns: Store, answered: str) -> None:
    bus = add_group(towns, answered, "バス", "バス")
    do_mark(towns, answered, "q9", [Marked("r4", TEXTS[3], bus, "")])
    assert read_text(towns, answered).facts.codings == ()
    for mark in ("in", "out", "in"):
        do_mark(towns, answered, "q9", [Marked("r4", TEXTS[3], bus, mark)])
    codings = read_text(towns, answered).facts.codings
    assert [(one.respondent, one.mark) for one in codings] == [("r4", "in")]


def test_a_mark_holds_for_the_answer_that_was_read_not_for_another_under_its_key(
    towns: Store, answered: str
) -> None:
    bus = add_group(towns, answered, "バス", "バス")
    do_mark(towns, answered, "q9", [Marked("r4", TEXTS[3], bus, "in")])
    put_answers(towns, answered, ("r4", "r1"), ("道が狭い", "別の意見"))
    assert sums(towns, answered) == [1, 1], "taken in again: the same answer stays sorted"
    put_answers(towns, answered, ("r4", "r1"), ("別の意見", "道が狭い"))
    assert sums(towns, answered) == [0, 2]


def test_refusals(towns: Store, answered: str) -> None:
    def refused(code: str, record: str, /, **values: str) -> None:
        with pytest.raises(PlanError) as caught:
            do_add(towns, record, values)
        assert caught.value.code == code

    group = add_group(towns, answered, "バス", "バス")
    refused("survey.not_free", "survey_group", survey_id=answered, question_key="q10", name="x")
    refused("survey.not_free", "survey_group", survey_id=answered, question_key="q77", name="x")
    refused(
        "survey.group_taken", "survey_group", survey_id=answered, question_key="q9", name="バス", field="交通"
    )
    refused("survey.rule_open", "survey_rule", group_id=group, text="（バス")
    refused("survey.same_as_what", "survey_word", kind="same", text="本数")
    refused("field.required", "survey_group", survey_id=answered, question_key="q9")
    before = read_text(towns, answered).facts
    with pytest.raises(PlanError) as caught:
        do_set_rules(towns, group, ["電車", "バス かつ"])
    assert caught.value.code == "survey.rule_joint"
    assert read_text(towns, answered).facts == before, "nothing half in"


def test_a_settled_year_is_not_sorted_any_more(towns: Store, answered: str) -> None:
    bus = add_group(towns, answered, "バス", "バス")
    with towns.change("settle") as unit:
        unit.add(YearLock(fiscal_year=2024, reason="確定"))
    for work in (
        lambda: do_set_rules(towns, bus, ["電車"]),
        lambda: do_set(towns, "survey_group", bus, {"name": "x"}),
        lambda: do_remove(towns, "survey_group", bus),
        lambda: do_order_groups(towns, [bus]),
        lambda: do_mark(towns, answered, "q9", [Marked("r1", TEXTS[0], bus, "in")]),
        lambda: add_group(towns, answered, "y"),
    ):
        with pytest.raises(PlanError) as caught:
            work()
        assert caught.value.code == "survey.year_locked"


def test_groups_of_an_earlier_survey_with_their_codes(towns: Store, answered: str) -> None:
    add_group(towns, answered, "バス", "バス")
    second = add_group(towns, answered, "鉄道", "電車")
    do_set(towns, "survey_group", second, {"code": 7})
    add_record(towns, "survey", {"name": "翌年", "fiscal_year": 2025})
    later = next(one.id for one in read_surveys(towns) if one.survey.name == "翌年")
    add_record(towns, "survey_question", {"survey_id": later, "key": "q1", "label": "意見", "kind": "FA"})
    do_copy_groups(towns, later, "q1", answered, "q9")
    facts = read_text(towns, later).facts
    assert [(one.name, one.code) for one in facts.groups] == [("バス", 1), ("鉄道", 7)]
    assert [one.text for one in facts.rules] == ["バス", "電車"]
    with pytest.raises(PlanError):
        do_copy_groups(towns, later, "q1", answered, "q9")


def test_order_and_next_code(towns: Store, answered: str) -> None:
    first = add_group(towns, answered, "a")
    second = add_group(towns, answered, "b")
    do_order_groups(towns, [second, first])
    assert [(one.name, one.code) for one in read_text(towns, answered).facts.groups] == [("b", 2), ("a", 1)]


def test_lists_of_words_are_set_as_a_whole(towns: Store, answered: str) -> None:
    do_set_words(towns, "stop", [("地域", ""), ("ｽｺｼ", ""), ("すこし", "")])
    do_set_words(towns, "same", [("電車", "鉄道")])
    facts = read_text(towns, answered).facts
    assert [(one.kind, one.text) for one in facts.words] == [
        ("same", "電車"),
        ("stop", "すこし"),
        ("stop", "地域"),
    ]
    assert facts.lists.same["電車"] == "鉄道"
    do_set_words(towns, "stop", [("地域", "")])
    assert [one.text for one in read_text(towns, answered).facts.words] == ["電車", "地域"]
    towns.undo()
    assert read_text(towns, answered).facts.words == facts.words


def test_a_quote_is_kept_as_it_is_printed(towns: Store, answered: str) -> None:
    values = {"survey_id": answered, "question_key": "q9", "respondent": "r1", "text": "〔氏名〕さんへ"}
    quote = new_id(do_add(towns, "survey_quote", values), "survey_quote")
    do_set(towns, "survey_quote", quote, {"checked": True})
    kept = read_text(towns, answered).facts.quotes[0]
    assert (kept.text, kept.checked, kept.roles) == ("〔氏名〕さんへ", True, ("town", "sex", "age"))
    towns.undo()
    assert not read_text(towns, answered).facts.quotes[0].checked


def test_kinds_are_known_to_the_command_line() -> None:
    assert {"survey_group", "survey_rule", "survey_word", "survey_coding", "survey_quote"} <= set(
        access_by_kind()
    )


def test_answers_of_people_stay_in_the_office() -> None:
    names = ("survey_coding", "survey_quote")
    office = {
        (table.name, column.name)
        for table in tables()
        if table.name in names
        for column in columns(table)
        if column.scope == "office"
    }
    assert office == {
        *(("survey_coding", name) for name in ("respondent", "digest", "group_id", "mark")),
        *(("survey_quote", name) for name in ("respondent", "digest", "text")),
    }


def test_what_a_paper_prints_of_free_answers(towns: Store, answered: str) -> None:
    bus = add_group(towns, answered, "バスの便数", "バス")
    add_group(towns, answered, "鉄道", "電車")
    add_group(towns, answered, "道路", "道", field="道路")
    for respondent, text, checked in (("r1", "バスが少ない", True), ("r2", "減った", False)):
        at = KEYS.index(respondent)
        values: dict[str, Stored] = {
            "survey_id": answered,
            "question_key": "q9",
            "group_id": bus,
            "respondent": respondent,
            "digest": digest(TEXTS[at]),
            "text": text,
            "shown": "sex",
            "checked": checked,
        }
        do_add(towns, "survey_quote", values)
    (told,) = printed_opinions(read_text(towns, answered))
    assert (told.asked, told.wrote, told.nothing) == (5, 3, 1)
    assert (told.opinions, told.people, told.unsorted) == (4, 3, 0)
    traffic, roads = told.fields
    assert (traffic.opinions, traffic.people, roads.opinions) == (3, 2, 1), "three opinions of two people"
    assert [(one.name, one.opinions) for one in traffic.groups] == [("バスの便数", 2), ("鉄道", 1)]
    assert traffic.groups[0].quotes == (PrintedQuote("バスが少ない", ""),), "only what somebody has read"
    assert told.quotes == ()
