"""The way to the hub: its address, its password, and the rule that nothing crosses a network unencrypted.

An address never holds a password: it is written down in settings and shown on the screen. The password lives in
the keyring of the operating system, or comes from the environment each time (PGPASSWORD, libpq's password file).
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import LiteralString

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from bingo_planner.kernel.errors import PlanError
from bingo_planner.sync import hub_messages  # noqa: F401  # its sentences belong to these refusals

SERVICE = "bingo-planner hub"
"""Under this name the keyring keeps the passwords."""

CONNECT_SECONDS = 10
_SETTINGS: LiteralString = (
    "SELECT set_config('jit', 'off', false), set_config('enable_bitmapscan', 'off', false)"
)
"""The hub's queries follow one index. Compiling them takes the server 200 times as long as they do, and to gather
a log in heaps and then sort it reads all of it for its first five thousand rows."""
_KNOWN = frozenset(
    {"host", "port", "dbname", "user", "password", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl"}
)
_ENCRYPTED = frozenset({"require", "verify-ca", "verify-full"})


@dataclass(frozen=True)
class Address:
    """Where a hub is and as whom it is entered; `tls` holds libpq's ssl settings."""

    host: str
    port: int
    database: str
    user: str
    tls: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_local(self) -> bool:
        """Whether the server is this computer."""
        if not self.host or self.host.startswith(("/", "@")) or self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def text(self) -> str:
        """The address to keep and to show: no password in it."""
        parts = {"host": self.host, "port": str(self.port), "dbname": self.database, "user": self.user}
        return make_conninfo("", **{key: value for key, value in (parts | dict(self.tls)).items() if value})

    @property
    def name(self) -> str:
        """The hub as a person knows it."""
        return f"{self.host or 'localhost'}/{self.database}"

    @property
    def account(self) -> str:
        """What the keyring keeps its password under."""
        return f"{self.user}@{self.host or 'localhost'}:{self.port}/{self.database}"


def read_address(text: str) -> tuple[Address, str | None]:
    """An address as people write it (`postgresql://…` or `host=… dbname=…`), and the password if it holds one.

    Raises PlanError `hub.address`, `hub.address_part` (a setting that is not for here), `hub.unencrypted`.
    """
    try:
        # The password must not stand in the message of an error either, so libpq's own words are dropped.
        parts = conninfo_to_dict(text)
    except psycopg.ProgrammingError:
        raise PlanError("hub.address") from None
    strange = sorted(parts.keys() - _KNOWN)
    if strange:
        raise PlanError("hub.address_part", part=strange[0])
    given = {key: str(value) for key, value in parts.items() if value is not None}
    host = given.get("host", os.environ.get("PGHOST", ""))
    port = given.get("port", os.environ.get("PGPORT", "5432"))
    if "," in host or not port.isdigit() or not given.get("dbname"):
        raise PlanError("hub.address")
    tls = {key: value for key, value in given.items() if key.startswith("ssl")}
    address = Address(host, int(port), given["dbname"], given.get("user", ""), tls)
    return _encrypted(address), given.get("password")


def _encrypted(address: Address) -> Address:
    mode = address.tls.get("sslmode")
    if mode is None:
        # A hub across the network has to prove who it is, unless its administrator chose otherwise by name.
        mode = "prefer" if address.is_local else "verify-full"
    elif mode not in _ENCRYPTED and not address.is_local:
        raise PlanError("hub.unencrypted", host=address.host)
    return Address(
        address.host, address.port, address.database, address.user, {**address.tls, "sslmode": mode}
    )


_NOT_NOW = (
    *(
        "starting up",
        "shutting down",
        "not yet accepting connections",
        "too many clients",
        "connection slots",
    ),
    *("unexpected eof", "SSL SYSCALL error", "SSL connection has been closed"),
)
"""A server that stops, starts or is full answers too, or hangs up: none of it is about who asks or about trust."""


def connect(address: Address, password: str | None) -> psycopg.Connection:
    """A connection whose statements commit one by one. Raises PlanError `hub.unreachable`, `hub.login`, `hub.tls`."""
    try:
        connection = psycopg.connect(
            address.text,
            password=password,
            connect_timeout=CONNECT_SECONDS,
            # A server that is gone without a word is noticed within a minute.
            keepalives_idle=30,
            keepalives_interval=10,
            keepalives_count=3,
            application_name="bingo-planner",
            autocommit=True,
        )
    except psycopg.OperationalError as error:
        raise _refusal(address, str(error)) from None
    connection.execute(_SETTINGS)
    if not address.is_local and not connection.pgconn.ssl_in_use:
        connection.close()
        raise PlanError("hub.unencrypted", host=address.host)
    return connection


def _refusal(address: Address, words: str) -> PlanError:
    # libpq says where it was going before it says what happened there.
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    told = next((line for line in lines if "failed: " in line), lines[-1] if lines else "")
    reason = told.rpartition("failed: ")[2].removeprefix("FATAL:").strip()
    if any(sign in words for sign in _NOT_NOW):
        return PlanError("hub.unreachable", hub=address.name, reason=reason)
    if "FATAL" in words or "no password supplied" in words:
        return PlanError("hub.login", hub=address.name, reason=reason)
    if "certificate" in words or "SSL" in words:
        return PlanError("hub.tls", hub=address.name, reason=reason)
    return PlanError("hub.unreachable", hub=address.name, reason=reason)


def find_password(address: Address) -> str | None:
    """The password from the environment, else from the keyring; None when neither has one."""
    given = os.environ.get("PGPASSWORD")
    if given:
        return given
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, address.account)
    except (KeyringError, RuntimeError):
        return None


def keep_password(address: Address, password: str) -> None:
    """Put the password into the keyring. Raises PlanError `hub.no_keyring` when this computer has none."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, address.account, password)
    except (KeyringError, RuntimeError) as error:
        raise PlanError("hub.no_keyring") from error
