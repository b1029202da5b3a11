"""The lines of `bench` about joint services: a month of 40 facilities opened, two years of monthly files taken in."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from statistics import median

from bingo_planner.features.region import service_read as region_rows
from bingo_planner.features.region.model import Body
from bingo_planner.features.usage.model import CellKey, Edit
from bingo_planner.features.usage.review import find
from bingo_planner.features.usage.service import do_set_figures, read_page
from bingo_planner.features.usage.service_import import do_import, plan_of
from bingo_planner.features.usage.sheets import plans_of, sheet_of
from bingo_planner.features.usage.tables import UsageFacility, UsageMeasure, UsageService
from bingo_planner.kernel.clock import AsOfClock, SystemClock
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.jobs import Progress
from bingo_planner.store.store import Store

PLACES, SENDERS = 40, 12
"""Facilities of the month opened, and those that send files."""
TIMES = 7


def set_up(store: Store) -> tuple[str, str]:
    """A service of its own with many facilities; its id and its measure's."""
    with store.change("bench", undoable=False) as unit:
        own = unit.add(UsageService(name="Bench", place_word="施設", sort=900)).id
        measure = unit.add(UsageMeasure(service_id=own, name="Bench users", unit="人")).id
        for at in range(PLACES):
            unit.add(UsageFacility(service_id=own, name=f"Bench place {at:02d}", code=f"Z{at:03d}", sort=at))
    return own, measure


def bodies_of(store: Store) -> list[Body]:
    """The members, in order."""
    with store.read() as session:
        return [body for body in region_rows.bodies(session) if not body.is_outside]


def open_month(store: Store, own: str, measure: str) -> float:
    """Milliseconds from asking for a month to a sheet with everything that is asked about it."""
    page = read_page(store, 2024, own)
    assert page.data is not None
    keys = [
        CellKey(measure, place.id, body.id)
        for place in page.data.service.facilities
        for body in bodies_of(store)
    ]
    for month in (dt.date(2024, 6, 1), dt.date(2024, 7, 1)):
        do_set_figures(store, own, [Edit(month, key, Decimal(at % 40)) for at, key in enumerate(keys)])
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        page = read_page(store, 2024, own)
        assert page.data is not None
        held = page.data.month(dt.date(2024, 7, 1))
        sheet_of(page.data, plans_of(page.data.service)[0], held.month, find(page.data, held))
        taken.append(time.perf_counter() - began)
    return median(taken) * 1000


def write_files(folder: Path, bodies: Sequence[Body]) -> list[Path]:
    """A file for each of twelve facilities and 24 months, as facilities send them."""
    made = []
    months = [month for year in (2024, 2025) for month in FiscalYear(year).months()]
    for at in range(SENDERS):
        for month in months:
            rows = "".join(f"{body.name},{(at + place) % 7}\r\n" for place, body in enumerate(bodies))
            head = f"Bench place {at:02d} {month:%Y}年{month.month}月分\r\n市町,人数\r\n"
            path = folder / f"{at:02d}_{month:%Y%m}.csv"
            path.write_bytes((head + rows).encode("cp932"))
            made.append(path)
    return made


def take_in(store: Store, paths: Sequence[Path], progress: Progress) -> float:
    """Seconds to read, compare and write the files. The clock goes on two years, so that every month has begun."""
    store.clock = AsOfClock(SystemClock(), dt.date(2026, 4, 30))
    began = time.perf_counter()
    plan = plan_of(store, paths, None, progress)
    do_import(store, plan, accept_good=True)
    return time.perf_counter() - began
