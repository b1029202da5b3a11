"""A small region with one service: three places, three bodies (one joins later), two measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from bingo_planner.features.region.tables import Membership, Municipality
from bingo_planner.features.usage import tables as t
from bingo_planner.features.usage.model import CellKey, Edit, Figure
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.store import Store

JULY, JUNE, MAY = date(2024, 7, 1), date(2024, 6, 1), date(2024, 5, 1)
BODIES = (("34207", "福山市", "福山"), ("34204", "三原市", "三原"), ("34203", "竹原市", "竹原"))
PLACES = (("中央病児室", "34207", 4), ("三原こどもルーム", "34204", 2), ("駅前キッズケア", "34207", 3))


@dataclass(frozen=True)
class Small:
    """The ids of the small region."""

    service: str
    use: str
    refused: str
    places: tuple[str, ...]
    bodies: tuple[str, ...]

    def key(self, place: int, body: int) -> CellKey:
        """The cell of a place and a home body."""
        return CellKey(self.use, self.places[place], self.bodies[body])

    def edit(self, place: int, body: int, figure: Figure | int, month: date = JULY) -> Edit:
        """An edit of that cell."""
        value = figure if isinstance(figure, (Mark, Decimal)) else Decimal(figure)
        return Edit(month, self.key(place, body), value)

    def all_of(self, figure: int, month: date = JULY) -> list[Edit]:
        """Every cell of the month with one figure."""
        cells = [self.edit(p, b, figure, month) for p in range(3) for b in range(len(self.bodies))]
        return cells + [Edit(month, CellKey(self.refused, place), Decimal(0)) for place in self.places]


@pytest.fixture
def small(store: Store) -> Small:
    """The small region, written into the store."""
    with store.change("set up", undoable=False) as unit:
        bodies = []
        for at, (code, name, short) in enumerate(BODIES):
            row = unit.add(
                Municipality(
                    code=code, name=name, short_name=short, sort=at, prefecture="広島県", mark=name[0]
                )
            )
            joined = date(2024, 3, 28) if code == "34203" else date(2015, 3, 25)
            unit.add(
                Membership(municipality_id=row.id, joined_on=joined, role="core" if not at else "partner")
            )
            bodies.append(row.id)
        own = unit.add(t.UsageService(name="病児保育", place_word="施設", kind="sick_child")).id
        codes = [code for code, _name, _short in BODIES]
        places = []
        for at, (name, host, seats) in enumerate(PLACES):
            place = unit.add(
                t.UsageFacility(
                    service_id=own,
                    name=name,
                    code=f"B{at:02d}",
                    aliases="ｷｯｽﾞｹｱ" if at == 2 else "",
                    sort=at,
                    municipality_id=bodies[codes.index(host)],
                )
            ).id
            places.append(place)
            unit.add(
                t.UsageCapacity(
                    service_id=own, facility_id=place, name="定員", amount=Decimal(seats), unit="人"
                )
            )
        use = unit.add(
            t.UsageMeasure(service_id=own, name="延べ利用児童数", unit="人", capacity_name="定員", sort=1)
        ).id
        refused = unit.add(
            t.UsageMeasure(service_id=own, name="受入不可", unit="件", by_body=False, sort=2)
        ).id
    return Small(own, use, refused, tuple(places), tuple(bodies))


Fill = Callable[[date, int], None]
