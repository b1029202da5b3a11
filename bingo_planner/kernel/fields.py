"""Fields as data: one record drives the form, pasting, the command line and the wording of the history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from bingo_planner.kernel.i18n import translate

FieldKind = Literal[
    "text",
    "long",
    "kana",
    "date",
    "fiscal_year",
    "integer",
    "decimal",
    "yen",
    "choice",
    "body",
    "ref",
    "bool",
    "tel",
]
Value = str | int | bool | Decimal | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a fixed list: how it is stored and its English wording."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record. `label` is an English literal of `context`."""

    key: str
    label: str
    kind: FieldKind = "text"
    context: str = "fields"
    choices: tuple[Choice, ...] = ()
    required: bool = False
    unit: str = ""
    hint: str = ""
    minimum: int | None = None
    maximum: int | None = None
    section: str = ""
    refers_to: str = ""
    """For `ref` and `body`: the kind of record it names."""

    def name(self) -> str:
        """The label in the language in force."""
        return translate(self.context, self.label)

    def choice_name(self, value: str) -> str:
        """The wording of a stored word; the word itself when it is not in the list."""
        for choice in self.choices:
            if choice.value == value:
                return translate(self.context, choice.label)
        return value


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record with its fields, as the command line and the history name it."""

    kind: str
    label: str
    context: str
    fields: tuple[Field, ...]
    by_key: Mapping[str, Field] = field(init=False, hash=False, compare=False)
    summary: Callable[[Mapping[str, Value]], str] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {item.key: item for item in self.fields})

    def name(self) -> str:
        """The kind's name in the language in force."""
        return translate(self.context, self.label)
