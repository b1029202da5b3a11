"""What a write changed: the one thing that travels from the services to the pages."""

from dataclasses import dataclass
from typing import Literal

Why = Literal["edit", "undo", "redo", "import", "sync", "restore", "resolve"]


@dataclass(frozen=True, slots=True)
class Changes:
    """Kinds of record and single records `(kind, id)` touched by one transaction.

    `kinds` decides which pages read again; `ids` lets them flash rows; `label` is the undo step in the user's words.
    """

    kinds: frozenset[str] = frozenset()
    ids: frozenset[tuple[str, str]] = frozenset()
    label: str = ""
    why: Why = "edit"

    @classmethod
    def of(cls, *records: tuple[str, str], label: str = "", why: Why = "edit") -> "Changes":
        """Changes of single records; their kinds follow."""
        return cls(frozenset(kind for kind, _ in records), frozenset(records), label, why)

    def touches(self, *kinds: str) -> bool:
        """Whether any of these kinds was changed."""
        return not self.kinds.isdisjoint(kinds)

    def ids_of(self, kind: str) -> frozenset[str]:
        """Ids of the changed records of one kind."""
        return frozenset(identity for owner, identity in self.ids if owner == kind)

    def __or__(self, other: "Changes") -> "Changes":
        """Both together, under the label and reason of the first that did anything."""
        first = self if self else other
        return Changes(self.kinds | other.kinds, self.ids | other.ids, first.label, first.why)

    def __bool__(self) -> bool:
        return bool(self.kinds)


NOTHING = Changes()
