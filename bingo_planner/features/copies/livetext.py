"""A long text as a person reads it: live fields as their figures, and of what stayed only what stands by a change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bingo_planner.features.copies.diff import SAME

_FIELD = re.compile(r"\{\{([^{}]+)\}\}")
NEAR = 60
"""Characters of what stayed that are shown beside a change."""
GAP = "……"


def readable(text: str, figures: Mapping[str, str]) -> str:
    """The text with the figure of every live field; of one without a figure the last part of its name."""
    return _FIELD.sub(lambda found: figures.get(found[1], f"［{found[1].rsplit(':', 1)[-1]}］"), text)


def shortened(pieces: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The runs of a comparison with long runs that stayed cut to what stands beside a change."""
    last = len(pieces) - 1
    found = []
    for at, (kind, words) in enumerate(pieces):
        if kind != SAME or last == 0:
            found.append((kind, words))
            continue
        head = "" if at == 0 else _start(words)
        tail = "" if at == last else _end(words)
        is_cut = len(head) + len(tail) + len(GAP) < len(words)
        found.append((kind, f"{head}{GAP}{tail}" if is_cut else words))
    return tuple(found)


def _start(words: str) -> str:
    return words[:NEAR].split("\n")[0]


def _end(words: str) -> str:
    return words.rstrip("\n")[-NEAR:].split("\n")[-1] + "\n" * (len(words) - len(words.rstrip("\n")))
