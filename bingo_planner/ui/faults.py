"""Faults that nobody caught on the window's thread go to one place."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from bingo_planner.ui.crashreport import report_text


def catch_faults(show: Callable[[str], None]) -> None:
    """Send faults that nobody caught on the window's thread to `show`; Ctrl+C still ends the program."""

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        show(report_text(fault.with_traceback(trace)))

    sys.excepthook = hook
