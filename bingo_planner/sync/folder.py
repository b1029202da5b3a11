"""A shared folder or a stick as partner: every device writes files of its own, nobody changes or locks anything.

    <root>/bingo-sync/roster.json.signed
    <root>/bingo-sync/dev/<replica>/card.json
    <root>/bingo-sync/dev/<replica>/<first>-<last>-<link>.seg     12 digits, 12 digits, 16 hex digits
    <root>/bingo-sync/dev/<replica>/<number>.part                 12 digits: what a transaction holds for the office

The name of a segment says what is in it, so most questions are answered by one listing. A file that is not there
means nothing; a file without its end is still arriving; a damaged one is set aside and its writer puts it there
again. Any copy may carry the segments of every other one. Once there is a roster, segments are sealed for the
copies on it and parts for the liaison office: shares are read by many, and sticks get lost.
"""

from __future__ import annotations

import heapq
import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bingo_planner.sync.cards import Card, read_card
from bingo_planner.sync.files import DiskFiles, Files
from bingo_planner.sync.keys import KeyBook, OpenBook
from bingo_planner.sync.model import Incomplete, Part, PartKey, Refused, Segment, Vector
from bingo_planner.sync.operations import MAX_INT, REPLICA
from bingo_planner.sync.rings import Sealing, is_sealed
from bingo_planner.sync.roster import Roster
from bingo_planner.sync.segment import decode, encode
from bingo_planner.sync.transport import Refusal

TOP = "bingo-sync"
DEVICES = f"{TOP}/dev"
ROSTER = f"{TOP}/roster.json.signed"
CARD = "card.json"
ROLL = 1_000
"""So many small files of a device are rolled into one."""

_NAME = re.compile(r"(\d{12})-(\d{12})-([0-9a-f]{16})\.seg")
_PART = re.compile(r"(\d{12})\.part")
_HOPELESS = frozenset({"unknown_device", "revoked", "signature", "sealed"})
"""Refusals that hold for every other file of the device too."""
_STAMP = re.compile(rb'"hlc":(\d{1,19})')


@dataclass(frozen=True, order=True)
class SegmentName:
    """What the name of a segment file says."""

    first: int
    last: int
    link: str

    @property
    def text(self) -> str:
        """The name."""
        return f"{self.first:012d}-{self.last:012d}-{self.link}.seg"


def name_of(segment: Segment) -> SegmentName:
    """The name of a segment's file; the link is the beginning of the last one of its chain."""
    return SegmentName(segment.first, segment.last, segment.hashes[-1][:8].hex())


@dataclass
class FolderTransport:
    """A folder as partner. `book` says whose signature counts; an `OpenBook` learns from the cards found here."""

    files: Files
    book: KeyBook
    name: str
    relays: bool = True
    cards: dict[str, Card] = field(default_factory=dict)
    """Cards read here, by replica."""
    sealing: Sealing | None = None
    _sound: set[str] = field(default_factory=set)
    _listed: dict[str, list[SegmentName]] = field(default_factory=dict)

    def heads(self) -> Vector:
        """How far the files of each device reach without a gap, by their names; lists the folder anew."""
        self._listed.clear()
        return {replica: _reach(self._segments(replica), 0) for replica in self._devices()}

    def links(self, replica: str) -> Mapping[int, bytes]:
        """Sequence number → beginning of the link that a file of this replica ends with."""
        return {name.last: bytes.fromhex(name.link) for name in self._segments(replica)}

    def trust(self, book: KeyBook, sealing: Sealing | None) -> None:
        """Check with this book from now on, and seal what is put there."""
        self.book, self.sealing = book, sealing
        self._listed.clear()

    def rosters(self, known: Roster | None) -> Sequence[bytes]:
        """The signed roster, when there is one."""
        data = self.files.read(ROSTER)
        return [] if data is None else [data]

    def publish_roster(self, data: bytes) -> None:
        """Put the roster there in the place of the one before."""
        self.files.put(ROSTER, data, replace=True)

    def parts(self) -> Collection[PartKey]:
        """Parts that lie here, by their names."""
        return [
            (replica, int(match[1]))
            for replica in self._devices()
            for name in self.files.names(f"{DEVICES}/{replica}")
            if (match := _PART.fullmatch(name))
        ]

    def fetch_parts(self, wanted: Sequence[PartKey]) -> Iterator[Part]:
        """Parts that lie here; what cannot be opened is passed over: its hash vouches for it, not its place."""
        for replica, seq in wanted:
            data = self.files.read(f"{DEVICES}/{replica}/{seq:012d}.part")
            if data is not None and self.sealing is not None:
                with suppress(Refused):
                    yield Part(replica, seq, self.sealing.open(data))

    def publish_parts(self, parts: Iterable[Part]) -> None:
        """Put parts there, sealed; without a roster there is nobody to seal them for, so they stay here."""
        if self.sealing is not None:
            for part in parts:
                path = f"{DEVICES}/{part.replica}/{part.seq:012d}.part"
                self.files.put(path, self.sealing.seal_part(part.data))

    def fetch(self, have: Vector) -> Iterator[Segment | Refusal]:
        """Segments beyond `have`, of all devices together in the order of their stamps."""
        self._meet()
        streams = [self._stream(replica, have.get(replica, 0)) for replica in self._devices()]
        waiting: list[tuple[int, int, Segment]] = []
        for place, stream in enumerate(streams):
            yield from self._advance(waiting, place, stream)
        while waiting:
            _, place, segment = heapq.heappop(waiting)
            yield segment
            yield from self._advance(waiting, place, streams[place])

    def publish(self, segments: Sequence[Segment]) -> None:
        """Put segments there, each at once."""
        for segment in segments:
            path = f"{DEVICES}/{segment.replica}/{name_of(segment).text}"
            data = encode(segment) if self.sealing is None else self.sealing.seal(encode(segment))
            self.files.put(path, data, replace=path not in self._sound and self._is_bad(path))
            self._sound.add(path)
            self._listed.pop(segment.replica, None)

    def introduce(self, replica: str, card: bytes) -> None:
        """Put this copy's card there when another one or none stands there."""
        path = f"{DEVICES}/{replica}/{CARD}"
        if self.files.read(path) != card:
            self.files.put(path, card, replace=True)

    def unsound(self, replica: str) -> list[SegmentName]:
        """Files of this copy that cannot be read back; a file found sound is not looked into again."""
        found = []
        for name in self._segments(replica):
            path = f"{DEVICES}/{replica}/{name.text}"
            if path not in self._sound:
                if self._is_bad(path):
                    found.append(name)
                else:
                    self._sound.add(path)
        return found

    def remove(self, replica: str, names: Sequence[SegmentName]) -> None:
        """Take files of this copy away: damaged ones that stand there anew, small ones that were rolled."""
        for name in names:
            path = f"{DEVICES}/{replica}/{name.text}"
            self._sound.discard(path)
            self.files.remove(path)
        self._listed.pop(replica, None)

    def to_roll(self, replica: str) -> tuple[int, int] | None:
        """The first and last transaction of the small files of this copy when they are too many, else None."""
        names = self._segments(replica)
        held = _rolled(names)
        small = [name for name in names if name not in held and name.last - name.first < ROLL - 1]
        if len(small) <= ROLL:
            return None
        # The newest stay out of it: they are what others are about to read.
        some = small[:ROLL]
        return (some[0].first, some[-1].last) if _reach(some, some[0].first - 1) == some[-1].last else None

    def rolled(self, replica: str) -> list[SegmentName]:
        """Files of this copy whose transactions all stand in a longer one too."""
        return sorted(_rolled(self._segments(replica)))

    def _devices(self) -> list[str]:
        return [name for name in self.files.names(DEVICES) if REPLICA.fullmatch(name)]

    def _segments(self, replica: str) -> list[SegmentName]:
        known = self._listed.get(replica)
        if known is None:
            found = (_NAME.fullmatch(name) for name in self.files.names(f"{DEVICES}/{replica}"))
            names = (SegmentName(int(match[1]), int(match[2]), match[3]) for match in found if match)
            # What a copy that was shut out wrote later is as good as not there: others put what counts beside it.
            member = self.book.member(replica)
            end = MAX_INT if member is None or member.last_seq is None else member.last_seq
            known = self._listed[replica] = sorted(
                name for name in names if 1 <= name.first <= name.last <= end
            )
        return known

    def _meet(self) -> None:
        for replica in self._devices():
            if replica in self.cards:
                continue
            data = self.files.read(f"{DEVICES}/{replica}/{CARD}")
            try:
                card = None if data is None else read_card(data, replica)
            except Refused:
                card = None
            if card is not None:
                self.cards[replica] = card
                if isinstance(self.book, OpenBook):
                    self.book.meet(replica, card.member, card.continues)

    def _stream(self, replica: str, have: int) -> Iterator[Segment | Refusal]:
        names = deque(self._segments(replica))
        fitting: list[tuple[int, int, str]] = []
        while True:
            while names and names[0].first <= have + 1:
                name = names.popleft()
                heapq.heappush(fitting, (-name.last, name.first, name.link))
            if not fitting or -fitting[0][0] <= have:
                return
            # The longest that goes on from here; damaged ones are passed over.
            last, first, link = heapq.heappop(fitting)
            found = self._read(replica, SegmentName(first, -last, link))
            if found is not None:
                yield found
            if isinstance(found, Segment):
                have = found.last
            elif found is not None and found.error.reason in _HOPELESS:
                return

    def _read(self, replica: str, name: SegmentName) -> Segment | Refusal | None:
        path = f"{DEVICES}/{replica}/{name.text}"
        data = self.files.read(path)
        if data is None:
            return None
        try:
            segment = decode(self._opened(data), self.book)
            if segment.replica != replica or name_of(segment) != name:
                raise Refused("damaged", "name")
        except Incomplete:
            return None
        except Refused as error:
            return Refusal(f"{self.name}/{path}", replica, error, data)
        return segment

    def _is_bad(self, path: str) -> bool:
        """Whether a file is there that is not what its name says. One that is not there is not bad."""
        replica, name = path.split("/")[-2:]
        match = _NAME.fullmatch(name)
        data = self.files.read(path)
        if data is None or match is None:
            return False
        if self.sealing is not None and not is_sealed(data):
            return True  # from before there was a roster: it lies open
        try:
            return name_of(decode(self._opened(data), self.book)).text != name
        except Refused as error:
            return error.reason not in ("unknown_device", "revoked", "sealed") or not replica

    def _opened(self, data: bytes) -> bytes:
        if not is_sealed(data):
            return data
        if self.sealing is None:
            raise Refused("sealed")
        return self.sealing.open(data)

    @staticmethod
    def _advance(
        waiting: list[tuple[int, int, Segment]], place: int, stream: Iterator[Segment | Refusal]
    ) -> Iterator[Refusal]:
        for found in stream:
            if isinstance(found, Segment):
                heapq.heappush(waiting, (_stamp(found), place, found))
                return
            yield found


def open_folder(root: Path, book: KeyBook) -> FolderTransport:
    """A folder on a disk, a share or a stick."""
    return FolderTransport(DiskFiles(root), book, str(root))


def _stamp(segment: Segment) -> int:
    match = _STAMP.search(segment.frames[0])
    return int(match[1]) if match else 0


def _reach(names: Sequence[SegmentName], start: int) -> int:
    for name in names:
        if name.first > start + 1:
            break
        start = max(start, name.last)
    return start


def _rolled(names: Sequence[SegmentName]) -> set[SegmentName]:
    """Names whose transactions all stand in one longer file."""
    found, longest = set(), (0, 0)
    for name in sorted(names, key=lambda one: (one.first, -one.last)):
        if longest[0] <= name.first and name.last <= longest[1]:
            found.add(name)
        else:
            longest = name.first, name.last
    return found
