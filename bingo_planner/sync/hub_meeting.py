"""A meeting at the hub, and which hub a copy meets at."""

from __future__ import annotations

from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.home import Home
from bingo_planner.store.store import Store
from bingo_planner.sync import own
from bingo_planner.sync.hub import PostgresHub
from bingo_planner.sync.hub_link import Address, read_address
from bingo_planner.sync.membership import meeting_facts, read_membership
from bingo_planner.sync.model import SyncReport
from bingo_planner.sync.session import synchronise

_HUB = "hub"


def sync_hub(store: Store, home: Home, address: Address, password: str | None) -> SyncReport:
    """Meet the other copies at a hub, and remember its address (which holds no password)."""
    keys, book, _ = meeting_facts(store, home)
    with PostgresHub(address, password, book) as hub:
        report = synchronise(store, home, hub, keys, book)
    if report.reached:
        with store.silently() as connection:
            own.put_state(connection, _HUB, address.text)
    return report


def shut_out(store: Store, home: Home, address: Address, password: str | None, device: str) -> bool:
    """Shut a device that is off the list out of the hub as well; False when the hub does not know it.

    Raises what `PostgresHub.shut_out` and `hub_link.connect` raise.
    """
    member = read_membership(store, home)
    if member is None:
        raise PlanError("roster.none")
    logs = [device, *(log for log, owner in member.owners.items() if owner == device and log != device)]
    with PostgresHub(address, password, member.book) as hub:
        return hub.shut_out(logs)


def known_hub(store: Store) -> Address:
    """The hub this copy met at last. Raises PlanError `hub.unknown`."""
    with store.read() as session:
        text = own.get_state(session.connection(), _HUB)
    if text is None:
        raise PlanError("hub.unknown")
    return read_address(text)[0]
