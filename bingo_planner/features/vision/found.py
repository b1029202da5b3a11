"""What a reader of live fields finds, and the three ways in which it finds nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bingo_planner.kernel.numbers import Mark


class Blank(Exception):  # noqa: N818  not an error: there is no figure yet
    """The record is there, its figure is not; carries the label."""


class Gone(Exception):  # noqa: N818
    """The record is not there."""


class Unknown(Exception):  # noqa: N818
    """The field cannot be read."""


@dataclass(frozen=True, slots=True)
class Found:
    """A figure: what it is called, how it is written, its value, and the record it comes from."""

    label: str
    text: str
    value: Decimal | Mark | None = None
    kind: str = ""
    id: str = ""


def at_least(args: Sequence[str], count: int) -> Sequence[str]:
    """The arguments of a field that needs so many; Unknown when there are fewer."""
    if len(args) < count:
        raise Unknown
    return args
