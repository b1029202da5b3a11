"""Rows of joint services: service, places, what is counted, monthly figures and their evidence.

Rows that stand for a cell (a report, a figure, a month) take their id from what they are about, so that two copies that
enter the same cell make one row, and a merge asks about the figure instead of keeping both.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy.orm import Mapped

from bingo_planner.store.base import Base, Row, day, decimal, flag, integer, long_text, ref, text, word

SINCE = 3


class UsageService(Row, Base):
    """A joint service (共同サービス) of a joint project."""

    __tablename__ = "usage_service"

    project_id: Mapped[str | None] = ref(since=SINCE)
    name: Mapped[str] = text(title=True, since=SINCE)
    kana: Mapped[str] = text(since=SINCE)
    kind: Mapped[str] = word("other", since=SINCE)
    """The kind whose template it was set up from; nothing else hangs on it."""
    place_word: Mapped[str] = text(search=False, since=SINCE)
    """What its places are called (施設, 会場); empty: the service has no places."""
    starts_on: Mapped[dt.date | None] = day(since=SINCE)
    ends_on: Mapped[dt.date | None] = day(since=SINCE)
    outline: Mapped[str] = long_text(since=SINCE)
    """What changed for the users."""
    legal_form: Mapped[str] = text(since=SINCE)
    payment: Mapped[str] = long_text(since=SINCE)
    """Who pays what to whom."""
    share_rule: Mapped[str] = long_text(since=SINCE)
    """How shares read from the figures."""
    eligibility: Mapped[str] = long_text(since=SINCE)
    priority: Mapped[str] = long_text(since=SINCE)
    opening: Mapped[str] = long_text(since=SINCE)
    weekdays: Mapped[str] = word("1111100", since=SINCE)
    """Open on Monday … Sunday, one sign each."""
    on_holidays: Mapped[bool] = flag(since=SINCE)
    fee: Mapped[str] = text(since=SINCE)
    operator: Mapped[str] = text(since=SINCE)
    caution: Mapped[str] = long_text(since=SINCE)
    source: Mapped[str] = text(search=False, since=SINCE)
    sort: Mapped[int] = integer(0, since=SINCE)


class UsageFacility(Row, Base):
    """A place where a service is given."""

    __tablename__ = "usage_facility"

    service_id: Mapped[str | None] = ref(since=SINCE)
    municipality_id: Mapped[str | None] = ref(since=SINCE)
    """The host body."""
    name: Mapped[str] = text(title=True, since=SINCE)
    kana: Mapped[str] = text(since=SINCE)
    code: Mapped[str] = text(since=SINCE)
    aliases: Mapped[str] = text(since=SINCE)
    """Other spellings that files use, separated by |."""
    ownership: Mapped[str] = word(since=SINCE)
    """public or private."""
    kind: Mapped[str] = text(since=SINCE)
    ages: Mapped[str] = text(since=SINCE)
    hours: Mapped[str] = text(since=SINCE)
    fee: Mapped[str] = text(since=SINCE)
    address: Mapped[str] = text(since=SINCE)
    tel: Mapped[str] = text(since=SINCE)
    opened_on: Mapped[dt.date | None] = day(since=SINCE)
    closed_on: Mapped[dt.date | None] = day(since=SINCE)
    note: Mapped[str] = text(since=SINCE)
    source: Mapped[str] = text(search=False, since=SINCE)
    sort: Mapped[int] = integer(0, since=SINCE)


class UsageCapacity(Row, Base):
    """How much a place, or a service without places, can take from a day on."""

    __tablename__ = "usage_capacity"

    service_id: Mapped[str | None] = ref(since=SINCE)
    facility_id: Mapped[str | None] = ref(since=SINCE)
    name: Mapped[str] = text(title=True, since=SINCE)
    """定員, 利用定員, 受入可能数, 看護師/勤務 …"""
    amount: Mapped[Decimal | None] = decimal(since=SINCE)
    unit: Mapped[str] = text(search=False, since=SINCE)
    from_on: Mapped[dt.date | None] = day(since=SINCE)
    to_on: Mapped[dt.date | None] = day(since=SINCE)
    note: Mapped[str] = text(since=SINCE)


class UsageBreakdown(Row, Base):
    """A way to split figures: age class, reason, hour, urgency, channel."""

    __tablename__ = "usage_breakdown"

    service_id: Mapped[str | None] = ref(since=SINCE)
    name: Mapped[str] = text(title=True, since=SINCE)
    sort: Mapped[int] = integer(0, since=SINCE)


class UsageCategory(Row, Base):
    """One class of a breakdown."""

    __tablename__ = "usage_category"

    breakdown_id: Mapped[str | None] = ref(since=SINCE)
    name: Mapped[str] = text(title=True, since=SINCE)
    aliases: Mapped[str] = text(since=SINCE)
    sort: Mapped[int] = integer(0, since=SINCE)


class UsageMeasure(Row, Base):
    """Something counted each month."""

    __tablename__ = "usage_measure"

    service_id: Mapped[str | None] = ref(since=SINCE)
    name: Mapped[str] = text(title=True, since=SINCE)
    kana: Mapped[str] = text(since=SINCE)
    aliases: Mapped[str] = text(since=SINCE)
    unit: Mapped[str] = text(search=False, since=SINCE)
    counting: Mapped[str] = word("sum", since=SINCE)
    """sum: months add up; level: each month stands for itself."""
    by_place: Mapped[bool] = flag(True, since=SINCE)
    by_body: Mapped[bool] = flag(True, since=SINCE)
    breakdown_id: Mapped[str | None] = ref(since=SINCE)
    decimals: Mapped[int] = integer(0, since=SINCE)
    capacity_name: Mapped[str] = text(search=False, since=SINCE)
    """The capacity it may not pass: for sums one open day's, for levels as it stands."""
    jump_percent: Mapped[int] = integer(50, since=SINCE)
    """A change on the month before of so many percent is asked about …"""
    jump_least: Mapped[int] = integer(5, since=SINCE)
    """… when it is at least so large; among small figures every one would be."""
    definition: Mapped[str] = text(since=SINCE)
    sort: Mapped[int] = integer(0, since=SINCE)


class UsageReport(Row, Base):
    """What one place reported for one month."""

    __tablename__ = "usage_report"

    service_id: Mapped[str | None] = ref(since=SINCE)
    facility_id: Mapped[str | None] = ref(since=SINCE)
    month: Mapped[dt.date | None] = day(since=SINCE)
    state: Mapped[str] = word(since=SINCE)
    """empty, or pending: the figures will come (未集計)."""
    open_days: Mapped[int | None] = integer(since=SINCE)
    note: Mapped[str] = text(since=SINCE)


class UsageValue(Row, Base):
    """One monthly figure."""

    __tablename__ = "usage_value"

    report_id: Mapped[str | None] = ref(since=SINCE)
    measure_id: Mapped[str | None] = ref(since=SINCE)
    municipality_id: Mapped[str | None] = ref(since=SINCE)
    """The home body."""
    category_id: Mapped[str | None] = ref(since=SINCE)
    value: Mapped[Decimal | None] = decimal(since=SINCE)
    mark: Mapped[str] = word(since=SINCE)
    """empty, none or pending."""
    source_id: Mapped[str | None] = ref(since=SINCE)
    place: Mapped[str] = word(since=SINCE)
    """Sheet and cell of the file it came from; empty: typed."""
    seen: Mapped[Decimal | None] = decimal(since=SINCE)
    """The figure somebody has looked at and found right; another figure is asked about again."""


class UsageMonth(Row, Base):
    """A month of a service, once it is confirmed (確定)."""

    __tablename__ = "usage_month"

    service_id: Mapped[str | None] = ref(since=SINCE)
    month: Mapped[dt.date | None] = day(since=SINCE)
    is_confirmed: Mapped[bool] = flag(since=SINCE)
    confirmed_on: Mapped[dt.date | None] = day(since=SINCE)
    confirmed_by: Mapped[str] = text(search=False, since=SINCE)
    note: Mapped[str] = text(since=SINCE)


class UsageCorrection(Row, Base):
    """A figure changed after its month was confirmed."""

    __tablename__ = "usage_correction"

    value_id: Mapped[str | None] = ref(since=SINCE)
    old_value: Mapped[Decimal | None] = decimal(since=SINCE)
    old_mark: Mapped[str] = word(since=SINCE)
    new_value: Mapped[Decimal | None] = decimal(since=SINCE)
    new_mark: Mapped[str] = word(since=SINCE)
    reason: Mapped[str] = text(title=True, since=SINCE)
    corrected_on: Mapped[dt.date | None] = day(since=SINCE)
    corrected_by: Mapped[str] = text(search=False, since=SINCE)


class UsageSource(Row, Base):
    """A file figures were taken from."""

    __tablename__ = "usage_source"

    name: Mapped[str] = text(title=True, since=SINCE)
    digest: Mapped[str] = word(since=SINCE)
    """SHA-256 of the file."""
    encoding: Mapped[str] = word(since=SINCE)
    read_on: Mapped[dt.date | None] = day(since=SINCE)
    read_by: Mapped[str] = text(search=False, since=SINCE)
    note: Mapped[str] = text(since=SINCE)
    """What was left out and why."""


class UsageLink(Row, Base):
    """How a KPI takes its actual figure from a measure."""

    __tablename__ = "usage_link"

    kpi_id: Mapped[str | None] = ref(since=SINCE)
    measure_id: Mapped[str | None] = ref(since=SINCE)
    formula: Mapped[str] = word("sum", since=SINCE)
    """sum, average, max, first, last, ratio, per_member."""
    other_id: Mapped[str | None] = ref(since=SINCE)
    """The measure beneath the line of a ratio."""
    category_id: Mapped[str | None] = ref(since=SINCE)
    factor: Mapped[Decimal | None] = decimal(since=SINCE)
    """The result is multiplied by it: 100 for percent."""
    by_body: Mapped[bool] = flag(since=SINCE)
    """Also hand on the figure of each home body."""
    note: Mapped[str] = text(title=True, since=SINCE)
