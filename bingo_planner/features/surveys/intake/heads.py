"""What the heads of columns say: the number of a question, its words, the item of a group, and what is no question."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from bingo_planner.features.surveys.intake.layout import Head
from bingo_planner.features.surveys.model import QuestionKind
from bingo_planner.kernel.text import fold

KEYS: Final = frozenset(
    {
        *(
            "整理番号",
            "回答番号",
            "票番号",
            "調査票番号",
            "管理番号",
            "通番",
            "通し番号",
            "連番",
            "番号",
            "回答no",
        ),
        *("no", "no.", "id", "回答id", "受付番号", "respondentid", "サンプルno", "サンプル番号", "回答者id"),
        *("responseid", "sampleid", "respondent", "key", "回答者番号"),
    }
)
TIMES: Final = frozenset(
    {
        *(
            "タイムスタンプ",
            "timestamp",
            "回答日時",
            "送信日時",
            "受付日時",
            "申込日時",
            "登録日時",
            "開始時刻",
        ),
        *(
            "完了時刻",
            "最終変更時刻",
            "starttime",
            "completiontime",
            "lastmodifiedtime",
            "開始日時",
            "完了日時",
        ),
        *("回答日", "受付日", "更新日時", "送信日", "所要時間"),
    }
)
WEIGHTS: Final = frozenset({"ウエイト", "ウェイト", "weight", "wt", "重み", "拡大係数", "ウエイト値"})
TOWNS: Final = ("市町", "居住地", "お住まいの", "居住市", "住所地", "所在地", "市区町村", "市町村")
SEXES: Final = frozenset({"性別", "sex", "gender", "あなたの性別"})
AGES: Final = ("年齢", "年代")
COUNTS: Final = frozenset(
    {"年齢", "満年齢", "居住年数", "従業員数", "人数", "世帯人数", "年数", "金額", "age"}
)

_NUMBER = re.compile(
    r"\s*[\[【〔(]?\s*(設問|質問|問|sq|q|f|s)\s*\.?\s*(\d+)"
    r"(?:\s*[-_.・]\s*(?P<item>\d+|[a-z])(?![a-z0-9つ個])|\s*\(\s*(?P<inside>\d+|[a-z])\s*\)"
    r"|\s*[-_(]?\s*(?:sq|副問|付問)\s*-?\s*(?P<sub>\d+)\)?)?"
    r"\s*[\]】〕)]?\s*[.:、\-]?\s*",
)
_PLAIN_NUMBER = re.compile(r"\s*(\d{1,3})\s*[.．:：、)）]\s*(\D.*)", re.DOTALL)
_GRID = re.compile(r"(.*?)\s*[\[［](.+)[\]］]\s*", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_MOST = re.compile(r"(\d+)\s*(?:つ|個|項目)まで|最大\s*(\d+)|(\d+)\s*la\b")
_ITEM = re.compile(r"\s*(\d{1,3})\s*[.:、)\]]?\s*(.*)", re.DOTALL)
_PREFIX: Final = {"問": "q", "設問": "q", "質問": "q"}
_SEVERAL = (
    "複数回答",
    "いくつでも",
    "すべて選",
    "すべてに",
    "全て選",
    "あてはまるものすべて",
    "(ma)",
    "[ma]",
    "ma)",
)
_FREE = ("自由記述", "自由意見", "自由回答", "ご自由に", "(fa)", "[fa]", "具体的に", "ご意見")


@dataclass(frozen=True, slots=True)
class Said:
    """A head read: the id of its question or heading, its words, and the item under it where it is one of a group."""

    key: str
    """q5 of 問5; q5_1 of 問5-1; empty: no number."""
    words: str
    stem: str
    """What columns of one group share: the words or the number of their heading."""
    item: str = ""
    item_number: str = ""


def said(head: Head) -> Said:
    """What a head says. Its first line may be the heading of a group, its last one the item."""
    first, last = (head.lines[0], head.lines[-1]) if head.lines else ("", "")
    if len(head.lines) > 1:
        return _of_lines(first, last)
    grid = _GRID.fullmatch(first)
    if grid and grid[1].strip():
        key, words = numbered(grid[1])
        number, item = _item(grid[2])
        return Said(key, words or grid[1], f"grid:{fold(grid[1])}", item or grid[2].strip(), number)
    key, words = numbered(first)
    if not key and (plain := _PLAIN_NUMBER.fullmatch(first)):
        return Said(f"q{int(plain[1])}", plain[2].strip(), "")
    stem, dash, number = key.rpartition("_")
    if dash and (number.isdecimal() or len(number) == 1):
        return Said(key, words, f"number:{stem}", words, number)
    return Said(key, words, "")


def _of_lines(first: str, last: str) -> Said:
    key, words = numbered(first)
    number, item = _item(last)
    own, own_words = numbered(last)
    if own and key and own != key and not own.startswith(f"{key}_"):
        return Said(own, own_words or last, "")
    if own and not own_words and not key and words:  # 性別 over q1: the second only numbers
        return Said(own, words, "")
    if own and not words:  # the first line only numbers; the second says it in full, or the other way round
        return Said(own, own_words or last, "")
    if key and not words and not number and "_" not in key:
        return Said(key, last, f"lines:{fold(first)}", item or last, number)
    if key and "_" in key and not words:
        words = own_words or last
        return Said(key, words, f"number:{key.rpartition('_')[0]}", words, key.rpartition("_")[2])
    return Said(key, words or first, f"lines:{fold(first)}", item or last, number or own.rpartition("_")[2])


def numbered(text: str) -> tuple[str, str]:
    """The id and the words of a head: 問5-1 公共交通 gives q5_1 and 公共交通; q5_1 gives itself and nothing."""
    plain = unicodedata.normalize("NFKC", text).strip()
    folded = plain.casefold()
    written = _as_written(text, plain)
    found = _NUMBER.match(folded)
    if found:
        prefix = _PREFIX.get(found[1], found[1])
        key = f"{prefix}{int(found[2])}"
        item = found["item"] or found["inside"]
        key += f"_{item}" if item else f"_sq{found['sub']}" if found["sub"] else ""
        rest = written[found.end() :].strip()
        if _NAME.fullmatch(folded) and found.end() < len(folded):
            return folded, ""
        return key, rest
    return (folded, "") if _NAME.fullmatch(folded) and len(folded) <= 24 else ("", written)


def _item(text: str) -> tuple[str, str]:
    """The number and the words of an item: 1.買い物 gives 1 and 買い物."""
    plain = unicodedata.normalize("NFKC", text).strip()
    written = _as_written(text, plain)
    found = _ITEM.fullmatch(plain)
    return (str(int(found[1])), written[found.start(2) :].strip()) if found else ("", written)


def _as_written(text: str, plain: str) -> str:
    """The text with its own widths, when they can be told sign by sign; else in half width."""
    written = text.strip()
    return written if len(written) == len(plain) else plain


def is_one_of(text: str, words: frozenset[str]) -> bool:
    """Whether a head is one of these words, whatever is put in brackets behind it."""
    plain = fold(re.sub(r"[((（\[【].*?[))）\]】]", "", text))
    return plain in words or fold(text) in words


def mentions(text: str, words: tuple[str, ...]) -> bool:
    """Whether a head holds one of these words."""
    folded = fold(text)
    return any(fold(word) in folded for word in words)


def told_kind(text: str) -> QuestionKind | None:
    """The kind of answer a head names: すべて選んでください, 自由記述."""
    folded = fold(text)
    if any(fold(word) in folded for word in _SEVERAL) or _MOST.search(folded):
        return QuestionKind.MULTIPLE
    return QuestionKind.FREE if any(fold(word) in folded for word in _FREE) else None


def told_most(text: str) -> int | None:
    """3 of 3つまで."""
    found = _MOST.search(fold(text))
    return int(next(one for one in found.groups() if one)) if found else None
