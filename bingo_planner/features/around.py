"""What stands around the pages: the region's name, locked years, body marks, the time of the last change."""

from __future__ import annotations

from bingo_planner.features.copies.service_standing import read_standing
from bingo_planner.features.region.tables import Municipality, Region, YearLock
from bingo_planner.features.surroundings import BodyMark, Surroundings
from bingo_planner.kernel.i18n import language
from bingo_planner.store.store import Store, live


def read_surroundings(store: Store) -> Surroundings:
    """One read for the title bar, year switch, status bar and profile."""
    with store.read() as session:
        regions = live(session, Region)
        locks = live(session, YearLock, YearLock.is_locked.is_(True))
        bodies = sorted(
            live(session, Municipality, Municipality.is_outside.is_(False)), key=lambda body: body.sort
        )
    steps = store.undo_state()
    standing = read_standing(store)
    return Surroundings(
        _region_name(regions[0]) if regions else "",
        frozenset(lock.fiscal_year for lock in locks if lock.fiscal_year is not None),
        tuple(BodyMark(b.code, b.name, b.mark, b.mark_en, b.color_light, b.color_dark) for b in bodies),
        store.last_saved(),
        steps.undo_label,
        steps.redo_label,
        standing.unsent,
        regions[0].plays_on if regions else None,
        standing.place.meets,
        standing.is_offline,
        standing.last.at.astimezone() if standing.last else None,
        standing.open_items,
    )


def _region_name(region: Region) -> str:
    return region.name_en if language() == "en" and region.name_en else region.name
