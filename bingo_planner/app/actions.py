"""What the program itself can do, as records: files, undo, bin, backups, preferences."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from bingo_planner.kernel.desk import FileAsk
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.actions import Action

if TYPE_CHECKING:
    from bingo_planner.app.program import Program


def program_actions(program: Program) -> list[Action]:
    """The program's actions; empty until a file is open where they need one."""
    return [*_file(program), *_tools(program)]


def _late(module: str, name: str, *words: object) -> Callable[[], None]:
    """What an action does, imported when it is done: the window stands before these rooms are loaded."""

    def run() -> None:
        getattr(import_module(f"bingo_planner.app.{module}"), name)(*words)

    return run


def _t(text: str) -> str:
    return translate("app", text)


def _file(program: Program) -> list[Action]:
    def is_open() -> bool:
        return program.store is not None

    seldom = _t("seldom used; reached by the menu")
    return [
        Action(
            "file.open",
            _t("&Open a region file…"),
            partial(_ask_region, program),
            "Ctrl+O",
            "folder-open",
            menu="file",
            group="file",
            enabled=is_open,
        ),
        Action(
            "file.vision",
            _t("Print the &vision draft…"),
            _late("exporting", "make_paper", program, "vision"),
            "",
            "book-open",
            menu="file",
            group="papers",
            enabled=is_open,
            reason_without_shortcut=seldom,
            reading=_t("vision pdf paper"),
        ),
        Action(
            "file.projects",
            _t("Print the project &sheets…"),
            _late("exporting", "make_paper", program, "projects"),
            "",
            "file-text",
            menu="file",
            group="papers",
            enabled=is_open,
            reason_without_shortcut=seldom,
        ),
        Action(
            "file.staff",
            _t("Print the staff &list…"),
            _late("exporting", "make_paper", program, "staff"),
            "",
            "users",
            menu="file",
            group="papers",
            enabled=is_open,
            reason_without_shortcut=seldom,
        ),
        Action(
            "file.export",
            _t("&Export tables…"),
            _late("exporting", "export_file", program),
            "",
            "download",
            menu="file",
            group="papers",
            enabled=is_open,
            reason_without_shortcut=seldom,
            reading=_t("excel csv export"),
        ),
        Action(
            "file.backup",
            _t("&Back up now"),
            _late("beside", "make_backup_now", program),
            "",
            "save",
            menu="file",
            group="keep",
            enabled=is_open,
            reason_without_shortcut=seldom,
        ),
        Action(
            "file.backups",
            _t("Go back to a bac&kup…"),
            _late("beside", "show_backups", program),
            "",
            "history",
            menu="file",
            group="keep",
            enabled=is_open,
            reason_without_shortcut=seldom,
        ),
        Action("file.quit", _t("&Quit"), partial(_quit, program), "Ctrl+Q", "x", menu="file", group="quit"),
    ]


def _tools(program: Program) -> list[Action]:
    seldom = _t("seldom used; reached by the menu")

    def meet() -> None:
        if program.meetings is not None:
            program.meetings.asked()

    return [
        Action(
            "tools.sync",
            _t("&Sync now"),
            meet,
            "F9",
            "refresh-cw",
            enabled=lambda: program.meetings is not None and not program.meetings.is_busy,
            menu="tools",
            group="sync",
            reading=_t("sync exchange"),
        ),
        Action(
            "tools.bin",
            _t("&Bin…"),
            _late("beside", "show_bin", program),
            "",
            "trash-2",
            menu="tools",
            group="records",
            reason_without_shortcut=seldom,
            reading=_t("bin deleted"),
        ),
        Action(
            "tools.profile",
            _t("Your &profile…"),
            program.ask_profile,
            "",
            "user-round",
            menu="tools",
            group="own",
            reason_without_shortcut=seldom,
        ),
        Action(
            "tools.preferences",
            _t("P&references…"),
            _late("beside", "show_preferences", program),
            "Ctrl+,",
            "settings",
            menu="tools",
            group="own",
            reading=_t("settings preferences"),
        ),
    ]


def _ask_region(program: Program) -> None:
    kinds = ((_t("Region file"), "*.bingo"),)
    ask = FileAsk(_t("Open a region file"), "", kinds, save=False)
    program.desk.ask_file(ask, lambda path: program.open_other(Path(path)))


def _quit(program: Program) -> None:
    program.shell.close()
