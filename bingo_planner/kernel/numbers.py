"""Numbers as officials write them: wide figures, △ for minus, yen in their units, and the three marks of no number."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum, IntEnum

from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import language, translate


class Mark(Enum):
    """What a cell may hold instead of a number. All three differ from 0 and from each other."""

    BLANK = "blank"  # nobody has typed anything
    NONE = "none"  # － : there is no such figure (対象外)
    PENDING = "pending"  # 未集計 : it will come


class YenUnit(IntEnum):
    """Units in which money is written, in yen."""

    YEN = 1
    THOUSAND = 1_000
    TEN_THOUSAND = 10_000
    MILLION = 1_000_000
    HUNDRED_MILLION = 100_000_000


LIMIT = (
    Decimal(10) ** 15
)  # a thousand trillion: above it a figure is a slip, and SQLite integers stay exact below it

PLACES = 28
"""Figures a number may have; more could not be kept exactly (the precision of the decimal context)."""
_WIDE = Context(prec=60)
_MINUS = "△▲−‐‑‒–—―－-ー▵∆"
_DASH_ALONE = frozenset("−‐‑‒–—―－-ー─━")
_PENDING = frozenset(("未集計", "集計中", "pending"))
_NONE = frozenset(("対象外", "n/a"))
_FIGURES = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_NUMBER = re.compile(rf"({_FIGURES})\s*(万|億|兆|百万|千)?")
_YEN_PART = re.compile(rf"({_FIGURES})\s*(千億|百億|十億|兆|億|千万|百万|十万|万|千)?\s*(円)?\s*")
_WORDS = {
    "": 1,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "億": 10**8,
    "十億": 10**9,
    "百億": 10**10,
    "千億": 10**11,
    "兆": 10**12,
}
_UNIT_WORDS = {1: "yen", 1_000: "thousand yen", 10_000: "10 thousand yen", 1_000_000: "million yen"}


def parse_number(text: str, allow_marks: bool = True, unit: str = "") -> Decimal | Mark:
    """The exact number typed: １，２３４ → 1234, △5.2 → −5.2, 86％ → 86, 17万人 (with unit 人) → 170000.

    An empty text is `Mark.BLANK`, a lone dash `Mark.NONE`, 未集計 `Mark.PENDING`; with `allow_marks` off those are
    refused too. Refusals: number.unreadable, number.mark, number.empty, number.too_large. A lone △ is unreadable,
    since it is more often a number that was never finished.
    """
    plain = _plain(text)
    mark = _mark(plain)
    if mark is not None:
        return _allowed(mark, allow_marks, text)
    sign, body = _signed(_without(plain, unit))
    found = _NUMBER.fullmatch(body)
    if not found:
        raise PlanError("number.unreadable", text=text)
    return _limited(sign * _value(found[1]) * _WORDS[found[2] or ""], text)


def parse_integer(text: str, allow_marks: bool = True, what: str = "", unit: str = "") -> int | Mark:
    """A whole number; 12.5 is refused with `what` named (already in the user's language: 人数), 12.0 is 12."""
    value = parse_number(text, allow_marks, unit)
    if isinstance(value, Mark):
        return value
    if value != value.to_integral_value():
        code = "number.whole_named" if what else "number.whole"
        raise PlanError(code, text=text.strip(), what=what)
    return int(value)


def parse_yen(text: str, unit: int = YenUnit.THOUSAND, allow_marks: bool = True) -> int | Mark:
    """An amount in yen. A bare number counts in `unit`; one with 円, 千円, 万円, 億 … says its own.

    △1,200千円 → −1200000, 1.5億円 → 150000000, 1億2,000万円 → 120000000. Refused besides what `parse_number`
    refuses: a fraction of a yen (number.yen_fraction).
    """
    plain = _plain(text)
    mark = _mark(plain)
    if mark is not None:
        return _allowed(mark, allow_marks, text)
    sign, body = _signed(plain)
    in_yen = body.startswith(("¥", "￥"))
    value = sign * _yen(body.removeprefix("¥").removeprefix("￥").strip(), 1 if in_yen else unit, text)
    if value != value.to_integral_value():
        raise PlanError("number.yen_fraction", text=text.strip())
    return int(_limited(value, text))


def round_half_up(value: Decimal | int, decimals: int = 0) -> Decimal:
    """四捨五入: to `decimals` places, halves away from zero; never minus zero."""
    step = Decimal(1).scaleb(-decimals)
    return Decimal(value).quantize(step, ROUND_HALF_UP, _WIDE) + 0


def format_number(value: Decimal | int | Mark | None, decimals: int = 0, negative: str | None = None) -> str:
    """1,234.5 with `decimals` places, rounded half up; △ before negatives (− in English) or the sign given.

    Marks print as their word: nothing, －, 未集計. None is a blank.
    """
    if value is None or isinstance(value, Mark):
        return format_mark(value or Mark.BLANK)
    rounded = round_half_up(value, decimals)
    figures = f"{abs(rounded):,.{decimals}f}" if decimals > 0 else f"{int(abs(rounded)):,}"
    return negative_sign(negative) + figures if rounded < 0 else figures


def format_mark(mark: Mark) -> str:
    """The word of a mark in the language in force."""
    if mark is Mark.PENDING:
        return translate("kernel", "pending")
    return "－" if mark is Mark.NONE else ""


def format_yen_in(
    value_yen: Decimal | int | Mark | None,
    unit: int = YenUnit.THOUSAND,
    decimals: int = 0,
    negative: str | None = None,
) -> str:
    """An amount of yen as a figure of `unit`, rounded half up, without the word of the unit (that is in the head)."""
    if value_yen is None or isinstance(value_yen, Mark):
        return format_number(value_yen)
    return format_number(_WIDE.divide(Decimal(value_yen), Decimal(int(unit))), decimals, negative)


def format_thousand_yen(value_yen: Decimal | int | Mark | None, negative: str | None = None) -> str:
    """An amount of yen in thousands (千円)."""
    return format_yen_in(value_yen, YenUnit.THOUSAND, 0, negative)


def format_yen(value_yen: int, negative: str | None = None) -> str:
    """An amount for running text: 1億2,000万円, 5,000円 (億 and 万 in kanji, 千 not); English ¥120,000,000."""
    sign = negative_sign(negative) if value_yen < 0 else ""
    rest = abs(value_yen)
    if language() == "en":
        return f"{sign}¥{rest:,}"
    parts = []
    for word, size in (("兆", 10**12), ("億", 10**8), ("万", 10**4), ("", 1)):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count:,}{word}")
    return f"{sign}{''.join(parts) or '0'}円"


def unit_name(unit: int) -> str:
    """円, 千円, 万円, 百万円, 億円 for the head of a column."""
    return translate("kernel", _UNIT_WORDS.get(int(unit), "100 million yen"))


def negative_sign(chosen: str | None = None) -> str:
    """The sign before a negative figure: the chosen one, else △ in Japanese and − in English."""
    return chosen or ("−" if language() == "en" else "△")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _mark(plain: str) -> Mark | None:
    if not plain:
        return Mark.BLANK
    if plain in _PENDING:
        return Mark.PENDING
    if plain in _NONE or set(plain) <= _DASH_ALONE:
        return Mark.NONE
    return None


def _allowed(mark: Mark, allow_marks: bool, text: str) -> Mark:
    if not allow_marks:
        raise PlanError("number.empty" if mark is Mark.BLANK else "number.mark", text=text.strip())
    return mark


def _signed(plain: str) -> tuple[int, str]:
    if plain[:1] in _MINUS:
        return -1, plain[1:].lstrip()
    return 1, plain.removeprefix("+").lstrip()


def _without(plain: str, unit: str) -> str:
    for ending in (_plain(unit), "%"):
        if ending and plain.endswith(ending):
            return plain.removesuffix(ending).rstrip()
    return plain


def _value(figures: str) -> Decimal:
    value = Decimal(figures.replace(",", ""))
    if len(value.as_tuple().digits) > PLACES:  # before any arithmetic: that would round without a word
        raise PlanError("number.too_large", text=figures)
    return value


def _limited(value: Decimal, text: str) -> Decimal:
    if abs(value) >= LIMIT:
        raise PlanError("number.too_large", text=text.strip())
    return value + 0  # no minus zero


def _yen(body: str, unit: int, text: str) -> Decimal:
    """Sum of parts in falling size: 1億 + 2,000万 + 500円."""
    total, place, smallest = Decimal(0), 0, None
    while place < len(body):
        found = _YEN_PART.match(body, place)
        if not found:
            raise PlanError("number.unreadable", text=text)
        bare = not found[2] and not found[3] and smallest is None
        size = int(unit) if bare else _WORDS[found[2] or ""]
        finished = bool(found[3]) or bare
        if (smallest is not None and size >= smallest) or (finished and found.end() < len(body)):
            raise PlanError("number.unreadable", text=text)
        total, place, smallest = total + _value(found[1]) * size, found.end(), size
    if smallest is None:
        raise PlanError("number.unreadable", text=text)
    return total
