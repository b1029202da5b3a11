"""Makes the sample's monthly reports (`db/sample/usage`) as facilities would send them. Run from the checkout:

    python packaging/usage_sample.py

The model: the year's users of each home body are given (for the last settled year they are the KPI's actual figures).
Each user falls on a facility and a month by chance, weighted by capacity × nearness × season. The seed is fixed,
so that the same files come out again. All figures are made up; they only look as such figures do.
"""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment

SAMPLE = Path(__file__).resolve().parents[1] / "db" / "sample"
TARGET = SAMPLE / "usage"
CHANCE = random.Random(20240826)
MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
SEASON = (0.9, 1.0, 1.2, 1.1, 0.7, 0.8, 0.9, 1.1, 1.5, 1.3, 1.2, 1.0)
BODIES = ("34207", "34204", "34205", "34208", "34203", "34462", "34545", "33205", "33207")
NAMES = ("福山市", "三原市", "尾道市", "府中市", "竹原市", "世羅町", "神石高原町", "笠岡市", "井原市")
SHORT = ("福山", "三原", "尾道", "府中", "竹原", "世羅", "神石高原", "笠岡", "井原")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
# Places east to west along the coast and north of it; nearness falls with the distance.
PLACE = {"34207": (6, 0), "34204": (1, 0), "34205": (3, 0), "34208": (5, 2), "34203": (0, 0)} | {
    "34462": (2, 3),
    "34545": (6, 4),
    "33205": (8, 0),
    "33207": (8, 2),
}
Table = list[list[object]]


def read(name: str) -> list[dict[str, str]]:
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def nearness(home: str, host: str) -> float:
    (x, y), (u, v) = PLACE[home], PLACE[host]
    return 1 / (1 + (x - u) ** 2 + (y - v) ** 2) ** 1.3


def season(year: int) -> list[tuple[int, float]]:
    """Months of a year that are over when the sample plays, with their weight."""
    return [(at, weight) for at, weight in enumerate(SEASON) if year < 2024 or at < 4]


def spread(total: int, weights: Sequence[float]) -> list[int]:
    found = Counter(CHANCE.choices(range(len(weights)), weights, k=total))
    return [found[at] for at in range(len(weights))]


# -- sick-child care: one file a facility and year ------------------------------------------------------
def sick_children() -> None:
    places = [row for row in read("usage_facility") if row["service_id"] == "us-sick"]
    capacity = {row["facility_id"]: int(row["amount"]) for row in read("usage_capacity")}
    settled = {
        row["municipality_id"].removeprefix("m-"): int(row["value"])
        for row in read("kpi_value")
        if row["kpi_id"] == "k-3-A-02-1" and row["year"] == "2023" and row["municipality_id"] and row["value"]
    }
    running = {body: round(count * 0.37) for body, count in settled.items()} | {"34203": 19}
    for year, totals in ((2023, settled), (2024, running)):
        used = drawn(places, capacity, totals, year)
        refused = spread(
            91 if year == 2023 else 31,
            [0 if year == 2023 and one["opened_on"] else capacity[one["key"]] for one in places],
        )
        for at, place in enumerate(places):
            if year == 2023 and place["opened_on"]:
                continue
            sick_file(at, place, year, used, spread(refused[at], [w for _, w in season(year)]))


def drawn(
    places: list[dict[str, str]], capacity: dict[str, int], totals: dict[str, int], year: int
) -> dict[tuple[str, str, int], int]:
    found: dict[tuple[str, str, int], int] = {}
    open_ = [one for one in places if year >= 2024 or not one["opened_on"]]
    for body, total in totals.items():
        cells = [(place["key"], body, at) for place in open_ for at, _ in season(year)]
        weights = [
            capacity[place["key"]] * nearness(body, place["municipality_id"].removeprefix("m-")) * weight
            for place in open_
            for _, weight in season(year)
        ]
        found |= dict(zip(cells, spread(total, weights), strict=True))
    if year == 2024:  # a month that somebody has to look at
        found["uf-sick-01", "33205", 2], found["uf-sick-01", "33205", 3] = 3, 8
    return found


def sick_file(
    at: int, place: dict[str, str], year: int, used: dict[tuple[str, str, int], int], refused: list[int]
) -> None:
    bodies = [body for body in BODIES if year >= 2024 or body != "34203"]
    last = 4 if year == 2024 else 12
    if year == 2024 and place["key"] == "uf-sick-10":
        last = 3  # July has not come yet
    lines: Table = []
    for month in range(12):
        figures: list[object] = [used.get((place["key"], body, month), 0) for body in bodies]
        if month >= last:
            lines.append([month, *[""] * (len(bodies) + 3)])
            continue
        total = sum(int(str(one)) for one in figures)
        if year == 2024 and place["key"] == "uf-sick-12" and month == 3:
            total += 2  # the sum that is wrong
        lines.append([month, *figures, total, refused[month], CHANCE.randint(0, 3)])
    FORMS[at % len(FORMS)](place, year, bodies, lines)


def label(year: int, month: int, form: int) -> str:
    number = MONTHS[month]
    western = year if month < 9 else year + 1
    return (
        f"{number}月",
        f"R{western - 2018}.{number}",
        f"令和{western - 2018}年{number}月".translate(WIDE),
        f"{western}/{number}",
    )[form]


def era(year: int) -> str:
    return f"令和{year - 2018}年度"


def as_book(place: dict[str, str], year: int, bodies: list[str], lines: Table) -> None:
    """A workbook with a merged title, a head of two lines and sums."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = era(year)
    width = len(bodies) + 4
    page.append([f"{era(year)} 病児・病後児保育 利用実績報告書"])
    page.append(["施設名", place["name"]])
    page.append([])
    page.append(["月", "居住市町別の人数", *[""] * (len(bodies) - 1), "計", "受入不可", "キャンセル"])
    page.append(["", *[NAMES[BODIES.index(body)] for body in bodies], "", "", ""])
    for line in lines:
        page.append([label(year, int(str(line[0])), 0), *[None if one == "" else one for one in line[1:]]])
    sums = [sum(int(str(line[at])) for line in lines if line[at] != "") for at in range(1, width)]
    page.append(["計", *sums])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    page.merge_cells(start_row=4, start_column=2, end_row=4, end_column=len(bodies) + 1)
    for column in (1, *range(len(bodies) + 2, width + 1)):
        page.merge_cells(start_row=4, start_column=column, end_row=5, end_column=column)
    page["A1"].alignment = Alignment(horizontal="center")
    book.save(TARGET / f"{place['name']}_{era(year)}.xlsx")


def as_wide(place: dict[str, str], year: int, bodies: list[str], lines: Table) -> None:
    """cp932 with full-width figures and short names, as typed in a word processor."""
    rows: Table = [
        [f"{era(year)}　利用実績".translate(WIDE)],
        [f"施設名：{place['name']}"],
        ["月", *[SHORT[BODIES.index(body)] for body in bodies], "合計", "受入不可", "キャンセル"],
    ]
    rows += [[label(year, int(str(n)), 2), *[str(one).translate(WIDE) for one in rest]] for n, *rest in lines]
    save(f"{place['name']}_{year}.csv", rows, "cp932")


def as_plain(place: dict[str, str], year: int, bodies: list[str], lines: Table) -> None:
    """cp932 as a spreadsheet saves it."""
    rows: Table = [
        [f"{place['name']} 利用実績 {era(year)}"],
        ["年月", *[NAMES[BODIES.index(body)] for body in bodies], "計", "受入不可", "キャンセル"],
    ]
    rows += [[label(year, int(str(n)), 1), *rest] for n, *rest in lines]
    save(f"{place['name']}_R{year - 2018}.csv", rows, "cp932")


def as_codes(place: dict[str, str], year: int, bodies: list[str], lines: Table) -> None:
    """UTF-8 from a system: codes over the columns."""
    rows: Table = [
        ["施設コード", place["code"]],
        ["年月", *bodies, "計", "受入不可", "キャンセル"],
    ]
    rows += [[label(year, int(str(n)), 3), *rest] for n, *rest in lines]
    save(f"{place['code']}_{place['name']}_{year}.csv", rows, "utf-8-sig")


FORMS: Sequence[Callable[[dict[str, str], int, list[str], Table], None]] = (
    as_book,
    as_plain,
    as_codes,
    as_wide,
)


def save(name: str, rows: Table, encoding: str) -> None:
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\r\n").writerows(rows)
    (TARGET / name).write_bytes(made.getvalue().encode(encoding))


# -- shared childcare: one list a year --------------------------------------------------------------------
def childcare() -> None:
    places = [row for row in read("usage_facility") if row["service_id"] == "us-care"]
    start = {
        row["municipality_id"].removeprefix("m-"): int(row["value"])
        for row in read("kpi_value")
        if row["kpi_id"] == "k-3-A-01-1" and row["year"] == "2023" and row["municipality_id"] and row["value"]
    }
    children = {body: outside(body, count, places[:5] + places[6:]) for body, count in start.items()}
    for year in (2023, 2024):
        rows: Table = [
            [f"{era(year)} 保育施設の広域利用 広域利用児童数（各月1日）"],
            ["年月", "施設", *NAMES],
        ]
        own = [one for one in places if year >= 2024 or not one["opened_on"]]
        for at, _weight in season(year):
            if at == 0 and year == 2024:
                children["34203"] = outside("34203", 6, places)
            for place in own:
                rows.append([label(year, at, 3), place["name"], *childcare_line(place, year, children)])
            grow(children, own)
        save(f"広域利用児童数_{year}.csv", rows + waiting(year), "utf-8-sig")


def outside(body: str, count: int, places: list[dict[str, str]]) -> Counter[str]:
    weights = [
        0.0 if one["municipality_id"] == f"m-{body}" else nearness(body, one["municipality_id"][2:])
        for one in places
    ]
    return Counter({one["key"]: n for one, n in zip(places, spread(count, weights), strict=True)})


def childcare_line(place: dict[str, str], year: int, children: dict[str, Counter[str]]) -> list[object]:
    return [
        "－"
        if place["municipality_id"] == f"m-{body}" or (body == "34203" and year < 2024)
        else children[body][place["key"]]
        for body in BODIES
    ]


def grow(children: dict[str, Counter[str]], places: list[dict[str, str]]) -> None:
    """A child or two begin or end each month."""
    for body, held in children.items():
        some = [p["key"] for p in places if p["municipality_id"] != f"m-{body}"]
        if CHANCE.random() < 0.35:
            held[CHANCE.choice(some)] += 1
        leaving = [key for key, count in held.items() if count]
        if leaving and CHANCE.random() < 0.2:
            held[CHANCE.choice(leaving)] -= 1


def waiting(year: int) -> Table:
    bodies = [body for body in BODIES if year >= 2024 or body != "34203"]
    rows: Table = [[], ["広域利用の待機児童数"], ["年月", *[NAMES[BODIES.index(b)] for b in bodies]]]
    rows += [
        [label(year, at, 3), *[CHANCE.choice((0, 0, 0, 1, 2)) for _ in bodies]] for at, _ in season(year)
    ]
    reasons = [row["name"] for row in read("usage_category") if row["breakdown_id"] == "ub-reason"]
    rows += [[], ["新規の利用開始"], ["年月", *reasons, "計"]]
    for at, weight in season(year):
        figures = spread(round(6 * weight), (3, 4, 2, 1, 1))
        rows.append([label(year, at, 3), *figures, sum(figures)])
    return rows


# -- holiday childcare: what its system writes ---------------------------------------------------------------
def holidays() -> None:
    places = [row for row in read("usage_facility") if row["service_id"] == "us-holiday"]
    registered = dict.fromkeys(BODIES, 0)
    for year, months in ((2023, (9, 10)), (2024, (0, 1, 2, 3))):
        bodies = [body for body in BODIES if year >= 2024 or body != "34203"]
        rows: Table = [["年月", "施設名", "市町村コード", "延べ利用児童数"]]
        more: Table = [[], ["利用登録者数"], ["年月", *bodies]]
        books: Table = [[], ["予約件数"], ["年月", "アプリ", "電話"]]
        for month in months:
            used = [[holiday_use(body, place, year, month) for body in bodies] for place in places]
            for place, figures in zip(places, used, strict=True):
                for body, figure in zip(bodies, figures, strict=True):
                    rows.append([label(year, month, 3), place["name"], body, figure])
            join(registered, bodies, 32 if year == 2023 else 11)
            more.append([label(year, month, 3), *[registered[body] for body in bodies]])
            whole = sum(map(sum, used))
            books.append([label(year, month, 3), round(whole * 0.8) + 4, whole - round(whole * 0.8) + 1])
        save(f"休日保育_予約システム_{year}.csv", rows + more + books, "utf-8")


def holiday_use(body: str, place: dict[str, str], year: int, month: int) -> int:
    if (place["key"], body, year, month) == ("uf-hol-04", "34207", 2024, 3):
        return 23  # more than the seats of the open days
    weight = 9.0 if body == "34207" else 5 * nearness(body, "34207")
    return sum(CHANCE.random() < weight / 14 for _ in range(14))


def join(registered: dict[str, int], bodies: list[str], count: int) -> None:
    weights = [8.0 if body == "34207" else 6 * nearness(body, "34207") for body in bodies]
    for body, more in zip(bodies, spread(count, weights), strict=True):
        registered[body] += more


# -- the emergency call centre: a workbook with a sheet a month --------------------------------------------------
PEOPLE = (460930, 90573, 131170, 37655, 23993, 15125, 8250, 46088, 38384)
SPLITS = (
    ("時間帯別の受付件数", "時間帯", "ub-hour", (22, 40, 38), 1),
    ("年齢別の受付件数", "年齢", "ub-age", (30, 12, 36, 9, 13), 1),
    ("緊急度別の救急電話相談", "緊急度", "ub-urgency", (14, 21, 30, 25, 10), 0),
)


def call_centre() -> None:
    for year in (2023, 2024):
        book = Workbook()
        assert book.active is not None
        book.remove(book.active)
        for at, weight in season(year):
            call_sheet(book, year, at, weight)
        book.save(TARGET / f"救急相談センター月報_{era(year)}.xlsx")


def call_sheet(book: Workbook, year: int, at: int, weight: float) -> None:
    page = book.create_sheet(f"{MONTHS[at]}月")
    western = year if at < 9 else year + 1
    page.append([f"救急相談センター 受付件数 令和{western - 2018}年{MONTHS[at]}月分"])
    page.append(["市町", "救急電話相談", "医療機関案内", "計", "119転送"])
    asked = guided = sent = 0
    for name, body, people in zip(NAMES, BODIES, PEOPLE, strict=True):
        if year < 2024 and body == "34203":
            continue
        calls = round(people * (0.0017 if year == 2024 else 0.0013) * weight * CHANCE.uniform(0.85, 1.15))
        advice = sum(CHANCE.random() < 0.465 for _ in range(calls))
        moved = sum(CHANCE.random() < 0.143 for _ in range(advice))
        page.append([name, advice, calls - advice, calls, moved])
        asked, guided, sent = asked + advice, guided + calls - advice, sent + moved
    page.append(["計", asked, guided, asked + guided, sent])
    categories = read("usage_category")
    for title, word, split, weights, of_all in SPLITS:
        names = [row["name"] for row in categories if row["breakdown_id"] == split]
        page.append([])
        page.append([title])
        page.append([word, *names, "計"])
        figures = spread(asked + guided, weights) if of_all else [sent, *spread(asked - sent, weights[1:])]
        page.append(["件数", *figures, sum(figures)])
    page.append([])
    page.append(["その他の入電", ""])
    page.append(["項目", "件数"])
    page.append(["その他の入電", CHANCE.randint(20, 60)])


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for old in TARGET.iterdir():
        old.unlink()
    sick_children()
    childcare()
    holidays()
    call_centre()
