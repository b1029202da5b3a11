"""A computer is taken off the list: where the copies meet at a hub, it is out there too, or it is said what is left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bingo_planner.features.copies import service_devices
from bingo_planner.features.copies.model import Place, PlaceKind
from bingo_planner.features.copies.service_meeting import do_meet
from bingo_planner.features.copies.service_standing import keep_place
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.store.home import Home
from bingo_planner.sync import hub_link
from tests.support.doubles import SilentProgress
from tests.support.towns import FUKUYAMA, KASAOKA, Town, begin, figure, towns
from tests.sync.hubs import Hub

Pair = tuple[Town, Town, str, dict[str, str]]
"""Core city, town, its address at the hub, passwords by account."""


def at_hub(town: Town, address: str, password: str) -> None:
    """This copy meets the others at the hub from now on, and has met them there."""
    place = Place(PlaceKind.HUB, hub=address)
    keep_place(town.store, place)
    assert do_meet(
        town.store, town.home, place, SilentProgress(), lambda _changes: None, password
    ).meeting.reached


@pytest.fixture
def pair(tmp_path: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    """The office keeps the list, a town has joined it, both have met at the hub."""
    with towns(tmp_path, FUKUYAMA) as (core,):
        given = service_devices.do_invite(
            core.store,
            core.house(),
            "33205",
            "笠岡市 1号機",
            tmp_path / "x.binvite",
            is_office=False,
            is_keeper=False,
        )
        home = Home(tmp_path / "home-town")
        store = begin(tmp_path / "town.bingo", home, core.store.clock, KASAOKA)
        town = Town("笠岡市", store, home, core.share)
        service_devices.do_join(town.store, town.house(), tmp_path / "x.binvite", given.code, merge=False)
        passwords: dict[str, str] = {}
        addresses = {}
        for name, one, is_office in (("core", core, True), ("town", town, False)):
            invitation = hub.invite(name, is_office=is_office)
            address, password = hub_link.read_address(hub.dsn(invitation))
            passwords[address.account], addresses[name] = str(password), address.text
            at_hub(one, address.text, str(password))
        monkeypatch.setattr(hub_link, "find_password", lambda address: passwords.get(address.account))
        figure(town.store, 1, 7)
        at_hub(town, addresses["town"], passwords[hub_link.read_address(addresses["town"])[0].account])
        yield core, town, addresses["town"], passwords
        town.store.close()


def _device(core: Town, name: str) -> str:
    lines, _, _ = service_devices.read_copies(core.store, core.house())
    return next(one.id for one in lines if one.name == name)


def test_it_is_out_of_the_hub_as_well(pair: Pair) -> None:
    core, _, address, passwords = pair
    gone = service_devices.do_revoke(core.store, core.house(), _device(core, "笠岡市 1号機"))
    assert (gone.name, gone.at_hub, gone.remains) == ("笠岡市 1号機", True, None)
    account = hub_link.read_address(address)[0]
    with psycopg.connect(account.text, password=passwords[account.account]) as connection:
        assert connection.execute("SELECT count(*) FROM sync.tx").fetchone() == (0,)


def test_a_hub_that_is_not_reached_leaves_something_to_do(
    pair: Pair,
) -> None:
    core, *_ = pair
    keep_place(core.store, Place(PlaceKind.HUB, hub="postgresql://x@127.0.0.1:1/none"))
    gone = service_devices.do_revoke(core.store, core.house(), _device(core, "笠岡市 1号機"))
    assert isinstance(gone.remains, PlanError)
    told = describe(gone.remains)
    assert "127.0.0.1" in told.text
    assert "hub revoke 笠岡市 1号機" in told.advice


def test_in_a_folder_the_list_is_enough(pair: Pair) -> None:
    core, *_ = pair
    keep_place(core.store, core.place)
    gone = service_devices.do_revoke(core.store, core.house(), _device(core, "笠岡市 1号機"))
    assert (gone.at_hub, gone.remains) == (False, None)
