"""`demo`: what the program is for, without a screen: sample region, vision PDF, a PNG of every page."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bingo_planner import __version__
from bingo_planner.cli.home import user_home
from bingo_planner.cli.output import ToldProgress, say
from bingo_planner.cli.papers import PAPERS, Order
from bingo_planner.cli.sample import create_sample
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.i18n import language
from bingo_planner.reports.raster import page_count, page_png
from bingo_planner.store.region_file import close_region

SCALE = 110 / 72
"""Pictures at 110 dots an inch: an A4 page is 909 × 1286."""


def demo(arguments: Namespace) -> int:
    """Write everything into a folder and print the paths."""
    folder = Path(arguments.out).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    home = user_home()
    region, pdf = folder / "sample.bingo", folder / "vision.pdf"
    told = ToldProgress()
    store = create_sample(region, home, __version__, replace=True)
    try:
        order = Order(pdf, language(), FiscalYear.of(store.clock.today()))
        PAPERS["vision"].build(store, order, told)
    finally:
        close_region(store, home)
    say(str(region))
    say(str(pdf))
    for path in _pictures(pdf, folder / "vision"):
        say(str(path))
    return 0


def _pictures(pdf: Path, folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for old in folder.glob("page-*.png"):
        old.unlink()
    made = []
    for page in range(page_count(pdf)):
        path = folder / f"page-{page + 1:03d}.png"
        path.write_bytes(page_png(pdf, page, SCALE))
        made.append(path)
    return made
