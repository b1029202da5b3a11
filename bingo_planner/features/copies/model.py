"""What this room knows: where copies meet, how meetings went, what waits for a decision and what it looks like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from bingo_planner.features.records import RecordAccess
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.fields import Field
from bingo_planner.store.home import Home
from bingo_planner.store.wire import Value
from bingo_planner.sync.model import Conflict, DeleteConflict, Version


def _nothing() -> None:
    """Nobody meets."""


def _never() -> bool:
    """No meeting is ever under way."""
    return False


@dataclass(frozen=True)
class House:
    """What the program gives this room: where the user's files lie, the fields of every kind of record, and the one
    meeting with the others that can be under way (`meet` begins it, `busy` tells; `renewed`: the place is another)."""

    home: Home
    kinds: Callable[[], Mapping[str, RecordAccess]]
    meet: Callable[[], None] = _nothing
    busy: Callable[[], bool] = _never
    renewed: Callable[[], None] = _nothing


class PlaceKind(Enum):
    """How copies meet: not at all yet, in a shared folder, at a hub, or by packets carried by hand."""

    NONE = ""
    FOLDER = "folder"
    HUB = "hub"
    PACKET = "packet"


@dataclass(frozen=True)
class Place:
    """Where this copy meets the others. `hub` never holds a password; `minutes` 0: only when asked."""

    kind: PlaceKind = PlaceKind.NONE
    folder: str = ""
    hub: str = ""
    minutes: int = 0

    @property
    def meets(self) -> bool:
        """Whether one key can meet the others."""
        return self.kind in (PlaceKind.FOLDER, PlaceKind.HUB)


@dataclass(frozen=True)
class Meeting:
    """One meeting as it went. `before` and `after`: how far each copy's log had come here (replica → number).

    `received` and `sent` count transactions, `fields` changed fields, `asks` decisions that it brought.
    """

    at: datetime
    partner: str
    reached: bool
    received: int = 0
    fields: int = 0
    sent: int = 0
    asks: int = 0
    reason: str = ""
    before: Mapping[str, int] = field(default_factory=dict)
    after: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """How this copy stands towards the others, cheap enough for the frame of the window."""

    place: Place
    last: Meeting | None
    tried: Meeting | None
    unsent: int
    open_items: int

    @property
    def is_offline(self) -> bool:
        """Whether the last try did not reach anybody."""
        return self.tried is not None and not self.tried.reached


@dataclass(frozen=True)
class Finding:
    """One thing a check of the meeting place found: a code of `messages`, ok, warn or err."""

    code: str
    state: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def error(self) -> PlanError:
        """The same as a refusal, whose words are known."""
        told = PlanError(self.code)
        told.facts = dict(self.facts)
        return told


@dataclass(frozen=True)
class Line:
    """One entry of the inbox as the list shows it. `what` is a value of `ItemKind`."""

    item_id: str
    what: str
    kind: str
    record_id: str
    title: str
    field: str
    at: datetime
    is_open: bool
    note: str = ""


@dataclass(frozen=True)
class Card:
    """One value of a conflict. `key`: base, mine, theirs, or other3, other4 …; `difference`: against the
    base, in words.

    `pieces`: a long text against the base as (same, added or removed; words).
    """

    key: str
    version: Version
    text: str
    difference: str
    where: str
    is_own: bool
    evidence: tuple[str, ...] = ()
    pieces: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Effect:
    """One place that a decision changes; `before` and `after` in words."""

    text: str
    before: str
    after: str
    difference: str = ""


@dataclass(frozen=True)
class Clash:
    """A place of a long text where versions clash: the wordings to choose from and the one before."""

    wordings: tuple[str, ...]
    base: str


@dataclass(frozen=True)
class Both:
    """A way of keeping both: what the field gets, and in words what that means.

    `also`: what other fields of the record get with it; of their values those in `told` are told in it.
    """

    key: str
    value: Value
    title: str
    words: str
    also: Mapping[str, str | int] = field(default_factory=dict)
    told: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Case:
    """A field with several values, as the right side shows it.

    `choices` hold mine first. `boths`: ways of keeping both, none where the field holds one value only.
    `view`: of a long text the pieces that fit together (str) and the clashes; `figures`: what its live fields
    stand for now.
    """

    line: Line
    conflict: Conflict
    path: tuple[str, ...]
    title: str
    of_field: Field | None
    base: Card | None
    choices: tuple[Card, ...]
    boths: tuple[Both, ...] = ()
    view: tuple[str | Clash, ...] = ()
    figures: Mapping[str, str] = field(default_factory=dict)
    effects: Mapping[str, tuple[Effect, ...]] = field(default_factory=dict)

    @property
    def is_text(self) -> bool:
        """Whether it is a long text."""
        return self.of_field is not None and self.of_field.kind == "long"

    def both(self, key: str) -> Both | None:
        """The way of keeping both behind a key."""
        return next((both for both in self.boths if both.key == key), None)

    def card(self, key: str) -> Card | None:
        """The value behind a key."""
        return next((card for card in self.choices if card.key == key), None)


@dataclass(frozen=True)
class Edited:
    """One field that was changed in a record somebody else binned."""

    field: str
    text: str
    version: Version


@dataclass(frozen=True)
class DeleteCase:
    """A record binned here and edited there."""

    line: Line
    conflict: DeleteConflict
    path: tuple[str, ...]
    title: str
    edits: tuple[Edited, ...]


@dataclass(frozen=True)
class NoticeCase:
    """Something to know that is no choice between values: bytes not accepted, a copy with two pasts, an odd value."""

    line: Line
    text: str
    advice: str
    detail: str


AnyCase = Case | DeleteCase | NoticeCase


@dataclass(frozen=True)
class ChangeLine:
    """One changed field or record, in words; `kind` and `record_id` lead to it."""

    id: str
    at: datetime
    who: str
    body: str
    where: str
    kind: str
    record_id: str
    kind_name: str
    title: str
    field: str
    old: str
    new: str
    how: str


@dataclass(frozen=True)
class Wanted:
    """What of the history is asked for: words in the signature, a body, a kind, days back (0: all)."""

    person: str = ""
    body: str = ""
    kind: str = ""
    days: int = 0


@dataclass(frozen=True)
class CopyLine:
    """A copy on the list, or one that was met before there is a list."""

    id: str
    name: str
    body: str
    scope: str
    entries: int
    last_at: datetime | None
    state: str
    is_own: bool
    is_out: bool
