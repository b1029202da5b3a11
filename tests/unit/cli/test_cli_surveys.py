"""`import survey`: what is told, what is refused, what is written; as data and as words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bingo_planner.app.main import main
from bingo_planner.cli.home import OVERRIDE
from bingo_planner.features.region.tables import Municipality
from bingo_planner.features.surveys.service_read import read_sheet, read_surveys
from bingo_planner.store.region_file import Home, open_region
from bingo_planner.store.store import Store
from tests.support.doubles import sample_clock
from tests.unit.surveys.files import CODES, write_csv, write_xlsx

ROWS = [
    ("ID", "Q1", "Q2", "Q3", "Q4", "氏名"),
    ("1", "1", "1", "1,2", "2", "見本 花子"),
    ("2", "2", "2", "3", "", "見本 太郎"),
    ("3", "3", "9", "1", "", "見本 次郎"),
    ("4", "1", "5", "1", "", "見本 三郎"),
]


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OVERRIDE, str(tmp_path / "home"))


@pytest.fixture
def region(store: Store) -> Path:
    with store.change("towns") as unit:
        for at, (code, name) in enumerate((("34207", "福山市"), ("34462", "世羅町"), ("33205", "笠岡市"))):
            unit.add(Municipality(code=code, name=name, sort=at))
    store.close()
    return store.path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    codes = write_xlsx(tmp_path / "コード表.xlsx", {"コード表": CODES})
    return write_csv(tmp_path / "住民調査.csv", ROWS), codes


def run(region: Path, *arguments: object) -> int:
    return main(["import", "survey", *map(str, arguments), "--region", str(region), "--year", "R6"])


def test_nothing_is_changed_until_somebody_decides(
    region: Path, files: tuple[Path, Path], home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    answers, codes = files
    assert run(region, answers, "--codebook", codes, "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["written"], told["problem_count"], told["personal"]) == (4, False, 1, ["氏名"])
    (problem,) = told["problems"]
    assert (problem["row"], problem["column"], problem["code"]) == (5, 3, "survey_file.range")
    assert run(region, answers, "--codebook", codes, "--accept-good", "--dry-run") == 0
    assert "有効3票" in capsys.readouterr().out
    opened = open_region(region, home, "0", sample_clock())
    assert read_surveys(opened) == ()
    opened.close()


def test_a_new_survey_is_named_after_its_file_and_replaced_only_when_that_is_said(
    region: Path, files: tuple[Path, Path], home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    answers, codes = files
    assert run(region, answers, "--codebook", codes, "--accept-good") == 0
    assert "「住民調査」に取り込みました。" in capsys.readouterr().out
    assert run(region, answers, "--codebook", codes, "--mark") == 1
    assert "3票がすでにあります" in capsys.readouterr().err
    assert run(region, answers, "--codebook", codes, "--mark", "--replace") == 0
    opened = open_region(region, home, "0", sample_clock())
    (facts,) = read_surveys(opened)
    assert (facts.survey.name, facts.survey.fiscal_year) == ("住民調査", 2024)
    assert read_sheet(opened, facts.id).sheet.size == 4
    opened.close()


def test_wrong_use_is_told(
    region: Path, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    answers, codes = files
    assert run(region, answers, codes) == 2
    assert run(region, answers, "--sheet", "ない") == 1
    assert run(region, answers, "--codebook", answers) == 1
    assert "コード表ではありません" in capsys.readouterr().err
