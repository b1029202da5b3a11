"""The pieces of particular papers: chapter openers, record blocks, boxes, the comparison and the notice."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bingo_planner.kernel.i18n import translate
from bingo_planner.reports.blocks import Block, Drawn, TextBlock, draw_lines, text_block
from bingo_planner.reports.grid import DEEP, GREY, HAIR, INK, WASH, B, Colour
from bingo_planner.reports.maker import Maker
from bingo_planner.reports.model import (
    Box,
    Comparison,
    Ink,
    Notice,
    NoticeItem,
    Records,
    Table,
    Text,
)
from bingo_planner.reports.numbering import Numbered
from bingo_planner.reports.paragraph import Line, set_lines, set_one, tracked
from bingo_planner.reports.pen import Pen
from bingo_planner.reports.styles import (
    BODY,
    BOX,
    CHAPTER_NUMBER,
    CHAPTER_TITLE,
    COMPARE,
    HEADINGS,
    LEAD,
    NOTE,
    PLAIN,
    RECORD,
    SHEET,
    Style,
)

Words = Callable[[Text], tuple[Ink, ...]]


def rule_block(
    width: float, weight: float, colour: Colour, *, before: float = 0.0, after: float = 0.0
) -> Drawn:
    """A rule across the text."""

    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.marked(""):
            pen.rule(x, top, width, weight, colour)

    return Drawn(weight, paint, before=before, after=after, keep=True)


def opener(named: Numbered, lead: tuple[Ink, ...], sections: Sequence[Numbered], width: float) -> Block:
    """The head of a chapter: number, title, rule, then lead on the left and sections on the right."""
    title = [tracked(line, 25) for line in set_lines((Ink(named.title),), CHAPTER_TITLE, width * 0.97)]
    lead_width = width * 0.578
    lead_lines = set_lines(lead, LEAD, lead_width)
    rule_at = (
        43 + CHAPTER_TITLE.leading * len(title) if named.number else 20 + CHAPTER_TITLE.leading * len(title)
    )
    rows = max(len(lead_lines), len(sections) if len(sections) > 1 else 0)
    height = rule_at + (17 + rows * B if rows else 0)

    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.marked("H1"):
            if named.number:
                draw_lines(
                    pen, (tracked(set_one(named.number, "PB"), 30),), x, top + 2, CHAPTER_NUMBER.size, B, DEEP
                )
            start = top - rule_at + 15 + CHAPTER_TITLE.leading * len(title)
            draw_lines(pen, title, x - 1, start, CHAPTER_TITLE.size, CHAPTER_TITLE.leading, DEEP)
        with pen.marked(""):
            pen.rule(x, top - rule_at, width, 1.6, DEEP)
        below = top - rule_at - 17
        if lead_lines:
            with pen.marked("P"):
                draw_lines(pen, lead_lines, x, below, LEAD.size, LEAD.leading, INK)
        if len(sections) > 1:
            _sections(pen, sections, x + width * 0.643, below, width * 0.357)

    return Drawn(height, paint, after=1.5 * B, key=named.key)


def _sections(pen: Pen, sections: Sequence[Numbered], x: float, top: float, width: float) -> None:
    with pen.marked(""):
        pen.path(((x, top + 2), (x, top - B * len(sections) + 2)), 0.4, HAIR)
    for section in sections:
        line = set_one(section.line.replace("　", "  "), "PG")
        size = min(8.8, 8.8 * (width - 16) / max(line.width * 0.0088, 1.0))
        with pen.marked("P"):
            draw_lines(pen, (line,), x + 15, top, size, B, INK)
        pen.link(x + 15, top - B, width - 15, B, section.key)
        top -= B


def records(part: Records, words: Words, width: float) -> list[Block]:
    """Labelled lines between hairlines."""
    blocks: list[Block] = []
    for i, (label, text) in enumerate(part.rows):
        lines = set_lines(words(text), RECORD, width - part.label_width - 7) or (set_one("", "PG"),)
        label_lines = set_lines(
            words((Ink(label),)), replace(RECORD, name="record-label", face="PB"), part.label_width
        )
        last = i == len(part.rows) - 1
        blocks.append(_record(lines, label_lines, width, part.label_width, last=last))
    return blocks


def _record(
    lines: Sequence[Line], label: Sequence[Line], width: float, label_width: float, *, last: bool
) -> Block:
    height = max(len(lines), len(label)) * RECORD.leading + 5

    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.marked("P"):
            draw_lines(pen, label, x + 3.5, top - 2.5, RECORD.size, RECORD.leading, DEEP)
            draw_lines(pen, lines, x + 3.5 + label_width, top - 2.5, RECORD.size, RECORD.leading, INK)
        with pen.marked(""):
            pen.rule(x, top - height, width, 0.25 if not last else 0.5, HAIR)

    return Drawn(height, paint, after=0.75 * B if last else 0.0)


def box(part: Box, words: Words, width: float) -> Block:
    """Points on a pale ground behind a strong left edge."""
    indent = 42.0 if part.numbered else 24.0
    items = [set_lines(words(item), BOX, width - indent - 12) for item in part.items]
    gap = 5.5
    height = sum(len(lines) * BOX.leading for lines in items) + gap * (len(items) - 1) + 18

    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.marked(""):
            pen.box(x, top - height, width, height, WASH)
            pen.box(x, top - height, 2, height, DEEP)
        y = top - 9
        for number, lines in enumerate(items, 1):
            with pen.marked("P"):
                if part.numbered:
                    draw_lines(pen, (set_one(str(number), "PB"),), x + 16, y, BOX.size, BOX.leading, DEEP)
                draw_lines(pen, lines, x + indent - 8, y, BOX.size, BOX.leading, INK)
            y -= len(lines) * BOX.leading + gap

    return Drawn(height, paint, before=0.5 * B, after=0.75 * B)


def comparison(part: Comparison, maker: Maker, key: str) -> list[Block]:
    """Old and new wording side by side under a title."""
    title = text_block(maker.words((Ink(part.title),)), HEADINGS[0], maker.width, "H1", key=key, keep=True)
    blocks: list[Block] = [title]
    if part.lead:
        style = replace(SHEET, name="compare-lead", size=10, leading=16)
        blocks.append(text_block(maker.words(part.lead), style, maker.width, keep=True))
    heads = (
        translate("reports", "Place"),
        part.old_head or translate("reports", "Old"),
        part.new_head or translate("reports", "New"),
        translate("reports", "Reason for the change"),
    )
    blocks.append(_ComparisonTable(part, maker, heads, _comparison_rows(part, maker)))
    if part.note:
        blocks.append(
            text_block(maker.words(part.note), replace(NOTE, name="compare-note", before=4), maker.width)
        )
    return blocks


_COMPARED = (86.0, 232.0, 232.0, 182.0)
_PAD = 6.0


def _comparison_rows(part: Comparison, maker: Maker) -> list[list[Sequence[Line]]]:
    place = replace(COMPARE, name="compare-place", face="PG", size=8.5, leading=13, justify=False)
    rows: list[list[Sequence[Line]]] = []
    for row in part.rows:
        texts = (row.place, row.old, row.new, row.reason)
        styles = (place, COMPARE, COMPARE, COMPARE)
        rows.append(
            [
                set_lines(maker.words(text), style, width - 2 * _PAD)
                for text, style, width in zip(texts, styles, _COMPARED, strict=True)
            ]
        )
    return rows


class _ComparisonTable(Block):
    """Rows of four texts, broken between rows, or inside one that no page could hold."""

    def __init__(
        self, part: Comparison, maker: Maker, heads: Sequence[str], rows: list[list[Sequence[Line]]]
    ) -> None:
        self._part, self._maker, self._heads, self._rows = part, maker, heads, rows
        self.before = 6.0
        self.group = 0

    def _height_of(self, row: Sequence[Sequence[Line]]) -> float:
        return max(max(len(lines) for lines in row), 1) * COMPARE.leading + 9

    def height(self) -> float:
        return 21 + sum(map(self._height_of, self._rows))

    def first(self) -> float:
        return 21 + min(self._height_of(self._rows[0]), 120) if self._rows else 21.0

    def split(self, room: float) -> "tuple[_ComparisonTable, _ComparisonTable] | None":
        left = room - 21
        for i, row in enumerate(self._rows):
            if self._height_of(row) > left:
                return self._part_at(i, int((left - 9) // COMPARE.leading))
            left -= self._height_of(row)
        return None

    def _part_at(self, i: int, lines: int) -> "tuple[_ComparisonTable, _ComparisonTable] | None":
        row = self._rows[i]
        above, below = self._rows[:i], self._rows[i:]
        if self._height_of(row) > 200 and lines > 3:
            above = [*above, [cell[:lines] for cell in row]]
            below = [[cell[lines:] for cell in row], *self._rows[i + 1 :]]
        if not above:
            return None
        return (
            _ComparisonTable(self._part, self._maker, self._heads, above),
            _ComparisonTable(self._part, self._maker, self._heads, below),
        )

    def draw(self, pen: Pen, x: float, top: float) -> None:
        group = pen.new_group() << 20
        with pen.marked(""):
            pen.rule(x, top, self._maker.width, 0.8)
            pen.rule(x, top - 21, self._maker.width, 0.5)
        at = x + _PAD
        for head, width in zip(self._heads, _COMPARED, strict=True):
            with pen.marked("TH", group=group):
                pen.text(at, top - 13.5, head, "PG", 8, GREY)
            at += width
        top -= 21
        for number, row in enumerate(self._rows, 1):
            self._draw_row(pen, x, top, row, group | number, last=number == len(self._rows))
            top -= self._height_of(row)

    def _draw_row(
        self, pen: Pen, x: float, top: float, row: Sequence[Sequence[Line]], group: int, *, last: bool
    ) -> None:
        bottom = top - self._height_of(row)
        at = x + _PAD
        for i, (lines, width) in enumerate(zip(row, _COMPARED, strict=True)):
            size, leading, colour = (8.5, 13.0, DEEP) if i == 0 else (COMPARE.size, COMPARE.leading, INK)
            with pen.marked("TD", group=group):
                draw_lines(pen, lines, at, top - 4.5, size, leading, colour)
            at += width
        with pen.marked(""):
            pen.rule(x, bottom, self._maker.width, 0.8 if last else 0.25, INK if last else HAIR)


def notice(part: Notice, maker: Maker, key: str) -> list[Block]:
    """A letter in the order of official correspondence."""
    right = replace(PLAIN, name="notice-right", align="right", justify=False)
    sender = replace(right, name="notice-sender")
    blocks: list[Block] = [_text(maker, text, right) for text in (part.number, part.date) if text]
    if blocks:
        blocks[0].key = key
    addressee = replace(
        PLAIN, name="notice-to", size=12, leading=20, indent=10.5, before=1.0 * B, justify=False
    )
    blocks.append(_text(maker, part.addressee, addressee))
    for i, line in enumerate(part.sender):
        style = replace(sender, name=f"notice-sender-{i == 0}", before=B if i == 0 else 0.0)
        blocks.append(text_block(maker.words((Ink(line),)), style, maker.width - 42))
    if part.seal_omitted:
        seal = replace(sender, name="notice-seal", size=9, colour=GREY)
        omitted = translate("reports", "(official seal omitted)")
        blocks.append(text_block((Ink(omitted),), seal, maker.width - 42))
    subject = replace(
        PLAIN,
        name="notice-subject",
        size=13,
        leading=22,
        align="center",
        before=2 * B,
        after=0.5 * B,
        justify=False,
    )
    blocks.append(_text(maker, part.subject, subject, "H1"))
    blocks.extend(text_block(maker.words(text), BODY, maker.width) for text in part.body)
    if part.items:
        centred = replace(
            PLAIN, name="notice-ki", align="center", before=0.75 * B, after=0.5 * B, justify=False
        )
        blocks.append(_text(maker, translate("reports", "Details"), centred))
        for number, item in enumerate(part.items, 1):
            blocks.extend(_notice_item(maker, item, number))
        end = replace(right, name="notice-end", before=0.75 * B)
        blocks.append(_text(maker, translate("reports", "End"), end))
    if part.contact:
        blocks.append(_contact(maker, part.contact))
    return blocks


def _text(maker: Maker, text: str, style: Style, role: str = "P") -> TextBlock:
    return text_block(maker.words((Ink(text),)), style, maker.width, role)


def _notice_item(maker: Maker, item: NoticeItem, number: int) -> list[Block]:
    label = set_lines(maker.words((Ink(f"{number}　{item.label}"),)), replace(PLAIN, name="notice-label"), 98)
    if isinstance(item.content, Table):
        heading = TextBlock(label, replace(PLAIN, name="notice-table", before=5), keep=True)
        table = maker.table(item.content)
        table.before = 4.0
        return [heading, table]
    if item.amount:
        return [_amount(maker, item, label)]
    lines = set_lines(maker.words(item.content), replace(PLAIN, name="notice-content"), maker.width - 101)
    height = max(len(lines), len(label)) * PLAIN.leading + 5

    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.marked("P"):
            draw_lines(pen, label, x, top, PLAIN.size, PLAIN.leading, INK)
            draw_lines(pen, lines, x + 101, top, PLAIN.size, PLAIN.leading, INK)

    return [Drawn(height, paint)]


def _amount(maker: Maker, item: NoticeItem, label: Sequence[Line]) -> Block:
    amount = "".join(
        piece.text for piece in maker.words(item.content if not isinstance(item.content, Table) else "")
    )

    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.marked("P"):
            draw_lines(pen, label, x, top - 6, PLAIN.size, PLAIN.leading, INK)
            sign = translate("reports", "Amount")
            draw_lines(pen, (set_one(sign, "M"),), x + 105, top - 5, 12.5, 17, INK)
            pen.text(x + 334, top - 18.5, amount, "PBT", 15, INK, "right")
        with pen.marked(""):
            pen.rule(x + 102, top - 27, 236, 0.5)

    return Drawn(36.0, paint)


def _contact(maker: Maker, contact: str) -> Block:
    lines = set_lines(maker.words((Ink(contact),)), RECORD, maker.width - 7)
    height = len(lines) * RECORD.leading + 8

    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.marked(""):
            pen.rule(x, top, maker.width, 0.8)
            pen.rule(x, top - height, maker.width, 0.5)
        with pen.marked("P"):
            draw_lines(pen, lines, x + 3.5, top - 4, RECORD.size, RECORD.leading, INK)

    return Drawn(height, paint, before=1.25 * B)
