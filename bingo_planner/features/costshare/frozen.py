"""A confirmed sheet as text and back: results are read, never computed again, so that they stand in five years."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bingo_planner.features.costshare.rulefile import write_rule
from bingo_planner.features.costshare.sheet import Sheet, SheetColumn, SheetLine

FORMAT = 1


def freeze(sheet: Sheet) -> str:
    """The whole sheet as JSON; figures and fractions as text, so that nothing is rounded."""
    return json.dumps(
        {
            "format": FORMAT,
            "rule": write_rule(sheet.outcome.rule) if sheet.outcome else None,
            "total": sheet.total,
            "offs": sheet.offs,
            "shared": sheet.shared,
            "unit": sheet.unit,
            "rounding": sheet.rounding,
            "two_stage": sheet.two_stage,
            "lead": sheet.lead_id,
            "carriers": sheet.carriers,
            "held": sheet.held,
            "columns": [_column(column) for column in sheet.columns],
            "lines": [_line(line) for line in sheet.lines],
        },
        ensure_ascii=False,
    )


def thaw(text: str, rule_text: str = "") -> Sheet:
    """The sheet as it was confirmed."""
    held: dict[str, Any] = json.loads(text)
    return Sheet(
        held["total"],
        tuple((name, amount) for name, amount in held["offs"]),
        held["shared"],
        held["unit"],
        held["rounding"],
        held["two_stage"],
        tuple(_read_column(one) for one in held["columns"]),
        tuple(_read_line(one) for one in held["lines"]),
        held["lead"],
        tuple(held["carriers"]),
        tuple(held["held"]),
        rule_text,
    )


def amounts(text: str) -> dict[str, int]:
    """Only what each body pays."""
    return {line["body"]: line["amount"] for line in json.loads(text)["lines"]}


def shared(text: str) -> int:
    """Only what was shared."""
    found: int = json.loads(text)["shared"]
    return found


def _column(column: SheetColumn) -> dict[str, object]:
    return {
        "key": column.key,
        "basis": column.basis,
        "ratio": str(column.ratio),
        "budget": str(column.budget),
        "inverse": column.is_inverse,
        "base": column.base,
        "unit": column.unit,
        "source": column.source,
        "when": column.when,
    }


def _read_column(held: dict[str, Any]) -> SheetColumn:
    return SheetColumn(
        held["key"],
        held["basis"],
        Decimal(held["ratio"]),
        Fraction(held["budget"]),
        held["inverse"],
        held["base"],
        held["unit"],
        held["source"],
        held["when"],
    )


def _line(line: SheetLine) -> dict[str, object]:
    return {
        "body": line.body_id,
        "name": line.name,
        "figures": [None if figure is None else str(figure) for figure in line.figures],
        "parts": [str(part) for part in line.parts],
        "exact": str(line.exact),
        "cut": line.cut,
        "amount": line.amount,
        "percent": str(line.percent),
        "fixed": line.is_fixed,
    }


def _read_line(held: dict[str, Any]) -> SheetLine:
    return SheetLine(
        held["body"],
        held["name"],
        tuple(None if figure is None else Decimal(figure) for figure in held["figures"]),
        tuple(Fraction(part) for part in held["parts"]),
        Fraction(held["exact"]),
        held["cut"],
        held["amount"],
        Decimal(held["percent"]),
        held["fixed"],
    )
