"""The roster: who may sign, what is sealed for whom, and that an old one never comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.home import Home
from bingo_planner.sync import keeping, own, protect
from bingo_planner.sync.folder import DEVICES, ROSTER, open_folder
from bingo_planner.sync.hub import PostgresHub
from bingo_planner.sync.hub_link import read_address
from bingo_planner.sync.items import read_items
from bingo_planner.sync.keeping import Offer
from bingo_planner.sync.membership import Membership, meeting_facts, read_membership, take_roster
from bingo_planner.sync.model import Refused, SyncReport
from bingo_planner.sync.rings import OFFICE, REGION, is_sealed, new_ring
from bingo_planner.sync.roster import (
    Roster,
    RosterBook,
    check_follows,
    make_keeper,
    read_roster,
    write_roster,
)
from bingo_planner.sync.session import synchronise
from tests.sync import makers
from tests.sync.copies import Copy, make_copy
from tests.sync.hubs import Hub
from tests.sync.test_parts import SECRET, adding, poll, setting


class Region:
    """Copies with homes of their own that meet on one share."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.share = root / "share"
        self.share.mkdir()
        self.copies: dict[str, Copy] = {}

    def __getitem__(self, name: str) -> Copy:
        if name not in self.copies:
            copy = self.copies[name] = make_copy(name)
            path = self.home(name).folder / own.KEYS / f"{copy.key.replica}.key"
            path.parent.mkdir(parents=True)
            path.write_bytes(protect.seal(copy.key.seed))
        return self.copies[name]

    def home(self, name: str) -> Home:
        return Home(self.root / f"home {name}")

    def member(self, name: str) -> Membership:
        member = read_membership(self[name].store, self.home(name))
        assert member is not None
        return member

    def invite(self, name: str, *, office: bool = False, keeper: bool = False, by: str = "core") -> Offer:
        return keeping.invite(self[by].store, self.home(by), 34204, name, is_office=office, is_keeper=keeper)

    def joined(self, name: str, *, office: bool = False, keeper: bool = False, by: str = "core") -> Copy:
        offer = self.invite(name, office=office, keeper=keeper, by=by)
        keeping.join(self[name].store, self.home(name), offer.data, offer.code)
        return self[name]

    def sync(self, *names: str) -> list[SyncReport]:
        return [self._sync(name) for name in names]

    def _sync(self, name: str) -> SyncReport:
        copy, home = self[name], self.home(name)
        keys, book, _ = meeting_facts(copy.store, home)
        return synchronise(copy.store, home, open_folder(self.share, book), keys, book)

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.share).as_posix(): path.read_bytes()
            for path in self.share.rglob("*")
            if path.is_file()
        }

    def revoke(self, name: str, by: str = "core") -> None:
        keeping.revoke(self[by].store, self.home(by), self.member(name).device.id)  # type: ignore[union-attr]


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Region]:
    made = Region(tmp_path)
    yield made
    for copy in made.copies.values():
        copy.close()


def words(report: SyncReport) -> list[str]:
    return [warned.code for warned in report.received.warnings]


def test_invited_copies_share_what_lies_sealed_on_the_share(region: Region) -> None:
    region.joined("town")
    region.joined("second", office=True)
    region["core"].edit(adding(title="調査", answers=SECRET))
    region.sync("core", "town", "second")
    assert poll(region["town"]) == ("調査", "", "")
    assert poll(region["second"]) == ("調査", SECRET, "")
    region["town"].edit(setting(title="町で直した"))
    region.sync("town", "core")
    assert poll(region["core"]) == ("町で直した", SECRET, "")
    for path, data in region.files().items():
        if path != ROSTER:
            assert is_sealed(data), path
            assert "調査".encode() not in data
            assert SECRET.encode() not in data


def test_a_town_sends_the_office_what_it_may_not_read_from_others(region: Region) -> None:
    region.joined("town")
    region.joined("village")
    region["town"].edit(adding(title="町の調査", answers=SECRET))
    region.sync("town", "village", "core")
    assert poll(region["core"]) == ("町の調査", SECRET, "")
    assert poll(region["village"]) == ("町の調査", "", "")
    member = region.member("town")
    parts = [data for path, data in region.files().items() if path.endswith(".part")]
    assert len(parts) == 1
    with pytest.raises(Refused, match="sealed"):
        member.sealing.open(parts[0])


def test_who_gets_the_scope_later_gets_the_answers_then(region: Region) -> None:
    region.joined("town")
    region["core"].edit(adding(title="調査", answers=SECRET))
    region.sync("core", "town")
    region["core"].edit(setting(answers=f"{SECRET}2"))
    region.sync("core", "town")
    assert poll(region["town"]) == ("調査", "", "")
    region["town"].edit(setting(title="送った"))
    region.sync("town", "core")
    region["town"].edit(setting(title="まだ送っていない"))
    offer = region.invite("town", office=True)
    keeping.join(region["town"].store, region.home("town"), offer.data, offer.code)
    region.sync("core", "town", "core")
    assert poll(region["town"]) == poll(region["core"]) == ("まだ送っていない", f"{SECRET}2", "")
    # What it enters under its new key is believed, and so is what it had not sent under the old one.
    region["town"].edit(setting(title="新しい鍵で書いた"))
    region.sync("town", "core")
    assert poll(region["core"]) == ("新しい鍵で書いた", f"{SECRET}2", "")


def test_a_copy_that_met_others_before_the_list_joins_with_all_it_wrote(region: Region) -> None:
    region["other"].edit(adding(title="名簿の前"))
    region.sync("other", "core")
    # Another computer keeps the list, and has not met this one.
    offer = keeping.invite(region["fresh"].store, region.home("fresh"), 34204, "other")
    region["other"].edit(setting(title="送る前"))
    keeping.join(region["other"].store, region.home("other"), offer.data, offer.code, merge=True)
    region["other"].edit(setting(title="参加のあと"))
    region.sync("other", "fresh")
    assert poll(region["fresh"])[0] == "参加のあと"


def test_a_stranger_on_the_share_is_not_believed_and_reads_nothing(region: Region) -> None:
    region.joined("town")
    region["core"].edit(adding(title="調査"))
    region.sync("core", "town")
    stranger = region["stranger"]
    stranger.edit(adding(title="うその調査"))
    (report,) = region.sync("stranger")
    assert report.received.transactions == 0
    region.sync("core", "town")
    assert poll(region["town"]) == ("調査", "", "")
    with stranger.store.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM poll").scalar_one() == 1


def test_who_was_shut_out_sends_nothing_more_and_opens_nothing_new(region: Region) -> None:
    region.joined("town")
    region.joined("lost")
    region["lost"].edit(adding(title="前に書いた"))
    region.sync("lost", "core", "town")
    region.revoke("lost")
    region["core"].edit(setting(title="そのあと"))
    region["lost"].edit(setting(title="あとから書いた"))
    # It has not heard yet, and sends.
    region.sync("lost")
    region.sync("core", "town", "lost", "core", "town")
    assert poll(region["core"])[0] == poll(region["town"])[0] == "そのあと"
    assert poll(region["lost"])[0] == "あとから書いた"
    assert "not_listed" in words(region.sync("lost")[0])
    # What it sent before it was shut out still counts for who comes new.
    region.joined("new")
    region.sync("core", "new")
    assert poll(region["new"]) == poll(region["core"])


def test_what_counts_of_a_shut_out_copy_reaches_who_comes_new(region: Region) -> None:
    region.joined("lost")
    region["lost"].edit(adding(title="前に書いた"))
    region.sync("lost", "core")
    region["lost"].edit(setting(title="あとから書いた"))
    region.revoke("lost")
    # All in one file, which goes beyond the end; the small one before is gone.
    folder = region.share / DEVICES / region["lost"].store.recorder.replica_hex
    for path in folder.glob("*.seg"):
        path.unlink()
    region.sync("lost")
    assert len(list(folder.glob("*.seg"))) == 1
    region.joined("new")
    region.sync("core", "new")
    assert poll(region["new"])[0] == "前に書いた"
    assert read_items(region["new"].store) == []


def test_what_honest_copies_had_taken_in_before_they_heard_goes_on_to_count(region: Region) -> None:
    region.joined("town")
    region.joined("lost")
    region.sync("core", "town", "lost")
    region["lost"].edit(adding(title="中枢にはまだ届いていない"))
    region.sync("lost", "town")
    region.revoke("lost")
    region["town"].edit(setting(title="その上に町が書いた"))
    # The share is emptied, so the core city only gets what honest copies put there.
    for path in (region.share / DEVICES).rglob("*.seg"):
        path.unlink()
    region.sync("town", "core", "town", "core")
    assert poll(region["core"])[0] == "その上に町が書いた"
    region["lost"].edit(setting(title="締め出されたあと"))
    region.sync("lost", "town", "core", "town", "core")
    assert poll(region["core"])[0] == poll(region["town"])[0] == "その上に町が書いた"
    region.joined("new")
    region.sync("core", "new")
    assert poll(region["new"])[0] == "その上に町が書いた"


def test_before_there_is_a_roster_copies_meet_openly_and_are_on_the_first_one(region: Region) -> None:
    region["core"].edit(adding(title="はじめ"))
    region.sync("core", "met", "core")
    assert poll(region["met"])[0] == "はじめ"
    region.joined("town")
    region.sync("core", "met", "town")
    assert poll(region["town"])[0] == "はじめ"
    member = region.member("met")
    assert member.may_send
    assert member.sealing.rings.keys() == {REGION}
    region["met"].edit(setting(title="会った者から"))
    region.sync("met", "town")
    assert poll(region["town"])[0] == "会った者から"
    segments = {path: data for path, data in region.files().items() if path.endswith(".seg")}
    assert all(is_sealed(data) for data in segments.values())


def test_a_restored_copy_goes_on_under_a_new_name_with_its_old_key(region: Region) -> None:
    region.joined("town")
    region["town"].edit(adding(title="前"))
    region.sync("town", "core")
    store = region["town"].store
    from bingo_planner.store import identity

    with store.silently() as connection:
        identity.begin_anew(
            connection, store.recorder, region.home("town").identities, store.recorder.last_seq
        )
    region["town"].edit(setting(title="戻したあと"))
    region.sync("town", "core")
    assert poll(region["core"])[0] == "戻したあと"
    listed = keeping.listed(region["core"].store, region.member("core"))
    (town,) = [one for one in listed if one.device.name == "town"]
    assert (town.logs, town.transactions) == (2, 2)


def test_a_region_file_that_was_copied_is_nobody(region: Region) -> None:
    region.joined("town")
    region["town"].edit(adding(title="写した"))
    store = region["town"].store
    elsewhere = Home(region.root / "home of a thief")
    member = read_membership(store, elsewhere)
    assert member is not None
    assert not member.may_send
    assert member.rings == {}
    with pytest.raises(PlanError, match=r"roster\.no_key"):
        keeping.invite(store, elsewhere, 1, "x")


def test_only_a_keeper_changes_the_list(region: Region) -> None:
    region.joined("town")
    with pytest.raises(PlanError, match=r"roster\.not_keeper"):
        region.invite("friend", by="town")
    with pytest.raises(PlanError, match=r"roster\.last_keeper"):
        region.revoke("core")
    region.joined("deputy", keeper=True)
    region.sync("core", "town", "deputy")
    region.joined("friend", by="deputy")
    region.sync("deputy", "core", "town")
    assert region.member("core").roster == region.member("town").roster == region.member("deputy").roster
    region.revoke("core", by="deputy")
    region.sync("deputy", "core", "town")
    assert not region.member("core").may_send
    with pytest.raises(PlanError, match=r"roster\.not_keeper"):
        region.invite("x", by="core")


def test_what_two_keepers_do_at_the_same_time_both_counts(region: Region) -> None:
    region.joined("town")
    region.joined("lost")
    region.joined("deputy", keeper=True)
    region.sync("core", "town", "lost", "deputy")
    # The network is down: one shuts a copy out, the other invites, and goes on.
    region.revoke("lost", by="deputy")
    one, two = region.invite("one"), region.invite("two")
    region["deputy"].edit(adding(title="代理が書いた"))
    region.sync("core", "deputy", "town", "core", "deputy", "town")
    rosters = {region.member(name).roster.data for name in ("core", "deputy", "town")}
    assert len(rosters) == 1
    devices = {device.name: device for device in read_roster(rosters.pop()).devices.values()}
    assert devices["lost"].is_out
    assert not devices["one"].is_out
    for name, offer in (("one", one), ("two", two)):
        keeping.join(region[name].store, region.home(name), offer.data, offer.code)
        region.sync(name)
        assert poll(region[name])[0] == "代理が書いた"
    # What is sealed from now on is closed to who was shut out, whichever keeper seals it.
    for name in ("core", "deputy"):
        sealed = region.member(name).sealing.seal(b"x")
        assert region.member("town").sealing.open(sealed) == b"x"
        with pytest.raises(Refused, match="sealed"):
            region.member("lost").sealing.open(sealed)


def test_two_keepers_who_shut_out_at_the_same_time_do_not_lose_a_key(region: Region) -> None:
    for name in ("town", "a", "b"):
        region.joined(name)
    region.joined("deputy", keeper=True)
    region.sync("core", "deputy", "town")
    region.revoke("a")
    region.revoke("b", by="deputy")
    sealed = [region.member(name).sealing.seal(b"x") for name in ("core", "deputy")]
    parts = [region.member(name).sealing.seal_part(b"y") for name in ("core", "deputy")]
    region.sync("core", "deputy", "core", "town")
    assert region.member("core").roster == region.member("deputy").roster == region.member("town").roster
    for data in sealed:
        assert region.member("town").sealing.open(data) == b"x"
    for data in parts:
        assert region.member("core").sealing.open(data) == region.member("deputy").sealing.open(data) == b"y"


def test_an_old_list_played_back_is_not_taken(region: Region) -> None:
    region.joined("town")
    region.sync("core", "town")
    old = (region.share / ROSTER).read_bytes()
    region.revoke("town")
    region.sync("core")
    (region.share / ROSTER).write_bytes(old)
    region.sync("core")
    assert region.member("core").roster.version == read_roster(old).version + 1
    # The newer one is put back in its place.
    assert read_roster((region.share / ROSTER).read_bytes()) == region.member("core").roster
    # A region file that was set back does not take it for new either.
    store, home = region["core"].store, region.home("core")
    first = founding(region).data.decode()
    with store.silently() as connection:
        connection.exec_driver_sql("UPDATE local_state SET value = ? WHERE key = 'roster'", (first,))
    newest = (region.share / ROSTER).read_bytes()
    with pytest.raises(Refused, match="old_roster"):
        take_roster(store, home, old)
    assert region.member("core").roster.data == newest
    region.invite("x")


def test_a_file_from_before_it_joined_is_the_same_device_again(region: Region) -> None:
    region["town"].edit(adding(title="名簿の前"))
    offer = region.invite("town")
    keeping.join(region["town"].store, region.home("town"), offer.data, offer.code, merge=True)
    region.sync("core", "town")
    with region["town"].store.silently() as connection:
        connection.exec_driver_sql("DELETE FROM local_state WHERE key IN ('roster', 'device')")
    region["town"].edit(setting(title="控えに戻したあと"))
    before = set(region.files())
    region.sync("town", "core")
    assert region.member("town").may_send
    assert poll(region["core"])[0] == "控えに戻したあと"
    new = [data for path, data in region.files().items() if path not in before]
    assert new
    assert all(is_sealed(data) for data in new)


def test_a_copy_that_is_not_on_the_list_lays_nothing_open(region: Region) -> None:
    region.joined("town")
    region.sync("core", "town")
    before = region.files()
    region["stranger"].edit(adding(title="ひとりごと"))
    assert "not_listed" in words(region.sync("stranger")[0])
    assert region.files() == before


def founding(region: Region) -> Roster:
    roster = region.member("core").roster
    key = region["core"].key
    rings = {scope: new_ring(roster.region, scope) for scope in (REGION, OFFICE)}
    return write_roster(roster.region, 1, "2024-08-26", [roster.devices[key.replica]], rings, key)


def test_what_a_list_must_be_to_follow(region: Region) -> None:
    region.joined("town")
    roster = region.member("core").roster
    core, town = region["core"].key, region.member("town").key
    assert town is not None
    rings = {scope: new_ring(roster.region, scope) for scope in (REGION, OFFICE)}
    devices = list(roster.devices.values())
    entry = roster.devices[town.replica]

    def next_by(key: object, *changed: object, version: int = 9, name: str = roster.region) -> Roster:
        return write_roster(name, version, "2024-08-26", changed or devices, rings, key)  # type: ignore[arg-type]

    assert not check_follows(roster, next_by(core))
    past = (*roster.past, roster.digest.hex())
    following = write_roster(roster.region, roster.version + 1, "2024-08-26", devices, rings, core, past)
    assert check_follows(roster, following)
    with pytest.raises(Refused, match="old_roster"):
        check_follows(following, roster)
    late_number = write_roster(roster.region, roster.version, "2024-08-26", devices, rings, core, past)
    with pytest.raises(Refused, match="old_roster"):
        check_follows(roster, late_number)
    first = roster.devices[core.replica]
    # A town that writes itself in as keeper, with or without a proof it made itself.
    for claim in (("", ""), (core.replica, "00" * 64), make_keeper(entry, roster.region, town).made_keeper):
        with pytest.raises(Refused, match="signature"):
            check_follows(roster, next_by(town, first, replace(entry, made_keeper=claim)))
    with pytest.raises(Refused, match="region"):
        check_follows(roster, next_by(core, name="0" * 32))
    # A keeper who was made one since, by a keeper.
    late = make_keeper(entry, roster.region, core)
    known = write_roster(roster.region, 2, "2024-08-26", [first], rings, core)
    check_follows(known, next_by(town, first, late))
    # Not when who made it one has been shut out meanwhile.
    out = replace(first, ends={core.replica: 0})
    gone = write_roster(roster.region, 3, "2024-08-26", [out, entry], rings, town)
    with pytest.raises(Refused, match="signature"):
        check_follows(gone, next_by(core, first, entry))


def test_joining_with_entries_or_elsewhere_is_asked_first(region: Region) -> None:
    region["town"].edit(adding(title="自分だけの"))
    offer = region.invite("town")
    store, home = region["town"].store, region.home("town")
    with pytest.raises(PlanError, match=r"roster\.filled"):
        keeping.join(store, home, offer.data, offer.code)
    assert read_membership(store, home) is None
    keeping.join(store, home, offer.data, offer.code, merge=True)
    region.sync("town", "core")
    assert poll(region["core"])[0] == "自分だけの"
    (region.root / "elsewhere").mkdir()
    other = Region(region.root / "elsewhere")
    foreign = other.invite("town")
    with pytest.raises(PlanError, match=r"roster\.other_region"):
        keeping.join(store, home, foreign.data, foreign.code)
    for copy in other.copies.values():
        copy.close()


def test_copies_of_one_user_join_in_any_order_and_go_by_the_newest_list(region: Region) -> None:
    first, second = region.invite("town"), region.invite("second")
    home = region.home("town")
    keeping.join(region["town"].store, home, second.data, second.code)
    keeping.join(region["second"].store, home, first.data, first.code)
    member = read_membership(region["second"].store, home)
    assert member is not None
    assert member.may_send
    assert member.roster.data == region.member("core").roster.data


def test_an_invitation_of_a_device_that_was_shut_out_is_refused(region: Region) -> None:
    old, other = region.invite("town"), region.invite("second")
    keeping.revoke(region["core"].store, region.home("core"), old.device.id)
    new = region.invite("third")
    store, home = region["town"].store, region.home("town")
    keeping.join(store, home, new.data, new.code)
    with pytest.raises(PlanError, match=r"roster\.old"):
        keeping.join(store, home, old.data, old.code)
    keeping.join(store, home, other.data, other.code)


def test_a_device_is_found_by_name_or_id_and_never_guessed(region: Region) -> None:
    first, _ = region.invite("twice"), region.invite("twice")
    roster = region.member("core").roster
    assert keeping.find_device(roster, first.device.id[:8]) == first.device
    with pytest.raises(PlanError, match=r"roster\.many_devices"):
        keeping.find_device(roster, "twice")
    with pytest.raises(PlanError, match=r"roster\.no_device"):
        keeping.find_device(roster, "")


def test_a_log_has_one_owner(region: Region) -> None:
    region.joined("town")
    region.joined("evil")
    region["town"].edit(adding(title="町"))
    region.sync("town", "core")
    book = region.member("core").book
    town, evil = (region.member(name).device for name in ("town", "evil"))
    assert town is not None
    assert evil is not None
    log = region["town"].store.recorder.replica_hex
    assert book.may_sign(town.id, log)
    assert not book.may_sign(evil.id, log)
    assert not book.may_sign(evil.id, town.id)
    assert not book.may_sign(makers.replica("nobody"), log)
    # Nor in the name of this copy.
    assert not book.may_sign(evil.id, region["core"].store.recorder.replica_hex)
    heir = replace(evil, continues=frozenset({town.id}))
    devices = {**region.member("core").roster.devices, evil.id: heir}
    taken = RosterBook(replace(region.member("core").roster, devices=devices), book.owners)
    assert taken.may_sign(evil.id, log)


def test_the_same_over_a_hub(region: Region, hub: Hub) -> None:
    region.joined("town")
    region.joined("second", office=True)
    region["core"].edit(adding(title="調査", answers=SECRET))
    ends = {}
    for name, is_office in (("core", True), ("second", True), ("town", False)):
        address, password = read_address(hub.dsn(hub.invite(name, is_office=is_office)))
        _, book, _ = meeting_facts(region[name].store, region.home(name))
        ends[name] = PostgresHub(address, password, book)

    def sync(*names: str) -> None:
        for name in names:
            keys, book, _ = meeting_facts(region[name].store, region.home(name))
            report = synchronise(region[name].store, region.home(name), ends[name], keys, book)
            assert report.reached

    try:
        sync("core", "second", "town")
        assert poll(region["second"]) == ("調査", SECRET, "")
        assert poll(region["town"]) == ("調査", "", "")
        region["town"].edit(setting(title="町で", answers="町のこたえ"))
        sync("town", "core", "second")
        assert poll(region["second"])[0] == poll(region["core"])[0] == "町で"
        region.revoke("town")
        region["town"].edit(setting(title="締め出したあと"))
        sync("core", "second", "town", "second")
        assert poll(region["second"])[0] == "町で"
        assert not region.member("town").may_send
        with hub.admin() as admin:
            bodies = admin.execute("SELECT body FROM sync.part").fetchall()
        assert bodies
        assert all(is_sealed(bytes(body)) and SECRET.encode() not in bytes(body) for (body,) in bodies)
    finally:
        for end in ends.values():
            end.close()
