"""Trends: what is linked to what, how options match, figures and their changes, what is said of it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from bingo_planner.features.surveys.codetext import read_options
from bingo_planner.features.surveys.crosstab.model import Wish
from bingo_planner.features.surveys.crosstab.sample import sample_design
from bingo_planner.features.surveys.crosstab.tabulation import cross_sheet
from bingo_planner.features.surveys.model import Question, QuestionKind
from bingo_planner.features.surveys.room import LinkRow, QuestionRow, SurveyData
from bingo_planner.features.surveys.service import do_remove, do_set
from bingo_planner.features.surveys.service_read import read_survey
from bingo_planner.features.surveys.stats.answers import SingleAnswers
from bingo_planner.features.surveys.stats.crosstable import CrossOptions
from bingo_planner.features.surveys.trends import words
from bingo_planner.features.surveys.trends.linking import (
    Matches,
    best_match,
    check_link,
    matched_by_words,
    matches_text,
    read_matches,
    suggest,
)
from bingo_planner.features.surveys.trends.linktable import link_table, read_typed
from bingo_planner.features.surveys.trends.pictures import picture_of
from bingo_planner.features.surveys.trends.service import LinkEdit, do_link, do_link_suggested, read_editions
from bingo_planner.features.surveys.trends.state import NOTE, QUESTION
from bingo_planner.features.surveys.trends.working import REST, Range, Source, recoded, trend
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.store import Store
from tests.support.polls import keep_poll, poll

SAME = {str(at): (str(at),) for at in (1, 2, 3, 4, 5)}


@pytest.fixture(scope="module")
def now() -> SurveyData:
    return poll(5, scale=0.3, year=2024)


@pytest.fixture(scope="module")
def then() -> SurveyData:
    return poll(7, scale=0.2, year=2019, weighted=False)


def row_of(data: SurveyData, key: str) -> QuestionRow:
    return next(one for one in data.facts.questions if one.key == key)


def sources(
    now: SurveyData, then: SurveyData, key: str = "q5_5", matches: Matches | None = None
) -> list[Source]:
    own = SAME if matches is None else matches
    return [Source(then, "2019", row_of(then, key), own), Source(now, "2024", row_of(now, key))]


# -- linking -------------------------------------------------------------------------------------------
def test_matches_are_read_and_written() -> None:
    assert read_matches("1=1|2=2+3|3=") == {"1": ("1",), "2": ("2", "3")}
    assert matches_text({"1": ("1",), "2": ("2", "3"), "3": ()}) == "1=1|2=2+3"
    with pytest.raises(PlanError, match="match_text"):
        read_matches("1")


def test_options_match_by_their_words() -> None:
    new = Question("q1", "", QuestionKind.SINGLE, read_options("1=満足|2=やや満足|3=不満|9=無回答"))
    old = Question("q2", "", QuestionKind.SINGLE, read_options("1=やや 満足|2=満足|3=ふつう|0=無回答"))
    assert matched_by_words(new, old) == {"1": ("2",), "2": ("1",), "9": ("0",)}


def test_words_go_before_numbers() -> None:
    scale = "1=はい|2=いいえ"
    asked = QuestionRow("", "q3", "バスに乗る", "SA", scale)
    others = [
        QuestionRow("", "q3", "船に乗る", "SA", scale),
        QuestionRow("", "q8", "バスに乗る", "SA", scale),
    ]
    found = best_match(asked, others)
    assert found is not None
    assert found.key == "q8"
    assert best_match(asked, others[:1]) is others[0]
    assert best_match(asked, [replace(others[0], options="1=毎日|2=週に1回")]) is None
    assert best_match(asked, [replace(others[0], kind="MA")]) is None


def test_every_question_asked_again_is_suggested_once(now: SurveyData, then: SurveyData) -> None:
    found = suggest(now.facts, then.facts)
    assert {one.key for one in found} == {row.key for row in now.facts.questions if row.kind != "FA"}
    linked = replace(now.facts, links=(LinkRow("l", "q5_1", then.facts.id, "q5_1"),))
    assert "q5_1" not in {one.key for one in suggest(linked, then.facts)}


def test_a_link_must_be_possible(now: SurveyData) -> None:
    single, several = row_of(now, "q5_1"), row_of(now, "q4")
    with pytest.raises(PlanError, match="link_kind"):
        check_link(single, several, {})
    with pytest.raises(PlanError, match="match_code"):
        check_link(single, single, {"7": ("1",)})
    with pytest.raises(PlanError, match="match_code"):
        check_link(single, single, {"1": ("7",)})
    with pytest.raises(PlanError, match="match_twice"):
        check_link(single, single, {"1": ("1",), "2": ("1",)})


# -- figures -------------------------------------------------------------------------------------------
def test_earlier_answers_are_recoded_and_what_has_no_counterpart_stays_in_the_base(then: SurveyData) -> None:
    old = then.codebook.question("q5_5")
    new = replace(old, options=read_options("1=満足|2=不満|9=無回答"))
    made = recoded(then, old, new, {"1": ("1", "2"), "2": ("5",)})
    codes, before = made.sheet.single("q5_5").codes, then.sheet.single("q5_5").codes
    assert [one.code for one in made.codebook.question("q5_5").options] == ["1", "2", "9", REST]
    assert (codes == 0).sum() == np.isin(before, (0, 1)).sum()
    assert (codes == 3).sum() == np.isin(before, (2, 3)).sum()
    assert (codes == 2).sum() == (before == 5).sum()


def test_a_trend_has_the_figures_of_each_survey_and_tests_the_change(
    now: SurveyData, then: SurveyData
) -> None:
    found = trend(sources(now, then), Wish("q5_5"), CrossOptions())
    own = cross_sheet(then, sample_design(then, None), Wish("q5_5")).total
    assert [one.title for one in found.editions] == ["2019", "2024"]
    first, last = found.editions
    assert [figure.share for figure in first.line.figures] == pytest.approx(
        [one.share for one in own.figures]
    )
    assert first.good is None
    assert last.good is not None
    assert first.line.good is not None
    assert last.line.good is not None
    se = math.hypot(first.line.good.se, last.line.good.se)
    assert last.good.value == pytest.approx(last.line.good.share - first.line.good.share)
    assert last.good.margin == pytest.approx(1.96 * se)
    assert last.good.differs == (
        0 if abs(last.good.value) <= last.good.margin else math.copysign(1, last.good.value)
    )


def test_a_large_change_is_significant(now: SurveyData, then: SurveyData) -> None:
    codes = then.sheet.single("q5_5").codes.copy()
    codes[::2] = 0
    answers = {**then.sheet.answers, "q5_5": SingleAnswers(codes)}
    glad = replace(then, sheet=replace(then.sheet, answers=answers))
    last = trend(sources(now, glad), Wish("q5_5"), CrossOptions()).editions[-1]
    assert last.good is not None
    assert last.good.differs == -1


def test_options_not_offered_then_have_no_figure(now: SurveyData, then: SurveyData) -> None:
    found = trend(
        sources(now, then, matches={"1": ("1",), "3": ("3",), "5": ("5",)}), Wish("q5_5"), CrossOptions()
    )
    first = found.editions[0]
    assert [one.is_known for one in first.line.figures] == [True, False, True, False, True, True]
    assert first.line.good is not None
    assert not first.line.good.is_known
    assert found.editions[1].good is None


def test_a_range_is_found_by_its_words(now: SurveyData, then: SurveyData) -> None:
    found = trend(sources(now, then), Wish("q5_5"), CrossOptions(), Range("town", "福山市"))
    assert found.editions[0].line.n == (then.sheet.single("q1").codes == 0).sum()
    nowhere = trend(sources(now, then), Wish("q5_5"), CrossOptions(), Range("town", "東京都"))
    assert nowhere.editions[0].line.n == 0
    assert nowhere.editions[1].good is None


def test_means_and_several_answers_have_trends_too(now: SurveyData, then: SurveyData) -> None:
    number = trend(sources(now, then, "q9", {}), Wish("q9"), CrossOptions())
    assert number.editions[1].mean is not None
    matches = {str(at): (str(at),) for at in range(1, 9)}
    several = trend(sources(now, then, "q4", matches), Wish("q4"), CrossOptions())
    assert sum(one.share for one in several.editions[0].line.figures) > 1
    assert picture_of(several, "t").runs[0].name == "家や土地がある"
    assert picture_of(number, "t").decimals == 2


# -- words ---------------------------------------------------------------------------------------------
def test_notes_say_what_was_not_the_same(now: SurveyData) -> None:
    new = row_of(now, "q5_5")
    old = replace(new, label="バスの満足度", asked_if="q8=1", options="1=満足|2=ふつう|9=無回答")
    said = words.notes_of(new, old, {"1": ("1",)}, "郵送のみ")
    assert said == (
        "当時の設問は「バスの満足度」",
        "母数が違う（q8=1）",
        "今回は対応がない選択肢：ふつう",
        "当時なかった選択肢：やや満足、どちらともいえない、やや不満、不満",
        "郵送のみ",
    )
    assert words.notes_of(new, new, SAME, "") == ()


def test_the_table_stands_newest_first_with_changes(now: SurveyData, then: SurveyData) -> None:
    found = trend(sources(now, then), Wish("q5_5"), CrossOptions())
    paper = words.printed_trend(found, "問5-5", CrossOptions())
    assert [row.title for row in paper.rows] == ["2024", "2019"]
    assert [head.title for head in paper.heads][-3:] == ["満足計", "前回差（ポイント）", ""]
    assert paper.rows[1].cells[-1].text == "－"
    assert paper.rows[0].cells[-1].text[0] in "+△0"
    assert paper.notes[0].startswith("▲▼ 前回との差")
    assert paper.summary.startswith("問5-5：満足計は2019の")
    picture = picture_of(found, "問5-5")
    assert picture.surveys == ("2019", "2024")
    assert picture.runs[0].margins[0] is not None


# -- records -------------------------------------------------------------------------------------------
@pytest.fixture
def kept(store: Store) -> tuple[str, str]:
    """Two surveys of one region."""
    new = keep_poll(store, poll(5, scale=0.05, year=2024))
    return new, keep_poll(store, poll(7, scale=0.05, year=2019, weighted=False), towns=False)


def test_links_are_written_once_and_undone(store: Store, kept: tuple[str, str]) -> None:
    new, old = kept
    found = suggest(read_survey(store, new), read_survey(store, old))
    do_link_suggested(store, new, old, found)
    links = read_survey(store, new).links
    assert len(links) == len(found)
    assert next(one for one in links if one.key == "q5_1").options == "1=1|2=2|3=3|4=4|5=5|9=9"
    assert set(read_editions(store, new)) == {new, old}
    do_link(store, new, [LinkEdit("q5_1", old, "q5_2", "1=1+2")])
    changed = next(one for one in read_survey(store, new).links if one.key == "q5_1")
    assert (changed.earlier_key, changed.options) == ("q5_2", "1=1+2")
    do_link(store, new, [], [("q5_1", old)])
    assert "q5_1" not in {one.key for one in read_survey(store, new).links}
    do_link(store, new, [LinkEdit("q5_1", old, "q5_1")])
    assert len(read_survey(store, new).links) == len(found)
    store.undo()
    assert "q5_1" not in {one.key for one in read_survey(store, new).links}
    do_remove(store, "survey", old)
    assert set(read_editions(store, new)) == {new}


def test_links_that_cannot_be_are_refused(store: Store, kept: tuple[str, str]) -> None:
    new, old = kept
    with pytest.raises(PlanError, match="link_later"):
        do_link(store, old, [LinkEdit("q5_1", new, "q5_1")])
    with pytest.raises(PlanError, match="no_question"):
        do_link(store, new, [LinkEdit("q5_1", old, "nothing")])
    with pytest.raises(PlanError, match="match_code"):
        do_link(store, new, [LinkEdit("q5_1", old, "q5_1", "1=77")])
    with pytest.raises(PlanError, match="gone"):
        do_link(store, "nowhere", [])
    assert read_survey(store, new).links == ()


def test_the_grid_reads_a_block_of_cells(store: Store, kept: tuple[str, str]) -> None:
    new, old = kept
    facts, other = read_survey(store, new), read_survey(store, old)
    row = next(one for one in facts.questions if one.key == "q5_1")
    empty = link_table(facts, row, [(other, "2019")])
    assert empty.cells["1", old].locked
    assert [label for _key, label in empty.rows][:2] == ["過去の設問", "1 満足"]
    typed = read_typed(
        facts, row, [other], [(QUESTION, old, "Q5-2"), ("1", old, "1+2"), ("2", old, ""), (NOTE, old, "x ")]
    )
    assert typed.edits == (LinkEdit("q5_1", old, "q5_2", "1=1+2|3=3|4=4|5=5|9=9", "x"),)
    do_link(store, new, typed.edits)
    facts = read_survey(store, new)
    table = link_table(facts, row, [(other, "2019")])
    assert table.cells[QUESTION, old].text == "Q5-2 子育て支援"
    assert table.cells["1", old].text == "1 満足、2 やや満足"
    assert table.cells["2", old].to_check
    wrong = read_typed(
        facts, row, [other], [("1", old, "8"), (QUESTION, old, "ない設問"), ("3", old, "ふつう？")]
    )
    assert [error.code for *_cell, error in wrong.refused] == [
        "survey.match_code",
        "survey.no_question",
        "survey.match_code",
    ]
    by_word = read_typed(facts, row, [other], [("2", old, "やや満足")])
    assert by_word.edits[0].options == "1=1|2=2|3=3|4=4|5=5|9=9"
    assert read_typed(facts, row, [other], [(QUESTION, old, "")]).unlinked == (old,)
    do_set(store, "survey", old, {"fiscal_year": 2019})
