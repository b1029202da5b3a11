"""Every kind of record of this room with its checks: a fixed edition and its sections are never changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bingo_planner.features.records import RecordAccess
from bingo_planner.features.vision.fields import CONTEXT, RECORDS
from bingo_planner.features.vision.model import EditionState
from bingo_planner.features.vision.tables import Vision, VisionEdition, VisionSection
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored, check_values
from bingo_planner.store.store import Store, Unit

TABLES: Final[Mapping[str, type[Vision | VisionEdition | VisionSection]]] = {
    "vision": Vision,
    "vision_edition": VisionEdition,
    "vision_section": VisionSection,
}


def _access(kind: str) -> RecordAccess:
    record, table = RECORDS[kind], TABLES[kind]

    def add(store: Store, values: Mapping[str, Stored]) -> Changes:
        checked = check_values(record, values)
        with store.change(translate(CONTEXT, "Add {kind}", kind=record.name())) as unit:
            row = unit.add(table(**checked))
            _refuse_fixed(unit, row)
        return unit.changes

    def change(store: Store, record_id: str, values: Mapping[str, Stored]) -> Changes:
        checked = check_values(record, values)
        fixes = kind == "vision_edition" and checked.get("state") == EditionState.FIXED
        if fixes:
            # Fixing freezes the figures and the paper; it is more than a word in a column.
            del checked["state"]
        with store.change(translate(CONTEXT, "Change {kind}", kind=record.name())) as unit:
            _refuse_fixed(unit, unit.get(table, record_id))
            unit.set(table, record_id, **checked)
        if not fixes:
            return unit.changes
        # Loaded only now: the paper kit is much.
        from bingo_planner.features.vision.service_build import do_fix

        return unit.changes | do_fix(store, record_id)

    def remove(store: Store, record_id: str) -> Changes:
        with store.change(translate(CONTEXT, "Bin {kind}", kind=record.name())) as unit:
            _refuse_fixed(unit, unit.get(table, record_id))
            unit.remove(table, record_id)
        return unit.changes

    return RecordAccess(record, table, add, change, remove)


def _refuse_fixed(unit: Unit, row: Vision | VisionEdition | VisionSection) -> None:
    edition = row if isinstance(row, VisionEdition) else None
    if isinstance(row, VisionSection) and row.edition_id:
        edition = unit.get(VisionEdition, row.edition_id)
    if edition is not None and edition.state == EditionState.FIXED:
        raise PlanError("vision.fixed", name=edition.name)


ACCESS: Final = tuple(_access(kind) for kind in TABLES)
