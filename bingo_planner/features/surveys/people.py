"""How many people a group of respondents stands for: a town, a sex, a span of ages, out of the region's populations.

Populations come in classes of five years; a survey from 18 on or in bands of its own needs parts of them. A part of a
class is its years out of five, as if each year of age had as many people; that is told wherever the figure is used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bingo_planner.features.region.model import Sex
from bingo_planner.features.region.population import Counts

Span = tuple[int, int | None]
"""First and last age; no last: and over."""

_BETWEEN = re.compile(r"(\d{1,3})(?:歳|才)?(?:~|-|から|以上)(\d{1,3})(?:歳|才)?(未満)?")
_OPEN = re.compile(r"(\d{1,3})(?:歳|才|代)*以上")
_BELOW = re.compile(r"(\d{1,3})(?:歳|才)?(未満|以下)")
_TENS = re.compile(r"(\d{1,2})(?:歳)?代")


@dataclass(frozen=True, slots=True)
class People:
    """A head count; `is_split` where a class of ages had to be parted."""

    count: float
    is_split: bool = False


def age_span(label: str, age_from: int = 0) -> Span | None:
    """The ages an option names: 18～29歳, 30代, 70歳以上, 20歳未満 (from the youngest asked); None for no ages."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", label)).replace("〜", "~").replace("−", "-")
    if found := _BETWEEN.search(text):
        last = int(found[2]) - (1 if found[3] else 0)
        return (int(found[1]), last) if last >= int(found[1]) else None
    if found := _OPEN.search(text):
        return int(found[1]), None
    if found := _BELOW.search(text):
        last = int(found[1]) - (1 if found[2] == "未満" else 0)
        return (age_from, last) if last >= age_from else None
    if found := _TENS.search(text):
        first = int(found[1])
        return max(first, age_from) if first + 9 >= age_from else first, first + 9
    return None


def sex_of(label: str) -> Sex | None:
    """The sex an option names; None for others and for no answer."""
    text = unicodedata.normalize("NFKC", label).strip().casefold()
    if text in ("男性", "男", "male", "m"):
        return Sex.MALE
    return Sex.FEMALE if text in ("女性", "女", "female", "f") else None


def people(
    counts: Counts,
    bodies: Iterable[str],
    series: str,
    year: int,
    span: Span = (0, None),
    sex: str = Sex.TOTAL,
) -> People | None:
    """People of these bodies, of a span of ages and a sex; None when the figures do not tell."""
    total, split = 0.0, False
    for body in bodies:
        found = _of_body(counts, body, series, year, span, sex)
        if found is None:
            return None
        total, split = total + found.count, split or found.is_split
    return People(total, split)


def _of_body(counts: Counts, body: str, series: str, year: int, span: Span, sex: str) -> People | None:
    whole = counts.of(body, series, year, (None, None) if span == (0, None) else span, sex)
    if whole is not None:
        return People(float(whole))
    if sex == Sex.TOTAL:
        parts = [_of_body(counts, body, series, year, span, one) for one in (Sex.MALE, Sex.FEMALE)]
        if None in parts:
            return None
        known = [one for one in parts if one is not None]
        return People(sum(one.count for one in known), any(one.is_split for one in known))
    return _of_classes(counts, body, series, year, span, sex)


def _of_classes(counts: Counts, body: str, series: str, year: int, span: Span, sex: str) -> People | None:
    """Classes inside the span, and the years of those it cuts."""
    first, last = span
    total, split, reached = 0.0, False, first
    for start, end in counts.ages(body, series, year):
        if (end is not None and end < first) or (last is not None and start > last):
            continue
        held = counts.of(body, series, year, (start, end), sex)
        if held is None or start > reached:
            return None
        if end is None:
            if start < first or last is not None:
                return None
            return People(total + held, split)
        inside = min(end, last if last is not None else end) - max(start, first) + 1
        width = end - start + 1
        total, split, reached = total + held * inside / width, split or inside < width, end + 1
    if last is None or reached <= last:
        return None
    return People(total, split)
