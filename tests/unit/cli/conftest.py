"""A copy of the sample region and commands run on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bingo_planner.app.main import main
from bingo_planner.cli.home import OVERRIDE

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def region(sample_file: Path, tmp_path: Path) -> Path:
    """A copy of the sample region."""
    path = tmp_path / "r.bingo"
    shutil.copy(sample_file, path)
    return path


@pytest.fixture
def run(
    region: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run a command on the copy; (exit code, output, error output). Wrong use comes back as 2."""
    monkeypatch.setenv(OVERRIDE, str(tmp_path / "home"))

    def go(*words: str, on: Path | None = region) -> tuple[int, str, str]:
        try:
            code = main([*words, *(["--region", str(on)] if on else [])])
        except SystemExit as stopped:
            code = stopped.code if isinstance(stopped.code, int) else 1
        told = capsys.readouterr()
        return code, told.out, told.err

    return go
