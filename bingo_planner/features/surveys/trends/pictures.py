"""The picture of a trend: the good and the bad side, a mean, or the options most chosen, with their margins."""

from __future__ import annotations

import math

from bingo_planner.features.surveys.crosstab.model import Side
from bingo_planner.features.surveys.stats.samplesize import Z95
from bingo_planner.features.surveys.trends import words
from bingo_planner.features.surveys.trends.model import Trend
from bingo_planner.features.surveys.trends.state import Picture, Run

MOST = 5
"""Options drawn at most: more lines cannot be told apart."""


def picture_of(found: Trend, title: str) -> Picture:
    """Lines over the surveys, the oldest at the left."""
    surveys = tuple(one.title for one in found.editions)
    sentence = words.sentence(found, title)
    if found.question.kind == "NUM":
        return Picture(title, surveys, (_mean(found),), "", 2, sentence)
    runs = (_good(found),) if found.good else tuple(_option(found, at) for at in _drawn(found))
    return Picture(title, surveys, runs, "%", 1, sentence)


def _mean(found: Trend) -> Run:
    known = [one.line.numbers if one.line.n else None for one in found.editions]
    return Run(
        words.leading_name(found),
        tuple(one.mean if one is not None else None for one in known),
        tuple(Z95 * one.se_mean if one is not None else None for one in known),
    )


def _good(found: Trend) -> Run:
    figures = [one.line.good for one in found.editions]
    return Run(
        words.leading_name(found),
        tuple(one.share * 100 if one is not None and one.is_known else None for one in figures),
        tuple(one.margin * 100 if one is not None and one.is_known else None for one in figures),
    )


def _option(found: Trend, at: int) -> Run:
    figures = [one.line.figures[at] for one in found.editions]
    return Run(
        found.columns[at].label,
        tuple(one.share * 100 if one.is_known else None for one in figures),
        tuple(one.margin * 100 if one.is_known else None for one in figures),
    )


def _drawn(found: Trend) -> list[int]:
    """The options most chosen in the newest survey, in printed order; 無回答 is none of them."""
    figures = found.editions[-1].line.figures
    places = [at for at, one in enumerate(found.columns) if one.side is not Side.BLANK]
    shares = {at: figures[at].share if not math.isnan(figures[at].share) else -1.0 for at in places}
    return sorted(sorted(places, key=lambda at: -shares[at])[:MOST])
