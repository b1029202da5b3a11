"""The desk: what every presenter may ask of the program around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from bingo_planner.kernel.clock import Clock
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.profile import Profile


class FollowUp(NamedTuple):
    """One thing to do about a message: a word and what it does."""

    text: str
    act: Callable[[], None]


class FileAsk(NamedTuple):
    """A file the user is asked for: `kinds` are (wording, pattern) pairs such as ("PDF", "*.pdf")."""

    title: str
    suggested: str
    kinds: tuple[tuple[str, str], ...]
    save: bool = True


class Desk(Protocol):
    """Year, writing style, user and messages, shared by every page."""

    @property
    def clock(self) -> Clock:
        """The clock of the region file (a sample plays on a day of its own)."""

    @property
    def year(self) -> FiscalYear:
        """The fiscal year chosen in the top bar."""

    @property
    def style(self) -> DateStyle:
        """Era, Western or both."""

    @property
    def profile(self) -> Profile:
        """Who sits here."""

    @property
    def read_only(self) -> bool:
        """True while the chosen year is locked (or the file can only be read)."""

    def say(self, text: str, follow_up: FollowUp | None = None) -> None:
        """A success in the message bar; leaves by itself."""

    def warn(self, text: str, follow_up: FollowUp | None = None) -> None:
        """Something to look at; stays until closed."""

    def problem(self, error: PlanError) -> None:
        """Refused work in the message bar, in the user's words."""

    def go(self, kind: str, record_id: str) -> None:
        """Open the page that owns this kind of record, at the record."""

    def ask_file(self, ask: FileAsk, chosen: Callable[[Path], None]) -> None:
        """Let the user choose a file; `chosen` is not called when the user turns back."""

    def ask_files(self, ask: FileAsk, chosen: Callable[[Sequence[Path]], None]) -> None:
        """Let the user choose files to open, one or many."""

    def confirm(self, question: str, consequence: str, verb: str, confirmed: Callable[[], None]) -> None:
        """Ask before what cannot be undone; the safe answer is the default."""

    def show_history(self, kind: str, record_id: str) -> None:
        """The record's history: who, when, old and new."""

    def preview(self, title: str, pdf: Path) -> None:
        """Show a finished paper with zoom, page list, print and save."""

    def recent(self, kind: str) -> Sequence[str]:
        """Ids of records of this kind opened lately, newest first."""
