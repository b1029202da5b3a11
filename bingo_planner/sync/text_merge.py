"""Two or more versions of a long text side by side: what fits together by sentences, and where they clash.

A three-way comparison over whole sentences from the version all started from. It is a view and is never written
by itself: only a person's save makes a new version. Sentences, not words: "9 m" changed here to 12 m and there to
15 m must never read "1215 m". The same input gives the same view on every machine; there is no clock in it, so
texts that would take too long are shown whole instead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MAX_UNITS = 20_000
MAX_WORK = 4_000_000
"""Pairs of equal sentences that a comparison may have to look at: repetitive text grows with the square."""

_SENTENCE = re.compile(r"\n+|[^\n]+?(?:[。．！？!?]+[」』）】)\"”]*|\.[ ]+|(?=\n)|\Z)")


@dataclass(frozen=True)
class Piece:
    """A run of text that stands, or one where versions clash: then `text` is the shown version's wording and
    `others` are the other wordings (empty for a sentence that was taken out), `base` the one before."""

    text: str
    others: tuple[str, ...] = ()
    base: str = ""

    @property
    def is_clash(self) -> bool:
        """Whether a person must choose here."""
        return bool(self.others)


@dataclass(frozen=True)
class MergedText:
    """The view of several versions. `is_whole`: too large to compare, the versions stand side by side."""

    pieces: tuple[Piece, ...]
    is_whole: bool = False

    @property
    def text(self) -> str:
        """The view as one text, the shown version's wording where versions clash."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def clashes(self) -> int:
        """Places where a person must choose."""
        return sum(piece.is_clash for piece in self.pieces)


def sentences(text: str) -> list[str]:
    """The text cut after each sentence, line breaks on their own; joined again it is the text."""
    return _SENTENCE.findall(text)


def merge(base: str, shown: str, *others: str) -> MergedText:
    """The view of versions that all started from `base`; `shown` gives the wording where they clash."""
    view = MergedText((Piece(shown),))
    for other in others:
        view = _merge_into(view, base, other)
    return view


def _merge_into(view: MergedText, base: str, other: str) -> MergedText:
    shown = view.text
    if other in (shown, base):
        return view
    units = [sentences(one) for one in (base, shown, other)]
    if max(map(len, units)) > MAX_UNITS or any(_work(units[0], one) > MAX_WORK for one in units[1:]):
        return MergedText((Piece(shown, (other,), base),), is_whole=True)
    found = tuple(_pieces(*units))
    return MergedText(_with_old_clashes(found, view), view.is_whole)


def _with_old_clashes(found: Sequence[Piece], view: MergedText) -> tuple[Piece, ...]:
    """Clashes with versions merged before stay marked: they are listed again where their wording still stands."""
    kept = [piece for piece in view.pieces if piece.is_clash]
    pieces: list[Piece] = []
    for piece in found:
        rest = piece
        while kept and piece.is_clash and kept[0].text and kept[0].text in piece.text:
            rest = piece = Piece(piece.text, (*piece.others, *kept.pop(0).others), piece.base)
        while kept and not piece.is_clash and kept[0].text in rest.text:
            before, after = rest.text.split(kept[0].text, 1) if kept[0].text else ("", rest.text)
            pieces += [Piece(before)] if before else []
            pieces.append(kept.pop(0))
            rest = Piece(after)
        if rest.text or rest.is_clash:
            pieces.append(rest)
    # Whose wording no longer stands alone is listed at the end: out of place rather than out of sight.
    return (*pieces, *(Piece("", tuple(filter(None, (one.text, *one.others))), one.base) for one in kept))


def _pieces(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Piece]:
    at = (0, 0, 0)
    for start, end in _common(base, ours, theirs):
        for piece in _between(base[at[0] : start[0]], ours[at[1] : start[1]], theirs[at[2] : start[2]]):
            if piece.text or piece.is_clash:
                yield piece
        if end[0] > start[0]:
            yield Piece("".join(base[start[0] : end[0]]))
        at = end


def _between(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Piece]:
    if ours == theirs or theirs == base:
        yield Piece("".join(ours))
    elif ours == base:
        yield Piece("".join(theirs))
    elif len(base) == len(ours) == len(theirs) > 1:
        # As many sentences in each: neighbours that were changed apart do not clash.
        for one in zip(base, ours, theirs, strict=True):
            yield from _between(*([unit] for unit in one))
    else:
        yield Piece("".join(ours), ("".join(theirs),), "".join(base))


Place = tuple[int, int, int]


def _common(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[Place, Place]]:
    """Runs that stand unchanged in all three, as (start, end) in each; at last an empty run at the end."""
    left, right = _matches(base, ours), _matches(base, theirs)
    i = j = 0
    while i < len(left) and j < len(right):
        (base_a, at_a, size_a), (base_b, at_b, size_b) = left[i], right[j]
        start, end = max(base_a, base_b), min(base_a + size_a, base_b + size_b)
        if start < end:
            first = (start, at_a + start - base_a, at_b + start - base_b)
            size = end - start
            yield first, (first[0] + size, first[1] + size, first[2] + size)
        if base_a + size_a < base_b + size_b:
            i += 1
        else:
            j += 1
    last = (len(base), len(ours), len(theirs))
    yield last, last


def _matches(base: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Equal runs. The equal beginning and end are taken off first: that is most of a draft."""
    low = 0
    while low < min(len(base), len(other)) and base[low] == other[low]:
        low += 1
    high = 0
    while high < min(len(base), len(other)) - low and base[-1 - high] == other[-1 - high]:
        high += 1
    inner = SequenceMatcher(
        None, base[low : len(base) - high], other[low : len(other) - high], autojunk=False
    )
    found = [(0, 0, low)] if low else []
    found += [(a + low, b + low, size) for a, b, size in inner.get_matching_blocks() if size]
    return found + ([(len(base) - high, len(other) - high, high)] if high else [])


def _work(base: Sequence[str], other: Sequence[str]) -> int:
    counts = Counter(other)
    return sum(counts[unit] for unit in base)
