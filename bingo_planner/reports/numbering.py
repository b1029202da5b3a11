"""Numbers of chapters, headings, figures and tables: given by where things stand, known before layout."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bingo_planner.kernel.i18n import language, translate
from bingo_planner.reports.model import (
    Chapter,
    Comparison,
    Contents,
    Figure,
    Framed,
    Heading,
    KeepTogether,
    Notice,
    Paper,
    Part,
    Sheet,
    SideBySide,
    Table,
)

_KATAKANA: Final = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a part is called: its number (第1章, (1), 図2-1, maybe empty), its title, and the key links lead to."""

    number: str
    title: str
    key: str
    level: int
    kind: str

    @property
    def line(self) -> str:
        """Number and title as one line, for heads and bookmarks."""
        gap = "　" if language() == "ja" else "  "
        return f"{self.number}{gap}{self.title}" if self.number else self.title


@dataclass(slots=True)
class Counter:
    """Walks through a paper in reading order and names every numbered thing. Two walks give the same names."""

    chapter: int = 0
    inside: str = ""
    levels: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    figures: int = 0
    tables: int = 0
    anchors: int = 0

    def open_chapter(self, chapter: Chapter) -> Numbered:
        """The next chapter; annexes have no number and count their figures through, so that none comes twice."""
        self.levels = [0, 0, 0, 0]
        if chapter.numbered or self.inside:
            self.figures = self.tables = 0
        self.inside = ""
        number = ""
        if chapter.numbered:
            self.chapter += 1
            self.inside = f"{self.chapter}-"
            number = translate("reports", "Chapter {n}", n=self.chapter)
        return Numbered(number, chapter.title, self._key(chapter.key), 0, "chapter")

    def heading(self, heading: Heading) -> Numbered:
        """The next heading of its level."""
        key = self._key(heading.key)
        if not heading.numbered:
            self.levels[heading.level :] = [0] * (4 - heading.level)
            return Numbered("", heading.text, key, heading.level, "heading")
        self.levels[heading.level - 1] += 1
        self.levels[heading.level :] = [0] * (4 - heading.level)
        count = self.levels[heading.level - 1]
        return Numbered(_heading_number(heading.level, count), heading.text, key, heading.level, "heading")

    def figure(self, figure: Figure) -> Numbered:
        """The next figure of the chapter."""
        number = ""
        if figure.numbered:
            self.figures += 1
            number = translate("reports", "Figure {n}", n=f"{self.inside}{self.figures}")
        return Numbered(number, figure.caption, self._key(figure.key), 3, "figure")

    def table(self, table: Table) -> Numbered | None:
        """The next table of the chapter; None for one that has neither caption nor key."""
        if not table.caption and not table.key:
            return None
        number = ""
        if table.numbered and table.caption:
            self.tables += 1
            number = translate("reports", "Table {n}", n=f"{self.inside}{self.tables}")
        return Numbered(number, table.caption, self._key(table.key), 3, "table")

    def sheet(self, sheet: Sheet) -> Numbered:
        """A sheet carries its own code."""
        return Numbered(sheet.code, sheet.title, self._key(sheet.key), 2, "sheet")

    def page(self, title: str) -> Numbered:
        """A part that is only bookmarked: contents, a comparison, a notice."""
        return Numbered("", title, self._key(""), 0, "page")

    def _key(self, given: str) -> str:
        self.anchors += 1
        return given or f"§{self.anchors}"


def _heading_number(level: int, count: int) -> str:
    if language() == "en":
        return (str(count), f"({count})", _letter(_LETTERS, count), f"({_letter(_LETTERS, count)})")[
            level - 1
        ]
    kana = _letter(_KATAKANA, count)
    return (str(count), f"（{count}）", kana, f"（{kana}）")[level - 1]


def _letter(row: str, count: int) -> str:
    return row[count - 1] if count <= len(row) else str(count)


@dataclass(frozen=True, slots=True)
class Outline:
    """All numbered things of a paper in order, and the words that stand for each key."""

    entries: tuple[Numbered, ...]
    labels: Mapping[str, str]


def outline_of(paper: Paper) -> Outline:
    """Walk the paper once, before any layout."""
    entries = tuple(_walk(paper.parts, Counter()))
    # in a reference, “Figure 2-1” never parts at a line end
    labels = {entry.key: entry.number.replace(" ", "\u00a0") or entry.title for entry in entries}
    return Outline(entries, labels)


def contents_title(contents: Contents) -> str:
    """The title of the table of contents."""
    return contents.title or translate("reports", "Contents")


def _walk(parts: Sequence[Part], counter: Counter) -> Iterator[Numbered]:
    for part in parts:
        match part:
            case Chapter():
                yield counter.open_chapter(part)
                yield from _walk(part.parts, counter)
            case Heading():
                yield counter.heading(part)
            case Figure():
                yield counter.figure(part)
            case Table():
                yield from _table(part, counter)
            case Sheet():
                yield counter.sheet(part)
            case Contents():
                yield counter.page(contents_title(part))
            case Comparison():
                yield counter.page(part.title)
            case Notice():
                yield counter.page(part.subject)
                for item in part.items:
                    if isinstance(item.content, Table):
                        yield from _table(item.content, counter)
            case KeepTogether() | Framed():
                yield from _walk(part.parts, counter)
            case SideBySide():
                for table in part.tables:
                    yield from _table(table, counter)
            case _:
                pass


def _table(table: Table, counter: Counter) -> Iterator[Numbered]:
    if named := counter.table(table):
        yield named
