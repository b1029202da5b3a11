"""Moments, counts and states of this room in words."""

from __future__ import annotations

from datetime import date, datetime

from bingo_planner.features.copies.model import Meeting, Standing
from bingo_planner.kernel.dates import DateStyle, format_date
from bingo_planner.kernel.i18n import translate


def _t(text: str, **facts: object) -> str:
    return translate("copies", text, **facts) if facts else translate("copies", text)


def what_words(op: str) -> str:
    """What happened to a record."""
    words = {"r": _t("Created"), "d": _t("Binned"), "u": _t("Restored")}
    return words.get(op, "")


def how_words(why: str) -> str:
    """How a change came about."""
    words = {"undo": _t("Undone"), "import": _t("Imported"), "resolve": _t("Decided")}
    return words.get(why, _t("Typed"))


def moment(at: datetime, style: DateStyle) -> str:
    """A day and a time."""
    return f"{format_date(at.date(), style, 'short')} {at.hour}:{at:%M}"


def brief(at: datetime, today: date) -> str:
    """The time of today, else the day."""
    if at.date() == today:
        return f"{at.hour}:{at:%M}"
    days = (today - at.date()).days
    return _t("Yesterday") if days == 1 else format_date(at.date(), DateStyle.ERA, "month_day")


def long_moment(at: datetime) -> str:
    """A day with its weekday, and a time."""
    return f"{format_date(at.date(), DateStyle.ERA, 'weekday')} {at.hour}:{at:%M}"


def meeting_words(one: Meeting, today: date) -> str:
    """What a meeting brought, in one line."""
    at = brief(one.at, today)
    at = at if ":" in at else f"{at} {one.at.hour}:{one.at:%M}"
    if not one.reached:
        return _t("{at}: nobody was reached at {partner}", at=at, partner=one.partner)
    if not one.fields:
        return _t("{at}: nothing new came, {sent} sent", at=at, sent=one.sent)
    return _t(
        "{at}: {n} came, {merged} merged",
        at=at,
        n=one.fields,
        merged=max(one.fields - one.asks, 0),
    )


def context_words(standing: Standing, today: date) -> str:
    """The grey line of the page's head."""
    if not standing.place.meets and standing.last is None:
        return _t("Not connected with other copies yet")
    tried = standing.tried
    return "" if tried is None else meeting_words(tried, today)
