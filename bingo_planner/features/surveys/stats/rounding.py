"""Figures as reports print them: one decimal, halves up (四捨五入), `-` for no case and 0.0 for a small share."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

_WIDE = Context(prec=60)
_NOISE = 9
"""Decimals behind which a sum of weights is only rounding: 12.249999999999998 was meant to be 12.25."""
NO_CASE = "-"


def percent_of(count: int, base: int, decimals: int = 1) -> Decimal:
    """count / base as a percentage in exact arithmetic, halves away from zero."""
    scale = 10**decimals
    exact = Fraction(count * 100 * scale, base)
    return Decimal(math.floor(exact + Fraction(1, 2))).scaleb(-decimals)


def half_up(value: float, decimals: int = 1) -> Decimal:
    """A float to `decimals`, halves away from zero after the noise of binary sums is taken off; never minus zero."""
    noise = max(_NOISE, decimals)
    exact = Decimal(value).quantize(Decimal(1).scaleb(-noise), context=_WIDE)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE) + 0


def percent_words(count: int, percent: float, decimals: int = 1) -> str:
    """`-` when nobody chose it, `0.0` when fewer than 0.05 % did; nothing where there is no base."""
    if math.isnan(percent):
        return ""
    return NO_CASE if count == 0 else f"{half_up(percent, decimals):.{decimals}f}"


def figure_words(value: float, decimals: int = 1) -> str:
    """A mean or an error with `decimals`; nothing where there is none."""
    return "" if math.isnan(value) or math.isinf(value) else f"{half_up(value, decimals):,.{decimals}f}"
