"""Segments over a real hub: both ways, again and again, through crashes, restores and crowds."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from bingo_planner.kernel.errors import PlanError
from bingo_planner.sync import hub_admin, hub_link, hub_rows
from bingo_planner.sync.hub import PostgresHub
from bingo_planner.sync.model import Refused, Segment
from bingo_planner.sync.segment import NO_LINK, seal
from bingo_planner.sync.transport import Refusal, Unreachable
from tests.sync import makers
from tests.sync.hubs import ROW, Hub, enroll, rows

WRITERS = 16
NAMES = tuple(f"pc{number}" for number in range(WRITERS))
BOOK = makers.book("a", "b", "new", *NAMES)


class Ends:
    """Devices that opened the hub, closed when the test is over."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self._open: list[PostgresHub] = []

    def enter(self, name: str, *, is_office: bool = False) -> PostgresHub:
        """A computer with an invitation of its own."""
        invitation = self.hub.invite(name, is_office=is_office)
        return self.again(self.hub.dsn(invitation))

    def again(self, dsn: str) -> PostgresHub:
        """One more connection with an invitation."""
        address, password = hub_link.read_address(dsn)
        opened = PostgresHub(address, password, BOOK)
        self._open.append(opened)
        return opened

    def close(self) -> None:
        """End all connections."""
        for one in self._open:
            one.close()


@pytest.fixture
def ends(hub: Hub) -> Iterator[Ends]:
    """Devices of this test's hub."""
    made = Ends(hub)
    yield made
    made.close()


def received(hub: PostgresHub, have: dict[str, int]) -> list[Segment]:
    """Everything beyond `have`, each log in order and without a gap; `have` moves along."""
    found = []
    for segment in hub.fetch(dict(have)):
        assert isinstance(segment, Segment), segment
        assert segment.first == have.get(segment.replica, 0) + 1
        have[segment.replica] = segment.last
        found.append(segment)
    return found


def frames(segments: list[Segment]) -> list[bytes]:
    """Their transactions."""
    return [frame for segment in segments for frame in segment.frames]


def test_what_one_sends_the_other_gets(ends: Ends) -> None:
    a, b = ends.enter("a"), ends.enter("b")
    first = makers.segment("a", 3)
    a.publish([first])
    have: dict[str, int] = {}
    assert received(b, have) == [first]
    assert have == b.heads() == {makers.replica("a"): 3}
    second = makers.segment("a", 2, 4, first.hashes[-1])
    a.publish([first, second])
    assert received(b, have) == [second]
    assert received(b, have) == []
    # From the middle of what was sent in one piece.
    (rest,) = received(b, {makers.replica("a"): 2})
    assert (rest.first, rest.frames) == (3, (first.frames[2], *second.frames))
    # What is one's own comes back too: that is how a copy set back notices it.
    assert frames(received(a, {})) == [*first.frames, *second.frames]


def test_sending_again_and_sending_more_of_what_is_there(ends: Ends) -> None:
    a, b = ends.enter("a"), ends.enter("b")
    whole = makers.segment("a", 5)
    a.publish([makers.segment("a", 2)])
    a.publish([whole])
    a.publish([whole])
    a.publish([makers.segment("a", 2)])
    assert frames(received(b, {})) == list(whole.frames)


def test_another_past_is_a_fork_and_changes_nothing(ends: Ends) -> None:
    a, b = ends.enter("a"), ends.enter("b")
    first = makers.segment("a", 3)
    a.publish([first])
    other = makers.segment("a", 3, 1)
    other = seal(other.replica, 1, NO_LINK, [*other.frames[:2], b'{"x":1}'], makers.key("a"))
    longer = seal(other.replica, 1, NO_LINK, [*other.frames, b'{"x":2}'], makers.key("a"))
    later = makers.segment("a", 1, 4, other.hashes[-1])
    for forked in (other, longer, later):
        with pytest.raises(Refused, match="fork"):
            a.publish([forked])
    assert received(b, {}) == [first]


def test_two_computers_with_one_copy(ends: Ends) -> None:
    invitation = ends.hub.invite("a")
    one, twin = ends.again(ends.hub.dsn(invitation)), ends.again(ends.hub.dsn(invitation))
    first = makers.segment("a", 1)
    one.publish([first])
    twin.publish([first])
    one.publish([makers.segment("a", 2, 2, first.hashes[-1])])
    with pytest.raises(Refused, match="fork"):
        twin.publish([seal(first.replica, 2, first.hashes[-1], [b'{"twin":1}'], makers.key("a"))])


def test_two_programs_of_one_copy_at_the_same_time(ends: Ends) -> None:
    invitation = ends.hub.invite("a")
    twin = ends.again(ends.hub.dsn(invitation))
    first = makers.segment("a", 4)
    with psycopg.connect(ends.hub.dsn(invitation)) as connection:
        number = enroll(connection, "a")
        connection.commit()
        connection.cursor().executemany(ROW, rows(number, first)[:2])
        sending = threading.Thread(target=twin.publish, args=([first],))
        sending.start()
        time.sleep(0.05)
        connection.commit()
        sending.join()
    assert received(twin, {}) == [first]


def test_a_gap_is_said(ends: Ends) -> None:
    a = ends.enter("a")
    with pytest.raises(PlanError, match=r"hub\.gap"):
        a.publish([makers.segment("a", 1, 3, bytes(31) + b"1")])


def test_many_small_rounds_give_the_same(ends: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = ends.enter("a"), ends.enter("b")
    sent: dict[str, list[Segment]] = {"a": [], "b": []}
    for name, end in (("a", a), ("b", b)):
        previous, first = NO_LINK, 1
        for count in (1, 9, 2, 30, 1):
            segment = makers.segment(name, count, first, previous)
            sent[name].append(segment)
            previous, first = segment.hashes[-1], first + count
        end.publish(sent[name])
    expected = sorted(frames(sent["a"] + sent["b"]))
    assert sorted(frames(received(a, {}))) == expected
    for limit, whole, size in ((4, 7, 10**9), (5_000, 1, 10**9), (5_000, 20_000, 700), (1, 1, 1)):
        monkeypatch.setattr(hub_rows, "LIMIT", limit)
        monkeypatch.setattr(hub_rows, "ROUND", whole)
        monkeypatch.setattr(hub_rows, "ROUND_BYTES", size)
        assert sorted(frames(received(a, {}))) == expected


def test_rows_without_a_signature_are_not_handed_on(ends: Ends) -> None:
    b = ends.enter("b")
    with ends.hub.device("a") as a:
        first = a.add(2)
        assert received(b, {}) == []
        assert b.heads() == {}
    assert first.last == 2


def test_who_rules_the_server_cannot_rewrite_history_unseen(ends: Ends) -> None:
    a, b = ends.enter("a"), ends.enter("b")
    sent = makers.segment("a", 2)
    a.publish([sent])
    with ends.hub.admin() as admin:
        admin.execute("UPDATE sync.tx SET body = %s WHERE seq = 2", (sent.frames[0],))
    (found,) = b.fetch({})
    assert isinstance(found, Refusal)
    assert found.error.reason == "damaged"
    # With the hashes made to fit, the signature no longer does.
    forged = seal(sent.replica, 1, NO_LINK, [sent.frames[0], b"{}"], makers.key("b"))
    with ends.hub.admin() as admin:
        admin.execute("UPDATE sync.tx SET body = '{}', hash = %s WHERE seq = 2", (forged.hashes[1],))
    (found,) = b.fetch({})
    assert isinstance(found, Refusal)
    assert (found.error.reason, found.replica) == ("signature", sent.replica)


def test_a_device_nobody_knows_is_not_believed(ends: Ends) -> None:
    b = ends.enter("b")
    with ends.hub.device("stranger") as stranger:
        sent = stranger.add(1)
        stranger.connection.execute(
            "INSERT INTO sync.sig (device_id, upto_seq, hash, signer, signature) VALUES (%s, 1, %s, %s, %s)",
            (stranger.number, sent.hashes[-1], sent.signer, sent.signature),
        )
    (found,) = b.fetch({})
    assert isinstance(found, Refusal)
    assert found.error.reason == "unknown_device"


def test_a_revoked_device_is_told_so(ends: Ends) -> None:
    a = ends.enter("a")
    a.publish([makers.segment("a", 1)])
    with ends.hub.admin() as admin:
        admin.execute("UPDATE sync.login SET revoked_at = now()")
    with pytest.raises(PlanError, match=r"hub\.revoked"):
        a.publish([makers.segment("a", 2)])
    with ends.hub.admin() as admin:
        admin.execute("UPDATE sync.login SET revoked_at = NULL")
        hub_admin.revoke(admin, makers.replica("a"))
    with pytest.raises(Unreachable):
        a.publish([makers.segment("a", 2)])  # its session was ended
    with pytest.raises(PlanError, match=r"hub\.login") as caught:
        a.heads()
    assert str(caught.value.facts["reason"]).startswith("role ")


def test_a_hub_set_back_to_an_older_day_heals(ends: Ends, tmp_path: Path) -> None:
    server, database = ends.hub.server, ends.hub.database
    a, b = ends.enter("a"), ends.enter("b")
    old = makers.segment("a", 3)
    a.publish([old])
    backup = tmp_path / "backup.dump"
    server.run("pg_dump", "-Fc", "-f", str(backup), database)
    new = makers.segment("a", 2, 4, old.hashes[-1])
    a.publish([new])
    theirs = makers.segment("b", 2)
    b.publish([theirs])
    have: dict[str, int] = {}
    assert frames(received(b, have)) == [*old.frames, *new.frames, *theirs.frames]
    server.drop_database(database)
    with server.admin() as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    server.run("pg_restore", "-d", database, str(backup))
    with pytest.raises(Unreachable):
        a.heads()
    assert a.heads() == {makers.replica("a"): 3}
    # Nobody who is ahead of the hub is confused by it.
    b.close()
    assert received(b, have) == []
    a.publish([new])
    b.publish([theirs])
    assert frames(received(ends.enter("new"), {})) == [*old.frames, *new.frames, *theirs.frames]
    # The rules came back with the rows.
    with pytest.raises(Refused, match="fork"):
        a.publish([seal(old.replica, 6, new.hashes[0], [b"{}"], makers.key("a"))])


def test_the_server_is_killed_while_it_is_sent_to(ends: Ends) -> None:
    server = ends.hub.server
    a, b = ends.enter("a"), ends.enter("b")
    whole = [makers.segment("a", 40)]
    for _ in range(30):
        whole.append(makers.segment("a", 40, whole[-1].last + 1, whole[-1].hashes[-1]))
    for round_ in range(4):
        failed: list[Exception] = []

        def push(failed: list[Exception] = failed) -> None:
            try:
                a.publish(whole)
            except Unreachable as error:
                failed.append(error)

        sending = threading.Thread(target=push)
        sending.start()
        time.sleep(0.02 + 0.05 * round_)
        server.kill()
        sending.join()
        server.start()
        # Whole segments or nothing, and no past but the one.
        b.close()
        have: dict[str, int] = {}
        got = frames(received(b, have))
        assert got == frames(whole)[: len(got)]
        assert len(got) % 40 == 0
    a.close()
    a.publish(whole)
    b.close()
    assert frames(received(b, {})) == frames(whole)


def test_a_transaction_left_open_elsewhere_stops_nothing(ends: Ends) -> None:
    a, b = ends.enter("a"), ends.enter("b")
    other = ends.hub.server.new_database()
    try:
        with psycopg.connect(ends.hub.server.dsn(other)) as idle:
            idle.execute("CREATE TABLE left_open (x int)")
            # In the hub's own database as well: a colleague whose program hangs in the middle of sending.
            with ends.hub.device("colleague") as colleague, colleague.connection.transaction():
                colleague.add(1)
                sent = makers.segment("a", 3)
                a.publish([sent])
                assert received(b, {}) == [sent]
    finally:
        ends.hub.server.drop_database(other)


def test_news_wake_who_waits(ends: Ends) -> None:
    a, b = ends.enter("a"), ends.enter("b")
    assert not b.wait_for_news(0.01)
    sending = threading.Timer(0.1, a.publish, [[makers.segment("a", 1)]])
    sending.start()
    assert b.wait_for_news(20)
    sending.join()


def test_a_crowd_of_writers_and_readers_misses_nothing(ends: Ends) -> None:
    written: dict[str, list[bytes]] = {name: [] for name in NAMES}
    done = threading.Event()
    faults: list[BaseException] = []

    def write(name: str, end: PostgresHub) -> None:
        chance = random.Random(name)
        previous, first = NO_LINK, 1
        while first < 100:
            segment = makers.segment(name, chance.randint(1, 4), first, previous)
            end.publish([segment])
            written[name] += segment.frames
            previous, first = segment.hashes[-1], segment.last + 1
            time.sleep(chance.random() * 0.01)

    def read(end: PostgresHub, got: list[bytes]) -> None:
        have: dict[str, int] = {}
        while not done.is_set():
            got += frames(received(end, have))
            time.sleep(0.005)
        got += frames(received(end, have))

    seen: list[list[bytes]] = [[], [], []]
    writers = [_thread(faults, write, name, ends.enter(name)) for name in NAMES]
    readers = [_thread(faults, read, ends.enter(f"reader{i}"), got) for i, got in enumerate(seen)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    assert not faults
    everything = sorted(frame for frames_ in written.values() for frame in frames_)
    assert len(everything) >= 99 * WRITERS
    for got in seen:
        assert sorted(got) == everything


def _thread(faults: list[BaseException], work: object, *given: object) -> threading.Thread:
    def run() -> None:
        try:
            assert callable(work)
            work(*given)
        except BaseException as error:  # a thread's fault must fail the test
            faults.append(error)

    return threading.Thread(target=run)
