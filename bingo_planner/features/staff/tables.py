"""Rows of the staff room: people, terms of secondment, duties, tasks."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from bingo_planner.store.base import Base, Row, day, flag, integer, long_text, ref, text, word


class Person(Row, Base):
    """A secondee, or the person in a member body who holds a duty."""

    __tablename__ = "person"

    name: Mapped[str] = text(title=True)
    kana: Mapped[str] = text()
    body_id: Mapped[str | None] = ref()
    """The municipality that employs the person."""
    section: Mapped[str] = text()
    post: Mapped[str] = text()
    duty: Mapped[str] = text()
    """One line of what a duty holder is asked about."""
    tel: Mapped[str] = text()
    mail: Mapped[str] = text()
    is_contact: Mapped[bool] = flag(True)
    """Stands in the duty list of the member bodies."""
    note: Mapped[str] = long_text()


class Secondment(Row, Base):
    """One term of a person in the office."""

    __tablename__ = "secondment"

    person_id: Mapped[str | None] = ref()
    seat: Mapped[str] = text()
    """The post a body fills in turn (枠); terms of one seat follow one another."""
    sender_id: Mapped[str | None] = ref()
    host_id: Mapped[str | None] = ref()
    ground: Mapped[str] = word("article_252_17")
    """article_252_17, training, dual_post, other."""
    state: Mapped[str] = word("fixed")
    """fixed or planned."""
    starts_on: Mapped[dt.date | None] = day()
    ends_on: Mapped[dt.date | None] = day()
    post_home: Mapped[str] = text()
    post_host: Mapped[str] = text()
    dual_post: Mapped[bool] = flag(True)
    paid_by_id: Mapped[str | None] = ref()
    """Who pays out salary (給与支給者)."""
    borne_by_id: Mapped[str | None] = ref()
    """Who bears it in the end (給与負担者)."""
    allowances: Mapped[str] = text()
    retirement: Mapped[str] = text()
    """Who bears the retirement allowance (退職手当) and how."""
    is_settled: Mapped[bool] = flag()
    """Whether the bodies settle accounts (精算)."""
    settlement: Mapped[str] = text()
    agreement_no: Mapped[str] = text()
    agreement_on: Mapped[dt.date | None] = day()
    working_days: Mapped[str] = text()
    successor: Mapped[str] = text()
    successor_id: Mapped[str | None] = ref()
    note: Mapped[str] = long_text()


class Duty(Row, Base):
    """A duty of a person with its share of time; may belong to a joint project."""

    __tablename__ = "duty"

    person_id: Mapped[str | None] = ref()
    project_id: Mapped[str | None] = ref()
    title: Mapped[str] = text(title=True)
    detail: Mapped[str] = long_text()
    share: Mapped[int | None] = integer()
    """Percent of working time."""
    starts_on: Mapped[dt.date | None] = day()
    ends_on: Mapped[dt.date | None] = day()
    sort: Mapped[int] = integer(0)


class Task(Row, Base):
    """Something to do, a date to keep, or a matter still undecided."""

    __tablename__ = "task"

    title: Mapped[str] = text(title=True)
    detail: Mapped[str] = long_text()
    kind: Mapped[str] = word("task")
    """task, date (a fixed date such as a council session), undecided."""
    state: Mapped[str] = word("open")
    """open or done."""
    person_id: Mapped[str | None] = ref()
    body_id: Mapped[str | None] = ref()
    project_id: Mapped[str | None] = ref()
    due_on: Mapped[dt.date | None] = day()
    done_on: Mapped[dt.date | None] = day()
