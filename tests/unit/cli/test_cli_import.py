"""`import usage`: dry runs, bad lines, JSON with file, row, column and reason; services set up by command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

GOOD = "病児・病後児保育 令和6年8月分\n施設名,福山市,三原市,計\n駅前キッズケア,３,1,4\n"
BAD = GOOD + "ふくやま東病児室,2,x,2\n"


@pytest.fixture
def august(tmp_path: Path) -> Path:
    """A good file and, beside it, one with a bad line."""
    (tmp_path / "bad.csv").write_text(BAD, encoding="utf-8")
    path = tmp_path / "good.csv"
    path.write_bytes(GOOD.encode("cp932"))
    return path


def figures(run: Run) -> int:
    return len(json.loads(run("list", "usage_value", "--json")[1]))


def test_a_good_file_is_taken_in_and_undone(run: Run, august: Path) -> None:
    before = figures(run)
    code, out, _err = run("import", "usage", str(august), "--dry-run")
    assert (code, figures(run)) == (0, before)
    assert "新しい数値 2件" in out
    assert run("import", "usage", str(august))[0] == 0
    assert figures(run) == before + 2
    assert run("undo")[0] == 0
    assert figures(run) == before


def test_a_bad_line_keeps_everything_out_unless_good_ones_are_accepted(run: Run, august: Path) -> None:
    bad, before = str(august.with_name("bad.csv")), figures(run)
    code, out, _err = run("import", "usage", bad, "--json")
    found = json.loads(out)
    assert (code, found["written"], figures(run)) == (1, False, before)
    (problem,) = found["problems"]
    assert (problem["file"], problem["row"], problem["column"]) == ("bad.csv", 4, 3)
    assert "「x」" in problem["reason"]
    code, out, err = run("import", "usage", bad, "--accept-good")
    assert (code, figures(run)) == (0, before + 2)
    assert "bad.csv C4" in err


def test_a_confirmed_month_asks_why(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "june.csv"
    path.write_text(GOOD.replace("8月", "6月"), encoding="utf-8")
    code, _out, err = run("import", "usage", str(path), "--service", "病児・病後児保育の広域利用")
    assert (code, "理由" in err) == (1, True)
    assert run("import", "usage", str(path), "--reason", "差替え")[0] == 0
    reasons = [row["reason"] for row in json.loads(run("list", "usage_correction", "--json")[1])]
    assert "差替え" in reasons


def test_a_service_is_set_up_without_code(run: Run) -> None:
    assert run("add", "usage_service", "name=図書館の相互利用", "kind=other")[0] == 0
    measures = json.loads(run("list", "usage_measure", "--json")[1])
    assert [one["name"] for one in measures].count("利用者数") == 1
    assert run("add", "usage_facility", "service_id=図書館の相互利用", "name=中央図書館")[0] == 0
    code, _out, err = run("remove", "usage_facility", "駅前キッズケア")
    assert (code, "か月分の数値" in err) == (1, True)
    assert run("remove", "usage_service", "図書館の相互利用")[0] == 0
    assert run("restore", "usage_service", "図書館の相互利用")[0] == 0
