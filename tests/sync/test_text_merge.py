"""The view of several versions of a long text: laws that hold for any, and the cases that went wrong elsewhere."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bingo_planner.sync.text_merge import MAX_UNITS, merge, sentences

BASE = "第1条 高さは9 mとする。緑地は30%とする。\n第2条 駐車場を設ける。\n"
texts = st.lists(
    st.sampled_from(["甲。", "乙！", "丙\n", "「丁。」", "12.5 mとする。", "戊", "End. "]), max_size=9
).map("".join)


@given(st.text(max_size=80) | texts)
@settings(max_examples=300, deadline=None)
def test_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text


def test_sentences_end_where_a_reader_ends_them() -> None:
    assert sentences("高さは12.5 mとする。「よい。」と言う！\n次\nA b. C") == [
        "高さは12.5 mとする。",
        "「よい。」",
        "と言う！",
        "\n",
        "次",
        "\n",
        "A b. ",
        "C",
    ]


@given(texts, texts)
@settings(max_examples=300, deadline=None)
def test_laws(base: str, one: str) -> None:
    assert merge(base, one, one).text == one
    assert merge(base, one, base).text == one
    assert merge(base, base, one).text == one
    for view in (merge(base, one, one), merge(base, one, base), merge(base, base, one)):
        assert view.clashes == 0


@given(texts, texts, texts)
@settings(max_examples=400, deadline=None)
def test_both_sides_get_the_same_view_but_for_the_wording_of_clashes(base: str, one: str, two: str) -> None:
    left, right = merge(base, one, two), merge(base, two, one)
    assert left.clashes == right.clashes
    if not left.clashes:
        assert left.text == right.text
    # Where they clash, both wordings are there: nothing anybody wrote is out of sight.
    swapped = "".join(piece.others[0] if piece.is_clash else piece.text for piece in left.pieces)
    assert swapped == right.text


def test_different_sentences_come_together() -> None:
    one = BASE.replace("9 m", "12 m")
    two = BASE.replace("駐車場", "駐輪場")
    view = merge(BASE, one, two)
    assert (view.text, view.clashes) == (BASE.replace("9 m", "12 m").replace("駐車場", "駐輪場"), 0)


def test_one_sentence_changed_twice_is_a_clash_and_never_a_mixture() -> None:
    view = merge(BASE, BASE.replace("9 m", "12 m"), BASE.replace("9 m", "15 m"))
    assert view.clashes == 1
    clash = next(piece for piece in view.pieces if piece.is_clash)
    assert clash.text == "第1条 高さは12 mとする。"
    assert clash.others == ("第1条 高さは15 mとする。",)
    assert clash.base == "第1条 高さは9 mとする。"


def test_a_sentence_taken_out_here_and_changed_there_is_a_clash() -> None:
    view = merge(BASE, BASE.replace("緑地は30%とする。", ""), BASE.replace("30%", "40%"))
    clash = next(piece for piece in view.pieces if piece.is_clash)
    assert (clash.text, clash.others) == ("", ("緑地は40%とする。",))


def test_three_versions_keep_every_clash() -> None:
    views = [BASE.replace("9 m", f"{n} m") for n in (12, 15, 18)]
    view = merge(BASE, *views)
    told = {other for piece in view.pieces for other in piece.others}
    assert told == {"第1条 高さは15 mとする。", "第1条 高さは18 mとする。"}


@given(texts, st.lists(texts, min_size=3, max_size=4))
@settings(max_examples=200, deadline=None)
def test_no_sentence_of_any_version_is_out_of_sight(base: str, versions: list[str]) -> None:
    view = merge(base, *versions)
    told = view.text + "".join("".join(piece.others) for piece in view.pieces)
    known = set(sentences(base))
    for version in versions:
        assert all(unit in told for unit in sentences(version) if unit not in known)


def test_the_same_template_made_twice_stands_once() -> None:
    assert merge("", BASE, BASE).text == BASE


@pytest.mark.parametrize("count", [MAX_UNITS + 1, 9_000])
def test_what_would_take_too_long_is_shown_whole(count: int) -> None:
    base = "同じ。" * count
    view = merge(base, base + "甲。", "乙。" + base)
    assert view.is_whole
    assert view.clashes == 1


def test_a_long_draft_is_compared() -> None:
    dice = random.Random(1)
    units = [f"第{n}文は{dice.random()}である。" for n in range(9_000)]
    one, two = list(units), list(units)
    one[10], two[8_000] = "変えた。", "他も変えた。"
    view = merge("".join(units), "".join(one), "".join(two))
    assert (view.clashes, view.is_whole) == (0, False)
    assert "他も変えた。" in view.text
