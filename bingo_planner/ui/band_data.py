"""A table whose lines carry a band of 100 % as data: heads, lines, cells, segments; no widget here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bingo_planner.ui.marks import Mark


@dataclass(frozen=True)
class BandHead:
    """One column. `kind` is figure, sum (bold) or band; `below` small words under the title."""

    key: str
    title: str
    width_fh: float = 4.0
    kind: str = "figure"
    below: str = ""
    tip: str = ""


@dataclass(frozen=True)
class BandCell:
    """A figure as printed; `lower` a second line beneath it. `sign` is up, down or nothing; `small` words behind it.

    `faint` for what is no figure (-, x, 0); `spoken` what a screen reader says instead of the text.
    """

    text: str
    lower: str = ""
    sign: str = ""
    small: str = ""
    faint: bool = False
    spoken: str = ""


@dataclass(frozen=True)
class BandPart:
    """A segment of a band: its share (0 to 1), its figure, and how it is filled (see `bands.fill_of`)."""

    share: float
    words: str
    fill: str


@dataclass(frozen=True)
class BandRow:
    """One line. `kind` is total, group or line; `starred` sets * before the first figure."""

    key: str
    title: str
    cells: Sequence[BandCell] = ()
    band: Sequence[BandPart] = ()
    kind: str = "line"
    mark: Mark | None = None
    note: str = ""
    starred: bool = False


@dataclass(frozen=True)
class BandLegend:
    """A word of the legend with its fill."""

    fill: str
    words: str


@dataclass(frozen=True)
class BandData:
    """All a band table shows. `corner` heads the titles; `frozen` columns after them stay when scrolled sideways."""

    title: str
    corner: str
    heads: Sequence[BandHead]
    rows: Sequence[BandRow]
    legend: Sequence[BandLegend] = ()
    notes: Sequence[str] = ()
    summary: str = ""
    frozen: int = 1
    top: int = 1
    two_lines: bool = False
    title_fh: float = 10.0
    ticks: Sequence[str] = field(default=("0", "25", "50", "75", "100 %"))
