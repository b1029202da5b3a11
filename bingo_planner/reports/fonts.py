"""The faces of print: which glyph draws a character, how wide it is, and the fonts that a document embeds.

A *face* is a key such as `M` (Mincho for Japanese text, proportional Mincho for its Latin) or `PGT` (proportional
Gothic whose digits stand in equal slots). A character no face has is drawn as 〓 and reported, never as a box.
"""

import re
import unicodedata
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase.ttfonts import TTFontFace

from bingo_planner.kernel.files import resource

FILES: Final = {
    "PG": "BIZUDPGothic-Regular.ttf",
    "PB": "BIZUDPGothic-Bold.ttf",
    "G": "BIZUDGothic-Regular.ttf",
    "M": "BIZUDMincho-Regular.ttf",
    "PM": "BIZUDPMincho-Regular.ttf",
    "N": "BingoNames-Regular.ttf",
}
_CHAINS: Final = {
    "M": ("M", "N"),
    "PM": ("PM", "M", "N"),
    "PG": ("PG", "N"),
    "PB": ("PB", "N"),
    "G": ("G", "PG", "N"),
}
_TABULAR: Final = {"PGT": "PG", "PBT": "PB"}
SLOT: Final = 720.0  # of an em: narrower than the digits' own .76, or text extraction tears "11" into "1 1"
GETA: Final = "〓"
_FILE: Final = "_ttf_data"  # where the face of the library keeps its whole file
_UNSEEN: Final = re.compile(
    "[\ufe00-\ufe0f\U000e0100-\U000e01ef\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_COMBINED: Final = re.compile("[^\u0300-\u036f\u3099\u309a\n][\u0300-\u036f\u3099\u309a]+")


@dataclass(frozen=True, slots=True)
class Face:
    """A loaded font file: advances in thousandths of an em."""

    key: str
    font: TTFontFace
    widths: Mapping[str, float]

    def subset(self, codes: Sequence[int]) -> bytes:
        """A TrueType file of just these characters. The whole file is in memory only meanwhile."""
        vars(self.font)[_FILE] = _file(self.key).read_bytes()
        try:
            made: bytes = self.font.makeSubset(codes)
        finally:
            vars(self.font)[_FILE] = b""
        return made


def _file(key: str) -> Path:
    return resource("fonts", FILES[key])


@cache
def load(key: str) -> Face:
    """The font behind a file key of `FILES`, read once."""
    font = TTFontFace(str(_file(key)))
    # A face has some ten thousand characters and few widths: each width is kept once, and in one table only.
    known: dict[float, float] = {}
    widths = {
        chr(code): known.setdefault(width, round(float(width), 1)) for code, width in font.charWidths.items()
    }
    font.charWidths.clear()
    vars(font)["glyphToChar"].clear()  # for shaping, which nobody does here
    pairs: dict[tuple[int, int], tuple[int, int]] = {}
    vars(font)["hmetrics"] = [pairs.setdefault(pair, pair) for pair in vars(font)["hmetrics"]]
    vars(font)["glyphPos"] = array("I", vars(font)["glyphPos"])
    vars(font)[_FILE] = b""  # five megabytes a face; `Face.subset` reads them again
    return Face(key, font, widths)


def clean(text: str) -> str:
    """Text as it can be drawn: composed, without variation selectors and unseen control characters.

    Compatibility ideographs (神, U+FA19) are kept: plain NFC would change a person's name.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\t", " ").replace("\r\n", "\n")
    text = _UNSEEN.sub("", text)
    return _COMBINED.sub(lambda found: unicodedata.normalize("NFC", found.group()), text)


def base(face: str) -> str:
    """The file key of a face: PGT is drawn with PG, a missing character (`?`) with PG."""
    return "PG" if face == "?" else _TABULAR.get(face, face)


class _Resolver(dict[str, str]):
    """character → the face that draws it, found once per character."""

    def __init__(self, face: str) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> str:
        found = self._find(char)
        self[char] = found
        return found

    def _find(self, char: str) -> str:
        if self._face in _TABULAR:
            return self._face if char in "0123456789" else resolver(_TABULAR[self._face])[char]
        chain = _CHAINS[self._face]
        if self._face == "M" and char < "\u0250":
            chain = _CHAINS["PM"]  # the fixed face sets Latin and digits at half width: a typewriter
        return next((key for key in chain if char in load(key).widths), "?")


@cache
def resolver(face: str) -> Mapping[str, str]:
    """`resolver("M")["A"] == "PM"`: which face draws a character asked for in another."""
    return _Resolver(face)


@cache
def widths(face: str) -> Mapping[str, float]:
    """Advances of the characters that a resolved face draws."""
    if face == "?":
        return _Always(1000.0)
    if face in _TABULAR:
        return {**load(_TABULAR[face]).widths, **dict.fromkeys("0123456789", SLOT)}
    return load(face).widths


class _Always(dict[str, float]):
    def __init__(self, value: float) -> None:
        super().__init__()
        self._value = value

    def __missing__(self, key: str) -> float:
        return self._value


def measure(text: str, face: str) -> float:
    """Width of a line of plain text in thousandths of an em, without the spacing rules of paragraphs."""
    find = resolver(face)
    return sum(widths(find[char])[char] for char in text)


@dataclass(slots=True)
class FontBook:
    """The faces one document uses: hands out glyph codes while pages are drawn."""

    used: dict[str, dict[str, int]] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)
    _codes: dict[str, "_Codes"] = field(default_factory=dict)

    def codes(self, face: str) -> "_Codes":
        """character → its piece of a TJ array: hex digits, or for tabular digits the whole shifted element."""
        known = self._codes.get(face)
        if known is None:
            known = self._codes[face] = _Codes(face, self)
        return known

    def number(self, key: str, char: str) -> int:
        """The code of a character in the document's copy of a font file; 0 is the missing glyph."""
        chars = self.used.setdefault(key, {})
        return chars.setdefault(char, len(chars) + 1)


class _Codes(dict[str, str]):
    def __init__(self, face: str, book: FontBook) -> None:
        super().__init__()
        self._face, self._book = face, book
        self.key = base(face)

    def __missing__(self, char: str) -> str:
        if self._face == "?":
            self._book.missing.setdefault(char)
            self[char] = f"{self._book.number(self.key, GETA):04X}"
            return self[char]
        code = f"{self._book.number(self.key, char):04X}"
        if self._face in _TABULAR:
            shift = f"{(load(self.key).widths[char] - SLOT) / 2:.4g}"
            code = f"{shift}<{code}>{shift} "
        self[char] = code
        return code
