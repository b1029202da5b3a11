"""Full-text search for the palette: records of every kind, and the pages of the help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bingo_planner.app.pages import page_of
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.kernel.text import fold
from bingo_planner.ui.shellmodel import Hit

if TYPE_CHECKING:
    from bingo_planner.store.search import Found
    from bingo_planner.store.store import Store

LIMIT = 60


def search_records(store: Store, jobs: JobRunner, text: str, found: Callable[[Sequence[Hit]], None]) -> None:
    """Look for a text on the database thread; `found` gets the hits of the last request only."""
    jobs.query("search", lambda: store.search(text, LIMIT), lambda rows: found(to_hits(rows, text)))


def to_hits(rows: Sequence[Found], text: str) -> list[Hit]:
    """Lines of the palette; records that no page opens are left out."""
    from bingo_planner.cli.kinds import access_by_kind

    kinds = access_by_kind()
    hits = []
    for row in rows:
        if page_of(row.kind) is None or row.kind not in kinds:
            continue
        title = row.title or row.snippet
        hits.append(
            Hit("record", row.kind, row.record_id, title, kinds[row.kind].record.name(), places(title, text))
        )
    return hits


def places(title: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where the words stand in a title, (start, length), when folding keeps the letters in their places."""
    folded = "".join((fold(sign) or "\0")[:1] for sign in title)
    found = []
    for word in (fold(part) for part in text.split()):
        at = folded.find(word) if word else -1
        if at >= 0:
            found.append((at, len(word)))
    return tuple(sorted(found))
