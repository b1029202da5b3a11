"""The page of sync and the inbox, with what only the program knows: every kind of record and the meeting itself."""

from __future__ import annotations

from bingo_planner.app.desk import WindowDesk
from bingo_planner.cli.home import user_home
from bingo_planner.cli.kinds import access_by_kind
from bingo_planner.features.copies.model import House
from bingo_planner.features.copies.page import CopiesPage
from bingo_planner.kernel.desk import Desk
from bingo_planner.store.store import Store
from bingo_planner.ui.jobs import Jobs
from bingo_planner.ui.page import Page


def make_page(store: Store, jobs: Jobs, desk: Desk) -> Page:
    """The page as the program opens it."""
    meetings = desk.meetings if isinstance(desk, WindowDesk) else None
    if meetings is None:
        return CopiesPage(store, jobs.for_owner, desk, House(user_home(), access_by_kind))
    house = House(meetings.home, access_by_kind, meetings.meet, meetings.busy, meetings.renew)
    return CopiesPage(store, jobs.for_owner, desk, house)
