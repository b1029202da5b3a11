"""The vision's records from the command line: a fixed edition is never changed, by whatever door."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bingo_planner.features.records import do_add, do_remove, do_set
from bingo_planner.features.vision.records import ACCESS
from bingo_planner.features.vision.service import read_editions
from bingo_planner.features.vision.tables import VisionEdition, VisionFigure
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.store import Store, live

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
    with store.change("fixed") as unit:
        unit.set(VisionEdition, edition, state="fixed")
    changes: tuple[Callable[[], Changes], ...] = (
        lambda: do_set(store, EDITION, edition, {"name": "別"}),
        lambda: do_set(store, SECTION, section, {"body": "別"}),
        lambda: do_remove(store, SECTION, section),
        lambda: do_add(store, SECTION, {"edition_id": edition, "title": "追加"}),
    )
    for change in changes:
        with pytest.raises(PlanError, match=r"vision\.fixed"):
            change()


def test_fixing_by_word_freezes_the_paper(sample_store: Store) -> None:
    edition = read_editions(sample_store)[0]
    do_set(sample_store, EDITION, edition.id, {"state": "確定"})
    assert read_editions(sample_store)[0].is_fixed
    with sample_store.read() as session:
        kept = live(session, VisionFigure, VisionFigure.is_frozen == 1)
    assert any(figure.key.startswith("frozen:") for figure in kept)
