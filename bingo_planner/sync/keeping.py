"""What the office does that keeps the roster, and how a copy joins: invite, join, shut out, list."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.engine import Connection

from bingo_planner.kernel.errors import PlanError
from bingo_planner.store import hlc
from bingo_planner.store.history import author
from bingo_planner.store.home import Home
from bingo_planner.store.store import Store
from bingo_planner.sync import invitation, keys, own, rebirth
from bingo_planner.sync.keys import device_key
from bingo_planner.sync.membership import (
    Membership,
    check_floor,
    keep_roster,
    newest_for,
    note_signed,
    read_membership,
)
from bingo_planner.sync.rings import SCOPES, Rings, new_ring
from bingo_planner.sync.roster import Roster, make_keeper, scopes_of, write_roster
from bingo_planner.sync.roster_read import Device


@dataclass(frozen=True)
class Offer:
    """An invitation to hand over: the file, and the code that opens it."""

    device: Device
    data: bytes
    code: str


@dataclass(frozen=True)
class Listed:
    """A device with what this copy holds of it. `logs`: how many logs it has written; more than one is worth a look
    (a copy that was restored, or two computers with one invitation)."""

    device: Device
    logs: int
    transactions: int
    last_at: datetime | None
    is_own: bool


def invite(
    store: Store,
    home: Home,
    office: int,
    name: str,
    *,
    is_office: bool = False,
    is_keeper: bool = False,
    keeper: tuple[int, str] = (0, ""),
) -> Offer:
    """Put a new device on the roster and make its invitation. The first invitation begins the roster.

    `office`: code of the body. `is_office`: it also gets what is for the liaison office alone. `is_keeper`: it may
    change the roster too. `keeper`: body and name of this computer, for the roster that begins.
    """
    name = name.strip()
    if not 1 <= len(name) <= 200:
        raise PlanError("roster.name")
    if read_membership(store, home) is None:
        _found(store, home, *keeper)
    member, rings = _keeper(store, home)
    assert member.key is not None
    key = device_key(secrets.token_hex(16), os.urandom(32))
    device = Device(
        key.replica, key.public, office, name, scopes_of(office=is_office or is_keeper), _today(store)
    )
    if is_keeper:
        device = make_keeper(device, member.roster.region, member.key)
    roster = _next(store, member, [*member.roster.devices.values(), device], rings)
    keep_roster(store, home, roster)
    code = invitation.new_code()
    return Offer(device, invitation.write_invitation(device.id, key.seed, roster, code), code)


def join(store: Store, home: Home, data: bytes, code: str, *, merge: bool = False) -> Device:
    """Become the device of an invitation. What this file holds goes to everybody then: `merge` says that is meant."""
    invited = invitation.open_invitation(data, code)
    member = read_membership(store, home)
    if member is not None and member.roster.region != invited.roster.region:
        raise PlanError("roster.other_region")
    newest = newest_for(home, invited.roster, invited.device)
    if member is None and store.recorder.last_seq and not merge:
        raise PlanError("roster.filled", path=str(store.path))
    keys.keep(home.folder / own.KEYS, invited.device, invited.seed)
    if member is not None and member.device is not None and member.device.id != invited.device:
        # A log belongs to one device: this copy goes on with a new one.
        with store.silently() as connection:
            note_signed(connection, store.recorder.replica_hex, member.device.id)
        rebirth.begin_anew(store, home.identities, store.recorder.last_seq + 1)
    if member is not None and member.roster.version > newest.version:
        newest = member.roster
    keep_roster(store, home, newest, invited.device)
    return invited.roster.devices[invited.device]


def revoke(store: Store, home: Home, name: str) -> Device:
    """Shut a device out: nothing it signs from now on counts, and what is sealed from now on is closed to it."""
    member, rings = _keeper(store, home)
    device = find_device(member.roster, name)
    keepers = [one for one in member.roster.devices.values() if one.is_keeper]
    if device.is_keeper and len(keepers) == 1:
        raise PlanError("roster.last_keeper")
    with store.read() as session:
        ends = _ends(session.connection(), device.id)
    out = replace(device, ends=ends)
    turned = {scope: ring.turned() if scope in device.scopes else ring for scope, ring in rings.items()}
    others = [one for one in member.roster.devices.values() if one.id != device.id]
    keep_roster(store, home, _next(store, member, [*others, out], turned))
    return out


def widen(store: Store, home: Home, strangers: Mapping[str, str]) -> bool:
    """As a keeper: let count of a copy that was shut out what honest copies had taken in before they heard of it.

    Their entries rest on it and would wait here for ever. `strangers`: logs that were refused → who signed them.
    Returns whether there is a new roster.
    """
    member = read_membership(store, home)
    if member is None or member.key is None or member.device is None or not member.device.is_keeper:
        return False
    with store.read() as session:
        needed = _needed(session.connection())
    changed: dict[str, Device] = {}
    for log, seq in needed.items():
        device = next((one for one in _out(member) if log in (one.ends or {})), None)
        device = device or next((one for one in _out(member) if one.id == strangers.get(log)), None)
        if device is not None:
            before = changed.get(device.id, device)
            ends = before.ends or {}
            if ends.get(log, 0) < seq:
                changed[device.id] = replace(before, ends={**ends, log: seq})
    if not changed or member.rings.keys() != set(SCOPES):
        return False
    devices = {**member.roster.devices, **changed}
    keep_roster(store, home, _next(store, member, devices.values(), member.rings))
    return True


def _out(member: Membership) -> list[Device]:
    return [one for one in member.roster.devices.values() if one.is_out]


def _needed(connection: Connection) -> dict[str, int]:
    """Logs that waiting transactions rest on → how far."""
    rows = connection.exec_driver_sql("SELECT bytes FROM sync_pending ORDER BY rep, seq LIMIT 10000").all()
    needed: dict[str, int] = {}
    for (data,) in rows:
        try:
            deps = json.loads(data)["deps"].items()
        except (ValueError, KeyError, AttributeError):
            continue  # of a later program: it says in its own time what it rests on
        for log, seq in deps:
            if isinstance(seq, int):
                needed[str(log)] = max(seq, needed.get(str(log), 0))
    return needed


def find_device(roster: Roster, name: str) -> Device:
    """A device by its id, the beginning of it, or its name. Raises PlanError when it is none or not one."""
    found = [
        one
        for one in roster.devices.values()
        if one.name == name or (len(name) >= 4 and one.id.startswith(name.lower()))
    ]
    if len(found) != 1:
        raise PlanError("roster.no_device" if not found else "roster.many_devices", device=name)
    return found[0]


def listed(store: Store, member: Membership) -> list[Listed]:
    """Every device of the roster, by body and name."""
    with store.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT r.hex, r.last_seq, t.hlc FROM sync_replica r "
            "LEFT JOIN sync_tx t ON t.rep = r.ix AND t.seq = r.last_seq WHERE r.last_seq > 0"
        )
        logs = [(str(name), int(seq), int(stamp or 0)) for name, seq, stamp in rows]
    own_device = member.device.id if member.device is not None else ""
    found = []
    for device in sorted(member.roster.devices.values(), key=lambda one: (one.office, one.name, one.id)):
        its = [(seq, stamp) for name, seq, stamp in logs if member.owners.get(name, name) == device.id]
        last = max((stamp for _, stamp in its), default=0)
        found.append(
            Listed(
                device,
                len(its),
                sum(seq for seq, _ in its),
                hlc.moment(last).astimezone() if last else None,
                device.id == own_device,
            )
        )
    return found


def _keeper(store: Store, home: Home) -> tuple[Membership, Rings]:
    """This copy as a keeper with its rings."""
    member = read_membership(store, home)
    if member is None:
        raise PlanError("roster.none")
    if member.key is None:
        raise PlanError("roster.no_key")
    if member.device is None or not member.device.is_keeper or member.rings.keys() != set(SCOPES):
        raise PlanError("roster.not_keeper")
    check_floor(home, member.roster, "roster.behind")
    return member, member.rings


def _found(store: Store, home: Home, office: int, own_name: str) -> None:
    """The first roster: this copy keeps it, and whoever it has met so far is on it."""
    region = secrets.token_hex(16)
    signers = own.signers(store, home.folder / own.KEYS)
    name = store.recorder.replica_hex
    today = _today(store)
    who = author(store.recorder.user)
    words = own_name.strip()[:200] or " ".join(part for part in (who.body, who.name) if part)[:200] or "-"
    before = frozenset(signers) - {name}
    first = Device(
        name,
        signers[name].public,
        office or store.recorder.office,
        words,
        scopes_of(office=True),
        today,
        ("", ""),
        continues=before,
    )
    # Replicas this copy was before: files that they signed stay good.
    devices = [
        first,
        *(replace(first, id=old, public=signers[old].public, made_keeper=None) for old in before),
    ]
    with store.read() as session:
        cards = own.read_cards(session.connection())
    devices += [
        Device(card.replica, card.public, card.office, card.name or "-", scopes_of(office=False), today)
        for card in cards.values()
        if card.replica not in signers
    ]
    rings = {scope: new_ring(region, scope) for scope in SCOPES}
    roster = write_roster(region, 1, today, devices, rings, signers[name])
    keep_roster(store, home, roster, name)


def _next(store: Store, member: Membership, devices: Iterable[Device], rings: Rings) -> Roster:
    assert member.key is not None
    roster = member.roster
    past = (*roster.past, roster.digest.hex())
    return write_roster(roster.region, roster.version + 1, _today(store), devices, rings, member.key, past)


def _ends(connection: Connection, device: str) -> dict[str, int]:
    """Where the logs end that a device has signed, as far as they are held here."""
    rows = connection.exec_driver_sql(
        "SELECT r.hex, r.last_seq FROM sync_replica r WHERE r.hex = ? OR r.ix IN "
        "(SELECT rep FROM sync_sig WHERE signer = ?)",
        (device, device),
    )
    return {device: 0} | {str(name): int(seq) for name, seq in rows}


def _today(store: Store) -> str:
    return store.clock.now().date().isoformat()
