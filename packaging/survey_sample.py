"""Makes the sample's surveys (`db/sample/answers`) as an office gets them back. Run from the checkout:

    python packaging/survey_sample.py

Three surveys, all made up: residents 2024 (CSV of codes in cp932, code sheet apart), businesses 2024 (one workbook with
title, merged heads and a total row, code sheet as its second sheet), residents 2019 (CSV, code sheet apart).

The model: how many answer in each town and each age is given. A person has an own level of contentment; an answer on
the scale of five is the item's mean, plus what town and age add, plus person and chance, cut at the halves. Choices
fall by a chance of each option that town and age tilt. Comments are put together from sentences of our own.
The seed is fixed, so that the same answers come out again. A few cells are wrong on purpose, as they come.
"""

from __future__ import annotations

import csv
import io
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from survey_sample_words import CLOSINGS, COMMENTS, TRACES, WISHES

TARGET = Path(__file__).resolve().parents[1] / "db" / "sample" / "answers"
TOWNS = ("福山市", "三原市", "尾道市", "府中市", "竹原市", "世羅町", "神石高原町", "笠岡市", "井原市")
ANSWERED_2024 = (474, 386, 378, 363, 368, 372, 341, 363, 336)
UNKNOWN_2024 = 21
AGES = ("18～29歳", "30～39歳", "40～49歳", "50～64歳", "65歳以上")
AGED_2024 = (298, 412, 556, 842, 1273)
ANSWERED_2019 = (286, 214, 222, 196, 0, 188, 172, 190, 184)
AGED_2019 = (118, 196, 268, 428, 642)
SCALE = ("満足", "やや満足", "どちらともいえない", "やや不満", "不満")
WEIGHTY = ("重要", "やや重要", "どちらともいえない", "あまり重要でない", "重要でない")
# Item, mean of satisfaction, mean of importance (5 is best); the towns that fall behind, the ages that differ.
ITEMS = (
    ("救急医療", 3.42, 4.71),
    ("子育て支援", 3.02, 4.38),
    ("病児・休日保育", 2.71, 4.22),
    ("高齢者福祉", 3.18, 4.30),
    ("公共交通", 2.48, 4.35),
    ("県境のバス", 2.31, 3.62),
    ("道路・橋", 2.98, 4.02),
    ("上下水道", 3.64, 4.28),
    ("ごみ処理", 3.71, 4.10),
    ("防災", 3.05, 4.56),
    ("環境・自然", 3.58, 3.85),
    ("企業誘致・雇用", 2.55, 4.31),
    ("農林業", 2.86, 3.55),
    ("観光の振興", 3.12, 3.41),
    ("文化・スポーツ", 3.48, 3.22),
    ("図書館の相互利用", 3.72, 3.30),
    ("移住・定住の支援", 2.79, 3.48),
    ("デジタル手続", 2.92, 3.68),
)
# What a town adds to contentment, item by item where it is not 0.
TOWN_ADDS: dict[str, dict[str, float]] = {
    "福山市": {
        "救急医療": 0.25,
        "公共交通": 0.3,
        "企業誘致・雇用": 0.25,
        "文化・スポーツ": 0.15,
        "環境・自然": -0.2,
    },
    "三原市": {"公共交通": 0.05, "防災": -0.15},
    "尾道市": {"観光の振興": 0.4, "道路・橋": -0.1},
    "府中市": {"救急医療": -0.15, "企業誘致・雇用": 0.1},
    "竹原市": {"公共交通": -0.15, "観光の振興": 0.25, "救急医療": -0.2},
    "世羅町": {"公共交通": -0.35, "農林業": 0.3, "救急医療": -0.25, "環境・自然": 0.2},
    "神石高原町": {
        "公共交通": -0.5,
        "救急医療": -0.45,
        "道路・橋": -0.3,
        "環境・自然": 0.35,
        "移住・定住の支援": 0.3,
    },
    "笠岡市": {"県境のバス": -0.35, "公共交通": 0.0, "農林業": 0.1},
    "井原市": {"県境のバス": -0.25, "公共交通": -0.1, "企業誘致・雇用": -0.1},
}
AGE_ADDS: dict[str, tuple[float, ...]] = {
    "子育て支援": (0.0, -0.35, -0.2, 0.1, 0.2),
    "病児・休日保育": (0.0, -0.45, -0.25, 0.05, 0.2),
    "公共交通": (-0.2, -0.15, -0.05, 0.0, 0.1),
    "高齢者福祉": (0.1, 0.05, 0.0, -0.1, 0.05),
    "デジタル手続": (0.15, 0.1, 0.05, 0.0, -0.25),
    "企業誘致・雇用": (-0.3, -0.15, -0.1, 0.0, 0.15),
}


class Chance:
    """Chance that is the same on every machine and version: only `random()` is asked for."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def yes(self, share: float) -> bool:
        """True so often out of one."""
        return self._random.random() < share

    def below(self, count: int) -> int:
        """A whole number from 0."""
        return int(self._random.random() * count)

    def spread(self, size: float) -> float:
        """A normal number of this standard deviation."""
        first, second = 1 - self._random.random(), self._random.random()
        return size * math.sqrt(-2 * math.log(first)) * math.cos(2 * math.pi * second)

    def place(self, weights: Sequence[float]) -> int:
        """A place by its weight."""
        point, total = self._random.random() * sum(weights), 0.0
        for at, weight in enumerate(weights):
            total += weight
            if point < total:
                return at
        return len(weights) - 1

    def shuffled(self, things: Sequence[int]) -> list[int]:
        """The things in another order."""
        found = list(things)
        for at in range(len(found) - 1, 0, -1):
            other = self.below(at + 1)
            found[at], found[other] = found[other], found[at]
        return found


@dataclass(frozen=True)
class Asked:
    """A question of the code sheet; options from code 1, 無回答 as 9 or 99."""

    key: str
    label: str
    kind: str
    options: tuple[str, ...] = ()
    asked_if: str = ""
    most: str = ""

    @property
    def nothing(self) -> str:
        return "9" if len(self.options) < 9 else "99"


def words(text: str) -> tuple[str, ...]:
    """Options with blanks between them."""
    return tuple(text.split())


@dataclass
class Person:
    """One respondent: places of town and age (−1: not said), own contentment, and the cells of the row."""

    town: int
    age: int
    mood: float
    cells: dict[str, str] = field(default_factory=dict)


# -- people --------------------------------------------------------------------------------------------
def people(chance: Chance, towns: Sequence[int], ages: Sequence[int], unknown: int) -> list[Person]:
    """So many of each town and each age; those who say neither come on top."""
    homes = [at for at, count in enumerate(towns) for _ in range(count)]
    years = chance.shuffled([at for at, count in enumerate(ages) for _ in range(count)])
    found = [Person(town, age, chance.spread(0.45)) for town, age in zip(homes, years, strict=True)]
    found += [Person(-1, -1, chance.spread(0.45)) for _ in range(unknown)]
    return [found[at] for at in chance.shuffled(range(len(found)))]


def scaled(chance: Chance, person: Person, item: str, mean: float, mood: float, noise: float = 0.95) -> str:
    """Code 1 (best) to 5 of an item."""
    adds = TOWN_ADDS.get(TOWNS[person.town], {}).get(item, 0.0) if person.town >= 0 else 0.0
    years = AGE_ADDS.get(item, (0.0,) * 5)[person.age] if person.age >= 0 else 0.0
    # The cut at both ends draws means to the middle; the factor takes that back.
    level = 3 + (mean - 3) * 1.12 + adds + years + person.mood * mood + chance.spread(noise)
    return str(6 - min(5, max(1, math.floor(level + 0.5))))


def ticked(chance: Chance, shares: Sequence[float], most: int = 99) -> list[int]:
    """Codes of the options somebody ticks, each by its own chance."""
    found = [at for at, share in enumerate(shares, start=1) if chance.yes(share)]
    while len(found) > most:
        found.pop(chance.below(len(found)))
    return found


# -- the code sheet of residents -----------------------------------------------------------------------
EXPECTED = (
    *words("救急・医療体制の連携 子育て・保育の広域利用 公共交通の維持・接続 企業誘致・雇用の創出"),
    *words("防災・災害時の応援 観光の広域ルートづくり 公共施設の相互利用 移住・定住の共同発信"),
    *words("行政手続のデジタル化 高齢者の見守り・移動支援 環境・ごみ処理の共同化 特にない"),
)
EXPECTED_SHARES = (0.46, 0.27, 0.41, 0.31, 0.29, 0.13, 0.15, 0.1, 0.13, 0.27, 0.1, 0.03)
HOMES = Asked("Q1", "居住地", "SA", TOWNS)
AGED = Asked("Q2", "年代", "SA", AGES)
SEXES = Asked("F1", "性別", "SA", ("男性", "女性", "その他・答えたくない"))
LIVABLE = Asked(
    "Q3",
    "住みやすさ",
    "SA",
    words("住みやすい どちらかといえば住みやすい どちらともいえない どちらかといえば住みにくい 住みにくい"),
)
STAY = (
    *words("住み続けたい どちらかといえば住み続けたい どちらともいえない どちらかといえば移りたい 移りたい"),
)
RESIDENTS = (
    HOMES,
    AGED,
    SEXES,
    Asked(
        "F2",
        "職業",
        "SA",
        words("会社員・団体職員 公務員 自営業 農林漁業 パート・アルバイト 家事専業 学生 無職 その他"),
    ),
    Asked("F3", "居住年数", "SA", words("5年未満 5～9年 10～19年 20～29年 30年以上")),
    Asked("F4", "世帯の構成", "SA", words("ひとり暮らし 夫婦のみ 親と子 三世代 その他")),
    Asked("F5", "小学3年生以下の子どもの有無", "SA", ("いる", "いない")),
    LIVABLE,
    Asked("Q3B", "定住の意向", "SA", STAY),
    Asked(
        "Q4",
        "住み続けたい理由",
        "MA",
        words(
            "自然や景観がよい 買い物に便利 医療・福祉が安心 職場が近い 家族や友人がいる "
            "家や土地がある 子育てしやすい 災害が少ない その他"
        ),
        "Q3B=1|2",
    ),
    *(Asked(f"Q5_{at}", f"満足度：{item[0]}", "SA", SCALE) for at, item in enumerate(ITEMS, start=1)),
    *(Asked(f"Q6_{at}", f"重要度：{item[0]}", "SA", WEIGHTY) for at, item in enumerate(ITEMS, start=1)),
    Asked(
        "Q7",
        "ふだん他の市町へ出かける目的",
        "MA",
        words("通勤 通学 買い物 通院 習い事・趣味 外食・娯楽 家族や友人に会う 仕事の用務 その他 出かけない"),
    ),
    Asked(
        "Q8",
        "他の市町で利用したことのある施設",
        "MA",
        words(
            "図書館 体育館・プール 文化ホール・美術館 公園・キャンプ場 病院・診療所 "
            "保育施設・子育て支援施設 道の駅・直売所 温泉・宿泊施設 その他 利用したことはない"
        ),
    ),
    Asked(
        "Q9",
        "#7119（救急相談）の認知",
        "SA",
        words("利用したことがある 知っているが利用したことはない 聞いたことがある 知らない"),
    ),
    Asked(
        "Q10",
        "病児保育の利用意向",
        "SA",
        words("利用したい 条件が合えば利用したい 利用しない わからない"),
        "F5=1",
    ),
    Asked("Q11", "圏域の連携に期待すること", "MA", EXPECTED, "", "3"),
    Asked("Q12", "自由意見", "FA"),
)


def fill_resident(chance: Chance, person: Person) -> None:
    """Every cell of one questionnaire."""
    rural = person.town >= 0 and TOWNS[person.town] in RURAL
    _fill_who(chance, person)
    _fill_staying(chance, person, rural)
    _fill_items(chance, person, rural)
    _fill_ways(chance, person, rural)
    _fill_wants(chance, person, rural)


def said(chance: Chance, person: Person, code: str, often: float = 0.02) -> str:
    """The code, or nothing where it was left blank; older people leave more blank."""
    return "" if chance.yes(often * (1.8 if person.age == 4 else 0.8)) else code


def _fill_who(chance: Chance, person: Person) -> None:
    cells, age = person.cells, max(person.age, 0)
    cells["Q1"] = str(person.town + 1) if person.town >= 0 else ""
    cells["Q2"] = str(person.age + 1) if person.age >= 0 else ""
    cells["F1"] = "" if person.age < 0 else str(1 + chance.place((0.455, 0.53, 0.015)))
    cells["F2"] = str(1 + chance.place(JOBS[age]))
    cells["F3"] = str(1 + chance.place(YEARS[age]))
    cells["F4"] = str(1 + chance.place(HOUSEHOLDS[age]))
    cells["F5"] = "1" if chance.yes((0.1, 0.58, 0.34, 0.03, 0.01)[age]) else "2"


def _fill_staying(chance: Chance, person: Person, rural: bool) -> None:
    cells, age = person.cells, max(person.age, 0)
    cells["Q3"] = said(chance, person, scaled(chance, person, "", 3.72 - 0.22 * rural, 1.0, 0.8))
    stay = 3.55 + 0.18 * (age - 2) - 0.1 * rural
    cells["Q3B"] = said(chance, person, scaled(chance, person, "", stay, 0.9, 0.9))
    shares = (0.42, 0.2 if rural else 0.45, 0.22, 0.24, 0.5, 0.58, 0.14, 0.36, 0.05)
    reasons = ticked(chance, shares) if cells["Q3B"] in ("1", "2") else []
    cells["Q4"] = ",".join(map(str, reasons))


def _fill_items(chance: Chance, person: Person, rural: bool) -> None:
    for at, (item, contented, weighty) in enumerate(ITEMS, start=1):
        content = scaled(chance, person, item, contented, 1.0)
        person.cells[f"Q5_{at}"] = said(chance, person, content, 0.022)
        mean = weighty + (0.25 if item in ("公共交通", "救急医療") and rural else 0)
        person.cells[f"Q6_{at}"] = said(chance, person, scaled(chance, person, "", mean, 0.25, 0.8), 0.03)


def _fill_ways(chance: Chance, person: Person, rural: bool) -> None:
    cells, age = person.cells, max(person.age, 0)
    work, school = 0.38 if age < 4 else 0.08, 0.2 if age == 0 else 0.01
    goes = ticked(chance, (work, school, 0.62, 0.34 + 0.1 * rural, 0.22, 0.4, 0.34, 0.12, 0.03)) or [3]
    goes = [10] if chance.yes(0.06 if rural else 0.13) else goes
    blank = not said(chance, person, "1")
    for code in range(1, 11):
        cells[f"Q7_{code}"] = "" if blank else "1" if code in goes else "0"
    nursery = 0.05 if age in (1, 2) else 0.01
    used = ticked(chance, (0.21, 0.16, 0.27, 0.31, 0.35, nursery, 0.52, 0.3, 0.02)) or [10]
    cells["Q8"] = said(chance, person, ";".join(map(str, used)))


def _fill_wants(chance: Chance, person: Person, rural: bool) -> None:
    cells, age = person.cells, max(person.age, 0)
    known = 0.16 if person.town >= 0 and TOWNS[person.town] in ("福山市", "三原市", "竹原市") else 0.0
    calls = (0.05, 0.24 + known, 0.27, 0.44 - known)
    cells["Q9"] = said(chance, person, str(1 + chance.place(calls)))
    cells["Q10"] = str(1 + chance.place((0.3, 0.42, 0.2, 0.08))) if cells["F5"] == "1" else ""
    shares = list(EXPECTED_SHARES)
    for at in (0, 2, 9):
        shares[at] *= 1.35 if rural else 1
    shares[1] *= 1.7 if age in (1, 2) else 1
    cells["Q11"] = said(chance, person, joined(chance, wished(chance, shares)))
    cells["Q12"] = ""


def wished(chance: Chance, shares: Sequence[float]) -> list[int]:
    """Up to three; 特にない only alone."""
    picks = ticked(chance, shares, 3)
    return [code for code in picks if code != len(shares)] or [len(shares)]


RURAL = ("世羅町", "神石高原町", "竹原市")
YEARS = (
    (0.3, 0.2, 0.3, 0.2, 0),
    (0.22, 0.2, 0.22, 0.16, 0.2),
    (0.1, 0.14, 0.3, 0.16, 0.3),
    (0.05, 0.07, 0.16, 0.24, 0.48),
    (0.03, 0.04, 0.08, 0.13, 0.72),
)
HOUSEHOLDS = (
    (0.25, 0.08, 0.56, 0.09, 0.02),
    (0.14, 0.14, 0.62, 0.08, 0.02),
    (0.12, 0.13, 0.62, 0.1, 0.03),
    (0.14, 0.32, 0.4, 0.1, 0.04),
    (0.2, 0.44, 0.22, 0.1, 0.04),
)
JOBS = (
    (0.44, 0.06, 0.02, 0.01, 0.13, 0.03, 0.26, 0.04, 0.01),
    (0.52, 0.09, 0.06, 0.02, 0.16, 0.1, 0, 0.03, 0.02),
    (0.5, 0.08, 0.09, 0.02, 0.19, 0.08, 0, 0.03, 0.01),
    (0.4, 0.07, 0.12, 0.04, 0.21, 0.1, 0, 0.05, 0.01),
    (0.06, 0.01, 0.11, 0.09, 0.1, 0.16, 0, 0.45, 0.02),
)


def joined(chance: Chance, codes: Sequence[int]) -> str:
    """As different hands key it: 1,2 or 1、2 or ①②."""
    way = chance.place((0.9, 0.07, 0.03))
    if way == 2 and max(codes) <= 20:
        return "".join(chr(0x2460 + code - 1) for code in codes)
    return ("、" if way == 1 else ",").join(map(str, codes))


def comment(chance: Chance, person: Person, used: set[str]) -> str:
    """One or two sentences of a subject, sometimes a wish and a closing; no comment twice."""
    for _try in range(200):
        subjects = list(COMMENTS)
        weights = [COMMENTS[one][0] for one in subjects]
        subject = subjects[chance.place(weights)]
        sentences = COMMENTS[subject][1]
        parts = [sentences[chance.below(len(sentences))]]
        if chance.yes(0.45):
            other = sentences[chance.below(len(sentences))]
            parts += [other] if other not in parts else []
        if chance.yes(0.3):
            parts.append(WISHES[chance.below(len(WISHES))])
        if chance.yes(0.12):
            parts.append(CLOSINGS[chance.below(len(CLOSINGS))])
        text = "".join(parts).replace("{town}", TOWNS[person.town] if person.town >= 0 else "この地域")
        if text not in used:
            used.add(text)
            return text
    raise AssertionError("too few sentences")


def residents_2024() -> None:
    chance = Chance(20240626)
    found = people(chance, ANSWERED_2024, AGED_2024, UNKNOWN_2024)
    for person in found:
        fill_resident(chance, person)
    _comment_some(chance, found, 312)
    _spoil(found)
    rows = [{"NO": f"{at:05}", **person.cells} for at, person in enumerate(found, start=1)]
    for at in range(12):  # forms that came back empty
        rows.insert(200 + at * 261, {"NO": f"{9000 + at:05}"})
    rows.append({**rows[40]})  # keyed in twice
    heads = ["NO", *columns(RESIDENTS, {"Q7": 10})]
    save_csv("住民意識調査2024_回答.csv", heads, rows)
    save_codes("住民意識調査2024_コード表.xlsx", RESIDENTS)


def _comment_some(chance: Chance, found: Sequence[Person], count: int) -> None:
    used: set[str] = set()
    writers = chance.shuffled(range(len(found)))[:count]
    for number, at in enumerate(sorted(writers)):
        text = (
            TRACES[number // 40]
            if number % 40 == 20 and number // 40 < len(TRACES)
            else comment(chance, found[at], used)
        )
        found[at].cells["Q12"] = text


def _spoil(found: Sequence[Person]) -> None:
    """What goes wrong when questionnaires are keyed in."""
    towns = [person for person in found if person.town < 0]
    towns[0].cells["Q1"] = "10"
    for at, key, text in (
        (77, "Q2", "6"),
        (901, "Q3", "7"),
        (1204, "Q5_3", "8"),
        (2050, "Q5_11", "45"),
        (2600, "Q6_2", "0"),
    ):
        found[at].cells[key] = text
    for at in (333, 1500, 2999):
        found[at].cells["Q11"] = "1,3,4,5"
    childless = [person for person in found if person.cells["F5"] == "2"]
    for at in (150, 1700):
        childless[at].cells["Q10"] = "2"
    found[512].cells["Q2"] = "５" if found[512].cells["Q2"] == "5" else found[512].cells["Q2"]


# -- residents 2019 ------------------------------------------------------------------------------------
OLDER = (
    Asked("Q1", "居住地", "SA", tuple(town for town in TOWNS if town != "竹原市")),
    Asked("Q2", "性別", "SA", ("男性", "女性")),
    Asked("Q3", "年代", "SA", AGES),
    Asked("Q4", LIVABLE.label, "SA", LIVABLE.options),
    Asked("Q5", "定住の意向", "SA", STAY),
    *(Asked(f"Q6_{at}", f"満足度：{item[0]}", "SA", SCALE) for at, item in enumerate(ITEMS[:17], start=1)),
    *(Asked(f"Q7_{at}", f"重要度：{item[0]}", "SA", WEIGHTY) for at, item in enumerate(ITEMS[:17], start=1)),
    Asked("Q8", "圏域の連携に期待すること", "MA", EXPECTED, "", "3"),
)


def residents_2019() -> None:
    chance = Chance(20191021)
    found = people(chance, ANSWERED_2019, AGED_2019, 0)
    for person in found:
        _fill_older(chance, person)
    rows = [{"NO": str(at), **person.cells} for at, person in enumerate(found, start=1)]
    save_csv("住民意識調査2019_回答.csv", ["NO", *columns(OLDER, {})], rows)
    save_codes("住民意識調査2019_コード表.xlsx", OLDER)


def _fill_older(chance: Chance, person: Person) -> None:
    cells, age = person.cells, person.age
    cells["Q1"] = str(1 + person.town - (person.town > 4))
    cells["Q2"] = said(chance, person, str(1 + chance.place((0.46, 0.54))), 0.01)
    cells["Q3"] = str(age + 1)
    cells["Q4"] = said(chance, person, scaled(chance, person, "", 3.66, 1.0, 0.8))
    cells["Q5"] = said(chance, person, scaled(chance, person, "", 3.58 + 0.18 * (age - 2), 0.9, 0.9))
    for at, (item, contented, weighty) in enumerate(ITEMS[:17], start=1):
        then = contented + OLDER_ADDS.get(item, -0.02)
        cells[f"Q6_{at}"] = said(chance, person, scaled(chance, person, item, then, 1.0), 0.025)
        cells[f"Q7_{at}"] = said(chance, person, scaled(chance, person, "", weighty - 0.04, 0.25, 0.8), 0.03)
    shares = [share * (0.7 if at == 8 else 1) for at, share in enumerate(EXPECTED_SHARES)]
    cells["Q8"] = said(chance, person, ",".join(map(str, wished(chance, shares))))


OLDER_ADDS = {
    "公共交通": 0.2,
    "救急医療": -0.12,
    "病児・休日保育": -0.2,
    "企業誘致・雇用": 0.05,
    "防災": -0.1,
    "図書館の相互利用": -0.15,
}


# -- businesses ----------------------------------------------------------------------------------------
TRADES = words(
    "農林水産業 建設業 製造業 情報通信業 運輸業 卸売・小売業 宿泊・飲食業 医療・福祉 サービス業 その他"
)
SIZES = words("5人未満 5～19人 20～49人 50～99人 100人以上")
BUSINESSES = (
    Asked("問1", "所在地", "SA", TOWNS),
    Asked("問2", "業種", "SA", TRADES),
    Asked("問3", "従業員規模", "SA", SIZES),
    Asked("問4", "従業員数", "NUM"),
    Asked("問5", "3年前と比べた売上", "SA", words("増えた やや増えた 変わらない やや減った 減った")),
    Asked("問6", "人手の状況", "SA", words("足りている やや不足 大いに不足 余っている")),
    Asked("問7", "取引先のうち圏域内の割合", "NUM"),
    Asked(
        "問8",
        "圏域に期待する支援",
        "MA",
        words(
            "人材の確保・育成 販路の開拓 デジタル化の支援 事業承継 企業どうしの交流 "
            "立地・用地の情報 災害への備え 脱炭素の支援 特にない"
        ),
        "",
        "3",
    ),
    Asked(
        "問9",
        "採用している地域",
        "MA",
        words("同じ市町 圏域内の他の市町 広島県内の圏域外 岡山県内の圏域外 その他の県"),
    ),
    Asked("問10", "意見・要望", "FA"),
)


def businesses() -> None:
    chance = Chance(20240621)
    rows = [_business(chance, number) for number in range(1, 601)]
    book = Workbook()
    page = book.worksheets[0]
    page.title = "回答一覧"
    _business_heads(page)
    for row in rows:
        page.append(row)
    page.append(["合計", "", "", len(rows), "", "", sum(int(str(row[6])) for row in rows)])
    codes = book.create_sheet("コード表")
    _codes_by_option(codes, BUSINESSES)
    _write(book, "事業所調査2024.xlsx")


def _business(chance: Chance, number: int) -> list[object]:
    town = chance.place((30, 9, 13, 6, 3, 2.5, 1.5, 6, 6))
    trade = chance.place((3, 14, 22, 3, 5, 22, 9, 9, 10, 3))
    size = chance.place((42, 34, 13, 6, 5))
    staff = (1, 5, 20, 50, 100)[size] + chance.below((4, 15, 30, 50, 300)[size])
    inside = min(100, max(0, round(62 - 6 * size + chance.spread(20))))
    wishes = ticked(chance, (0.55, 0.34, 0.28, 0.24, 0.16, 0.08, 0.17, 0.1, 0.0), 3) or [9]
    hires = ticked(chance, (0.8, 0.45 + 0.1 * size, 0.1, 0.12, 0.04 + 0.03 * size)) or [1]
    opinion = OPINIONS[chance.below(len(OPINIONS))] if number % 11 == 5 else ""
    state = 1 + chance.place((0.3, 0.42, 0.26, 0.02))
    return [
        number,
        f"見本{TRADES[trade][:2]} {number:03}",
        f"084-000-{number:04}",
        town + 1,
        trade + 1,
        size + 1,
        staff,
        1 + chance.place((0.14, 0.2, 0.26, 0.22, 0.18)) if not chance.yes(0.015) else None,
        state if not chance.yes(0.01) else None,
        f"{inside}％" if number % 7 == 0 else inside,
        "・".join(map(str, wishes)),
        *(1 if code in hires else None for code in range(1, 6)),
        opinion or None,
    ]


OPINIONS = words(
    "若い人が地元に残る仕組みを、市町が一緒に考えてほしい。 "
    "県境をまたぐ取引が多いので、手続きの窓口をそろえてもらえると助かります。 "
    "補助金の申請書が市町ごとに違い、手間がかかります。 "
    "従業員の子どもが病気のとき、近くの市町でも預けられるのはありがたい。 "
    "合同の企業説明会を続けてください。 "
    "工業用地の情報を圏域でまとめて見られるようにしてほしい。 "
    "事業承継の相談先がわかりにくい。 "
    "バスの本数が減り、通勤に車が欠かせない。免許のない若者を採用しにくい。"
)


def _business_heads(page: object) -> None:
    from openpyxl.worksheet.worksheet import Worksheet

    assert isinstance(page, Worksheet)
    page.append(["令和6年度 圏域事業所調査　回答一覧（架空）"])
    page.append(
        [
            "番号",
            "事業所名",
            "電話番号",
            *(f"{one.key} {one.label}" for one in BUSINESSES[:8]),
            "問9 採用している地域",
            "",
            "",
            "",
            "",
            "問10 意見・要望",
        ]
    )
    page.append(
        [None] * 11 + [f"{at}.{words}" for at, words in enumerate(BUSINESSES[8].options, start=1)] + [None]
    )
    page.merge_cells("A1:Q1")
    page["A1"].font = Font(bold=True)
    page.merge_cells("L2:P2")
    for column in (*"ABCDEFGHIJK", "Q"):
        page.merge_cells(f"{column}2:{column}3")
    for row in page["A2:Q3"]:
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="center")


# -- files ---------------------------------------------------------------------------------------------
def columns(sheet: Sequence[Asked], many: dict[str, int]) -> list[str]:
    found: list[str] = []
    for one in sheet:
        found += [f"{one.key}_{at}" for at in range(1, many[one.key] + 1)] if one.key in many else [one.key]
    return found


def save_csv(name: str, heads: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([row.get(head, "") for head in heads] for row in rows)
    (TARGET / name).write_bytes(text.getvalue().encode("cp932"))


def save_codes(name: str, sheet: Sequence[Asked]) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "コード表"
    _codes_by_option(page, sheet)
    _write(book, name)


def _codes_by_option(page: object, sheet: Sequence[Asked]) -> None:
    """One row an option; number, words and kind stand in a question's first row only."""
    from openpyxl.worksheet.worksheet import Worksheet

    assert isinstance(page, Worksheet)
    page.append(["設問番号", "設問文", "回答形式", "コード", "選択肢", "回答条件", "選択数"])
    for one in sheet:
        options = [(str(at), words) for at, words in enumerate(one.options, start=1)]
        options += [(one.nothing, "無回答")] if one.options else []
        first = [one.key, one.label, one.kind]
        for at, (code, words) in enumerate(options or [("", "")]):
            head = first if at == 0 else [None, None, None]
            tail = [one.asked_if or None, one.most or None] if at == 0 else [None, None]
            page.append([*head, int(code) if code else None, words or None, *tail])


def _write(book: Workbook, name: str) -> None:
    book.properties.creator = "見本"
    book.save(TARGET / name)


MAKERS: tuple[Callable[[], None], ...] = (residents_2024, residents_2019, businesses)

if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for make in MAKERS:
        make()
