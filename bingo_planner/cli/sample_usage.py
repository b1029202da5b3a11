"""The sample's monthly figures: its files as facilities sent them, taken in, confirmed and once corrected."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Final

from bingo_planner.features.region import service_read as region_rows
from bingo_planner.features.usage import service_put as put
from bingo_planner.features.usage import service_read as rows
from bingo_planner.features.usage.model import CellKey, Edit
from bingo_planner.features.usage.service import put_confirmed_of
from bingo_planner.features.usage.service_import import plan_of, put_import
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.ids import stable_id
from bingo_planner.store.store import Store, Unit

BY: Final = put.Hand("", dt.date(2024, 8, 20), "福山市 見本 花子")
LAST_CONFIRMED: Final = dt.date(2024, 6, 1)
_LATER: Final = put.Hand("施設から訂正の連絡があったため（転記の誤り）", dt.date(2024, 8, 22), BY.by)


def take_in(store: Store, folder: Path) -> None:
    """Take in every file of the folder through the importer, good lines only, and confirm the months that are over."""
    plan = plan_of(store, sorted(folder.iterdir()))
    label = translate("sample", "Sample region")
    with store.change(label, why="import", undoable=False) as unit:
        put_import(unit, plan, BY)
    months = {(entry.service_id, entry.month) for entry in plan.changes}
    with store.change(label, why="import", undoable=False) as unit:
        known = {one.id: one for one in rows.services(unit.session)}
        bodies = tuple(body for body in region_rows.bodies(unit.session) if not body.is_outside)
        for service, month in sorted(months):
            if month <= LAST_CONFIRMED:
                by = put.Hand("", _confirmed_on(month), BY.by)
                put_confirmed_of(unit, known[service], bodies, month, by, accept_blanks=True)
        _correct(unit)


def _confirmed_on(month: dt.date) -> dt.date:
    """The twentieth of the month after."""
    return (month + dt.timedelta(days=32)).replace(day=20)


def _correct(unit: Unit) -> None:
    """One figure that turned out wrong after its month was confirmed."""
    service, place, measure, body = (
        stable_id("sample", key) for key in ("us-sick", "uf-sick-07", "um-sick-use", "m-34207")
    )
    month = FiscalYear.of(LAST_CONFIRMED).day(6, 1)
    edits = [Edit(month, CellKey(measure, place, body), Decimal(9))]
    put.put_corrections(unit, service, edits, _LATER)
    put.put_figures(unit, service, edits, {})
