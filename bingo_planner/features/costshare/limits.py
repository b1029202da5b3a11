"""Minimum, maximum and transition relief as one lower and one upper bound a member, in whole yen."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor

from bingo_planner.features.costshare.rule import ShareRule
from bingo_planner.kernel.errors import PlanError

Bounds = Mapping[str, tuple[int, int | None]]
"""The least and the most (None: no limit) a member pays."""


def bounds_of(rule: ShareRule) -> Bounds:
    """The narrower of what is set and what relief allows; refused when no sharing can keep all of them."""
    if not rule.has_limits:
        return {}
    bounds = {member: _bound(rule, member) for member in rule.sharing}
    for member, (least, most) in bounds.items():
        if most is not None and least > most:
            raise PlanError("share.bounds_crossed", member=member, least=f"{least:,}", most=f"{most:,}")
    _refuse_impossible(rule.divided, bounds)
    return bounds


def outside(amounts: Mapping[str, int], bounds: Bounds) -> dict[str, int]:
    """Members to hold at a bound next: those on the side that is violated more.

    Holding the heavier side first keeps what is left shareable within the others' bounds, whatever the rounding.
    """
    low = {m: least for m, (least, _most) in bounds.items() if amounts[m] < least}
    high = {m: most for m, (_least, most) in bounds.items() if most is not None and amounts[m] > most}
    lacking = sum(bound - amounts[member] for member, bound in low.items())
    over = sum(amounts[member] - bound for member, bound in high.items())
    if lacking == over:
        return low | high
    return low if lacking > over else high


def _bound(rule: ShareRule, member: str) -> tuple[int, int | None]:
    least, most = rule.minimum.get(member, 0), rule.maximum.get(member)
    relief = rule.relief
    last = relief.last.get(member) if relief else None
    if relief is None or last is None:
        return least, most
    if relief.fall is not None:
        least = max(least, ceil(last * (1 - relief.fall)))
    if relief.rise is not None:
        highest = floor(last * (1 + relief.rise))
        most = highest if most is None else min(most, highest)
    return least, most


def _refuse_impossible(money: int, bounds: Bounds) -> None:
    least = sum(bound for bound, _most in bounds.values())
    if least > money:
        raise PlanError("share.minimum_over", sum=f"{least:,}", amount=f"{money:,}")
    most = [bound for _least, bound in bounds.values()]
    if bounds and all(bound is not None for bound in most) and sum(b for b in most if b is not None) < money:
        highest = sum(bound for bound in most if bound is not None)
        raise PlanError("share.maximum_under", sum=f"{highest:,}", amount=f"{money:,}")
