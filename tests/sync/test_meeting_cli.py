"""The list of copies, the hub and packets by the command line, on real region files."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from psycopg import sql

from bingo_planner.app.main import main
from bingo_planner.cli.home import OVERRIDE
from bingo_planner.store.region_file import Home, create_region
from tests.conftest import VERSION
from tests.support.doubles import PROFILE
from tests.support.postgres import ADMIN, Server

Told = tuple[int, str, str]


@dataclass
class Desk:
    """One computer: its home, its region file, and whoever types there."""

    name: str
    root: Path
    go: Callable[..., Told]

    @property
    def file(self) -> Path:
        return self.root / self.name / "r.bingo"

    def run(self, *words: str) -> Told:
        return self.go(self.root / f"home {self.name}", *words, "--region", str(self.file))

    def json(self, *words: str) -> dict[str, object]:
        code, out, told = self.run(*words, "--json")
        assert code == 0, told
        found: dict[str, object] = json.loads(out)
        return found

    def bodies(self) -> set[str]:
        return {row["name"] for row in json.loads(self.run("list", "municipality", "--json")[1])}


@pytest.fixture
def desks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], Desk]:
    """Computers by name; `core` has a region file, the others have none yet."""
    monkeypatch.delenv("PGPASSWORD", raising=False)

    def go(home: Path, *words: str) -> Told:
        monkeypatch.setenv(OVERRIDE, str(home))
        try:
            code = main(list(words))
        except SystemExit as stopped:
            code = stopped.code if isinstance(stopped.code, int) else 1
        told = capsys.readouterr()
        return code, told.out, told.err

    def desk(name: str) -> Desk:
        made = Desk(name, tmp_path, go)
        made.file.parent.mkdir(exist_ok=True)
        return made

    core = desk("core")
    store = create_region(core.file, Home(tmp_path / "home core"), VERSION)
    store.sign(PROFILE)
    store.close()
    return desk


def add(desk: Desk, code: str, name: str) -> None:
    made, _, told = desk.run("add", "municipality", f"code={code}", f"name={name}")
    assert made == 0, told


def join(core: Desk, other: Desk, *options: str) -> dict[str, object]:
    path = core.root / f"{other.name}.binvite"
    offer = core.json("device", "invite", "34204", other.name, "--out", str(path), *options)
    other.json("device", "join", str(path), "--code", str(offer["code"]))
    return offer


def test_the_list_a_share_and_packets(desks: Callable[[str], Desk], tmp_path: Path) -> None:
    core, town, late = desks("core"), desks("town"), desks("late")
    add(core, "34207", "福山市")
    assert core.run("device", "list")[0] == 1
    offer = join(core, town)
    share = tmp_path / "share"
    share.mkdir()
    for desk in (core, town):
        assert desk.run("sync", "folder", str(share))[0] == 0
    assert town.bodies() == {"福山市"}
    code, out, _ = core.run("device", "list")
    assert code == 0
    assert "名簿の管理者" in out
    assert "34204" in out
    assert [row["own"] for row in town.json("device", "list")["devices"]].count(True) == 1  # type: ignore[attr-defined]
    # A packet to one that has no network.
    join(core, late)
    add(core, "34204", "三原市")
    packet = tmp_path / "便.bpacket"
    assert core.json("sync", "packet", "out", str(packet), "--for", "late")["for"] == ["late"]
    code, out, told = late.run("sync", "packet", "in", str(packet), "--dry-run")
    assert (code, told) == (0, "")
    assert "差出" in out
    assert "late" in out
    assert late.bodies() == set()
    assert late.json("sync", "packet", "in", str(packet))["received"] == {
        "transactions": 2,
        "pending": 0,
        "open": 0,
    }
    assert late.bodies() == {"福山市", "三原市"}
    # Shut out: the town's later entries reach nobody.
    code, out, _ = core.run("device", "revoke", str(offer["device"]))
    assert code == 0
    add(town, "34205", "尾道市")
    for desk in (town, core, town):
        desk.run("sync", "folder", str(share))
    assert core.bodies() == {"福山市", "三原市"}
    code, _, told = town.run("sync", "folder", str(share))
    assert code == 0
    assert "名簿に載っていない" in told


def test_refusals_are_one_sentence_and_leave_nothing(desks: Callable[[str], Desk], tmp_path: Path) -> None:
    core, town = desks("core"), desks("town")
    path = tmp_path / "town.binvite"
    offer = core.json("device", "invite", "34204", "town", "--out", str(path))
    code, _, told = core.run("device", "invite", "34204", "again", "--out", str(path))
    assert (code, len(told.strip().splitlines())) == (1, 1)
    code, _, told = town.run("device", "join", str(path), "--code", "AAAA-AAAA-AAAA-AAAA")
    assert code == 1
    assert "合言葉" in told
    assert not list(town.file.parent.iterdir())
    assert town.run("device", "join", str(tmp_path / "none.binvite"), "--code", "x")[0] == 1
    assert core.run("device", "join", str(path), "--code", str(offer["code"]))[0] == 0
    code, _, told = town.run("sync", "packet", "in", str(path))
    assert code == 1
    code, _, told = core.run("sync", "postgres")
    assert code == 1
    assert "sync postgres" in told
    assert core.run("device", "invite", "なし市", "x")[0] == 1
    for words in (("device",), ("sync", "packet"), ("sync", "packet", "out"), ("device", "invite", "34204")):
        assert core.run(*words)[0] == 2


def test_the_hub_with_and_without_a_list(
    desks: Callable[[str], Desk], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    core, town = desks("core"), desks("town")
    name = server.new_database()
    logins: list[str] = []
    root = f"127.0.0.1:{server.port}/{name}?sslrootcert={server.authority}"

    def invite(who: str, *options: str) -> str:
        found = core.json("hub", "invite", "34207", who, *options)
        logins.append(str(found["login"]))
        return f"postgresql://{found['login']}:{found['password']}@{root}"

    try:
        monkeypatch.setenv("PGPASSWORD", server.password)
        assert core.run("hub", "init", f"postgresql://{ADMIN}@{root}")[0] == 0
        addresses = {"core": invite("core", "--office"), "town": invite("town")}
        monkeypatch.delenv("PGPASSWORD")
        add(core, "34207", "福山市")
        # Without a list: whom the hub lets in is believed.
        code, out, told = core.run("sync", "postgres", addresses["core"])
        assert code == 0, told
        assert "コマンドの行" in told
        secret = addresses["core"].split(":")[2].split("@")[0]
        assert secret not in out + told
        assert secret.encode() not in core.file.read_bytes()
        join(core, town)
        for desk, address in ((core, addresses["core"]), (town, addresses["town"])):
            assert desk.run("sync", "postgres", address)[0] == 0
        assert town.bodies() == {"福山市"}
        add(town, "34204", "三原市")
        assert town.json("sync", "postgres", addresses["town"])["sent"] == 1
        # The address is remembered, the password is not written down.
        monkeypatch.setenv("PGPASSWORD", secret)
        told_json = core.json("sync", "postgres")
        assert told_json["received"] == {"transactions": 1, "operations": told_json["received"]["operations"],  # type: ignore[index]
                                         "duplicates": 0, "pending": 0}  # fmt: skip
        assert core.bodies() == {"福山市", "三原市"}
        monkeypatch.delenv("PGPASSWORD")
        server.drop_database(name)
        code, _, told = town.run("sync", "postgres", addresses["town"])
        assert code == 1
        assert told.strip()
    finally:
        server.drop_database(name)
        with server.admin() as connection:
            for login in logins:
                connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(login)))
