"""How options are filled in bands: dark to light on the good side, slanted and solid on the bad one."""

from __future__ import annotations

from collections.abc import Sequence

from bingo_planner.features.surveys.crosstab.model import Column, Side

_GOOD = {1: (6,), 2: (6, 4), 3: (6, 5, 3), 4: (6, 5, 4, 3)}
_PLAIN = (6, 4, 2, 5, 3, 1)
MOST_PARTS = 12
"""Columns beyond which a band says nothing any more."""


def fills_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """A fill a column, in the words of the kit (`ui.bands.fill_of`); the outermost option of a side is strongest."""
    places = {side: [at for at, one in enumerate(columns) if one.side is side] for side in Side}
    good, bad = places[Side.GOOD], places[Side.BAD]
    good_first = not bad or not good or good[0] < bad[0]
    found = [""] * len(columns)
    for rank, at in enumerate(good if good_first else reversed(good)):
        steps = _GOOD.get(len(good), _GOOD[4])
        found[at] = f"ramp{steps[min(rank, len(steps) - 1)]}"
    for rank, at in enumerate(reversed(bad) if good_first else bad):
        found[at] = "worst" if rank == 0 else "bad"
    for at in places[Side.MIDDLE]:
        found[at] = "ramp1"
    for at in places[Side.BLANK]:
        found[at] = "blank"
    for rank, at in enumerate(places[Side.NONE]):
        if good or bad:
            found[at] = "ramp0"
        else:
            found[at] = f"ramp{_PLAIN[rank % len(_PLAIN)]}" + "/" * (rank >= len(_PLAIN))
    return tuple(found)
