"""Finds what was typed in what is written, blind to width, kana and variant kanji; says where, to underline it."""

from __future__ import annotations

from collections.abc import Sequence

from bingo_planner.kernel.text import fold
from bingo_planner.ui.actions import Action
from bingo_planner.ui.buttons import shown_shortcut
from bingo_planner.ui.shellmodel import Hit


def spans(title: str, query: str) -> tuple[tuple[int, int], ...]:
    """(start, length) of every place in `title` that reads like `query`."""
    wanted = fold(query)
    if not wanted or wanted not in fold(title):
        return ()
    pieces = [fold(letter) for letter in title]
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(title):
        length = _length_at(pieces, start, wanted)
        if length:
            found.append((start, length))
        start += max(length, 1)
    return tuple(found)


def _length_at(pieces: Sequence[str], start: int, wanted: str) -> int:
    joined = ""
    for count, piece in enumerate(pieces[start:], 1):
        joined += piece
        if joined.startswith(wanted):
            return count if joined and pieces[start] else 0
        if not wanted.startswith(joined):
            return 0
    return 0


def action_hit(action: Action, query: str = "") -> Hit:
    """An action as a line of the palette."""
    group = "go" if action.menu == "go" else "help" if action.menu == "help" else "action"
    keys = action.shortcuts
    return Hit(
        group=group,  # type: ignore[arg-type]  # one of the three words
        kind="action",
        id=action.id,
        title=action.plain_text,
        context=action.tip,
        matches=spans(action.plain_text, query),
        icon=action.icon
        or ("arrow-right" if group == "go" else "circle-help" if group == "help" else "square"),
        shortcut=shown_shortcut(keys[0]) if keys else "",
    )


def matching_actions(actions: Sequence[Action], query: str) -> list[Hit]:
    """Actions usable now whose words or reading hold every typed word; better places first."""
    words = [fold(part) for part in query.split()]
    ranked: list[tuple[int, int, Hit]] = []
    for place, action in enumerate(actions):
        text, reading = fold(action.plain_text), fold(action.reading)
        if not words or not all(word in text or word in reading for word in words):
            continue
        if action.enabled():
            rank = 0 if text.startswith(words[0]) else 1 if words[0] in text else 2
            ranked.append((rank, place, action_hit(action, query)))
    return [hit for _rank, _place, hit in sorted(ranked, key=lambda entry: entry[:2])]
