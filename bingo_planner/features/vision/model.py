"""What the vision room reads and hands on: editions, sections, live figures, the outline, the checks before fixing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from bingo_planner.kernel.numbers import Mark


class EditionState(StrEnum):
    """How far an edition has come."""

    DRAFT = "draft"
    CONSULTING = "consulting"
    FIXED = "fixed"


class SectionState(StrEnum):
    """How far a section has come; an empty text is always EMPTY."""

    EMPTY = "empty"
    WRITING = "writing"
    DONE = "done"


class FigureProblem(StrEnum):
    """Why a live field has no figure."""

    UNKNOWN = "unknown"
    """The field is not written in a way the program knows."""
    GONE = "gone"
    """The record it names is not there (any more)."""
    BLANK = "blank"
    """Nobody has entered the figure yet."""


@dataclass(frozen=True, slots=True)
class VisionRow:
    """A vision and its term (fiscal years, both included)."""

    id: str
    title: str
    number: str
    from_fy: int | None
    to_fy: int | None
    slogan: str


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition of a vision."""

    id: str
    vision_id: str
    name: str
    state: EditionState
    fiscal_year: int | None
    based_on_id: str
    issued_on: dt.date | None
    fixed_on: dt.date | None
    note: str

    @property
    def is_fixed(self) -> bool:
        """A fixed edition prints the same for ever and can only be read."""
        return self.state is EditionState.FIXED


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section as it is stored; `parent_id` is empty for a chapter."""

    id: str
    parent_id: str
    sort: int
    title: str
    body: str
    state: SectionState


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A section with its place: `level` 0 is a chapter, `number` comes from where it stands."""

    section: SectionRow
    level: int
    number: str
    first: bool
    """Nothing stands before it under its parent."""
    last: bool

    @property
    def id(self) -> str:
        """The section's id."""
        return self.section.id


@dataclass(frozen=True, slots=True)
class Figure:
    """What a live field stands for now: its value, and the text that is printed."""

    key: str
    label: str
    text: str
    value: Decimal | Mark | None = None
    problem: FigureProblem | None = None
    source_kind: str = ""
    source_id: str = ""
    """The record the figure comes from, to open it."""


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """A live field of an edition: the figure now beside the text somebody last looked at."""

    figure: Figure
    shown: str | None
    frozen: bool = False

    @property
    def text(self) -> str:
        """What is printed: the frozen text of a fixed edition, else the figure now."""
        return self.shown if self.frozen and self.shown is not None else self.figure.text

    @property
    def changed(self) -> bool:
        """The figure is no longer what it was when the text was written."""
        return not self.frozen and self.shown is not None and self.shown != self.figure.text

    @property
    def missing(self) -> bool:
        """There is no figure to print."""
        return not self.frozen and self.figure.problem is not None


class CheckKind(StrEnum):
    """What is looked at before an edition is fixed."""

    CHANGED = "changed"
    MISSING = "missing"
    EMPTY = "empty"
    UNKNOWN_BLOCK = "unknown_block"
    GLYPH = "glyph"
    NO_PACT = "no_pact"
    NO_TARGET = "no_target"


@dataclass(frozen=True, slots=True)
class Check:
    """One finding; `kind_of_record` and `record_id` say where to put it right."""

    kind: CheckKind
    text: str
    kind_of_record: str
    record_id: str


@dataclass(frozen=True, slots=True)
class VisionView:
    """Everything the page shows of one edition."""

    vision: VisionRow | None
    editions: tuple[EditionRow, ...]
    edition: EditionRow | None
    outline: tuple[OutlineItem, ...]
    figures: Mapping[str, LiveFigure]
    checks: tuple[Check, ...]
    counts: Mapping[str, int]
    """Characters of each section's text."""
    block_names: Mapping[str, str] = field(default_factory=dict)
    """What a block with an argument shows: the project's, indicator's or role area's name."""

    def item(self, section_id: str) -> OutlineItem | None:
        """The outline item of a section."""
        return next((item for item in self.outline if item.id == section_id), None)

    def with_body(self, section_id: str, body: str) -> VisionView:
        """The same with another text in a section, before what is kept has been read again."""
        outline = tuple(
            replace(item, section=replace(item.section, body=body)) if item.id == section_id else item
            for item in self.outline
        )
        return replace(self, outline=outline)


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """A figure or block that can be put into the text."""

    markup: str
    group: str
    label: str
    context: str
    text: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What can be put into the text, as far as it meets the words searched for."""

    entries: tuple[FigureEntry, ...]
    total: int
