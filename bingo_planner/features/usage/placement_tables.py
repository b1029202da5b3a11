"""Rows of placements across borders: one case a child and year, and the written rule of who comes first.

No row holds a child's name, birthday or address: a case is a number, an age class and a reason.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from bingo_planner.store.base import Base, Row, day, integer, long_text, ref, text, word

SINCE = 4


class Placement(Row, Base):
    """One placement (広域入所) from its application to its end."""

    __tablename__ = "placement"

    number: Mapped[str] = text(title=True, since=SINCE)
    """Mark of the home body and a running number: 府-0003."""
    service_id: Mapped[str | None] = ref(since=SINCE)
    state: Mapped[str] = word("applied", since=SINCE)
    home_id: Mapped[str | None] = ref(since=SINCE)
    facility_id: Mapped[str | None] = ref(since=SINCE)
    """The nursery asked now; its body is the host."""
    second_id: Mapped[str | None] = ref(since=SINCE)
    third_id: Mapped[str | None] = ref(since=SINCE)
    age_id: Mapped[str | None] = ref(since=SINCE)
    reason_id: Mapped[str | None] = ref(since=SINCE)
    reason_note: Mapped[str] = text(since=SINCE)
    wanted_from: Mapped[dt.date | None] = day(since=SINCE)
    wanted_to: Mapped[dt.date | None] = day(since=SINCE)
    decided_from: Mapped[dt.date | None] = day(since=SINCE)
    decided_to: Mapped[dt.date | None] = day(since=SINCE)
    applied_on: Mapped[dt.date | None] = day(since=SINCE)
    reviewed_on: Mapped[dt.date | None] = day(since=SINCE)
    consulted_on: Mapped[dt.date | None] = day(since=SINCE)
    consult_no: Mapped[str] = text(since=SINCE)
    answered_on: Mapped[dt.date | None] = day(since=SINCE)
    answer_no: Mapped[str] = text(since=SINCE)
    refusal: Mapped[str] = text(since=SINCE)
    """Why the home body or the host said no."""
    contracted_on: Mapped[dt.date | None] = day(since=SINCE)
    started_on: Mapped[dt.date | None] = day(since=SINCE)
    checked_on: Mapped[dt.date | None] = day(since=SINCE)
    """The yearly status report (現況)."""
    ended_on: Mapped[dt.date | None] = day(since=SINCE)
    """Last day of use, or the day it was withdrawn."""
    before_id: Mapped[str | None] = ref(since=SINCE)
    """The case of the year before from which this one was copied."""
    remark: Mapped[str] = long_text(since=SINCE)


class PlacementRank(Row, Base):
    """One step of the written order when seats are short."""

    __tablename__ = "placement_rank"

    service_id: Mapped[str | None] = ref(since=SINCE)
    name: Mapped[str] = text(title=True, since=SINCE)
    condition: Mapped[str] = word("reason", since=SINCE)
    """own: residents of the host; reason: cases with that reason; rest: all others."""
    reason_id: Mapped[str | None] = ref(since=SINCE)
    sort: Mapped[int] = integer(0, since=SINCE)
