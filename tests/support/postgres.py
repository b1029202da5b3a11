"""A PostgreSQL server for one run of the tests: loopback only, TLS on, data in a folder that goes with it.

The programs come from the distribution's package (`start.py test` installs it). Where there are none, tests that
need a server are skipped with a sentence that says so.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import trustme
from psycopg import sql
from psycopg.conninfo import make_conninfo

from bingo_planner.app.bench_server import ADMIN as ADMIN
from bingo_planner.app.bench_server import FAST, HOST, START_SECONDS, LocalServer, place, programs

MISSING = (
    "PostgreSQL 13 or newer is not installed, so the hub was not tested; "
    "`sudo apt-get install postgresql` brings it"
)


class Server(LocalServer):
    """A server that proves who it is, and that can be killed."""

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

    def prepare(self) -> None:
        """Make certificates and the data folder."""
        authority = trustme.CA()
        certificate = authority.issue_cert(HOST, "localhost")
        authority.cert_pem.write_to_path(str(self.authority))
        certificate.cert_chain_pems[0].write_to_path(str(self.folder / "server.pem"))
        certificate.private_key_pem.write_to_path(str(self.folder / "server.key"))
        (self.folder / "server.key").chmod(0o600)
        self.settings = (
            *FAST,
            "log_statement=all",
            "ssl=on",
            f"ssl_cert_file={self.folder / 'server.pem'}",
            f"ssl_key_file={self.folder / 'server.key'}",
        )
        super().prepare()

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

    def kill(self) -> None:
        """kill -9 of the server and of every process of it."""
        assert self.process is not None
        children = _children(self.process.pid)
        self.process.kill()
        self.process.wait(START_SECONDS)
        self.process = None
        for process in children:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        # A dead server's processes hold its memory: the next start would refuse to come up beside them.
        until = time.monotonic() + START_SECONDS
        while any(_is_alive(process) for process in children) and time.monotonic() < until:
            time.sleep(0.02)

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
    found = programs()
    if found is None:
        yield None
        return
    with place() as folder:
        server = Server(found, folder)
        try:
            server.prepare()
            server.start()
            yield server
        finally:
            server.stop()


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
