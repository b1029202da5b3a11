"""Words of options in the order in which a questionnaire prints them, as far as the words tell it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from bingo_planner.kernel.text import fold

SCALES: Final = (
    (
        "とても満足",
        "非常に満足",
        "大変満足",
        "満足",
        "やや満足",
        "まあ満足",
        "ある程度満足",
        "どちらかといえば満足",
    ),
    ("とても重要", "非常に重要", "重要", "やや重要", "まあ重要", "どちらかといえば重要"),
    ("とても住みやすい", "住みやすい", "住みよい", "まあ住みやすい", "どちらかといえば住みやすい"),
    ("そう思う", "ややそう思う", "どちらかといえばそう思う"),
    ("住み続けたい", "どちらかといえば住み続けたい", "当分は住み続けたい"),
    ("よく知っている", "知っている", "聞いたことがある", "名前だけ知っている"),
    ("利用したい", "条件が合えば利用したい", "利用している", "利用したことがある"),
    ("はい", "ある", "あり", "男性", "男", "賛成", "良い", "よい", "増えた", "どちらかといえば賛成"),
    ("どちらともいえない", "どちらでもない", "普通", "ふつう", "変わらない"),
    ("やや不満", "どちらかといえば不満", "不満", "とても不満", "非常に不満", "大変不満"),
    ("あまり重要でない", "どちらかといえば重要でない", "重要でない", "まったく重要でない"),
    ("どちらかといえば住みにくい", "やや住みにくい", "住みにくい", "とても住みにくい"),
    ("あまりそう思わない", "どちらかといえばそう思わない", "そう思わない"),
    ("どちらかといえば移りたい", "移りたい", "いずれは移りたい", "できれば移りたい"),
    ("知らない", "知らなかった", "利用したくない", "利用したことはない", "利用しない"),
    ("いいえ", "ない", "なし", "女性", "女", "反対", "悪い", "減った", "どちらかといえば反対"),
)
"""Words by rank: those of an earlier line, and earlier in a line, come first."""
LAST: Final = (
    "その他",
    "特にない",
    "特になし",
    "ない",
    "答えたくない",
    "回答しない",
    "わからない",
    "無効",
    "無回答",
)
_RANKS: Final = {fold(word): at for at, word in enumerate(word for line in SCALES for word in line)}
_CODED = re.compile(r"\s*(\d{1,3})\s*[.．:：、)）\]]\s*(\D.*)", re.DOTALL)
_FIGURES = re.compile(r"\d+")


def in_printed_order(words: Sequence[str]) -> list[tuple[str, str]]:
    """Code and words of each option: `1.男性` by its number, ages by their figures, scales by their rank.

    The code is empty where the words bring none.
    """
    coded = [
        (str(int(found[1])), found[2].strip()) if (found := _CODED.fullmatch(word)) else ("", word)
        for word in words
    ]
    if coded and all(code for code, _words in coded):
        return sorted(coded, key=lambda pair: int(pair[0]))
    body = [word for word in words if not _last(word)]
    tail = sorted((word for word in words if _last(word)), key=_last)
    if body and all(_figure(word) is not None for word in body):
        body.sort(key=lambda word: _figure(word) or 0)
    elif body and all(fold(word) in _RANKS for word in body):
        body.sort(key=lambda word: _RANKS[fold(word)])
    return [("", word) for word in (*body, *tail)]


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word)


def _last(word: str) -> int:
    """Place among the words that stand last; 0 for those that do not."""
    folded = fold(word)
    for at, one in enumerate(LAST, start=1):
        if folded == fold(one) or (one == "その他" and folded.startswith(fold(one))):
            return at
    return 0


def _figure(word: str) -> int | None:
    """The first figure in it; 20 of 20歳未満 stands before 20 of 20～29歳."""
    found = _FIGURES.search(_plain(word))
    if found is None:
        return None
    below = any(sign in word for sign in ("未満", "以下", "まで"))
    return int(found[0]) * 2 - below
