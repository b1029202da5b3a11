"""The files of the roster: lists, invitations and seals are taken whole and rightly signed, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bingo_planner.kernel.errors import PlanError
from bingo_planner.store import wire
from bingo_planner.sync import invitation, keeping
from bingo_planner.sync.folder import DEVICES
from bingo_planner.sync.membership import read_membership
from bingo_planner.sync.model import Refused
from bingo_planner.sync.rings import MAGIC, OFFICE, REGION, Sealing, new_ring, public_keys
from bingo_planner.sync.roster import read_roster
from tests.sync.test_roster import Region, founding


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Region]:
    """Copies that meet on one share."""
    made = Region(tmp_path)
    yield made
    for copy in made.copies.values():
        copy.close()


@pytest.mark.parametrize("at", range(0, 4_000, 97))
def test_a_list_that_was_touched_is_refused(region: Region, at: int) -> None:
    region.joined("town")
    data = bytearray(region.member("core").roster.data)
    data[at % len(data)] ^= 1
    with pytest.raises(Refused):
        read_roster(bytes(data))


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"version": 0},
        {"version": True},
        {"devices": []},
        {"region": "x"},
        {"by": "0" * 32},
        {"boxes": []},
        {"boxes": {"x": {}}},
        {"locks": []},
        {"locks": ["00"]},
        {"past": ["00"]},
        {"past": "all"},
        {"at": "today"},
        {"more": 1},
    ],
)
def test_odd_lists_are_refused(region: Region, change: dict[str, object]) -> None:
    region.joined("town")
    whole = json.loads(region.member("core").roster.data)
    body = whole["roster"] | change
    signature = region["core"].key.sign(b"bingo-planner roster\n" + wire.canonical(body))
    with pytest.raises(Refused):
        read_roster(wire.canonical({"roster": body, "sig": signature.hex()}))


@pytest.mark.parametrize(
    "change",
    [
        {"id": "x"},
        {"name": ""},
        {"name": "x" * 201},
        {"office": -1},
        {"office": "1"},
        {"public": "00"},
        {"scopes": []},
        {"scopes": ["everything"]},
        {"since": ""},
        {"keeper": ["x"]},
        {"ends": {"x": 1}},
        {"ends": {"0" * 32: -1}},
        {"continues": "all"},
        {"more": 1},
    ],
)
def test_odd_entries_are_refused(region: Region, change: dict[str, object]) -> None:
    region.joined("town")
    body = json.loads(region.member("core").roster.data)["roster"]
    body["devices"][0] |= change
    signature = region["core"].key.sign(b"bingo-planner roster\n" + wire.canonical(body))
    with pytest.raises(Refused):
        read_roster(wire.canonical({"roster": body, "sig": signature.hex()}))


def test_an_invitation_opens_with_its_code_alone(region: Region) -> None:
    offer = region.invite("town")
    invited = invitation.open_invitation(offer.data, offer.code.lower().replace("-", " "))
    assert invited.device == offer.device.id
    with pytest.raises(PlanError, match=r"roster\.code"):
        invitation.open_invitation(offer.data, invitation.new_code())
    for data in (b"", b"{}", offer.data[:-9], b"x" * 100, offer.data.replace(b'"v":1', b'"v":2')):
        with pytest.raises(PlanError, match=r"roster\.invitation"):
            invitation.open_invitation(data, offer.code)
    # The list in it cannot be exchanged for another one.
    other = wire.canonical(json.loads(offer.data) | {"roster": founding(region).data.decode()})
    with pytest.raises(PlanError, match=r"roster\.invitation"):
        invitation.open_invitation(other, offer.code)


def test_codes_are_never_the_same_and_hard_to_misread() -> None:
    codes = {invitation.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert not set("01OIL") & set("".join(codes))


def test_rings_and_seals() -> None:
    ring, office = new_ring("0" * 32, REGION), new_ring("0" * 32, OFFICE)
    both = Sealing("0" * 32, {REGION: ring, OFFICE: office}, public_keys(office))
    town = Sealing("0" * 32, {REGION: ring}, public_keys(office))
    turned = ring.turned()
    later = Sealing("0" * 32, {REGION: turned}, public_keys(office))
    sealed = town.seal(b"x" * 1000)
    assert sealed == town.seal(b"x" * 1000)
    assert both.open(sealed) == later.open(sealed) == b"x" * 1000
    assert both.open(town.seal_part(b"answers")) == b"answers"
    for data in (town.seal_part(b"answers"), later.seal(b"x")):
        with pytest.raises(Refused, match="sealed"):
            town.open(data)
    elsewhere = Sealing("1" * 32, {REGION: new_ring("1" * 32, REGION)}, ())
    with pytest.raises(Refused, match="sealed"):
        elsewhere.open(sealed)
    for at in range(len(MAGIC), len(sealed), 37):
        touched = bytearray(sealed)
        touched[at] ^= 1
        with pytest.raises(Refused):
            both.open(bytes(touched))
    for cut in (b"", MAGIC, sealed[:20], sealed[:-1], MAGIC + b"\xff\xff" + sealed):
        with pytest.raises(Refused):
            both.open(cut)


def test_nothing_of_a_seed_lies_in_the_region_file(region: Region) -> None:
    offer = region.invite("town")
    keeping.join(region["town"].store, region.home("town"), offer.data, offer.code)
    seed = invitation.open_invitation(offer.data, offer.code).seed
    for name in ("town", "core"):
        data = bytes(region[name].connection.serialize())
        assert seed not in data
        assert seed.hex().encode() not in data
        ring = region.member(name).rings[REGION].keys[-1]
        assert ring not in data
        assert ring.hex().encode() not in data
    assert (region.share / DEVICES).exists() is False
    assert read_membership(region["town"].store, region.home("town")) is not None
