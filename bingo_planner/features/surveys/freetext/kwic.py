"""A word with what stands before and behind it, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bingo_planner.features.surveys.freetext.folded import Span, fold_text, fold_with_places

WIDTH = 24
"""Letters shown on either side."""


@dataclass(frozen=True, slots=True)
class Line:
    """One use of a word: `answer` says whose, `start` where in the text."""

    answer: int
    start: int
    before: str
    hit: str
    after: str


def lines(answers: Sequence[str], spans: Iterable[tuple[int, Span]], width: int = WIDTH) -> tuple[Line, ...]:
    """The lines of places that are known, such as those of a word that was counted."""
    return tuple(_line(answers[at], at, span, width) for at, span in spans)


def find_lines(answers: Sequence[str], wanted: str, width: int = WIDTH) -> tuple[Line, ...]:
    """The lines of every place that reads like `wanted`, whatever its width, kana or variant kanji."""
    return lines(answers, find(answers, wanted), width)


def find(answers: Sequence[str], wanted: str) -> Iterator[tuple[int, Span]]:
    """(answer, place in its text) of everything that reads like `wanted`."""
    folded = fold_text(wanted)
    if not folded:
        return
    for at, text in enumerate(answers):
        if folded in fold_text(text):
            for span in fold_with_places(text).find(folded):
                yield at, span


def by_what_follows(found: Iterable[Line]) -> tuple[Line, ...]:
    """Ordered by the words behind, so that the same turns stand together."""
    return tuple(sorted(found, key=lambda one: (fold_text(one.after), one.answer, one.start)))


def by_what_precedes(found: Iterable[Line]) -> tuple[Line, ...]:
    """Ordered by the words before, read backwards from the hit."""
    return tuple(sorted(found, key=lambda one: (fold_text(one.before)[::-1], one.answer, one.start)))


def _line(text: str, at: int, span: Span, width: int) -> Line:
    start, end = span
    before = text[:start].replace("\n", " ")
    after = text[end:].replace("\n", " ")
    left = ("…" if len(before) > width else "") + before[-width:]
    right = after[:width] + ("…" if len(after) > width else "")
    return Line(at, start, left, text[start:end], right)
