"""Exact sharing and rounding of money: parts always add up, and it is said who carries the remainder."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from bingo_planner.kernel.errors import PlanError


class Rule(Enum):
    """How the remainder of a division is placed."""

    LARGEST_REMAINDER = "largest_remainder"
    FLOOR_TO_LEAD = "floor_to_lead"
    ROUND_ADJUST_LARGEST = "round_adjust_largest"


@dataclass(frozen=True, slots=True)
class RoundedColumn:
    """A column shown in `unit`: the shown figures add up to the shown total.

    `carrier_index` is the row whose figure was moved by `difference` units so that they do; None when none was.
    """

    shown: tuple[int, ...]
    total_shown: int
    unit: int
    carrier_index: int | None = None
    difference: int = 0

    @property
    def facts(self) -> dict[str, object]:
        """Facts for the note under the table."""
        return {"difference": abs(self.difference), "row": self.carrier_index, "unit": self.unit}


def allocate(
    total: int,
    weights: Sequence[Fraction | int],
    unit: int = 1,
    rule: Rule = Rule.LARGEST_REMAINDER,
    lead: int = 0,
) -> tuple[int, ...]:
    """Share `total` by weights in multiples of `unit`; the parts sum to `total` exactly.

    `lead` is the index that takes the remainder under FLOOR_TO_LEAD. What `total` leaves below one unit goes to the
    largest weight (to the lead under FLOOR_TO_LEAD). A negative total is shared as its opposite. Refused: no
    positive weight, a negative weight.
    """
    if total < 0:
        return tuple(-part for part in allocate(-total, weights, unit, rule, lead))
    exact = _checked(weights)
    largest = _largest(exact)
    if rule is Rule.LARGEST_REMAINDER:
        parts = _largest_remainder(total // unit, exact)
    else:
        quota = _quotas(total // unit, exact)
        floor = rule is Rule.FLOOR_TO_LEAD
        parts = [share.__floor__() if floor else _half_up(share) for share in quota]
    amounts = [part * unit for part in parts]
    amounts[lead if rule is Rule.FLOOR_TO_LEAD else largest] += total - sum(amounts)
    return tuple(amounts)


def largest_remainder(total: int, weights: Sequence[Fraction | int], unit: int = 1) -> tuple[int, ...]:
    """`allocate` by largest remainder; ties go to the larger share, then to the earlier one in the list."""
    return allocate(total, weights, unit)


def round_to_sum(values_yen: Sequence[int], unit: int = 1000, carrier: int | None = None) -> RoundedColumn:
    """Figures of a column in `unit`, rounded half up, adding up to their own rounded total.

    One row carries what rounding leaves: `carrier` when given, else the largest in amount, first of equals, where
    it weighs least. Rows of 0 stay 0.
    """
    shown = [_half_up(Fraction(value, unit)) for value in values_yen]
    total_shown = _half_up(Fraction(sum(values_yen), unit))
    difference = total_shown - sum(shown)
    if not difference:
        return RoundedColumn(tuple(shown), total_shown, unit)
    row = _largest([Fraction(abs(value)) for value in values_yen]) if carrier is None else carrier
    shown[row] += difference
    return RoundedColumn(tuple(shown), total_shown, unit, row, difference)


def _checked(weights: Sequence[Fraction | int]) -> list[Fraction]:
    exact = [Fraction(weight) for weight in weights]
    if any(weight < 0 for weight in exact):
        raise PlanError("money.negative_weight")
    if not any(exact):
        raise PlanError("money.no_weights")
    return exact


def _quotas(total: int, weights: Sequence[Fraction]) -> list[Fraction]:
    whole = sum(weights, Fraction(0))
    return [total * weight / whole for weight in weights]


def _largest_remainder(total: int, weights: Sequence[Fraction]) -> list[int]:
    """Hamilton's method: everybody the floor, the rest one by one to the largest remainders."""
    quotas = _quotas(total, weights)
    parts = [quota.__floor__() for quota in quotas]
    order = sorted(range(len(quotas)), key=lambda i: (parts[i] - quotas[i], -quotas[i], i))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts


def _largest(values: Sequence[Fraction]) -> int:
    return max(range(len(values)), key=lambda i: (values[i], -i))


def _half_up(value: Fraction) -> int:
    """Nearest whole number, halves away from zero."""
    size = (abs(value) + Fraction(1, 2)).__floor__()
    return size if value >= 0 else -size
