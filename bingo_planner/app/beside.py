"""Dialogs beside the pages: history, bin, backups, profile, preferences, help."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bingo_planner.app.look import take_language, take_look
from bingo_planner.cli.kinds import access_by_kind, field_name, field_value
from bingo_planner.cli.preferences import GROUP_ICONS
from bingo_planner.features.records import binned, do_restore
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import DateStyle, format_date
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.settings import Value
from bingo_planner.store import backup
from bingo_planner.store.history import Author, Entry
from bingo_planner.store.region_file import close_region, make_backup, restore_backup
from bingo_planner.store.store import Store
from bingo_planner.ui.backupview import BackupLine, BackupView
from bingo_planner.ui.helpview import HelpView
from bingo_planner.ui.historyview import HistoryLine, HistoryView
from bingo_planner.ui.marks import Mark
from bingo_planner.ui.preferences import Preferences
from bingo_planner.ui.profile_dialog import ProfileDialog
from bingo_planner.ui.trashview import BinLine, TrashView

if TYPE_CHECKING:
    from bingo_planner.app.program import Program

WHATS = {"created": "Created", "set": "", "binned": "Binned", "restored": "Restored"}
WHYS = {"edit": "Typed", "undo": "Undone", "import": "Imported", "sync": "Received"}
OCCASIONS = {
    "daily": "First start of the day",
    "close": "On closing",
    "migration": "Before an update of the file",
    "restore": "Before going back",
    "manual": "By hand",
}


def show_history(program: Program, kind: str, record_id: str) -> None:
    """Who changed what in one record."""
    store = program.store
    if store is None:
        return

    def read() -> tuple[str, list[HistoryLine]]:
        title = store.titles(kind, [record_id]).get(record_id, "")
        return title, [
            _history_line(store, entry, program.desk.style) for entry in store.history(kind, record_id)
        ]

    program.runner.query(
        "history", read, lambda found: _keep(HistoryView.show_over(program.shell, found[0], found[1]))
    )


def show_bin(program: Program) -> None:
    """What was binned, to be brought back."""
    store = program.store
    if store is None:
        return

    def read() -> list[BinLine]:
        kinds = access_by_kind()
        return [
            _bin_line(store, kind, record_id, title, program.desk.style)
            for kind, record_id, title in binned(store, list(kinds.values()))
        ]

    def restore(chosen: str) -> None:
        kind, record_id = chosen.split("/", 1)

        def work() -> Changes:
            return do_restore(store, access_by_kind()[kind], record_id)

        program.runner.change(
            work, lambda _changes: program.shell.say(translate("app", "Brought back from the bin."))
        )

    program.runner.query("bin", read, lambda lines: _keep(TrashView.show_over(program.shell, lines, restore)))


def show_backups(program: Program) -> None:
    """Copies of the file, to go back to."""
    store = program.store
    if store is None:
        return
    copies = {str(copy.path): copy for copy in backup.listed(store.path, program.home.backups)}
    lines = [
        BackupLine(
            path,
            _moment(copy.at, program.desk.style),
            translate("app", OCCASIONS[copy.why]),
            _size(copy.size),
        )
        for path, copy in copies.items()
    ]
    BackupView.show_over(program.shell, lines, lambda chosen: go_back(program, copies[chosen]))


def go_back(program: Program, copy: backup.Backup) -> None:
    """Keep the present state as a backup, close, put the copy in place, and start again."""
    store, home = program.store, program.home
    if store is None:
        return
    now = program.desk.clock.now()

    def work() -> None:
        make_backup(store, home, "restore")
        close_region(store, home)
        restore_backup(copy.path, store.path, home, now)

    program.runner.query("go back", work, lambda _none: program.reopen())


def make_backup_now(program: Program) -> None:
    """A copy by hand."""
    store = program.store
    if store is not None:
        program.runner.query(
            "backup",
            lambda: make_backup(store, program.home, "manual"),
            lambda made: program.shell.say(translate("app", "Backed up to {file}.", file=made.path.name)),
        )


def ask_profile(program: Program) -> None:
    """Name, post and body."""
    bodies = program.facts.bodies if program.facts is not None else ()
    choices = [
        (body.code, body.name, Mark(body.mark, body.mark_en, body.color_light, body.color_dark))
        for body in bodies
    ]
    now = program.profile if program.profile.name else None
    ProfileDialog(program.shell, choices, now, program.take_profile).present()


def show_preferences(program: Program) -> None:
    """The settings; each takes effect at once."""

    def told(key: str, _value: Value) -> None:
        if key.startswith("look."):
            take_look(program.app, program.settings)
        elif key == "language.interface":
            take_language(program.settings)
            program.speak_anew()
        elif key == "language.years":
            program.take_style()
        elif key == "keep.folder":
            program.desk.folder = program.settings.text("keep.folder")

    Preferences(program.shell, program.settings, told, GROUP_ICONS).present()


def open_help(program: Program, topic: str) -> None:
    """Offline help."""
    HelpView.show_over(program.shell, topic)


def _keep(_dialog: object) -> None:
    """The dialog belongs to the window and closes with it."""


def _history_line(store: Store, entry: Entry, style: DateStyle) -> HistoryLine:
    words = translate("app", WHATS[entry.what]) if WHATS[entry.what] else ""
    return HistoryLine(
        when=_moment(entry.at, style),
        who=_author(entry.author),
        field=field_name(entry.kind, entry.field) or words,
        old=field_value(store, entry.kind, entry.field, entry.old, style),
        new=field_value(store, entry.kind, entry.field, entry.new, style),
        how=translate("app", WHYS.get(entry.why, "Typed")),
    )


def _bin_line(store: Store, kind: str, record_id: str, title: str, style: DateStyle) -> BinLine:
    entry = store.last_change(kind, record_id)
    return BinLine(
        f"{kind}/{record_id}",
        access_by_kind()[kind].record.name(),
        title,
        _moment(entry.at, style) if entry else "",
        _author(entry.author) if entry else "",
    )


def _author(author: Author) -> str:
    return " ".join(part for part in (author.body, author.name) if part)


def _moment(at: datetime, style: DateStyle) -> str:
    return f"{format_date(at.date(), style, 'short')} {at:%H:%M}"


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
