"""Window tests: no screen, our own fonts, and no test may leave a window, a thread or a timer behind."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from bingo_planner.kernel.i18n import set_language
from bingo_planner.ui import theme

HARMLESS = ["propagateSizeHints", "This plugin does not support"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A warning of Qt fails the test that caused it."""
    for item in items:
        if "tests/ui" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*HARMLESS, extend=True))


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every test starts in Japanese, light, at 100 %."""
    set_language("ja")
    if theme.current() != theme.Theme() or qapp.property("houseStyle") is None:
        theme.apply(qapp, theme.Theme())
    yield
    set_language("ja")
    if theme.current() != theme.Theme():
        theme.apply(qapp, theme.Theme())


@pytest.fixture(autouse=True)
def window_leaks(qapp: QApplication) -> Iterator[None]:
    """Fails a test that leaves a top-level widget, a thread or a running timer behind."""
    threads = set(threading.enumerate())
    windows = {id(widget) for widget in QApplication.topLevelWidgets()}
    timers = {id(timer) for timer in _running_timers()}
    yield
    _sweep()
    left = [repr(widget) for widget in QApplication.topLevelWidgets() if id(widget) not in windows]
    left += [repr(thread) for thread in threading.enumerate() if thread not in threads]
    left += [f"{timer!r} of {timer.parent()!r}" for timer in _running_timers() if id(timer) not in timers]
    assert not left, f"left behind: {left}"
    # What is still there stays: loaded modules, caches, what a file shares. Set aside, it is not looked through again
    # after each of a thousand tests, which would take longer than the tests.
    gc.freeze()


def _sweep() -> None:
    """Let Qt and Python finish what they were told to delete."""
    gc.collect()
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def _running_timers() -> list[QTimer]:
    return [
        thing
        for thing in gc.get_objects()
        if type(thing) is QTimer and shiboken6.isValid(thing) and thing.isActive()
    ]
