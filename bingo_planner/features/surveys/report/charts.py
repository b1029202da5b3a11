"""A question as a picture: bands for one answer, bars for several, small charts by town, means of numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bingo_planner.features.surveys.crosstab.model import Block, Column, CrossSheet, Line, Side
from bingo_planner.features.surveys.report.model import Limits
from bingo_planner.features.surveys.report.words import (
    figure_words,
    hidden_words,
    is_aside,
    joined,
    line_name,
    n_words,
    percent_words,
    share_words,
    shown_percent,
)
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.reports.answercharts import Band, Bands, Panel, Panels, Ranking, RankRow
from bingo_planner.reports.charts import Drawing
from bingo_planner.reports.tones import MOST, Fill, kind_fills, scale_fills

MOST_BANDS = 26
"""Lines of axes that stand under everybody in one chart; more are read in the table."""
MOST_PANEL_ANSWERS = 8
MOST_PANELS = 12


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def fills_of(columns: Sequence[Column]) -> tuple[Fill, ...] | None:
    """A fill for each answer: scales from dark over light to hatched; None where more cannot be told apart."""
    real = [one for one in columns if not is_aside(one)]
    if len(real) > MOST:
        return None
    is_scale = any(one.side in (Side.GOOD, Side.BAD) for one in real)
    own = iter(scale_fills(len(real)) if is_scale else kind_fills(len(real)))
    falling = _best_first(real)
    ordered = list(own)
    picked = iter(ordered if falling or not is_scale else ordered[::-1])
    return tuple(_aside_fill(one) if is_aside(one) else next(picked) for one in columns)


def _best_first(columns: Sequence[Column]) -> bool:
    sides = [one.side for one in columns if one.side in (Side.GOOD, Side.BAD)]
    return not sides or sides[0] is Side.GOOD


def _aside_fill(column: Column) -> Fill:
    return Fill.DIAGONAL if column.side is Side.BLANK else Fill.WHITE


def question_chart(table: CrossSheet, limits: Limits) -> Drawing | None:
    """The first picture of a question; None where a table says it better."""
    if not table.question.is_coded:
        return mean_chart(table, limits)
    if table.adds_up and fills_of(table.columns) is not None:
        return bands(table, limits)
    return ranking(table)


def charted(table: CrossSheet) -> tuple[Block, ...]:
    """The first axes of a table, as many as stay readable in one picture."""
    kept: list[Block] = []
    taken = 0
    for block in table.blocks:
        taken += sum(1 for line in block.lines if line.n and not line.is_blank)
        if kept and taken > MOST_BANDS:
            break
        kept.append(block)
    return tuple(kept)


def bands(table: CrossSheet, limits: Limits) -> Bands:
    """Shares of everybody and of each line of the first axes."""
    answers = tuple(
        (column.label, fill)
        for column, fill in zip(table.columns, fills_of(table.columns) or (), strict=True)
    )
    rows = [_band(table.total, limits, _t("All"), first=True)]
    blocks = charted(table)
    for block in blocks:
        lines = [line for line in block.lines if line.n and not line.is_blank]
        head = block.title if len(blocks) > 1 else ""
        rows += [_band(line, limits, line_name(line), head=head) for line in lines]
    return Bands(answers, tuple(rows))


def _band(line: Line, limits: Limits, name: str, *, first: bool = False, head: str = "") -> Band:
    if limits.is_hidden(line):
        return Band(name, n_words(line, limits), (), first, hidden_words(line, limits), head)
    shares = tuple(shown_percent(figure.share) for figure in line.figures)
    return Band(name, n_words(line, limits), shares, first, over=head)


def group_bands(tables: Sequence[CrossSheet], limits: Sequence[Limits]) -> Bands | None:
    """The items of a matrix under each other, everybody's answers; None where their answers differ."""
    labels = {tuple(column.label for column in table.columns) for table in tables}
    if len(labels) != 1 or not all(table.adds_up for table in tables):
        return None
    fills = fills_of(tables[0].columns)
    if fills is None:
        return None
    answers = tuple((column.label, fill) for column, fill in zip(tables[0].columns, fills, strict=True))
    rows = [_band(one.total, each, one.question.label) for one, each in zip(tables, limits, strict=True)]
    return Bands(answers, tuple(rows))


def ranking(table: CrossSheet, *, sort: bool = True) -> Ranking:
    """What everybody chose, most first; what is no answer last. Several answers go over 100 % together."""
    pairs = list(zip(table.columns, table.total.figures, strict=True))
    if sort:
        pairs.sort(key=lambda pair: (is_last(pair[0]), -_value(pair[1].share)))
    rows = tuple(
        RankRow(column.label, (shown_percent(figure.share),), (share_words(figure),), is_aside(column))
        for column, figure in pairs
    )
    several = "" if table.adds_up else _t(", any number of answers")
    return Ranking(rows, remark=_t("n={n}{several} (%)", n=f"{table.total.n:,}", several=several))


def is_last(column: Column) -> int:
    """Answers come first, then その他, then what is no opinion, then no answer."""
    if column.side is Side.BLANK:
        return 3
    if is_aside(column):
        return 2
    return 1 if column.label.startswith(("その他", "Other")) else 0


def _value(share: float) -> float:
    return share if math.isfinite(share) else -1.0


def panels(table: CrossSheet, block: Block, limits: Limits) -> Panels | None:
    """Small charts of the most chosen answers by line of one axis; None where one chart is enough."""
    lines = [line for line in block.lines if line.n and not line.is_blank]
    if table.adds_up or not table.question.is_coded or not 2 <= len(lines) <= MOST_PANELS:
        return None
    pairs = [(at, column) for at, column in enumerate(table.columns) if not is_aside(column)]
    pairs.sort(key=lambda pair: (is_last(pair[1]), -_value(table.total.figures[pair[0]].share)))
    kept = pairs[:MOST_PANEL_ANSWERS]
    found = []
    for line in lines:
        if limits.is_hidden(line):
            found.append(Panel(line_name(line), n_words(line, limits), (), (), hidden_words(line, limits)))
            continue
        figures = [line.figures[at] for at, _ in kept]
        values = tuple(shown_percent(one.share) for one in figures)
        found.append(
            Panel(line_name(line), n_words(line, limits), values, tuple(share_words(one) for one in figures))
        )
    reference = tuple(shown_percent(table.total.figures[at].share) for at, _ in kept)
    return Panels(tuple(column.label for _, column in kept), tuple(found), reference, _t("All"))


def mean_chart(table: CrossSheet, limits: Limits) -> Ranking | None:
    """Means of a number, everybody first, then each line of the first axis."""
    lines = [table.total, *(line for block in table.blocks[:1] for line in block.lines if not line.is_blank)]
    known = [line for line in lines if line.numbers is not None and not limits.is_hidden(line)]
    known = [line for line in known if line.numbers is not None and line.numbers.mean >= 0]
    if len(known) < 2:
        return None
    rows = []
    for line in known:
        mean = line.numbers.mean if line.numbers is not None else 0.0
        rows.append(RankRow(line_name(line), (mean,), (figure_words(mean, 1),)))
    return Ranking(tuple(rows), remark=_t("Mean"))


def spoken(table: CrossSheet, limits: Limits) -> str:
    """What a picture of a question shows, in one sentence for those who cannot see it."""
    if not table.question.is_coded:
        mean = table.total.numbers.mean if table.total.numbers is not None else math.nan
        return _t("{question}: mean {mean}", question=table.question.label, mean=figure_words(mean, 1))
    parts = [
        f"{column.label} {percent_words(figure.share)}%"
        for column, figure in zip(table.columns, table.total.figures, strict=True)
    ]
    lines = sum(len(block.lines) for block in table.blocks)
    told = _t("{question}: {answers}", question=table.question.label, answers=joined(parts))
    gap = "" if language() == "ja" else " "
    return f"{told}{gap}{_t('Also by {n} groups.', n=lines)}" if lines else told
