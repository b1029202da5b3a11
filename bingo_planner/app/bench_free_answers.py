"""The lines of `bench` about free answers: words of 5,000 comments, what stands together, and sorting them by rules."""

from __future__ import annotations

import time
from itertools import product

from bingo_planner.features.surveys.freetext import dictionary
from bingo_planner.features.surveys.freetext.coderule import read_rule
from bingo_planner.features.surveys.freetext.cooccur import network, suggested_fewest
from bingo_planner.features.surveys.freetext.grouping import Group, sort_answers
from bingo_planner.features.surveys.freetext.wordlists import lists_of
from bingo_planner.features.surveys.freetext.words import count_words

COMMENTS = 5_000
_WHERE = ("福山市", "世羅町", "笠岡市", "尾道市", "府中市", "隣の町", "県境", "駅前", "山あい", "海沿い")
_WHAT = (
    *("路線バスの本数", "小児科のある病院", "子どもの遊び場", "通学路の街灯"),
    *("空き家の活用", "介護の人手", "働く場所", "防災無線"),
)
_HOW = (
    "が少なくて困っています",
    "を増やしてほしいと思います",
    "がないので車が手放せません",
    "について住民の意見を聞いてください",
    "は圏域の市町で分け合えばよいのではないでしょうか",
)
_GROUPS = 20


def comments() -> tuple[str, ...]:
    """5,000 comments of two sentences, about 58 letters each; the same in every run."""
    one = [f"{where}の{what}{how}。" for where, what, how in product(_WHERE, _WHAT, _HOW)]
    return tuple(one[at % len(one)] + one[(at * 7 + 3) % len(one)] for at in range(COMMENTS))


def words() -> tuple[float, float] | None:
    """Seconds to cut and count them and to find what stands together, and those of the bare dictionary.

    None without the dictionary.
    """
    if not dictionary.available():
        return None
    texts, cut = comments(), dictionary.load()
    began = time.perf_counter()
    found = count_words(texts, lists_of(()), cut)
    network(found, suggested_fewest(found))
    own = time.perf_counter() - began
    began = time.perf_counter()
    for text in texts:
        for one in cut(text):
            assert one.base
    return own, time.perf_counter() - began


def sorting() -> float:
    """Seconds to sort them into twenty groups by rules of three words."""
    groups = [
        Group(str(at), str(at), rules=(read_rule(f"{what[:2]} かつ （{where[:2]} または 圏域）"),))
        for at, (what, where) in enumerate(list(product(_WHAT, _WHERE))[:_GROUPS])
    ]
    texts = comments()
    began = time.perf_counter()
    assert sort_answers(texts, groups).assigned.any()
    return time.perf_counter() - began
