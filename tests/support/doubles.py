"""Plain doubles: a desk without a window and a job runner that works at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.clock import AsOfClock, Clock, FixedClock
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.desk import FileAsk, FollowUp
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.jobs import Failed, Progress
from bingo_planner.kernel.profile import Profile

T = TypeVar("T")

SAMPLE_MOMENT = datetime(2024, 8, 26, 10, 32, tzinfo=ZoneInfo("Asia/Tokyo"))
PROFILE = Profile("見本 花子", "企画政策課", "34207", "福山市")


def sample_clock() -> Clock:
    """The moment the sample region plays at, standing still."""
    return AsOfClock(FixedClock(SAMPLE_MOMENT), SAMPLE_MOMENT.date())


@dataclass
class PlainDesk:
    """A desk that remembers what was said and asked."""

    clock: Clock = field(default_factory=sample_clock)
    year: FiscalYear = field(default_factory=lambda: FiscalYear(2024))
    style: DateStyle = DateStyle.ERA
    profile: Profile = PROFILE
    read_only: bool = False
    said: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    problems: list[PlanError] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    asked: list[FileAsk] = field(default_factory=list)
    answer: Path | None = None
    confirms: bool = True
    histories: list[tuple[str, str]] = field(default_factory=list)
    previews: list[tuple[str, Path]] = field(default_factory=list)

    def say(self, text: str, follow_up: FollowUp | None = None) -> None:
        self.said.append(text)

    def warn(self, text: str, follow_up: FollowUp | None = None) -> None:
        self.warned.append(text)

    def problem(self, error: PlanError) -> None:
        self.problems.append(error)

    def go(self, kind: str, record_id: str) -> None:
        self.gone.append((kind, record_id))

    def ask_file(self, ask: FileAsk, chosen: Callable[[Path], None]) -> None:
        self.asked.append(ask)
        if self.answer is not None:
            chosen(self.answer)

    def ask_files(self, ask: FileAsk, chosen: Callable[[Sequence[Path]], None]) -> None:
        self.asked.append(ask)
        if self.answer is not None:
            chosen([self.answer])

    def confirm(self, question: str, consequence: str, verb: str, confirmed: Callable[[], None]) -> None:
        if self.confirms:
            confirmed()

    def show_history(self, kind: str, record_id: str) -> None:
        self.histories.append((kind, record_id))

    def preview(self, title: str, pdf: Path) -> None:
        self.previews.append((title, pdf))

    def recent(self, kind: str) -> Sequence[str]:
        return ()


class SilentProgress:
    """Progress nobody watches."""

    def step(self, done: int, total: int, text: str) -> None:
        """Nothing to show."""

    def cancelled(self) -> bool:
        return False


@dataclass
class NowJobs:
    """Runs every job at once, on this thread; remembers what changed."""

    changes: list[Changes] = field(default_factory=list)

    def query(
        self, key: str, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        self._finish(work, done, failed)

    def change(
        self,
        work: Callable[[], Changes],
        done: Callable[[Changes], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        def keep(changes: Changes) -> None:
            self.changes.append(changes)
            if done is not None:
                done(changes)

        self._finish(work, keep, failed)

    def run(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        self._finish(lambda: work(SilentProgress()), done, failed)

    def _finish(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None) -> None:
        try:
            result = work()
        except PlanError as error:
            if failed is None:
                raise
            failed(error)
            return
        done(result)
