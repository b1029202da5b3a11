"""One start, measured from outside: a bare PySide6 window, or the planner until its first page is usable.

Run as `python -m bingo_planner.app.bench_start bare|planner [REGION] STARTED`; prints seconds since `STARTED`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path


def bare(started: float) -> None:
    """The least a Qt program can do: one window with the bundled face."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QLabel("広域連携プランナー"))
    window.resize(1366, 768)
    window.show()
    app.processEvents()


def planner(region: Path, started: float) -> None:
    """The planner until the overview shows its data."""
    from PySide6.QtWidgets import QApplication

    from bingo_planner.app.look import take_look
    from bingo_planner.app.program import Program
    from bingo_planner.app.window import make_app
    from bingo_planner.cli.home import user_home, user_settings

    app = make_app()
    home = user_home()
    settings = user_settings(home)
    take_look(app, settings)
    program = Program(app, home, settings, region)
    program.begin()
    program.shell.resize(1366, 768)
    while program.store is None or not program.jobs.idle():
        QApplication.processEvents()
        time.sleep(0.001)
    QApplication.processEvents()
    program.end()
    program.shell.close()


if __name__ == "__main__":
    began = float(sys.argv[-1])
    if sys.argv[1] == "bare":
        bare(began)
    else:
        planner(Path(sys.argv[2]), began)
