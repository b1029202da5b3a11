"""The pieces of papers: chapter openers, record blocks, boxes and rules."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bingo_planner.reports.blocks import Block, Drawn, Labelled, draw_lines
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
        line = _cut(section.line.replace("　", "  "), width - 16)
        size = min(8.8, 8.8 * (width - 16) / max(line.width * 0.0088, 1.0))
        with pen.marked("P"):
            draw_lines(pen, (line,), x + 15, top, size, B, INK)
        pen.link(x + 15, top - B, width - 15, B, section.key)
        top -= B


def _cut(text: str, room: float) -> Line:
    """One line that can be set in at least seven points; longer words end in an ellipsis."""
    line = set_one(text, "PG")
    while line.width * 0.007 > room and len(text) > 2:
        text = f"{text[:-2]}…"
        line = set_one(text, "PG")
    return line


def records(part: Records, words: Words, width: float) -> list[Block]:
    """Labelled lines between hairlines."""
    label_style = replace(RECORD, name="record-label", face="PB")
    blocks: list[Block] = []
    for label, text in part.rows:
        lines = set_lines(words(text), RECORD, width - part.label_width - 7) or (set_one("", "PG"),)
        labels = set_lines(words((Ink(label),)), label_style, part.label_width)
        at = (3.5, 3.5 + part.label_width)
        blocks.append(Labelled(labels, lines, RECORD, at, pad=5.0, label_colour=DEEP, rule=width))
    if blocks:
        blocks[-1].after = 0.75 * B
    return blocks


def box(part: Box, words: Words, width: float) -> list[Block]:
    """Points on a pale ground behind a strong left edge; one piece of ground for each, so that it may break."""
    indent = 42.0 if part.numbered else 22.0
    last = len(part.items) - 1
    blocks: list[Block] = []
    for i, item in enumerate(part.items):
        lines = set_lines(words(item), BOX, width - indent - 12)
        number = str(i + 1) if part.numbered else ""
        block = _BoxItem(
            lines, number, width, indent, (9.0 if i == 0 else 2.75), (9.0 if i == last else 2.75)
        )
        block.before = 0.5 * B if i == 0 else 0.0
        block.after = 0.75 * B if i == last else 0.0
        blocks.append(block)
    return blocks


class _BoxItem(Block):
    """One point of a box with its piece of the ground."""

    def __init__(
        self, lines: Sequence[Line], number: str, width: float, indent: float, upper: float, lower: float
    ) -> None:
        self._lines, self._number, self._width, self._indent = lines, number, width, indent
        self._upper, self._lower = upper, lower

    def height(self) -> float:
        return len(self._lines) * BOX.leading + self._upper + self._lower

    def split(self, room: float) -> "tuple[_BoxItem, _BoxItem] | None":
        fit = min(int((room - self._upper - 2.75) // BOX.leading), len(self._lines) - 2)
        if fit < 2:
            return None
        above = _BoxItem(self._lines[:fit], self._number, self._width, self._indent, self._upper, 2.75)
        below = _BoxItem(self._lines[fit:], "", self._width, self._indent, 2.75, self._lower)
        above.before, below.after = self.before, self.after
        return above, below

    def draw(self, pen: Pen, x: float, top: float) -> None:
        height = self.height()
        with pen.marked(""):
            pen.box(x, top - height, self._width, height, WASH)
            pen.box(x, top - height, 2, height, DEEP)
        with pen.marked("P"):
            if self._number:
                number = (set_one(self._number, "PB"),)
                draw_lines(pen, number, x + 16, top - self._upper, BOX.size, BOX.leading, DEEP)
            left = x + self._indent - 8
            draw_lines(pen, self._lines, left, top - self._upper, BOX.size, BOX.leading, INK)
