"""Rows of the region: bodies, memberships by year, figures, outlines, pacts, locked years."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy.orm import Mapped

from bingo_planner.store.base import Base, Row, day, decimal, flag, integer, long_text, ref, text, word


class Region(Row, Base):
    """The region of this file (one row)."""

    __tablename__ = "region"

    name: Mapped[str] = text(title=True)
    kana: Mapped[str] = text()
    name_en: Mapped[str] = text()
    vision_name: Mapped[str] = text()
    core_id: Mapped[str | None] = ref()
    declared_on: Mapped[dt.date | None] = day()
    office_name: Mapped[str] = text()
    office_tel: Mapped[str] = text()
    council_name: Mapped[str] = text()
    advisory_name: Mapped[str] = text()
    data_note: Mapped[str] = text(search=False)
    plays_on: Mapped[dt.date | None] = day()
    """A sample region says on what day it plays; a real one has nothing here."""
    note: Mapped[str] = long_text()


class Municipality(Row, Base):
    """A member body, or a partner outside the region."""

    __tablename__ = "municipality"

    code: Mapped[str] = text()
    name: Mapped[str] = text(title=True)
    kana: Mapped[str] = text()
    short_name: Mapped[str] = text()
    name_en: Mapped[str] = text()
    mark: Mapped[str] = text(search=False)
    mark_en: Mapped[str] = text(search=False)
    prefecture: Mapped[str] = text()
    kind: Mapped[str] = word("city")
    """city, town, village, ward, prefecture, other."""
    is_outside: Mapped[bool] = flag()
    area_km2: Mapped[Decimal | None] = decimal()
    color_light: Mapped[str] = word()
    color_dark: Mapped[str] = word()
    desk: Mapped[str] = text()
    desk_tel: Mapped[str] = text()
    sort: Mapped[int] = integer(0)
    """Place in the official order (建制順)."""
    source: Mapped[str] = text(search=False)
    note: Mapped[str] = long_text()


class Membership(Row, Base):
    """From when to when a body belongs to the region, and on what ground."""

    __tablename__ = "membership"

    municipality_id: Mapped[str | None] = ref()
    role: Mapped[str] = word("partner")
    """core or partner."""
    joined_on: Mapped[dt.date | None] = day()
    left_on: Mapped[dt.date | None] = day()
    basis: Mapped[str] = text()
    source: Mapped[str] = text(search=False)


class OtherRegion(Row, Base):
    """Another region a member also belongs to."""

    __tablename__ = "other_region"

    municipality_id: Mapped[str | None] = ref()
    name: Mapped[str] = text(title=True)
    core_name: Mapped[str] = text()
    since: Mapped[dt.date | None] = day()
    source: Mapped[str] = text(search=False)


class Population(Row, Base):
    """One population figure. A series has a source and a vintage; figures of two vintages never mix."""

    __tablename__ = "population"

    municipality_id: Mapped[str | None] = ref()
    series: Mapped[str] = word()
    """census, register, ipss_h30, ipss_r5 …"""
    year: Mapped[int | None] = integer()
    as_of: Mapped[dt.date | None] = day()
    sex: Mapped[str] = word("T")
    """T total, M, F."""
    age_from: Mapped[int | None] = integer()
    age_to: Mapped[int | None] = integer()
    """Both empty: all ages. Only age_to empty: that age and over."""
    persons: Mapped[int | None] = integer()
    is_projection: Mapped[bool] = flag()


class PopulationSeries(Row, Base):
    """Where a series of population figures comes from."""

    __tablename__ = "population_series"

    series: Mapped[str] = word()
    name: Mapped[str] = text(title=True)
    name_en: Mapped[str] = text()
    vintage: Mapped[str] = text()
    source: Mapped[str] = text()
    note: Mapped[str] = text()


class Outline(Row, Base):
    """The outline of a body: rings of longitude and latitude as JSON `[[[lon, lat], …], …]`."""

    __tablename__ = "outline"

    municipality_id: Mapped[str | None] = ref()
    rings: Mapped[str] = word()
    attribution: Mapped[str] = text(search=False)


class Pact(Row, Base):
    """A partnership pact (連携協約) between the core city and one partner."""

    __tablename__ = "pact"

    partner_id: Mapped[str | None] = ref()
    title: Mapped[str] = text(title=True)
    signed_on: Mapped[dt.date | None] = day()
    core_voted_on: Mapped[dt.date | None] = day()
    partner_voted_on: Mapped[dt.date | None] = day()
    notified_on: Mapped[dt.date | None] = day()
    filed_on: Mapped[dt.date | None] = day()
    filed_to: Mapped[str] = text()
    effective_on: Mapped[dt.date | None] = day()
    lapse_clause: Mapped[str] = text()
    source: Mapped[str] = text(search=False)
    note: Mapped[str] = long_text()


class PactItem(Row, Base):
    """One line of a pact's schedule (別表)."""

    __tablename__ = "pact_item"

    pact_id: Mapped[str | None] = ref()
    number: Mapped[str] = text(title=True)
    role_area: Mapped[str] = word()
    title: Mapped[str] = text(title=True)
    content: Mapped[str] = long_text()
    core_part: Mapped[str] = long_text()
    partner_part: Mapped[str] = long_text()
    sort: Mapped[int] = integer(0)


class YearLock(Row, Base):
    """A fiscal year whose figures are settled; `is_locked` false: unlocked again, with the reason."""

    __tablename__ = "year_lock"

    fiscal_year: Mapped[int | None] = integer()
    is_locked: Mapped[bool] = flag(True)
    reason: Mapped[str] = text()
