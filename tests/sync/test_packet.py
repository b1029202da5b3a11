"""Packets: from whom and for whom before anything is taken in, closed to others, whole or not at all."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from bingo_planner.kernel.errors import PlanError
from bingo_planner.sync import keeping, packet
from bingo_planner.sync.membership import read_membership, take_roster
from bingo_planner.sync.packet import Packet
from tests.sync.test_parts import SECRET, adding, poll, setting
from tests.sync.test_roster import Region


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Region]:
    """A core city, its second computer and two towns that never share a network."""
    made = Region(tmp_path)
    made.joined("town")
    made.joined("village")
    made.joined("second", office=True)
    yield made
    for copy in made.copies.values():
        copy.close()


def out(region: Region, name: str, *to: str, whole: bool = False) -> Path:
    path = region.root / f"from {name}.bpacket"
    packet.write_packet(region[name].store, region.home(name), path, to=to, whole=whole)
    return path


def look(region: Region, name: str, path: Path) -> Packet:
    return packet.read_packet(region[name].store, region.home(name), path)


def take(region: Region, name: str, path: Path) -> Packet:
    found = look(region, name, path)
    packet.take_packet(region[name].store, region.home(name), found)
    return found


def test_a_packet_says_from_whom_and_for_whom_and_is_taken_in(region: Region) -> None:
    region["core"].edit(adding(title="調査", answers=SECRET))
    path = out(region, "core")
    found = look(region, "town", path)
    assert (found.to, found.transactions, found.new) == ((), 1, 1)
    assert found.device == region.member("core").device.id  # type: ignore[union-attr]
    # Looking takes nothing in.
    with region["town"].store.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM poll").scalar_one() == 0
    take(region, "town", path)
    take(region, "second", path)
    assert poll(region["town"]) == ("調査", "", "")
    assert poll(region["second"]) == ("調査", SECRET, "")
    assert look(region, "town", path).new == 0
    data = path.read_bytes()
    assert "調査".encode() not in data
    assert SECRET.encode() not in data


def test_the_name_of_the_file_means_nothing(region: Region) -> None:
    region["core"].edit(adding(title="調査"))
    path = out(region, "core")
    other = path.rename(region.root / "メール添付 (1).dat")
    take(region, "town", other)
    assert poll(region["town"])[0] == "調査"


def test_packets_carry_the_logs_of_others_on(region: Region) -> None:
    region["town"].edit(adding(title="町から", answers=SECRET))
    take(region, "village", out(region, "town"))
    region["village"].edit(setting(title="村で直した"))
    take(region, "core", out(region, "village"))
    assert poll(region["core"]) == ("村で直した", "", "")
    # The village never had the answers; they come with the town's own packet.
    take(region, "core", out(region, "town"))
    assert poll(region["core"]) == ("村で直した", SECRET, "")


def test_only_what_the_receiver_is_not_known_to_have(region: Region) -> None:
    for number in range(60):
        region["core"].edit((adding if number == 0 else setting)(title=f"{number}"))
    first = out(region, "core", "town")
    size = first.stat().st_size
    take(region, "town", first)
    region["town"].edit(setting(title="返事"))
    take(
        region,
        "core",
        out(region, "town", keeping.find_device(region.member("town").roster, core_id(region)).id),
    )
    region["core"].edit(setting(title="また"))
    second = out(region, "core", "town")
    assert look(region, "village", second).transactions == 1
    assert look(region, "village", second).to == ("town",)
    assert second.stat().st_size < size
    take(region, "town", second)
    assert poll(region["town"])[0] == "また"
    # For all: the village has never been heard of.
    assert look(region, "village", out(region, "core")).transactions == 62
    with pytest.raises(PlanError, match=r"packet\.nothing"):
        take(region, "core", out(region, "town", core_id(region)))
        out(region, "core", "town")


def core_id(region: Region) -> str:
    device = region.member("core").device
    assert device is not None
    return device.id


def test_a_packet_brings_a_newer_list_and_the_key_to_open_it(region: Region) -> None:
    region["core"].edit(adding(title="調査"))
    take(region, "village", out(region, "core"))
    region.revoke("village")
    region["core"].edit(setting(title="締め出したあと"))
    path = out(region, "core")
    take(region, "town", path)
    assert poll(region["town"])[0] == "締め出したあと"
    with pytest.raises(PlanError, match=r"packet\.closed"):
        look(region, "village", path)
    assert poll(region["village"])[0] == "調査"
    with pytest.raises(PlanError, match=r"roster\.no_key"):
        out(region, "village")


def test_others_cannot_open_it(region: Region, tmp_path: Path) -> None:
    region["core"].edit(adding(title="調査"))
    path = out(region, "core")
    with pytest.raises(PlanError, match=r"roster\.none"):
        look(region, "stranger", path)
    (tmp_path / "elsewhere").mkdir()
    other = Region(tmp_path / "elsewhere")
    other.joined("town")
    with pytest.raises(PlanError, match=r"packet\.closed"):
        look(other, "town", path)
    assert other.member("town").roster.region != region.member("town").roster.region
    for copy in other.copies.values():
        copy.close()


def test_what_a_shut_out_copy_sends_is_not_taken(region: Region) -> None:
    region["village"].edit(adding(title="村"))
    path = out(region, "village")
    region.revoke("village")
    with pytest.raises(PlanError, match=r"packet\.closed"):
        look(region, "core", path)


def test_damage_anywhere_is_told_and_nothing_is_taken_in(region: Region) -> None:
    region["core"].edit(adding(title="調査"))
    path = out(region, "core")
    data, roster = path.read_bytes(), region.member("core").roster.data
    take_roster(region["town"].store, region.home("town"), roster)
    for at in range(0, len(data), max(1, len(data) // 150)):
        touched = bytearray(data)
        touched[at] ^= 0x20
        path.write_bytes(bytes(touched))
        if 12 <= at < 12 + len(roster):
            # The roster outside the seal may be touched without harm: a good one is known here already.
            assert look(region, "town", path).transactions == 1
            continue
        with pytest.raises(PlanError, match=r"packet\.(format|closed)"):
            look(region, "town", path)
    for cut in (b"", data[:5], data[: len(data) // 2], data[:-1], data + b"x", b"PK\x03\x04"):
        path.write_bytes(cut)
        with pytest.raises(PlanError, match=r"packet\.(format|closed)"):
            look(region, "town", path)
    member = read_membership(region["town"].store, region.home("town"))
    assert member == region.member("town")


def test_a_stick_that_is_full_or_closed_or_pulled_is_told(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    region["core"].edit(adding(title="調査"))
    store, home = region["core"].store, region.home("core")
    with pytest.raises(PlanError, match=r"packet\.gone"):
        packet.write_packet(store, home, region.root / "no stick" / "x.bpacket")
    with pytest.raises(PlanError, match=r"packet\.unread"):
        packet.read_packet(store, home, region.root / "no stick" / "x.bpacket")
    path = region.root / "x.bpacket"
    for number, code in (
        (errno.ENOSPC, "sync.disk_full"),
        (errno.EROFS, "sync.read_only"),
        (errno.EIO, "packet.gone"),
    ):

        def fail(_: int, number: int = number) -> None:
            raise OSError(number, "x")

        monkeypatch.setattr("os.fsync", fail)
        with pytest.raises(PlanError, match=code.replace(".", r"\.")):
            packet.write_packet(store, home, path)
        monkeypatch.undo()
        assert not path.exists()
        assert not list(region.root.glob(".*"))


def test_a_name_without_an_ending_gets_one(region: Region) -> None:
    region["core"].edit(adding(title="調査"))
    packet.write_packet(region["core"].store, region.home("core"), region.root / "便")
    assert (region.root / "便.bpacket").exists()
