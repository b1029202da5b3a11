"""Every kind of record about free answers with its checks: for the command line, the bin and the history's words."""

from __future__ import annotations

from typing import Final

from bingo_planner.features.records import RecordAccess
from bingo_planner.features.surveys.freetext.fields import RECORDS
from bingo_planner.features.surveys.freetext.service import (
    TABLES,
    Values,
    do_add,
    do_remove,
    do_restore,
    do_set,
)
from bingo_planner.kernel.changes import Changes
from bingo_planner.store.store import Store


def _access(kind: str) -> RecordAccess:
    def add(store: Store, values: Values) -> Changes:
        return do_add(store, kind, values)

    def change(store: Store, record_id: str, values: Values) -> Changes:
        return do_set(store, kind, record_id, values)

    def remove(store: Store, record_id: str) -> Changes:
        return do_remove(store, kind, record_id)

    def restore(store: Store, record_id: str) -> Changes:
        return do_restore(store, kind, record_id)

    return RecordAccess(RECORDS[kind], TABLES[kind], add, change, remove, restore)


ACCESS: Final = tuple(_access(kind) for kind in TABLES)
