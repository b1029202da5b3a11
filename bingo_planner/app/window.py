"""Opens the window."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from bingo_planner.app.look import take_language, take_look
from bingo_planner.app.program import Program
from bingo_planner.cli.home import user_home, user_settings
from bingo_planner.kernel.collector import release
from bingo_planner.kernel.i18n import Language, set_language


def open_window(region: Path | None, page: str | None, language: Language | None) -> int:
    """Run the program until its window is closed."""
    program = make_program(region)
    program.ready.append(release)
    if language is not None:
        set_language(language)
    if page:
        program.ready.append(lambda: program.shell.open_page(page))
    open_window_on(program)
    return program.app.exec()


def make_program(region: Path | None) -> Program:
    """The program with the user's settings, not shown yet."""
    app = make_app()
    home = user_home()
    settings = user_settings(home)
    take_language(settings)
    take_look(app, settings)
    return Program(app, home, settings, region.absolute() if region else None)


def open_window_on(program: Program) -> None:
    """Show the window at its size; the file is opened behind it."""
    program.shell.resize(1366, 768)
    program.begin()


def make_app() -> QApplication:
    """The one QApplication of the program."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    qInstallMessageHandler(_qt_says)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Bingo Planner")
    app.setQuitOnLastWindowClosed(True)
    return app


def _qt_says(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Qt's own remarks, less the one that only says there is no screen."""
    if kind is not QtMsgType.QtDebugMsg and "propagateSizeHints" not in text:
        sys.stderr.write(f"{text}\n")
