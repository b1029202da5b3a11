"""Text as it is stored, searched and sorted: typing habits, widths, kana and variant kanji."""

import re
import unicodedata

from bingo_planner.kernel.variants import VARIANTS

_IGNORABLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_COMPATIBLE = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"\s+")

_TO_HIRAGANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
_SMALL_KE = {0x30F5: "か", 0x30F6: "け", 0x3095: "か", 0x3096: "け"}  # 鶴ヶ丘 and 鶴ケ丘 are one place
_DASHES = dict.fromkeys(map(ord, "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501\ufe63"), "-")
_WAVES = dict.fromkeys(map(ord, "\u301c\u3030\u223c\u223e"), "~")
_FOLDING: dict[int, int | str] = {**_TO_HIRAGANA, **_SMALL_KE, **_DASHES, **_WAVES, **VARIANTS}

_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
_ROWS = {
    "あ": "あかさたなはまやらわ",
    "い": "いきしちにひみりゐ",
    "う": "うくすつぬふむゆる",
    "え": "えけせてねへめれゑ",
    "お": "おこそとのほもよろを",
}
_VOWEL = {kana: vowel for vowel, row in _ROWS.items() for kana in row}


def clean(text: str) -> str:
    """Text as it is stored: one kind of line end, no control characters, NFC, no blanks at either end.

    NFC joins kana with their marks (か + ゛), but compatibility kanji such as 福 (U+FA1B) are left alone: they are
    how some people write their name. Variation selectors are kept for the same reason.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\x0b", "\n")
    pieces = _COMPATIBLE.split(_UNSTORABLE.sub("", lines))
    return "".join(
        piece if index % 2 else unicodedata.normalize("NFC", piece) for index, piece in enumerate(pieces)
    ).strip()


def clean_line(text: str) -> str:
    """`clean` for a value of one line: line ends and tabs become one blank."""
    return re.sub(r"\s*[\n\t]\s*", " ", clean(text))


def strip_variation(text: str) -> str:
    """Without variation selectors (IVS), for fonts and files that cannot carry them."""
    return _VARIATION.sub("", text)


def fold(text: str) -> str:
    """The form under which two spellings of one thing are equal; for search only, never stored or shown.

    Width, case, katakana or hiragana, circled figures and ㈱, variant and old kanji (髙 = 高), dashes and blanks
    no longer matter. Long vowels stay: ビル and ビール are two words. `fold(fold(x)) == fold(x)`.
    """
    before, folded = None, text
    while (
        folded != before
    ):  # dropping a blank can bring letter and mark together; twice is nearly always enough
        before, folded = folded, _fold_once(folded)
    return folded


def _fold_once(text: str) -> str:
    plain = unicodedata.normalize("NFKC", _IGNORABLE.sub("", text))
    joined = unicodedata.normalize("NFKC", plain.casefold())
    return _SPACES.sub("", joined.translate(_FOLDING))


def kana_sort_key(text: str) -> tuple[str, str]:
    """Key for the order of the fifty sounds: voicing, size and long marks count only between equals.

    A long mark stands for the vowel before it (サーバ as サアバ), as in JIS X 4061.
    """
    folded = fold(text)
    plain: list[str] = []
    for letter in folded:
        base = unicodedata.normalize("NFD", letter)[0].translate(_SMALL)
        if letter == "ー" and plain:
            base = _VOWEL.get(plain[-1], letter)
        plain.append(base)
    return "".join(plain), folded
