"""Python's collector of unused objects, kept from stopping the window: quiet at the start, rare afterwards.

What the program loads at its start stays until its end, and a paper in the making is a hundred thousand objects that
are all in use; looking through them again and again stops every thread for tens of milliseconds each time, in the
middle of somebody's typing.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG, MIDDLE, OLD = 20_000, 10, 20
"""New objects before a look at the youngest, and how many looks before the next generation's turn."""

_gate = threading.Lock()
_holders: list[bool] = []


def hold() -> None:
    """Nothing is collected while the program loads."""
    gc.disable()


def release() -> None:
    """Set aside what is loaded and collect from now on, seldom."""
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    gc.enable()


@contextmanager
def paused() -> Iterator[None]:
    """Nothing is collected inside, however many threads are; as before when the last one leaves."""
    with _gate:
        _holders.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _gate:
            was_on = _holders.pop()
            if not _holders and was_on:
                gc.enable()
