"""A paper as text and back, exactly: what a fixed edition keeps so that it prints the same for ever."""

from __future__ import annotations

import base64
import datetime as dt
import json
import zlib
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from bingo_planner.kernel import numbers
from bingo_planner.reports import answercharts, charts, grid, model
from bingo_planner.reports.model import Paper

_TYPE = "$"


def freeze(paper: Paper) -> str:
    """The paper as a short text of plain letters."""
    plain = json.dumps(_encode(paper), ensure_ascii=False, separators=(",", ":"))
    return base64.b85encode(zlib.compress(plain.encode("utf-8"), 9)).decode("ascii")


def thaw(text: str) -> Paper:
    """The paper of a frozen text. ValueError when it is not one."""
    found = _decode(json.loads(zlib.decompress(base64.b85decode(text)).decode("utf-8")))
    if not isinstance(found, Paper):
        raise ValueError("not a frozen paper")
    return found


@cache
def _types() -> dict[str, type]:
    """Every value and word a paper is made of, by name."""
    homes = (model, charts, answercharts, grid, numbers)
    return {
        name: kind
        for home in homes
        for name, kind in vars(home).items()
        if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, Enum))
    }


def _encode(value: object) -> Any:
    if value is None or (isinstance(value, str | int | float | bool) and not isinstance(value, Enum)):
        return value
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if isinstance(value, Enum):
        return {_TYPE: type(value).__name__, "=": value.name}
    if isinstance(value, Decimal):
        return {_TYPE: "Decimal", "=": str(value)}
    if isinstance(value, dt.date):
        return {_TYPE: "date", "=": value.isoformat()}
    if is_dataclass(value) and not isinstance(value, type):
        kept = {part.name: getattr(value, part.name) for part in fields(value) if part.init}
        return {_TYPE: type(value).__name__, **{name: _encode(item) for name, item in kept.items()}}
    raise TypeError(f"a paper cannot hold {type(value).__name__}")


def _decode(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(_decode(item) for item in plain)
    if not isinstance(plain, dict):
        return plain
    name = plain[_TYPE]
    if name == "Decimal":
        return Decimal(plain["="])
    if name == "date":
        return dt.date.fromisoformat(plain["="])
    kind = _types()[name]
    if issubclass(kind, Enum):
        return kind[plain["="]]
    return kind(**{key: _decode(item) for key, item in plain.items() if key != _TYPE})
