"""Walks through a paper in the order of the PDF and writes each part so that it can be edited in Word."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from datetime import time as clock_time
from typing import Final

from bingo_planner.reports.charts import Drawing
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.model import (
    Box,
    Bullets,
    Chapter,
    Comparison,
    Contents,
    Cover,
    Figure,
    Framed,
    Heading,
    KeepTogether,
    Notice,
    PageBreak,
    Paper,
    Paragraph,
    Part,
    Records,
    Sheet,
    SideBySide,
    Table,
    Title,
)
from bingo_planner.reports.numbering import Counter, Numbered, contents_title, outline_of
from bingo_planner.reports.wide import parts_of
from bingo_planner.reports.word import letters
from bingo_planner.reports.word.anchors import Anchors
from bingo_planner.reports.word.markup import Words, field, field_round, paragraph, run, safe
from bingo_planner.reports.word.package import Package, Properties
from bingo_planner.reports.word.pages import NAMESPACES, Sections
from bingo_planner.reports.word.pictures import Ordered, ordered, pictures
from bingo_planner.reports.word.stylesheet import HEAD, numbering_part, settings_part, styles_part
from bingo_planner.reports.word.tables import table_xml

_JAPAN: Final = timezone(timedelta(hours=9))
_EMU: Final = 12700
_STYLES: Final = {"body": "Body", "plain": "Plain", "lead": "Lead", "small": "Small", "note": "Note"}

Step = Callable[[int, int], None]
"""Told how many of how many pictures are drawn (0 of 0 while text is written); may raise to stop."""


def word_bytes(paper: Paper, step: Step) -> bytes:
    """The paper as the bytes of a .docx file. Speak the paper's language round this call."""
    writer = _Writer(paper, step)
    writer.parts(paper.parts)
    return writer.finish()


class _Writer:
    """One paper in the making."""

    def __init__(self, paper: Paper, step: Step) -> None:
        self._paper, self._step = paper, step
        self._outline = outline_of(paper)
        self._anchors = Anchors(self._outline.entries)
        self._words = Words(self._label, self._anchors.names)
        self._counter = Counter()
        self._package = Package()
        self._sections = Sections(self._package, paper)
        self._frame = paper.frame
        self._body: list[str] = []
        self._ended: Frame | None = None
        self._orders: list[tuple[str, Ordered]] = []
        self._lists = 0

    def _label(self, key: str) -> str:
        return self._outline.labels.get(key, key)

    @property
    def _width(self) -> float:
        return self._frame.size.width

    def parts(self, parts: Sequence[Part]) -> None:
        """Write parts one after another."""
        for part in parts:
            self._step(0, 0)
            self._part(part)

    def finish(self) -> bytes:
        """Close the last section, draw the pictures, and pack the file."""
        step = self._step
        total = len(self._orders)
        last = self._sections.properties(self._ended or self._frame)
        document = f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(self._body)}{last}</w:body></w:document>"
        self._package.add("styles.xml", "styles", styles_part(self._paper.language))
        self._package.add("settings.xml", "settings", settings_part())
        self._package.add("numbering.xml", "numbering", numbering_part(self._lists))
        drawn = pictures([order for _, order in self._orders], lambda at: step(at, total))
        for (name, _), data in zip(self._orders, drawn, strict=True):
            self._package.media[name] = data
        return self._package.finish(document, self._properties())

    def _properties(self) -> Properties:
        paper = self._paper
        moment = datetime.combine(paper.date, clock_time(), _JAPAN) if paper.date else datetime.now(_JAPAN)
        return Properties(paper.title, paper.author, paper.subject, paper.keywords, moment)

    def _add(self, *written: str) -> None:
        if self._ended is not None:
            self._body.append(paragraph("Tiny", "", self._sections.properties(self._ended)))
            self._ended = None
        self._body.extend(written)

    def _turn(self, frame: Frame) -> None:
        """What follows stands on pages of this frame, from a new page; nothing that follows, no page."""
        if self._body and self._ended is None:
            self._ended = self._frame
        self._frame = frame

    def _on_frame(self, frame: Frame, write: Callable[[], None]) -> None:
        outer = self._frame
        self._turn(frame)
        write()
        self._turn(outer)

    def _part(self, part: Part) -> None:
        words = self._words
        match part:
            case Paragraph():
                self._add(paragraph(_STYLES[part.style], words.runs(part.text)))
            case Bullets():
                self._add(*self._bullets(part))
            case Heading():
                self._heading(self._counter.heading(part), part.level + 1)
            case Table():
                self._table(part)
            case Figure():
                self._figure(part)
            case Records():
                self._add(letters.records(part, words, self._width), paragraph("Small", ""))
            case Box():
                self._add(*letters.box(part, words))
            case Title():
                self._add(paragraph("Title", words.runs(part.text)))
                if part.lead:
                    self._add(paragraph("Lead", words.runs(part.lead)))
            case KeepTogether():
                self.parts(part.parts)
            case SideBySide():
                for table in part.tables:
                    self._table(table)
            case PageBreak():
                self._add('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
            case _:
                self._turning(part)

    def _turning(self, part: Part) -> None:
        """Parts that begin pages of their own."""
        match part:
            case Chapter():
                self._chapter(part)
            case Framed():
                self._on_frame(part.frame, lambda: self.parts(part.parts))
            case Sheet():
                self._on_frame(Frame.SHEET, lambda: self._sheet(part))
            case Comparison():
                self._on_frame(Frame.LAND, lambda: self._comparison(part))
            case Notice():
                self._counter.page(part.subject)
                self._on_frame(Frame.BARE, lambda: self._add(*letters.notice(part, self._words, self._width)))
            case Cover():
                self._on_frame(Frame.BARE, lambda: self._add(*letters.cover(part)))
            case Contents():
                self._on_frame(Frame.BARE, lambda: self._contents(part))
            case _:
                raise TypeError(f"{type(part).__name__} is no part of a paper")

    def _heading(self, named: Numbered, level: int) -> None:
        self._add(paragraph(f"Heading{level}", self._anchors.mark(named.key, run(named.line))))

    def _chapter(self, chapter: Chapter) -> None:
        named = self._counter.open_chapter(chapter)
        self._turn(chapter.frame)
        self._heading(named, 1)
        if chapter.lead:
            self._add(paragraph("Lead", self._words.runs(chapter.lead)))
        self.parts(chapter.parts)
        self._turn(self._paper.frame)

    def _sheet(self, sheet: Sheet) -> None:
        named = self._counter.sheet(sheet)
        first, title, *rest = letters.sheet(sheet, self._words, self._width, self._pictured)
        self._add(first, title.replace("<w:r>", f"{self._anchors.mark(named.key, '')}<w:r>", 1), *rest)

    def _comparison(self, part: Comparison) -> None:
        named = self._counter.page(part.title)
        self._heading(named, 2)
        self._add(*letters.comparison(part, self._words, self._width))

    def _bullets(self, part: Bullets) -> list[str]:
        number = 1
        if part.numbered:
            self._lists += 1
            number = 1 + self._lists
        mark = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return [paragraph("Plain", self._words.runs(item), mark) for item in part.items]

    def _caption(self, named: Numbered, part_of: str = "") -> str:
        inks = letters.number_and_title(named.number, f"{named.title}{part_of}")
        before = '<w:spacing w:before="255" w:after="80"/>'
        return paragraph("Caption", self._anchors.mark(named.key, self._words.inks(inks)), before)

    def _table(self, table: Table) -> None:
        """A table with its caption above and its note below; in parts where it is too wide."""
        named = self._counter.table(table)
        parts = parts_of(table, self._width)
        for at, part in enumerate(parts, start=1):
            if named is not None and named.title:
                self._add(self._caption(named, f"（{at}／{len(parts)}）" if len(parts) > 1 else ""))
            self._add(table_xml(part, self._width, self._words, table.caption))
            note = self._words.runs(table.note) if at == len(parts) else ""
            self._add(paragraph("Note", note))

    def _figure(self, figure: Figure) -> None:
        named = self._counter.figure(figure)
        self._add(self._caption(named), self._pictured(figure.drawing, self._width, figure.alt))
        self._add(paragraph("Note", self._words.runs(figure.note)))

    def _pictured(self, drawing: Drawing, width: float, alt: str) -> str:
        """The paragraph of a chart's picture, which is drawn at the end."""
        order = ordered(drawing, width)
        relation, name = self._package.picture()
        self._orders.append((name, order))
        number = len(self._orders)
        wide, high = round(order.width * _EMU), round(order.height * _EMU)
        words = safe(alt)
        picture = (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
            f'<wp:docPr id="{number}" name="Figure {number}" descr="{words}"/><wp:cNvGraphicFramePr>'
            '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData '
            'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="Figure {number}" descr="{words}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )
        return paragraph("Picture", picture)

    def _contents(self, contents: Contents) -> None:
        """The table of contents as a field of Word; until it is worked out it shows the titles."""
        title = contents_title(contents)
        self._counter.page(title)
        self._add(paragraph("Title", run(title)))
        listed = [
            entry
            for entry in self._outline.entries
            if entry.kind == "chapter" or (entry.kind == "heading" and entry.level <= contents.depth)
        ]
        code = f'TOC \\o "1-{contents.depth + 1}" \\h \\z'
        before, after = field_round(code)
        lines = [self._contents_line(entry) for entry in listed] or [("TOC1", "")]
        for at, (style, content) in enumerate(lines):
            first = before if at == 0 else ""
            last = after if at == len(lines) - 1 else ""
            self._add(paragraph(style, f"{first}{content}{last}"))

    def _contents_line(self, entry: Numbered) -> tuple[str, str]:
        anchor = self._anchors.names[entry.key]
        shown = run(f"{entry.line}\t") + field(f"PAGEREF {anchor} \\h")
        link = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{shown}</w:hyperlink>'
        return f"TOC{entry.level + 1}", link
