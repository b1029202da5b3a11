"""What is counted as a word: words left out, words taken as one, words that mean the same. Plain data, edited by hand.

The lists of a region stand on these: what somebody adds is added, what somebody switches off is off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from bingo_planner.features.surveys.freetext.folded import fold_text

STOP: Final = "stop"
"""Left out of every count."""
PICK: Final = "pick"
"""Taken as one word wherever it stands."""
SAME: Final = "same"
"""Counted as another word."""
USE: Final = "use"
"""A word of the built-in lists that is not to be treated as they say."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


DEFAULT_STOP: Final = _words(
    """
    する なる ある いる 居る できる 出来る くれる もらう くださる 下さる いただく 頂く 願う お願い 思う 言う いう
    ほしい 欲しい やる 致す いたす おる ござる しまう いく こと 事 もの 物 ため 為 ところ 所 とき 時 ほう よう
    わけ はず つもり まま さん 様 的 等 など ら たち 方 件 点 際 場合 それ これ 今 何 中 後 前 以上 度
    """
)
DEFAULT_PICK: Final = _words(
    """
    病児保育 病後児保育 認定こども園 待機児童 放課後児童クラブ 学童保育 子育て支援 子ども食堂 産婦人科
    公共交通 路線バス コミュニティバス デマンド交通 乗合タクシー 免許返納 買い物弱者 買い物難民 井原鉄道 福塩線
    圏域 備後圏域 びんご圏域 広域連携 連携中枢都市圏 相互利用 公共施設 統廃合 人口減少 少子化 少子高齢化 高齢化
    人手不足 後継者不足 地域包括支援センター マイナンバーカード デジタル化 防災無線 避難所
    耕作放棄地 有害鳥獣 鳥獣被害 草刈り 空き家 空き店舗 水道料金 下水道 上下水道 ごみステーション
    ふるさと納税 自治会 町内会 地域おこし協力隊 移住定住 働く場所 若い人 若い世代 芦田川 しまなみ海道
    市町 見守り 企業誘致 救急医療 総合病院
    """
)
DEFAULT_SAME: Final = (
    ("ゴミ", "ごみ"),
    ("塵", "ごみ"),
    ("本数", "便数"),
    ("若者", "若い人"),
    ("若い世代", "若い人"),
)


@dataclass(frozen=True, slots=True)
class WordRule:
    """One line of the lists: `kind` is stop, pick, same or use; `means` the word a `same` is counted as."""

    kind: str
    text: str
    means: str = ""


@dataclass(frozen=True)
class WordLists:
    """The lists in force; everything is folded but `pick`, which is looked for as it is written."""

    stop: frozenset[str] = frozenset()
    pick: tuple[str, ...] = ()
    same: Mapping[str, str] = field(default_factory=dict)


def lists_of(rules: Iterable[WordRule]) -> WordLists:
    """The built-in lists with what was added and what was switched off."""
    own = tuple(rules)
    off = {fold_text(rule.text) for rule in own if rule.kind == USE}
    stop = [*DEFAULT_STOP, *(rule.text for rule in own if rule.kind == STOP)]
    pick = [*DEFAULT_PICK, *(rule.text for rule in own if rule.kind == PICK)]
    same = [*DEFAULT_SAME, *((rule.text, rule.means) for rule in own if rule.kind == SAME)]
    return WordLists(
        frozenset(fold_text(text) for text in stop) - off,
        tuple(text for text in dict.fromkeys(pick) if fold_text(text) not in off),
        {fold_text(text): means for text, means in same if means and fold_text(text) not in off},
    )
