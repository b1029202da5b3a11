"""From the store to a finished PDF: what the command line and the page call."""

from __future__ import annotations

from pathlib import Path

from bingo_planner.features.service_paper import PERSON, STAFF, build_marked
from bingo_planner.features.staff import service
from bingo_planner.features.staff.report import staff_paper
from bingo_planner.features.staff.report_handover import handover_paper
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.i18n import Language
from bingo_planner.kernel.jobs import Progress
from bingo_planner.reports.model import Built
from bingo_planner.store.store import Store


def build_staff(
    store: Store,
    year: FiscalYear,
    lang: Language,
    target: Path,
    progress: Progress | None = None,
    style: DateStyle = DateStyle.ERA,
) -> Built:
    """The staff list of a fiscal year."""
    paper = staff_paper(service.read_staff(store), year, style, lang)
    return build_marked(store, paper, STAFF, target, progress)


def build_handover(
    store: Store,
    person_id: str | None,
    lang: Language,
    target: Path,
    progress: Progress | None = None,
    style: DateStyle = DateStyle.ERA,
) -> Built:
    """The handover pack of a person; without one, of the secondee whose term ends first."""
    pack = service.read_handover(store, person_id)
    paper = handover_paper(pack, style, lang)
    return build_marked(store, paper, PERSON, target, progress, {"person": {pack.person.id}})
