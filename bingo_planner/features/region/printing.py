"""From the store to a finished PDF or table: what the command line and the page call."""

from __future__ import annotations

from pathlib import Path

from bingo_planner.features.region.report import region_paper
from bingo_planner.features.region.service import read_region
from bingo_planner.features.service_paper import REGION, build_marked
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.i18n import Language
from bingo_planner.kernel.jobs import Progress
from bingo_planner.reports.model import Built
from bingo_planner.store.store import Store


def build_region(
    store: Store,
    year: FiscalYear,
    lang: Language,
    target: Path,
    progress: Progress | None = None,
    style: DateStyle = DateStyle.ERA,
) -> Built:
    """Members, map, populations and pacts of a fiscal year."""
    facts = read_region(store, int(year))
    paper = region_paper(facts, store.clock.today(), style, lang)
    return build_marked(store, paper, REGION, target, progress)
