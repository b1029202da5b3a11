"""Rows of the cost-share room: cost items with their rules, base figures, and versions that were confirmed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy.orm import Mapped

from bingo_planner.store.base import Base, Row, day, decimal, flag, integer, long_text, ref, text, word

SINCE = 2


class CostItem(Row, Base):
    """What is shared in one fiscal year at one stage, and how it is rounded."""

    __tablename__ = "cost_item"

    project_id: Mapped[str | None] = ref(since=SINCE)
    name: Mapped[str] = text(title=True, since=SINCE)
    fiscal_year: Mapped[int | None] = integer(since=SINCE)
    stage: Mapped[str] = word("budget", since=SINCE)
    """estimate, budget, supplementary, settled."""
    total: Mapped[int | None] = integer(since=SINCE)
    """Yen, before earmarked money is taken off; empty while it is not known."""
    unit: Mapped[int] = integer(1, since=SINCE)
    rounding: Mapped[str] = word("largest_remainder", since=SINCE)
    two_stage: Mapped[bool] = flag(since=SINCE)
    lead_id: Mapped[str | None] = ref(since=SINCE)
    """Who takes the remainder; empty: the project's lead."""
    relief_rise: Mapped[Decimal | None] = decimal(since=SINCE)
    """Percent by which an amount may rise against last year's; empty: no limit."""
    relief_fall: Mapped[Decimal | None] = decimal(since=SINCE)
    before_id: Mapped[str | None] = ref(since=SINCE)
    """Last year's item, for the change and for relief."""
    against_id: Mapped[str | None] = ref(since=SINCE)
    """The item of an earlier stage that this one settles or supplements."""
    ground: Mapped[str] = text(since=SINCE)
    rule_date: Mapped[dt.date | None] = day(since=SINCE)
    rule_by: Mapped[str] = text(since=SINCE)
    due_on: Mapped[dt.date | None] = day(since=SINCE)
    instalments: Mapped[int] = integer(1, since=SINCE)
    notice_no: Mapped[str] = text(since=SINCE)
    notice_on: Mapped[dt.date | None] = day(since=SINCE)
    payment: Mapped[str] = text(since=SINCE)
    settling: Mapped[str] = text(since=SINCE)
    """What the notice says about settlement."""
    state: Mapped[str] = word("draft", since=SINCE)
    """draft or fixed."""
    reason: Mapped[str] = text(since=SINCE)
    """Why it was opened again; goes into the next version."""
    note: Mapped[str] = long_text(since=SINCE)
    sort: Mapped[int] = integer(0, since=SINCE)


class CostPart(Row, Base):
    """One component of an item's rule: a basis with its ratio in percent and its base figures."""

    __tablename__ = "cost_part"

    cost_item_id: Mapped[str | None] = ref(since=SINCE)
    basis: Mapped[str] = word("equal", since=SINCE)
    """equal, population, use, fiscal, area, staff, percent, grant, other."""
    ratio: Mapped[Decimal | None] = decimal(since=SINCE)
    is_inverse: Mapped[bool] = flag(since=SINCE)
    """Less means more, as with fiscal capacity turned round."""
    base_set_id: Mapped[str | None] = ref(since=SINCE)
    sort: Mapped[int] = integer(0, since=SINCE)


class CostDeduction(Row, Base):
    """Earmarked money that comes off before anything is shared."""

    __tablename__ = "cost_deduction"

    cost_item_id: Mapped[str | None] = ref(since=SINCE)
    name: Mapped[str] = text(title=True, since=SINCE)
    amount: Mapped[int | None] = integer(since=SINCE)
    sort: Mapped[int] = integer(0, since=SINCE)


class CostBody(Row, Base):
    """What is special about one body in one item: in or out, weight in the equal part, fixed sum, limits."""

    __tablename__ = "cost_body"

    cost_item_id: Mapped[str | None] = ref(since=SINCE)
    municipality_id: Mapped[str | None] = ref(since=SINCE)
    part: Mapped[str] = word(since=SINCE)
    """Empty: as in the project; in or out."""
    weight: Mapped[Decimal | None] = decimal(since=SINCE)
    fixed: Mapped[int | None] = integer(since=SINCE)
    minimum: Mapped[int | None] = integer(since=SINCE)
    maximum: Mapped[int | None] = integer(since=SINCE)


class BaseSet(Row, Base):
    """A named, dated, sourced set of figures, one a body."""

    __tablename__ = "base_set"

    kind: Mapped[str] = word("population", since=SINCE)
    """As the bases of a part, but for equal."""
    name: Mapped[str] = text(title=True, since=SINCE)
    unit: Mapped[str] = text(since=SINCE)
    as_of: Mapped[dt.date | None] = day(since=SINCE)
    fiscal_year: Mapped[int | None] = integer(since=SINCE)
    source: Mapped[str] = text(since=SINCE)
    origin: Mapped[str] = word(since=SINCE)
    """What handed it in, so that taking it again finds it: population:census:2020."""
    provenance: Mapped[str] = long_text(since=SINCE)
    sort: Mapped[int] = integer(0, since=SINCE)


class BaseFigure(Row, Base):
    """The figure of one body in a base set."""

    __tablename__ = "base_figure"

    base_set_id: Mapped[str | None] = ref(since=SINCE)
    municipality_id: Mapped[str | None] = ref(since=SINCE)
    value: Mapped[Decimal | None] = decimal(since=SINCE)


class CostVersion(Row, Base):
    """A sheet as it was confirmed: rule, base figures and results, never computed again."""

    __tablename__ = "cost_version"

    cost_item_id: Mapped[str | None] = ref(since=SINCE)
    number: Mapped[int | None] = integer(since=SINCE)
    fixed_on: Mapped[dt.date | None] = day(since=SINCE)
    fixed_by: Mapped[str] = text(since=SINCE)
    reason: Mapped[str] = text(since=SINCE)
    """Why a later version was made."""
    rule_text: Mapped[str] = long_text(since=SINCE)
    snapshot: Mapped[str] = word(since=SINCE)
    """The whole sheet as JSON: rule, sources of the bases, results by body."""
