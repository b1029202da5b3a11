"""What the page does about the way to the others: meeting place, packets, invitations, the history as a file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bingo_planner.features.copies import service_devices, service_packets
from bingo_planner.features.copies.exporter import history_sheet
from bingo_planner.features.copies.model import House, Place, PlaceKind
from bingo_planner.features.copies.service_meeting import read_findings
from bingo_planner.features.copies.service_standing import keep_place
from bingo_planner.features.copies.state import CopiesState
from bingo_planner.features.copies.words import moment
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk, FileAsk
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner, Progress
from bingo_planner.store.store import Store

if TYPE_CHECKING:
    from bingo_planner.features.copies.service_devices import ShutOut
    from bingo_planner.features.copies.service_packets import Parcel

SYNC_KIND = "sync_meeting"
"""The kind of `Changes` that says: how this copy stands towards the others is another."""


def _t(text: str, **facts: object) -> str:
    return translate("copies", text, **facts) if facts else translate("copies", text)


class Carrying(ABC):
    """The half of the presenter that is about files and places; the other half is about decisions."""

    def __init__(self, store: Store, jobs: JobRunner, desk: Desk, house: House) -> None:
        self.store, self.jobs, self.desk, self.house = store, jobs, desk, house

    @property
    @abstractmethod
    def state(self) -> CopiesState:
        """The state shown last."""

    @abstractmethod
    def emit(self, state: CopiesState) -> None:
        """Another state."""

    @abstractmethod
    def opened(self) -> None:
        """Read again."""

    # -- meeting ---------------------------------------------------------------------------------
    def asked_to_meet(self) -> None:
        """いま同期: meet, or say first where."""
        standing = self.state.standing
        if standing is not None and not standing.place.meets:
            self.set_up()
            return
        self.house.meet()

    def set_up(self) -> None:
        """Show the fields of the meeting place."""
        standing = self.state.standing
        place = standing.place if standing is not None else Place()
        if place.kind is PlaceKind.NONE:
            place = replace(place, kind=PlaceKind.FOLDER)
        self.emit(replace(self.state, setting_up=True, place=place, findings=()))

    def left_set_up(self) -> bool:
        """Close the fields; False when they are not shown."""
        if not self.state.setting_up:
            return False
        self.emit(replace(self.state, setting_up=False))
        return True

    def placed(self, place: Place) -> None:
        """A field of the meeting place was changed: check it."""
        self.emit(replace(self.state, place=place))
        self.jobs.query(
            "copies_place",
            lambda: read_findings(self.store, self.house.home, place),
            lambda found: self.emit(replace(self.state, findings=found)),
            self.desk.problem,
        )

    def asked_for_folder(self, folder: Path) -> None:
        """The shared folder was chosen."""
        self.placed(replace(self.state.place, folder=str(folder)))

    def kept_place(self, password: str = "") -> None:
        """The meeting place stands; a password goes to the keyring. Meet there at once where that is possible."""
        place, store, home = self.state.place, self.store, self.house.home

        def work() -> Changes:
            wrong = next((one for one in read_findings(store, home, place) if one.state == "err"), None)
            if wrong is not None:
                raise wrong.error()
            if password and place.kind is PlaceKind.HUB:
                service_packets.keep_password(place.hub, password)
            keep_place(store, place)
            return _standing_changed()

        def done(_changes: Changes) -> None:
            self.emit(replace(self.state, setting_up=False))
            self.house.renewed()
            self.opened()
            if place.meets:
                self.house.meet()

        self.jobs.change(work, done, self.desk.problem)

    # -- packets ---------------------------------------------------------------------------------
    def asked_to_write_packet(self) -> None:
        """Everything the others lack, as one file."""
        name = f"{_t('Packet')}_{self.desk.clock.today():%Y%m%d}{service_packets.SUFFIX}"
        kinds = ((_t("Packet"), f"*{service_packets.SUFFIX}"),)
        self.desk.ask_file(FileAsk(_t("Write a packet"), name, kinds), self._write_packet)

    def _write_packet(self, path: Path) -> None:
        def work(_progress: Progress) -> int:
            return service_packets.do_write(self.store, self.house, path)

        def done(count: int) -> None:
            words = _t("{file} holds {n} entries. On a stick: eject it before you pull it out.",
                       file=path.name, n=count)  # fmt: skip
            self.desk.say(words)

        self.jobs.run(_t("Write a packet"), work, done, self.desk.problem)

    def asked_to_take_packet(self) -> None:
        """A packet somebody brought: first say from whom and for whom."""
        kinds = ((_t("Packet"), f"*{service_packets.SUFFIX}"),)
        self.desk.ask_file(FileAsk(_t("Take in a packet"), "", kinds, save=False), self._read_packet)

    def _read_packet(self, path: Path) -> None:
        def work(_progress: Progress) -> Parcel:
            return service_packets.read_parcel(self.store, self.house, path)

        def done(parcel: Parcel) -> None:
            self.desk.confirm(
                _t("Take in the packet of {name}?", name=parcel.sender),
                _parcel_words(parcel, moment(parcel.at, self.desk.style)),
                _t("Take in"),
                lambda: self._take_packet(parcel),
            )

        self.jobs.run(_t("Look into the packet"), work, done, self.desk.problem)

    def _take_packet(self, parcel: Parcel) -> None:
        def work() -> Changes:
            return service_packets.do_take(self.store, self.house, parcel) | _standing_changed()

        def done(_changes: Changes) -> None:
            self.desk.say(_t("{n} entries taken in from {name}", n=parcel.new, name=parcel.sender))

        self.jobs.change(work, done, self.desk.problem)

    # -- the list of copies ----------------------------------------------------------------------
    def asked_to_invite(
        self, body: str, name: str, is_office: bool, is_keeper: bool, told: Callable[[str, str], None]
    ) -> None:
        """A new copy: ask where the invitation goes; `told` gets file and code, which is shown this once."""
        suggested = "".join("_" if sign in '\\/:*?"<>|' else sign for sign in name).strip()
        kinds = ((_t("Invitation"), f"*{service_devices.SUFFIX}"),)
        ask = FileAsk(_t("Save the invitation"), f"{suggested}{service_devices.SUFFIX}", kinds)

        def chosen(path: Path) -> None:
            def work(_progress: Progress) -> str:
                offer = service_devices.do_invite(
                    self.store, self.house, body, name, path, is_office=is_office, is_keeper=is_keeper
                )
                return offer.code

            def done(code: str) -> None:
                told(str(path), code)
                self.opened()

            self.jobs.run(_t("Invite a copy"), work, done, self.desk.problem)

        self.desk.ask_file(ask, chosen)

    def asked_to_join(self, path: Path, code: str, merge: bool = False) -> None:
        """Become the copy of an invitation; ask first where this file already holds something."""

        def work(_progress: Progress) -> str:
            return service_devices.do_join(self.store, self.house, path, code, merge=merge).name

        def done(name: str) -> None:
            self.desk.say(_t("This copy is “{name}” now. Sync brings the entries of the others.", name=name))
            self.opened()

        def failed(error: PlanError) -> None:
            if error.code != "roster.filled":
                self.desk.problem(error)
                return
            self.desk.confirm(
                _t("Join with what this file holds?"),
                _t(
                    "Everything entered in this file goes to every copy of the region. It cannot be taken back."
                ),
                _t("Join and send everything"),
                lambda: self.asked_to_join(path, code, merge=True),
            )

        self.jobs.run(_t("Join with an invitation"), work, done, failed)

    def asked_to_revoke(self, device_id: str) -> None:
        """Shut a copy out, once it is said what that means."""
        line = next((one for one in self.state.copies if one.id == device_id), None)
        if line is None or line.is_out:
            return

        def revoke() -> None:
            def done(gone: ShutOut) -> None:
                words = _t(
                    "“{name}” is off the list. The others hear of it at their next sync.", name=gone.name
                )
                if gone.at_hub:
                    words = _t("“{name}” is off the list and shut out of the hub.", name=gone.name)
                if gone.remains is not None:
                    self.desk.problem(gone.remains)
                else:
                    self.desk.say(words)
                self.opened()

            self.jobs.run(
                _t("Shut a copy out"),
                lambda _progress: service_devices.do_revoke(self.store, self.house, device_id),
                done,
                self.desk.problem,
            )

        self.desk.confirm(
            _t("Shut “{name}” out?", name=line.name),
            _t(
                "What it has sent so far stays ({n} entries). What it enters from now on is taken by nobody, and what"
                " is sent from now on is closed to it. What it already holds stays on it."
                " To come back it needs a new invitation.",
                n=line.entries,
            ),
            _t("Shut out"),
            revoke,
        )

    # -- the history as a file ---------------------------------------------------------------------
    def asked_to_export(self) -> None:
        """The history as shown, as a workbook."""
        lines, style = self.state.history, self.desk.style

        def chosen(path: Path) -> None:
            def work(_progress: Progress) -> Path:
                from bingo_planner.exchange import files

                files.write(path, (history_sheet(lines, style),))
                return path

            self.jobs.run(
                _t("Export the history"),
                work,
                lambda made: self.desk.say(_t("Exported to {file}.", file=made.name)),
                self.desk.problem,
            )

        self.desk.ask_file(
            FileAsk(_t("Export the history"), f"{_t('History')}.xlsx", (("Excel", "*.xlsx"),)), chosen
        )


def _standing_changed() -> Changes:
    return Changes(frozenset({SYNC_KIND}), why="sync")


def _parcel_words(parcel: Parcel, at: str) -> str:
    receivers = _t(", ").join(parcel.to) or _t("every copy on the list")
    return _t(
        "From: {name} ({body}), {at}\nFor: {to}\nIt holds {n} entries, {new} of them new here.",
        name=parcel.sender,
        body=parcel.body,
        at=at,
        to=receivers,
        n=parcel.count,
        new=parcel.new,
    )
