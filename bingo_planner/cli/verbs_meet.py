"""Verbs that meet other copies away from a folder: at the hub, and by packets."""

from __future__ import annotations

import sys
from argparse import Namespace
from getpass import getpass

from bingo_planner.cli.home import user_home
from bingo_planner.cli.opened import opened
from bingo_planner.cli.output import complain, put_json, say
from bingo_planner.cli.verbs_sync import tell_report
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.sync import hub_link, packet
from bingo_planner.sync.hub_link import Address
from bingo_planner.sync.packet import Packet
from bingo_planner.sync.status import read_status


def postgres(arguments: Namespace) -> int:
    """Meet the other copies at the hub."""
    from bingo_planner.sync.hub_meeting import known_hub, sync_hub

    with opened(arguments.region) as store:
        address, given = (
            (known_hub(store), None) if not arguments.dsn else hub_link.read_address(arguments.dsn)
        )
        password, is_new = _password(address, given)
        report = sync_hub(store, user_home(), address, password)
        status = read_status(store)
    if is_new and password is not None and report.reached:
        _keep(address, password)
    return tell_report(report, status, as_json=arguments.json)


def _password(address: Address, given: str | None) -> tuple[str | None, bool]:
    """The password, and whether it was given just now."""
    if given is not None:
        complain(
            translate("hub", "A password on the command line can be read by others; leave it out next time.")
        )
        return given, True
    found = hub_link.find_password(address)
    if found is not None:
        return found, False
    if sys.stdin.isatty():
        return getpass(translate("hub", "Password of {hub}: ", hub=address.account)) or None, True
    if not address.is_local:
        raise PlanError("hub.no_password", hub=address.name)
    return None, False


def _keep(address: Address, password: str) -> None:
    try:
        hub_link.keep_password(address, password)
    except PlanError as error:
        complain(str(describe(error)))


def packet_out(arguments: Namespace) -> int:
    """Write a packet for a stick or a mail gateway."""
    with opened(arguments.region) as store:
        made = packet.write_packet(
            store, user_home(), arguments.file, to=arguments.to or (), whole=arguments.whole
        )
    if arguments.json:
        put_json(_packet_json(made))
        return 0
    _show(made)
    say(translate("cli", "Written. On a stick: eject it before you pull it out."))
    return 0


def packet_in(arguments: Namespace) -> int:
    """Say from whom and for whom a packet is, and take it in."""
    with opened(arguments.region) as store:
        found = packet.read_packet(store, user_home(), arguments.file)
        if not arguments.json:
            _show(found)
        if arguments.dry_run:
            if arguments.json:
                put_json(_packet_json(found))
            return 0
        received = packet.take_packet(store, user_home(), found)
        status = read_status(store)
    if arguments.json:
        taken = {
            "transactions": received.transactions,
            "pending": received.pending,
            "open": status.open_items,
        }
        put_json(_packet_json(found) | {"received": taken})
        return 0
    say(translate("cli", "{n} entries taken in", n=received.transactions))
    if status.open_items:
        say(translate("cli", "{n} items wait for a decision: see “conflicts”", n=status.open_items))
    return 0


def _show(found: Packet) -> None:
    body = f"{found.office:05d}" if found.office else "-"
    at = f"{found.at.astimezone():%Y-%m-%d %H:%M}"
    say(translate("cli", "From: {name} ({body}), {at}", name=found.sender, body=body, at=at))
    say(
        translate(
            "cli", "For: {names}", names=" ".join(found.to) or translate("cli", "every copy on the list")
        )
    )
    say(translate("cli", "{n} entries, {new} of them new here", n=found.transactions, new=found.new))


def _packet_json(found: Packet) -> dict[str, object]:
    return {
        "from": {"name": found.sender, "body": f"{found.office:05d}", "device": found.device},
        "for": list(found.to),
        "at": found.at.isoformat(),
        "transactions": found.transactions,
        "new": found.new,
        "parts": len(found.parts),
        "bytes": found.size,
    }
