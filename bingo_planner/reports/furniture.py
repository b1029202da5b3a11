"""What every page carries besides its text: running head, folio, the sample or draft mark, and the contents pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import DEEP, GREY, HAIR, INK, Frame
from bingo_planner.reports.model import Notice, Paper
from bingo_planner.reports.numbering import Numbered
from bingo_planner.reports.paragraph import set_one
from bingo_planner.reports.pdf import Place
from bingo_planner.reports.pen import Page, Pen

_FIRST = 88.0
_CHAPTER = 28.5
_SECTION = 17.0


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the contents and its distance from the top of the text to its baseline."""

    entry: Numbered
    y: float


_TIGHTEST = (1.0, 0.94, 0.88, 0.83)
"""How near to each other lines of the contents may stand."""


def lay_contents(entries: Sequence[Numbered], height: float) -> list[list[ContentsLine]]:
    """Contents lines page by page. It needs no page numbers, so that pages can be kept free before layout.

    Lines move together a little where that spares a page, which would hold a line or two only.
    """
    least = len(_lay_contents(entries, height, _TIGHTEST[-1]))
    laid = (_lay_contents(entries, height, tight) for tight in _TIGHTEST)
    return next(pages for pages in laid if len(pages) == least)


def _lay_contents(entries: Sequence[Numbered], height: float, tight: float) -> list[list[ContentsLine]]:
    pages: list[list[ContentsLine]] = [[]]
    y = _FIRST - _CHAPTER * tight
    for i, entry in enumerate(entries):
        follows = entry.level == 0 and i + 1 < len(entries) and entries[i + 1].level > 0
        step = _CHAPTER if entry.level == 0 else _SECTION
        if i and entry.level > 0 and entries[i - 1].level == 0:
            step = 22.5
        step *= tight
        if y + step + (22.5 * tight if follows else 0) > height:
            pages.append([])
            y, step = 0.0, 18.0
        y += step
        pages[-1].append(ContentsLine(entry, y))
    return pages


def draw_contents(
    pen: Pen, page: Page, title: str, lines: Sequence[ContentsLine], places: Mapping[str, Place]
) -> None:
    """Write a contents page now that every page number is known."""
    pen.turn_to(page)
    size = page.frame.size
    if title:
        with pen.marked("H1"):
            pen.text(size.left, size.top - 29, title, "PB", 20, DEEP)
        with pen.marked(""):
            pen.rule(size.left, size.top - 47, size.width, 1.2, DEEP)
    for line in lines:
        _contents_line(pen, line, size.left, size.top - line.y, size.width, places)


def _contents_line(
    pen: Pen, line: ContentsLine, x: float, y: float, width: float, places: Mapping[str, Place]
) -> None:
    entry = line.entry
    place = places.get(entry.key)
    number = str(place.page + 1) if place else ""
    chapter = entry.level == 0
    indent = 0.0 if chapter else 22.0 + 14.0 * (entry.level - 1)
    face, size, colour = ("PB", 11.0, DEEP) if chapter else ("PG", 9.5 if entry.level < 2 else 9.0, INK)
    gap = "　" if chapter else "  "
    words = clean(f"{entry.number}{gap}{entry.title}" if entry.number else entry.title)
    with pen.marked("P"):
        start = x + indent
        title = set_one(words, face)
        longest = width - indent - 40
        size = min(size, size * longest / max(title.width * size / 1000, 1.0))
        pen.line(start, y, title, size, colour)
        end = start + title.width * size / 1000
        pen.text(x + width, y, number, "PBT" if chapter else "PGT", 11.0 if chapter else 9.5, INK, "right")
    with pen.marked(""):
        if chapter:
            pen.rule(x, y - 6.5, width, 0.6, DEEP)
        elif x + width - 24 > end + 8:
            pen.rule(end + 6, y, x + width - 24 - end - 6, 0.4, HAIR, "0.5 3")
    pen.link(x, y - 4, width, 15, entry.key)


def draw_furniture(pen: Pen, pages: Sequence[Page], paper: Paper) -> None:
    """Heads and folios of all pages, now that the number of pages is known."""
    title = clean(paper.running_title or paper.title)
    for number, page in enumerate(pages, 1):
        if page.frame is not Frame.BARE:
            pen.turn_to(page)
            with pen.marked(""):
                _head(pen, page, title)
                _foot(pen, page, number, len(pages), clean(paper.foot_mark))
        elif paper.foot_mark and any(isinstance(part, Notice) for part in paper.parts):
            # A letter has neither head nor folio, but a sample says so.
            pen.turn_to(page)
            with pen.marked(""):
                size = page.frame.size
                pen.text(size.left, size.folio, clean(paper.foot_mark), "PG", 7, GREY)


def _head(pen: Pen, page: Page, title: str) -> None:
    size = page.frame.size
    baseline = size.paper[1] - size.head
    right = clean(page.right_head)
    both = (set_one(title, "PG").width + set_one(right, "PG").width) / 1000
    letters = min(7.5, (size.width - 14) / max(both, 1.0))
    pen.text(size.left, baseline, title, "PG", letters, GREY)
    pen.text(size.left + size.width, baseline, right, "PG", letters, GREY, "right")
    pen.rule(size.left, baseline - 6, size.width, 0.25, HAIR)


def _foot(pen: Pen, page: Page, number: int, total: int, mark: str) -> None:
    size = page.frame.size
    right = size.left + size.width
    rest = set_one(f" / {total}", "PG")
    start = right - rest.width * 7.5 / 1000
    pen.text(start, size.folio, str(number), "PB", 9, INK, "right")
    pen.line(start, size.folio, rest, 7.5, GREY)
    if mark:
        pen.text(size.left, size.folio, mark, "PG", 7, GREY)
