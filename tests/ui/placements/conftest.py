"""The small region with nurseries, for the presenter and the page of placements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QWidget

from bingo_planner.features.usage.placement_page import PlacementPage
from bingo_planner.features.usage.placement_presenter import PlacementPresenter
from bingo_planner.features.usage.placement_state import PlacementState, Side
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store
from tests.support.doubles import NowJobs, PlainDesk
from tests.unit.usage.placement_region import TO_USE, Nurseries, add, lay_nurseries, walk


@dataclass
class Laid:
    """The region and the ids of a case in use, one that was consulted about, and a new one."""

    region: Nurseries
    used: str
    sent: str
    new: str


class ShellJobs(NowJobs):
    """Runs at once and tells the page what changed, as the shell does."""

    told: Callable[[], None] | None = None

    def change(self, work, done=None, failed=None):  # type: ignore[no-untyped-def]  # as in NowJobs
        before = len(self.changes)
        super().change(work, done, failed)
        if len(self.changes) > before and self.told is not None:
            self.told()


@dataclass
class Watched:
    """A presenter with the states it showed; reads again after every change."""

    store: Store
    jobs: ShellJobs
    desk: PlainDesk
    shown: list[PlacementState] = field(default_factory=list)
    does: PlacementPresenter = field(init=False)

    def __post_init__(self) -> None:
        self.does = PlacementPresenter(self.store, self.jobs, self.desk, self.shown.append)
        self.jobs.told = self.does.opened

    @property
    def state(self) -> PlacementState:
        """What is shown now."""
        return self.shown[-1]

    @property
    def side(self) -> Side:
        """The case beside the list."""
        side = self.state.side
        assert side is not None
        return side


@pytest.fixture
def laid(store: Store) -> Laid:
    """Three cases in the test's own region file."""
    region = lay_nurseries(store)
    used = add(store, region.asked())
    walk(store, used, *TO_USE)
    sent = add(store, region.asked(facility_id=region.private, reason_id=region.reasons[1]))
    walk(store, sent, *TO_USE[:2])
    new = add(store, {"home_id": region.takehara})
    return Laid(region, used, sent, new)


@pytest.fixture
def watched(store: Store, laid: Laid, desk: PlainDesk) -> Watched:
    """A presenter that has read the cases."""
    made = Watched(store, ShellJobs(), desk)
    made.does.opened()
    return made


@pytest.fixture
def page(store: Store, laid: Laid, desk: PlainDesk, qtbot: object) -> Iterator[PlacementPage]:
    """The page as it stands in a window."""
    yield from open_page(store, desk)


def open_page(store: Store, desk: PlainDesk) -> Iterator[PlacementPage]:
    """A shown page that reads again after every change; closed afterwards."""
    jobs = ShellJobs()

    def jobs_of(_owner: QWidget) -> JobRunner:
        return jobs

    made = PlacementPage(store, jobs_of, desk)
    jobs.told = made.refresh
    made.resize(1366, 690)
    made.show()
    made.opened()
    yield made
    jobs.told = None
    made.close()
    made.deleteLater()
