"""Words of answers: how they are cut and joined, the lists, counts by another question, keyword in context."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.surveys.freetext import dictionary, kwic
from bingo_planner.features.surveys.freetext.dictionary import Cut, Morpheme
from bingo_planner.features.surveys.freetext.folded import fold_text, fold_with_places, sentences
from bingo_planner.features.surveys.freetext.wordcount import cross_words, frequent, typical
from bingo_planner.features.surveys.freetext.wordlists import WordLists, WordRule, lists_of
from bingo_planner.features.surveys.freetext.words import Part, Words, count_words, find_words, runs
from bingo_planner.kernel.errors import PlanError

needs_dictionary = pytest.mark.skipif(not dictionary.available(), reason="the dictionary is an add-on")
EMPTY = WordLists()
PLAIN = lists_of(())


@pytest.fixture(scope="module")
def cut() -> Cut:
    """The real dictionary."""
    return dictionary.load()


def by_blanks(text: str) -> Iterable[Morpheme]:
    """Stands for the dictionary: words between blanks are nouns, those that end in い adjectives."""
    at = 0
    for word in text.split(" "):
        if word:
            kind = "形容詞" if word.endswith("い") else "名詞"
            yield Morpheme(at, at + len(word), word, word, (kind, "普通名詞", "一般", "*"))
        at += len(word) + 1


def labels(text: str, lists: WordLists, cut: Cut) -> list[str]:
    return [one.base for one in find_words(text, lists, cut)]


@needs_dictionary
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("子どもの医療費を無料にしてほしい。", ["子供", "医療費", "無料"]),
        ("世羅町の産婦人科がなくなり不安です。", ["世羅町", "産婦人科", "なくなる", "不安"]),
        ("バスの本数が少なくて、車がない。", ["バス", "便数", "少ない", "車", "無い"]),
        ("高齢者の免許返納後の移動手段", ["高齢者", "免許返納", "移動", "手段"]),
        ("病児保育をお願いします", ["病児保育"]),
        ("通学路が危ない", ["通学路", "危ない"]),
        ("芦田川とＪＲ", ["芦田川", "JR"]),
        ("３時間かかった", ["時間", "掛かる"]),
    ],
)
def test_words_are_what_people_read_as_one_word(text: str, expected: list[str], cut: Cut) -> None:
    assert labels(text, PLAIN, cut) == expected


@needs_dictionary
def test_places_of_words_are_those_of_the_answer(cut: Cut) -> None:
    text = "田中さん、病児ﾎｲｸは病児保育と\n高齢者のバス"
    for one in find_words(text, PLAIN, cut):
        assert text[one.start : one.end] in (
            "田中",
            "病児",
            "ﾎｲｸ",
            "病児保育",
            "高齢者",
            "バス",
            "病",
            "ﾎｲ",
            "ｸ",
        )
    assert ("病児保育", text.index("病児保育")) in [
        (one.base, one.start) for one in find_words(text, PLAIN, cut)
    ]


@needs_dictionary
def test_names_of_people_are_told_apart(cut: Cut) -> None:
    words = count_words(("田中太郎さんは親切",), PLAIN, cut)
    people = [one.label for one in words.vocabulary if one.part == Part.PERSON]
    assert people == ["田中", "太郎"]
    assert [words.vocabulary[at].label for at in frequent(words)] == ["親切"]


@needs_dictionary
def test_a_long_answer_is_no_reason_to_fail(cut: Cut) -> None:
    assert len(count_words(("バスが少ない。" * 9000,), PLAIN, cut).word) == 18_000


def test_lists_can_be_added_to_and_switched_off() -> None:
    lists = lists_of(
        (
            WordRule("stop", "バス"),
            WordRule("use", "コト"),
            WordRule("same", "電車", "鉄道"),
            WordRule("use", "圏域"),
        )
    )
    assert labels("バス こと 電車 もの", lists, by_blanks) == ["こと", "鉄道"]
    assert "圏域" not in lists.pick
    assert "病児保育" in lists.pick


def test_the_longest_pick_wins_whatever_its_width() -> None:
    lists = WordLists(pick=("保育", "病児保育", "バス"))
    assert labels("病児保育 ﾊﾞｽ 保育", lists, by_blanks) == ["病児保育", "バス", "保育"]


def test_counts_of_uses_and_of_answers() -> None:
    words = count_words(("バス バス 道", "道", ""), EMPTY, by_blanks)
    assert [one.label for one in words.vocabulary] == ["バス", "道"]
    assert words.uses.tolist() == [2, 2]
    assert words.answers.tolist() == [1, 2]
    assert frequent(words).tolist() == [1, 0]
    assert frequent(words, 2).tolist() == [1]
    assert words.presence([1, 0]).tolist() == [[True, True], [True, False], [False, False]]


def test_no_words_at_all() -> None:
    words = count_words(("", "。"), EMPTY, by_blanks)
    assert frequent(words).tolist() == []
    assert words.presence([]).shape == (2, 0)
    assert runs(("", "。"), words, 1) == ()
    table = cross_words(words, frequent(words), np.ones((2, 1), dtype=bool), np.array([False, True]))
    assert table.counts.shape == (0, 1)
    assert typical(table, 0).tolist() == []


def test_words_by_another_question() -> None:
    answers = ("バス 道", "バス", "店", "バス 店", "")
    words = count_words(answers, EMPTY, by_blanks)
    chosen = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [0, 1]], dtype=bool)
    wrote = np.array([True, True, True, True, False])
    table = cross_words(words, frequent(words), chosen, wrote)
    names = [words.vocabulary[at].label for at in table.places]
    assert names == ["バス", "店", "道"]
    assert table.counts.tolist() == [[2, 1], [0, 2], [1, 0]]
    assert table.bases.tolist() == [2, 2]
    assert table.shares.tolist() == [[100.0, 50.0], [0.0, 100.0], [50.0, 0.0]]
    assert table.jaccard[0].tolist() == [2 / 3, 1 / 4]
    assert [names[row] for row in typical(table, 0)] == ["バス", "道"]
    assert [names[row] for row in typical(table, 1)] == ["店"]


def test_nouns_side_by_side_are_offered_as_one_word() -> None:
    def tight(text: str) -> Iterable[Morpheme]:
        for at in range(0, len(text), 2):
            yield Morpheme(
                at, at + 2, text[at : at + 2], text[at : at + 2], ("名詞", "普通名詞", "一般", "*")
            )

    answers = ("人手不足", "人手不足", "不足", "介護人手")
    words = count_words(answers, EMPTY, tight)
    assert runs(answers, words, 2) == (("人手不足", 2),)


def test_a_stopped_count_says_so() -> None:
    class Stopped:
        def step(self, done: int, total: int, text: str) -> None:
            raise AssertionError("nothing is told after a stop")

        def cancelled(self) -> bool:
            return True

    with pytest.raises(PlanError) as caught:
        count_words(("バス",), EMPTY, by_blanks, Stopped())
    assert caught.value.code == "job.cancelled"


def test_without_the_add_on_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sudachipy", None)
    with pytest.raises(PlanError) as caught:
        dictionary.load()
    assert caught.value.code == "survey.no_dictionary"


def test_the_dictionary_is_not_loaded_before_words_are_wanted() -> None:
    code = (
        "import sys, bingo_planner.features.surveys.freetext.words, bingo_planner.features.surveys.freetext.anonymise;"
        "sys.exit(any(name.startswith('sudachi') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# -- searching -----------------------------------------------------------------------------------------
@given(st.text(max_size=40))
def test_folded_letters_know_where_they_came_from(text: str) -> None:
    folded = fold_with_places(text)
    assert folded.text == fold_text(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    for at, letter in enumerate(folded.text):
        assert letter in fold_text(text[folded.starts[at] : folded.ends[at]])


@given(st.text(alphabet="バスが少ない。！\n 電車?", max_size=40))
def test_sentences_are_parts_of_the_text_in_order(text: str) -> None:
    found = sentences(text)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert "".join(text[start:end] for start, end in found).replace("\n", "").replace(" ", "").strip() == (
        text.replace("\n", "").replace(" ", "").strip()
    )


def test_lines_of_a_word_whatever_its_width() -> None:
    answers = ("道が狭くﾊﾞｽが通れない", "特になし", "バス、ばす")
    found = kwic.find_lines(answers, "バス", width=4)
    assert [(one.answer, one.before, one.hit, one.after) for one in found] == [
        (0, "道が狭く", "ﾊﾞｽ", "が通れな…"),
        (2, "", "バス", "、ばす"),
        (2, "バス、", "ばす", ""),
    ]
    assert [one.hit for one in kwic.by_what_follows(found)] == ["ばす", "バス", "ﾊﾞｽ"]
    assert [one.before for one in kwic.by_what_precedes(found)] == ["", "バス、", "道が狭く"]
    assert kwic.find_lines(answers, "  ") == ()


def test_lines_of_a_counted_word() -> None:
    answers = ("道 バス 道",)
    words: Words = count_words(answers, EMPTY, by_blanks)
    place = words.place_of("道")
    assert place is not None
    assert [one.start for one in kwic.lines(answers, words.spans(place))] == [0, 5]
