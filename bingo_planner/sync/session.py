"""One meeting of this copy with a partner: look, read, take in, give, remember.

The steps touch either the region file or the partner, never both, so that a window can run the slow ones beside
its database thread. `synchronise` runs them all, one after another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, islice
from pathlib import Path

from bingo_planner.kernel.errors import PlanError
from bingo_planner.store import hlc
from bingo_planner.store.home import Home
from bingo_planner.store.store import Store
from bingo_planner.sync import items, own, parts, rebirth
from bingo_planner.sync.engine import MOST_BYTES, Engine
from bingo_planner.sync.folder import FolderTransport
from bingo_planner.sync.keeping import widen
from bingo_planner.sync.keys import KeyBook, OpenBook, Signer
from bingo_planner.sync.membership import Membership, meeting_facts, take_roster
from bingo_planner.sync.model import Part, PartKey, Received, Refused, Segment, SyncReport, Vector, Warned
from bingo_planner.sync.roster import read_roster
from bingo_planner.sync.transport import Refusal, Transport, Unreachable

KEEP_SMALL = timedelta(days=90)
KEEP_ASIDE = 200
"""Files in quarantine; the oldest names go first."""


@dataclass
class Meeting:
    """A meeting under way. `keys` signs for this copy, `book` says whose signature counts."""

    store: Store
    home: Home
    transport: Transport
    keys: Mapping[str, Signer]
    book: KeyBook
    member: Membership | None = None
    heads: Vector = field(default_factory=dict)
    known_parts: frozenset[PartKey] = frozenset()
    is_outsider: bool = False
    received: Received = field(default_factory=Received)
    refused: set[str] = field(default_factory=set)
    strangers: dict[str, str] = field(default_factory=dict)
    """Logs that were refused → who signed them."""
    sent: int = 0
    relayed: int = 0

    @property
    def engine(self) -> Engine:
        """The engine of the region file."""
        return Engine(self.store)

    def look(self) -> None:
        """Partner: what is on offer. Raises `Unreachable`."""
        self.heads = dict(self.transport.heads())

    def agree(self) -> None:
        """Both: take a newer roster from the partner, offer ours, and go by it from here on."""
        offered = []
        self._trust()
        for data in self.transport.rosters(None if self.member is None else self.member.roster):
            try:
                take_roster(self.store, self.home, data)
                offered.append(read_roster(data).version)
            except Refused as refused:
                if refused.reason == "signature":
                    self._warn("roster", {"partner": self.transport.name})
        self._trust()
        if self.member is not None and self.member.roster.version > max(offered, default=0):
            self.transport.publish_roster(self.member.roster.data)
        # Where others keep a list, a copy that is not on it must not lay its entries open beside what they sealed.
        self.is_outsider = bool(offered) if self.member is None else not self.member.may_send
        if self.is_outsider:
            self._warn("not_listed", {})

    def settle_name(self) -> None:
        """Both: begin anew when somebody writes under this copy's name (rare; reads the own log there)."""
        recorder = self.store.recorder
        name, ix = recorder.replica_hex, recorder.replica_ix
        links = self.transport.links(name)
        with self.store.read() as session:
            other = rebirth.differs(session.connection(), ix, links)
        if not other and self.heads.get(name, 0) <= recorder.last_seq:
            return
        have = self.engine.vector() | {name: 0}
        # Names may lie; only what is signed with this copy's key counts.
        told = [one for one in self.transport.fetch(have) if isinstance(one, Segment) and one.replica == name]
        with self.store.read() as session:
            parted = rebirth.agreed(session.connection(), ix, told)
        identities = self.home.identities
        if parted is not None:
            rebirth.begin_anew(self.store, identities, parted + 1)
            self.received |= self.engine.receive(told)
        elif told and told[-1].last > recorder.last_seq:
            self.received |= self.engine.receive(told)
            rebirth.begin_anew(self.store, identities, recorder.last_seq + 1)
        else:
            return
        self.keys = own.signers(self.store, self.home.folder / own.KEYS)
        self._trust()

    def read(self) -> Iterator[list[Segment | Refusal]]:
        """Partner: what is new there, in parts that fit into memory. Take each in before the next."""
        part: list[Segment | Refusal] = []
        size = 0
        for found in self.transport.fetch(self.engine.vector()):
            part.append(found)
            size += len(found.data) if isinstance(found, Refusal) else sum(map(len, found.frames))
            if size >= MOST_BYTES:
                yield part
                part, size = [], 0
        if part:
            yield part

    def take(self, part: list[Segment | Refusal]) -> Received:
        """Region file: take a part in."""
        received = self.engine.receive(one for one in part if isinstance(one, Segment))
        refusals = [one for one in part if isinstance(one, Refusal)]
        if refusals:
            received |= self._set_aside(refusals)
            unknown = (one for one in refusals if one.error.reason == "unknown_device")
            self.strangers |= {one.replica: one.error.detail for one in unknown}
        self.received |= received
        return received

    def widen(self) -> bool:
        """Both, by a keeper: when honest copies rest on what a shut out one wrote, let that count; then read again."""
        if not self.received.pending or not widen(self.store, self.home, self.strangers):
            return False
        self._trust()
        assert self.member is not None
        self.transport.publish_roster(self.member.roster.data)
        return True

    def cut(self) -> list[Segment]:
        """Region file: what the partner lacks, signed."""
        if self.is_outsider:
            return []
        have = dict(self.heads)
        for replica in self.keys:
            have[replica] = min(have.get(replica, 0), self._sound_until(replica))
        segments = self.engine.outgoing(have, self.keys)
        mine = {signer.replica for signer in self.keys.values()}
        return [one for one in segments if self.transport.relays or one.signer in mine]

    def give(self, segments: list[Segment]) -> None:
        """Partner: put it there."""
        own_log = self.store.recorder.replica_hex
        for replica, some in groupby(segments, key=lambda one: one.replica):
            try:
                self.transport.publish(list(some))
            except PlanError as error:
                # Another copy that came from the same file hands its older log in.
                if error.code != "hub.foreign" or replica == own_log:
                    raise
        for segment in segments:
            if segment.replica in self.keys:
                self.sent += len(segment.frames)
            else:
                self.relayed += len(segment.frames)
        self.heads = {**self.heads, **{one.replica: one.last for one in segments}}

    def remember(self) -> SyncReport:
        """Region file: note what the partner has; what was refused before and is whole now is settled."""
        now = self.store.clock.now()
        name = self.transport.name
        with self.store.silently() as connection:
            items.close_mended(connection, name, self.refused, self.store.recorder.clock_stamp())
            own.put_state(
                connection,
                "partner",
                json.dumps({"name": name, "at": now.isoformat(), "heads": dict(self.heads)}),
            )
            if isinstance(self.transport, FolderTransport):
                own.keep_cards(connection, self.transport.cards.values())
            elif isinstance(self.book, OpenBook):
                own.keep_members(connection, self.book)
        return SyncReport(name, now, self.received, self.sent, self.relayed)

    def tidy(self) -> None:
        """Both: the card of this copy, damaged own files, small files rolled into one."""
        if not isinstance(self.transport, FolderTransport) or not self.keys or self.is_outsider:
            return
        name = self.store.recorder.replica_hex
        if self.member is None:
            self._introduce(self.transport, name)
        for replica in self.keys:
            self.transport.remove(replica, self.transport.unsound(replica))
        wanted = self.transport.to_roll(name)
        if wanted is not None:
            first, last = wanted
            have = self.engine.vector() | {name: first - 1}
            cut = self.engine.outgoing(have, {name: self.keys[name]}, last - first + 1)
            self.transport.publish([one for one in islice(cut, 1) if one.replica == name])
        old = [one for one in self.transport.rolled(name) if self._is_old(one.last)]
        self.transport.remove(name, old)

    def look_for_parts(self) -> None:
        """Partner: which parts it has that are for the liaison office alone."""
        if self.member is not None:
            self.known_parts = frozenset(self.transport.parts())

    def cut_parts(self) -> list[Part]:
        """Region file: parts the partner lacks, as many as fit into memory; none when it lacks none."""
        cut: list[Part] = []
        size = 0
        for part in parts.outgoing(self.store, self.known_parts) if self.member is not None else ():
            if self.transport.relays or part.replica in self.keys:
                cut.append(part)
                size += len(part.data)
            if size >= MOST_BYTES:
                break
        return cut

    def give_parts(self, cut: list[Part]) -> None:
        """Partner: put them there."""
        self.transport.publish_parts(cut)
        self.known_parts |= {(part.replica, part.seq) for part in cut}

    def wanted_parts(self) -> list[PartKey]:
        """Region file: parts that lack here and lie there; none where this copy may not read them."""
        if self.member is None or not self.member.sealing.opens_office:
            return []
        return [key for key in parts.wanted(self.store) if key in self.known_parts]

    def swap_parts(self) -> None:
        """Both, in turns: give and take the parts."""
        self.look_for_parts()
        while cut := self.cut_parts():
            self.give_parts(cut)
        self.received |= parts.receive(self.store, self.transport.fetch_parts(self.wanted_parts()))

    def _trust(self) -> None:
        """Go by the roster where there is one; before, by what the caller brought."""
        keys, book, self.member = meeting_facts(self.store, self.home)
        if self.member is not None:
            self.keys, self.book = keys, book
            self.transport.trust(book, self.member.sealing)

    def _warn(self, code: str, facts: Mapping[str, str | int]) -> None:
        self.received |= Received(warnings=(Warned(code, facts),))

    def _introduce(self, transport: FolderTransport, name: str) -> None:
        transport.introduce(name, own.own_card(self.store, self.keys[name]))
        if self.relayed:
            # On a stick the devices of a share are met through whoever carries it.
            with self.store.read() as session:
                cards = own.read_cards(session.connection())
            for replica in cards.keys() - transport.cards.keys() - self.keys.keys():
                transport.introduce(replica, cards[replica].data)

    def _sound_until(self, replica: str) -> int:
        """Own files are looked into once; what cannot be read back is published again."""
        if not isinstance(self.transport, FolderTransport):
            return self.heads.get(replica, 0)
        bad = self.transport.unsound(replica)
        return min((one.first - 1 for one in bad), default=self.heads.get(replica, 0))

    def _is_old(self, seq: int) -> bool:
        recorder = self.store.recorder
        with self.store.read() as session:
            stamp = (
                session.connection()
                .exec_driver_sql(
                    "SELECT hlc FROM sync_tx WHERE rep = ? AND seq = ?", (recorder.replica_ix, seq)
                )
                .scalar()
            )
        return stamp is not None and hlc.moment(stamp) < recorder.clock.now() - KEEP_SMALL

    def _set_aside(self, refusals: list[Refusal]) -> Received:
        new: list[str] = []
        with self.store.silently() as connection:
            for refusal in refusals:
                file = _keep(self.home.folder / "quarantine", refusal)
                name, opened = items.note_refusal(
                    connection, refusal, self.store.recorder.clock_stamp(), str(file or "")
                )
                self.refused.add(name)
                new += opened
            return Received(opened=tuple(items.by_ids(connection, new)))


def synchronise(
    store: Store, home: Home, transport: Transport, keys: Mapping[str, Signer], book: KeyBook
) -> SyncReport:
    """The whole meeting. A partner that is not there is no fault: the report says so."""
    meeting = Meeting(store, home, transport, keys, book)
    try:
        meeting.agree()
        meeting.look()
        meeting.settle_name()
        for part in meeting.read():
            meeting.take(part)
        if meeting.widen():
            for part in meeting.read():
                meeting.take(part)
        meeting.give(meeting.cut())
        meeting.swap_parts()
        meeting.tidy()
    except Unreachable as error:
        warned = Warned("unreachable", {"reason": str(error)})
        received = meeting.received | Received(pending=meeting.received.pending, warnings=(warned,))
        return SyncReport(transport.name, _now(store), received, meeting.sent, meeting.relayed, reached=False)
    return meeting.remember()


def _now(store: Store) -> datetime:
    return store.clock.now()


def _keep(folder: Path, refusal: Refusal) -> Path | None:
    """A copy of what was refused, for whoever mends it; a full disk is no reason to fail."""
    path = folder / f"{hashlib.sha256(refusal.source.encode() + refusal.data).hexdigest()[:32]}.bin"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_bytes(refusal.data)
        for old in sorted(folder.glob("*.bin"), key=lambda one: one.stat().st_mtime)[:-KEEP_ASIDE]:
            old.unlink(missing_ok=True)
        return path
    return None
