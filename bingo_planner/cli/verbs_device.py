"""Verbs of the roster: invite a copy, join, shut out, list."""

from __future__ import annotations

import platform
import sys
from argparse import Namespace
from getpass import getpass
from pathlib import Path

import bingo_planner.features.copies.messages  # what is left to do at the hub
import bingo_planner.features.tables  # noqa: F401  # the store must know every table before it opens a file
from bingo_planner import __version__
from bingo_planner.cli.home import user_home, user_profile, user_settings
from bingo_planner.cli.opened import opened
from bingo_planner.cli.output import complain, put_json, put_table, say
from bingo_planner.cli.verbs_hub import named_body
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.files import atomic_write
from bingo_planner.kernel.i18n import translate
from bingo_planner.store.region_file import close_region, create_region
from bingo_planner.store.store import Store
from bingo_planner.sync import keeping
from bingo_planner.sync.keeping import Listed
from bingo_planner.sync.membership import read_membership
from bingo_planner.sync.rings import OFFICE
from bingo_planner.sync.roster_read import Device

SUFFIX = ".binvite"


def device_invite(arguments: Namespace) -> int:
    """Put a new copy on the list and write its invitation; the code is shown once."""
    office = named_body(arguments.body, arguments.region)
    path: Path = arguments.out or Path(_file_name(arguments.name))
    if path.exists():
        raise PlanError("file.exists", path=str(path))
    with opened(arguments.region) as store:
        offer = keeping.invite(
            store,
            user_home(),
            office,
            arguments.name,
            is_office=arguments.office,
            is_keeper=arguments.keeper,
            keeper=_this_computer(),
        )
        with atomic_write(path) as file:
            file.write(offer.data)
    if arguments.json:
        put_json(_device_json(offer.device) | {"file": str(path), "code": offer.code})
        return 0
    say(translate("cli", "Invitation for {name}: {path}", name=offer.device.name, path=str(path)))
    say(translate("cli", "Code: {code}", code=offer.code))
    say(translate("cli", "The code is shown this once. Tell it by telephone, not with the file."))
    return 0


def _this_computer() -> tuple[int, str]:
    """Body of whoever sits here, and what the computer is called."""
    who = user_profile(user_settings(user_home()))
    body, name = (who.body_code, who.body_name) if who is not None else ("", "")
    return int(body) if body.isdigit() else 0, f"{name} {platform.node()}".strip()


def device_join(arguments: Namespace) -> int:
    """Make this copy the device of an invitation; a region file that is not there yet is begun."""
    data = arguments.file.read_bytes()
    code = arguments.code or _ask_code()
    home = user_home()
    if arguments.region is not None and not arguments.region.exists():
        store = create_region(arguments.region, home, __version__)
        try:
            device = keeping.join(store, home, data, code)
        except BaseException:
            store.close()
            for suffix in ("", "-wal", "-shm", "-lock"):
                arguments.region.with_name(arguments.region.name + suffix).unlink(missing_ok=True)
            raise
        close_region(store, home)
    else:
        with opened(arguments.region) as store:
            device = keeping.join(store, home, data, code, merge=arguments.merge)
    if arguments.json:
        put_json(_device_json(device))
        return 0
    say(
        translate(
            "cli", "This copy is “{name}” now. Sync brings the entries of the others.", name=device.name
        )
    )
    return 0


def device_revoke(arguments: Namespace) -> int:
    """Shut a copy out."""
    with opened(arguments.region) as store:
        device = keeping.revoke(store, user_home(), arguments.device)
        at_hub = _shut_out_of_hub(store, device)
    if arguments.json:
        put_json({**_device_json(device), "shut_out_of_hub": at_hub})
        return 0
    say(
        translate(
            "cli", "“{name}” is off the list. The others hear of it at their next sync.", name=device.name
        )
    )
    return 0


def _shut_out_of_hub(store: Store, device: Device) -> bool | None:
    """Out of the hub this copy met at last, too; None where it has met at none. What is left to do there is told."""
    from bingo_planner.sync import hub_link, hub_meeting
    from bingo_planner.sync.transport import Unreachable

    try:
        address = hub_meeting.known_hub(store)
    except PlanError:
        return None
    try:
        password = hub_link.find_password(address)
        done = hub_meeting.shut_out(store, user_home(), address, password, device.id)
        why = translate("copies", "the hub does not know its entries")
    except (PlanError, Unreachable) as error:
        done = False
        why = describe(error).text if isinstance(error, PlanError) else translate("copies", "not reached")
    if not done:
        told = PlanError("copies.still_at_hub", name=device.name, hub=address.name, why=why)
        complain(str(describe(told)))
    return done


def device_list(arguments: Namespace) -> int:
    """Every copy on the list."""
    with opened(arguments.region) as store:
        member = read_membership(store, user_home())
        if member is None:
            raise PlanError("roster.none")
        rows = keeping.listed(store, member)
    if arguments.json:
        put_json({"version": member.roster.version, "devices": [_listed_json(one) for one in rows]})
        return 0
    heads = (
        translate("cli", "Id"),
        translate("hub", "Body"),
        translate("hub", "Name"),
        translate("cli", "Scope"),
        translate("cli", "Entries"),
        translate("cli", "Last entry"),
        translate("hub", "State"),
    )
    put_table(heads, [_row(one) for one in rows])
    return 0


def _row(one: Listed) -> tuple[str, ...]:
    device = one.device
    scope = translate("cli", "office too") if OFFICE in device.scopes else translate("cli", "region")
    words = []
    if one.is_own:
        words.append(translate("cli", "this one"))
    if device.is_out:
        words.append(translate("hub", "shut out"))
    elif device.is_keeper:
        words.append(translate("cli", "keeps the list"))
    if one.logs > 1:
        words.append(translate("cli", "{n} logs", n=one.logs))
    last = f"{one.last_at:%Y-%m-%d %H:%M}" if one.last_at else ""
    return (
        device.id[:8],
        f"{device.office:05d}",
        device.name,
        scope,
        f"{one.transactions:,}",
        last,
        " ".join(words),
    )


def _listed_json(one: Listed) -> dict[str, object]:
    return _device_json(one.device) | {
        "logs": one.logs,
        "transactions": one.transactions,
        "last_at": one.last_at.isoformat() if one.last_at else None,
        "own": one.is_own,
    }


def _device_json(device: Device) -> dict[str, object]:
    return {
        "device": device.id,
        "body": f"{device.office:05d}",
        "name": device.name,
        "scopes": sorted(device.scopes),
        "keeper": device.is_keeper,
        "since": device.since,
        "revoked": device.is_out,
    }


def _ask_code() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return getpass(translate("cli", "Code of the invitation: "))


def _file_name(name: str) -> str:
    return "".join("_" if sign in '\\/:*?"<>|' else sign for sign in name).strip() + SUFFIX
