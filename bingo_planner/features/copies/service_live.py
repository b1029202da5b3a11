"""The figures that live fields of a draft stand for now."""

from __future__ import annotations

from collections.abc import Sequence

from bingo_planner.features.vision.service_read import read_edition_of, read_vision
from bingo_planner.features.vision.tables import VisionSection
from bingo_planner.store.store import Store
from bingo_planner.store.wire import Value


def read_figures(store: Store, kind: str, record_id: str, values: Sequence[Value]) -> dict[str, str]:
    """Text of every live field of the edition a section belongs to; empty for texts that hold none."""
    if kind != VisionSection.__tablename__ or not any("{{" in str(value) for value in values):
        return {}
    edition = read_edition_of(store, record_id)
    if edition is None:
        return {}
    return {key: live.text for key, live in read_vision(store, edition).figures.items()}
