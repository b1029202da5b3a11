"""Charts as pictures: drawn by the PDF kit on pages of their own, then turned into pixels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bingo_planner.reports.charts import Drawing
from bingo_planner.reports.figures import draw_figure, figure_height
from bingo_planner.reports.fonts import FontBook
from bingo_planner.reports.grid import Frame
from bingo_planner.reports.pdf import Info, write
from bingo_planner.reports.pen import Page, Pen
from bingo_planner.reports.raster import page_pngs

DPI: Final = 200.0
_MARGIN: Final = 3.0
_EDGE: Final = 1.5
"""What is kept on both sides, for lines on the very edge; the picture is scaled to the width again."""
_STAMP: Final = Info("", "", "", (), "ja-JP", datetime(2000, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Ordered:
    """A chart that is wanted as a picture, with its size in points."""

    drawing: Drawing
    width: float
    height: float


def ordered(drawing: Drawing, width: float) -> Ordered:
    """The chart in a width, as high as it needs to be."""
    return Ordered(drawing, width, figure_height(drawing, width) + 2 * _MARGIN)


def pictures(orders: Sequence[Ordered], step: Callable[[int], None]) -> list[bytes]:
    """A PNG of each chart, 200 dots an inch, in order; `step` is told the number of each and may raise to stop."""
    if not orders:
        return []
    book = FontBook()
    pen = Pen(book)
    pages: list[Page] = []
    crops: list[tuple[float, float, float, float]] = []
    for order in orders:
        frame = Frame.LAND if order.width > Frame.SHEET.size.width else Frame.BARE
        page = Page(frame)
        pen.turn_to(page)
        wide, high = frame.size.paper
        draw_figure(pen, order.drawing, (wide - order.width) / 2, high - _MARGIN, order.width)
        page.settle()
        pages.append(page)
        side = (wide - order.width) / 2 - _EDGE
        crops.append((side, max(high - order.height, 0.0), side, 0.0))
    pdf = write(pages, book, _STAMP, (), {}, lambda _number: None)
    return page_pngs(pdf, crops, DPI / 72, step)
