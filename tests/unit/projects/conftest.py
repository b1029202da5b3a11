"""A little region by hand: three bodies, an outside partner, one project with its records."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest

from bingo_planner.features.projects.tables import (
    BudgetLine,
    Kpi,
    KpiValue,
    Milestone,
    ProgressLine,
    Project,
    ProjectMember,
    ProjectPactItem,
)
from bingo_planner.features.region.tables import Membership, Municipality, Pact, PactItem, YearLock
from bingo_planner.store.store import Store, Unit


@dataclass(frozen=True)
class Little:
    """The region file and the ids in it."""

    store: Store
    project: str = "p1"
    kpi: str = "k1"
    core: str = "m1"
    partner: str = "m2"
    newcomer: str = "m3"
    outside: str = "m9"
    item: str = "i1"
    other_item: str = "i2"


def _bodies(unit: Unit) -> None:
    for at, (one, name, joined) in enumerate(
        (
            ("m1", "甲市", dt.date(2015, 3, 25)),
            ("m2", "乙市", dt.date(2015, 3, 25)),
            ("m3", "丙町", dt.date(2024, 3, 28)),
        )
    ):
        unit.add(Municipality(id=one, code=f"9920{at}", name=name, mark=name[0], sort=at))
        unit.add(Membership(id=f"s{at}", municipality_id=one, joined_on=joined))
    unit.add(Municipality(id="m9", code="99999", name="外市", is_outside=True, sort=1))


def _pact(unit: Unit) -> None:
    unit.add(Pact(id="t1", partner_id="m2", title="甲市と乙市の連携協約"))
    unit.add(PactItem(id="i1", pact_id="t1", number="3-1", title="子育て", role_area="LIFE", sort=1))
    unit.add(PactItem(id="i2", pact_id="t1", number="3-2", title="医療", role_area="LIFE", sort=2))


def _project(unit: Unit) -> None:
    unit.add(
        Project(
            id="p1",
            code="3-A-01",
            name="病児保育の広域利用",
            kana="びょうじほいく",
            role_area="LIFE",
            field="子育て",
            starts_fy=2023,
            ends_fy=2028,
            lead_id="m1",
            outline="圏域内の施設を同じ条件で使う。",
        )
    )
    unit.add(ProjectMember(id="b1", project_id="p1", municipality_id="m1", role="lead"))
    unit.add(ProjectMember(id="b2", project_id="p1", municipality_id="m2", to_fy=2025))
    unit.add(ProjectMember(id="b3", project_id="p1", municipality_id="m3", from_fy=2024))
    unit.add(ProjectMember(id="b4", project_id="p1", partner_name="外の法人"))
    unit.add(ProjectPactItem(id="l1", project_id="p1", pact_item_id="i1"))
    unit.add(ProgressLine(id="g1", project_id="p1", on_date=dt.date(2024, 4, 1), line="利用を始めた"))
    unit.add(ProgressLine(id="g2", project_id="p1", on_date=dt.date(2024, 7, 22), line="仕様を確かめた"))


def _schedule(unit: Unit) -> None:
    unit.add(
        Milestone(
            id="e1",
            project_id="p1",
            title="協定の改定",
            starts_on=dt.date(2024, 4, 1),
            ends_on=dt.date(2024, 7, 31),
            percent=80,
            sort=1,
        )
    )
    unit.add(
        Milestone(
            id="e2", project_id="p1", title="評価", starts_on=dt.date(2025, 3, 20), after_id="e1", sort=2
        )
    )


def _money(unit: Unit) -> None:
    lines = (
        ("c1", 2023, "original", "total", 12_000_000, ""),
        ("c2", 2023, "settled", "total", 11_482_000, ""),
        ("c3", 2024, "original", "total", 37_950_000, ""),
        ("c4", 2024, "original", "national", 12_650_000, ""),
        ("c5", 2024, "original", "prefecture", 12_650_000, ""),
        ("c6", 2024, "original", "bond", None, "none"),
        ("c7", 2024, "original", "general", 12_650_000, ""),
        ("c8", 2024, "settled", "total", None, "pending"),
    )
    for one, year, stage, money, amount, mark in lines:
        unit.add(
            BudgetLine(
                id=one, project_id="p1", fiscal_year=year, stage=stage, money=money, amount=amount, mark=mark
            )
        )


def _kpi(unit: Unit) -> None:
    unit.add(
        Kpi(
            id="k1",
            project_id="p1",
            number="3-A-1",
            name="延べ利用児童数",
            role_area="LIFE",
            unit="人",
            baseline=Decimal(1400),
            baseline_year=2022,
            target=Decimal(2400),
            target_year=2027,
        )
    )
    for one, year, kind, value in (
        ("v1", 2023, "actual", Decimal(1580)),
        ("v2", 2023, "target", Decimal(1600)),
        ("v3", 2024, "target", Decimal(1800)),
    ):
        unit.add(KpiValue(id=one, kpi_id="k1", year=year, kind=kind, value=value))
    unit.add(KpiValue(id="v4", kpi_id="k1", year=2024, kind="actual", mark="pending"))


@pytest.fixture
def little(store: Store) -> Little:
    """An open region file with one project on 2024-08-26; FY2023 is locked."""
    with store.change("little", undoable=False) as unit:
        for part in (_bodies, _pact, _project, _schedule, _money, _kpi):
            part(unit)
        unit.add(YearLock(id="y1", fiscal_year=2023, reason="決算認定"))
    return Little(store)
