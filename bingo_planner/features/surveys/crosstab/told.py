"""What the status line says of the cell under the cursor."""

from __future__ import annotations

from bingo_planner.features.surveys.crosstab import words
from bingo_planner.features.surveys.crosstab.hiding import hidden_lines
from bingo_planner.features.surveys.crosstab.model import Figure, Line
from bingo_planner.features.surveys.crosstab.printed import GOOD
from bingo_planner.features.surveys.crosstab.state import CrossState
from bingo_planner.features.surveys.stats.crosstable import CrossOptions
from bingo_planner.features.surveys.stats.rounding import figure_words
from bingo_planner.kernel.i18n import translate


def _t(text: str, **facts: object) -> str:
    return translate("crosstab", text, **facts)


def told_of(state: CrossState, options: CrossOptions) -> str:
    """Line, column, figure with its margin and count; nothing where the cursor is nowhere."""
    sheet, (row, head) = state.sheet, state.cursor
    if sheet is None or state.printed is None:
        return ""
    line = next((one for one in sheet.lines if one.key == row), None)
    if line is None:
        return ""
    if state.look.published and line.key in hidden_lines(sheet):
        return _t("{line} | not published (n below {n})", line=words.line_title(line), n=options.hide)
    if line.numbers is not None:
        return _of_number(line)
    figure, title = _figure(state, line, head)
    if figure is None:
        return _t("{line} | n {n}", line=words.line_title(line), n=f"{line.n:,}")
    count = words.count_words(figure, weighted=sheet.is_weighted)
    return _t(
        "{cell}, {count} of n {n}", cell=words.cell_words(line, title, figure), count=count, n=f"{line.n:,}"
    )


def _figure(state: CrossState, line: Line, head: str) -> tuple[Figure | None, str]:
    sheet = state.sheet
    assert sheet is not None
    for at, column in enumerate(sheet.columns):
        if column.code == head:
            return line.figures[at], column.label
    if line.good is not None and head in (GOOD, "", "+band"):
        return line.good, words.good_title(sheet.columns, sheet.good)
    return None, ""


def _of_number(line: Line) -> str:
    numbers = line.numbers
    if numbers is None or not line.n:
        return words.line_title(line)
    return _t(
        "{line} | mean {mean} (±{margin}), n {n}",
        line=words.line_title(line),
        mean=figure_words(numbers.mean, 2),
        margin=figure_words(1.96 * numbers.se_mean, 2),
        n=f"{line.n:,}",
    )
