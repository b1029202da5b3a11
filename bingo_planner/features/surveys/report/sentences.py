"""What the figures say in a sentence or two. Only what is significant is called a difference.

A line is named as higher or lower than everybody only where its share differs at 5 % under the design (the error of
the difference knows that the line is a part of everybody), where it rests on enough answers, and where it does not
stand out by chance alone: the axis as a whole must not be independent of the question (Rao and Scott's second-order
test), and where that cannot be tested the level is shared among all comparisons (Bonferroni).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from bingo_planner.features.surveys.crosstab.model import Block, Column, CrossSheet, Figure, Line
from bingo_planner.features.surveys.report.charts import is_last
from bingo_planner.features.surveys.report.model import Limits
from bingo_planner.features.surveys.report.words import (
    by_words,
    figure_words,
    is_aside,
    joined,
    line_name,
    percent_words,
    quoted,
    run_on,
)
from bingo_planner.features.surveys.stats.tails import normal_quantile
from bingo_planner.kernel.i18n import translate

LEVEL = 0.05
_NAMED = 3
"""So many lines are named on each side."""


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def finding(table: CrossSheet, limits: Limits) -> str:
    """The finding of a question: everybody, the axes where something differs, the axes where nothing does."""
    if not table.total.n:
        return _t("Nobody answered.")
    parts = [_everybody(table)]
    quiet: list[str] = []
    for block in table.blocks:
        lines = [line for line in block.lines if not line.is_blank and not limits.is_starred(line)]
        if len(lines) < 2:
            continue
        said = (
            "" if block.rao_scott is not None and block.rao_scott.p >= LEVEL else _axis(table, block, lines)
        )
        if said:
            parts.append(said)
        else:
            quiet.append(by_words(block.title))
    if quiet:
        parts.append(
            _t("{by}, no clear difference shows beyond the error of the sample.", by=_upper(joined(quiet)))
        )
    return run_on(parts)


def _everybody(table: CrossSheet) -> str:
    if not table.question.is_coded:
        numbers = table.total.numbers
        if numbers is None or math.isnan(numbers.mean):
            return _t("Nobody answered.")
        return _t(
            "The mean is {mean}, the median {middle}.",
            mean=figure_words(numbers.mean, 1),
            middle=figure_words(numbers.middle, 1),
        )
    if table.good and table.total.good is not None:
        labels = [column.label for column in table.columns if column.code in table.good]
        share = percent_words(table.total.good.share)
        return _t("In all, {answers} together are {share}%.", answers=quoted(labels), share=share)
    return _order(table)


def _order(table: CrossSheet) -> str:
    """The most frequent answers; those that the sample cannot tell apart are not put in order."""
    pairs = sorted(
        (
            (column, figure)
            for column, figure in zip(table.columns, table.total.figures, strict=True)
            if not is_aside(column) and not is_last(column) and figure.count
        ),
        key=lambda pair: -pair[1].share,
    )
    if not pairs:
        return _t("No answer stands out.")
    top = pairs[:_NAMED]
    if len(top) == 1:
        return _t("In all, {answers} is the only answer.", answers=_with_share(top[:1]))
    if not is_apart(top[0][1], top[1][1], table.total.effective):
        return _t(
            "In all, {answers} are the most frequent; between these two the sample cannot tell.",
            answers=_with_share(top[:2]),
        )
    rest = _with_share(top[1:])
    return _t("In all, {first} is the most frequent, then {rest}.", first=_with_share(top[:1]), rest=rest)


def is_apart(one: Figure, other: Figure, effective: float) -> bool:
    """Whether two shares of the same answers differ at 5 %: V(p − q) ≤ (p + q − (p − q)²)/n, n the effective number.

    For answers that exclude each other this is the variance; where several may be chosen it is an upper bound.
    """
    p, q = one.share, other.share
    if not effective > 0 or math.isnan(p) or math.isnan(q):
        return False
    variance = (p + q - (p - q) ** 2) / effective
    return abs(p - q) > normal_quantile(1 - LEVEL / 2) * math.sqrt(max(variance, 0.0))


def _with_share(pairs: Sequence[tuple[Column, Figure]]) -> str:
    words = [
        _t("“{answer}” ({share}%)", answer=column.label, share=percent_words(figure.share))
        for column, figure in pairs
    ]
    return joined(words, _t(" and "))


def _axis(table: CrossSheet, block: Block, lines: Sequence[Line]) -> str:
    """What differs by one axis; nothing where nothing does."""
    if table.good:
        return _by_good(table, block, lines)
    if not table.question.is_coded:
        return _by_mean(table, block, lines)
    return _by_answer(table, block, lines)


def _leading(block: Block) -> str:
    """The axis at the head of a sentence."""
    return _upper(by_words(block.title))


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _stands_out(away: float, se: float, se_all: float, differs: int, comparisons: int) -> bool:
    """Whether a difference from everybody holds among many: significant at 5 % over all of them (Bonferroni).

    `differs` is the test of one under the design; for the stricter one V(p − P) = V(p) − V(P), which is exact for a
    part of a simple random sample.
    """
    if not differs:
        return False
    far = normal_quantile(1 - LEVEL / (2 * comparisons))
    return abs(away) > far * math.sqrt(max(se * se - se_all * se_all, 0.0))


def _by_good(table: CrossSheet, block: Block, lines: Sequence[Line]) -> str:
    whole = table.total.good
    if whole is None:
        return ""
    found: list[tuple[float, str]] = []
    for line in lines:
        good = line.good
        # where the axis as a whole was tested, single lines need no second guard
        among = len(lines) if block.rao_scott is None else 1
        if good is not None and _stands_out(good.share - whole.share, good.se, whole.se, good.differs, among):
            words = _t("{line} ({share}%)", line=line_name(line), share=percent_words(good.share))
            found.append((good.share - whole.share, words))
    return _sides(block, found)


def _by_mean(table: CrossSheet, block: Block, lines: Sequence[Line]) -> str:
    whole = table.total.numbers
    if whole is None:
        return ""
    found: list[tuple[float, str]] = []
    for line in lines:
        own = line.numbers
        if own is None:
            continue
        away = own.mean - whole.mean
        if _stands_out(away, own.se_mean, whole.se_mean, own.differs, len(lines)):
            found.append((away, _t("{line} ({mean})", line=line_name(line), mean=figure_words(own.mean, 1))))
    return _sides(block, found)


def _sides(block: Block, found: Sequence[tuple[float, str]]) -> str:
    """Which lines lie above and below everybody, the farthest first."""
    above = [words for away, words in sorted(found, key=lambda one: -one[0]) if away > 0][:_NAMED]
    below = [words for away, words in sorted(found, key=lambda one: one[0]) if away < 0][:_NAMED]
    facts = {
        "by": _leading(block),
        "above": joined(above, _t(" and ")),
        "below": joined(below, _t(" and ")),
    }
    if above and below:
        return _t("{by}, {above} lie above all together, {below} below.", **facts)
    if above:
        return _t("{by}, {above} lie above all together.", **facts)
    return _t("{by}, {below} lie below all together.", **facts) if below else ""


def _by_answer(table: CrossSheet, block: Block, lines: Sequence[Line]) -> str:
    """The answers and lines that stand out most above everybody, three at most."""
    found: list[tuple[float, str]] = []
    comparisons = max(len(lines) * len(table.columns), 1)
    for at, column in enumerate(table.columns):
        if is_aside(column):
            continue
        whole = table.total.figures[at]
        for line in lines:
            figure = line.figures[at]
            away = figure.share - whole.share
            if away > 0 and _stands_out(away, figure.se, whole.se, figure.differs, comparisons):
                words = _t(
                    "“{answer}” in {line} ({share}%)",
                    answer=column.label,
                    line=line_name(line),
                    share=percent_words(figure.share),
                )
                found.append((-away, words))
    named = [words for _, words in sorted(found)[:_NAMED]]
    if not named:
        return ""
    by = _leading(block)
    return _t("{by}, {above} lie above all together.", by=by, above=joined(named, _t(" and ")))
