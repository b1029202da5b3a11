"""Kills itself at every numbered step of its work, on real files, and looks at what is left.

    python -m tests.sync.killed FOLDER KILLS
    python -m tests.sync.killed FOLDER KILLS HUB-OF-A HUB-OF-B HUB-OF-ITS-ADMINISTRATOR

The second meets at a hub and dies at the steps of sending and fetching there; the server lives on.

One process without threads; each try is a fork of it that works on files of its own until its step is reached and
then ends as by `kill -9`. The parent opens the files again, checks the promises, and lets the work go on to its end.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg

from bingo_planner.kernel.errors import PlanError
from bingo_planner.store import engine, identity, lock, migrate, rebuild
from bingo_planner.store.home import Home
from bingo_planner.store.recorder import Recorder
from bingo_planner.store.store import Store
from bingo_planner.sync import apply, hub_rows, own
from bingo_planner.sync.files import DiskFiles
from bingo_planner.sync.folder import FolderTransport
from bingo_planner.sync.hub import PostgresHub
from bingo_planner.sync.hub_link import read_address
from bingo_planner.sync.session import synchronise
from tests.sync.copies import NEW, HandClock, Plan, row_id

ROWS = [row_id(f"row {number}") for number in range(4)]
STEPS = (
    *("sealed", "committed"),
    *("folder", "open", "half", "flush", "read back", "rename", "renamed"),
    *("replaced dropped", "logged", "shown", "searched", "settled"),
    "token written",
)
HUB_STEPS = ("enrolled", "place found", "rows sent", "hub committed", "pulled")


class Dying:
    """Dies when a step is reached for the nth time."""

    def __init__(self, step: str, nth: int) -> None:
        self._step, self._left = step, nth

    def __call__(self, step: str) -> None:
        if step == self._step:
            self._left -= 1
            if self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


def open_copy(folder: Path, name: str) -> tuple[Store, Home]:
    """A copy on disk with the small schema; made when there is none or only the beginning of one."""
    home, path = Home(folder / f"home {name}"), folder / f"{name}.bingo"
    recorder = Recorder(HandClock(), "test", registry=NEW, schema=2, user=name)
    held = lock.acquire(path)
    database = engine.connect(path, recorder)
    with database.begin() as connection:
        if not migrate.file_version(connection):
            migrate.create_schema(connection, recorder)
        recorder.learn_names(connection)
        identity.settle(connection, recorder, home.identities)
    with database.connect() as connection:
        identity.confirm(connection, recorder, home.identities)
        connection.rollback()
    return Store(path, database, recorder, held), home


class Share:
    """Meetings in a shared folder."""

    steps = STEPS

    def begin(self, folder: Path) -> None:
        """An empty one."""
        (folder / "share").mkdir(parents=True)

    def meet(self, store: Store, home: Home, folder: Path, step: Callable[[str], None]) -> None:
        """One meeting."""
        keys = own.signers(store, home.folder / own.KEYS)
        book = own.open_book(store, keys)
        files = DiskFiles(folder / "share", step)
        synchronise(store, home, FolderTransport(files, book, "share"), keys, book)

    def check(self, folder: Path) -> None:
        """Whole files or none."""
        for path in (folder / "share").rglob("*.seg"):
            assert path.read_bytes().endswith(b"END1"), f"half a file under its name: {path}"


class AtHub:
    """Meetings at a hub, with a login for each of the two copies."""

    steps = HUB_STEPS

    def __init__(self, logins: dict[str, str], admin: str) -> None:
        self._logins, self._admin = logins, admin

    def begin(self, folder: Path) -> None:
        """An empty one."""
        folder.mkdir(parents=True)
        with psycopg.connect(self._admin, autocommit=True) as connection:
            connection.execute("TRUNCATE sync.tx, sync.sig, sync.part, sync.roster, sync.device CASCADE")

    def meet(self, store: Store, home: Home, folder: Path, step: Callable[[str], None]) -> None:
        """One meeting."""
        keys = own.signers(store, home.folder / own.KEYS)
        book = own.open_book(store, keys)
        address, password = read_address(self._logins[store.path.stem])
        with PostgresHub(address, password, book) as hub:
            assert synchronise(store, home, hub, keys, book).reached

    def check(self, folder: Path) -> None:
        """Whole segments or none: each log without a gap, signed to its end."""
        with psycopg.connect(self._admin) as connection:
            logs = connection.execute(
                "SELECT count(*), max(t.seq), (SELECT max(upto_seq) FROM sync.sig s WHERE s.device_id = t.device_id) "
                "FROM sync.tx t GROUP BY t.device_id"
            ).fetchall()
        assert all(count == last == signed for count, last, signed in logs), logs


Way = Share | AtHub


def edit(store: Store, dice: random.Random) -> None:
    """One small change."""
    row = dice.choice(ROWS)
    try:
        with store.change("edit") as unit:
            if unit.session.get(Plan, row) is None:
                unit.add(Plan(id=row, name=dice.choice("甲乙丙"), body="文。" * dice.randrange(30)))
            elif dice.random() < 0.2:
                unit.remove(Plan, row)
            else:
                unit.set(Plan, row, name=dice.choice("甲乙丙"), amount=dice.randrange(9))
    except PlanError:
        return


def work(way: Way, folder: Path, seed: int, step: Callable[[str], None]) -> None:
    """Two copies write and meet; the same course for the same seed."""
    dice = random.Random(seed)
    for name in ("a", "b", "a"):
        with _told(step):
            store, home = open_copy(folder, name)
            for _ in range(3):
                edit(store, dice)
            way.meet(store, home, folder, step)
            edit(store, dice)
            store.close()


def check(way: Way, folder: Path) -> None:
    """What is left is sound, and goes on to the same state everywhere."""
    way.check(folder)
    states = {}
    opened = {name: open_copy(folder, name) for name in ("a", "b")}
    for name in ("a", "b", "a"):
        store, home = opened[name]
        _sound(store)
        way.meet(store, home, folder, lambda step: None)
    for name, (store, _) in opened.items():
        _sound(store)
        with store.read() as session:
            connection = session.connection()
            states[name] = (rebuild.live(connection, NEW), _vector(connection))
        store.close()
    assert states["a"] == states["b"], "copies differ"


def _vector(connection: Any) -> dict[str, int]:
    rows = connection.exec_driver_sql("SELECT hex, last_seq FROM sync_replica WHERE last_seq > 0")
    return {str(name): int(seq) for name, seq in rows}


def _sound(store: Store) -> None:
    with store.read() as session:
        connection = session.connection()
        assert rebuild.differences(connection, NEW) == []
        assert rebuild.broken_links(connection) == []
        assert rebuild.unsealed(connection) == []
        left = connection.exec_driver_sql("SELECT count(*) FROM local_base").scalar_one()
        assert left == 0


class _told:  # noqa: N801  # reads as a verb where it is used
    """Steps inside the database work, told from outside so that the program needs no hooks there."""

    def __init__(self, step: Callable[[str], None]) -> None:
        places = (
            (Recorder, "seal", "sealed"),
            (Recorder, "committed", "committed"),
            (apply, "_drop_replaced", "replaced dropped"),
            (apply, "_log", "logged"),
            (apply, "_show", "shown"),
            (apply, "refresh", "searched"),
            (apply, "settle_rows", "settled"),
            (identity, "_write_tokens", "token written"),
            (PostgresHub, "_number", "enrolled"),
            (hub_rows, "_place", "place found"),
            (hub_rows, "UUID", "rows sent"),  # the signer's, asked for when the rows are there
            (hub_rows, "send", "hub committed"),
            (hub_rows, "pull", "pulled"),
        )
        self._patches = [
            patch.object(target, name, _after(target, name, word, step)) for target, name, word in places
        ]

    def __enter__(self) -> None:
        for one in self._patches:
            one.start()

    def __exit__(self, *_: object) -> None:
        for one in self._patches:
            one.stop()


def _after(target: object, name: str, word: str, step: Callable[[str], None]) -> Callable[..., Any]:
    real = getattr(target, name)

    def run(*facts: Any, **named: Any) -> Any:
        found = real(*facts, **named)
        step(word)
        return found

    return run


def attempt(way: Way, folder: Path, seed: int, step: str, nth: int) -> bool:
    """One try; True when the step was reached and the process killed there."""
    way.begin(folder)
    child = os.fork()
    if child == 0:
        work(way, folder, seed, Dying(step, nth))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert killed or status == 0, f"the work failed by itself at seed {seed}, {step}"
    check(way, folder)
    shutil.rmtree(folder)
    return killed


def main(folder: Path, kills: int, *hub: str) -> None:
    """Every step, so many kills each."""
    way = AtHub(dict(zip("ab", hub, strict=False)), hub[2]) if hub else Share()
    for step in way.steps:
        killed = 0
        for number in range(kills):
            killed += attempt(way, folder / f"{step} {number}", number, step, 1 + number % 3)
        print(f"{step}: {killed} of {kills}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
