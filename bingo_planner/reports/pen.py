"""The pen: writes text, rules and shapes straight into the content of one page.

Co-ordinates are points from the lower left corner. Everything is inside a marked part (for screen readers) or an
artifact; `Page` keeps what the pen wrote until the whole paper is known.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from bingo_planner.reports.fonts import FontBook, base
from bingo_planner.reports.grid import INK, Colour, Frame
from bingo_planner.reports.model import Align
from bingo_planner.reports.paragraph import Line, set_one

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Link:
    """An area of a page that leads to the place with this key."""

    area: tuple[float, float, float, float]
    key: str


@dataclass(slots=True)
class Page:
    """A page being written: its operators, links, and the chapter named in its head."""

    frame: Frame
    ops: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    right_head: str = ""
    marks: list["Mark"] = field(default_factory=list)
    contents: int = -1

    def settle(self) -> None:
        """The text is whole: keep it as one string instead of hundreds."""
        self.ops = ["\n".join(self.ops)] if self.ops else []


@dataclass(slots=True)
class Mark:
    """One marked part of a page: a structure element (P, H1, TD, Figure …) and its alternative text."""

    role: str
    alt: str = ""
    group: int = 0


class Pen:
    """Draws on one page after the other; knows the ink in use so that it is not set twice."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self.page = Page(Frame.BARE)
        self._fill: Colour | None = None
        self._stroke: Colour | None = None
        self._width = -1.0
        self._dash = ""
        self._group = 0

    def turn_to(self, page: Page) -> None:
        """Write on this page from now on."""
        self.page = page
        self._fill = self._stroke = None
        self._width, self._dash = -1.0, ""

    def new_group(self) -> int:
        """A number for marked parts that belong together, such as the cells of a table."""
        self._group += 1
        return self._group

    @contextmanager
    def marked(self, role: str, alt: str = "", group: int = 0) -> Iterator[None]:
        """What is drawn inside is this structure element; an empty role is decoration."""
        if role:
            self.page.ops.append(f"/{role} <</MCID {len(self.page.marks)}>> BDC")
            self.page.marks.append(Mark(role, alt, group))
        else:
            self.page.ops.append("/Artifact BMC")
        yield
        self.page.ops.append("EMC")

    def line(self, x: float, y: float, line: Line, size: float, colour: Colour = INK) -> None:
        """Set a line with its baseline at `y`, its left edge at `x` (its own indent comes on top)."""
        if not line.segments:
            return
        self._ink(colour)
        x += line.indent * size / 1000
        parts = [f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm"]
        face_now = ""
        array: list[str] = []
        for segment in line.segments:
            codes = self.book.codes(segment.face)
            if codes.key != face_now:
                if array:
                    parts.append(f"[{''.join(array)}]TJ")
                    array = []
                face_now = codes.key
                parts.append(f"/{face_now} {size:.4g} Tf")
            if segment.kern:
                array.append(f"{-segment.kern:.1f}")
            if segment.face != base(segment.face) and segment.face != "?":
                array.append("".join([codes[char] for char in segment.text]))
            elif segment.spread:
                array.append(f"<{f'>{-segment.spread:.1f}<'.join([codes[char] for char in segment.text])}>")
            else:
                array.append(f"<{''.join([codes[char] for char in segment.text])}>")
        parts.append(f"[{''.join(array)}]TJ ET")
        self.page.ops.append(" ".join(parts))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        face: str,
        size: float,
        colour: Colour = INK,
        align: Align = "left",
    ) -> float:
        """Set plain, cleaned text on one line and return its width in points."""
        line = set_one(text, face)
        width = line.width * size / 1000
        if align != "left":
            x -= width if align == "right" else width / 2
        self.line(x, y, line, size, colour)
        return width

    def turned_text(self, x: float, y: float, text: str, face: str, size: float, colour: Colour) -> None:
        """Text running upwards from `x`, `y`, for the name of an upright axis."""
        self.page.ops.append(f"q 0 1 -1 0 {x:.2f} {y:.2f} cm")
        self._fill = None
        self.text(0, 0, text, face, size, colour)
        self.page.ops.append("Q")
        self._fill = None

    def rule(
        self, x: float, y: float, width: float, weight: float, colour: Colour = INK, dash: str = ""
    ) -> None:
        """A horizontal rule."""
        self.path(((x, y), (x + width, y)), weight, colour, dash)

    def path(
        self, points: Sequence[Point], weight: float, colour: Colour, dash: str = "", *, closed: bool = False
    ) -> None:
        """Straight lines through the points."""
        self._pen(weight, colour, dash)
        first, *rest = points
        steps = " ".join([f"{x:.2f} {y:.2f} l" for x, y in rest])
        self.page.ops.append(f"{first[0]:.2f} {first[1]:.2f} m {steps} {'s' if closed else 'S'}")

    def lines(
        self, pairs: Sequence[tuple[Point, Point]], weight: float, colour: Colour, dash: str = ""
    ) -> None:
        """Many separate straight lines in one stroke."""
        self._pen(weight, colour, dash)
        steps = " ".join([f"{a[0]:.2f} {a[1]:.2f} m {b[0]:.2f} {b[1]:.2f} l" for a, b in pairs])
        self.page.ops.append(f"{steps} S")

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle from its lower left corner."""
        self._ink(colour)
        self.page.ops.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def outline_box(
        self, x: float, y: float, width: float, height: float, weight: float, colour: Colour
    ) -> None:
        """An empty rectangle."""
        self._pen(weight, colour)
        self.page.ops.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def shape(
        self, rings: Sequence[Sequence[Point]], fill: Colour, edge: Colour | None = None, weight: float = 0.0
    ) -> None:
        """Filled rings, with an edge if one is given."""
        self._ink(fill)
        if edge is not None:
            self._pen(weight, edge)
        parts = []
        for ring in rings:
            first, *rest = ring
            steps = " ".join([f"{x:.2f} {y:.2f} l" for x, y in rest])
            parts.append(f"{first[0]:.2f} {first[1]:.2f} m {steps} h")
        self.page.ops.append(f"{' '.join(parts)} {'B' if edge is not None else 'f'}")

    def dot(
        self, x: float, y: float, radius: float, fill: Colour, edge: Colour | None = None, weight: float = 0.0
    ) -> None:
        """A filled circle."""
        self._ink(fill)
        if edge is not None:
            self._pen(weight, edge)
        r, k = radius, radius * 0.5523
        self.page.ops.append(
            f"{x + r:.2f} {y:.2f} m {x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
            f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
            f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
            f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c {'B' if edge else 'f'}"
        )

    def hatch(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: Colour,
        step: float = 3.2,
        *,
        weight: float = 0.45,
        falling: bool = False,
    ) -> None:
        """Lines at 45 degrees inside a rectangle, as one path; `falling` ones run down to the right."""
        pairs: list[tuple[Point, Point]] = []
        offset = -height + step
        while offset < width:
            left, right = max(offset, 0.0), min(offset + height, width)
            if right > left:
                low, high = left - offset, right - offset
                if falling:
                    low, high = height - low, height - high
                pairs.append(((x + left, y + low), (x + right, y + high)))
            offset += step * 1.4142
        if pairs:
            self.lines(pairs, weight, colour)

    def dots(
        self, x: float, y: float, width: float, height: float, colour: Colour, step: float = 2.6
    ) -> None:
        """A screen of dots inside a rectangle, as one path: every other row is set off by half a step."""
        self._ink(colour)
        side = 0.7
        parts: list[str] = []
        for row in range(max(int((height - 1.0) / (step / 2)), 1)):
            low = y + 0.9 + row * step / 2
            at = x + 1.0 + (step / 2 if row % 2 else 0.0)
            while at + side < x + width:
                parts.append(f"{at:.2f} {low:.2f} {side} {side} re")
                at += step
        if parts:
            self.page.ops.append(f"{' '.join(parts)} f")

    def link(self, x: float, y: float, width: float, height: float, key: str) -> None:
        """Make an area lead to the place with this key."""
        self.page.links.append(Link((x, y, x + width, y + height), key))

    def _ink(self, colour: Colour) -> None:
        if colour != self._fill:
            self._fill = colour
            self.page.ops.append(f"{colour[0]:g} {colour[1]:g} {colour[2]:g} rg")

    def _pen(self, weight: float, colour: Colour, dash: str = "") -> None:
        if colour != self._stroke:
            self._stroke = colour
            self.page.ops.append(f"{colour[0]:g} {colour[1]:g} {colour[2]:g} RG")
        if weight != self._width:
            self._width = weight
            self.page.ops.append(f"{weight:g} w")
        if dash != self._dash:
            self._dash = dash
            self.page.ops.append(f"[{dash}] 0 d")
