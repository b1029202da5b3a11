"""`bench`: each figure as a ratio to its yardstick in the same run, or against the limit a hand can feel."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from PySide6.QtCore import QTimer

from bingo_planner.app import bench_free_answers, bench_survey_papers, bench_surveys, bench_sync, bench_usage
from bingo_planner.app.bench_pages import opened_anew
from bingo_planner.app.bench_start import print_vision
from bingo_planner.app.pages import PAGES
from bingo_planner.app.program import Program
from bingo_planner.app.rehearsal import rehearsal
from bingo_planner.cli.home import OVERRIDE, keep_profile, user_settings
from bingo_planner.cli.output import complain, put_json, put_table
from bingo_planner.cli.sample import create_sample, profile
from bingo_planner.features.projects.tables import Project
from bingo_planner.kernel.collector import release
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import Progress
from bingo_planner.store.region_file import Home
from bingo_planner.store.store import live

STARTS = 5
LONGEST_START = 60.0
"""Seconds after which a start counts as failed."""
FIRST_TIMES = 3
SAVES = 200
ROWS = 10_000
FILLED = 9.0
"""The first page with its data may take this many bare windows: SQLAlchemy alone is one and a half."""


@dataclass(frozen=True)
class Figure:
    """One line of the table. `yardstick` is what it is held against; `ratio` = value / yardstick.

    A line whose yardstick is not on this machine has neither and counts as good.
    """

    name: str
    value: float | None
    unit: str
    yardstick: float | None
    ratio: float | None
    limit: float
    good: bool


def bench(arguments: Namespace) -> int:
    """Measure and print; exit code 1 when a limit is passed."""
    figures = list(_measure())
    if arguments.json:
        put_json([asdict(figure) for figure in figures])
    else:
        heads = tuple(
            translate("app", text) for text in ("What", "Measured", "Yardstick", "Ratio", "Limit", "")
        )
        put_table(heads, [_line(figure) for figure in figures])
    return 0 if all(figure.good for figure in figures) else 1


def _line(figure: Figure) -> tuple[str, ...]:
    return (
        figure.name,
        _shown(figure.value, 1, figure.unit),
        _shown(figure.yardstick, 1, figure.unit),
        _shown(figure.ratio, 2),
        f"{figure.limit:.2f}",
        "✓" if figure.good else "✗",
    )


def _shown(value: float | None, decimals: int, unit: str = "") -> str:
    return translate("app", "not measured") if value is None else f"{value:.{decimals}f} {unit}".rstrip()


def _figure(
    name: str, value: float, unit: str, yardstick: float, limit: float = 1.0, *, least: bool = False
) -> Figure:
    ratio = value / yardstick if yardstick else 0.0
    return Figure(name, value, unit, yardstick, ratio, limit, ratio >= limit if least else ratio <= limit)


def _measure() -> Iterator[Figure]:
    with TemporaryDirectory() as text:
        folder = Path(text)
        region = folder / "large.bingo"
        complain(translate("app", "Writing the sample ten times as large"))
        home = Home(folder)
        create_sample(region, home, "bench", scale=10).close()
        # Somebody who has been here before: nothing is asked at the start.
        keep_profile(user_settings(home), profile())
        complain(translate("app", "Starting"))
        yield from _start(region, folder)
        yield from _first_openings(region, folder)
        with rehearsal(region) as program:
            release()  # as the window does when it has its first page
            complain(translate("app", "Saving, opening, sorting"))
            yield _saving(program)
            yield _sorting()
            yield _sharing(program)
            yield from _pages(program, "Page opened (×10): {page}")
            complain(translate("app", "Printing"))
            yield _freeze(program)
            yield from _usage(program, folder)
            yield from _survey_papers(program, folder)
            yield _syncing(program, folder)
        yield _memory(region, folder)
        yield from _in_the_sample(folder, home)
        yield from _copies(folder)
        yield _paper()
        yield from _surveys()
        yield from _free_answers()
        complain(translate("app", "A million entries at a hub"))
        yield from _hub()


def _in_the_sample(folder: Path, home: Home) -> Iterator[Figure]:
    small = folder / "sample.bingo"
    create_sample(small, home, "bench").close()
    with rehearsal(small) as program:
        release()
        yield from _pages(program, "Page opened: {page}")


def _start(region: Path, folder: Path) -> Iterator[Figure]:
    runs: dict[str, list[list[float]]] = {"bare": [], "planner": []}
    for _ in range(STARTS):
        for kind, seconds in runs.items():
            seconds.append(_run_start(kind, region, folder))
    # The first of each warms the disk cache.
    bare = median(run[0] for run in runs["bare"][1:]) * 1000
    window, filled = (median(run[place] for run in runs["planner"][1:]) * 1000 for place in (0, 1))
    yield _figure(translate("app", "First usable window (×10)"), window, "ms", bare, 2.0)
    yield _figure(translate("app", "Overview filled (×10)"), filled, "ms", bare, FILLED)


def _run_start(kind: str, region: Path, folder: Path) -> list[float]:
    environment = os.environ | {OVERRIDE: str(folder), "QT_QPA_PLATFORM": "offscreen"}
    # A program on a desk keeps its compiled modules.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    words = [sys.executable, "-m", "bingo_planner.app.bench_start", kind, str(region), repr(time.time())]
    done = subprocess.run(
        words, env=environment, capture_output=True, text=True, check=True, timeout=LONGEST_START
    )
    return [float(line) for line in done.stdout.split()]


def _saving(program: Program) -> Figure:
    store = program.store
    assert store is not None
    with store.read() as session:
        project = live(session, Project)[0].id
    seconds = []
    for number in range(SAVES):
        began = time.perf_counter()
        with store.change("bench") as unit:
            unit.set(Project, project, subsidy=f"bench {number}")
        seconds.append(time.perf_counter() - began)
    p95 = sorted(seconds)[int(SAVES * 0.95)] * 1000
    return _figure(translate("app", "One field saved (95 of 100)"), p95, "ms", 10.0)


def _pages(program: Program, words: str) -> Iterator[Figure]:
    """Every page built and read anew."""
    for page in PAGES:
        yield _figure(translate("app", words, page=page.title()), opened_anew(program, page), "ms", 100.0)


def _first_openings(region: Path, folder: Path) -> Iterator[Figure]:
    """Every page as it is met first in a program that was left alone for a moment."""
    runs = [_run_start("pages", region, folder) for _ in range(FIRST_TIMES)]
    stop, *taken = (median(run[place] for run in runs) for place in range(len(PAGES)))
    for page, one in zip(PAGES[1:], taken, strict=True):
        name = translate("app", "Page first opened (×10): {page}", page=page.title())
        yield _figure(name, one, "ms", 100.0)
    yield _figure(translate("app", "Longest stop of the window after the start (×10)"), stop, "ms", 50.0)


def _sorting() -> Figure:
    from bingo_planner.ui.table_bench import bench_table, sort_seconds

    table = bench_table(ROWS)
    taken = median(sort_seconds(table, key) for key in ("name", "figure", "name", "figure", "name"))
    table.deleteLater()
    return _figure(translate("app", "10,000 rows sorted"), taken * 1000, "ms", 20.0)


def _sharing(program: Program) -> Figure:
    """Who pays what of a hundred cost items, worked out anew from their records."""
    from itertools import cycle, islice

    from bingo_planner.features.costshare.service import read_shares
    from bingo_planner.features.costshare.sheet import sheet_of

    store = program.store
    assert store is not None
    items = read_shares(store, FiscalYear.of(store.clock.today())).items
    hundred = list(islice(cycle(items), 100)) if items else []
    began = time.perf_counter()
    for one in hundred:
        sheet_of(one)
    taken = (time.perf_counter() - began) * 1000
    return _figure(translate("app", "100 cost shares worked out"), taken, "ms", 200.0)


class _Told(Progress):
    def step(self, done: int, total: int, text: str) -> None:
        """Nobody watches."""

    def cancelled(self) -> bool:
        return False


def _freeze(program: Program) -> Figure:
    """The longest gap between two turns of the window's event loop while a paper is made."""
    gaps: list[float] = []
    last = [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer(program)
    timer.setInterval(2)
    timer.timeout.connect(tick)
    timer.start()
    last[0] = time.perf_counter()
    print_vision(program)
    timer.stop()
    return _figure(
        translate("app", "Longest stop of the window while printing"), max(gaps) * 1000, "ms", 50.0
    )


def _syncing(program: Program, folder: Path) -> Figure:
    """The same while a week's work of nine offices comes in and the open page shows it."""
    from bingo_planner.app.bench_meeting import window_stop

    complain(translate("app", "Syncing beside the window"))
    stop = window_stop(program, folder)
    return _figure(translate("app", "Longest stop of the window while syncing (×10)"), stop, "ms", 50.0)


def _usage(program: Program, folder: Path) -> Iterator[Figure]:
    store = program.store
    assert store is not None
    complain(translate("app", "Joint services"))
    own, measure = bench_usage.set_up(store)
    opened = bench_usage.open_month(store, own, measure)
    yield _figure(translate("app", "A month of 40 facilities opened"), opened, "ms", 100.0)
    (folder / "files").mkdir()
    paths = bench_usage.write_files(folder / "files", bench_usage.bodies_of(store))
    told = _Told()
    taken = bench_usage.take_in(store, paths, told)
    yield _figure(translate("app", "{n} monthly files taken in", n=len(paths)), taken, "s", 10.0)


def _survey_papers(program: Program, folder: Path) -> Iterator[Figure]:
    store = program.store
    assert store is not None
    complain(translate("app", "Printing a survey"))
    done = bench_survey_papers.print_all(store, folder, _Told())
    name = translate(
        "app",
        "{n} tables and charts of {answers} answers printed",
        n=done.pieces,
        answers=f"{done.answers:,}",
    )
    yield _figure(name, done.seconds, "s", 30.0)


def _surveys() -> Iterator[Figure]:
    complain(translate("app", "Surveys"))
    survey = bench_surveys.large_survey()
    own, bare = bench_surveys.tables(survey)
    yield _figure(translate("app", "360 weighted tables with errors"), own * 1000, "ms", bare * 1000, 1.5)
    other = bench_surveys.against_pandas(survey, own)
    name = translate("app", "The same tables by pandas.crosstab")
    if other is None:
        yield Figure(name, None, "ms", None, None, 20.0, True)
    else:
        yield _figure(name, other * 1000, "ms", own * 1000, 20.0, least=True)
    own, bare = bench_surveys.raking(survey)
    yield _figure(translate("app", "Raking to four margins"), own * 1000, "ms", bare * 1000, 2.0)


def _free_answers() -> Iterator[Figure]:
    complain(translate("app", "Free answers"))
    name = translate("app", "Words of {n} comments", n=f"{bench_free_answers.COMMENTS:,}")
    counted = bench_free_answers.words()
    if counted is None:
        yield Figure(name, None, "ms", None, None, 5.0, True)
    else:
        yield _figure(name, counted[0] * 1000, "ms", counted[1] * 1000, 5.0)
    sorted_ = bench_free_answers.sorting()
    yield _figure(translate("app", "The same sorted by 20 rules"), sorted_ * 1000, "ms", 1000.0)


def _memory(region: Path, folder: Path) -> Figure:
    """In a process of its own that does what a day's work does once."""
    most = _run_start("walk", region, folder)[0]
    return _figure(translate("app", "Memory at most"), most, "MB", 300.0)


def _hub() -> Iterator[Figure]:
    from bingo_planner.app.bench_hub import measure

    pull = translate("app", "800 new of 1,000,000 entries from the hub")
    heads = translate("app", "Asking the hub when nothing is new")
    found = measure()
    if found is None:
        yield Figure(pull, None, "ms", None, None, 1.0, True)
        yield Figure(heads, None, "ms", None, None, 1.0, True)
        return
    yield _figure(pull, found.pull, "ms", 200.0)
    yield _figure(heads, found.heads, "ms", 20.0)


def _copies(folder: Path) -> Iterator[Figure]:
    complain(translate("app", "Copies coming together"))
    taken, bare = bench_sync.take_in(folder)
    yield _figure(translate("app", "100,000 entries of others against bare writing"), taken, "s", bare, 3.0)
    week = bench_sync.week(folder)
    yield _figure(translate("app", "A week out of a folder of 5,000 files"), week, "s", 2.0)
    whole = bench_sync.rebuild(folder)
    yield _figure(translate("app", "A copy made anew from a million entries"), whole, "s", 30.0)
    growth = bench_sync.growth(folder)
    yield _figure(translate("app", "Growth of the file by 1,000 edits"), growth, "MB", 1.0)


def _paper() -> Figure:
    from bingo_planner.reports.yardstick import compare

    stock, kit = compare()
    return _figure(translate("app", "Paper against stock ReportLab"), stock, "s", kit, 3.0, least=True)
