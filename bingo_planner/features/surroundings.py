"""The facts of the frame round the pages, as plain values: the window can stand before the database is loaded."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class BodyMark(NamedTuple):
    """A body as the frame shows it."""

    code: str
    name: str
    mark: str
    mark_en: str
    color_light: str
    color_dark: str


class Surroundings(NamedTuple):
    """Facts of the frame, read together. `plays_on`: the day a sample region plays on. `meets`: there is a place to
    meet other copies; `offline`: the last try reached nobody; `waiting`: decisions that wait."""

    region: str
    locked: frozenset[int]
    bodies: tuple[BodyMark, ...]
    saved_at: dt.datetime | None
    undo: str | None
    redo: str | None
    unsent: int
    plays_on: dt.date | None
    meets: bool = False
    offline: bool = False
    last_sync: dt.datetime | None = None
    waiting: int = 0


def known_before(region: str) -> Surroundings:
    """What can be shown before the file is open: the name it had last time."""
    return Surroundings(region, frozenset(), (), None, None, None, 0, None)
