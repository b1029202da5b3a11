"""A text as it is searched, with the way back: which letters of the original a place in the folded text stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bingo_planner.kernel.text import fold

Span = tuple[int, int]
"""From and to (exclusive) in the original text."""

_CLUSTER = re.compile(".[\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef]*", re.DOTALL)
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]*")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is folded letter by letter; `starts` and `ends` say for each of its letters where it came from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def find(self, wanted: str) -> Iterator[Span]:
        """Where a text that is folded already stands in the original; hits do not overlap."""
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            yield self.span(at, at + len(wanted))
            at = self.text.find(wanted, at + len(wanted))

    def span(self, start: int, end: int) -> Span:
        """The place in the original of a place in the folded text that is not empty."""
        return self.starts[start], self.ends[end - 1]


def fold_with_places(text: str) -> Folded:
    """A text folded so that what is found in it can be shown where it was written."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        piece = _fold_piece(cluster.group())
        pieces.append(piece)
        starts += [cluster.start()] * len(piece)
        ends += [cluster.end()] * len(piece)
    return Folded("".join(pieces), tuple(starts), tuple(ends))


def fold_text(text: str) -> str:
    """The same folded text without the way back."""
    return "".join(map(_fold_piece, _CLUSTER.findall(text)))


def sentences(text: str) -> tuple[Span, ...]:
    """Where the sentences of a text stand, those without a letter left out."""
    found = (hit.span() for hit in _SENTENCE.finditer(text) if hit.group().strip())
    return tuple(found)


@lru_cache(maxsize=20_000)
def _fold_piece(cluster: str) -> str:
    return fold(cluster)
