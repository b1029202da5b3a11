"""What pages are made of is loaded while nobody waits: one module at a time, between two turns of the event loop.

The first opening of a page would otherwise also find, link and run the modules it is written in, which takes longer
than the page itself. No widget is made ahead: a page that nobody opens costs nothing but its code.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec

from PySide6.QtCore import QObject, QTimer

from bingo_planner.app.pages import PAGES
from bingo_planner.ui.jobs import Jobs

AFTER_MS = 250
"""After the first page is there, and again whenever work is under way."""
_IMPORT = re.compile(r"^from (bingo_planner[\w.]*) import ([\w, ]*)", re.MULTILINE)


class Ahead(QObject):
    """Loads what is left whenever no job runs; `begin` once the first page stands."""

    def __init__(
        self, jobs: Jobs, load: Callable[[str], object] = import_module, pages: Iterable[str] | None = None
    ) -> None:
        super().__init__(jobs)
        self._jobs, self._load = jobs, load
        self._left = (one for name in (_wanted() if pages is None else pages) for one in modules_under(name))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        """From now on."""
        self._timer.start(AFTER_MS)

    def _step(self) -> None:
        if not self._jobs.idle():
            self._timer.start(AFTER_MS)
            return
        name = next(self._left, "")
        if name:
            self._load(name)
            self._timer.start(0)


def _wanted() -> Iterator[str]:
    """Every page, then what their first work behind the page is written in."""
    yield from (page.module for page in PAGES)
    for page in PAGES:
        yield from page.behind


def modules_under(name: str, seen: set[str] | None = None) -> Iterator[str]:
    """A module of this program that is not loaded yet, after those it imports at its head: each step is a small one."""
    seen = set() if seen is None else seen
    if name in seen or name in sys.modules:
        return
    seen.add(name)
    for below, names in _IMPORT.findall(_source(name)):
        yield from modules_under(below, seen)
        for part in re.findall(r"\w+", names):
            if hasattr(sys.modules.get(below), "__path__") and find_spec(f"{below}.{part}"):
                yield from modules_under(f"{below}.{part}", seen)
    yield name


def _source(name: str) -> str:
    """Its text; empty where only its code is kept, which is then loaded in one step."""
    spec = find_spec(name)
    read = getattr(spec.loader, "get_source", None) if spec is not None else None
    return (read(name) or "") if read is not None else ""
