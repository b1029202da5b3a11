"""How commands are used and misused: exit codes, counts, readers that go away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bingo_planner.cli.home import OVERRIDE
from bingo_planner.cli.main import run as run_command
from bingo_planner.store import lock
from tests.unit.cli.conftest import Run


@pytest.mark.parametrize(
    "words",
    [
        ("list", "nothing"),
        ("history", "--kind", "nothing"),
        ("report", "nothing", "--out", "x.pdf"),
        ("report", "vision"),
        ("export", "nothing", "--out", "x.xlsx"),
        ("set", "project", "1-01", "name"),
        ("set", "project", "1-01", "=x"),
        ("set", "project", "1-01", "sort=1", "sort=2"),
        ("undo", "0"),
        ("undo", "-1"),
        ("redo", "x"),
        ("history", "--limit", "0"),
        ("sync",),
        ("resolve",),
        ("share", "x.json"),
        ("survey", "tabulate"),
        ("import", "budget", "x.csv"),
        ("hub",),
        ("device",),
        ("sync", "packet"),
    ],
)
def test_wrong_use_is_two_and_says_so(run: Run, words: tuple[str, ...]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_more_steps_than_there_are_change_nothing(run: Run, verb: str) -> None:
    for name in ("first", "second"):
        run("set", "project", "1-01", f"subsidy={name}")
    if verb == "redo":
        run("undo", "2")
    before = run("list", "project", "--json")[1]
    code, out, err = run(verb, "3")
    assert (code, out) == (1, "")
    assert "2件" in err
    assert run("list", "project", "--json")[1] == before
    assert run(verb, "2")[0] == 0


def test_history_of_a_record_by_its_code(run: Run) -> None:
    run("set", "project", "1-01", "lead_id=三原市")
    newest = run("history", "--kind", "project", "--id", "1-01")[1].splitlines()[0]
    assert "福山市 → 三原市" in newest
    run("remove", "project", "1-01")
    entries = json.loads(run("history", "--kind", "project", "--id", "1-01", "--json")[1])
    assert entries[0]["what"] == "binned"


def test_history_of_nothing_is_refused(run: Run) -> None:
    for words in (("--id", "nope"), ("--kind", "project", "--id", "nope")):
        code, out, err = run("history", *words)
        assert (code, out) == (1, "")
        assert "nope" in err


def test_a_list_shows_the_beginning_of_a_long_name(run: Run) -> None:
    assert run("set", "project", "1-01", f"name={'長' * 100_000}")[0] == 0
    assert max(map(len, run("list", "project")[1].splitlines())) < 600
    assert any(len(row["name"]) == 100_000 for row in json.loads(run("list", "project", "--json")[1]))


def test_a_fault_of_the_program_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(OVERRIDE, str(tmp_path / "home"))

    def broken(_: object) -> int:
        raise ZeroDivisionError

    assert run_command([], dict.fromkeys(("open", "shots", "self-test", "bench"), broken)) == 1
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert "ZeroDivisionError" in (tmp_path / "home" / "last-fault.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of the shell")
def test_a_reader_that_goes_away_is_no_fault(region: Path, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "bingo_planner", "list", "population", "--region", str(region)],
        stdout=writer,
        stderr=subprocess.PIPE,
        env={**os.environ, OVERRIDE: str(tmp_path / "home")},
        check=False,
        timeout=60,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_named_before_the_verb_is_the_file(run: Run, region: Path) -> None:
    code, out, _ = run("--region", str(region), "--lang", "en", "info", "--json", on=None)
    assert (code, json.loads(out)["path"]) == (0, str(region))
    assert "Records" in run("--lang", "en", "info")[1]
    assert "記録" in run("--lang", "en", "info", "--lang", "ja")[1]


def test_a_paper_never_replaces_the_region_file(run: Run, region: Path, tmp_path: Path) -> None:
    before = run("list", "project", "--json")[1]
    assert run("report", "staff", "--out", str(region))[0] == 2
    for name in ("region.pdf", "region.csv"):
        named = region.rename(tmp_path / name)
        words = ("report", "staff") if name.endswith("pdf") else ("export", "staff")
        code, _, err = run(*words, "--out", str(named), on=named)
        assert (code, "圏域ファイルそのもの" in err) == (1, True)
        named.rename(region)
    assert run("list", "project", "--json")[1] == before


def test_a_damaged_file_is_told_with_its_backup(run: Run, region: Path) -> None:
    assert run("set", "project", "1-01", "subsidy=x")[0] == 0
    damaged = region.read_bytes()[:40_000]
    region.write_bytes(damaged)
    code, _, err = run("info")
    assert code == 1
    assert "backups" in err
    assert region.read_bytes() == damaged


def test_sample_refuses_a_folder_at_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "d.bingo").mkdir()
    code, out, err = run("sample", str(tmp_path / "d.bingo"), "--force", on=None)
    assert (code, out) == (1, "")
    assert str(tmp_path / "d.bingo") in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.bingo", "r.bingo"]


@pytest.mark.parametrize("scale", ["nan", "-1", "0", "inf", "100", "x"])
def test_shots_of_no_size_are_wrong_use(run: Run, tmp_path: Path, scale: str) -> None:
    assert run("shots", "--out", str(tmp_path / "s"), "--scale", scale)[0] == 2
    assert not (tmp_path / "s").exists()


def test_demo_into_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    code, _, err = run("demo", "--out", str(tmp_path / "taken"), on=None)
    assert code == 1
    assert "フォルダーではなく" in err


def test_a_new_sample_sweeps_the_draft_of_a_killed_one(run: Run, tmp_path: Path) -> None:
    left = [tmp_path / f".s-0123abcd.bingo{end}" for end in ("", "-wal", "-shm", "-lock")]
    busy = tmp_path / ".s-89abcdef.bingo"
    for path in (*left, busy):
        path.touch()
    held = lock.acquire(busy)
    try:
        assert run("sample", str(tmp_path / "s.bingo"), on=None)[0] == 0
    finally:
        held.release()
    assert not any(path.exists() for path in left)
    assert busy.exists()
