"""Names as files write them: which body, facility, measure or class a text means, blind to width, kana and variants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Final

from bingo_planner.features.region.model import Body
from bingo_planner.features.usage.model import Service
from bingo_planner.kernel.codes import check_digit
from bingo_planner.kernel.text import fold


class Side(StrEnum):
    """What a text of a file may name."""

    MONTH = "month"
    PLACE = "place"
    BODY = "body"
    MEASURE = "measure"
    CATEGORY = "category"
    VALUE = "value"
    TOTAL = "total"
    OTHER = "other"


def _heads(side: Side, words: str) -> dict[str, Side]:
    return dict.fromkeys(words.split(), side)


HEADS: Final[dict[str, Side]] = {
    **_heads(Side.MONTH, "年月 月 対象月 利用月 month"),
    **_heads(Side.PLACE, "施設 施設名 園名 保育所名 保育施設 事業所 会場 実施施設 施設コード facility"),
    **_heads(Side.BODY, "市町 市町名 市町村 市町村名 居住地 住所地 居住市町 居住市町村 児童の住所 発信地"),
    **_heads(Side.BODY, "団体コード 市町村コード コード body body_code municipality"),
    **_heads(Side.MEASURE, "項目 指標 measure"),
    **_heads(Side.CATEGORY, "区分 内訳 class category"),
    **_heads(Side.VALUE, "人数 件数 児童数 利用者数 利用児童数 延べ人数 値 数 数値 実績 figure value"),
    **_heads(Side.TOTAL, "計 合計 総計 総数 年度合計 年度計 圏域計 市町計 小計 total"),
    **_heads(
        Side.OTHER,
        "備考 no no. 番号 単位 平均 年度平均 月平均 開所日数 サービス ファイル 状態 ファイルの位置",
    ),
    **_heads(Side.OTHER, "出典 note unit service state source place"),
}
"""Words over columns and before rows, folded; breakdowns add their own names."""

_BRACKETS = re.compile(r"[((〔\[【].*?[))〕\]】]")
_NOISE = re.compile(r"[\s・･,、。:\-_/|]+")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The form under which two spellings of one name are equal."""
    return _NOISE.sub("", fold(text))


_HEADS_PLAIN: Final = {plain(word): side for word, side in HEADS.items()}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text means: a side, and the ids it may stand for (several classes may share a name)."""

    side: Side
    ids: tuple[str, ...] = ()

    @property
    def is_head(self) -> bool:
        """Whether it only says what stands beneath or beside it."""
        return not self.ids


@dataclass(frozen=True)
class Names:
    """The names of one service, of its sides and of the bodies."""

    service: Service
    _known: dict[str, Meaning] = field(default_factory=dict)

    @classmethod
    def of(cls, service: Service, bodies: Iterable[Body]) -> Names:
        """Every spelling that may be met; what is named first wins."""
        found = cls(service)
        for body in bodies:
            found._learn(Side.BODY, body.id, _body_names(body))
        for place in service.facilities:
            found._learn(Side.PLACE, place.id, (place.name, place.code, *place.aliases.split("|")))
        for measure in service.measures:
            found._learn(Side.MEASURE, measure.id, (measure.name, *measure.aliases.split("|")))
        for split in service.breakdowns:
            for one in split.categories:
                found._learn(Side.CATEGORY, one.id, (one.name, *one.aliases.split("|")))
        return found

    def meaning(self, text: str) -> Meaning | None:
        """What a cell's text means; None when it means nothing here."""
        for form in _forms(text):
            found = self._known.get(form) or self._head(form)
            if found is not None:
                return found
        return None

    def within(self, text: str, side: Side) -> str:
        """The id of a facility or measure whose name stands inside a longer text; "" for none, the longest wins."""
        folded, best, size = plain(text), "", 0
        for form, meaning in self._known.items():
            if meaning.side is side and len(form) > max(size, 2) and form in folded:
                best, size = meaning.ids[0], len(form)
        return best

    def weight(self, texts: Sequence[str]) -> int:
        """How much of a file speaks of this service: places and measures it names, its own name most of all."""
        joined = [plain(text) for text in dict.fromkeys(texts)]
        own = plain(self.service.name)
        score = 6 * any(own in text for text in joined)
        for form, meaning in self._known.items():
            worth = {Side.PLACE: 3, Side.MEASURE: 2, Side.CATEGORY: 1}.get(meaning.side, 0)
            if worth and len(form) > 1 and any(form in text for text in joined):
                score += worth
        return score

    def _learn(self, side: Side, own: str, names: Iterable[str]) -> None:
        for name in names:
            form = plain(name)
            known = self._known.get(form)
            if not form:
                continue
            if known is None:
                self._known[form] = Meaning(side, (own,))
            elif known.side is side is Side.CATEGORY and own not in known.ids:
                self._known[form] = Meaning(side, (*known.ids, own))

    def _head(self, form: str) -> Meaning | None:
        side = _HEADS_PLAIN.get(form)
        if side is None and form:
            splits = {plain(split.name) for split in self.service.breakdowns}
            side = Side.CATEGORY if form in splits else None
            if form == plain(self.service.row.place_word):
                side = Side.PLACE
        return Meaning(side) if side is not None else None


def _forms(text: str) -> Iterable[str]:
    """The text itself, without what stands in brackets, and without the word before a colon."""
    yield plain(text)
    yield plain(_BRACKETS.sub("", text))
    _before, colon, after = text.replace("：", ":").partition(":")
    if colon:
        yield plain(after)


def _body_names(body: Body) -> tuple[str, ...]:
    code = body.code
    long_code = f"{code}{check_digit(code)}" if len(code) == 5 and code.isdecimal() else ""
    prefixed = f"{body.prefecture}{body.name}"
    bare = body.name[:-1] if len(body.name) > 2 else ""  # 神石高原 for 神石高原町
    names = (body.name, body.short_name, bare, body.name_en, body.brief, body.kana, prefixed)
    return (*names, code, long_code)
