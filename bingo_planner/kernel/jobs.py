"""Work that must not hold up the window: what presenters ask for, whoever runs it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError

T = TypeVar("T")
Look = Callable[[], AbstractContextManager[None]]
"""A moment that was looked at: opens a block whose changes count as typed over what stood there then."""
Failed = Callable[[PlanError], None]


class Progress(Protocol):
    """What long work tells while it runs."""

    def step(self, done: int, total: int, text: str) -> None:
        """Say that `done` of `total` steps are done (`total` 0: unknown)."""

    def cancelled(self) -> bool:
        """True once the user asked to stop; the work returns as soon as it can."""


class JobRunner(Protocol):
    """Runs work away from the window and hands results back to it.

    `query` and `change` run one after another on the one database thread; `run` uses a small
    pool (paper, import, network). Callbacks come back on the caller's thread, and only while
    the owner of the runner lives. Of several queries with one `key` only the last answers.
    """

    def query(
        self, key: str, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Read on the database thread; the last request of a key wins."""

    def change(
        self,
        work: Callable[[], Changes],
        done: Callable[[Changes], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Write on the database thread; the shell tells every page what changed."""

    def run(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Long work off the database thread, with progress and cancel."""
