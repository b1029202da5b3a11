"""A cross table on paper: answers above, per cent below, everybody first, then the lines of each axis."""

from __future__ import annotations

from bingo_planner.features.surveys.crosstab.model import CrossSheet, Figure, Line
from bingo_planner.features.surveys.crosstab.words import good_title
from bingo_planner.features.surveys.report.model import Layout, Limits
from bingo_planner.features.surveys.report.words import (
    axis_words,
    base_words,
    count_words,
    figure_words,
    hidden_words,
    line_name,
    mark_of,
    percent_words,
    share_words,
)
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.reports.model import Cell, Column, Row, RowKind, Table, Value

_LEADING = 9.4
_HUNDRED = "100.0"


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def cross_paper(table: CrossSheet, limits: Limits, caption: str = "", key: str = "", note: str = "") -> Table:
    """The table for a paper; its stub is the line's name with its bases, so that wide ones can be parted."""
    columns = [Column("", width=_stub(table)), *_bases(table), *_answers(table)]
    bases = len(columns) - len(_answers(table))
    rows = [_row(table, table.total, limits, bases, RowKind.TOTAL)]
    for block in table.blocks:
        lines = [line for line in block.lines if line.n]
        if lines:
            rows.append(Row((block.title,), RowKind.GROUP))
        outer = ""
        for line in lines:
            if line.outer and line.outer != outer:
                outer = line.outer
                rows.append(Row((Cell(outer, bold=True, span=len(columns)),)))
            rows.append(_row(table, line, limits, bases, RowKind.PLAIN, 1 if line.outer else 0))
    two = limits.layout is Layout.BOTH and table.question.is_coded
    return Table(
        tuple(columns),
        tuple(rows),
        caption,
        note,
        key,
        stub=bases,
        pad=0.9 if two else 1.5,
        leading=_LEADING if two else 11.0,
        size=8.2 if len(columns) > 10 else 8.5,
    )


def cross_caption(table: CrossSheet, limits: Limits) -> str:
    """What the table shows and what its lines say: 居住市町・年齢別　上段：回答数、下段：構成比（％）."""
    by = axis_words(table.blocks) if table.blocks else _t("All")
    if not table.question.is_coded:
        return by
    if limits.layout is Layout.PERCENT:
        return _t("{by} (%)", by=by)
    if table.is_weighted:
        return _t("{by}; above: answers, weighted; below: %", by=by)
    return _t("{by}; above: answers; below: %", by=by)


def _stub(table: CrossSheet) -> float:
    """The column of names is as wide as its longest name asks, within bounds."""
    longest = max(
        (len(line_name(line)) if not line.outer else len(line.label) + 2 for line in table.lines), default=4
    )
    wide = 8.6 if language() == "ja" else 5.2
    return min(max(longest * wide + 9.0, 62.0), 132.0)


def _bases(table: CrossSheet) -> list[Column]:
    found = [Column(_t("Answers (n)"), align="right")]
    if table.is_weighted:
        found.append(Column(_t("Weighted n"), align="right"))
    return found


def _answers(table: CrossSheet) -> list[Column]:
    """The answers, then what is summed over them."""
    if not table.question.is_coded:
        heads = (_t("Mean"), _t("Standard error"), _t("Median"), _t("Least"), _t("Most"))
        return [Column(head, align="right") for head in heads]
    found = [Column(column.label, align="right") for column in table.columns]
    if table.good:
        found.append(Column(good_title(table.columns, table.good), align="right"))
    if not table.adds_up:
        found.append(Column(_t("In all (M.T.)"), align="right"))
    return found


def _row(table: CrossSheet, line: Line, limits: Limits, bases: int, kind: RowKind, indent: int = 0) -> Row:
    name = line.label if line.outer else line_name(line)
    cells: list[Value] = [name]
    two = limits.layout is Layout.BOTH and table.question.is_coded
    hidden = limits.is_hidden(line)
    whole = f"\n{_HUNDRED}" if two and not hidden else ""
    cells.append(f"{base_words(line, limits)}{whole}")
    answers = len(_answers(table))
    if hidden:
        span = answers + bases - 2
        cells.append(Cell(hidden_words(line, limits), grey=True, span=span, align="left"))
        return Row(tuple(cells), kind, indent)
    if table.is_weighted:
        cells.append(f"{count_words(line.weighted)}{whole}")
    if line.numbers is not None:
        numbers = line.numbers
        mark = mark_of(numbers.differs) if limits.has_marks else ""
        cells.append(f"{mark}{figure_words(numbers.mean, 1)}")
        cells.append(figure_words(numbers.se_mean, 2))
        cells += [figure_words(one, 1) for one in (numbers.middle, numbers.low, numbers.high)]
        return Row(tuple(cells), kind, indent)
    cells += [_cell(table, figure, limits) for figure in line.figures]
    if line.good is not None:
        mark = mark_of(line.good.differs) if limits.has_marks else ""
        cells.append(f"{chr(10) if two else ''}{mark}{percent_words(line.good.share)}")
    if not table.adds_up:
        cells.append(_total(line, two, table.is_weighted))
    return Row(tuple(cells), kind, indent)


def _cell(table: CrossSheet, figure: Figure, limits: Limits) -> str:
    """One share; where the good side is summed, only that sum carries marks."""
    mark = mark_of(figure.differs) if limits.has_marks and not table.good else ""
    share = f"{mark}{share_words(figure)}"
    if limits.layout is Layout.PERCENT:
        return share
    held = figure.weighted if table.is_weighted else float(figure.count)
    return f"{count_words(held)}\n{share}"


def _total(line: Line, two: bool, weighted: bool) -> str:
    """The M.T. of several answers: it goes over 100 %."""
    share = percent_words(sum(figure.share for figure in line.figures))
    held = sum(figure.weighted if weighted else float(figure.count) for figure in line.figures)
    return f"{count_words(held)}\n{share}" if two else share
