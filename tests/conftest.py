"""Fixtures every room uses: region files in temporary folders, a plain desk, jobs that run at once."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bingo_planner.features.tables  # noqa: F401  # the store must know every table before it opens a file
from bingo_planner.kernel import i18n
from bingo_planner.kernel.collector import release
from bingo_planner.store.region_file import Home, _mark_sound, create_region, open_region
from bingo_planner.store.store import Store
from tests.support.doubles import PROFILE, NowJobs, PlainDesk, sample_clock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

VERSION = "0.0-test"
LONG = frozenset(
    {
        *("stories", "bench", "test_access.py", "test_access_english.py"),
        *("test_simulation.py", "test_kills.py", "test_mutants.py"),
    }
)
"""Folders and files of tests that take minutes rather than seconds."""


@pytest.fixture(autouse=True)
def _japanese() -> Iterator[None]:
    """Every test starts in Japanese, whatever the one before it chose, with no word found missing yet."""
    i18n._missing.clear()
    i18n.set_language("ja")
    yield
    i18n.set_language("ja")


@pytest.fixture(scope="session", autouse=True)
def _empty_clipboard() -> Iterator[None]:
    """What was copied goes before Python does: without a screen Qt would free it after the interpreter, and crash."""
    yield
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A user's data folder of its own."""
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty region, written once a run: its eight hundred triggers take longer than most tests. Copy it."""
    folder = tmp_path_factory.mktemp("empty")
    create_region(folder / "region.bingo", Home(folder / "home"), VERSION, sample_clock()).close()
    return folder / "region.bingo"


@pytest.fixture
def store(empty_file: Path, tmp_path: Path, home: Home) -> Iterator[Store]:
    """An empty region file, open and signed."""
    path = tmp_path / "region.bingo"
    shutil.copy(empty_file, path)
    opened = open_quickly(path, home)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample region, written once a run; copy it, never open it."""
    from bingo_planner.cli.sample import create_sample

    folder = tmp_path_factory.mktemp("sample")
    create_sample(folder / "sample.bingo", Home(folder / "home"), VERSION).close()
    return folder / "sample.bingo"


@pytest.fixture
def sample_store(sample_file: Path, tmp_path: Path, home: Home) -> Iterator[Store]:
    """A copy of the sample region, open and signed, on the day the sample plays."""
    path = tmp_path / "sample.bingo"
    shutil.copy(sample_file, path)
    opened = open_quickly(path, home)
    yield opened
    opened.close()


def open_quickly(path: Path, home: Home) -> Store:
    """Open and sign without the day's backup and the long check, which are tested elsewhere."""
    home.backups.mkdir(parents=True, exist_ok=True)
    (home.backups / f"{path.stem}_20240826-000000_daily.bingo").touch()
    _mark_sound(path, home)
    opened = open_region(path, home, VERSION, sample_clock())
    opened.sign(PROFILE)
    return opened


@pytest.fixture
def desk() -> PlainDesk:
    """A desk without a window: 2024-08-26, fiscal year 2024."""
    return PlainDesk()


@pytest.fixture
def now_jobs() -> NowJobs:
    """Jobs that run at once."""
    return NowJobs()


def pytest_collection_finish() -> None:
    """What was loaded to find the tests stays to the end; unused objects are looked for as seldom as in the program."""
    release()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with long tests begin: the one that comes last would leave the other core idle."""
    items.sort(key=_is_short)


def _is_short(item: pytest.Item) -> bool:
    return item.path.name not in LONG and item.path.parent.name not in LONG
