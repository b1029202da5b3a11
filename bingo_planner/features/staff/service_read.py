"""Rows of this room as values: a handful of wide selects, joined in Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bingo_planner.features.region import service_read as region
from bingo_planner.features.staff import tables
from bingo_planner.features.staff.model import Duty, Person, StaffFacts, Task, Term
from bingo_planner.features.staff.rules import by_due
from bingo_planner.kernel.clock import Clock
from bingo_planner.kernel.text import kana_sort_key
from bingo_planner.store.base import Base, Row, select_live
from bingo_planner.store.kept import kept
from bingo_planner.store.search import titles

V = TypeVar("V", Person, Term, Duty, Task)


def staff_facts(session: Session, clock: Clock) -> StaffFacts:
    """Everybody and everything of this room, in the order in which it is shown."""
    return _facts(session, clock.today())


@kept(
    *("person", "secondment", "duty", "task"),
    *("region", "municipality", "membership", "other_region", "project"),
)
def _facts(session: Session, today: dt.date) -> StaffFacts:
    found = region.region(session)
    bodies = region.bodies(session)
    known = projects(session)
    return StaffFacts(
        today,
        found.office_name,
        found.core_id,
        bodies,
        people(session),
        terms(session),
        tuple(duties(session, known)),
        by_due(tasks(session, known)),
        known,
        found.foot_mark,
    )


def core_id(session: Session) -> str | None:
    """The core city: it is the host of those who are sent."""
    return region.region(session).core_id


def people(session: Session) -> tuple[Person, ...]:
    """Everybody, in the order of their readings."""
    return tuple(sorted(_all(session, tables.Person, Person), key=lambda one: _reading(one.kana, one.name)))


def terms(session: Session) -> tuple[Term, ...]:
    """All terms in the order of their days; those without a first day at the end."""
    rows = _all(session, tables.Secondment, Term)
    return tuple(sorted(rows, key=lambda one: (one.starts_on is None, one.starts_on, one.id)))


def duties(session: Session, known: Mapping[str, str]) -> list[Duty]:
    """All duties in their order, with the titles of their projects."""
    rows = _all(session, tables.Duty, Duty, known)
    return sorted(rows, key=lambda one: (one.sort, -(one.share or 0), one.id))


def tasks(session: Session, known: Mapping[str, str]) -> list[Task]:
    """All tasks with the titles of their projects."""
    return list(_all(session, tables.Task, Task, known))


def projects(session: Session) -> dict[str, str]:
    """Titles of the joint projects by id, in the order of their numbers. They belong to a room above this one."""
    table = Base.metadata.tables.get("project")
    if table is None:
        return {}
    ids = [str(one) for one in session.scalars(select(table.c.id).where(table.c.is_deleted.is_(False)))]
    named = titles(session.connection(), "project", ids)
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


@lru_cache(maxsize=4096)
def _reading(kana: str, name: str) -> tuple[str, str]:
    return kana_sort_key(kana or name)


def _all(
    session: Session, table: type[Row], value: type[V], known: Mapping[str, str] | None = None
) -> Iterator[V]:
    columns = table.__table__.columns  # type: ignore[attr-defined]  # declared on every mapped class
    names = [one.name for one in fields(value) if one.name in columns]
    rows = session.execute(select_live(table, *names)).all()
    for row in rows:
        values = dict(zip(names, row, strict=True))
        if known is not None:
            values["project"] = known.get(values["project_id"] or "", "")
        yield value(**values)
