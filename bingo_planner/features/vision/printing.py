"""The vision on paper, for its page: the pages beside the text, the saved PDF, printing. Without a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from bingo_planner.features.vision.model import VisionView
from bingo_planner.features.vision.report import file_name
from bingo_planner.kernel.desk import Desk, FileAsk, FollowUp
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.files import scratch_folder
from bingo_planner.kernel.i18n import Language, language, translate
from bingo_planner.kernel.jobs import JobRunner, Progress
from bingo_planner.reports.model import Built, Paper
from bingo_planner.store.store import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Preview:
    """The pages as they would be printed. `pdf` stays while newer pages are being made."""

    pdf: bytes = b""
    sizes: tuple[tuple[float, float], ...] = ()
    """Width and height of each page in points."""
    places: tuple[tuple[str, int], ...] = ()
    """First page (from 0) of each section."""
    busy: bool = False
    problem: PlanError | None = None

    def page_of(self, section_id: str) -> int:
        """The page on which a section starts, from 0."""
        return dict(self.places).get(section_id, 0)


class Printing:
    """Makes the pages of whatever edition `view` names; `told` hears of every new preview."""

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        desk: Desk,
        view: Callable[[], VisionView | None],
        told: Callable[[Preview, Built | None], None],
    ) -> None:
        self._store, self._jobs, self._desk = store, jobs, desk
        self._view, self._told = view, told
        self._preview = Preview()
        self._wanted = False

    def preview_wanted(self) -> None:
        """Make the pages anew. While pages are being made one more request waits, however many come."""
        if self._preview.busy:
            self._wanted = True
            return
        if self._edition() is None:
            return
        self._wanted = False
        self._tell(replace(self._preview, busy=True))
        self._make(translate("vision", "Making the pages"), _pages, self._built, self._not_built)

    def asked_for_pdf(self) -> None:
        """Save the PDF where the user says."""
        view = self._view()
        if view is None or view.edition is None:
            return
        self._desk.ask_file(
            FileAsk(
                translate("vision", "Save the vision as PDF"),
                file_name(view.vision, view.edition),
                (("PDF", "*.pdf"),),
            ),
            lambda path: self._save(path, self._told_saved),
        )

    def asked_to_print(self) -> None:
        """Show the finished pages with the print dialog at hand."""
        view = self._view()
        if view is not None and view.edition is not None:
            path = scratch_folder() / file_name(view.vision, view.edition)
            self._save(path, lambda made, _built: self._desk.preview(made.stem, made))

    def _edition(self) -> str | None:
        view = self._view()
        return view.edition.id if view is not None and view.edition is not None else None

    def _make(
        self,
        title: str,
        build: Callable[[Paper, Progress], T],
        done: Callable[[T], None],
        failed: Callable[[PlanError], None],
    ) -> None:
        """Read on the database thread, then build beside it."""
        edition, lang = self._edition() or "", language()
        self._jobs.query(
            title,
            lambda: _read(self._store, edition, lang),
            lambda paper: self._jobs.run(title, lambda progress: build(paper, progress), done, failed),
            failed,
        )

    def _built(self, made: tuple[bytes, Built, tuple[tuple[float, float], ...]]) -> None:
        pdf, built, sizes = made
        view = self._view()
        self._tell(Preview(pdf, sizes, section_pages(view, built) if view else ()), built)
        if self._wanted:
            self.preview_wanted()

    def _not_built(self, error: PlanError) -> None:
        self._tell(replace(self._preview, busy=False, problem=error))

    def _tell(self, preview: Preview, built: Built | None = None) -> None:
        self._preview = preview
        self._told(preview, built)

    def _save(self, path: Path, then: Callable[[Path, Built], None]) -> None:
        self._make(
            translate("vision", "Making the PDF"),
            lambda paper, progress: _write(paper, path, progress),
            lambda built: then(path, built),
            self._desk.problem,
        )

    def _told_saved(self, path: Path, built: Built) -> None:
        title = path.name
        show = FollowUp(translate("vision", "Show"), lambda: self._desk.preview(title, path))
        if built.missing:
            chars = " ".join(built.missing)
            self._desk.warn(
                translate("vision", "{file}: no face has these characters: {chars}", file=title, chars=chars),
                show,
            )
            return
        text = translate("vision", "{file} is made ({n} pages).", file=title, n=built.pages)
        self._desk.say(text, show)


def _read(store: Store, edition: str, lang: Language) -> Paper:
    # Loaded here, beside the window: the paper kit is much.
    from bingo_planner.features.vision.service_build import read_paper

    return read_paper(store, edition, lang)


def _pages(paper: Paper, progress: Progress) -> tuple[bytes, Built, tuple[tuple[float, float], ...]]:
    from bingo_planner.reports.document import build_bytes
    from bingo_planner.reports.raster import page_size

    pdf, built = build_bytes(paper, progress=progress)
    return pdf, built, tuple(page_size(pdf, page) for page in range(built.pages))


def _write(paper: Paper, path: Path, progress: Progress) -> Built:
    from bingo_planner.reports.document import build

    return build(paper, path, progress=progress)


def section_pages(view: VisionView, built: Built) -> tuple[tuple[str, int], ...]:
    """First page (from 0) of each section: bookmarks and outline run in the same order."""
    found: list[tuple[str, int]] = []
    place, page = 0, 0
    for item in view.outline:
        title = item.section.title
        hits = (n for n in range(place, len(built.outline)) if built.outline[n].title.endswith(title))
        hit = next(hits, None)
        if hit is not None:
            place, page = hit + 1, built.outline[hit].page - 1
        found.append((item.id, page))
    return tuple(found)
