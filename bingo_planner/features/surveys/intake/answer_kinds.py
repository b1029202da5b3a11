"""Which kind of question a single column of answers makes, and its options, guessed from head and contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys.intake import heads
from bingo_planner.features.surveys.intake.cells import is_codes, number_of, pieces, tick, uncircled
from bingo_planner.features.surveys.intake.draft import QuestionDraft
from bingo_planner.features.surveys.intake.heads import Said
from bingo_planner.features.surveys.intake.layout import Head
from bingo_planner.features.surveys.intake.ordering import in_printed_order
from bingo_planner.features.surveys.model import NO_ANSWER, Option, QuestionKind
from bingo_planner.features.surveys.room import Role
from bingo_planner.features.surveys.towns import town_of
from bingo_planner.kernel.text import fold

MOST_OPTIONS: Final = 60
_NO_ANSWER_CODES: Final = frozenset({9, 99, 999})
_RARE: Final = 2
_LONG: Final = 15
_BAND = re.compile(r"\d+(歳|代|才)|\d+(~|-)\d+歳?")
_JOINTS: Final = (";", "；", ", ", "，", "\n", ",", "、", "/", "／")


@dataclass(frozen=True)
class Column:
    """A column with what its head says and how often each text stands in it (blanks left out)."""

    head: Head
    said: Said
    counts: Mapping[str, int]
    rows: int

    @cached_property
    def filled(self) -> int:
        """Cells with an answer."""
        return sum(self.counts.values())

    @cached_property
    def often(self) -> Mapping[str, int]:
        """How often each text stands there, most frequent first: codes in half width, words as most wrote them."""
        found: Counter[str] = Counter()
        written: dict[str, str] = {}
        for text, n in Counter(self.counts).most_common():
            form = uncircled(text)
            found[written.setdefault(form, form if is_codes(form) else text.strip())] += n
        return dict(found.most_common())

    @property
    def texts(self) -> tuple[str, ...]:
        """The different texts in half width, most frequent first."""
        return tuple(self.often)

    def all_are(self, test: Callable[[str], object]) -> bool:
        """Whether every text meets a test."""
        return all(test(text) for text in self.texts)

    @cached_property
    def mostly_ticks(self) -> bool:
        """Whether the cells say ticked or not; one wrong cell does not make it a column of codes."""
        said = Counter({text: n for text, n in self.counts.items() if tick(text) is not None})
        none = any(tick(text) is False for text in said)
        # Codes of a first and a second answer hold no 0; the most frequent of them may well be 1.
        return said.total() >= (0.5 if none else 0.95) * self.filled

    @cached_property
    def joint(self) -> str:
        """The sign that joins words of several answers here; empty: none does."""
        return next((sign for sign in _JOINTS if any(sign in text for text in self.counts)), "")


def question_of(column: Column, key: str, label: str, bodies: Sequence[Body]) -> QuestionDraft:
    """The question a single column makes."""
    text = column.head.text
    told = heads.told_kind(text)
    if told is QuestionKind.FREE or (told is None and _is_free(column)):
        return QuestionDraft(key, label, QuestionKind.FREE)
    several = _several(column)
    if several is not None and (told is QuestionKind.MULTIPLE or _is_several(column, several)):
        most = heads.told_most(text)
        others = _has_other(several)
        return QuestionDraft(key, label, QuestionKind.MULTIPLE, several, max_choices=most, others=others)
    if _is_number(column):
        return QuestionDraft(key, label, QuestionKind.NUMBER)
    if len(column.texts) > MOST_OPTIONS:
        return QuestionDraft(key, label, QuestionKind.FREE)
    towns = town_options(column, bodies)
    if towns is not None:
        return QuestionDraft(key, label, QuestionKind.SINGLE, towns, role=Role.TOWN)
    options = single_options(column)
    role = _role(label, options)
    return QuestionDraft(key, label, QuestionKind.SINGLE, options, role=role, others=_has_other(options))


def together(columns: Sequence[Column]) -> Column:
    """Columns that share a scale as one: an option that one of them lacks is still an option."""
    counts: Counter[str] = Counter()
    for column in columns:
        counts.update(column.counts)
    return Column(columns[0].head, columns[0].said, counts, columns[0].rows)


# -- options -------------------------------------------------------------------------------------------
def single_options(column: Column) -> tuple[Option, ...]:
    """Options of one answer: codes in their order, 9 or 99 beyond the others as 無回答; words in printed order."""
    if not column.all_are(is_codes):
        return _worded(column.often)
    codes = sorted({_plain(text) for text in column.texts}, key=_by_number)
    numbers = [int(code) for code in codes if code.isdecimal()]
    nothing = numbers[-1] if len(numbers) > 1 and numbers[-1] > numbers[-2] + 1 else None
    nothing = nothing if nothing in _NO_ANSWER_CODES else None
    return tuple(Option(code, NO_ANSWER if code == str(nothing) else code) for code in codes)


def town_options(column: Column, bodies: Sequence[Body]) -> tuple[Option, ...] | None:
    """The towns in official order when most texts name one; what names none stays to be asked about."""
    texts = column.texts
    found = {body.id for text in texts if (body := town_of(text, bodies)) is not None}
    about = heads.mentions(column.head.text, heads.TOWNS)
    if len(found) < 2 or len(found) < (0.4 if about else 0.8) * len(texts):
        return None
    inside = [body for body in bodies if not body.is_outside or body.id in found]
    return (*(Option(body.code, body.name) for body in inside), Option("99", NO_ANSWER))


def _worded(often: Mapping[str, int]) -> tuple[Option, ...]:
    """Words as options; what only one or two wrote beside a list of frequent words is その他."""
    common = [text for text, n in often.items() if n > _RARE]
    rare = [text for text, n in often.items() if n <= _RARE]
    few = sum(often[text] for text in rare) <= 0.2 * sum(often.values())
    texts = list(often)
    if len(common) > 1 and rare and few and sum(often.values()) > 20:
        texts = [*common, *(() if any(_is_other(one) for one in common) else ("その他",))]
    found = [
        Option(code or str(at), words) for at, (code, words) in enumerate(in_printed_order(texts), start=1)
    ]
    if len({one.code for one in found}) < len(found):
        return tuple(Option(str(at), one.label) for at, one in enumerate(found, start=1))
    return tuple(found)


def _several(column: Column) -> tuple[Option, ...] | None:
    """Options of a column that may hold several at once; None when there are too many to be options."""
    counts: Counter[str] = Counter()
    for text, n in column.often.items():
        for piece in _split(text, column):
            counts[piece] += n
    if not counts or len(counts) > 4 * MOST_OPTIONS:
        return None
    if all(map(is_codes, counts)):
        return tuple(Option(code, code) for code in sorted({_plain(one) for one in counts}, key=_by_number))
    options = _worded(dict(counts.most_common()))
    return options if len(options) <= MOST_OPTIONS else None


def _split(text: str, column: Column) -> Sequence[str]:
    """Codes are joined by any sign, words by the one that this column uses."""
    parts = pieces(text)
    if all(map(is_codes, parts)):
        return parts
    return [part.strip() for part in text.split(column.joint) if part.strip()] if column.joint else [text]


# -- kinds ---------------------------------------------------------------------------------------------
def _is_several(column: Column, options: Sequence[Option]) -> bool:
    """Cells that hold two options or more, of a list that repeats."""
    joined = sum(n for text, n in column.counts.items() if len(_split(uncircled_signs(text), column)) > 1)
    if len(options) < 2 or joined < max(1, 0.02 * column.filled):
        return False
    if all(is_codes(one.label) for one in options):
        # 1,234 is a number, and so is 2024-08: the parts of a number do not stay within a list of codes.
        return max(int(one.code) for one in options if one.code.isdecimal()) <= 99 if options else False
    return column.filled >= 2 * len(options) and joined >= 0.05 * column.filled


def uncircled_signs(text: str) -> str:
    """①② as 1,2, so that both are seen."""
    return ",".join(pieces(text)) if any("\u2460" <= sign <= "\u24ff" for sign in text) else text


def _is_free(column: Column) -> bool:
    texts = list(column.counts)
    own = len(texts) / column.filled
    if own > 0.5 and any("\n" in text for text in texts):
        return True
    if own > 0.6 and len(texts) > 4 and sum(map(len, texts)) > _LONG * len(texts):
        return True
    return own > 0.5 and len(texts) > MOST_OPTIONS and not column.all_are(number_of_text)


def number_of_text(text: str) -> bool:
    """Whether a text is a number."""
    return number_of(text) is not None


def _is_number(column: Column) -> bool:
    if not column.all_are(number_of_text):
        return False
    if not column.all_are(is_codes):
        return True  # 35歳, 1,200, 12.5
    numbers = sorted(int(number) for text in column.texts if (number := number_of(text)) is not None)
    codes = [one for one in numbers if one not in _NO_ANSWER_CODES] or [0]
    if heads.is_one_of(column.head.text, heads.COUNTS) and codes[-1] > 15:
        return True
    return len(codes) > 12 and (codes[-1] > 60 or len(codes) < 0.6 * (codes[-1] - codes[0] + 1))


def _role(head: str, options: Sequence[Option]) -> str:
    labels = {fold(one.label) for one in options}
    if heads.is_one_of(head, heads.SEXES) or {"男性", "女性"} <= labels or {"男", "女"} <= labels:
        return Role.SEX
    bands = [one for one in labels if _BAND.match(one)]
    if heads.mentions(head, heads.AGES) or (
        len(bands) > 2 and any("歳" in one or "代" in one for one in bands)
    ):
        return Role.AGE
    return Role.TOWN if heads.mentions(head, heads.TOWNS) else Role.NONE


def _has_other(options: Sequence[Option]) -> bool:
    """Words written beside その他 are that option, in files that carry words instead of codes."""
    return any(_is_other(one.label) for one in options) and not all(is_codes(one.label) for one in options)


def _is_other(label: str) -> bool:
    return fold(label).startswith("その他")


def _plain(code: str) -> str:
    return str(int(code)) if code.isdecimal() else code


def _by_number(code: str) -> tuple[int, str]:
    return (int(code), "") if code.isdecimal() else (10**6, code)
