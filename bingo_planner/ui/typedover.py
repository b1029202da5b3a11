"""Since when something is being typed: a save counts as typed over what stood there then, not over what came since."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_BEGAN: ContextVar[float | None] = ContextVar("typing_began", default=None)


class Typing:
    """One editor's: when the words in it began to differ from what it showed."""

    def __init__(self) -> None:
        self._since: float | None = None

    def begin(self) -> None:
        """Something is typed; the first time counts."""
        if self._since is None:
            self._since = time.perf_counter()

    def end(self) -> None:
        """It was given up, or something else is shown."""
        self._since = None

    @contextmanager
    def told(self) -> Iterator[None]:
        """What was typed is told in this block; whoever saves in it asks `typing_began`."""
        token = _BEGAN.set(self._since)
        self._since = None
        try:
            yield
        finally:
            _BEGAN.reset(token)


def typing_began() -> float | None:
    """When the typing began that is being told now (`time.perf_counter`); None where nothing was typed by hand."""
    return _BEGAN.get()
