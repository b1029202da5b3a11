"""Columns that say who somebody is: names, addresses, telephone, mail; by their heads and by what is in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from bingo_planner.kernel.text import fold


class Personal(StrEnum):
    """What a column tells about a person."""

    NAME = "name"
    ADDRESS = "address"
    PHONE = "phone"
    MAIL = "mail"
    BIRTH = "birth"
    DEVICE = "device"


_HEADS: Final[Mapping[Personal, tuple[str, ...]]] = {
    Personal.NAME: (
        *(
            "氏名",
            "お名前",
            "名前",
            "姓名",
            "代表者名",
            "担当者名",
            "回答者名",
            "記入者名",
            "フリガナ",
            "ふりがな",
        ),
        *("事業所名", "企業名", "会社名", "貴社名", "貴事業所名", "店舗名", "法人名"),
        *("氏", "姓", "名", "name", "fullname", "username", "ユーザー名", "ニックネーム"),
    ),
    Personal.ADDRESS: (
        *(
            "住所",
            "ご住所",
            "番地",
            "郵便番号",
            "〒",
            "町名番地",
            "建物名",
            "所在地住所",
            "送付先",
            "address",
        ),
        *("zipcode", "postalcode"),
    ),
    Personal.PHONE: (
        "電話",
        "電話番号",
        "携帯",
        "携帯電話",
        "連絡先",
        "tel",
        "fax",
        "phone",
        "ファクス",
        "ファックス",
    ),
    Personal.MAIL: (
        "メール",
        "メールアドレス",
        "eメール",
        "email",
        "e-mail",
        "mail",
        "mailaddress",
        "アドレス",
    ),
    Personal.BIRTH: ("生年月日", "誕生日", "birthday", "dateofbirth"),
    Personal.DEVICE: ("ipアドレス", "ip", "ipaddress", "useragent", "ユーザーエージェント", "端末", "cookie"),
}
_INSIDE: Final[Mapping[Personal, tuple[str, ...]]] = {
    Personal.NAME: ("氏名", "お名前", "フリガナ", "ふりがな"),
    Personal.ADDRESS: ("ご住所", "郵便番号", "番地"),
    Personal.PHONE: ("電話番号", "携帯電話"),
    Personal.MAIL: ("メールアドレス", "e-mail", "email"),
    Personal.BIRTH: ("生年月日",),
}
"""Words that say so also inside a longer head; a question about telephones is none."""
_QUESTION: Final = (
    "か",
    "?",
    "ますか",
    "ください",
    "理由",
    "方法",
    "満足",
    "利用",
    "制度",
    "サービス",
    "程度",
)

MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
PHONE = re.compile(r"(?<!\d)(0\d{1,4}[-( )]{1,2}\d{1,4}[-) ]{1,2}\d{3,4}|0[5789]0\d{8}|0\d{9})(?!\d)")
POSTAL = re.compile(r"〒?\s*\d{3}-\d{4}")
PLACE = re.compile(r"(..?[都道府県])?.{1,8}?[市区町村].{0,12}?\d+(丁目|番|号|-\d)")
_NAME = re.compile(r"[一-龠々ヶ髙﨑]{1,4}[ 　][一-龠々ぁ-んァ-ヶー]{1,5}")
_KANA = re.compile(r"[ァ-ヶー]{2,6}[ 　][ァ-ヶー]{2,6}|[ぁ-んー]{2,6}[ 　][ぁ-んー]{2,6}")
_ADDRESS_IP = re.compile(r"\d{1,3}(\.\d{1,3}){3}")
_MOST = 0.6
_ENOUGH = 3


def by_head(head: str) -> Personal | None:
    """What a head says its column tells about a person; None when it says nothing of the kind."""
    plain = re.sub(r"[((〔\[【].*?[))〕\]】]", "", unicodedata.normalize("NFKC", head))
    plain = re.sub(r"^(問|q|f|設問)?\s*[\d\-_.]+[.:．： ]*", "", plain.casefold())
    folded = fold(plain).rstrip(":*※")
    for kind, words in _HEADS.items():
        if any(folded == fold(word) for word in words):
            return kind
    if any(fold(word) in folded for word in _QUESTION):
        return None
    for kind, words in _INSIDE.items():
        if any(fold(word) in folded for word in words):
            return kind
    return None


def by_content(counts: Mapping[str, int]) -> Personal | None:
    """What the texts of a column tell about people: most of them mail addresses, telephone numbers, addresses, names.

    `counts` says how often each text stands there; blanks do not matter.
    """
    texts = [unicodedata.normalize("NFKC", text).strip() for text in counts if text.strip()]
    if len(texts) < _ENOUGH:
        return None
    for kind, pattern in (
        (Personal.MAIL, MAIL),
        (Personal.DEVICE, _ADDRESS_IP),
        (Personal.PHONE, PHONE),
        (Personal.ADDRESS, POSTAL),
    ):
        if _share(texts, pattern.fullmatch) >= _MOST:
            return kind
    if _share(texts, PLACE.match) >= _MOST and max(map(len, texts)) < 80:
        return Personal.ADDRESS
    # Names hardly ever repeat; words of a list do.
    total = sum(counts[text] for text in counts if text.strip())
    if (
        len(texts) >= 0.7 * total
        and _share(texts, lambda text: _NAME.fullmatch(text) or _KANA.fullmatch(text)) >= 0.7
    ):
        return Personal.NAME
    return None


def traces(text: str) -> tuple[Personal, ...]:
    """What a longer text gives away: mail addresses, telephone numbers, addresses."""
    plain = unicodedata.normalize("NFKC", text)
    found = ((Personal.MAIL, MAIL), (Personal.PHONE, PHONE), (Personal.ADDRESS, PLACE))
    return tuple(kind for kind, pattern in found if pattern.search(plain))


def _share(texts: list[str], matches: Callable[[str], object]) -> float:
    return sum(bool(matches(text)) for text in texts) / len(texts)
