"""A text against the one before, sentence by sentence: what stayed, came, went."""

from __future__ import annotations

from difflib import SequenceMatcher

from bingo_planner.sync.text_merge import sentences

MOST = 4_000
"""Sentences; longer texts are shown whole, as changed."""

SAME, ADDED, REMOVED = "same", "added", "removed"


def compare(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Runs of (same, added or removed; words) that tell both texts: without the removed ones it is `after`."""
    old, new = sentences(before), sentences(after)
    if len(old) + len(new) > MOST:
        return tuple(run for run in ((REMOVED, before), (ADDED, after)) if run[1])
    runs: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append((SAME, "".join(new[c:d])))
            continue
        runs += [(REMOVED, "".join(old[a:b]))] if b > a else []
        runs += [(ADDED, "".join(new[c:d]))] if d > c else []
    return tuple(runs)
