"""The command line: its contract, line by line."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from bingo_planner.app.main import main
from bingo_planner.cli.home import OVERRIDE
from bingo_planner.store.base import SCHEMA_VERSION

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
    """Run a command on the copy; (exit code, output, error output)."""
    monkeypatch.setenv(OVERRIDE, str(tmp_path / "home"))

    def go(*words: str, on: Path | None = region) -> tuple[int, str, str]:
        code = main([*words, *(["--region", str(on)] if on else [])])
        told = capsys.readouterr()
        return code, told.out, told.err

    return go


def test_info_counts_what_is_there(run: Run) -> None:
    code, out, _ = run("info", "--json")
    facts = json.loads(out)
    assert code == 0
    assert facts["counts"]["municipality"] == 10
    assert facts["counts"]["project"] == 24
    assert facts["schema"] == SCHEMA_VERSION
    assert facts["conflicts"] == 0
    assert facts["today"] == "2024-08-26"


def test_sample_refuses_to_replace_unless_told(run: Run, region: Path) -> None:
    target = region.with_name("s.bingo")
    shutil.copy(region, target)
    before = target.read_bytes()
    code, _, err = run("sample", str(target), on=None)
    assert code == 1
    assert "すでにファイルがあります" in err
    assert target.read_bytes() == before
    assert run("sample", str(target), "--force", on=None)[0] == 0


def test_set_history_undo_redo(run: Run) -> None:
    code, out, _ = run("set", "project", "3-A-02", "subsidy=子ども・子育て支援交付金 改")
    assert code == 0
    record = out.strip()
    _, out, _ = run("history", "--kind", "project", "--id", record, "--json")
    entry = json.loads(out)[0]
    assert (entry["field"], entry["new"]) == ("subsidy", "子ども・子育て支援交付金 改")
    assert entry["who"]["name"]
    assert run("undo")[0] == 0
    _, out, _ = run("list", "project", "--json")
    row = next(row for row in json.loads(out) if row["id"] == record)
    assert row["subsidy"] == entry["old"]
    assert run("redo")[0] == 0
    code, _, err = run("redo")
    assert code == 1
    assert "やり直すものはありません" in err


def test_add_remove_restore(run: Run) -> None:
    code, out, _ = run("add", "task", "title=協定の写しを送る", "due_on=R6.9.30")
    assert code == 0
    record = out.strip()
    _, out, _ = run("list", "task", "--json")
    assert next(r for r in json.loads(out) if r["id"] == record)["due_on"] == "2024-09-30"
    assert run("remove", "task", record)[0] == 0
    _, out, _ = run("list", "bin", "--json")
    assert [row["id"] for row in json.loads(out)] == [record]
    assert run("restore", "task", record)[0] == 0
    _, out, _ = run("list", "task", "--json")
    assert any(row["id"] == record for row in json.loads(out))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("set", "project", "3-A-02", "starts_fy=13月"), "年度"),
        (("set", "project", "9-Z-99", "name=x"), "9-Z-99"),
        (("set", "project", "3-A-02", "nofield=1"), "nofield"),
        (("add", "task", "due_on=R6.13.1", "title=x"), "月は1〜12"),
        (("add", "task"), "空です"),
        (("export", "budget", "--out", "x.doc"), ".doc"),
    ],
)
def test_refusals_say_why_and_change_nothing(
    run: Run, region: Path, words: tuple[str, ...], reason: str
) -> None:
    run("info")
    with sqlite3.connect(region) as connection:
        before = connection.execute("SELECT count(*) FROM sync_tx").fetchone()
    connection.close()
    code, out, err = run(*words)
    assert code == 1
    assert out == ""
    assert reason in err
    assert "Traceback" not in err
    with sqlite3.connect(region) as connection:
        assert connection.execute("SELECT count(*) FROM sync_tx").fetchone() == before
    connection.close()


def test_wrong_use_is_two(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("sample", on=None)
    assert stopped.value.code == 2


@pytest.mark.parametrize("kind", ["vision", "projects", "staff", "handover"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_reports(run: Run, tmp_path: Path, kind: str, lang: str) -> None:
    target = tmp_path / f"{kind}.pdf"
    code, out, err = run("report", kind, "--out", str(target), "--lang", lang)
    assert code == 0, err
    assert str(target) in out
    with target.open("rb") as file:
        reader = PdfReader(file)
        assert len(reader.pages) >= (40 if kind == "vision" else 1)
        assert reader.metadata is not None
        assert reader.metadata.title
        text = reader.pages[0].extract_text()
    assert text.strip()
    assert "字がどの書体にも" not in err


def test_a_report_that_cannot_be_written_keeps_the_old_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "taken.pdf"
    target.mkdir()
    code, _, err = run("report", "staff", "--out", str(target))
    assert code == 1
    assert "taken.pdf" in err
    assert target.is_dir()


def test_reports_are_the_same_from_run_to_run(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    for target in (first, second):
        assert run("report", "projects", "--out", str(target))[0] == 0
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("kind", ["projects", "kpis", "budget", "staff"])
def test_exports_in_both_shapes(run: Run, tmp_path: Path, kind: str) -> None:
    for shape in ("view", "data"):
        target = tmp_path / f"{kind}-{shape}.xlsx"
        assert run("export", kind, "--out", str(target), "--shape", shape)[0] == 0
        book = load_workbook(target)
        assert sum(page.max_row for page in book) > 4
        book.close()
    target = tmp_path / f"{kind}.csv"
    assert run("export", kind, "--out", str(target), "--shape", "data")[0] == 0
    assert target.read_bytes().decode("cp932").count("\r\n") > 4


@pytest.mark.parametrize("verb", ["report", "export"])
def test_papers_can_go_to_word(run: Run, tmp_path: Path, verb: str) -> None:
    target = tmp_path / "projects.docx"
    code, out, _ = run(verb, "projects", "--out", str(target))
    assert code == 0
    assert out.splitlines() == [str(target)]
    assert target.read_bytes().startswith(b"PK")


def test_what_is_no_paper_cannot_go_to_word(run: Run, tmp_path: Path) -> None:
    code, _, err = run("export", "kpis", "--out", str(tmp_path / "kpis.docx"))
    assert code == 2
    assert "kpis" in err
    assert not (tmp_path / "kpis.docx").exists()


def test_lists_of_papers_and_tables(run: Run) -> None:
    assert "vision" in run("report", "list")[1]
    assert "budget" in run("export", "list")[1]


def test_the_very_first_command_makes_the_sample(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("info", "--json", on=None)
    assert code == 0
    assert Path(json.loads(out)["path"]) == tmp_path / "home" / "regions" / "sample.bingo"


def test_demo_writes_region_paper_and_pictures(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    code, out, _ = run("demo", "--out", str(folder), on=None)
    assert code == 0
    pages = sorted((folder / "vision").glob("page-*.png"))
    assert len(pages) >= 40
    assert pages[0].read_bytes().startswith(b"\x89PNG")
    assert {str(folder / "sample.bingo"), str(folder / "vision.pdf"), str(pages[-1])} <= set(out.splitlines())
