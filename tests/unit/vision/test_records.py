"""The vision's records from the command line: a fixed edition is never changed, by whatever door."""

from __future__ import annotations

import pytest

from bingo_planner.features.records import do_add, do_remove, do_set
from bingo_planner.features.vision.records import ACCESS
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.store import Store

VISION, EDITION, SECTION = ACCESS


def _made(store: Store) -> tuple[str, str]:
    do_add(store, VISION, {"title": "見本ビジョン", "from_fy": "R7"})
    (edition,) = do_add(store, EDITION, {"vision_id": "見本ビジョン", "name": "素案"}).ids_of(
        "vision_edition"
    )
    (section,) = do_add(store, SECTION, {"edition_id": "素案", "title": "趣旨"}).ids_of("vision_section")
    return edition, section


def test_sections_are_written_through_the_records(store: Store) -> None:
    _, section = _made(store)
    do_set(store, SECTION, "趣旨", {"body": "本文。", "state": "済み"})
    entry = store.history("vision_section", section)[0]
    assert {e.field for e in store.history("vision_section", section)[:2]} == {"body", "state"}
    assert entry.why == "edit"


def test_a_fixed_edition_refuses_every_change(store: Store) -> None:
    edition, section = _made(store)
    do_set(store, EDITION, edition, {"state": "fixed"})
    for change in (
        lambda: do_set(store, EDITION, edition, {"name": "別"}),
        lambda: do_set(store, SECTION, section, {"body": "別"}),
        lambda: do_remove(store, SECTION, section),
        lambda: do_add(store, SECTION, {"edition_id": edition, "title": "追加"}),
    ):
        with pytest.raises(PlanError, match=r"vision\.fixed"):
            change()
