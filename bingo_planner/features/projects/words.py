"""Figures, targets, years and names of this room in words, the same on pages and papers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from bingo_planner.features.projects.assess import limits, term_start
from bingo_planner.features.projects.model import (
    Body,
    Counting,
    Figure,
    Kpi,
    PactLine,
    ProjectSheet,
    TargetKind,
    YearKind,
)
from bingo_planner.features.region.model import short_english
from bingo_planner.kernel.dates import DateStyle, format_fiscal_year
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import Mark, format_number

CONTEXT: Final = "projects"
_AREAS: Final = {
    "ECONOMY": (1, "Growth of the region's economy", "Economy"),
    "HUB": (2, "Higher urban functions", "Urban hub"),
    "LIFE": (3, "Services of daily life", "Daily life"),
}


def area_name(area: str) -> str:
    """圏域全体の経済成長のけん引; the basic goals of the region where no role area is named."""
    known = _AREAS.get(area)
    return translate(CONTEXT, known[1] if known else "Basic goals of the region")


def area_short(area: str) -> str:
    """経済成長."""
    known = _AREAS.get(area)
    return translate(CONTEXT, known[2] if known else "Basic goals of the region")


def area_title(area: str) -> str:
    """役割1　圏域全体の経済成長のけん引."""
    known = _AREAS.get(area)
    if known is None:
        return area_name(area)
    return translate(CONTEXT, "Role {n}  {name}", n=known[0], name=area_name(area))


def area_order(area: str) -> int:
    """Basic goals first, then the role areas in their order."""
    known = _AREAS.get(area)
    return known[0] if known else 0


def body_name(body: Body) -> str:
    """The name in the language in force."""
    return body.name_en if language() == "en" and body.name_en else body.name


def body_short(body: Body) -> str:
    """The short name (福山, Fukuyama) where room is scarce."""
    return short_english(body_name(body)) if language() == "en" else body.short_name or body.name


def year_word(year: int | None, kind: str, style: DateStyle) -> str:
    """R5 for a fiscal year, R5年 for a calendar year; － for none."""
    if year is None:
        return "－"
    if kind != YearKind.CALENDAR:
        return format_fiscal_year(year, style, "symbol")
    if language() == "en":
        return str(year)
    return f"{format_fiscal_year(year, style, 'symbol')}年"


def year_brief(year: int | None, kind: str, style: DateStyle) -> str:
    """As `year_word`, where a column is narrow: FY23 in English."""
    word = year_word(year, kind, style)
    return f"FY{word[-2:]}" if word.startswith("FY") else word


def term_words(sheet: ProjectSheet, style: DateStyle, form: str = "long") -> str:
    """令和5年度〜令和10年度, either end open."""
    if sheet.starts_fy is None and sheet.ends_fy is None:
        return ""
    first = format_fiscal_year(sheet.starts_fy, style, "long") if sheet.starts_fy is not None else ""
    last = format_fiscal_year(sheet.ends_fy, style, "long") if sheet.ends_fy is not None else ""
    return f"{first} – {last}".strip() if language() == "en" else f"{first}～{last}"


def kpi_title(kpi: Kpi) -> str:
    """延べ利用児童数（人）."""
    if not kpi.unit:
        return kpi.name
    return f"{kpi.name} ({kpi.unit})" if language() == "en" else f"{kpi.name}（{kpi.unit}）"


def figure_words(value: Figure, decimals: int = 0) -> str:
    """A figure with its decimal places, or the word of its mark."""
    return format_number(value, decimals)


def target_words(kpi: Kpi) -> str:
    """2,400 / 12以上 / 50以下 / 現状維持 / the words / 検討中."""
    if kpi.target_kind == TargetKind.PENDING:
        return translate(CONTEXT, "Under study")
    if kpi.target_kind == TargetKind.TEXT:
        return kpi.target_text or translate(CONTEXT, "Under study")
    if kpi.target_kind == TargetKind.KEEP and kpi.target is None:
        return translate(CONTEXT, "Keep level")
    if kpi.target is None:
        return "－"
    plain = format_number(kpi.target, kpi.decimals)
    if kpi.target_kind in (TargetKind.AT_LEAST, TargetKind.AT_MOST):
        # no signs: the bundled gothic draws ≤ and ≥ the wrong way round
        text = "min {n}" if kpi.target_kind == TargetKind.AT_LEAST else "max {n}"
        return translate(CONTEXT, text, n=plain)
    return plain


def target_year_words(kpi: Kpi, style: DateStyle) -> str:
    """R11; for sums R7–11計."""
    last = year_brief(kpi.target_year, kpi.year_kind, style)
    start = term_start(kpi)
    if kpi.counting != Counting.CUMULATIVE or start is None or kpi.target_year is None:
        return last
    first = year_brief(start, YearKind.FISCAL, style)
    return translate(CONTEXT, "{first}–{last} sum", first=first, last=_bare(kpi.target_year, style))


def _bare(year: int, style: DateStyle) -> str:
    """The count of the era's year alone, where the first year already says the era."""
    if language() == "en":
        return f"{year % 100:02d}"
    word = format_fiscal_year(year, style, "symbol")
    return word.lstrip("R") if style is DateStyle.ERA and word.startswith("R") else word


def baseline_words(kpi: Kpi) -> str:
    """The baseline; － when there is none."""
    return "－" if kpi.baseline is Mark.BLANK else figure_words(kpi.baseline, kpi.decimals)


def percent_words(percent: Decimal | None) -> str:
    """76.8 %, or －."""
    return "－" if percent is None else f"{format_number(percent, 1)} %"


def rule_words(rule: str = "") -> str:
    """A 86%以上・B 71・C 56・D 56%未満."""
    a, b, c = limits(rule)
    return translate(CONTEXT, "A {a}% or more · B {b}% · C {c}% · D below", a=a, b=b, c=c)


def grounds_words(lines: Sequence[PactLine]) -> tuple[str, ...]:
    """Pact items with the same number and title once, with how many pacts hold them."""
    counted: dict[tuple[str, str], list[PactLine]] = {}
    for line in lines:
        counted.setdefault((line.number, line.title), []).append(line)
    found = []
    for (number, title), same in counted.items():
        where = same[0].pact_title if len(same) == 1 else translate(CONTEXT, "{n} pacts alike", n=len(same))
        found.append(
            translate(
                CONTEXT, "Schedule {number} “{title}” ({where})", number=number, title=title, where=where
            )
        )
    return tuple(found)
