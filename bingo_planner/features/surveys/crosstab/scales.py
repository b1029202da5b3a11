"""What the words of a scale say: which options are its good and its bad side, its middle, and their points.

Made for the scales of Japanese questionnaires (満足…不満, そう思う…そう思わない, 重要…重要でない); what words do not
say stays unguessed, and whatever a planner chooses goes before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bingo_planner.features.surveys.crosstab.model import Side
from bingo_planner.features.surveys.model import Option

_MIDDLE = re.compile(
    r"どちらとも(?:い|言)えない|どちらでもない|ふつう|普通|変わらない|かわらない|neither|neutral"
)
_OUTSIDE = re.compile(r"(?:分|わ)からない|その他|該当しない|利用していない|無効|not sure|don.t know|other")
_BAD = re.compile(
    r"不満|思わない|(?:で|では|く)ない|たくない|悪い|わるい|にくい|不便|不安|低い|劣る|"
    r"知らない|ない$|いいえ|移りたい|転出|引っ越し|離れたい|やめたい|dissatisfied|disagree|unimportant|poor|bad|\bno\b"
)
_GOOD = re.compile(
    r"満足|思う|重要|良い|よい|いい$|やすい|便利|安心|高い|優れ|たい$|知っている|ある$|必要|進んで|"
    r"はい|satisfied|agree|important|good|\byes\b"
)


def side_of(label: str) -> Side:
    """The side one label names; NONE when its words do not say."""
    words = label.lower()
    if _MIDDLE.search(words):
        return Side.MIDDLE
    if _OUTSIDE.search(words):
        return Side.NONE
    if _BAD.search(words):
        return Side.BAD
    return Side.GOOD if _GOOD.search(words) else Side.NONE


def sides_of(options: Sequence[Option]) -> tuple[Side, ...]:
    """Sides of the options of a scale; all NONE (but 無回答) where they are no scale of two sides in order."""
    found = tuple(Side.BLANK if one.is_no_answer else side_of(one.label) for one in options)
    steps = [side for side in found if side not in (Side.NONE, Side.BLANK)]
    if is_scale(steps):
        return found
    return tuple(side if side is Side.BLANK else Side.NONE for side in found)


def is_scale(steps: Sequence[Side]) -> bool:
    """Good, middle, bad in this order or the other, with at least two steps on each side."""
    rank = {Side.GOOD: 2, Side.MIDDLE: 1, Side.BAD: 0}
    order = [rank[one] for one in steps]
    falling = order == sorted(order, reverse=True)
    rising = order == sorted(order)
    return (falling or rising) and steps.count(Side.GOOD) >= 2 and steps.count(Side.BAD) >= 1


def with_good(options: Sequence[Option], good: Sequence[str]) -> tuple[Side, ...]:
    """Sides where a planner said which codes are the good one: the other answers keep their side if they have one."""
    guessed = sides_of(options)
    return tuple(
        Side.GOOD if one.code in good else Side.NONE if side is Side.GOOD else side
        for one, side in zip(options, guessed, strict=True)
    )


def good_word(labels: Sequence[str]) -> str:
    """What the good options have in common (満足 of 満足 and やや満足); "" for less than two characters."""
    if not labels:
        return ""
    shortest = min(labels, key=len)
    for length in range(len(shortest), 1, -1):
        for start in range(len(shortest) - length + 1):
            piece = shortest[start : start + length]
            if all(piece in label for label in labels):
                return piece.strip()
    return ""
