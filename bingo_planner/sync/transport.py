"""What the engine asks of anything that carries segments: a folder, a packet file, a hub."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bingo_planner.sync.keys import KeyBook
from bingo_planner.sync.model import Part, PartKey, Refused, Segment, Vector
from bingo_planner.sync.rings import Sealing
from bingo_planner.sync.roster import Roster


@dataclass(frozen=True)
class Refusal:
    """Something found at a partner that was not accepted; `data` is kept aside for whoever mends it.

    `replica`: whose log it claims to be (a folder or column name, not proven), empty when it cannot be told.
    """

    source: str
    replica: str
    error: Refused
    data: bytes


class Unreachable(Exception):  # noqa: N818  # a state of the world, not a fault of the program
    """The partner is not there now: unplugged, unmounted, no network. Absence means nothing."""


class Transport(Protocol):
    """Carries checked segments both ways. No method changes the region file; none takes absence for deletion.

    Every method may raise `Unreachable`. Implementations check signatures with the `KeyBook` they were given.
    """

    @property
    def name(self) -> str:
        """The partner as a person knows it: a path, a host."""
        ...

    @property
    def relays(self) -> bool:
        """Whether segments of other replicas may be published here (folder and packet: yes, hub: no)."""
        ...

    def heads(self) -> Vector:
        """Last sequence number on offer per replica, as far as can be told cheaply; may be stale or too high."""
        ...

    def links(self, replica: str) -> Mapping[int, bytes]:
        """What is known without reading: sequence number → beginning of that link of a replica's chain.

        A copy asks for its own log: another link than its own at a number means that somebody writes in its name.
        """
        ...

    def fetch(self, have: Vector) -> Iterator[Segment | Refusal]:
        """Segments beyond `have`, those of one replica in order; they may overlap with what is held.

        What is still arriving is left out; what is damaged comes as a `Refusal`, and the rest goes on.
        """
        ...

    def publish(self, segments: Sequence[Segment]) -> None:
        """Put segments there so that a reader sees each whole or not at all. Publishing again is harmless.

        Raises PlanError `sync.disk_full`, `sync.read_only` when the partner takes nothing.
        """
        ...

    def trust(self, book: KeyBook, sealing: Sealing | None) -> None:
        """From now on check with this book, and lock and open with these rings (None before there is a roster)."""
        ...

    def rosters(self, known: Roster | None) -> Sequence[bytes]:
        """Signed rosters on offer, oldest first; nothing here says that they are to be believed.

        Those older than the one known may be left out.
        """
        ...

    def publish_roster(self, data: bytes) -> None:
        """Offer a roster to others; a partner that takes none from this copy is no fault."""
        ...

    def parts(self) -> Collection[PartKey]:
        """Transactions whose office part is on offer, as far as this copy may know."""
        ...

    def fetch_parts(self, wanted: Sequence[PartKey]) -> Iterator[Part]:
        """Those parts that are there, opened; only for copies that hold the office's ring."""
        ...

    def publish_parts(self, parts: Iterable[Part]) -> None:
        """Put parts there, locked for the office."""
        ...
