"""Typed text to values, and values back to text, by the records of the fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal

from bingo_planner.kernel.dates import (
    DateStyle,
    FiscalYear,
    format_date,
    format_fiscal_year,
    parse_date,
    parse_fiscal_year,
)
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.fields import Field, RecordKind
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.messages import register_messages
from bingo_planner.kernel.numbers import Mark, format_number, parse_integer, parse_number, parse_yen
from bingo_planner.kernel.text import clean, clean_line, fold

Stored = str | int | bool | Decimal | dt.date | None
Resolve = Callable[[str, str], str | None]
"""(kind of record, typed name, code or id) to the record's id; None when there is no such record."""

Fit = Callable[[Field, Stored], Stored]


def as_it_is(_field: Field, value: Stored) -> Stored:
    """No check of a room's own."""
    return value


_YES = frozenset({"1", "はい", "yes", "true", "○", "on"})
_NO = frozenset({"", "0", "いいえ", "no", "false", "×", "off"})

register_messages(
    {
        "field.required": ("“{label}” is empty.", "Type something."),
        "field.flag": ("“{text}” is neither yes nor no.", "Type yes or no."),
        "field.choice": ("“{text}” is not one of the choices.", "Choose {choices}."),
        "field.no_record": ("There is no record “{text}” here.", "Type its name, code or id."),
        "field.range": ("“{label}” runs from {first} to {last}.", ""),
    }
)


def read_value(field: Field, text: str, resolve: Resolve | None = None) -> Stored:
    """The value a text stands for in a field; PlanError with the field's own reason when it cannot be read."""
    value = _read(field, text, resolve)
    if field.required and is_empty(value):
        raise PlanError("field.required", label=field.name())
    if isinstance(value, int) and not isinstance(value, bool):
        _check_range(field, value)
    return value


def is_empty(value: Stored) -> bool:
    """Whether there is nothing to see: no value, or a text of blanks and invisible signs."""
    return value is None or (isinstance(value, str) and not fold(value))


def check_values(record: RecordKind, values: Mapping[str, Stored], fit: Fit = as_it_is) -> dict[str, Stored]:
    """Values fit to be stored; one PlanError carries a problem for each refused field.

    `fit` is the room's own check: it gets a field and a value that passed the common ones and returns the value to
    store, or raises PlanError. Raises `field.unknown` for a key the record does not have.
    """
    problems: list[FieldProblem] = []
    checked: dict[str, Stored] = {}
    for key, value in values.items():
        field = record.by_key.get(key)
        if field is None:
            raise PlanError("field.unknown", kind=record.kind, field=key)
        try:
            checked[key] = fit(field, check_value(field, clean(value) if isinstance(value, str) else value))
        except PlanError as error:
            problems.append(error.at(key))
    if problems:
        raise PlanError.in_fields(*problems)
    return checked


def check_value(field: Field, value: Stored) -> Stored:
    """The value, when the field can hold it: required, one of the choices, within its range."""
    if field.required and is_empty(value):
        raise PlanError("field.required", label=field.name())
    if (
        field.kind == "choice"
        and value not in ("", None)
        and value not in {one.value for one in field.choices}
    ):
        words = ", ".join(field.choice_name(one.value) for one in field.choices)
        raise PlanError("field.choice", text=value, choices=words)
    if isinstance(value, int) and not isinstance(value, bool):
        _check_range(field, value)
    return value


def show_value(field: Field, value: Stored, style: DateStyle = DateStyle.ERA) -> str:
    """The value as a person reads it; empty for nothing."""
    if value is None:
        return ""
    if field.kind == "choice":
        return field.choice_name(str(value))
    if field.kind == "bool":
        return translate("kernel", "Yes") if value else translate("kernel", "No")
    if field.kind == "date":
        day = dt.date.fromisoformat(value) if isinstance(value, str) else value
        return format_date(day, style, "short") if isinstance(day, dt.date) else ""
    if field.kind == "fiscal_year":
        return format_fiscal_year(FiscalYear(int(str(value))), style, "short")
    if field.kind in ("integer", "decimal", "yen"):
        number = Decimal(str(value))
        exponent = number.as_tuple().exponent
        return format_number(number, -exponent if isinstance(exponent, int) and exponent < 0 else 0)
    return str(value)


def _read(field: Field, text: str, resolve: Resolve | None) -> Stored:
    if field.kind == "long":
        return clean(text)
    line = clean_line(text)
    if field.kind in ("text", "kana", "tel"):
        return line
    if field.kind == "choice":
        return _choice(field, line)
    if field.kind == "bool":
        return _flag(line)
    return None if not line else _read_typed(field, line, resolve)


def _read_typed(field: Field, line: str, resolve: Resolve | None) -> Stored:
    if field.kind == "date":
        return parse_date(line)
    if field.kind == "fiscal_year":
        return int(parse_fiscal_year(line))
    if field.kind in ("body", "ref"):
        found = resolve(field.refers_to, line) if resolve else line
        if found is None:
            raise PlanError("field.no_record", text=line)
        return found
    if field.kind == "yen":
        return _no_mark(parse_yen(line, unit=1, allow_marks=False))
    if field.kind == "integer":
        return _no_mark(parse_integer(line, allow_marks=False, what=field.name()))
    return _no_mark(parse_number(line, allow_marks=False, unit=field.unit))


def _flag(line: str) -> bool:
    word = fold(line)
    if word not in _YES | _NO:
        raise PlanError("field.flag", text=line)
    return word in _YES


def _no_mark(value: int | Decimal | Mark) -> Stored:
    return None if isinstance(value, Mark) else value


def _choice(field: Field, line: str) -> str:
    if not line:
        return ""  # a required one is refused as empty, not as a wrong word
    wanted = fold(line)
    for choice in field.choices:
        if wanted in (fold(choice.value), fold(choice.label), fold(field.choice_name(choice.value))):
            return choice.value
    words = ", ".join(field.choice_name(choice.value) for choice in field.choices)
    raise PlanError("field.choice", text=line, choices=words)


def _check_range(field: Field, value: int) -> None:
    low, high = field.minimum, field.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        raise PlanError(
            "field.range",
            label=field.name(),
            first="" if low is None else low,
            last="" if high is None else high,
        )
