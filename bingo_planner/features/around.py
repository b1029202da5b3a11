"""What stands around the pages: the region's name, locked years, body marks, the time of the last change."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from bingo_planner.features.copies.service_standing import read_standing
from bingo_planner.features.region.tables import Municipality, Region, YearLock
from bingo_planner.features.surroundings import BodyMark, Surroundings
from bingo_planner.kernel.i18n import language
from bingo_planner.store.base import select_live
from bingo_planner.store.store import Store


def read_surroundings(store: Store) -> Surroundings:
    """One read for the title bar, year switch, status bar and profile."""
    with store.read() as session:
        region = session.execute(select_live(Region, "name", "name_en", "plays_on")).first()
        locks = session.execute(select_live(YearLock, "fiscal_year", "is_locked")).all()
        bodies = session.execute(select_live(Municipality, "sort", "is_outside", *_MARK)).all()
    steps = store.undo_state()
    standing = read_standing(store)
    return Surroundings(
        _region_name(region.name, region.name_en) if region is not None else "",
        frozenset(year for year, locked in locks if locked and year is not None),
        tuple(BodyMark(*mark) for sort, outside, *mark in sorted(bodies, key=_place) if not outside),
        store.last_saved(),
        steps.undo_label,
        steps.redo_label,
        standing.unsent,
        region.plays_on if region is not None else None,
        standing.place.meets,
        standing.is_offline,
        standing.last.at.astimezone() if standing.last else None,
        standing.open_items,
    )


_MARK = ("code", "name", "mark", "mark_en", "color_light", "color_dark")


def _place(row: Row[Any]) -> int:
    place: int = row.sort
    return place


def _region_name(name: str, name_en: str) -> str:
    return name_en if language() == "en" and name_en else name
