"""One start, measured from outside: a bare PySide6 window, or the planner: its window, then its first page filled.

Run as `python -m bingo_planner.app.bench_start bare|planner [REGION] STARTED`; writes seconds since `STARTED`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bingo_planner.app.program import Program


def bare() -> None:
    """The least a Qt program can do: one window with a word in it."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QLabel("広域連携プランナー"))
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    tell()


def planner(region: Path) -> None:
    """The planner: the window that answers, then the overview with its data."""
    from bingo_planner.kernel.collector import hold, release

    hold()
    from bingo_planner.app.window import make_program, open_window_on

    program = make_program(region)
    open_window_on(program)
    program.app.processEvents()
    tell()
    program.ready.append(release)
    program.ready.append(lambda: _when_filled(program))
    program.app.exec()


def _when_filled(program: Program) -> None:
    program.jobs.settle()
    program.app.processEvents()
    tell()
    program.shell.close()


def tell() -> None:
    """Seconds since the parent process began to start this one."""
    sys.stdout.write(f"{time.time() - float(sys.argv[-1])}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        planner(Path(sys.argv[2]))
