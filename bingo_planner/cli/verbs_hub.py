"""Verbs of the hub's administrator: init, invite, revoke, status."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from bingo_planner.cli.home import user_home, user_settings
from bingo_planner.cli.opened import opened
from bingo_planner.cli.output import complain, put_json, put_table, say
from bingo_planner.features.region.tables import Municipality
from bingo_planner.kernel.codes import parse_body_code
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.text import fold
from bingo_planner.sync import hub_link
from bingo_planner.sync.hub_link import Address

if TYPE_CHECKING:
    from psycopg import Connection

    from bingo_planner.sync.hub_admin import HubDevice, Invitation

_SETTING = "hub.admin"


def hub_init(arguments: Namespace) -> int:
    """Set a database up as the hub, and remember which one it is."""
    from bingo_planner.sync import hub_admin

    address, password = hub_link.read_address(arguments.dsn)
    with _entered(address, password) as connection:
        version = hub_admin.init(connection)
    user_settings(user_home()).set(_SETTING, address.text)
    if arguments.json:
        put_json({"hub": address.text, "version": version})
        return 0
    say(translate("hub", "{hub} is a hub now (version {version}).", hub=address.name, version=version))
    say(translate("hub", "Next: “hub invite BODY NAME” for each computer."))
    return 0


def hub_invite(arguments: Namespace) -> int:
    """Make a login for one computer and show its invitation, once."""
    from bingo_planner.sync import hub_admin

    office = named_body(arguments.body, arguments.region)
    address, password = _admin_address(arguments)
    with _entered(address, password) as connection:
        invitation = hub_admin.invite(connection, office, arguments.name, is_office=arguments.office)
    _show_invitation(address, invitation, as_json=arguments.json)
    return 0


def _show_invitation(address: Address, invitation: Invitation, *, as_json: bool) -> None:
    entrance = Address(address.host, address.port, address.database, invitation.login, address.tls)
    if as_json:
        put_json(
            {
                "dsn": entrance.text,
                "login": invitation.login,
                "password": invitation.password,
                "body": f"{invitation.office_id:05d}",
                "name": invitation.name,
                "office": invitation.is_office,
            }
        )
        return
    say(translate("hub", "Invitation for {name}", name=invitation.name))
    say(f'  bingo-planner sync postgres "{entrance.text}"')
    say(translate("hub", "  Password: {password}", password=invitation.password))
    say(translate("hub", "The password is shown this once. Hand it over another way than the address."))


def hub_revoke(arguments: Namespace) -> int:
    """Shut a device out of the hub."""
    from bingo_planner.sync import hub_admin

    address, password = _admin_address(arguments)
    with _entered(address, password) as connection:
        login = hub_admin.revoke(connection, arguments.device)
    if arguments.json:
        put_json({"login": login})
        return 0
    say(translate("hub", "{login} is shut out. What it sent before stays.", login=login))
    return 0


def hub_status(arguments: Namespace) -> int:
    """Say how the hub stands."""
    from bingo_planner.sync import hub_admin

    address, password = _admin_address(arguments)
    with _entered(address, password) as connection:
        status = hub_admin.status(connection)
    if arguments.json:
        put_json(
            {
                "hub": address.text,
                "server": status.server,
                "version": status.version,
                "encrypted": status.is_encrypted,
                "bytes": status.bytes,
                "devices": [_device_json(device) for device in status.devices],
            }
        )
        return 0
    words = translate(
        "hub",
        "{hub}: PostgreSQL {server}, version {version}, {size} MB",
        hub=address.name,
        server=status.server,
        version=status.version,
        size=f"{status.bytes / 1e6:,.1f}",
    )
    say(words)
    put_table(
        (
            translate("hub", "Body"),
            translate("hub", "Name"),
            translate("hub", "Login"),
            translate("hub", "Transactions"),
            translate("hub", "Last"),
            translate("hub", "State"),
        ),
        [_device_row(device) for device in status.devices],
    )
    return 0


def _device_json(device: HubDevice) -> dict[str, object]:
    return {
        "login": device.login,
        "body": f"{device.office_id:05d}",
        "name": device.name,
        "office": device.is_office,
        "replica": device.replica,
        "last_seq": device.last_seq,
        "last_at": device.last_at.isoformat() if device.last_at else None,
        "revoked_at": device.revoked_at.isoformat() if device.revoked_at else None,
        "revoked_after_seq": device.revoked_after_seq,
    }


def _device_row(device: HubDevice) -> tuple[str, ...]:
    if device.revoked_at is not None:
        state = translate("hub", "shut out")
    elif device.replica is None:
        state = translate("hub", "invited")
    else:
        state = translate("hub", "takes part")
    last = f"{device.last_at.astimezone():%Y-%m-%d %H:%M}" if device.last_at else "-"
    return (f"{device.office_id:05d}", device.name, device.login, f"{device.last_seq:,}", last, state)


def named_body(text: str, region: Path | None) -> int:
    """The code of the body that is named by its code, or by its name in the region."""
    try:
        return int(parse_body_code(text))
    except PlanError:
        wanted = fold(text)
    with opened(region) as store, store.read() as session:
        rows = session.execute(select(Municipality.name, Municipality.code).where(~Municipality.is_deleted))
        codes = [code for name, code in rows if fold(name) == wanted]
    if len(codes) != 1:
        raise PlanError("hub.no_body", body=text)
    return int(codes[0])


def _admin_address(arguments: Namespace) -> tuple[Address, str | None]:
    text = arguments.hub or user_settings(user_home()).text(_SETTING)
    if not text:
        raise PlanError("hub.no_admin")
    return hub_link.read_address(text)


@contextmanager
def _entered(address: Address, password: str | None) -> Iterator[Connection]:
    """A connection of the administrator, closed at the end."""
    with hub_link.connect(address, known_password(address, password)) as connection:
        yield connection


def known_password(address: Address, given: str | None) -> str | None:
    """The password that was given, or is kept, or is typed now; None leaves it to the server's own rules."""
    if given is not None:
        complain(
            translate("hub", "A password on the command line can be read by others; leave it out next time.")
        )
        return given
    found = hub_link.find_password(address)
    if found is not None or address.is_local or not sys.stdin.isatty():
        return found
    return getpass(translate("hub", "Password of {hub}: ", hub=address.account)) or None
