"""The roster: the signed list of the copies of a region, with whose they are, their keys, scopes and end.

Kept by the core city's office. Every version is signed by a keeper; a copy takes a version only when it is newer
than its own and signed by somebody who is a keeper by its own version (or was made one by such a keeper, which his
entry proves). So an old version played back, or one that a keeper signed after he was shut out, is refused.

A device is an entry with an id and a key. The logs it writes are named otherwise (a copy that was restored goes on
under a new name) and are signed with the key of the device; whose key signed a log first, owns it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bingo_planner.store import wire
from bingo_planner.sync.keys import Member, Signer, verify
from bingo_planner.sync.model import Refused
from bingo_planner.sync.rings import OFFICE, REGION, Ring, public_keys, put_in_box
from bingo_planner.sync.roster_read import Device, read_body

MAX_ROSTER = 1024 * 1024
MAX_PAST = 200
"""Versions whose digests a roster remembers."""
_TITLE = b"bingo-planner roster\n"
_KEEPER = b"bingo-planner keeper\n"


@dataclass(frozen=True)
class Roster:
    """One version of the list. `boxes`: device → scope → its ring, sealed; `locks`: public keys of the office's ring.

    `past`: digests of the versions it goes on from, the newest last. `data` is the file as it is handed on.
    """

    region: str
    version: int
    at: str
    signer: str
    devices: Mapping[str, Device]
    boxes: Mapping[str, Mapping[str, str]]
    locks: tuple[bytes, ...]
    past: tuple[str, ...]
    data: bytes = field(default=b"", compare=False)

    @property
    def digest(self) -> bytes:
        """SHA-256 of the file."""
        return hashlib.sha256(self.data).digest()

    def holders(self, scope: str) -> list[Device]:
        """Devices that take part and hold a scope."""
        return [one for one in self.devices.values() if not one.is_out and scope in one.scopes]


def read_roster(data: bytes) -> Roster:
    """The roster in these bytes; signed by whom it says, which is not yet somebody to believe. Raises `Refused`."""
    if len(data) > MAX_ROSTER:
        raise Refused("too_large", "roster")
    try:
        whole: object = json.loads(data.decode("utf-8"))
        if not isinstance(whole, dict) or whole.keys() != {"roster", "sig"} or wire.canonical(whole) != data:
            raise Refused("format", "roster")
        signature = bytes.fromhex(str(whole["sig"]))
        body = whole["roster"]
        said = wire.canonical(body)
    except (ValueError, RecursionError) as error:
        raise Refused("format", "roster") from error
    facts = read_body(body)
    devices = {one.id: one for one in facts.devices}
    roster = Roster(
        facts.region,
        facts.version,
        facts.at,
        facts.signer,
        devices,
        facts.boxes,
        facts.locks,
        facts.past,
        data,
    )
    signer = devices.get(roster.signer)
    if signer is None or not verify(signer.public, _TITLE + said, signature):
        raise Refused("signature", "roster")
    return roster


def check_follows(current: Roster, new: Roster) -> bool:
    """Whether `new` goes on from `current`; False when both go on from an older one, so two keepers wrote at once.

    Raises `Refused` when it is not to be believed: `old_roster`, `signature`, `format`.
    """
    if new.region != current.region:
        raise Refused("format", "another region")
    if new.digest.hex() in current.past or new.version <= current.version - MAX_PAST:
        raise Refused("old_roster", f"{new.version}")
    if not _is_trusted(current, new, new.signer, set()):
        raise Refused("signature", "no keeper")
    goes_on = current.digest.hex() in new.past
    if goes_on and new.version <= current.version:
        raise Refused("old_roster", f"{new.version}")
    return goes_on


def _is_trusted(current: Roster, new: Roster, keeper: str, seen: set[str]) -> bool:
    """Whether a keeper of `new` is one by `current`, or was made one by a line of keepers that begins there."""
    known, entry = current.devices.get(keeper), new.devices.get(keeper)
    if entry is None or keeper in seen:
        return False
    if known is not None:
        return known.is_keeper and known.public == entry.public
    if entry.made_keeper is None:
        return False
    maker, signature = entry.made_keeper
    made_by = current.devices.get(maker) or new.devices.get(maker)
    return (
        made_by is not None
        and _is_trusted(current, new, maker, seen | {keeper})
        and _proves(made_by, current.region, entry, signature)
    )


def _proves(maker: Device, region: str, entry: Device, signature: str) -> bool:
    try:
        return verify(maker.public, _keeper_words(region, entry.id, entry.public), bytes.fromhex(signature))
    except ValueError:
        return False


def _keeper_words(region: str, device: str, public: bytes) -> bytes:
    return _KEEPER + bytes.fromhex(region) + bytes.fromhex(device) + public


def make_keeper(device: Device, region: str, signer: Signer) -> Device:
    """The entry as a keeper's, made one by this signer."""
    signature = signer.sign(_keeper_words(region, device.id, device.public))
    return replace(device, made_keeper=(signer.replica, signature.hex()))


def write_roster(
    region: str,
    version: int,
    at: str,
    devices: Iterable[Device],
    rings: Mapping[str, Ring],
    signer: Signer,
    past: Sequence[str] = (),
) -> Roster:
    """A version of the list with a box for everybody who takes part, signed."""
    entries = {one.id: one for one in sorted(devices, key=lambda one: one.id)}
    boxes = {
        one.id: {scope: put_in_box(rings[scope], one.public) for scope in sorted(one.scopes)}
        for one in entries.values()
        if not one.is_out
    }
    locks = public_keys(rings[OFFICE])
    body: dict[str, object] = {
        "at": at,
        "boxes": boxes,
        "by": signer.replica,
        "devices": [_entry(one) for one in entries.values()],
        "locks": [lock.hex() for lock in locks],
        "past": list(past[-MAX_PAST:]),
        "region": region,
        "v": 1,
        "version": version,
    }
    signature = signer.sign(_TITLE + wire.canonical(body))
    data = wire.canonical({"roster": body, "sig": signature.hex()})
    if len(data) > MAX_ROSTER:
        raise Refused("too_large", "roster")
    return Roster(region, version, at, signer.replica, entries, boxes, locks, tuple(past[-MAX_PAST:]), data)


def _entry(one: Device) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": one.id,
        "name": one.name,
        "office": one.office,
        "public": one.public.hex(),
        "scopes": sorted(one.scopes),
        "since": one.since,
    }
    if one.made_keeper is not None:
        entry["keeper"] = list(one.made_keeper)
    if one.ends is not None:
        entry["ends"] = dict(one.ends)
    if one.continues:
        entry["continues"] = sorted(one.continues)
    return entry


def scopes_of(*, office: bool) -> frozenset[str]:
    """The scopes of a device: what all share, and with `office` what is for the liaison office alone."""
    return frozenset({REGION, OFFICE} if office else {REGION})


@dataclass(frozen=True)
class RosterBook:
    """Whose signature counts, by the roster. `owners`: log → the device whose key signed it first here."""

    roster: Roster
    owners: Mapping[str, str] = field(default_factory=dict)

    def member(self, replica: str) -> Member | None:
        """A device by its id; or a log of one that was shut out, with where it ends."""
        device = self.roster.devices.get(replica)
        if device is not None:
            last = None if device.ends is None else device.ends.get(replica, 0)
            return Member(device.public, device.office, device.name, last)
        for one in self.roster.devices.values():
            if one.ends is not None and replica in one.ends:
                return Member(one.public, one.office, one.name, one.ends[replica])
        return None

    def may_sign(self, signer: str, replica: str) -> bool:
        """Its own log: one that bears its id, or that no other device owns; of one shut out only what ended then."""
        device = self.roster.devices.get(signer)
        if device is None:
            return False
        owner = replica if replica in self.roster.devices else self.owners.get(replica, signer)
        if owner not in self.roster.devices:
            owner = signer  # met before there was a roster, and never on it
        if owner != signer and owner not in device.continues:
            return False
        return device.ends is None or replica in device.ends
