"""One meeting with the others, in steps that can be stopped between; checks of a meeting place; packets."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bingo_planner.features.copies import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.copies.model import Finding, Meeting, Place, PlaceKind
from bingo_planner.features.copies.service_changes import count_told
from bingo_planner.features.copies.service_standing import keep_meeting
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import Progress
from bingo_planner.store.home import Home
from bingo_planner.store.store import Store
from bingo_planner.sync import session
from bingo_planner.sync.engine import Engine
from bingo_planner.sync.folder import TOP, open_folder
from bingo_planner.sync.membership import meeting_facts, read_membership
from bingo_planner.sync.model import Received, Warned
from bingo_planner.sync.transport import Transport, Unreachable

Came = Callable[[Changes], None]
"""Told after each part that was taken in, so that pages follow also when the rest fails."""


@dataclass(frozen=True)
class Outcome:
    """How a meeting went, with what a person should know."""

    meeting: Meeting
    warnings: tuple[Warned, ...] = ()


def do_meet(
    store: Store, home: Home, place: Place, progress: Progress, came: Came, password: str | None = None
) -> Outcome:
    """Meet the others at the place. A partner that is not there is no fault: the outcome says so.

    Raises PlanError when the partner refuses (no right to write, no room, no password …) or the user stopped it;
    what came until then is here, and nothing of one's own is lost.
    """
    before = dict(Engine(store).vector())
    with _partner(store, home, place, password) as transport:
        keys, book, _ = meeting_facts(store, home)
        meeting = session.Meeting(store, home, transport, keys, book)
        try:
            _all_steps(meeting, progress, came)
        except Unreachable as error:
            return _note(store, meeting, before, reached=False, reason=str(error))
        except PlanError as error:
            _note(store, meeting, before, reached=False, reason=error.code)
            raise
        meeting.remember()
        return _note(store, meeting, before, reached=True)


@contextmanager
def _partner(store: Store, home: Home, place: Place, password: str | None) -> Iterator[Transport]:
    _, book, _ = meeting_facts(store, home)
    if place.kind is PlaceKind.FOLDER:
        yield open_folder(Path(place.folder), book)
        return
    if place.kind is not PlaceKind.HUB:
        raise PlanError("copies.no_place")
    # psycopg and the keyring are loaded only where there is a hub.
    from bingo_planner.sync import hub_link
    from bingo_planner.sync.hub import PostgresHub

    address, _ = hub_link.read_address(place.hub)
    word = password or hub_link.find_password(address)
    if word is None and not address.is_local:
        raise PlanError("copies.no_password", hub=address.name)
    try:
        with PostgresHub(address, word, book) as hub:
            yield hub
    except PlanError as error:
        if error.code == "hub.unreachable":
            keep_meeting(store, Meeting(store.clock.now(), address.name, reached=False, reason=error.code))
        raise


def _all_steps(meeting: session.Meeting, progress: Progress, came: Came) -> None:
    def at(place: int, words: str) -> None:
        if progress.cancelled():
            raise PlanError("copies.stopped")
        progress.step(place, 4, words)

    at(0, translate("copies", "Looking for the others"))
    meeting.agree()
    meeting.look()
    meeting.settle_name()
    at(1, translate("copies", "Taking in what came"))
    for part in meeting.read():
        came(meeting.take(part).changes)
        at(1, translate("copies", "Taking in what came"))
    if meeting.widen():
        for part in meeting.read():
            came(meeting.take(part).changes)
    at(2, translate("copies", "Sending"))
    meeting.give(meeting.cut())
    at(3, translate("copies", "Sending"))
    parts = meeting.received
    meeting.swap_parts()
    if meeting.received is not parts:
        came(meeting.received.changes)
    meeting.tidy()


def _note(
    store: Store, meeting: session.Meeting, before: dict[str, int], *, reached: bool, reason: str = ""
) -> Outcome:
    received = meeting.received
    after = dict(Engine(store).vector())
    made = Meeting(
        store.clock.now(),
        meeting.transport.name,
        reached,
        received.transactions,
        _fields(store, before, after),
        meeting.sent,
        _asks(received),
        reason,
        before,
        after,
    )
    keep_meeting(store, made)
    return Outcome(made, received.warnings)


def _asks(received: Received) -> int:
    return sum(1 for item in received.opened if item.kind_of_record)


def _fields(store: Store, before: dict[str, int], after: dict[str, int]) -> int:
    """Changes that came from others, as many as the list of them has lines."""
    own = store.recorder.replica_hex
    with store.read() as opened:
        connection = opened.connection()
        return sum(
            count_told(connection, replica, before.get(replica, 0), last)
            for replica, last in after.items()
            if replica != own and last > before.get(replica, 0)
        )


def read_findings(store: Store, home: Home, place: Place) -> tuple[Finding, ...]:
    """What a check of the place finds; nothing is left there."""
    if place.kind is PlaceKind.FOLDER:
        return tuple(_folder_findings(store, home, Path(place.folder)))
    if place.kind is PlaceKind.HUB:
        from bingo_planner.sync import hub_link

        try:
            address, given = hub_link.read_address(place.hub)
        except PlanError as error:
            return (Finding(error.code, "err", {key: str(value) for key, value in error.facts.items()}),)
        if given is not None:
            return (Finding("copies.password_in_address", "err"),)
        return (Finding("copies.hub_ok", "ok", {"hub": address.name}), *_member(store, home))
    return tuple(_member(store, home, needs_list=place.kind is PlaceKind.PACKET))


def _folder_findings(store: Store, home: Home, folder: Path) -> Iterator[Finding]:
    if not folder.name or not folder.is_absolute():
        yield Finding("copies.no_folder_named", "err")
        return
    if not folder.is_dir():
        yield Finding("copies.no_folder", "err", {"path": str(folder)})
        return
    trial = folder / f".bingo-{os.getpid()}-{store.recorder.replica_hex[:8]}"
    try:
        trial.write_bytes(b"1")
    except OSError:
        yield Finding("copies.not_writable", "err", {"path": str(folder)})
        return
    finally:
        with suppress(OSError):
            trial.unlink()
    yield Finding("copies.writable", "ok", {"path": str(folder)})
    if folder.stat().st_dev == store.path.stat().st_dev:
        yield Finding("copies.same_disk", "warn")
    others = folder / TOP
    yield Finding("copies.others_there" if others.is_dir() else "copies.first_there", "ok")
    yield from _member(store, home)


def _member(store: Store, home: Home, *, needs_list: bool = False) -> Iterator[Finding]:
    member = read_membership(store, home)
    if member is None:
        if needs_list:
            yield Finding("copies.no_list", "err")
        return
    if not member.may_send:
        yield Finding("copies.not_listed", "err")
    else:
        yield Finding("copies.listed", "ok", {"name": member.device.name if member.device else ""})
