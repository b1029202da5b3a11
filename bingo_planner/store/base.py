"""What a recorded table looks like: ids, the bin flag, and what every column declares about itself."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Date, Integer, MetaData, Select, String, Text, select
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.orm import MappedColumn as MappedColumn
from sqlalchemy.types import TypeDecorator, TypeEngine

SCHEMA_VERSION = 5
"""Version of the recorded tables; every column names the version it came with."""


class Scope(Enum):
    """How far a column travels when copies are synced (see the offline contract)."""

    OFFICE = "office"
    REGION = "region"


class DecimalText(TypeDecorator[Decimal]):
    """An exact decimal kept as text, so that 12.50 stays 12.50 and nothing is ever a float."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Decimal | None]:
        """The same without the layers between, for reads of many thousand figures."""
        return _decimal


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


class Base(DeclarativeBase):
    """Every table under this base is recorded."""

    metadata = MetaData()


class Row:
    """What each recorded row has: a random id and a flag for the bin (rows are never deleted)."""

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    is_deleted: Mapped[bool] = mapped_column(Boolean, default=False, server_default="0")


def column(table: type[Row], name: str) -> ColumnElement[Any]:
    """A column of a table without its mapped class."""
    found: ColumnElement[Any] = table.__table__.c[name]  # type: ignore[attr-defined]  # on every mapped class
    return found


def select_live(table: type[Row], *names: str) -> Select[Any]:
    """These columns of the rows that are not in the bin.

    Nothing in it is mapped, nor may be in what is added to it: then it is compiled and read without the layers that
    make objects of rows, which costs a fifth less a row, and as the first statement of a program much less.
    """
    return select(*(column(table, name) for name in names)).where(column(table, "is_deleted").is_(False))


def _field(type_: TypeEngine[Any], default: object, scope: Scope, since: int, **info: object) -> Any:
    details = {"scope": scope.value, "since": since, **info}
    if default is None:
        return mapped_column(type_, nullable=True, info=details)
    literal = str(int(default)) if isinstance(default, (bool, int)) else str(default)
    return mapped_column(type_, default=default, server_default=literal, info=details)


def text(*, scope: Scope = Scope.REGION, since: int = 1, title: bool = False, search: bool = True) -> Any:
    """A short text, empty by default. `title`: part of the record's name in lists and search."""
    return _field(String(), "", scope, since, kind="text", title=title, search=search)


def long_text(*, scope: Scope = Scope.REGION, since: int = 1) -> Any:
    """A text of paragraphs; its versions are logged compressed against the one before."""
    return _field(Text(), "", scope, since, kind="long", search=True)


def word(default: str = "", *, scope: Scope = Scope.REGION, since: int = 1) -> Any:
    """A word from a fixed list or a technical key: stored, compared, not searched."""
    return _field(String(), default, scope, since, kind="text")


def ref(*, scope: Scope = Scope.REGION, since: int = 1) -> Any:
    """The id of another recorded row, or nothing. Not a foreign key: rows may arrive in any order."""
    return _field(String(32), None, scope, since, kind="text", ref=True)


def integer(default: int | None = None, *, scope: Scope = Scope.REGION, since: int = 1) -> Any:
    """A whole number (yen, persons, a year, a place in the order)."""
    return _field(Integer(), default, scope, since, kind="int")


def flag(default: bool = False, *, scope: Scope = Scope.REGION, since: int = 1) -> Any:
    """Yes or no."""
    return _field(Boolean(), default, scope, since, kind="int")


def day(*, scope: Scope = Scope.REGION, since: int = 1) -> Any:
    """A calendar day or nothing."""
    return _field(Date(), None, scope, since, kind="text")


def decimal(*, scope: Scope = Scope.REGION, since: int = 1) -> Any:
    """An exact decimal or nothing."""
    return _field(DecimalText(), None, scope, since, kind="dec")
