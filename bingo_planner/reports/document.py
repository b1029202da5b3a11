"""Builds a paper: number, compose, lay out once, write; the old file stays when anything goes wrong."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from datetime import time as clock_time
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from bingo_planner.kernel.collector import paused
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.files import atomic_write
from bingo_planner.kernel.i18n import Language, language, speaking, translate
from bingo_planner.kernel.jobs import Progress
from bingo_planner.kernel.messages import register_messages
from bingo_planner.reports.compose import Composer
from bingo_planner.reports.fonts import FontBook
from bingo_planner.reports.furniture import draw_contents, draw_furniture
from bingo_planner.reports.model import Built, OutlineEntry, Paper
from bingo_planner.reports.numbering import outline_of
from bingo_planner.reports.pdf import Info, write
from bingo_planner.reports.pen import Pen
from bingo_planner.reports.word.writer import word_bytes

register_messages(
    {
        "report.write_failed": (
            "“{file}” could not be written. {reason}",
            "The file that was there is unchanged. Choose another folder or make room.",
        ),
        "report.unreadable": ("The PDF could not be read. {reason}", "Make it again."),
        "report.cancelled": ("Making the PDF was stopped.", "The file that was there is unchanged."),
    }
)

_ONE_AT_A_TIME: Final = threading.Lock()
_JAPAN: Final = timezone(timedelta(hours=9))


def build(paper: Paper, target: Path | BinaryIO, *, progress: Progress | None = None) -> Built:
    """Make the PDF of a paper and write it to a path (at once, or not at all) or into an open binary file.

    A path that ends in .docx gets the same paper as a Word file, of which nobody knows the pages beforehand.
    Raises `PlanError`: `report.write_failed` when the file cannot be written, `report.cancelled` when `progress`
    says so. Safe from any thread; papers are made one after another.
    """
    is_word = isinstance(target, Path) and target.suffix.lower() == ".docx"
    make = build_word_bytes if is_word else build_bytes
    data, built = make(paper, progress=progress)
    try:
        if isinstance(target, Path):
            with atomic_write(target) as file:
                file.write(data)
        else:
            target.write(data)
    except OSError as error:
        name = target.name if isinstance(target, Path) else ""
        raise PlanError("report.write_failed", file=name, reason=describe(error).text) from error
    return built


def build_bytes(paper: Paper, *, progress: Progress | None = None) -> tuple[bytes, Built]:
    """The PDF of a paper as bytes, with what came of it."""
    started = time.perf_counter()
    steps = _Steps(progress, language())
    with _ONE_AT_A_TIME, paused(), speaking(paper.language):
        data, built = _build(paper, steps)
    return data, Built(
        built.pages, built.missing, built.warnings, built.outline, time.perf_counter() - started
    )


def build_word_bytes(paper: Paper, *, progress: Progress | None = None) -> tuple[bytes, Built]:
    """The Word file of a paper as bytes; `pages` is 0, for only Word breaks them."""
    started = time.perf_counter()
    steps = _Steps(progress, language())

    def step(done: int, total: int) -> None:
        if total:
            steps.tell(done, total, lambda: translate("reports", "Drawing figure {n}", n=done + 1))
        else:
            steps.tell(0, 0, lambda: translate("reports", "Writing the text"))

    with _ONE_AT_A_TIME, paused(), speaking(paper.language):
        data = word_bytes(paper, step)
    return data, Built(0, (), (), (), time.perf_counter() - started)


class _Steps:
    """Tells the watcher how far it is, and stops the work when the watcher asks for it."""

    def __init__(self, progress: Progress | None, reader: Language) -> None:
        self._progress, self.reader = progress, reader

    def tell(self, done: int, total: int, text: Callable[[], str]) -> None:
        if self._progress is None:
            return
        if self._progress.cancelled():
            raise PlanError("report.cancelled")
        with speaking(self.reader):
            self._progress.step(done, total, text())


def _build(paper: Paper, steps: _Steps) -> tuple[bytes, Built]:
    outline = outline_of(paper)
    book = FontBook()
    pen = Pen(book)
    step = _stepper(steps, lambda: len(composer.flow.pages))
    composer = Composer(paper, outline, pen, step, steps.reader)
    composer.parts(paper.parts)
    pages, places = composer.flow.pages, composer.flow.places
    if not pages:
        composer.flow.new_page()
    for index, title, lines in composer.contents:
        draw_contents(pen, pages[index], title, lines, places)
    draw_furniture(pen, pages, paper)
    for number in composer.flow.overfull:
        composer.warn(
            partial(translate, "reports", "Something on page {n} is taller than the page.", n=number)
        )

    def emitted(number: int) -> None:
        words = partial(translate, "reports", "Writing page {n}", n=number)
        steps.tell(len(pages) + number, 2 * len(pages), words)

    data = write(pages, book, _info(paper), composer.bookmarks, places, emitted)
    entries = tuple(OutlineEntry(b.title, places[b.key].page + 1, b.level) for b in composer.bookmarks)
    return data, Built(len(pages), tuple(book.missing), tuple(composer.warnings), entries, 0.0)


def _stepper(steps: _Steps, pages: Callable[[], int]) -> Callable[[], None]:
    def step() -> None:
        steps.tell(pages(), 0, partial(translate, "reports", "Setting page {n}", n=pages() + 1))

    return step


def _info(paper: Paper) -> Info:
    moment = (
        datetime.combine(paper.date, clock_time(), _JAPAN)
        if paper.date
        else datetime.now(_JAPAN).replace(microsecond=0)
    )
    spoken = "ja-JP" if paper.language == "ja" else "en"
    return Info(paper.title, paper.author, paper.subject, paper.keywords, spoken, moment)
