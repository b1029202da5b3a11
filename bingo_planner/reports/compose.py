"""Turns the parts of a paper into blocks and lets them flow onto pages."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bingo_planner.kernel.i18n import Language, speaking, translate
from bingo_planner.reports import papers
from bingo_planner.reports.blocks import Block, Drawn, Stack, TextBlock, bullet_list, text_block
from bingo_planner.reports.charts import Drawing
from bingo_planner.reports.comparison import comparison as comparison_blocks
from bingo_planner.reports.cover import draw_cover
from bingo_planner.reports.figures import draw_figure, figure_height
from bingo_planner.reports.flow import Flow
from bingo_planner.reports.furniture import ContentsLine, lay_contents
from bingo_planner.reports.grid import DEEP, B, Frame
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
    Ink,
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
    Text,
    Title,
)
from bingo_planner.reports.notice import notice as notice_blocks
from bingo_planner.reports.numbering import Counter, Numbered, Outline, contents_title
from bingo_planner.reports.paragraph import Line, set_lines
from bingo_planner.reports.pdf import Bookmark
from bingo_planner.reports.pen import Pen
from bingo_planner.reports.sheet import sheet_blocks
from bingo_planner.reports.styles import CAPTION, HEADINGS, NOTE, TITLE, Style, running
from bingo_planner.reports.table import TableBlock, lay_table
from bingo_planner.reports.text import resolve
from bingo_planner.reports.wide import parts_of, pieces_of

_LONG_NOTE = 8
_MOST_SECTIONS = 20
"""So many sections an opener lists; more are found in the contents."""


class Composer:
    """Composes one paper: walks its parts in order, numbering as it goes."""

    def __init__(
        self, paper: Paper, outline: Outline, pen: Pen, step: Callable[[], None], reader: Language
    ) -> None:
        self.paper, self.outline = paper, outline
        self.flow = Flow(pen, paper.frame)
        self.counter = Counter()
        self.bookmarks: list[Bookmark] = []
        self.warnings: dict[str, None] = {}
        self.contents: list[tuple[int, str, list[ContentsLine]]] = []
        self._step, self._reader = step, reader
        self._chapter: Numbered | None = None
        self.flow.right_head = paper.right_head

    @property
    def width(self) -> float:
        return self.flow.frame.size.width

    def warn(self, sentence: Callable[[], str]) -> None:
        """Keep a sentence in the reader's language, which need not be that of the paper."""
        with speaking(self._reader):
            self.warnings.setdefault(sentence())

    def words(self, text: Text) -> tuple[Ink, ...]:
        """Text with its references filled in."""
        return resolve(text, self._label)

    def _label(self, key: str) -> str:
        known = self.outline.labels.get(key)
        if known is None:
            self.warn(
                lambda: translate(
                    "reports", "The text refers to “{key}”, which is not in this paper.", key=key
                )
            )
            return key
        return known

    def parts(self, parts: Sequence[Part]) -> None:
        """Compose parts one after another."""
        waiting: list[Block] = []
        for part in parts:
            if isinstance(
                part, Chapter | Sheet | Framed | Cover | Contents | Comparison | Notice | PageBreak
            ):
                self.flow.place(waiting)
                waiting = []
                self._step()
                self._turning(part)
            else:
                waiting.extend(self.blocks(part))
        self.flow.place(waiting)

    def _turning(
        self, part: Chapter | Sheet | Framed | Cover | Contents | Comparison | Notice | PageBreak
    ) -> None:
        """Parts that begin pages of their own."""
        match part:
            case Chapter():
                self._compose_chapter(part)
            case Sheet():
                self._on_frame(Frame.SHEET, lambda: self._compose_sheet(part))
            case Framed():
                self._on_frame(part.frame, lambda: self.parts(part.parts))
            case Comparison():
                self._on_frame(Frame.LAND, lambda: self._compose_comparison(part))
            case Notice():
                self._on_frame(Frame.BARE, lambda: self._compose_notice(part))
            case Cover():
                self._on_frame(Frame.BARE, lambda: self._compose_cover(part))
            case Contents():
                self._compose_contents(part)
            case PageBreak():
                self.flow.break_page()

    def _on_frame(self, frame: Frame, compose: Callable[[], None]) -> None:
        outer = self.flow.frame
        self.flow.break_page(frame)
        compose()
        self.flow.break_page(outer)

    def blocks(self, part: Part) -> list[Block]:
        """The blocks of a part that flows with its neighbours."""
        match part:
            case Paragraph():
                return [self._paragraph(part.text, running(part.style, self.paper.language))]
            case Bullets():
                style = replace(running("plain", self.paper.language), hang=False)
                return [
                    bullet_list(
                        [self.words(t) for t in part.items], style, self.width, numbered=part.numbered
                    )
                ]
            case Heading():
                return [self._heading(part)]
            case Table():
                return self._table_blocks(part)
            case Figure():
                return self._figure(part)
            case Records():
                return papers.records(part, self.words, self.width)
            case Box():
                return papers.box(part, self.words, self.width)
            case Title():
                return self._title(part)
            case SideBySide():
                return [self._side_by_side(part)]
            case KeepTogether():
                together = [block for inner in part.parts for block in self.blocks(inner)]
                kept = Stack(together)
                return [kept] if kept.height() <= self.flow.frame.size.height else together
            case _:
                raise TypeError(
                    f"{type(part).__name__} begins pages of its own and cannot be kept with others"
                )

    def _paragraph(self, text: Text, style: Style) -> TextBlock:
        return text_block(self.words(text), style, self.width)

    def _heading(self, heading: Heading) -> TextBlock:
        named = self.counter.heading(heading)
        style = HEADINGS[heading.level - 1]
        if heading.level <= 2:
            self._bookmark(named, heading.level)
        role = f"H{heading.level + 1}"
        return text_block((Ink(named.line),), style, self.width, role, key=named.key, keep=True)

    def _bookmark(self, named: Numbered, level: int) -> None:
        self.bookmarks.append(Bookmark(named.line, level, named.key))

    def table(self, table: Table, width: float = 0.0) -> TableBlock:
        """A table as a block; its caption and note belong to it."""
        named = self.counter.table(table)
        wide = width or self.width
        caption = self._caption(named, wide) if named else ()
        block = lay_table(table, wide, caption, self._note(table.note, wide), self.warn, self.words)
        block.key = named.key if named else ""
        return block

    def _table_blocks(self, table: Table) -> list[Block]:
        """A table, in parts where it is too wide; a note of many lines flows on its own below it."""
        parts = parts_of(table, self.width)
        if len(parts) > 1:
            return self._parts_of_table(table, parts)
        if len(self._note(table.note, self.width)) <= _LONG_NOTE:
            return [self.table(table)]
        block = self.table(replace(table, note=""))
        block.after = 4.0
        note = self._paragraph(table.note, replace(NOTE, name="table-note", after=0.75 * B))
        return [block, note]

    def _parts_of_table(self, table: Table, parts: Sequence[Table]) -> list[Block]:
        """The parts of a wide table: one number, which part of how many, the note under the last."""
        named = self.counter.table(table)
        blocks: list[Block] = []
        for at, part in enumerate(parts, start=1):
            part_of = f"{table.caption}（{at}／{len(parts)}）"
            caption = self._caption(replace(named, title=part_of), self.width) if named else ()
            note = self._note(table.note, self.width) if at == len(parts) else ()
            block = lay_table(part, self.width, caption, note, self.warn, self.words)
            block.key = named.key if named and at == 1 else ""
            is_whole = block.height() <= self.flow.frame.size.height
            blocks.append(Stack([block]) if is_whole else block)
        return blocks

    def _caption(self, named: Numbered, width: float) -> Sequence[Line]:
        if not named.title:
            return ()
        title = f"　{named.title}" if named.number else named.title
        return set_lines(self.words((Ink(named.number, bold=True), Ink(title))), CAPTION, width)

    def _note(self, note: Text, width: float) -> Sequence[Line]:
        return set_lines(self.words(note), NOTE, width)

    def _figure(self, figure: Figure) -> list[Block]:
        """A figure; one of more rows than a page holds in several."""
        named, width = self.counter.figure(figure), self.width
        caption = self._caption(named, width)
        note = self._note(figure.note, width)
        room = self.flow.frame.size.height - len(caption) * CAPTION.leading - len(note) * NOTE.leading - 2 * B
        pieces = pieces_of(figure.drawing, width, room)
        blocks: list[Block] = []
        for at, drawing in enumerate(pieces):
            words = caption
            if at:
                further = f"{named.title}{translate('reports', '(continued)')}"
                words = self._caption(replace(named, title=further), width)
            below = note if at == len(pieces) - 1 else ()
            blocks.append(self._drawn(drawing, figure.alt, words, below, "" if at else named.key))
        return blocks

    def _drawn(
        self, drawing: Drawing, alt: str, caption: Sequence[Line], note: Sequence[Line], key: str
    ) -> Block:
        width = self.width

        def paint(pen: Pen, x: float, top: float) -> None:
            with pen.marked("Figure", alt):
                draw_figure(pen, drawing, x, top, width)

        blocks: list[Block] = [
            TextBlock(caption, CAPTION, "Caption"),
            Drawn(figure_height(drawing, width), paint, before=4.0, after=5.0),
        ]
        if note:
            blocks.append(TextBlock(note, NOTE))
        block = Stack(blocks, key=key)
        block.before = block.after = 12.75
        return block

    def _side_by_side(self, part: SideBySide) -> Block:
        shares = part.shares or (1.0,) * len(part.tables)
        room = self.width - part.gap * (len(part.tables) - 1)
        widths = [room * share / sum(shares) for share in shares]
        tables = [self.table(table, width) for table, width in zip(part.tables, widths, strict=True)]

        def paint(pen: Pen, x: float, top: float) -> None:
            for table, width in zip(tables, widths, strict=True):
                table.draw(pen, x, top)
                x += width + part.gap

        height = max(table.height() for table in tables)
        beside = Drawn(height, paint, before=tables[0].before, after=tables[0].after)
        beside.keys = tuple(table.key for table in tables if table.key)
        return beside

    def _title(self, title: Title) -> list[Block]:
        heading = text_block(self.words(title.text), TITLE, self.width, "H1", keep=True)
        blocks: list[Block] = [heading, papers.rule_block(self.width, 1.0, DEEP, before=6.0, after=8.0)]
        if title.lead:
            blocks.append(self._paragraph(title.lead, running("lead", self.paper.language)))
        return blocks

    def _compose_chapter(self, chapter: Chapter) -> None:
        named = self.counter.open_chapter(chapter)
        outer_head = self.flow.right_head
        self.flow.right_head = named.line
        self.flow.break_page(chapter.frame)
        self._bookmark(named, 0)
        if chapter.opener:
            sections = self._sections_of(named)
            if len(sections) > _MOST_SECTIONS:
                sections = []
            lead = self.words(chapter.lead)
            self.flow.place([papers.opener(named, lead, sections, self.width)])
        elif chapter.parts and isinstance(chapter.parts[0], Sheet):
            # the sheet begins a page of its own: a page opened here would stay empty
            self.flow.anchor_next(named.key)
        else:
            self.flow.new_page()
            self.flow.anchor(named.key)
        self.parts(chapter.parts)
        self.flow.right_head = outer_head
        self.flow.break_page(self.paper.frame)

    def _sections_of(self, chapter: Numbered) -> list[Numbered]:
        entries = self.outline.entries
        start = next(i for i, entry in enumerate(entries) if entry.key == chapter.key)
        found: list[Numbered] = []
        for entry in entries[start + 1 :]:
            if entry.kind == "chapter":
                break
            if entry.kind == "heading" and entry.level == 1:
                found.append(entry)
        return found

    def _compose_sheet(self, sheet: Sheet) -> None:
        named = self.counter.sheet(sheet)
        self._bookmark(named, 2)
        self.flow.new_page()
        self.flow.anchor(named.key)
        blocks, pages = sheet_blocks(sheet, self, Frame.SHEET.size.width, Frame.SHEET.size.height)
        if pages > 1:
            self.warn(
                lambda: translate(
                    "reports", "The sheet “{title}” does not fit on one page and goes on.", title=sheet.title
                )
            )
        self.flow.place(blocks)

    def _compose_comparison(self, comparison: Comparison) -> None:
        named = self.counter.page(comparison.title)
        self._bookmark(named, 0)
        self.flow.place(comparison_blocks(comparison, self, named.key))

    def _compose_notice(self, notice: Notice) -> None:
        named = self.counter.page(notice.subject)
        self._bookmark(named, 0)
        self.flow.place(notice_blocks(notice, self, named.key))

    def _compose_cover(self, cover: Cover) -> None:
        page = self.flow.new_page()
        draw_cover(self.flow.pen, cover, page.frame.size)

    def _compose_contents(self, contents: Contents) -> None:
        title = contents_title(contents)
        named = self.counter.page(title)
        self._bookmark(named, 0)
        outer = self.flow.frame
        chosen = [entry for entry in self.outline.entries if _listed(entry, contents)]
        if contents.lists:
            chosen += _list_of(self.outline, "figure", translate("reports", "Figures"))
            chosen += _list_of(self.outline, "table", translate("reports", "Tables"))
        for i, lines in enumerate(lay_contents(chosen, Frame.BARE.size.height)):
            self.flow.new_page(Frame.BARE)
            if not i:
                self.flow.anchor(named.key)
            self.contents.append((len(self.flow.pages) - 1, "" if i else title, lines))
        self.flow.break_page(outer)


def _listed(entry: Numbered, contents: Contents) -> bool:
    if entry.kind == "chapter":
        return True
    if entry.kind == "heading":
        return entry.level <= contents.depth
    return entry.kind == "sheet" and contents.sheets


def _list_of(outline: Outline, kind: str, title: str) -> list[Numbered]:
    """The numbered figures or tables under a line of their own."""
    found = [replace(entry, level=1) for entry in outline.entries if entry.kind == kind and entry.number]
    return [Numbered("", title, found[0].key, 0, kind), *found] if found else []
