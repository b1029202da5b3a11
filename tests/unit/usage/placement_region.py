"""A small region with nurseries: a public one in 竹原, a private one in 福山, and the written order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bingo_planner.features.region.tables import Membership, Municipality
from bingo_planner.features.usage import placement_service as service
from bingo_planner.features.usage import tables as t
from bingo_planner.features.usage.model import CellKey, Edit
from bingo_planner.features.usage.placement_model import Case, Step
from bingo_planner.features.usage.placement_tables import PlacementRank
from bingo_planner.features.usage.service import do_set_figures
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store

BODIES = (("34207", "福山市"), ("34203", "竹原市"), ("34208", "府中市"), ("33205", "笠岡市"))
LATE = "33205"
"""A body that joins only in 2026."""


@dataclass(frozen=True)
class Nurseries:
    """The ids of the small region."""

    service: str
    measure: str
    fukuyama: str
    takehara: str
    fuchu: str
    kasaoka: str
    public: str
    """In 竹原."""
    private: str
    """In 福山."""
    late: str
    """In 笠岡, public."""
    ages: tuple[str, ...]
    reasons: tuple[str, ...]

    def asked(self, **more: Stored) -> dict[str, Stored]:
        """An application from 府中 for the public nursery, complete enough to be consulted about."""
        values: dict[str, Stored] = {
            "home_id": self.fuchu,
            "facility_id": self.public,
            "age_id": self.ages[0],
            "reason_id": self.reasons[0],
            "wanted_from": date(2024, 5, 1),
            "wanted_to": date(2025, 3, 31),
            "applied_on": date(2024, 4, 3),
        }
        return values | more


def lay_nurseries(store: Store) -> Nurseries:
    """Write the small region."""
    with store.change("set up", undoable=False) as unit:
        bodies = {}
        for at, (code, name) in enumerate(BODIES):
            row = unit.add(
                Municipality(code=code, name=name, sort=at, mark=name[0], name_en=f"Body {at} City")
            )
            joined = date(2026, 4, 1) if code == LATE else date(2015, 3, 25)
            unit.add(Membership(municipality_id=row.id, joined_on=joined, role="partner" if at else "core"))
            bodies[code] = row.id
        own = unit.add(t.UsageService(name="保育施設の広域利用", place_word="施設", kind="childcare")).id
        places = [
            unit.add(
                t.UsageFacility(
                    service_id=own, name=name, ownership=kind, municipality_id=bodies[code], sort=at
                )
            ).id
            for at, (name, kind, code) in enumerate(
                (
                    ("竹原保育所", "public", "34203"),
                    ("福山保育園", "private", "34207"),
                    ("笠岡保育所", "public", LATE),
                )
            )
        ]
        measure = unit.add(
            t.UsageMeasure(service_id=own, name="広域利用児童数", unit="人", counting="level")
        ).id
        splits = []
        for name, words in (("理由", ("通勤の途中", "里帰り出産")), ("年齢", ("0歳", "1・2歳"))):
            split = unit.add(t.UsageBreakdown(service_id=own, name=name)).id
            classes = [
                unit.add(t.UsageCategory(breakdown_id=split, name=word, sort=at)).id
                for at, word in enumerate(words)
            ]
            splits.append(tuple(classes))
        for at, (name, condition, reason) in enumerate(
            (("住民", "own", None), ("里帰り", "reason", splits[0][1]), ("その他", "rest", None))
        ):
            unit.add(PlacementRank(service_id=own, name=name, condition=condition, reason_id=reason, sort=at))
    fukuyama, takehara, fuchu, kasaoka = (bodies[code] for code, _name in BODIES)
    public, private, late = places
    return Nurseries(
        own, measure, fukuyama, takehara, fuchu, kasaoka, public, private, late, splits[1], splits[0]
    )


def add(store: Store, values: dict[str, Stored]) -> str:
    """One case; its id."""
    return next(iter(service.do_add(store, "placement", values).ids_of("placement")))


def walk(store: Store, case_id: str, *steps: tuple[Step, date]) -> None:
    """Take a case through steps on their days."""
    for step, on in steps:
        service.do_step(store, [case_id], step, on)


def case_of(store: Store, case_id: str) -> Case:
    """A case as it stands."""
    found = service.read_placements(store, 2024).case(case_id)
    assert found is not None
    return found


TO_USE = (
    (Step.REVIEW, date(2024, 4, 8)),
    (Step.CONSULT, date(2024, 4, 10)),
    (Step.ACCEPT, date(2024, 4, 18)),
    (Step.START, date(2024, 5, 1)),
)
"""The way of a case in a public nursery."""


def report(store: Store, region: Nurseries, month: date, figure: int, home: str = "") -> None:
    """What the public nursery reported for a home body."""
    key = CellKey(region.measure, region.public, home or region.fuchu)
    do_set_figures(store, region.service, [Edit(month, key, Decimal(figure))])
