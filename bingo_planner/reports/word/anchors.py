"""Bookmarks: short names for the keys of a paper, and the places they are put."""

from collections.abc import Sequence

from bingo_planner.reports.numbering import Numbered


class Anchors:
    """Names of bookmarks by key; each may be set once."""

    def __init__(self, entries: Sequence[Numbered]) -> None:
        self.names = {entry.key: f"place{at}" for at, entry in enumerate(entries, start=1)}
        self._set: set[str] = set()

    def mark(self, key: str, content: str) -> str:
        """Content with the bookmark of its key round it; content alone where there is none or it is set already."""
        name = self.names.get(key)
        if name is None or name in self._set:
            return content
        self._set.add(name)
        number = len(self._set)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
