"""Python's collector of unused objects, kept from stopping the window: quiet at the start, rare afterwards.

What the program loads at its start stays until its end; looking through it again and again costs tens of
milliseconds each time, in the middle of somebody's typing.
"""

from __future__ import annotations

import gc

YOUNG, MIDDLE, OLD = 20_000, 20, 50
"""New objects before a look at the youngest, and how many looks before the next generation's turn."""


def hold() -> None:
    """Nothing is collected while the program loads."""
    gc.disable()


def release() -> None:
    """Set aside what is loaded and collect from now on, seldom."""
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    gc.enable()
