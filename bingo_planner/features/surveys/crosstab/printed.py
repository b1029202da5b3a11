"""A sheet as it is printed: heads, lines and cells in words, segments of bands, legend and notes. No widget, no paper.

The page, the clipboard and papers all show this, so that one figure is never written in two ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys.crosstab import words
from bingo_planner.features.surveys.crosstab.fills import MOST_PARTS, fills_of
from bingo_planner.features.surveys.crosstab.hiding import hidden_lines
from bingo_planner.features.surveys.crosstab.model import CrossSheet, Figure, Line
from bingo_planner.features.surveys.crosstab.notes import notes_of
from bingo_planner.features.surveys.model import Codebook
from bingo_planner.features.surveys.stats.crosstable import CrossOptions, Few
from bingo_planner.features.surveys.stats.rounding import figure_words
from bingo_planner.kernel.i18n import translate

HIDDEN = "x"
"""What stands for a figure that is not published."""
GOOD, TOTAL, MULTIPLE, WEIGHTED, N, BAND = "+good", "", "+mt", "+weighted", "+n", "+band"
"""Keys of heads and lines that are no options."""
_SIGNS = {1: "up", -1: "down", 0: ""}


def _t(text: str, **facts: object) -> str:
    return translate("crosstab", text, **facts)


class Measure(StrEnum):
    """What cells show."""

    PERCENT = "percent"
    COUNT = "count"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Look:
    """How a sheet is to be printed."""

    measure: Measure = Measure.PERCENT
    bands: bool = True
    published: bool = False
    letters: bool = False
    tests: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A column: `kind` figure, sum or band."""

    key: str
    title: str
    width: float = 3.7
    kind: str = "figure"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in words; `sign` up or down; `small` the letters behind it."""

    text: str
    lower: str = ""
    sign: str = ""
    small: str = ""
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a band."""

    share: float
    words: str
    fill: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line; `kind` total, group or line."""

    key: str
    title: str
    cells: tuple[Cell, ...] = ()
    band: tuple[Segment, ...] = ()
    kind: str = "line"
    body: Body | None = None
    note: str = ""
    starred: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A whole sheet in words. `frozen` columns after the titles hold the base."""

    title: str
    base: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    legend: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    tests: tuple[str, ...]
    summary: str
    frozen: int
    two_lines: bool


def printed(sheet: CrossSheet, title: str, book: Codebook, look: Look, options: CrossOptions) -> Printed:
    """The sheet in words."""
    hidden = hidden_lines(sheet) if look.published else frozenset[str]()
    fills = fills_of(sheet.columns)
    with_band = look.bands and sheet.adds_up and 1 < len(sheet.columns) <= MOST_PARTS
    maker = Rows(sheet, look, hidden, fills if with_band else ())
    rows = [maker.line(sheet.total, "total")]
    for block in sheet.blocks:
        rows.append(Row(f"group:{block.axis.text}", block.title, kind="group"))
        rows += [maker.line(line, "line") for line in block.lines]
    return Printed(
        title,
        words.base_words(sheet.question, book, sheet.drops_no_answer),
        heads_of(sheet, look, with_band),
        tuple(rows),
        tuple(zip(fills, (one.label for one in sheet.columns), strict=True)) if with_band else (),
        notes_of(sheet, options, hidden, has_letters=look.letters),
        tuple(said for block in sheet.blocks if (said := words.test_words(block))) if look.tests else (),
        words.summary(sheet, title, hidden),
        2 if sheet.is_weighted else 1,
        look.measure is Measure.BOTH and bool(sheet.columns),
    )


def heads_of(sheet: CrossSheet, look: Look, with_band: bool) -> tuple[Head, ...]:
    """The columns: n, options, M.T. or the good side, the band; for numbers mean, sum and range."""
    wide = {Measure.PERCENT: 3.7, Measure.COUNT: 4.2, Measure.BOTH: 4.4}[look.measure]
    found = [Head(N, "n", 4.3)]
    if sheet.is_weighted:
        found.append(Head(WEIGHTED, _t("weighted n"), 5.4))
    if sheet.question.kind == "NUM":
        return (*found, *_number_heads())
    many = len(sheet.columns) > MOST_PARTS
    for at, one in enumerate(sheet.columns):
        figures = [line.figures[at] for line in sheet.lines] if look.letters else []
        found.append(Head(one.code, one.label, wide + 1.2 * many + _letters_room(figures)))
    if not sheet.adds_up:
        found.append(Head(MULTIPLE, "M.T.", 4.4, "sum"))
    if sheet.good:
        goods = [line.good for line in sheet.lines if line.good is not None] if look.letters else []
        title = words.good_title(sheet.columns, sheet.good)
        found.append(Head(GOOD, title, wide + 1.6 + _letters_room(goods), "sum"))
    if with_band:
        found.append(Head(BAND, "", 17.0, "band"))
    return tuple(found)


def _letters_room(figures: Sequence[Figure]) -> float:
    """Font heights that the longest letters of a column take."""
    longest = max((len(one.letters) for one in figures), default=0)
    return 0.62 * longest + 0.3 if longest else 0.0


def _number_heads() -> tuple[Head, ...]:
    return (
        Head("mean", _t("Mean"), 6, "sum"),
        Head("se", _t("Standard error"), 5.4),
        Head("total", _t("Sum of all"), 7),
        Head("se_total", _t("Its standard error"), 6.4),
        Head("low", _t("Lowest"), 5),
        Head("middle", _t("Median"), 5),
        Head("high", _t("Highest"), 5),
    )


@dataclass(frozen=True)
class Rows:
    """Makes the lines of one sheet."""

    sheet: CrossSheet
    look: Look
    hidden: frozenset[str]
    fills: Sequence[str]

    def line(self, line: Line, kind: str) -> Row:
        """A line with all of its cells."""
        is_hidden = line.key in self.hidden
        note = f"({line.letter})" if self.look.letters and line.letter else ""
        cells = [Cell(f"{line.n:,}", faint=not line.n)]
        if self.sheet.is_weighted:
            cells.append(Cell(figure_words(line.weighted, 0), faint=not line.n))
        cells += self._figures(line, is_hidden)
        band = () if is_hidden or not line.n else self._band(line)
        return Row(
            line.key,
            words.line_title(line),
            tuple(cells),
            band,
            kind,
            line.body,
            note,
            line.few is not Few.ENOUGH,
        )

    def _figures(self, line: Line, is_hidden: bool) -> list[Cell]:
        if self.sheet.question.kind == "NUM":
            return _number_cells(line, is_hidden)
        marks = not self.sheet.good
        cells = [self._cell(one, is_hidden, marks=marks) for one in line.figures]
        if not self.sheet.adds_up:
            cells.append(self._multiple(line, is_hidden))
        if line.good is not None:
            cells.append(self._cell(line.good, is_hidden, marks=True))
        return cells

    def _cell(self, figure: Figure, is_hidden: bool, *, marks: bool) -> Cell:
        if is_hidden:
            return Cell(HIDDEN, faint=True)
        share = words.percent(figure)
        count = words.count_words(figure, weighted=self.sheet.is_weighted)
        upper = share if self.look.measure is Measure.PERCENT else count
        lower = share if self.look.measure is Measure.BOTH else ""
        sign = _SIGNS[figure.differs] if marks else ""
        letters = figure.letters if self.look.letters else ""
        return Cell(upper, lower, sign, letters, faint=not figure.count)

    def _multiple(self, line: Line, is_hidden: bool) -> Cell:
        """M.T.: the sum of the percentages of a multiple answer."""
        known = [one.share for one in line.figures if one.is_known]
        if is_hidden or not known:
            return Cell(HIDDEN if is_hidden else "-", faint=True)
        share = figure_words(sum(known) * 100)
        if self.look.measure is Measure.PERCENT:
            return Cell(share)
        weighted = self.sheet.is_weighted
        count = sum(one.weighted if weighted else one.count for one in line.figures)
        return Cell(figure_words(count, 0), share if self.look.measure is Measure.BOTH else "")

    def _band(self, line: Line) -> tuple[Segment, ...]:
        return tuple(
            Segment(one.share, words.percent(one), fill)
            for one, fill in zip(line.figures, self.fills, strict=False)
            if one.is_known
        )


def _number_cells(line: Line, is_hidden: bool) -> list[Cell]:
    found = line.numbers
    if is_hidden or found is None or not line.n:
        return [Cell(HIDDEN if is_hidden else "-", faint=True) for _ in _number_heads()]
    return [
        Cell(figure_words(found.mean, 2), sign=_SIGNS[found.differs]),
        Cell(figure_words(found.se_mean, 2)),
        Cell(figure_words(found.total, 0)),
        Cell(figure_words(found.se_total, 0)),
        *(Cell(plain_figure(one)) for one in (found.low, found.middle, found.high)),
    ]


def plain_figure(value: float) -> str:
    """A value as it was answered: whole numbers without decimals."""
    return figure_words(value, 0 if value == round(value) else 2)
