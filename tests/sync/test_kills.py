"""`kill -9` at every step of commit, publish and taking in: nothing half done, and the work goes on.

Twenty times a step; two hundred with `BINGO_PLANNER_LONG=1`, or as often as `BINGO_PLANNER_KILLS` says.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.sync.hubs import Hub
from tests.sync.killed import HUB_STEPS, STEPS
from tests.sync.test_simulation import LONG

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("BINGO_PLANNER_KILLS") or (200 if LONG else 20))
MEMORY = Path("/dev/shm")


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a killed process loses no memory of the machine's."""
    if not MEMORY.is_dir():
        yield tmp_path
        return
    with TemporaryDirectory(dir=MEMORY) as name:
        yield Path(name)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_a_kill_at_any_step_leaves_nothing_half_done(quick_folder: Path) -> None:
    _run(STEPS, quick_folder)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_a_kill_at_any_step_towards_a_hub_leaves_nothing_half_done(quick_folder: Path, hub: Hub) -> None:
    logins = [hub.dsn(hub.invite(name)) for name in "ab"]
    _run(HUB_STEPS, quick_folder, *logins, hub.server.dsn(hub.database))


def _run(steps: Sequence[str], folder: Path, *hub: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.sync.killed", str(folder), str(KILLS), *hub],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=6_000,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = dict(line.split(": ") for line in done.stdout.splitlines())
    assert tuple(told) == tuple(steps)
    # A step that is never reached would prove nothing.
    assert all(int(count.split()[0]) >= KILLS // 2 for count in told.values()), told
