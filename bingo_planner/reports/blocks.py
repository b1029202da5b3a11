"""What flows down a page: blocks with a height that can be drawn and, some of them, split."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace

from bingo_planner.kernel.i18n import language
from bingo_planner.reports.grid import HAIR, PALE, Colour
from bingo_planner.reports.model import Ink
from bingo_planner.reports.paragraph import Line, set_lines, set_one
from bingo_planner.reports.pen import Pen
from bingo_planner.reports.styles import Style

ASCENT = 0.88  # of the em, for every face used


class Block(ABC):
    """A piece of a page of a known width. Drawn from its upper edge; `keep` ties it to the block that follows."""

    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    key: str = ""

    @abstractmethod
    def height(self) -> float:
        """Height in points, without the space before and after."""

    def first(self) -> float:
        """The height that must find room at least where the block begins."""
        return self.height()

    def split(self, room: float) -> "tuple[Block, Block] | None":
        """The part that fits into `room` and the rest, or None when it cannot be parted there."""
        return None

    def anchors(self) -> list[tuple[str, float]]:
        """The keys that links may lead to, with their distance from the upper edge."""
        return [(self.key, 0.0)] if self.key else []

    @abstractmethod
    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw with the upper left corner at `x`, `top`."""


def draw_lines(
    pen: Pen, lines: Sequence[Line], x: float, top: float, size: float, leading: float, colour: Colour
) -> None:
    """Set lines under each other, with their underlines, washes and links."""
    baseline = top - (leading - size) / 2 - ASCENT * size
    for line in lines:
        if line.reaches:
            _draw_reaches(pen, line, x, baseline, size)
        pen.line(x, baseline, line, size, colour)
        baseline -= leading


def _draw_reaches(pen: Pen, line: Line, x: float, baseline: float, size: float) -> None:
    for reach in line.reaches:
        left = x + (line.indent + reach.start) * size / 1000
        width = (reach.end - reach.start) * size / 1000
        if reach.wash:
            pen.box(left, baseline - 0.18 * size, width, 1.12 * size, PALE)
        if reach.underline:
            pen.rule(left, baseline - 0.2 * size, width, 0.5)
        if reach.ref:
            pen.link(left, baseline - 0.2 * size, width, 1.1 * size, reach.ref)


class TextBlock(Block):
    """Lines of one style. `role` is what a screen reader is told."""

    def __init__(
        self, lines: Sequence[Line], style: Style, role: str = "P", *, key: str = "", keep: bool = False
    ) -> None:
        self.lines, self.style, self.role = lines, style, role
        self.before, self.after = style.before, style.after
        self.key, self.keep = key, keep

    def height(self) -> float:
        return len(self.lines) * self.style.leading

    def first(self) -> float:
        return self.style.leading * (len(self.lines) if len(self.lines) < 4 else 2)

    def split(self, room: float) -> "tuple[TextBlock, TextBlock] | None":
        fit = min(int((room + 0.01) // self.style.leading), len(self.lines) - 2)
        if fit < 2:
            return None
        start = TextBlock(self.lines[:fit], self.style, self.role, key=self.key)
        rest = TextBlock(self.lines[fit:], self.style, self.role, keep=self.keep)
        start.before, rest.after = self.before, self.after
        start.after = rest.before = 0.0
        return start, rest

    def draw(self, pen: Pen, x: float, top: float) -> None:
        with pen.marked(self.role):
            draw_lines(pen, self.lines, x, top, self.style.size, self.style.leading, self.style.colour)


def text_block(
    text: tuple[Ink, ...], style: Style, width: float, role: str = "P", *, key: str = "", keep: bool = False
) -> TextBlock:
    """A paragraph of resolved text."""
    return TextBlock(set_lines(text, style, width), style, role, key=key, keep=keep)


class Drawn(Block):
    """A block of fixed height drawn by a function `(pen, x, top)`."""

    def __init__(
        self,
        height: float,
        paint: Callable[[Pen, float, float], None],
        *,
        before: float = 0.0,
        after: float = 0.0,
        keep: bool = False,
        key: str = "",
    ) -> None:
        self._height, self._paint = height, paint
        self.before, self.after, self.keep, self.key = before, after, keep, key
        self.keys: tuple[str, ...] = ()

    def anchors(self) -> list[tuple[str, float]]:
        return super().anchors() + [(key, 0.0) for key in self.keys]

    def height(self) -> float:
        return self._height

    def draw(self, pen: Pen, x: float, top: float) -> None:
        self._paint(pen, x, top)


class Stack(Block):
    """Blocks that stay together, with their gaps; `indent` moves them to the right."""

    def __init__(
        self, blocks: Sequence[Block], *, indent: float = 0.0, pad: float = 0.0, key: str = ""
    ) -> None:
        self.blocks, self.indent, self.pad, self.key = tuple(blocks), indent, pad, key
        self.before = self.blocks[0].before if self.blocks else 0.0
        self.after = self.blocks[-1].after if self.blocks else 0.0

    def height(self) -> float:
        return self._walk(None, 0.0, 0.0) + 2 * self.pad

    def anchors(self) -> list[tuple[str, float]]:
        found, used = super().anchors(), self.pad
        for i, block in enumerate(self.blocks):
            used += max(self.blocks[i - 1].after, block.before) if i else 0.0
            found += [(key, used + below) for key, below in block.anchors()]
            used += block.height()
        return found

    def draw(self, pen: Pen, x: float, top: float) -> None:
        self._walk(pen, x + self.indent, top - self.pad)

    def _walk(self, pen: Pen | None, x: float, top: float) -> float:
        used = 0.0
        for i, block in enumerate(self.blocks):
            if i:
                used += max(self.blocks[i - 1].after, block.before)
            if pen is not None:
                block.draw(pen, x, top - used)
            used += block.height()
        return used


class Labelled(Block):
    """A label on the left of lines of text; parted between the lines, the label staying above.

    `at` gives the left edges of label and text; a `rule` is the width of a hairline below.
    """

    def __init__(
        self,
        label: Sequence[Line],
        lines: Sequence[Line],
        style: Style,
        at: tuple[float, float],
        *,
        pad: float,
        label_colour: Colour,
        rule: float = 0.0,
    ) -> None:
        self.label, self.lines, self.style, self.at = label, lines, style, at
        self.pad, self.label_colour, self.rule = pad, label_colour, rule

    def height(self) -> float:
        return max(len(self.lines), len(self.label)) * self.style.leading + self.pad

    def first(self) -> float:
        return min(max(len(self.lines), len(self.label)), 4) * self.style.leading + self.pad

    def split(self, room: float) -> "tuple[Labelled, Labelled] | None":
        fit = min(int((room - self.pad) // self.style.leading), len(self.lines) - 2)
        if fit < max(2, len(self.label)):
            return None
        above, below = self._part(self.label, self.lines[:fit]), self._part((), self.lines[fit:])
        above.key, below.after = self.key, self.after
        return above, below

    def _part(self, label: Sequence[Line], lines: Sequence[Line]) -> "Labelled":
        return Labelled(
            label, lines, self.style, self.at, pad=self.pad, label_colour=self.label_colour, rule=self.rule
        )

    def draw(self, pen: Pen, x: float, top: float) -> None:
        size, leading, upper = self.style.size, self.style.leading, top - self.pad / 2
        with pen.marked("P"):
            draw_lines(pen, self.label, x + self.at[0], upper, size, leading, self.label_colour)
            draw_lines(pen, self.lines, x + self.at[1], upper, size, leading, self.style.colour)
        if self.rule:
            with pen.marked(""):
                pen.rule(x, top - self.height(), self.rule, 0.25, HAIR)


class NumberedList(Block):
    """Points with a mark or number before each, splittable between points."""

    def __init__(
        self, items: Sequence[Sequence[Line]], marks: Sequence[Line], style: Style, hang: float
    ) -> None:
        self.items, self.marks, self.style, self.hang = items, marks, style, hang

    def height(self) -> float:
        return sum(map(len, self.items)) * self.style.leading

    def first(self) -> float:
        return min(len(self.items[0]), 4) * self.style.leading if self.items else 0.0

    def split(self, room: float) -> "tuple[NumberedList, NumberedList] | None":
        left = int((room + 0.01) // self.style.leading)
        for i, lines in enumerate(self.items):
            if len(lines) > left:
                return self._parted(i, min(left, len(lines) - 2))
            left -= len(lines)
        return None

    def _parted(self, i: int, fit: int) -> "tuple[NumberedList, NumberedList] | None":
        """Part before point `i`, or inside it after `fit` lines when two lines stay on both sides."""
        above, below, marks = list(self.items[:i]), list(self.items[i:]), list(self.marks[i:])
        if fit >= 2:
            above.append(below[0][:fit])
            below[0], marks[0] = below[0][fit:], set_one("", "PG")
        if not above:
            return None
        upper = NumberedList(above, self.marks[: len(above)], self.style, self.hang)
        return upper, NumberedList(below, marks, self.style, self.hang)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        style = self.style
        for mark, lines in zip(self.marks, self.items, strict=True):
            with pen.marked("P"):
                draw_lines(pen, (mark,), x, top, style.size, style.leading, style.colour)
                draw_lines(pen, lines, x + self.hang, top, style.size, style.leading, style.colour)
            top -= len(lines) * style.leading


def bullet_list(
    items: Sequence[tuple[Ink, ...]], style: Style, width: float, *, numbered: bool
) -> NumberedList:
    """Points under each other: nakaguro of the fixed Gothic (a round bullet in English), or 1, 2, 3."""
    hang = style.size * (1.6 if numbered else 1.0)
    body = replace(style, name=f"{style.name}-point", first=0.0)
    lines = [set_lines(item, body, width - hang) or (set_one("", "PG"),) for item in items]
    dot = set_one("・", "G") if language() == "ja" else set_one("•", "PG")
    marks = [set_one(str(i), "PBT") if numbered else dot for i in range(1, len(items) + 1)]
    return NumberedList(lines, marks, body, hang)
