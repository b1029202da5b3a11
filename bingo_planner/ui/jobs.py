"""Runs work away from the window: one database thread, a pool of two; answers come back while their owner lives."""

from __future__ import annotations

import queue
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot

from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.jobs import Failed, JobRunner, Look, Progress
from bingo_planner.kernel.messages import register_messages
from bingo_planner.ui.crashreport import report_text
from bingo_planner.ui.typedover import typing_began

register_messages({"job.cancelled": ("“{title}” was stopped.", "")})

T = TypeVar("T")
SPINNER_AFTER = 0.3
PROGRESS_AFTER = 2.0
TICK_MS = 100
LOOKS = 500
"""Answers whose moments a page remembers: more than come while one text is being typed."""


@dataclass(frozen=True)
class RunningJob:
    """Long work as the window shows it; `total` 0 means unknown."""

    number: int
    title: str
    done: int
    total: int
    text: str


class _Told(Progress):
    """Progress kept by the worker, looked at by the window."""

    def __init__(self, wanted: Callable[[], bool]) -> None:
        self.seen: tuple[int, int, str] = (0, 0, "")
        self.stop = threading.Event()
        self._wanted = wanted

    def step(self, done: int, total: int, text: str) -> None:
        self.seen = (done, total, text)

    def cancelled(self) -> bool:
        """The user stopped it, or nobody is there any more to take what comes of it."""
        return self.stop.is_set() or not self._wanted()


@dataclass
class _Job:
    """One piece of work on its way; `settle` runs on the window's thread with the outcome."""

    work: Callable[[], object]
    settle: Callable[[object, BaseException | None], None]
    wanted: Callable[[], bool]
    title: str = ""
    told: _Told | None = None
    number: int = 0
    since: float = field(default_factory=time.monotonic)


class Jobs(QObject):
    """The program's workers. Give each page its own runner with `for_owner`."""

    changed = Signal(object)  # Changes, after every change
    refused = Signal(object)  # PlanError that nobody took
    crashed = Signal(str)  # report of an unexpected fault
    spinner = Signal(bool)  # something runs for longer than 0.3 s
    progress = Signal(object)  # tuple[RunningJob, ...]: long work running for over 2 s
    _came = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.look: Callable[[], Look] | None = None
        """Takes the moment before a reading, on the database thread; while copies are synced beside the pages."""
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._running: dict[int, _Job] = {}
        self._count = 0
        self._spinning = False
        self._shown: tuple[RunningJob, ...] = ()
        self._closed = False
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="work")
        self._came.connect(self._settle, Qt.ConnectionType.QueuedConnection)
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self._tick)
        # A daemon, so that a program that dies without `close` ends; what it was writing the file rolls back.
        self._thread = threading.Thread(target=self._serve, name="database", daemon=True)
        self._thread.start()

    def for_owner(self, owner: QObject) -> JobRunner:
        """A runner whose answers stop when `owner` is gone."""
        return OwnedJobs(self, owner)

    def submit(self, job: _Job, *, database: bool) -> None:
        """Queue a job; ignored after `close`."""
        if self._closed:
            return
        self._count += 1
        job.number = self._count
        self._running[job.number] = job
        if not self._ticker.isActive():
            self._ticker.start()
        if database:
            self._queue.put(job)
        else:
            self._pool.submit(self._do, job)

    def cancel(self, number: int) -> None:
        """Ask long work to stop."""
        job = self._running.get(number)
        if job is not None and job.told is not None:
            job.told.stop.set()

    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._running

    def settle(self, seconds: float = 10.0) -> bool:
        """Turn the event loop until everything under way has answered (pictures, tests)."""
        end = time.monotonic() + seconds
        loop, guard = QEventLoop(), QTimer()
        guard.start(20)  # wakes the loop so that `seconds` is kept
        # Asleep between events: to ask again and again would keep the workers waiting for the interpreter.
        flags = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        while self._running and time.monotonic() < end:
            loop.processEvents(flags)
        guard.stop()
        return not self._running

    def close(self, last: Callable[[], object] | None = None) -> None:
        """Finish what was begun, run `last` on the database thread (close the file), end all threads."""
        if self._closed:
            return
        self._closed = True
        for job in self._running.values():
            if job.told is not None:
                job.told.stop.set()
        if last is not None:
            self._queue.put(_Job(last, lambda _value, _fault: None, lambda: True))
        self._queue.put(None)
        self._thread.join()
        self._pool.shutdown(wait=True)
        self._ticker.stop()
        self._running.clear()

    def _serve(self) -> None:
        while (job := self._queue.get()) is not None:
            self._do(job)

    def _do(self, job: _Job) -> None:
        value: object = None
        fault: BaseException | None = None
        if job.wanted():
            try:
                value = job.work()
            except BaseException as caught:
                fault = caught
        if shiboken6.isValid(self):
            self._came.emit(job, value, fault)

    @Slot(object, object, object)
    def _settle(self, job: _Job, value: object, fault: BaseException | None) -> None:
        if self._running.pop(job.number, None) is None:
            return  # it came after the end
        if not self._running:
            self._ticker.stop()
            self._show((), False)
        job.settle(value, fault)

    def tell_fault(self, fault: BaseException, failed: Failed | None) -> None:
        """Refusals go to whoever asked, else to the message bar; everything else is a crash."""
        if not isinstance(fault, PlanError):
            self.crashed.emit(report_text(fault))
        elif failed is not None:
            failed(fault)
        else:
            self.refused.emit(fault)

    @Slot()
    def _tick(self) -> None:
        now = time.monotonic()
        slow = any(now - job.since > SPINNER_AFTER for job in self._running.values())
        long = tuple(
            _seen(job) for job in self._running.values() if job.told and now - job.since > PROGRESS_AFTER
        )
        self._show(long, slow)

    def _show(self, long: tuple[RunningJob, ...], slow: bool) -> None:
        if slow != self._spinning:
            self._spinning = slow
            self.spinner.emit(slow)
        if long != self._shown:
            self._shown = long
            self.progress.emit(long)


def _seen(job: _Job) -> RunningJob:
    done, total, text = job.told.seen if job.told is not None else (0, 0, "")
    return RunningJob(job.number, job.title, done, total, text)


class OwnedJobs(JobRunner):
    """The three verbs for one owner; see `kernel.jobs.JobRunner`."""

    def __init__(self, jobs: Jobs, owner: QObject) -> None:
        self._jobs = jobs
        self._owner = weakref.ref(owner)
        self._last: dict[str, int] = {}
        self._changes = 0
        self._shown: deque[tuple[float, Look]] = deque(maxlen=LOOKS)
        """When an answer was shown, and the moment it had looked at."""

    def _alive(self) -> bool:
        owner = self._owner()
        return owner is not None and shiboken6.isValid(owner)

    def query(
        self, key: str, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Read on the database thread; a later request of the same key makes this one silent.

        What was read before its owner changed something is not shown: it is read again, behind the change.
        """
        turn = self._last.get(key, 0) + 1
        self._last[key] = turn
        changes = self._changes

        def wanted() -> bool:
            return self._last.get(key) == turn and self._alive()

        looks: list[Look] = []

        def read() -> T:
            if self._jobs.look is not None:
                looks.append(self._jobs.look())
            return work()

        def show(value: T) -> None:
            if self._changes != changes:
                self.query(key, work, done, failed)
                return
            if looks:
                self._shown.append((time.perf_counter(), looks[0]))
            done(value)

        self._jobs.submit(_Job(read, self._answer(show, failed, wanted), wanted), database=True)

    def change(
        self,
        work: Callable[[], Changes],
        done: Callable[[Changes], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Write on the database thread; a change is always carried out, even when its owner is gone.

        It counts as typed over what its owner was shown when the typing began, else over what it was shown last: what
        another copy wrote since is not replaced.
        """
        seen = self._shown_at(typing_began())
        self._changes += 1

        def write() -> Changes:
            with seen() if seen is not None else nullcontext():
                return work()

        def settle(value: object, fault: BaseException | None) -> None:
            if fault is not None:
                self._jobs.tell_fault(fault, failed if self._alive() else None)
                return
            changes = value if isinstance(value, Changes) else Changes()
            if done is not None and self._alive():
                done(changes)
            if changes:
                self._jobs.changed.emit(changes)

        self._jobs.submit(_Job(write, settle, lambda: True), database=True)

    def _shown_at(self, moment: float | None) -> Look | None:
        """What stood on the screen at a moment (None: now)."""
        if not self._shown:
            return None
        if moment is None:
            return self._shown[-1][1]
        before = [look for at, look in self._shown if at <= moment]
        return before[-1] if before else self._shown[0][1]

    def run(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Long work in the pool. When the user stopped it, `failed` gets `PlanError("job.cancelled")`."""
        told = _Told(self._alive)
        answer = self._answer(done, failed, self._alive)

        def settle(value: object, fault: BaseException | None) -> None:
            if told.cancelled() and (fault is None or isinstance(fault, PlanError)):
                if failed is not None and self._alive():
                    failed(PlanError("job.cancelled", title=title))
                return
            answer(value, fault)

        self._jobs.submit(_Job(lambda: work(told), settle, self._alive, title, told), database=False)

    def _answer(
        self, done: Callable[[T], None], failed: Failed | None, wanted: Callable[[], bool]
    ) -> Callable[[object, BaseException | None], None]:
        def settle(value: object, fault: BaseException | None) -> None:
            if not wanted():
                return
            if fault is not None:
                self._jobs.tell_fault(fault, failed)
            else:
                done(value)  # type: ignore[arg-type]  # the queue forgets T; work and done share it

        return settle
