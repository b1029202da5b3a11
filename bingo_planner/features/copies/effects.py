"""What a decision changes: the field itself, and the sums that rest on it where they are cheap to know."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from bingo_planner.features.copies.model import Effect, Line
from bingo_planner.features.copies.values import Naming
from bingo_planner.features.records import RecordAccess
from bingo_planner.kernel.fields import Field
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.store.base import Row
from bingo_planner.store.store import Store
from bingo_planner.store.wire import Value
from bingo_planner.sync.model import Conflict

NUMBERS = ("integer", "decimal", "yen")
SUMS = {
    ("budget_line", "amount"): ("fiscal_year", "stage", "money"),
    ("base_figure", "value"): ("base_set_id",),
}
"""Fields whose records add up, with the fields that tell which ones belong together."""


def as_number(value: Value) -> Decimal | None:
    """A stored figure; None when there is none."""
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def signed(value: Decimal) -> str:
    """A difference with its sign."""
    text = format_number(value, _places(value))
    return f"+{text}" if value > 0 else text


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def difference(field: Field | None, before: Value, after: Value) -> str:
    """By how much a figure changed; empty for what is no figure."""
    if field is None or field.kind not in NUMBERS:
        return ""
    old, new = as_number(before), as_number(after)
    return "" if old is None or new is None else signed(new - old)


def read_effects(
    store: Store, naming: Naming, line: Line, key: str, conflict: Conflict, value: Value
) -> tuple[Effect, ...]:
    """What changes against the value before when this one is chosen."""
    field = naming.field(line.kind, key)
    if field is None or field.kind == "long":
        return ()
    shown = conflict.shown.value
    before = shown if conflict.base is None else conflict.base.value
    own = Effect(
        naming.field_name(line.kind, key),
        naming.value(line.kind, key, before),
        naming.value(line.kind, key, value),
        difference(field, before, value),
    )
    access, together = naming.access(line.kind), SUMS.get((line.kind, key))
    if access is None or together is None:
        return (own,)
    with store.read() as session:
        same, total = _total(session, access, line.record_id, key, together)
    words = [naming.value(line.kind, one, found) for one, found in same.items()]
    label = translate("copies", "Sum of {field}: {what}", field=own.text, what="・".join(filter(None, words)))
    rest = total - (as_number(shown) or Decimal(0))
    old, new = rest + (as_number(before) or Decimal(0)), rest + (as_number(value) or Decimal(0))
    texts = (format_number(old, _places(old)), format_number(new, _places(new)))
    return (own, Effect(label, *texts, signed(new - old)))


def _total(
    session: Session, access: RecordAccess, record_id: str, key: str, together: tuple[str, ...]
) -> tuple[dict[str, Value], Decimal]:
    table: type[Row] = access.table
    columns = inspect(table).columns
    row = session.get(table, record_id)
    same: dict[str, Value] = {one: getattr(row, one, None) for one in together}
    alike = [columns[one] == value for one, value in same.items()]
    found = session.scalars(select(columns[key]).where(columns["is_deleted"].is_(False), *alike))
    return same, sum((as_number(one) or Decimal(0) for one in found), Decimal(0))
