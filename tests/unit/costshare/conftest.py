"""A little region by hand: three bodies, one project, base figures and a cost item of 30/70."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from bingo_planner.features.costshare.tables import BaseFigure, BaseSet, CostDeduction, CostItem, CostPart
from bingo_planner.features.projects.tables import Project, ProjectMember
from bingo_planner.features.region.tables import (
    Membership,
    Municipality,
    Population,
    PopulationSeries,
    Region,
)
from bingo_planner.store.store import Store, Unit

BODIES = (
    ("m1", "甲市", "2015-03-25", 6000),
    ("m2", "乙市", "2015-03-25", 3000),
    ("m3", "丙町", "2024-03-28", 1000),
)


@pytest.fixture
def little(store: Store) -> Store:
    """The region with its item `ci`; 2024 has three members, 2023 two."""
    with store.change("little", undoable=False) as unit:
        _bodies(unit)
        unit.add(Project(id="p1", code="1-01", name="共同事業", lead_id="m1"))
        for body, *_rest in BODIES:
            unit.add(ProjectMember(project_id="p1", municipality_id=body))
        unit.add(BaseSet(id="bs", kind="population", name="国勢調査 2020年", unit="人"))
        for body, _name, _joined, count in BODIES:
            unit.add(BaseFigure(base_set_id="bs", municipality_id=body, value=Decimal(count)))
        unit.add(
            CostItem(
                id="ci",
                project_id="p1",
                name="運営負担金",
                fiscal_year=2024,
                total=1_200_000,
                unit=1000,
                rounding="floor_to_lead",
            )
        )
        unit.add(CostPart(id="cp1", cost_item_id="ci", basis="equal", ratio=Decimal(30), sort=1))
        unit.add(
            CostPart(
                id="cp2", cost_item_id="ci", basis="population", ratio=Decimal(70), base_set_id="bs", sort=2
            )
        )
        unit.add(CostDeduction(id="cd", cost_item_id="ci", name="国庫補助金", amount=200_000))
    return store


def _bodies(unit: Unit) -> None:
    unit.add(Region(id="r", name="甲乙圏域", core_id="m1", council_name="甲乙協議会", office_name="推進室"))
    unit.add(PopulationSeries(series="census", name="国勢調査", source="総務省"))
    for at, (body, name, joined, count) in enumerate(BODIES):
        unit.add(
            Municipality(id=body, code=f"9920{at}", name=name, short_name=name[0], mark=name[0], sort=at)
        )
        unit.add(Membership(municipality_id=body, joined_on=dt.date.fromisoformat(joined)))
        unit.add(
            Population(
                municipality_id=body,
                series="census",
                year=2020,
                as_of=dt.date(2020, 10, 1),
                persons=count + 5,
            )
        )
