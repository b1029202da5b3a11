"""Places that misbehave: a folder seen through a slow, forgetful, torn share, and a hub that can be set back."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bingo_planner.sync.keys import KeyBook
from bingo_planner.sync.model import Part, PartKey, Segment, Vector
from bingo_planner.sync.rings import Sealing
from bingo_planner.sync.roster import Roster
from bingo_planner.sync.transport import Refusal, Unreachable


@dataclass
class Share:
    """What really lies on a share; each file knows when it becomes visible to others."""

    dice: random.Random
    files: dict[str, bytes] = field(default_factory=dict)
    since: dict[str, int] = field(default_factory=dict)
    now: int = 0
    is_there: bool = True

    def harm(self) -> str:
        """Something happens to the files. Returns what."""
        segments = sorted(path for path in self.files if path.endswith(".seg"))
        what = self.dice.choice(("torn", "flip", "zeros", "vanish", "wipe", "away", "back", "junk"))
        if what == "wipe":
            self.files.clear()
        elif what == "away":
            self.is_there = False
        elif what == "back" or not segments:
            self.is_there = True
        elif what == "junk":
            self.files[f"{segments[0].rsplit('/', 1)[0]}/note.txt"] = b"x"
        else:
            path = self.dice.choice(segments)
            data = self.files.pop(path)
            if what != "vanish":
                self.files[path] = self._broken(what, data)
        return what

    def _broken(self, what: str, data: bytes) -> bytes:
        at = self.dice.randrange(len(data)) if data else 0
        if what == "torn":
            return data[:at]
        if what == "flip":
            return data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :] if data else b"?"
        return data[:at] + bytes(min(40, len(data) - at)) + data[at + 40 :]


@dataclass
class View:
    """One copy's view of a share: what it wrote itself at once, others' files late, listings sometimes old."""

    share: Share
    who: str
    lag: int = 0
    _listed: dict[str, list[str]] = field(default_factory=dict)
    _own: set[str] = field(default_factory=set)

    def names(self, folder: str) -> list[str]:
        self._reach()
        if folder in self._listed and self.lag and self.share.dice.random() < 0.3:
            return self._listed[folder]
        start = f"{folder}/"
        found = {path[len(start) :].split("/")[0] for path in self._seen() if path.startswith(start)}
        self._listed[folder] = sorted(found)
        return self._listed[folder]

    def read(self, path: str) -> bytes | None:
        self._reach()
        if path in self._own:
            return self.share.files.get(path)
        data = self.share.files.get(path) if self._is_visible(path) else None
        return self._arriving(path, data) if data and self.lag else data

    def _arriving(self, path: str, data: bytes) -> bytes:
        """What another wrote a moment ago may be there by name with only its beginning."""
        is_new = self.share.now - self.share.since.get(path, 0) < self.lag + 3
        return data[: len(data) // 2] if is_new and self.share.dice.random() < 0.3 else data

    def put(self, path: str, data: bytes, *, replace: bool = False) -> None:
        self._reach()
        if replace or path not in self.share.files:
            self.share.files[path] = data
            self.share.since[path] = self.share.now
        self._own.add(path)

    def remove(self, path: str) -> None:
        self.share.files.pop(path, None)

    def _seen(self) -> list[str]:
        return [path for path in self.share.files if path in self._own or self._is_visible(path)]

    def _is_visible(self, path: str) -> bool:
        return self.share.now - self.share.since.get(path, 0) >= self.lag

    def _reach(self) -> None:
        if not self.share.is_there:
            raise Unreachable(self.who)


@dataclass
class Hub:
    """A hub in memory: each device's log, appended by its device only; it can be set back to an older backup.

    `dies_after`: so many segments into the next sending it is gone.
    """

    logs: dict[str, list[Segment]] = field(default_factory=dict)
    backups: list[dict[str, list[Segment]]] = field(default_factory=list)
    since: dict[bytes, int] = field(default_factory=dict)
    now: int = 0
    is_there: bool = True
    dies_after: int | None = None

    def seen_by(self, replica: str, lag: int) -> dict[str, list[Segment]]:
        """Logs as one device finds them: what others committed a moment ago is not there yet."""
        found = {}
        for name, log in self.logs.items():
            late = [
                at for at, one in enumerate(log) if self.now - self.since.get(one.hashes[-1], 0) < lag
            ] or [len(log)]
            found[name] = log if name == replica else log[: late[0]]
        return found

    def back_up(self) -> None:
        self.backups.append({name: list(log) for name, log in self.logs.items()})

    def set_back(self, dice: random.Random) -> None:
        if self.backups:
            self.logs = {name: list(log) for name, log in dice.choice(self.backups).items()}


@dataclass
class HubTransport:
    """The hub as partner of one device."""

    hub: Hub
    replica: str
    dice: random.Random
    name: str = "hub"
    relays: bool = False

    def _logs(self) -> dict[str, list[Segment]]:
        if not self.hub.is_there:
            raise Unreachable(self.name)
        return self.hub.seen_by(self.replica, self.dice.choice((0, 0, 3)))

    def heads(self) -> Vector:
        return {name: log[-1].last for name, log in self._logs().items() if log}

    def links(self, replica: str) -> Mapping[int, bytes]:
        return {one.last: one.hashes[-1] for one in self._logs().get(replica, [])}

    def fetch(self, have: Vector) -> Iterator[Segment | Refusal]:
        for name, log in sorted(self._logs().items()):
            yield from (one for one in log if one.last > have.get(name, 0))

    def publish(self, segments: Sequence[Segment]) -> None:
        for at, one in enumerate(segments):
            if at == self.hub.dies_after:
                self.hub.is_there, self.hub.dies_after = False, None
                raise Unreachable(self.name)
            self.hub.since[one.hashes[-1]] = self.hub.now
            log = self.hub.logs.setdefault(one.replica, [])
            end = log[-1].last if log else 0
            assert one.first <= end + 1, "a hub takes no gap"
            if one.last > end:
                log.append(one)

    def trust(self, book: KeyBook, sealing: Sealing | None) -> None:
        """No roster is played here."""

    def rosters(self, known: Roster | None) -> Sequence[bytes]:
        return ()

    def publish_roster(self, data: bytes) -> None:
        """No roster is played here."""

    def parts(self) -> Collection[PartKey]:
        return ()

    def fetch_parts(self, wanted: Sequence[PartKey]) -> Iterator[Part]:
        return iter(())

    def publish_parts(self, parts: Iterable[Part]) -> None:
        """No parts are played here."""
