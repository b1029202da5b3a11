"""The overview's figures and days in words, the same on the page and on paper."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bingo_planner.features.overview.model import AreaCard, BudgetCard, Group, Line, Overview, OverviewFacts
from bingo_planner.features.region.model import Body
from bingo_planner.features.region.rules import count_words
from bingo_planner.kernel.dates import DateStyle, format_date, format_fiscal_year
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import Mark, format_mark, format_number, format_thousand_yen

_GROUPS = {
    Group.OVERDUE: "Past due",
    Group.WEEK: "Due this week",
    Group.NINETY: "Ending within 90 days",
    Group.NO_FIGURE: "Without a figure yet",
    Group.WEAK: "KPIs rated C or D",
}


def _t(text: str, **facts: object) -> str:
    return translate("overview", text, **facts)


def group_words(group: Group) -> str:
    """The head of a group."""
    return _t(_GROUPS[group])


def due_words(line: Line, style: DateStyle) -> str:
    """The day, or the year of a missing figure."""
    if line.due is not None:
        return format_date(line.due, style, "month_day")
    return format_fiscal_year(line.year, style, "short") if line.year is not None else ""


def state_words(line: Line) -> str:
    """How far off: 6日超過, 今日まで, あと2日, 未集計."""
    if line.group is Group.NO_FIGURE:
        return format_mark(Mark.PENDING)
    if line.days is None:
        return ""
    if line.days < 0:
        return _t("{n} days over", n=-line.days) if line.days < -1 else _t("1 day over")
    if line.days == 0:
        return _t("today")
    return _t("{n} days left", n=line.days) if line.days > 1 else _t("1 day left")


def body_words(line: Line, facts: OverviewFacts) -> str:
    """Short names of the bodies a line concerns; all of them together have one word."""
    held = bodies_of(line, facts)
    if is_all(line, facts):
        return _t("all members")
    return "・".join(body.short_name or body.label for body in held)


def bodies_of(line: Line, facts: OverviewFacts) -> tuple[Body, ...]:
    """The bodies of a line in official order."""
    return tuple(body for body in facts.bodies if body.id in line.body_ids)


def is_all(line: Line, facts: OverviewFacts) -> bool:
    """Whether every member of the year is meant."""
    return len(facts.member_ids) > 1 and facts.member_ids <= set(line.body_ids)


def context_words(overview: Overview, style: DateStyle) -> str:
    """8月26日(月)時点・備後圏域 7市2町."""
    facts = overview.facts
    cities, towns, villages = count_words(facts.here)
    parts = [(cities, "{n} cities"), (towns, "{n} towns"), (villages, "{n} villages")]
    told = [_t(words, n=count) for count, words in parts if count]
    day = format_date(facts.today, style, "weekday")
    if not told:
        return day
    bodies = (", " if language() == "en" else "").join(told)
    return _t("{day}: {region}, {bodies}", day=day, region=facts.region.label, bodies=bodies)


def share_words(share: Decimal | None) -> str:
    """One decimal, or － when nothing could be rated."""
    return format_mark(Mark.NONE) if share is None else format_number(share, 1)


def change_words(change: Decimal | None) -> str:
    """+8.3 ポイント; nothing when there is nothing to compare with."""
    if change is None:
        return ""
    return _t("{n} points", n=signed(change, 1))


def signed(value: Decimal, decimals: int = 0) -> str:
    """A change with its sign: +18,240, △4.8, ±0."""
    if value == 0:
        return f"±{format_number(value, decimals)}"
    return f"+{format_number(value, decimals)}" if value > 0 else format_number(value, decimals)


def card_foot(card: AreaCard, style: DateStyle, short: bool = False) -> str:
    """Which figures were rated, and the share with those of the year before; only the year when there is no room."""
    if card.figures_year is None:
        return "" if short else _t("No figures up to this year")
    year = format_fiscal_year(card.figures_year, style, "short")
    if short:
        return year
    if card.change is None:
        return _t("Up to {year}", year=year)
    return _t("{year}; the year before {share} %", year=year, share=share_words(card.before.good_share))


def budget_figure(card: BudgetCard) -> str:
    """The original budget in thousand yen."""
    return format_thousand_yen(card.original.value) or format_mark(Mark.NONE)


def budget_change(card: BudgetCard) -> str:
    """Against last year, in thousand yen."""
    if card.change is None:
        return ""
    return _t("{n} y/y", n=signed(Decimal(card.change) / 1000))


def budget_foot(card: BudgetCard) -> str:
    """What is settled."""
    share = card.settled_share
    if share is not None:
        partial = card.settled.is_partial or card.settled.counted < card.current.counted
        words = "Settled so far {share} %" if partial else "Settled {share} %"
        return _t(words, share=format_number(share * 100, 1))
    if card.settled.pending:
        return _t("Not settled yet")
    return "" if card.original.counted else _t("No budget in this year")


def elapsed_words(card: BudgetCard) -> str:
    """How much of the year is over, while it runs."""
    if not 0 < card.elapsed < 1:
        return ""
    return _t("Time gone {share} %", share=format_number(card.elapsed * 100, 1))


def day_long(day: dt.date, style: DateStyle) -> str:
    """令和6年8月26日."""
    return format_date(day, style, "long")
