"""What figures of answers show: bands, answers on two sides, rankings, small charts by group, a portfolio."""

from dataclasses import dataclass

from bingo_planner.reports.tones import Fill


@dataclass(frozen=True, slots=True)
class Band:
    """One row of a band chart: shares in per cent that add to about 100; `first` rows are set off from the rest.

    Without shares the row says `remark` instead: too few answers to be shown. `over` heads a run of rows.
    """

    name: str
    count: str
    shares: tuple[float, ...]
    first: bool = False
    remark: str = ""
    over: str = ""


@dataclass(frozen=True, slots=True)
class Bands:
    """Shares of answers as bands, one row a group."""

    answers: tuple[tuple[str, Fill], ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Likert:
    """Answers on two sides of a middle line.

    `sides` says for each answer where it stands: −1 left, 0 across the line, 1 right, None apart at the right edge, as
    a figure only. `ends` of each row are written at its left and right end (sums of a side, may be empty).
    """

    answers: tuple[tuple[str, Fill], ...]
    sides: tuple[int | None, ...]
    bands: tuple[Band, ...]
    ends: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RankRow:
    """One answer of a ranking with a value for each series; None: not asked there. `mild` rows are no real answers."""

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]
    mild: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """Bars lying under each other, in the order given, one or several to a row; zero-based, values at their ends."""

    rows: tuple[RankRow, ...]
    series: tuple[tuple[str, Fill], ...] = (("", Fill.R3),)
    remark: str = ""
    highest: float = 0.0
    """Value of the right edge; 0: the longest bar."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart: a group with its values; without values it says `remark`."""

    name: str
    count: str
    values: tuple[float, ...]
    labels: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Panels:
    """Small charts on one scale, `across` in a row; a mark shows the value of all together in each."""

    categories: tuple[str, ...]
    panels: tuple[Panel, ...]
    reference: tuple[float, ...] = ()
    reference_name: str = ""
    across: int = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """One item of a portfolio; `strong` spots are filled and bold."""

    number: str
    name: str
    x: float
    y: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of a portfolio: its name, the value at which it is crossed, and that value in words."""

    name: str
    cut: float
    cut_words: str = ""


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Items by two figures; the axes cross at their cuts.

    `zones` are the names of the quarters: upper left, upper right, lower left, lower right; `shaded` is the place of
    the one set on a tone.
    """

    spots: tuple[Spot, ...]
    across: Axis
    upright: Axis
    zones: tuple[str, str, str, str] = ("", "", "", "")
    shaded: int | None = None
    height: float = 300.0
