"""How long the window stops while it syncs: a week's work of nine offices comes in and the open page shows it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEventLoop, QTimer

from bingo_planner.app.bench_sync import FIELDS, ROWS, key, segments
from bingo_planner.app.program import Program
from bingo_planner.app.rehearsal import wait
from bingo_planner.features.copies.model import Place, PlaceKind
from bingo_planner.features.copies.service_standing import keep_place
from bingo_planner.sync.cards import make_card
from bingo_planner.sync.folder import CARD, DEVICES, name_of
from bingo_planner.sync.segment import encode

OFFICES, FILES = 9, 20
"""Devices with news, and files of each: 180 files with 4,320 operations."""
TIMES = 3
PATIENCE = 60.0
BEAT_MS = 2


class Beat:
    """The longest gap between two turns of the window's event loop, in seconds."""

    def __init__(self, program: Program) -> None:
        self.longest, self._last = 0.0, 0.0
        self._timer = QTimer(program)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._tick)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now

    def during(self, begin: Callable[[], object], over: Callable[[], bool]) -> float:
        """From `begin` until it is `over`, the window working as it does; the longest gap."""
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer.start()
        loop = QEventLoop()
        end = time.perf_counter() + PATIENCE
        look = QTimer(self._timer)
        look.setInterval(BEAT_MS * 5)
        look.timeout.connect(lambda: loop.quit() if over() or time.perf_counter() > end else None)
        QTimer.singleShot(0, loop, begin)
        look.start()
        loop.exec()
        look.stop()
        look.deleteLater()
        self._timer.stop()
        return self.longest


def window_stop(program: Program, folder: Path) -> float:
    """Milliseconds, of three such weeks; the page of staff is open, and everything that comes is on it."""
    return median(_stop(program, folder / f"window share {week}", week) for week in range(TIMES))


def _stop(program: Program, share: Path, week: int) -> float:
    store, meetings = program.store, program.meetings
    assert store is not None
    assert meetings is not None
    _write(share, week)
    keep_place(store, Place(PlaceKind.FOLDER, str(share)))
    program.shell.open_page("staff")
    wait(program)
    longest = Beat(program).during(meetings.meet, lambda: not meetings.is_busy and program.jobs.idle())
    return longest * 1000


def _write(share: Path, week: int) -> None:
    for office in range(OFFICES):
        signer = key(f"window {week} {office}")
        place = share / DEVICES / signer.replica
        place.mkdir(parents=True)
        (place / CARD).write_bytes(make_card(signer, f"例示 {office}号機", 34207))
        for segment in segments(signer, FILES * ROWS * (len(FIELDS) + 1), length=1):
            (place / name_of(segment).text).write_bytes(encode(segment))
