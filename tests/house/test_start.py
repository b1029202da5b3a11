"""The start: what is optional never stands in the way of the rest."""

from __future__ import annotations

import importlib.util
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module `start.py` with its stamps in a folder of the test."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "TEXT_STAMP", tmp_path / "planner-text.txt")
    return module


class Installer:
    """Stands where pip would: counts how often it was asked and ends as it is told."""

    def __init__(self, code: int) -> None:
        self.code = code
        self.calls: list[list[str]] = []

    def __call__(self, command: Sequence[str], **_how: object) -> subprocess.CompletedProcess[bytes]:
        self.calls.append(list(command))
        return subprocess.CompletedProcess(command, self.code)


def test_the_dictionary_is_added_once(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = Installer(0)
    monkeypatch.setattr(start.subprocess, "run", pip)
    assert start._dictionary(again=False)
    assert start._dictionary(again=False)
    assert len(pip.calls) == 1
    assert "--require-hashes" in pip.calls[0]
    assert str(start.TEXT_LOCK) in pip.calls[0]


def test_a_dictionary_that_cannot_be_had_stops_nothing_and_is_not_tried_at_every_start(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pip = Installer(1)
    monkeypatch.setattr(start.subprocess, "run", pip)
    said: list[str] = []
    monkeypatch.setattr(start, "say", lambda japanese, english: said.append(english))
    monkeypatch.setattr(start, "_environment", lambda testing: True)
    monkeypatch.setattr(start, "_prepare_system", lambda testing: None)
    monkeypatch.setattr(start, "_open", lambda passed_on: 0)
    assert start.main([]) == 0
    assert start.main([]) == 0
    assert len(pip.calls) == 1
    assert "All else works" in said[-1]
    pip.code = 0
    assert start.main(["text"]) == 0
    assert len(pip.calls) == 2
    assert start.main([]) == 0
    assert len(pip.calls) == 2
