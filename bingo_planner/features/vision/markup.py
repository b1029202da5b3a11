"""The text of a section: paragraphs, subheadings, bullets, bold words, live fields and blocks.

    ### A subheading
    A paragraph with **bold words** and a live field {{population:region:census:2020}}.
    - a bullet
    [[kpi-table]]

Every line is a paragraph of its own. Reading and writing back loses nothing: `write(read(text)) == text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bingo_planner.kernel.text import clean


class LineKind(StrEnum):
    """What a line is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLET = "bullet"
    BLOCK = "block"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one manner; with `field` the piece is a live field and `text` is empty."""

    text: str = ""
    bold: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. A BLOCK has no pieces but `block`, its name with arguments; a BLANK keeps its blanks as `block`."""

    kind: LineKind
    pieces: tuple[Piece, ...] = ()
    block: str = ""

    @property
    def plain(self) -> str:
        """The words alone; live fields are left out."""
        return "".join(piece.text for piece in self.pieces)


_BLOCK = re.compile(r"\[\[([^\[\]\n]+)\]\]")
_MARKS = re.compile(r"\{\{(?P<field>[^{}\n]+)\}\}|(?P<bold>\*\*)")
_HEADING = "### "
_BULLET = "- "


@lru_cache(maxsize=512)
def read(text: str) -> tuple[Line, ...]:
    """The lines of a text. Marks that are not closed are words like any others."""
    return tuple(_line(line) for line in text.split("\n"))


def write(lines: Sequence[Line]) -> str:
    """The text of lines, as `read` takes it."""
    return "\n".join(map(_text, lines))


def tidy(text: str) -> str:
    """The text as it is kept: no blank lines but one between paragraphs; bullets stand close to each other."""
    ends = "\n".join(line.rstrip() for line in clean(text).split("\n"))
    kept = [line for line in read(ends) if line.kind is not LineKind.BLANK]
    parts: list[str] = []
    for index, line in enumerate(kept):
        if index:
            both = line.kind is LineKind.BULLET and kept[index - 1].kind is LineKind.BULLET
            parts.append("\n" if both else "\n\n")
        parts.append(_text(line))
    return "".join(parts)


def fields(text: str) -> tuple[str, ...]:
    """Keys of the live fields in a text, each once, in order."""
    found = (piece.field for line in read(text) for piece in line.pieces if piece.field)
    return tuple(dict.fromkeys(found))


def blocks(text: str) -> tuple[str, ...]:
    """The blocks of a text, each once, in order."""
    return tuple(dict.fromkeys(line.block for line in read(text) if line.kind is LineKind.BLOCK))


def characters(text: str) -> int:
    """How many characters a text has as its writer counts them: without marks, fields and blanks."""
    return sum(len(re.sub(r"\s", "", line.plain)) for line in read(text))


def is_empty(text: str) -> bool:
    """Whether there is nothing to print."""
    return all(line.kind is LineKind.BLANK for line in read(text))


def _line(line: str) -> Line:
    if not line.strip():
        return Line(LineKind.BLANK, block=line)
    if found := _BLOCK.fullmatch(line):
        return Line(LineKind.BLOCK, block=found[1])
    if line.startswith(_HEADING) and line[len(_HEADING) :].strip():
        return Line(LineKind.HEADING, tuple(_pieces(line[len(_HEADING) :])))
    if line.startswith(_BULLET) and line[len(_BULLET) :].strip():
        return Line(LineKind.BULLET, tuple(_pieces(line[len(_BULLET) :])))
    return Line(LineKind.PARAGRAPH, tuple(_pieces(line)))


def _pieces(text: str) -> Iterator[Piece]:
    """Words and fields in order. Only stars in pairs with something between them make words bold."""
    parts = list(_parts(text))
    closing = _pairs(parts)
    bold = False
    words = ""
    for index, (kind, value) in enumerate(parts):
        if kind == "bold" and index in closing:
            if words:
                yield Piece(words, bold)
            words, bold = "", not bold
        elif kind == "field":
            if words:
                yield Piece(words, bold)
            words = ""
            yield Piece("", bold, value)
        else:
            words += value
    if words:
        yield Piece(words, bold)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    for found in _MARKS.finditer(text):
        if found.start() > place:
            yield "words", text[place : found.start()]
        if found["field"] is not None:
            yield "field", found["field"]
        else:
            yield "bold", "**"
        place = found.end()
    if place < len(text):
        yield "words", text[place:]


def _pairs(parts: Sequence[tuple[str, str]]) -> frozenset[int]:
    """Places of stars that open or close; an empty pair and a last lone one stay words.

    So do stars right behind a closing pair: what they would open could not be told from what was closed.
    """
    places: set[int] = set()
    opened: int | None = None
    for index, (kind, _value) in enumerate(parts):
        if kind != "bold" or (opened is None and index - 1 in places):
            continue
        if opened is None:
            opened = index
        elif index > opened + 1:
            places |= {opened, index}
            opened = None
        else:
            opened = None
    return frozenset(places)


def _text(line: Line) -> str:
    if line.kind is LineKind.BLANK:
        return line.block
    if line.kind is LineKind.BLOCK:
        return f"[[{line.block}]]"
    mark = {LineKind.HEADING: _HEADING, LineKind.BULLET: _BULLET}.get(line.kind, "")
    return mark + _inline(line.pieces)


def _inline(pieces: Sequence[Piece]) -> str:
    text, bold = "", False
    for piece in pieces:
        if piece.bold != bold:
            text += "**"
            bold = piece.bold
        text += f"{{{{{piece.field}}}}}" if piece.field else piece.text
    return text + ("**" if bold else "")
