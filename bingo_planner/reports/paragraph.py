"""One paragraph set in lines: faces, gaps, half-width marks, justification. Laid-out text is remembered.

Widths inside are thousandths of an em; a `Line` is what the pen writes.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bingo_planner.reports.breaker import CLOSERS, OPENERS, Cut, Measured, break_lines, looseness
from bingo_planner.reports.fonts import resolver, widths
from bingo_planner.reports.model import Ink
from bingo_planner.reports.styles import Style

LATIN_GAP: Final = 90.0
_MAX_SPREAD: Final = 95.0  # from .10 em on, text extraction sees a gap between words
_MINCHO: Final = frozenset({"M", "N"})


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters of one face; `kern` is the extra space before them, `spread` the extra between them."""

    face: str
    text: str
    kern: float
    spread: float


@dataclass(frozen=True, slots=True)
class Reach:
    """Part of a line that is underlined, washed or a link: from–to in thousandths of an em."""

    start: float
    end: float
    underline: bool = False
    wash: bool = False
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line ready for the pen. `indent` in thousandths of an em; `width` without it."""

    segments: tuple[Segment, ...]
    width: float
    indent: float = 0.0
    reaches: tuple[Reach, ...] = ()

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


@dataclass(slots=True)
class _Run:
    """A paragraph taken apart: one entry a character."""

    text: str
    faces: list[str]
    owners: list[int]
    measured: Measured


@lru_cache(maxsize=16384)
def set_lines(text: tuple[Ink, ...], style: Style, width: float) -> tuple[Line, ...]:
    """Lines of resolved, cleaned text for a width in points."""
    run = _take_apart(text, style)
    if not run.text:
        return ()
    room = (width - style.indent) * 1000 / style.size
    first = style.first * 1000
    cuts = break_lines(run.measured, room, room - first, hang=style.hang)
    marked = any(piece.underline or piece.wash or piece.ref for piece in text)
    return tuple(
        _line(
            run,
            cut,
            text if marked else (),
            style,
            room - (first if i == 0 else 0.0),
            first if i == 0 else 0.0,
        )
        for i, cut in enumerate(cuts)
    )


def set_one(text: str, face: str) -> Line:
    """Plain, cleaned text as one line, without the spacing rules of paragraphs."""
    return _set_one(text, face)


def tracked(line: Line, spread: float) -> Line:
    """The same line with its characters set apart, for large titles; `spread` in thousandths of an em."""
    segments = tuple(
        Segment(segment.face, segment.text, spread if i else 0.0, spread)
        for i, segment in enumerate(line.segments)
    )
    count = sum(len(segment.text) for segment in segments)
    return Line(segments, line.width + spread * max(count - 1, 0), line.indent, line.reaches)


@lru_cache(maxsize=16384)
def _set_one(text: str, face: str) -> Line:
    find = resolver(face)
    segments: list[Segment] = []
    total, start, current = 0.0, 0, ""
    for i, char in enumerate(text):
        drawn = find[char]
        total += widths(drawn)[char]
        if drawn != current:
            if i > start:
                segments.append(Segment(current, text[start:i], 0.0, 0.0))
            start, current = i, drawn
    if len(text) > start:
        segments.append(Segment(current, text[start:], 0.0, 0.0))
    return Line(tuple(segments), total)


def _take_apart(text: tuple[Ink, ...], style: Style) -> _Run:
    faces: list[str] = []
    owners: list[int] = []
    for number, piece in enumerate(text):
        find = resolver(style.bold if piece.bold else style.face)
        faces.extend([find[char] for char in piece.text])
        owners.extend([number] * len(piece.text))
    words = "".join(piece.text for piece in text)
    advances = [0.0 if char == "\n" else widths(face)[char] for char, face in zip(words, faces, strict=True)]
    narrow: dict[int, float] = {}
    if style.face in _MINCHO:
        gaps = _latin_gaps(words, faces)
        narrow = _narrow_marks(words, faces, advances)
    else:
        gaps = [0.0] * len(words)
    return _Run(words, faces, owners, Measured(words, advances, gaps, narrow))


def _latin_gaps(words: str, faces: list[str]) -> list[float]:
    """A thin gap where a kana or kanji meets a Latin letter or a digit."""
    gaps = [0.0] * len(words)
    for i in range(1, len(words)):
        if faces[i] == faces[i - 1]:
            continue
        before, char = words[i - 1], words[i]
        if (faces[i] == "PM" and char.isalnum() and _is_letter(before)) or (
            faces[i - 1] == "PM" and (before.isalnum() or before == "%") and _is_letter(char)
        ):
            gaps[i] = LATIN_GAP
    return gaps


def _is_letter(char: str) -> bool:
    """Kana or kanji, not their punctuation."""
    return ("\u3041" <= char < "\uff00" and char != "・") or char in "々〆〇" or char > "\U0001ffff"


def _narrow_marks(words: str, faces: list[str], advances: list[float]) -> dict[int, float]:
    """Half-width forms of full-width marks; neighbours that meet are narrowed at once, the rest may be later."""
    halves = widths("PM")
    narrow: dict[int, float] = {}
    last = len(words) - 1
    for i, char in enumerate(words):
        if (char not in CLOSERS and char not in OPENERS) or faces[i] not in _MINCHO:
            continue
        after = words[i + 1] if i < last else ""
        meets = (char in CLOSERS and (after in CLOSERS or after in OPENERS) and after != "") or (
            char in OPENERS and i > 0 and words[i - 1] in OPENERS
        )
        if meets:
            faces[i], advances[i] = "PM", halves[char]
        else:
            narrow[i] = halves[char]
    return narrow


def _line(run: _Run, cut: Cut, text: tuple[Ink, ...], style: Style, room: float, indent: float) -> Line:
    measured = run.measured
    squeezed = frozenset(cut.squeezed)
    advance = list(measured.advances[cut.start : cut.end])
    faces = run.faces[cut.start : cut.end]
    for i in squeezed:
        advance[i - cut.start] = measured.narrow[i]
        faces[i - cut.start] = "PM"
    gaps = list(measured.gaps[cut.start : cut.end])
    if gaps:
        gaps[0] = 0.0
    words = run.text[cut.start : cut.end]
    loose = looseness(words)
    natural = sum(advance) + sum(gaps) - (advance[-1] if cut.hung else 0.0)
    spread = 0.0
    if style.justify and not cut.last:
        spread = _spread(loose, room - natural)
        if spread:
            natural = room
    segments = _segments(words, faces, gaps, loose, spread)
    reaches = _reaches(run, cut, text, advance, gaps, loose, spread) if text else ()
    offset = {"left": 0.0, "right": room - natural, "center": (room - natural) / 2}[style.align]
    return Line(segments, natural, indent + offset + style.indent * 1000 / style.size, reaches)


def _spread(loose: str, excess: float) -> float:
    """Extra space between every two neighbours that may be spread, or none when that would be too much."""
    places = sum([len(piece) - 1 for piece in loose.split("0") if piece])
    if not places or excess <= 0:
        return 0.0
    each = excess / places
    return each if each <= _MAX_SPREAD else 0.0


def _segments(
    words: str, faces: list[str], gaps: list[float], loose: str, spread: float
) -> tuple[Segment, ...]:
    """Runs of one face, of tight or of spread characters. Space before a run is its kern."""
    segments: list[Segment] = []
    start, kern = 0, 0.0
    for i in range(1, len(words)):
        tight = loose[i] == "0"
        if faces[i] == faces[i - 1] and not gaps[i] and (not spread or (loose[i - 1] == "0") is tight):
            continue
        segments.append(Segment(faces[i - 1], words[start:i], kern, spread if loose[start] == "1" else 0.0))
        start, kern = i, gaps[i] + (spread if loose[i - 1] == loose[i] == "1" else 0.0)
    if words:
        segments.append(Segment(faces[-1], words[start:], kern, spread if loose[start] == "1" else 0.0))
    return tuple(segments)


def _reaches(
    run: _Run,
    cut: Cut,
    text: tuple[Ink, ...],
    advance: list[float],
    gaps: list[float],
    loose: str,
    spread: float,
) -> tuple[Reach, ...]:
    found: list[Reach] = []
    place = start = 0.0
    owner = -1
    for i, index in enumerate(range(cut.start, cut.end)):
        extra = spread if i and loose[i - 1] == loose[i] == "1" else 0.0
        place += gaps[i] + extra
        if run.owners[index] != owner:
            _reached(found, text, owner, start, place - gaps[i] - extra)
            owner, start = run.owners[index], place
        place += advance[i]
    _reached(found, text, owner, start, place)
    return tuple(found)


def _reached(found: list[Reach], text: tuple[Ink, ...], owner: int, start: float, end: float) -> None:
    piece = text[owner] if owner >= 0 else Ink()
    if piece.underline or piece.wash or piece.ref:
        found.append(Reach(start, end, piece.underline, piece.wash, piece.ref))
