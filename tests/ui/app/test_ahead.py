"""Code of pages is loaded while nobody waits."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from bingo_planner.app import ahead
from bingo_planner.app.ahead import Ahead, modules_under
from bingo_planner.ui.jobs import Jobs

PAGE, PART, PLOT = (
    "bingo_planner.features.projects.page",
    "bingo_planner.ui.lazy",
    "bingo_planner.ui.chart_plot",
)


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Jobs]:
    monkeypatch.setattr(ahead, "AFTER_MS", 1)
    made = Jobs()
    yield made
    made.close()
    made.deleteLater()


def test_a_module_comes_after_what_it_imports_at_its_head(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (PAGE, PART, PLOT):
        monkeypatch.delitem(sys.modules, name, raising=False)
    found = list(modules_under(PAGE))
    assert found.index(PART) < found.index(PAGE) == len(found) - 1
    assert PLOT not in found, "what is imported inside a function waits until it is wanted"
    assert list(modules_under("bingo_planner.ui.jobs")) == [], "loaded already"


def test_it_loads_one_by_one_and_never_beside_work(
    jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (PAGE, PART):
        monkeypatch.delitem(sys.modules, name, raising=False)
    loaded: list[str] = []
    go_on = threading.Event()
    owner = QObject(jobs)
    jobs.for_owner(owner).query("work", go_on.wait, lambda _done: None)
    Ahead(jobs, loaded.append, [PAGE]).begin()
    qtbot.wait(30)
    assert loaded == []
    go_on.set()
    qtbot.waitUntil(lambda: PAGE in loaded)
    assert loaded.index(PART) < loaded.index(PAGE)


def test_a_module_that_is_named_in_its_package_is_a_step_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    part = "bingo_planner.features.usage.papers"
    for name in ("bingo_planner.features.usage.actions_view", part):
        monkeypatch.delitem(sys.modules, name, raising=False)
    import bingo_planner.features.usage  # noqa: F401  # only what is loaded already is looked into

    found = list(modules_under("bingo_planner.features.usage.actions_view"))
    assert found.index(part) < len(found) - 1
