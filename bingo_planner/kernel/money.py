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
    WEBSTER = "webster"


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


@dataclass(frozen=True, slots=True)
class Division:
    """An amount divided in whole units.

    `cut` are the exact shares cut down to the unit; `carriers` the indices that took what cutting left, in the order
    in which they were served (under ROUND_ADJUST_LARGEST: whose figure was moved so that the sum holds).
    """

    amounts: tuple[int, ...]
    cut: tuple[int, ...]
    carriers: tuple[int, ...] = ()

    @property
    def left(self) -> int:
        """What cutting left over."""
        return sum(self.amounts) - sum(self.cut)


def allocate(
    total: int,
    weights: Sequence[Fraction | int],
    unit: int = 1,
    rule: Rule = Rule.LARGEST_REMAINDER,
    lead: int = 0,
) -> tuple[int, ...]:
    """Share `total` by weights in multiples of `unit`; the parts sum to `total` exactly.

    A negative total is shared as its opposite. Otherwise as `divide`.
    """
    if total < 0:
        return tuple(-part for part in allocate(-total, weights, unit, rule, lead))
    return divide(total, weights, unit, rule, lead).amounts


def divide(
    total: int,
    weights: Sequence[Fraction | int],
    unit: int = 1,
    rule: Rule = Rule.LARGEST_REMAINDER,
    lead: int = 0,
) -> Division:
    """Share `total` (0 or more) by weights in multiples of `unit`, and say who carries what cutting leaves.

    `lead` is the index that takes the remainder under FLOOR_TO_LEAD. What `total` itself leaves below one unit goes
    where the next whole unit would go: to the next largest remainder, the lead, the largest share, the next in
    Webster's row. So exactly one part is no multiple of the unit, and by largest remainder every part still lies
    within one unit of its exact share. Refused: no positive weight, a negative weight.
    """
    exact = _checked(weights)
    whole = sum(exact, Fraction(0))
    quotas = [weight * total / (whole * unit) for weight in exact]
    cut = [quota.__floor__() for quota in quotas]
    if rule is Rule.FLOOR_TO_LEAD:
        parts, carriers = [part * unit for part in cut], [lead]
        parts[lead] += total - sum(parts)
    elif rule is Rule.ROUND_ADJUST_LARGEST:
        parts, carriers = _round_and_adjust(total, quotas, unit)
    elif rule is Rule.WEBSTER:
        parts, carriers = _webster(total, exact, quotas, unit)
    else:
        parts, carriers = _largest_remainder(total, quotas, unit)
    floors = tuple(part * unit for part in cut)
    return Division(tuple(parts), floors, tuple(carriers) if tuple(parts) != floors else ())


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


def _largest_remainder(total: int, quotas: Sequence[Fraction], unit: int) -> tuple[list[int], list[int]]:
    """Hamilton's method: everybody the floor, the rest one by one to the largest remainders."""
    parts = [quota.__floor__() for quota in quotas]
    units, below = divmod(total - sum(parts) * unit, unit)
    order = sorted(range(len(quotas)), key=lambda i: (parts[i] - quotas[i], -quotas[i], i))
    amounts = [part * unit for part in parts]
    for index in order[:units]:
        amounts[index] += unit
    if below:
        amounts[order[units]] += below
    return amounts, order[: units + bool(below)]


def _round_and_adjust(total: int, quotas: Sequence[Fraction], unit: int) -> tuple[list[int], list[int]]:
    """Everybody half up; the largest share makes the sum right, the next one helps when it would fall below 0."""
    amounts = [_half_up(quota) * unit for quota in quotas]
    missing = total - sum(amounts)
    moved = []
    for index in sorted(range(len(quotas)), key=lambda i: (-quotas[i], i)):
        step = max(missing, -amounts[index])
        if step:
            amounts[index] += step
            moved.append(index)
        missing -= step
    return amounts, moved


def _webster(
    total: int, weights: Sequence[Fraction], quotas: Sequence[Fraction], unit: int
) -> tuple[list[int], list[int]]:
    """Webster's method (Sainte-Laguë): unit by unit to the largest weight / (2 × units held + 1).

    It starts from the rounded quotas, which a divisor rule passes through, so few steps are left.
    """
    units, below = divmod(total, unit)
    parts = [_half_up(quota) for quota in quotas]
    while sum(parts) > units:
        parts[_last_served(weights, parts)] -= 1
    while sum(parts) < units:
        parts[_next_served(weights, parts)] += 1
    amounts = [part * unit for part in parts]
    if below:
        amounts[_next_served(weights, parts)] += below
    return amounts, [i for i, quota in enumerate(quotas) if amounts[i] > quota.__floor__() * unit]


def _next_served(weights: Sequence[Fraction], parts: Sequence[int]) -> int:
    return max(range(len(parts)), key=lambda i: (weights[i] / (2 * parts[i] + 1), weights[i], -i))


def _last_served(weights: Sequence[Fraction], parts: Sequence[int]) -> int:
    held = [i for i in range(len(parts)) if parts[i]]
    return min(held, key=lambda i: (weights[i] / (2 * parts[i] - 1), weights[i], -i))


def _largest(values: Sequence[Fraction]) -> int:
    return max(range(len(values)), key=lambda i: (values[i], -i))


def _half_up(value: Fraction) -> int:
    """Nearest whole number, halves away from zero."""
    size = (abs(value) + Fraction(1, 2)).__floor__()
    return size if value >= 0 else -size
