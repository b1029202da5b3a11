"""Workers: order, last request wins, dead owners, faults, stopping, the end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.jobs import Progress
from bingo_planner.ui.jobs import Jobs, RunningJob


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()
    made.deleteLater()


def test_answers_come_on_the_window_thread_and_work_on_another(jobs: Jobs) -> None:
    owner = QObject()
    seen: list[tuple[str, bool]] = []
    jobs.for_owner(owner).query(
        "a",
        lambda: threading.current_thread().name,
        lambda name: seen.append((name, threading.current_thread() is threading.main_thread())),
    )
    assert jobs.settle()
    assert seen == [("database", True)]


def test_the_last_request_of_a_key_wins(jobs: Jobs) -> None:
    owner = QObject()
    runner = jobs.for_owner(owner)
    gate = threading.Event()
    answers: list[int] = []
    done_work: list[int] = []
    runner.change(lambda: (gate.wait(5), Changes())[1])

    def asked(number: int) -> int:
        done_work.append(number)
        return number

    for number in range(5):
        runner.query("list", partial(asked, number), answers.append)
    runner.query("other", lambda: 99, answers.append)
    gate.set()
    assert jobs.settle()
    assert answers == [4, 99]
    assert done_work == [4], "requests already overtaken are not even carried out"


def test_a_change_counts_as_typed_over_what_its_owner_was_shown(jobs: Jobs) -> None:
    moments = iter(range(1, 9))
    within: list[str] = []

    @contextmanager
    def typed_over(moment: int) -> Iterator[None]:
        within.append(f"over {moment}")
        yield
        within.append(f"end {moment}")

    jobs.look = lambda: partial(typed_over, next(moments))
    shown, other = QObject(), QObject()
    runner, blind = jobs.for_owner(shown), jobs.for_owner(other)

    def write(name: str) -> Changes:
        within.append(name)
        return Changes()

    runner.query("page", lambda: 1, lambda _value: runner.change(partial(write, "first")))
    blind.change(partial(write, "blind"))
    assert jobs.settle()
    assert within == ["blind", "over 1", "first", "end 1"]
    runner.query("page", lambda: 2, lambda _value: None)
    runner.change(partial(write, "asked before the second reading was shown"))
    assert jobs.settle()
    assert within[-3:] == ["over 1", "asked before the second reading was shown", "end 1"]
    runner.change(partial(write, "second"))
    assert jobs.settle()
    # What was read before the change was not shown, but read again behind it.
    assert within[-3:] == ["over 3", "second", "end 3"]


def test_a_dead_owner_hears_nothing_but_its_change_is_written(jobs: Jobs) -> None:
    owner = QObject()
    runner = jobs.for_owner(owner)
    gate = threading.Event()
    heard: list[object] = []
    written: list[str] = []
    changed: list[Changes] = []
    jobs.changed.connect(changed.append)

    def write() -> Changes:
        gate.wait(5)
        written.append("row")
        return Changes.of(("staff", "1"))

    runner.change(write, heard.append)
    runner.query("a", lambda: 1, heard.append)
    owner.deleteLater()
    del owner
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gate.set()
    assert jobs.settle()
    assert heard == []
    assert written == ["row"]
    assert [c.kinds for c in changed] == [frozenset({"staff"})]


def test_a_change_answers_its_owner_before_the_pages_hear_of_it(jobs: Jobs) -> None:
    owner = QObject()
    order: list[str] = []
    jobs.changed.connect(lambda _changes: order.append("pages"))
    jobs.for_owner(owner).change(lambda: Changes.of(("kpi", "1")), lambda _changes: order.append("owner"))
    assert jobs.settle()
    assert order == ["owner", "pages"]


def test_refusals_go_to_who_asked_or_to_the_message_bar(jobs: Jobs) -> None:
    owner = QObject()
    mine: list[str] = []
    bar: list[str] = []
    jobs.refused.connect(lambda error: bar.append(error.code))

    def refuse() -> Changes:
        raise PlanError("date.month")

    runner = jobs.for_owner(owner)
    runner.change(refuse, None, lambda error: mine.append(error.code))
    runner.change(refuse)
    assert jobs.settle()
    assert (mine, bar) == (["date.month"], ["date.month"])


def test_an_unexpected_fault_becomes_a_report(jobs: Jobs) -> None:
    owner = QObject()
    reports: list[str] = []
    jobs.crashed.connect(reports.append)

    def burst() -> int:
        raise ZeroDivisionError("surprise")

    jobs.for_owner(owner).query("a", burst, lambda _value: None, lambda _error: None)
    assert jobs.settle()
    assert len(reports) == 1
    assert "ZeroDivisionError: surprise" in reports[0]
    assert "Traceback" in reports[0]


def test_long_work_shows_progress_and_can_be_stopped(
    jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bingo_planner.ui.jobs.PROGRESS_AFTER", 0.0)
    monkeypatch.setattr("bingo_planner.ui.jobs.SPINNER_AFTER", 0.0)
    owner = QObject()
    heard: list[str] = []
    seen: list[tuple[RunningJob, ...]] = []
    spinning: list[bool] = []
    jobs.progress.connect(seen.append)
    jobs.spinner.connect(spinning.append)

    def work(progress: Progress) -> str:
        progress.step(3, 10, "pages")
        while not progress.cancelled():
            threading.Event().wait(0.01)
        return "half"

    jobs.for_owner(owner).run("paper", work, heard.append, lambda error: heard.append(error.code))
    qtbot.waitUntil(lambda: bool(seen and seen[-1] and seen[-1][0].done == 3))
    jobs.cancel(seen[-1][0].number)
    assert jobs.settle()
    assert heard == ["job.cancelled"]
    assert seen[-1] == ()
    assert spinning == [True, False]


def test_long_work_nobody_waits_for_is_told_to_stop(jobs: Jobs) -> None:
    owner, begun, stopped = QObject(), threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while not progress.cancelled():
            threading.Event().wait(0.01)
        stopped.set()

    jobs.for_owner(owner).run("paper", work, lambda _none: None)
    assert begun.wait(10)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert stopped.wait(10)
    assert jobs.settle()


def test_the_end_waits_for_changes_and_closes_on_the_database_thread() -> None:
    jobs = Jobs()
    owner = QObject()
    written: list[str] = []

    def write(what: str) -> Changes:
        written.append(what)
        return Changes()

    jobs.for_owner(owner).change(partial(write, "change"))
    jobs.close(lambda: written.append(threading.current_thread().name))
    jobs.for_owner(owner).change(partial(write, "late"))
    jobs.close()
    assert written == ["change", "database"]
    assert jobs.idle()
    jobs.deleteLater()
