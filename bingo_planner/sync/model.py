"""What crosses between the rooms of sync, and what pages and the command line read from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from bingo_planner.kernel.changes import NOTHING, Changes
from bingo_planner.store.history import Author
from bingo_planner.store.wire import Value

Vector = Mapping[str, int]
"""Replica (32 hex digits) → the last sequence number held of it, without gaps from 1."""

OpId = tuple[str, int, int]
"""One operation for ever and everywhere: replica (hex), sequence number, place in its transaction (from 1)."""


class Refused(Exception):  # noqa: N818  # a verdict on bytes from outside, not a fault of the program
    """Bytes that are not accepted. `reason` is one of `REASONS`; `detail` is for the log of whoever mends it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class Incomplete(Refused):
    """The file has no end yet: it is still arriving. Look again later; nothing is quarantined."""

    def __init__(self, detail: str = "") -> None:
        super().__init__("incomplete", detail)


REASONS = (
    "incomplete",
    "format",
    "damaged",
    "signature",
    "unknown_device",
    "revoked",
    "transaction",
    "too_large",
    "fork",
    "sealed",
    "old_roster",
)
"""Every reason a segment or a transaction can be refused for; `messages` has a sentence for each."""


@dataclass(frozen=True)
class Segment:
    """Consecutive transactions of one replica, checked: chain, signature, checksum.

    `frames[i]` are the bytes of transaction `first + i`, `hashes[i]` its link of the chain. `previous` is the link
    before `first` (32 zero bytes when `first` is 1). `signature` is over the last link.
    """

    replica: str
    first: int
    previous: bytes
    frames: tuple[bytes, ...]
    hashes: tuple[bytes, ...]
    signature: bytes
    signer: str

    @property
    def last(self) -> int:
        """Sequence number of the last transaction."""
        return self.first + len(self.frames) - 1


@dataclass(frozen=True)
class Part:
    """What one transaction holds for the liaison office alone. The transaction's bytes vouch for it by its hash."""

    replica: str
    seq: int
    data: bytes


PartKey = tuple[str, int]
"""Replica (hex) and sequence number of the transaction that a part belongs to."""


class ItemKind(Enum):
    """What a person should look at. field: two values of one cell; text: two versions of a long text;
    delete: binned here, edited there; problem: a value that cannot be shown; fork: one replica with two pasts;
    quarantine: bytes from outside that were not accepted."""

    FIELD = "field"
    TEXT = "text"
    DELETE = "delete"
    PROBLEM = "problem"
    FORK = "fork"
    QUARANTINE = "quarantine"


@dataclass(frozen=True)
class Item:
    """One entry of the inbox. `kind_of_record`, `record_id`, `field` are empty where it is about no record.

    `item_id` is the same on every copy for what every copy sees (field, text, delete, problem).
    """

    item_id: str
    kind: ItemKind
    kind_of_record: str
    record_id: str
    field: str
    opened_at: datetime
    closed_at: datetime | None = None
    reason: str = ""
    detail: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a person."""
        return self.closed_at is None


@dataclass(frozen=True)
class Version:
    """One value of a cell with who wrote it and when. `is_own`: written on this copy."""

    op: OpId
    value: Value
    author: Author
    at: datetime
    why: str
    is_own: bool


@dataclass(frozen=True)
class Conflict:
    """A cell with more than one value that nobody has chosen between.

    `shown` is the value that stands in lists meanwhile (newest stamp); `others` the rest, newest first. `base` is the
    newest value all of them replaced, None when they have none in common. `mine`: the newest of this copy, if any.
    """

    item: Item
    base: Version | None
    shown: Version
    others: tuple[Version, ...]

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every value, the shown one first."""
        return (self.shown, *self.others)

    @property
    def mine(self) -> Version | None:
        """The newest value written on this copy."""
        return next((version for version in self.versions if version.is_own), None)

    @property
    def theirs(self) -> Version:
        """The newest value written on another copy; the newest of all when every one is of this copy."""
        return next((version for version in self.versions if not version.is_own), self.shown)


@dataclass(frozen=True)
class DeleteConflict:
    """A record put into the bin by somebody who had not seen an edit. It stays in lists until a person decides.

    `deleted`: who put it there; `edits`: the values the deletion had not seen, as (field, version).
    """

    item: Item
    deleted: tuple[Version, ...]
    edits: tuple[tuple[str, Version], ...]


@dataclass(frozen=True)
class Warned:
    """Something a person should know that needs no decision. Codes: `clock` (replica, hours), `waiting_schema`
    (count), `waiting_others` (count), `unpublished` (reason)."""

    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Received:
    """What one batch did to this copy. `changes` is for the shell; `opened` are inbox items that are new."""

    transactions: int = 0
    operations: int = 0
    duplicates: int = 0
    pending: int = 0
    changes: Changes = NOTHING
    opened: tuple[Item, ...] = ()
    warnings: tuple[Warned, ...] = ()

    def __or__(self, other: Received) -> Received:
        """Both batches as one."""
        return Received(
            self.transactions + other.transactions,
            self.operations + other.operations,
            self.duplicates + other.duplicates,
            # What took nothing in cannot have ended a wait.
            other.pending if other.transactions or other.pending else self.pending,
            self.changes | other.changes,
            self.opened + other.opened,
            self.warnings + other.warnings,
        )


@dataclass(frozen=True)
class SyncReport:
    """What one meeting with a folder, packet or hub did. `sent` counts own transactions, `relayed` others' ones."""

    partner: str
    at: datetime
    received: Received
    sent: int
    relayed: int
    reached: bool = True

    @property
    def changes(self) -> Changes:
        """For the shell: what pages must read again."""
        return self.received.changes


@dataclass(frozen=True)
class Device:
    """Another copy as this one knows it."""

    replica: str
    name: str
    office: int
    last_seq: int
    last_at: datetime | None
    state: str
    is_own: bool


@dataclass(frozen=True)
class Status:
    """How this copy stands. `unsent`: own transactions the partner is not known to have."""

    replica: str
    partner: str
    last_sync: datetime | None
    unsent: int
    pending: int
    waiting_schema: int
    open_items: int
    devices: tuple[Device, ...]
