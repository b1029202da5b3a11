"""A made-up neighbour for pictures and the self-test: another copy of the region that meets this one.

What both write is chosen so that every kind of decision waits in the inbox: a figure, a long text, a record that one
binned and the other edited, a file that came in damaged, and one that is decided already.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from bingo_planner.app.program import Program
from bingo_planner.cli.kinds import access_by_kind
from bingo_planner.features.copies import service, service_devices, service_inbox
from bingo_planner.features.copies.model import Case, House, Place, PlaceKind
from bingo_planner.features.copies.service_meeting import do_meet
from bingo_planner.features.copies.service_standing import keep_place
from bingo_planner.features.projects.tables import BudgetLine, KpiValue, Milestone, ProgressLine, Project
from bingo_planner.features.vision.tables import VisionSection
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.jobs import Progress
from bingo_planner.kernel.profile import Profile
from bingo_planner.store.home import Home
from bingo_planner.store.region_file import make_backup, open_region
from bingo_planner.store.store import Store

SAKURA = Profile("試行 さくら", "企画政策課", "33205", "笠岡市")
PROJECT = "5f56e9828a5a5936b1d6f89a9803ff83"
"""病児・病後児保育の広域利用 of the sample region, as all ids here."""
BUDGET, BUDGET_NOTED = "22df47e0a100503d93c2364687508424", "16cf2c9e632457999727e0b8c2a076c9"
DRAFT = "0466afbf4a725282af8cf523dbf33914"
STEP, OTHER_STEP = "4bc37d266ccf5f9fada0fcb25e20b96b", "a460b8b372425dc9964be49411a1c23e"
REFUSED, USERS = "18dea851faa45c1daafb25c1d138a2af", "1ec63093e8be5613814723f6a1357905"
TAIL = "市部の企業の利用が多く、町部の企業にどう届けるかが課題である。"
OURS = "市部の企業の利用が7割を占め、町部の企業にどう届けるかが課題である。"
THEIRS = "市部の企業の利用が多く、町部へは移動相談で届けている。"


class _Quiet(Progress):
    def step(self, done: int, total: int, text: str) -> None:
        """Nobody watches."""

    def cancelled(self) -> bool:
        return False


def has_sample(store: Store) -> bool:
    """Whether this is the sample region: what is written here are its records."""
    with store.read() as session:
        return session.get(BudgetLine, BUDGET) is not None


def meet_neighbour(program: Program) -> None:
    """Live through some days of two offices: edits here and there, meetings, one decision. The sample region only."""
    store = program.store
    if store is None or not has_sample(store):
        return
    home, folder = program.home, program.home.folder / "shared"
    folder.mkdir()
    place = Place(PlaceKind.FOLDER, str(folder))
    keep_place(store, place)
    with _neighbour(store, home) as (other, other_home):
        _put_on_the_list(store, home, other, other_home)
        for met, its_home in ((store, home), (other, other_home)):
            _meet(met, its_home, place)
        _write_here(store)
        _write_there(other)
        _meet(other, other_home, place)
        _send_damaged(other, other_home, place)
        _meet(store, home, place)
        _decide(store, home)
    _write_later(store)


@contextmanager
def _neighbour(store: Store, home: Home) -> Iterator[tuple[Store, Home]]:
    """A copy of this region in a home of its own, signed by its user."""
    other_home = Home(home.folder / "neighbour")
    path = other_home.folder / "region.bingo"
    other_home.folder.mkdir()
    make_backup(store, other_home, "manual").path.replace(path)
    other = open_region(path, other_home, "rehearsal")
    try:
        other.sign(SAKURA)
        yield other, other_home
    finally:
        other.close()


def _meet(store: Store, home: Home, place: Place) -> None:
    do_meet(store, home, place, _Quiet(), lambda _changes: None)


def _put_on_the_list(store: Store, home: Home, other: Store, other_home: Home) -> None:
    """This copy begins the list and keeps it; the neighbour joins with its invitation."""
    file = other_home.folder / f"neighbour{service_devices.SUFFIX}"
    offer = service_devices.do_invite(
        store, House(home, access_by_kind), SAKURA.body_code, "企画政策課の端末", file,
        is_office=False, is_keeper=False,
    )  # fmt: skip
    service_devices.do_join(other, House(other_home, access_by_kind), file, offer.code, merge=True)


def _write_here(store: Store) -> None:
    with store.change("予算") as unit:
        unit.set(BudgetLine, BUDGET, amount=40_720_000)
    with store.change("素案") as unit:
        unit.set(VisionSection, DRAFT, body=unit.get(VisionSection, DRAFT).body.replace(TAIL, OURS))
    with store.change("工程") as unit:
        unit.set(Milestone, STEP, ends_on=dt.date(2025, 2, 14), percent=10)
    with store.change("指標") as unit:
        unit.set(KpiValue, REFUSED, value=Decimal(58), mark="")


def _write_there(other: Store) -> None:
    with other.change("予算") as unit:
        unit.set(BudgetLine, BUDGET, amount=40_240_000, note="担当者会議 第2回 決定事項3")
    with other.change("素案") as unit:
        unit.set(VisionSection, DRAFT, body=unit.get(VisionSection, DRAFT).body.replace(TAIL, THEIRS))
    with other.change("工程") as unit:
        unit.remove(Milestone, STEP)
    with other.change("指標") as unit:
        unit.set(KpiValue, REFUSED, value=Decimal(61), mark="")
    with other.change("指標") as unit:
        unit.set(KpiValue, USERS, value=Decimal(742), mark="", is_prompt=1, evidence="4〜7月の施設の月報")
    with other.change("工程") as unit:
        unit.set(Milestone, OTHER_STEP, percent=40, ends_on=dt.date(2024, 10, 31))
    with other.change("経過") as unit:
        unit.add(ProgressLine(project_id=PROJECT, on_date=dt.date(2024, 8, 23),
                              line="笠岡市の施設が、空き枠の共有に加わることを決めた"))  # fmt: skip
    with other.change("事業") as unit:
        unit.set(
            Project, PROJECT, effect=f"{unit.get(Project, PROJECT).effect}県境を越える通勤世帯も利用できる。"
        )


def _decide(store: Store, home: Home) -> None:
    """One figure was decided for the value here, with a word to the neighbour."""
    house = House(home, access_by_kind)
    line = next(one for one in service_inbox.read_lines(store, house) if one.record_id == REFUSED)
    case = service_inbox.read_case(store, house, line, DateStyle.ERA)
    mine = case.card("mine") if isinstance(case, Case) else None
    if isinstance(case, Case) and mine is not None:
        service.do_decide(store, case, mine.version.value, "施設の月報で確かめました。")


def _send_damaged(other: Store, home: Home, place: Place) -> None:
    """A file of the neighbour's that broke on its way."""
    sent = set(Path(place.folder).rglob("*.seg"))
    with other.change("経過") as unit:
        unit.add(
            ProgressLine(project_id=PROJECT, on_date=dt.date(2024, 8, 26), line="保護者への案内を配った")
        )
    _meet(other, home, place)
    for path in set(Path(place.folder).rglob("*.seg")) - sent:
        path.write_bytes(path.read_bytes()[:-40] + bytes(40))


def _write_later(store: Store) -> None:
    """What the others do not have yet."""
    with store.change("工程") as unit:
        unit.set(Milestone, OTHER_STEP, label="項目の確定")
    with store.change("経過") as unit:
        unit.add(ProgressLine(project_id=PROJECT, on_date=dt.date(2024, 8, 26),
                              line="予約システムの見積書を3者から受け取った"))  # fmt: skip
    with store.change("予算") as unit:
        unit.set(BudgetLine, BUDGET_NOTED, note="国庫補助の内示による")
