"""This copy and the roster: which device it is, whose signature counts here, which rings it holds.

The roster lies in the region file, the device's key outside it, so a copied file is nobody. The newest roster is
kept outside too: a region file set back to an older day does not take an old roster for the newest, nor go on as if
there were none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Connection

from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.files import atomic_write
from bingo_planner.store.home import Home
from bingo_planner.store.identity import ancestors
from bingo_planner.store.store import Store
from bingo_planner.sync import keys, own, roster_messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.sync.keys import DeviceKey, KeyBook, Signer
from bingo_planner.sync.model import Refused
from bingo_planner.sync.rings import SCOPES, Ring, Rings, Sealing, take_from_box
from bingo_planner.sync.roster import Roster, RosterBook, check_follows, read_roster
from bingo_planner.sync.roster_merge import merge
from bingo_planner.sync.roster_read import Device

_ROSTER, _DEVICE, _SIGNED = "roster", "device", "signed"


@dataclass(frozen=True)
class Membership:
    """This copy as a device of a region. `key` and `rings` are missing where the file was brought from elsewhere."""

    roster: Roster
    device: Device | None
    key: DeviceKey | None
    rings: Rings
    owners: Mapping[str, str]

    @property
    def book(self) -> RosterBook:
        """Whose signature counts."""
        return RosterBook(self.roster, self.owners)

    @property
    def sealing(self) -> Sealing:
        """What this copy can lock and open."""
        return Sealing(self.roster.region, self.rings, self.roster.locks)

    @property
    def may_send(self) -> bool:
        """Whether others would believe what this copy signs."""
        return self.key is not None and self.device is not None and not self.device.is_out


def read_membership(store: Store, home: Home) -> Membership | None:
    """How this copy stands; None before there is a roster."""
    with store.read() as session:
        connection = session.connection()
        text = own.get_state(connection, _ROSTER)
        if text is None:
            return None
        roster = read_roster(text.encode())
        name = own.get_state(connection, _DEVICE) or ""
        known = _outside(home, roster.region)
        if known is not None and known.device == name and known.roster.version > roster.version:
            roster = known.roster  # the file was set back to an older day
        # Nobody else may write in this copy's name.
        owners = _owners(connection) | {store.recorder.replica_hex: name}
    device = roster.devices.get(name)
    key = keys.known(home.folder / own.KEYS, name) if device is not None else None
    if key is not None and device is not None and key.public != device.public:
        key = None
    return Membership(roster, device, key, _rings(roster, key), owners)


def signers_of(store: Store, home: Home, member: Membership) -> dict[str, Signer]:
    """Who signs the logs of this copy: its device's key, also those of replicas it was before, except logs that
    were sent under another device of this computer: that one's key goes on with them."""
    if member.key is None or not member.may_send:
        return {}
    book, folder = member.book, home.folder / own.KEYS
    with store.read() as session:
        connection = session.connection()
        logs = [store.recorder.replica_hex, *ancestors(connection)]
        before: dict[str, str] = json.loads(own.get_state(connection, _SIGNED) or "{}")
    found: dict[str, Signer] = {}
    for log in logs:
        key = keys.known(folder, before[log]) if log in before else member.key
        if key is not None and book.may_sign(key.replica, log):
            found[log] = key
    return found


def note_signed(connection: Connection, log: str, device: str) -> None:
    """A log that was sent under this device so far, before the copy becomes another one."""
    before = json.loads(own.get_state(connection, _SIGNED) or "{}")
    own.put_state(connection, _SIGNED, json.dumps({**before, log: device}))


def meeting_facts(store: Store, home: Home) -> tuple[Mapping[str, Signer], KeyBook, Membership | None]:
    """What a meeting with a partner needs: keys, book, membership (None before there is a roster)."""
    member = read_membership(store, home)
    if member is None:
        signers = own.signers(store, home.folder / own.KEYS)
        return signers, own.open_book(store, signers), None
    return signers_of(store, home, member), member.book, member


def take_roster(store: Store, home: Home, data: bytes) -> bool:
    """Take a version of the roster that somebody carries, when it is newer and rightly signed; False when not.

    Raises `Refused` when it is not to be believed.
    """
    new = read_roster(data)
    member = read_membership(store, home)
    if member is not None:
        if new.data == member.roster.data:
            return False
        if not check_follows(member.roster, new):
            return _take_other(store, home, member, new)
        if new.version < _floor(home, new.region):
            raise Refused("old_roster", str(new.version))
        keep_roster(store, home, new)
        return True
    device = _introduced(store, home, new)
    if device is None:
        return False
    keep_roster(store, home, new, device)
    return True


def _take_other(store: Store, home: Home, member: Membership, new: Roster) -> bool:
    """Two keepers wrote at the same time: a keeper puts both together, others go by the newer meanwhile."""
    taken = new if new.version > member.roster.version else member.roster
    # A file that was set back must not sign: it does not know what it knew.
    is_behind = member.roster.version < _floor(home, new.region)
    if member.key is not None and member.device is not None and member.device.is_keeper and not is_behind:
        theirs = _rings(new, member.key)
        if theirs.keys() == member.rings.keys() == set(SCOPES):
            at = store.clock.now().date().isoformat()
            taken = merge(member.roster, new, member.rings, theirs, member.key, at)
    if taken.data == member.roster.data or taken.version < _floor(home, new.region):
        return False
    keep_roster(store, home, taken)
    return True


def keep_roster(store: Store, home: Home, roster: Roster, device: str | None = None) -> None:
    """Write a roster into the region file, and which device of it this copy is when that is new."""
    entry = roster.devices.get(device or "")
    with store.silently() as connection:
        own.put_state(connection, _ROSTER, roster.data.decode())
        name = entry.id if entry is not None else own.get_state(connection, _DEVICE) or ""
        if entry is not None:
            own.put_state(connection, _DEVICE, entry.id)
            connection.exec_driver_sql(
                "UPDATE sync_replica SET office = ? WHERE ix = ?", (entry.office, store.recorder.replica_ix)
            )
    if entry is not None:
        store.recorder.office = entry.office
    if roster.version >= _floor(home, roster.region) and keys.known(home.folder / own.KEYS, name) is not None:
        _note_outside(home, roster, name)


def check_floor(home: Home, roster: Roster, code: str) -> None:
    """Raises PlanError with this code when this user has seen a newer roster of the region."""
    if roster.version < _floor(home, roster.region):
        raise PlanError(code)


def newest_for(home: Home, roster: Roster, device: str) -> Roster:
    """The newest roster this user has seen that goes on from this one: several may have been invited meanwhile.

    Raises PlanError when a newer one is known and the device does not stand on it, or was shut out.
    """
    known = _outside(home, roster.region)
    if known is None or known.roster.version <= roster.version:
        return roster
    entry = known.roster.devices.get(device)
    with suppress(Refused):
        if entry is not None and not entry.is_out and check_follows(roster, known.roster):
            return known.roster
    raise PlanError("roster.old")


def _introduced(store: Store, home: Home, roster: Roster) -> str | None:
    """The device this copy is on a roster that is its first: it was on the list before the file was set back to a
    day before that, or the roster is signed by a copy that was met and holds our own key."""
    before = _outside(home, roster.region)
    if (
        before is not None
        and before.device in roster.devices
        and (before.roster.data == roster.data or check_follows(before.roster, roster))
    ):
        return before.device
    signers = own.signers(store, home.folder / own.KEYS)
    known = own.open_book(store, signers).member(roster.signer)
    if known is None or known.public != roster.devices[roster.signer].public:
        return None
    for name, signer in signers.items():
        entry = roster.devices.get(name)
        if entry is not None and entry.public == signer.public and not entry.is_out:
            return name
    return None


def log_names(connection: Connection) -> dict[str, str]:
    """Log → what its device is called on the roster; empty before there is one."""
    text = own.get_state(connection, _ROSTER)
    if text is None:
        return {}
    devices = read_roster(text.encode()).devices
    names = {name: device.name for name, device in devices.items()}
    return names | {log: names[owner] for log, owner in _owners(connection).items() if owner in names}


def _owners(connection: Connection) -> dict[str, str]:
    """Log → the device whose key signed it first here."""
    rows = connection.exec_driver_sql(
        "SELECT r.hex, s.signer FROM sync_sig s JOIN sync_replica r ON r.ix = s.rep ORDER BY s.rep, s.seq DESC"
    )
    return {str(replica): str(signer) for replica, signer in rows}


def _rings(roster: Roster, key: DeviceKey | None) -> dict[str, Ring]:
    found: dict[str, Ring] = {}
    if key is not None:
        for scope, box in roster.boxes.get(key.replica, {}).items():
            with suppress(Refused):
                found[scope] = take_from_box(box, roster.region, scope, key.seed)
    return found


@dataclass(frozen=True)
class _Outside:
    """What this user's folder says about a region: the newest roster seen, and which device he is."""

    roster: Roster
    device: str


def _outside_file(home: Home, region: str) -> Path:
    return home.folder / own.KEYS / f"roster-{region}.json"


def _outside(home: Home, region: str) -> _Outside | None:
    try:
        found: object = json.loads(_outside_file(home, region).read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            return None
        return _Outside(read_roster(str(found["roster"]).encode()), str(found["device"]))
    except (OSError, ValueError, KeyError, Refused):
        return None


def _floor(home: Home, region: str) -> int:
    known = _outside(home, region)
    return 0 if known is None else known.roster.version


def _note_outside(home: Home, roster: Roster, device: str) -> None:
    path = _outside_file(home, roster.region)
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as file:
        file.write(json.dumps({"device": device, "roster": roster.data.decode()}).encode())
