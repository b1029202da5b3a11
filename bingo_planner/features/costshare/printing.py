"""From the store to finished PDFs: what the command line and the page call."""

from __future__ import annotations

from pathlib import Path

from bingo_planner.features.costshare import service
from bingo_planner.features.costshare.model import ShareFacts
from bingo_planner.features.costshare.records import ACCESS
from bingo_planner.features.costshare.report import Worked, sheets_paper
from bingo_planner.features.costshare.report_notice import notices_paper
from bingo_planner.features.costshare.service_read import sheet_in_force
from bingo_planner.features.records import find
from bingo_planner.features.region.service import accesses as region_kinds
from bingo_planner.features.service_paper import SHARE, SHARES, build_marked
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import Language
from bingo_planner.kernel.jobs import Progress
from bingo_planner.reports.model import Built, Paper
from bingo_planner.store.store import Store


def worked_items(store: Store, year: int, item_id: str = "") -> tuple[ShareFacts, list[Worked]]:
    """A year's items with their sheets, or one item; those with open points are left out, one alone is refused."""
    if item_id:
        year = service.read_item(store, item_id).item.fiscal_year
    facts = service.read_shares(store, year)
    found: list[Worked] = []
    for one in facts.items:
        if item_id and one.item.id != item_id:
            continue
        try:
            found.append((one, sheet_in_force(one)))
        except PlanError:
            if item_id:
                raise
    if not found:
        raise PlanError("share.none_to_print")
    return facts, found


def build_sheets(
    store: Store,
    year: int,
    item_id: str,
    lang: Language,
    target: Path,
    progress: Progress | None = None,
    style: DateStyle = DateStyle.ERA,
) -> Built:
    """The sheets of a year, or of one item."""
    facts, worked = worked_items(store, year, item_id)
    return _build(store, sheets_paper(worked, facts.office, style, lang), worked, item_id, target, progress)


def build_notices(
    store: Store,
    year: int,
    item_id: str,
    body_id: str,
    lang: Language,
    target: Path,
    progress: Progress | None = None,
    style: DateStyle = DateStyle.ERA,
) -> Built:
    """Notices of a year or of one item, to all bodies or to one."""
    facts, worked = worked_items(store, year, item_id)
    paper = notices_paper(worked, facts.office, style, lang, body_id)
    if not paper.parts:
        raise PlanError("share.none_to_print")
    return _build(store, paper, worked, item_id, target, progress)


def _build(
    store: Store, paper: Paper, worked: list[Worked], item_id: str, target: Path, progress: Progress | None
) -> Built:
    """One item's paper waits only for what decides its own shares."""
    if not item_id:
        return build_marked(store, paper, SHARES, target, progress)
    sets = {part.base_set_id for facts, _ in worked for part in facts.parts if part.base_set_id}
    own = {"cost_item": {item_id}, "base_set": sets}
    return build_marked(store, paper, SHARE, target, progress, own)


def named(store: Store, text: str | None) -> tuple[str, str]:
    """What `--id` means: an item, or the body whose notices are wanted; ("", "") for everything."""
    if not text:
        return "", ""
    access = next(one for one in ACCESS if one.kind == "cost_item")
    try:
        return find(store, access, text), ""
    except PlanError as refused:
        body = next(one for one in region_kinds() if one.kind == "municipality")
        try:
            return "", find(store, body, text)
        except PlanError:
            raise refused from None
