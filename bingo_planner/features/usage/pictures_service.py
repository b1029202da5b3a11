"""Reading what pictures are made of: services, one service over a year, outlines of the bodies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bingo_planner.features.region import service_read as region_rows
from bingo_planner.features.region.model import Ring
from bingo_planner.features.usage import service_read as rows
from bingo_planner.features.usage.holidays import holidays_in
from bingo_planner.features.usage.model import Service, UsageYear
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.store.store import Store


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What the page reads at once. `data` is None while there is no service."""

    services: tuple[Service, ...]
    data: UsageYear | None
    outlines: Mapping[str, tuple[Ring, ...]]
    attribution: str


def read_pictures(store: Store, year: int, service_id: str = "") -> PictureFacts:
    """Services, the chosen one (the first when none or a strange one is named) over a year, and the map."""
    # How full places were rests on the open days of the year: asked here, beside the window.
    for month in FiscalYear(year).months():
        holidays_in(month.year, month.month)
    with store.read() as session:
        known = rows.services(session)
        chosen = service_id if service_id in {one.id for one in known} else ""
        chosen = chosen or (known[0].id if known else "")
        data = rows.usage_year(session, chosen, year, store.clock.today()) if chosen else None
        outlines, owed = region_rows.outlines(session)
        return PictureFacts(known, data, outlines, owed)
