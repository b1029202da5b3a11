"""What the shell shows and what it may ask for; app fills it, the shell knows no service.

Most are named tuples: they are loaded before the first window, and cost a tenth of a data class to make.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.ui.marks import Mark

LampKind = Literal["local", "synced", "unsent", "offline", "syncing", "failed"]
HitGroup = Literal["action", "record", "go", "help"]


@dataclass(frozen=True)
class NavItem:
    """One page in the navigation. `foot` puts it under the line at the bottom; `tone` colours its count."""

    page_id: str
    text: str
    icon: str
    group: str = ""
    count: int = 0
    tone: Literal["", "conf"] = ""
    foot: bool = False


class YearItem(NamedTuple):
    """A fiscal year that can be chosen."""

    year: FiscalYear
    locked: bool = False


class Person(NamedTuple):
    """Who sits here, at the foot of the navigation."""

    name: str = ""
    post: str = ""
    mark: Mark | None = None


class Lamp(NamedTuple):
    """The status lamp: a shape and a word, never colour alone."""

    kind: LampKind
    text: str
    detail: str = ""


class ShellState(NamedTuple):
    """Everything round the pages, whole; `shell.render(state)` shows it.

    `saved` is the time of the last change ("10:32"), `undo`/`redo` the words of the next step (None: none).
    `notice` is the standing sentence of a locked year.
    """

    region: str
    year: FiscalYear
    years: Sequence[YearItem] = ()
    style: DateStyle = DateStyle.ERA
    navigation: Sequence[NavItem] = ()
    person: Person = Person()
    saved: str = ""
    undo: str | None = None
    redo: str | None = None
    lamp: Lamp | None = None
    locked: bool = False

    @property
    def chosen_year(self) -> YearItem:
        """The year in force with its lock."""
        return YearItem(self.year, self.locked)


class Hit(NamedTuple):
    """One line of the palette. `matches` are (start, length) in the title; `shortcut` shows at the right."""

    group: HitGroup
    kind: str
    id: str
    title: str
    context: str = ""
    matches: tuple[tuple[int, int], ...] = ()
    icon: str = ""
    shortcut: str = ""


Search = Callable[[str, Callable[[Sequence[Hit]], None]], None]


def nothing() -> None:
    """For a wish nobody grants yet."""


def no_search(_text: str, found: Callable[[Sequence[Hit]], None]) -> None:
    """A search that finds nothing."""
    found(())


def ignore(_value: object) -> None:
    """For a choice nobody takes."""


class ShellCalls(NamedTuple):
    """What the shell asks of the program. Each call returns at once; the answer is a new `ShellState`."""

    choose_year: Callable[[FiscalYear], None] = ignore
    choose_style: Callable[[DateStyle], None] = ignore
    choose_scale: Callable[[float], None] = ignore
    undo: Callable[[], None] = nothing
    redo: Callable[[], None] = nothing
    unlock_year: Callable[[], None] = nothing
    search: Search = no_search
    open_hit: Callable[[Hit], None] = ignore
    open_profile: Callable[[], None] = nothing
    open_lamp: Callable[[], None] = nothing
    open_help: Callable[[str], None] = ignore
    stop_job: Callable[[int], None] = ignore
    page_opened: Callable[[str], None] = ignore
    closing: Callable[[], bool] = lambda: True
