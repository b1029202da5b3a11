"""What a figure shows: values and labels of every kind of chart, without any drawing."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from bingo_planner.reports.answercharts import Bands, Likert, Panels, Portfolio, Ranking
from bingo_planner.reports.tones import Fill as Fill

Ring = tuple[tuple[float, float], ...]
Tone = Literal[1, 2, 3, 4]


@dataclass(frozen=True, slots=True)
class BarSeries:
    """One layer of stacked bars, drawn from the foot upwards; `labels` stand inside the bars."""

    name: str
    values: tuple[float, ...]
    fill: Fill
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """Upright bars, plain or stacked, zero-based; `totals` are written above, `remark` beside the legend."""

    categories: tuple[str, ...]
    series: tuple[BarSeries, ...]
    totals: tuple[str, ...] = ()
    remark: str = ""
    height: float = 170.0


class Weight(Enum):
    """How strong a line is drawn: the region, its core city, the others, and the dashed or dotted rest."""

    REGION = "region"
    CORE = "core"
    OTHER = "other"
    DASHED = "dashed"
    DOTTED = "dotted"


@dataclass(frozen=True, slots=True)
class LineSeries:
    """One line; None leaves a gap. `end` is the figure set beside the name at the right end."""

    name: str
    values: tuple[float | None, ...]
    weight: Weight = Weight.OTHER
    end: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """A bold remark at one point of one line."""

    series: int
    index: int
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines over equal steps with names at their right ends; `ticks` are the labelled grid values."""

    labels: tuple[str, ...]
    series: tuple[LineSeries, ...]
    ticks: tuple[tuple[float, str], ...]
    low: float | None = None
    base: float | None = None
    callouts: tuple[Callout, ...] = ()
    height: float = 155.0


@dataclass(frozen=True, slots=True)
class PyramidYear:
    """One year of a pyramid: men and women by age group, youngest first."""

    title: str
    total: str
    men: tuple[float, ...]
    women: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pyramid:
    """Two years side by side on one scale, the earlier one also as an outline over the later one.

    `fills` gives the tone of every age group; `step` and `divisor` the ticks (step 10000, divisor 10000 and unit
    「万人」 give 1, 2, 3).
    """

    ages: tuple[str, ...]
    earlier: PyramidYear
    later: PyramidYear
    fills: tuple[Fill, ...]
    men: str
    women: str
    unit: str
    step: float
    divisor: float
    height: float = 168.0


@dataclass(frozen=True, slots=True)
class Area:
    """One municipality on a map: outer rings as (longitude, latitude), its class 0–3 and its two lines of label.

    `shift` moves the label from the middle of the largest ring, in points (right, up); with `leader` a line joins
    the label to the area.
    """

    name: str
    rings: tuple[Ring, ...]
    grade: int | None = None
    value: str = ""
    core: bool = False
    shift: tuple[float, float] = (0.0, 0.0)
    leader: bool = False


@dataclass(frozen=True, slots=True)
class Choropleth:
    """A map in up to four ordered classes with a legend, a scale bar and a north arrow."""

    areas: tuple[Area, ...]
    legend_title: str
    classes: tuple[str, ...]
    height: float = 330.0


@dataclass(frozen=True, slots=True)
class Spark:
    """The mini line of a KPI: how far the actual has come from start (0) to target (1); None draws the empty scale."""

    done: float | None


@dataclass(frozen=True, slots=True)
class Span:
    """A bar of a schedule from one point to another, in columns counted from the left edge (0.0)."""

    start: float
    end: float
    text: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Milestone:
    """A diamond at one point of a schedule."""

    at: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    label: str
    spans: tuple[Span, ...] = ()
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """Bars over equal columns: fiscal years, or the months April to March."""

    columns: tuple[str, ...]
    rows: tuple[ScheduleRow, ...]
    label_width: float = 112.0


Drawing = Bars | Lines | Pyramid | Choropleth | Bands | Likert | Ranking | Panels | Portfolio | Schedule
