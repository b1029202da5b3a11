"""A PostgreSQL server for measuring and testing: on this computer only, its data in a folder that goes with it."""

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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import psycopg

if sys.platform != "win32":
    import pwd

OLDEST = 13
HOST = "127.0.0.1"
ADMIN = "hub_admin"
START_SECONDS = 60
FAST = ("fsync=off", "full_page_writes=off", "shared_buffers=64MB", "max_connections=80", "autovacuum=off")
"""What is measured and tested here does not outlive the run."""


def programs() -> Path | None:
    """The folder with initdb and postgres of a version that serves, or None."""
    if sys.platform == "win32":
        return None
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
class LocalServer:
    """A server; `ADMIN` is its superuser. `settings` are lines of its configuration."""

    programs: Path
    folder: Path
    settings: Sequence[str] = FAST
    password: str = field(default_factory=lambda: secrets.token_hex(8))
    port: int = field(default_factory=lambda: _free_port())
    process: subprocess.Popen[bytes] | None = None

    def dsn(self, database: str = "postgres", user: str = ADMIN, password: str | None = None) -> str:
        """How to reach a database, with its password."""
        return f"postgresql://{user}:{password or self.password}@{HOST}:{self.port}/{database}"

    @contextmanager
    def admin(self, database: str = "postgres") -> Iterator[psycopg.Connection]:
        """A connection of the superuser; every statement commits."""
        with psycopg.connect(self.dsn(database), autocommit=True) as connection:
            yield connection

    def prepare(self) -> None:
        """Make its data folder."""
        secret = self.folder / "password"
        secret.write_text(self.password)
        self.folder.chmod(0o755)
        owner = _owner()
        if owner is not None:
            for path in (self.folder, *self.folder.iterdir()):
                os.chown(path, *owner)
        words = ["-U", ADMIN, "-E", "UTF8", "--locale=C", "-N", "--auth=scram-sha-256", f"--pwfile={secret}"]
        if self._run([self.programs / "initdb", "-D", self.folder / "data", *words]).wait():
            raise RuntimeError(self.log())
        secret.unlink()

    def start(self) -> None:
        """Start it; returns when it answers."""
        settings = (f"listen_addresses={HOST}", f"port={self.port}", f"unix_socket_directories={self.folder}")
        given = [part for setting in (*settings, *self.settings) for part in ("-c", setting)]
        self.process = self._run([self.programs / "postgres", "-D", self.folder / "data", *given])
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.dsn()).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise
                time.sleep(0.05)

    def stop(self) -> None:
        """Stop it and cut off whoever is connected. Stopping twice is harmless."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(START_SECONDS)
            self.process = None

    def log(self) -> str:
        """Everything the server wrote down."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def _run(self, command: Sequence[Path | str]) -> subprocess.Popen[bytes]:
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
        owner = _owner()
        with (self.folder / "log").open("ab") as log:
            if owner is None:
                return subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd="/")
            return subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                env=environment,
                cwd="/",
                user=owner[0],
                group=owner[1],
                extra_groups=[],
            )


@contextmanager
def place() -> Iterator[Path]:
    """A folder that the user a server runs as may enter; it goes at the end."""
    folder = Path(tempfile.mkdtemp(prefix="bp-pg-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running() -> Iterator[LocalServer | None]:
    """A fresh server for as long as the block lasts; None where there is no PostgreSQL."""
    found = programs()
    if found is None:
        yield None
        return
    with place() as folder:
        server = LocalServer(found, folder)
        try:
            server.prepare()
            server.start()
            yield server
        finally:
            server.stop()


def _owner() -> tuple[int, int] | None:
    """User and group that the server runs as where this program runs as root, whom PostgreSQL refuses."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    raise RuntimeError("no user to run PostgreSQL as")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port
