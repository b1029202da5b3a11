"""Pieces of text with emphasis: reading the marks, and putting numbers in the place of references."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from bingo_planner.reports.fonts import clean
from bingo_planner.reports.model import Ink, Text

_MARKS: Final = re.compile(r"\*\*(.+?)\*\*|__(.+?)__|\+\+(.+?)\+\+|\[#([^\]\s]+)\]", re.DOTALL)


@lru_cache(maxsize=8192)
def read_marks(text: str) -> tuple[Ink, ...]:
    """`**bold**`, `__changed__`, `++new++` and `[#key]` of running text as pieces."""
    pieces: list[Ink] = []
    done = 0
    for found in _MARKS.finditer(text):
        if found.start() > done:
            pieces.append(Ink(text[done : found.start()]))
        bold, under, new, ref = found.groups()
        if ref is not None:
            pieces.append(Ink(ref=ref, bold=True))
        elif bold is not None:
            pieces.append(Ink(bold, bold=True))
        else:
            pieces.append(Ink(new or under, underline=True, wash=new is not None))
        done = found.end()
    if done < len(text):
        pieces.append(Ink(text[done:]))
    return tuple(pieces)


def pieces(text: Text) -> tuple[Ink, ...]:
    """Running text as pieces, whether it came with marks or as pieces."""
    return read_marks(text) if isinstance(text, str) else text


def resolve(text: Text, label: Callable[[str], str]) -> tuple[Ink, ...]:
    """Pieces with every reference filled in, and cleaned for drawing."""
    return tuple(_resolved(piece, label) for piece in pieces(text))


def _resolved(piece: Ink, label: Callable[[str], str]) -> Ink:
    words = label(piece.ref) if piece.ref else piece.text
    cleaned = clean(words)
    if cleaned is piece.text:
        return piece
    return Ink(cleaned, piece.bold, piece.underline, piece.wash, piece.ref)


def plain(text: Text) -> str:
    """The bare words, for bookmarks and tests."""
    return "".join(piece.text for piece in pieces(text))
