"""What the hub's administrator does: set it up, invite a device, revoke one, look at it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

import psycopg
from psycopg import sql
from psycopg.rows import class_row

from bingo_planner.kernel.errors import PlanError
from bingo_planner.sync import hub_messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.sync import hub_schema as schema

OLDEST_SERVER = 130_000
_LOCK: LiteralString = "SELECT pg_advisory_xact_lock(7340213)"


@dataclass(frozen=True)
class Invitation:
    """A login for one computer. The password is nowhere else: it is shown once."""

    login: str
    password: str
    office_id: int
    name: str
    is_office: bool


@dataclass(frozen=True)
class HubDevice:
    """One log at the hub, or an invitation that nobody used yet (`replica` None)."""

    login: str
    office_id: int
    name: str
    is_office: bool
    replica: str | None
    last_seq: int
    last_at: datetime | None
    revoked_at: datetime | None
    revoked_after_seq: int | None


@dataclass(frozen=True)
class HubStatus:
    """The hub as its administrator sees it. `bytes` on disk, indexes included."""

    server: int
    version: int
    is_encrypted: bool
    bytes: int
    devices: tuple[HubDevice, ...]


def init(connection: psycopg.Connection) -> int:
    """Make or raise the hub's tables; running it again is harmless. Returns the version that stands.

    Raises PlanError `hub.too_old` (server), `hub.newer` (tables of a later program), `hub.rights`, `hub.taken`
    (something else is called `sync` there).
    """
    if connection.info.server_version < OLDEST_SERVER:
        raise PlanError("hub.too_old", version=connection.info.server_version // 10_000)
    try:
        with connection.transaction():
            connection.execute(_LOCK)
            _make_roles(connection)
            _make_schema(connection)
            with _as_owner(connection):
                _raise_tables(connection)
    except psycopg.errors.InsufficientPrivilege as error:
        raise PlanError("hub.rights") from error
    except psycopg.errors.DuplicateTable as error:
        raise PlanError("hub.taken") from error
    return schema.VERSION


def _make_roles(connection: psycopg.Connection) -> None:
    known = {str(row[0]) for row in connection.execute("SELECT rolname FROM pg_roles")}
    for role in schema.ROLES:
        if role not in known:
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
    is_super = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if is_super != (True,):
        connection.execute("GRANT bingo_hub_owner TO CURRENT_USER")


def _make_schema(connection: psycopg.Connection) -> None:
    owner = connection.execute(
        "SELECT pg_get_userbyid(nspowner)::text FROM pg_namespace WHERE nspname = 'sync'"
    ).fetchone()
    if owner is None:
        connection.execute("CREATE SCHEMA sync AUTHORIZATION bingo_hub_owner")
    elif owner != (schema.OWNER,):
        raise PlanError("hub.taken")


class _as_owner:  # noqa: N801  # reads as a phrase where it is used
    """For the rest of a transaction's block, act as the owner of the tables."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("SET LOCAL ROLE bingo_hub_owner")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._connection.execute("RESET ROLE")


def _raise_tables(connection: psycopg.Connection) -> None:
    standing = _version(connection)
    if standing > schema.VERSION:
        raise PlanError("hub.newer", version=standing, known=schema.VERSION)
    for version in range(standing + 1, schema.VERSION + 1):
        for statement in schema.UPGRADES[version]:
            connection.execute(statement)
        connection.execute("INSERT INTO sync.meta (version) VALUES (%s)", (version,))


def _version(connection: psycopg.Connection) -> int:
    there = connection.execute("SELECT to_regclass('sync.meta') IS NOT NULL").fetchone()
    if there != (True,):
        return 0
    row = connection.execute("SELECT coalesce(max(version), 0) FROM sync.meta").fetchone()
    return int(row[0]) if row else 0


def invite(connection: psycopg.Connection, office_id: int, name: str, *, is_office: bool) -> Invitation:
    """A login for one computer of a body. `is_office`: it also holds what is for the liaison office alone.

    The password goes to the server as a SCRAM verifier only: no log of the server ever holds it.
    """
    name = name.strip()
    if not 1 <= len(name) <= 200:
        raise PlanError("hub.name")
    login, password = f"bingo_{secrets.token_hex(5)}", secrets.token_urlsafe(24)
    verifier = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    with connection.transaction():
        _need_tables(connection)
        connection.execute(
            sql.SQL(
                "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 8 PASSWORD {}"
            ).format(sql.Identifier(login), sql.Literal(verifier.decode()))
        )
        groups = (schema.MEMBER, schema.OFFICE) if is_office else (schema.MEMBER,)
        for group in groups:
            connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(login)))
        with _as_owner(connection):
            connection.execute(
                "INSERT INTO sync.login (login, office_id, name, is_office) VALUES (%s, %s, %s, %s)",
                (login, office_id, name, is_office),
            )
    return Invitation(login, password, office_id, name, is_office)


def revoke(connection: psycopg.Connection, device: str) -> str:
    """Shut a device out, named by its login, its replica or its own name; returns its login.

    What it sent stays; nothing more is taken from it, and sessions it has open end.
    """
    with connection.transaction():
        _need_tables(connection)
        with _as_owner(connection):
            login = _find(connection, device)
            connection.execute(
                "UPDATE sync.login SET revoked_at = coalesce(revoked_at, now()) WHERE login = %s", (login,)
            )
            connection.execute(
                "UPDATE sync.device d SET revoked_after_seq = coalesce(d.revoked_after_seq, "
                "(SELECT coalesce(max(t.seq), 0) FROM sync.tx t WHERE t.device_id = d.device_id)) "
                "WHERE d.login = %s",
                (login,),
            )
        connection.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(login)))
    _end_sessions(connection, login)
    return login


def _find(connection: psycopg.Connection, device: str) -> str:
    rows = connection.execute(
        "SELECT DISTINCT l.login::text FROM sync.login l LEFT JOIN sync.device d ON d.login = l.login "
        "WHERE l.login = %(it)s OR replace(d.replica::text, '-', '') = %(it)s OR l.name = %(it)s",
        {"it": device},
    ).fetchall()
    if len(rows) != 1:
        raise PlanError("hub.no_device" if not rows else "hub.many_devices", device=device)
    return str(rows[0][0])


def _end_sessions(connection: psycopg.Connection, login: str) -> None:
    # A hurry only: the rules shut an open session out as well.
    try:
        with connection.transaction():
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (login,)
            )
    except psycopg.errors.InsufficientPrivilege:
        return


def status(connection: psycopg.Connection) -> HubStatus:
    """The hub as it stands: for its administrator or a login of the monitoring group."""
    _need_tables(connection)
    with connection.cursor(row_factory=class_row(HubDevice)) as cursor:
        devices = cursor.execute(
            "SELECT login::text, office_id, name, is_office, replace(replica::text, '-', '') AS replica, "
            "coalesce(last_seq, 0) AS last_seq, last_at, revoked_at, revoked_after_seq "
            "FROM sync.devices ORDER BY office_id, name, device_id"
        ).fetchall()
    row = connection.execute("SELECT coalesce(sum(bytes), 0)::bigint FROM sync.volume").fetchone()
    return HubStatus(
        connection.info.server_version // 10_000,
        _version(connection),
        bool(connection.pgconn.ssl_in_use),
        int(row[0]) if row else 0,
        tuple(devices),
    )


def _need_tables(connection: psycopg.Connection) -> None:
    version = _version(connection)
    if version == 0:
        raise PlanError("hub.not_set_up")
    if version > schema.VERSION:
        raise PlanError("hub.newer", version=version, known=schema.VERSION)
