"""The lines of the house that no import contract can draw."""

from __future__ import annotations

import ast
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import bingo_planner.features.tables  # noqa: F401  # declares every table
from bingo_planner.store.base import SCHEMA_VERSION
from bingo_planner.store.registry import columns, tables

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "bingo_planner"
QT_FREE = {
    "model",
    "rules",
    "tables",
    "service",
    "report",
    "presenter",
    "importer",
    "exporter",
    "fields",
    "messages",
}
SQL_FREE = {"model", "rules", "report", "presenter", "importer", "exporter", "page", "fields"}


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def _role(path: Path) -> str:
    return path.stem.split("_")[0]


FEATURE_FILES = sorted((PACKAGE / "features").glob("*/**/*.py"))


@pytest.mark.parametrize("path", FEATURE_FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_file_roles(path: Path) -> None:
    imports = _imports(path)
    is_page = path.stem == "page" or path.stem.endswith(("_page", "_view"))
    if not is_page and _role(path) in QT_FREE:
        assert not {name for name in imports if name.startswith(("PySide6", "pyqtgraph", "bingo_planner.ui"))}
    if is_page or _role(path) in SQL_FREE:
        assert not {name for name in imports if name.startswith("sqlalchemy") or name.endswith(".tables")}
    if is_page:
        assert not {name for name in imports if ".service" in name}


def test_every_column_declares_scope_and_schema() -> None:
    for table in tables():
        for column in columns(table):
            assert column.scope in ("office", "region"), column
            assert 1 <= column.since <= SCHEMA_VERSION, column
            assert column.kind in ("text", "long", "int", "dec"), column


def test_recorded_tables_hold_no_constraint_that_stops_a_merge() -> None:
    for table in tables():
        assert {column.name for column in table.primary_key} == {"id"}
        assert not table.foreign_keys
        for column in table.columns:
            assert not column.unique
            assert column.nullable or column.server_default is not None or column.primary_key, column


def test_modules_have_a_caption() -> None:
    bare = [
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*.py")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not bare


def test_files_stay_small() -> None:
    large = [
        (path.relative_to(ROOT).as_posix(), count)
        for path in PACKAGE.rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 500
    ]
    assert not large


def test_the_wheel_carries_resources_and_database() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included == {"resources": "bingo_planner/_bundle/resources", "db": "bingo_planner/_bundle/db"}


def test_locks_name_no_host_and_carry_hashes() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-text.lock"):
        text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
        assert "http" not in text
        packages = [line for line in text.splitlines() if "==" in line]
        assert packages
        assert text.count("--hash=sha256:") >= len(packages)


def test_the_check_runs_the_one_command() -> None:
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python3 start.py test" in text


def test_nothing_generated_is_tracked() -> None:
    if shutil.which("git") is None:
        pytest.skip("there is no git here")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    tracked = listed.stdout.splitlines()
    assert not [name for name in tracked if name.endswith((".pyc", ".bingo", ".pdf", ".whl"))]
    assert not [
        name for name in tracked if (ROOT / name).is_file() and (ROOT / name).stat().st_size > 5_000_000
    ]
