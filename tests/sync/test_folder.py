"""A shared folder as partner: whole files or none, absence means nothing, damage heals, sticks carry for all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bingo_planner.kernel.errors import PlanError
from bingo_planner.store import identity
from bingo_planner.store.home import Home
from bingo_planner.sync import folder, own, protect
from bingo_planner.sync.files import DiskFiles
from bingo_planner.sync.folder import DEVICES, FolderTransport, name_of, open_folder
from bingo_planner.sync.items import read_items
from bingo_planner.sync.keys import device_key
from bingo_planner.sync.model import ItemKind, SyncReport
from bingo_planner.sync.segment import encode
from bingo_planner.sync.session import synchronise
from bingo_planner.sync.transport import Unreachable
from tests.sync.copies import Copy, make_copy
from tests.sync.makers import book, replica, segment
from tests.sync.memory import MemoryFiles
from tests.sync.test_engine import P, adding, kinds, setting, shown, state


class Office:
    """Copies that share folders below one temporary folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.copies: dict[str, Copy] = {}
        self.share = root / "share"
        self.share.mkdir()

    def __getitem__(self, name: str) -> Copy:
        if name not in self.copies:
            self.copies[name] = make_copy(name)
        return self.copies[name]

    def home(self, name: str) -> Home:
        """The user's data folder of a copy, with its key in it."""
        home = Home(self.root / f"home {name}")
        path = home.folder / own.KEYS / f"{self[name].key.replica}.key"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(protect.seal(self[name].key.seed))
        return home

    def sync(self, name: str, folder: Path | None = None) -> SyncReport:
        copy = self[name]
        home = self.home(name)
        keys = own.signers(copy.store, home.folder / own.KEYS)
        known = own.open_book(copy.store, keys)
        transport = open_folder(folder or self.share, known)
        return synchronise(copy.store, home, transport, keys, known)

    def files(self, name: str, folder: Path | None = None) -> list[Path]:
        return sorted(((folder or self.share) / DEVICES / replica(name)).glob("*.seg"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    for copy in made.copies.values():
        copy.close()


def test_copies_meet_in_a_folder(office: Office) -> None:
    office["a"].edit(adding(name="はじめ"))
    assert office.sync("a").sent == 1
    report = office.sync("b")
    assert (report.reached, report.received.transactions) == (True, 1)
    assert report.changes.ids == {("plan", P)}
    office["b"].edit(setting(name="次"))
    office.sync("b")
    office.sync("a")
    assert shown(office["a"], "name") == "次"
    assert state(office["a"]) == state(office["b"])
    again = office.sync("a")
    assert (again.sent, again.relayed, again.received.transactions) == (0, 0, 0)


def test_nothing_temporary_stays(office: Office) -> None:
    office["a"].edit(adding(name="はじめ"))
    office.sync("a")
    assert {path.suffix for path in (office.share / DEVICES).rglob("*") if path.is_file()} == {
        ".seg",
        ".json",
    }


def test_a_stick_carries_the_logs_of_all(office: Office, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    office["a"].edit(adding(name="はじめ"))
    office.sync("a")
    office.sync("b")
    report = office.sync("b", stick)
    assert (report.sent, report.relayed) == (0, 1)
    office.sync("far", stick)
    assert shown(office["far"], "name") == "はじめ"


def test_a_folder_that_is_not_there_is_no_fault(office: Office, tmp_path: Path) -> None:
    office["a"].edit(adding(name="はじめ"))
    before = state(office["a"])
    report = office.sync("a", tmp_path / "unplugged")
    assert (report.reached, report.sent) == (False, 0)
    assert not (tmp_path / "unplugged").exists()
    assert state(office["a"]) == before


@pytest.mark.parametrize("what", ["everything", "device", "one file"])
def test_a_wiped_folder_changes_nothing_and_fills_again(office: Office, what: str) -> None:
    office["a"].edit(adding(name="はじめ"))
    office.sync("a")
    office["a"].edit(setting(name="次"))
    office.sync("a")
    office.sync("b")
    before = state(office["b"])
    doomed = {
        "everything": sorted((office.share / DEVICES).rglob("*.*")),
        "device": [*office.files("a")],
        "one file": office.files("a")[:1],
    }[what]
    for path in doomed:
        path.unlink()
    office.sync("b")
    assert state(office["b"]) == before
    office.sync("a")
    office.sync("new")
    assert state(office["new"]) == before


@pytest.mark.parametrize("damage", ["cut", "flipped", "zeros", "empty", "longer"])
def test_damage_is_set_aside_and_its_writer_puts_it_right(office: Office, damage: str) -> None:
    office["a"].edit(adding(name="はじめ"))
    office.sync("a")
    (path,) = office.files("a")
    data = path.read_bytes()
    path.write_bytes(
        {
            "cut": data[: len(data) // 2],
            "flipped": data[:200] + bytes([data[200] ^ 1]) + data[201:],
            "zeros": data[:150] + bytes(60) + data[210:],
            "empty": b"",
            "longer": data + b"more",
        }[damage]
    )
    report = office.sync("b")
    assert shown(office["b"], "name") is None
    arriving = damage in ("cut", "empty", "longer")  # no end mark: looked at again later
    assert [item.kind for item in report.received.opened] == ([] if arriving else [ItemKind.QUARANTINE])
    assert office.sync("b").received.opened == ()
    office.sync("a")
    report = office.sync("b")
    assert shown(office["b"], "name") == "はじめ"
    assert kinds(office["b"]) == []
    assert len(office.files("a")) == 1


def test_what_was_refused_is_kept_for_whoever_mends_it(office: Office, tmp_path: Path) -> None:
    office["a"].edit(adding(name="はじめ"))
    office.sync("a")
    (path,) = office.files("a")
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(bytes(data))
    office.sync("b")
    (kept,) = (tmp_path / "home b" / "quarantine").iterdir()
    assert kept.read_bytes() == bytes(data)


def test_another_device_cannot_speak_for_one(office: Office) -> None:
    office["a"].edit(adding(name="はじめ"))
    office.sync("a")
    office.sync("b")
    forged = segment("c", 1)
    folder = office.share / DEVICES / replica("a")
    (folder / name_of(forged).text).write_bytes(encode(forged))
    for number in range(3):
        (folder / f"{2:012d}-{number + 2:012d}-{'0' * 16}.seg").write_bytes(encode(forged))
    report = office.sync("b")
    assert {item.kind for item in report.received.opened} == {ItemKind.QUARANTINE}
    assert [item.reason for item in read_items(office["b"].store)].count("unknown_device") == 1


def test_a_file_under_another_name_is_refused(office: Office) -> None:
    office["a"].edit(adding(name="はじめ"))
    office.sync("a")
    office.sync("b")
    (path,) = office.files("a")
    other = office.share / DEVICES / replica("b")
    other.mkdir(parents=True, exist_ok=True)
    (other / f"{1:012d}-{1:012d}-{'0' * 16}.seg").write_bytes(path.read_bytes())
    report = office.sync("c")
    assert [item.reason for item in report.received.opened] == ["damaged"]
    assert shown(office["c"], "name") == "はじめ"


def test_names_that_lie_do_no_harm(office: Office) -> None:
    office["a"].edit(adding(name="はじめ"))
    office.sync("a")
    folder = office.share / DEVICES
    odd = folder / replica("a") / f"{2:012d}-{999_999:012d}-{'f' * 16}.seg"
    odd.write_bytes(b"BPSEG01\n" + bytes(500) + b"END1")
    (folder / "..%2f").mkdir()
    (folder / "notes.txt").write_text("x")
    (folder / replica("a") / "000000000000-000000000001-0000000000000000.seg").write_bytes(b"")
    name = office["a"].store.recorder.replica_hex
    office["a"].edit(setting(name="次"))
    assert office.sync("a").reached
    assert office["a"].store.recorder.replica_hex == name
    office.sync("b")
    assert shown(office["b"], "name") == "次"


def test_a_twin_of_a_copy_goes_on_under_a_name_of_its_own(office: Office) -> None:
    office["a"].edit(adding(name="はじめ", amount=1))
    office.sync("a")
    twin = make_copy("a")
    twin.take(office["a"].give())
    assert twin.store.recorder.last_seq == 1
    office.copies["twin"] = twin
    office["a"].edit(setting(name="本人"))
    twin.edit(setting(amount=2))
    office.sync("a")
    report = office.sync("twin")
    assert report.reached
    assert twin.store.recorder.replica_hex != office["a"].store.recorder.replica_hex
    office.sync("a")
    office.sync("c")
    for copy in (office["a"], twin, office["c"]):
        assert (shown(copy, "name"), shown(copy, "amount"), kinds(copy)) == ("本人", 2, [])
    assert state(office["a"]) == state(twin)


def test_what_a_lost_computer_never_sent_goes_out_with_its_heir(office: Office, tmp_path: Path) -> None:
    check_heir(office, tmp_path)


def check_heir(office: Office, tmp_path: Path) -> None:
    """A copied file brings what its old computer never sent."""
    office["a"].edit(adding(name="はじめ"))
    office.sync("a")
    # The file is copied to a new computer after more was written; the old one never comes back.
    office["a"].edit(setting(name="送られていない"))
    heir = make_copy("a")
    heir.take(office["a"].give())
    office.copies["heir"] = heir
    with heir.store.silently() as connection:
        connection.exec_driver_sql("DELETE FROM sync_sig")
        identity.begin_anew(connection, heir.store.recorder, tmp_path / "ids", heir.store.recorder.last_seq)
    heir.key = device_key(heir.store.recorder.replica_hex, b"h" * 32)
    heir.edit(setting(amount=9))
    report = office.sync("heir")
    assert report.sent == 1
    assert report.relayed == 1
    office.sync("b")
    assert (shown(office["b"], "name"), shown(office["b"], "amount")) == ("送られていない", 9)
    assert state(office["b"]) == state(heir)


def test_a_file_that_was_set_back_goes_on_under_a_new_name(office: Office) -> None:
    office["a"].edit(adding(name="はじめ"))
    office["a"].edit(setting(name="次"))
    office.sync("a")
    back = make_copy("a")
    back.take(office["a"].give(most=1)[:1])
    office.copies["back"] = back
    office.sync("back")
    assert shown(back, "name") == "次"
    assert back.store.recorder.replica_hex != replica("a")
    back.edit(setting(name="その後"))
    office.sync("back")
    office.sync("b")
    assert (shown(office["b"], "name"), kinds(office["b"])) == ("その後", [])


def test_many_small_files_are_rolled_into_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "ROLL", 40)
    a, files = make_copy("a"), MemoryFiles()
    home, top = Home(tmp_path), f"{DEVICES}/{replica('a')}"

    def sync(copy: Copy) -> None:
        own_keys = {copy.key.replica: copy.key}
        known = own.open_book(copy.store, own_keys)
        synchronise(copy.store, home, FolderTransport(files, known, "memory"), own_keys, known)

    a.edit(adding(name="はじめ"))
    for number in range(44):
        a.edit(setting(amount=number))
    for one in a.give(most=1):
        files.put(f"{top}/{name_of(one).text}", encode(one))
    sync(a)
    whole = [name for name in files.names(top) if name.startswith(f"{1:012d}-{40:012d}")]
    assert len(whole) == 1
    assert len(files.names(top)) > 40
    b, c = make_copy("b"), make_copy("c")
    b.clock.moment = a.clock.moment
    sync(b)
    assert shown(b, "amount") == 43
    a.clock.moment = a.clock.moment.replace(year=2025)
    sync(a)
    assert len(files.names(top)) < 10
    sync(c)
    assert state(c) == state(a)


class HeldError(OSError):
    winerror = 32


def test_what_a_scanner_holds_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    files = DiskFiles(tmp_path, sleep=waited.append)
    real, refusals = Path.rename, iter([HeldError(13, "held"), HeldError(13, "held")])

    def rename(self: Path, target: Path) -> Path:
        for refusal in refusals:
            raise refusal
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    files.put("x/a.seg", b"data")
    assert files.read("x/a.seg") == b"data"
    assert len(waited) == 2


def test_what_stays_held_is_a_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    files = DiskFiles(tmp_path, sleep=waited.append)

    def rename(self: Path, target: Path) -> Path:
        raise HeldError(13, "held")

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(PlanError, match=r"sync\.read_only"):
        files.put("x/a.seg", b"data")
    assert 2.3 < sum(waited) < 3
    assert list((tmp_path / "x").iterdir()) == []


def test_what_was_not_written_as_meant_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = DiskFiles(tmp_path)
    monkeypatch.setattr(Path, "read_bytes", lambda self: b"other")
    with pytest.raises(PlanError, match=r"sync\.unsound"):
        files.put("x/a.seg", b"data")
    assert list((tmp_path / "x").iterdir()) == []


def test_a_full_share_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PlanError, match=r"sync\.disk_full"):
        DiskFiles(tmp_path).put("x/a.seg", b"data")
    assert list((tmp_path / "x").iterdir()) == []


def test_a_root_that_vanishes_is_unreachable(tmp_path: Path) -> None:
    files = DiskFiles(tmp_path / "gone")
    for call in (lambda: files.names("x"), lambda: files.read("x"), lambda: files.put("x/y", b"")):
        with pytest.raises(Unreachable):
            call()
    assert not (tmp_path / "gone").exists()


def test_heads_are_told_by_names_without_gaps(tmp_path: Path) -> None:
    transport = FolderTransport(DiskFiles(tmp_path), book("一"), "x")
    whole = segment("一", 9)
    folder = tmp_path / DEVICES / replica("一")
    folder.mkdir(parents=True)
    (folder / name_of(whole).text).write_bytes(encode(whole))
    later = segment("一", 2, 12, whole.hashes[-1])
    (folder / name_of(later).text).write_bytes(encode(later))
    assert transport.heads() == {replica("一"): 9}
    assert set(transport.links(replica("一"))) == {9, 13}
    assert [found.last for found in transport.fetch({}) if not hasattr(found, "error")] == [9]


def test_thousands_of_names_are_passed_over() -> None:
    files = MemoryFiles()
    for number in range(1, 3_001):
        files.put(f"{DEVICES}/{replica('一')}/{number:012d}-{number:012d}-{'0' * 16}.seg", b"")
    transport = FolderTransport(files, book("一"), "x")
    assert transport.heads() == {replica("一"): 3_000}
    assert list(transport.fetch({replica("一"): 3_000})) == []
