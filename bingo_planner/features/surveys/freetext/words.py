"""Content words of answers: cut by the dictionary, joined to what people read as one word, counted by answer.

The small dictionary cuts 医療費 into 医療 and 費; a suffix goes to the noun before it, a town to the 市 behind it.
Words of the list of picks are taken as one before the dictionary sees them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.surveys.freetext.dictionary import Cut, Morpheme
from bingo_planner.features.surveys.freetext.folded import Folded, Span, fold_text, fold_with_places
from bingo_planner.features.surveys.freetext.wordlists import WordLists
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import Progress

STEP: Final = 200
"""Answers between two words about how far it is."""
LONGEST: Final = 16_000
"""Letters of an answer the dictionary takes at once (it refuses more than 49,149 bytes)."""
_JOINED_SUFFIX: Final = ("名詞的", "一般")
_NOT_JOINED: Final = frozenset(
    (
        *(
            "さん",
            "様",
            "さま",
            "氏",
            "ちゃん",
            "君",
            "くん",
            "達",
            "たち",
            "等",
            "など",
            "ら",
            "方",
            "がた",
            "的",
        ),
        *("側", "分", "目", "毎", "ごと", "以外", "共", "宛", "殿", "自身", "辺り"),
    )
)
AFTER_PLACE: Final = frozenset(
    (
        *("市", "町", "村", "県", "区", "郡", "圏", "地区", "地域"),
        *("駅", "線", "川", "湾", "港", "島", "山", "橋"),
    )
)
"""What follows the name of a place and belongs to it."""
_NO_NOUN: Final = frozenset(("数詞", "助動詞語幹"))


class Part(StrEnum):
    """What sort of word it is."""

    NOUN = "noun"
    PLACE = "place"
    NAME = "name"
    PERSON = "person"
    VERB = "verb"
    ADJECTIVE = "adjective"
    PICKED = "picked"


USUAL: Final = frozenset(Part) - {Part.PERSON}
"""Sorts that are counted unless somebody chooses others; names of people stay out of lists."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word by its normal form; `label` is the spelling most answers use."""

    base: str
    label: str
    part: Part


@dataclass(frozen=True, eq=False)
class Words:
    """Every content word of some answers, in order: `word` (m,) place in `vocabulary`, `answer` (m,) whose it is.

    `start` and `end` (m,) say where it stands in the text of the answer; `size` is the number of answers.
    """

    vocabulary: tuple[Word, ...]
    answer: NDArray[np.int32]
    word: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    size: int

    @cached_property
    def uses(self) -> NDArray[np.int64]:
        """How often each word is used (vocabulary,)."""
        return np.bincount(self.word, minlength=len(self.vocabulary))

    @cached_property
    def pairs(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """(answer, word) of every word an answer holds, each once."""
        both = np.unique(self.answer.astype(np.int64) * max(len(self.vocabulary), 1) + self.word)
        answer, word = np.divmod(both, max(len(self.vocabulary), 1))
        return answer.astype(np.int32), word.astype(np.int32)

    @cached_property
    def answers(self) -> NDArray[np.int64]:
        """How many answers hold each word (vocabulary,)."""
        return np.bincount(self.pairs[1], minlength=len(self.vocabulary))

    def presence(self, places: Sequence[int]) -> NDArray[np.bool_]:
        """Which answers hold which of some words (answers, words)."""
        column = np.full(len(self.vocabulary), -1, dtype=np.int64)
        column[list(places)] = np.arange(len(places))
        answer, word = self.pairs
        wanted = column[word] >= 0
        found = np.zeros((self.size, len(places)), dtype=bool)
        found[answer[wanted], column[word[wanted]]] = True
        return found

    def place_of(self, base: str) -> int | None:
        """Place of a word by its normal form."""
        return self._places.get(base)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {one.base: at for at, one in enumerate(self.vocabulary)}

    def spans(self, place: int) -> Iterator[tuple[int, Span]]:
        """(answer, place in its text) of every use of a word."""
        for at in np.flatnonzero(self.word == place):
            yield int(self.answer[at]), (int(self.start[at]), int(self.end[at]))


class Found(NamedTuple):
    """One word found in a text."""

    base: str
    plain: str
    part: Part
    start: int
    end: int


def count_words(
    answers: Sequence[str], lists: WordLists, cut: Cut, progress: Progress | None = None
) -> Words:
    """Cut every answer into its content words; PlanError `job.cancelled` when the user stopped it."""
    picker = _Picker(lists.pick)
    places: dict[str, int] = {}
    spellings: dict[str, Counter[str]] = {}
    parts: dict[str, Part] = {}
    rows: list[tuple[int, int, int, int]] = []
    for at, text in enumerate(answers):
        if progress is not None and at % STEP == 0:
            _tell(progress, at, len(answers))
        for one in find_words(text, lists, cut, picker):
            place = places.setdefault(one.base, len(places))
            spellings.setdefault(one.base, Counter())[one.plain] += 1
            parts.setdefault(one.base, one.part)
            rows.append((at, place, one.start, one.end))
    table = np.array(rows, dtype=np.int32).reshape(-1, 4)
    vocabulary = tuple(Word(base, _usual(spellings[base]), parts[base]) for base in places)
    return Words(vocabulary, table[:, 0], table[:, 1], table[:, 2], table[:, 3], len(answers))


def find_words(text: str, lists: WordLists, cut: Cut, picker: _Picker | None = None) -> Iterator[Found]:
    """The content words of one text in order, those of the stop list left out, synonyms under their word."""
    picked = (picker or _Picker(lists.pick)).spans(text)
    at = 0
    for (start, end), word in picked:
        yield from _kept(_content(text[at:start], at, cut), lists)
        yield from _kept(iter((Found(word, word, Part.PICKED, start, end),)), lists)
        at = end
    yield from _kept(_content(text[at:], at, cut), lists)


def runs(answers: Sequence[str], words: Words, fewest: int) -> tuple[tuple[str, int], ...]:
    """Nouns that often stand side by side without anything between: (joined, answers), most frequent first.

    They are offered for the list of picks, which is why words that were picked take no part.
    """
    nouns = np.array([one.part in (Part.NOUN, Part.PLACE, Part.NAME) for one in words.vocabulary], dtype=bool)
    if not len(words.word):
        return ()
    joined = (
        (words.answer[1:] == words.answer[:-1])
        & (words.start[1:] == words.end[:-1])
        & nouns[words.word[1:]]
        & nouns[words.word[:-1]]
    )
    found: Counter[str] = Counter()
    seen: set[tuple[int, str]] = set()
    for answer, start, end in _longest(words, joined):
        text = answers[answer][start:end]
        if (answer, text) not in seen:
            seen.add((answer, text))
            found[text] += 1
    return tuple((text, count) for text, count in found.most_common() if count >= fewest)


def _longest(words: Words, joined: NDArray[np.bool_]) -> Iterator[tuple[int, int, int]]:
    """(answer, start, end) of each unbroken run of joined words."""
    start: int | None = None
    for at, goes_on in enumerate([*joined.tolist(), False]):
        if goes_on and start is None:
            start = at
        elif not goes_on and start is not None:
            yield int(words.answer[at]), int(words.start[start]), int(words.end[at])
            start = None


class _Picker:
    """Finds the words that are taken as one, the longest first, however they are written."""

    def __init__(self, picks: Iterable[str]) -> None:
        self._words = {fold_text(word): word for word in picks if fold_text(word)}
        longest_first = sorted(self._words, key=lambda word: (-len(word), word))
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def spans(self, text: str) -> list[tuple[Span, str]]:
        """Where they stand in the text, in order."""
        if self._pattern is None or not self._pattern.search(fold_text(text)):
            return []
        folded: Folded = fold_with_places(text)
        return [
            (folded.span(*hit.span()), self._words[hit.group()])
            for hit in self._pattern.finditer(folded.text)
        ]


def _content(text: str, offset: int, cut: Cut) -> Iterator[Found]:
    at = 0
    while at < len(text):
        end = at + LONGEST
        if end < len(text):
            end = max(text.rfind("。", at, end), text.rfind("\n", at, end)) + 1 or end
        yield from _joined_words(list(cut(text[at:end])), offset + at)
        at = end


def _joined_words(pieces: Sequence[Morpheme], offset: int) -> Iterator[Found]:
    held: Found | None = None
    for piece in pieces:
        if held is not None and held.end == piece.begin + offset and _belongs(held, piece):
            part = Part.PLACE if held.part == Part.PERSON else held.part
            held = Found(
                held.base + piece.base, held.plain + piece.plain, part, held.start, piece.end + offset
            )
            continue
        if held is not None:
            yield held
        part_of = _part(piece)
        held = None
        if part_of is not None:
            held = Found(piece.base, piece.plain, part_of, piece.begin + offset, piece.end + offset)
    if held is not None:
        yield held


def _belongs(before: Found, piece: Morpheme) -> bool:
    """Whether a piece is the end of the noun before it."""
    if before.part in (Part.PLACE, Part.PERSON) and piece.base in AFTER_PLACE:
        return True
    noun = before.part in (Part.NOUN, Part.PLACE, Part.NAME)
    suffix = piece.classes[0] == "接尾辞" and piece.classes[1] == "名詞的" and piece.classes[2] != "副詞可能"
    return noun and suffix and piece.base not in _NOT_JOINED


def _part(piece: Morpheme) -> Part | None:
    first, second, third = piece.classes[0], piece.classes[1], piece.classes[2]
    if first == "名詞" and second not in _NO_NOUN:
        if third == "人名":
            return Part.PERSON
        if third == "地名":
            return Part.PLACE
        return Part.NAME if second == "固有名詞" else Part.NOUN
    if first == "形容詞" or (first == "形状詞" and second not in _NO_NOUN):
        return Part.ADJECTIVE
    return Part.VERB if first == "動詞" else None


def _kept(found: Iterator[Found], lists: WordLists) -> Iterator[Found]:
    for one in found:
        base, plain = _folded(one.base), _folded(one.plain)
        means = lists.same.get(plain) or lists.same.get(base)
        if means is not None:
            one = Found(means, means, one.part, one.start, one.end)
            base = plain = _folded(means)
        if base not in lists.stop and plain not in lists.stop and not _bare(plain):
            yield one


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return fold_text(word)


@lru_cache(maxsize=20_000)
def _bare(word: str) -> bool:
    """Single kana and figures say nothing."""
    return (len(word) == 1 and "ぁ" <= word <= "ー") or word.isdecimal() or not any(map(str.isalnum, word))


def _usual(spellings: Counter[str]) -> str:
    return min(spellings.items(), key=lambda entry: (-entry[1], entry[0]))[0]


def _tell(progress: Progress, done: int, total: int) -> None:
    if progress.cancelled():
        raise PlanError("job.cancelled", title=translate("survey_text", "Counting words"))
    progress.step(done, total, translate("survey_text", "Counting words"))
