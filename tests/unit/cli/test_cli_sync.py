"""Two copies of the sample region meet in a folder, disagree and agree again, all by the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bingo_planner.cli.home import OVERRIDE
from tests.unit.cli.conftest import Run


@pytest.fixture
def other(region: Path, tmp_path: Path) -> Path:
    """Another office's copy of the same region."""
    path = tmp_path / "other.bingo"
    shutil.copy(region, path)
    return path


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "共有"
    folder.mkdir()
    return folder


def test_two_copies_disagree_and_agree_again(
    run: Run, region: Path, other: Path, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at(home: str, *words: str, on: Path) -> tuple[int, str, str]:
        monkeypatch.setenv(OVERRIDE, str(tmp_path / home))
        return run(*words, on=on)

    def first(*words: str) -> tuple[int, str, str]:
        return at("home 1", *words, on=region)

    def second(*words: str) -> tuple[int, str, str]:
        return at("home 2", *words, on=other)

    person = json.loads(first("list", "person", "--json")[1])[0]["id"]
    for who in (first, second):
        assert who("sync", "folder", str(share))[0] == 0
    assert first("set", "person", person, "post=主査")[0] == 0
    assert second("set", "person", person, "post=係長")[0] == 0
    assert json.loads(first("info", "--json")[1])["unsent"] == 1
    assert first("sync", "folder", str(share))[0] == 0
    code, out, _ = second("sync", "folder", str(share), "--json")
    told = json.loads(out)
    assert (code, told["open"], told["kinds"]) == (0, 1, ["person"])
    (item,) = json.loads(second("conflicts", "--json")[1])
    assert (item["mine"]["value"], item["theirs"]["value"], item["field"]) == ("係長", "主査", "post")
    assert "係長" in second("conflicts")[1]
    code, out, _ = second("resolve", item["item"][:10], "theirs")
    assert code == 0
    assert "解消しました" in out
    assert second("sync", "folder", str(share))[0] == 0
    assert first("sync", "folder", str(share))[0] == 0
    for who in (first, second):
        assert json.loads(who("conflicts", "--json")[1]) == []
        rows = json.loads(who("list", "person", "--json")[1])
        assert next(row for row in rows if row["id"] == person)["post"] == "主査"
    status = json.loads(first("sync", "status", "--json")[1])
    assert (status["unsent"], status["open"]) == (0, 0)
    assert sum(device["own"] for device in status["devices"]) == 1
    assert "最後の同期" in first("sync", "status")[1]


def test_a_folder_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    code, _, told = run("sync", "folder", str(tmp_path / "どこにもない"))
    assert code == 1
    assert "つながりません" in told


def test_an_item_that_is_not_there_is_told(run: Run) -> None:
    code, _, told = run("resolve", "zzz", "mine")
    assert code == 1
    assert "zzz" in told
