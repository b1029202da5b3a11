"""A PostgreSQL server for one run of the tests: loopback only, TLS on, data in a folder that goes with it.

The programs come from the distribution's package (`start.py test` installs it). Where there are none, tests that
need a server are skipped with a sentence that says so.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import psycopg
import trustme
from psycopg import sql
from psycopg.conninfo import make_conninfo

if sys.platform != "win32":
    import pwd

OLDEST = 13
HOST = "127.0.0.1"
ADMIN = "hub_admin"
MISSING = (
    "PostgreSQL 13 or newer is not installed, so the hub was not tested; "
    "`sudo apt-get install postgresql` brings it"
)
_START_SECONDS = 60


def programs() -> Path | None:
    """The folder with initdb and postgres of a version that serves, or None."""
    named = [Path(found).resolve().parent for found in (shutil.which("postgres"),) if found]
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_number, reverse=True)
    for folder in (*named, *packaged):
        if (folder / "initdb").exists() and _version(folder) >= OLDEST:
            return folder
    return None


def _number(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


@cache
def _version(folder: Path) -> int:
    told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True).stdout
    digits = told.split()[2].split(".")[0] if len(told.split()) > 2 else ""
    return int(digits) if digits.isdigit() else 0


@dataclass
class Server:
    """A running server; `admin` may make roles and databases and is a superuser."""

    programs: Path
    folder: Path
    port: int
    password: str = field(default_factory=lambda: secrets.token_hex(8))
    _process: subprocess.Popen[bytes] | None = None

    @property
    def authority(self) -> Path:
        """The certificate that vouches for the server."""
        return self.folder / "authority.pem"

    def dsn(self, database: str = "postgres", user: str = ADMIN, password: str | None = None) -> str:
        """How to reach a database, with its password; libpq checks the server's certificate."""
        return make_conninfo(
            host=HOST,
            port=self.port,
            dbname=database,
            user=user,
            password=password or self.password,
            sslmode="verify-full",
            sslrootcert=str(self.authority),
        )

    @contextmanager
    def admin(self, database: str = "postgres") -> Iterator[psycopg.Connection]:
        """A connection of the superuser; every statement commits."""
        with psycopg.connect(self.dsn(database), autocommit=True) as connection:
            yield connection

    def new_database(self) -> str:
        """An empty database of its own."""
        name = f"t_{secrets.token_hex(6)}"
        with self.admin() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return name

    def drop_database(self, name: str) -> None:
        """Drop it, whoever still has it open."""
        with self.admin() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def start(self, *settings: str) -> None:
        """Start on the data in the folder; returns when it answers."""
        fast = ("fsync=off", "full_page_writes=off", "shared_buffers=64MB")
        options = [
            f"listen_addresses={HOST}",
            f"port={self.port}",
            f"unix_socket_directories={self.folder}",
            "max_connections=80",
            "ssl=on",
            f"ssl_cert_file={self.folder / 'server.pem'}",
            f"ssl_key_file={self.folder / 'server.key'}",
            "log_statement=all",
            "autovacuum=off",
            *fast,
            *settings,
        ]
        given = [part for option in options for part in ("-c", option)]
        with (self.folder / "log").open("ab") as log:
            command: list[Path | str] = [self.programs / "postgres", "-D", self.folder / "data", *given]
            self._process = _run_as_owner(command, log.fileno())
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + _START_SECONDS
        while True:
            try:
                psycopg.connect(self.dsn()).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def stop(self) -> None:
        """Stop it and cut off whoever is connected."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(_START_SECONDS)
            self._process = None

    def kill(self) -> None:
        """kill -9 of the server and of every process of it."""
        assert self._process is not None
        children = _children(self._process.pid)
        self._process.kill()
        self._process.wait(_START_SECONDS)
        self._process = None
        for process in children:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        # A dead server's processes hold its memory: the next start would refuse to come up beside them.
        until = time.monotonic() + _START_SECONDS
        while any(_is_alive(process) for process in children) and time.monotonic() < until:
            time.sleep(0.02)

    def log(self) -> str:
        """Everything the server wrote down, statements included."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def run(self, program: str, *arguments: str) -> bytes:
        """Run one of the programs against the server as its superuser; returns what it printed."""
        environment = os.environ | {
            "PGHOST": HOST,
            "PGPORT": str(self.port),
            "PGUSER": ADMIN,
            "PGPASSWORD": self.password,
            "PGSSLMODE": "require",
        }
        done = subprocess.run(
            [self.programs / program, *arguments], env=environment, capture_output=True, check=True
        )
        return done.stdout


@contextmanager
def running() -> Iterator[Server | None]:
    """A fresh server for as long as the block lasts; None where there is no PostgreSQL."""
    folder = None if sys.platform == "win32" else programs()
    if folder is None:
        yield None
        return
    # Not under pytest's folder: that one is closed to the user the server runs as.
    place = Path(tempfile.mkdtemp(prefix="bp-pg-"))
    server = Server(folder, place, _free_port())
    try:
        _prepare(server)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(place, ignore_errors=True)


def _prepare(server: Server) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert(HOST, "localhost")
    authority.cert_pem.write_to_path(str(server.authority))
    certificate.cert_chain_pems[0].write_to_path(str(server.folder / "server.pem"))
    key = server.folder / "server.key"
    certificate.private_key_pem.write_to_path(str(key))
    key.chmod(0o600)
    secret = server.folder / "password"
    secret.write_text(server.password)
    server.folder.chmod(0o755)
    owner = _owner()
    if owner is not None:
        for path in (server.folder, *server.folder.iterdir()):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    with (server.folder / "log").open("ab") as log:
        _run_as_owner(
            [
                server.programs / "initdb",
                *("-D", server.folder / "data", "-U", ADMIN, "-E", "UTF8", "--locale=C", "-N"),
                *("--auth=scram-sha-256", f"--pwfile={secret}"),
            ],
            log.fileno(),
        ).wait()
    secret.unlink()


def _owner() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("no user to run PostgreSQL as")


def _run_as_owner(command: list[Path | str], log: int) -> subprocess.Popen[bytes]:
    owner = _owner()
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
    if owner is None:
        return subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd="/")
    return subprocess.Popen(
        command,
        stdout=log,
        stderr=log,
        env=environment,
        cwd="/",
        user=owner.pw_uid,
        group=owner.pw_gid,
        extra_groups=[],
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def _children(pid: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            # The parent is the second word after the name, which stands in brackets and may hold anything.
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(folder.name))
    return found


def _is_alive(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
