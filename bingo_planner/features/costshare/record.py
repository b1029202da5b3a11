"""The side form of an item: values by form keys, and from a form key back to the record and field to store.

A key is `cost_item.total`, `cost_part.<id>.ratio`, `cost_deduction.<id>.amount` or `cost_body.fixed` (of the body
chosen in the sheet).
"""

from __future__ import annotations

from bingo_planner.features.costshare.fields import RECORDS
from bingo_planner.features.costshare.model import ItemFacts
from bingo_planner.kernel.typed import Stored

ITEM_KEYS = (
    *("name", "project_id", "stage", "total", "rounding", "unit", "two_stage", "lead_id"),
    *("relief_rise", "relief_fall", "before_id", "against_id", "ground", "rule_date", "rule_by", "due_on"),
    *("instalments", "notice_no", "notice_on", "payment", "settling", "note"),
)
PART_KEYS = ("basis", "ratio", "base_set_id", "is_inverse")
OFF_KEYS = ("name", "amount")
BODY_KEYS = ("part", "weight", "fixed", "minimum", "maximum")


def values_of(facts: ItemFacts, body_id: str) -> dict[str, object]:
    """Every field of the form."""
    values: dict[str, object] = {f"cost_item.{key}": getattr(facts.item, key) for key in ITEM_KEYS}
    for off in facts.offs:
        values |= {f"cost_deduction.{off.id}.{key}": getattr(off, key) for key in OFF_KEYS}
    for part in facts.parts:
        values |= {f"cost_part.{part.id}.{key}": getattr(part, key) for key in PART_KEYS}
    terms = facts.terms_of(body_id)
    values |= {f"cost_body.{key}": getattr(terms, key) for key in BODY_KEYS}
    return values


def place_of(key: str, item_id: str) -> tuple[str, str, str]:
    """Kind, record and field a form key names; the record of a body's terms is left open."""
    parts = key.split(".")
    if len(parts) == 3:
        return parts[0], parts[1], parts[2]
    return parts[0], item_id if parts[0] == "cost_item" else "", parts[1]


def stored(key: str, value: object) -> dict[str, Stored]:
    """The field and its value as the service takes it."""
    kind, _record, name = place_of(key, "")
    if value == "" and RECORDS[kind].by_key[name].kind in ("ref", "body"):
        value = None
    return {name: value}  # type: ignore[dict-item]  # fields of a form hold stored values


def is_given_up(key: str, value: object) -> bool:
    """Whether an emptied field takes its whole record away: a part without a ratio, money without an amount."""
    kind, _record, name = place_of(key, "")
    return value is None and (kind, name) in (("cost_part", "ratio"), ("cost_deduction", "amount"))
