"""Opening the region file a command works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bingo_planner.features.tables  # noqa: F401  # the store must know every table before it opens a file
from bingo_planner import __version__
from bingo_planner.cli.home import last_region, sample_path, user_home, user_profile, user_settings
from bingo_planner.features.region.tables import Region
from bingo_planner.kernel.clock import AsOfClock, SystemClock
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.profile import Profile
from bingo_planner.store.base import select_live
from bingo_planner.store.region_file import Home, close_region, open_region
from bingo_planner.store.store import Store


@contextmanager
def opened(region: Path | None) -> Iterator[Store]:
    """The named region file, else the one opened last, else the sample region (made when there is none)."""
    home = user_home()
    store = open_or_sample(region, home)
    try:
        yield store
    finally:
        close_region(store, home)


def open_or_sample(region: Path | None, home: Home) -> Store:
    """Open and sign a region file on the day it plays."""
    settings = user_settings(home)
    path = region or last_region(settings)
    if path is None:
        path = sample_path(home)
        if not path.exists():
            # Loaded only now: it knows every room and how to read files of answers, and most days it is not wanted.
            from bingo_planner.cli.sample import create_sample

            create_sample(path, home, __version__).close()
    store = open_region(path, home, __version__)
    take_day(store)
    store.sign(user_profile(settings) or anonymous())
    return store


def take_day(store: Store) -> None:
    """A sample region says on what day it plays; stamps keep the real time."""
    with store.read() as session:
        day = session.scalars(select_live(Region, "plays_on")).first()
    if day is not None:
        store.clock = AsOfClock(SystemClock(), day)


def anonymous() -> Profile:
    """Whoever has not said a name yet."""
    return Profile(translate("cli", "(no name)"), "", "", "")
