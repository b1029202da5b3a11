"""How long pages take to open, from the key that asks for one to its content on the screen.

Anew: built and read as if nothing of it had been there, its code loaded. First: as a user meets it, in a program that
has been started, left alone for a moment, and has not shown the page yet.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from bingo_planner.app.pages import PAGES, PageRecord
from bingo_planner.app.program import Program
from bingo_planner.app.rehearsal import wait
from bingo_planner.kernel.collector import release
from bingo_planner.ui.states import State

LONGEST = 60.0
"""Seconds after which a page counts as not opened."""
OPENINGS = 5
LEFT_ALONE_MS = 2_000
"""What a user looks at the first page before asking for another."""


def opened_anew(program: Program, record: PageRecord) -> float:
    """Milliseconds for a page that is built anew and finds nothing read before."""
    return median(_anew(program, record) for _ in range(OPENINGS))


def _anew(program: Program, record: PageRecord) -> float:
    program.shell.open_page(PAGES[0].page_id if record is not PAGES[0] else PAGES[1].page_id)
    wait(program)
    program.shell.drop_pages()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if program.store is not None:
        program.store.kept.forget()
    gc.collect()
    taken = _opened(program, record)
    wait(program)
    return taken


def _opened(program: Program, record: PageRecord) -> float:
    """Until its content is painted; work it goes on with behind its content is not waited for."""
    began = time.perf_counter()
    program.shell.open_page(record.page_id)
    states = program.shell.page(record.page_id).state_widget
    if states.state() is State.LOADING:
        # As the window waits: asleep until its content is there. To ask again and again would keep the worker waiting.
        loop = QEventLoop()
        states.shown.connect(loop.quit)
        QTimer.singleShot(int(LONGEST * 1000), loop, loop.quit)
        loop.exec()
    QApplication.processEvents()
    return (time.perf_counter() - began) * 1000


def first_openings(region: Path) -> None:
    """In a process of its own, written out: the longest stop while the window was left alone, then ms of each page.

    The first page is opened with the program and has a line of its own.
    """
    from bingo_planner.app.window import make_program, open_window_on

    program = make_program(region)
    program.ready.append(release)
    program.ready.append(lambda: _Alone(program).begin())
    open_window_on(program)
    program.app.exec()


class _Alone(QObject):
    """Watches the window while nobody touches it, then opens every page."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._stop, self._last = 0.0, 0.0
        self._beat = QTimer(self)
        self._beat.setInterval(2)
        self._beat.timeout.connect(self._tick)

    def begin(self) -> None:
        """Once the first page has all it shows."""
        self._program.jobs.settle()
        self._program.app.processEvents()
        self._last = time.perf_counter()
        self._beat.start()
        QTimer.singleShot(LEFT_ALONE_MS, self, self._open_all)

    def _tick(self) -> None:
        now = time.perf_counter()
        self._stop, self._last = max(self._stop, now - self._last), now

    def _open_all(self) -> None:
        self._beat.stop()
        taken = [self._stop * 1000]
        for record in PAGES[1:]:
            taken.append(_opened(self._program, record))
            self._program.jobs.settle(LONGEST)
            self._program.app.processEvents()
        sys.stdout.write("".join(f"{one}\n" for one in taken))
        self._program.shell.close()
