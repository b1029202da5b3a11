"""The list of copies: who is on it, inviting, joining, shutting out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bingo_planner.features.copies import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.copies.model import CopyLine, House, PlaceKind
from bingo_planner.features.copies.service_standing import read_standing
from bingo_planner.features.region.tables import Municipality
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.files import atomic_write
from bingo_planner.kernel.i18n import translate
from bingo_planner.store.history import author
from bingo_planner.store.store import Store, live
from bingo_planner.sync import keeping
from bingo_planner.sync.keeping import Listed, Offer
from bingo_planner.sync.membership import read_membership
from bingo_planner.sync.rings import OFFICE
from bingo_planner.sync.roster_read import Device
from bingo_planner.sync.status import read_status
from bingo_planner.sync.transport import Unreachable

SUFFIX = ".binvite"


def read_copies(store: Store, house: House) -> tuple[tuple[CopyLine, ...], bool, bool]:
    """Copies, whether there is a list, whether this copy keeps it (or could begin it)."""
    names = body_names(store)
    member = read_membership(store, house.home)
    if member is None:
        found = read_status(store).devices
        lines = tuple(
            CopyLine(
                one.replica,
                one.name,
                names.get(one.office, ""),
                translate("copies", "Not on a list yet"),
                one.last_seq,
                one.last_at,
                translate("copies", "Two pasts") if one.state == "fork" else "",
                one.is_own,
                False,
            )
            for one in found
            if one.is_own or one.last_seq
        )
        return lines, False, True
    listed = tuple(_listed(one, names) for one in keeping.listed(store, member))
    return listed, True, bool(member.key and member.device and member.device.is_keeper)


def _listed(one: Listed, names: dict[int, str]) -> CopyLine:
    device = one.device
    scope = (
        translate("copies", "Region and office") if OFFICE in device.scopes else translate("copies", "Region")
    )
    words = []
    if device.is_out:
        words.append(translate("copies", "Shut out"))
    elif device.is_keeper:
        words.append(translate("copies", "Keeps the list"))
    if one.logs > 1:
        words.append(
            translate("copies", "{n} logs: restored, or two computers with one invitation?", n=one.logs)
        )
    return CopyLine(
        device.id,
        device.name,
        names.get(device.office, f"{device.office:05d}" if device.office else ""),
        scope,
        one.transactions,
        one.last_at,
        "　".join(words),
        one.is_own,
        device.is_out,
    )


def body_names(store: Store) -> dict[int, str]:
    """Code → name of every body."""
    with store.read() as session:
        found = live(session, Municipality)
    return {int(one.code): one.name for one in found if one.code.isdecimal()}


def do_invite(
    store: Store, house: House, body: str, name: str, path: Path, *, is_office: bool, is_keeper: bool
) -> Offer:
    """Put a copy on the list and write its invitation; the code is in the offer alone. `body` is a code."""
    if path.exists():
        raise PlanError("file.exists", path=str(path))
    own = author(store.recorder.user).body
    office = next((code for code, called in body_names(store).items() if called == own), 0)
    offer = keeping.invite(
        store, house.home, int(body or 0), name, is_office=is_office, is_keeper=is_keeper, keeper=(office, "")
    )
    with atomic_write(path) as file:
        file.write(offer.data)
    return offer


def do_join(store: Store, house: House, path: Path, code: str, *, merge: bool) -> Device:
    """Become the copy of an invitation; `merge`: what this file holds may go to everybody."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PlanError("packet.unread", file=path.name, reason=error.strerror or "") from error
    return keeping.join(store, house.home, data, code.strip(), merge=merge)


@dataclass(frozen=True)
class ShutOut:
    """A copy that is off the list. `at_hub`: whether the hub shut it out too; `remains`: what is left to do there."""

    name: str
    at_hub: bool = False
    remains: PlanError | None = None


def do_revoke(store: Store, house: House, device: str) -> ShutOut:
    """Shut a copy out: off the list, and out of the hub where this copy meets the others there."""
    gone = keeping.revoke(store, house.home, device)
    place = read_standing(store).place
    if place.kind is not PlaceKind.HUB:
        return ShutOut(gone.name)
    # psycopg and the keyring are loaded only where there is a hub.
    from bingo_planner.sync import hub_link, hub_meeting

    address, _ = hub_link.read_address(place.hub)
    try:
        if hub_meeting.shut_out(store, house.home, address, hub_link.find_password(address), gone.id):
            return ShutOut(gone.name, at_hub=True)
        why = translate("copies", "the hub does not know its entries")
    except (PlanError, Unreachable) as error:
        why = describe(error).text if isinstance(error, PlanError) else translate("copies", "not reached")
    return ShutOut(
        gone.name, remains=PlanError("copies.still_at_hub", name=gone.name, hub=address.name, why=why)
    )
