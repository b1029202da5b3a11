"""The pieces of papers: chapter openers, record blocks, boxes and rules."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bingo_planner.reports.blocks import Block, Drawn, draw_lines
from bingo_planner.reports.grid import DEEP, HAIR, INK, WASH, B, Colour
from bingo_planner.reports.model import (
    Box,
    Ink,
    Records,
    Text,
)
from bingo_planner.reports.numbering import Numbered
from bingo_planner.reports.paragraph import Line, set_lines, set_one, tracked
from bingo_planner.reports.pen import Pen
from bingo_planner.reports.styles import (
    BOX,
    CHAPTER_NUMBER,
    CHAPTER_TITLE,
    LEAD,
    RECORD,
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
