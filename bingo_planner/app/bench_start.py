"""One start, measured from outside: a bare PySide6 window, or the planner: its window, then its first page filled.

Run as `python -m bingo_planner.app.bench_start bare|planner|walk|pages [REGION] STARTED`; writes seconds since
`STARTED`, for a walk over every page the memory it took at most, for pages how long each takes when it is opened first.
"""

from __future__ import annotations

import re
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


def walk(region: Path) -> None:
    """A day's work as far as memory goes: every page once, then the vision as PDF; writes the peak in MB."""
    from bingo_planner.app.pages import PAGES
    from bingo_planner.app.rehearsal import rehearsal, wait
    from bingo_planner.kernel.collector import release

    with rehearsal(region) as program:
        release()
        for page in PAGES:
            program.shell.open_page(page.page_id)
            wait(program)
        print_vision(program)
    sys.stdout.write(f"{peak_megabytes()}\n")


def print_vision(program: Program) -> None:
    """Make the vision as PDF beside the window, as printing does, and wait for it."""
    from tempfile import TemporaryDirectory

    from bingo_planner.cli.papers import PAPERS, Order
    from bingo_planner.kernel.dates import FiscalYear
    from bingo_planner.kernel.i18n import language

    store = program.store
    assert store is not None
    with TemporaryDirectory() as folder:
        order = Order(Path(folder) / "vision.pdf", language(), FiscalYear.of(store.clock.today()))
        made: list[object] = []
        program.runner.run(
            "bench", lambda progress: PAPERS["vision"].build(store, order, progress), made.append, made.append
        )
        while not made:
            program.app.processEvents()
            time.sleep(0.0005)


def peak_megabytes() -> float:
    """Most memory this process ever held; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if status.is_file():
        # Linux: the other figure below also counts what the parent held when it started this process.
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii", errors="replace"))
        if found:
            return int(found[1]) / 1024
    try:
        import resource
    except ImportError:
        return 0.0
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def tell() -> None:
    """Seconds since the parent process began to start this one."""
    sys.stdout.write(f"{time.time() - float(sys.argv[-1])}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    elif sys.argv[1] == "walk":
        walk(Path(sys.argv[2]))
    elif sys.argv[1] == "pages":
        from bingo_planner.app.bench_pages import first_openings

        first_openings(Path(sys.argv[2]))
    else:
        planner(Path(sys.argv[2]))
