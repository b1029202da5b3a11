"""What charts of lying bars share: the column of names and counts at the left, and rows as high as their names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bingo_planner.reports.blocks import draw_lines
from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import GREY, INK, Colour
from bingo_planner.reports.model import Ink
from bingo_planner.reports.paragraph import Line, set_lines, set_one
from bingo_planner.reports.pen import Pen
from bingo_planner.reports.styles import Style

SIZE: Final = 8.0
LEADING: Final = 9.4
COUNT_SIZE: Final = 7.5
GAP: Final = 7.0
_PLAIN: Final = Style("bar-name", "PG", SIZE, LEADING)
_BOLD: Final = Style("bar-name-bold", "PB", SIZE, LEADING)
_MOST_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Names:
    """Names set in lines, and the width that they and their counts take at the left."""

    lines: tuple[tuple[Line, ...], ...]
    width: float

    def height(self, row: int, least: float) -> float:
        """Height of a row: at least that of its bar, else of its name."""
        return max(least, len(self.lines[row]) * LEADING + 3.0)


def lay_names(
    names: Sequence[tuple[str, bool]], counts: Sequence[str], *, least: float, most: float
) -> Names:
    """Set names (text, bold) in a column between `least` and `most` points wide, counts at its right."""
    beside = max((set_one(clean(text), "PG").width * COUNT_SIZE / 1000 for text in counts), default=0.0)
    beside += GAP + (GAP if beside else 0.0)
    widest = max((_natural(text, bold) for text, bold in names), default=0.0)
    room = min(max(widest + 0.5, least - beside), most - beside)
    lines = tuple(_lines(text, bold, room) for text, bold in names)
    return Names(lines, room + beside)


def draw_name(pen: Pen, lines: Sequence[Line], x: float, middle: float, colour: Colour = INK) -> None:
    """A name at the left of its bar, its lines centred on the middle of the bar."""
    draw_lines(pen, lines, x, middle + len(lines) * LEADING / 2, SIZE, LEADING, colour)


def draw_count(pen: Pen, text: str, right: float, middle: float) -> None:
    """How many answered, at the right edge of the names."""
    if text:
        pen.text(right - GAP, middle - 2.7, clean(text), "PG", COUNT_SIZE, GREY, "right")


def text_width(text: str, face: str, size: float) -> float:
    """Width of one line of text in points."""
    return set_one(clean(text), face).width * size / 1000


def _natural(text: str, bold: bool) -> float:
    return text_width(text, "PB" if bold else "PG", SIZE)


def _lines(text: str, bold: bool, room: float) -> tuple[Line, ...]:
    style = _BOLD if bold else _PLAIN
    lines = set_lines((Ink(clean(text)),), style, room)
    if len(lines) <= _MOST_LINES:
        return lines
    kept = "".join(line.text for line in lines[:_MOST_LINES])
    return set_lines((Ink(f"{kept[:-1]}…"),), style, room)[:_MOST_LINES]
