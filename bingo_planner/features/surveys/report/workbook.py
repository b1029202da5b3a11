"""The report as a workbook: a list of sheets, the design, and a sheet a question with its table and its chart."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal

from bingo_planner.exchange.booksheet import (
    Book,
    BookCell,
    BookChart,
    BookLine,
    BookSheet,
    ChartFill,
    ChartSeries,
    LineKind,
    Shown,
)
from bingo_planner.features.surveys.crosstab.model import CrossSheet, Figure, Line
from bingo_planner.features.surveys.crosstab.words import good_title
from bingo_planner.features.surveys.report import charts
from bingo_planner.features.surveys.report.cross import cross_caption
from bingo_planner.features.surveys.report.freetext import counted_parts, quoted_parts
from bingo_planner.features.surveys.report.model import Layout, Limits, Piece, ReportData
from bingo_planner.features.surveys.report.outline import outline_parts
from bingo_planner.features.surveys.report.paper import report_title
from bingo_planner.features.surveys.report.questions import asked_words, table_note
from bingo_planner.features.surveys.report.reading import reading_parts
from bingo_planner.features.surveys.report.sentences import finding
from bingo_planner.features.surveys.report.words import (
    DOWN,
    UP,
    base_words,
    hidden_words,
    kind_words,
    line_name,
    number_of,
)
from bingo_planner.features.surveys.stats.rounding import half_up
from bingo_planner.kernel.i18n import speaking, translate
from bingo_planner.kernel.numbers import Mark, format_mark
from bingo_planner.reports.answercharts import Bands, Ranking
from bingo_planner.reports.model import Bullets, Heading, KeepTogether, Paragraph, Part, Records, Table
from bingo_planner.reports.tablecells import words_of
from bingo_planner.reports.text import plain
from bingo_planner.reports.tones import Fill

_FILLS: dict[Fill, ChartFill] = {
    Fill.R1: "1",
    Fill.R2: "2",
    Fill.R3: "3",
    Fill.R4: "4",
    Fill.HATCH: "up",
    Fill.LIGHT: "light",
    Fill.BACK: "down",
    Fill.DOTS: "dots",
    Fill.WHITE: "white",
    Fill.DIAGONAL: "blank",
}


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def report_book(report: ReportData) -> Book:
    """The workbook in the language of its frame."""
    with speaking(report.frame.language):
        sheets = [_outline(report), *(_question(report, table) for table in report.tables.values())]
        if Piece.FREE_TEXT in report.selection.pieces and report.opinions:
            sheets.append(_opinions(report))
        heads = (_t("Number"), _t("Question"), _t("Kind"), _t("Answers (n)"))
        return Book(report_title(report), tuple(sheets), _t("Contents"), heads, report.frame.issuer)


# -- the design --------------------------------------------------------------------------------------------
def _outline(report: ReportData) -> BookSheet:
    lines = [line for part in (*outline_parts(report), *reading_parts(report)) for line in _lines_of(part)]
    entry = ("", _t("The survey"), "", "")
    return BookSheet(
        _t("The survey"), _t("The survey"), tuple(lines), (24.0, *(12.0 for _ in range(8))), entry=entry
    )


def _opinions(report: ReportData) -> BookSheet:
    """Fields and kinds of opinions and the quotes; who brings up what stands on sheets of its own."""
    parts = (part for told in report.opinions for part in (*counted_parts(report, told), *quoted_parts(told)))
    lines = [line for part in parts for line in _lines_of(part)]
    name = _t("Free opinions")
    entry = ("", name, _t("free text"), f"{sum(told.wrote for told in report.opinions):,}")
    return BookSheet(name, name, tuple(lines), (40.0, 11.0, 11.0, 11.0, 40.0), entry=entry)


def _lines_of(part: Part) -> Iterator[BookLine]:
    """The parts of the paper as lines of a sheet."""
    match part:
        case KeepTogether():
            for one in part.parts:
                yield from _lines_of(one)
        case Heading():
            yield BookLine(("",), "text")
            yield BookLine((part.text,), "group")
        case Paragraph():
            yield BookLine((plain(part.text),), "text")
        case Bullets():
            for item in part.items:
                yield BookLine((f"・{plain(item)}",), "text")
        case Records():
            for label, text in part.rows:
                yield BookLine((label, plain(text)))
        case Table():
            yield from _table_lines(part)
        case _:
            return


def _table_lines(table: Table) -> Iterator[BookLine]:
    yield BookLine((table.caption,), "text")
    if not table.headless:
        yield BookLine(tuple(column.head for column in table.columns), "group")
    for row in table.rows:
        cells = tuple(
            value if isinstance(value, int | Decimal) else plain(words_of(value)) for value in row.cells
        )
        yield BookLine(cells, "total" if row.kind.value == "total" else "plain")
    if table.note:
        yield BookLine((plain(table.note),), "note")


# -- a question --------------------------------------------------------------------------------------------
def _question(report: ReportData, table: CrossSheet) -> BookSheet:
    limits, question = report.limits_of(table), table.question
    number = number_of(question)
    title = f"{number}　{question.label}（{kind_words(question)}）{asked_words(report.data, question)}"
    lines = [_heads(table), *_lines(table, table.total, limits)]
    for block in table.blocks:
        shown = [line for line in block.lines if line.n]
        if shown:
            lines.append(BookLine((block.title,), "group"))
        outer = ""
        for line in shown:
            if line.outer and line.outer != outer:
                outer = line.outer
                lines.append(BookLine((outer,), indent=1))
            lines += _lines(table, line, limits)
    note = table_note(table, limits)
    lines += [BookLine((note,), "note")] if note else []
    bases = 2 if table.is_weighted else 1
    answers = len(_heads(table).cells) - 1 - bases
    says = (finding(table, limits), cross_caption(table, limits))
    return BookSheet(
        number,
        title,
        tuple(lines),
        (22.0, *(10.0 for _ in range(bases)), *(11.0 for _ in range(answers))),
        says,
        1 + bases,
        _chart(table, limits) if report.selection.has_charts else None,
        (number, question.label, kind_words(question), f"{table.total.n:,}"),
    )


def _heads(table: CrossSheet) -> BookLine:
    found = ["", _t("Answers (n)")]
    if table.is_weighted:
        found.append(_t("Weighted n"))
    if not table.question.is_coded:
        found += [_t("Mean"), _t("Standard error"), _t("Median"), _t("Least"), _t("Most")]
    found += [column.label for column in table.columns]
    if table.good:
        found.append(good_title(table.columns, table.good))
    if not table.adds_up and table.question.is_coded:
        found.append(_t("In all (M.T.)"))
    return BookLine(tuple(found), "head")


def _lines(table: CrossSheet, line: Line, limits: Limits) -> list[BookLine]:
    """A line of the table: answers above and per cent below, or per cent alone, or the figures of a number."""
    kind: LineKind = "plain" if line.key else "total"
    indent = 2 if line.outer else 0
    name = line.label if line.outer else line_name(line)
    if limits.is_hidden(line):
        cells: tuple[BookCell, ...] = (name, base_words(line, limits), hidden_words(line, limits))
        return [BookLine(cells, kind, indent=indent)]
    bases: list[BookCell] = [Shown(line.n, mark="*" if limits.is_starred(line) else "")]
    if table.is_weighted:
        bases.append(Shown(half_up(line.weighted, 0)))
    if line.numbers is not None:
        numbers = line.numbers
        marked = _mark(numbers.differs, limits)
        figures = (_number(numbers.mean, 1, marked), _number(numbers.se_mean, 2))
        rest = (_number(one, 1) for one in (numbers.middle, numbers.low, numbers.high))
        return [BookLine((name, *bases, *figures, *rest), kind, indent=indent)]
    shares = [_share(one, limits, is_marked=not table.good) for one in line.figures]
    sums: list[BookCell] = []
    if line.good is not None:
        sums.append(_share(line.good, limits, is_marked=True))
    if not table.adds_up:
        sums.append(_number(100 * sum(one.share for one in line.figures), 1))
    if limits.layout is Layout.PERCENT:
        return [BookLine((name, *bases, *shares, *sums), kind, indent=indent)]
    counts = [_count(one, table) for one in line.figures]
    above: list[BookCell] = [None] if line.good is not None else []
    above += [] if table.adds_up else [_number(sum(_held(one, table) for one in line.figures), 0)]
    hundred: list[BookCell] = [Shown(Decimal(100), 1) for _ in bases]
    upper = BookLine((name, *bases, *counts, *above), kind, indent=indent)
    return [upper, BookLine(("", *hundred, *shares, *sums), kind, is_lower=True)]


def _mark(differs: int, limits: Limits) -> str:
    if not limits.has_marks:
        return ""
    return UP if differs > 0 else DOWN if differs < 0 else ""


def _share(figure: Figure, limits: Limits, *, is_marked: bool) -> BookCell:
    if not figure.is_known:
        return None
    instead = "" if figure.count else format_mark(Mark.NONE)
    mark = _mark(figure.differs, limits) if is_marked else ""
    return Shown(half_up(figure.share * 100), 1, mark, instead)


def _held(figure: Figure, table: CrossSheet) -> float:
    return figure.weighted if table.is_weighted else float(figure.count)


def _count(figure: Figure, table: CrossSheet) -> BookCell:
    return Shown(half_up(_held(figure, table), 0))


def _number(value: float, decimals: int, mark: str = "") -> BookCell:
    return Shown(half_up(value, decimals), decimals, mark) if math.isfinite(value) else None


# -- its chart ---------------------------------------------------------------------------------------------
def _chart(table: CrossSheet, limits: Limits) -> BookChart | None:
    """The same picture as on paper, from figures that may be changed; small charts stay on paper."""
    drawing = charts.question_chart(table, limits)
    title = table.question.label
    if isinstance(drawing, Bands):
        rows = [band for band in drawing.bands if band.shares]
        names = tuple(f"{band.name} ({band.count})" for band in rows)
        series = tuple(
            ChartSeries(name, tuple(band.shares[at] for band in rows), _FILLS[fill])
            for at, (name, fill) in enumerate(drawing.answers)
        )
        return BookChart(title, names, series)
    if isinstance(drawing, Ranking):
        head = _t("Mean") if not table.question.is_coded else "％"
        values = tuple(row.values[0] for row in drawing.rows)
        return BookChart(title, _names(drawing), (ChartSeries(head, values, "3"),), is_stacked=False)
    return None


def _names(drawing: Ranking) -> tuple[str, ...]:
    return tuple(row.name for row in drawing.rows)
