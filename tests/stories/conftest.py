"""A planner at a fresh computer with the sample region; nothing may stay behind when the window is closed."""

from __future__ import annotations

import gc
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from bingo_planner.cli.home import keep_profile, user_settings
from bingo_planner.store.home import Home
from bingo_planner.ui import theme
from tests.stories.hands import Planner
from tests.support.doubles import PROFILE


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stories are marked; a warning of Qt fails them."""
    for item in items:
        if "tests/stories" in item.path.as_posix():
            item.add_marker(pytest.mark.story)
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(
                pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support", extend=True)
            )


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """The next story finds the computer as this one did: no window, no thread, no hook of the program."""
    hook, threads = sys.excepthook, set(threading.enumerate())
    windows = set(map(id, QApplication.topLevelWidgets()))
    theme.apply(qapp, theme.Theme())
    yield
    sys.excepthook = hook
    gc.collect()
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    left = [repr(window) for window in QApplication.topLevelWidgets() if id(window) not in windows]
    left += [repr(thread) for thread in threading.enumerate() if thread not in threads]
    assert not left, f"left behind: {left}"
    gc.freeze()  # what stays is not looked through again


@pytest.fixture
def computer(tmp_path: Path) -> Home:
    """A user's data folder in which a profile is known."""
    home = Home(tmp_path / "home")
    settings = user_settings(home)
    keep_profile(settings, PROFILE)
    settings.set("keep.folder", str(tmp_path))
    return home


@pytest.fixture
def region(sample_file: Path, tmp_path: Path) -> Path:
    """A copy of the sample region."""
    path = tmp_path / "bingo.bingo"
    shutil.copy(sample_file, path)
    return path


@pytest.fixture
def planner(computer: Home, region: Path, qapp: QApplication) -> Iterator[Planner]:
    """The program is open on the first page."""
    made = Planner(computer, region)
    yield made
    made.shut()
