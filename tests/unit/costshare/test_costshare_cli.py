"""Cost shares on the command line: records of every kind, papers and workbooks, history and undo."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from bingo_planner.app.main import main
from bingo_planner.cli.home import OVERRIDE

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run a command on a copy of the sample; (exit code, output, error output)."""
    monkeypatch.setenv(OVERRIDE, str(tmp_path / "home"))
    region = tmp_path / "r.bingo"
    shutil.copy(sample_file, region)

    def go(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--region", str(region)])
        told = capsys.readouterr()
        return code, told.out.strip(), told.err

    return go


def test_records_are_added_set_confirmed_and_binned(run: Run) -> None:
    fields = ("name=試算の負担金", "project_id=1-04", "fiscal_year=R6", "total=1,000千円", "unit=1000")
    code, item, err = run("add", "cost_item", *fields, "rounding=floor_to_lead")
    assert (code, err) == (0, "")
    sets = json.loads(run("list", "base_set", "--json")[1])
    census = next(one["id"] for one in sets if one["name"] == "国勢調査 2020年")
    assert run("add", "cost_part", f"cost_item_id={item}", "basis=equal", "ratio=40")[0] == 0
    part = ("basis=population", "ratio=60", f"base_set_id={census}")
    assert run("add", "cost_part", f"cost_item_id={item}", *part)[0] == 0
    assert run("set", "cost_item", item, "state=fixed")[0] == 0
    versions = json.loads(run("list", "cost_version", "--json")[1])
    assert [one["number"] for one in versions if one["cost_item_id"] == item] == [1]
    code, _out, err = run("set", "cost_item", item, "total=5")
    assert code == 1
    assert "確定しています" in err
    assert run("set", "cost_item", item, "state=draft", "reason=誤り")[0] == 0
    assert run("remove", "cost_item", item)[0] == 0
    assert item not in run("list", "cost_item", "--json")[1]
    assert run("restore", "cost_item", item)[0] == 0
    assert "試算の負担金" in run("list", "cost_item", "--json")[1]
    assert run("undo", "2")[0] == 0
    assert run("history", "--kind", "cost_item", "--id", item)[0] == 0


def test_what_is_refused_is_one_sentence(run: Run) -> None:
    code, _out, err = run("add", "cost_part", "cost_item_id=合同研修負担金", "ratio=5")
    assert code == 1
    assert "2件" in err
    code, _out, err = run("add", "cost_version", "cost_item_id=ci")
    assert code == 1


def test_sheets_notices_and_the_workbook(run: Run, tmp_path: Path) -> None:
    sheets, notices, book = tmp_path / "s.pdf", tmp_path / "n.pdf", tmp_path / "w.xlsx"
    assert run("report", "shares", "--out", str(sheets), "--year", "R6")[0] == 0
    assert len(PdfReader(sheets).pages) == 9
    code, _out, err = run("report", "notices", "--out", str(notices), "--id", "世羅町", "--year", "R6")
    assert (code, err) == (0, "")
    assert len(PdfReader(notices).pages) == 9
    assert run("export", "shares", "--out", str(book), "--year", "R6")[0] == 0
    assert len(load_workbook(book).sheetnames) == 1 + 2 * 9
    code, _out, err = run("report", "shares", "--out", str(tmp_path / "x.pdf"), "--id", "どこにもない")
    assert code == 1
    assert "どこにもない" in err
