"""Rows of joint projects: the sheet, members by year, pact items, progress, milestones, budget, KPIs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy.orm import Mapped

from bingo_planner.store.base import Base, Row, day, decimal, integer, long_text, ref, text, word


class Project(Row, Base):
    """A joint project (連携事業)."""

    __tablename__ = "project"

    code: Mapped[str] = text(title=True)
    name: Mapped[str] = text(title=True)
    kana: Mapped[str] = text()
    role_area: Mapped[str] = word("LIFE")
    """ECONOMY, HUB or LIFE."""
    field: Mapped[str] = text()
    status: Mapped[str] = word("continued")
    """new, continued, expanded, ended."""
    starts_fy: Mapped[int | None] = integer()
    ends_fy: Mapped[int | None] = integer()
    lead_id: Mapped[str | None] = ref()
    purpose: Mapped[str] = long_text()
    outline: Mapped[str] = long_text()
    works: Mapped[str] = long_text()
    """Main works, one a line."""
    effect: Mapped[str] = long_text()
    roles: Mapped[str] = long_text()
    cost_policy: Mapped[str] = long_text()
    subsidy: Mapped[str] = text()
    subsidy_rate: Mapped[str] = text()
    evaluation: Mapped[str] = long_text()
    next_policy: Mapped[str] = long_text()
    caution: Mapped[str] = long_text()
    """Notes on use, such as a number that cannot be reached from some telephones."""
    source: Mapped[str] = text(search=False)
    sort: Mapped[int] = integer(0)


class ProjectMember(Row, Base):
    """A body that takes part, from one fiscal year to another; or an outside partner by name."""

    __tablename__ = "project_member"

    project_id: Mapped[str | None] = ref()
    municipality_id: Mapped[str | None] = ref()
    partner_name: Mapped[str] = text()
    role: Mapped[str] = word("join")
    """lead, support, join."""
    part: Mapped[str] = text()
    section: Mapped[str] = text()
    from_fy: Mapped[int | None] = integer()
    to_fy: Mapped[int | None] = integer()


class ProjectPactItem(Row, Base):
    """The schedule item of a pact that a project rests on."""

    __tablename__ = "project_pact_item"

    project_id: Mapped[str | None] = ref()
    pact_item_id: Mapped[str | None] = ref()


class ProgressLine(Row, Base):
    """A dated line of progress."""

    __tablename__ = "progress_line"

    project_id: Mapped[str | None] = ref()
    on_date: Mapped[dt.date | None] = day()
    line: Mapped[str] = text(title=True)


class Milestone(Row, Base):
    """A step of the schedule: a bar, or a point in time when `ends_on` is empty."""

    __tablename__ = "milestone"

    project_id: Mapped[str | None] = ref()
    title: Mapped[str] = text(title=True)
    starts_on: Mapped[dt.date | None] = day()
    ends_on: Mapped[dt.date | None] = day()
    percent: Mapped[int] = integer(0)
    after_id: Mapped[str | None] = ref()
    """The step that must be done before."""
    label: Mapped[str] = text()
    sort: Mapped[int] = integer(0)


class BudgetLine(Row, Base):
    """One amount of a project in a fiscal year at one stage, in all or from one source of money."""

    __tablename__ = "budget_line"

    project_id: Mapped[str | None] = ref()
    fiscal_year: Mapped[int | None] = integer()
    stage: Mapped[str] = word("original")
    """estimate, original, supplementary, settled."""
    money: Mapped[str] = word("total")
    """total, national, prefecture, bond, other, general."""
    amount: Mapped[int | None] = integer()
    """Yen."""
    mark: Mapped[str] = word()
    """Empty, none (－) or pending (未集計); then amount is empty."""
    note: Mapped[str] = text()


class Kpi(Row, Base):
    """A key performance indicator of the region, a measure or a project."""

    __tablename__ = "kpi"

    project_id: Mapped[str | None] = ref()
    level: Mapped[str] = word("project")
    """region, measure, project."""
    role_area: Mapped[str] = word()
    number: Mapped[str] = text(title=True)
    name: Mapped[str] = text(title=True)
    unit: Mapped[str] = text(search=False)
    decimals: Mapped[int] = integer(0)
    formula: Mapped[str] = text()
    source: Mapped[str] = text()
    direction: Mapped[str] = word("up")
    """up, down (smaller is better), keep."""
    counting: Mapped[str] = word("single")
    """single (each year) or cumulative (over the term)."""
    year_kind: Mapped[str] = word("fiscal")
    """fiscal or calendar."""
    baseline: Mapped[Decimal | None] = decimal()
    baseline_mark: Mapped[str] = word()
    baseline_year: Mapped[int | None] = integer()
    target_kind: Mapped[str] = word("number")
    """number, at_least, at_most, keep, text, pending."""
    target: Mapped[Decimal | None] = decimal()
    target_text: Mapped[str] = text()
    target_year: Mapped[int | None] = integer()
    flag: Mapped[str] = word()
    """Empty, new, abolished."""
    rule: Mapped[str] = word("86,71,56")
    """Lower limits of A, B and C in percent of the way to the target."""
    note: Mapped[str] = text()
    sort: Mapped[int] = integer(0)


class KpiValue(Row, Base):
    """One figure of a KPI: a yearly target or actual, of the region or of one body."""

    __tablename__ = "kpi_value"

    kpi_id: Mapped[str | None] = ref()
    year: Mapped[int | None] = integer()
    kind: Mapped[str] = word("actual")
    """actual or target."""
    municipality_id: Mapped[str | None] = ref()
    value: Mapped[Decimal | None] = decimal()
    mark: Mapped[str] = word()
    """Empty, none (－) or pending (未集計); then value is empty."""
    is_prompt: Mapped[int] = integer(0)
    """1: a prompt figure (速報) that may still change."""
    evidence: Mapped[str] = text()
