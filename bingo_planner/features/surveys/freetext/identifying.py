"""What gives people away in an answer: numbers and addresses, titles behind names, words that are no names."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class Removed(StrEnum):
    """What was taken out; the value is the word that stands for it."""

    NAME = "氏名"
    PHONE = "電話番号"
    MAIL = "メールアドレス"
    POSTAL = "郵便番号"
    ADDRESS = "住所"
    ACCOUNT = "アカウント"
    NUMBER = "番号"


class Doubt(StrEnum):
    """Why a part may still identify somebody."""

    NAME = "name"
    INSTITUTION = "institution"
    AGE = "age"
    HEALTH = "health"
    FAMILY = "family"
    OFFICE = "office"
    DATE = "date"
    PLACE = "place"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _any(text: str) -> str:
    """A pattern for one of the words of a text."""
    return "(?:" + "|".join(_words(text)) + ")"


_DASH: Final = r"[-‐‑‒–—−－ーｰ]"
_GAP: Final = r"[-‐‑–—−－ーｰ()（）の]"
_D: Final = r"[0-9０-９]"
_HEAD: Final = rf"(?<!{_D})"
_TAIL: Final = rf"(?!{_D})"
_K: Final = "一-龥々〆ヶ𠮷髙﨑"
_NUMBERS: Final = r"[0-9０-９一二三四五六七八九十百]"
PATTERNS: Final = (
    (Removed.MAIL, re.compile(r"[A-Za-z0-9._%+\-]+[@＠][A-Za-z0-9\-]+(?:[.．][A-Za-z0-9\-]+)+")),
    (Removed.ACCOUNT, re.compile(r"(?:https?://|www\.)[!-~]+|(?<![\w@＠])[@＠][A-Za-z0-9_]{3,}")),
    (
        Removed.POSTAL,
        re.compile(
            rf"〒\s*{_D}{{3}}\s*{_DASH}?\s*{_D}{{4}}{_TAIL}"
            rf"|{_HEAD}{_D}{{3}}{_DASH}{_D}{{4}}{_TAIL}(?!{_DASH})"
        ),
    ),
    (
        Removed.PHONE,
        re.compile(
            rf"{_HEAD}[0０]{_D}{{1,4}}\s*{_GAP}\s*{_D}{{1,4}}\s*{_GAP}\s*{_D}{{3,4}}{_TAIL}"
            rf"|[(（][0０]{_D}{{1,4}}[)）]\s*{_D}{{1,4}}\s*{_DASH}\s*{_D}{{3,4}}{_TAIL}"
            rf"|{_HEAD}[0０]{_D}{{9,10}}{_TAIL}"
        ),
    ),
    (
        Removed.ADDRESS,
        re.compile(
            # 三吉町南1丁目3番5号, 神辺町大字川南1234番地の5, 東桜町3-5
            rf"(?:[{_K}ァ-ヴーぁ-ん]{{0,3}}[{_K}ァ-ヴー]{{1,8}}?(?:町|村|字)?[{_K}]{{0,6}}?)?"
            rf"{_NUMBERS}+\s*(?:丁目|番地|番(?={_NUMBERS}+号))"
            rf"(?:[のノ]?\s*{_NUMBERS}+\s*(?:番地|番|号室?)?|{_DASH}{_D}+)*"
            rf"|[{_K}]{{1,8}}(?:町|村|台|丘|団地)[{_K}]{{0,4}}\s*"
            rf"{_D}{{1,4}}{_DASH}{_D}{{1,4}}(?:{_DASH}{_D}{{1,4}})?{_TAIL}"
        ),
    ),
    (Removed.NUMBER, re.compile(rf"{_HEAD}{_D}{{7,}}{_TAIL}")),
)
SURE_TITLES: Final = _words("さん サン さま 様 氏 ちゃん くん 君")
"""Titles of persons; a word before them that is no role is a name."""
_ROLES: Final = """
    先生 医師 議員 校長 園長 院長 会長 社長 課長 係長 部長 室長 主任 市長 町長 村長 保健師 看護師 保育士 民生委員
"""
NAMED: Final = re.compile(
    rf"(?P<name>[{_K}]{{1,8}}|[ァ-ヴー]{{2,8}}|[A-Za-zＡ-Ｚａ-ｚ]{{2,12}}|[ぁ-ん]{{2,5}})\s?"
    # 働くんだ and ちゃんと are no titles, 様々 and 氏名 neither.
    rf"(?P<title>{_any(' '.join(SURE_TITLES))}|{_any(_ROLES)})(?![々名])(?!(?<=くん)[だでじの])(?!(?<=ちゃん)と)"
)
ROLE_BEHIND: Final = re.compile(rf"(?P<name>[{_K}]{{2,3}}){_any(_ROLES)}$")
PARTICLES: Final = "のはがをにともでや"
NOT_NAMES: Final = frozenset(
    _words(
        """
        皆 皆々 みな みんな 客 子 娘 嬢 息子 母 父 兄 姉 弟 妹 祖父 祖母 爺 婆 嫁 婿 孫 奥 旦那 主人
        おく おばあ おじい おば おじ かあ とう にい ねえ こども じい ばあ あか 赤 坊
        たく ゆる いろいろ くろう つかれ かげ 苦労 疲れ 馳走 世話 陰 近所 隣 となり 外人 観光客
        医者 患者 職員 店員 業者 大工 運転手 警察 巡り 駅員 農家 知事 首長 担当 担当者 係 係員 役場 市役所 役所
        委員 区長 組長 班長 住職 神 仏 王 殿 姫 若者 老人 年寄り 高齢者 障害者 利用者 病人 病 主治 担任
        相談員 支援員 指導員 栄養士 介護士 助産師 薬剤師 ヘルパー ケアマネ ケアマネージャー ドライバー スタッフ
        ボランティア パート サラリーマン オーナー ママ パパ ワン ネコ
        他 何 同 貴 各 全 諸 彼 両 一 二 三 別 異 多 有 模 仕 元 前 現 副 新 外国 ここ そこ どこ
        町 市 村 県 国 区 区民 市民 住民 地域 地元 民生 児童 自治 町内 連合 婦人会 自治会 町内会
        学校 小学 中学 高 塾 保育 幼稚園 保育園 保育所 病院 医院 小児科 内科 外科 歯科 眼科 耳鼻科 産科 婦人科 産婦人科
        議会 市議会 町議会 県議会 国会 参議院 衆議院 総務 福祉 建設 教育 企画 財政 土木 税務 健康 環境 農林 商工 観光
        都市 水道 下水道 消防 子育て 女性 男性 若手 与党 野党 現職 新人 常勤 非常勤 専門 勤務 救急 当直 訪問
        """
        + _ROLES
    )
)
"""Words before a title that are nobody's name."""
GENERIC: Final = frozenset(
    _words(
        "地元 小 中 公立 私立 市立 町立 県立 国立 総合 市民 民間 大学 個人 認可 無認可 大 大型 地域 特別支援 老人"
        " 公営 市営 県営 町営"
    )
)
"""Words before 病院, 小学校 … that name none of them."""
_INSTITUTIONS: Final = """
    保育所 保育園 幼稚園 こども園 小学校 中学校 高校 高等学校 病院 医院 クリニック 診療所 歯科 薬局 郵便局 神社 商店
    工務店 株式会社 有限会社 老人ホーム アパート マンション
"""
_HEALTH: Final = """
    うつ病 鬱病 統合失調 認知症 透析 脳梗塞 心筋梗塞 白血病 難病 障害者手帳 療育手帳 身体障害 知的障害 精神障害 発達障害
    自閉症 ダウン症 車椅子 車いす 寝たきり 要介護[1-5１-５一二三四五] 生活保護 妊娠中
"""
_RELATIVES: Final = """
    夫 妻 主人 旦那 息子 娘 長男 長女 次男 次女 孫 父 母 義父 義母 祖父 祖母 兄 姉 弟 妹 嫁
"""
_FAMILY: Final = "離婚 母子家庭 父子家庭 ひとり親 シングルマザー 一人暮らし 独居 双子 三つ子"
_OFFICES: Final = """
    [市町村県]議会議員 [市町村県]議(?!会) 民生委員 区長 自治会長 町内会長 消防団長 校長 園長 住職 院長 駐在
"""
DOUBTS: Final = (
    # 18歳まで, 65歳以上 and 3歳児 are ages of the law, not of somebody.
    (Doubt.AGE, re.compile(rf"{_NUMBERS}{{1,3}}\s*[歳才](?!児?[以未]|代|まで|から|児)")),
    (
        Doubt.INSTITUTION,
        re.compile(
            rf"(?P<own>[{_K}ァ-ヴーA-Za-z]{{1,8}}?){_any(_INSTITUTIONS)}|(?:株式会社|有限会社|㈱|㈲)[^\s、。]{{1,12}}"
        ),
    ),
    (Doubt.HEALTH, re.compile(rf"(?:がん|ガン|癌)(?:を患|の治療|に(?:なり|なっ|かか))|{_any(_HEALTH)}")),
    (
        Doubt.FAMILY,
        re.compile(
            rf"(?:私|わたし|うち|我が家|わが家)の{_any(_RELATIVES)}|{_any(_FAMILY)}"
            r"|[3-9３-９三四五六七八九]人の[子母父]"
        ),
    ),
    (Doubt.OFFICE, re.compile(_any(_OFFICES))),
    (Doubt.DATE, re.compile(rf"{_NUMBERS}{{1,2}}月{_NUMBERS}{{1,2}}日")),
    (
        Doubt.PLACE,
        re.compile(
            rf"[{_K}]{{1,6}}(?:地区|集落|部落|団地)(?!計画|[で外]|内の)|(?:家|自宅|うち|店)の(?:[前裏隣横]|向かい)"
        ),
    ),
)
"""What may identify somebody, for a person to decide."""
