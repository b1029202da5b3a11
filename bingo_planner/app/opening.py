"""Opening a region file in a job, and the page that stands there until it is open."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.profile import Profile
from bingo_planner.ui.page import Page

if TYPE_CHECKING:
    from bingo_planner.app.program import Program
    from bingo_planner.store.home import Home
    from bingo_planner.store.store import Store


def open_file(region: Path | None, home: Home, profile: Profile) -> Store:
    """Open and sign the file (heavy imports happen here, on the database thread)."""
    from bingo_planner.cli.opened import open_or_sample

    store = open_or_sample(region, home)
    if profile.name:
        store.sign(profile)
    return store


class FirstPage(Page):
    """Loading, or why the file could not be opened and what can be done."""

    page_id: ClassVar[str] = "first"

    def __init__(self, program: Program) -> None:
        super().__init__()
        self._program = program
        self.set_content(QWidget(self))
        self.head.hide()

    def title(self) -> str:
        return translate("app", "Opening the region file")

    def opened(self) -> None:
        """It is loading until the file is open."""

    def show_refusal(self, error: PlanError) -> None:
        """A damaged file offers its newest good backup; anything else can be tried again."""
        backup = str(error.facts.get("backup") or "")
        if error.code == "file.damaged" and backup:
            self.state_widget.show_empty(
                translate("app", "The region file is damaged. It was not touched."),
                (
                    "history",
                    translate("app", "Go back to the newest good backup"),
                    partial(self._restore, Path(backup), Path(str(error.facts["path"]))),
                ),
                "circle-alert",
                translate("app", "{file} stays beside it under another name.", file=str(error.facts["path"])),
            )
        else:
            self.state_widget.show_problem(error, self._again)
        self.take_focus()

    def _again(self) -> None:
        self.state_widget.show_loading()
        self._program.open()

    def _restore(self, copy: Path, path: Path) -> None:
        program = self._program
        now = program.desk.clock.now()
        self.state_widget.show_loading()

        def work() -> Path | None:
            from bingo_planner.store.region_file import restore_backup

            return restore_backup(copy, path, program.home, now)

        program.runner.query(
            "restore",
            work,
            lambda _kept: program.open(),
            self.show_refusal,
        )
