"""The whole program on a copy of a region file, without a user: for pictures, the self-test and measurements."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication

from bingo_planner.app.program import Program
from bingo_planner.app.window import make_app
from bingo_planner.cli.home import keep_profile, last_region, user_home, user_settings
from bingo_planner.cli.sample import create_sample, profile
from bingo_planner.kernel.settings import Settings
from bingo_planner.store.region_file import Home
from bingo_planner.ui.theme import Density, Theme, apply

PATIENCE = 30.0
ROUNDS, CALM, PAUSE = 8, 2, 0.05
"""Rounds at most, and rounds in a row in which nothing went on: then all is there. Seconds between them."""
SOON = 500
"""Milliseconds: pages wait a moment before they start slow work such as a preview."""


@contextmanager
def rehearsal(
    region: Path | None = None,
    *,
    theme: str = "light",
    density: Density = "normal",
    size: tuple[int, int] = (1366, 768),
    scale: int = 1,
) -> Iterator[Program]:
    """A program with its window, on a copy of `region` (else the one opened last, else a fresh sample)."""
    app = make_app()
    apply(app, Theme("dark" if theme == "dark" else "light", 1.0, density))
    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        path = home.folder / "region.bingo"
        _copy(region, path, home, scale)
        settings = Settings(home.folder / "settings.json", user_settings(home).schema.values())
        keep_profile(settings, profile())
        program = Program(app, home, settings, path)
        try:
            program.begin()
            program.shell.resize(*size)
            wait(program)
            yield program
        finally:
            close(app, program)


def _copy(region: Path | None, path: Path, home: Home, scale: int) -> None:
    found = region or last_region(user_settings(user_home()))
    if found is not None and scale == 1:
        shutil.copy(found, path)
        # What is still in the write-ahead log belongs to the copy too.
        wal = found.with_name(found.name + "-wal")
        if wal.exists():
            shutil.copy(wal, path.with_name(path.name + "-wal"))
        return
    create_sample(path, home, "rehearsal", scale=scale).close()


def wait(program: Program) -> None:
    """Until nothing is under way and everything is painted, also what pages draw a moment later."""
    calm = 0
    for _ in range(ROUNDS):
        QApplication.processEvents()
        busy = not program.jobs.idle()
        program.jobs.settle(PATIENCE)
        busy = _went_on(program) or busy
        calm = 0 if busy else calm + 1
        if calm == CALM:
            break
        time.sleep(PAUSE)
    QApplication.processEvents()


def _went_on(program: Program) -> bool:
    """Wait for pictures in the making; whether there were any, or a page is about to do something."""
    pools = [pool for pool in program.shell.findChildren(QThreadPool) if pool.activeThreadCount()]
    for pool in pools:
        pool.waitForDone(int(PATIENCE * 1000))
    timers = program.shell.findChildren(QTimer)
    return bool(pools) or any(
        one.isActive() and one.isSingleShot() and one.remainingTime() < SOON for one in timers
    )


def close(app: QApplication, program: Program) -> None:
    """Close the window and let Qt forget it."""
    program.end()
    program.shell.close()
    program.shell.deleteLater()
    program.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()


View = tuple[str, Callable[[], None]]


def views(program: Program) -> Iterator[View]:
    """Every page, every tab of it, and the records behind the lists: (name, how to show it)."""
    from bingo_planner.app.scenes import scenes

    yield from scenes(program)
