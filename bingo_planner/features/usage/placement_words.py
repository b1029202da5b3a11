"""Placements in words, the same on the page, on paper and in tables."""

from __future__ import annotations

import datetime as dt

from bingo_planner.features.usage.model import Facility, Figure
from bingo_planner.features.usage.placement_model import Case, Placements
from bingo_planner.features.usage.placement_rules import rank_of, span
from bingo_planner.kernel.dates import DateStyle, format_date, format_span
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import format_number


def _t(text: str, **facts: object) -> str:
    return translate("placement", text, **facts)


def ownership_word(facility: Facility | None) -> str:
    """公立, 私立; nothing when it is not said."""
    words = {"public": _t("public"), "private": _t("private")}
    return words.get(facility.ownership, "") if facility is not None else ""


def rank_words(facts: Placements, case: Case) -> str:
    """② 就労のため送迎が難しい; － when no order is written."""
    place, rank = rank_of(case, facts.host(case), facts.ranks)
    return f"{place} {rank.name}" if rank is not None else "－"


def span_words(case: Case, style: DateStyle) -> str:
    """R6.4.1 〜 R7.3.31, as decided, else as wanted."""
    first, last = span(case)
    return format_span(first, last, style, "short") if first or last else "－"


def reason_words(facts: Placements, case: Case) -> str:
    """その他（祖父母の介護のため）."""
    word = facts.word(case.reason_id)
    if not case.reason_note:
        return word
    if not word:
        return case.reason_note
    return f"{word} ({case.reason_note})" if language() == "en" else f"{word}（{case.reason_note}）"


def day_words(day: dt.date | None, style: DateStyle) -> str:
    """A short day; － for none."""
    return format_date(day, style, "short") if day else "－"


def figure_words(figure: Figure) -> str:
    """A reported figure as it stands in a cell."""
    return format_number(figure)


def title_of(case: Case, facts: Placements) -> str:
    """府-0003 府中市 → 尾道市."""
    host = facts.host(case)
    return f"{case.number} {facts.body_name(case.home_id)} → {host.label if host else '－'}"
