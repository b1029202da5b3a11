"""Words that stand together: Jaccard over answers, groups of words, the plan of the picture."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.surveys.freetext.cooccur import Edge, clusters, network, suggested_fewest
from bingo_planner.features.surveys.freetext.dictionary import Morpheme
from bingo_planner.features.surveys.freetext.netplan import plan
from bingo_planner.features.surveys.freetext.wordlists import WordLists
from bingo_planner.features.surveys.freetext.words import Words, count_words


def _letters(text: str) -> Iterable[Morpheme]:
    for at, letter in enumerate(text):
        yield Morpheme(at, at + 1, letter, letter, ("名詞", "普通名詞", "一般", "*"))


def words_of(*answers: str) -> Words:
    return count_words(answers, WordLists(), _letters)


def test_jaccard_is_both_over_either() -> None:
    words = words_of("駅道", "駅道", "駅店", "店", "道店", "雨")
    found = network(words, 1)
    names = [words.vocabulary[at].label for at in found.places]
    pairs = {(names[one.first], names[one.second]): (one.both, one.jaccard) for one in found.edges}
    assert pairs == {("道", "駅"): (2, 2 / 4)}, "pairs of one answer are chance"
    assert found.answers.tolist() == [3, 3]
    assert found.size == 6


@given(st.lists(st.text(alphabet="駅道店雨山川", max_size=5), max_size=30))
def test_pairs_equal_a_count_by_hand(answers: list[str]) -> None:
    words = words_of(*answers)
    found = network(words, 1, 100)
    names = [words.vocabulary[at].label for at in found.places]
    holding = {name: {at for at, text in enumerate(answers) if name in text} for name in "駅道店雨山川"}
    expected = {
        frozenset((a, b)): len(holding[a] & holding[b]) / len(holding[a] | holding[b])
        for a in "駅道店雨山川"
        for b in "駅道店雨山川"
        if a < b and len(holding[a] & holding[b]) >= 2
    }
    got = {frozenset((names[one.first], names[one.second])): one.jaccard for one in found.edges}
    assert got == pytest.approx(expected)
    assert list(found.edges) == sorted(found.edges, key=lambda one: -one.jaccard)


def test_only_the_strongest_pairs_and_frequent_words_are_kept() -> None:
    words = words_of("駅道", "駅道", "駅道店", "店雨", "店雨", "駅店", "駅店")
    assert len(network(words, 1, 2).edges) == 2
    assert all(count >= 4 for count in network(words, 4).answers)


def test_groups_of_words_hang_together() -> None:
    edges = [
        Edge(0, 1, 5, 0.5),
        Edge(1, 2, 5, 0.5),
        Edge(0, 2, 5, 0.5),
        Edge(3, 4, 4, 0.4),
        Edge(2, 3, 2, 0.05),
    ]
    assert clusters(5, edges).tolist() == [0, 0, 0, 1, 1]
    assert clusters(2, []).tolist() == [0, 1]


def test_the_suggested_lowest_count_leaves_about_sixty_words() -> None:
    letters = [chr(0x4E00 + at) for at in range(200)]
    words = words_of(*("".join(letters[: 200 - at]) for at in range(200)))
    fewest = suggested_fewest(words)
    assert int((words.answers >= fewest).sum()) == 60
    assert suggested_fewest(words_of("駅道")) == 2


edge_lists = st.lists(
    st.tuples(st.integers(0, 14), st.integers(0, 14), st.floats(0.05, 1.0)), min_size=1, max_size=25
)


@given(edge_lists)
def test_labels_never_lie_over_each_other_nor_outside(raw: list[tuple[int, int, float]]) -> None:
    edges = [Edge(min(a, b), max(a, b), 2, j) for a, b, j in raw if a != b]
    sizes = np.column_stack([np.full(15, 60.0), np.full(15, 22.0)])
    placed = plan(edges, sizes, 700.0, 400.0)
    assert (placed - sizes / 2 >= -1e-6).all()
    assert (placed + sizes / 2 <= np.array([700.0, 400.0]) + 1e-6).all()
    away = np.abs(placed[:, None] - placed[None])
    over = (away[:, :, 0] < 59.0) & (away[:, :, 1] < 21.0)
    np.fill_diagonal(over, False)
    assert not over.any()
    assert (plan(edges, sizes, 700.0, 400.0) == placed).all(), "the same words in the same places"


def test_words_that_go_together_stand_together() -> None:
    edges = [Edge(0, 1, 5, 0.8), Edge(1, 2, 5, 0.8), Edge(3, 4, 5, 0.8), Edge(4, 5, 5, 0.8)]
    placed = plan(edges, np.full((6, 2), 5.0), 500.0, 500.0)
    inside = np.linalg.norm(placed[0] - placed[1])
    assert inside < np.linalg.norm(placed[1] - placed[4])


def test_plans_of_nothing_and_of_one() -> None:
    assert plan([], np.zeros((0, 2)), 100.0, 100.0).shape == (0, 2)
    assert plan([], np.array([[10.0, 10.0]]), 100.0, 50.0).tolist() == [[50.0, 25.0]]
