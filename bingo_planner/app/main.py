"""The way in: a command when verbs are given, else the window."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from bingo_planner.cli.main import run
from bingo_planner.kernel.collector import hold


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command or the window; returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    return run(words, {"open": _open, "shots": _shots, "self-test": _self_test, "bench": _bench})


def _open(arguments: Namespace) -> int:
    hold()
    from bingo_planner.app.window import open_window

    return open_window(arguments.region, arguments.page, arguments.lang)


def _shots(arguments: Namespace) -> int:
    _offscreen()
    from bingo_planner.app.shots import shots

    return shots(arguments)


def _self_test(arguments: Namespace) -> int:
    _offscreen()
    from bingo_planner.app.selftest import self_test

    return self_test(arguments)


def _bench(arguments: Namespace) -> int:
    _offscreen()
    from bingo_planner.app.bench import bench

    return bench(arguments)


def _offscreen() -> None:
    """Pictures and measurements need no screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
