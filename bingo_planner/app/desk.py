"""The desk of the window: what pages may ask, answered with dialogs, messages and other pages."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bingo_planner.app.pages import page_of
from bingo_planner.kernel.clock import Clock
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.desk import FileAsk, FollowUp
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.profile import Profile
from bingo_planner.ui.shell import Shell

if TYPE_CHECKING:
    from bingo_planner.app.meeting import Meetings


class WindowDesk:
    """Implements `kernel.desk.Desk` over the shell. The program sets its plain attributes."""

    def __init__(
        self, shell: Shell, clock: Clock, profile: Profile, year: FiscalYear, style: DateStyle
    ) -> None:
        self._shell = shell
        self.clock = clock
        self.profile = profile
        self.year = year
        self.style = style
        self.read_only = False
        self.folder = ""
        self.meetings: Meetings | None = None
        self.history_wanted: Callable[[str, str], None] = lambda _kind, _id: None
        self.preview_wanted: Callable[[str, Path], None] = lambda _title, _pdf: None
        self._recent: dict[str, deque[str]] = {}

    def say(self, text: str, follow_up: FollowUp | None = None) -> None:
        """A success in the message bar."""
        self._shell.say(text, follow_up)

    def warn(self, text: str, follow_up: FollowUp | None = None) -> None:
        """Something to look at."""
        self._shell.warn(text, follow_up)

    def problem(self, error: PlanError) -> None:
        """Refused work."""
        self._shell.problem(error)

    def go(self, kind: str, record_id: str) -> None:
        """Open the page of this record, at the record."""
        page_id = page_of(kind)
        if page_id is None:
            return
        seen = self._recent.setdefault(kind, deque(maxlen=8))
        if record_id in seen:
            seen.remove(record_id)
        seen.appendleft(record_id)
        self._shell.open_record(page_id, kind, record_id)

    def ask_file(self, ask: FileAsk, chosen: Callable[[Path], None]) -> None:
        """The system's own file dialog, in the folder for papers."""
        from PySide6.QtWidgets import QFileDialog

        filters = ";;".join(f"{words} ({pattern})" for words, pattern in ask.kinds)
        start = str(self._papers() / ask.suggested)
        if ask.save:
            text, used = QFileDialog.getSaveFileName(self._shell, ask.title, start, filters)
        else:
            text, used = QFileDialog.getOpenFileName(self._shell, ask.title, start, filters)
        if text:
            chosen(_with_suffix(Path(text), ask, used))

    def ask_files(self, ask: FileAsk, chosen: Callable[[Sequence[Path]], None]) -> None:
        """The system's own dialog for several files."""
        from PySide6.QtWidgets import QFileDialog

        filters = ";;".join(f"{words} ({pattern})" for words, pattern in ask.kinds)
        found, _used = QFileDialog.getOpenFileNames(self._shell, ask.title, str(self._papers()), filters)
        if found:
            chosen([Path(text) for text in found])

    def confirm(self, question: str, consequence: str, verb: str, confirmed: Callable[[], None]) -> None:
        """Ask before what cannot be undone."""
        from bingo_planner.ui.dialogs import confirm

        confirm(self._shell, question, consequence, verb, confirmed)

    def show_history(self, kind: str, record_id: str) -> None:
        """The record's history."""
        self.history_wanted(kind, record_id)

    def preview(self, title: str, pdf: Path) -> None:
        """A finished paper."""
        self.preview_wanted(title, pdf)

    def recent(self, kind: str) -> Sequence[str]:
        """Records of a kind opened lately."""
        return tuple(self._recent.get(kind, ()))

    def _papers(self) -> Path:
        from PySide6.QtCore import QStandardPaths

        place = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(self.folder or QStandardPaths.writableLocation(place) or str(Path.home()))


def _with_suffix(path: Path, ask: FileAsk, used: str) -> Path:
    """Add the ending of the chosen kind when the user typed none."""
    if not ask.save or path.suffix or not ask.kinds:
        return path
    pattern = next((p for words, p in ask.kinds if used.startswith(words)), ask.kinds[0][1])
    return path.with_suffix(pattern.removeprefix("*"))
