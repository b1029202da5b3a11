"""What identifies people taken out of an answer that is to be quoted. The stored answer is never changed.

Telephone numbers, mail addresses, postal codes, addresses from the block on, accounts and names are replaced by a
word in 〔〕. What may still identify somebody (a small institution, an age, an illness …) is not taken out but shown,
because only a person can tell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bingo_planner.features.surveys.freetext.dictionary import Cut, Morpheme
from bingo_planner.features.surveys.freetext.folded import Span
from bingo_planner.features.surveys.freetext.identifying import (
    DOUBTS,
    GENERIC,
    NAMED,
    NOT_NAMES,
    PARTICLES,
    PATTERNS,
    ROLE_BEHIND,
    SURE_TITLES,
    Doubt,
    Removed,
)
from bingo_planner.features.surveys.freetext.words import AFTER_PLACE


@dataclass(frozen=True, slots=True)
class Cutout:
    """A part of the original that was replaced."""

    kind: Removed
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A part of the text that is left, with why it may identify; places are those of the new text."""

    kind: Doubt
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anonymous:
    """A text fit for quoting, what was taken out, and what a person has to look at."""

    text: str
    removed: tuple[Cutout, ...]
    doubts: tuple[Doubtful, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Letters that are a name; `full` where family and given name stand together."""

    start: int
    end: int
    full: bool


FindPeople = Callable[[str], Iterable[Person]]


def anonymise(answer: str, people: FindPeople | None = None) -> Anonymous:
    """An answer without what identifies; `people` (`people_of` a dictionary) also finds names no title follows.

    Places of `removed` are those of the answer, places of `doubts` those of the new text.
    """
    known = tuple(people(answer)) if people is not None else None
    found = [*_by_pattern(answer), *_by_title(answer, known)]
    found += [Cutout(Removed.NAME, one.start, one.end) for one in known or () if one.full]
    cutouts = _merged(found)
    pieces: list[str] = []
    at = 0
    for one in cutouts:
        pieces += [answer[at : one.start], f"〔{one.kind.value}〕"]
        at = one.end
    text = "".join([*pieces, answer[at:]])
    return Anonymous(text, cutouts, doubts_in(text, people))


def doubts_in(text: str, people: FindPeople | None = None) -> tuple[Doubtful, ...]:
    """Parts of a text that may identify somebody, in order."""
    found = [
        Doubtful(kind, *hit.span())
        for kind, pattern in DOUBTS
        for hit in pattern.finditer(text)
        if hit.groupdict().get("own") not in GENERIC
    ]
    if people is not None:
        found += [Doubtful(Doubt.NAME, one.start, one.end) for one in people(text)]
    kept = (one for one in found if not _replaced(text, one.start, one.end))
    return tuple(sorted(kept, key=lambda one: (one.start, one.end)))


def people_of(cut: Cut) -> FindPeople:
    """Finds names by the dictionary; a name that begins the name of a river, a town or a line is none."""

    def find(text: str) -> Iterator[Person]:
        run: list[Morpheme] = []
        for one in cut(text):
            if one.classes[2] == "人名" and (not run or run[-1].end == one.begin):
                run.append(one)
                continue
            if run and not (run[-1].end == one.begin and one.plain in AFTER_PLACE):
                yield _person(run)
            run = [one] if one.classes[2] == "人名" else []
        if run:
            yield _person(run)

    return find


def _person(run: list[Morpheme]) -> Person:
    return Person(run[0].begin, run[-1].end, len(run) > 1)


def _by_pattern(text: str) -> Iterator[Cutout]:
    for kind, pattern in PATTERNS:
        for hit in pattern.finditer(text):
            start, end = hit.span()
            if kind is Removed.ADDRESS:
                start = _after_town(text, start, end)
            yield Cutout(kind, start, end)


def _after_town(text: str, start: int, end: int) -> int:
    """The municipality and the words before it stay: 福山市〔住所〕."""
    for mark in "市郡県はがのにで、をとも":
        at = text.rfind(mark, start, end)
        if at >= 0 and not _number(text[at + 1 : at + 2]):
            start = max(start, at + 1)
    return start


def _number(letter: str) -> bool:
    return bool(letter) and unicodedata.normalize("NFKC", letter).isdecimal()


def _by_title(text: str, known: tuple[Person, ...] | None) -> Iterator[Cutout]:
    for hit in NAMED.finditer(text):
        start, end = _own_name(hit.group("name"))
        if end <= start:
            continue
        start, end = start + hit.start("name"), end + hit.start("name")
        if (
            hit.group("title") in SURE_TITLES
            or (known is None and end - start <= 3)
            or any(one.start < end and start < one.end for one in known or ())
        ):
            yield Cutout(Removed.NAME, start, end)


def _own_name(name: str) -> Span:
    """The part of the letters before a title that is a name; an empty one for a role, a relative or a place."""
    role = ROLE_BEHIND.search(name)
    if role is not None:  # 高橋課長さん
        start, end = role.span("name")
        return (start, end) if not _ends_in_word(role.group("name")) else (0, 0)
    if _ends_in_word(name):
        return 0, 0
    # の of …のたかはしさん is no part of the name.
    first = 1 if len(name) > 3 and name[0] in PARTICLES else 0
    return first, len(name)


def _ends_in_word(name: str) -> bool:
    return any(name[start:] in NOT_NAMES for start in range(len(name)))


def _merged(found: Iterable[Cutout]) -> tuple[Cutout, ...]:
    """Parts in order; of parts that overlap the one that begins first goes on to the end of both."""
    kept: list[Cutout] = []
    for one in sorted(found, key=lambda cutout: (cutout.start, -cutout.end)):
        if kept and one.start < kept[-1].end:
            kept[-1] = Cutout(kept[-1].kind, kept[-1].start, max(kept[-1].end, one.end))
        elif one.start < one.end:
            kept.append(one)
    return tuple(kept)


def _replaced(text: str, start: int, end: int) -> bool:
    """Whether a hit lies within a word that stands for what was taken out."""
    opened = text.rfind("〔", 0, end)
    return opened >= 0 and text.find("〕", opened) >= start
