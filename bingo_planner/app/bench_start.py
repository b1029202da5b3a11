"""One start, measured from outside: a bare PySide6 window, or the planner until its first page is usable.

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
    """The planner until the overview shows its data."""
    from bingo_planner.app.window import make_program, open_window_on

    program = make_program(region)
    open_window_on(program)
    program.ready.append(tell)
    program.ready.append(lambda: _close(program))
    program.app.exec()


def _close(program: Program) -> None:
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
