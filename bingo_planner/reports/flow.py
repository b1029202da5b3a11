"""Puts blocks on pages, one after the other: page breaks, headings kept with their text, tables split."""

from collections.abc import Sequence

from bingo_planner.reports.blocks import Block
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.pdf import Place
from bingo_planner.reports.pen import Page, Pen


class Flow:
    """The pages written so far and the place where the next block goes."""

    def __init__(self, pen: Pen, frame: Frame) -> None:
        self.pen = pen
        self.pages: list[Page] = []
        self.places: dict[str, Place] = {}
        self.overfull: list[int] = []
        self.right_head = ""
        self._frame = frame
        self._y = 0.0
        self._after = 0.0
        self._fresh = True
        self._open = False

    def new_page(self, frame: Frame | None = None) -> Page:
        """Begin a page at once, even when the current one is empty."""
        self._frame = frame or self._frame
        if self.pages:
            self.pages[-1].settle()
        page = Page(self._frame, right_head=self.right_head)
        self.pages.append(page)
        self.pen.turn_to(page)
        self._y = self._frame.size.top
        self._after, self._fresh, self._open = 0.0, True, True
        return page

    def break_page(self, frame: Frame | None = None) -> None:
        """What follows starts on a new page (of another frame); no page is left empty by it."""
        self._frame = frame or self._frame
        self._open = False

    @property
    def frame(self) -> Frame:
        return self._frame

    def anchor(self, key: str) -> None:
        """Let links with this key lead to the top of the page in hand."""
        if key:
            self.places.setdefault(key, Place(len(self.pages) - 1, self._frame.size.top + 20))

    def anchor_next(self, key: str) -> None:
        """Let links with this key lead to the page that comes next."""
        if key:
            self.places.setdefault(key, Place(len(self.pages), self._frame.size.top + 20))

    def place(self, blocks: Sequence[Block]) -> None:
        """Let blocks flow down, over as many pages as they need."""
        waiting = list(blocks)
        waiting.reverse()
        while waiting:
            if not self._open:
                self.new_page()
            block = waiting.pop()
            rest = self._place_one(block, waiting)
            if rest is not None:
                waiting.append(rest)
                self._open = False

    def _place_one(self, block: Block, following: Sequence[Block]) -> Block | None:
        """Draw what fits and return what must go on the next page."""
        gap = 0.0 if self._fresh else max(self._after, block.before)
        room = self._y - gap - self._frame.size.bottom + 0.01
        if not self._fresh and self._needed(block, following) > room:
            return block if block.keep else self._split(block, gap, room)
        if block.height() <= room:
            self._draw(block, gap)
            return None
        return self._split(block, gap, room)

    def _split(self, block: Block, gap: float, room: float) -> Block | None:
        parts = block.split(room)
        if parts is not None and (self._fresh or parts[0].height() <= room):
            self._draw(parts[0], gap)
            return parts[1]
        if not self._fresh:
            return block
        self.overfull.append(len(self.pages))
        self._draw(block, gap)
        return None

    def _needed(self, block: Block, following: Sequence[Block]) -> float:
        """Height that must find room: a heading counts with the heads of what it announces."""
        needed, current = 0.0, block
        i = len(following) - 1
        while current.keep and i >= 0:
            nearest = following[i]
            needed += current.height() + max(current.after, nearest.before)
            current, i = nearest, i - 1
        return needed + current.first()

    def _draw(self, block: Block, gap: float) -> None:
        size = self._frame.size
        self._y -= gap
        for key, below in block.anchors():
            self.places.setdefault(key, Place(len(self.pages) - 1, self._y - below + 6))
        block.draw(self.pen, size.left, self._y)
        self._y -= block.height()
        self._after, self._fresh = block.after, False
