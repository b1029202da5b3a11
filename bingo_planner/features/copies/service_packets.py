"""Packets for a stick or a mail gateway, and the password of a hub."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bingo_planner.features.copies.model import House, Meeting
from bingo_planner.features.copies.service_devices import body_names
from bingo_planner.features.copies.service_standing import keep_meeting
from bingo_planner.kernel.changes import Changes
from bingo_planner.store.store import Store
from bingo_planner.sync import packet
from bingo_planner.sync.engine import Engine
from bingo_planner.sync.packet import Packet

SUFFIX = packet.SUFFIX


@dataclass(frozen=True)
class Parcel:
    """A packet before it is taken in. `count` entries, `new` of them not here yet."""

    packet: Packet
    sender: str
    body: str
    at: datetime
    to: tuple[str, ...]
    count: int
    new: int


def do_write(store: Store, house: House, path: Path) -> int:
    """Write a packet for every copy on the list; how many entries it holds."""
    return packet.write_packet(store, house.home, path).transactions


def read_parcel(store: Store, house: House, path: Path) -> Parcel:
    """Open a packet; nothing of it is taken in yet."""
    found = packet.read_packet(store, house.home, path)
    body = body_names(store).get(found.office, f"{found.office:05d}")
    return Parcel(found, found.sender, body, found.at.astimezone(), found.to, found.transactions, found.new)


def do_take(store: Store, house: House, parcel: Parcel) -> Changes:
    """Take it in and remember it as a meeting."""
    before = dict(Engine(store).vector())
    received = packet.take_packet(store, house.home, parcel.packet)
    asks = sum(1 for item in received.opened if item.kind_of_record)
    keep_meeting(
        store,
        Meeting(
            store.clock.now(),
            parcel.sender,
            True,
            received.transactions,
            received.operations,
            0,
            asks,
            "packet",
            before,
            dict(Engine(store).vector()),
        ),
    )
    return received.changes


def keep_password(address: str, password: str) -> None:
    """Put a hub's password into the keyring. PlanError `hub.no_keyring` when there is none."""
    from bingo_planner.sync import hub_link

    hub_link.keep_password(hub_link.read_address(address)[0], password)
