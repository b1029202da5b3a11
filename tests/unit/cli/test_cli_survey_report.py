"""`report survey` and `export survey`: from a file of answers to papers and tables."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest
from openpyxl import load_workbook

from bingo_planner.app.main import main
from bingo_planner.cli.home import OVERRIDE
from bingo_planner.features.region.tables import Municipality
from bingo_planner.store.store import Store
from tests.unit.surveys.files import CODES, write_csv, write_xlsx

ROWS = [
    ("ID", "Q1", "Q2", "Q3", "Q4"),
    *((str(at), str(1 + at % 3), str(1 + at % 2), "1,2" if at % 4 else "3", "") for at in range(60)),
]


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OVERRIDE, str(tmp_path / "home"))


@pytest.fixture
def empty(store: Store) -> Path:
    with store.change("towns") as unit:
        for at, (code, name) in enumerate((("34207", "福山市"), ("34462", "世羅町"), ("33205", "笠岡市"))):
            unit.add(Municipality(code=code, name=name, sort=at))
    store.close()
    return store.path


@pytest.fixture
def region(empty: Path, tmp_path: Path) -> Path:
    codes = write_xlsx(tmp_path / "コード表.xlsx", {"コード表": CODES})
    answers = write_csv(tmp_path / "住民調査.csv", ROWS)
    done = main(
        ["import", "survey", str(answers), "--codebook", str(codes), "--region", str(empty), "--year", "R6"]
    )
    assert done == 0
    return empty


def test_the_report_of_a_survey_is_made_by_name(region: Path, tmp_path: Path) -> None:
    target = tmp_path / "報告書.pdf"
    assert main(["report", "survey", "--id", "住民調査", "--out", str(target), "--region", str(region)]) == 0
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(target.read_bytes())).pages)
    assert "住民調査" in text
    assert "問3" in text
    assert "n=60" in text


def test_the_newest_survey_is_taken_when_none_is_named_and_goes_to_word(region: Path, tmp_path: Path) -> None:
    target = tmp_path / "報告書.docx"
    assert main(["export", "survey", "--out", str(target), "--region", str(region)]) == 0
    with ZipFile(target) as archive:
        assert "住民調査" in archive.read("word/document.xml").decode("utf-8")


def test_tables_go_to_a_workbook_and_to_lines_for_machines(region: Path, tmp_path: Path) -> None:
    book, csv = tmp_path / "集計.xlsx", tmp_path / "集計.csv"
    where = ("--region", str(region))
    assert main(["export", "survey", "--out", str(book), *where]) == 0
    assert load_workbook(book).sheetnames[:2] == ["目次", "調査の概要"]
    assert main(["export", "survey", "--out", str(csv), "--shape", "data", *where]) == 0
    lines = csv.read_bytes().decode("cp932").splitlines()
    assert lines[0].startswith(
        "question,by,code_by,code,n,n_weighted,n_effective,count,weighted,percent,se,moe"
    )
    assert len(lines) > 20


def test_without_a_survey_nothing_is_written(
    empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "報告書.pdf"
    assert main(["report", "survey", "--out", str(target), "--region", str(empty)]) == 1
    assert "回答のある調査がまだありません。" in capsys.readouterr().err
    assert not target.exists()
