"""The little office of the unit tests, for the presenter and the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QWidget

from bingo_planner.features.staff.page import StaffPage
from bingo_planner.features.staff.presenter import StaffPresenter
from bingo_planner.features.staff.state import Side, StaffState
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store
from tests.support.doubles import NowJobs, PlainDesk
from tests.unit.staff.conftest import Office, lay_office


@pytest.fixture
def office(store: Store) -> Office:
    """The office in the test's own region file."""
    return lay_office(store)


@dataclass
class Watched:
    """A presenter with the states it showed."""

    store: Store
    jobs: NowJobs
    desk: PlainDesk
    shown: list[StaffState] = field(default_factory=list)
    does: StaffPresenter = field(init=False)

    def __post_init__(self) -> None:
        self.does = StaffPresenter(self.store, self.jobs, self.desk, self.shown.append)

    @property
    def state(self) -> StaffState:
        """What is shown now."""
        return self.shown[-1]

    @property
    def focused(self) -> list[str]:
        """Fields the cursor was put into, in turn."""
        return [state.side.focus for state in self.shown if state.side is not None and state.side.focus]

    @property
    def side(self) -> Side:
        """The record beside the list."""
        side = self.state.side
        assert side is not None
        return side


@pytest.fixture
def staff(store: Store, office: Office, now_jobs: NowJobs, desk: PlainDesk) -> Watched:
    """A presenter that has read the office."""
    watched = Watched(store, now_jobs, desk)
    watched.does.opened()
    return watched


class ShellJobs(NowJobs):
    """Runs at once and tells the page what changed, as the shell does."""

    told: Callable[[], None] | None = None

    def change(self, work, done=None, failed=None):  # type: ignore[no-untyped-def]  # as in NowJobs
        before = len(self.changes)
        super().change(work, done, failed)
        if len(self.changes) > before and self.told is not None:
            self.told()


@pytest.fixture
def page(store: Store, office: Office, desk: PlainDesk, qtbot: object) -> Iterator[StaffPage]:
    """The page as it stands in a window, on the office."""
    yield from open_page(store, desk)


def open_page(store: Store, desk: PlainDesk) -> Iterator[StaffPage]:
    """A shown page that reads again after every change; closed afterwards."""
    jobs = ShellJobs()

    def jobs_of(_owner: QWidget) -> JobRunner:
        return jobs

    made = StaffPage(store, jobs_of, desk)
    jobs.told = made.refresh
    made.resize(1366, 690)
    made.show()
    made.opened()
    yield made
    jobs.told = None
    made.close()
    made.deleteLater()
