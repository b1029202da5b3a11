"""What one cell of a file of answers says: an option, several, a tick, a number; None when it says nothing known.

The one place that reads cells, for the window and for the calculators of the command line. Files write codes in full
width, circled, with their words behind them (1.男性), as words alone (form services), as `1.0` of a spreadsheet, and
several at once as `1,2`, `1;2`, `1、2`, `①②`, `1 2` or words joined by the same signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from bingo_planner.features.surveys.codetext import plain_code
from bingo_planner.features.surveys.model import NO_ANSWER, Option, Question
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.numbers import LIMIT, Mark, parse_number
from bingo_planner.kernel.text import fold

BLANKS: Final = frozenset(
    {
        *("", "*", ".", "非該当", "対象外", "無回答", "無記入", "未回答", "未記入"),
        *("n/a", "na", "nan", "null"),
    }
)
"""Folded texts that stand for no answer, unless they are an option; so do dashes alone."""
_DASHES: Final = frozenset("-ー")
_LONGEST_BLANK: Final = 8
_QUOTED: Final = 20
_TICKS: Final = frozenset(
    map(fold, ("1", "○", "〇", "◯", "●", "レ", "✓", "✔", "☑", "x", "true", "はい", "yes", "選択"))
)
_EMPTIES: Final = frozenset(map(fold, ("0", "×", "false", "いいえ", "no", "非選択", "☐", "□")))
_CIRCLED: Final = {
    ord(sign): f",{number}"
    for first, start, count in (
        *((0x2460, 1, 20), (0x3251, 21, 15), (0x32B1, 36, 15), (0x24EA, 0, 1)),
        *((0x2776, 1, 10), (0x24F5, 1, 10), (0x2474, 1, 20)),
    )
    for number, sign in enumerate(map(chr, range(first, first + count)), start=start)
}
_SEPARATORS = re.compile(r"[,;、，；/／・\s|｜]+")
_LABELLED = re.compile(r"\s*([0-9A-Za-z]{1,3})\s*[.:．：、)）\]]\s*(.+)", re.DOTALL)
_WHOLE = re.compile(r"0*(\d+)(?:\.0+)?")
_UNIT = re.compile(r"\s*(歳|才|年|人|名|円|%|km|㎞|m|分|時間|日|回|台|件|か月|ヶ月|ヵ月|社|箇所|か所)$")
_SCIENTIFIC = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?")
_TOLD = re.compile(r"#(?:N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!|GETTING_DATA|SPILL!|CALC!)|=.+", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?: .*)?")


def is_blank(text: str) -> bool:
    """Whether a cell says that nothing was answered."""
    if not text:
        return True
    if len(text) > _LONGEST_BLANK:
        return not text.strip()
    folded = fold(text)
    return folded in BLANKS or set(folded) <= _DASHES


@lru_cache(maxsize=65536)
def pieces(text: str) -> tuple[str, ...]:
    """The codes or words of a cell that holds several, in their order: `①②` and `1; 2` give 1 and 2."""
    parts = _SEPARATORS.split(text.translate(_CIRCLED))
    return tuple(found for part in parts if (found := plain_code(part)))


def uncircled(text: str) -> str:
    """① as 1; other texts as they are in half width."""
    return plain_code(text.translate(_CIRCLED)).strip(", ")


def plain_name(text: str) -> str:
    """A code or name as it is compared over columns: half width, no blanks around, 1.0, ① and 01 as 1."""
    plain = uncircled(text)
    return whole(plain) or plain


def whole(text: str) -> str | None:
    """Figures of a whole number without leading zeros and without a decimal 0, None for anything else."""
    found = _WHOLE.fullmatch(text)
    return found[1] if found else None


def tick(text: str) -> bool | None:
    """What the column of an option says: ticked, not ticked; None for anything else, a blank among them."""
    folded = fold(text)
    folded = whole(folded) or folded
    return True if folded in _TICKS else False if folded in _EMPTIES else None


def number_of(text: str) -> Decimal | None:
    """The number of a cell, with or without a unit, as people and programs write it: ３５歳, 1,200, △5, 1e-05.

    None when there is none; 300万円 is none, for beside it 300 would mean the same amount.
    """
    plain = _UNIT.sub("", unicodedata.normalize("NFKC", text).strip().casefold())
    if _SCIENTIFIC.fullmatch(plain):
        value = Decimal(plain)
        return value if abs(value) < LIMIT else None
    if plain[-1:] in "千万億兆":
        return None
    try:
        found = parse_number(plain)
    except PlanError:
        return None
    return None if isinstance(found, Mark) else found


def is_told(text: str) -> bool:
    """Whether a cell holds an error of a formula, or a formula that nobody worked out."""
    return bool(_TOLD.fullmatch(text))


def is_day(text: str) -> bool:
    """Whether a cell holds a day, which is what Excel makes of 1/2."""
    return bool(_DAY.fullmatch(text))


class OptionReader:
    """Reads cells of one question by its codes and words. `unknown_is`: the option for words that are none."""

    def __init__(self, question: Question, unknown_is: int | None = None) -> None:
        self.question = question
        self.unknown_is = unknown_is
        self._known = _codes(question.options)
        for at, option in enumerate(question.options):
            for form in (fold(option.label), fold(f"{option.code}.{option.label}")):
                self._known.setdefault(form, at)
        self._longest = sorted(
            ((fold(one.label), at) for at, one in enumerate(question.options) if fold(one.label)),
            key=lambda pair: -len(pair[0]),
        )

    def knows(self, text: str) -> bool:
        """Whether a text is one of the options as it stands."""
        return fold(text) in self._known or uncircled(text) in self._known

    def one(self, text: str) -> int | None:
        """The place of the option a cell names."""
        plain = uncircled(text)
        found = self._known.get(plain)
        if found is None:
            found = self._known.get(fold(plain))
        if found is None and (labelled := _LABELLED.fullmatch(plain)) and not is_codes(labelled[2]):
            found = self._labelled(labelled[1], labelled[2])
        if found is None and (number := whole(plain)) is not None:
            found = self._known.get(number)
        return found if found is not None or is_codes(plain) else self.unknown_is

    def _labelled(self, code: str, label: str) -> int | None:
        """1.男性: its code and its words must not say two things."""
        at = self._known.get(code)
        by_words = self._known.get(fold(label))
        if at is None or by_words in (None, at):
            return by_words if at is None else at
        return None

    def several(self, text: str) -> tuple[int, ...] | None:
        """The places of all options a cell names, in printed order; None when one of them is no option."""
        single = self._known.get(fold(text))
        if single is not None:
            return (single,)
        found = [self.one(piece) for piece in pieces(text)]
        if found and None not in found and (self.unknown_is is None or self.unknown_is not in found):
            return _ordered(found)
        return self._by_words(text) or (_ordered(found) if found and None not in found else None)

    def _by_words(self, text: str) -> tuple[int, ...] | None:
        """Words of options that hold a comma themselves: the longest that fits is taken out first."""
        rest, found = fold(text), []
        for words, at in self._longest:
            if len(words) > 1 and words in rest:
                rest = rest.replace(words, ",", 1)
                found.append(at)
        left = [piece for piece in _SEPARATORS.split(rest) if piece]
        if left and self.unknown_is is not None and found:
            return _ordered([*found, self.unknown_is])
        return _ordered(found) if found and not left else None


def is_codes(text: str) -> bool:
    """Whether a text is a code and not words."""
    return (
        text.isascii() and len(text) <= 4 and text.replace(".", "").isalnum() and any(map(str.isdigit, text))
    )


def _codes(options: Sequence[Option]) -> dict[str, int]:
    """Places by code as files write it: as it stands, and without leading noughts where that is one option's."""
    found = {plain_code(one.code): at for at, one in reversed(list(enumerate(options)))}
    numbers: dict[str, set[int]] = {}
    for code, at in found.items():
        if (number := whole(code)) is not None:
            numbers.setdefault(number, set()).add(at)
    return found | {
        number: places.pop() for number, places in numbers.items() if len(places) == 1 and number not in found
    }


def _ordered(places: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(sorted({at for at in places if at is not None}))


def codes_of(question: Question) -> str:
    """The codes of a question for a sentence; a long list stops."""
    codes = [one.code for one in question.options]
    return ", ".join(codes[:_QUOTED]) + (" …" if len(codes) > _QUOTED else "")


def no_answer_label(text: str) -> bool:
    """Whether an option's words say that nothing was answered."""
    return fold(text) in {fold(NO_ANSWER), "無記入", "未回答", "na", "noanswer", "不明・無回答"}
