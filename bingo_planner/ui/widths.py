"""Widths decide the arrangement: four classes in logical px, measured in the text size in force."""

from __future__ import annotations

from enum import IntEnum

from bingo_planner.ui.theme import current


class Width(IntEnum):
    """How much room the window gives."""

    TINY = 0
    """Under 720: one column, the side form is a page of its own."""
    NARROW = 1
    """720–959: menus fold, page actions but the first go into ⋯."""
    MIDDLE = 2
    """960–1279: rail, the side form floats."""
    WIDE = 3
    """1280 and more: as drawn."""


def width_class(pixels: int) -> Width:
    """The class of a client width. Larger text needs more room: 1920 px at 200 % counts as 960."""
    width = pixels / current().scale
    if width >= 1280:
        return Width.WIDE
    if width >= 960:
        return Width.MIDDLE
    return Width.NARROW if width >= 720 else Width.TINY
