"""Train, then morning sync: five KPIs and a draft typed offline, one KPI by two. Four fit together, one asks.

Three computers are three processes with a region file each; they meet in a folder, by packets, at a hub.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from psycopg import sql

from bingo_planner.cli.home import keep_profile, user_settings
from bingo_planner.kernel.clock import SystemClock
from bingo_planner.kernel.profile import Profile
from bingo_planner.store.home import Home
from tests.support.postgres import ADMIN, MISSING, Server, running
from tests.support.towns import DRAFT, DRAFT_ID, FUKUYAMA, JINSEKI, KASAOKA, begin, fill, kpi_id

ROOT = Path(__file__).resolve().parents[2]
Answer = tuple[int, str, str]


@dataclass
class Office:
    """One computer: its process, its folder, and how it meets the others."""

    name: str
    folder: Path
    process: subprocess.Popen[str]
    address: str = ""
    written: int = 0

    def ask(self, *words: str) -> Answer:
        """Run a verb there."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        code, out, told = json.loads(self.process.stdout.readline())
        return code, out, told

    def do(self, *words: str) -> str:
        """Run a verb that must do."""
        code, out, told = self.ask(*words)
        assert code == 0, f"{self.name}: {words}: {told}"
        return out

    def types(self, number: int, value: int) -> None:
        """A figure of a KPI."""
        self.do("set", "kpi_value", kpi_id(number), f"value={value}")

    def state(self) -> dict[str, list[dict[str, object]]]:
        """Everything that may be changed in this story."""
        found: dict[str, list[dict[str, object]]] = {}
        for kind in ("kpi_value", "vision_section"):
            rows = json.loads(self.do("list", kind, "--json"))
            found[kind] = sorted(rows, key=lambda row: str(row["id"]))
        return found

    def value(self, number: int) -> str:
        """What a KPI shows here."""
        return next(str(row["value"]) for row in self.state()["kpi_value"] if row["id"] == kpi_id(number))

    def waits(self) -> list[dict[str, object]]:
        """The inbox."""
        found: list[dict[str, object]] = json.loads(self.do("conflicts", "--json"))
        return found


@contextmanager
def office(folder: Path, name: str, who: Profile) -> Iterator[Office]:
    """Start a computer; it is shut down at the end."""
    home = Home(folder / f"home-{name}")
    keep_profile(user_settings(home), who)
    command = [sys.executable, "-m", "tests.stories.office", str(home.folder), str(folder / f"{name}.bingo")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT
    ) as process:
        try:
            yield Office(name, folder, process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=60)


Way = Callable[["Region"], None]


@dataclass
class Region:
    """Three offices on one list, of which the first keeps it."""

    offices: list[Office]
    meet_once: Way

    def meet(self) -> None:
        """Twice round: what the last one brings must reach the first as well."""
        self.meet_once(self)
        self.meet_once(self)


def in_a_folder(region: Region) -> None:
    """A shared folder."""
    share = region.offices[0].folder / "共有"
    share.mkdir(exist_ok=True)
    for one in region.offices:
        one.do("sync", "folder", str(share))


def by_packets(region: Region) -> None:
    """Each writes a file that the others take in."""
    for one in region.offices:
        one.written += 1
        path = one.folder / f"{one.name}-{one.written}.bpacket"
        code, _, told = one.ask("sync", "packet", "out", str(path))
        assert code == 0 or "持っていないものはありません" in told or not path.exists(), told
        if path.exists():
            for other in region.offices:
                if other is not one:
                    other.do("sync", "packet", "in", str(path))


def at_the_hub(region: Region) -> None:
    """A PostgreSQL server."""
    for one in region.offices:
        one.do("sync", "postgres", one.address)


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[list[Office]]:
    """The core city holds the region; two towns have joined with invitations and hold nothing yet."""
    store = begin(tmp_path / "core.bingo", Home(tmp_path / "home-core"), SystemClock())
    fill(store)
    store.close()
    people = {"core": FUKUYAMA, "town": KASAOKA, "late": JINSEKI}
    with ExitStack() as stack:
        made = [stack.enter_context(office(tmp_path, name, who)) for name, who in people.items()]
        for one, who in zip(made[1:], list(people.values())[1:], strict=True):
            path = tmp_path / f"{one.name}.binvite"
            offer = json.loads(
                made[0].do("device", "invite", who.body_code, one.name, "--out", str(path), "--json")
            )
            one.do("device", "join", str(path), "--code", offer["code"])
        yield made


def the_morning_after_the_train(region: Region) -> None:
    """The story itself; the same whichever way they meet."""
    core, town, late = region.offices
    region.meet()
    assert core.state() == town.state() == late.state()
    for number, value in enumerate((1350, 72, 333, 44, 555), 1):
        town.types(number, value)
    text = DRAFT.replace("9人", "12人")
    town.do("set", "vision_section", DRAFT_ID, f"body={text}")
    core.types(1, 1310)
    region.meet()
    inboxes = [[one["item"] for one in office.waits()] for office in region.offices]
    assert inboxes[0] == inboxes[1] == inboxes[2]
    (item,) = core.waits()
    assert (item["kind"], item["field"], item["id"]) == ("kpi_value", "value", kpi_id(1))
    assert {core.value(number) for number in (2, 3, 4, 5)} == {"72", "333", "44", "555"}
    assert core.state() == town.state() == late.state()
    assert next(row["body"] for row in late.state()["vision_section"]) == text
    # Each sees his own as mine and the other's as theirs, over the same value before.
    sides = [
        (one.waits()[0]["mine"], one.waits()[0]["theirs"], one.waits()[0]["base"]) for one in (town, core)
    ]
    (town_mine, town_theirs, town_base), (core_mine, core_theirs, core_base) = sides
    assert isinstance(town_mine, dict)
    assert isinstance(core_mine, dict)
    assert (town_mine["value"], core_mine["value"]) == ("1350", "1310")
    assert (town_theirs, core_theirs) == (core_mine | {"own": False}, town_mine | {"own": False})
    assert isinstance(town_base, dict)
    assert isinstance(core_base, dict)
    assert town_base["value"] == core_base["value"] == "1201"
    town.do("resolve", str(item["item"]), "mine")
    region.meet()
    assert [one.waits() for one in region.offices] == [[], [], []]
    assert [one.value(1) for one in region.offices] == ["1350"] * 3
    assert core.state() == town.state() == late.state()


def test_in_a_shared_folder(offices: list[Office]) -> None:
    the_morning_after_the_train(Region(offices, in_a_folder))


def test_by_packets(offices: list[Office]) -> None:
    the_morning_after_the_train(Region(offices, by_packets))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A PostgreSQL server; without one the story is skipped with words."""
    with running() as found:
        if found is None:
            pytest.skip(MISSING)
        yield found


def test_at_the_hub(offices: list[Office], server: Server) -> None:
    name = server.new_database()
    logins: list[str] = []
    root = f"127.0.0.1:{server.port}/{name}?sslrootcert={server.authority}"
    try:
        core = offices[0]
        admin = f"postgresql://{ADMIN}:{server.password}@{root}"
        core.do("hub", "init", admin)
        for one in offices:
            found = json.loads(core.do("hub", "invite", "34207", one.name, "--hub", admin, "--json"))
            logins.append(found["login"])
            one.address = f"postgresql://{found['login']}:{found['password']}@{root}"
        the_morning_after_the_train(Region(offices, at_the_hub))
    finally:
        server.drop_database(name)
        with server.admin() as connection:
            for login in logins:
                connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(login)))
