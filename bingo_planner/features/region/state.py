"""What the region page shows: its tabs and the whole state of one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bingo_planner.features.region.drafts import FormState
from bingo_planner.features.region.lists import BodyLine, MapArea, PactLine, PopulationView
from bingo_planner.features.region.mapping import MapView
from bingo_planner.features.region.model import ItemRow, MapMeasure, RegionPage, YearRow
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.errors import PlanError


class Tab(StrEnum):
    """The tabs of the page."""

    BODIES = "bodies"
    MAP = "map"
    POPULATION = "population"
    PACTS = "pacts"
    YEARS = "years"
    REGION = "region"


TAB_KINDS: Mapping[str, Tab] = {
    "municipality": Tab.BODIES,
    "membership": Tab.BODIES,
    "other_region": Tab.BODIES,
    "outline": Tab.MAP,
    "population": Tab.POPULATION,
    "population_series": Tab.POPULATION,
    "pact": Tab.PACTS,
    "pact_item": Tab.PACTS,
    "year_lock": Tab.YEARS,
    "region": Tab.REGION,
}


@dataclass(frozen=True)
class RegionState:
    """All the page shows. `form` is the record beside the table, None while the side is closed."""

    loading: bool = True
    problem: PlanError | None = None
    page: RegionPage | None = None
    tab: Tab = Tab.BODIES
    context: str = ""
    style: DateStyle = DateStyle.ERA
    read_only: bool = False
    needle: str = ""
    bodies: tuple[BodyLine, ...] = ()
    pacts: tuple[PactLine, ...] = ()
    pact_id: str = ""
    items: tuple[ItemRow, ...] = ()
    years: tuple[YearRow, ...] = ()
    measure: MapMeasure = MapMeasure.DENSITY
    map: MapView | None = None
    areas: tuple[MapArea, ...] = ()
    attribution: str = ""
    population: PopulationView = field(default_factory=PopulationView)
    form: FormState | None = None
    region_form: FormState | None = None

    @property
    def is_empty(self) -> bool:
        """There is no municipality yet, and none is being written."""
        return self.page is not None and not self.page.facts.bodies and self.form is None
