"""From the store to a finished PDF or tables: what the command line and the page call."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bingo_planner.exchange.sheet import Sheet
from bingo_planner.features.records import find
from bingo_planner.features.region.service import read_region
from bingo_planner.features.service_paper import USAGE, build_marked
from bingo_planner.features.usage import service
from bingo_planner.features.usage.exporter import usage_sheets
from bingo_planner.features.usage.looking import preset_month
from bingo_planner.features.usage.model import UsageYear
from bingo_planner.features.usage.records import ACCESS
from bingo_planner.features.usage.report import Setting, month_paper, year_paper
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import Language
from bingo_planner.kernel.jobs import Progress
from bingo_planner.reports.model import Built
from bingo_planner.store.store import Store


def frame_of(store: Store, year: int, style: DateStyle, lang: Language) -> Setting:
    """What stands round the papers of this room."""
    region = read_region(store, year).region
    return Setting(region.label, region.foot_mark, store.clock.today(), style, lang)


def build_month(
    store: Store,
    service_id: str,
    month: dt.date,
    lang: Language,
    target: Path,
    progress: Progress | None = None,
    style: DateStyle = DateStyle.ERA,
) -> Built:
    """The report of a service's month."""
    year = int(FiscalYear.of(month))
    data = service.read_year(store, service_id, year)
    paper = month_paper(data, month, frame_of(store, year, style, lang))
    return build_marked(store, paper, USAGE, target, progress, {"usage_service": {service_id}})


def build_year(
    store: Store,
    service_id: str,
    year: int,
    lang: Language,
    target: Path,
    progress: Progress | None = None,
    style: DateStyle = DateStyle.ERA,
) -> Built:
    """Every measure of a service over a year."""
    data = service.read_year(store, service_id, year)
    paper = year_paper(data, data.service.measures, frame_of(store, year, style, lang))
    return build_marked(store, paper, USAGE, target, progress, {"usage_service": {service_id}})


def build_named(
    store: Store, named: str | None, year: FiscalYear, lang: Language, target: Path, progress: Progress
) -> Built:
    """The month at work of a service named on the command line; of the first one when none is."""
    own = service_named(store, named)
    data = service.read_year(store, own, int(year))
    return build_month(store, own, preset_month(data), lang, target, progress)


def build_named_year(
    store: Store, named: str | None, year: FiscalYear, lang: Language, target: Path, progress: Progress
) -> Built:
    """The year of a service named on the command line; of the first one when none is."""
    return build_year(store, service_named(store, named), int(year), lang, target, progress)


def service_named(store: Store, named: str | None) -> str:
    """The id of a service by its id or name; the first one when none is named. PlanError `usage.no_service`."""
    if named:
        return find(store, next(one for one in ACCESS if one.kind == "usage_service"), named)
    known = service.read_services(store)
    if not known:
        raise PlanError("usage.no_service")
    return known[0].id


def sheets_of(store: Store, year: int) -> tuple[Sheet, ...]:
    """Every figure of a year as one table, for files."""
    found: list[UsageYear] = service.read_years(store, year)
    return usage_sheets(found)
