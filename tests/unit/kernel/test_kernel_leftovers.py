"""Temporary files of killed programs go; those of living ones and everything else stay."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bingo_planner.kernel.files import atomic_write


def _dead() -> int:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def _put(path: Path, idle: float) -> Path:
    path.write_text("half", encoding="utf-8")
    then = time.time() - idle
    os.utime(path, (then, then))
    return path


def _write(target: Path) -> None:
    with atomic_write(target) as file:
        file.write(b"whole")


@pytest.mark.skipif(sys.platform == "win32", reason="processes cannot be asked there")
def test_what_a_killed_program_left_goes(tmp_path: Path) -> None:
    left = [_put(tmp_path / f".表 1.pdf.{_dead()}-0123abcd.tmp{end}", 60) for end in ("", "-journal", "-wal")]
    _write(tmp_path / "表 1.pdf")
    assert not any(path.exists() for path in left)
    assert (tmp_path / "表 1.pdf").read_bytes() == b"whole"


def test_what_is_at_work_or_somebody_elses_stays(tmp_path: Path) -> None:
    kept = [
        _put(tmp_path / f".a.pdf.{os.getpid()}-0123abcd.tmp", 60),
        _put(tmp_path / f".a.pdf.{_dead()}-0123abcd.tmp", 0),
        _put(tmp_path / f".b.pdf.{_dead()}-0123abcd.tmp", 99_999),
        _put(tmp_path / "a.pdf.1-0123abcd.tmp", 99_999),
        _put(tmp_path / ".a.pdf.tmp", 99_999),
    ]
    _write(tmp_path / "a.pdf")
    assert all(path.exists() for path in kept)


def test_what_nobody_touched_for_an_hour_goes(tmp_path: Path) -> None:
    left = _put(tmp_path / f".a.pdf.{os.getpid()}-0123abcd.tmp", 4000)
    _write(tmp_path / "a.pdf")
    assert not left.exists()
