"""Rows of the vision: the plan, its editions, their sections and the figures frozen with them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from bingo_planner.store.base import Base, Row, day, integer, long_text, ref, text, word


class Vision(Row, Base):
    """An area vision with its term."""

    __tablename__ = "vision"

    title: Mapped[str] = text(title=True)
    number: Mapped[str] = text()
    from_fy: Mapped[int | None] = integer()
    to_fy: Mapped[int | None] = integer()
    slogan: Mapped[str] = text()


class VisionEdition(Row, Base):
    """One edition: a first version or a yearly revision."""

    __tablename__ = "vision_edition"

    vision_id: Mapped[str | None] = ref()
    name: Mapped[str] = text(title=True)
    state: Mapped[str] = word("draft")
    """draft, consulting, fixed."""
    fiscal_year: Mapped[int | None] = integer()
    based_on_id: Mapped[str | None] = ref()
    issued_on: Mapped[dt.date | None] = day()
    fixed_on: Mapped[dt.date | None] = day()
    note: Mapped[str] = long_text()


class VisionSection(Row, Base):
    """A section of an edition's outline. `body` holds paragraphs, live fields `{{…}}` and blocks `[[…]]`."""

    __tablename__ = "vision_section"

    edition_id: Mapped[str | None] = ref()
    parent_id: Mapped[str | None] = ref()
    sort: Mapped[int] = integer(0)
    title: Mapped[str] = text(title=True)
    body: Mapped[str] = long_text()
    state: Mapped[str] = word("writing")
    """empty, writing, done."""


class VisionFigure(Row, Base):
    """A live figure as it was when somebody looked at it, or frozen when the edition was fixed."""

    __tablename__ = "vision_figure"

    edition_id: Mapped[str | None] = ref()
    key: Mapped[str] = word()
    shown: Mapped[str] = word()
    """The text printed."""
    is_frozen: Mapped[int] = integer(0)
