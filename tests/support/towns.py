"""A small region for several copies: three bodies, a project, six KPIs with a figure each, a draft, a budget line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bingo_planner.cli.kinds import access_by_kind
from bingo_planner.features.copies.model import House, Place, PlaceKind
from bingo_planner.features.copies.service_meeting import Outcome, do_meet
from bingo_planner.features.copies.service_standing import keep_place
from bingo_planner.features.projects.tables import BudgetLine, Kpi, KpiValue, Project
from bingo_planner.features.region.tables import Municipality, Region
from bingo_planner.features.vision.tables import VisionSection
from bingo_planner.kernel.clock import Clock
from bingo_planner.kernel.profile import Profile
from bingo_planner.store.home import Home
from bingo_planner.store.region_file import create_region
from bingo_planner.store.store import Store
from tests.support.doubles import SAMPLE_MOMENT, SilentProgress

FUKUYAMA = Profile("見本 花子", "企画政策課", "34207", "福山市")
KASAOKA = Profile("試行 さくら", "企画政策課", "33205", "笠岡市")
JINSEKI = Profile("例示 次郎", "まちづくり推進課", "34545", "神石高原町")
BODIES = (
    ("34207", "福山市", "福", "Fk", "#23367A", "#516AB3"),
    ("33205", "笠岡市", "笠", "Ks", "#D9B261", "#F6CE7D"),
    ("34545", "神石高原町", "神", "Jk", "#D17691", "#F799B4"),
)
KPIS = (
    "観光消費額",
    "空き家バンク成約数",
    "休日診療の利用者数",
    "病児保育の利用者数",
    "講座の受講者数",
    "移住相談の件数",
)
DRAFT = "病児保育を圏域で広く使えるようにする。定員は9人とする。利用料は市町で揃える。"


def kpi_id(number: int) -> str:
    """The id of a KPI's only figure."""
    return f"{number:032x}"


PROJECT, DRAFT_ID, BUDGET = "a" * 32, "b" * 32, "c" * 32


def begin(path: Path, home: Home, clock: Clock, who: Profile = FUKUYAMA) -> Store:
    """An empty copy, open and signed."""
    store = create_region(path, home, "test", clock)
    store.sign(who)
    return store


def fill(store: Store) -> None:
    """The region's records, written by whoever keeps it."""
    with store.change("見本") as unit:
        unit.add(Region(id="d" * 32, name="備後圏域"))
        for place, (code, name, mark, mark_en, light, dark) in enumerate(BODIES):
            unit.add(
                Municipality(
                    id=f"{int(code):032x}", code=code, name=name, mark=mark, mark_en=mark_en,
                    color_light=light, color_dark=dark, sort=place,
                )
            )  # fmt: skip
        unit.add(Project(id=PROJECT, code="23", name="病児・病後児保育の広域利用", outline=DRAFT))
        unit.add(
            BudgetLine(id=BUDGET, project_id=PROJECT, fiscal_year=2025, stage="original", money="total",
                       amount=38_000_000)
        )  # fmt: skip
        for number, name in enumerate(KPIS, 1):
            kpi = unit.add(Kpi(project_id=PROJECT, name=name, level="project", unit="件"))
            unit.add(
                KpiValue(
                    id=kpi_id(number), kpi_id=kpi.id, year=2024, kind="actual", value=Decimal(1200 + number)
                )
            )
        unit.add(VisionSection(id=DRAFT_ID, title="病児保育", body=DRAFT))


def figure(store: Store, number: int, value: int, evidence: str = "") -> None:
    """Somebody types a KPI's figure."""
    with store.change("指標の数値") as unit:
        unit.set(
            KpiValue, kpi_id(number), value=Decimal(value), **({"evidence": evidence} if evidence else {})
        )


def draft(store: Store, text: str) -> None:
    """Somebody writes the draft anew."""
    with store.change("素案") as unit:
        unit.set(VisionSection, DRAFT_ID, body=text)


@dataclass
class Town:
    """One copy of the region with its user's folder."""

    name: str
    store: Store
    home: Home
    share: Path

    @property
    def place(self) -> Place:
        """The shared folder."""
        return Place(PlaceKind.FOLDER, str(self.share))

    def meet(self) -> Outcome:
        """Sync in the shared folder."""
        keep_place(self.store, self.place)
        return do_meet(self.store, self.home, self.place, SilentProgress(), lambda _changes: None)

    def house(self) -> House:
        """What the program tells the room."""
        return House(self.home, access_by_kind)


@dataclass
class Minutes:
    """A clock that goes on by a minute whenever it is read."""

    moment: dt.datetime = SAMPLE_MOMENT

    def now(self) -> dt.datetime:
        self.moment += dt.timedelta(minutes=1)
        return self.moment

    def today(self) -> dt.date:
        return self.moment.date()


@contextmanager
def towns(folder: Path, *who: Profile) -> Iterator[list[Town]]:
    """Copies of one small region that have all met once; the first one wrote everything."""
    share = folder / "share"
    share.mkdir()
    clock = Minutes()
    made = []
    for at, person in enumerate(who):
        home = Home(folder / f"home{at}")
        made.append(
            Town(person.body_name, begin(folder / f"copy{at}.bingo", home, clock, person), home, share)
        )
    try:
        fill(made[0].store)
        for town in (*made, *made):
            town.meet()
        yield made
    finally:
        for town in made:
            town.store.close()
