"""Round values along an axis."""

import math
from collections.abc import Sequence
from decimal import Decimal

from bingo_planner.kernel.numbers import format_number


def round_ticks(low: float, high: float, most: int = 6) -> tuple[tuple[float, str], ...]:
    """Values 1, 2 or 5 times a power of ten apart between `low` and `high`, at most `most`, with their words."""
    if not high > low:
        return ()
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.9999)
    decimals = max(-math.floor(math.log10(step) + 1e-9), 0)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    values = [round(at * step, decimals) for at in range(first, last + 1)]
    return tuple((value, format_number(Decimal(repr(value)), decimals)) for value in values)


def one_decimal(value: float) -> str:
    """A share as it is written in a bar: one decimal, half up."""
    return format_number(Decimal(repr(value)), 1)


def room_around(values: Sequence[float], share: float = 0.08) -> tuple[float, float]:
    """The range of values with some room on both sides; a single value gets 0.5 on each."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = (high - low) * share or 0.5
    return low - room, high + room
